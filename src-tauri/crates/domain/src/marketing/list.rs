//! Who is on a list for news and offers. The list is asked for by channel and by nothing else: health data never chooses
//! who gets news, so the form has no field for it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::age::{ADULT_FROM, age_on};
use crate::catalogue::MarketingChannel;
use crate::clock::Right;
use crate::consent::Answer;
use crate::wall_clock::Today;

/// Age from which somebody may be on a list. Children merit specific protection where their data is used for marketing
/// (UK GDPR recital 38), and most of what a clinic offers may not be done to them: nobody under 18, whatever was answered.
pub const ADULT: u32 = ADULT_FROM;

/// What a list is made by. Nothing else can be sent: an unknown field is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListForm {
    /// The way the news is sent.
    pub channel: MarketingChannel,
}

/// What decides whether somebody is on a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The newest answer for the channel.
    pub newest: Option<Answer>,
    /// It stands: it has not run out, was not given on other words, nor by a parent for somebody of age since.
    pub stands: bool,
    /// The person or their address is stopped.
    pub suppressed: bool,
    /// Date of birth.
    pub born: NaiveDate,
    /// It is an estimate, which proves no age.
    pub born_estimated: bool,
    /// A request that is not answered yet and that news would run against.
    pub blocked: bool,
    /// The record has what the channel reaches them at.
    pub reachable: bool,
}

/// Why somebody who said yes is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// They, or their address, are stopped.
    Stopped,
    /// The yes no longer stands.
    AskAgain,
    /// Under 18 today.
    Under18,
    /// The date of birth is an estimate.
    AgeNotProved,
    /// A request is open.
    OpenRequest,
    /// Nothing to send it to.
    NoAddress,
}

impl LeftOut {
    /// Every reason, in the order they are looked at.
    pub const ALL: [LeftOut; 6] = [
        LeftOut::Stopped,
        LeftOut::AskAgain,
        LeftOut::Under18,
        LeftOut::AgeNotProved,
        LeftOut::OpenRequest,
        LeftOut::NoAddress,
    ];

    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            LeftOut::Stopped => "stopped",
            LeftOut::AskAgain => "ask-again",
            LeftOut::Under18 => "under-18",
            LeftOut::AgeNotProved => "age-not-proved",
            LeftOut::OpenRequest => "open-request",
            LeftOut::NoAddress => "no-address",
        }
    }

    /// As a list shows it.
    pub fn words(self, channel: MarketingChannel) -> String {
        match self {
            LeftOut::Stopped => format!("Stopped: they, or their {}", channel.reached_at()),
            LeftOut::AskAgain => "Their yes no longer stands: ask again".to_string(),
            LeftOut::Under18 => "Under 18: children get no marketing, whatever was answered".to_string(),
            LeftOut::AgeNotProved => "Date of birth is an estimate, which proves no age".to_string(),
            LeftOut::OpenRequest => "A request about their data is not answered yet".to_string(),
            LeftOut::NoAddress => format!("No {} on the record", channel.reached_at()),
        }
    }
}

/// Where somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On the list.
    On,
    /// There is no yes: never a candidate.
    NoYes,
    /// Said yes, and is left out.
    Left(LeftOut),
}

/// Where a candidate stands on `today`, a local date.
pub fn place(of: &Candidate, today: impl Into<Today>) -> Place {
    let adult = age_on(of.born, today).is_some_and(|age| age >= ADULT);
    match of {
        // A stop took the yes back: the list tells of it all the same.
        _ if of.newest == Some(Answer::Withdrawn) && of.suppressed => Place::Left(LeftOut::Stopped),
        _ if of.newest != Some(Answer::Given) => Place::NoYes,
        _ if of.suppressed => Place::Left(LeftOut::Stopped),
        _ if !of.stands => Place::Left(LeftOut::AskAgain),
        _ if !adult => Place::Left(LeftOut::Under18),
        _ if of.born_estimated => Place::Left(LeftOut::AgeNotProved),
        _ if of.blocked => Place::Left(LeftOut::OpenRequest),
        _ if !of.reachable => Place::Left(LeftOut::NoAddress),
        _ => Place::On,
    }
}

/// Whether news would run against an open request of this right.
pub fn blocks(right: Right) -> bool {
    matches!(right, Right::Erasure | Right::Restriction | Right::Objection | Right::StopMarketing | Right::Withdraw)
}
