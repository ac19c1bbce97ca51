//! Facts about a paper that leaves the vault as a file.
#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::common::{Desk, desk};
use frontdesk_desk::lock::LockReason;
use frontdesk_desk::paper::make_consent_form;
use frontdesk_desk::printing::save_document;
use frontdesk_desk::unlock;
use frontdesk_desk::views::paper::{ConsentFormRequest, PaperSize};
use frontdesk_domain::role::Role;

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
    assert_eq!(outcomes(&d).await, ["intended", "failed cancelled"]);
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
