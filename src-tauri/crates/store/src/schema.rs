//! The schema as the database knows it, for the checks that no table is forgotten.

use crate::connection::Conn;
use crate::error::Result;

/// Every table with a column of this name, by name.
pub async fn tables_with_column(conn: &mut Conn, column: &str) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar(
        "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
         WHERE m.type = 'table' AND c.name = ? ORDER BY m.name",
    )
    .bind(column)
    .fetch_all(conn)
    .await?)
}

/// Every table, by name.
pub async fn tables(conn: &mut Conn) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetch_all(conn).await?)
}
