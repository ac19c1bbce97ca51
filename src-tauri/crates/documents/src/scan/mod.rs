//! Paper that comes back: a scan's pages as pictures, and what the code on each says.

mod code;
mod file;
mod finder;
mod grey;
mod limits;
mod picture;
mod place;
mod whole;

use std::fmt;

use frontdesk_domain::page_code::PageCode;
use thiserror::Error;

/// Largest file that is read, in bytes.
pub const MOST_BYTES: usize = 64 << 20;

/// Most pages of one file.
pub const MOST_PAGES: usize = 100;

/// Most pixels of one picture, in the file or within its pages: A3 in 600 dots to the inch.
pub const MOST_PIXELS: u64 = 80_000_000;

/// One page of a scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScannedPage {
    /// Which page of the file, from 1.
    pub number: u32,
    /// How it looks, to be shown and kept.
    pub image: PageImage,
    /// What its code says, or why that is not known.
    pub code: Result<PageCode, Unread>,
    /// The file was damaged and was put together by what could be found in it: there may have been more.
    pub repaired: bool,
}

/// A page as a JPEG of about 200 dots to the inch, turned upright where its code was found, in grey where the page has
/// no colour, and with nothing in it about camera or place.
#[derive(Clone, PartialEq, Eq)]
pub struct PageImage {
    /// The file.
    pub jpeg: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Never shows the bytes: they are patient data.
impl fmt::Debug for PageImage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { jpeg, width, height } = self;
        write!(f, "PageImage({width} × {height}, {} bytes)", jpeg.len())
    }
}

/// Why a page does not say by itself where it belongs: it is filed by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Unread {
    /// Nothing on it looks like a code.
    #[error("There is no code on this page.")]
    NoCode,
    /// Something looks like a code and cannot be read.
    #[error("There is a code on this page, and it cannot be read. Its paper number is in the last line.")]
    Unreadable,
    /// The code is somebody else's.
    #[error("The code on this page is not one of this desk’s.")]
    NotOurs,
    /// The code was printed by a newer version of the program.
    #[error("The code on this page was made by a newer version of this program.")]
    Newer,
    /// Codes of two pages, a code that cannot be read beside one that can, or print beside the page of the code.
    #[error("There is more in this picture than one page. Look at it, or scan the pages one by one.")]
    Several,
}

impl Unread {
    /// Stable code for the screen.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoCode => "page-no-code",
            Self::Unreadable => "page-code-unreadable",
            Self::NotOurs => "page-code-not-ours",
            Self::Newer => "page-code-newer",
            Self::Several => "page-several",
        }
    }
}

/// Why nothing of a scan was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ScanError {
    /// Neither PDF nor PNG nor JPEG.
    #[error("This file is not a scan this program can read. Save it as PDF, PNG or JPEG.")]
    NotAScan,
    /// More than [`MOST_BYTES`].
    #[error("This file is larger than 64 MB. Scan fewer pages at a time, or at 150 or 200 dots to the inch.")]
    TooLarge,
    /// More than [`MOST_PAGES`].
    #[error("This file has more than 100 pages. Scan fewer at a time.")]
    TooManyPages,
    /// A picture of more than [`MOST_PIXELS`], or data that unpacks to as much.
    #[error("A picture in this file is too large. Scan at 150 or 200 dots to the inch.")]
    TooManyPixels,
    /// A PDF that wants a password.
    #[error("This PDF is protected with a password. Save it without one, or scan the paper again.")]
    Locked,
    /// Broken off, or not what it says it is.
    #[error("This file is damaged, and a part of a page may be missing. Nothing of it was kept. Scan the paper again.")]
    Damaged,
    /// Fewer pages can be read than the file says that it has.
    #[error(
        "A page of this file is missing: it says that it has more than can be read. Nothing of it was kept. Scan the paper again."
    )]
    PagesGone,
}

impl ScanError {
    /// Stable code for the screen.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAScan => "scan-not-a-scan",
            Self::TooLarge => "scan-too-large",
            Self::TooManyPages => "scan-too-many-pages",
            Self::TooManyPixels => "scan-too-many-pixels",
            Self::Locked => "scan-locked",
            Self::Damaged => "scan-damaged",
            Self::PagesGone => "scan-pages-gone",
        }
    }
}

/// Reads a scan: PDF, PNG or JPEG, recognised by its first bytes. Pages come in the file's order, whatever way up. A picture
/// is read whole or refused, also within a PDF, and its code names a page only when nothing else is in the picture.
///
/// Takes about a tenth of a second a page, a second or two for a page without a code: not for a thread that must answer.
///
/// # Errors
/// [`ScanError`], for the file as a whole. A page that cannot be matched is not an error but an [`Unread`] of its own.
pub fn read_scan(bytes: &[u8]) -> Result<Vec<ScannedPage>, ScanError> {
    let (pages, repaired) = file::pages(bytes)?;
    pages
        .map(|(number, page)| {
            let mut page = page?;
            let found = code::find(&page);
            if let Ok(found) = &found {
                page = picture::upright(page, found.turns);
            }
            Ok(ScannedPage { number, image: picture::keep(&page)?, code: found.map(|found| found.code), repaired })
        })
        .collect()
}
