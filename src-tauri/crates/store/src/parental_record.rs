//! `parental_record` and `parental_decision`: what an adult showed, and what the practice manager made of it.
//! Appended; a later record names the one it goes on from.

use frontdesk_domain::id::{ParentalId, PatientId};
use frontdesk_domain::parental::{ChildView, Claim, Evidence, Orders, ParentalForm};

use crate::connection::Conn;
use crate::error::{Result, StoreError};

/// One record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParentalRecord {
    /// Id.
    pub id: ParentalId,
    /// The child.
    pub patient_id: PatientId,
    /// What was claimed, seen and answered.
    pub form: ParentalForm,
    /// `complete`, `incomplete`, `stopped`, `no-standing` or `manager-judges`, as it stood when written.
    pub standing: String,
    /// The record this one goes on from.
    pub replaces: Option<ParentalId>,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id.
    pub by: String,
}

/// A practice manager's decision on a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParentalDecision {
    /// Id.
    pub id: String,
    /// The record decided.
    pub parental_id: ParentalId,
    /// `proved`, `not-proved` or `referred`.
    pub decision: String,
    /// In words.
    pub reason: String,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id.
    pub by: String,
}

fn kept(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// Appends a record. The form must have been checked: a capacity is claimed.
pub async fn insert(conn: &mut Conn, record: &ParentalRecord) -> Result<()> {
    let form = &record.form;
    let (id, patient) = (record.id.as_str(), record.patient_id.as_str());
    let name = form.requester_name.trim();
    let (document, last_four, note) =
        (kept(&form.requester_document), kept(&form.requester_last_four), kept(&form.note));
    let capacity = form.capacity.map(Claim::code);
    let evidence: Vec<&str> = form.evidence.iter().map(|paper| paper.code()).collect();
    let evidence = serde_json::to_string(&evidence).map_err(|_| StoreError::Unreadable("parental_record.evidence"))?;
    let (orders, child_view) = (form.orders.map(Orders::code), form.child_view.map(ChildView::code));
    let replaces = record.replaces.as_ref().map(ParentalId::as_str);
    sqlx::query!(
        "INSERT INTO parental_record (id, patient_id, requester_name, requester_document, requester_last_four, capacity,
           evidence, child_matches, orders, child_view, standing, note, replaces, at, by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id, patient, name, document, last_four, capacity, evidence, form.child_matches, orders, child_view,
        record.standing, note, replaces, record.at, record.by
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A child's records, oldest first.
pub async fn for_patient(conn: &mut Conn, patient: &PatientId) -> Result<Vec<ParentalRecord>> {
    let patient = patient.as_str();
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", patient_id, requester_name, requester_document, requester_last_four, capacity, evidence,
             child_matches AS "child_matches: bool", orders, child_view, standing, note, replaces, at, by
           FROM parental_record WHERE patient_id = ? ORDER BY at, rowid"#,
        patient
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let papers: Vec<String> =
                serde_json::from_str(&row.evidence).map_err(|_| StoreError::Unreadable("parental_record.evidence"))?;
            let evidence = papers.iter().map(|code| known(Evidence::from_code(code), "parental_record.evidence"));
            Ok(ParentalRecord {
                id: ParentalId(row.id),
                patient_id: PatientId(row.patient_id),
                form: ParentalForm {
                    requester_name: row.requester_name,
                    requester_document: row.requester_document.unwrap_or_default(),
                    requester_last_four: row.requester_last_four.unwrap_or_default(),
                    capacity: Some(known(Claim::from_code(&row.capacity), "parental_record.capacity")?),
                    evidence: evidence.collect::<Result<_>>()?,
                    child_matches: row.child_matches,
                    orders: row
                        .orders
                        .map(|code| known(Orders::from_code(&code), "parental_record.orders"))
                        .transpose()?,
                    child_view: row
                        .child_view
                        .map(|code| known(ChildView::from_code(&code), "parental_record.child_view"))
                        .transpose()?,
                    note: row.note.unwrap_or_default(),
                },
                standing: row.standing,
                replaces: row.replaces.map(ParentalId),
                at: row.at,
                by: row.by,
            })
        })
        .collect()
}

fn known<T>(value: Option<T>, column: &'static str) -> Result<T> {
    value.ok_or(StoreError::Unreadable(column))
}

/// Whose record it is.
pub async fn patient_of(conn: &mut Conn, record: &ParentalId) -> Result<Option<PatientId>> {
    let record = record.as_str();
    let patient =
        sqlx::query_scalar!("SELECT patient_id FROM parental_record WHERE id = ?", record).fetch_optional(conn).await?;
    Ok(patient.map(PatientId))
}

/// Appends a decision.
pub async fn decide(conn: &mut Conn, decision: &ParentalDecision) -> Result<()> {
    let record = decision.parental_id.as_str();
    sqlx::query!(
        "INSERT INTO parental_decision (id, parental_id, decision, reason, at, by) VALUES (?, ?, ?, ?, ?, ?)",
        decision.id,
        record,
        decision.decision,
        decision.reason,
        decision.at,
        decision.by
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The decisions on a child's records, oldest first.
pub async fn decisions_for_patient(conn: &mut Conn, patient: &PatientId) -> Result<Vec<ParentalDecision>> {
    let patient = patient.as_str();
    Ok(sqlx::query_as!(
        ParentalDecision,
        r#"SELECT d.id AS "id!", d.parental_id, d.decision, d.reason, d.at, d.by
           FROM parental_decision d JOIN parental_record r ON r.id = d.parental_id
           WHERE r.patient_id = ? ORDER BY d.at, d.rowid"#,
        patient
    )
    .fetch_all(conn)
    .await?)
}
