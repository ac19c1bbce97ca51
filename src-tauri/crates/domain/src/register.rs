//! The due diligence register: every identity check, age check, clinician's decision and refusal, and how the list is narrowed. It shows the
//! reasonable steps that the clinic took to know who and how old somebody was.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::date_entry::{DatePurpose, parse_parts, show};
use crate::patient::TypedDate;
use crate::problem::FieldProblem;

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Who somebody is was looked at.
    Identity,
    /// How old somebody is was worked out.
    Age,
    /// A clinician decided at the age gate.
    Decision,
    /// Somebody was turned away.
    TurnedAway,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 4] = [Kind::Identity, Kind::Age, Kind::Decision, Kind::TurnedAway];

    /// As lists and pages show it.
    pub fn label(self) -> &'static str {
        match self {
            Kind::Identity => "Identity check",
            Kind::Age => "Age check",
            Kind::Decision => "Decision",
            Kind::TurnedAway => "Refusal",
        }
    }
}

/// How an entry ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// They are who the record says.
    Confirmed,
    /// That could not be shown.
    NotConfirmed,
    /// Old enough for the treatment.
    Allowed,
    /// Not old enough, or the date of birth is an estimate.
    Stopped,
    /// Under 16: somebody with parental responsibility is needed.
    Parental,
    /// 16 or 17 and cosmetic: a clinician decides.
    Clinician,
    /// A clinician said to go ahead.
    GoAhead,
    /// A clinician said no, not today.
    NotToday,
    /// Turned away, with a reason.
    TurnedAway,
}

impl Outcome {
    /// Every outcome, in the order a list offers them.
    pub const ALL: [Outcome; 9] = [
        Outcome::Confirmed,
        Outcome::NotConfirmed,
        Outcome::Allowed,
        Outcome::Stopped,
        Outcome::Parental,
        Outcome::Clinician,
        Outcome::GoAhead,
        Outcome::NotToday,
        Outcome::TurnedAway,
    ];

    /// The code the record keeps. No two tables share one.
    pub fn code(self) -> &'static str {
        match self {
            Outcome::Confirmed => "confirmed",
            Outcome::NotConfirmed => "not-confirmed",
            Outcome::Allowed => "allowed",
            Outcome::Stopped => "stopped",
            Outcome::Parental => "parental",
            Outcome::Clinician => "clinician",
            Outcome::GoAhead => "go-ahead",
            Outcome::NotToday => "not-today",
            Outcome::TurnedAway => "turned-away",
        }
    }

    /// The outcome of a code, if it is one.
    pub fn from_code(code: &str) -> Option<Outcome> {
        Outcome::ALL.into_iter().find(|outcome| outcome.code() == code)
    }

    /// In words that say by themselves what was looked at.
    pub fn label(self) -> &'static str {
        match self {
            Outcome::Confirmed => "Identity confirmed",
            Outcome::NotConfirmed => "Identity not confirmed",
            Outcome::Allowed => "Old enough",
            Outcome::Stopped => "Stopped for age",
            Outcome::Parental => "Under 16, responsibility to be proved",
            Outcome::Clinician => "A clinician decides",
            Outcome::GoAhead => "Clinician: go ahead",
            Outcome::NotToday => "Clinician: not today",
            Outcome::TurnedAway => "Turned away",
        }
    }
}

/// The days a list covers, both included; none is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub until: Option<NaiveDate>,
}

impl Days {
    /// Reads two dates of three boxes each; an empty one leaves that end open.
    ///
    /// # Errors
    /// Every box that needs a look, as a problem of `from` or `until`; `until-before-from` when they are the wrong way round.
    pub fn read(from: &TypedDate, until: &TypedDate, today: NaiveDate) -> Result<Days, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let mut read = |field: &str, typed: &TypedDate| {
            let TypedDate { day, month, year } = typed;
            if [day, month, year].iter().all(|part| part.trim().is_empty()) {
                return None;
            }
            parse_parts(day, month, year, today, DatePurpose::Any)
                .map_err(|problem| {
                    problems.push(problem.at(field));
                })
                .ok()
        };
        let days = Days { from: read("from", from), until: read("until", until) };
        if let (Some(from), Some(until)) = (days.from, days.until)
            && until < from
        {
            let message = format!("The last day is before the first, {}. Change one of them.", show(from));
            problems.push(FieldProblem::new("until", "until-before-from", message));
        }
        if problems.is_empty() { Ok(days) } else { Err(problems) }
    }

    /// As a heading says it: "1 Nov 2026 to 24 Nov 2026".
    pub fn words(&self) -> String {
        match (self.from, self.until) {
            (None, None) => "All days".to_string(),
            (Some(from), None) => format!("From {}", show(from)),
            (None, Some(until)) => format!("Until {}", show(until)),
            (Some(from), Some(until)) if from == until => show(from),
            (Some(from), Some(until)) => format!("{} to {}", show(from), show(until)),
        }
    }
}

/// What a list was narrowed by and how long it is, for the head of a page: nothing is left unsaid, so that a part of the
/// register is never taken for all of it.
pub fn heading(
    days: Days,
    treatment: Option<&str>,
    outcome: Option<Outcome>,
    staff: Option<&str>,
    count: u32,
) -> String {
    let entries = if count == 1 { "1 entry".to_string() } else { format!("{count} entries") };
    format!(
        "{}. Treatment: {}. Outcome: {}. Recorded by: {}. {entries}, newest first.",
        days.words(),
        treatment.unwrap_or("all"),
        outcome.map_or("all", Outcome::label),
        staff.unwrap_or("all staff"),
    )
}
