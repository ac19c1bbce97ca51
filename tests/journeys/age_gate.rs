//! The age step in the real window, with the clock at 22 November 2026: 18 that day, or the next.
use frontdesk_tests::first_start::{MANAGER, add_colleague, choose_passphrase, hand_over, set_up, unlock};
use frontdesk_tests::{Desk, Result, Window, pictures};

/// Fictional: 17 until tomorrow.
const ROWAN: [&str; 2] =
    ["P<GBRTESTPATIENT<<ROWAN<<<<<<<<<<<<<<<<<<<<<", "9990000021GBR0811231M3301018<<<<<<<<<<<<<<<8"];
const CLINICIAN: (&str, &str, &str) = ("Ines Duarte", "walnut ferry candle", "meadow anvil saffron");

async fn picture(window: &Window, name: &str) -> Result {
    window.picture(&pictures().join(format!("age-{name}.png"))).await?;
    window.is_accessible().await
}

async fn walks_in(window: &Window, treatment: &str) -> Result {
    window.press("Ctrl+I").await?;
    window.choose(treatment).await?;
    window.press("Ctrl+Enter").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_17_year_old_is_stopped_for_toxin_and_only_a_clinician_records_the_doctor_directed_route() -> Result {
    let desk = Desk::new("age")?.at("2026-11-22 10:30:00")?;
    let window = desk.open().await?;
    set_up(&window).await?;
    add_colleague(&window, CLINICIAN.0, "Clinician", CLINICIAN.1).await?;
    hand_over(&window, CLINICIAN.0, CLINICIAN.1).await?;
    choose_passphrase(&window, CLINICIAN.1, CLINICIAN.2).await?;
    hand_over(&window, MANAGER.0, MANAGER.1).await?;
    window.see("Arrivals today").await?;

    window.press("Ctrl+N").await?;
    window.see("New patient").await?;
    window.read_document(&ROWAN).await?;
    window.see("Filled from the document").await?;
    window.fill("Phone", "07700 900322").await?;
    window.fill("These details came from", "The patient, at a visit").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Viewing is recorded").await?;

    walks_in(&window, "Botulinum toxin").await?;
    window.see("Check-in has stopped").await?;
    window.see("A clinician decides this, under their own name").await?;
    picture(&window, "stopped").await?;

    // The clinician sits down: the check-in waits on the board.
    window.press("Ctrl+L").await?;
    unlock(&window, CLINICIAN.0, CLINICIAN.2).await?;
    window.see("Arrivals today").await?;
    window.click("Check in: Testpatient, Rowan").await?;
    window.see("Your decision, as a clinician").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Choose what you decide.").await?;
    picture(&window, "decision-missing").await?;
    window.choose("Doctor-directed: go ahead").await?;
    window.fill("Doctor who directs it", "Dr Ada Quill").await?;
    window.fill("Their GMC reference number", "7654321").await?;
    window.choose("A nurse").await?;
    window.fill("Why", "Severe sweating, under the dermatology plan").await?;
    picture(&window, "decision").await?;
    window.press("Ctrl+Enter").await?;

    // Everything else still applies: the identity, then the date of birth typed unseen.
    window.see("put the document on the reader").await?;
    window.read_document(&ROWAN).await?;
    window.see("Passport, read").await?;
    window.choose("Does the photograph look like the person? > Yes").await?;
    window.press("Ctrl+Enter").await?;
    window.see("covered while you type it").await?;
    picture(&window, "born-again").await?;
    window.fill_date("Date of birth", 23, 11, 2006).await?;
    window.press("Ctrl+Enter").await?;
    window.see("This is not the date of birth on our record").await?;
    picture(&window, "born-again-differs").await?;
    window.fill_date("Date of birth", 23, 11, 2008).await?;
    window.press("Ctrl+Enter").await?;
    window.see("Must be answered").await?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn turning_away_is_one_key_with_a_reason_and_words_to_read_out() -> Result {
    let desk = Desk::new("turn-away")?.at("2026-11-22 10:30:00")?;
    let window = desk.open().await?;
    set_up(&window).await?;
    window.press("Ctrl+N").await?;
    window.see("New patient").await?;
    window.read_document(&ROWAN).await?;
    window.see("Filled from the document").await?;
    window.fill("Phone", "07700 900322").await?;
    window.fill("These details came from", "The patient, at a visit").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Viewing is recorded").await?;
    walks_in(&window, "Dermal filler").await?;
    window.see("Check-in has stopped").await?;
    window.press("F9").await?;
    window.see("Why?").await?;
    window.press("3").await?;
    window.see("Read out").await?;
    picture(&window, "turn-away").await?;
    window.press("Ctrl+Enter").await?;
    window.click("Show the seen").await?;
    window.see("Turned away").await?;
    picture(&window, "board").await?;
    window.close().await
}
