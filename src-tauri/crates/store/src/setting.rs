//! `setting` and `counter`: small named values, and running numbers for references.

use crate::connection::Conn;
use crate::error::Result;

/// A setting's value.
pub async fn get(conn: &mut Conn, name: &str) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!("SELECT value FROM setting WHERE name = ?", name).fetch_optional(conn).await?)
}

/// Sets it.
pub async fn set(conn: &mut Conn, name: &str, value: &str) -> Result<()> {
    sqlx::query!(
        "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name,
        value
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets it.
pub async fn forget(conn: &mut Conn, name: &str) -> Result<()> {
    sqlx::query!("DELETE FROM setting WHERE name = ?", name).execute(conn).await?;
    Ok(())
}

/// The next number of a running series that begins at `first`. A series only goes up, whatever is erased; a transaction
/// that is not committed gives its number back.
pub async fn next_number(conn: &mut Conn, series: &str, first: i64) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"INSERT INTO counter (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value AS "value!""#,
        series, first
    )
    .fetch_one(conn)
    .await?)
}
