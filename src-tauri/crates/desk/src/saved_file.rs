//! A file that leaves the vault: written beside, made durable, then renamed. What stood there is whole until then.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use frontdesk_domain::role::UseCase;
use frontdesk_store::cut_off::Found;
use sha2::{Digest, Sha256};

use crate::entrance::blocking;
use crate::error::{DeskError, Result};
use crate::outside::{FileAim, reached};

/// How a file that is being written is called, so that one left over is known as ours.
const BEGINS: &str = ".frontdesk-";
const ENDS: &str = ".part";

/// Where a file goes, and where it is written first. Refuses what is not a plain file that may be written.
///
/// # Errors
/// `save-refused`.
pub(crate) fn aim(path: PathBuf, bytes: &[u8]) -> Result<FileAim> {
    // What a link points to is replaced, not the link.
    let path = if path.is_symlink() { path.canonicalize().map_err(|error| refusal(&error))? } else { path };
    if let Ok(there) = fs::symlink_metadata(&path)
        && (!there.is_file() || there.permissions().readonly())
    {
        return Err(refusal(&io::ErrorKind::PermissionDenied.into()));
    }
    let name = format!("{BEGINS}{}{ENDS}", uuid::Uuid::new_v4().simple());
    let beside = path.parent().unwrap_or_else(|| Path::new(".")).join(name);
    Ok(FileAim {
        path: path.into(),
        beside: beside.into(),
        size: bytes.len() as u64,
        sha256: data_encoding::HEXLOWER.encode(&Sha256::digest(bytes)),
    })
}

/// Writes it, readable by this computer account alone.
///
/// # Errors
/// `disk-full`, `save-refused`, `save-failed`: what stood there before is as it was.
pub(crate) async fn write(aim: FileAim, bytes: Arc<Vec<u8>>) -> Result<()> {
    let case = UseCase::SaveDocument;
    let first = aim.clone();
    blocking(move || tidied(first.beside.path(), put(first.beside.path(), &bytes))).await?.map_err(|e| refusal(&e))?;
    reached(case, "written").await;
    let (path, beside) = (aim.path.clone(), aim.beside.clone());
    blocking(move || tidied(beside.path(), fs::rename(beside.path(), path.path())))
        .await?
        .map_err(|error| refusal(&error))?;
    reached(case, "renamed").await;
    blocking(move || sync_folder(aim.path.path())).await
}

fn put(beside: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(beside)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn tidied<T>(beside: &Path, done: io::Result<T>) -> io::Result<T> {
    if done.is_err() {
        let _ = fs::remove_file(beside);
    }
    done
}

/// The file is there already: a disk that cannot make its folder durable (a stick with FAT) says so in vain.
fn sync_folder(path: &Path) {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    #[cfg(not(unix))]
    let _ = path;
}

/// Whether a file that was cut off is there, whole. What was left beside it is taken away.
pub(crate) async fn look(aim: &FileAim) -> Found {
    let aim = aim.clone();
    blocking(move || looked(&aim)).await.unwrap_or(Found::Unknown)
}

fn looked(aim: &FileAim) -> Found {
    let (path, beside) = (aim.path.path(), aim.beside.path());
    let ours = beside.file_name().and_then(|name| name.to_str());
    if ours.is_some_and(|name| name.starts_with(BEGINS) && name.ends_with(ENDS)) {
        let _ = fs::remove_file(beside);
    }
    match (same(path, aim), path.parent().map(fs::metadata)) {
        (Ok(true), _) => Found::Done,
        (Ok(false), _) => Found::NotDone,
        (Err(error), Some(Ok(_))) if error.kind() == io::ErrorKind::NotFound => Found::NotDone,
        _ => Found::Unknown,
    }
}

fn same(path: &Path, aim: &FileAim) -> io::Result<bool> {
    let there = fs::metadata(path)?;
    if !there.is_file() || there.len() != aim.size {
        return Ok(false);
    }
    let (mut file, mut digest, mut part) = (File::open(path)?, Sha256::new(), vec![0u8; 64 * 1024]);
    loop {
        match file.read(&mut part)? {
            0 => return Ok(data_encoding::HEXLOWER.encode(&digest.finalize()) == aim.sha256),
            read => digest.update(&part[..read]),
        }
    }
}

fn refusal(error: &io::Error) -> DeskError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            DeskError::new("disk-full", "Not saved: the disk is full. Free some space, or choose another place.")
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => DeskError::new(
            "save-refused",
            "Not saved: this computer does not allow writing there. Choose another place.",
        ),
        _ => DeskError::new("save-failed", "Not saved: the file could not be written. Choose another place."),
    }
}
