//! The vault folder: on this computer's own disk, for this account alone, open in one process at a time.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::file_system::{FileSystemKind, kind_of};
use crate::{Header, VaultError};

const HEADER: &str = "vault.json";
const HEADER_BEING_WRITTEN: &str = ".vault.json.new";
const DATABASE: &str = "clinic.db";
const LOCK: &str = "vault.lock";

/// A header with a thousand slots is far below this.
const HEADER_LIMIT: u64 = 4 * 1024 * 1024;

/// The folder that holds the header and the database. While it lives, no other process (and no second one in this
/// process) can open it; the operating system gives the lock back even when the process is killed.
#[derive(Debug)]
pub struct VaultFolder {
    path: PathBuf,
    _lock: File,
    turn: Mutex<()>,
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
        match lock.try_lock() {
            Ok(()) => Ok(Self { path, _lock: lock, turn: Mutex::new(()) }),
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

    /// Where the header is.
    pub fn header_path(&self) -> PathBuf {
        self.path.join(HEADER)
    }

    /// Whether a clinic has been set up here. True as well for a header that cannot be read.
    pub fn has_header(&self) -> bool {
        self.header_path().symlink_metadata().is_ok()
    }

    /// Reads the header and checks its shape; its seals are checked when it is used with a key.
    ///
    /// # Errors
    /// `header-missing`, `folder-unusable`, and those of [`Header::parse`].
    pub fn header(&self) -> Result<Header, VaultError> {
        let file = match File::open(self.header_path()) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(VaultError::HeaderMissing);
            }
            Err(error) => return Err(VaultError::io("reading the key file", &error)),
        };
        let mut bytes = Vec::new();
        file.take(HEADER_LIMIT)
            .read_to_end(&mut bytes)
            .map_err(|error| VaultError::io("reading the key file", &error))?;
        Header::parse(&bytes)
    }

    /// Writes the header so that at any moment, power cuts included, the file is the old one or the new one, whole.
    pub(crate) fn write_header(&self, header: &Header) -> Result<(), VaultError> {
        let new = self.path.join(HEADER_BEING_WRITTEN);
        let written = self.replace_header(&new, &header.to_json());
        if written.is_err() {
            // Best effort: what is left over is removed before the next attempt as well.
            let _ = fs::remove_file(&new);
        }
        written.map_err(|error| VaultError::io("writing the key file", &error))
    }

    fn replace_header(&self, new: &Path, bytes: &[u8]) -> io::Result<()> {
        match fs::remove_file(new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = options().create_new(true).open(new)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        fs::rename(new, self.header_path())?;
        sync_folder(&self.path)
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

/// Read and write, for this account alone.
fn options() -> OpenOptions {
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
fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}
