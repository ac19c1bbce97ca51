//! How a channel stands: open, stopped, or stopped and asked about again. A pure machine over the steps on record.
//!
//! open → stopped → asked → open. Only the code of the newest letter, in time, leads from asked to open; everything else
//! keeps the stop. A later stop ends what was asked.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

/// Days for which a reply code counts, the day of the letter not counted.
pub const CODE_DAYS: u64 = 30;

/// One step, as it was recorded. A code is any text that tells one letter from another; the store has its keyed hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// They stopped it.
    Stopped,
    /// At their wish a letter with a code was made, which counts until the end of a day.
    Asked { code: String, until: NaiveDate },
    /// The code came back.
    Accepted { code: String },
}

/// How a channel stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Nothing stops it. That alone is no yes.
    #[default]
    Open,
    /// Nothing may be sent.
    Stopped,
    /// Nothing may be sent; a code may end that.
    Asked { code: String, until: NaiveDate },
}

impl Standing {
    /// After these steps, oldest first.
    pub fn of<'a>(steps: impl IntoIterator<Item = &'a Step>) -> Standing {
        steps.into_iter().fold(Standing::Open, Standing::after)
    }

    /// After one more step.
    pub fn after(self, step: &Step) -> Standing {
        match (self, step) {
            (_, Step::Stopped) => Standing::Stopped,
            // To ask is no stop: who has none is left as they are.
            (Standing::Open, _) => Standing::Open,
            (_, Step::Asked { code, until }) => Standing::Asked { code: code.clone(), until: *until },
            (Standing::Asked { code, .. }, Step::Accepted { code: given }) if code == *given => Standing::Open,
            (stopped, Step::Accepted { .. }) => stopped,
        }
    }

    /// Whether nothing may be sent.
    pub fn suppressed(&self) -> bool {
        *self != Standing::Open
    }

    /// The stricter of two: of the person's own stop and that of their address.
    pub fn with(self, other: Standing) -> Standing {
        match (self, other) {
            (Standing::Open, other) => other,
            (one, Standing::Open) => one,
            (one, other) if one == other => one,
            // A code that was asked for one of them does not end the other.
            _ => Standing::Stopped,
        }
    }
}

/// How an acceptance came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum AcceptedHow {
    /// At the desk.
    InPerson,
    /// By telephone.
    Phone,
    /// In an answer by email.
    Email,
    /// In a text message.
    Text,
    /// In a letter.
    Letter,
}

/// Why a restart does not go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRestart {
    /// There is nothing to start again.
    NotStopped,
    /// No letter waits for an answer.
    NotAsked,
    /// The newest letter has another code.
    WrongCode,
    /// The code came too late.
    Expired {
        /// The last day it counted.
        until: NaiveDate,
    },
}

impl NoRestart {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            NoRestart::NotStopped => "not-stopped",
            NoRestart::NotAsked => "restart-not-asked",
            NoRestart::WrongCode => "restart-code-wrong",
            NoRestart::Expired { .. } => "restart-code-expired",
        }
    }

    /// What to tell the desk.
    pub fn message(self) -> String {
        match self {
            NoRestart::NotStopped => "This is not stopped. There is nothing to start again.".to_string(),
            NoRestart::NotAsked => {
                "No letter waits for an answer here. It stays stopped. Make a letter, when they ask for it.".to_string()
            }
            NoRestart::WrongCode => {
                "This is not the code of the newest letter. It stays stopped. Read the code again from their answer."
                    .to_string()
            }
            NoRestart::Expired { until } => format!(
                "The code counted until {}. It stays stopped. Make a new letter, when they ask for it.",
                until.format("%-d %b %Y")
            ),
        }
    }
}

/// Whether a letter may be made. A second letter takes the place of the first.
///
/// # Errors
/// `NotStopped`.
pub fn may_ask(standing: &Standing) -> Result<(), NoRestart> {
    if standing.suppressed() { Ok(()) } else { Err(NoRestart::NotStopped) }
}

/// Whether a code that came back on `today` ends the stop. A wrong code is said to be wrong also after its day.
///
/// # Errors
/// All of [`NoRestart`].
pub fn may_accept(standing: &Standing, code: &str, today: NaiveDate) -> Result<(), NoRestart> {
    match standing {
        Standing::Open => Err(NoRestart::NotStopped),
        Standing::Stopped => Err(NoRestart::NotAsked),
        Standing::Asked { code: asked, .. } if asked != code => Err(NoRestart::WrongCode),
        Standing::Asked { until, .. } if today > *until => Err(NoRestart::Expired { until: *until }),
        Standing::Asked { .. } => Ok(()),
    }
}
