//! A check counts only for what it was made on: a date of birth put right after a passport was read.
#![allow(clippy::unwrap_used)]

#[path = "../faults/at_the_desk.rs"]
mod at_the_desk;

use at_the_desk::set_up;
use frontdesk_tests::{Desk, Result, Window, pictures};

/// Of somebody born on 4 April 2009.
const PASSPORT: [&str; 2] =
    ["P<GBRFALK<<MIA<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", "9990000054GBR0904049F3301018<<<<<<<<<<<<<<04"];

async fn register(window: &Window) -> Result {
    window.press("Ctrl+N").await?;
    window.see("New patient").await?;
    window.fill("Surname", "Falk").await?;
    window.fill("Given names", "Mia").await?;
    window.fill_date("Date of birth", 4, 4, 2009).await?;
    window.choose("Female").await?;
    window.fill("These details came from", "The patient, at a visit").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Viewing is recorded").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_date_of_birth_put_right_after_the_passport_was_read_is_proved_anew() -> Result {
    let desk = Desk::new("corrected")?;
    let window = desk.open().await?;
    set_up(&window).await?;
    register(&window).await?;
    window.press("Ctrl+I").await?;
    window.choose("Consultation").await?;
    window.press("Ctrl+Enter").await?;
    window.see("put the document on the reader").await?;
    window.read_document(&PASSPORT).await?;
    window.see("Passport, read").await?;
    window.choose("Does the photograph look like the person? > Yes").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Old enough").await?;
    window.press("Ctrl+K").await?;
    window.type_text("KM-10001").await?;
    window.see("Falk").await?;
    window.press("Enter").await?;
    window.see("Proved by passport").await?;
    window.see("Under 18").await?;

    // Two years older: not without a reason, and then not proved by what was read before.
    window.press("Ctrl+E").await?;
    window.see("Why it changes").await?;
    window.fill_date("Date of birth", 4, 4, 2007).await?;
    window.press("Ctrl+Enter").await?;
    window.see("Not saved").await?;
    window.see("Say why").await?;
    window.picture(&pictures().join("corrected-without-reason.png")).await?;
    window.fill("Reason", "Typed wrongly at registration, says the patient").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Changes saved").await?;
    window.see("18 or over").await?;
    window.see("Not proved yet").await?;
    window.see("Not checked yet").await?;
    window.gone("Proved by passport").await?;
    window.is_accessible().await?;
    window.picture(&pictures().join("corrected-patient.png")).await?;

    // In the same visit nothing of it counts: the check-in begins again, without the short way.
    window.press("Ctrl+I").await?;
    window.see("put the document on the reader").await?;
    window.gone("Known to us").await?;
    window.picture(&pictures().join("corrected-asked-again.png")).await?;
    window.read_document(&PASSPORT).await?;
    window.see("Passport, read").await?;
    window.see("date of birth").await?;
    window.picture(&pictures().join("corrected-differs.png")).await?;

    // In the register the first check stands as it was made, and says that it no longer counts.
    window.press("Ctrl+3").await?;
    window.see("Checks and refusals, newest first").await?;
    window.see("No longer counts: the date of birth changed since").await?;
    window.picture(&pictures().join("corrected-register.png")).await?;
    window.close().await
}
