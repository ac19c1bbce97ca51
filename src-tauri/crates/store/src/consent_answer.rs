//! `consent_answer`: what was asked, word for word, and what was said. Appended, never changed.

use chrono::{DateTime, NaiveDate, Utc};
use frontdesk_domain::catalogue::MarketingChannel;
use frontdesk_domain::consent::{Answer, Capacity, Held, Method};
use frontdesk_domain::id::PatientId;

use crate::connection::Conn;
use crate::error::{Result, StoreError};
use crate::patient::day;

/// One answer with the exact wording it was given on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentAnswer {
    /// Id.
    pub id: String,
    /// Whose.
    pub patient_id: PatientId,
    /// The arrival it was given at.
    pub arrival_id: Option<String>,
    /// Purpose id of the catalogue.
    pub purpose: String,
    /// The marketing channel, when it is one.
    pub channel: Option<MarketingChannel>,
    /// What was said.
    pub answer: Answer,
    /// Wording id of the catalogue.
    pub wording_id: String,
    /// Its version.
    pub wording_version: u32,
    /// The question as asked.
    pub wording_question: String,
    /// The text as shown or read out.
    pub wording_text: String,
    /// Whether the wording had been approved by then.
    pub wording_approved: bool,
    /// Who spoke.
    pub capacity: Capacity,
    /// Their name, when it was not the patient.
    pub speaker: Option<String>,
    /// How the answer came.
    pub method: Method,
    /// The witness of a spoken answer.
    pub witness: Option<String>,
    /// The interpreter, if any.
    pub interpreter: Option<String>,
    /// Why it was taken back.
    pub reason: Option<String>,
    /// The date of birth on the record when it was given: what may be asked, and of whom, hangs on it. Taken from the
    /// record when it is kept; none before.
    pub checked_born: Option<NaiveDate>,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id.
    pub by: String,
}

impl ConsentAnswer {
    /// The answer as far as the rules need it.
    pub fn held(&self) -> Result<Held> {
        let at = DateTime::parse_from_rfc3339(&self.at).map_err(|_| StoreError::Unreadable("consent_answer.at"))?;
        Ok(Held {
            purpose: self.purpose.clone(),
            answer: self.answer,
            wording_version: self.wording_version,
            capacity: self.capacity,
            born: self.checked_born,
            at: at.with_timezone(&Utc),
        })
    }
}

const CHANNELS: [(MarketingChannel, &str); 4] = [
    (MarketingChannel::Email, "email"),
    (MarketingChannel::Text, "text"),
    (MarketingChannel::Phone, "phone"),
    (MarketingChannel::Post, "post"),
];
const CAPACITIES: [(Capacity, &str); 3] =
    [(Capacity::Patient, "patient"), (Capacity::Parent, "parent"), (Capacity::Attorney, "attorney")];
const METHODS: [(Method, &str); 4] = [
    (Method::OnScreen, "on-screen"),
    (Method::Written, "written"),
    (Method::VerbalWitnessed, "verbal-witnessed"),
    (Method::Phone, "phone"),
];

fn code_of<T: Copy + PartialEq>(table: &[(T, &'static str)], value: T) -> Option<&'static str> {
    table.iter().find(|(of, _)| *of == value).map(|(_, code)| *code)
}

/// The code of who spoke.
pub(crate) fn capacity_code(capacity: Capacity) -> Option<&'static str> {
    code_of(&CAPACITIES, capacity)
}

/// Who spoke, by the code of the column.
pub(crate) fn capacity_of(code: &str) -> Result<Capacity> {
    value_of(&CAPACITIES, code, "consent_answer.capacity")
}

fn value_of<T: Copy>(table: &[(T, &'static str)], code: &str, column: &'static str) -> Result<T> {
    table.iter().find(|(_, of)| *of == code).map(|(value, _)| *value).ok_or(StoreError::Unreadable(column))
}

/// Appends an answer, given on the date of birth that the record has now.
pub async fn insert(conn: &mut Conn, answer: &ConsentAnswer) -> Result<()> {
    let patient = answer.patient_id.as_str();
    let channel = answer.channel.and_then(|channel| code_of(&CHANNELS, channel));
    let (said, capacity, method) =
        (answer.answer.code(), code_of(&CAPACITIES, answer.capacity), code_of(&METHODS, answer.method));
    sqlx::query!(
        "INSERT INTO consent_answer (id, patient_id, arrival_id, purpose, channel, answer, wording_id, wording_version,
           wording_question, wording_text, wording_approved, capacity, speaker, method, witness, interpreter, reason, at, by, checked_born)
         SELECT ?, id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, born FROM patient WHERE id = ?",
        answer.id,
        answer.arrival_id,
        answer.purpose,
        channel,
        said,
        answer.wording_id,
        answer.wording_version,
        answer.wording_question,
        answer.wording_text,
        answer.wording_approved,
        capacity,
        answer.speaker,
        method,
        answer.witness,
        answer.interpreter,
        answer.reason,
        answer.at,
        answer.by,
        patient
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A patient's answers, oldest first.
pub async fn for_patient(conn: &mut Conn, patient: &PatientId) -> Result<Vec<ConsentAnswer>> {
    let patient = patient.as_str();
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", patient_id, arrival_id, purpose, channel, answer, wording_id, wording_version AS "wording_version: u32",
             wording_question, wording_text, wording_approved AS "wording_approved: bool", capacity, speaker, method, witness,
             interpreter, reason, checked_born AS "checked_born!", at, by
           FROM consent_answer WHERE patient_id = ? ORDER BY at, rowid"#,
        patient
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(ConsentAnswer {
                id: row.id,
                patient_id: PatientId(row.patient_id),
                arrival_id: row.arrival_id,
                purpose: row.purpose,
                channel: row.channel.map(|code| value_of(&CHANNELS, &code, "consent_answer.channel")).transpose()?,
                answer: Answer::from_code(&row.answer).ok_or(StoreError::Unreadable("consent_answer.answer"))?,
                wording_id: row.wording_id,
                wording_version: row.wording_version,
                wording_question: row.wording_question,
                wording_text: row.wording_text,
                wording_approved: row.wording_approved,
                capacity: capacity_of(&row.capacity)?,
                speaker: row.speaker,
                method: value_of(&METHODS, &row.method, "consent_answer.method")?,
                witness: row.witness,
                interpreter: row.interpreter,
                reason: row.reason,
                checked_born: Some(day(&row.checked_born)?),
                at: row.at,
                by: row.by,
            })
        })
        .collect()
}

/// Everybody with an answer to a purpose that may no longer stand: given on words older than `version`, given before
/// `before` (RFC 3339 UTC), by a parent, on another date of birth, or by somebody whose understanding was looked at. The rules
/// decide, on all the answers of each; this only leaves out who cannot be meant. By name.
pub async fn may_be_asked_again(
    conn: &mut Conn,
    purpose: &str,
    version: u32,
    before: Option<&str>,
) -> Result<Vec<PatientId>> {
    let ids = sqlx::query_scalar!(
        r#"SELECT p.id AS "id!" FROM patient p WHERE p.id IN (
             SELECT a.patient_id FROM consent_answer a
             WHERE a.purpose = ?1 AND (a.wording_version < ?2 OR a.capacity = 'parent' OR a.at < ?3 OR a.checked_born <> (
               SELECT q.born FROM patient q WHERE q.id = a.patient_id))
               AND NOT EXISTS (SELECT 1 FROM consent_answer b WHERE b.patient_id = a.patient_id AND b.purpose = a.purpose
                 AND (b.at > a.at OR (b.at = a.at AND b.rowid > a.rowid)))
             UNION SELECT c.patient_id FROM competence_assessment c)
           ORDER BY p.surname, p.given_names"#,
        purpose,
        version,
        before
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(PatientId).collect())
}

/// Everybody who ever answered about a channel.
pub async fn answered_channel(conn: &mut Conn, channel: MarketingChannel) -> Result<Vec<PatientId>> {
    let channel = channel.code();
    let ids = sqlx::query_scalar!(
        r#"SELECT DISTINCT patient_id AS "id!" FROM consent_answer WHERE channel = ? ORDER BY patient_id"#,
        channel
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(PatientId).collect())
}
