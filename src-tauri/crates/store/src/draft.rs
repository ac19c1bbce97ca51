//! `draft`: unfinished work, one row for each screen, subject and person. It holds what was typed, so it never stays long.

use frontdesk_domain::id::StaffId;

use crate::connection::Conn;
use crate::error::Result;

// An expired draft keeps its row until its owner was told; what was typed is gone at once.
const EMPTY: &str = "null";

/// Keeps unfinished work in place of what was there.
pub async fn save(conn: &mut Conn, screen: &str, subject: &str, staff: &StaffId, json: &str, at: &str) -> Result<()> {
    let staff = staff.as_str();
    sqlx::query!(
        "INSERT INTO draft (screen, subject, staff_id, json, updated_at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (screen, subject, staff_id) DO UPDATE SET json = excluded.json, updated_at = excluded.updated_at",
        screen,
        subject,
        staff,
        json,
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Unfinished work not older than `since` (RFC 3339 UTC), if any.
pub async fn load(
    conn: &mut Conn,
    screen: &str,
    subject: &str,
    staff: &StaffId,
    since: &str,
) -> Result<Option<String>> {
    let staff = staff.as_str();
    Ok(sqlx::query_scalar!(
        "SELECT json FROM draft WHERE screen = ? AND subject = ? AND staff_id = ? AND updated_at >= ? AND json <> ?",
        screen,
        subject,
        staff,
        since,
        EMPTY
    )
    .fetch_optional(conn)
    .await?)
}

/// What a person's unfinished work on a screen is about, not older than `since` (RFC 3339 UTC).
pub async fn subjects(conn: &mut Conn, screen: &str, staff: &StaffId, since: &str) -> Result<Vec<String>> {
    let staff = staff.as_str();
    Ok(sqlx::query_scalar!(
        "SELECT subject FROM draft WHERE screen = ? AND staff_id = ? AND updated_at >= ? AND json <> ?",
        screen,
        staff,
        since,
        EMPTY
    )
    .fetch_all(conn)
    .await?)
}

/// Drops unfinished work: it was completed or given up.
pub async fn drop(conn: &mut Conn, screen: &str, subject: &str, staff: &StaffId) -> Result<()> {
    let staff = staff.as_str();
    sqlx::query!("DELETE FROM draft WHERE screen = ? AND subject = ? AND staff_id = ?", screen, subject, staff)
        .execute(conn)
        .await?;
    Ok(())
}

/// Whether `expire` or `take_expired` has anything to do for this person.
pub async fn any_expired(conn: &mut Conn, staff: &StaffId, before: &str) -> Result<bool> {
    let staff = staff.as_str();
    let any = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM draft WHERE (updated_at < ?1 AND json <> ?2) OR (staff_id = ?3 AND json = ?2)) AS "any!: i64""#,
        before, EMPTY, staff
    )
    .fetch_one(conn)
    .await?;
    Ok(any != 0)
}

/// Empties everybody's drafts older than `before` (RFC 3339 UTC).
pub async fn expire(conn: &mut Conn, before: &str) -> Result<()> {
    sqlx::query!("UPDATE draft SET json = ?1 WHERE updated_at < ?2 AND json <> ?1", EMPTY, before)
        .execute(conn)
        .await?;
    Ok(())
}

/// A draft that was emptied, and when it was last touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expired {
    /// Screen it belonged to.
    pub screen: String,
    /// RFC 3339 UTC.
    pub updated_at: String,
}

/// A person's emptied drafts, each told once: their rows go with it.
pub async fn take_expired(conn: &mut Conn, staff: &StaffId) -> Result<Vec<Expired>> {
    let staff = staff.as_str();
    Ok(sqlx::query_as!(
        Expired,
        "DELETE FROM draft WHERE staff_id = ? AND json = ? RETURNING screen, updated_at",
        staff,
        EMPTY
    )
    .fetch_all(conn)
    .await?)
}
