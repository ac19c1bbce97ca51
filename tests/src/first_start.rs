//! What most journeys begin with: a clinic set up as the wizard does it, and people at its desk.
use crate::{Failure, Result, Window};

/// The practice manager of the journeys, and their passphrase.
pub const MANAGER: (&str, &str) = ("Marta Nowak", "orchard velvet teapot lantern");

/// Goes through the wizard and types the recovery groups back, so that the desk opens.
pub async fn set_up(window: &Window) -> Result {
    window.see("Your clinic").await?;
    window.press("Ctrl+Enter").await?;
    window.see("The practice manager").await?;
    window.fill("Name", MANAGER.0).await?;
    window.fill("New passphrase", MANAGER.1).await?;
    window.fill("The same again", MANAGER.1).await?;
    window.press("Ctrl+Enter").await?;
    window.see("Print the recovery code and lock it away").await?;
    let sheet = window.text().await?;
    for number in 1..=7 {
        if sheet.contains(&format!("Group {number} ")) {
            window.fill(&format!("Group {number}"), &recovery_group(&sheet, number)?).await?;
        }
    }
    window.press("Ctrl+Enter").await?;
    window.see("Arrivals today").await
}

/// A group of the code as the sheet shows it: its number, then four characters.
pub fn recovery_group(sheet: &str, number: usize) -> Result<String> {
    sheet
        .split_whitespace()
        .filter_map(|word| word.strip_prefix(&number.to_string()))
        .find(|rest| rest.len() == 4 && rest.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()))
        .map(ToString::to_string)
        .ok_or_else(|| Failure::new(format!("the sheet shows no group {number}")))
}

/// As the practice manager: adds a colleague with a first passphrase. `role` as the list names it.
pub async fn add_colleague(window: &Window, name: &str, role: &str, first: &str) -> Result {
    window.press("Ctrl+4").await?;
    window.click("Staff").await?;
    window.click("Add a person").await?;
    window.fill("Name", name).await?;
    window.choose(role).await?;
    window.fill("First passphrase", first).await?;
    window.press("Enter").await?;
    window.see(&format!("{name} has a key")).await
}

/// Locks, and lets somebody in.
pub async fn hand_over(window: &Window, name: &str, passphrase: &str) -> Result {
    window.press("Ctrl+L").await?;
    unlock(window, name, passphrase).await
}

/// From the locked screen.
pub async fn unlock(window: &Window, name: &str, passphrase: &str) -> Result {
    window.see("Who is at the desk?").await?;
    window.choose(name).await?;
    window.fill("Passphrase", passphrase).await?;
    window.press("Enter").await
}

/// At a first unlock: chooses a passphrase of one's own.
pub async fn choose_passphrase(window: &Window, first: &str, own: &str) -> Result {
    window.see("Choose your own passphrase").await?;
    window.fill("Passphrase you were given", first).await?;
    window.fill("New passphrase", own).await?;
    window.fill("The same again", own).await?;
    window.press("Ctrl+Enter").await?;
    window.see("Arrivals today").await
}
