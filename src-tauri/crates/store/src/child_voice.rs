//! `child_view`, `competence_assessment` and `child_found`: what a child wants of an adult, whether the child understands,
//! and why a record of somebody under 16 is held. All appended.

use frontdesk_domain::id::PatientId;
use frontdesk_domain::parental::{Authority, ChildView, Competence, YesNo};

use crate::connection::Conn;
use crate::error::{Result, StoreError};

/// What a child wants of one adult.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewed {
    /// Id.
    pub id: String,
    /// The child.
    pub patient_id: PatientId,
    /// The adult.
    pub adult_id: String,
    /// Agrees or not.
    pub view: ChildView,
    /// How authority was given, when it was.
    pub authority: Option<Authority>,
    /// In the child's words.
    pub words: Option<String>,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id.
    pub by: String,
}

/// An assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// Id.
    pub id: String,
    /// The child.
    pub patient_id: PatientId,
    /// Answers, by the question's code.
    pub answers: Vec<(String, YesNo)>,
    /// What was found.
    pub outcome: Competence,
    /// Why.
    pub reasons: String,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id of the assessor.
    pub by: String,
}

/// Why a child's record is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Id.
    pub id: String,
    /// The child.
    pub patient_id: PatientId,
    /// `registered` or `corrected`.
    pub how: String,
    /// In words.
    pub why: String,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id.
    pub by: String,
}

/// Appends a view.
pub async fn insert_view(conn: &mut Conn, said: &Viewed) -> Result<()> {
    let (patient, view, authority) = (said.patient_id.as_str(), said.view.code(), said.authority.map(Authority::code));
    sqlx::query!(
        "INSERT INTO child_view (id, patient_id, adult_id, view, authority, words, at, by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        said.id,
        patient,
        said.adult_id,
        view,
        authority,
        said.words,
        said.at,
        said.by
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What a child said, oldest first.
pub async fn views(conn: &mut Conn, patient: &PatientId) -> Result<Vec<Viewed>> {
    let patient = patient.as_str();
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", patient_id, adult_id, view, authority, words, at, by
           FROM child_view WHERE patient_id = ? ORDER BY at, rowid"#,
        patient
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let authority = row
                .authority
                .map(|code| Authority::from_code(&code).ok_or(StoreError::Unreadable("child_view.authority")));
            Ok(Viewed {
                id: row.id,
                patient_id: PatientId(row.patient_id),
                adult_id: row.adult_id,
                view: ChildView::from_code(&row.view).ok_or(StoreError::Unreadable("child_view.view"))?,
                authority: authority.transpose()?,
                words: row.words,
                at: row.at,
                by: row.by,
            })
        })
        .collect()
}

/// Appends an assessment.
pub async fn insert_assessment(conn: &mut Conn, assessment: &Assessment) -> Result<()> {
    let (patient, outcome) = (assessment.patient_id.as_str(), assessment.outcome.code());
    let answers = serde_json::to_string(&assessment.answers)
        .map_err(|_| StoreError::Unreadable("competence_assessment.answers"))?;
    sqlx::query!(
        "INSERT INTO competence_assessment (id, patient_id, answers, outcome, reasons, at, by) VALUES (?, ?, ?, ?, ?, ?, ?)",
        assessment.id,
        patient,
        answers,
        outcome,
        assessment.reasons,
        assessment.at,
        assessment.by
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A child's assessments, oldest first.
pub async fn assessments(conn: &mut Conn, patient: &PatientId) -> Result<Vec<Assessment>> {
    let patient = patient.as_str();
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", patient_id, answers, outcome, reasons, at, by
           FROM competence_assessment WHERE patient_id = ? ORDER BY at, rowid"#,
        patient
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Assessment {
                id: row.id,
                patient_id: PatientId(row.patient_id),
                answers: serde_json::from_str(&row.answers)
                    .map_err(|_| StoreError::Unreadable("competence_assessment.answers"))?,
                outcome: Competence::from_code(&row.outcome)
                    .ok_or(StoreError::Unreadable("competence_assessment.outcome"))?,
                reasons: row.reasons,
                at: row.at,
                by: row.by,
            })
        })
        .collect()
}

/// Appends why a child's record is held.
pub async fn insert_found(conn: &mut Conn, found: &Found) -> Result<()> {
    let patient = found.patient_id.as_str();
    sqlx::query!(
        "INSERT INTO child_found (id, patient_id, how, why, at, by) VALUES (?, ?, ?, ?, ?, ?)",
        found.id,
        patient,
        found.how,
        found.why,
        found.at,
        found.by
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Why a child's record is held, oldest first.
pub async fn found(conn: &mut Conn, patient: &PatientId) -> Result<Vec<Found>> {
    let patient = patient.as_str();
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", patient_id, how, why, at, by FROM child_found WHERE patient_id = ? ORDER BY at, rowid"#,
        patient
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Found {
            id: row.id,
            patient_id: PatientId(row.patient_id),
            how: row.how,
            why: row.why,
            at: row.at,
            by: row.by,
        })
        .collect())
}
