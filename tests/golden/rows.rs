//! What a database holds, table by table, told by SQLite alone: nothing of the product reads it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sqlx::sqlite::SqliteConnection;
use sqlx::{AssertSqlSafe, Row};

/// The rows of one table at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// By name, in the order of the table.
    pub columns: Vec<String>,
    pub rows: usize,
    /// SHA-256, in hex, of every row as [`texts`] writes it, in order, each with a line feed.
    pub sha256: String,
}

/// Every table but SQLite's own.
pub async fn tables(conn: &mut SqliteConnection) -> Vec<String> {
    sqlx::query_scalar("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
        .fetch_all(conn)
        .await
        .unwrap()
}

async fn columns(conn: &mut SqliteConnection, table: &str) -> Vec<String> {
    sqlx::query_scalar("SELECT name FROM pragma_table_info(?) ORDER BY cid").bind(table).fetch_all(conn).await.unwrap()
}

/// Each row of some columns as one text, sorted: values as SQLite quotes them, so that 1, 1.0, '1' and X'31' differ.
pub async fn texts(conn: &mut SqliteConnection, table: &str, columns: &[String]) -> Vec<String> {
    let values: Vec<String> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
    let sql = format!("SELECT {} FROM \"{table}\"", values.join(" || ',' || "));
    let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(conn).await.unwrap();
    let mut texts: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    texts.sort_unstable();
    texts
}

pub fn digest(texts: &[String]) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text);
        hash.update("\n");
    }
    data_encoding::HEXLOWER.encode(&hash.finalize())
}

/// What every table holds.
pub async fn held(conn: &mut SqliteConnection) -> BTreeMap<String, Held> {
    let mut all = BTreeMap::new();
    for table in tables(conn).await {
        let columns = columns(conn, &table).await;
        let texts = texts(conn, &table, &columns).await;
        all.insert(table, Held { columns, rows: texts.len(), sha256: digest(&texts) });
    }
    all
}
