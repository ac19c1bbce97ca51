//! A number typed from a document or a letter, beside the record. It warns and says which part disagrees; it never blocks:
//! names, markers and letters change, and numbers are mistyped. The number itself is not kept.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::licence::{self, Disagreement, LicencePart, LicenceReading, LicenceSex, LicenceVerdict};
use crate::nhs_number::NhsNumber;
use crate::patient::{Particulars, Sex};
use crate::record_name::former_names;

/// What a driver number says beside the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum LicenceOutcome {
    /// Every part agrees.
    Agrees,
    /// At least one part disagrees.
    Differs,
    /// It is not built as a British driver number.
    Misread,
    /// A number that says nothing about its holder.
    ByHand,
}

impl LicenceOutcome {
    /// The code kept in the record.
    pub fn code(self) -> &'static str {
        match self {
            LicenceOutcome::Agrees => "agrees",
            LicenceOutcome::Differs => "differs",
            LicenceOutcome::Misread => "misread",
            LicenceOutcome::ByHand => "by-hand",
        }
    }
}

/// A driver number beside the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenceCheck {
    /// The whole of it.
    pub outcome: LicenceOutcome,
    /// Each part that disagrees.
    pub differs: Vec<Disagreement>,
    /// What is worth knowing and warns of nothing: the sex digit, a former name.
    pub information: Vec<String>,
    /// What to do, a sentence for each thing that disagrees.
    pub warnings: Vec<String>,
    /// The last four characters of the 16: all that is kept. None when the number has fewer.
    pub last_four: Option<String>,
}

/// Names of the parts that disagree, for the record: codes, never what they say.
pub fn part_code(part: LicencePart) -> &'static str {
    match part {
        LicencePart::Surname => "surname",
        LicencePart::Born => "born",
        LicencePart::GivenNames => "given-names",
    }
}

/// Compares a driver number with the record. A surname that fits a former name is told and warns of nothing.
pub fn licence(number: &str, is: &Particulars, today: NaiveDate) -> LicenceCheck {
    let reading = licence::read(number, today);
    let last_four = ends(&reading);
    let check = |outcome, warnings| LicenceCheck {
        outcome,
        differs: Vec::new(),
        information: Vec::new(),
        warnings,
        last_four: last_four.clone(),
    };
    match reading.verdict {
        LicenceVerdict::ByHand => return check(LicenceOutcome::ByHand, vec![reading.message]),
        LicenceVerdict::Fail => return check(LicenceOutcome::Misread, vec![reading.message]),
        LicenceVerdict::Pass => {}
    }
    let mut differs = licence::disagreements(&reading, &is.surname, is.born, &is.given_names);
    let mut information = Vec::new();
    if differs.iter().any(|part| part.part == LicencePart::Surname) {
        let former = former_names(is.former_names.as_deref().unwrap_or_default(), &is.given_names).into_iter().find(
            |(surname, given)| {
                let with = licence::disagreements(&reading, surname, is.born, given);
                with.iter().all(|part| part.part != LicencePart::Surname)
            },
        );
        if let Some((surname, _)) = former {
            differs.retain(|part| part.part != LicencePart::Surname);
            information.push(format!("The number has their former name, {surname}."));
        }
    }
    if let Some(said) = other_sex(reading.sex, is.sex) {
        information.push(said);
    }
    let outcome = if differs.is_empty() { LicenceOutcome::Agrees } else { LicenceOutcome::Differs };
    LicenceCheck {
        warnings: differs.iter().map(|part| part.message.clone()).collect(),
        differs,
        information,
        ..check(outcome, Vec::new())
    }
}

/// The last four of the driver number; the two issue digits are not part of it.
fn ends(reading: &LicenceReading) -> Option<String> {
    let letters: Vec<char> = reading.number.chars().filter(char::is_ascii_alphanumeric).take(16).collect();
    (letters.len() >= 4).then(|| letters[letters.len() - 4..].iter().collect())
}

fn other_sex(licence: Option<LicenceSex>, record: Sex) -> Option<String> {
    let on_licence = match (licence?, record) {
        (LicenceSex::Female, Sex::Female) | (LicenceSex::Male, Sex::Male) => return None,
        (LicenceSex::Female, _) => "female",
        (LicenceSex::Male, _) => "male",
    };
    let on_record = match record {
        Sex::Female => "female",
        Sex::Male => "male",
        Sex::Unspecified => "unspecified",
    };
    Some(format!(
        "The number was issued with the marker {on_licence}; our record says {on_record}. Markers change: this alone means nothing."
    ))
}

/// What an NHS number read from a letter or card says beside the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum NhsOutcome {
    /// It is the record's.
    Same,
    /// The record has another.
    Differs,
    /// The record has none.
    NotHeld,
    /// It is no NHS number: mistyped, most likely.
    Misread,
    /// Another patient's record has it.
    OtherPatient,
}

impl NhsOutcome {
    /// The code kept in the record.
    pub fn code(self) -> &'static str {
        match self {
            NhsOutcome::Same => "same",
            NhsOutcome::Differs => "differs",
            NhsOutcome::NotHeld => "not-held",
            NhsOutcome::Misread => "misread",
            NhsOutcome::OtherPatient => "other-patient",
        }
    }

    /// Whether it warns.
    pub fn warns(self) -> bool {
        !matches!(self, NhsOutcome::Same | NhsOutcome::NotHeld)
    }
}

/// An NHS number beside the record, with what to do. `elsewhere` says whether another patient's record has it.
pub fn nhs(typed: &str, held: Option<&str>, elsewhere: bool) -> (NhsOutcome, String) {
    let number = match NhsNumber::parse(typed) {
        Ok(number) => number,
        Err(problem) => return (NhsOutcome::Misread, problem.message),
    };
    let (outcome, words) = match held {
        Some(held) if held == number.digits() => (NhsOutcome::Same, "The same as on our record."),
        _ if elsewhere => (
            NhsOutcome::OtherPatient,
            "Another patient here has this number. Check that you have the right record before you go on.",
        ),
        Some(_) => (
            NhsOutcome::Differs,
            "Our record has another NHS number. Ask whose letter it is, and correct the record if it is wrong.",
        ),
        None => (NhsOutcome::NotHeld, "Our record has none. Add it under Edit the record, if they want it kept."),
    };
    (outcome, words.to_string())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
#[path = "cross_check_tests.rs"]
mod tests;
