//! What stands between a request about a child and its release. Nothing goes out while anything is named here.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::child::{Competence, presumed};
use super::codes::ChildView;
use super::lasting::{Ends, good_through};
use super::verdict::{ParentalVerdict, ends_at};
use crate::age::{SPEAKS_FROM, age_on};
use crate::gate::Nation;
use crate::wall_clock::Today;

/// The newest state of the verification a request rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// How far the newest record has come today.
    pub verdict: ParentalVerdict,
    /// The day the practice manager found that record proved; none when they did not, or found otherwise.
    pub proved_on: Option<NaiveDate>,
    /// The day to look again.
    pub review_on: Option<NaiveDate>,
}

/// What a release about a child rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseFacts {
    /// The clinic's nation.
    pub nation: Nation,
    /// The child's date of birth.
    pub born: NaiveDate,
    /// The request is an adult's, and not the child's own.
    pub by_adult: bool,
    /// The verification it is linked to, for an adult's.
    pub verification: Option<Verification>,
    /// What the newest assessment found.
    pub competence: Option<Competence>,
    /// What the child wants of this adult.
    pub view: ChildView,
    /// The practice manager wrote that a release against or without the child's word is evidently best for the child.
    pub best_interests: bool,
    /// Blocks in force without a reason recorded for this request.
    pub open_blocks: usize,
}

/// One thing that stands against it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Barrier {
    /// The adult's request is linked to no verification.
    NotLinked,
    /// Nobody has responsibility for somebody of this age.
    OfAge {
        /// The age from which they speak for themselves.
        years: u32,
    },
    /// The newest record is not found proved.
    NotProved,
    /// It was, and is no longer in date: asked again.
    OutOfDate {
        /// The last day it was good for.
        last: NaiveDate,
        /// The child has attained this age since; none when the review date passed.
        attained: Option<u32>,
    },
    /// The young person of 16 or 17 has not agreed.
    YoungPerson,
    /// The child understands and has not agreed.
    AskChild,
    /// The child's own request, and nobody has found that they understand.
    NotAssessed,
    /// Blocks wait for the practice manager's reason.
    Blocked {
        /// How many.
        count: u32,
    },
}

impl Barrier {
    /// For who decides: what is missing, and what to do.
    pub fn words(&self) -> String {
        match self {
            Barrier::NotLinked => "The request is not linked to a proof of parental responsibility. Link it.".into(),
            Barrier::OfAge { years } => {
                format!("They are {years} or over: nobody asks for them by parental responsibility. Ask them.")
            }
            Barrier::NotProved => "Parental responsibility is not found proved on the newest record. Decide on it.".into(),
            Barrier::OutOfDate { last, attained: Some(years) } => format!(
                "The child is {years} since {}. What a parent proved before has ended: ask the young person, and have the adult prove it again.",
                crate::date_entry::show(last.succ_opt().unwrap_or(*last))
            ),
            Barrier::OutOfDate { last, attained: None } => format!(
                "The proof was good through {}. Look at the papers and ask about court orders again.",
                crate::date_entry::show(*last)
            ),
            Barrier::YoungPerson => {
                "They are 16 or 17: ask them whether they agree that this adult gets their health details.".into()
            }
            Barrier::AskChild => {
                "The child understands and has not agreed. Ask the child, or write why it is evidently best for the child.".into()
            }
            Barrier::NotAssessed => {
                "The child asks for themselves. A clinician assesses first whether they understand what they ask for.".into()
            }
            Barrier::Blocked { count: 1 } => "A block waits for your reason.".into(),
            Barrier::Blocked { count } => format!("{count} blocks wait for your reason."),
        }
    }
}

/// Whether a child is taken to understand, by assessment or presumption; from 16 everybody is (Mental Capacity Act 2005,
/// s.1(2); Age of Legal Capacity (Scotland) Act 1991, s.1).
pub fn speaks_for(born: NaiveDate, nation: Nation, competence: Option<Competence>, today: impl Into<Today>) -> bool {
    let age = age_on(born, today).unwrap_or_default();
    age >= SPEAKS_FROM || competence.or(presumed(nation, age)) == Some(Competence::Competent)
}

/// What stands against a release on a day, the gravest first.
pub fn barriers(facts: &ReleaseFacts, today: impl Into<Today>) -> Vec<Barrier> {
    let today = today.into();
    let age = age_on(facts.born, today).unwrap_or_default();
    let mut found = Vec::new();
    if facts.by_adult {
        found.extend(responsibility(facts, age, today));
        let speaks = speaks_for(facts.born, facts.nation, facts.competence, today);
        if speaks && age < ends_at(facts.nation) && facts.view != ChildView::Agrees && !facts.best_interests {
            found.push(if age >= SPEAKS_FROM { Barrier::YoungPerson } else { Barrier::AskChild });
        }
    } else if !speaks_for(facts.born, facts.nation, facts.competence, today) {
        found.push(Barrier::NotAssessed);
    }
    if facts.open_blocks > 0 {
        found.push(Barrier::Blocked { count: u32::try_from(facts.open_blocks).unwrap_or(u32::MAX) });
    }
    found
}

fn responsibility(facts: &ReleaseFacts, age: u32, today: Today) -> Option<Barrier> {
    let years = ends_at(facts.nation);
    if age >= years {
        return Some(Barrier::OfAge { years });
    }
    let Some(verification) = &facts.verification else { return Some(Barrier::NotLinked) };
    let (Some(proved), Some(review)) = (verification.proved_on, verification.review_on) else {
        return Some(Barrier::NotProved);
    };
    let (last, why) = good_through(facts.born, facts.nation, proved, review);
    // A clock that is doubted keeps no proof good: what has ended by either day has ended.
    if last < today.at_the_latest() {
        let attained = match why {
            Ends::Age(years) => Some(years),
            Ends::Review => None,
        };
        return Some(Barrier::OutOfDate { last, attained });
    }
    (!verification.verdict.provable()).then_some(Barrier::NotProved)
}
