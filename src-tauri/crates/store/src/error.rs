//! What can go wrong with the database, each with a code and a sentence for the desk.

/// A failure of the store. Nothing was half-done: every write is one transaction.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file does not open with this key.
    #[error(
        "The records file does not open with this clinic's key. It may come from another clinic or another day than the key file beside it, or be damaged. No record was changed. Put the whole folder of one day back, both key files with it, or ask for support."
    )]
    NotOurs,
    /// The log beside the file belongs to other records.
    #[error(
        "The records' log (clinic.db-wal) belongs to other records or is damaged. Nothing was opened and nothing was changed. Ask for support and name the code."
    )]
    LogNotOurs,
    /// A newer version of the app wrote this file.
    #[error(
        "A newer version of Front desk wrote these records. Nothing was changed. Install the newer version on this computer."
    )]
    Newer,
    /// The file is not there.
    #[error("The records file is missing from its folder. Nothing was changed. Restore it from a backup.")]
    Missing,
    /// Pages do not verify.
    #[error("The records file is damaged. Nothing was changed. Restore a backup, or ask for support.")]
    Damaged,
    /// No space left.
    #[error("Not saved: the disk is full. Nothing you typed is lost. Free some space, then save again.")]
    DiskFull,
    /// The file or its folder cannot be written.
    #[error(
        "Not saved: the records folder cannot be written. Nothing you typed is lost. Check the folder's permissions."
    )]
    ReadOnly,
    /// Somebody reads an older state of the file, so that it could not be brought into one piece.
    #[error("The records are being read by another program or window. Nothing was changed. Close it and try again.")]
    Busy,
    /// The store was closed: the desk is locked.
    #[error("The desk is locked. Unlock it to go on; what you typed is kept.")]
    Closed,
    /// A row that the rules say cannot be.
    #[error("The record could not be read as it should. Nothing was changed. Ask for support and name the code.")]
    Unreadable(&'static str),
    /// A constraint refused the row; its name says which.
    #[error("The record does not keep a rule of the database. Nothing was saved. Ask for support and name the code.")]
    Constraint(String),
    /// An erasure was begun and not ended; nothing of it was kept.
    #[error(
        "The record was not erased whole, so nothing of it was erased. Try again; if it stays so, ask for support."
    )]
    HalfErased,
    /// Anything else; the text is for support and holds no patient data.
    #[error("The records could not be reached. Nothing was saved. Try again; if it stays so, restart Front desk.")]
    Other(String),
}

impl StoreError {
    /// Stable code for the screen.
    pub fn code(&self) -> &'static str {
        match self {
            StoreError::NotOurs => "database-not-ours",
            StoreError::LogNotOurs => "log-not-ours",
            StoreError::Newer => "database-newer",
            StoreError::Missing => "database-missing",
            StoreError::Damaged => "database-damaged",
            StoreError::DiskFull => "disk-full",
            StoreError::ReadOnly => "database-read-only",
            StoreError::Busy => "database-busy",
            StoreError::Closed => "locked",
            StoreError::Unreadable(_) => "database-unreadable",
            StoreError::Constraint(_) => "database-constraint",
            StoreError::HalfErased => "half-erased",
            StoreError::Other(_) => "database-failed",
        }
    }
}

/// What the store returns.
pub type Result<T> = std::result::Result<T, StoreError>;

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => StoreError::Closed,
            sqlx::Error::Database(database) => {
                // Primary result codes: https://www.sqlite.org/rescode.html
                let code = database.code().and_then(|code| code.parse::<i32>().ok()).unwrap_or(0);
                match code & 0xff {
                    26 => StoreError::NotOurs,
                    11 => StoreError::Damaged,
                    // SQLCipher says no more than this of a page that does not verify; our own statements are checked.
                    1 if database.message() == "SQL logic error" => StoreError::Damaged,
                    13 => StoreError::DiskFull,
                    8 | 14 => StoreError::ReadOnly,
                    19 => StoreError::Constraint(database.message().to_string()),
                    _ => StoreError::Other(format!("sqlite {code}")),
                }
            }
            _ => StoreError::Other("database".to_string()),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        match error {
            sqlx::migrate::MigrateError::VersionMissing(_) | sqlx::migrate::MigrateError::VersionTooNew(..) => {
                StoreError::Newer
            }
            sqlx::migrate::MigrateError::VersionMismatch(_) => StoreError::Damaged,
            sqlx::migrate::MigrateError::Execute(error) => error.into(),
            sqlx::migrate::MigrateError::ExecuteMigration(error, _) => error.into(),
            _ => StoreError::Other("migration".to_string()),
        }
    }
}
