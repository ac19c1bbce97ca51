//! The desk: arrivals, what is due, and search.

use super::{choice, view};

choice! {
    /// One of the three answers, as a word with a shape.
    Mark { Done, ToDo, Ask, Stopped }
    /// Where an arrival stands.
    ArrivalState { Expected, Here, Seen, TurnedAway }
}

view! {
    /// The desk.
    BoardView {
        /// YYYY-MM-DD.
        today: String,
        arrivals: Vec<ArrivalView>,
        due: Vec<DueView>,
        /// Number on the Requests place: late or due within 3 days.
        requests_pressing: u32,
        /// Scanned pages that wait to be filed by hand, for who may file them.
        pages_waiting: u32,
        /// Told once: drafts dropped after 7 days, documents not stored, and the like.
        notices: Vec<String>,
    }
    /// One arrival. No treatment: a patient can see this screen.
    ArrivalView {
        arrival_id: String,
        patient_id: String,
        /// HH:MM.
        time: String,
        /// "Surname, Given".
        name: String,
        born: String,
        under_16: bool,
        state: ArrivalState,
        /// HH:MM since when they are here.
        here_since: Option<String>,
        identity: Mark,
        age: Mark,
        /// The word beside the age mark, e.g. "Under 18".
        age_word: String,
        consents: Mark,
        /// What somebody who is here waits for, e.g. "Waits for consents"; empty for nobody else. No treatment, no reason.
        waits_for: String,
        /// A check-in was begun: the button says Resume.
        begun: bool,
    }
    /// Something due.
    DueView {
        /// Where it opens: `request` and its id, or empty.
        request_id: Option<String>,
        title: String,
        note: String,
        /// "3 days", "1 day late".
        word: String,
        tone: Tone,
    }
    /// A search result: name, age and three digits, no more.
    FoundView {
        patient_id: String,
        reference: String,
        surname: String,
        given_names: String,
        preferred_name: Option<String>,
        born: String,
        age: u32,
        under_16: bool,
        /// Last three digits of the phone.
        phone_ends: Option<String>,
        postcode_starts: Option<String>,
        /// Another result has nearly the same name: look at both dates of birth.
        similar: bool,
        /// Today's arrival, if any.
        arrival_id: Option<String>,
    }
    /// Results of a search.
    SearchView {
        typed: String,
        results: Vec<FoundView>,
        /// There are more than are shown.
        more: bool,
    }
    /// A walk-in or a booking for today.
    ArrivalForm {
        patient_id: String,
        treatment: String,
        /// HH:MM; empty for now.
        time: String,
        walk_in: bool,
    }
}

choice! {
    /// How a word is coloured: the third signal.
    Tone { Ok, Warn, Stop, Info, Rest }
}
