//! `patient`: who a patient is, as it stands now. What it was before is in `patient_revision`.

use chrono::NaiveDate;
use frontdesk_domain::id::{PatientId, StaffId};
use frontdesk_domain::patient::{ContactWay, Particulars, Sex};
use frontdesk_domain::search::{normalise_email, normalise_phone};

use crate::connection::Conn;
use crate::error::{Result, StoreError};
use crate::{patient_name, setting};

/// The series of the rows' own numbers, which the search index knows them by: one of somebody erased never comes again.
const ROWS: &str = "patient-row";

/// A patient as held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patient {
    /// Id.
    pub id: PatientId,
    /// As the clinic names them, e.g. `KM-10482`.
    pub reference: String,
    /// What is known of them.
    pub particulars: Particulars,
    /// Counts edits, from 1.
    pub revision: u32,
    /// RFC 3339 UTC.
    pub created_at: String,
    /// Who registered them.
    pub created_by: StaffId,
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
    born_estimated: i64,
    sex: String,
    address: Option<String>,
    postcode: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    contact_by: String,
    contact_note: Option<String>,
    needs: Option<String>,
    nhs_number: Option<String>,
    source: String,
    revision: i64,
    created_at: String,
    created_by: String,
}

impl Row {
    fn patient(self) -> Result<Patient> {
        let contact_by: Vec<ContactWay> =
            serde_json::from_str(&self.contact_by).map_err(|_| StoreError::Unreadable("patient.contact_by"))?;
        Ok(Patient {
            id: PatientId(self.id),
            reference: self.reference,
            particulars: Particulars {
                surname: self.surname,
                given_names: self.given_names,
                preferred_name: self.preferred_name,
                latin_name: self.latin_name,
                former_names: self.former_names,
                born: day(&self.born)?,
                born_estimated: self.born_estimated != 0,
                sex: sex_from_code(&self.sex).ok_or(StoreError::Unreadable("patient.sex"))?,
                address: self.address,
                postcode: self.postcode,
                phone: self.phone,
                email: self.email,
                contact_by,
                contact_note: self.contact_note,
                needs: self.needs,
                nhs_number: self.nhs_number,
                source: self.source,
            },
            revision: u32::try_from(self.revision).map_err(|_| StoreError::Unreadable("patient.revision"))?,
            created_at: self.created_at,
            created_by: StaffId(self.created_by),
        })
    }
}

/// What the columns keep of particulars beyond the texts themselves.
struct Keys {
    born: String,
    sex: &'static str,
    contact_by: String,
    phone: Option<String>,
    email: Option<String>,
}

impl Keys {
    fn of(particulars: &Particulars) -> Result<Keys> {
        Ok(Keys {
            born: particulars.born.to_string(),
            sex: sex_code(particulars.sex),
            contact_by: serde_json::to_string(&particulars.contact_by)
                .map_err(|_| StoreError::Unreadable("patient.contact_by"))?,
            phone: particulars.phone.as_deref().map(normalise_phone).filter(|key| !key.is_empty()),
            email: particulars.email.as_deref().map(normalise_email).filter(|key| !key.is_empty()),
        })
    }
}

/// A date column.
pub(crate) fn day(text: &str) -> Result<NaiveDate> {
    text.parse().map_err(|_| StoreError::Unreadable("date"))
}

fn sex_code(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "female",
        Sex::Male => "male",
        Sex::Unspecified => "unspecified",
    }
}

fn sex_from_code(code: &str) -> Option<Sex> {
    [Sex::Female, Sex::Male, Sex::Unspecified].into_iter().find(|sex| sex_code(*sex) == code)
}

/// Adds a patient, and the words under which they are found.
pub async fn insert(conn: &mut Conn, patient: &Patient) -> Result<()> {
    let is = &patient.particulars;
    let keys = Keys::of(is)?;
    let (id, by) = (patient.id.as_str(), patient.created_by.as_str());
    let (seq, words) = (setting::next_number(&mut *conn, ROWS, 1).await?, patient_name::folded_names(is));
    sqlx::query!(
        r#"INSERT INTO patient (seq, id, reference, surname, given_names, preferred_name, latin_name, former_names, born, born_estimated, sex, address, postcode,
             phone, phone_key, email, email_key, contact_by, contact_note, needs, nhs_number, source, revision, created_at, created_by,
             folded_names)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"#,
        seq, id, patient.reference, is.surname, is.given_names, is.preferred_name, is.latin_name, is.former_names, keys.born, is.born_estimated, keys.sex,
        is.address, is.postcode, is.phone, keys.phone, is.email, keys.email, keys.contact_by, is.contact_note, is.needs, is.nhs_number,
        is.source, patient.revision, patient.created_at, by, words
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Changes a patient who still stands at `revision`, and counts it up. False: somebody changed them since.
pub async fn update(conn: &mut Conn, id: &PatientId, revision: u32, to: &Particulars) -> Result<bool> {
    let keys = Keys::of(to)?;
    let (id, words) = (id.as_str(), patient_name::folded_names(to));
    let changed = sqlx::query!(
        r#"UPDATE patient SET surname = ?, given_names = ?, preferred_name = ?, latin_name = ?, former_names = ?, born = ?, born_estimated = ?, sex = ?,
             address = ?, postcode = ?, phone = ?, phone_key = ?, email = ?, email_key = ?, contact_by = ?, contact_note = ?, needs = ?,
             nhs_number = ?, source = ?, folded_names = ?, revision = revision + 1
           WHERE id = ? AND revision = ?"#,
        to.surname, to.given_names, to.preferred_name, to.latin_name, to.former_names, keys.born, to.born_estimated, keys.sex, to.address, to.postcode,
        to.phone, keys.phone, to.email, keys.email, keys.contact_by, to.contact_note, to.needs, to.nhs_number, to.source, words, id, revision
    )
    .execute(conn)
    .await?;
    Ok(changed.rows_affected() == 1)
}

/// A patient by id.
pub async fn get(conn: &mut Conn, id: &PatientId) -> Result<Option<Patient>> {
    let id = id.as_str();
    let row = sqlx::query_as!(
        Row,
        r#"SELECT id, reference, surname, given_names, preferred_name, latin_name, former_names, born, born_estimated, sex, address, postcode, phone, email,
             contact_by, contact_note, needs, nhs_number, source, revision, created_at, created_by
           FROM patient WHERE id = ?"#,
        id
    )
    .fetch_optional(conn)
    .await?;
    row.map(Row::patient).transpose()
}

/// The id of a reference, as somebody typed it.
pub async fn id_of(conn: &mut Conn, reference: &str) -> Result<Option<PatientId>> {
    let reference = reference.trim().to_uppercase();
    let id = sqlx::query_scalar!("SELECT id FROM patient WHERE reference = ?", reference).fetch_optional(conn).await?;
    Ok(id.map(PatientId))
}

/// Whether another patient's record has this NHS number.
pub async fn nhs_number_elsewhere(conn: &mut Conn, number: &str, but: &PatientId) -> Result<bool> {
    let but = but.as_str();
    let others = sqlx::query_scalar!("SELECT count(*) FROM patient WHERE nhs_number = ? AND id <> ?", number, but)
        .fetch_one(conn)
        .await?;
    Ok(others > 0)
}

/// The reference of an id.
pub async fn reference_of(conn: &mut Conn, id: &PatientId) -> Result<Option<String>> {
    let id = id.as_str();
    Ok(sqlx::query_scalar!("SELECT reference FROM patient WHERE id = ?", id).fetch_optional(conn).await?)
}

/// How many patients are held.
pub async fn count(conn: &mut Conn) -> Result<u32> {
    let count = sqlx::query_scalar!("SELECT count(*) FROM patient").fetch_one(conn).await?;
    u32::try_from(count).map_err(|_| StoreError::Unreadable("patient"))
}

/// Most records looked at for one comparison.
const CANDIDATES: i64 = 200;

/// Everybody who shares a whole name, the date of birth, phone, email or NHS number: those worth comparing.
pub async fn candidates(conn: &mut Conn, with: &Particulars) -> Result<Vec<Patient>> {
    let keys = Keys::of(with)?;
    let names = patient_name::whole_names(with);
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!", reference AS "reference!", surname AS "surname!", given_names AS "given_names!", preferred_name, latin_name, former_names,
             born AS "born!", born_estimated AS "born_estimated!", sex AS "sex!", address, postcode, phone, email,
             contact_by AS "contact_by!", contact_note, needs, nhs_number, source AS "source!", revision AS "revision!",
             created_at AS "created_at!", created_by AS "created_by!"
           FROM patient WHERE seq IN (
             SELECT seq FROM patient WHERE born = ?1
             UNION SELECT seq FROM patient WHERE phone_key = ?2
             UNION SELECT seq FROM patient WHERE email_key = ?3
             UNION SELECT seq FROM patient WHERE nhs_number = ?4
             UNION SELECT rowid FROM (SELECT rowid FROM patient_name WHERE patient_name MATCH ?5 LIMIT ?6)
           ) ORDER BY seq LIMIT ?6"#,
        keys.born, keys.phone, keys.email, with.nhs_number, names, CANDIDATES
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::patient).collect()
}
