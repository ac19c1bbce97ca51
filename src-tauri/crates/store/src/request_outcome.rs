//! `request_adult`, `request_outcome` and `deletion_queue`: on whose proof a request about a child rests, what became of it,
//! and which records wait to be deleted.

use frontdesk_domain::id::{ParentalId, PatientId, RequestId};

use crate::connection::Conn;
use crate::error::{Result, StoreError};

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestOutcome {
    /// Id.
    pub id: String,
    /// Which request.
    pub request_id: RequestId,
    /// `released`, `queued`, `corrected` or `refused`.
    pub outcome: String,
    /// Why.
    pub reason: String,
    /// The adult's record it rests on.
    pub parental_id: Option<ParentalId>,
    /// The health professional's opinion, whose and what.
    pub opinion: Option<String>,
    /// What was decided about other people's data.
    pub others: Option<String>,
    /// What was found in the places outside this desk.
    pub elsewhere: Option<String>,
    /// Why a release without the child's word is evidently best for the child.
    pub best_interests: Option<String>,
    /// Tables that were held back.
    pub held_back: Vec<String>,
    /// SHA-256 of the response, lower-case hex.
    pub pdf_sha256: Option<String>,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id.
    pub by: String,
}

/// The adult a request is linked to, or was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// The adult.
    pub adult_id: String,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id.
    pub by: String,
}

/// Links a request to an adult.
pub async fn link(conn: &mut Conn, id: &str, request: &RequestId, linked: &Linked) -> Result<()> {
    let request = request.as_str();
    sqlx::query!(
        "INSERT INTO request_adult (id, request_id, adult_id, at, by) VALUES (?, ?, ?, ?, ?)",
        id,
        request,
        linked.adult_id,
        linked.at,
        linked.by
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The adults a request was linked to, oldest first; the last counts.
pub async fn links(conn: &mut Conn, request: &RequestId) -> Result<Vec<Linked>> {
    let request = request.as_str();
    Ok(sqlx::query_as!(
        Linked,
        "SELECT adult_id, at, by FROM request_adult WHERE request_id = ? ORDER BY at, rowid",
        request
    )
    .fetch_all(conn)
    .await?)
}

/// Appends an outcome; `pdf` is the response that was released, with its pages.
pub async fn insert(conn: &mut Conn, outcome: &RequestOutcome, pdf: Option<&[u8]>, pages: Option<u32>) -> Result<()> {
    let (request, parental) = (outcome.request_id.as_str(), outcome.parental_id.as_ref().map(ParentalId::as_str));
    let held_back =
        serde_json::to_string(&outcome.held_back).map_err(|_| StoreError::Unreadable("request_outcome.held_back"))?;
    sqlx::query!(
        "INSERT INTO request_outcome (id, request_id, outcome, reason, parental_id, opinion, others, elsewhere, best_interests,
           held_back, pdf_sha256, at, by, pages, pdf)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        outcome.id, request, outcome.outcome, outcome.reason, parental, outcome.opinion, outcome.others, outcome.elsewhere,
        outcome.best_interests, held_back, outcome.pdf_sha256, outcome.at, outcome.by, pages, pdf
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What became of a patient's requests, oldest first.
pub async fn for_patient(conn: &mut Conn, patient: &PatientId) -> Result<Vec<RequestOutcome>> {
    let patient = patient.as_str();
    let rows = sqlx::query!(
        r#"SELECT o.id AS "id!", o.request_id, o.outcome, o.reason, o.parental_id, o.opinion, o.others, o.elsewhere,
             o.best_interests, o.held_back, o.pdf_sha256, o.at, o.by
           FROM request_outcome o JOIN rights_request r ON r.id = o.request_id
           WHERE r.patient_id = ? ORDER BY o.at, o.rowid"#,
        patient
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(RequestOutcome {
                id: row.id,
                request_id: RequestId(row.request_id),
                outcome: row.outcome,
                reason: row.reason,
                parental_id: row.parental_id.map(ParentalId),
                opinion: row.opinion,
                others: row.others,
                elsewhere: row.elsewhere,
                best_interests: row.best_interests,
                held_back: serde_json::from_str(&row.held_back)
                    .map_err(|_| StoreError::Unreadable("request_outcome.held_back"))?,
                pdf_sha256: row.pdf_sha256,
                at: row.at,
                by: row.by,
            })
        })
        .collect()
}

/// The response that was released, byte for byte, and its number of pages.
pub async fn released(conn: &mut Conn, outcome: &str) -> Result<Option<(Vec<u8>, u32)>> {
    let row = sqlx::query!(r#"SELECT pdf, pages AS "pages: u32" FROM request_outcome WHERE id = ?"#, outcome)
        .fetch_optional(conn)
        .await?;
    Ok(row.and_then(|row| Some((row.pdf?, row.pages?))))
}

/// A record that waits to be deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// For which request.
    pub request_id: RequestId,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id.
    pub by: String,
}

/// Puts a patient's record in the queue of those to be deleted.
pub async fn queue(conn: &mut Conn, id: &str, patient: &PatientId, queued: &Queued) -> Result<()> {
    let (patient, request) = (patient.as_str(), queued.request_id.as_str());
    sqlx::query!(
        "INSERT INTO deletion_queue (id, patient_id, request_id, at, by) VALUES (?, ?, ?, ?, ?)",
        id,
        patient,
        request,
        queued.at,
        queued.by
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The deletions a patient's record waits for, oldest first: while there is one, the record is held and not used.
pub async fn queued(conn: &mut Conn, patient: &PatientId) -> Result<Vec<Queued>> {
    let patient = patient.as_str();
    let rows =
        sqlx::query!("SELECT request_id, at, by FROM deletion_queue WHERE patient_id = ? ORDER BY at, rowid", patient)
            .fetch_all(conn)
            .await?;
    Ok(rows.into_iter().map(|row| Queued { request_id: RequestId(row.request_id), at: row.at, by: row.by }).collect())
}
