//! A full disk: a sentence, nothing half-done, and the same save goes through when there is room again.

use frontdesk_desk::audit::verify_audit;
use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::patient::register_patient;
use frontdesk_desk::{Result, testing};
use frontdesk_domain::patient::PatientForm;
use frontdesk_domain::role::Role;
use frontdesk_store::{Conn, StoreError};
use sqlx::AssertSqlSafe;

use crate::child;
use crate::clinic::{Clinic, audit};
use crate::forms::somebody;

async fn pragma(conn: &mut Conn, text: &str) -> i64 {
    sqlx::query_scalar(AssertSqlSafe(format!("PRAGMA {text}"))).fetch_one(conn).await.unwrap()
}

async fn patients(desk: &OpenDesk) -> i64 {
    let store = testing::store(desk);
    let mut read = store.read().await.unwrap();
    sqlx::query_scalar("SELECT count(*) FROM patient").fetch_one(read.conn()).await.unwrap()
}

fn long() -> PatientForm {
    PatientForm { address: "a street with a name ".repeat(15), needs: "large print ".repeat(15), ..somebody(1970) }
}

/// Registers until the disk has no more room; the form that found none, and the refusal.
async fn fill(desk: &OpenDesk) -> (PatientForm, frontdesk_desk::DeskError, i64, usize) {
    for _ in 0..3000 {
        let (form, rows, entries) = (long(), patients(desk).await, audit(desk).await.len());
        if let Err(error) = register_patient(desk, form.clone(), Vec::new(), String::new()).await {
            return (form, error, rows, entries);
        }
    }
    panic!("the disk never filled");
}

async fn is_whole_and_goes_on(
    desk: &OpenDesk,
    form: PatientForm,
    error: frontdesk_desk::DeskError,
    rows: i64,
    entries: usize,
    room: impl AsyncFnOnce(),
) -> Result<()> {
    assert_eq!(error.code, "disk-full", "{error:?}");
    assert!(error.message.contains("Nothing you typed is lost"), "{}", error.message);
    assert_eq!((patients(desk).await, audit(desk).await.len()), (rows, entries), "half-done");
    room().await;
    register_patient(desk, form, Vec::new(), String::new()).await?;
    assert_eq!((patients(desk).await, audit(desk).await.len()), (rows + 1, entries + 1));
    let verified = verify_audit(desk).await?;
    assert!(verified.whole && verified.anchored, "{}", verified.message);
    assert!(testing::store(desk).check().await.is_ok());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_may_not_grow_refuses_whole_and_goes_on_when_it_may() {
    let clinic = Clinic::alone().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    let store = testing::store(&desk);
    let mut act = store.write().await.unwrap();
    let pages = pragma(act.conn(), "page_count").await;
    pragma(act.conn(), &format!("max_page_count = {}", pages + 2)).await;
    act.commit().await.unwrap();
    let (form, error, rows, entries) = fill(&desk).await;
    let room = async || {
        let mut act = store.write().await.unwrap();
        pragma(act.conn(), "max_page_count = 1000000").await;
        act.commit().await.unwrap();
    };
    is_whole_and_goes_on(&desk, form, error, rows, entries, room).await.unwrap();
}

const SMALL: &str = "disk::a_disk_without_room_refuses_whole_and_goes_on_when_there_is_some";

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_without_room_refuses_whole_and_goes_on_when_there_is_some() {
    if let Some(folder) = child::folder() {
        let clinic = Clinic::alone().await;
        assert!(clinic.folder.path().starts_with(&folder), "not on the small disk");
        let desk = clinic.unlock(Role::PracticeManager).await;
        let ballast = folder.join("ballast");
        // The write-ahead log needs some 100 KiB to begin with; the rest is taken away.
        let free = free_bytes(&folder);
        std::fs::write(&ballast, vec![1u8; usize::try_from(free.saturating_sub(400 * 1024)).unwrap()]).unwrap();
        let (form, error, rows, entries) = fill(&desk).await;
        is_whole_and_goes_on(&desk, form, error, rows, entries, async || std::fs::remove_file(&ballast).unwrap())
            .await
            .unwrap();
        println!("the small disk: done");
        return;
    }
    let Some(said) = on_a_small_disk(SMALL, true) else { return };
    assert!(said.contains("the small disk: done"), "{said}");
}

/// Runs one test of this program with a disk of 16 MB of its own, whose folder it is told; what it said, or none where the
/// system lets nobody make one.
pub fn on_a_small_disk(test: &str, all: bool) -> Option<String> {
    let small = tempfile::tempdir().unwrap();
    let script = r#"mount -t tmpfs -o size=16m small "$1" && shift && exec "$@""#;
    let place = small.path().display().to_string();
    let through = |flags: &'static str| vec!["unshare", flags, "sh", "-c", script, "sh"];
    // A name space of one's own for mounts: with root's rights or, where the system allows it, without.
    let Some(flags) = ["-m", "-Urm"].into_iter().find(|flags| {
        let mut words = through(flags);
        words.extend([place.as_str(), "true"]);
        std::process::Command::new(words[0]).args(&words[1..]).output().is_ok_and(|output| output.status.success())
    }) else {
        println!("left out: this system lets nobody make a small disk; the test before this one stands for it");
        return None;
    };
    let mut words = through(flags);
    words.push(&place);
    let mut command = child::command(&words, test);
    command.env(child::FOLDER, &place);
    if all {
        command.env("TMPDIR", &place);
    }
    let output = command.output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
    Some(said)
}

/// Bytes free on the disk of a folder, as df(1) tells it.
pub fn free_bytes(folder: &std::path::Path) -> u64 {
    let output = std::process::Command::new("df").args(["--output=avail", "-B1"]).arg(folder).output().unwrap();
    String::from_utf8_lossy(&output.stdout).split_whitespace().last().unwrap().parse().unwrap()
}

#[test]
fn the_codes_of_a_full_disk_are_told_as_such() {
    assert_eq!(StoreError::DiskFull.code(), "disk-full");
    assert!(StoreError::DiskFull.to_string().contains("Free some space"));
}
