//! `rights_request` and `rights_request_event`: what was asked for, and what happened since. Both only grow.

use chrono::NaiveDate;
use frontdesk_domain::clock::Right;
use frontdesk_domain::id::{PatientId, RequestId};

use crate::connection::Conn;
use crate::error::{Result, StoreError};

/// A request as logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RightsRequest {
    /// Id.
    pub id: RequestId,
    /// e.g. `R-2026-001`, or `C-2026-001` for a complaint.
    pub reference: String,
    /// Whose data.
    pub patient_id: PatientId,
    /// Which right.
    pub right: Right,
    /// Local date it was received.
    pub received_on: NaiveDate,
    /// `in-person`, `phone`, `email`, `letter` or `other`.
    pub how: String,
    /// In their words.
    pub said: String,
    /// `patient`, `parent` or `agent`.
    pub made_by: String,
    /// Who, when it is not the patient.
    pub requester_name: Option<String>,
    /// The day identity was asked for.
    pub id_asked_on: Option<NaiveDate>,
    /// The day an agent's authority was asked for.
    pub authority_asked_on: Option<NaiveDate>,
    /// `email`, `post` or `collect`.
    pub reply_by: String,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id.
    pub by: String,
}

/// What can happen to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// Proof of identity came.
    IdReceived,
    /// Written authority came.
    AuthorityReceived,
    /// A fee was asked for.
    FeeAsked,
    /// It was paid.
    FeePaid,
    /// The desk asked which records are meant.
    ClarificationAsked,
    /// The answer came.
    ClarificationReplied,
    /// The person was told, with reasons, that two more months are needed.
    ExtensionTold,
    /// Answered and closed.
    Closed,
}

impl EventKind {
    /// The code the row keeps.
    pub fn code(self) -> &'static str {
        KINDS.iter().find(|(of, _)| *of == self).map_or("", |(_, code)| code)
    }
}

const KINDS: [(EventKind, &str); 8] = [
    (EventKind::IdReceived, "id-received"),
    (EventKind::AuthorityReceived, "authority-received"),
    (EventKind::FeeAsked, "fee-asked"),
    (EventKind::FeePaid, "fee-paid"),
    (EventKind::ClarificationAsked, "clarification-asked"),
    (EventKind::ClarificationReplied, "clarification-replied"),
    (EventKind::ExtensionTold, "extension-told"),
    (EventKind::Closed, "closed"),
];

const RIGHTS: [(Right, &str); 9] = [
    (Right::Access, "access"),
    (Right::Rectification, "rectification"),
    (Right::Erasure, "erasure"),
    (Right::Restriction, "restriction"),
    (Right::Portability, "portability"),
    (Right::Objection, "objection"),
    (Right::StopMarketing, "stop-marketing"),
    (Right::Withdraw, "withdraw"),
    (Right::Complaint, "complaint"),
];

/// The code the store keeps of a right; the window's own word for it.
pub fn right_code(right: Right) -> &'static str {
    RIGHTS.iter().find(|(of, _)| *of == right).map_or("access", |(_, code)| code)
}

/// Something that happened to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestEvent {
    /// Id.
    pub id: String,
    /// Which request.
    pub request_id: RequestId,
    /// What.
    pub kind: EventKind,
    /// Local date.
    pub day: NaiveDate,
    /// A note.
    pub note: Option<String>,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id.
    pub by: String,
}

struct Row {
    id: String,
    reference: String,
    patient_id: String,
    right: String,
    received_on: String,
    how: String,
    said: String,
    made_by: String,
    requester_name: Option<String>,
    id_asked_on: Option<String>,
    authority_asked_on: Option<String>,
    reply_by: String,
    at: String,
    by: String,
}

fn day(text: &str, column: &'static str) -> Result<NaiveDate> {
    text.parse().map_err(|_| StoreError::Unreadable(column))
}

impl Row {
    fn request(self) -> Result<RightsRequest> {
        let asked = |text: Option<String>, column| text.map(|text| day(&text, column)).transpose();
        Ok(RightsRequest {
            id: RequestId(self.id),
            reference: self.reference,
            patient_id: PatientId(self.patient_id),
            right: RIGHTS
                .iter()
                .find(|(_, code)| *code == self.right)
                .map(|(right, _)| *right)
                .ok_or(StoreError::Unreadable("rights_request.right"))?,
            received_on: day(&self.received_on, "rights_request.received_on")?,
            how: self.how,
            said: self.said,
            made_by: self.made_by,
            requester_name: self.requester_name,
            id_asked_on: asked(self.id_asked_on, "rights_request.id_asked_on")?,
            authority_asked_on: asked(self.authority_asked_on, "rights_request.authority_asked_on")?,
            reply_by: self.reply_by,
            at: self.at,
            by: self.by,
        })
    }
}

/// Logs a request.
pub async fn insert(conn: &mut Conn, request: &RightsRequest) -> Result<()> {
    let (id, patient, right) = (request.id.as_str(), request.patient_id.as_str(), right_code(request.right));
    let received = request.received_on.to_string();
    let (id_asked, authority_asked) =
        (request.id_asked_on.map(|day| day.to_string()), request.authority_asked_on.map(|day| day.to_string()));
    sqlx::query!(
        "INSERT INTO rights_request (id, reference, patient_id, right, received_on, how, said, made_by, requester_name,
           id_asked_on, authority_asked_on, reply_by, at, by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        request.reference,
        patient,
        right,
        received,
        request.how,
        request.said,
        request.made_by,
        request.requester_name,
        id_asked,
        authority_asked,
        request.reply_by,
        request.at,
        request.by
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A patient's requests, oldest first.
pub async fn for_patient(conn: &mut Conn, patient: &PatientId) -> Result<Vec<RightsRequest>> {
    let patient = patient.as_str();
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!", reference, patient_id, right, received_on, how, said, made_by, requester_name, id_asked_on,
             authority_asked_on, reply_by, at, by
           FROM rights_request WHERE patient_id = ? ORDER BY at, rowid"#,
        patient
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::request).collect()
}

/// One request.
pub async fn by_id(conn: &mut Conn, id: &RequestId) -> Result<Option<RightsRequest>> {
    let id = id.as_str();
    let row = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!", reference, patient_id, right, received_on, how, said, made_by, requester_name, id_asked_on,
             authority_asked_on, reply_by, at, by
           FROM rights_request WHERE id = ?"#,
        id
    )
    .fetch_optional(conn)
    .await?;
    row.map(Row::request).transpose()
}

/// Every request that is not closed, in the order received.
pub async fn open(conn: &mut Conn) -> Result<Vec<RightsRequest>> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!", reference, patient_id, right, received_on, how, said, made_by, requester_name, id_asked_on,
             authority_asked_on, reply_by, at, by
           FROM rights_request r
           WHERE NOT EXISTS (SELECT 1 FROM rights_request_event e WHERE e.request_id = r.id AND e.kind = 'closed')
           ORDER BY received_on, rowid"#
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::request).collect()
}

/// Adds what happened.
pub async fn add_event(conn: &mut Conn, event: &RequestEvent) -> Result<()> {
    let request = event.request_id.as_str();
    let kind = event.kind.code();
    let day = event.day.to_string();
    sqlx::query!(
        "INSERT INTO rights_request_event (id, request_id, kind, day, note, at, by) VALUES (?, ?, ?, ?, ?, ?, ?)",
        event.id,
        request,
        kind,
        day,
        event.note,
        event.at,
        event.by
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What happened to a request, in the order of the days.
pub async fn events(conn: &mut Conn, request: &RequestId) -> Result<Vec<RequestEvent>> {
    let request = request.as_str();
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", request_id, kind, day, note, at, by
           FROM rights_request_event WHERE request_id = ? ORDER BY day, rowid"#,
        request
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(RequestEvent {
                id: row.id,
                request_id: RequestId(row.request_id),
                kind: KINDS
                    .iter()
                    .find(|(_, code)| *code == row.kind)
                    .map(|(kind, _)| *kind)
                    .ok_or(StoreError::Unreadable("rights_request_event.kind"))?,
                day: day(&row.day, "rights_request_event.day")?,
                note: row.note,
                at: row.at,
                by: row.by,
            })
        })
        .collect()
}
