//! `signed_form` and the answers it covers: what was signed on the screen, and the copy made of it. Appended, never changed.

use frontdesk_domain::consent::Capacity;
use frontdesk_domain::id::PatientId;
use frontdesk_domain::signature::Signature;

use crate::connection::Conn;
use crate::consent_answer::{self, ConsentAnswer, capacity_of};
use crate::error::{Result, StoreError};

/// A signed form without its copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedForm {
    /// Id.
    pub id: String,
    /// As printed, such as `SF-10001`.
    pub number: String,
    /// Whose.
    pub patient_id: PatientId,
    /// The arrival it was signed at.
    pub arrival_id: String,
    /// The name of who signed.
    pub signer: String,
    /// In what capacity.
    pub capacity: Capacity,
    /// The interpreter, if any.
    pub interpreter: Option<String>,
    /// The sentence above the signature.
    pub declaration: String,
    /// As drawn.
    pub signature: Signature,
    /// SHA-256 of what was signed, lower-case hex.
    pub content_sha256: String,
    /// SHA-256 of the copy, lower-case hex.
    pub pdf_sha256: String,
    /// Pages of the copy.
    pub pages: u32,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id of who handed the screen over.
    pub by: String,
}

struct Row {
    id: String,
    number: String,
    patient_id: String,
    arrival_id: String,
    signer: String,
    capacity: String,
    interpreter: Option<String>,
    declaration: String,
    strokes: String,
    ratio: u32,
    content_sha256: String,
    pdf_sha256: String,
    pages: u32,
    at: String,
    by: String,
}

impl Row {
    fn form(self) -> Result<SignedForm> {
        let strokes = serde_json::from_str(&self.strokes).map_err(|_| StoreError::Unreadable("signed_form.strokes"))?;
        Ok(SignedForm {
            id: self.id,
            number: self.number,
            patient_id: PatientId(self.patient_id),
            arrival_id: self.arrival_id,
            signer: self.signer,
            capacity: capacity_of(&self.capacity)?,
            interpreter: self.interpreter,
            declaration: self.declaration,
            signature: Signature { strokes, ratio: self.ratio },
            content_sha256: self.content_sha256,
            pdf_sha256: self.pdf_sha256,
            pages: self.pages,
            at: self.at,
            by: self.by,
        })
    }
}

/// Appends a form with its copy and the answers it covers, in the order they stand on it.
pub async fn insert(conn: &mut Conn, form: &SignedForm, pdf: &[u8], answers: &[ConsentAnswer]) -> Result<()> {
    let (patient, capacity) = (form.patient_id.as_str(), consent_answer::capacity_code(form.capacity));
    let strokes =
        serde_json::to_string(&form.signature.strokes).map_err(|_| StoreError::Unreadable("signed_form.strokes"))?;
    sqlx::query!(
        "INSERT INTO signed_form (id, number, patient_id, arrival_id, signer, capacity, interpreter, declaration, strokes,
           ratio, content_sha256, pdf_sha256, pages, at, by, pdf)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        form.id,
        form.number,
        patient,
        form.arrival_id,
        form.signer,
        capacity,
        form.interpreter,
        form.declaration,
        strokes,
        form.signature.ratio,
        form.content_sha256,
        form.pdf_sha256,
        form.pages,
        form.at,
        form.by,
        pdf
    )
    .execute(&mut *conn)
    .await?;
    for (place, answer) in (0i64..).zip(answers) {
        sqlx::query!(
            "INSERT INTO signed_form_answer (form_id, place, answer_id) VALUES (?, ?, ?)",
            form.id,
            place,
            answer.id
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// A form by id.
pub async fn get(conn: &mut Conn, id: &str) -> Result<Option<SignedForm>> {
    sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!", number, patient_id, arrival_id, signer, capacity, interpreter, declaration, strokes,
             ratio AS "ratio: u32", content_sha256, pdf_sha256, pages AS "pages: u32", at, by
           FROM signed_form WHERE id = ?"#,
        id
    )
    .fetch_optional(conn)
    .await?
    .map(Row::form)
    .transpose()
}

/// A patient's forms, oldest first.
pub async fn for_patient(conn: &mut Conn, patient: &PatientId) -> Result<Vec<SignedForm>> {
    let patient = patient.as_str();
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!", number, patient_id, arrival_id, signer, capacity, interpreter, declaration, strokes,
             ratio AS "ratio: u32", content_sha256, pdf_sha256, pages AS "pages: u32", at, by
           FROM signed_form WHERE patient_id = ? ORDER BY at, rowid"#,
        patient
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::form).collect()
}

/// The form whose copy has this SHA-256.
pub async fn by_pdf(conn: &mut Conn, sha256: &str) -> Result<Option<SignedForm>> {
    let id = sqlx::query_scalar!(r#"SELECT id AS "id!" FROM signed_form WHERE pdf_sha256 = ?"#, sha256)
        .fetch_optional(&mut *conn)
        .await?;
    match id {
        Some(id) => get(conn, &id).await,
        None => Ok(None),
    }
}

/// The form with this fingerprint printed on it.
pub async fn by_content(conn: &mut Conn, sha256: &str) -> Result<Option<SignedForm>> {
    let id = sqlx::query_scalar!(r#"SELECT id AS "id!" FROM signed_form WHERE content_sha256 = ?"#, sha256)
        .fetch_optional(&mut *conn)
        .await?;
    match id {
        Some(id) => get(conn, &id).await,
        None => Ok(None),
    }
}

/// The copy, byte for byte.
pub async fn pdf(conn: &mut Conn, id: &str) -> Result<Vec<u8>> {
    Ok(sqlx::query_scalar!("SELECT pdf FROM signed_form WHERE id = ?", id).fetch_one(conn).await?)
}

/// The answers a form covers, in the order they stand on it.
pub async fn answers(conn: &mut Conn, form: &SignedForm) -> Result<Vec<ConsentAnswer>> {
    let ids = sqlx::query_scalar!("SELECT answer_id FROM signed_form_answer WHERE form_id = ? ORDER BY place", form.id)
        .fetch_all(&mut *conn)
        .await?;
    let all = consent_answer::for_patient(conn, &form.patient_id).await?;
    let found = |id: String| {
        all.iter().find(|answer| answer.id == id).cloned().ok_or(StoreError::Unreadable("signed_form_answer.answer_id"))
    };
    ids.into_iter().map(found).collect()
}
