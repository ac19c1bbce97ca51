//! Changing a patient's particulars: what stood before is kept, and nobody overwrites what they have not seen.

use frontdesk_domain::checked_person::needs_reason;
use frontdesk_domain::id::PatientId;
use frontdesk_domain::patient::PatientForm;
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::UseCase;
use frontdesk_domain::text::clean_line;
use frontdesk_store::patient_revision::{self, PatientRevision};
use frontdesk_store::{draft, patient};

use super::child;
use super::form::{changed, checked, filled};
use super::register::saved;
use crate::banner;
use crate::error::{DeskError, Result};
use crate::open::{Entry, OpenDesk};
use crate::views::patient::{PatientEditView, SavedPatientView};

/// The draft of an edit, as the window names it; its subject is the patient's id.
const DRAFT: &str = "edit-patient";
/// Longest reason, in characters.
const REASON_MAX: usize = 200;

/// Opens a patient's form to edit.
pub async fn open_patient_form(desk: &OpenDesk, patient_id: String) -> Result<PatientEditView> {
    let id = PatientId(patient_id);
    let mut act = desk.begin(UseCase::OpenPatient).await?;
    let held = banner::held(act.conn(), &id).await?;
    let banner = banner::banner(act.conn(), &id, desk.today()).await?;
    act.commit(Entry::about("patient", id).with("part", "form")).await?;
    Ok(PatientEditView { banner, form: filled(&held.particulars), revision: held.revision })
}

/// Changes a patient's particulars. `revision` is the one the form was filled from; `reason` may be empty, but where the
/// name or the date of birth changes: identity and age checks count for what they were made on;
/// `child_reason` is why the record of somebody whom the change makes under 16 is held.
pub async fn edit_patient(
    desk: &OpenDesk,
    patient_id: String,
    revision: u32,
    form: PatientForm,
    reason: String,
    child_reason: String,
) -> Result<SavedPatientView> {
    let (particulars, reason) = both(desk, &form, &reason)?;
    let id = PatientId(patient_id);
    let mut act = desk.begin(UseCase::EditPatient).await?;
    let (by, at) = (act.by().clone(), act.at.clone());
    let held = banner::held(act.conn(), &id).await?;
    if held.revision != revision {
        return Err(changed_meanwhile());
    }
    let before = held.particulars.born;
    child::stays_one(before, particulars.born, desk.today(), desk.who().role)?;
    let why = child::why(Some(before), particulars.born, desk.today(), &child_reason).map_err(DeskError::fields)?;
    if reason.is_none() && needs_reason(&held.particulars, &particulars) {
        return Err(DeskError::fields(vec![FieldProblem::new(
            "reason",
            "reason-missing",
            "Say why the name or the date of birth changes. Identity and age are then checked again.",
        )]));
    }
    let changed = changed(&held.particulars, &particulars);
    if !changed.is_empty() {
        if !patient::update(act.conn(), &id, revision, &particulars).await? {
            return Err(changed_meanwhile());
        }
        let before = PatientRevision {
            id: uuid::Uuid::new_v4().to_string(),
            patient_id: id.clone(),
            revision,
            before: held.particulars,
            changed: changed.iter().map(ToString::to_string).collect(),
            reason,
            at,
            by: by.clone(),
        };
        patient_revision::insert(act.conn(), &before).await?;
        child::keep(act.conn(), &id, "corrected", why, &before.at, &by).await?;
    }
    draft::drop(act.conn(), DRAFT, id.as_str(), &by).await?;
    let saved = saved(&id, &held.reference, &particulars, desk);
    act.commit(Entry::about("patient", id).with("changed", changed)).await?;
    Ok(saved)
}

/// The form and the reason, checked together so that every problem is told at once.
fn both(
    desk: &OpenDesk,
    form: &PatientForm,
    reason: &str,
) -> Result<(frontdesk_domain::patient::Particulars, Option<String>)> {
    let reason = clean_line(reason, REASON_MAX, "Reason")
        .map_err(|problem| FieldProblem::new("reason", &problem.code, problem.message));
    match (checked(desk, form), reason) {
        (Ok(particulars), Ok(reason)) => Ok((particulars, Some(reason).filter(|text| !text.is_empty()))),
        (Err(error), Ok(_)) => Err(error),
        (Ok(_), Err(problem)) => Err(DeskError::fields(vec![problem])),
        (Err(error), Err(problem)) => Err(DeskError::fields(error.fields.into_iter().chain([problem]).collect())),
    }
}

fn changed_meanwhile() -> DeskError {
    DeskError::new(
        "changed-meanwhile",
        "Not saved: somebody changed this record after you opened it. What you typed is kept. Look at the record as it is now, then save again.",
    )
}
