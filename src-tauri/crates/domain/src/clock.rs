//! The clock of a rights request (UK GDPR article 12A, in force 5 February 2026) and of a complaint to the controller
//! (Data Protection Act 2018, s.164A). Dates are local calendar dates, Europe/London.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::working_day::{BankHolidays, Division};
use sheet::Sheet;

mod sheet;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum Right {
    /// Article 15. The only one whose clock a question about scope can pause.
    Access,
    /// Article 16.
    Rectification,
    /// Article 17.
    Erasure,
    /// Article 18.
    Restriction,
    /// Article 20.
    Portability,
    /// Article 21(1): processing that rests on legitimate interests.
    Objection,
    /// Article 21(2) and (3): direct marketing. Absolute.
    StopMarketing,
    /// Article 7(3).
    Withdraw,
    /// Data Protection Act 2018, s.164A.
    Complaint,
}

/// What is known of a request. `..._asked` without its counterpart means that the clinic still waits for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ClockFacts {
    pub right: Right,
    pub received: NaiveDate,
    pub id_asked: Option<NaiveDate>,
    pub id_received: Option<NaiveDate>,
    /// Written authority of an agent or solicitor.
    pub authority_asked: Option<NaiveDate>,
    pub authority_received: Option<NaiveDate>,
    pub fee_asked: Option<NaiveDate>,
    pub fee_paid: Option<NaiveDate>,
    /// Asked which records or what scope is meant; a question about format or address is not one.
    pub clarification_asked: Option<NaiveDate>,
    pub clarification_replied: Option<NaiveDate>,
    /// The day on which the person was told, with reasons, that two more months are needed.
    pub extension_told_on: Option<NaiveDate>,
}

impl ClockFacts {
    /// A request as it comes in: nothing asked, nothing told.
    pub fn new(right: Right, received: NaiveDate) -> Self {
        Self {
            right,
            received,
            id_asked: None,
            id_received: None,
            authority_asked: None,
            authority_received: None,
            fee_asked: None,
            fee_paid: None,
            clarification_asked: None,
            clarification_replied: None,
            extension_told_on: None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum ClockState {
    Running,
    /// Proof of identity, authority or a fee was asked for and is not there.
    NotBegun,
    /// A question about scope is not answered.
    Paused,
}

/// One line of the working. `date` stands at the right; where there is none, `days` does, as `+ 6 days`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    pub text: String,
    pub date: Option<NaiveDate>,
    pub days: Option<i32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Clock {
    pub state: ClockState,
    /// The day counted from; `None` while the clock has not begun.
    pub start: Option<NaiveDate>,
    /// The date to keep; `None` unless running.
    pub work_to: Option<NaiveDate>,
    /// The outer limit, a pause counted with both its end days; `None` unless running.
    pub legal_limit: Option<NaiveDate>,
    /// Telling of an extension counts only before this day, which is never moved to a working day. `None` while not
    /// running, once extended, and where nothing can be extended.
    pub extend_before: Option<NaiveDate>,
    pub extended: bool,
    /// From today to `work_to`; negative when it is past.
    pub days_left: Option<i32>,
    pub working: Vec<Step>,
    pub warnings: Vec<String>,
}

/// Works the dates out on paper: the start is the latest of what was waited for; one month on, three when extended;
/// plus the pause; then moved once to the next working day.
pub fn work_out(facts: &ClockFacts, division: Division, holidays: &BankHolidays, today: NaiveDate) -> Clock {
    let sheet = Sheet { division, holidays, working: Vec::new(), warnings: Vec::new() };
    if facts.right == Right::Complaint {
        return sheet.complaint(facts, today);
    }
    sheet.request(facts, today)
}
