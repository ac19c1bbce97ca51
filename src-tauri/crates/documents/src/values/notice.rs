//! A page or two to hand over: a receipt of what was shown, or a letter with reasons.

use chrono::NaiveDate;

use super::Clinic;
use crate::PrintSize;

/// Opening, sections and closing under a letterhead. With a salutation it is set as a letter, without one as a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Letterhead.
    pub clinic: Clinic,
    /// Name and address of the addressee, one line each; may be empty.
    pub addressee: Vec<String>,
    /// Reference, on every page.
    pub reference: String,
    /// Date of the notice, on every page (also the file's date).
    pub date: NaiveDate,
    /// Heading of a receipt, subject line of a letter; at the foot of every page (also the file's title).
    pub title: String,
    /// "Dear ..."; `None` makes a receipt.
    pub salutation: Option<String>,
    /// Paragraphs before the sections.
    pub opening: Vec<String>,
    /// The sections, in order.
    pub sections: Vec<NoticeSection>,
    /// Paragraphs after the sections: closing sentence, name and position of who signs. A short closing stays on one page.
    pub closing: Vec<String>,
    /// Text size.
    pub size: PrintSize,
}

/// One heading with what stands under it: paragraphs, then rows, then a list. Each may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NoticeSection {
    /// Heading.
    pub heading: String,
    /// Paragraphs; the last one stays with the rows or the list it leads to.
    pub paragraphs: Vec<String>,
    /// Label and value, in two columns.
    pub rows: Vec<(String, String)>,
    /// List entries.
    pub items: Vec<String>,
}
