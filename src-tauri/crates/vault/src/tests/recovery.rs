//! The recovery sheet, on this computer and on a new one.

use super::*;

fn printed(code: &RecoveryCode) -> String {
    code.with_groups(|groups| groups.join(" "))
}

#[test]
fn a_new_computer_is_brought_up_whole_from_the_sheet() {
    let desk = Desk::set_up();
    let new_computer = MemoryKeyring::new();
    let (folder, slot) = (&desk.folder, desk.created.slot_id);
    let before = unlock(folder, &new_computer, slot, &pass(PASSPHRASE));
    assert_eq!(code(before), "device-secret-missing");
    assert_eq!(code(people(folder, &new_computer)), "device-secret-missing");
    assert!(new_computer.is_empty());

    let typed = printed(&desk.created.recovery_code).to_lowercase();
    let typed = RecoveryCode::parse(&typed).unwrap();
    let recovered = unlock_with_recovery(folder, &typed, &new_computer).unwrap();
    assert_eq!(recovered.data_keys[0].id(), desk.created.data_key.id());

    // From here on the passphrases work as they did.
    assert!(unlock(folder, &new_computer, slot, &pass(PASSPHRASE)).is_ok());
    assert_eq!(people(folder, &new_computer).unwrap()[0].name, "Test Manager");
}

/// What the desk does with a code: opens, sets a passphrase anew, and ends the change of key.
fn recovered(desk: &Desk, code: &RecoveryCode, passphrase: &str) -> (KeyId, RecoveryBegun) {
    let keys = unlock_with_recovery(&desk.folder, code, &desk.keyring).unwrap().data_keys;
    let (slot, manager) = (desk.created.slot_id, person("Test Manager", "manager"));
    let words = pass(passphrase);
    let (keys, begun) = recover(&desk.folder, &desk.keyring, keys, slot, &manager, &words).unwrap();
    finish_rotation(&desk.folder, &desk.keyring, &keys[0]).unwrap();
    (keys[0].id(), begun)
}

#[test]
fn a_forgotten_passphrase_is_set_anew_by_the_code_with_a_new_data_key() {
    let desk = Desk::set_up();
    let reception = desk.add("Test Reception", "hollow penguin");
    let before = desk.header_bytes();
    let (new, begun) = recovered(&desk, &desk.created.recovery_code, "hollow penguin orbit");
    assert!(!begun.others_removed);
    assert_ne!(new, desk.created.data_key.id());
    let manager = desk.created.slot_id;
    assert_eq!(code(desk.unlock(manager, PASSPHRASE)), "wrong-passphrase");
    assert_eq!(desk.unlock(manager, "hollow penguin orbit").unwrap().data_keys[0].id(), new);
    assert_eq!(desk.unlock(reception, "hollow penguin").unwrap().data_keys[0].id(), new, "others keep theirs");
    desk.put_header(&before);
    let desk = desk.elsewhere();
    assert!(desk.unlock(manager, PASSPHRASE).unwrap().data_keys.iter().all(|key| key.id() != new));
}

#[test]
fn a_header_older_than_what_was_seen_opens_by_the_code_alone_and_takes_a_generation_above_all() {
    let desk = Desk::set_up();
    let (manager, reception) = (desk.created.slot_id, desk.add("Test Reception", "hollow penguin"));
    let before = desk.header_bytes();
    let words = (pass(PASSPHRASE), pass("barley compass quilt"));
    change_passphrase(&desk.folder, &desk.keyring, manager, &words.0, &words.1).unwrap();
    let seen = desk.folder.header().unwrap().generation();
    desk.keyring.put_generation(desk.vault(), seen).unwrap();

    desk.put_header(&before);
    for (slot, passphrase) in [(manager, PASSPHRASE), (manager, "barley compass quilt"), (reception, "hollow penguin")]
    {
        let refused = desk.unlock(slot, passphrase).unwrap_err();
        assert_eq!(refused.code(), "header-older");
        assert!(refused.to_string().contains(&format!("change {seen}")), "{refused}");
    }
    assert_eq!(code(desk.begin(Replaced::Nothing)), "header-older");

    // What the database has seen counts as well.
    desk.folder.note_generation(seen + 5);
    let (new, begun) = recovered(&desk, &desk.created.recovery_code, "hollow penguin orbit");
    assert!(begun.others_removed && begun.generation == seen + 6, "{begun:?}");
    assert_eq!(desk.unlock(manager, "hollow penguin orbit").unwrap().data_keys[0].id(), new);
    assert_eq!(code(desk.unlock(manager, PASSPHRASE)), "wrong-passphrase");
    assert_eq!(code(desk.unlock(reception, "hollow penguin")), "wrong-passphrase", "theirs may be one replaced since");
}

#[test]
fn a_recovery_in_the_middle_of_a_change_of_key_keeps_both_keys() {
    let desk = Desk::set_up();
    let newer = desk.begin(Replaced::Nothing).unwrap();
    let keys = unlock_with_recovery(&desk.folder, &desk.created.recovery_code, &desk.keyring).unwrap().data_keys;
    let (slot, manager) = (desk.created.slot_id, person("Test Manager", "manager"));
    let words = pass("hollow penguin orbit");
    let (keys, _) = recover(&desk.folder, &desk.keyring, keys, slot, &manager, &words).unwrap();
    let ids: Vec<KeyId> = keys.iter().map(DataKey::id).collect();
    assert_eq!(ids, [newer.id(), desk.created.data_key.id()]);
    let unlocked = desk.unlock(slot, "hollow penguin orbit").unwrap();
    assert_eq!(unlocked.data_keys.iter().map(DataKey::id).collect::<Vec<_>>(), ids);
}

#[test]
fn a_keyring_that_does_not_say_what_it_has_seen_keeps_nobody_out() {
    let desk = Desk::set_up();
    desk.keyring.set_generations_silent(true);
    assert!(desk.unlock(desk.created.slot_id, PASSPHRASE).is_ok());
    assert!(add_sheet(&desk.folder, &desk.keyring, &desk.created.data_key).is_ok());
}

#[test]
fn a_code_of_another_clinic_is_told_apart_from_a_slip() {
    let desk = Desk::set_up();
    let other = RecoveryCode::random().unwrap();
    let refused = unlock_with_recovery(&desk.folder, &other, &MemoryKeyring::new());
    assert_eq!(code(refused), "recovery-code-wrong");

    let mut typed = printed(&desk.created.recovery_code);
    let slip = if typed.starts_with('7') { "8" } else { "7" };
    typed.replace_range(0..1, slip);
    let slipped = RecoveryCode::parse(&typed).unwrap_err();
    assert_eq!(slipped.code(), "recovery-code-mistyped");
    assert!(slipped.to_string().contains("group 1"), "{slipped}");
}

#[test]
fn a_keyring_entry_that_differs_is_left_as_it_was() {
    let desk = Desk::set_up();
    let other = DeviceSecret::random().unwrap();
    desk.keyring.force(desk.vault(), DeviceSecret::from_slice(other.bytes()).unwrap());
    assert_eq!(code(desk.unlock(desk.created.slot_id, PASSPHRASE)), "header-altered");
    let recovered = unlock_with_recovery(&desk.folder, &desk.created.recovery_code, &desk.keyring);
    assert_eq!(code(recovered), "device-secret-differs");
    assert_eq!(desk.keyring.get(desk.vault(), 1).unwrap().bytes(), other.bytes());
}

#[test]
fn recovery_needs_a_keyring_too() {
    let desk = Desk::set_up();
    let keyring = MemoryKeyring::new();
    let attempt = || code(unlock_with_recovery(&desk.folder, &desk.created.recovery_code, &keyring));
    keyring.set_status(KeyringStatus::Locked);
    assert_eq!(attempt(), "keyring-locked");
    keyring.set_status(KeyringStatus::Absent { reason: "no bus".to_owned() });
    assert_eq!(attempt(), "keyring-absent");
}
