//! Changing the data key, interrupted everywhere. The database is stood for by the key it would open with.

use super::*;

#[test]
fn in_the_middle_of_a_change_everybody_gets_both_keys_newest_first() {
    let desk = Desk::set_up();
    let old = desk.created.data_key.id();
    assert!(!pending_rotation(&desk.folder).unwrap());
    let new = begin_rotation(&desk.folder, &desk.keyring, &desk.created.data_key, None).unwrap();

    assert!(pending_rotation(&desk.folder).unwrap());
    assert_ne!(new.id(), old);
    assert_eq!(desk.keys(), [new.id(), old]);
    let code = &desk.created.recovery_code;
    let recovered = unlock_with_recovery(&desk.folder, code, &desk.keyring).unwrap();
    let ids: Vec<KeyId> = recovered.data_keys.iter().map(DataKey::id).collect();
    assert_eq!(ids, [new.id(), old]);
}

#[test]
fn interrupted_before_the_database_is_re_keyed_the_next_unlock_can_finish() {
    let desk = Desk::set_up();
    let database = desk.created.data_key.id();
    drop(begin_rotation(&desk.folder, &desk.keyring, &desk.created.data_key, None).unwrap());

    // A later start: the database opens with the second candidate, is re-keyed to the first, and the change finished.
    let unlocked = desk.unlock(desk.created.slot_id, PASSPHRASE).unwrap();
    let opened = unlocked.data_keys.iter().position(|key| key.id() == database);
    assert_eq!(opened, Some(1));
    let new = &unlocked.data_keys[0];
    finish_rotation(&desk.folder, &desk.keyring, new).unwrap();
    assert_eq!(desk.keys(), [new.id()]);
    assert!(!pending_rotation(&desk.folder).unwrap());
}

#[test]
fn interrupted_after_the_database_is_re_keyed_the_next_unlock_opens_with_the_first_candidate() {
    let desk = Desk::set_up();
    let database = begin_rotation(&desk.folder, &desk.keyring, &desk.created.data_key, None).unwrap().id();
    let unlocked = desk.unlock(desk.created.slot_id, PASSPHRASE).unwrap();
    assert_eq!(unlocked.data_keys[0].id(), database);
    finish_rotation(&desk.folder, &desk.keyring, &unlocked.data_keys[0]).unwrap();
    assert_eq!(desk.keys(), [database]);
}

#[test]
fn finishing_twice_is_refused_and_harmless() {
    let desk = Desk::set_up();
    let new = begin_rotation(&desk.folder, &desk.keyring, &desk.created.data_key, None).unwrap();
    finish_rotation(&desk.folder, &desk.keyring, &new).unwrap();
    let after = desk.header_bytes();
    assert_eq!(code(finish_rotation(&desk.folder, &desk.keyring, &new)), "no-rotation");
    assert_eq!(desk.header_bytes(), after);
}

#[test]
fn the_new_key_is_never_dropped_in_favour_of_the_old() {
    let desk = Desk::set_up();
    let old = &desk.created.data_key;
    begin_rotation(&desk.folder, &desk.keyring, old, None).unwrap();
    let before = desk.header_bytes();
    assert_eq!(code(finish_rotation(&desk.folder, &desk.keyring, old)), "data-key-differs");
    assert_eq!(desk.header_bytes(), before);
}

#[test]
fn a_write_that_fails_leaves_the_old_header_at_either_step() {
    let desk = Desk::set_up();
    let old = &desk.created.data_key;
    // A folder in the way of the new file: it cannot be removed as a file, nor made.
    let in_the_way = desk.folder.path().join(".vault.json.new");
    std::fs::create_dir(&in_the_way).unwrap();
    let before = desk.header_bytes();
    let failed = begin_rotation(&desk.folder, &desk.keyring, old, None);
    assert_eq!(code(failed), "folder-unusable");
    assert_eq!(desk.header_bytes(), before);
    assert_eq!(desk.keys(), [old.id()]);

    std::fs::remove_dir(&in_the_way).unwrap();
    let new = begin_rotation(&desk.folder, &desk.keyring, old, None).unwrap();
    std::fs::create_dir(&in_the_way).unwrap();
    let between = desk.header_bytes();
    assert_eq!(code(finish_rotation(&desk.folder, &desk.keyring, &new)), "folder-unusable");
    assert_eq!(desk.header_bytes(), between);
    assert_eq!(desk.keys(), [new.id(), old.id()]);
}

#[test]
fn nothing_else_is_changed_in_the_middle_of_a_change() {
    let desk = Desk::set_up();
    let slot = desk.created.slot_id;
    let new = begin_rotation(&desk.folder, &desk.keyring, &desk.created.data_key, None).unwrap();
    let before = desk.header_bytes();
    let (folder, keyring, one) = (&desk.folder, &desk.keyring, person("Test", "reception"));
    let results = [
        code(begin_rotation(folder, keyring, &new, None)),
        code(add_person(folder, keyring, &new, &one, &pass(PASSPHRASE))),
        code(set_passphrase(folder, keyring, &new, slot, &pass(PASSPHRASE))),
        code(change_passphrase(folder, keyring, slot, &pass(PASSPHRASE), &pass(PASSPHRASE))),
        code(change_label(folder, keyring, &new, slot, &one)),
        code(reissue_recovery(folder, keyring, &new)),
    ];
    assert_eq!(results, ["rotation-pending"; 6]);
    assert_eq!(desk.header_bytes(), before);
}

#[test]
fn a_person_who_is_removed_is_locked_out_of_the_re_keyed_vault() {
    let desk = Desk::set_up();
    let (folder, keyring, old) = (&desk.folder, &desk.keyring, &desk.created.data_key);
    let leaver = person("Test Leaver", "reception");
    let slot = add_person(folder, keyring, old, &leaver, &pass("hollow penguin")).unwrap();
    assert_eq!(desk.unlock(slot, "hollow penguin").unwrap().data_keys[0].id(), old.id());
    let kept_copy = desk.header_bytes();

    let new = begin_rotation(folder, keyring, old, Some(slot)).unwrap();
    assert_eq!(code(desk.unlock(slot, "hollow penguin")), "wrong-passphrase");
    finish_rotation(folder, keyring, &new).unwrap();
    assert_eq!(people(folder, keyring).unwrap().len(), 1);
    assert_eq!(desk.keys(), [new.id()]);

    // Even with a copy of the earlier header, all the leaver has is the key that no longer opens the database.
    desk.put_header(&kept_copy);
    let stale = desk.unlock(slot, "hollow penguin").unwrap();
    assert!(stale.data_keys.iter().all(|key| key.id() != new.id()));
}

#[test]
fn the_last_person_and_a_stranger_cannot_be_removed() {
    let desk = Desk::set_up();
    let (folder, keyring, key) = (&desk.folder, &desk.keyring, &desk.created.data_key);
    let before = desk.header_bytes();
    assert_eq!(code(begin_rotation(folder, keyring, key, Some(desk.created.slot_id))), "last-person");
    let stranger = SlotId::random().unwrap();
    assert_eq!(code(begin_rotation(folder, keyring, key, Some(stranger))), "slot-unknown");
    let recovery = desk.created.header.recovery_slot().unwrap().id;
    assert_eq!(code(begin_rotation(folder, keyring, key, Some(recovery))), "slot-unknown");
    assert_eq!(desk.header_bytes(), before);
}
