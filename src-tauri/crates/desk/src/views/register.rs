//! The due diligence register as a screen shows and narrows it.

use frontdesk_domain::patient::TypedDate;

use super::board::Tone;
use super::clinic::OptionView;
use super::view;

view! {
    /// What the list is narrowed by. Empty fields narrow nothing.
    RegisterFilter {
        /// Both days are included.
        from: TypedDate,
        until: TypedDate,
        treatment: String,
        outcome: String,
        /// Who recorded it.
        staff_id: String,
    }
    /// One entry, in words.
    RegisterRowView {
        /// Tells rows apart.
        id: String,
        /// RFC 3339 UTC.
        at: String,
        patient_id: String,
        reference: String,
        /// "Surname, Given".
        name: String,
        /// They are under 16 today.
        under_16: bool,
        /// "Identity check".
        check: String,
        treatment: String,
        /// "Passport", "Known to us, from the check of 3 Jun 2026".
        method: String,
        issuer: String,
        last_four: String,
        expiry: String,
        /// What was compared and what it gave, or the age worked out.
        checks: String,
        likeness: String,
        /// The minimum age with where it says so.
        age_rule: String,
        outcome: String,
        tone: Tone,
        /// Why, and the note.
        reason: String,
        by: String,
    }
    /// A page of entries, newest first.
    RegisterPageView {
        rows: Vec<RegisterRowView>,
        /// Entries found, pages apart.
        total: u32,
        /// What asks for the entries after these; none when there are no more.
        next: Option<String>,
        treatments: Vec<OptionView>,
        outcomes: Vec<OptionView>,
        staff: Vec<OptionView>,
    }
}
