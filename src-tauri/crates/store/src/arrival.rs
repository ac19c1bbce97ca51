//! `arrival`: one coming of one patient on one day, booked or walked in.

use chrono::NaiveDate;
use frontdesk_domain::checked_person::CheckedPerson;
use frontdesk_domain::gate::ClinicianAnswer;
use frontdesk_domain::id::{ArrivalId, PatientId, StaffId};

use crate::connection::Conn;
use crate::error::{Result, StoreError};
use crate::patient::day;

/// Where an arrival stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Booked, not here yet.
    Expected,
    /// At the desk or waiting.
    Here,
    /// Checked in.
    Seen,
    /// Turned away, with a reason in `refusal`.
    TurnedAway,
}

impl State {
    /// The code the row keeps.
    pub fn code(self) -> &'static str {
        match self {
            State::Expected => "expected",
            State::Here => "here",
            State::Seen => "seen",
            State::TurnedAway => "turned-away",
        }
    }

    /// The state of a code.
    pub fn from_code(code: &str) -> Option<State> {
        [State::Expected, State::Here, State::Seen, State::TurnedAway].into_iter().find(|state| state.code() == code)
    }
}

/// An arrival.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Id.
    pub id: ArrivalId,
    /// Who comes.
    pub patient_id: PatientId,
    /// Local day.
    pub day: NaiveDate,
    /// HH:MM, booked or come.
    pub time: String,
    /// Id of the treatment.
    pub treatment: String,
    /// Came without a booking.
    pub walk_in: bool,
    /// Where it stands.
    pub state: State,
    /// Since when they are here, RFC 3339 UTC.
    pub here_at: Option<String>,
    /// When it ended, RFC 3339 UTC.
    pub done_at: Option<String>,
    /// When it was written down, RFC 3339 UTC.
    pub at: String,
    /// By whom.
    pub by: StaffId,
}

struct Row {
    id: String,
    patient_id: String,
    day: String,
    time: String,
    treatment: String,
    walk_in: i64,
    state: String,
    here_at: Option<String>,
    done_at: Option<String>,
    at: String,
    by: String,
}

impl Row {
    fn arrival(self) -> Result<Arrival> {
        Ok(Arrival {
            id: ArrivalId(self.id),
            patient_id: PatientId(self.patient_id),
            day: day(&self.day)?,
            time: self.time,
            treatment: self.treatment,
            walk_in: self.walk_in != 0,
            state: State::from_code(&self.state).ok_or(StoreError::Unreadable("arrival.state"))?,
            here_at: self.here_at,
            done_at: self.done_at,
            at: self.at,
            by: StaffId(self.by),
        })
    }
}

/// Adds an arrival.
pub async fn insert(conn: &mut Conn, arrival: &Arrival) -> Result<()> {
    let (id, patient, by) = (arrival.id.as_str(), arrival.patient_id.as_str(), arrival.by.as_str());
    let (day, state) = (arrival.day.to_string(), arrival.state.code());
    sqlx::query!(
        "INSERT INTO arrival (id, patient_id, day, time, treatment, walk_in, state, here_at, done_at, at, by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        patient,
        day,
        arrival.time,
        arrival.treatment,
        arrival.walk_in,
        state,
        arrival.here_at,
        arrival.done_at,
        arrival.at,
        by
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// An arrival by id.
pub async fn get(conn: &mut Conn, id: &ArrivalId) -> Result<Option<Arrival>> {
    let id = id.as_str();
    let row = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!", patient_id, day, time, treatment, walk_in, state, here_at, done_at, at, by FROM arrival WHERE id = ?"#,
        id
    )
    .fetch_optional(conn)
    .await?;
    row.map(Row::arrival).transpose()
}

/// A patient's arrivals, oldest first.
pub async fn for_patient(conn: &mut Conn, patient: &PatientId) -> Result<Vec<Arrival>> {
    let patient = patient.as_str();
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!", patient_id, day, time, treatment, walk_in, state, here_at, done_at, at, by
           FROM arrival WHERE patient_id = ? ORDER BY day, time, at"#,
        patient
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::arrival).collect()
}

/// Marks an expected patient as here. False: they are not expected any more.
pub async fn mark_here(conn: &mut Conn, id: &ArrivalId, at: &str) -> Result<bool> {
    let id = id.as_str();
    let done =
        sqlx::query!("UPDATE arrival SET state = 'here', here_at = ? WHERE id = ? AND state = 'expected'", at, id)
            .execute(conn)
            .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends an arrival as `Seen` or `TurnedAway`. An expected patient counts as having come then. False: it had ended before.
pub async fn end(conn: &mut Conn, id: &ArrivalId, state: State, at: &str) -> Result<bool> {
    let (id, state) = (id.as_str(), state.code());
    let done = sqlx::query!(
        "UPDATE arrival SET state = ?1, done_at = ?2, here_at = coalesce(here_at, ?2) WHERE id = ?3 AND state IN ('expected', 'here')",
        state, at, id
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// An arrival as the board shows it: with the patient, and what its check-in has recorded so far.
#[derive(Clone, Debug)]
pub struct Due {
    /// The arrival.
    pub arrival: Arrival,
    /// Surname.
    pub surname: String,
    /// Given names.
    pub given_names: String,
    /// Date of birth.
    pub born: NaiveDate,
    /// The date of birth is an estimate.
    pub born_estimated: bool,
    /// Outcome of this arrival's newest identity check that counts: `confirmed` or `not-confirmed`.
    pub identity: Option<String>,
    /// Verdict of this arrival's newest age check that counts.
    pub age: Option<String>,
    /// A clinician's newest answer about this arrival.
    pub clinician: Option<ClinicianAnswer>,
}

/// A day's arrivals by time.
pub async fn of_day(conn: &mut Conn, on: NaiveDate) -> Result<Vec<Due>> {
    let on = on.to_string();
    let rows = sqlx::query!(
        r#"SELECT a.id AS "id!", a.patient_id, a.day, a.time, a.treatment, a.walk_in, a.state, a.here_at, a.done_at, a.at, a.by,
             p.surname, p.given_names, p.born, p.born_estimated
           FROM arrival a JOIN patient p ON p.id = a.patient_id WHERE a.day = ? ORDER BY a.time, a.at, a.rowid"#,
        on
    )
    .fetch_all(&mut *conn)
    .await?;
    let found = found_on(conn, &on).await?;
    rows.into_iter()
        .map(|row| {
            // The newest of a kind that was made on the person whom the record names now.
            let record = CheckedPerson {
                surname: row.surname.clone(),
                given_names: row.given_names.clone(),
                born: day(&row.born)?,
            };
            let newest = |kind: Found| {
                let counts = |other: &&Finding| {
                    other.kind == kind && other.arrival_id == row.id && other.made_on.changed(&record).is_none()
                };
                found.iter().rev().find(counts).map(|finding| finding.says.clone())
            };
            let (identity, age, clinician) = (newest(Found::Identity), newest(Found::Age), newest(Found::Decision));
            let arrival = Row {
                id: row.id,
                patient_id: row.patient_id,
                day: row.day,
                time: row.time,
                treatment: row.treatment,
                walk_in: row.walk_in,
                state: row.state,
                here_at: row.here_at,
                done_at: row.done_at,
                at: row.at,
                by: row.by,
            };
            Ok(Due {
                arrival: arrival.arrival()?,
                surname: row.surname,
                given_names: row.given_names,
                born: day(&row.born)?,
                born_estimated: row.born_estimated != 0,
                identity,
                age,
                clinician: clinician.as_deref().and_then(ClinicianAnswer::from_code),
            })
        })
        .collect()
}

/// What was found out at an arrival.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    Identity,
    Age,
    Decision,
}

struct Finding {
    kind: Found,
    arrival_id: String,
    says: String,
    made_on: CheckedPerson,
}

/// The checks and decisions of a day's arrivals, oldest first. A decision hangs on the date of birth alone: its names are
/// those of the record.
async fn found_on(conn: &mut Conn, on: &str) -> Result<Vec<Finding>> {
    let rows = sqlx::query!(
        r#"SELECT 1 AS "kind!: i64", c.arrival_id AS "arrival_id!: String", c.outcome AS "says!: String",
             c.checked_surname AS "surname!: String", c.checked_given_names AS "given_names!: String", c.checked_born AS "born!: String", c.at AS "at!: String", c.rowid AS "seq!: i64"
           FROM arrival a JOIN identity_check c ON c.patient_id = a.patient_id AND c.arrival_id = a.id WHERE a.day = ?1
           UNION ALL
           SELECT 2, c.arrival_id, c.verdict, c.checked_surname, c.checked_given_names, c.checked_born, c.at, c.rowid
           FROM arrival a JOIN age_check c ON c.patient_id = a.patient_id AND c.arrival_id = a.id WHERE a.day = ?1
           UNION ALL
           SELECT 3, c.arrival_id, c.answer, p.surname, p.given_names, c.checked_born, c.at, c.rowid
           FROM arrival a JOIN clinician_decision c ON c.patient_id = a.patient_id AND c.arrival_id = a.id
             JOIN patient p ON p.id = a.patient_id WHERE a.day = ?1
           ORDER BY 7, 8"#,
        on
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let kind = match row.kind {
                1 => Found::Identity,
                2 => Found::Age,
                _ => Found::Decision,
            };
            let made_on = CheckedPerson { surname: row.surname, given_names: row.given_names, born: day(&row.born)? };
            Ok(Finding { kind, arrival_id: row.arrival_id, says: row.says, made_on })
        })
        .collect()
}
