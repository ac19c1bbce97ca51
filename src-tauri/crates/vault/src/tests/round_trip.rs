//! Setting up, unlocking, people and passphrases.

use super::*;

#[test]
fn what_was_set_up_unlocks_with_its_passphrase_and_with_no_other() {
    let desk = Desk::set_up_anew();
    let slot = desk.created.slot_id;
    let unlocked = desk.unlock(slot, PASSPHRASE).unwrap();
    assert_eq!(unlocked.slot_id, slot);
    assert_eq!(unlocked.data_keys.len(), 1);
    unlocked.data_keys[0].with_hex(|opened| {
        desk.created.data_key.with_hex(|made| assert_eq!(opened, made));
    });

    assert_eq!(code(desk.unlock(slot, "velvet mango tractoR")), "wrong-passphrase");
    assert_eq!(code(desk.unlock(slot, "")), "wrong-passphrase");
}

#[test]
fn an_unknown_slot_and_the_recovery_slot_answer_as_a_wrong_passphrase_does() {
    let desk = Desk::set_up();
    assert_eq!(code(desk.unlock(SlotId::random().unwrap(), PASSPHRASE)), "wrong-passphrase");
    let recovery = desk.created.header.recovery().next().unwrap().id;
    assert_eq!(code(desk.unlock(recovery, PASSPHRASE)), "wrong-passphrase");
    let printed = desk.created.recovery_code.text().to_string();
    assert_eq!(code(desk.unlock(recovery, &printed)), "wrong-passphrase");
}

#[test]
fn a_header_says_when_and_which_sheet_but_not_who() {
    let desk = Desk::set_up();
    let header = desk.folder.header().unwrap();
    assert_eq!(header.created(), NOW);
    assert_eq!(header.sheet().to_string(), "RC-01");
    assert_eq!(header.vault(), desk.vault());
    assert_eq!(header.staff_slots().collect::<Vec<_>>(), [desk.created.slot_id]);
    let text = String::from_utf8(desk.header_bytes()).unwrap();
    assert!(!text.contains("Test Manager") && !text.contains("\"manager\""));
    assert_eq!(
        people(&desk.folder, &desk.keyring).unwrap(),
        [SlotLabel { slot_id: desk.created.slot_id, name: "Test Manager".to_owned(), role: "manager".to_owned() }]
    );
}

#[test]
fn a_label_does_not_tell_the_length_of_a_name() {
    let desk = Desk::set_up();
    let before = desk.header_bytes().len();
    let longer = person("Test Manager-Longer-Name", "manager");
    let key = &desk.created.data_key;
    change_label(&desk.folder, &desk.keyring, key, desk.created.slot_id, &longer).unwrap();
    assert_eq!(desk.header_bytes().len(), before);
    assert_eq!(people(&desk.folder, &desk.keyring).unwrap()[0].name, longer.name);
}

#[test]
fn setting_up_twice_in_one_folder_is_refused_and_changes_nothing() {
    let desk = Desk::set_up();
    let before = desk.header_bytes();
    let again = create(
        &desk.folder,
        &desk.keyring,
        &person("Another Test", "manager"),
        &pass(PASSPHRASE),
        SheetNumber::FIRST,
        NOW,
    );
    assert_eq!(code(again), "header-present");
    assert_eq!(desk.header_bytes(), before);
    assert_eq!(desk.keyring.len(), 1);
}

#[test]
fn everybody_has_their_own_passphrase_and_the_same_data_key() {
    let desk = Desk::set_up();
    let (folder, keyring, key) = (&desk.folder, &desk.keyring, &desk.created.data_key);
    let slot = desk.add("Test Reception", "hollow penguin");

    let unlocked = desk.unlock(slot, "hollow penguin").unwrap();
    assert_eq!(unlocked.data_keys[0].id(), key.id());
    assert_eq!(code(desk.unlock(slot, PASSPHRASE)), "wrong-passphrase");
    assert_eq!(desk.keys(), [key.id()]);
    let names: Vec<String> = people(folder, keyring).unwrap().into_iter().map(|label| label.name).collect();
    assert_eq!(names, ["Test Manager", "Test Reception"]);
}

#[test]
fn a_changed_passphrase_replaces_the_old_one() {
    let desk = Desk::set_up();
    let (slot, new) = (desk.created.slot_id, "hollow penguin orbit");
    let (folder, keyring) = (&desk.folder, &desk.keyring);
    let wrong = change_passphrase(folder, keyring, slot, &pass("not the old one"), &pass(new));
    assert_eq!(code(wrong), "wrong-passphrase");
    change_passphrase(folder, keyring, slot, &pass(PASSPHRASE), &pass(new)).unwrap();
    assert_eq!(code(desk.unlock(slot, PASSPHRASE)), "wrong-passphrase");
    assert_eq!(desk.unlock(slot, new).unwrap().data_keys[0].id(), desk.created.data_key.id());
    assert_eq!(people(folder, keyring).unwrap()[0].name, "Test Manager");
}

#[test]
fn a_slot_is_never_added_over_another() {
    let desk = Desk::set_up();
    let (slot, key) = (desk.created.slot_id, &desk.created.data_key);
    let other = person("Test Reception", "reception");
    let before = desk.header_bytes();
    let refused = add_person(&desk.folder, &desk.keyring, key, slot, &other, &pass("hollow penguin orbit"));
    assert_eq!(code(refused), "slot-present");
    assert_eq!(desk.header_bytes(), before);
}

#[test]
fn no_slot_is_ever_made_with_a_passphrase_below_the_shortest_length() {
    let desk = Desk::set_up();
    let (folder, keyring, key) = (&desk.folder, &desk.keyring, &desk.created.data_key);
    let (slot, short, one) = (desk.created.slot_id, pass("too short"), person("Test", "reception"));
    let before = desk.header_bytes();
    let results = [
        code(add_person(folder, keyring, key, SlotId::random().unwrap(), &one, &short)),
        code(desk.begin(Replaced::Passphrase { slot, person: &one, passphrase: &short })),
        code(replace_device_secret(folder, keyring, key, slot, &one, &short)),
        code(change_passphrase(folder, keyring, slot, &pass(PASSPHRASE), &short)),
    ];
    assert_eq!(results, ["passphrase-too-short"; 4]);
    assert_eq!(desk.header_bytes(), before);

    let (_place, empty) = place();
    let manager = person("Test Manager", "manager");
    let new = create(&empty, keyring, &manager, &short, SheetNumber::FIRST, NOW);
    assert_eq!(code(new), "passphrase-too-short");
    assert!(!empty.has_header());
}

#[test]
fn two_vaults_share_no_identifier_key_or_code() {
    let (one, two) = (Desk::set_up_anew(), Desk::set_up_anew());
    assert_ne!(one.vault(), two.vault());
    assert_ne!(one.created.slot_id, two.created.slot_id);
    assert_ne!(one.created.data_key.id(), two.created.data_key.id());
    assert_ne!(one.created.recovery_code.text(), two.created.recovery_code.text());
    let secret = |desk: &Desk| *desk.keyring.get(desk.vault(), 1).unwrap().bytes();
    assert_ne!(secret(&one), secret(&two));
}

#[test]
fn a_data_key_of_another_vault_changes_nothing() {
    let desk = Desk::set_up();
    let other = DataKey::random().unwrap();
    let before = desk.header_bytes();
    let (slot, one) = (desk.created.slot_id, person("Test", "manager"));
    let (folder, keyring) = (&desk.folder, &desk.keyring);
    let results = [
        code(add_person(folder, keyring, &other, SlotId::random().unwrap(), &one, &pass(PASSPHRASE))),
        code(replace_device_secret(folder, keyring, &other, slot, &one, &pass(PASSPHRASE))),
        code(change_label(folder, keyring, &other, slot, &one)),
        code(begin_rotation(folder, keyring, &other, Replaced::Nothing)),
        code(finish_rotation(folder, keyring, &other)),
        code(add_sheet(folder, keyring, &other)),
    ];
    assert_eq!(results, ["data-key-differs"; 6]);
    assert_eq!(desk.header_bytes(), before);
}
