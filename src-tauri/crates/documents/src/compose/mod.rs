//! Each kind of document: its values to a laid-out page list.

mod consent;
mod fields;
mod letter;
mod notice;
mod pen;
mod receipt;
mod recovery;
mod register;
mod response;

pub use consent::consent_form;
pub use letter::letter;
pub use notice::notice;
pub use receipt::receipt;
pub use recovery::recovery_sheet;
pub use register::register;
pub use response::response;

use chrono::NaiveDate;

use crate::Unprintable;
use crate::page::PageList;

/// Pages with the characters that could not be printed on them.
pub type LaidOut = (PageList, Vec<Unprintable>);

/// A date as every document shows it: 24 Nov 2026.
fn day(date: NaiveDate) -> String {
    date.format("%-d %b %Y").to_string()
}
