//! Opening the encrypted file: one writing connection, a reading pool, and never a byte in plain.

use std::path::{Path, PathBuf};
use std::time::Duration;

use frontdesk_vault::DataKey;
use futures_util::future::BoxFuture;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Sqlite, Transaction};

use crate::error::{Result, StoreError};
use crate::migrate::{self, MIGRATIONS};
use crate::{page_code, sqlcipher};

/// A connection. Functions of the tables take one and do not know whether it is in a transaction.
pub type Conn = sqlx::SqliteConnection;

/// Marks the file as ours ("FDSK"), beside the key.
const APPLICATION_ID: i32 = 0x4644_534b;

/// The open database. Writes go one at a time; reads do not wait for them.
pub struct Store {
    path: PathBuf,
    writer: SqlitePool,
    readers: SqlitePool,
}

/// A transaction that holds the write lock from its first statement. Dropped uncommitted, it leaves nothing.
pub struct Write(Transaction<'static, Sqlite>);

impl Write {
    /// The connection inside the transaction.
    pub fn conn(&mut self) -> &mut Conn {
        &mut self.0
    }

    /// Makes it durable.
    ///
    /// # Errors
    /// `half-erased` when an erasure was opened and not ended, or left a row that refers to one that is gone: only an
    /// erasure waits with its references until here.
    pub async fn commit(self) -> Result<()> {
        match self.0.commit().await.map_err(StoreError::from) {
            Err(StoreError::Constraint(_)) => Err(StoreError::HalfErased),
            done => done,
        }
    }
}

/// A reading connection, given back when dropped.
pub struct Read(sqlx::pool::PoolConnection<Sqlite>);

impl Read {
    /// The connection.
    pub fn conn(&mut self) -> &mut Conn {
        &mut self.0
    }
}

// The options hold the key: they are never printed, and sqlx's own logging is off.
pub(crate) async fn options(path: &Path, key: &DataKey) -> Result<SqliteConnectOptions> {
    sqlcipher::begin().await?;
    Ok(key.with_hex(|hex| {
        SqliteConnectOptions::new()
            .filename(path)
            .pragma("key", format!("\"x'{hex}'\""))
            .pragma("cipher_log_level", "NONE")
            .pragma("cache_size", "-16384")
            .pragma("temp_store", "MEMORY")
            .pragma("secure_delete", "ON")
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // Without it a REPLACE deletes past the triggers that say what is never removed.
            .pragma("recursive_triggers", "ON")
            .busy_timeout(Duration::from_secs(5))
            .disable_statement_logging()
    }))
}

/// An empty file for this account alone, where none is. SQLite fills it, and gives its log and shared memory the same
/// permissions; left to itself it would let everybody on this computer read them.
fn make_file(path: &Path) -> Result<()> {
    let mut new = std::fs::OpenOptions::new();
    new.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut new, 0o600);
    match new.open(path) {
        Ok(_) => Ok(()),
        Err(error) => Err(match error.kind() {
            std::io::ErrorKind::AlreadyExists => StoreError::Other("the file is there".into()),
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => StoreError::DiskFull,
            _ => StoreError::ReadOnly,
        }),
    }
}

async fn writer(options: SqliteConnectOptions) -> Result<SqlitePool> {
    Ok(SqlitePoolOptions::new()
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false) // the file is on this computer: a ping before each use asks nothing
        // SQLite itself takes a transaction back when the disk is full; sqlx goes on counting it as open and would
        // refuse every later write. Such a connection is replaced.
        .before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
        .connect_with(options)
        .await?)
}

impl Store {
    /// Creates the database under `key`; refuses when the file is there.
    // Boxed, here and below: the compiler cannot see through sqlx's lifetimes that these futures are Send.
    pub fn create<'a>(path: &'a Path, key: &'a DataKey) -> BoxFuture<'a, Result<Store>> {
        Box::pin(Store::create_file(path, key))
    }

    /// Opens the database with `key`.
    pub fn open<'a>(path: &'a Path, key: &'a DataKey) -> BoxFuture<'a, Result<Store>> {
        Box::pin(Store::open_file(path, key))
    }

    /// Changes the database's key from `old` to `new`. The store must be closed. A file that opens with `new` already is
    /// not re-keyed; everything after is done all the same: the log is folded into the file (all of it, or it is told
    /// that it was not), every page is checked under `new`, and the file is opened anew. From then on nothing of it
    /// needs `old`.
    ///
    /// # Errors
    /// `database-busy` while somebody else reads the file; those of opening it and of checking it.
    pub fn rekey<'a>(path: &'a Path, old: &'a DataKey, new: &'a DataKey) -> BoxFuture<'a, Result<Store>> {
        Box::pin(Store::rekey_file(path, old, new))
    }

    async fn create_file(path: &Path, key: &DataKey) -> Result<Store> {
        make_file(path)?;
        let writer = writer(options(path, key).await?.create_if_missing(true)).await?;
        sqlx::query(sqlx::AssertSqlSafe(format!("PRAGMA application_id = {APPLICATION_ID}"))).execute(&writer).await?;
        MIGRATIONS.run(&writer).await?;
        writer.close().await;
        Store::open_file(path, key).await
    }

    async fn open_file(path: &Path, key: &DataKey) -> Result<Store> {
        if !path.exists() {
            return Err(StoreError::Missing);
        }
        // SQLite takes an empty file for a new database, and would write to it.
        if std::fs::metadata(path).is_ok_and(|file| file.len() == 0) {
            return Err(StoreError::Damaged);
        }
        page_code::check_fit(path, key).await?;
        let options = options(path, key).await?;
        let writer = writer(options.clone()).await?;
        let id: i32 = sqlx::query_scalar("PRAGMA application_id").fetch_one(&writer).await?;
        if id != APPLICATION_ID {
            return Err(StoreError::NotOurs);
        }
        migrate::bring_up_to_date(&writer, path, key).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(4)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .connect_with(options.pragma("query_only", "ON"))
            .await?;
        Ok(Store { path: path.to_path_buf(), writer, readers })
    }

    /// Begins a write: waits for the one before it.
    pub async fn write(&self) -> Result<Write> {
        Ok(Write(self.writer.begin_with("BEGIN IMMEDIATE").await?))
    }

    /// A reading connection.
    pub async fn read(&self) -> Result<Read> {
        Ok(Read(self.readers.acquire().await?))
    }

    /// Folds the log into the file, so that what was deleted is in neither.
    ///
    /// # Errors
    /// `database-busy` while somebody reads an older state: then the log is as it was, or folded in part.
    pub async fn settle(&self) -> Result<()> {
        checkpoint(&mut *self.writer.acquire().await?).await
    }

    /// The same, but somebody who reads is not waited for: then the log is folded in when the desk locks, as its last
    /// connection closes.
    ///
    /// # Errors
    /// Those of [`Store::settle`] but `database-busy`.
    pub async fn settle_soon(&self) -> Result<()> {
        match self.settle().await {
            Err(StoreError::Busy) => Ok(()),
            settled => settled,
        }
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Closes every connection; what is under way ends first.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    async fn rekey_file(path: &Path, old: &DataKey, new: &DataKey) -> Result<Store> {
        let store = match Store::open(path, new).await {
            Err(StoreError::NotOurs) => {
                page_code::check_fit(path, old).await?;
                let mut connection = options(path, old).await?.connect().await?;
                // Only the file itself is re-encrypted: the log must be empty first.
                checkpoint(&mut connection).await?;
                let statement = new.with_hex(|hex| format!("PRAGMA rekey = \"x'{hex}'\""));
                sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&mut connection).await?;
                frontdesk_vault::step("re-key: the log has the new pages");
                connection.close().await?;
                Store::open(path, new).await?
            }
            opened => opened?,
        };
        frontdesk_vault::step("re-key: opened with the new key");
        // The new pages may be in the log alone, over a file that is under the old key still.
        let verified = match store.settle().await {
            Ok(()) => store.check().await,
            busy => busy,
        };
        store.close().await;
        verified?;
        Store::open(path, new).await
    }

    /// Verifies every page's authentication code and the database's structure.
    pub async fn check(&self) -> Result<()> {
        let mut read = self.read().await?;
        check(read.conn()).await
    }
}

/// Folds the whole log into the file. The statement succeeds also where it could not: its answer says so.
pub(crate) async fn checkpoint(conn: &mut Conn) -> Result<()> {
    let (busy, _, _): (i64, i64, i64) = sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(conn).await?;
    if busy == 0 { Ok(()) } else { Err(StoreError::Busy) }
}

/// Verifies every page's authentication code and the database's structure.
pub(crate) async fn check(conn: &mut Conn) -> Result<()> {
    let bad: Vec<String> = sqlx::query_scalar("PRAGMA cipher_integrity_check").fetch_all(&mut *conn).await?;
    // One moment for both statements: the check of the search index takes what this connection last knew of it, and only a
    // search has it look again. An index that was changed since by another connection would pass for a damaged one.
    let mut moment = conn.begin().await?;
    sqlx::query("SELECT rowid FROM patient_name WHERE patient_name MATCH 'a' LIMIT 1").fetch_all(&mut *moment).await?;
    let quick: String = sqlx::query_scalar("PRAGMA quick_check(1)").fetch_one(&mut *moment).await?;
    moment.rollback().await?;
    if bad.is_empty() && quick == "ok" { Ok(()) } else { Err(StoreError::Damaged) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setting;

    async fn filled(path: &Path, key: &DataKey) -> Store {
        let store = Store::create(path, key).await.unwrap();
        let mut write = store.write().await.unwrap();
        setting::set(write.conn(), "kept", "yes").await.unwrap();
        write.commit().await.unwrap();
        store
    }

    #[tokio::test]
    async fn on_every_connection_a_row_put_in_the_place_of_another_asks_the_triggers() {
        let folder = tempfile::tempdir().unwrap();
        let (path, key) = (folder.path().join("desk.db"), frontdesk_vault::testing::data_key().unwrap());
        let store = filled(&path, &key).await;
        // What migrates, looks at a copy, and changes the key is opened as this one is.
        let mut alone = options(&path, &key).await.unwrap().connect().await.unwrap();
        let (mut write, mut read) = (store.write().await.unwrap(), store.read().await.unwrap());
        for conn in [write.conn(), read.conn(), &mut alone] {
            for (pragma, on) in [("recursive_triggers", 1), ("foreign_keys", 1), ("secure_delete", 1)] {
                let asked = sqlx::AssertSqlSafe(format!("PRAGMA {pragma}"));
                assert_eq!(sqlx::query_scalar::<_, i64>(asked).fetch_one(&mut *conn).await.unwrap(), on, "{pragma}");
            }
        }
    }

    #[tokio::test]
    async fn a_log_that_somebody_still_reads_is_not_said_to_be_folded_in() {
        let folder = tempfile::tempdir().unwrap();
        let (path, key) = (folder.path().join("desk.db"), frontdesk_vault::testing::data_key().unwrap());
        let store = filled(&path, &key).await;
        let mut read = store.read().await.unwrap();
        sqlx::query("BEGIN").execute(read.conn()).await.unwrap();
        assert!(setting::get(read.conn(), "kept").await.unwrap().is_some());
        let mut write = store.write().await.unwrap();
        setting::set(write.conn(), "kept", "no").await.unwrap();
        write.commit().await.unwrap();
        assert_eq!(store.settle().await.unwrap_err().code(), "database-busy");
        sqlx::query("COMMIT").execute(read.conn()).await.unwrap();
        store.settle().await.unwrap();
    }

    /// The files as a pulled plug leaves them right after the statement that re-keys: the new pages in the log alone.
    async fn stopped_in_a_rekey(path: &Path, old: &DataKey, new: &DataKey, to: &Path) {
        let store = filled(path, old).await;
        store.settle().await.unwrap();
        store.close().await;
        let mut conn = options(path, old).await.unwrap().pragma("wal_autocheckpoint", "0").connect().await.unwrap();
        let statement = new.with_hex(|hex| format!("PRAGMA rekey = \"x'{hex}'\""));
        sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&mut conn).await.unwrap();
        let log = |path: &Path| path.with_extension("db-wal");
        std::fs::copy(path, to).unwrap();
        std::fs::copy(log(path), log(to)).unwrap();
        conn.close().await.unwrap();
    }

    #[tokio::test]
    async fn a_change_of_key_is_not_done_until_the_file_by_itself_is_under_the_new_key() {
        let folder = tempfile::tempdir().unwrap();
        let (path, to) = (folder.path().join("desk.db"), folder.path().join("stopped.db"));
        let key = || frontdesk_vault::testing::data_key().unwrap();
        let (old, new) = (key(), key());
        stopped_in_a_rekey(&path, &old, &new, &to).await;
        let alone = folder.path().join("alone.db");
        std::fs::copy(&to, &alone).unwrap();
        assert!(
            matches!(Store::open(&alone, &new).await, Err(StoreError::NotOurs)),
            "the control: only the log has it"
        );

        let store = Store::rekey(&to, &old, &new).await.unwrap();
        std::fs::copy(&to, &alone).unwrap();
        let by_itself = Store::open(&alone, &new).await.unwrap();
        by_itself.check().await.unwrap();
        let mut read = by_itself.read().await.unwrap();
        assert_eq!(setting::get(read.conn(), "kept").await.unwrap().as_deref(), Some("yes"));
        store.close().await;
    }

    #[tokio::test]
    async fn a_change_of_key_waits_for_nobody_who_reads_and_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.db");
        let key = || frontdesk_vault::testing::data_key().unwrap();
        let (old, new) = (key(), key());
        let store = filled(&path, &old).await;
        let mut read = store.read().await.unwrap();
        sqlx::query("BEGIN").execute(read.conn()).await.unwrap();
        setting::get(read.conn(), "kept").await.unwrap();
        let mut write = store.write().await.unwrap();
        setting::set(write.conn(), "kept", "still").await.unwrap();
        write.commit().await.unwrap();
        assert_eq!(Store::rekey(&path, &old, &new).await.err().unwrap().code(), "database-busy");
        drop(read);
        store.close().await;
        let store = Store::rekey(&path, &old, &new).await.unwrap();
        let mut read = store.read().await.unwrap();
        assert_eq!(setting::get(read.conn(), "kept").await.unwrap().as_deref(), Some("still"));
    }
}
