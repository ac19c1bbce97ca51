//! The vault folder: on this computer's own disk, for this account alone, open in one process at a time.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::VaultError;
use crate::file_system::{FileSystemKind, kind_of};
use crate::place;

const DATABASE: &str = "clinic.db";
const LOCK: &str = "vault.lock";
/// A small file is no larger, in bytes.
const SMALL: u64 = 64 * 1024;

/// The folder that holds the header and the database. While it lives, no other process (and no second one in this
/// process) can open it; the operating system gives the lock back even when the process is killed.
#[derive(Debug)]
pub struct VaultFolder {
    path: PathBuf,
    lock: File,
    /// The folder itself is locked as well: a lock file that somebody deletes lets nobody in. None where the file
    /// system locks no folders.
    _door: Option<File>,
    turn: Mutex<()>,
    generation: AtomicU64,
}

impl VaultFolder {
    /// Opens the folder that is there. It is never made here: before a set-up there is none.
    ///
    /// # Errors
    /// `folder-missing`; `folder-link-broken`; `network-share`; `already-open`; `folder-read-only`; `folder-unusable`;
    /// `disk-full`.
    pub fn open(path: &Path) -> Result<Self, VaultError> {
        let path = absolute(path)?;
        refuse_network(&place::nearest_existing(&path))?;
        if place::link_is_broken(&path) {
            return Err(VaultError::FolderLinkBroken);
        }
        if !place::is_there(&path).map_err(|error| VaultError::io("it could not be looked at", &error))? {
            return Err(VaultError::FolderMissing);
        }
        // Without links: the folder itself may be one.
        let path = path.canonicalize().map_err(|error| VaultError::io("it could not be found", &error))?;
        refuse_network(&path)?;
        if !path.is_dir() {
            return Err(VaultError::FolderUnusable {
                what: "there is a file where it should be",
                reason: "not a folder".to_owned(),
            });
        }
        place::close_to_others(&path).map_err(|error| VaultError::io("it could not be made private", &error))?;
        let door = lock_folder(&path)?;
        let lock = lock_file(&path.join(LOCK))?;
        Ok(Self { path, lock, _door: door, turn: Mutex::new(()), generation: AtomicU64::new(0) })
    }

    /// Makes the folder (mode 0700, with the folders above it) where it is absent, and opens it. For a set-up, the
    /// throw-away clinic, and a copy that is brought here.
    ///
    /// # Errors
    /// Those of [`VaultFolder::open`], before anything is made.
    pub fn make(path: &Path) -> Result<Self, VaultError> {
        let path = absolute(path)?;
        refuse_network(&place::nearest_existing(&path))?;
        if place::link_is_broken(&path) {
            return Err(VaultError::FolderLinkBroken);
        }
        place::make_private(&path).map_err(|error| VaultError::io("it could not be made", &error))?;
        Self::open(&path)
    }

    /// The folder, absolute and without links.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the encrypted database belongs. The vault never opens it.
    pub fn database_path(&self) -> PathBuf {
        self.path.join(DATABASE)
    }

    /// Notes a generation of the header that the database or the keyring has seen: a header below it is older than
    /// they are.
    pub fn note_generation(&self, generation: u64) {
        self.generation.fetch_max(generation, Ordering::SeqCst);
    }

    /// The highest generation noted since the folder was opened; 0 before the first.
    pub fn generation_noted(&self) -> u64 {
        self.generation.load(Ordering::SeqCst)
    }

    /// Writes a small file of the folder so that it is the old one or the new one, whole, and for this account alone.
    ///
    /// # Errors
    /// `folder-unusable`, `folder-read-only`, `disk-full`.
    pub fn write_small(&self, name: &str, bytes: &[u8]) -> Result<(), VaultError> {
        let new = self.path.join(format!(".{name}.new"));
        // Of an attempt that was cut short.
        let _ = fs::remove_file(&new);
        place::write_new(&new, bytes)
            .and_then(|()| fs::rename(&new, self.path.join(name)))
            .and_then(|()| place::sync_folder(&self.path))
            .map_err(|error| VaultError::io("a file of it could not be written", &error))
    }

    /// A small file of the folder that is text; none where there is none, or something else under its name.
    pub fn read_small(&self, name: &str) -> Option<String> {
        let file = place::open_file(&self.path.join(name)).ok()?;
        let mut text = String::new();
        io::Read::read_to_string(&mut io::Read::take(file, SMALL), &mut text).ok()?;
        Some(text)
    }

    /// Whether this folder is where it was when it was opened: not moved away, nor another put in its place.
    pub fn is_in_place(&self) -> bool {
        place::still_bears(&self.lock, &self.path.join(LOCK))
    }

    /// One change of the header at a time within this process.
    pub(crate) fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn absolute(path: &Path) -> Result<PathBuf, VaultError> {
    std::path::absolute(path).map_err(|error| VaultError::io("it could not be found", &error))
}

/// Refuses what is on a file system of another machine.
pub(crate) fn refuse_network(path: &Path) -> Result<(), VaultError> {
    match kind_of(path).map_err(|error| VaultError::io("the disk it is on could not be looked at", &error))? {
        FileSystemKind::Local => Ok(()),
        FileSystemKind::Network(kind) => Err(VaultError::NetworkShare { kind }),
    }
}

/// Somebody may have taken the lock file away between its opening and its locking: then it is another file that the
/// name means, and whoever has that would be let in too.
fn lock_file(path: &Path) -> Result<File, VaultError> {
    for _ in 0..8 {
        let lock = place::options()
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(|error| VaultError::io("nothing can be written in it", &error))?;
        match lock.try_lock() {
            Ok(()) if place::still_bears(&lock, path) => return Ok(lock),
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(VaultError::AlreadyOpen),
            Err(TryLockError::Error(error)) => return Err(VaultError::io("it could not be locked", &error)),
        }
    }
    Err(VaultError::AlreadyOpen)
}

fn lock_folder(path: &Path) -> Result<Option<File>, VaultError> {
    let Ok(folder) = File::open(path) else { return Ok(None) };
    match folder.try_lock() {
        Ok(()) => Ok(Some(folder)),
        Err(TryLockError::WouldBlock) => Err(VaultError::AlreadyOpen),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}
