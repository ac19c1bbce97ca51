//! Changing the data key, interrupted everywhere. The database is stood for by the key it would open with.

use super::*;

fn reset<'a>(slot: SlotId, person: &'a Person, passphrase: &'a Passphrase) -> Replaced<'a> {
    Replaced::Passphrase { slot, person, passphrase }
}

#[test]
fn in_the_middle_of_a_change_everybody_gets_both_keys_newest_first() {
    let desk = Desk::set_up();
    let old = desk.created.data_key.id();
    assert!(!pending_rotation(&desk.folder).unwrap());
    let new = desk.begin(Replaced::Nothing).unwrap();

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
    drop(desk.begin(Replaced::Nothing).unwrap());

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
    let database = desk.begin(Replaced::Nothing).unwrap().id();
    let unlocked = desk.unlock(desk.created.slot_id, PASSPHRASE).unwrap();
    assert_eq!(unlocked.data_keys[0].id(), database);
    finish_rotation(&desk.folder, &desk.keyring, &unlocked.data_keys[0]).unwrap();
    assert_eq!(desk.keys(), [database]);
}

#[test]
fn finishing_twice_is_refused_and_harmless() {
    let desk = Desk::set_up();
    let new = desk.begin(Replaced::Nothing).unwrap();
    finish_rotation(&desk.folder, &desk.keyring, &new).unwrap();
    let after = desk.header_bytes();
    assert_eq!(code(finish_rotation(&desk.folder, &desk.keyring, &new)), "no-rotation");
    assert_eq!(desk.header_bytes(), after);
}

#[test]
fn the_new_key_is_never_dropped_in_favour_of_the_old() {
    let desk = Desk::set_up();
    let old = &desk.created.data_key;
    desk.begin(Replaced::Nothing).unwrap();
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
    let failed = desk.begin(Replaced::Nothing);
    assert_eq!(code(failed), "folder-unusable");
    assert_eq!(desk.header_bytes(), before);
    assert_eq!(desk.keys(), [old.id()]);

    std::fs::remove_dir(&in_the_way).unwrap();
    let new = desk.begin(Replaced::Nothing).unwrap();
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
    let new = desk.begin(Replaced::Nothing).unwrap();
    let before = desk.header_bytes();
    let (folder, keyring, one) = (&desk.folder, &desk.keyring, person("Test", "reception"));
    let results = [
        code(begin_rotation(folder, keyring, &new, Replaced::Nothing)),
        code(add_person(folder, keyring, &new, SlotId::random().unwrap(), &one, &pass(PASSPHRASE))),
        code(begin_rotation(folder, keyring, &new, reset(slot, &one, &pass(PASSPHRASE)))),
        code(replace_device_secret(folder, keyring, &new, slot, &one, &pass(PASSPHRASE))),
        code(change_passphrase(folder, keyring, slot, &pass(PASSPHRASE), &pass(PASSPHRASE))),
        code(change_label(folder, keyring, &new, slot, &one)),
        code(add_sheet(folder, keyring, &new)),
    ];
    assert_eq!(results, ["rotation-pending"; 7]);
    assert_eq!(desk.header_bytes(), before);
}

#[test]
fn a_person_who_is_removed_is_locked_out_of_the_re_keyed_vault() {
    let desk = Desk::set_up();
    let (folder, keyring, old) = (&desk.folder, &desk.keyring, &desk.created.data_key);
    let slot = desk.add("Test Leaver", "hollow penguin");
    assert_eq!(desk.unlock(slot, "hollow penguin").unwrap().data_keys[0].id(), old.id());
    let kept_copy = desk.header_bytes();

    let new = desk.begin(Replaced::Slot(slot)).unwrap();
    assert_eq!(code(desk.unlock(slot, "hollow penguin")), "wrong-passphrase");
    finish_rotation(folder, keyring, &new).unwrap();
    assert_eq!(people(folder, keyring).unwrap().len(), 1);
    assert_eq!(desk.keys(), [new.id()]);

    // Even with a copy of the earlier header, where nobody has seen the later one, all the leaver has is the key that no
    // longer opens the database.
    desk.put_header(&kept_copy);
    let desk = desk.elsewhere();
    let stale = desk.unlock(slot, "hollow penguin").unwrap();
    assert!(stale.data_keys.iter().all(|key| key.id() != new.id()));
}

#[test]
fn the_last_person_and_a_stranger_cannot_be_removed() {
    let desk = Desk::set_up();
    let (folder, keyring, key) = (&desk.folder, &desk.keyring, &desk.created.data_key);
    let before = desk.header_bytes();
    assert_eq!(code(begin_rotation(folder, keyring, key, Replaced::Slot(desk.created.slot_id))), "last-person");
    let stranger = SlotId::random().unwrap();
    assert_eq!(code(begin_rotation(folder, keyring, key, Replaced::Slot(stranger))), "slot-unknown");
    let recovery = desk.created.header.recovery().next().unwrap().id;
    assert_eq!(code(begin_rotation(folder, keyring, key, Replaced::Slot(recovery))), "slot-unknown");
    assert_eq!(desk.header_bytes(), before);
}

#[test]
fn a_passphrase_reset_by_somebody_else_makes_a_new_data_key_and_the_old_one_opens_nothing_today() {
    let desk = Desk::set_up();
    let slot = desk.add("Test Reception", "hollow penguin");
    let before = desk.header_bytes();
    let reception = person("Test Reception", "reception");
    let new = desk.rotate(reset(slot, &reception, &pass("barley compass")));
    assert_eq!(code(desk.unlock(slot, "hollow penguin")), "wrong-passphrase");
    assert_eq!(desk.unlock(slot, "barley compass").unwrap().data_keys[0].id(), new.id());
    assert_eq!(desk.keys(), [new.id()]);
    desk.put_header(&before);
    let desk = desk.elsewhere();
    assert_eq!(code(desk.unlock(slot, "barley compass")), "wrong-passphrase");
    assert!(desk.unlock(slot, "hollow penguin").unwrap().data_keys.iter().all(|key| key.id() != new.id()));
}

#[test]
fn a_person_without_a_slot_gets_one_by_a_first_passphrase() {
    let desk = Desk::set_up();
    let slot = SlotId::random().unwrap();
    let reception = person("Test Reception", "reception");
    let new = desk.rotate(reset(slot, &reception, &pass("barley compass")));
    assert_eq!(desk.unlock(slot, "barley compass").unwrap().data_keys[0].id(), new.id());
    assert_eq!(people(&desk.folder, &desk.keyring).unwrap().len(), 2);
}

#[test]
fn a_sheet_that_is_confirmed_removes_every_other_with_a_new_data_key() {
    let desk = Desk::set_up();
    let (folder, keyring, key) = (&desk.folder, &desk.keyring, &desk.created.data_key);
    let second = add_sheet(folder, keyring, key).unwrap();
    let third = add_sheet(folder, keyring, key).unwrap();
    let before = desk.header_bytes();
    let codes = [&desk.created.recovery_code, &second.recovery_code, &third.recovery_code];
    for code in codes {
        assert_eq!(unlock_with_recovery(folder, code, keyring).unwrap().data_keys[0].id(), key.id(), "all open");
    }
    assert_eq!(folder.header().unwrap().sheets_in_words(), "RC-01 or RC-02 or RC-03");

    let unknown = SheetNumber::FIRST.next().next().next();
    assert_eq!(code(desk.begin(Replaced::Sheets { but: unknown })), "sheet-unknown");
    let new = desk.rotate(Replaced::Sheets { but: third.sheet });
    assert_eq!(folder.header().unwrap().sheets(), [third.sheet]);
    for old in &codes[..2] {
        let refused = unlock_with_recovery(folder, old, keyring).unwrap_err();
        assert_eq!(refused.code(), "recovery-code-wrong");
        assert!(refused.to_string().contains("RC-03"), "{refused}");
    }
    let opened = unlock_with_recovery(folder, codes[2], &MemoryKeyring::new()).unwrap();
    assert_eq!((opened.data_keys[0].id(), opened.sheet), (new.id(), Some(third.sheet)));
    // An older header still takes the old sheet; what it gives opens the copies of that time and nothing since.
    desk.put_header(&before);
    let stale = unlock_with_recovery(folder, codes[0], &MemoryKeyring::new()).unwrap();
    assert!(stale.data_keys.iter().all(|key| key.id() != new.id()));
}

#[test]
fn every_change_of_the_header_has_a_generation_above_the_one_before() {
    let desk = Desk::set_up();
    let mut seen = vec![desk.folder.header().unwrap().generation()];
    let mut changed = |what: &str| {
        let now = desk.folder.header().unwrap().generation();
        assert!(now > seen[seen.len() - 1], "{what}: {now} after {seen:?}");
        seen.push(now);
    };
    desk.add("Test Reception", "hollow penguin");
    changed("a person added");
    add_sheet(&desk.folder, &desk.keyring, &desk.created.data_key).unwrap();
    changed("a sheet");
    let words = (pass(PASSPHRASE), pass("hollow penguin orbit"));
    change_passphrase(&desk.folder, &desk.keyring, desk.created.slot_id, &words.0, &words.1).unwrap();
    changed("a passphrase");
    let new = desk.begin(Replaced::Nothing).unwrap();
    changed("a change of key begun");
    finish_rotation(&desk.folder, &desk.keyring, &new).unwrap();
    changed("a change of key ended");
    desk.keyring.put_generation(desk.vault(), 40).unwrap();
    assert_eq!(code(add_sheet(&desk.folder, &desk.keyring, &new)), "header-older");
}
