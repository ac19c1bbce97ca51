//! A letter with a code to give back.

use chrono::NaiveDate;

use super::Clinic;

/// One letter to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Letterhead.
    pub clinic: Clinic,
    /// Name and address of the addressee, one line each.
    pub addressee: Vec<String>,
    /// Reference, at the head of each page.
    pub reference: String,
    /// Date of the letter (also the file's date).
    pub date: NaiveDate,
    /// "Dear ...".
    pub salutation: String,
    /// Subject line.
    pub subject: String,
    /// Paragraphs before the code.
    pub paragraphs: Vec<String>,
    /// The code, on a line of its own, large.
    pub code: String,
    /// Paragraphs after it: closing sentence, name of who signs.
    pub closing: Vec<String>,
}
