//! Why a document could not be made.

use frontdesk_domain::page_code::PageCodeProblem;
use thiserror::Error;

/// Each has a sentence for the desk (`Display`) and a stable code for the screen.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
pub enum DocumentError {
    /// A glyph was missing although the character had been checked: nothing is printed rather than an empty box.
    #[error(
        "The document was not made: the character U+{code:04X} in “{where_}” cannot be printed. Write that word in Latin letters and make it again."
    )]
    MissingGlyph {
        /// Code point of the first character of the group that cannot be printed.
        code: u32,
        /// The part of the document it stands in.
        where_: String,
    },
    /// A row of a table has more or fewer cells than the table has columns.
    #[error(
        "The document was not made: row {row} of “{table}” has {cells} entries and the table has {columns} columns."
    )]
    RowWidth {
        /// Heading of the table.
        table: String,
        /// Row number, from 1.
        row: usize,
        /// Cells in that row.
        cells: usize,
        /// Columns of the table.
        columns: usize,
    },
    /// Something that must be on one page does not fit on it.
    #[error("The document was not made: “{0}” does not fit on one page. Shorten it and make it again.")]
    DoesNotFit(String),
    /// The code of a page cannot be written.
    #[error("The form was not made. {0}")]
    PageCode(#[from] PageCodeProblem),
    /// The fonts or the file format failed; the text is for the fault report.
    #[error("The document was not made because of a fault in this program ({0}). Nothing was printed or saved.")]
    Fault(String),
}

impl DocumentError {
    /// Stable code for the screen.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::MissingGlyph { .. } => "document-missing-glyph",
            Self::RowWidth { .. } => "document-row-width",
            Self::DoesNotFit(_) => "document-does-not-fit",
            Self::PageCode(problem) => problem.code(),
            Self::Fault(_) => "document-fault",
        }
    }

    pub(crate) fn fault(reason: impl std::fmt::Display) -> Self {
        Self::Fault(reason.to_string())
    }
}
