//! Records of yesterday put back by hand, and a clock set years on: the desk says so, and the practice manager settles it.
#![allow(clippy::unwrap_used)]

#[path = "../faults/at_the_desk.rs"]
mod at_the_desk;

use std::path::PathBuf;
use std::time::Duration;

use at_the_desk::{PASSPHRASE, set_up, type_passphrase};
use frontdesk_tests::{Desk, Result, pictures};

fn records(desk: &Desk) -> PathBuf {
    desk.data().join("uk.frontdesk.desk/clinic/clinic.db")
}

/// Until the locked desk has folded its log into the file.
async fn closed(desk: &Desk) {
    for _ in 0..50 {
        if !records(desk).with_extension("db-wal").exists() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn older_records_and_a_clock_set_on_are_told_on_the_desk_and_settled_by_the_manager() -> Result {
    let desk = Desk::new("not-believed")?.at("2026-11-24 09:00:00")?;
    let window = desk.open().await?;
    set_up(&window).await?;
    window.press("Ctrl+L").await?;
    window.see("Who is at the desk?").await?;
    closed(&desk).await;
    let yesterday = std::fs::read(records(&desk))?;

    // The next day's work: an unlock and a lock.
    desk.jump_to("2026-11-25 09:00:00")?;
    type_passphrase(&window, PASSPHRASE).await?;
    window.see("Arrivals today").await?;
    window.gone("What to know before you start").await?;
    window.press("Ctrl+L").await?;
    window.see("Who is at the desk?").await?;
    // The keyring gets the newest entry once the desk has closed.
    tokio::time::sleep(Duration::from_secs(3)).await;
    closed(&desk).await;
    window.close().await?;

    // Yesterday's records are put back.
    for ending in ["db-wal", "db-shm"] {
        let _ = std::fs::remove_file(records(&desk).with_extension(ending));
    }
    std::fs::write(records(&desk), &yesterday)?;
    let window = desk.open().await?;
    type_passphrase(&window, PASSPHRASE).await?;
    window.see("These are not the records last used on this computer").await?;
    window.is_accessible().await?;
    window.picture(&pictures().join("anchor-alarm.png")).await?;
    window.click("Say what happened").await?;
    window.see("What happened to the records?").await?;
    window.choose("The records were put back from a copy").await?;
    window.is_accessible().await?;
    window.picture(&pictures().join("anchor-settle.png")).await?;
    window.press("Ctrl+Enter").await?;
    window.see("Arrivals today").await?;
    window.gone("These are not the records last used on this computer").await?;

    // The clock is set five years on while the desk is open.
    desk.jump_to("2031-11-24 09:00:00")?;
    window.see("long after the last entry").await?;
    window.is_accessible().await?;
    window.picture(&pictures().join("clock-doubted.png")).await?;
    window.click("Look at the date").await?;
    window.see("Is today’s date right?").await?;
    window.see("Mon 24 Nov 2031").await?;
    window.is_accessible().await?;
    window.picture(&pictures().join("clock-confirm.png")).await?;
    window.press("Ctrl+Enter").await?;
    window.see("Arrivals today").await?;
    window.gone("long after the last entry").await?;

    // Everything of it is in the audit.
    window.press("Ctrl+3").await?;
    window.close().await
}
