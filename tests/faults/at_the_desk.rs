//! What the journeys below have in common: the first start, unlocking, half a registration.
#![allow(dead_code)]

use frontdesk_tests::{Failure, Result, Window};

pub const NAME: &str = "Marta Nowak";
pub const PASSPHRASE: &str = "orchard velvet teapot lantern";

/// The wizard from end to end; gives the recovery code.
pub async fn set_up(window: &Window) -> Result<Vec<String>> {
    window.see("Your clinic").await?;
    window.press("Ctrl+Enter").await?;
    window.see("The practice manager").await?;
    window.fill("Name", NAME).await?;
    window.fill("New passphrase", PASSPHRASE).await?;
    window.fill("The same again", PASSPHRASE).await?;
    window.press("Ctrl+Enter").await?;
    let code = keep_sheet(window).await?;
    window.see("Arrivals today").await?;
    Ok(code)
}

/// Writes the sheet down by hand and types two groups back.
pub async fn keep_sheet(window: &Window) -> Result<Vec<String>> {
    window.see("Print the recovery code and lock it away").await?;
    let sheet = window.text().await?;
    let code: Vec<String> = (1..=7).map(|number| group(&sheet, number)).collect::<Result<_>>()?;
    window.click("I have written it by hand").await?;
    for (at, group) in code.iter().enumerate() {
        let number = at + 1;
        if sheet.contains(&format!("Group {number} ")) {
            window.fill(&format!("Group {number}"), group).await?;
        }
    }
    window.press("Ctrl+Enter").await?;
    Ok(code)
}

/// A group of the code as the sheet shows it: its number, then four characters.
fn group(sheet: &str, number: usize) -> Result<String> {
    sheet
        .split_whitespace()
        .filter_map(|word| word.strip_prefix(&number.to_string()))
        .find(|rest| rest.len() == 4 && rest.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()))
        .map(ToString::to_string)
        .ok_or_else(|| Failure::new(format!("The sheet shows no group {number}.")))
}

/// Types a passphrase at the unlock screen.
pub async fn type_passphrase(window: &Window, passphrase: &str) -> Result {
    window.see("Who is at the desk?").await?;
    window.choose(NAME).await?;
    window.fill("Passphrase", passphrase).await?;
    window.press("Enter").await
}

/// Half a registration, left alone until the desk has kept it.
pub async fn half_a_registration(window: &Window) -> Result {
    window.press("Ctrl+N").await?;
    window.see("New patient").await?;
    window.fill("Surname", "Brennan").await?;
    window.fill("Given names", "Kai").await?;
    window.fill("Phone", "07700 900777").await
}

/// What was typed is where it was.
pub async fn is_still_there(window: &Window) -> Result {
    window.see("New patient").await?;
    for (label, typed) in [("Surname", "Brennan"), ("Given names", "Kai"), ("Phone", "07700 900777")] {
        let now = window.value(label).await?;
        if now != typed {
            return Err(Failure::new(format!("“{label}” holds “{now}” and was left as “{typed}”.")));
        }
    }
    Ok(())
}
