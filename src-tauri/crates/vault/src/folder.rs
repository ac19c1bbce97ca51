//! The vault folder: on this computer's own disk, for this account alone, open in one process at a time.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::VaultError;
use crate::file_system::{FileSystemKind, kind_of};

const DATABASE: &str = "clinic.db";
const LOCK: &str = "vault.lock";

/// The folder that holds the header and the database. While it lives, no other process (and no second one in this
/// process) can open it; the operating system gives the lock back even when the process is killed.
#[derive(Debug)]
pub struct VaultFolder {
    path: PathBuf,
    _lock: File,
    turn: Mutex<()>,
    generation: AtomicU64,
}

impl VaultFolder {
    /// Opens the folder, making it (mode 0700, with the folders above it) where it is absent.
    ///
    /// # Errors
    /// `network-share`, before anything is made; `already-open`; `folder-unusable`; `disk-full`.
    pub fn open(path: &Path) -> Result<Self, VaultError> {
        let path = std::path::absolute(path).map_err(|error| VaultError::io("finding it", &error))?;
        refuse_network(&nearest_existing(&path))?;
        make_private(&path).map_err(|error| VaultError::io("making it", &error))?;
        // Again without links: the folder itself may be one.
        let path = path.canonicalize().map_err(|error| VaultError::io("finding it", &error))?;
        refuse_network(&path)?;

        let lock = options()
            .create(true)
            .truncate(false)
            .open(path.join(LOCK))
            .map_err(|error| VaultError::io("making its lock", &error))?;
        close_to_others(&path.join(LOCK));
        match lock.try_lock() {
            Ok(()) => Ok(Self { path, _lock: lock, turn: Mutex::new(()), generation: AtomicU64::new(0) }),
            Err(TryLockError::WouldBlock) => Err(VaultError::AlreadyOpen),
            Err(TryLockError::Error(error)) => Err(VaultError::io("taking its lock", &error)),
        }
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

    /// One change of the header at a time within this process.
    pub(crate) fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn refuse_network(path: &Path) -> Result<(), VaultError> {
    match kind_of(path).map_err(|error| VaultError::io("finding out which disk it is on", &error))? {
        FileSystemKind::Local => Ok(()),
        FileSystemKind::Network(kind) => Err(VaultError::NetworkShare { kind }),
    }
}

/// The folder itself, or the nearest one above it that exists, without links.
fn nearest_existing(path: &Path) -> PathBuf {
    path.ancestors().find_map(|folder| folder.canonicalize().ok()).unwrap_or_else(|| PathBuf::from("/"))
}

#[cfg(unix)]
fn make_private(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};

    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    // A folder made by something else may be open to others on this computer.
    if fs::metadata(path)?.permissions().mode() & 0o077 != 0 {
        fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn make_private(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

/// Takes a file that was put there by something else, as a restored copy, from the reach of other accounts. Best effort:
/// the folder itself is closed to them.
#[cfg(unix)]
pub(crate) fn close_to_others(path: &Path) {
    use std::os::unix::fs::PermissionsExt;

    let open = |file: &fs::Metadata| file.is_file() && file.permissions().mode() & 0o077 != 0;
    if path.symlink_metadata().is_ok_and(|file| open(&file)) {
        let _ = fs::set_permissions(path, fs::Permissions::from_mode(0o600));
    }
}

#[cfg(not(unix))]
pub(crate) fn close_to_others(_path: &Path) {}

/// Read and write, for this account alone.
pub(crate) fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}

/// Makes a rename in the folder last through a power cut.
#[cfg(unix)]
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

#[cfg(not(unix))]
pub(crate) fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}
