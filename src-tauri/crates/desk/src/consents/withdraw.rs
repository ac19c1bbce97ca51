//! Taking a consent back: at any time, outside a visit too.

use frontdesk_domain::consent::Answer;
use frontdesk_domain::id::PatientId;
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::UseCase;
use frontdesk_domain::spoken::Spoken;
use frontdesk_domain::withdrawal::may_be_taken_back;
use frontdesk_store::consent_answer::{self, ConsentAnswer};
use frontdesk_store::suppression::Source;

use super::page::view;
use super::speaks_for;
use crate::answers::Answers;
use crate::banner;
use crate::error::{DeskError, Result};
use crate::marketing;
use crate::open::{Entry, Id, OpenDesk};
use crate::parental::note_disagreement;
use crate::views::consents::{ConsentsView, WithdrawForm};

/// Takes back a yes; the yes stays on record.
pub async fn withdraw_consent(desk: &OpenDesk, form: WithdrawForm) -> Result<ConsentsView> {
    let today = desk.today();
    let mut act = desk.begin(UseCase::WithdrawConsent).await?;
    let id = PatientId(form.patient_id.clone());
    let patient = banner::held(act.conn(), &id).await?;
    let answers = Answers::load(act.conn(), &patient).await?;
    let newest = answers.newest(&form.purpose);
    let clinic = desk.clinic();
    let purpose = clinic.purposes.iter().find(|purpose| purpose.id == form.purpose);
    let counted = answers.counted(&clinic);
    let held = counted.newest(&form.purpose);
    let may = held.zip(purpose).is_some_and(|(held, purpose)| may_be_taken_back(purpose, held, today.day()));
    let Some(given) = newest.filter(|_| may) else {
        return Err(DeskError::new("nothing-to-take-back", "There is no yes on record to take back."));
    };
    let mut problems: Vec<FieldProblem> = Vec::new();
    let spoken = speaks_for(&patient, today, &form.who()).map_err(|found| problems.extend(found));
    let reason = form.reason.kept(&form.note).map_err(|problem| problems.push(problem));
    let (Ok(spoken), Ok(reason)) = (spoken, reason) else { return Err(DeskError::fields(problems)) };
    let Spoken { capacity, speaker, method, witness, interpreter } = spoken;
    // The words it names are those it was given on, which may have changed since.
    let taken_back = ConsentAnswer {
        id: uuid::Uuid::new_v4().to_string(),
        arrival_id: None,
        answer: Answer::Withdrawn,
        capacity,
        speaker,
        method,
        witness,
        interpreter,
        reason: Some(reason),
        at: act.at.clone(),
        by: act.by().0.clone(),
        ..given.clone()
    };
    consent_answer::insert(act.conn(), &taken_back).await?;
    note_disagreement(desk, act.conn(), &id, &taken_back.at, &taken_back.by).await?;
    let said = marketing::Said { source: Source::Desk, at: &taken_back.at, by: &taken_back.by };
    let channels: Vec<_> = taken_back.channel.into_iter().collect();
    marketing::stop(act.conn(), &patient, &channels, &said).await?;
    let view = view(desk, act.conn(), &id).await?;
    act.commit(
        Entry::about("patient", id).with("purpose", Id::held(&taken_back.purpose)).with("reason", form.reason.code()),
    )
    .await?;
    Ok(view)
}
