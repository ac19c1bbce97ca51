//! Taking a consent back: as easy as giving it (UK GDPR art 7(3)), with what follows said before it is confirmed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::catalogue::{MarketingChannel, Purpose, PurposeKind};
use crate::consent::{Answer, Held};
use crate::problem::FieldProblem;
use crate::text::clean_lines;

/// Why it is taken back, as they say it. Nobody has to give a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum WithdrawalReason {
    /// A changed mind.
    ChangedMind,
    /// No reason given.
    NotSaid,
    /// Unhappy with the clinic or the care.
    Unhappy,
    /// Another one, in the note.
    Other,
}

impl WithdrawalReason {
    /// Every reason, in the order they are offered.
    pub const ALL: [WithdrawalReason; 4] =
        [WithdrawalReason::ChangedMind, WithdrawalReason::NotSaid, WithdrawalReason::Unhappy, WithdrawalReason::Other];

    /// The code the store keeps.
    pub fn code(self) -> &'static str {
        match self {
            WithdrawalReason::ChangedMind => "changed-mind",
            WithdrawalReason::NotSaid => "not-said",
            WithdrawalReason::Unhappy => "unhappy",
            WithdrawalReason::Other => "other",
        }
    }

    /// As a list shows it.
    pub fn label(self) -> &'static str {
        match self {
            WithdrawalReason::ChangedMind => "Changed their mind",
            WithdrawalReason::NotSaid => "Gave no reason",
            WithdrawalReason::Unhappy => "Unhappy with us or the care",
            WithdrawalReason::Other => "Another reason, in the note",
        }
    }

    /// The reason as it is kept: its label, or the note in its place.
    ///
    /// # Errors
    /// At `note`: missing where the reason is in it, longer than 500 characters, or with characters that cannot be seen.
    pub fn kept(self, note: &str) -> Result<String, FieldProblem> {
        let note = clean_lines(note, 500, "The note")
            .map_err(|problem| FieldProblem::new("note", &problem.code, problem.message))?;
        match (self, note.is_empty()) {
            (WithdrawalReason::Other, true) => {
                Err(FieldProblem::new("note", "note-missing", "Enter the reason they gave."))
            }
            (WithdrawalReason::Other, false) => Ok(note),
            (_, true) => Ok(self.label().to_string()),
            (_, false) => Ok(format!("{}: {note}", self.label())),
        }
    }
}

/// What follows from taking it back, each a sentence to read out before it is confirmed.
pub fn effects(purpose: &Purpose) -> Vec<String> {
    let say = |lines: &[&str]| lines.iter().map(|line| (*line).to_string()).collect();
    match purpose.kind {
        PurposeKind::Told => Vec::new(),
        PurposeKind::Treatment => say(&[
            "The treatment does not go ahead.",
            "What was done until now was done with consent, and stays in the record.",
        ]),
        PurposeKind::Data => say(&[
            "From now on no new health details are written down, so no treatment can be given.",
            "The record of care given until now is kept for as long as the law asks, and for nothing else.",
        ]),
        PurposeKind::Photographs => say(&[
            "From now on photographs are not taken or shown for this.",
            "What was printed or published before cannot be called back from everywhere.",
        ]),
        PurposeKind::Marketing => {
            let by = match purpose.channel {
                Some(MarketingChannel::Email) => "by email",
                Some(MarketingChannel::Text) => "by text message",
                Some(MarketingChannel::Phone) => "by telephone",
                Some(MarketingChannel::Post) => "by post",
                None => "in this way",
            };
            vec![
                format!("From now on no news or offers are sent {by}."),
                "Reminders of visits, payment messages and aftercare still reach them.".to_string(),
                "It starts again only when they ask for it themselves, in writing, and accept.".to_string(),
            ]
        }
    }
}

/// A yes, and to a treatment only on its day: what was done cannot be undone, and the next one is asked anew.
pub fn may_be_taken_back(purpose: &Purpose, held: &Held, today: NaiveDate) -> bool {
    held.answer == Answer::Given && (purpose.kind != PurposeKind::Treatment || held.day() == today)
}
