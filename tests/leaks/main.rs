//! No byte of a patient lies on the disk unencrypted: not while the desk is open, not after.
#![allow(clippy::unwrap_used)]

#[path = "../coverage/clinic.rs"]
mod clinic;
#[path = "../coverage/forms.rs"]
mod forms;
mod scan;
mod session;

use frontdesk_desk::lock::LockReason;
use frontdesk_desk::{testing, unlock};
use frontdesk_domain::role::Role;

use clinic::{Clinic, audit};
use scan::{CANARY, files, found_in, leaks};

fn names(files: &[std::path::PathBuf]) -> Vec<String> {
    files.iter().map(|file| file.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_file_of_the_desk_holds_a_patient_in_plain_neither_open_nor_locked() {
    let clinic = Clinic::new().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    session::session(&desk).await;

    let open = files(clinic.folder.path());
    for there in ["vault.json", "clinic.db", "clinic.db-wal", "clinic-name"] {
        assert!(names(&open).iter().any(|name| name == there), "{there} is missing from {open:?}");
    }
    let log = clinic.house.folder.path().join("clinic.db-wal");
    assert!(std::fs::metadata(log).unwrap().len() > 10_000, "the write-ahead log holds the session");
    assert_eq!(leaks(&open), Vec::<String>::new());

    unlock::lock(&desk, LockReason::ByHand).await;
    assert_eq!(leaks(&files(clinic.folder.path())), Vec::<String>::new());

    // The same search finds the canary in the database once it is written out in plain.
    let desk = clinic.unlock(Role::PracticeManager).await;
    let plain = clinic.folder.path().join("plain.db");
    std::fs::write(&plain, []).unwrap();
    let store = testing::store(&desk);
    let mut read = store.read().await.unwrap();
    for statement in [
        format!("ATTACH DATABASE '{}' AS plain KEY ''", plain.display()),
        "SELECT sqlcipher_export('plain')".into(),
        "DETACH DATABASE plain".into(),
    ] {
        sqlx::query("PRAGMA query_only = OFF").execute(read.conn()).await.unwrap();
        sqlx::query(sqlx::AssertSqlSafe(statement)).execute(read.conn()).await.unwrap();
    }
    let found = leaks(&[plain]);
    for value in [CANARY.surname, CANARY.given_names, CANARY.phone, CANARY.email, CANARY.nhs_number, CANARY.note] {
        assert!(found.iter().any(|leak| leak.contains(value)), "the search is blind to {value}: {found:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_names_nobody() {
    let clinic = Clinic::alone().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    session::session(&desk).await;
    let all = format!("{:?}", audit(&desk).await);
    assert!(all.contains("register-patient") && all.contains("make-response"));
    assert_eq!(found_in(all.as_bytes()), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_desk_answers_in_refusal_repeats_no_key_and_no_passphrase() {
    let clinic = Clinic::alone().await;
    let typed = "zyqwarble quillonyx thornbury";
    let refused =
        unlock::unlock(&clinic.house, clinic.slot(Role::PracticeManager), frontdesk_desk::secret::Secret::new(typed))
            .await;
    let said = format!("{:?}", refused.err().unwrap());
    assert!(!said.contains("zyqwarble") && said.contains("wrong-passphrase"), "{said}");
}
