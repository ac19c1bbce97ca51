//! A key file put back from before: keys that were replaced stay replaced, whatever the keyring remembers.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use frontdesk_desk::lock::LockReason;
use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::secret::Secret;
use frontdesk_desk::views::session::{StaffForm, Stage};
use frontdesk_desk::{entrance, recovery, staff, unlock};
use frontdesk_domain::role::Role;
use frontdesk_vault::testing::MemoryKeyring;
use frontdesk_vault::{DeviceSecretStore, VaultFolder};
use tempfile::TempDir;

use crate::clinic::{Clinic, audit, house, passphrase};

const FILES: [&str; 2] = ["vault.json", "vault-copy.json"];

fn fresh() -> Secret {
    Secret::new("granite violin pepper sunday")
}

/// A clinic whose keys were changed, and what opened it before.
struct Changed {
    what: &'static str,
    folder: TempDir,
    keyring: Arc<MemoryKeyring>,
    /// The key file from before the change.
    before: Vec<u8>,
    /// What was replaced: slot and passphrase.
    old: Vec<(String, Secret)>,
    /// The sheet that was replaced, where one was.
    old_sheet: Option<Secret>,
    /// Who opens it now.
    now: (String, Secret),
}

async fn confirmed(desk: &OpenDesk) -> String {
    let sheet = recovery::reissue(desk).await.unwrap();
    let groups = sheet.ask_groups.iter().map(|group| sheet.groups[*group as usize - 1].clone()).collect();
    recovery::confirm(desk, groups).await.unwrap();
    sheet.sheet
}

async fn changed(what: &'static str) -> Changed {
    let clinic = Clinic::new().await;
    let (manager, reception) = (clinic.slot(Role::PracticeManager), clinic.slot(Role::Reception));
    let own = |role| (clinic.slot(role), passphrase(role));
    let before = std::fs::read(clinic.folder.path().join("clinic/vault.json")).unwrap();
    let desk = clinic.unlock(Role::PracticeManager).await;
    let colleague = staff::list_staff(&desk).await.unwrap().into_iter().find(|row| row.slot_id == reception).unwrap();
    let mut now = (manager.clone(), passphrase(Role::PracticeManager));
    let (mut old, mut old_sheet, mut desk) = (vec![own(Role::Reception)], None, Some(desk));
    let at_desk = || desk.as_ref().unwrap();
    match what {
        "reset" => {
            let first = Secret::new("barley compass quilt");
            staff::reset_passphrase(at_desk(), colleague.staff_id, first).await.unwrap();
        }
        "removal" => drop(staff::remove_staff(at_desk(), colleague.staff_id).await.unwrap()),
        "sheet" => {
            confirmed(at_desk()).await;
            (old, old_sheet) = (Vec::new(), Some(clinic.code.clone()));
        }
        "own change" => {
            let given = passphrase(Role::PracticeManager);
            staff::change_passphrase(at_desk(), given.clone(), fresh(), fresh()).await.unwrap();
            (old, now.1) = (vec![(manager.clone(), given)], fresh());
        }
        "recovery" => {
            unlock::lock(at_desk(), LockReason::ByHand).await;
            let recovered = recovery::open(&clinic.house, clinic.code.clone()).await.unwrap();
            let opened = recovery::finish(&clinic.house, &recovered, manager.clone(), fresh(), fresh()).await.unwrap();
            confirmed(&opened).await;
            old = vec![(manager.clone(), passphrase(Role::PracticeManager))];
            (old_sheet, now.1, desk) = (Some(clinic.code.clone()), fresh(), Some(opened));
        }
        "device" => drop(staff::replace_device_key(at_desk(), passphrase(Role::PracticeManager)).await.unwrap()),
        other => panic!("{other}"),
    }
    let desk = desk.unwrap();
    crate::forms::patient(&desk).await;
    unlock::lock(&desk, LockReason::ByHand).await;
    drop(desk);
    let (folder, keyring, _) = clinic.leave();
    Changed { what, folder, keyring, before, old, old_sheet, now }
}

/// A copy of the keyring: as it is, silent about the generation, or lost.
fn keyring_of(changed: &Changed, state: &str) -> Arc<MemoryKeyring> {
    let copy = MemoryKeyring::new();
    let header = VaultFolder::open(&changed.folder.path().join("clinic")).unwrap().header().unwrap();
    let vault = header.vault();
    if state != "lost" {
        // Also what is on the lines before: somebody may have it.
        for line in 1..=header.device() {
            if let Ok(secret) = changed.keyring.get(vault, line) {
                copy.force_line(vault, line, secret);
            }
        }
        let seen = changed.keyring.get_generation(vault).unwrap().expect("the keyring was told");
        copy.put_generation(vault, seen).unwrap();
        copy.set_generations_silent(state == "silent");
    }
    Arc::new(copy)
}

fn copied(from: &Path) -> (TempDir, PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let to = place.path().join("clinic");
    std::fs::create_dir(&to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
    (place, to)
}

/// Tries what was replaced on every way of putting the key file back; gives tries and how many opened.
async fn tried(changed: &Changed) -> (u32, u32) {
    let (mut tries, mut opened) = (0, 0);
    for put_back in [&FILES[..1], &FILES[1..], &FILES[..]] {
        for state in ["kept", "silent", "lost"] {
            let (_place, folder) = copied(&changed.folder.path().join("clinic"));
            for file in put_back {
                std::fs::write(folder.join(file), &changed.before).unwrap();
            }
            let keyring = keyring_of(changed, state);
            let told = format!("{}, {put_back:?} put back, keyring {state}", changed.what);
            let Ok(house) = entrance::enter_with(folder, keyring, false).await else {
                panic!("no page to start from: {told}")
            };
            for (slot, old) in &changed.old {
                tries += 1;
                match unlock::unlock(&house, slot.clone(), old.clone()).await {
                    Ok(_) => {
                        println!("opened: {told}");
                        opened += 1;
                    }
                    Err(error) => assert!(
                        ["wrong-passphrase", "header-older", "database-not-ours", "device-secret-missing"]
                            .contains(&error.code.as_str()),
                        "{told}: {error:?}"
                    ),
                }
            }
            if let Some(old) = &changed.old_sheet {
                tries += 1;
                match recovery::open(&house, old.clone()).await {
                    Ok(_) => {
                        println!("opened by a sheet: {told}");
                        opened += 1;
                    }
                    Err(error) => assert!(
                        ["recovery-code-wrong", "database-not-ours"].contains(&error.code.as_str()),
                        "{told}: {error:?}"
                    ),
                }
            }
            // One file put back costs nothing: the other is the later.
            if put_back.len() == 1 && state != "lost" {
                let (slot, own) = changed.now.clone();
                assert!(unlock::unlock(&house, slot, own).await.is_ok(), "{told}");
            }
        }
    }
    (tries, opened)
}

async fn stays_replaced(what: &'static str) {
    let changed = changed(what).await;
    let (tries, opened) = tried(&changed).await;
    println!("{what}: {tries} tries, {opened} opened");
    assert_eq!(opened, 0);
    assert!(tries >= 9);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passphrase_that_was_reset_opens_nothing_of_today_by_an_older_key_file() {
    stays_replaced("reset").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_who_was_removed_opens_nothing_of_today_by_an_older_key_file() {
    stays_replaced("removal").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_recovery_replaced_opens_nothing_of_today_by_an_older_key_file() {
    stays_replaced("recovery").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_that_was_replaced_opens_nothing_of_today_by_an_older_key_file() {
    stays_replaced("sheet").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ones_own_passphrase_before_opens_nothing_of_today_by_an_older_key_file() {
    stays_replaced("own change").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_computers_key_that_was_replaced_opens_nothing_of_today_by_an_older_key_file() {
    stays_replaced("device").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_key_file_has_a_page_and_the_recovery_code_leads_out_of_it_with_an_entry() {
    let changed = changed("own change").await;
    let (_place, folder) = copied(&changed.folder.path().join("clinic"));
    for file in FILES {
        std::fs::write(folder.join(file), &changed.before).unwrap();
    }
    let keyring = keyring_of(&changed, "silent");
    let sheet = changed.folder.path().join("sheet");
    assert!(!sheet.exists());
    let house = house(folder, keyring.clone());
    // The keyring says nothing, so only the records can tell, once somebody tries.
    assert_eq!(entrance::start_view(&house, None, None).await.unwrap().stage, Stage::Locked);
    let (slot, own) = changed.old[0].clone();
    let error = unlock::unlock(&house, slot.clone(), own.clone()).await.err().unwrap();
    assert_eq!(error.code, "header-older");
    let start = entrance::start_view(&house, None, None).await.unwrap();
    let page = start.trouble.unwrap();
    assert_eq!((start.stage, page.code.as_str(), page.recovery_helps), (Stage::Trouble, "header-older", true));
    assert!(page.message.contains("older than the records") && page.message.contains("change"), "{}", page.message);
}

#[tokio::test(flavor = "multi_thread")]
async fn out_of_an_older_key_file_by_the_code_nobody_elses_passphrase_comes_back() {
    let clinic = Clinic::new().await;
    let (manager, reception) = (clinic.slot(Role::PracticeManager), clinic.slot(Role::Reception));
    let before = std::fs::read(clinic.folder.path().join("clinic/vault.json")).unwrap();
    // Reception changes their own passphrase, because somebody saw it.
    let desk = clinic.unlock(Role::Reception).await;
    let given = passphrase(Role::Reception);
    staff::change_passphrase(&desk, given.clone(), fresh(), fresh()).await.unwrap();
    unlock::lock(&desk, LockReason::ByHand).await;
    drop(desk);
    for file in FILES {
        std::fs::write(clinic.folder.path().join("clinic").join(file), &before).unwrap();
    }
    let start = entrance::start_view(&clinic.house, None, None).await.unwrap();
    assert_eq!(start.trouble.unwrap().code, "header-older");

    let recovered = recovery::open(&clinic.house, clinic.code.clone()).await.unwrap();
    let own = Secret::new("violet anchor pebble monday");
    let desk = recovery::finish(&clinic.house, &recovered, manager, own.clone(), own).await.unwrap();
    let entry = audit(&desk).await.into_iter().rev().find(|entry| entry.use_case == "change-passphrase").unwrap();
    assert!(entry.detail.contains("\"key-file\"") && entry.detail.contains("\"known\""), "{}", entry.detail);
    let people = staff::list_staff(&desk).await.unwrap();
    let keyless: Vec<&str> = people.iter().filter(|row| !row.has_key).map(|row| row.slot_id.as_str()).collect();
    assert_eq!(keyless.len(), 2, "reception and the clinician need a first passphrase");
    assert!(desk_says(&desk).await.contains(&"person-without-key".to_string()));
    for typed in [given, fresh()] {
        let refused = unlock::unlock(&clinic.house, reception.clone(), typed).await.err().unwrap();
        assert_eq!(refused.code, "wrong-passphrase");
    }
    let colleague = people.into_iter().find(|row| row.slot_id == reception).unwrap();
    let first = Secret::new("barley compass quilt");
    staff::reset_passphrase(&desk, colleague.staff_id, first.clone()).await.unwrap();
    assert!(unlock::unlock(&clinic.house, reception, first).await.is_ok());
}

async fn desk_says(desk: &OpenDesk) -> Vec<String> {
    let session = unlock::session_view(desk).await.unwrap();
    session.notices.into_iter().map(|notice| notice.code).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn until_a_new_sheet_is_confirmed_both_open_and_the_desk_says_so_each_day() {
    let clinic = Clinic::alone().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    assert!(unlock::session_view(&desk).await.unwrap().recovery_unconfirmed);
    let second = recovery::reissue(&desk).await.unwrap();
    let session = unlock::session_view(&desk).await.unwrap();
    assert_eq!(session.open_sheets, ["RC-01", "RC-02"]);
    let notice = session.notices.into_iter().find(|notice| notice.code == "sheets-open").unwrap();
    assert!(notice.message.contains("RC-01 and RC-02") && notice.can_wait, "{}", notice.message);
    // A lock drops the code that never came to paper; the first sheet opens still.
    unlock::lock(&desk, LockReason::ByHand).await;
    assert!(recovery::open(&clinic.house, clinic.code.clone()).await.is_ok());
    let code = Secret::new(second.groups.iter().map(Secret::expose).collect::<Vec<_>>().join(" "));
    assert!(recovery::open(&clinic.house, code.clone()).await.is_ok());

    let desk = clinic.unlock(Role::PracticeManager).await;
    assert_eq!(confirmed(&desk).await, "RC-03");
    let session = unlock::session_view(&desk).await.unwrap();
    assert!(!session.recovery_unconfirmed && session.open_sheets.is_empty());
    assert!(!desk_says(&desk).await.contains(&"sheets-open".to_string()));
    for old in [clinic.code.clone(), code] {
        assert_eq!(recovery::open(&clinic.house, old).await.err().unwrap().code, "recovery-code-wrong");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_without_a_person_is_shown_to_the_manager_and_removed_at_their_word() {
    let clinic = Clinic::new().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    let slot = clinic.slot(Role::Reception);
    // As after the records were put back from a day before reception came.
    let store = frontdesk_desk::testing::store(&desk);
    let mut act = store.write().await.unwrap();
    for statement in [
        "PRAGMA defer_foreign_keys = ON",
        "UPDATE staff SET slot_id = 'another', removed_at = '2026-11-24T10:30:00.000Z' WHERE slot_id = ?",
    ] {
        sqlx::query(statement).bind(&slot).execute(act.conn()).await.unwrap();
    }
    act.commit().await.unwrap();
    assert!(desk_says(&desk).await.contains(&"key-without-person".to_string()));
    let loose = staff::list_loose_keys(&desk).await.unwrap();
    assert_eq!(loose.iter().map(|key| key.slot_id.as_str()).collect::<Vec<_>>(), [slot.as_str()]);
    assert_eq!(
        unlock::unlock(&clinic.house, slot.clone(), passphrase(Role::Reception)).await.err().unwrap().code,
        "slot-unknown",
        "nobody gets in with it"
    );
    assert!(staff::remove_loose_key(&desk, slot.clone()).await.unwrap().is_empty());
    assert!(!desk_says(&desk).await.contains(&"key-without-person".to_string()));
    let refused = unlock::unlock(&clinic.house, slot, passphrase(Role::Reception)).await.err().unwrap();
    assert_eq!(refused.code, "wrong-passphrase");
    let present = staff::list_staff(&desk).await.unwrap().remove(0).slot_id;
    assert_eq!(staff::remove_loose_key(&desk, present).await.unwrap_err().code, "key-in-use");
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_whose_key_was_never_made_is_not_added_twice_but_given_a_first_passphrase() {
    let clinic = Clinic::new().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    let before = staff::list_staff(&desk).await.unwrap();
    let reception = before.iter().find(|person| person.role == Role::Reception).unwrap().clone();
    let again = || StaffForm {
        name: reception.name.clone(),
        role: Role::Reception,
        passphrase: Secret::new("walnut ferry candle"),
    };
    assert_eq!(staff::add_staff(&desk, again()).await.unwrap_err().fields[0].code, "name-taken");
    // As after adding them was cut off: they stand in the records, and no key opens for them.
    let store = frontdesk_desk::testing::store(&desk);
    let mut act = store.write().await.unwrap();
    sqlx::query("UPDATE staff SET slot_id = ? WHERE id = ?")
        .bind("00000000-0000-4000-8000-000000000000")
        .bind(&reception.staff_id)
        .execute(act.conn())
        .await
        .unwrap();
    act.commit().await.unwrap();
    assert_eq!(staff::add_staff(&desk, again()).await.unwrap_err().fields[0].code, "name-without-key");
    let list = staff::reset_passphrase(&desk, reception.staff_id, Secret::new("walnut ferry candle")).await.unwrap();
    assert_eq!(list.len(), before.len());
    assert!(list.iter().all(|person| person.has_key));
}
