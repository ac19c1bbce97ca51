//! What most journeys begin with: a clinic set up as the wizard does it, people at its desk, and a patient before it.
use crate::{Failure, Result, Window};

/// The practice manager of the journeys, and their passphrase.
pub const MANAGER: (&str, &str) = ("Marta Nowak", "orchard velvet teapot lantern");

/// The zone of the passport of Alex Morgan Testpatient, a woman born on 22 November 2008; good to 1 January 2033.
pub const PASSPORT: [&str; 2] =
    ["P<GBRTESTPATIENT<<ALEX<MORGAN<<<<<<<<<<<<<<<", "9990000010GBR0811220F3301018<<<<<<<<<<<<<<<0"];

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

/// Registers Alex, to whom [`PASSPORT`] belongs, by hand. Their page is open then.
pub async fn register_alex(window: &Window) -> Result {
    window.press("Ctrl+N").await?;
    window.see("New patient").await?;
    window.fill("Surname", "Testpatient").await?;
    window.fill("Given names", "Alex Morgan").await?;
    window.fill_date("Date of birth", 22, 11, 2008).await?;
    window.choose("Female").await?;
    window.fill("Phone", "07700 900118").await?;
    window.fill("Email", "alex@example.com").await?;
    window.fill("These details came from", "The patient, at a visit").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Viewing is recorded").await
}

/// From the page of Alex: walks in for botulinum toxin, with identity and age recorded. The sheet of consents is open then.
pub async fn as_far_as_consents(window: &Window) -> Result {
    window.press("Ctrl+I").await?;
    window.choose("Botulinum toxin").await?;
    window.press("Ctrl+Enter").await?;
    window.see("put the document on the reader").await?;
    window.read_document(&PASSPORT).await?;
    window.see("Passport, read").await?;
    window.choose("Does the photograph look like the person? > Yes").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Proof of age").await?;
    window.fill_date("Date of birth", 22, 11, 2008).await?;
    window.press("Ctrl+Enter").await?;
    window.see("Must be answered").await
}
