//! `consent_paper` and what hangs on it: the questions printed, what became of the paper, the answers it shows.

use chrono::NaiveDate;
use frontdesk_domain::id::PatientId;

use crate::connection::Conn;
use crate::error::{Result, StoreError};
use crate::patient::day;

/// A form as made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentPaper {
    /// The number on every page: eight characters of base 32.
    pub id: String,
    /// Code of the form, such as `CF-laser`.
    pub form: String,
    /// Version as the page's code has it, such as `3-20261102`.
    pub version: String,
    /// Treatment id of the catalogue.
    pub treatment: String,
    /// Whose particulars stand on it; none on a blank form.
    pub patient_id: Option<PatientId>,
    /// The visit it was made for.
    pub arrival_id: Option<String>,
    /// In large print.
    pub large: bool,
    /// Pages it has.
    pub pages: u32,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id.
    pub by: String,
}

/// A question printed on a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Purpose id of the catalogue.
    pub purpose: String,
    /// Wording id of the catalogue.
    pub wording_id: String,
    /// Its version.
    pub wording_version: u32,
}

/// What became of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// Sent to a printer or saved as a file.
    Sent,
    /// A blank one was given its patient, and their visit.
    Assigned { patient_id: PatientId, arrival_id: Option<String> },
    /// Its answers were recorded at this visit.
    Recorded { arrival_id: String },
    /// Nothing is recorded from it, with why.
    Closed { reason: String },
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What.
    pub kind: EventKind,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id.
    pub by: String,
}

/// A paper as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The paper.
    pub paper: ConsentPaper,
    /// Whose it is: as printed or as assigned.
    pub patient: Option<ListedPatient>,
    /// Page numbers that are back, each once, in order.
    pub back: Vec<u32>,
    /// When it was last sent to a printer or a file.
    pub sent_at: Option<String>,
    /// `recorded` or `closed`, and when.
    pub ended: Option<(String, String)>,
}

/// Who somebody is, in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedPatient {
    /// Id.
    pub id: PatientId,
    /// Reference.
    pub reference: String,
    /// "Surname, Given".
    pub name: String,
    /// Date of birth.
    pub born: NaiveDate,
}

struct Row {
    id: String,
    form: String,
    version: String,
    treatment: String,
    patient_id: Option<String>,
    arrival_id: Option<String>,
    size: String,
    pages: u32,
    at: String,
    by: String,
}

impl From<Row> for ConsentPaper {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            form: row.form,
            version: row.version,
            treatment: row.treatment,
            patient_id: row.patient_id.map(PatientId),
            arrival_id: row.arrival_id,
            large: row.size == "large",
            pages: row.pages,
            at: row.at,
            by: row.by,
        }
    }
}

/// Keeps a made form with its questions.
pub async fn insert(conn: &mut Conn, paper: &ConsentPaper, questions: &[Question]) -> Result<()> {
    let patient = paper.patient_id.as_ref().map(PatientId::as_str);
    let size = if paper.large { "large" } else { "normal" };
    sqlx::query!(
        "INSERT INTO consent_paper (id, form, version, treatment, patient_id, arrival_id, size, pages, at, by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        paper.id,
        paper.form,
        paper.version,
        paper.treatment,
        patient,
        paper.arrival_id,
        size,
        paper.pages,
        paper.at,
        paper.by
    )
    .execute(&mut *conn)
    .await?;
    for (place, question) in (1i64..).zip(questions) {
        sqlx::query!(
            "INSERT INTO consent_paper_question (paper_id, place, purpose, wording_id, wording_version) VALUES (?, ?, ?, ?, ?)",
            paper.id,
            place,
            question.purpose,
            question.wording_id,
            question.wording_version
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// A paper by its number.
pub async fn get(conn: &mut Conn, id: &str) -> Result<Option<ConsentPaper>> {
    let row = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!", form, version, treatment, patient_id, arrival_id, size, pages AS "pages: u32", at, by
           FROM consent_paper WHERE id = ?"#,
        id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(ConsentPaper::from))
}

/// Its questions in their order.
pub async fn questions(conn: &mut Conn, id: &str) -> Result<Vec<Question>> {
    Ok(sqlx::query_as!(
        Question,
        r#"SELECT purpose, wording_id, wording_version AS "wording_version: u32"
           FROM consent_paper_question WHERE paper_id = ? ORDER BY place"#,
        id
    )
    .fetch_all(conn)
    .await?)
}

/// Appends what became of a paper.
pub async fn append(conn: &mut Conn, paper_id: &str, event: &Event) -> Result<()> {
    let (kind, patient, arrival, reason) = match &event.kind {
        EventKind::Sent => ("sent", None, None, None),
        EventKind::Assigned { patient_id, arrival_id } => {
            ("assigned", Some(patient_id.as_str()), arrival_id.as_deref(), None)
        }
        EventKind::Recorded { arrival_id } => ("recorded", None, Some(arrival_id.as_str()), None),
        EventKind::Closed { reason } => ("closed", None, None, Some(reason.as_str())),
    };
    sqlx::query!(
        "INSERT INTO consent_paper_event (paper_id, kind, patient_id, arrival_id, reason, at, by) VALUES (?, ?, ?, ?, ?, ?, ?)",
        paper_id,
        kind,
        patient,
        arrival,
        reason,
        event.at,
        event.by
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What became of a paper, oldest first.
pub async fn events(conn: &mut Conn, paper_id: &str) -> Result<Vec<Event>> {
    let rows = sqlx::query!(
        "SELECT kind, patient_id, arrival_id, reason, at, by FROM consent_paper_event WHERE paper_id = ? ORDER BY seq",
        paper_id
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let kind = match (row.kind.as_str(), row.patient_id, row.arrival_id, row.reason) {
                ("sent", ..) => EventKind::Sent,
                ("assigned", Some(patient), arrival_id, _) => {
                    EventKind::Assigned { patient_id: PatientId(patient), arrival_id }
                }
                ("recorded", _, Some(arrival_id), _) => EventKind::Recorded { arrival_id },
                ("closed", _, _, Some(reason)) => EventKind::Closed { reason },
                _ => return Err(StoreError::Unreadable("consent_paper_event.kind")),
            };
            Ok(Event { kind, at: row.at, by: row.by })
        })
        .collect()
}

/// Says that an answer on record is one the paper shows.
pub async fn link(conn: &mut Conn, answer_id: &str, paper_id: &str) -> Result<()> {
    sqlx::query!("INSERT INTO consent_paper_answer (answer_id, paper_id) VALUES (?, ?)", answer_id, paper_id)
        .execute(conn)
        .await?;
    Ok(())
}

/// A patient's answers that stand on paper: answer id and paper.
pub async fn links(conn: &mut Conn, patient: &PatientId) -> Result<Vec<(String, String)>> {
    let patient = patient.as_str();
    let rows = sqlx::query!(
        r#"SELECT l.answer_id AS "answer_id!", l.paper_id AS "paper_id!"
           FROM consent_answer a JOIN consent_paper_answer l ON l.answer_id = a.id WHERE a.patient_id = ?"#,
        patient
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.answer_id, row.paper_id)).collect())
}

/// Which papers a list is of.
#[derive(Clone, Copy, Debug)]
pub enum Which<'a> {
    /// Sent since this instant (RFC 3339 UTC), no page back, not ended.
    Out(&'a str),
    /// A page is back, and nothing is recorded from it yet.
    Back,
    /// Recorded or closed since this instant.
    Ended(&'a str),
    /// Of one patient, whatever became of it.
    Of(&'a PatientId),
    /// This one.
    One(&'a str),
}

/// Papers, newest first, at most `most`.
pub async fn list(conn: &mut Conn, which: Which<'_>, most: u32) -> Result<Vec<Listed>> {
    let (kind, value) = match which {
        Which::Out(since) => ("out", since),
        Which::Back => ("back", ""),
        Which::Ended(since) => ("ended", since),
        Which::Of(patient) => ("of", patient.as_str()),
        Which::One(id) => ("one", id),
    };
    let rows = sqlx::query!(
        r#"WITH listed AS (
             SELECT p.*, p.rowid AS seq, w.id AS whose, w.reference, w.surname, w.given_names, w.born,
               (SELECT group_concat(DISTINCT f.number) FROM paper_page_filing f WHERE f.paper_id = p.id
                  AND f.seq = (SELECT max(g.seq) FROM paper_page_filing g WHERE g.page_id = f.page_id)) AS back,
               (SELECT max(e.at) FROM consent_paper_event e WHERE e.paper_id = p.id AND e.kind = 'sent') AS sent_at,
               d.kind AS ended, d.at AS ended_at
             FROM consent_paper p
             LEFT JOIN consent_paper_event a ON a.paper_id = p.id AND a.kind = 'assigned'
             LEFT JOIN consent_paper_event d ON d.paper_id = p.id AND d.kind IN ('recorded', 'closed')
             LEFT JOIN patient w ON w.id = coalesce(p.patient_id, a.patient_id)
           )
           SELECT id AS "id!", form AS "form!", version AS "version!", treatment AS "treatment!",
             patient_id AS "patient_id?: String", arrival_id AS "arrival_id?: String", size AS "size!", pages AS "pages!: u32",
             at AS "at!", by AS "by!", whose AS "whose?: String", reference AS "reference?: String",
             surname AS "surname?: String", given_names AS "given_names?: String", born AS "born?: String",
             back AS "back?: String", sent_at AS "sent_at?: String", ended AS "ended?: String", ended_at AS "ended_at?: String"
           FROM listed WHERE CASE ?1
             WHEN 'out' THEN ended IS NULL AND back IS NULL AND sent_at >= ?2
             WHEN 'back' THEN ended IS NULL AND back IS NOT NULL
             WHEN 'ended' THEN ended_at >= ?2
             WHEN 'of' THEN whose = ?2
             ELSE id = ?2 END
           ORDER BY at DESC, seq DESC LIMIT ?3"#,
        kind,
        value,
        most
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let paper = Row {
                id: row.id,
                form: row.form,
                version: row.version,
                treatment: row.treatment,
                patient_id: row.patient_id,
                arrival_id: row.arrival_id,
                size: row.size,
                pages: row.pages,
                at: row.at,
                by: row.by,
            };
            let patient = match (row.whose, row.reference, row.surname, row.given_names, row.born) {
                (Some(id), Some(reference), Some(surname), Some(given), Some(born)) => Some(ListedPatient {
                    id: PatientId(id),
                    reference,
                    name: format!("{surname}, {given}"),
                    born: day(&born)?,
                }),
                _ => None,
            };
            let numbers = row.back.unwrap_or_default();
            let mut back: Vec<u32> = numbers.split(',').filter_map(|number| number.parse().ok()).collect();
            back.sort_unstable();
            Ok(Listed { paper: paper.into(), patient, back, sent_at: row.sent_at, ended: row.ended.zip(row.ended_at) })
        })
        .collect()
}
