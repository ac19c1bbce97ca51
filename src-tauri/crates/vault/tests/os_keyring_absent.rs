//! No keyring answers. In a process of its own: the connection is tried once per process.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

use frontdesk_vault::*;

const ALONE: &str = "FRONTDESK_TEST_WITHOUT_BUS";

/// Runs itself again with an address at which no bus is.
#[test]
fn without_a_bus_the_keyring_is_absent_and_nothing_is_set_up() {
    if std::env::var_os(ALONE).is_none() {
        let place = tempfile::tempdir().unwrap();
        let nowhere = format!("unix:path={}", place.path().join("no-bus").display());
        let output = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "without_a_bus_the_keyring_is_absent_and_nothing_is_set_up"])
            .env(ALONE, "1")
            .env("DBUS_SESSION_BUS_ADDRESS", nowhere)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        return;
    }

    let keyring = OsKeyring::new("frontdesk-vault-test");
    assert!(matches!(keyring.status(), KeyringStatus::Absent { .. }));
    let place = tempfile::tempdir().unwrap();
    let folder = VaultFolder::make(&place.path().join("clinic")).unwrap();
    let manager = Person { name: "Test Manager".to_owned(), role: "manager".to_owned() };
    let passphrase = Passphrase::new("velvet mango tractor".to_owned());
    let refused = create(&folder, &keyring, &manager, &passphrase, SheetNumber::FIRST, "2026-11-24").unwrap_err();
    assert_eq!(refused.code(), "keyring-absent");
    assert!(!folder.has_header());
}
