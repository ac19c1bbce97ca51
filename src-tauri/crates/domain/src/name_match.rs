//! The name on a document against the name on the record.

use serde::{Deserialize, Serialize};

use crate::translit;
use pair::Pair;
use words::Side;

mod pair;
mod words;

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

/// The name as a document has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DocumentName {
    pub surname: String,
    pub given_names: String,
    /// The line was full, so that the last word may be cut off and words may be missing after it.
    pub truncated: bool,
}

/// What the names of a zone's formats have room for: cards of three lines, of two lines and visas, passports.
const LINES: [usize; 3] = [30, 31, 39];

/// Compares a document's name with the record's. A name that would fill a zone's line exactly may be cut off.
pub fn compare(
    document_surname: &str,
    document_given: &str,
    record_surname: &str,
    record_given: &str,
) -> NameComparison {
    let document = DocumentName {
        surname: document_surname.to_owned(),
        given_names: document_given.to_owned(),
        truncated: fills_a_line(document_surname, document_given),
    };
    compare_document(&document, record_surname, record_given)
}

/// In a zone's own letters, and as long as the place for a name is.
fn fills_a_line(surname: &str, given: &str) -> bool {
    let capitals = |text: &str| text.bytes().all(|b| b.is_ascii_uppercase() || b == b' ');
    let length = |text: &str| translit::to_mrz(text).len();
    let parted = if given.trim().is_empty() { 0 } else { 2 + length(given) };
    capitals(surname) && capitals(given) && LINES.contains(&(length(surname) + parted))
}

/// Compares by spelling, then by place. Accents, case, apostrophes and hyphens do not count.
pub fn compare_document(document: &DocumentName, record_surname: &str, record_given: &str) -> NameComparison {
    let pair = Pair {
        doc: Side::new(&document.surname, &document.given_names),
        rec: Side::new(record_surname, record_given),
        truncated: document.truncated,
    };
    let (verdict, words) = pair.compare();
    let extra_on_document = words
        .iter()
        .filter(|word| word.part == NamePart::GivenNames && word.verdict == WordVerdict::Extra)
        .filter_map(|word| word.document.clone())
        .collect();
    NameComparison { verdict, message: message(verdict, &words), words, extra_on_document }
}

fn message(verdict: NameVerdict, words: &[NameWord]) -> String {
    let by_eye = words.iter().any(|word| word.verdict == WordVerdict::ByEye);
    match verdict {
        NameVerdict::Match => "The names match.".to_owned(),
        NameVerdict::Check if by_eye => "The names are in different scripts. Compare them by eye.".to_owned(),
        NameVerdict::Check if words.iter().any(|word| word.verdict == WordVerdict::Moved) => {
            "The same words in another order. Ask which is the surname, and correct the record if it is wrong."
                .to_owned()
        }
        NameVerdict::Check => "The middle names differ. Ask, and correct the record if it is wrong.".to_owned(),
        NameVerdict::Differs => {
            let missing: Vec<&str> = words
                .iter()
                .filter(|word| word.verdict == WordVerdict::Missing)
                .filter_map(|word| word.record.as_deref().or(word.document.as_deref()))
                .collect();
            format!(
                "No counterpart for {}. Ask whether the name has changed, and see proof before changing the record.",
                missing.join(", ")
            )
        }
    }
}
