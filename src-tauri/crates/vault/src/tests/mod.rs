//! Facts about the whole vault, each over a real folder and a keyring in memory.

mod device;
mod folder;
mod header_files;
mod keyring;
mod leftovers;
mod recovery;
mod redaction;
mod rotation;
mod round_trip;
mod states;
mod tampering;

use std::sync::LazyLock;

use tempfile::TempDir;

use crate::testing::MemoryKeyring;
use crate::*;

pub(crate) const PASSPHRASE: &str = "velvet mango tractor";
pub(crate) const NOW: &str = "2026-11-24T10:31:00Z";

/// A vault just set up by its practice manager.
pub(crate) struct Desk {
    pub(crate) keyring: MemoryKeyring,
    pub(crate) created: Created,
    pub(crate) folder: VaultFolder,
    pub(crate) _place: TempDir,
}

pub(crate) fn pass(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned())
}

pub(crate) fn person(name: &str, role: &str) -> Person {
    Person { name: name.to_owned(), role: role.to_owned() }
}

pub(crate) fn place() -> (TempDir, VaultFolder) {
    let place = tempfile::tempdir().unwrap();
    let folder = VaultFolder::make(&place.path().join("clinic")).unwrap();
    (place, folder)
}

/// What one set-up made. Kept as bytes, so that every test gets a vault of its own without its own two Argon2id runs.
struct Pattern {
    header: Vec<u8>,
    slot_id: SlotId,
    data_key: [u8; 32],
    secret: [u8; 32],
    code: String,
}

/// What is set aside bears this day.
pub(crate) const TODAY: &str = "2026-11-30";

static PATTERN: LazyLock<Pattern> = LazyLock::new(|| {
    let desk = Desk::set_up_anew();
    Pattern {
        header: desk.header_bytes(),
        slot_id: desk.created.slot_id,
        data_key: *desk.created.data_key.bytes(),
        secret: *desk.keyring.get(desk.vault(), 1).unwrap().bytes(),
        code: desk.created.recovery_code.text().to_string(),
    }
});

impl Desk {
    /// A vault as [`create`] leaves it. All of these are copies of one.
    pub(crate) fn set_up() -> Self {
        let (place, folder) = place();
        std::fs::write(folder.header_path(), &PATTERN.header).unwrap();
        folder.settle_header_files(&MemoryKeyring::new(), TODAY).unwrap();
        let created = Created {
            header: folder.header().unwrap(),
            slot_id: PATTERN.slot_id,
            data_key: DataKey::from_slice(&PATTERN.data_key).unwrap(),
            recovery_code: RecoveryCode::parse(&PATTERN.code).unwrap(),
        };
        let keyring = MemoryKeyring::new();
        let secret = DeviceSecret::from_slice(&PATTERN.secret).unwrap();
        keyring.create(created.header.vault(), 1, &secret).unwrap();
        Self { keyring, created, folder, _place: place }
    }

    /// A vault that shares nothing with the others.
    pub(crate) fn set_up_anew() -> Self {
        let (place, folder) = place();
        let keyring = MemoryKeyring::new();
        let manager = person("Test Manager", "manager");
        let created = create(&folder, &keyring, &manager, &pass(PASSPHRASE), SheetNumber::FIRST, NOW).unwrap();
        Self { keyring, created, folder, _place: place }
    }

    /// The same vault and keyring, entered by a process that has seen nothing of it before.
    pub(crate) fn elsewhere(self) -> Self {
        let Self { keyring, created, folder, _place } = self;
        let path = folder.path().to_owned();
        drop(folder);
        keyring.forget_generation(created.header.vault());
        Self { keyring, created, folder: VaultFolder::open(&path).unwrap(), _place }
    }

    pub(crate) fn unlock(&self, slot: SlotId, passphrase: &str) -> Result<Unlocked, VaultError> {
        unlock(&self.folder, &self.keyring, slot, &pass(passphrase))
    }

    /// The identifiers of the data keys that unlocking as the manager gives, newest first.
    pub(crate) fn keys(&self) -> Vec<KeyId> {
        let unlocked = self.unlock(self.created.slot_id, PASSPHRASE).unwrap();
        unlocked.data_keys.iter().map(DataKey::id).collect()
    }

    pub(crate) fn vault(&self) -> VaultId {
        self.created.header.vault()
    }

    pub(crate) fn header_bytes(&self) -> Vec<u8> {
        std::fs::read(self.folder.header_path()).unwrap()
    }

    /// Both files, as somebody who puts a folder's copy back does.
    pub(crate) fn put_header(&self, bytes: &[u8]) {
        std::fs::write(self.folder.header_path(), bytes).unwrap();
        std::fs::write(self.folder.header_copy_path(), bytes).unwrap();
    }

    /// A person added, with a slot of their own.
    pub(crate) fn add(&self, name: &str, passphrase: &str) -> SlotId {
        let slot = SlotId::random().unwrap();
        let (key, one) = (&self.created.data_key, person(name, "reception"));
        add_person(&self.folder, &self.keyring, key, slot, &one, &pass(passphrase)).unwrap();
        slot
    }

    /// A change of key begun.
    pub(crate) fn begin(&self, replaced: Replaced<'_>) -> Result<DataKey, VaultError> {
        begin_rotation(&self.folder, &self.keyring, &self.created.data_key, replaced)
    }

    /// A change of key begun and ended; the database is not there to be re-keyed.
    pub(crate) fn rotate(&self, replaced: Replaced<'_>) -> DataKey {
        let new = self.begin(replaced).unwrap();
        finish_rotation(&self.folder, &self.keyring, &new).unwrap();
        new
    }
}

pub(crate) fn code<T>(result: Result<T, VaultError>) -> &'static str {
    match result {
        Ok(_) => "ok",
        Err(error) => error.code(),
    }
}
