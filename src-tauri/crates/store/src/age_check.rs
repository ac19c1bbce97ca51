//! `age_check`: how old somebody was on the day, against which minimum, from which source. Appended, never changed.

use frontdesk_domain::id::PatientId;

use crate::connection::Conn;
use crate::error::Result;
use crate::made_on::{self, MadeOn};
use crate::patient::Patient;

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

/// Appends a check, made on the name and date of birth that the record has now.
pub async fn insert(conn: &mut Conn, check: &AgeCheck) -> Result<()> {
    let (patient, rekeyed) = (check.patient_id.as_str(), check.rekeyed.then_some(1));
    sqlx::query!(
        "INSERT INTO age_check (id, patient_id, arrival_id, treatment, day, age, verdict, minimum, source, identity_check,
           rekeyed, clinician_decision, at, by, checked_surname, checked_given_names, checked_born)
         SELECT ?, id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, surname, given_names, born FROM patient WHERE id = ?",
        check.id, check.arrival_id, check.treatment, check.day, check.age, check.verdict, check.minimum,
        check.source, check.identity_check, rekeyed, check.clinician_decision, check.at, check.by, patient
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Every check of a patient, oldest first: also those made on another name or date of birth than the record has now.
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

/// Whom each of a patient's checks was made on.
pub async fn made_on(conn: &mut Conn, patient: &PatientId) -> Result<MadeOn> {
    let patient = patient.as_str();
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", checked_surname AS "surname!", checked_given_names AS "given_names!", checked_born AS "born!"
           FROM age_check WHERE patient_id = ?"#,
        patient
    )
    .fetch_all(conn)
    .await?;
    made_on::of(rows.into_iter().map(|row| (row.id, row.surname, row.given_names, row.born)))
}

/// A patient's checks that count, oldest first.
pub async fn counting(conn: &mut Conn, patient: &Patient) -> Result<Vec<AgeCheck>> {
    let made_on = made_on(&mut *conn, &patient.id).await?;
    let mut checks = for_patient(conn, &patient.id).await?;
    made_on::keep(&mut checks, &made_on, &patient.particulars, |check| &check.id);
    Ok(checks)
}
