//! `age_check`: how old somebody was on the day, against which minimum, from which source. Appended, never changed.

use frontdesk_domain::id::PatientId;

use crate::connection::Conn;
use crate::error::Result;

/// One check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgeCheck {
    /// Id.
    pub id: String,
    /// Whose.
    pub patient_id: PatientId,
    /// The arrival it belongs to.
    pub arrival_id: Option<String>,
    /// Treatment id of the catalogue.
    pub treatment: String,
    /// The day it was worked out for, YYYY-MM-DD.
    pub day: String,
    /// Whole years.
    pub age: u32,
    /// `allowed`, `stopped`, `parental` or `clinician`.
    pub verdict: String,
    /// The minimum age that applied, years.
    pub minimum: Option<u32>,
    /// Where the minimum comes from: the statute or the clinic's policy.
    pub source: Option<String>,
    /// The identity check that showed the date of birth.
    pub identity_check: Option<String>,
    /// The date of birth was typed again from the document, unseen, and was the record's.
    pub rekeyed: bool,
    /// The clinician's decision that let the visit past the gate.
    pub clinician_decision: Option<String>,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id.
    pub by: String,
}

/// Appends a check.
pub async fn insert(conn: &mut Conn, check: &AgeCheck) -> Result<()> {
    let (patient, rekeyed) = (check.patient_id.as_str(), check.rekeyed.then_some(1));
    sqlx::query!(
        "INSERT INTO age_check (id, patient_id, arrival_id, treatment, day, age, verdict, minimum, source, identity_check,
           rekeyed, clinician_decision, at, by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        check.id, patient, check.arrival_id, check.treatment, check.day, check.age, check.verdict, check.minimum,
        check.source, check.identity_check, rekeyed, check.clinician_decision, check.at, check.by
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A patient's checks, oldest first.
pub async fn for_patient(conn: &mut Conn, patient: &PatientId) -> Result<Vec<AgeCheck>> {
    let patient = patient.as_str();
    Ok(sqlx::query_as!(
        AgeCheck,
        r#"SELECT id AS "id!", patient_id, arrival_id, treatment, day, age AS "age: u32", verdict, minimum AS "minimum: u32",
             source, identity_check, rekeyed IS NOT NULL AS "rekeyed!: bool", clinician_decision, at, by
           FROM age_check WHERE patient_id = ? ORDER BY at, rowid"#,
        patient
    )
    .fetch_all(conn)
    .await?)
}
