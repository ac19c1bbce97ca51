//! The way in: keys, files and folders that are not as they should be.

use std::path::Path;
use std::sync::Arc;

use frontdesk_desk::entrance::Outside;
use frontdesk_desk::error::DeskError;
use frontdesk_desk::lock::LockReason;
use frontdesk_desk::secret::Secret;
use frontdesk_desk::views::session::{Stage, TroubleView};
use frontdesk_desk::{board, entrance, recovery, testing, unlock};
use frontdesk_domain::role::Role;
use frontdesk_vault::testing::MemoryKeyring;
use frontdesk_vault::{FileSystemKind, KeyringStatus, Mount, VaultError, VaultFolder, classify, mount_for};

use crate::child;
use crate::clinic::{Clinic, audit, house, passphrase};

/// What a person reads: a sentence, with what to do in it, and none of the words that only programs use.
fn is_a_sentence(error: &DeskError) {
    assert!(error.message.ends_with('.') && error.message.len() > 30, "{error:?}");
    for word in ["please", "invalid", "sqlite", "Err(", "unwrap", "0x"] {
        assert!(!error.message.contains(word), "{error:?}");
    }
}

fn is_a_page(trouble: &TroubleView, code: &str) {
    assert_eq!(trouble.code, code);
    assert!(!trouble.title.is_empty() && !trouble.steps.is_empty(), "{trouble:?}");
    is_a_sentence(&DeskError::new(&trouble.code, trouble.message.clone()));
}

async fn refusal(clinic: &Clinic, with: Secret) -> DeskError {
    let refused = unlock::unlock(&clinic.house, clinic.slot(Role::PracticeManager), with).await;
    let error = refused.err().expect("it unlocked");
    is_a_sentence(&error);
    error
}

async fn kept_out(clinic: &Clinic) -> String {
    refusal(clinic, passphrase(Role::PracticeManager)).await.code
}

fn database(clinic: &Clinic) -> std::path::PathBuf {
    clinic.house.folder.database_path()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_passphrase_says_so_and_the_right_one_still_opens() {
    let clinic = Clinic::alone().await;
    for typed in ["orchard velvet teapot lanterm", "", " ", "Orchard velvet teapot lantern"] {
        let error = refusal(&clinic, Secret::new(typed)).await;
        assert_eq!(error.code, "wrong-passphrase", "{typed:?}");
        assert!(error.message.contains("Caps Lock"));
    }
    let desk = clinic.unlock(Role::PracticeManager).await;
    assert_eq!(audit(&desk).await.iter().filter(|entry| entry.use_case == "unlock").count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_from_another_clinic_is_refused_and_left_as_it_was() {
    let (clinic, other) = (Clinic::alone().await, Clinic::alone().await);
    let theirs = std::fs::read(database(&other)).unwrap();
    std::fs::write(database(&clinic), &theirs).unwrap();
    assert_eq!(kept_out(&clinic).await, "database-not-ours");
    assert!(std::fs::read(database(&clinic)).unwrap() == theirs, "the file was changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_without_encryption_is_refused() {
    let clinic = Clinic::alone().await;
    let mut plain = b"SQLite format 3\0".to_vec();
    plain.resize(8192, 0);
    for content in [plain, Vec::new(), b"not a database at all".to_vec()] {
        std::fs::write(database(&clinic), &content).unwrap();
        let code = kept_out(&clinic).await;
        assert!(["database-not-ours", "database-damaged"].contains(&code.as_str()), "{code}");
        assert!(std::fs::read(database(&clinic)).unwrap() == content, "the file was changed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn records_of_a_newer_version_are_left_alone() {
    let clinic = Clinic::alone().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    let store = testing::store(&desk);
    let mut act = store.write().await.unwrap();
    sqlx::query("INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'to come', 1, x'00', 0)")
        .execute(act.conn())
        .await
        .unwrap();
    act.commit().await.unwrap();
    unlock::lock(&desk, LockReason::ByHand).await;
    assert_eq!(kept_out(&clinic).await, "database-newer");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_page_is_never_read_as_if_it_were_whole() {
    const PAGE: usize = 4096;
    let clinic = Clinic::alone().await;
    let whole = std::fs::read(database(&clinic)).unwrap();
    let pages = whole.len() / PAGE;
    assert!(pages > 10, "{pages}");
    // Every sixth: each costs an unlocking.
    for page in (0..pages).step_by(6) {
        let mut damaged = whole.clone();
        damaged[page * PAGE + 100] ^= 1;
        std::fs::write(database(&clinic), &damaged).unwrap();
        let opened =
            unlock::unlock(&clinic.house, clinic.slot(Role::PracticeManager), passphrase(Role::PracticeManager)).await;
        match opened {
            Err(error) => {
                is_a_sentence(&error);
                assert!(
                    ["database-damaged", "database-not-ours"].contains(&error.code.as_str()),
                    "page {page}: {error:?}"
                );
            }
            // A page that unlocking does not read: the whole check finds it.
            Ok(desk) => {
                let found = testing::store(&desk).check().await.unwrap_err();
                assert_eq!(found.code(), "database-damaged", "page {page}");
                desk.close().await;
            }
        }
        for leftover in ["clinic.db-wal", "clinic.db-shm"] {
            let _ = std::fs::remove_file(clinic.house.folder.path().join(leftover));
        }
    }
    std::fs::write(database(&clinic), &whole).unwrap();
    assert!(board::see_board(&clinic.unlock(Role::PracticeManager).await).await.is_ok(), "undamaged, it opens");
}

async fn enter(folder: &Path, keyring: Arc<MemoryKeyring>) -> Result<Arc<frontdesk_desk::house::House>, TroubleView> {
    entrance::enter_with(folder.join("clinic"), keyring, false).await.map_err(|outside| match outside {
        Outside::Trouble(trouble) => trouble,
        Outside::FirstStart => panic!("taken for a first start"),
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_key_file_is_a_page_with_what_to_do() {
    let (folder, keyring, _) = Clinic::alone().await.leave();
    let path = folder.path().join("clinic/vault.json");
    let whole = std::fs::read_to_string(&path).unwrap();
    let half = whole[..whole.len() / 2].to_string();
    let newer = "{\"format\": 3, \"anything\": []}".to_string();
    let copy = folder.path().join("clinic/vault-copy.json");
    for (content, code) in
        [(half, "header-unreadable"), (String::new(), "header-unreadable"), (newer, "header-format-unknown")]
    {
        std::fs::write(&path, &content).unwrap();
        std::fs::write(&copy, content).unwrap();
        is_a_page(&enter(folder.path(), keyring.clone()).await.err().expect("it entered"), code);
    }
    std::fs::write(&path, whole).unwrap();
    std::fs::remove_file(&copy).unwrap();
    assert!(enter(folder.path(), keyring).await.is_ok());
    assert!(copy.exists(), "either file alone opens the clinic, and the other is written anew");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_database_is_never_replaced_by_an_empty_one() {
    let (folder, keyring, _) = Clinic::alone().await.leave();
    std::fs::remove_file(folder.path().join("clinic/clinic.db")).unwrap();
    is_a_page(&enter(folder.path(), keyring).await.err().expect("it entered"), "database-missing");
    assert!(folder.path().join("clinic/vault.json").exists() && !folder.path().join("clinic/clinic.db").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_keyring_or_with_a_locked_one_nothing_opens() {
    let clinic = Clinic::alone().await;
    clinic.keyring.set_status(KeyringStatus::Locked);
    assert_eq!(kept_out(&clinic).await, "keyring-locked");
    clinic.keyring.set_status(KeyringStatus::Absent { reason: "no bus".into() });
    assert_eq!(kept_out(&clinic).await, "keyring-absent");
    let (folder, keyring, _) = clinic.leave();
    let absent = enter(folder.path(), keyring.clone()).await.err().expect("it entered");
    is_a_page(&absent, "keyring-absent");
    keyring.set_status(KeyringStatus::Locked);
    let locked = enter(folder.path(), keyring.clone()).await.err().expect("it entered");
    is_a_page(&locked, "keyring-locked");
    assert!(locked.can_retry);
    keyring.set_status(KeyringStatus::Ready);
    assert!(enter(folder.path(), keyring).await.is_ok(), "unlocked, it enters");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_computer_is_brought_up_by_the_recovery_sheet_which_opens_until_the_new_one_is_confirmed() {
    let clinic = Clinic::alone().await;
    let slot = clinic.slot(Role::PracticeManager);
    let desk = clinic.unlock(Role::PracticeManager).await;
    let patient = crate::forms::patient(&desk).await;
    unlock::lock(&desk, LockReason::ByHand).await;
    drop(desk);
    let (folder, _, code) = clinic.leave();
    let house = house(folder.path().join("clinic"), Arc::new(MemoryKeyring::new()));
    let start = entrance::start_view(&house, None, None).await.unwrap();
    assert_eq!(start.stage, Stage::Trouble);
    let trouble = start.trouble.unwrap();
    is_a_page(&trouble, "device-secret-missing");
    assert!(trouble.recovery_helps);
    let error = unlock::unlock(&house, slot.clone(), passphrase(Role::PracticeManager)).await.err().unwrap();
    assert_eq!(error.code, "device-secret-missing", "the passphrase alone opens nothing");

    let recovered = recovery::open(&house, code.clone()).await.unwrap();
    assert!(recovered.view().new_computer);
    let fresh = Secret::new("granite violin pepper sunday");
    let desk = recovery::finish(&house, &recovered, slot.clone(), fresh.clone(), fresh.clone()).await.unwrap();
    assert!(frontdesk_desk::patient::open_patient(&desk, patient).await.is_ok(), "the records are there");
    let sheet = recovery::reissue(&desk).await.unwrap();
    assert_eq!(sheet.sheet, "RC-02");
    assert!(recovery::open(&house, code.clone()).await.is_ok(), "the new one may never come to paper");
    let groups = sheet.ask_groups.iter().map(|group| sheet.groups[*group as usize - 1].clone()).collect();
    recovery::confirm(&desk, groups).await.unwrap();
    unlock::lock(&desk, LockReason::ByHand).await;
    let error = recovery::open(&house, code).await.err().unwrap();
    assert_eq!(error.code, "recovery-code-wrong");
    assert!(error.message.contains("RC-02"), "{}", error.message);
    assert_eq!(
        unlock::unlock(&house, slot.clone(), passphrase(Role::PracticeManager)).await.err().unwrap().code,
        "wrong-passphrase"
    );
    assert!(unlock::unlock(&house, slot, fresh).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_process_is_told_that_the_desk_is_open() {
    const ME: &str = "opening::a_second_process_is_told_that_the_desk_is_open";
    if let Some(folder) = child::folder() {
        let trouble = enter(&folder, Arc::new(MemoryKeyring::new())).await.err();
        println!("told: {}", trouble.map_or("nothing".into(), |trouble| trouble.code));
        return;
    }
    let told = |folder: &Path| {
        let output = child::command(&[], ME).env(child::FOLDER, folder).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let clinic = Clinic::alone().await;
    assert!(told(clinic.folder.path()).contains("told: already-open"));
    is_a_page(&enter(clinic.folder.path(), clinic.keyring.clone()).await.err().expect("it entered"), "already-open");
    let (folder, ..) = clinic.leave();
    assert!(told(folder.path()).contains("told: nothing"), "the lock goes with the process that held it");
}

#[test]
fn a_folder_on_a_share_is_refused_with_what_to_do() {
    let mount = |file_system: &str| Mount {
        point: "/srv".into(),
        file_system: file_system.into(),
        source: "server:/export".into(),
    };
    for share in ["nfs4", "cifs", "fuse.sshfs", "virtiofs"] {
        assert!(matches!(classify(0, Some(&mount(share))), FileSystemKind::Network(_)), "{share}");
    }
    for local in ["ext4", "btrfs", "tmpfs"] {
        assert_eq!(
            classify(0xef53, Some(&Mount { source: "/dev/sda1".into(), ..mount(local) })),
            FileSystemKind::Local,
            "{local}"
        );
    }
    let mounts = "21 1 254:0 / / rw - ext4 /dev/vda rw\n30 21 0:40 / /home/desk/Shared rw - cifs //server/files rw\n";
    assert_eq!(mount_for(mounts, Path::new("/home/desk/Shared/clinic")).unwrap().file_system, "cifs");
    is_a_page(&entrance::trouble(&VaultError::NetworkShare { kind: "nfs4".into() }.into()), "network-share");
}

#[test]
fn this_computers_own_disk_is_no_share() {
    let folder = tempfile::tempdir().unwrap();
    assert!(VaultFolder::open(folder.path()).is_ok());
}
