//! Copies of documents: only with a reason, only until their day, and then truly gone.

use std::path::{Path, PathBuf};

use crate::common::{Desk, amara, desk};
use frontdesk_desk::DeskError;
use frontdesk_desk::board::see_board;
use frontdesk_desk::copies::{
    choose_scan_folder, delete_copy, delete_scan, keep_copy, list_scans, open_copy, see_copies, set_copy_days,
};
use frontdesk_desk::testing;
use frontdesk_desk::views::copies::KeptCopyView;
use frontdesk_domain::document_copy::CopyForm;
use frontdesk_domain::patient::TypedDate;
use frontdesk_domain::role::Role;
use frontdesk_store::document_copy;

/// The beginning of a PNG, and then a text to look for.
fn picture() -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    bytes.extend(b"a page of a passport ".repeat(120_000));
    bytes
}

fn form() -> CopyForm {
    CopyForm {
        document: "Passport, photo page".into(),
        reason: "The insurer asks for it with the claim".into(),
        delete_on: TypedDate::default(),
    }
}

fn file(d: &Desk, name: &str, bytes: &[u8]) -> PathBuf {
    let path = d.folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

async fn keep(d: &Desk, patient: &str, path: &Path) -> Result<KeptCopyView, DeskError> {
    keep_copy(&d.desk, patient.into(), form(), None, || async { Some(path.to_path_buf()) }).await
}

/// Whether any byte of a copy is still in the records.
async fn bytes_left(d: &Desk, copy_id: &str) -> bool {
    let mut read = testing::store(&d.desk).read().await.unwrap();
    !document_copy::bytes(read.conn(), copy_id).await.unwrap().is_empty()
}

#[tokio::test]
async fn a_copy_is_kept_with_its_reason_for_30_days_and_is_the_file_byte_for_byte() {
    let d = desk(Role::Reception).await;
    let patient = d.register(amara()).await.patient_id;
    let path = file(&d, "scan.png", &picture());
    let kept = keep(&d, &patient, &path).await.unwrap();
    let copy = &kept.copies.copies[0];
    assert_eq!((kept.kept, copy.delete_on.as_str(), copy.size.as_str()), (true, "2026-12-24", "2.5 MB"));
    let page = open_copy(&d.desk, copy.copy_id.clone()).await.unwrap();
    assert_eq!(data_encoding::BASE64.decode(page.bytes.as_bytes()).unwrap(), picture());
    assert_eq!(d.trail().await[1..], ["keep-copy", "open-copy"]);
}

#[tokio::test]
async fn without_a_reason_or_beyond_the_clinics_days_nothing_is_asked_for_and_nothing_kept() {
    let d = desk(Role::PracticeManager).await;
    let patient = d.register(amara()).await.patient_id;
    set_copy_days(&d.desk, 7).await.unwrap();
    let late = TypedDate { day: "2".into(), month: "12".into(), year: "2026".into() };
    let wrong = CopyForm { reason: "  ".into(), delete_on: late, ..form() };
    let never = || async { panic!("a file was asked for") };
    let error = keep_copy(&d.desk, patient.clone(), wrong, None, never).await.unwrap_err();
    let codes: Vec<&str> = error.fields.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["copy-reason-missing", "copy-day"]);
    assert!(see_copies(&d.desk, patient).await.unwrap().copies.is_empty());
    assert_eq!(set_copy_days(&d.desk, 91).await.unwrap_err().fields[0].code, "copy-days");
}

#[tokio::test]
async fn a_file_that_is_no_picture_or_too_large_is_told_and_thinking_better_of_it_is_logged() {
    let d = desk(Role::Reception).await;
    let patient = d.register(amara()).await.patient_id;
    let program = file(&d, "scan.pdf", b"MZ\x90\x00");
    assert_eq!(keep(&d, &patient, &program).await.unwrap_err().code, "copy-format");
    let mut large = b"%PDF-1.7\n".to_vec();
    large.resize(20 * 1024 * 1024 + 1, b' ');
    let large = file(&d, "large.pdf", &large);
    assert_eq!(keep(&d, &patient, &large).await.unwrap_err().code, "copy-too-large");
    assert_eq!(keep(&d, &patient, Path::new("/nowhere/at-all.png")).await.unwrap_err().code, "copy-unreadable");
    let none = keep_copy(&d.desk, patient, form(), None, || async { None }).await.unwrap();
    assert!(!none.kept && none.copies.copies.is_empty());
    assert!(d.audit().await.last().unwrap().detail.contains("cancelled"));
}

#[tokio::test]
async fn a_copy_is_shown_before_its_day_and_gone_on_it_with_an_entry() {
    let d = desk(Role::Reception).await;
    let patient = d.register(amara()).await.patient_id;
    let path = file(&d, "scan.png", &picture());
    let id = keep(&d, &patient, &path).await.unwrap().copies.copies[0].copy_id.clone();
    assert!(see_board(&d.desk).await.unwrap().due.is_empty());
    d.clock.go_to("2026-12-21T09:00:00.000Z");
    let board = see_board(&d.desk).await.unwrap();
    assert_eq!(
        (board.due[0].note.as_str(), board.due[0].word.as_str()),
        ("Deleted by itself on 24 Dec 2026.", "3 days")
    );
    assert!(bytes_left(&d, &id).await);

    d.clock.go_to("2026-12-24T09:00:00.000Z");
    let before = d.trail().await.len();
    let board = see_board(&d.desk).await.unwrap();
    assert_eq!(board.notices, ["The copy of a document kept until 24 Dec 2026 is deleted."]);
    assert!(!bytes_left(&d, &id).await);
    assert_eq!(d.trail().await[before..], ["delete-copy"]);
    let view = see_copies(&d.desk, patient).await.unwrap();
    assert_eq!(view.copies[0].deleted.as_deref(), Some("Deleted on its day, 24 Dec 2026"));
    assert_eq!(open_copy(&d.desk, view.copies[0].copy_id.clone()).await.unwrap_err().code, "copy-deleted");
    assert!(see_board(&d.desk).await.unwrap().notices.is_empty(), "told once");
}

#[tokio::test]
async fn a_copy_not_needed_any_more_goes_at_once_and_cannot_go_twice() {
    let d = desk(Role::Reception).await;
    let patient = d.register(amara()).await.patient_id;
    let path = file(&d, "scan.png", &picture());
    let id = keep(&d, &patient, &path).await.unwrap().copies.copies[0].copy_id.clone();
    let view = delete_copy(&d.desk, id.clone()).await.unwrap();
    assert!(view.copies[0].deleted.is_some());
    assert_eq!(delete_copy(&d.desk, id).await.unwrap_err().code, "copy-deleted");
}

#[tokio::test]
async fn scans_are_offered_newest_first_and_deleting_the_scan_is_offered_after() {
    let d = desk(Role::PracticeManager).await;
    let patient = d.register(amara()).await.patient_id;
    let folder = d.folder.path().join("scans");
    std::fs::create_dir(&folder).unwrap();
    assert!(list_scans(&d.desk).await.unwrap().is_empty());
    let chosen = folder.clone();
    choose_scan_folder(&d.desk, || async { Some(chosen) }).await.unwrap();
    std::fs::write(folder.join("note.txt"), "no scan").unwrap();
    std::fs::write(folder.join("one.PNG"), picture()).unwrap();
    let scans = list_scans(&d.desk).await.unwrap();
    assert_eq!(scans.iter().map(|scan| scan.name.as_str()).collect::<Vec<_>>(), ["one.PNG"]);
    let id = scans[0].scan_id.clone();
    let never = || async { panic!("a file was asked for") };
    let kept = keep_copy(&d.desk, patient.clone(), form(), Some(id.clone()), never).await.unwrap();
    assert_eq!(kept.scan_left.unwrap().scan_id, id);
    assert!(delete_scan(&d.desk, id.clone()).await.unwrap().is_empty());
    assert!(!folder.join("one.PNG").exists() && folder.join("note.txt").exists());
    let gone = keep_copy(&d.desk, patient, form(), Some(id), || async { None }).await.unwrap_err();
    assert_eq!(gone.code, "scan-gone");
}
