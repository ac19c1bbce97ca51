//! The audit as a screen shows, filters and verifies it.

use super::board::Tone;
use super::{choice, view};

choice! {
    /// What an entry says of its act.
    OutcomeWord { Done, Refused, Intended, Failed }
    /// What happened, for who ends an alarm about the anchor.
    AnchorReason {
        /// Records were put back from a copy, by hand.
        RestoredByHand,
        /// This computer, its disk or its keyring was replaced.
        ComputerReplaced,
        /// An older copy was put back by mistake, and stays.
        OlderCopyStays,
        /// Looked into with the data protection contact.
        LookedInto,
    }
}

impl AnchorReason {
    /// The code the audit keeps.
    pub(crate) fn code(self) -> &'static str {
        match self {
            AnchorReason::RestoredByHand => "restored-by-hand",
            AnchorReason::ComputerReplaced => "computer-replaced",
            AnchorReason::OlderCopyStays => "older-copy-stays",
            AnchorReason::LookedInto => "looked-into",
        }
    }
}

view! {
    /// A filter. Empty fields filter nothing.
    AuditFilter {
        /// YYYY-MM-DD, included.
        from: String,
        until: String,
        staff_id: String,
        use_case: String,
        /// Patient reference, e.g. KM-10482.
        reference: String,
        /// Entries before this number, for the next page.
        before: Option<i32>,
    }
    /// One entry.
    AuditEntryView {
        seq: i32,
        at: String,
        actor: String,
        use_case: String,
        outcome: OutcomeWord,
        /// e.g. `patient` and its reference.
        subject_kind: String,
        subject: String,
        detail: String,
        hash: String,
    }
    /// A page of entries, newest first.
    AuditPageView {
        entries: Vec<AuditEntryView>,
        total: u32,
        more: bool,
        use_cases: Vec<super::clinic::OptionView>,
        staff: Vec<super::clinic::OptionView>,
    }
    /// What verifying found.
    AuditVerifiedView {
        whole: bool,
        entries: u32,
        head: String,
        /// The entry kept in the keyring is in this chain.
        anchored: bool,
        /// It is not, or it is gone: only the practice manager ends that.
        alarm: bool,
        title: String,
        tone: Tone,
        message: String,
    }
    /// The entry kept in the keyring, beside the newest of these records.
    AnchorView {
        alarm: bool,
        /// The keyring does not answer.
        silent: bool,
        /// "No. 1240, Sun 29 Nov 2026, 16:40"; none when nothing is kept.
        kept: Option<String>,
        newest: String,
    }
}
