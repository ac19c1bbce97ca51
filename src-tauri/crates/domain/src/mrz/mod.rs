//! The machine-readable zone of travel documents, ICAO Doc 9303 parts 3 to 7. A check digit that holds shows that the
//! line was read correctly, never that the document is genuine.

mod check;
mod dates;
mod layout;
mod read;
mod suggest;
mod zone;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use read::read;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Card, 3 lines of 30 (part 5).
    Td1,
    /// Card, 2 lines of 36 (part 6).
    Td2,
    /// Passport book, 2 lines of 44 (part 4).
    Td3,
    /// Visa, 2 lines of 44 (part 7).
    MrvA,
    /// Visa, 2 lines of 36 (part 7).
    MrvB,
    /// None of these.
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Every check digit that the format has holds.
    Pass,
    Fail,
    /// Not an ICAO format: compare by eye.
    ByHand,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum CheckStatus {
    Pass,
    Fail,
    NotPresent,
}

/// The checked fields, in the order in which failures are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    Number,
    Birth,
    Expiry,
    Optional,
    Composite,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentSex {
    Female,
    Male,
    /// `<` or `X`.
    Unspecified,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldCheck {
    pub field: Field,
    pub status: CheckStatus,
}

/// One character to change. `line` and `position` count from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    pub line: u32,
    pub position: u32,
    pub read: String,
    pub better: String,
}

/// Characters that look alike and were perhaps mistaken: offered only because with them the field's check digit holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Suggestion {
    pub field: Field,
    pub changes: Vec<Change>,
    /// The field as it then reads, as shown: a number, or a date such as `12 Aug 1974`.
    pub value: String,
    /// The whole line's check digit holds then too.
    pub composite_passes: bool,
    /// Every line as it then reads, to be read again.
    pub lines: Vec<String>,
    /// `Character 8 of line 2 was read as B. With 8, this check digit and the whole line's both pass.`
    pub message: String,
}

/// What a zone says. A field that could not be read is empty or `None`; the others keep what they say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MrzReading {
    pub format: Format,
    pub verdict: Verdict,
    /// As compared: trimmed, upper-case, without stray spaces.
    pub lines: Vec<String>,
    /// Such as `P`, `ID`, `AR`, without fillers.
    pub document_code: String,
    /// Three-letter code as printed, without fillers: `GBR`, `D`.
    pub issuer: String,
    pub surname: String,
    pub given_names: String,
    /// The name fills its place to the end, so that its last word may be cut off.
    pub name_truncated: bool,
    pub number: String,
    pub nationality: String,
    pub born: Option<NaiveDate>,
    /// The same day in the other century, where somebody of that age could stand at the desk: the record decides.
    pub born_other_century: Option<NaiveDate>,
    /// Which century was chosen and why, where there was a choice.
    pub born_note: Option<String>,
    pub expiry: Option<NaiveDate>,
    /// The document was out of date on the day of checking.
    pub expired: bool,
    pub sex: Option<DocumentSex>,
    /// Optional data, without fillers.
    pub optional: String,
    pub checks: Vec<FieldCheck>,
    pub failed: Vec<Field>,
    pub suggestions: Vec<Suggestion>,
    /// What the desk does next, in a sentence.
    pub message: String,
}
