//! Driver numbers of British photocard licences, as a cross-check: they carry the surname's beginning, the date of birth,
//! the sex and the initials. Their check characters have no published algorithm. A mismatch warns, it never blocks: names
//! and markers change.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum LicenceVerdict {
    /// Built as a British driver number.
    Pass,
    Fail,
    /// Northern Ireland: eight digits that say nothing. Compare by eye.
    ByHand,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum LicenceSex {
    Female,
    Male,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LicenceReading {
    pub verdict: LicenceVerdict,
    /// Upper-case, without spaces.
    pub number: String,
    /// The first five letters of the surname, without padding.
    pub surname: String,
    pub sex: Option<LicenceSex>,
    pub born: Option<NaiveDate>,
    /// Up to two letters.
    pub initials: String,
    /// The two issue digits, where typed.
    pub issue: Option<String>,
    /// Stable code of what is wrong, empty when nothing is.
    pub code: String,
    /// What the desk does next, in a sentence.
    pub message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum LicencePart {
    Surname,
    Born,
    GivenNames,
}

/// A part of the number that does not fit the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Disagreement {
    pub part: LicencePart,
    pub licence: String,
    pub record: String,
    pub message: String,
}
