//! A subject-access response (UK GDPR art 15).

use chrono::NaiveDate;

use super::{Clinic, Column};

/// Letter, index and every item disclosed.
#[derive(Debug, Clone, PartialEq)]
pub struct SubjectAccessResponse {
    /// Letterhead.
    pub clinic: Clinic,
    /// Name and address of the addressee, one line each.
    pub addressee: Vec<String>,
    /// Reference of the request, on every page.
    pub reference: String,
    /// Date of the letter, on every page (also the file's date).
    pub date: NaiveDate,
    /// "Dear ...".
    pub salutation: String,
    /// Subject line of the letter.
    pub subject: String,
    /// Paragraphs of the letter.
    pub paragraphs: Vec<String>,
    /// The information of art 15(1)(a)-(h) and 15(2), in order.
    pub sections: Vec<ResponseSection>,
    /// Paragraphs after the sections: closing sentence, name and position of who signs.
    pub closing: Vec<String>,
    /// What is not yet decided; printed in a box when there is any.
    pub still_to_decide: Vec<String>,
    /// What is disclosed, in order; numbered from 1 in the index.
    pub items: Vec<DisclosureItem>,
    /// Prints "Draft, not for release" at the head of every page.
    pub draft: bool,
}

/// One heading of the letter with its list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ResponseSection {
    /// Heading.
    pub heading: String,
    /// Paragraphs before the list; may be empty.
    pub paragraphs: Vec<String>,
    /// List entries; may be empty.
    pub items: Vec<String>,
}

/// One item disclosed.
#[derive(Debug, Clone, PartialEq)]
pub struct DisclosureItem {
    /// What it is, such as "Identity check".
    pub what: String,
    /// When it is dated, as it should read; may be empty.
    pub dated: String,
    /// Where it was found.
    pub found_in: String,
    /// Its content.
    pub body: ItemBody,
}

/// Content of an item.
#[derive(Debug, Clone, PartialEq)]
pub enum ItemBody {
    /// Label, value, when, by.
    Record(Vec<RecordRow>),
    /// A table with columns of its own; each row has one cell per column.
    Table {
        /// Columns with their headings.
        columns: Vec<Column>,
        /// Cells, row by row.
        rows: Vec<Vec<String>>,
    },
    /// Running text.
    Text(Vec<String>),
}

/// A line of a record: what was recorded, when and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecordRow {
    /// What the value is.
    pub label: String,
    /// The value.
    pub value: String,
    /// When it was recorded; may be empty.
    pub when: String,
    /// Who recorded it; may be empty.
    pub by: String,
}
