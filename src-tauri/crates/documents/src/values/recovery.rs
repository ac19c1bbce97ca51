//! The recovery sheet.

use std::fmt;

use chrono::NaiveDate;

/// One page that brings the clinic's records back. The caller wipes the groups after use.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoverySheet {
    /// Clinic name.
    pub clinic: String,
    /// Groups of the code, in order; numbered from 1.
    pub groups: Vec<String>,
    /// Number of the sheet, such as "RC-01".
    pub sheet: String,
    /// The day it was made (also the file's date).
    pub made: NaiveDate,
    /// Who made it.
    pub by: String,
    /// The number to ring; empty leaves a line to write on.
    pub phone: String,
    /// Somebody else who can help, as another practice manager; none leaves a line to write on.
    pub second: Option<String>,
}

/// Never shows the code.
impl fmt::Debug for RecoverySheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecoverySheet").field("sheet", &self.sheet).finish_non_exhaustive()
    }
}
