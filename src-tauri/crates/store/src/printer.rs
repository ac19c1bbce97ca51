//! `printer`: the print queues this desk has printed to. The audit names one by its number; the name stays here.

use crate::connection::Conn;
use crate::error::Result;
use crate::setting;

/// The number of a queue, which it takes when it is printed to for the first time.
pub async fn number(conn: &mut Conn, name: &str) -> Result<i64> {
    let known =
        sqlx::query_scalar!("SELECT number FROM printer WHERE name = ?", name).fetch_optional(&mut *conn).await?;
    if let Some(number) = known {
        return Ok(number);
    }
    let number = setting::next_number(&mut *conn, "printer", 1).await?;
    sqlx::query!("INSERT INTO printer (number, name) VALUES (?, ?)", number, name).execute(conn).await?;
    Ok(number)
}

/// Every queue with its number.
pub async fn all(conn: &mut Conn) -> Result<Vec<(i64, String)>> {
    let rows = sqlx::query!("SELECT number, name FROM printer ORDER BY number").fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.number, row.name)).collect())
}
