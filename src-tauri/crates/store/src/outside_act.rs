//! `outside_act`: what is being done outside the database, from its "intended" entry to its outcome.

use frontdesk_domain::id::StaffId;

use crate::connection::Conn;
use crate::error::Result;

/// An act that has begun and whose outcome is not on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutsideAct {
    /// The number of its "intended" entry.
    pub intended: i64,
    /// Code of the use case.
    pub use_case: String,
    /// What kind of record, e.g. `patient`.
    pub subject_kind: String,
    /// Its id.
    pub subject: String,
    /// JSON of ids and codes, as in the entry.
    pub detail: String,
    /// JSON of what it was to change outside.
    pub aim: String,
    /// Who began it.
    pub actor: StaffId,
    /// When, RFC 3339 UTC.
    pub at: String,
}

/// Keeps one, in the transaction of its "intended" entry.
pub async fn insert(conn: &mut Conn, act: &OutsideAct) -> Result<()> {
    let actor = act.actor.as_str();
    sqlx::query!(
        "INSERT INTO outside_act (intended, use_case, subject_kind, subject, detail, aim, actor, at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        act.intended,
        act.use_case,
        act.subject_kind,
        act.subject,
        act.detail,
        act.aim,
        actor,
        act.at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes one away, in the transaction of its outcome; false when somebody has done so already.
pub async fn take(conn: &mut Conn, intended: i64) -> Result<bool> {
    let gone = sqlx::query!("DELETE FROM outside_act WHERE intended = ?", intended).execute(conn).await?;
    Ok(gone.rows_affected() == 1)
}

/// All that are there, oldest first.
pub async fn left(conn: &mut Conn) -> Result<Vec<OutsideAct>> {
    Ok(sqlx::query_as!(
        OutsideAct,
        r#"SELECT intended, use_case, subject_kind, subject, detail, aim, actor, at FROM outside_act ORDER BY intended"#
    )
    .fetch_all(conn)
    .await?)
}
