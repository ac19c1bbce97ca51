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

#[test]
fn a_forgotten_passphrase_is_set_anew_after_recovery_and_a_new_sheet_replaces_the_old() {
    let desk = Desk::set_up();
    let (folder, keyring) = (&desk.folder, &desk.keyring);
    let old_code = &desk.created.recovery_code;
    let recovered = unlock_with_recovery(folder, old_code, keyring).unwrap();
    let key = &recovered.data_keys[0];
    set_passphrase(folder, keyring, key, desk.created.slot_id, &pass("hollow penguin orbit")).unwrap();
    let reissued = reissue_recovery(folder, keyring, key).unwrap();

    assert_eq!(reissued.sheet.to_string(), "RC-02");
    assert_eq!(folder.header().unwrap().sheet(), reissued.sheet);
    let refused = unlock_with_recovery(folder, old_code, keyring).unwrap_err();
    assert_eq!(refused.code(), "recovery-code-wrong");
    assert!(refused.to_string().contains("RC-02"), "{refused}");
    let opened = unlock_with_recovery(folder, &reissued.recovery_code, &MemoryKeyring::new()).unwrap();
    assert_eq!(opened.data_keys[0].id(), key.id());
    assert!(desk.unlock(desk.created.slot_id, "hollow penguin orbit").is_ok());
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
    assert_eq!(desk.keyring.get(desk.vault()).unwrap().bytes(), other.bytes());
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
