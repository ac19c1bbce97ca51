//! `printer`: the print queues this desk has printed to. The audit names one by its number; the name stays here.

use crate::connection::Conn;
use crate::error::Result;

/// The number of a queue, which it takes when it is printed to for the first time.
pub async fn number(conn: &mut Conn, name: &str) -> Result<i64> {
    // The update changes nothing, and gives the number of a row that is there.
    Ok(sqlx::query_scalar!(
        r#"INSERT INTO printer (number, name) VALUES ((SELECT coalesce(max(number), 0) + 1 FROM printer), ?)
           ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING number AS "number!""#,
        name
    )
    .fetch_one(conn)
    .await?)
}

/// Every queue with its number.
pub async fn all(conn: &mut Conn) -> Result<Vec<(i64, String)>> {
    let rows = sqlx::query!("SELECT number, name FROM printer ORDER BY number").fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.number, row.name)).collect())
}
