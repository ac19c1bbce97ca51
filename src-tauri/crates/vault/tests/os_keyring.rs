//! The operating system's own keyring. At the private desk of `scripts/in-desk-session.sh`, where `make test` runs this,
//! there is a real one that nobody else uses. Elsewhere the test says that it is left out: it writes nothing into the
//! keyring of whoever types `cargo test`.
#![allow(clippy::unwrap_used)]

use frontdesk_vault::*;

const SERVICE: &str = "frontdesk-vault-test";

fn pass(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned())
}

fn code<T>(result: Result<T, VaultError>) -> &'static str {
    match result {
        Ok(_) => "ok",
        Err(error) => error.code(),
    }
}

/// Whether this runs at a private desk. There, a keyring that is missing or locked is a failure, not a reason to skip.
fn at_a_private_desk() -> bool {
    let private = std::env::var_os("FRONTDESK_SESSION").is_some();
    if !private {
        // To whoever reads the run: nothing was tried.
        #[allow(clippy::print_stderr)]
        {
            eprintln!("Left out: needs a keyring of its own. Run it as scripts/in-desk-session.sh cargo test.");
        }
    }
    private
}

#[test]
fn a_vault_lives_with_the_systems_keyring_from_set_up_to_a_new_computer() {
    if !at_a_private_desk() {
        return;
    }
    let place = tempfile::tempdir().unwrap();
    let folder = VaultFolder::make(&place.path().join("clinic")).unwrap();
    let keyring = OsKeyring::new(SERVICE);
    assert_eq!(keyring.status(), KeyringStatus::Ready);

    let manager = Person { name: "Test Manager".to_owned(), role: "manager".to_owned() };
    let passphrase = pass("velvet mango tractor");
    let created = create(&folder, &keyring, &manager, &passphrase, SheetNumber::FIRST, "2026-11-24").unwrap();
    let (vault, slot) = (created.header.vault(), created.slot_id);
    assert_eq!(people(&folder, &keyring).unwrap()[0].name, "Test Manager");
    let unlocked = unlock(&folder, &keyring, slot, &passphrase).unwrap();
    assert_eq!(unlocked.data_keys[0].id(), created.data_key.id());

    // Never overwritten; another service name sees nothing of it.
    let kept = keyring.get(vault, 1).unwrap();
    let other = DeviceSecret::from_slice(&[7; 32]).unwrap();
    assert_eq!(code(keyring.create(vault, 1, &other)), "device-secret-present");
    assert_eq!(keyring.get(vault, 1).unwrap().bytes(), kept.bytes());
    assert_eq!(code(OsKeyring::new("another-service").get(vault, 1)), "device-secret-missing");

    assert_eq!(keyring.get_anchor(vault).unwrap(), None);
    keyring.put_anchor(vault, "1:aa").unwrap();
    keyring.put_anchor(vault, "2:bb").unwrap();
    assert_eq!(keyring.get_anchor(vault).unwrap().as_deref(), Some("2:bb"));

    keyring.create(vault, 2, &other).unwrap();
    assert_eq!(keyring.get(vault, 1).unwrap().bytes(), kept.bytes(), "each line by itself");
    assert_eq!(keyring.get_generation(vault).unwrap(), None);
    keyring.put_generation(vault, 3).unwrap();
    keyring.put_generation(vault, 12).unwrap();
    assert_eq!(keyring.get_generation(vault).unwrap(), Some(12));

    // A new computer: the folder came along, the keyring did not.
    keyring.delete(vault, 2).unwrap();
    keyring.delete(vault, 2).unwrap();
    assert_eq!((keyring.get_anchor(vault).unwrap(), keyring.get_generation(vault).unwrap()), (None, None));
    assert_eq!(code(keyring.get(vault, 2)), "device-secret-missing");
    let refused = unlock(&folder, &keyring, slot, &passphrase);
    assert_eq!(code(refused), "device-secret-missing");
    let recovered = unlock_with_recovery(&folder, &created.recovery_code, &keyring).unwrap();
    assert_eq!(recovered.data_keys[0].id(), created.data_key.id());
    assert!(unlock(&folder, &keyring, slot, &passphrase).is_ok());
    keyring.delete(vault, 2).unwrap();
}
