//! A register: a list the practice manager prints.

use chrono::NaiveDate;

use super::{Clinic, Column};

/// A titled table, such as the audit entries of a month or the due-diligence list.
#[derive(Debug, Clone, PartialEq)]
pub struct Register {
    /// Letterhead.
    pub clinic: Clinic,
    /// Title.
    pub title: String,
    /// What the list was narrowed by and how many rows it shows, as it should read, on every page; may be empty.
    pub filters: String,
    /// Who made it and when, as it should read, in every foot; may be empty.
    pub made: String,
    /// Reference, on every page; may be empty.
    pub reference: String,
    /// The day it is made, on every page (also the file's date).
    pub date: NaiveDate,
    /// A4 on its side.
    pub landscape: bool,
    /// Columns with their headings.
    pub columns: Vec<Column>,
    /// Cells, row by row; each row has one cell per column.
    pub rows: Vec<Vec<String>>,
    /// Paragraphs after the table; may be empty.
    pub notes: Vec<String>,
}
