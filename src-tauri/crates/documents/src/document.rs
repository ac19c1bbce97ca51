//! What a finished document is.

use std::fmt;

/// A finished PDF (PDF/A-1b), ready for a preview, a printer or a file.
#[derive(Clone, PartialEq, Eq)]
pub struct Document {
    /// The file itself.
    pub bytes: Vec<u8>,
    /// Number of A4 pages.
    pub pages: u32,
    /// Characters no shipped font can print, in order of first appearance; empty when all of the text printed.
    pub unprintable: Vec<Unprintable>,
}

/// Never shows the bytes: they are patient data.
impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document")
            .field("bytes", &self.bytes.len())
            .field("pages", &self.pages)
            .field("unprintable", &self.unprintable.len())
            .finish()
    }
}

/// A character that was printed as its code point in angle brackets because no shipped font has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unprintable {
    /// As printed: `⟨U+1F600⟩`.
    pub text: String,
    /// The part of the document it stands in, such as an item's heading.
    pub where_: String,
    /// How often it stands there.
    pub count: u32,
}

/// Size of the text on a form given to a patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PrintSize {
    /// 10.5 pt.
    #[default]
    Normal,
    /// 16 pt, for people who read large print.
    Large,
}
