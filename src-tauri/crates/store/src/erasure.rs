//! `erasure` and `erasure_end`: when a record was erased, and whose. While an erasure is open, rows of its subject may be
//! deleted, in the same transaction; the database refuses to commit an open one, and to end one while the record is there.

use frontdesk_domain::id::PatientId;

use crate::connection::Conn;
use crate::error::{Result, StoreError};

/// Opens the erasure of a patient's record, in the transaction of `conn`, and waits with references until its commit: the
/// rows may go in any order, but none may be left that refers to one that is gone.
///
/// # Errors
/// `database-constraint` when no such record is held.
pub async fn open(conn: &mut Conn, id: &str, subject: &PatientId, at: &str) -> Result<()> {
    let subject = subject.as_str();
    // Ends with the transaction by itself.
    sqlx::query("PRAGMA defer_foreign_keys = ON").execute(&mut *conn).await?;
    sqlx::query!("INSERT INTO erasure (id, subject, opened_at) VALUES (?, ?, ?)", id, subject, at)
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends it: nothing more is deleted on it.
///
/// # Errors
/// `half-erased` while the record is still held.
pub async fn end(conn: &mut Conn, id: &str, at: &str) -> Result<()> {
    match sqlx::query!("INSERT INTO erasure_end (id, at) VALUES (?, ?)", id, at).execute(conn).await {
        Err(error) if error.to_string().contains("erasure: half done") => Err(StoreError::HalfErased),
        done => Ok(done.map(|_| ())?),
    }
}
