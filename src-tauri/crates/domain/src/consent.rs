//! Consents: what is due, what an answer is, and what stops a check-in.

use chrono::{DateTime, Months, NaiveDate, Utc};
use chrono_tz::Europe::London;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::age::{ADULT_FROM, SPEAKS_FROM, age_on, under_16};
use crate::catalogue::{Clinic, Purpose, PurposeKind, Wording};
use crate::marketing::sheet::{Stop, under_stops};
use crate::parental::heard;
use crate::wall_clock::Today;

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
    /// The answer as a person reads it.
    pub fn word(self) -> &'static str {
        match self {
            Answer::Given => "Yes",
            Answer::Refused => "No",
            Answer::NotNow => "Not now",
            Answer::Withdrawn => "Taken back",
        }
    }

    /// A no, or a yes taken back.
    pub fn is_no(self) -> bool {
        matches!(self, Answer::Refused | Answer::Withdrawn)
    }

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
    /// Who gave it.
    pub capacity: Capacity,
    /// The date of birth on the record when it was given; none of what was not said at the desk, as a stop of news.
    pub born: Option<NaiveDate>,
    /// When.
    pub at: DateTime<Utc>,
}

impl Held {
    /// The local day it was given on.
    pub fn day(&self) -> NaiveDate {
        self.at.with_timezone(&London).date_naive()
    }
}

/// A patient's answers that count, and nothing else: what a sheet, a page, a list or a file is made from. There is one way to
/// make them, so that one person's answers come to the same wherever they are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted(Vec<Held>);

impl Counted {
    /// Of everything a patient said, oldest first: a child who was found to understand goes before a parent (`heard`), and
    /// then a stop of news goes before any answer (`under_stops`).
    pub fn of(clinic: &Clinic, said: &[Held], competent_since: Option<DateTime<Utc>>, stops: &[Stop]) -> Self {
        Self(under_stops(clinic, &heard(said, competent_since), stops))
    }

    /// The newest answer to a purpose.
    pub fn newest(&self, purpose: &str) -> Option<&Held> {
        self.0.iter().filter(|held| held.purpose == purpose).max_by_key(|held| held.at)
    }
}

/// Why something is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// It never was, or for a treatment of another day.
    NotAsked,
    /// It was put off.
    PutOff,
    /// The words are other than those that were answered.
    NewWording,
    /// The yes was good for so long and no longer: through this day.
    RanOut(NaiveDate),
    /// It is needed before treatment, and the last answer was no or was taken back. It holds for the visit it was said at;
    /// at the next they are asked, for nothing can be done without it.
    SaidNo,
    /// A parent answered, and the patient has reached this age since: the answer is their own to give.
    OfAge(u32),
    /// The date of birth was corrected since, and who may answer, or whether at all, hangs on it.
    BornCorrected,
}

impl Due {
    /// Whether an answer that stood is to be asked for again.
    pub fn again(self) -> bool {
        matches!(self, Due::NewWording | Due::RanOut(_) | Due::OfAge(_) | Due::BornCorrected)
    }
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
    /// Why it is to be asked; none when the answer stands.
    pub due: Option<Due>,
}

/// What is asked for `treatment`, in the sheet's order: the purposes that rest on consent, each with its newest wording.
pub fn asked<'a>(clinic: &'a Clinic, treatment: &str) -> Vec<(&'a Purpose, &'a Wording)> {
    let mut rows: Vec<_> = clinic
        .purposes
        .iter()
        .filter(|purpose| purpose.kind != PurposeKind::Told)
        .filter(|purpose| purpose.treatments.is_empty() || purpose.treatments.iter().any(|id| id == treatment))
        .filter_map(|purpose| Some((purpose, clinic.wording(purpose.wording.as_deref()?)?)))
        .collect();
    rows.sort_by_key(|(purpose, _)| purpose.order);
    rows
}

/// The intake sheet for `treatment` on a local day, for somebody born on `born`: each row with its newest answer, and why
/// it is due. Consent to a treatment serves the day it was given on and no other, for it is about what is planned that day.
pub fn sheet<'a>(
    clinic: &'a Clinic,
    counted: &'a Counted,
    treatment: &str,
    born: NaiveDate,
    on: impl Into<Today>,
) -> Vec<Ask<'a>> {
    let on = on.into();
    let row = |(purpose, wording): (&'a Purpose, &'a Wording)| {
        let serves = |held: &&Held| purpose.kind != PurposeKind::Treatment || held.day() == on.day();
        let held = counted.0.iter().filter(|held| held.purpose == purpose.id).filter(serves).max_by_key(|held| held.at);
        let due = held.map_or(Some(Due::NotAsked), |held| due(purpose, wording, held, born, on));
        Ask { purpose, wording, held, due }
    };
    asked(clinic, treatment).into_iter().map(row).collect()
}

/// Why an answer does not stand on a day. A stop to marketing always stands: the objection holds whatever the words or
/// the years are (UK GDPR art 21(3)), until they ask for it themselves. Only a yes runs out; a no is not asked away.
pub fn due(purpose: &Purpose, wording: &Wording, held: &Held, born: NaiveDate, on: impl Into<Today>) -> Option<Due> {
    let on = on.into();
    match (held.answer, purpose.kind) {
        (Answer::Withdrawn, PurposeKind::Marketing) => return None,
        (Answer::NotNow, _) => return Some(Due::PutOff),
        _ => {}
    }
    if born_matters(purpose, held, born) {
        return Some(Due::BornCorrected);
    }
    if let Some(age) = of_age(held, born, on) {
        return Some(Due::OfAge(age));
    }
    if held.wording_version < wording.version {
        return Some(Due::NewWording);
    }
    if purpose.required && held.answer.is_no() {
        return Some(Due::SaidNo);
    }
    good_until(purpose, held).filter(|last| *last < on.day()).map(Due::RanOut)
}

/// The last day a yes is good by itself; none when it is for as long as it is not taken back, and of what is no yes.
pub fn good_until(purpose: &Purpose, held: &Held) -> Option<NaiveDate> {
    let months = purpose.validity_months.filter(|_| held.answer == Answer::Given)?;
    held.day().checked_add_months(Months::new(months))
}

/// Whether an answer was given on another date of birth than the record has now, and hangs on it: consent to a treatment
/// always, for its minimum age was looked at on the other one; anything else where one of the two is under 16 on the day of
/// the answer and the other is not, for then somebody else would have had to answer.
fn born_matters(purpose: &Purpose, held: &Held, born: NaiveDate) -> bool {
    let Some(then) = held.born.filter(|then| *then != born) else { return false };
    purpose.kind == PurposeKind::Treatment
        || under_16(then, Today::on_record(held.day())) != under_16(born, Today::on_record(held.day()))
}

/// At 16 they consent to treatment themselves (Family Law Reform Act 1969 s.8; in Scotland the Age of Legal Capacity
/// (Scotland) Act 1991 s.1), at 18 nobody answers as a parent: what a parent said before ends that morning.
fn of_age(held: &Held, born: NaiveDate, on: Today) -> Option<u32> {
    if held.capacity != Capacity::Parent {
        return None;
    }
    let (then, now) = (age_on(born, Today::on_record(held.day()))?, age_on(born, on)?);
    [ADULT_FROM, SPEAKS_FROM].into_iter().find(|age| then < *age && *age <= now)
}

/// The first row of something needed whose newest answer is no: what a visit ends on.
pub fn said_no<'r, 'a>(rows: &'r [Ask<'a>]) -> Option<&'r Ask<'a>> {
    rows.iter().find(|row| row.purpose.required && row.held.is_some_and(|held| held.answer.is_no()))
}

/// The required purposes still without a yes or a no once `answers` (purpose, answer) are added.
pub fn missing_required<'a>(rows: &[Ask<'a>], answers: &[(String, Answer)]) -> Vec<&'a Purpose> {
    rows.iter()
        .filter(|row| row.purpose.required)
        .filter(|row| {
            let fresh = answers.iter().rev().find(|(purpose, _)| *purpose == row.purpose.id).map(|(_, answer)| *answer);
            let answer = fresh.or(row.held.filter(|_| row.due.is_none()).map(|held| held.answer));
            !matches!(answer, Some(Answer::Given | Answer::Refused | Answer::Withdrawn))
        })
        .map(|row| row.purpose)
        .collect()
}
