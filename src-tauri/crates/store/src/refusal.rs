//! `refusal`: who was turned away, why, by whom. Appended, never changed.

use frontdesk_domain::id::PatientId;

use crate::connection::Conn;
use crate::error::Result;

/// One refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Id.
    pub id: String,
    /// Whose.
    pub patient_id: PatientId,
    /// The arrival it belongs to.
    pub arrival_id: Option<String>,
    /// Treatment id of the catalogue.
    pub treatment: String,
    /// Reason's code, e.g. `under-age`.
    pub reason: String,
    /// A note.
    pub note: Option<String>,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id.
    pub by: String,
}

/// Appends a refusal.
pub async fn insert(conn: &mut Conn, refusal: &Refusal) -> Result<()> {
    let patient = refusal.patient_id.as_str();
    sqlx::query!(
        "INSERT INTO refusal (id, patient_id, arrival_id, treatment, reason, note, at, by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        refusal.id, patient, refusal.arrival_id, refusal.treatment, refusal.reason, refusal.note, refusal.at, refusal.by
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A patient's refusals, oldest first.
pub async fn for_patient(conn: &mut Conn, patient: &PatientId) -> Result<Vec<Refusal>> {
    let patient = patient.as_str();
    Ok(sqlx::query_as!(
        Refusal,
        r#"SELECT id AS "id!", patient_id, arrival_id, treatment, reason, note, at, by
           FROM refusal WHERE patient_id = ? ORDER BY at, rowid"#,
        patient
    )
    .fetch_all(conn)
    .await?)
}
