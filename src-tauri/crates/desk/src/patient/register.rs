//! Registering a patient.

use frontdesk_domain::age::under_16;
use frontdesk_domain::id::PatientId;
use frontdesk_domain::patient::{Particulars, PatientForm};
use frontdesk_domain::role::UseCase;
use frontdesk_store::patient::{self, Patient};
use frontdesk_store::{Conn, draft, setting};

use super::form::{checked, unprintable};
use super::{child, duplicates};
use crate::error::{DeskError, Result};
use crate::open::{Entry, Id, OpenDesk};
use crate::views::patient::SavedPatientView;

/// The draft of a registration, as the window names it.
const DRAFT: &str = "register-patient";
/// The first patient's number.
const FIRST_NUMBER: i64 = 10_001;

/// Registers a patient; `seen_duplicates` are the records the person looked at and told apart, `child_reason` is why a record
/// of somebody under 16 is made.
pub async fn register_patient(
    desk: &OpenDesk,
    form: PatientForm,
    seen_duplicates: Vec<String>,
    child_reason: String,
) -> Result<SavedPatientView> {
    let particulars = checked(desk, &form)?;
    let why = child::why(None, particulars.born, desk.today(), &child_reason).map_err(DeskError::fields)?;
    let mut act = desk.begin(UseCase::RegisterPatient).await?;
    let (by, at) = (act.by().clone(), act.at.clone());
    // Computed again inside the transaction: what was shown may be out of date by now.
    let likely = duplicates::of(act.conn(), &particulars).await?;
    let unseen = likely.iter().filter(|(patient, _)| !seen_duplicates.contains(&patient.id.0)).count();
    if unseen > 0 {
        return Err(DeskError::new(
            "duplicate-likely",
            match unseen {
                1 => "Not saved yet: one record here may be the same person. Look at it, then save again.".to_string(),
                _ => format!(
                    "Not saved yet: {unseen} records here may be the same person. Look at them, then save again."
                ),
            },
        ));
    }
    let reference = next_reference(act.conn(), &desk.clinic().reference_prefix).await?;
    let patient = Patient {
        id: PatientId(uuid::Uuid::new_v4().to_string()),
        reference,
        particulars,
        revision: 1,
        created_at: at,
        created_by: by.clone(),
    };
    patient::insert(act.conn(), &patient).await?;
    child::keep(act.conn(), &patient.id, "registered", why, &patient.created_at, &by).await?;
    draft::drop(act.conn(), DRAFT, "", &by).await?;
    let saved = saved(&patient.id, &patient.reference, &patient.particulars, desk);
    let told_apart: Vec<Id> = likely.into_iter().map(|(patient, _)| patient.id.into()).collect();
    act.commit(Entry::about("patient", patient.id).with("told_apart", told_apart)).await?;
    Ok(saved)
}

/// The next running reference of the clinic, e.g. `KM-10001`.
pub(crate) async fn next_reference(conn: &mut Conn, prefix: &str) -> Result<String> {
    let number = setting::next_number(conn, "patient", FIRST_NUMBER).await?;
    Ok(format!("{prefix}-{number}"))
}

/// What the window hears of a saved patient.
pub(super) fn saved(id: &PatientId, reference: &str, particulars: &Particulars, desk: &OpenDesk) -> SavedPatientView {
    SavedPatientView {
        patient_id: id.0.clone(),
        reference: reference.to_string(),
        unprintable: unprintable(particulars),
        under_16: under_16(particulars.born, desk.today()),
    }
}
