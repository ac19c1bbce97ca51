//! What goes wrong, as the person at the desk meets it.
#![allow(clippy::unwrap_used)]

mod at_the_desk;

use std::time::Duration;

use at_the_desk::{NAME, PASSPHRASE, half_a_registration, is_still_there, keep_sheet, set_up, type_passphrase};
use frontdesk_tests::{Desk, Result, Secrets, pictures};

/// Longer than the page waits before it hands a draft over.
const KEPT: Duration = Duration::from_millis(1500);

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_passphrase_is_told_and_the_right_one_opens() -> Result {
    let desk = Desk::new("wrong-passphrase")?;
    let window = desk.open().await?;
    set_up(&window).await?;
    window.press("Ctrl+L").await?;
    type_passphrase(&window, "orchard velvet teapot lanterm").await?;
    window.see("That is not the passphrase for this name.").await?;
    assert_eq!(window.value("Passphrase").await?, "", "what was typed wrong is gone");
    window.is_accessible().await?;
    window.fill("Passphrase", PASSPHRASE).await?;
    window.press("Enter").await?;
    window.see("Arrivals today").await
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_keyring_there_is_a_page_that_says_what_to_do_and_nothing_is_made() -> Result {
    let desk = Desk::with_secrets("no-keyring", Secrets::None)?;
    let window = desk.open().await?;
    window.see("keyring is not running").await?;
    window.see("What to do").await?;
    window.see("keyring-absent").await?;
    window.gone("Your clinic").await?;
    window.is_accessible().await?;
    let made: Vec<_> =
        desk.files()?.into_iter().filter(|file| file.ends_with("vault.json") || file.ends_with("clinic.db")).collect();
    assert!(made.is_empty(), "{made:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_window_says_that_the_desk_is_open_and_leaves_the_first_alone() -> Result {
    let desk = Desk::new("two-windows")?;
    let first = desk.open().await?;
    set_up(&first).await?;
    let second = desk.open().await?;
    second.see("Front desk is already open").await?;
    second.see("already-open").await?;
    first.press("Ctrl+N").await?;
    first.see("New patient").await?;
    drop(first);
    // The lock goes with the process that held it, which takes a moment to end.
    for _ in 0..20 {
        if !second.text().await?.contains("already-open") {
            break;
        }
        // Between the look and the press the page may have gone on.
        let _ = second.click("Try again").await;
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    second.see("Who is at the desk?").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_keyring_leads_to_the_recovery_code_and_back_to_the_desk_with_a_new_sheet() -> Result {
    let desk = Desk::with_secrets("lost-keyring", Secrets::Own)?;
    let window = desk.open().await?;
    let code = set_up(&window).await?;
    window.press("Ctrl+L").await?;
    window.see("Who is at the desk?").await?;
    drop(window);
    desk.lose_keyring()?;

    let window = desk.open().await?;
    window.see("This computer's key is missing").await?;
    window.see("device-secret-missing").await?;
    window.click("Use the recovery code").await?;
    window.see("Open the desk with the recovery code").await?;
    window.fill("Recovery code", &code.join(" ").to_lowercase()).await?;
    window.press("Ctrl+Enter").await?;
    window.see("Set a new passphrase").await?;
    window.choose(NAME).await?;
    window.fill("New passphrase", "granite violin pepper sunday").await?;
    window.fill("The same again", "granite violin pepper sunday").await?;
    window.press("Ctrl+Enter").await?;
    window.see("RC-02").await?;
    let fresh = keep_sheet(&window).await?;
    assert_ne!(fresh, code);
    window.see("Arrivals today").await?;
    window.press("Ctrl+L").await?;
    type_passphrase(&window, "granite violin pepper sunday").await?;
    window.see("Arrivals today").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_keyring_asks_for_its_password_and_without_it_a_page_says_what_to_do() -> Result {
    let desk = Desk::with_secrets("locked-keyring", Secrets::Own)?;
    let window = desk.open().await?;
    set_up(&window).await?;
    window.press("Ctrl+L").await?;
    window.see("Who is at the desk?").await?;
    drop(window);
    desk.lock_keyring()?;

    // The computer itself asks; the window is there meanwhile and says so.
    let window = desk.open().await?;
    window.see("Front desk is starting").await?;
    window.see("Does this computer ask for a password?").await?;
    window.is_accessible().await?;
    window.picture_of_screen(&pictures().join("keyring-asks.png"))?;
    window.answer_keyring_prompt(None).await?;
    window.see("This computer's keyring is locked").await?;
    window.see("type the password of this computer account").await?;
    window.see("keyring-locked").await?;
    window.is_accessible().await?;
    window.picture(&pictures().join("keyring-locked.png")).await?;
    let page = window.text().await?;
    assert!(!page.contains(NAME) && !page.contains("recovery code"), "{page}");

    window.click("Try again").await?;
    window.answer_keyring_prompt(Some("private")).await?;
    type_passphrase(&window, PASSPHRASE).await?;
    window.see("Arrivals today").await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_survives_a_lock_a_cover_and_a_pulled_plug() -> Result {
    let desk = Desk::new("draft-kept")?;
    let window = desk.open().await?;
    set_up(&window).await?;
    half_a_registration(&window).await?;

    window.until_covered(|| window.press_by_hand("F8")).await?;
    window.press("F8").await?;
    is_still_there(&window).await?;

    window.press("Ctrl+L").await?;
    window.see("Who is at the desk?").await?;
    assert!(!window.text().await?.contains("Brennan"));
    type_passphrase(&window, PASSPHRASE).await?;
    is_still_there(&window).await?;

    tokio::time::sleep(KEPT).await;
    let window = window.crash_and_restart().await?;
    type_passphrase(&window, PASSPHRASE).await?;
    window.see("Arrivals today").await?;
    window.press("Ctrl+N").await?;
    is_still_there(&window).await
}
