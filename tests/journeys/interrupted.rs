//! A check-in broken off by a telephone call, a lock or a pulled plug is where it was left: in the middle of identity, at
//! age, in the middle of consents, also when somebody else was checked in meanwhile.

#[path = "../faults/at_the_desk.rs"]
mod at_the_desk;

use std::time::Duration;

use at_the_desk::{PASSPHRASE, set_up, type_passphrase};
use frontdesk_tests::{Desk, Failure, Result, Window};

/// Longer than the page waits before it hands a draft over.
const KEPT: Duration = Duration::from_millis(1500);
const QUESTION: &str = "May we hold health details to treat you safely?";

async fn walk_in(window: &Window, surname: &str, day: u32) -> Result {
    window.press("Ctrl+1").await?;
    window.see("Arrivals today").await?;
    window.press("Ctrl+N").await?;
    window.see("New patient").await?;
    window.fill("Surname", surname).await?;
    window.fill("Given names", "Alex").await?;
    window.fill_date("Date of birth", day, 3, 1980).await?;
    window.choose("Female").await?;
    window.fill("These details came from", "The patient, at a visit").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Viewing is recorded").await?;
    window.press("Ctrl+I").await?;
    window.choose("Consultation or other care").await?;
    window.press("Ctrl+Enter").await?;
    window.see("put the document on the reader").await
}

/// Everything a driving licence asks for, and nothing recorded yet.
async fn half_an_identity(window: &Window) -> Result {
    window.press("F3").await?;
    window.choose("UK driving licence").await?;
    window.fill("Licence number (optional)", "TESTP811228AX9IJ").await?;
    window.fill_date("Its last day", 1, 6, 2033).await?;
    window.choose("Does the photograph look like the person? > Yes").await
}

async fn identity_is_there(window: &Window) -> Result {
    window.see("Licence number").await?;
    for (label, typed) in [
        ("Licence number (optional)", "TESTP811228AX9IJ"),
        ("Its last day > Day", "1"),
        ("Its last day > Year", "2033"),
    ] {
        let now = window.value(label).await?;
        if now != typed {
            return Err(Failure::new(format!("“{label}” holds “{now}” and was left as “{typed}”.")));
        }
    }
    is_chosen(window, "UK driving licence").await?;
    is_chosen(window, "Does the photograph look like the person? > Yes").await
}

async fn is_chosen(window: &Window, choice: &str) -> Result {
    match window.is_chosen(choice).await? {
        true => Ok(()),
        false => Err(Failure::new(format!("“{choice}” was chosen and is not any more."))),
    }
}

/// From the desk back into the check-in of somebody who was left in the middle of it.
async fn resume(window: &Window, surname: &str) -> Result {
    window.press("Ctrl+1").await?;
    window.see("Arrivals today").await?;
    window.click(&format!("Resume: {surname}, Alex")).await
}

async fn lock_and_unlock(window: &Window) -> Result {
    window.press("Ctrl+L").await?;
    type_passphrase(window, PASSPHRASE).await
}

async fn pull_the_plug(window: Window) -> Result<Window> {
    tokio::time::sleep(KEPT).await;
    let window = window.crash_and_restart().await?;
    type_passphrase(&window, PASSPHRASE).await?;
    window.see("Arrivals today").await?;
    Ok(window)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_in_is_where_it_was_left_at_each_of_its_steps() -> Result {
    let desk = Desk::new("interrupted")?;
    let window = desk.open().await?;
    set_up(&window).await?;

    // In the middle of identity, before anything of it is recorded.
    walk_in(&window, "Quill", 4).await?;
    half_an_identity(&window).await?;
    lock_and_unlock(&window).await?;
    identity_is_there(&window).await?;
    walk_in(&window, "Heron", 5).await?;
    resume(&window, "Quill").await?;
    identity_is_there(&window).await?;
    let window = pull_the_plug(window).await?;
    window.see("Waits for identity").await?;
    resume(&window, "Quill").await?;
    identity_is_there(&window).await?;
    window.is_accessible().await?;

    // At age: identity is recorded, age is not.
    window.choose("Do the name and date of birth match our record? > Yes, both match").await?;
    window.press("Ctrl+Enter").await?;
    window.see("How we know").await?;
    lock_and_unlock(&window).await?;
    window.see("How we know").await?;
    let window = pull_the_plug(window).await?;
    window.see("Waits for age").await?;
    resume(&window, "Quill").await?;
    window.see("How we know").await?;

    // In the middle of consents.
    window.press("Ctrl+Enter").await?;
    window.see("Save the answers").await?;
    // A click on the word beside the mark counts too, while the keys of the row are shown.
    window.choose(&format!("{QUESTION} > Yes")).await?;
    is_chosen(&window, &format!("{QUESTION} > Yes")).await?;
    lock_and_unlock(&window).await?;
    window.see("Save the answers").await?;
    is_chosen(&window, &format!("{QUESTION} > Yes")).await?;
    window.press("Ctrl+1").await?;
    window.see("Waits for consents").await?;
    window.click("Check in: Heron, Alex").await?;
    window.see("put the document on the reader").await?;
    resume(&window, "Quill").await?;
    window.see("Save the answers").await?;
    is_chosen(&window, &format!("{QUESTION} > Yes")).await?;
    let window = pull_the_plug(window).await?;
    resume(&window, "Quill").await?;
    window.see("Save the answers").await?;
    is_chosen(&window, &format!("{QUESTION} > Yes")).await?;
    window.close().await
}
