//! `cut_off`: what the desk has yet to say of acts outside the database that were cut off. A row goes when both who
//! began it and a practice manager were told.

use frontdesk_domain::id::StaffId;

use crate::connection::Conn;
use crate::error::{Result, StoreError};

/// What was found out about an act that was cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// It was carried out.
    Done,
    /// It was not.
    NotDone,
    /// Nothing here can tell.
    Unknown,
}

impl Found {
    /// The code the row keeps.
    pub fn code(self) -> &'static str {
        match self {
            Found::Done => "done",
            Found::NotDone => "not-done",
            Found::Unknown => "unknown",
        }
    }

    fn from_code(code: &str) -> Option<Found> {
        [Found::Done, Found::NotDone, Found::Unknown].into_iter().find(|found| found.code() == code)
    }
}

/// One act that was cut off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CutOff {
    /// The number of its "intended" entry.
    pub intended: i64,
    /// Code of the use case.
    pub use_case: String,
    /// What was found out.
    pub found: Found,
    /// Who began it.
    pub actor: StaffId,
    /// When it began, RFC 3339 UTC.
    pub at: String,
}

/// Keeps one until it is told.
pub async fn insert(conn: &mut Conn, cut: &CutOff) -> Result<()> {
    let (found, actor) = (cut.found.code(), cut.actor.as_str());
    sqlx::query!(
        "INSERT INTO cut_off (intended, use_case, found, actor, at) VALUES (?, ?, ?, ?, ?)",
        cut.intended,
        cut.use_case,
        found,
        actor,
        cut.at
    )
    .execute(conn)
    .await?;
    Ok(())
}

struct Row {
    intended: i64,
    use_case: String,
    found: String,
    actor: String,
    at: String,
}

/// What somebody is told now, oldest first: each once as who began it, and once as a practice manager.
pub async fn tell(conn: &mut Conn, staff: &StaffId, manager: bool, at: &str) -> Result<Vec<CutOff>> {
    let staff = staff.as_str();
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT intended, use_case, found, actor, at FROM cut_off
           WHERE (actor = ?1 AND told_actor_at IS NULL) OR (?2 AND told_manager_at IS NULL) ORDER BY intended"#,
        staff,
        manager
    )
    .fetch_all(&mut *conn)
    .await?;
    sqlx::query!("UPDATE cut_off SET told_actor_at = ? WHERE actor = ? AND told_actor_at IS NULL", at, staff)
        .execute(&mut *conn)
        .await?;
    if manager {
        sqlx::query!("UPDATE cut_off SET told_manager_at = ? WHERE told_manager_at IS NULL", at)
            .execute(&mut *conn)
            .await?;
    }
    // Nobody waits for a person who has left.
    sqlx::query!(
        "DELETE FROM cut_off WHERE told_manager_at IS NOT NULL
         AND (told_actor_at IS NOT NULL OR actor IN (SELECT id FROM staff WHERE removed_at IS NOT NULL))"
    )
    .execute(&mut *conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(CutOff {
                intended: row.intended,
                use_case: row.use_case,
                found: Found::from_code(&row.found).ok_or(StoreError::Unreadable("cut_off.found"))?,
                actor: StaffId(row.actor),
                at: row.at,
            })
        })
        .collect()
}
