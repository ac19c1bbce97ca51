//! No key, no data: every state of the keyring has its own refusal, and nothing is ever overwritten.

use super::*;

#[test]
fn each_state_of_the_keyring_has_its_own_code_before_a_passphrase_is_tried() {
    let desk = Desk::set_up();
    let slot = desk.created.slot_id;
    let absent = KeyringStatus::Absent { reason: "no bus".to_owned() };
    for (status, expected) in [(KeyringStatus::Locked, "keyring-locked"), (absent, "keyring-absent")] {
        desk.keyring.set_status(status);
        assert_eq!(code(desk.unlock(slot, PASSPHRASE)), expected);
        assert_eq!(code(people(&desk.folder, &desk.keyring)), expected);
        assert_eq!(code(add_sheet(&desk.folder, &desk.keyring, &desk.created.data_key)), expected);
    }
    desk.keyring.set_status(KeyringStatus::Ready);
    desk.keyring.delete(desk.vault(), 1).unwrap();
    assert_eq!(code(desk.unlock(slot, PASSPHRASE)), "device-secret-missing");
}

#[test]
fn a_header_without_its_secret_never_gets_a_new_one() {
    let desk = Desk::set_up();
    desk.keyring.delete(desk.vault(), 1).unwrap();
    let _ = desk.unlock(desk.created.slot_id, PASSPHRASE);
    let _ = people(&desk.folder, &desk.keyring);
    let _ = desk.begin(Replaced::Nothing);
    assert!(desk.keyring.is_empty());
}

#[test]
fn without_a_keyring_nothing_is_set_up() {
    let (_place, folder) = place();
    let keyring = MemoryKeyring::new();
    let attempt = || {
        let manager = person("Test Manager", "manager");
        code(create(&folder, &keyring, &manager, &pass(PASSPHRASE), SheetNumber::FIRST, NOW))
    };
    keyring.set_status(KeyringStatus::Locked);
    assert_eq!(attempt(), "keyring-locked");
    keyring.set_status(KeyringStatus::Absent { reason: "no bus".to_owned() });
    assert_eq!(attempt(), "keyring-absent");
    assert!(!folder.has_header());
    assert!(!folder.database_path().exists());
}

#[test]
fn a_header_that_cannot_be_written_takes_its_keyring_entry_back() {
    let (_place, folder) = place();
    let keyring = InTheWay(MemoryKeyring::new(), folder.path().join(".vault.json.new"));
    let manager = person("Test Manager", "manager");
    let failed = create(&folder, &keyring, &manager, &pass(PASSPHRASE), SheetNumber::FIRST, NOW);
    assert_eq!(code(failed), "folder-unusable");
    assert!(keyring.0.is_empty());
    assert!(!folder.has_header());
    assert!(!folder.path().join("set-up-unfinished").exists(), "it was taken back whole");
}

/// A keyring in whose time something comes to lie where the header is written.
struct InTheWay(MemoryKeyring, std::path::PathBuf);

impl DeviceSecretStore for InTheWay {
    fn status(&self) -> KeyringStatus {
        self.0.status()
    }

    fn get(&self, vault: VaultId, line: u32) -> Result<DeviceSecret, VaultError> {
        self.0.get(vault, line)
    }

    fn create(&self, vault: VaultId, line: u32, secret: &DeviceSecret) -> Result<(), VaultError> {
        std::fs::create_dir(&self.1).unwrap();
        self.0.create(vault, line, secret)
    }

    fn forget(&self, vault: VaultId, line: u32) -> Result<(), VaultError> {
        self.0.forget(vault, line)
    }

    fn delete(&self, vault: VaultId, line: u32) -> Result<(), VaultError> {
        self.0.delete(vault, line)
    }

    fn put_anchor(&self, vault: VaultId, head: &str) -> Result<(), VaultError> {
        self.0.put_anchor(vault, head)
    }

    fn get_anchor(&self, vault: VaultId) -> Result<Option<String>, VaultError> {
        self.0.get_anchor(vault)
    }

    fn put_generation(&self, vault: VaultId, generation: u64) -> Result<(), VaultError> {
        self.0.put_generation(vault, generation)
    }

    fn get_generation(&self, vault: VaultId) -> Result<Option<u64>, VaultError> {
        self.0.get_generation(vault)
    }
}

#[test]
fn an_entry_is_never_overwritten_but_an_anchor_is() {
    let keyring = MemoryKeyring::new();
    let vault = VaultId::random().unwrap();
    let (first, second) = (DeviceSecret::random().unwrap(), DeviceSecret::random().unwrap());
    keyring.create(vault, 1, &first).unwrap();
    assert_eq!(code(keyring.create(vault, 1, &second)), "device-secret-present");
    assert_eq!(keyring.get(vault, 1).unwrap().bytes(), first.bytes());
    keyring.create(vault, 2, &second).unwrap();
    assert_eq!(keyring.get(vault, 1).unwrap().bytes(), first.bytes());

    assert_eq!(keyring.get_anchor(vault).unwrap(), None);
    keyring.put_anchor(vault, "1:aa").unwrap();
    keyring.put_anchor(vault, "2:bb").unwrap();
    assert_eq!(keyring.get_anchor(vault).unwrap().as_deref(), Some("2:bb"));
}
