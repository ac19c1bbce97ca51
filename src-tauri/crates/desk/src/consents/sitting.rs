//! Answers given together, by the same person and in the same way.

use frontdesk_domain::age::under_18;
use frontdesk_domain::catalogue::{Purpose, Wording};
use frontdesk_domain::consent::{Answer, Capacity, Method};
use frontdesk_domain::id::PatientId;
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::spoken::{Spoken, SpokenForm, spoken};
use frontdesk_domain::wall_clock::Today;
use frontdesk_store::consent_answer::ConsentAnswer;
use frontdesk_store::patient::Patient;

use crate::views::check_in::ConsentsForm;
use crate::views::consents::WithdrawForm;

/// Who speaks, as the rule reads it: every form that asks does so by the same fields.
macro_rules! who_speaks {
    ($($form:ty),+) => {$(
        impl $form {
            /// Who speaks, as typed.
            pub(crate) fn who(&self) -> SpokenForm<'_> {
                SpokenForm {
                    capacity: self.capacity,
                    speaker: &self.speaker,
                    method: self.method,
                    witness: &self.witness,
                    interpreter: &self.interpreter,
                }
            }
        }
    )+};
}
who_speaks!(ConsentsForm, WithdrawForm);

/// Who speaks for a patient on a day, as kept, or every problem with it.
pub(crate) fn speaks_for(patient: &Patient, day: Today, who: &SpokenForm<'_>) -> Result<Spoken, Vec<FieldProblem>> {
    let adult = !under_18(patient.particulars.born, day);
    spoken(who, adult)
}

/// What all answers of a sitting share.
pub(crate) struct Sitting<'a> {
    pub patient_id: &'a PatientId,
    /// The arrival they are given at, if at one.
    pub arrival_id: Option<&'a str>,
    pub spoken: Spoken,
    /// RFC 3339 UTC.
    pub at: &'a str,
    /// Staff id of who records them.
    pub by: &'a str,
}

impl Sitting<'_> {
    /// An answer, with the words it is given on.
    pub fn answer(&self, purpose: &Purpose, wording: &Wording, answer: Answer) -> ConsentAnswer {
        let Spoken { capacity, speaker, method, witness, interpreter } = self.spoken.clone();
        ConsentAnswer {
            id: uuid::Uuid::new_v4().to_string(),
            patient_id: self.patient_id.clone(),
            arrival_id: self.arrival_id.map(str::to_string),
            purpose: purpose.id.clone(),
            channel: purpose.channel,
            answer,
            wording_id: wording.id.clone(),
            wording_version: wording.version,
            wording_question: wording.question.clone(),
            wording_text: wording.text.clone(),
            wording_approved: wording.approved.is_some(),
            capacity,
            speaker,
            method,
            witness,
            interpreter,
            reason: None,
            checked_born: None,
            at: self.at.to_string(),
            by: self.by.to_string(),
        }
    }
}

/// What a patient says at the desk's screen.
pub(crate) fn on_screen() -> Spoken {
    Spoken { capacity: Capacity::Patient, speaker: None, method: Method::OnScreen, witness: None, interpreter: None }
}
