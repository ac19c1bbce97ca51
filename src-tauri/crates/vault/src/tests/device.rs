//! Replacing this computer's secret.

use super::*;

#[test]
fn a_replaced_secret_leaves_its_own_passphrase_and_every_sheet_and_nobody_elses_slot() {
    let desk = Desk::set_up();
    let (folder, keyring, old) = (&desk.folder, &desk.keyring, &desk.created.data_key);
    let (manager, reception) = (desk.created.slot_id, desk.add("Test Reception", "hollow penguin"));
    let second = add_sheet(folder, keyring, old).unwrap();
    let before = desk.header_bytes();
    let stolen = *keyring.get(desk.vault(), 1).unwrap().bytes();

    let own = person("Test Manager", "manager");
    let new = replace_device_secret(folder, keyring, old, manager, &own, &pass(PASSPHRASE)).unwrap();
    assert_eq!(code(forget_older_devices(folder, keyring)), "rotation-pending");
    finish_rotation(folder, keyring, &new).unwrap();
    forget_older_devices(folder, keyring).unwrap();
    let header = folder.header().unwrap();
    assert_eq!((header.device(), header.staff_slots().collect::<Vec<_>>()), (2, vec![manager]));
    assert_eq!(code(keyring.get(desk.vault(), 1)), "device-secret-missing");
    assert_eq!(desk.keys(), [new.id()]);
    assert_eq!(people(folder, keyring).unwrap()[0].name, "Test Manager");
    assert_eq!(code(desk.unlock(reception, "hollow penguin")), "wrong-passphrase");
    for sheet in [&desk.created.recovery_code, &second.recovery_code] {
        let new_computer = MemoryKeyring::new();
        let opened = unlock_with_recovery(folder, sheet, &new_computer).unwrap();
        assert_eq!(opened.data_keys[0].id(), new.id());
        assert!(unlock(folder, &new_computer, manager, &pass(PASSPHRASE)).is_ok(), "the sheet brings the new secret");
    }

    // A thief has the old secret, the old folder and a passphrase: that copy opens, today's records do not.
    let theirs = MemoryKeyring::new();
    theirs.force(desk.vault(), DeviceSecret::from_slice(&stolen).unwrap());
    assert_eq!(code(unlock(folder, &theirs, manager, &pass(PASSPHRASE))), "device-secret-missing");
    desk.put_header(&before);
    let desk = desk.elsewhere();
    let opened = unlock(&desk.folder, &theirs, manager, &pass(PASSPHRASE)).unwrap();
    assert!(opened.data_keys.iter().all(|key| key.id() != new.id()));
}

#[test]
fn an_attempt_that_was_cut_off_after_the_keyring_leaves_everything_as_it_was_and_is_stepped_over() {
    let desk = Desk::set_up();
    let left = DeviceSecret::random().unwrap();
    desk.keyring.create(desk.vault(), 2, &left).unwrap();
    assert!(desk.unlock(desk.created.slot_id, PASSPHRASE).is_ok());
    let (slot, own) = (desk.created.slot_id, person("Test Manager", "manager"));
    let key = &desk.created.data_key;
    replace_device_secret(&desk.folder, &desk.keyring, key, slot, &own, &pass(PASSPHRASE)).unwrap();
    assert_eq!(desk.folder.header().unwrap().device(), 3);
    assert_eq!(desk.keyring.get(desk.vault(), 2).unwrap().bytes(), left.bytes(), "never overwritten");
}

#[test]
fn a_keyring_that_keeps_nothing_changes_nothing() {
    let desk = Desk::set_up();
    let before = desk.header_bytes();
    let (slot, own) = (desk.created.slot_id, person("Test Manager", "manager"));
    desk.keyring.set_status(KeyringStatus::Locked);
    let key = &desk.created.data_key;
    let refused = replace_device_secret(&desk.folder, &desk.keyring, key, slot, &own, &pass(PASSPHRASE));
    assert_eq!(code(refused), "keyring-locked");
    assert_eq!(desk.header_bytes(), before);
}
