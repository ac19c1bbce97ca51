//! The patient's page and the registration form.

use frontdesk_domain::patient::{Particulars, PatientForm};

use super::board::Tone;
use super::view;

view! {
    /// The fixed banner: two identifiers and flags.
    BannerView {
        patient_id: String,
        reference: String,
        surname: String,
        given_names: String,
        preferred_name: Option<String>,
        born: String,
        born_estimated: bool,
        age: u32,
        under_16: bool,
        under_18: bool,
        nhs_number: Option<String>,
        /// Words with a tone, e.g. "Under 16: check-in stopped".
        flags: Vec<FlagView>,
        /// Each way of sending news and offers, as it stands.
        news: Vec<super::marketing::NewsView>,
    }
    /// A flag in the banner.
    FlagView { word: String, tone: Tone }
    /// One of the three answers at a glance.
    AnswerCardView {
        /// "Checked", "To do", "18 or over", "Ask 1 again".
        word: String,
        tone: Tone,
        /// "Passport, ends 4417", "36 years", "6 of 7 answered".
        title: String,
        /// Who, when, and the next thing to do in a sentence.
        note: String,
    }
    /// A line of the patient's history.
    HistoryView {
        /// RFC 3339.
        at: String,
        /// `registered`, `changed`, `arrived`, `identity`, `age`, `consent`, `refusal`, `parental`, `request`.
        kind: String,
        text: String,
        by: String,
    }
    /// The patient's page.
    PatientView {
        banner: BannerView,
        identity: AnswerCardView,
        age: AnswerCardView,
        consents: AnswerCardView,
        particulars: Particulars,
        source_label: String,
        history: Vec<HistoryView>,
        requests: Vec<super::board::DueView>,
        /// Today's arrival and whether its check-in was begun.
        arrival_id: Option<String>,
        check_in_begun: bool,
        under_16: bool,
        parental: Vec<super::parental::ParentalView>,
        /// For sending an edit: it is refused when somebody changed the record since.
        revision: u32,
    }
    /// The form to edit, filled with what is held.
    PatientEditView {
        banner: BannerView,
        form: PatientForm,
        revision: u32,
    }
    /// The outcome of saving a registration or an edit.
    SavedPatientView {
        patient_id: String,
        reference: String,
        /// Characters no shipped font can print, with a request for a Latin form.
        unprintable: Option<String>,
        under_16: bool,
    }
    /// A record that may be the same person, side by side.
    DuplicateView {
        patient_id: String,
        reference: String,
        /// "Same date of birth and phone".
        why: String,
        rows: Vec<DuplicateRowView>,
    }
    /// One row of the comparison.
    DuplicateRowView { part: String, typed: String, held: String, same: bool }
}
