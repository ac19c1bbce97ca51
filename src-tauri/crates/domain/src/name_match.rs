//! The name on a document against the name on the record.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum NameVerdict {
    /// Every word of the record's name has its counterpart; either may have more given names.
    Match,
    /// The same words in another order, or a script that can only be compared by eye.
    Check,
    /// A surname or first name without counterpart.
    Differs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum NamePart {
    Surname,
    GivenNames,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum WordVerdict {
    /// The same letters, accents aside.
    Same,
    /// The same by the spelling rules of travel documents: `Müller` and `MUELLER`.
    ByTransliteration,
    /// The same word, at another place or in the other part of the name.
    Moved,
    /// A given name that only one side has, which is allowed.
    Extra,
    /// Cut off by the length of the document's line.
    Truncated,
    /// No counterpart.
    Missing,
    /// A script without a spelling rule here: compare by eye.
    ByEye,
}

/// One word of either side with its counterpart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct NameWord {
    pub part: NamePart,
    /// `None`: only the document has it.
    pub record: Option<String>,
    /// `None`: only the record has it.
    pub document: Option<String>,
    pub verdict: WordVerdict,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct NameComparison {
    pub verdict: NameVerdict,
    pub words: Vec<NameWord>,
    /// Given names on the document that the record does not have.
    pub extra_on_document: Vec<String>,
    /// What differs and what to do, for the screen.
    pub message: String,
}
