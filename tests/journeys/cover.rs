//! F8 hides the screen at once, whatever page it shows, and for a minute only.
#![allow(clippy::unwrap_used)]

#[path = "../faults/at_the_desk.rs"]
mod at_the_desk;

use std::time::{Duration, Instant};

use at_the_desk::{PASSPHRASE, half_a_registration, is_still_there, set_up, type_passphrase};
use frontdesk_tests::{Desk, Result, Window, pictures};

/// Hides, is hidden, and shows again by the key as a hand presses it; the page under it hears none of the keys between.
async fn hides(window: &Window, name: &str) -> Result {
    window.until_covered(|| window.press_by_hand("F8")).await?;
    window.picture_of_screen(&pictures().join(format!("cover-{name}.png")))?;
    for keys in ["ctrl+k", "ctrl+1", "ctrl+Return", "Escape", "a"] {
        window.press_by_hand(keys)?;
    }
    assert!(window.glass()?.is_covered(), "{name}: a key brought the page back");
    window.press_by_hand("F8")?;
    shown(window, name).await
}

async fn shown(window: &Window, name: &str) -> Result {
    let begun = Instant::now();
    while window.glass()?.is_covered() {
        assert!(begun.elapsed() < Duration::from_secs(15), "{name}: the page did not come back");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn f8_hides_every_page_and_brings_it_back_as_it_was() -> Result {
    let desk = Desk::new("cover")?;
    let window = desk.open().await?;
    // The wizard, half typed.
    window.see("Your clinic").await?;
    hides(&window, "set-up").await?;
    window.press("Ctrl+Enter").await?;
    window.see("The practice manager").await?;
    window.fill("Name", "Marta Nowak").await?;
    hides(&window, "set-up-manager").await?;
    assert_eq!(window.value("Name").await?, "Marta Nowak");
    window.fill("New passphrase", PASSPHRASE).await?;
    window.fill("The same again", PASSPHRASE).await?;
    window.press("Ctrl+Enter").await?;
    // The code that opens everything.
    window.see("Print the recovery code and lock it away").await?;
    hides(&window, "recovery-sheet").await?;
    at_the_desk::keep_sheet(&window).await?;
    window.see("Arrivals today").await?;
    half_a_registration(&window).await?;
    hides(&window, "registration").await?;
    is_still_there(&window).await?;
    // The button does the same.
    let press =
        "const [button] = [...document.querySelectorAll('button')].filter((one) => one.innerText.startsWith('Hide'));
        setTimeout(() => button.click()); return true";
    // Later than the driver's own question, which would wait for a page that nobody sees.
    window.ask::<bool>(press).await?;
    window.until_covered(|| Ok(())).await?;
    window.press_by_hand("F8")?;
    shown(&window, "button").await?;
    is_still_there(&window).await?;
    // The unlock screen too, and Ctrl+L from under the cover.
    window.until_covered(|| window.press_by_hand("F8")).await?;
    window.press_by_hand("ctrl+l")?;
    window.see("Who is at the desk?").await?;
    shown(&window, "unlock").await?;
    // A fresh page takes the keyboard a moment after it is drawn.
    tokio::time::sleep(Duration::from_millis(500)).await;
    hides(&window, "unlock").await?;
    type_passphrase(&window, PASSPHRASE).await?;
    is_still_there(&window).await
}

/// The minute waited out: the long form only. That the minute locks is also held, with a clock that is moved, in the shell.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "waits more than a minute: make torture"]
async fn a_screen_hidden_for_more_than_a_minute_is_locked() -> Result {
    let desk = Desk::new("cover-minute")?.patience(Duration::from_secs(80));
    let window = desk.open().await?;
    set_up(&window).await?;
    half_a_registration(&window).await?;
    window.until_covered(|| window.press_by_hand("F8")).await?;
    tokio::time::sleep(Duration::from_secs(50)).await;
    assert!(window.glass()?.is_covered());
    window.see("Who is at the desk?").await?;
    assert!(!window.text().await?.contains("Brennan"));
    type_passphrase(&window, PASSPHRASE).await?;
    is_still_there(&window).await
}
