//! `patient_name`: the index of the words under which patients are found, kept in `patient.folded_names`. Folded names only;
//! the search box's statements.

use frontdesk_domain::id::PatientId;
use frontdesk_domain::patient::Particulars;
use frontdesk_domain::record_name::former_names;
use frontdesk_domain::search::{fold, index_words};
use sqlx::Connection;

use crate::connection::Conn;
use crate::error::Result;
use crate::patient::day;

/// The words a patient is found by, folded, the surname first. The column `patient.folded_names` keeps them, and triggers
/// tell the index of every change of it.
pub(crate) fn folded_names(of: &Particulars) -> String {
    words_of(
        &of.surname,
        &of.given_names,
        [of.preferred_name.as_deref(), of.latin_name.as_deref(), of.former_names.as_deref()],
    )
}

/// Indexes everybody who is not: a file of before the words were kept. All of them in one transaction, or nobody.
///
/// # Errors
/// Those of the database; then the file is as it was, and the next opening tries again.
pub(crate) async fn index_the_rest(conn: &mut Conn) -> Result<()> {
    let missing = sqlx::query_scalar!("SELECT seq FROM patient WHERE folded_names IS NULL LIMIT 1");
    if missing.fetch_optional(&mut *conn).await?.is_none() {
        return Ok(());
    }
    let mut act = conn.begin().await?;
    let rows = sqlx::query!(
        "SELECT seq, surname, given_names, preferred_name, latin_name, former_names FROM patient WHERE folded_names IS NULL"
    )
    .fetch_all(&mut *act)
    .await?;
    for row in rows {
        let words = words_of(
            &row.surname,
            &row.given_names,
            [row.preferred_name.as_deref(), row.latin_name.as_deref(), row.former_names.as_deref()],
        );
        sqlx::query!("UPDATE patient SET folded_names = ? WHERE seq = ?", words, row.seq).execute(&mut *act).await?;
    }
    Ok(act.commit().await?)
}

fn words_of(surname: &str, given_names: &str, others: [Option<&str>; 3]) -> String {
    let others: Vec<&str> = others.into_iter().flatten().collect();
    index_words(&format!("{surname} {given_names} {}", others.join(" ")))
}

// A quoted text is never read as an operator; quotes cannot be in a folded word and are doubled all the same.
fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}

/// The full-text expression for anybody with all the words of the name, or of a former one, in any order.
pub(crate) fn whole_names(of: &Particulars) -> String {
    let former = former_names(of.former_names.as_deref().unwrap_or_default(), &of.given_names);
    let legal = (of.surname.clone(), of.given_names.clone());
    let names =
        std::iter::once(legal).chain(former).map(|(surname, given)| whole_words(&fold(&format!("{surname} {given}"))));
    names.filter(|words| !words.is_empty()).map(|words| format!("({words})")).collect::<Vec<_>>().join(" OR ")
}

fn whole_words(folded: &str) -> String {
    folded.split(' ').filter(|word| !word.is_empty()).map(quoted).collect::<Vec<_>>().join(" AND ")
}

/// The full-text expression for beginnings of words, all of them, in any order. Empty for no words.
pub fn beginnings(words: &[String]) -> String {
    words.iter().map(|word| format!("{}*", quoted(word))).collect::<Vec<_>>().join(" ")
}

/// As [`beginnings`], for records whose surname begins with the first word.
fn surname_first(words: &[String]) -> String {
    if words.is_empty() { String::new() } else { format!("^ {}", beginnings(words)) }
}

/// What a search asks for. Everything given must hold.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    /// Beginnings of folded words of the name.
    pub names: Vec<String>,
    /// YYYY-MM-DD.
    pub born: Option<String>,
    /// The phone's digits as they are kept for finding, or how they begin.
    pub phone: Option<String>,
    /// The email as it is kept for finding, or how it begins.
    pub email: Option<String>,
    /// Upper-case reference.
    pub reference: Option<String>,
    /// Today, YYYY-MM-DD: whose arrivals come first.
    pub today: String,
}

/// Somebody found: what the list shows and no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Id.
    pub id: PatientId,
    /// Reference.
    pub reference: String,
    /// Surname.
    pub surname: String,
    /// Given names.
    pub given_names: String,
    /// Preferred name.
    pub preferred_name: Option<String>,
    /// Date of birth.
    pub born: chrono::NaiveDate,
    /// Last three digits of the phone.
    pub phone_ends: Option<String>,
    /// The postcode as held.
    pub postcode: Option<String>,
    /// Today's arrival.
    pub arrival_id: Option<String>,
}

struct Row {
    id: String,
    reference: String,
    surname: String,
    given_names: String,
    preferred_name: Option<String>,
    latin_name: Option<String>,
    former_names: Option<String>,
    born: String,
    phone_ends: Option<String>,
    postcode: Option<String>,
    arrival_id: Option<String>,
}

impl Row {
    /// Whether every word begins one under which this patient is found.
    fn has(&self, beginnings: &[String]) -> bool {
        let words = words_of(
            &self.surname,
            &self.given_names,
            [self.preferred_name.as_deref(), self.latin_name.as_deref(), self.former_names.as_deref()],
        );
        beginnings.iter().all(|beginning| words.split(' ').any(|word| word.starts_with(beginning.as_str())))
    }

    fn found(self) -> Result<Found> {
        Ok(Found {
            id: PatientId(self.id),
            reference: self.reference,
            surname: self.surname,
            given_names: self.given_names,
            preferred_name: self.preferred_name,
            born: day(&self.born)?,
            phone_ends: self.phone_ends,
            postcode: self.postcode,
            arrival_id: self.arrival_id,
        })
    }
}

/// Finds at most `limit` patients, best first: today's arrivals, then surnames that begin with the first word, then others.
pub async fn search(conn: &mut Conn, sought: &Sought, limit: i64) -> Result<Vec<Found>> {
    let driver = if sought.reference.is_some() {
        "reference"
    } else if sought.born.is_some() {
        "born"
    } else if !sought.names.is_empty() {
        if sought.phone.is_none() && sought.email.is_none() {
            return by_names(conn, sought, limit).await;
        }
        "names"
    } else if sought.email.is_some() {
        "email"
    } else {
        "phone"
    };
    by_details(conn, sought, driver, limit).await
}

/// The statement behind every key press, in one round. The index is asked for surnames first, and for the rest only when
/// those do not fill the list. Today's few arrivals come along unfiltered and are compared here: asking the index for
/// each of them would cost more than everything else.
async fn by_names(conn: &mut Conn, sought: &Sought, limit: i64) -> Result<Vec<Found>> {
    let (any, first) = (beginnings(&sought.names), surname_first(&sought.names));
    let rows = sqlx::query_as!(
        Row,
        r#"WITH first AS MATERIALIZED (SELECT rowid AS seq FROM patient_name WHERE patient_name MATCH ?1 LIMIT ?4)
           SELECT p.id AS "id!", p.reference AS "reference!", p.surname AS "surname!", p.given_names AS "given_names!", p.preferred_name,
             p.latin_name, p.former_names, p.born AS "born!", substr(p.phone_key, -3) AS "phone_ends: String", p.postcode, hit.arrival_id AS "arrival_id: String"
           FROM (
             SELECT p.seq AS seq, 0 AS rank, a.id AS arrival_id, a.state NOT IN ('here', 'expected') AS ended, a.time AS time
               FROM arrival a CROSS JOIN patient p ON p.id = a.patient_id WHERE a.day = ?3
             UNION ALL SELECT seq, 1, NULL, 0, '' FROM first
             UNION ALL SELECT * FROM (SELECT rowid, 2, NULL, 0, '' FROM patient_name
               WHERE patient_name MATCH ?2 LIMIT (SELECT iif(count(*) < ?4, ?4, 0) FROM first))
           ) hit CROSS JOIN patient p ON p.seq = hit.seq
           ORDER BY hit.rank, hit.ended, hit.time, p.surname, p.given_names, p.born"#,
        first, any, sought.today, limit
    )
    .fetch_all(conn)
    .await?;
    let limit = usize::try_from(limit).unwrap_or_default();
    let mut found: Vec<Found> = Vec::with_capacity(limit);
    for row in rows {
        let new = !found.iter().any(|other| other.id.as_str() == row.id);
        if found.len() < limit && new && (row.arrival_id.is_none() || row.has(&sought.names)) {
            found.push(row.found()?);
        }
    }
    Ok(found)
}

/// The first text after all those that begin with `text`.
fn past(text: Option<&str>) -> Option<String> {
    text.map(|text| format!("{text}\u{10ffff}"))
}

/// Most records sorted for one list. More than this share a beginning that says nothing yet.
const SORTED: i64 = 200;

/// Finds by details, names included. `driver` is the detail whose index is walked; the others are then compared.
async fn by_details(conn: &mut Conn, sought: &Sought, driver: &str, limit: i64) -> Result<Vec<Found>> {
    let names = beginnings(&sought.names);
    let (phone_past, email_past) = (past(sought.phone.as_deref()), past(sought.email.as_deref()));
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!", reference AS "reference!", surname AS "surname!", given_names AS "given_names!", preferred_name,
             latin_name, former_names, born AS "born!", substr(phone_key, -3) AS "phone_ends: String", postcode, arrival_id AS "arrival_id: String"
           FROM (
             SELECT p.*, (SELECT a.id FROM arrival a WHERE a.patient_id = p.id AND a.day = ?8
                 ORDER BY a.state NOT IN ('here', 'expected'), a.time LIMIT 1) AS arrival_id
             FROM (
               SELECT seq FROM patient WHERE ?9 = 'reference' AND reference = ?1
               UNION ALL SELECT seq FROM patient WHERE ?9 = 'born' AND born = ?2
               UNION ALL SELECT seq FROM patient WHERE ?9 = 'phone' AND phone_key >= ?3 AND phone_key < ?4
               UNION ALL SELECT seq FROM patient WHERE ?9 = 'email' AND email_key >= ?5 AND email_key < ?6
               UNION ALL SELECT rowid FROM patient_name WHERE ?9 = 'names' AND patient_name MATCH ?7
             ) hit CROSS JOIN patient p ON p.seq = hit.seq
             WHERE (?1 IS NULL OR p.reference = ?1) AND (?2 IS NULL OR p.born = ?2)
               AND (?3 IS NULL OR (p.phone_key >= ?3 AND p.phone_key < ?4))
               AND (?5 IS NULL OR (p.email_key >= ?5 AND p.email_key < ?6))
               AND (?7 = '' OR ?9 = 'names' OR EXISTS (SELECT 1 FROM patient_name n WHERE n.rowid = p.seq AND n.folded_names MATCH ?7))
             LIMIT ?10
           ) ORDER BY arrival_id IS NULL, surname, given_names, born LIMIT ?11"#,
        sought.reference, sought.born, sought.phone, phone_past, sought.email, email_past, names, sought.today, driver, SORTED, limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::found).collect()
}
