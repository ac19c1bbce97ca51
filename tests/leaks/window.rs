//! The same search after a session in the real window: everything the app and its web view wrote.
#![allow(clippy::unwrap_used)]

#[path = "../faults/at_the_desk.rs"]
mod at_the_desk;
mod scan;

use at_the_desk::{PASSPHRASE, set_up, type_passphrase};
use frontdesk_tests::{Desk, Result, Window};
use scan::{CANARY, leaks};

async fn register_the_canary(window: &Window) -> Result {
    window.press("Ctrl+N").await?;
    window.see("New patient").await?;
    window.fill("Surname", CANARY.surname).await?;
    window.fill("Given names", CANARY.given_names).await?;
    window.fill_date("Date of birth", 3, 4, 1980).await?;
    window.choose("Female").await?;
    window.fill("Phone", CANARY.phone).await?;
    window.fill("Email", CANARY.email).await?;
    window.fill("NHS number", CANARY.nhs_number).await?;
    window.fill("These details came from", "The patient, at a visit").await?;
    // Long enough for the unfinished form to be kept as a draft first.
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    window.press("Ctrl+Enter").await?;
    window.see("KM-10001").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_in_the_window_leaves_no_patient_in_any_file() -> Result {
    let desk = Desk::new("leaks")?;
    let window = desk.open().await?;
    set_up(&window).await?;
    register_the_canary(&window).await?;
    window.click("Print a form").await?;
    window.fill("Treatment", "Botulinum toxin").await?;
    window.see("1 of").await?;
    let open = desk.files()?;
    assert!(open.iter().any(|file| file.ends_with("clinic.db-wal")), "the log is there: {open:?}");
    assert_eq!(leaks(&open), Vec::<String>::new());

    window.press("Esc").await?;
    window.see(CANARY.given_names).await?;
    window.press("Ctrl+L").await?;
    window.see("Who is at the desk?").await?;
    assert_eq!(leaks(&desk.files()?), Vec::<String>::new());
    type_passphrase(&window, PASSPHRASE).await?;
    window.see(CANARY.given_names).await?;
    window.close().await?;
    let left = desk.files()?;
    assert!(left.iter().any(|file| file.ends_with("vault.json")) && left.len() > 3, "{left:?}");
    assert_eq!(leaks(&left), Vec::<String>::new());

    // The search sees what a careless program would leave in such a folder.
    std::fs::write(desk.data().join("note.txt"), format!("Called {}", CANARY.phone))?;
    let found = leaks(&desk.files()?);
    assert!(!found.is_empty() && found.iter().all(|leak| leak.contains("note.txt")), "{found:?}");
    Ok(())
}
