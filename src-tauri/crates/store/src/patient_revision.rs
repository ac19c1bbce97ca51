//! `patient_revision`: what a patient's particulars were before each edit. Appended, never overwritten.

use frontdesk_domain::id::{PatientId, StaffId};
use frontdesk_domain::patient::Particulars;

use crate::connection::Conn;
use crate::error::{Result, StoreError};

/// An edit: what stood before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatientRevision {
    /// Id.
    pub id: String,
    /// The patient.
    pub patient_id: PatientId,
    /// The number that `before` had.
    pub revision: u32,
    /// The particulars before.
    pub before: Particulars,
    /// Names of the form's fields that changed.
    pub changed: Vec<String>,
    /// Why, in the words of the person who changed it.
    pub reason: Option<String>,
    /// RFC 3339 UTC.
    pub at: String,
    /// Who.
    pub by: StaffId,
}

/// Keeps what stood before an edit.
pub async fn insert(conn: &mut Conn, revision: &PatientRevision) -> Result<()> {
    let before =
        serde_json::to_string(&revision.before).map_err(|_| StoreError::Unreadable("patient_revision.before"))?;
    let changed =
        serde_json::to_string(&revision.changed).map_err(|_| StoreError::Unreadable("patient_revision.changed"))?;
    let (patient, by) = (revision.patient_id.as_str(), revision.by.as_str());
    sqlx::query!(
        "INSERT INTO patient_revision (id, patient_id, revision, before, changed, reason, at, by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        revision.id, patient, revision.revision, before, changed, revision.reason, revision.at, by
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A patient's edits, oldest first.
pub async fn for_patient(conn: &mut Conn, patient: &PatientId) -> Result<Vec<PatientRevision>> {
    let patient_id = patient.as_str();
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", revision, before, changed, reason, at, by FROM patient_revision WHERE patient_id = ? ORDER BY revision"#,
        patient_id
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(PatientRevision {
                id: row.id,
                patient_id: patient.clone(),
                revision: u32::try_from(row.revision)
                    .map_err(|_| StoreError::Unreadable("patient_revision.revision"))?,
                before: serde_json::from_str(&row.before)
                    .map_err(|_| StoreError::Unreadable("patient_revision.before"))?,
                changed: serde_json::from_str(&row.changed)
                    .map_err(|_| StoreError::Unreadable("patient_revision.changed"))?,
                reason: row.reason,
                at: row.at,
                by: StaffId(row.by),
            })
        })
        .collect()
}
