//! A copy of a clinic brought to this computer: copied beside the place first, looked at there, and only then given the
//! name. What is in the way is set aside whole. Cut short anywhere, what was there is there, or set aside.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::folder_state::{FolderState, classify, look, observe};
use crate::set_aside::set_folder_aside;
use crate::{DeviceSecretStore, VaultError, VaultFolder, place};

/// What is being copied, beside the place it is for.
const BEING_COPIED: &str = "being-copied";
/// What was copied whole and not yet given its name.
const COPIED: &str = "copied";
/// Names the files of a copy that is under way; written first, removed when it is whole.
const MARKER: &str = "copy-unfinished";
const LOCK: &str = "vault.lock";
/// Of one computer and one moment only, and so not part of a copy.
const LEFT_OUT: [&str; 5] = [LOCK, "clinic.db-shm", "set-up-unfinished", "attempts.json", MARKER];
const CHUNK: usize = 1 << 20;

fn unusable(error: &io::Error) -> VaultError {
    VaultError::io("the copy could not be put there", error)
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    path.with_extension(ending)
}

/// Gives a copy its name where that was cut short at the last step: it is whole, and its place is free.
///
/// # Errors
/// `folder-unusable`, `folder-read-only`.
pub fn finish_bringing(to: &Path) -> Result<(), VaultError> {
    let copied = beside(to, COPIED);
    let there = |path: &Path| place::is_there(path).map_err(|error| unusable(&error));
    if there(to)? || !there(&copied)? {
        return Ok(());
    }
    give_name(&copied, to)
}

fn give_name(copied: &Path, to: &Path) -> Result<(), VaultError> {
    place::put(copied, to)
        .and_then(|()| place::sync_folder(to.parent().unwrap_or(to)))
        .map_err(|error| unusable(&error))
}

/// Brings the clinic in `from` (the folder itself, or one below it named `clinic`) to `to`. `from` is only read.
///
/// # Errors
/// `copy-not-needed` where a clinic can be opened; `copy-empty`, `copy-incomplete`, `copy-damaged`, `copy-is-here`,
/// `copy-open`; those of the state of `to` that no copy mends; those of both folders. Then nothing has changed.
pub fn bring(from: &Path, to: &Path, keyring: &dyn DeviceSecretStore, day: &str) -> Result<(), VaultError> {
    let found = look(to, keyring)?;
    if !found.state.takes_a_copy() {
        return Err(VaultError::CopyNotNeeded);
    }
    let source = clinic_in(from)?;
    let same = [to.to_path_buf(), beside(to, BEING_COPIED), beside(to, COPIED)];
    if same.iter().any(|own| own.canonicalize().is_ok_and(|own| source.starts_with(&own))) {
        return Err(VaultError::CopyIsHere);
    }
    let _closed = hold_still(&source)?;
    let above = to.parent().unwrap_or(to);
    place::make_private(above).map_err(|error| unusable(&error))?;
    let staged = beside(to, BEING_COPIED);
    clear(&staged, day)?;
    let copied = stage(&source, &staged).and_then(|()| is_a_clinic(&staged, keyring));
    if let Err(error) = copied {
        // The reason is the one to tell; what could not be removed is removed by the next attempt.
        let _ = clear(&staged, day);
        return Err(error);
    }
    fs::remove_file(staged.join(MARKER)).map_err(|error| unusable(&error))?;
    let whole = beside(to, COPIED);
    if place::is_there(&whole).map_err(|error| unusable(&error))? {
        set_folder_aside(&whole, day, "It is a copy of a clinic that was brought here and never used.")?;
    }
    give_name(&staged, &whole)?;
    make_way(to, found.folder, day)?;
    give_name(&whole, to)
}

/// The folder of the clinic: people point at it, or at the one above.
fn clinic_in(from: &Path) -> Result<PathBuf, VaultError> {
    let is_one = |folder: &Path| {
        ["vault.json", "vault-copy.json", "clinic.db"].iter().any(|name| folder.join(name).symlink_metadata().is_ok())
    };
    let from = from.canonicalize().map_err(|_| VaultError::CopyEmpty)?;
    let folder = [from.clone(), from.join("clinic")].into_iter().find(|folder| is_one(folder));
    let folder = folder.ok_or(VaultError::CopyEmpty)?;
    if !folder.join("clinic.db").is_file() {
        return Err(VaultError::CopyIncomplete { missing: "clinic.db" });
    }
    if !["vault.json", "vault-copy.json"].iter().any(|name| folder.join(name).is_file()) {
        return Err(VaultError::CopyIncomplete { missing: "vault.json" });
    }
    Ok(folder)
}

/// A clinic that is open elsewhere changes while it is copied.
fn hold_still(source: &Path) -> Result<Vec<File>, VaultError> {
    let mut held = Vec::new();
    for path in [source.join(LOCK), source.to_path_buf()] {
        let Ok(file) = File::open(path) else { continue };
        match file.try_lock() {
            Ok(()) => held.push(file),
            Err(TryLockError::WouldBlock) => return Err(VaultError::CopyOpen),
            // A disk that locks nothing, as a stick does.
            Err(TryLockError::Error(_)) => {}
        }
    }
    Ok(held)
}

fn stage(source: &Path, staged: &Path) -> Result<(), VaultError> {
    let mut names = Vec::new();
    for entry in fs::read_dir(source).map_err(|error| unusable(&error))? {
        let entry = entry.map_err(|error| unusable(&error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_file = entry.path().metadata().map_err(|error| unusable(&error))?.is_file();
        if is_file && !name.starts_with('.') && !LEFT_OUT.contains(&name.as_str()) {
            names.push(name);
        }
    }
    place::make_new_private(staged).map_err(|error| unusable(&error))?;
    let json = serde_json::to_vec(&names).map_err(|error| unusable(&error.into()))?;
    place::write_new(&staged.join(MARKER), &json)
        .and_then(|()| place::sync_folder(staged))
        .map_err(|error| unusable(&error))?;
    for name in &names {
        copy(&source.join(name), &staged.join(name))?;
    }
    place::sync_folder(staged).map_err(|error| unusable(&error))
}

fn copy(from: &Path, to: &Path) -> Result<(), VaultError> {
    let stands = |file: &File| file.metadata().map(|seen| (seen.len(), seen.modified().ok()));
    let mut read = File::open(from).map_err(|error| unusable(&error))?;
    let before = stands(&read).map_err(|error| unusable(&error))?;
    let mut written = place::options().create_new(true).open(to).map_err(|error| unusable(&error))?;
    let mut chunk = vec![0; CHUNK];
    let mut length = 0;
    loop {
        let count = read.read(&mut chunk).map_err(|error| unusable(&error))?;
        if count == 0 {
            break;
        }
        written.write_all(&chunk[..count]).map_err(|error| unusable(&error))?;
        length += count as u64;
    }
    written.sync_all().map_err(|error| unusable(&error))?;
    // Under another name by now, or written to: the two halves of what was read are of two moments.
    let after = fs::metadata(from).map(|seen| (seen.len(), seen.modified().ok())).map_err(|error| unusable(&error))?;
    if after != before || length != before.0 { Err(VaultError::CopyOpen) } else { Ok(()) }
}

/// The same question as of every folder, asked of the copy.
fn is_a_clinic(staged: &Path, keyring: &dyn DeviceSecretStore) -> Result<(), VaultError> {
    let folder = VaultFolder::open(staged)?;
    match classify(&observe(&folder, keyring)?) {
        // A keyring that does not answer now is the next page; the copy is none the worse for it.
        FolderState::Whole
        | FolderState::DeviceSecretMissing
        | FolderState::KeyringLocked
        | FolderState::KeyringSilent
        | FolderState::KeyringAbsent
        | FolderState::KeyringFailed => Ok(()),
        FolderState::KeyFileNewer => folder.header().map(drop),
        FolderState::KeyFilesDiffer => Err(VaultError::CopyDamaged { what: "vault.json and vault-copy.json" }),
        FolderState::KeyFileDamaged | FolderState::KeyFileUnreadable => {
            Err(VaultError::CopyDamaged { what: "vault.json" })
        }
        _ => Err(VaultError::CopyDamaged { what: "clinic.db" }),
    }
}

/// Removes a copy that never became whole: the files its own note names. A folder of that name without such a note is
/// somebody's, and is set aside.
fn clear(staged: &Path, day: &str) -> Result<(), VaultError> {
    if !place::is_there(staged).map_err(|error| unusable(&error))? {
        return Ok(());
    }
    let names: Option<Vec<String>> =
        fs::read(staged.join(MARKER)).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    for name in names.iter().flatten().map(String::as_str).chain(names.iter().map(|_| LOCK)) {
        if Path::new(name).file_name().is_some_and(|file| file == name) {
            let _ = fs::remove_file(staged.join(name));
        }
    }
    if names.is_some() {
        let _ = fs::remove_file(staged.join(MARKER));
    }
    if fs::remove_dir(staged).is_err() {
        set_folder_aside(staged, day, "It was in the way of a copy of a clinic.")?;
    }
    Ok(())
}

/// Sets aside what stands where the copy goes. An empty folder goes, with the lock file that was made to look into it.
fn make_way(to: &Path, held: Option<VaultFolder>, day: &str) -> Result<(), VaultError> {
    let Some(held) = held else { return Ok(()) };
    let others = fs::read_dir(to).map_err(|error| unusable(&error))?.flatten().any(|entry| entry.file_name() != LOCK);
    if others || to.is_symlink() {
        set_folder_aside(to, day, "A copy of a clinic was brought here, and these could not be opened.")?;
    } else {
        fs::remove_file(to.join(LOCK)).and_then(|()| fs::remove_dir(to)).map_err(|error| unusable(&error))?;
    }
    drop(held);
    Ok(())
}
