//! A paper leaves the vault as a file, through the system's own Save dialog.
#![allow(clippy::unwrap_used)]

#[path = "../faults/at_the_desk.rs"]
mod at_the_desk;

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use at_the_desk::set_up;
use frontdesk_tests::{Desk, Result, Window, pictures};

/// A consent form on the screen, with the warning open.
async fn warned(window: &Window) -> Result {
    set_up(window).await?;
    window.press("Ctrl+P").await?;
    window.fill("Treatment", "Botulinum toxin").await?;
    window.see("1 of").await?;
    window.click("Save a file").await?;
    window.see("Save outside the front desk?").await?;
    window.see("The file leaves the vault.").await?;
    window.is_accessible().await
}

/// What the audit screen says of each save, newest first.
async fn saves(window: &Window) -> Result<Vec<String>> {
    window.press("Ctrl+3").await?;
    window.see("Looking at the register is recorded").await?;
    window.press("F4").await?;
    window.see("Save document").await?;
    let rows: Vec<String> =
        window.ask("return [...document.querySelectorAll('table tbody tr')].map((row) => row.innerText)").await?;
    Ok(rows.into_iter().filter(|row| row.contains("Save document")).collect())
}

fn pdfs(desk: &Desk) -> Result<Vec<PathBuf>> {
    Ok(desk.files()?.into_iter().filter(|file| file.extension().is_some_and(|end| end == "pdf")).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_consent_form_is_warned_of_private_and_on_record() -> Result {
    let desk = Desk::new("save-file")?;
    let window = desk.open().await?;
    warned(&window).await?;
    let path = desk.folder().join("form for today.pdf");
    window.press("Ctrl+Enter").await?;
    window.answer_file_dialog(&path).await?;
    window.see("Saved as a file, and logged.").await?;
    window.see("form for today.pdf").await?;
    window.picture(&pictures().join("saved-file.png")).await?;
    assert_eq!(pdfs(&desk)?, std::slice::from_ref(&path));
    assert!(std::fs::read(&path)?.starts_with(b"%PDF-"));
    assert_eq!(std::fs::metadata(&path)?.permissions().mode() & 0o777, 0o600);
    let saves = saves(&window).await?;
    assert!(saves.len() == 2 && saves[0].contains("Done") && saves[1].contains("Begun"), "{saves:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_save_dialog_that_is_closed_leaves_no_file_and_is_on_record_as_not_done() -> Result {
    let desk = Desk::new("save-cancelled")?;
    let window = desk.open().await?;
    warned(&window).await?;
    window.press("Ctrl+Enter").await?;
    window.cancel_file_dialog().await?;
    window.gone("Save outside the front desk?").await?;
    window.see("1 of").await?;
    assert!(!window.text().await?.contains("Saved as a file"));
    assert_eq!(pdfs(&desk)?, Vec::<PathBuf>::new());
    let saves = saves(&window).await?;
    // Nothing was about to leave: one entry, of a save that was not made.
    assert!(saves.len() == 1 && saves[0].contains("Not done"), "{saves:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn keeping_it_here_at_the_warning_opens_no_dialog_and_records_nothing() -> Result {
    let desk = Desk::new("save-kept")?;
    let window = desk.open().await?;
    warned(&window).await?;
    window.press("Esc").await?;
    window.gone("Save outside the front desk?").await?;
    window.see("1 of").await?;
    window.press("Ctrl+3").await?;
    window.see("Looking at the register is recorded").await?;
    window.press("F4").await?;
    window.see("Make consent form").await?;
    let rows: String = window.ask("return document.querySelector('table tbody').innerText").await?;
    assert!(!rows.contains("Save document"), "{rows}");
    Ok(())
}
