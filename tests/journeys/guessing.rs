//! Five wrong passphrases at the unlock screen: the wait is shown, delays nobody else, outlives a restart, and is told.
#![allow(clippy::unwrap_used)]

use std::time::Duration;

use frontdesk_tests::first_start::{MANAGER, add_colleague, choose_passphrase, set_up, unlock};
use frontdesk_tests::{Desk, Failure, Result, Window, pictures};

const PRIYA: (&str, &str, &str) = ("Priya Shah", "walnut ferry candle", "copper harbour thistle");
const WAIT: &str = "You can try again in";

/// The seconds on the screen; they are counted down by the page itself.
async fn seconds(window: &Window) -> Result<u32> {
    let shown: String = window.ask("return document.querySelector('[role=timer]')?.textContent ?? ''").await?;
    let told = shown.strip_suffix(" seconds").or(shown.strip_suffix(" second")).and_then(|number| number.parse().ok());
    told.ok_or_else(|| Failure::new(format!("No seconds to wait are shown, but “{shown}”.")))
}

async fn picture(window: &Window, name: &str) -> Result {
    window.is_accessible().await?;
    window.picture(&pictures().join(name)).await
}

fn holds(what: bool, otherwise: &str) -> Result {
    if what { Ok(()) } else { Err(Failure::new(otherwise)) }
}

#[tokio::test(flavor = "multi_thread")]
async fn five_wrong_passphrases_make_one_person_wait_through_a_restart_and_the_next_unlock_tells() -> Result {
    // The wait of half a minute is waited out.
    let desk = Desk::new("guessing")?.patience(Duration::from_secs(45));
    let window = desk.open().await?;
    set_up(&window).await?;
    add_colleague(&window, PRIYA.0, "Reception", PRIYA.1).await?;
    window.press("Ctrl+L").await?;
    for _ in 0..5 {
        unlock(&window, MANAGER.0, "not the right words").await?;
        window.see("That is not the passphrase for this name").await?;
    }
    window.see(WAIT).await?;
    picture(&window, "guess-wait.png").await?;
    let first = seconds(&window).await?;
    holds((1..=30).contains(&first), "the wait is not half a minute")?;
    // The right one waits as well, is not lost, and the seconds run by themselves.
    unlock(&window, MANAGER.0, MANAGER.1).await?;
    tokio::time::sleep(Duration::from_millis(2100)).await;
    let later = seconds(&window).await?;
    holds(later < first, "the seconds stand still")?;
    holds(window.value("Passphrase").await? == MANAGER.1, "what was typed is gone")?;

    // Pulling the plug gives nothing away but the seconds since it was last kept.
    let window = window.crash_and_restart().await?;
    window.see("Who is at the desk?").await?;
    window.choose(MANAGER.0).await?;
    window.see(WAIT).await?;
    holds(seconds(&window).await? + 1 >= later, "a restart made the wait shorter")?;
    picture(&window, "guess-wait-after-restart.png").await?;

    // A colleague is not delayed, and is told.
    unlock(&window, PRIYA.0, PRIYA.1).await?;
    choose_passphrase(&window, PRIYA.1, PRIYA.2).await?;
    window.see("5 times for Marta Nowak since").await?;
    picture(&window, "guess-told.png").await?;

    window.press("Ctrl+L").await?;
    window.see("Who is at the desk?").await?;
    window.choose(MANAGER.0).await?;
    window.see("You can try again now").await?;
    unlock(&window, MANAGER.0, MANAGER.1).await?;
    window.see("5 times for Marta Nowak since").await?;
    window.press("Ctrl+3").await?;
    window.press("F4").await?;
    window.see("failed-tries").await?;
    picture(&window, "guess-audit.png").await
}
