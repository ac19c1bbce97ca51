//! The child's own voice: what they want of an adult, and whether they understand.

use frontdesk_domain::id::{ParentalId, PatientId};
use frontdesk_domain::parental::{ChildViewForm, CompetenceForm, check_competence, check_view};
use frontdesk_domain::role::UseCase;
use frontdesk_store::child_voice::{self, Assessment, Viewed};
use frontdesk_store::parental_record;

use super::child::Child;
use super::page;
use crate::error::{DeskError, Result};
use crate::open::{Entry, Id, OpenDesk};
use crate::views::parental::ParentalPageView;

/// Records what the child wants of an adult. What they said before stays.
pub async fn record_child_view(desk: &OpenDesk, form: ChildViewForm) -> Result<ParentalPageView> {
    let mut act = desk.begin(UseCase::RecordChildView).await?;
    // An adult has the id of their first record.
    let adult = ParentalId(form.adult_id.clone());
    let id = parental_record::patient_of(act.conn(), &adult).await?.ok_or_else(|| DeskError::not_found("adult"))?;
    let child = Child::load(act.conn(), &desk.clinic(), &id).await?;
    child.still_a_child(desk.today())?;
    if child.newest(adult.as_str()).is_none() {
        return Err(DeskError::not_found("adult"));
    }
    let words = check_view(&form).map_err(DeskError::fields)?;
    let Some(view) = form.view else { return Err(DeskError::not_found("view")) };
    let said = Viewed {
        id: uuid::Uuid::new_v4().to_string(),
        patient_id: id.clone(),
        adult_id: form.adult_id,
        view,
        authority: form.authority,
        words: Some(words).filter(|words| !words.is_empty()),
        at: act.at.clone(),
        by: act.by().0.clone(),
    };
    child_voice::insert_view(act.conn(), &said).await?;
    let page = page::page(desk, act.conn(), &id).await?;
    act.commit(Entry::about("patient", id).with("adult", Id::held(&said.adult_id)).with("view", said.view.code()))
        .await?;
    Ok(page)
}

/// Records whether a child understands. A changed assessment keeps the earlier one.
pub async fn assess_competence(desk: &OpenDesk, patient_id: String, form: CompetenceForm) -> Result<ParentalPageView> {
    let mut act = desk.begin(UseCase::AssessCompetence).await?;
    let id = PatientId(patient_id);
    let child = Child::load(act.conn(), &desk.clinic(), &id).await?;
    child.still_a_child(desk.today())?;
    let assessed = check_competence(&form).map_err(DeskError::fields)?;
    let assessment = Assessment {
        id: uuid::Uuid::new_v4().to_string(),
        patient_id: id.clone(),
        answers: assessed.answers,
        outcome: assessed.outcome,
        reasons: assessed.reasons,
        at: act.at.clone(),
        by: act.by().0.clone(),
    };
    child_voice::insert_assessment(act.conn(), &assessment).await?;
    let page = page::page(desk, act.conn(), &id).await?;
    act.commit(
        Entry::about("patient", id)
            .with("assessment", Id::held(&assessment.id))
            .with("outcome", assessment.outcome.code()),
    )
    .await?;
    Ok(page)
}
