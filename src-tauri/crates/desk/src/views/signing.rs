//! The screen in a patient's hands, what they sign there, and what is checked against it.

use frontdesk_domain::consent::{Answer, Capacity};
use frontdesk_domain::signature::Drawn;

use super::board::Tone;
use super::check_in::ConsentAnswerForm;
use super::paper::PaperSize;
use super::{choice, view};

choice! {
    /// What a check of a copy found.
    CopyOutcome {
        /// The file is, byte for byte, a copy made here.
        Same,
        /// The file is none made here, or was changed.
        Other,
        /// The fingerprint is one of ours.
        Found,
        /// No form has this fingerprint.
        NotFound,
        /// No file was chosen.
        Cancelled,
    }
}

view! {
    /// Whom the screen is handed to, as the desk says.
    HandOverForm {
        arrival_id: String,
        capacity: Capacity,
        /// Who signs, when it is not the patient.
        speaker: String,
        interpreter: String,
        /// Print size of their copy.
        size: PaperSize,
    }
    /// All that the screen shows in their hands.
    HandedOverView {
        clinic_name: String,
        /// The name that stands beside the signature.
        signer: String,
        capacity: Capacity,
        /// For whom, when it is not the patient who signs.
        patient_name: Option<String>,
        /// What is due, in the sheet's order; none once it is signed.
        questions: Vec<HandedQuestionView>,
        /// What is signed beside the answers.
        declaration: String,
        signed: bool,
        /// Whole seconds before taking the screen back may be tried again; 0 when it may be now.
        wait_seconds: u32,
    }
    /// A question with its exact words.
    HandedQuestionView {
        purpose: String,
        question: String,
        text: String,
        wording_id: String,
        wording_version: u32,
        approved: bool,
        required: bool,
        /// What they answered themselves before the desk locked; nothing else is ticked.
        given: Option<Answer>,
    }
    /// The sheet as they answered and signed it.
    SignForm {
        answers: Vec<ConsentAnswerForm>,
        /// Purposes whose text was read to its end.
        read: Vec<String>,
        signature: Drawn,
    }
    /// A signed form in a list.
    SignedFormView {
        form_id: String,
        /// As printed, such as `SF-10001`.
        number: String,
        /// "24 Nov 2026, 10:42".
        when: String,
        /// "Robin Quill, a parent or guardian".
        signer: String,
        pages: u32,
    }
    /// What a check of a copy found, with what the record says.
    VerifiedView { outcome: CopyOutcome, record: Option<SignedRecordView> }
    /// A signed form as the record has it.
    SignedRecordView {
        form_id: String,
        number: String,
        patient_id: String,
        reference: String,
        /// "Surname, Given".
        patient: String,
        born: String,
        signer: String,
        when: String,
        /// Who handed the screen over.
        by: String,
        pages: u32,
        answers: Vec<SignedAnswerView>,
        /// As printed, in groups of eight.
        fingerprint: String,
        /// The record and the copy kept agree with their own fingerprints.
        whole: bool,
    }
    /// A question as it was signed.
    SignedAnswerView { question: String, text: String, wording: String, word: String, tone: Tone }
}
