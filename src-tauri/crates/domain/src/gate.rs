//! The age gate of a treatment, on the day it is given.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::age::{ADULT_FROM, SPEAKS_FROM, age_on, under_16};
use crate::wall_clock::Today;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum Nation {
    England,
    Wales,
    Scotland,
    NorthernIreland,
}

impl Nation {
    pub const ALL: [Self; 4] = [Self::England, Self::Wales, Self::Scotland, Self::NorthernIreland];

    /// The code used in data: `england`, `wales`, `scotland`, `northern-ireland`.
    pub fn code(self) -> &'static str {
        match self {
            Self::England => "england",
            Self::Wales => "wales",
            Self::Scotland => "scotland",
            Self::NorthernIreland => "northern-ireland",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|nation| nation.code() == code)
    }
}

/// A dated row: from `from` up to and including `until`, nobody under `years` may have `treatment` in `nation`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MinimumAge {
    pub treatment: String,
    pub nation: Nation,
    pub years: u32,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
    /// The statute or the clinic's own policy.
    pub source: String,
}

/// What the gate needs to know of a treatment. `cosmetic`: done for looks, with no clinical need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TreatmentFacts {
    pub name: String,
    pub cosmetic: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Gate {
    Allowed,
    /// Under the treatment's minimum age. No parent can allow it.
    Stopped {
        minimum: MinimumAge,
    },
    /// Under 16: the path becomes the parental-responsibility record.
    Parental,
    /// 16 or 17 and cosmetic: a clinician decides.
    Clinician,
}

/// Which way the path goes for somebody born on `born` and treated on `on`. In this order: under the treatment's
/// minimum age, stopped, even under 16; under 16, parental; 16 or 17 and cosmetic, to a clinician; else allowed.
/// A treatment day before the birth counts as under every age.
pub fn gate(
    treatment: &TreatmentFacts,
    nation: Nation,
    minimums: &[MinimumAge],
    born: NaiveDate,
    on: impl Into<Today>,
) -> Gate {
    let on = on.into();
    let under = |years: u32| age_on(born, on).is_none_or(|age| age < years);
    if let Some(minimum) = minimum_on(&treatment.name, nation, minimums, on.day())
        && under(minimum.years)
    {
        return Gate::Stopped { minimum: minimum.clone() };
    }
    if under(SPEAKS_FROM) {
        Gate::Parental
    } else if treatment.cosmetic && under(ADULT_FROM) {
        Gate::Clinician
    } else {
        Gate::Allowed
    }
}

/// The row in force on `on`; where several are, the highest age.
pub fn minimum_on<'a>(
    treatment: &str,
    nation: Nation,
    minimums: &'a [MinimumAge],
    on: NaiveDate,
) -> Option<&'a MinimumAge> {
    minimums
        .iter()
        .filter(|row| row.nation == nation && row.treatment.trim().eq_ignore_ascii_case(treatment.trim()))
        .filter(|row| row.from <= on && row.until.is_none_or(|until| on <= until))
        .max_by_key(|row| row.years)
}

/// A date of birth as the record has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Birth {
    pub day: NaiveDate,
    /// Nobody knows the day for certain: it satisfies no age limit.
    pub estimated: bool,
}

/// What a clinician answered about one visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum ClinicianAnswer {
    GoAhead,
    NotToday,
}

impl ClinicianAnswer {
    /// The code used in data: `go-ahead`, `not-today`.
    pub fn code(self) -> &'static str {
        match self {
            Self::GoAhead => "go-ahead",
            Self::NotToday => "not-today",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::GoAhead, Self::NotToday].into_iter().find(|answer| answer.code() == code)
    }
}

/// Which way one visit goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Path {
    Allowed,
    /// Under the treatment's minimum age.
    Stopped {
        minimum: MinimumAge,
    },
    /// A clinician decided against it.
    Declined,
    Parental,
    /// The date of birth is an estimate.
    Estimated,
    /// A clinician decides.
    Clinician,
}

/// The gate of one visit with what is known beyond the date of birth. A clinician's go-ahead (for a treatment with a
/// minimum age: the doctor-directed route) lifts the treatment's own limit and nothing else: under 16 the parental
/// path still applies, and an estimated date of birth still satisfies nothing.
pub fn path(
    treatment: &TreatmentFacts,
    nation: Nation,
    minimums: &[MinimumAge],
    born: Birth,
    on: impl Into<Today>,
    clinician: Option<ClinicianAnswer>,
) -> Path {
    let on = on.into();
    let under_16 = under_16(born.day, on);
    let rest = |otherwise: Path| match (under_16, born.estimated) {
        (true, _) => Path::Parental,
        (false, true) => Path::Estimated,
        (false, false) => otherwise,
    };
    match (gate(treatment, nation, minimums, born.day, on), clinician) {
        (Gate::Stopped { .. } | Gate::Clinician, Some(ClinicianAnswer::NotToday)) => Path::Declined,
        (Gate::Stopped { minimum }, None) => Path::Stopped { minimum },
        (Gate::Clinician, None) => rest(Path::Clinician),
        _ => rest(Path::Allowed),
    }
}
