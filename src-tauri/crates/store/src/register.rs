//! The due diligence register: `identity_check`, `age_check`, `clinician_decision` and `refusal` as one list, newest first.

use frontdesk_domain::checked_person::CheckedPerson;
use frontdesk_domain::id::PatientId;
use frontdesk_domain::register::Kind;

use crate::connection::Conn;
use crate::error::{Result, StoreError};
use crate::patient::day;

/// What to list. Empty texts filter nothing.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Instant, included; RFC 3339 UTC.
    pub from: String,
    /// Instant, not included.
    pub until: String,
    /// Treatment id of the catalogue: of the visit, for an identity check.
    pub treatment: String,
    /// Outcome's code: `confirmed`, `not-confirmed`, a verdict of the age gate, a clinician's answer, or `turned-away`.
    pub outcome: String,
    /// Staff id of who recorded it.
    pub by: String,
}

/// A place in the list: the order is by instant, then refusal, decision, age check, identity check, then the order of writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// RFC 3339 UTC.
    pub at: String,
    /// Which table.
    pub kind: Kind,
    /// Row number in that table.
    pub seq: i64,
}

/// One entry with what its table keeps; what a table has not is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which table.
    pub kind: Kind,
    /// Row number in that table.
    pub seq: i64,
    /// Id.
    pub id: String,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id.
    pub by: String,
    /// Whose.
    pub patient_id: PatientId,
    /// As the clinic names them.
    pub reference: String,
    /// Surname as it stood when it was certified.
    pub surname: String,
    /// Given names as they stood when it was certified.
    pub given_names: String,
    /// What was changed on the record since, in words: then a check counts no longer.
    pub changed: Option<&'static str>,
    /// The name in Latin letters, where the clinic has it.
    pub latin_name: Option<String>,
    /// Treatment id; none for an identity check without a visit.
    pub treatment: Option<String>,
    /// `document`, `known` or `vouched`; of an age check, the method of the identity check that showed the date of birth.
    pub method: Option<String>,
    /// Kind of document.
    pub document: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Last four characters of its number.
    pub last_four: Option<String>,
    /// Its last day, YYYY-MM-DD.
    pub expiry: Option<String>,
    /// `pass`, `fail` or `by-hand`.
    pub zone: Option<String>,
    /// `match`, `check` or `differs`.
    pub name_match: Option<String>,
    /// The date of birth on the document is the record's.
    pub born_match: Option<bool>,
    /// `yes`, `no` or `unsure`.
    pub likeness: Option<String>,
    /// When the check it leans on was made: for `known`, and for an age check.
    pub leans_on_at: Option<String>,
    /// The colleague who knows the person.
    pub vouched_by: Option<String>,
    /// What a clinician was asked: `doctor-directed` or `cosmetic`.
    pub question: Option<String>,
    /// The doctor who directs the treatment.
    pub doctor: Option<String>,
    /// That doctor's number with the General Medical Council.
    pub gmc: Option<String>,
    /// Who gives it: `doctor`, `dentist`, `nurse` or `pharmacist`.
    pub given_by: Option<String>,
    /// The day an age was worked out for, YYYY-MM-DD.
    pub day: Option<String>,
    /// The date of birth was typed again, unseen, and was the record's.
    pub rekeyed: bool,
    /// Whole years.
    pub age: Option<u32>,
    /// The minimum age that applied, years.
    pub minimum: Option<u32>,
    /// Where the minimum comes from.
    pub source: Option<String>,
    /// `confirmed`, `not-confirmed`, `allowed`, `stopped`, `parental`, `clinician`, `go-ahead`, `not-today` or `turned-away`.
    pub outcome: String,
    /// Reason's code of a refusal.
    pub reason: Option<String>,
    /// A note.
    pub note: Option<String>,
}

impl Entry {
    /// Where it stands: what the next page begins after.
    pub fn place(&self) -> Place {
        Place { at: self.at.clone(), kind: self.kind, seq: self.seq }
    }
}

struct Row {
    kind: i64,
    seq: i64,
    id: String,
    at: String,
    by: String,
    patient_id: String,
    reference: String,
    surname: String,
    given_names: String,
    born: String,
    born_now: String,
    surname_now: String,
    given_names_now: String,
    latin_name: Option<String>,
    treatment: Option<String>,
    method: Option<String>,
    document: Option<String>,
    issuer: Option<String>,
    last_four: Option<String>,
    expiry: Option<String>,
    zone: Option<String>,
    name_match: Option<String>,
    born_match: Option<bool>,
    likeness: Option<String>,
    leans_on_at: Option<String>,
    vouched_by: Option<String>,
    question: String,
    doctor: Option<String>,
    gmc: Option<String>,
    given_by: Option<String>,
    day: Option<String>,
    rekeyed: bool,
    age: Option<u32>,
    minimum: Option<u32>,
    source: Option<String>,
    outcome: String,
    // Empty where there is none, as `question`: SQLite gives an empty text for a null where another part of the list may not be null.
    reason: String,
    note: Option<String>,
}

impl Row {
    fn entry(self) -> Result<Entry> {
        let kind = Kind::ALL.into_iter().find(|kind| order(*kind) == self.kind);
        let made_on = CheckedPerson {
            surname: self.surname.clone(),
            given_names: self.given_names.clone(),
            born: day(&self.born)?,
        };
        let now =
            CheckedPerson { surname: self.surname_now, given_names: self.given_names_now, born: day(&self.born_now)? };
        let changed = made_on.changed(&now);
        Ok(Entry {
            changed,
            kind: kind.ok_or(StoreError::Unreadable("register.kind"))?,
            seq: self.seq,
            id: self.id,
            at: self.at,
            by: self.by,
            patient_id: PatientId(self.patient_id),
            reference: self.reference,
            surname: self.surname,
            given_names: self.given_names,
            latin_name: self.latin_name,
            treatment: self.treatment,
            method: self.method,
            document: self.document,
            issuer: self.issuer,
            last_four: self.last_four,
            expiry: self.expiry,
            zone: self.zone,
            name_match: self.name_match,
            born_match: self.born_match,
            likeness: self.likeness,
            leans_on_at: self.leans_on_at,
            vouched_by: self.vouched_by,
            question: Some(self.question).filter(|question| !question.is_empty()),
            doctor: self.doctor,
            gmc: self.gmc,
            given_by: self.given_by,
            day: self.day,
            rekeyed: self.rekeyed,
            age: self.age,
            minimum: self.minimum,
            source: self.source,
            outcome: self.outcome,
            reason: Some(self.reason).filter(|reason| !reason.is_empty()),
            note: self.note,
        })
    }
}

/// The number the queries below give each table: at one instant the later step of a visit has the higher one.
fn order(kind: Kind) -> i64 {
    match kind {
        Kind::Identity => 1,
        Kind::Age => 2,
        Kind::Decision => 3,
        Kind::TurnedAway => 4,
    }
}

/// After every instant that can be written down.
const END: &str = "9999";

/// Where the list begins: before the end of the range, or after the last entry of the page before.
fn begin(filter: &Filter, after: Option<&Place>) -> (String, i64, i64) {
    match after {
        Some(place) => (place.at.clone(), order(place.kind), place.seq),
        None if filter.until.is_empty() => (END.to_string(), 0, 0),
        None => (filter.until.clone(), 0, 0),
    }
}

/// Newest first, at most `limit`, from the top or after a place in the list.
pub async fn list(conn: &mut Conn, filter: &Filter, after: Option<&Place>, limit: i64) -> Result<Vec<Entry>> {
    let (at, kind, seq) = begin(filter, after);
    // Each part is cut to the page by its own index before the four are put in order, and names are looked up last.
    let rows = sqlx::query_as!(
        Row,
        r#"WITH entry AS (
             SELECT * FROM (
               SELECT 1 AS kind, c.rowid AS seq, c.id, c.at, c.by, c.patient_id,
                 (SELECT a.treatment FROM arrival a WHERE a.id = c.arrival_id) AS treatment,
                 c.method, c.document, c.issuer, c.last_four, c.expiry, c.zone, c.name_match, c.born_match, c.likeness,
                 (SELECT e.at FROM identity_check e WHERE e.id = c.earlier_check) AS leans_on_at, c.vouched_by,
                 '' AS question, NULL AS doctor, NULL AS gmc, NULL AS given_by, NULL AS day, 0 AS rekeyed, NULL AS age, NULL AS minimum, NULL AS source, c.outcome, '' AS reason, c.note,
                 c.checked_surname AS surname, c.checked_given_names AS given_names, c.checked_born AS born
               FROM identity_check c
               WHERE c.at >= ?1 AND c.at <= ?2 AND (c.at < ?2 OR (1, c.rowid) < (?3, ?4))
                 AND (?5 = '' OR c.outcome = ?5) AND (?6 = '' OR c.by = ?6)
                 AND (?7 = '' OR EXISTS (SELECT 1 FROM arrival a WHERE a.id = c.arrival_id AND a.treatment = ?7))
               ORDER BY c.at DESC, c.rowid DESC LIMIT ?8)
             UNION ALL
             SELECT * FROM (
               SELECT 2, c.rowid, c.id, c.at, c.by, c.patient_id, c.treatment,
                 e.method, e.document, e.issuer, e.last_four, e.expiry, NULL, NULL, e.born_match, NULL, e.at, NULL,
                 '', NULL, NULL, NULL, c.day, c.rekeyed IS NOT NULL, c.age, c.minimum, c.source, c.verdict, '', NULL,
                 c.checked_surname, c.checked_given_names, c.checked_born
               FROM age_check c LEFT JOIN identity_check e ON e.id = c.identity_check
               WHERE c.at >= ?1 AND c.at <= ?2 AND (c.at < ?2 OR (2, c.rowid) < (?3, ?4))
                 AND (?5 = '' OR c.verdict = ?5) AND (?6 = '' OR c.by = ?6) AND (?7 = '' OR c.treatment = ?7)
               ORDER BY c.at DESC, c.rowid DESC LIMIT ?8)
             UNION ALL
             SELECT * FROM (
               SELECT 3, c.rowid, c.id, c.at, c.by, c.patient_id, c.treatment,
                 NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                 c.question, c.doctor, c.gmc, c.given_by, NULL, 0, c.age, NULL, NULL, c.answer, '', c.reason, NULL, NULL, NULL
               FROM clinician_decision c
               WHERE c.at >= ?1 AND c.at <= ?2 AND (c.at < ?2 OR (3, c.rowid) < (?3, ?4))
                 AND (?5 = '' OR c.answer = ?5) AND (?6 = '' OR c.by = ?6) AND (?7 = '' OR c.treatment = ?7)
               ORDER BY c.at DESC, c.rowid DESC LIMIT ?8)
             UNION ALL
             SELECT * FROM (
               SELECT 4, c.rowid, c.id, c.at, c.by, c.patient_id, c.treatment,
                 NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                 '', NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, 'turned-away', c.reason, c.note, NULL, NULL, NULL
               FROM refusal c
               WHERE c.at >= ?1 AND c.at <= ?2 AND (c.at < ?2 OR (4, c.rowid) < (?3, ?4))
                 AND ?5 IN ('', 'turned-away') AND (?6 = '' OR c.by = ?6) AND (?7 = '' OR c.treatment = ?7)
               ORDER BY c.at DESC, c.rowid DESC LIMIT ?8)
           )
           SELECT n.kind AS "kind!: i64", n.seq AS "seq!: i64", n.id AS "id!: String", n.at AS "at!: String", n.by AS "by!: String",
             n.patient_id AS "patient_id!: String", p.reference AS "reference!: String", coalesce(n.surname, p.surname) AS "surname!: String",
             coalesce(n.given_names, p.given_names) AS "given_names!: String", coalesce(n.born, p.born) AS "born!: String", p.born AS "born_now!: String",
             p.surname AS "surname_now!: String", p.given_names AS "given_names_now!: String", p.latin_name AS "latin_name: String", n.treatment AS "treatment: String",
             n.method AS "method: String", n.document AS "document: String", n.issuer AS "issuer: String",
             n.last_four AS "last_four: String", n.expiry AS "expiry: String", n.zone AS "zone: String",
             n.name_match AS "name_match: String", n.born_match AS "born_match: bool", n.likeness AS "likeness: String",
             n.leans_on_at AS "leans_on_at: String", n.vouched_by AS "vouched_by: String",
             n.question AS "question!: String", n.doctor AS "doctor: String", n.gmc AS "gmc: String",
             n.given_by AS "given_by: String", n.day AS "day: String", n.rekeyed AS "rekeyed!: bool",
             n.age AS "age: u32", n.minimum AS "minimum: u32", n.source AS "source: String",
             n.outcome AS "outcome!: String", n.reason AS "reason!: String", n.note AS "note: String"
           FROM entry n JOIN patient p ON p.id = n.patient_id
           ORDER BY n.at DESC, n.kind DESC, n.seq DESC LIMIT ?8"#,
        filter.from,
        at,
        kind,
        seq,
        filter.outcome,
        filter.by,
        filter.treatment,
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::entry).collect()
}

/// How many entries a filter finds, pages apart.
pub async fn count(conn: &mut Conn, filter: &Filter) -> Result<i64> {
    let (until, _, _) = begin(filter, None);
    // Every visit of the treatment at once: asking one by one is quicker only where a page ends the search early.
    Ok(sqlx::query_scalar!(
        r#"SELECT
             (SELECT count(*) FROM identity_check c
              WHERE c.at >= ?1 AND c.at < ?2 AND (?3 = '' OR c.outcome = ?3) AND (?4 = '' OR c.by = ?4)
                AND (?5 = '' OR c.arrival_id IN (SELECT a.id FROM arrival a WHERE a.treatment = ?5)))
           + (SELECT count(*) FROM age_check c
              WHERE c.at >= ?1 AND c.at < ?2 AND (?3 = '' OR c.verdict = ?3) AND (?4 = '' OR c.by = ?4)
                AND (?5 = '' OR c.treatment = ?5))
           + (SELECT count(*) FROM clinician_decision c
              WHERE c.at >= ?1 AND c.at < ?2 AND (?3 = '' OR c.answer = ?3) AND (?4 = '' OR c.by = ?4)
                AND (?5 = '' OR c.treatment = ?5))
           + (SELECT count(*) FROM refusal c
              WHERE c.at >= ?1 AND c.at < ?2 AND ?3 IN ('', 'turned-away') AND (?4 = '' OR c.by = ?4)
                AND (?5 = '' OR c.treatment = ?5)) AS "count!: i64""#,
        filter.from,
        until,
        filter.outcome,
        filter.by,
        filter.treatment
    )
    .fetch_one(conn)
    .await?)
}
