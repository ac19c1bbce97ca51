//! A consent after it was given: its history, taking it back in two keys, new words, and who is to be asked again.
#![allow(clippy::unwrap_used)]

use frontdesk_tests::{Desk, Result, pictures};

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_is_taken_back_in_two_keys_and_new_words_put_its_givers_on_the_list() -> Result {
    let desk = Desk::new("standing")?;
    let window = desk.open().await?;
    window.see("Your clinic").await?;
    window.click("Try with fictional patients").await?;
    window.see("Arrivals today").await?;

    // Amara Okonkwo answered a sheet at an earlier visit.
    window.press("Ctrl+K").await?;
    window.type_text("okonkwo").await?;
    window.see("Okonkwo").await?;
    window.press("Enter").await?;
    window.see("Age today").await?;
    window.press("Ctrl+Y").await?;
    window.see("Photographs for your own record").await?;
    window.is_accessible().await?;
    window.picture(&pictures().join("consents-held.png")).await?;

    window.ask::<bool>("return (document.querySelector('#consent-photographs-record button')?.focus(), true)").await?;
    window.press("W").await?;
    window.see("From now on photographs are not taken or shown for this.").await?;
    window.is_accessible().await?;
    window.picture(&pictures().join("consents-withdraw.png")).await?;
    window.press("1").await?;
    window.see("Taken back: Photographs for your own record").await?;
    window.is_accessible().await?;
    window.picture(&pictures().join("consents-taken-back.png")).await?;
    window.press("Esc").await?;
    window.see("Withdrew consent: Photographs for your own record").await?;

    // The manager changes the words of another purpose.
    window.press("Ctrl+4").await?;
    window.click("Consents What is asked").await?;
    window.see("Told, not asked").await?;
    window.click("Change the words: Photographs to teach our staff").await?;
    window.see("As it will be asked").await?;
    window.fill("The question", "May our trainees see your photographs?").await?;
    window.is_accessible().await?;
    window.picture(&pictures().join("wording-change.png")).await?;
    window.press("Ctrl+Enter").await?;
    window.see("Saved as wording 2. It is an example until it is approved.").await?;
    window.click("Approve: Photographs to teach our staff").await?;
    window.fill("The clinician who reviewed these words", "Dr Ada Quill").await?;
    window.press("Enter").await?;
    window.see("Wording 2 is approved.").await?;
    window.is_accessible().await?;
    window.picture(&pictures().join("wording-approved.png")).await?;

    window.press("Ctrl+3").await?;
    window.press("F6").await?;
    window.see("Photographs to teach our staff: new wording since").await?;
    window.is_accessible().await?;
    window.picture(&pictures().join("ask-again.png")).await?;
    window.close().await
}
