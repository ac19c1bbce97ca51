//! Completing the sheet in the patient's hands: answers, signature and copy in one transaction.

use frontdesk_domain::consent::{Answer, Method};
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::UseCase;
use frontdesk_domain::signature::signature;
use frontdesk_store::setting;
use frontdesk_store::signed_form::{self, SignedForm};

use super::hand_over::{HandedOver, handed, is_asked, signer};
use super::{content, copy};
use crate::check_in::{self, Visit};
use crate::entrance::blocking;
use crate::error::{DeskError, Result};
use crate::open::{Id, OpenDesk, lock};
use crate::paper::declaration;
use crate::views::check_in::ConsentsForm;
use crate::views::signing::{HandedOverView, SignForm};

/// Number of the first signed form.
const FIRST: i64 = 10_001;

/// Records what the patient answered and signed on the screen in their hands. With it the check-in is finished.
pub async fn sign_consents(desk: &OpenDesk, form: SignForm) -> Result<HandedOverView> {
    let mut act = desk.begin(UseCase::SignConsents).await?;
    let handed = handed(desk)?;
    let visit = Visit::load(act.conn(), desk, handed.arrival_id.clone()).await?;
    check_in::may_be_asked(&visit, desk.today().day())?;
    only_what_is_asked(&visit, &form)?;
    let drawn = signature(&form.signature);
    let sheet = sheet(&handed, form);
    let answers = check_in::decide(&visit, &sheet, &act.at, act.by().as_str());
    let (answers, drawn) = match (answers, drawn) {
        (Ok(answers), Ok(drawn)) => (answers, drawn),
        (answers, drawn) => return Err(problems(answers.err(), drawn.err())),
    };
    if answers.is_empty() {
        return Err(DeskError::new("nothing-answered", "Answer at least one question before you sign."));
    }
    let mut signed = SignedForm {
        id: uuid::Uuid::new_v4().to_string(),
        number: format!("SF-{}", setting::next_number(act.conn(), "signed-form", FIRST).await?),
        patient_id: visit.patient.id.clone(),
        arrival_id: visit.arrival.id.0.clone(),
        signer: signer(&visit, &handed),
        capacity: handed.capacity,
        interpreter: Some(handed.interpreter.clone()).filter(|name| !name.is_empty()),
        declaration: declaration(&visit.clinic),
        signature: drawn,
        content_sha256: String::new(),
        pdf_sha256: String::new(),
        pages: 0,
        at: act.at.clone(),
        by: act.by().0.clone(),
    };
    signed.content_sha256 = content::fingerprint(&visit.patient.reference, &signed, &answers);
    let values = copy::signed(&visit, &signed, &answers, handed.size);
    let document = blocking(move || frontdesk_documents::consent_form(&values)).await??;
    signed.pdf_sha256 = content::sha256(&document.bytes);
    signed.pages = document.pages;
    let visit = check_in::finish(desk, &mut act, visit, &answers).await?;
    signed_form::insert(act.conn(), &signed, &document.bytes, &answers).await?;
    let entry = visit.entry().with("answers", answers.len()).with("form", Id::held(&signed.number));
    act.commit(entry).await?;
    if let Some(handed) = lock(&desk.handed).as_mut() {
        handed.signed = true;
    }
    super::see_handed_over(desk).await
}

/// Only what is due, answered yes, no or not now, and each text read to its end.
fn only_what_is_asked(visit: &Visit, form: &SignForm) -> Result<()> {
    let sheet = visit.sheet();
    let asked: Vec<&str> = sheet.iter().filter(|row| is_asked(row)).map(|row| row.purpose.id.as_str()).collect();
    let strange = |given: &&crate::views::check_in::ConsentAnswerForm| {
        !asked.contains(&given.purpose.as_str()) || given.answer == Answer::Withdrawn
    };
    if let Some(given) = form.answers.iter().find(strange) {
        let message = "This is not asked here. Give the screen back to the desk.";
        return Err(DeskError::fields(vec![FieldProblem::new(&given.purpose, "not-asked", message)]));
    }
    match asked.iter().all(|purpose| form.read.iter().any(|read| read == purpose)) {
        true => Ok(()),
        false => Err(DeskError::new("not-read", "Read each text to its end before you sign.")),
    }
}

fn sheet(handed: &HandedOver, form: SignForm) -> ConsentsForm {
    ConsentsForm {
        arrival_id: handed.arrival_id.clone(),
        answers: form.answers,
        capacity: handed.capacity,
        speaker: handed.speaker.clone(),
        method: Method::OnScreen,
        witness: String::new(),
        interpreter: handed.interpreter.clone(),
    }
}

/// Everything that is still to be put right at once.
fn problems(answers: Option<DeskError>, drawn: Option<FieldProblem>) -> DeskError {
    match (answers, drawn) {
        (Some(error), drawn) if !error.fields.is_empty() => {
            DeskError::fields(error.fields.into_iter().chain(drawn).collect())
        }
        (Some(error), _) => error,
        (None, drawn) => DeskError::fields(drawn.into_iter().collect()),
    }
}
