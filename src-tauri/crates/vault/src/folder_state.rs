//! What state the folder and the keyring are in. One question with one answer: the entrance, the wizard and
//! [`crate::create`] ask it, and none of them looks for itself.
//!
//! The rule that decides is a pure function over what was seen; it is tried over every combination. Whatever is in
//! doubt is a state with a page of its own, never a first start: what nobody can explain is somebody's records.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::header::FIRST_DEVICE;
use crate::header_file::{HeaderFiles, HeaderSeen};
use crate::set_up_marker::{self, Marker};
use crate::{DeviceSecretStore, VaultError, VaultFolder, VaultId, place};

/// SQLCipher's page, and with it the least length of a database and the step of every other. In bytes.
const PAGE: u64 = 4096;
/// What a database begins with that nobody encrypted (<https://www.sqlite.org/fileformat.html>, 1.3.1).
const PLAIN: &[u8] = b"SQLite format 3\0";

/// A key file, as far as the state of the folder goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderMark {
    /// Not there.
    None,
    /// Whole, of a vault, with its generation.
    Whole(VaultId, u64),
    /// Not what was written.
    Damaged,
    /// Of a later version of the program.
    Newer,
    /// There, and the operating system does not give it.
    Unreadable,
}

/// The database, as far as can be told without a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseMark {
    /// Not there.
    None,
    /// Of a length that a whole one has.
    Whole,
    /// Of no length at all.
    Empty,
    /// Of a length that no whole one has.
    Cut,
    /// A database that is not encrypted, and so none of ours.
    Plain,
    /// A link, a folder or something else that is no file.
    NoFile,
    /// There, and the operating system does not give it.
    Unreadable,
}

/// The note that a set-up is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkerMark {
    /// Not there.
    None,
    /// Of the set-up of this vault.
    Of(VaultId),
    /// There, and it cannot be read.
    Unreadable,
}

/// What the keyring answers for the vault of the header, or for itself where there is no header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyringMark {
    /// It holds the secret of this vault.
    Secret,
    /// It answers and holds none.
    NoSecret,
    /// It is locked.
    Locked,
    /// It does not answer in time.
    Silent,
    /// There is none.
    Absent,
    /// It answers as it should not.
    Failed,
}

/// Everything the state depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// `vault.json`.
    pub main: HeaderMark,
    /// `vault-copy.json`.
    pub copy: HeaderMark,
    /// `clinic.db`.
    pub database: DatabaseMark,
    /// `clinic.db-wal`, with something in it.
    pub log: bool,
    /// `clinic.db.new`, of a set-up.
    pub unfinished: bool,
    /// `set-up-unfinished`.
    pub marker: MarkerMark,
    /// `clinic-name`.
    pub name: bool,
    /// The keyring.
    pub keyring: KeyringMark,
    /// The audit's head in the keyring: only a clinic that was opened has one.
    pub anchor: bool,
}

impl Seen {
    /// What is seen where there is no folder.
    pub fn nothing(keyring: KeyringMark) -> Self {
        Self {
            main: HeaderMark::None,
            copy: HeaderMark::None,
            database: DatabaseMark::None,
            log: false,
            unfinished: false,
            marker: MarkerMark::None,
            name: false,
            keyring,
            anchor: false,
        }
    }

    /// Whether anything of a clinic's records is there: only a set-up that ended leaves any of these.
    pub fn holds_records(&self) -> bool {
        self.database != DatabaseMark::None || self.log || self.name
    }
}

/// What state the folder and the keyring are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FolderState {
    /// Nothing of a clinic: the wizard, or a copy brought here.
    Empty,
    /// A set-up began and never ended; it held no record.
    SetUpUnfinished,
    /// A clinic, to be unlocked.
    Whole,
    /// A clinic, and this computer's keyring has no key for it: the recovery code.
    DeviceSecretMissing,
    /// Records, and neither key file.
    KeyFileMissing,
    /// Neither key file is whole.
    KeyFileDamaged,
    /// A key file of a later version of the program.
    KeyFileNewer,
    /// A key file that the operating system does not give.
    KeyFileUnreadable,
    /// The key files are of two clinics.
    KeyFilesDiffer,
    /// A key file, and no records.
    DatabaseMissing,
    /// The records file is of no length.
    DatabaseEmpty,
    /// The records file was cut.
    DatabaseCut,
    /// The records file is not encrypted, and so not this program's.
    DatabasePlain,
    /// The records file is a link, or no file.
    DatabaseNoFile,
    /// The records file is there, and the operating system does not give it.
    DatabaseUnreadable,
    /// The keyring is locked.
    KeyringLocked,
    /// The keyring does not answer in time.
    KeyringSilent,
    /// There is no keyring.
    KeyringAbsent,
    /// The keyring answers as it should not.
    KeyringFailed,
}

impl FolderState {
    /// The stable code for the screen, in kebab case.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "folder-empty",
            Self::SetUpUnfinished => "set-up-unfinished",
            Self::Whole => "whole",
            Self::DeviceSecretMissing => "device-secret-missing",
            Self::KeyFileMissing => "key-file-missing",
            Self::KeyFileDamaged => "header-unreadable",
            Self::KeyFileNewer => "header-format-unknown",
            Self::KeyFileUnreadable => "key-file-unreadable",
            Self::KeyFilesDiffer => "headers-differ",
            Self::DatabaseMissing => "database-missing",
            Self::DatabaseEmpty => "database-empty",
            Self::DatabaseCut => "database-cut",
            Self::DatabasePlain => "database-plain",
            Self::DatabaseNoFile => "database-no-file",
            Self::DatabaseUnreadable => "database-unreachable",
            Self::KeyringLocked => "keyring-locked",
            Self::KeyringSilent => "keyring-silent",
            Self::KeyringAbsent => "keyring-absent",
            Self::KeyringFailed => "keyring-failed",
        }
    }

    /// Every state.
    pub const ALL: [FolderState; 19] = [
        Self::Empty,
        Self::SetUpUnfinished,
        Self::Whole,
        Self::DeviceSecretMissing,
        Self::KeyFileMissing,
        Self::KeyFileDamaged,
        Self::KeyFileNewer,
        Self::KeyFileUnreadable,
        Self::KeyFilesDiffer,
        Self::DatabaseMissing,
        Self::DatabaseEmpty,
        Self::DatabaseCut,
        Self::DatabasePlain,
        Self::DatabaseNoFile,
        Self::DatabaseUnreadable,
        Self::KeyringLocked,
        Self::KeyringSilent,
        Self::KeyringAbsent,
        Self::KeyringFailed,
    ];

    /// Whether a copy of a clinic may be brought here: nothing here can be opened, and what is in the way is set aside.
    /// Never where a clinic can be unlocked, or could be once a keyring answers.
    pub fn takes_a_copy(self) -> bool {
        matches!(
            self,
            Self::Empty
                | Self::KeyFileMissing
                | Self::KeyFileDamaged
                | Self::DatabaseMissing
                | Self::DatabaseEmpty
                | Self::DatabaseCut
                | Self::DatabasePlain
        )
    }
}

/// The rule. The folder comes before the keyring: no keyring brings a missing file back.
pub fn classify(seen: &Seen) -> FolderState {
    use HeaderMark::{Damaged, Newer, None, Unreadable, Whole};
    let vault = match (seen.main, seen.copy) {
        (Newer, _) | (_, Newer) => return FolderState::KeyFileNewer,
        (Unreadable, _) | (_, Unreadable) => return FolderState::KeyFileUnreadable,
        (Whole(main, _), Whole(copy, _)) if main != copy => return FolderState::KeyFilesDiffer,
        // Which of the two counts is settled before anybody unlocks; the vault is the same.
        (Whole(vault, _), _) | (_, Whole(vault, _)) => vault,
        (None, None) if seen.holds_records() => return FolderState::KeyFileMissing,
        (None, None) => return empty(seen),
        (None | Damaged, None | Damaged) => {
            let ours = matches!(seen.marker, MarkerMark::Of(_)) && !seen.holds_records();
            return if ours { keyring_first(seen, FolderState::SetUpUnfinished) } else { FolderState::KeyFileDamaged };
        }
    };
    match seen.database {
        DatabaseMark::None if seen.marker == MarkerMark::Of(vault) && !seen.holds_records() => {
            keyring_first(seen, FolderState::SetUpUnfinished)
        }
        DatabaseMark::None => FolderState::DatabaseMissing,
        DatabaseMark::Empty => FolderState::DatabaseEmpty,
        DatabaseMark::Plain => FolderState::DatabasePlain,
        DatabaseMark::NoFile => FolderState::DatabaseNoFile,
        DatabaseMark::Unreadable => FolderState::DatabaseUnreadable,
        // A power cut may stop a page halfway into the file; the log still holds it whole.
        DatabaseMark::Cut if !seen.log => FolderState::DatabaseCut,
        DatabaseMark::Cut | DatabaseMark::Whole => match seen.keyring {
            KeyringMark::Secret => FolderState::Whole,
            KeyringMark::NoSecret => FolderState::DeviceSecretMissing,
            _ => keyring_first(seen, FolderState::Whole),
        },
    }
}

fn empty(seen: &Seen) -> FolderState {
    let state = match seen.marker {
        MarkerMark::Of(_) => FolderState::SetUpUnfinished,
        MarkerMark::None | MarkerMark::Unreadable => FolderState::Empty,
    };
    keyring_first(seen, state)
}

/// Nothing is set up, and no set-up taken back, without a keyring.
fn keyring_first(seen: &Seen, state: FolderState) -> FolderState {
    match seen.keyring {
        KeyringMark::Secret | KeyringMark::NoSecret => state,
        KeyringMark::Locked => FolderState::KeyringLocked,
        KeyringMark::Silent => FolderState::KeyringSilent,
        KeyringMark::Absent => FolderState::KeyringAbsent,
        KeyringMark::Failed => FolderState::KeyringFailed,
    }
}

/// Collects what the state depends on. Changes nothing.
///
/// # Errors
/// `folder-read-only`, `folder-unusable`: what cannot be looked at is never taken for absent.
pub fn observe(folder: &VaultFolder, keyring: &dyn DeviceSecretStore) -> Result<Seen, VaultError> {
    let there = |name: &str| {
        place::is_there(&folder.path().join(name)).map_err(|error| VaultError::io("it could not be looked at", &error))
    };
    let HeaderFiles { main, copy, .. } = folder.header_files();
    let marker = match set_up_marker::read(folder) {
        Ok(None) => MarkerMark::None,
        Ok(Some(Marker { vault, .. })) => MarkerMark::Of(vault),
        Err(_) => MarkerMark::Unreadable,
    };
    let later = [main.whole(), copy.whole()].into_iter().flatten().max_by_key(|header| header.generation());
    let vault = match (later, marker) {
        (Some(header), _) => Some((header.vault(), header.device())),
        (None, MarkerMark::Of(vault)) => Some((vault, FIRST_DEVICE)),
        (None, _) => None,
    };
    let log = folder.path().join("clinic.db-wal");
    let answer = keyring_mark(keyring, vault);
    Ok(Seen {
        main: mark_of(&main),
        copy: mark_of(&copy),
        database: database_mark(&folder.database_path()),
        log: there("clinic.db-wal")? && log.symlink_metadata().map_or(true, |file| file.len() > 0),
        unfinished: there("clinic.db.new")?,
        marker,
        name: there("clinic-name")?,
        keyring: answer,
        // Not asked of a keyring that was locked or silent a moment ago: it would ask the person once more.
        anchor: answer == KeyringMark::Secret
            && vault.is_some_and(|(vault, _)| matches!(keyring.get_anchor(vault), Ok(Some(_)))),
    })
}

fn mark_of(seen: &HeaderSeen) -> HeaderMark {
    match seen {
        HeaderSeen::None => HeaderMark::None,
        HeaderSeen::Whole(header) => HeaderMark::Whole(header.vault(), header.generation()),
        HeaderSeen::Damaged => HeaderMark::Damaged,
        HeaderSeen::Newer { .. } => HeaderMark::Newer,
        HeaderSeen::Unreadable(_) => HeaderMark::Unreadable,
    }
}

/// Looked at from outside: the vault never opens it, and has no key to.
fn database_mark(path: &Path) -> DatabaseMark {
    let file = match path.symlink_metadata() {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return DatabaseMark::None,
        Err(_) => return DatabaseMark::Unreadable,
    };
    if !file.is_file() {
        return DatabaseMark::NoFile;
    }
    let mut first = Vec::new();
    // Closing it drops no lock of the database's own: nobody has it open before an unlock.
    let read = File::open(path).and_then(|opened| opened.take(PLAIN.len() as u64).read_to_end(&mut first));
    match (read, file.len()) {
        (Err(_), _) => DatabaseMark::Unreadable,
        (Ok(_), 0) => DatabaseMark::Empty,
        (Ok(_), _) if first == PLAIN => DatabaseMark::Plain,
        (Ok(_), length) if length % PAGE != 0 => DatabaseMark::Cut,
        _ => DatabaseMark::Whole,
    }
}

fn keyring_mark(keyring: &dyn DeviceSecretStore, vault: Option<(VaultId, u32)>) -> KeyringMark {
    let refusal = match (keyring.status().refusal(), vault) {
        (Some(refusal), _) => refusal,
        (None, None) => return KeyringMark::NoSecret,
        (None, Some((vault, line))) => match keyring.get(vault, line) {
            Ok(_) => return KeyringMark::Secret,
            Err(error) => error,
        },
    };
    match refusal.code() {
        "device-secret-missing" => KeyringMark::NoSecret,
        "keyring-locked" => KeyringMark::Locked,
        "keyring-silent" => KeyringMark::Silent,
        "keyring-absent" => KeyringMark::Absent,
        _ => KeyringMark::Failed,
    }
}

/// What is at a place: its state, and the folder where one is there.
#[derive(Debug)]
pub struct Found {
    /// The folder, locked for this process; none where none is there.
    pub folder: Option<VaultFolder>,
    /// What state it is in, with the keyring.
    pub state: FolderState,
}

/// Looks at a place and makes nothing there.
///
/// # Errors
/// Those of [`VaultFolder::open`] but `folder-missing`, and of [`observe`].
pub fn look(path: &Path, keyring: &dyn DeviceSecretStore) -> Result<Found, VaultError> {
    match VaultFolder::open(path) {
        Ok(folder) => {
            let state = classify(&observe(&folder, keyring)?);
            Ok(Found { folder: Some(folder), state })
        }
        Err(VaultError::FolderMissing) => {
            Ok(Found { folder: None, state: classify(&Seen::nothing(keyring_mark(keyring, None))) })
        }
        Err(error) => Err(error),
    }
}
