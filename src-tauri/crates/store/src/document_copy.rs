//! `document_copy`, its bytes and its deletion. What was copied and that it is gone stays; the bytes do not.

use chrono::NaiveDate;
use frontdesk_domain::document_copy::CopyFormat;
use frontdesk_domain::id::PatientId;

use crate::connection::Conn;
use crate::error::{Result, StoreError};
use crate::patient::day;

/// Bytes in one row.
const CHUNK: usize = 1024 * 1024;

/// A copy without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentCopy {
    /// Id.
    pub id: String,
    /// Whose document.
    pub patient_id: PatientId,
    /// What it is a copy of.
    pub document: String,
    /// What the bytes are.
    pub format: CopyFormat,
    /// Bytes.
    pub size: i64,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// Why it is kept.
    pub reason: String,
    /// The day it is deleted.
    pub delete_on: NaiveDate,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id.
    pub by: String,
    /// That it is gone, if it is.
    pub deleted: Option<Deletion>,
}

/// The end of a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deletion {
    /// Its day had come; else somebody did not need it any more.
    pub due: bool,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id: who was at the desk.
    pub by: String,
}

struct Row {
    id: String,
    patient_id: String,
    document: String,
    format: String,
    size: i64,
    sha256: String,
    reason: String,
    delete_on: String,
    at: String,
    by: String,
    deleted_at: Option<String>,
    deleted_why: Option<String>,
    deleted_by: Option<String>,
}

impl Row {
    fn copy(self) -> Result<DocumentCopy> {
        Ok(DocumentCopy {
            id: self.id,
            patient_id: PatientId(self.patient_id),
            document: self.document,
            format: CopyFormat::from_code(&self.format).ok_or(StoreError::Unreadable("document_copy.format"))?,
            size: self.size,
            sha256: self.sha256,
            reason: self.reason,
            delete_on: day(&self.delete_on)?,
            at: self.at,
            by: self.by,
            deleted: match (self.deleted_at, self.deleted_why, self.deleted_by) {
                (Some(at), Some(why), Some(by)) => Some(Deletion { due: why == "due", at, by }),
                _ => None,
            },
        })
    }
}

/// Keeps a copy with its bytes.
pub async fn insert(conn: &mut Conn, copy: &DocumentCopy, bytes: &[u8]) -> Result<()> {
    let (patient, format, delete_on) = (copy.patient_id.as_str(), copy.format.code(), copy.delete_on.to_string());
    sqlx::query!(
        "INSERT INTO document_copy (id, patient_id, document, format, size, sha256, reason, delete_on, at, by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        copy.id,
        patient,
        copy.document,
        format,
        copy.size,
        copy.sha256,
        copy.reason,
        delete_on,
        copy.at,
        copy.by
    )
    .execute(&mut *conn)
    .await?;
    for (number, chunk) in (0i64..).zip(bytes.chunks(CHUNK)) {
        sqlx::query!(
            "INSERT INTO document_copy_chunk (copy_id, number, bytes) VALUES (?, ?, ?)",
            copy.id,
            number,
            chunk
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// A copy by id.
pub async fn get(conn: &mut Conn, id: &str) -> Result<Option<DocumentCopy>> {
    sqlx::query_as!(
        Row,
        r#"SELECT c.id AS "id!", patient_id, document, format, size, sha256, reason, delete_on, c.at, c.by,
             d.at AS "deleted_at: String", d.why AS "deleted_why: String", d.by AS "deleted_by: String"
           FROM document_copy c LEFT JOIN document_copy_deletion d ON d.copy_id = c.id WHERE c.id = ?"#,
        id
    )
    .fetch_optional(conn)
    .await?
    .map(Row::copy)
    .transpose()
}

/// A patient's copies, oldest first, the deleted ones too.
pub async fn for_patient(conn: &mut Conn, patient: &PatientId) -> Result<Vec<DocumentCopy>> {
    let patient = patient.as_str();
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT c.id AS "id!", patient_id, document, format, size, sha256, reason, delete_on, c.at, c.by,
             d.at AS "deleted_at: String", d.why AS "deleted_why: String", d.by AS "deleted_by: String"
           FROM document_copy c LEFT JOIN document_copy_deletion d ON d.copy_id = c.id
           WHERE patient_id = ? ORDER BY c.at, c.rowid"#,
        patient
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::copy).collect()
}

/// Copies still held whose day is `on` or before, the earliest first.
pub async fn held_until(conn: &mut Conn, on: NaiveDate) -> Result<Vec<DocumentCopy>> {
    let on = on.to_string();
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT c.id AS "id!", patient_id, document, format, size, sha256, reason, delete_on, c.at, c.by,
             NULL AS "deleted_at: String", NULL AS "deleted_why: String", NULL AS "deleted_by: String"
           FROM document_copy c WHERE delete_on <= ?
             AND NOT EXISTS (SELECT 1 FROM document_copy_deletion d WHERE d.copy_id = c.id)
           ORDER BY delete_on, c.at"#,
        on
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::copy).collect()
}

/// The bytes of a copy that is still held; empty when they are gone.
pub async fn bytes(conn: &mut Conn, id: &str) -> Result<Vec<u8>> {
    let rows = sqlx::query_scalar!("SELECT bytes FROM document_copy_chunk WHERE copy_id = ? ORDER BY number", id)
        .fetch_all(conn)
        .await?;
    Ok(rows.concat())
}

/// Deletes the bytes and says so for good. `why`: `due` or `not-needed`.
pub async fn delete(conn: &mut Conn, id: &str, why: &str, at: &str, by: &str) -> Result<()> {
    sqlx::query!("INSERT INTO document_copy_deletion (copy_id, why, at, by) VALUES (?, ?, ?, ?)", id, why, at, by)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("DELETE FROM document_copy_chunk WHERE copy_id = ?", id).execute(conn).await?;
    Ok(())
}
