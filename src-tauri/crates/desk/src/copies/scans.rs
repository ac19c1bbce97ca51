//! The folder the scanner writes to: outside the vault, so each scan that is kept should leave it.

use std::path::PathBuf;
use std::time::SystemTime;

use chrono::{DateTime, SecondsFormat, Utc};
use frontdesk_domain::role::UseCase;
use frontdesk_store::{Conn, setting};
use sha2::{Digest, Sha256};

use super::size_words;
use crate::error::{DeskError, Result};
use crate::open::{Entry, Id, OpenDesk};
use crate::outside::{Aim, reached};
use crate::views::clinic::ClinicView;
use crate::views::copies::ScanView;

const FOLDER_SETTING: &str = "scan-folder";
/// Most files listed, newest first.
const LISTED: usize = 50;

/// The scanner's folder, if it is set.
pub(crate) async fn folder(conn: &mut Conn) -> Result<Option<PathBuf>> {
    Ok(setting::get(conn, FOLDER_SETTING).await?.map(PathBuf::from))
}

/// Sets the scanner's folder to the one that `ask` lets the manager choose. Choosing none leaves it as it is.
pub async fn choose_scan_folder<F: Future<Output = Option<PathBuf>>>(
    desk: &OpenDesk,
    ask: impl FnOnce() -> F,
) -> Result<ClinicView> {
    // Before the dialog opens, and again when it is closed: it may stand there for long.
    desk.allow(UseCase::EditClinic).await?;
    let chosen = ask().await;
    let mut act = desk.begin(UseCase::EditClinic).await?;
    if let Some(path) = &chosen {
        setting::set(act.conn(), FOLDER_SETTING, &path.display().to_string()).await?;
    }
    act.commit(Entry::about("setting", FOLDER_SETTING).with("changed", chosen.is_some())).await?;
    crate::clinic::see_clinic(desk).await
}

/// The pictures and PDFs in the scanner's folder, newest first.
pub async fn list_scans(desk: &OpenDesk) -> Result<Vec<ScanView>> {
    let mut look = desk.look(UseCase::SeeScans).await?;
    Ok(scans(look.conn()).await?.into_iter().map(|(_, scan)| scan).collect())
}

async fn scans(conn: &mut Conn) -> Result<Vec<(PathBuf, ScanView)>> {
    let Some(folder) = folder(conn).await? else { return Ok(Vec::new()) };
    let unreachable = |_| {
        DeskError::new(
            "scan-folder-unreachable",
            "The scanner's folder cannot be read. Check that it is there, or choose another in Settings.",
        )
    };
    let mut entries = tokio::fs::read_dir(&folder).await.map_err(unreachable)?;
    let mut found: Vec<(SystemTime, PathBuf, ScanView)> = Vec::new();
    while let Some(entry) = entries.next_entry().await.map_err(unreachable)? {
        let name = entry.file_name().to_string_lossy().into_owned();
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        let Ok(about) = entry.metadata().await else { continue };
        if !about.is_file() || !["jpg", "jpeg", "png", "pdf"].contains(&ending.as_str()) {
            continue;
        }
        let written = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        let at = DateTime::<Utc>::from(written).to_rfc3339_opts(SecondsFormat::Millis, true);
        let size = size_words(i64::try_from(about.len()).unwrap_or(i64::MAX));
        let scan = ScanView { scan_id: scan_id(&name), name, size, at };
        found.push((written, entry.path(), scan));
    }
    found.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    found.truncate(LISTED);
    Ok(found.into_iter().map(|(_, path, scan)| (path, scan)).collect())
}

/// Means nothing but the same file in the same folder.
fn scan_id(name: &str) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(name)[..16])
}

/// The scan of an id; none when no id is given.
pub(crate) async fn find(conn: &mut Conn, scan_id: Option<&str>) -> Result<Option<(PathBuf, ScanView)>> {
    let Some(id) = scan_id else { return Ok(None) };
    of(conn, id).await?.map(Some).ok_or_else(|| {
        DeskError::new("scan-gone", "This scan is no longer in the scanner's folder. Nothing was kept. Look again.")
    })
}

async fn of(conn: &mut Conn, id: &str) -> Result<Option<(PathBuf, ScanView)>> {
    Ok(scans(conn).await?.into_iter().find(|(_, scan)| scan.scan_id == id))
}

/// Deletes a scan from the scanner's folder; one that is gone already is as wished. What is left is then listed.
pub async fn delete_scan(desk: &OpenDesk, scan_id: String) -> Result<Vec<ScanView>> {
    let mut act = desk.begin(UseCase::DeleteScan).await?;
    if let Some((path, scan)) = of(act.conn(), &scan_id).await? {
        let entry = Entry::about("scan", Id::held(&scan.scan_id));
        desk.outside(act, entry, Aim::Scan { path: path.clone().into() }, take_away(path)).await?;
    }
    list_scans(desk).await
}

async fn take_away(path: PathBuf) -> Result<()> {
    let refused = |_| {
        DeskError::new(
            "scan-not-deleted",
            "The scan could not be deleted. Delete it from the scanner's folder by hand.",
        )
    };
    match tokio::fs::remove_file(&path).await {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        other => other.map_err(refused)?,
    }
    reached(UseCase::DeleteScan, "deleted").await;
    // A folder that cannot be made durable (a share) says so in vain: the scan is gone from it.
    #[cfg(unix)]
    if let Some(folder) = path.parent()
        && let Ok(folder) = tokio::fs::File::open(folder).await
    {
        let _ = folder.sync_all().await;
    }
    Ok(())
}
