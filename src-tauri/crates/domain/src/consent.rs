//! Consents: what is due, what an answer is, and what stops a check-in.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::London;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::catalogue::{Clinic, Purpose, PurposeKind, Wording};

/// What a person said. Appended, never overwritten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Yes.
    Given,
    /// No: kept as an answer too.
    Refused,
    /// Asked, and put off.
    NotNow,
    /// Taken back after it was given.
    Withdrawn,
}

impl Answer {
    /// The code the store keeps.
    pub fn code(self) -> &'static str {
        match self {
            Answer::Given => "given",
            Answer::Refused => "refused",
            Answer::NotNow => "not-now",
            Answer::Withdrawn => "withdrawn",
        }
    }

    /// The answer of a code.
    pub fn from_code(code: &str) -> Option<Answer> {
        [Answer::Given, Answer::Refused, Answer::NotNow, Answer::Withdrawn]
            .into_iter()
            .find(|answer| answer.code() == code)
    }
}

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Capacity {
    /// The patient.
    Patient,
    /// A person with parental responsibility.
    Parent,
    /// An attorney or deputy.
    Attorney,
}

/// How the answer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// On screen at the desk.
    OnScreen,
    /// On paper, signed.
    Written,
    /// Spoken, before a witness.
    VerbalWitnessed,
    /// By telephone.
    Phone,
}

/// An answer on record, as far as the rules need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Purpose.
    pub purpose: String,
    /// Answer.
    pub answer: Answer,
    /// Version of the wording it was given on.
    pub wording_version: u32,
    /// When.
    pub at: DateTime<Utc>,
}

/// One row of the intake sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask<'a> {
    /// The purpose asked about.
    pub purpose: &'a Purpose,
    /// The wording to show.
    pub wording: &'a Wording,
    /// The newest answer on record.
    pub held: Option<&'a Held>,
    /// Whether it is due now: no answer, put off, or a newer wording since. A stop to marketing is never due again: the
    /// objection holds whatever the words are (UK GDPR art 21(3)), until they ask for it themselves.
    pub due: bool,
}

/// The answers that stand on `day`, a local date: consent to a treatment serves the day it was given on and no other,
/// for it is about the treatment planned that day. All other answers stand until a newer one.
pub fn standing_on(clinic: &Clinic, held: &[Held], day: NaiveDate) -> Vec<Held> {
    let of_a_treatment = |held: &Held| {
        clinic.purposes.iter().any(|purpose| purpose.id == held.purpose && purpose.kind == PurposeKind::Treatment)
    };
    let that_day = |held: &Held| held.at.with_timezone(&London).date_naive() == day;
    held.iter().filter(|held| !of_a_treatment(held) || that_day(held)).cloned().collect()
}

/// The purposes that rest on consent and apply to `treatment`, in the sheet's order, each with its newest answer.
pub fn sheet<'a>(clinic: &'a Clinic, held: &'a [Held], treatment: &str) -> Vec<Ask<'a>> {
    let mut rows: Vec<Ask<'a>> = clinic
        .purposes
        .iter()
        .filter(|purpose| purpose.kind != PurposeKind::Told)
        .filter(|purpose| purpose.treatments.is_empty() || purpose.treatments.iter().any(|id| id == treatment))
        .filter_map(|purpose| {
            let wording = clinic.wording(purpose.wording.as_deref()?)?;
            let held = held.iter().filter(|held| held.purpose == purpose.id).max_by_key(|held| held.at);
            let due = held.is_none_or(|held| match (held.answer, purpose.kind) {
                (Answer::Withdrawn, PurposeKind::Marketing) => false,
                (Answer::NotNow, _) => true,
                _ => held.wording_version < wording.version,
            });
            Some(Ask { purpose, wording, held, due })
        })
        .collect();
    rows.sort_by_key(|row| row.purpose.order);
    rows
}

/// The required purposes still without a yes or a no once `answers` (purpose, answer) are added.
pub fn missing_required<'a>(rows: &[Ask<'a>], answers: &[(String, Answer)]) -> Vec<&'a Purpose> {
    rows.iter()
        .filter(|row| row.purpose.required)
        .filter(|row| {
            let fresh = answers.iter().rev().find(|(purpose, _)| *purpose == row.purpose.id).map(|(_, answer)| *answer);
            let answer = fresh.or(row.held.filter(|_| !row.due).map(|held| held.answer));
            !matches!(answer, Some(Answer::Given | Answer::Refused | Answer::Withdrawn))
        })
        .map(|row| row.purpose)
        .collect()
}
