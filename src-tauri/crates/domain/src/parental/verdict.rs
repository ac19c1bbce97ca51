//! How far a verification has come: reception's part, never a release.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::child::{Competence, presumed};
use super::codes::{ChildView, Claim, Evidence, Orders};
use super::table::{Link, table};
use crate::age::{ADULT_FROM, SPEAKS_FROM, age_on};
use crate::gate::Nation;
use crate::wall_clock::Today;

/// What was claimed, seen and answered, and about whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts<'a> {
    /// What the adult says they are.
    pub claim: Claim,
    /// The papers seen; [`Evidence::PhotoId`] when the adult's own identity is confirmed.
    pub seen: &'a [Evidence],
    /// The child's name, date of birth and address were compared with the record and match.
    pub child_matches: bool,
    /// The answer about court orders; none when it was not asked.
    pub orders: Option<Orders>,
    /// The clinic's nation.
    pub nation: Nation,
    /// The child's date of birth.
    pub born: NaiveDate,
    /// What the newest assessment found; none when there is none.
    pub competence: Option<Competence>,
    /// The child's own view.
    pub view: ChildView,
}

/// How far it has come. In this order the first that applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum ParentalVerdict {
    /// The claim carries no responsibility, or nobody has any for somebody of this age.
    NoStanding,
    /// A court order stops it.
    Stopped,
    /// More is needed.
    NotProved,
    /// Only the practice manager can judge the papers.
    Manager,
    /// The child understands, and has not agreed.
    AskChild,
    /// Reception's part is complete; the practice manager decides.
    Proved,
}

impl ParentalVerdict {
    /// Every verdict, in the order they are looked for.
    pub const ALL: [ParentalVerdict; 6] = [
        ParentalVerdict::NoStanding,
        ParentalVerdict::Stopped,
        ParentalVerdict::NotProved,
        ParentalVerdict::Manager,
        ParentalVerdict::AskChild,
        ParentalVerdict::Proved,
    ];

    /// The code the store keeps.
    pub fn code(self) -> &'static str {
        match self {
            ParentalVerdict::NoStanding => "no-standing",
            ParentalVerdict::Stopped => "stopped",
            ParentalVerdict::NotProved => "not-proved",
            ParentalVerdict::Manager => "manager",
            ParentalVerdict::AskChild => "ask-child",
            ParentalVerdict::Proved => "proved",
        }
    }

    /// The verdict of a code.
    pub fn from_code(code: &str) -> Option<ParentalVerdict> {
        ParentalVerdict::ALL.into_iter().find(|verdict| verdict.code() == code)
    }

    /// Whether the practice manager may find it proved.
    pub fn provable(self) -> bool {
        matches!(self, ParentalVerdict::Manager | ParentalVerdict::AskChild | ParentalVerdict::Proved)
    }
}

/// Parental responsibility ends at 18, in Scotland at 16 (Family Law Reform Act 1969, s.1; Children (Scotland) Act 1995,
/// ss.1(2), 2(7)).
pub fn ends_at(nation: Nation) -> u32 {
    if nation == Nation::Scotland { SPEAKS_FROM } else { ADULT_FROM }
}

/// How far a verification has come on a day.
pub fn verdict(facts: &Facts<'_>, today: impl Into<Today>) -> ParentalVerdict {
    let age = age_on(facts.born, today).unwrap_or_default();
    if !facts.claim.carries() || age >= ends_at(facts.nation) {
        return ParentalVerdict::NoStanding;
    }
    if matches!(facts.orders, Some(Orders::ProhibitedSteps | Orders::NoContact)) {
        return ParentalVerdict::Stopped;
    }
    let (link, _) = table().link(facts.claim, facts.seen, facts.nation, facts.born);
    let identified = facts.seen.contains(&Evidence::PhotoId);
    if !identified || !facts.child_matches || facts.orders.is_none() || link == Link::NotEnough {
        return ParentalVerdict::NotProved;
    }
    if link == Link::Manager {
        return ParentalVerdict::Manager;
    }
    let competent = facts.competence.or(presumed(facts.nation, age)) == Some(Competence::Competent);
    if competent && facts.view != ChildView::Agrees { ParentalVerdict::AskChild } else { ParentalVerdict::Proved }
}
