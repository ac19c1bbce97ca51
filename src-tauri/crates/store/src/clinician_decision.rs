//! `clinician_decision`: what a clinician decided about one visit at the age gate. Appended, never changed.

use frontdesk_domain::clinician::{ClinicianQuestion, Doctor, GivenBy};
use frontdesk_domain::gate::ClinicianAnswer;
use frontdesk_domain::id::PatientId;

use crate::connection::Conn;
use crate::error::{Result, StoreError};
use crate::made_on::{self, MadeOn};
use crate::patient::Patient;

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Id.
    pub id: String,
    /// Whose.
    pub patient_id: PatientId,
    /// The arrival it is about, and no other.
    pub arrival_id: String,
    /// Treatment id of the catalogue.
    pub treatment: String,
    /// What was asked.
    pub question: ClinicianQuestion,
    /// Age on the day, whole years.
    pub age: u32,
    /// What was answered.
    pub answer: ClinicianAnswer,
    /// Who directs it, on a doctor-directed route.
    pub doctor: Option<Doctor>,
    /// Why.
    pub reason: String,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id of the clinician.
    pub by: String,
}

/// Appends a decision, made on the date of birth that the record has now.
pub async fn insert(conn: &mut Conn, decided: &Decided) -> Result<()> {
    let (patient, question, answer) = (decided.patient_id.as_str(), decided.question.code(), decided.answer.code());
    let doctor = decided.doctor.as_ref();
    let (name, gmc, given_by) =
        (doctor.map(|of| of.name.as_str()), doctor.map(|of| of.gmc.as_str()), doctor.map(|of| of.given_by.code()));
    sqlx::query!(
        "INSERT INTO clinician_decision
           (id, patient_id, arrival_id, treatment, question, age, answer, doctor, gmc, given_by, reason, at, by, checked_born)
         SELECT ?, id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, born FROM patient WHERE id = ?",
        decided.id,
        decided.arrival_id,
        decided.treatment,
        question,
        decided.age,
        answer,
        name,
        gmc,
        given_by,
        decided.reason,
        decided.at,
        decided.by,
        patient
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Every decision about a patient, oldest first: also those made on another date of birth than the record has now.
pub async fn for_patient(conn: &mut Conn, patient: &PatientId) -> Result<Vec<Decided>> {
    let patient = patient.as_str();
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", patient_id, arrival_id, treatment, question, age AS "age: u32", answer, doctor, gmc, given_by,
             reason, at, by
           FROM clinician_decision WHERE patient_id = ? ORDER BY at, rowid"#,
        patient
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let given_by = row
                .given_by
                .as_deref()
                .map(|code| GivenBy::from_code(code).ok_or(StoreError::Unreadable("clinician_decision.given_by")));
            let doctor = match (row.doctor, row.gmc, given_by.transpose()?) {
                (Some(name), Some(gmc), Some(given_by)) => Some(Doctor { name, gmc, given_by }),
                _ => None,
            };
            Ok(Decided {
                id: row.id,
                patient_id: PatientId(row.patient_id),
                arrival_id: row.arrival_id,
                treatment: row.treatment,
                question: ClinicianQuestion::from_code(&row.question)
                    .ok_or(StoreError::Unreadable("clinician_decision.question"))?,
                age: row.age,
                answer: ClinicianAnswer::from_code(&row.answer)
                    .ok_or(StoreError::Unreadable("clinician_decision.answer"))?,
                doctor,
                reason: row.reason,
                at: row.at,
                by: row.by,
            })
        })
        .collect()
}

/// Whom each decision about a patient was made on. A decision hangs on the date of birth alone: its names are the record's.
async fn made_on(conn: &mut Conn, patient: &Patient) -> Result<MadeOn> {
    let (id, is) = (patient.id.as_str(), &patient.particulars);
    let rows =
        sqlx::query!(r#"SELECT id AS "id!", checked_born AS "born!" FROM clinician_decision WHERE patient_id = ?"#, id)
            .fetch_all(conn)
            .await?;
    made_on::of(rows.into_iter().map(|row| (row.id, is.surname.clone(), is.given_names.clone(), row.born)))
}

/// The decisions about a patient that count, oldest first.
pub async fn counting(conn: &mut Conn, patient: &Patient) -> Result<Vec<Decided>> {
    let made_on = made_on(&mut *conn, patient).await?;
    let mut decisions = for_patient(conn, &patient.id).await?;
    made_on::keep(&mut decisions, &made_on, &patient.particulars, |decided| &decided.id);
    Ok(decisions)
}
