//! The folder as nobody should find it: real databases, real keys, and whatever a person presses. Not a byte is lost.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use frontdesk_desk::entrance::{self, Outside};
use frontdesk_desk::lock::LockReason;
use frontdesk_desk::secret::Secret;
use frontdesk_desk::views::session::{SetUpForm, Stage, TroubleView};
use frontdesk_desk::{demo_house, patient, recovery, set_aside, set_up, testing, unlock};
use frontdesk_domain::role::Role;
use frontdesk_vault::KeyringStatus;
use frontdesk_vault::testing::MemoryKeyring;
use tempfile::TempDir;

use crate::child;
use crate::clinic::{Clinic, NOW, details, house, passphrase};

/// A clinic with a patient, closed, with what is needed to open it again.
struct Closed {
    folder: TempDir,
    keyring: Arc<MemoryKeyring>,
    slot: String,
    code: Secret,
    patient: String,
}

impl Closed {
    async fn new() -> Self {
        let clinic = Clinic::alone().await;
        let slot = clinic.slot(Role::PracticeManager);
        let desk = clinic.unlock(Role::PracticeManager).await;
        let patient = crate::forms::patient(&desk).await;
        unlock::lock(&desk, LockReason::ByHand).await;
        drop(desk);
        let (folder, keyring, code) = clinic.leave();
        Self { folder, keyring, slot, code, patient }
    }

    fn at(&self) -> PathBuf {
        self.folder.path().join("clinic")
    }

    /// The clinic's files, and beside its database a log of its own that was never folded in, as a crash leaves it.
    async fn crashed(&self) -> BTreeMap<String, Vec<u8>> {
        let house = house(self.at(), self.keyring.clone());
        let desk = unlock::unlock(&house, self.slot.clone(), passphrase(Role::PracticeManager)).await.unwrap();
        let files = files(&self.at());
        desk.close().await;
        assert!(files["clinic.db-wal"].len() > 4096, "no log to speak of");
        files
    }
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .filter(|entry| entry.file_name() != "vault.lock" && entry.file_name() != "clinic.db-shm")
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).unwrap()))
        .collect()
}

/// Every file below a folder, by its bytes.
fn everything(below: &Path) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(below).unwrap().flatten() {
        match entry.path().is_dir() {
            true => found.extend(everything(&entry.path())),
            false => found.push(std::fs::read(entry.path()).unwrap()),
        }
    }
    found
}

async fn enter(at: &Path, keyring: &Arc<MemoryKeyring>) -> Result<Arc<frontdesk_desk::house::House>, Outside> {
    entrance::enter_with(at.to_owned(), keyring.clone(), false).await
}

async fn page(at: &Path, keyring: &Arc<MemoryKeyring>) -> TroubleView {
    match enter(at, keyring).await {
        Err(Outside::Trouble(trouble)) => trouble,
        Err(Outside::FirstStart) => panic!("taken for a first start"),
        Ok(_) => panic!("it entered"),
    }
}

fn form() -> SetUpForm {
    let own = passphrase(Role::PracticeManager);
    SetUpForm { clinic: details(), manager_name: "Marta Nowak".into(), passphrase: own.clone(), passphrase_again: own }
}

/// What a page, or whoever stands before it, may press: the wizard.
async fn wizard(at: &Path, keyring: &Arc<MemoryKeyring>) -> Result<(), String> {
    let clock = testing::StillClock::at(NOW);
    let (_, desk) =
        set_up::first_with(at.to_owned(), keyring.clone(), clock, form()).await.map_err(|error| error.code)?;
    unlock::lock(&desk, LockReason::ByHand).await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn records_without_their_key_file_are_never_taken_for_a_first_start() {
    let clinic = Closed::new().await;
    let at = clinic.at();
    let whole = files(&at);
    for name in ["vault.json", "vault-copy.json"] {
        let _ = std::fs::remove_file(at.join(name));
    }
    let left = files(&at);
    let trouble = page(&at, &clinic.keyring).await;
    assert_eq!((trouble.code.as_str(), trouble.takes_copy), ("key-file-missing", true));
    assert!(trouble.folder.ends_with("clinic"), "{}", trouble.folder);
    assert_eq!(wizard(&at, &clinic.keyring).await.unwrap_err(), "key-file-missing");
    assert_eq!(files(&at), left, "a byte was changed");

    // Put back, it opens, and the patient is there.
    std::fs::write(at.join("vault.json"), &whole["vault.json"]).unwrap();
    let house = enter(&at, &clinic.keyring).await.map_err(|_| "it did not enter").unwrap();
    let desk = unlock::unlock(&house, clinic.slot, passphrase(Role::PracticeManager)).await.unwrap();
    assert!(patient::open_patient(&desk, clinic.patient).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn before_a_set_up_no_folder_is_made_and_a_form_to_put_right_makes_none() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path().join("app/clinic");
    let keyring = Arc::new(MemoryKeyring::new());
    assert!(matches!(enter(&at, &keyring).await, Err(Outside::FirstStart)));
    let clock = testing::StillClock::at(NOW);
    let wrong = SetUpForm { passphrase_again: Secret::new("another"), ..form() };
    let error = set_up::first_with(at.clone(), keyring.clone(), clock, wrong).await.err().unwrap();
    assert_eq!((error.code.as_str(), error.fields[0].field.as_str()), ("form", "passphraseAgain"));
    assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 0, "something was made");
    wizard(&at, &keyring).await.unwrap();
    assert!(at.join("clinic.db").exists() && !at.join("set-up-unfinished").exists());
    assert!(enter(&at, &keyring).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_file_of_a_clinic_is_for_this_account_alone_while_it_is_open_too() {
    use std::os::unix::fs::PermissionsExt;
    let clinic = Clinic::alone().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    crate::forms::patient(&desk).await;
    let mut seen = Vec::new();
    for entry in std::fs::read_dir(clinic.house.folder.path()).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{name}");
        seen.push(name);
    }
    for name in ["clinic.db", "clinic.db-wal", "clinic.db-shm", "clinic-name", "vault.json"] {
        assert!(seen.iter().any(|there| there == name), "{name} is missing: {seen:?}");
    }
}

/// Every database beside every log, unlocked with the right passphrase: what opens has its patient, what does not is left
/// as it was, and every byte that was there is there.
#[tokio::test(flavor = "multi_thread")]
async fn whatever_database_lies_beside_whatever_log_no_byte_of_records_is_lost() {
    let (ours, theirs) = (Closed::new().await, Closed::new().await);
    let (own, foreign) = (ours.crashed().await, theirs.crashed().await);
    let cut: Vec<u8> = own["clinic.db"][..own["clinic.db"].len() / 2 / 4096 * 4096].to_vec();
    let databases: [(&str, Vec<u8>); 4] = [
        ("whole", own["clinic.db"].clone()),
        ("cut", cut),
        ("cut in a page", own["clinic.db"][..9000].to_vec()),
        ("other key", foreign["clinic.db"].clone()),
    ];
    let logs: [(&str, Option<Vec<u8>>); 4] = [
        ("none", None),
        ("own", Some(own["clinic.db-wal"].clone())),
        ("foreign", Some(foreign["clinic.db-wal"].clone())),
        ("garbage", Some(b"not a log".repeat(1000))),
    ];
    let (mut records, mut lost, mut told) = (0, 0, Vec::new());
    for (database, bytes) in &databases {
        for (log, frames) in &logs {
            let at = ours.at();
            let old = files(&at);
            for name in old.keys().map(String::as_str).chain(["clinic.db-shm"]) {
                let _ = std::fs::remove_file(at.join(name));
            }
            for (name, bytes) in &own {
                std::fs::write(at.join(name), bytes).unwrap();
            }
            std::fs::write(at.join("clinic.db"), bytes).unwrap();
            let _ = std::fs::remove_file(at.join("clinic.db-wal"));
            if let Some(frames) = frames {
                std::fs::write(at.join("clinic.db-wal"), frames).unwrap();
            }
            let outcome = match enter(&at, &ours.keyring).await {
                Err(Outside::FirstStart) => panic!("taken for a first start: {database}, {log}"),
                Err(Outside::Trouble(trouble)) => trouble.code,
                Ok(house) => match unlock::unlock(&house, ours.slot.clone(), passphrase(Role::PracticeManager)).await {
                    Err(error) => error.code,
                    Ok(desk) => {
                        let there = patient::open_patient(&desk, ours.patient.clone()).await.is_ok();
                        let sound = testing::store(&desk).check().await.is_ok();
                        unlock::lock(&desk, LockReason::ByHand).await;
                        format!("opens, patient {there}, sound {sound}")
                    }
                },
            };
            let _ = wizard(&at, &ours.keyring).await;
            let opens = outcome.starts_with("opens");
            let left = everything(ours.folder.path());
            // What was opened goes on living: its own log is folded in, and its patient was looked at above.
            let must_stay = [(!opens).then_some(bytes), frames.as_ref().filter(|_| !(opens && *log == "own"))];
            for kept in must_stay.into_iter().flatten() {
                records += kept.len();
                lost += if left.contains(kept) { 0 } else { kept.len() };
            }
            told.push(format!("{database} + {log}: {outcome}"));
        }
    }
    println!("{}\nbytes that had to stay: {records}, lost: {lost}", told.join("\n"));
    assert_eq!(lost, 0, "{told:#?}");
    for log in ["none", "own", "foreign", "garbage"] {
        assert!(told.contains(&format!("whole + {log}: opens, patient true, sound true")), "{told:#?}");
        assert!(
            told.iter().any(|line| line.starts_with(&format!("other key + {log}: database-not-ours"))),
            "{told:#?}"
        );
    }
    // The logs that were in the way are listed to the manager.
    let house = house(ours.at(), ours.keyring.clone());
    for (name, bytes) in &own {
        std::fs::write(ours.at().join(name), bytes).unwrap();
    }
    let desk = unlock::unlock(&house, ours.slot.clone(), passphrase(Role::PracticeManager)).await.unwrap();
    let listed = set_aside::see_set_aside(&desk).await.unwrap();
    assert!(
        listed
            .iter()
            .any(|aside| aside.files == ["clinic.db-shm", "clinic.db-wal"] || aside.files == ["clinic.db-wal"])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn each_page_says_what_is_missing_and_the_wizard_makes_nothing_there() {
    let clinic = Closed::new().await;
    let at = clinic.at();
    let whole = files(&at);
    let headers = ["vault.json", "vault-copy.json"];
    type Spoil = fn(&Path);
    let spoils: [(&str, Spoil); 8] = [
        ("database-missing", |at| std::fs::remove_file(at.join("clinic.db")).unwrap()),
        ("database-empty", |at| std::fs::write(at.join("clinic.db"), "").unwrap()),
        ("database-cut", |at| std::fs::write(at.join("clinic.db"), vec![7; 5000]).unwrap()),
        ("database-plain", |at| std::fs::write(at.join("clinic.db"), b"SQLite format 3\0".repeat(256)).unwrap()),
        ("database-no-file", |at| {
            std::fs::rename(at.join("clinic.db"), at.join("elsewhere")).unwrap();
            std::os::unix::fs::symlink(at.join("elsewhere"), at.join("clinic.db")).unwrap();
        }),
        ("header-unreadable", |at| {
            for name in ["vault.json", "vault-copy.json"] {
                std::fs::write(at.join(name), "{\"format\": ").unwrap();
            }
        }),
        ("header-format-unknown", |at| std::fs::write(at.join("vault.json"), "{\"format\": 999}").unwrap()),
        ("key-file-unreadable", |at| {
            std::fs::remove_file(at.join("vault.json")).unwrap();
            std::fs::create_dir(at.join("vault.json")).unwrap();
        }),
    ];
    for (code, spoil) in spoils {
        spoil(&at);
        let trouble = page(&at, &clinic.keyring).await;
        assert_eq!(trouble.code, code);
        assert!(trouble.can_retry && !trouble.steps.is_empty() && !trouble.recovery_helps, "{trouble:?}");
        let before = everything(&at);
        assert!(wizard(&at, &clinic.keyring).await.is_err(), "{code}");
        assert_eq!(everything(&at).len(), before.len(), "{code}");
        let _ = std::fs::remove_dir(at.join("vault.json"));
        for name in headers.iter().chain(&["clinic.db", "elsewhere"]) {
            let _ = std::fs::remove_file(at.join(name));
        }
        for (name, bytes) in &whole {
            std::fs::write(at.join(name), bytes).unwrap();
        }
    }
    // The keyring comes after the folder, and its pages offer nothing that would put something in the clinic's place.
    for (status, code) in [
        (KeyringStatus::Locked, "keyring-locked"),
        (KeyringStatus::Absent { reason: "no bus".into() }, "keyring-absent"),
    ] {
        clinic.keyring.set_status(status);
        let trouble = page(&at, &clinic.keyring).await;
        assert_eq!((trouble.code.as_str(), trouble.takes_copy), (code, false));
        assert!(wizard(&at, &clinic.keyring).await.is_err());
    }
    clinic.keyring.set_status(KeyringStatus::Ready);
    assert_eq!(files(&at), whole);
    assert!(enter(&at, &clinic.keyring).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_brought_to_a_new_computer_opens_with_the_recovery_sheet() {
    let clinic = Closed::new().await;
    let computer = tempfile::tempdir().unwrap();
    let (at, keyring) = (computer.path().join("app/clinic"), Arc::new(MemoryKeyring::new()));
    assert!(matches!(enter(&at, &keyring).await, Err(Outside::FirstStart)));
    // Nothing chosen: nothing happens.
    entrance::bring_clinic_with(at.clone(), keyring.clone(), None).await.unwrap();
    assert!(!at.exists());
    entrance::bring_clinic_with(at.clone(), keyring.clone(), Some(clinic.at())).await.unwrap();
    let house = enter(&at, &keyring).await.map_err(|_| "it did not enter").unwrap();
    let start = entrance::start_view(&house, None, None).await.unwrap();
    assert!(start.stage == Stage::Trouble && start.trouble.unwrap().recovery_helps);
    let recovered = recovery::open(&house, clinic.code.clone()).await.unwrap();
    let fresh = Secret::new("granite violin pepper sunday");
    let desk = recovery::finish(&house, &recovered, clinic.slot.clone(), fresh.clone(), fresh).await.unwrap();
    assert!(patient::open_patient(&desk, clinic.patient.clone()).await.is_ok());
    unlock::lock(&desk, LockReason::ByHand).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_set_up_cut_short_is_taken_back_at_the_next_start_and_records_put_there_meanwhile_are_not() {
    let clinic = Closed::new().await;
    let place = tempfile::tempdir().unwrap();
    let (at, keyring) = (place.path().join("clinic"), Arc::new(MemoryKeyring::new()));
    // As the wizard is killed before its records had their name.
    wizard(&at, &keyring).await.unwrap();
    let header = frontdesk_vault::VaultFolder::open(&at).unwrap().header().unwrap();
    let marker = format!(
        r#"{{"vault":"{}","begun":"{NOW}","files":["clinic.db.new","vault.json","vault-copy.json"]}}"#,
        header.vault()
    );
    std::fs::rename(at.join("clinic.db"), at.join("clinic.db.new")).unwrap();
    std::fs::remove_file(at.join("clinic-name")).unwrap();
    std::fs::write(at.join("set-up-unfinished"), &marker).unwrap();
    let half = files(&at);
    assert!(matches!(enter(&at, &keyring).await, Err(Outside::FirstStart)));
    assert!(files(&at).is_empty() && keyring.is_empty(), "{:?}", files(&at).keys());

    // The same, and somebody put their records there before the next start.
    for (name, bytes) in half {
        std::fs::write(at.join(name), bytes).unwrap();
    }
    let theirs = files(&clinic.at());
    std::fs::write(at.join("clinic.db"), &theirs["clinic.db"]).unwrap();
    let _ = enter(&at, &keyring).await;
    let _ = wizard(&at, &keyring).await;
    assert!(everything(place.path()).contains(&theirs["clinic.db"]), "their records are gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_throw_away_clinic_throws_away_its_own_and_sets_anything_else_aside() {
    let clinic = Closed::new().await;
    let place = tempfile::tempdir().unwrap();
    let at = place.path().join("demo");
    std::fs::create_dir(&at).unwrap();
    let theirs = files(&clinic.at());
    for (name, bytes) in &theirs {
        std::fs::write(at.join(name), bytes).unwrap();
    }
    let keyring = Arc::new(MemoryKeyring::new());
    for _ in 0..2 {
        let (house, desk) = demo_house::make_with(at.clone(), keyring.clone()).await.unwrap();
        unlock::lock(&desk, LockReason::ByHand).await;
        drop((house, desk));
        let left = everything(place.path());
        assert!(theirs.values().all(|bytes| left.contains(bytes)), "records were thrown away");
    }
    assert_eq!(keyring.len(), 1);
    let aside = std::fs::read_dir(place.path()).unwrap().flatten().count();
    assert_eq!(aside, 2, "the demo, and what was set aside once");
}

const READ_ONLY: &str = "folder::a_folder_that_cannot_be_written_is_a_page_with_what_to_do";

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_cannot_be_written_is_a_page_with_what_to_do() {
    if let Some(folder) = child::folder() {
        let keyring = Arc::new(MemoryKeyring::new());
        let trouble = page(&folder.join("clinic"), &keyring).await;
        assert_eq!(trouble.code, "folder-read-only");
        assert!(trouble.message.contains("Nothing was changed") && !trouble.message.contains("lock"), "{trouble:?}");
        println!("the read-only disk: done");
        return;
    }
    let clinic = Closed::new().await;
    let before = files(&clinic.at());
    let script = r#"mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && exec "$@""#;
    let place = clinic.folder.path().display().to_string();
    let through = |flags: &'static str| vec!["unshare", flags, "sh", "-c", script, "sh"];
    let Some(flags) = ["-m", "-Urm"].into_iter().find(|flags| {
        let mut words = through(flags);
        words.extend([place.as_str(), "true"]);
        std::process::Command::new(words[0]).args(&words[1..]).output().is_ok_and(|output| output.status.success())
    }) else {
        println!("left out: this system lets nobody mount a disk read-only");
        return;
    };
    let mut words = through(flags);
    words.push(&place);
    let output = child::command(&words, READ_ONLY).env(child::FOLDER, &place).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && said.contains("the read-only disk: done"), "{said}");
    assert_eq!(files(&clinic.at()), before);
}

const SET_UP: &str = "folder::sets_up_until_it_is_killed";

/// Not a fact of its own: the process that the test below kills.
#[tokio::test(flavor = "multi_thread")]
async fn sets_up_until_it_is_killed() {
    let Some(folder) = child::folder() else { return };
    println!("begun");
    wizard(&folder.join("clinic"), &Arc::new(MemoryKeyring::new())).await.unwrap();
    println!("ended");
}

/// Kills a set-up at another moment each time. Its keyring dies with it, so what is left is looked at with an empty one:
/// either a first start again, or a whole clinic that its sheet would open; never something in between.
#[tokio::test(flavor = "multi_thread")]
async fn a_set_up_killed_at_any_moment_is_a_first_start_again_or_a_clinic() {
    /// What is there when it is killed; the last is the note's end.
    const AT: [&str; 8] = [
        "set-up-unfinished",
        "vault.json",
        "clinic.db.new",
        "clinic.db.new-wal",
        "clinic.db",
        "clinic-name",
        "clinic.db-wal",
        "",
    ];
    let (mut first, mut whole, mut last) = (0, 0, 0);
    for moment in AT {
        let place = tempfile::tempdir().unwrap();
        let mut set_up = child::command(&[], SET_UP).env(child::FOLDER, place.path()).spawn().unwrap();
        let at = place.path().join("clinic");
        let come = || match moment {
            "" => at.join("clinic.db").exists() && !at.join("set-up-unfinished").exists(),
            name => at.join(name).exists(),
        };
        for _ in 0..60_000 {
            if come() || set_up.try_wait().unwrap().is_some() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        let _ = set_up.kill();
        set_up.wait().unwrap();
        let keyring = Arc::new(MemoryKeyring::new());
        match enter(&at, &keyring).await {
            Err(Outside::FirstStart) => {
                first += 1;
                assert!(!at.join("clinic.db").exists());
                if last == 0 {
                    wizard(&at, &keyring).await.unwrap();
                    last += 1;
                }
            }
            Ok(house) => {
                whole += 1;
                assert!(at.join("clinic.db").exists() && house.folder.header().is_ok());
            }
            Err(Outside::Trouble(trouble)) => panic!("{trouble:?}"),
        }
    }
    println!("set-ups killed: 8, first start again: {first}, a clinic: {whole}");
    assert_eq!(first + whole, 8);
    assert!(first >= 2 && whole >= 1, "each was met: {first}, {whole}");
}
