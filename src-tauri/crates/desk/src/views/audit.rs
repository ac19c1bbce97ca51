//! The audit as a screen shows, filters and verifies it.

use super::{choice, view};

choice! {
    /// What an entry says of its act.
    OutcomeWord { Done, Refused, Intended, Failed }
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
        /// The head kept in the keyring is an ancestor of this chain.
        anchored: bool,
        message: String,
    }
}
