//! The note that a set-up is under way: written before its first file, removed after its last. What a set-up left
//! behind is known by it, and nothing else is ever deleted: without the note, what lies there is somebody's.

use std::fs;
use std::io;

use serde::{Deserialize, Serialize};

use crate::folder_state::{FolderState, classify, observe};
use crate::header::FIRST_DEVICE;
use crate::{DeviceSecretStore, Header, VaultError, VaultFolder, VaultId, place};

const MARKER: &str = "set-up-unfinished";
const MARKER_BEING_WRITTEN: &str = ".set-up-unfinished.new";
/// A database that a set-up fills, with what SQLite puts beside it. It gets its name when it is whole.
const DATABASE_BEING_FILLED: [&str; 3] = ["clinic.db.new", "clinic.db.new-wal", "clinic.db.new-shm"];
/// The key files, and the names under which they are written.
const KEY_FILES: [&str; 4] = ["vault.json", "vault-copy.json", ".vault.json.new", ".vault-copy.json.new"];

/// What a set-up says of itself. The records file is not among its files: what bears that name is never deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Marker {
    pub(crate) vault: VaultId,
    pub(crate) begun: String,
    pub(crate) files: Vec<String>,
}

/// The note, if there is one.
///
/// # Errors
/// `folder-unusable`, also for one that cannot be understood.
pub(crate) fn read(folder: &VaultFolder) -> Result<Option<Marker>, VaultError> {
    let unusable = |error: &io::Error| VaultError::io("the note of its set-up could not be read", error);
    let whole = crate::place::open_file(&folder.path().join(MARKER)).and_then(|mut file| {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut bytes).map(|_| bytes)
    });
    match whole {
        Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|error| unusable(&error.into())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unusable(&error)),
    }
}

impl VaultFolder {
    /// Where a set-up fills the database before it bears its name.
    pub fn unfinished_database_path(&self) -> std::path::PathBuf {
        self.path().join(DATABASE_BEING_FILLED[0])
    }

    /// Notes that a set-up of `vault` begins. What lies in its way and is nobody's records is set aside first.
    pub(crate) fn begin_set_up(&self, vault: VaultId, now: &str) -> Result<(), VaultError> {
        let mut in_the_way = vec![MARKER, MARKER_BEING_WRITTEN];
        in_the_way.extend(DATABASE_BEING_FILLED);
        in_the_way.extend(&KEY_FILES[2..]);
        self.set_aside(&in_the_way, now.get(..10).unwrap_or("undated"), "They were in the way of a set-up.")?;
        let files = DATABASE_BEING_FILLED.iter().chain(&KEY_FILES).map(ToString::to_string).collect();
        let json = serde_json::to_vec_pretty(&Marker { vault, begun: now.to_owned(), files })
            .map_err(|error| VaultError::io("the note of its set-up could not be written", &error.into()))?;
        let new = self.path().join(MARKER_BEING_WRITTEN);
        place::write_new(&new, &json)
            .and_then(|()| place::put(&new, &self.path().join(MARKER)))
            .and_then(|()| place::sync_folder(self.path()))
            .map_err(|error| VaultError::io("the note of its set-up could not be written", &error))
    }

    /// Gives the database its name, now that it is whole. What bears the name already is left, and it is an error.
    ///
    /// # Errors
    /// `folder-unusable`, `folder-read-only`, `disk-full`.
    pub fn name_database(&self) -> Result<(), VaultError> {
        let unusable = |error: &io::Error| VaultError::io("the records file could not be given its name", error);
        let new = self.unfinished_database_path();
        // What SQLite has not folded into the file would be left behind under the other name.
        let log = self.path().join(DATABASE_BEING_FILLED[1]);
        if place::is_there(&log).map_err(|error| unusable(&error))? {
            return Err(unusable(&io::Error::other("its log is still open")));
        }
        place::put(&new, &self.database_path())
            .and_then(|()| place::sync_folder(self.path()))
            .map_err(|error| unusable(&error))
    }

    /// The set-up has ended: a clinic is here.
    ///
    /// # Errors
    /// `folder-unusable`, `folder-read-only`.
    pub fn end_set_up(&self) -> Result<(), VaultError> {
        match fs::remove_file(self.path().join(MARKER)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(VaultError::io("the note of its set-up could not be removed", &error))
            }
            _ => place::sync_folder(self.path()).map_err(|error| VaultError::io("it could not be kept", &error)),
        }
    }

    /// Takes back a set-up that never ended: deletes what its own note names, its secret in the keyring, and the note
    /// last. A key file of another vault, or one that cannot be read, is not its own and is set aside.
    ///
    /// # Errors
    /// `set-up-not-taken-back` where the state is another; those of [`observe`], the keyring and the folder.
    pub fn take_back_set_up(&self, keyring: &dyn DeviceSecretStore, day: &str) -> Result<(), VaultError> {
        let unusable = |error: &io::Error| VaultError::io("what a set-up left could not be removed", error);
        let Some(marker) = read(self)? else { return Err(VaultError::SetUpNotTakenBack) };
        if classify(&observe(self, keyring)?) != FolderState::SetUpUnfinished {
            return Err(VaultError::SetUpNotTakenBack);
        }
        let own = |name: &str| match fs::read(self.path().join(name)).map(|bytes| Header::parse(&bytes)) {
            Ok(Ok(header)) => header.vault() == marker.vault,
            // One that was being written has no shape yet; only a set-up writes while its note stands.
            _ => name.starts_with('.') && self.path().join(name).is_file(),
        };
        keyring.delete(marker.vault, FIRST_DEVICE)?;
        let mut others = Vec::new();
        for name in marker.files.iter().map(String::as_str) {
            // Named by a note that somebody changed: no business of a set-up.
            let known = KEY_FILES.contains(&name) || DATABASE_BEING_FILLED.contains(&name);
            if !known || !place::is_there(&self.path().join(name)).map_err(|error| unusable(&error))? {
                continue;
            }
            if DATABASE_BEING_FILLED.contains(&name) || own(name) {
                fs::remove_file(self.path().join(name)).map_err(|error| unusable(&error))?;
            } else {
                others.push(name);
            }
        }
        self.set_aside(&others, day, "A set-up that was cut short had not made them.")?;
        place::sync_folder(self.path()).map_err(|error| unusable(&error))?;
        self.end_set_up()
    }
}
