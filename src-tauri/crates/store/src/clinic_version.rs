//! `clinic_version`: the catalogue, a new row for each change.

use frontdesk_domain::catalogue::Clinic;

use crate::connection::Conn;
use crate::error::{Result, StoreError};
use crate::setting;

/// A version of the catalogue.
#[derive(Clone, Debug)]
pub struct ClinicVersion {
    /// From 1.
    pub version: i64,
    /// The catalogue.
    pub clinic: Clinic,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id.
    pub by: String,
}

/// Adds a version; returns its number.
pub async fn append(conn: &mut Conn, clinic: &Clinic, at: &str, by: &str, note: &str) -> Result<i64> {
    let json = serde_json::to_string(clinic).map_err(|_| StoreError::Unreadable("clinic_version.json"))?;
    let version = setting::next_number(&mut *conn, "clinic-version", 1).await?;
    sqlx::query!(
        "INSERT INTO clinic_version (version, json, at, by, note) VALUES (?, ?, ?, ?, ?)",
        version,
        json,
        at,
        by,
        note
    )
    .execute(conn)
    .await?;
    Ok(version)
}

/// The newest version.
pub async fn current(conn: &mut Conn) -> Result<ClinicVersion> {
    let row = sqlx::query!("SELECT version, json, at, by FROM clinic_version ORDER BY version DESC LIMIT 1")
        .fetch_one(conn)
        .await?;
    let clinic = serde_json::from_str(&row.json).map_err(|_| StoreError::Unreadable("clinic_version.json"))?;
    Ok(ClinicVersion { version: row.version, clinic, at: row.at, by: row.by })
}
