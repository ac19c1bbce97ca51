//! What a parent answered ends on the morning of the 16th birthday: the desk's clock moves there while it is open.
#![allow(clippy::unwrap_used)]

use frontdesk_tests::{Desk, Result, Window, pictures};

/// Opens the consents of somebody found by name.
async fn consents_of(window: &Window, name: &str) -> Result {
    window.press("Ctrl+K").await?;
    window.type_text(name).await?;
    window.see("choose").await?;
    window.press("Enter").await?;
    window.see("Age today").await?;
    window.press("Ctrl+Y").await?;
    window.see("Health details").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parents_yes_stands_on_the_day_before_the_16th_birthday_and_is_asked_again_from_then_on() -> Result {
    let desk = Desk::new("parents_consent")?.at("2026-11-24 09:00:00")?;
    let window = desk.open().await?;
    window.see("Your clinic").await?;
    window.click("Try with fictional patients").await?;
    window.see("Arrivals today").await?;
    let again = "return document.querySelector('main').innerText.split('Ask again').length - 1";

    desk.jump_to("2026-11-30 23:30:00")?;
    consents_of(&window, "ferreira").await?;
    assert_eq!(window.ask::<u32>(again).await?, 0, "she is 15 until midnight");
    window.ask::<bool>("document.querySelector('main details').open = true; return true").await?;
    window.see("A parent, Paulo Ferreira").await?;
    window.is_accessible().await?;
    window.picture(&pictures().join("parents-consent-at-15.png")).await?;

    desk.jump_to("2026-12-01 00:10:00")?;
    window.press("Ctrl+1").await?;
    window.see("Arrivals today").await?;
    consents_of(&window, "ferreira").await?;
    window.see("They are 16 or over now and answer themselves.").await?;
    assert!(window.ask::<u32>(again).await? >= 5, "every answer her father gave that is not a no for good");
    window.is_accessible().await?;
    window.picture(&pictures().join("parents-consent-at-16.png")).await?;

    window.press("Ctrl+3").await?;
    window.press("F6").await?;
    window.see("Ferreira").await?;
    window.is_accessible().await?;
    window.picture(&pictures().join("parents-consent-list.png")).await?;
    window.close().await
}
