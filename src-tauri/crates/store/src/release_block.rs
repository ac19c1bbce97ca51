//! `release_block` and `release_block_answer`: what blocks a release about a child, and the practice manager's reasons.

use frontdesk_domain::id::{PatientId, RequestId};
use frontdesk_domain::parental::{BlockAnswer, BlockKind};

use crate::connection::Conn;
use crate::error::{Result, StoreError};

/// A block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Id.
    pub id: String,
    /// The child.
    pub patient_id: PatientId,
    /// Which.
    pub kind: BlockKind,
    /// What it is about.
    pub detail: String,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id.
    pub by: String,
}

/// What was made of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Id.
    pub id: String,
    /// Which block.
    pub block_id: String,
    /// What.
    pub answer: BlockAnswer,
    /// The request it may go on for.
    pub request_id: Option<RequestId>,
    /// Why.
    pub reason: String,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id.
    pub by: String,
}

/// Appends a block.
pub async fn insert(conn: &mut Conn, block: &Block) -> Result<()> {
    let (patient, kind) = (block.patient_id.as_str(), block.kind.code());
    sqlx::query!(
        "INSERT INTO release_block (id, patient_id, kind, detail, at, by) VALUES (?, ?, ?, ?, ?, ?)",
        block.id,
        patient,
        kind,
        block.detail,
        block.at,
        block.by
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Appends an answer.
pub async fn answer(conn: &mut Conn, answered: &Answered) -> Result<()> {
    let (answer, request) = (answered.answer.code(), answered.request_id.as_ref().map(RequestId::as_str));
    sqlx::query!(
        "INSERT INTO release_block_answer (id, block_id, answer, request_id, reason, at, by) VALUES (?, ?, ?, ?, ?, ?, ?)",
        answered.id,
        answered.block_id,
        answer,
        request,
        answered.reason,
        answered.at,
        answered.by
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whose block it is.
pub async fn patient_of(conn: &mut Conn, block: &str) -> Result<Option<PatientId>> {
    let patient =
        sqlx::query_scalar!("SELECT patient_id FROM release_block WHERE id = ?", block).fetch_optional(conn).await?;
    Ok(patient.map(PatientId))
}

/// A child's blocks, oldest first.
pub async fn for_patient(conn: &mut Conn, patient: &PatientId) -> Result<Vec<Block>> {
    let patient = patient.as_str();
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", patient_id, kind, detail, at, by FROM release_block WHERE patient_id = ? ORDER BY at, rowid"#,
        patient
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Block {
                id: row.id,
                patient_id: PatientId(row.patient_id),
                kind: BlockKind::from_code(&row.kind).ok_or(StoreError::Unreadable("release_block.kind"))?,
                detail: row.detail,
                at: row.at,
                by: row.by,
            })
        })
        .collect()
}

/// The answers to a child's blocks, oldest first.
pub async fn answers(conn: &mut Conn, patient: &PatientId) -> Result<Vec<Answered>> {
    let patient = patient.as_str();
    let rows = sqlx::query!(
        r#"SELECT a.id AS "id!", a.block_id, a.answer, a.request_id, a.reason, a.at, a.by
           FROM release_block_answer a JOIN release_block b ON b.id = a.block_id
           WHERE b.patient_id = ? ORDER BY a.at, a.rowid"#,
        patient
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Answered {
                id: row.id,
                block_id: row.block_id,
                answer: BlockAnswer::from_code(&row.answer)
                    .ok_or(StoreError::Unreadable("release_block_answer.answer"))?,
                request_id: row.request_id.map(RequestId),
                reason: row.reason,
                at: row.at,
                by: row.by,
            })
        })
        .collect()
}
