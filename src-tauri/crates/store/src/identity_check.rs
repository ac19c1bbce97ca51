//! `identity_check`: how a patient's identity was looked at, seen and not copied. Appended, never changed.

use frontdesk_domain::id::PatientId;

use crate::connection::Conn;
use crate::error::Result;

/// One check. Codes are those of the table's constraints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityCheck {
    /// Id.
    pub id: String,
    /// Whose.
    pub patient_id: PatientId,
    /// The arrival it belongs to.
    pub arrival_id: Option<String>,
    /// `document`, `known` or `vouched`.
    pub method: String,
    /// Kind of document, e.g. `passport`; always there for `document`.
    pub document: Option<String>,
    /// Issuing state or body, as printed.
    pub issuer: Option<String>,
    /// Last four characters of the document's number, never more.
    pub last_four: Option<String>,
    /// Last day of the document, YYYY-MM-DD.
    pub expiry: Option<String>,
    /// What the check digits said: `pass`, `fail` or `by-hand`; none when no zone was read.
    pub zone: Option<String>,
    /// `match`, `check` or `differs`.
    pub name_match: Option<String>,
    /// The date of birth on the document is the record's.
    pub born_match: Option<bool>,
    /// `yes`, `no` or `unsure`.
    pub likeness: Option<String>,
    /// The check that `known` leans on.
    pub earlier_check: Option<String>,
    /// The colleague who knows the person; always there for `vouched`.
    pub vouched_by: Option<String>,
    /// `confirmed` or `not-confirmed`.
    pub outcome: String,
    /// Why the clinic looked, e.g. `check-in`.
    pub purpose: String,
    /// A note.
    pub note: Option<String>,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id.
    pub by: String,
}

/// Appends a check.
pub async fn insert(conn: &mut Conn, check: &IdentityCheck) -> Result<()> {
    let patient = check.patient_id.as_str();
    sqlx::query!(
        "INSERT INTO identity_check (id, patient_id, arrival_id, method, document, issuer, last_four, expiry, zone, name_match,
           born_match, likeness, earlier_check, vouched_by, outcome, purpose, note, at, by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        check.id, patient, check.arrival_id, check.method, check.document, check.issuer, check.last_four, check.expiry,
        check.zone, check.name_match, check.born_match, check.likeness, check.earlier_check, check.vouched_by,
        check.outcome, check.purpose, check.note, check.at, check.by
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A patient's checks, oldest first.
pub async fn for_patient(conn: &mut Conn, patient: &PatientId) -> Result<Vec<IdentityCheck>> {
    let patient = patient.as_str();
    Ok(sqlx::query_as!(
        IdentityCheck,
        r#"SELECT id AS "id!", patient_id, arrival_id, method, document, issuer, last_four, expiry, zone, name_match,
             born_match AS "born_match: bool", likeness, earlier_check, vouched_by, outcome, purpose, note, at, by
           FROM identity_check WHERE patient_id = ? ORDER BY at, rowid"#,
        patient
    )
    .fetch_all(conn)
    .await?)
}
