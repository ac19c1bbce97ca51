//! `identity_check`: how a patient's identity was looked at, seen and not copied. Appended, never changed.

use frontdesk_domain::id::PatientId;

use crate::connection::Conn;
use crate::error::Result;
use crate::made_on::{self, MadeOn};
use crate::patient::Patient;

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
    /// Which of the record's names it was compared with: `record`, `former`, `latin` or `preferred`.
    pub name_source: Option<String>,
    /// The date of birth on the document is the record's.
    pub born_match: Option<bool>,
    /// `yes`, `no` or `unsure`.
    pub likeness: Option<String>,
    /// The PASS hologram was seen.
    pub hologram: Option<bool>,
    /// A digital check's result: `confirmed`, `not-confirmed` or `phone-only`.
    pub digital_result: Option<String>,
    /// Last four characters of an eVisa's share code; issuer, last four and expiry are then the passport's beside it.
    pub share_code: Option<String>,
    /// The day the share code was made, YYYY-MM-DD.
    pub share_made: Option<String>,
    /// The driver number beside the record: `agrees`, `differs`, `misread` or `by-hand`.
    pub licence_check: Option<String>,
    /// The parts of it that disagree, as codes apart by spaces.
    pub licence_differs: Option<String>,
    /// The NHS number on a letter or card beside the record: `same`, `differs`, `not-held`, `misread` or `other-patient`.
    pub nhs_check: Option<String>,
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

impl IdentityCheck {
    /// A check of which nothing is answered yet.
    pub fn blank(id: String, patient_id: PatientId) -> Self {
        IdentityCheck {
            id,
            patient_id,
            arrival_id: None,
            method: String::new(),
            document: None,
            issuer: None,
            last_four: None,
            expiry: None,
            zone: None,
            name_match: None,
            name_source: None,
            born_match: None,
            likeness: None,
            hologram: None,
            digital_result: None,
            share_code: None,
            share_made: None,
            licence_check: None,
            licence_differs: None,
            nhs_check: None,
            earlier_check: None,
            vouched_by: None,
            outcome: String::new(),
            purpose: String::new(),
            note: None,
            at: String::new(),
            by: String::new(),
        }
    }
}

/// Appends a check, made on the name and date of birth that the record has now.
pub async fn insert(conn: &mut Conn, check: &IdentityCheck) -> Result<()> {
    let patient = check.patient_id.as_str();
    sqlx::query!(
        "INSERT INTO identity_check (id, patient_id, arrival_id, method, document, issuer, last_four, expiry, zone, name_match,
           name_source, born_match, likeness, hologram, digital_result, share_code, share_made, licence_check, licence_differs,
           nhs_check, earlier_check, vouched_by, outcome, purpose, note, at, by, checked_surname, checked_given_names, checked_born)
         SELECT ?, id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, surname, given_names, born
         FROM patient WHERE id = ?",
        check.id, check.arrival_id, check.method, check.document, check.issuer, check.last_four, check.expiry,
        check.zone, check.name_match, check.name_source, check.born_match, check.likeness, check.hologram,
        check.digital_result, check.share_code, check.share_made, check.licence_check, check.licence_differs,
        check.nhs_check, check.earlier_check, check.vouched_by,
        check.outcome, check.purpose, check.note, check.at, check.by, patient
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Every check of a patient, oldest first: also those made on another name or date of birth than the record has now.
pub async fn for_patient(conn: &mut Conn, patient: &PatientId) -> Result<Vec<IdentityCheck>> {
    let patient = patient.as_str();
    Ok(sqlx::query_as!(
        IdentityCheck,
        r#"SELECT id AS "id!", patient_id, arrival_id, method, document, issuer, last_four, expiry, zone, name_match,
             name_source, born_match AS "born_match: bool", likeness, hologram AS "hologram: bool", digital_result, share_code,
             share_made, licence_check, licence_differs, nhs_check, earlier_check, vouched_by, outcome, purpose, note, at, by
           FROM identity_check WHERE patient_id = ? ORDER BY at, rowid"#,
        patient
    )
    .fetch_all(conn)
    .await?)
}

/// A check by id.
pub async fn get(conn: &mut Conn, id: &str) -> Result<Option<IdentityCheck>> {
    Ok(sqlx::query_as!(
        IdentityCheck,
        r#"SELECT id AS "id!", patient_id, arrival_id, method, document, issuer, last_four, expiry, zone, name_match,
             name_source, born_match AS "born_match: bool", likeness, hologram AS "hologram: bool", digital_result, share_code,
             share_made, licence_check, licence_differs, nhs_check, earlier_check, vouched_by, outcome, purpose, note, at, by
           FROM identity_check WHERE id = ?"#,
        id
    )
    .fetch_optional(conn)
    .await?)
}

/// Whom each of a patient's checks was made on.
pub async fn made_on(conn: &mut Conn, patient: &PatientId) -> Result<MadeOn> {
    let patient = patient.as_str();
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", checked_surname AS "surname!", checked_given_names AS "given_names!", checked_born AS "born!"
           FROM identity_check WHERE patient_id = ?"#,
        patient
    )
    .fetch_all(conn)
    .await?;
    made_on::of(rows.into_iter().map(|row| (row.id, row.surname, row.given_names, row.born)))
}

/// A patient's checks that count, oldest first.
pub async fn counting(conn: &mut Conn, patient: &Patient) -> Result<Vec<IdentityCheck>> {
    let made_on = made_on(&mut *conn, &patient.id).await?;
    let mut checks = for_patient(conn, &patient.id).await?;
    made_on::keep(&mut checks, &made_on, &patient.particulars, |check| &check.id);
    Ok(checks)
}
