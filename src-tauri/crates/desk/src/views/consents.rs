//! Consents of one patient, and whom to ask again.

use frontdesk_domain::consent::{Answer, Capacity, Method};
use frontdesk_domain::withdrawal::WithdrawalReason;

use super::board::Tone;
use super::patient::BannerView;
use super::signing::SignedFormView;
use super::{choice, view};

choice! {
    /// A form another system reads a patient's consents in.
    ConsentFileFormat { Records27560, Receipts27560, FhirR4b, FhirR5, Csv }
}

view! {
    /// Every purpose a patient is or was asked about.
    ConsentsView {
        banner: BannerView,
        groups: Vec<ConsentGroupView>,
        /// Newest first.
        signed: Vec<SignedFormView>,
        reasons: Vec<WithdrawalReasonView>,
        /// Their forms on paper, newest first.
        papers: Vec<super::paper_back::PaperRowView>,
        /// Scanned pages filed to them and to no form.
        pages: Vec<ConsentPageView>,
        /// Who is at the desk may look at papers.
        can_see_papers: bool,
    }
    /// A scanned page of a patient's that is on no form of ours.
    ConsentPageView { page_id: String, note: String }
    /// A kind of consent with its purposes.
    ConsentGroupView { kind: String, title: String, rows: Vec<ConsentRowView> }
    /// One purpose: what stands, and everything said about it.
    ConsentRowView {
        purpose: String,
        title: String,
        /// "Yes", "No", "Not now", "Stopped", "Not asked".
        word: String,
        tone: Tone,
        /// Since when and how, or why it is to be asked again.
        note: String,
        /// A yes is on record to take back.
        can_withdraw: bool,
        /// What follows from taking it back, read out before it is confirmed.
        effects: Vec<String>,
        /// Newest first.
        history: Vec<ConsentSaidView>,
    }
    /// One answer, with the exact words it was given on.
    ConsentSaidView {
        /// "24 Nov 2026, 10:42".
        when: String,
        word: String,
        tone: Tone,
        /// "The patient, on screen. Interpreter Ana Silva."
        how: String,
        /// The number of the paper it stands on.
        paper: Option<String>,
        /// Why it was taken back; empty else.
        reason: String,
        by: String,
        question: String,
        text: String,
        wording_version: u32,
        approved: bool,
    }
    /// A reason for taking back.
    WithdrawalReasonView { reason: WithdrawalReason, label: String }
    /// A consent to take back.
    WithdrawForm {
        patient_id: String,
        purpose: String,
        reason: WithdrawalReason,
        note: String,
        capacity: Capacity,
        /// Who speaks, when it is not the patient.
        speaker: String,
        method: Method,
        witness: String,
        interpreter: String,
    }
    /// Whom to ask again: by name, and why; not what they answered.
    AskAgainView {
        people: Vec<AskAgainPersonView>,
        /// How many there are; the list holds the first of them by name.
        total: u32,
    }
    /// Somebody with at least one answer that no longer stands.
    AskAgainPersonView {
        patient_id: String,
        reference: String,
        /// "Surname, Given".
        name: String,
        born: String,
        under_16: bool,
        /// Each purpose with why.
        what: Vec<String>,
    }
}

/// An answer as a word with a tone.
pub(crate) fn answer_word(answer: Answer, marketing: bool) -> (&'static str, Tone) {
    match answer {
        Answer::Given => ("Yes", Tone::Ok),
        Answer::Refused => ("No", Tone::Rest),
        Answer::NotNow => ("Not now", Tone::Rest),
        Answer::Withdrawn if marketing => ("Stopped", Tone::Rest),
        Answer::Withdrawn => ("Taken back", Tone::Rest),
    }
}
