//! Facts about a paper that leaves the vault as a file.
#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::common::{Desk, amara, desk};
use frontdesk_desk::copies::{choose_scan_folder, keep_copy};
use frontdesk_desk::lock::LockReason;
use frontdesk_desk::open::Entry;
use frontdesk_desk::paper::make_consent_form;
use frontdesk_desk::paper_back::scan_papers;
use frontdesk_desk::printing::save_document;
use frontdesk_desk::signing::verify_copy;
use frontdesk_desk::views::paper::{ConsentFormRequest, PaperSize};
use frontdesk_desk::{testing, unlock};
use frontdesk_domain::document_copy::CopyForm;
use frontdesk_domain::patient::TypedDate;
use frontdesk_domain::role::{Role, UseCase};

/// A dialog that nobody may have opened.
async fn never<T>(_: T) -> Option<PathBuf> {
    panic!("the dialog was opened")
}

async fn blank_form(d: &Desk) -> String {
    let form = ConsentFormRequest { patient_id: None, treatment: "general".into(), size: PaperSize::Normal };
    make_consent_form(&d.desk, form).await.unwrap().document_id
}

/// The outcomes of the saves on record, each with its code when it has one.
async fn outcomes(d: &Desk) -> Vec<String> {
    let saves = d.audit().await.into_iter().filter(|entry| entry.use_case == "save-document");
    saves
        .map(|entry| {
            format!("{} {}", entry.outcome, if entry.detail.contains("cancelled") { "cancelled" } else { "" })
                .trim_end()
                .to_string()
        })
        .collect()
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn a_saved_file_is_readable_by_this_account_alone_also_when_it_replaces_one_that_was_not() {
    let d = desk(Role::Reception).await;
    let document = blank_form(&d).await;
    let path = d.folder.path().join("form.pdf");
    std::fs::write(&path, "older and longer than nothing").unwrap();
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
    let saved = save_document(&d.desk, document, |_| async { Some(path.clone()) }).await.unwrap();
    assert!(saved.saved);
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF-"));
    assert_eq!(mode(&path), 0o600);
    assert_eq!(outcomes(&d).await, ["intended", "done"]);
}

#[tokio::test]
async fn a_dialog_that_was_closed_is_on_record_as_not_done() {
    let d = desk(Role::Reception).await;
    let document = blank_form(&d).await;
    let saved = save_document(&d.desk, document, |_| async { None }).await.unwrap();
    assert!(!saved.saved && saved.path.is_none());
    assert_eq!(outcomes(&d).await, ["failed cancelled"], "nothing was begun");
}

#[tokio::test]
async fn a_desk_that_locked_while_the_dialog_stood_open_saves_nothing() {
    let d = desk(Role::Reception).await;
    let document = blank_form(&d).await;
    let path = d.folder.path().join("form.pdf");
    let ask = |_| async {
        unlock::lock(&d.desk, LockReason::ByHand).await;
        Some(path.clone())
    };
    assert!(save_document(&d.desk, document, ask).await.is_err());
    assert!(!path.exists());
}

#[tokio::test]
async fn no_file_dialog_opens_before_the_role_was_asked_nor_in_a_patients_hands() {
    let d = desk(Role::Reception).await;
    let patient = d.register(amara()).await.patient_id;
    let document = blank_form(&d).await;
    assert_eq!(choose_scan_folder(&d.desk, || never(())).await.unwrap_err().code, "not-allowed");
    testing::sit_down(&d.desk, Role::Clinician);
    assert_eq!(scan_papers(&d.desk, None, || never(())).await.unwrap_err().code, "not-allowed");
    testing::sit_down(&d.desk, Role::PracticeManager);
    testing::handed(&d.desk, "an-arrival");
    let copy = CopyForm { document: "Passport".into(), reason: "Asked for".into(), delete_on: TypedDate::default() };
    let refused = [
        save_document(&d.desk, document, never).await.unwrap_err(),
        choose_scan_folder(&d.desk, || never(())).await.unwrap_err(),
        scan_papers(&d.desk, None, || never(())).await.unwrap_err(),
        keep_copy(&d.desk, patient, copy, None, || never(())).await.unwrap_err(),
        verify_copy(&d.desk, || never(())).await.unwrap_err(),
    ];
    assert!(refused.iter().all(|error| error.code == "handed-over"), "{refused:?}");
}

#[tokio::test]
async fn a_save_that_cannot_be_written_leaves_the_file_that_stood_there_whole() {
    let d = desk(Role::Reception).await;
    let folder = d.folder.path().join("place");
    std::fs::create_dir(&folder).unwrap();
    let path = folder.join("form.pdf");
    std::fs::write(&path, "the one from yesterday").unwrap();
    // A folder in the way of the file that is written beside, one that may not be written, and what is no file at all.
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o400)).unwrap();
    let kept = |path: &Path| std::fs::read_to_string(path).unwrap() == "the one from yesterday";
    let document = blank_form(&d).await;
    let read_only = save_document(&d.desk, document.clone(), |_| async { Some(path.clone()) }).await.unwrap_err();
    assert!(read_only.code == "save-refused" && kept(&path), "{read_only:?}");
    let a_folder = save_document(&d.desk, document.clone(), |_| async { Some(folder.clone()) }).await.unwrap_err();
    assert_eq!(a_folder.code, "save-refused");
    let nowhere = folder.join("gone/form.pdf");
    let gone = save_document(&d.desk, document, |_| async { Some(nowhere) }).await.unwrap_err();
    assert_eq!(gone.code, "save-failed");
    assert_eq!(outcomes(&d).await, ["intended", "failed"]);
    let names: Vec<_> = std::fs::read_dir(&folder).unwrap().flatten().map(|file| file.file_name()).collect();
    assert_eq!(names, ["form.pdf"], "nothing is left beside it");
}

#[tokio::test]
async fn a_link_stays_a_link_and_what_it_points_to_is_replaced() {
    let d = desk(Role::Reception).await;
    let (real, link) = (d.folder.path().join("real.pdf"), d.folder.path().join("link.pdf"));
    std::fs::write(&real, "older").unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    let document = blank_form(&d).await;
    save_document(&d.desk, document, |_| async { Some(link.clone()) }).await.unwrap();
    assert!(link.is_symlink() && std::fs::read(&real).unwrap().starts_with(b"%PDF-"));
}

#[tokio::test]
async fn a_use_case_that_acts_outside_is_not_committed_by_itself() {
    let d = desk(Role::Reception).await;
    let act = d.desk.begin(UseCase::PrintDocument).await.unwrap();
    let refused = act.commit(Entry::about("use-case", "print-document")).await.unwrap_err();
    assert_eq!(refused.code, "not-intended");
    assert!(d.audit().await.is_empty());
}
