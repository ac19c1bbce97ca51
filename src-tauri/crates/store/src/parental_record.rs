//! `parental_record` and `parental_decision`: what an adult showed, and what the practice manager made of it.
//! Appended; a later record of the same adult names the one it goes on from.

use chrono::NaiveDate;
use frontdesk_domain::id::{ParentalId, PatientId};
use frontdesk_domain::identity_document::{DigitalResult, DocumentKind, LikenessAnswer};
use frontdesk_domain::parental::{Claim, Evidence, Orders, ParentalVerdict};

use crate::connection::Conn;
use crate::error::{Result, StoreError};

/// The adult's own identity check. Seen, not copied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requester {
    /// Given names; empty for a record made before they were asked.
    pub given_names: String,
    /// Surname.
    pub surname: String,
    /// Date of birth.
    pub born: Option<NaiveDate>,
    /// The document shown.
    pub document: Option<DocumentKind>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Last four characters of its number.
    pub last_four: Option<String>,
    /// Its last day.
    pub expiry: Option<NaiveDate>,
    /// `pass`, `fail` or `by-hand`, where the zone was read.
    pub zone: Option<String>,
    /// Name and date of birth on it are the ones they say.
    pub matches: Option<bool>,
    /// The photograph.
    pub likeness: Option<LikenessAnswer>,
    /// The PASS hologram was seen.
    pub hologram: Option<bool>,
    /// A digital check's result.
    pub digital_result: Option<DigitalResult>,
    /// The check confirmed them on the day it was made.
    pub identified: bool,
}

impl Requester {
    /// "Siobhán Brennan".
    pub fn name(&self) -> String {
        format!("{} {}", self.given_names, self.surname).trim().to_string()
    }
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParentalRecord {
    /// Id.
    pub id: ParentalId,
    /// The child.
    pub patient_id: PatientId,
    /// The adult: the id of their first record.
    pub adult_id: String,
    /// Who they are.
    pub requester: Requester,
    /// What they say they are to the child.
    pub capacity: Claim,
    /// The papers seen.
    pub evidence: Vec<Evidence>,
    /// The child's name, date of birth and address match the record.
    pub child_matches: Option<bool>,
    /// The answer about court orders; none when it was not asked.
    pub orders: Option<Orders>,
    /// What the order says.
    pub orders_note: Option<String>,
    /// How far it had come when it was written.
    pub verdict: ParentalVerdict,
    /// For the practice manager.
    pub note: Option<String>,
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
    /// The day to look again.
    pub review_on: Option<NaiveDate>,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id.
    pub by: String,
}

fn kept(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// Appends a record.
pub async fn insert(conn: &mut Conn, record: &ParentalRecord) -> Result<()> {
    let (id, patient, is) = (record.id.as_str(), record.patient_id.as_str(), &record.requester);
    let evidence: Vec<&str> = record.evidence.iter().map(|paper| paper.code()).collect();
    let evidence = serde_json::to_string(&evidence).map_err(|_| StoreError::Unreadable("parental_record.evidence"))?;
    let (born, expiry) = (is.born.map(|day| day.to_string()), is.expiry.map(|day| day.to_string()));
    let (document, likeness) = (is.document.map(DocumentKind::code), is.likeness.map(LikenessAnswer::code));
    let (issuer, last_four) = (kept(is.issuer.as_ref()), kept(is.last_four.as_ref()));
    let digital = is.digital_result.map(DigitalResult::code);
    let (capacity, orders, verdict) = (record.capacity.code(), record.orders.map(Orders::code), record.verdict.code());
    let (orders_note, note) = (kept(record.orders_note.as_ref()), kept(record.note.as_ref()));
    let replaces = record.replaces.as_ref().map(ParentalId::as_str);
    sqlx::query!(
        "INSERT INTO parental_record (id, patient_id, adult_id, given_names, surname, born, document, issuer, last_four,
           expiry, zone, matches, likeness, hologram, digital_result, identified, capacity, evidence, child_matches, orders,
           orders_note, verdict, note, replaces, at, by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id, patient, record.adult_id, is.given_names, is.surname, born, document, issuer, last_four, expiry, is.zone,
        is.matches, likeness, is.hologram, digital, is.identified, capacity, evidence, record.child_matches, orders,
        orders_note, verdict, note, replaces, record.at, record.by
    )
    .execute(conn)
    .await?;
    Ok(())
}

struct Row {
    id: String,
    patient_id: String,
    adult_id: String,
    given_names: String,
    surname: String,
    born: Option<String>,
    document: Option<String>,
    issuer: Option<String>,
    last_four: Option<String>,
    expiry: Option<String>,
    zone: Option<String>,
    matches: Option<bool>,
    likeness: Option<String>,
    hologram: Option<bool>,
    digital_result: Option<String>,
    identified: bool,
    capacity: String,
    evidence: String,
    child_matches: Option<bool>,
    orders: Option<String>,
    orders_note: Option<String>,
    verdict: String,
    note: Option<String>,
    replaces: Option<String>,
    at: String,
    by: String,
}

fn known<T>(value: Option<T>, column: &'static str) -> Result<T> {
    value.ok_or(StoreError::Unreadable(column))
}

fn coded<T>(text: Option<String>, of: fn(&str) -> Option<T>, column: &'static str) -> Result<Option<T>> {
    text.map(|code| known(of(&code), column)).transpose()
}

fn day(text: Option<String>, column: &'static str) -> Result<Option<NaiveDate>> {
    text.map(|day| known(day.parse().ok(), column)).transpose()
}

impl TryFrom<Row> for ParentalRecord {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<ParentalRecord> {
        let papers: Vec<String> =
            serde_json::from_str(&row.evidence).map_err(|_| StoreError::Unreadable("parental_record.evidence"))?;
        let evidence = papers.iter().map(|code| known(Evidence::from_code(code), "parental_record.evidence"));
        Ok(ParentalRecord {
            id: ParentalId(row.id),
            patient_id: PatientId(row.patient_id),
            adult_id: row.adult_id,
            requester: Requester {
                given_names: row.given_names,
                surname: row.surname,
                born: day(row.born, "parental_record.born")?,
                document: coded(row.document, DocumentKind::from_code, "parental_record.document")?,
                issuer: row.issuer,
                last_four: row.last_four,
                expiry: day(row.expiry, "parental_record.expiry")?,
                zone: row.zone,
                matches: row.matches,
                likeness: coded(row.likeness, LikenessAnswer::from_code, "parental_record.likeness")?,
                hologram: row.hologram,
                digital_result: coded(row.digital_result, DigitalResult::from_code, "parental_record.digital_result")?,
                identified: row.identified,
            },
            capacity: known(Claim::from_code(&row.capacity), "parental_record.capacity")?,
            evidence: evidence.collect::<Result<_>>()?,
            child_matches: row.child_matches,
            orders: coded(row.orders, Orders::from_code, "parental_record.orders")?,
            orders_note: row.orders_note,
            verdict: known(ParentalVerdict::from_code(&row.verdict), "parental_record.verdict")?,
            note: row.note,
            replaces: row.replaces.map(ParentalId),
            at: row.at,
            by: row.by,
        })
    }
}

/// A child's records, oldest first.
pub async fn for_patient(conn: &mut Conn, patient: &PatientId) -> Result<Vec<ParentalRecord>> {
    let patient = patient.as_str();
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!", patient_id, adult_id, given_names, surname, born, document, issuer, last_four, expiry, zone,
             matches AS "matches: bool", likeness, hologram AS "hologram: bool", digital_result,
             identified AS "identified: bool", capacity, evidence, child_matches AS "child_matches: bool", orders,
             orders_note, verdict, note, replaces, at, by
           FROM parental_record WHERE patient_id = ? ORDER BY at, rowid"#,
        patient
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(ParentalRecord::try_from).collect()
}

/// Every record between two instants, newest first: `from` included, `until` not; at most `limit`.
pub async fn between(conn: &mut Conn, from: &str, until: &str, limit: i64) -> Result<Vec<ParentalRecord>> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!", patient_id, adult_id, given_names, surname, born, document, issuer, last_four, expiry, zone,
             matches AS "matches: bool", likeness, hologram AS "hologram: bool", digital_result,
             identified AS "identified: bool", capacity, evidence, child_matches AS "child_matches: bool", orders,
             orders_note, verdict, note, replaces, at, by
           FROM parental_record WHERE (? = '' OR at >= ?) AND (? = '' OR at < ?) ORDER BY at DESC, rowid DESC LIMIT ?"#,
        from,
        from,
        until,
        until,
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(ParentalRecord::try_from).collect()
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
    let review_on = decision.review_on.map(|day| day.to_string());
    sqlx::query!(
        "INSERT INTO parental_decision (id, parental_id, decision, reason, review_on, at, by) VALUES (?, ?, ?, ?, ?, ?, ?)",
        decision.id,
        record,
        decision.decision,
        decision.reason,
        review_on,
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
    let rows = sqlx::query!(
        r#"SELECT d.id AS "id!", d.parental_id, d.decision, d.reason, d.review_on, d.at, d.by
           FROM parental_decision d JOIN parental_record r ON r.id = d.parental_id
           WHERE r.patient_id = ? ORDER BY d.at, d.rowid"#,
        patient
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(ParentalDecision {
                id: row.id,
                parental_id: ParentalId(row.parental_id),
                decision: row.decision,
                reason: row.reason,
                review_on: day(row.review_on, "parental_decision.review_on")?,
                at: row.at,
                by: row.by,
            })
        })
        .collect()
}
