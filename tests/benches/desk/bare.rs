//! A copy of the clinic's encrypted file, opened by sqlx alone.

use std::path::Path;
use std::time::Duration;

use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::testing;
use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};

use crate::Result;

/// Copies the file of an idle desk, with what its log still holds, and opens the copy: the same key, cipher, cache,
/// journal and durability as the store's.
pub async fn copy_of(desk: &OpenDesk, to: &Path) -> Result<SqliteConnection> {
    let store = testing::store(desk);
    for suffix in ["", "-wal"] {
        let mut names = [store.path().as_os_str().to_owned(), to.as_os_str().to_owned()];
        names.iter_mut().for_each(|name| name.push(suffix));
        std::fs::copy(&names[0], &names[1])?;
    }
    let options = testing::key(desk).with_hex(|hex| {
        SqliteConnectOptions::new()
            .filename(to)
            .pragma("key", format!("\"x'{hex}'\""))
            .pragma("cache_size", "-16384")
            .pragma("temp_store", "MEMORY")
            .pragma("secure_delete", "ON")
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .disable_statement_logging()
    });
    Ok(options.connect().await?)
}
