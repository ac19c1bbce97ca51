//! The due diligence register, as the practice manager uses it: checks and a refusal made at the desk, listed, narrowed,
//! printed to a real queue and saved as a file.
#![allow(clippy::unwrap_used)]

#[path = "../faults/at_the_desk.rs"]
mod at_the_desk;

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use at_the_desk::{PASSPHRASE, set_up, type_passphrase};
use frontdesk_tests::first_start::PASSPORT;
use frontdesk_tests::{Desk, Failure, Result, Window, pictures, printed, printed_count};

/// Registers somebody by hand and starts their walk-in.
async fn walk_in(window: &Window, name: (&str, &str), born: (u32, u32, i32), treatment: &str) -> Result {
    window.press("Ctrl+N").await?;
    window.see("New patient").await?;
    window.fill("Surname", name.0).await?;
    window.fill("Given names", name.1).await?;
    window.fill_date("Date of birth", born.0, born.1, born.2).await?;
    window.choose("Female").await?;
    window.fill("These details came from", "The patient, at a visit").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Viewing is recorded").await?;
    window.press("Ctrl+I").await?;
    window.choose(treatment).await?;
    window.press("Ctrl+Enter").await?;
    window.see("put the document on the reader").await
}

/// A passport check with an age check, and somebody who came without a document.
async fn checks_and_a_refusal(window: &Window) -> Result {
    walk_in(window, ("Testpatient", "Alex Morgan"), (22, 11, 2008), "Botulinum toxin").await?;
    window.read_document(&PASSPORT).await?;
    window.see("Passport, read").await?;
    window.choose("Does the photograph look like the person? > Yes").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Proof of age").await?;
    window.fill_date("Date of birth", 22, 11, 2008).await?;
    window.press("Ctrl+Enter").await?;
    window.see("Must be answered").await?;
    window.press("Ctrl+1").await?;
    window.see("Arrivals today").await?;
    walk_in(window, ("محمد", "يوسف"), (11, 12, 1983), "Dermal filler").await?;
    window.press("F9").await?;
    window.choose("Has no document to show").await?;
    window.fill("Note", "=Forgot it, comes \"tomorrow\"").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Arrivals today").await
}

fn told(program: &str, arguments: &[&str]) -> Result<String> {
    let output = Command::new(program).args(arguments).output()?;
    Ok(String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" "))
}

fn holds(text: &str, words: &str) -> Result {
    match text.contains(words) {
        true => Ok(()),
        false => Err(Failure::new(format!("“{words}” is not in: {text}"))),
    }
}

/// Nothing may be cut off at the side.
async fn fits(window: &Window) -> Result {
    let over: i64 = window
        .ask("const page = document.querySelector('.scroll'); return Math.max(page.scrollWidth - page.clientWidth, document.documentElement.scrollWidth - innerWidth)")
        .await?;
    match over <= 0 {
        true => Ok(()),
        false => Err(Failure::new(format!("The page is {over} pixels wider than the window."))),
    }
}

async fn save(window: &Window, path: &Path) -> Result {
    window.see("Save outside the front desk?").await?;
    window.press("Ctrl+Enter").await?;
    window.answer_file_dialog(path).await?;
    window.see("Saved as a file, and logged.").await
}

#[tokio::test(flavor = "multi_thread")]
async fn checks_and_a_refusal_are_listed_narrowed_printed_and_saved() -> Result {
    let desk = Desk::new("register")?;
    let window = desk.open().await?;
    set_up(&window).await?;
    window.press("Ctrl+3").await?;
    window.see("Nobody has been checked or turned away yet").await?;
    window.is_accessible().await?;
    checks_and_a_refusal(&window).await?;

    window.press("Ctrl+3").await?;
    window.see("3 entries").await?;
    for words in
        ["Turned away", "Has no document to show", "Old enough", "18 or over", "Check digits pass.", "ends 0001"]
    {
        window.see(words).await?;
    }
    fits(&window).await?;
    window.is_accessible().await?;
    window.picture(&pictures().join("register-list.png")).await?;
    for _ in 0..6 {
        window.press("Ctrl+=").await?;
    }
    window.is_accessible().await?;
    window.picture(&pictures().join("register-list-large.png")).await?;
    window.press("Ctrl+0").await?;

    window.fill("Outcome", "Turned away").await?;
    window.fill("Treatment", "Dermal filler").await?;
    window.click("Show").await?;
    window.see("1 entry").await?;
    window.gone("Check digits pass.").await?;

    // On paper: previewed, kept as a file to read back, and printed.
    window.press("Ctrl+Enter").await?;
    window.see("1 of 1").await?;
    window.is_accessible().await?;
    window.picture(&pictures().join("register-paper.png")).await?;
    let pdf = desk.folder().join("register.pdf");
    window.click("Save a file").await?;
    save(&window, &pdf).await?;
    let text = told("pdftotext", &["-raw", pdf.to_str().unwrap(), "-"])?;
    for words in
        ["Due diligence register", "Outcome: Turned away", "1 entry", "Made by Marta Nowak", "Page 1 of 1", "KM-10002"]
    {
        holds(&text, words)?;
    }
    let before = printed_count()?;
    window.press("Ctrl+Enter").await?;
    printed(before + 1).await?;
    window.see("Printed on Reception").await?;
    std::fs::copy(&pdf, pictures().join("register-narrowed.pdf"))?;

    // Back at the list, narrowed as it was left; the file holds the same row, and nothing a spreadsheet would run.
    window.press("Esc").await?;
    window.see("1 entry").await?;
    let csv = desk.folder().join("register.csv");
    window.press("Ctrl+S").await?;
    window.see("Save outside the front desk?").await?;
    window.is_accessible().await?;
    save(&window, &csv).await?;
    let text = std::fs::read_to_string(&csv)?;
    assert_eq!(text.lines().count(), 2, "{text}");
    for words in ["\u{feff}When,Reference,Patient", "\"محمد, يوسف\"", "KM-10002", "=Forgot it, comes \"\"tomorrow\"\""]
    {
        holds(&text, words)?;
    }
    assert!(!text.contains(",=") && !text.contains(",\"="), "{text}");
    assert_eq!(std::fs::metadata(&csv)?.permissions().mode() & 0o777, 0o600);

    // A lock takes the list away; Clear shows all of it again, and a row opens the patient.
    window.press("Ctrl+L").await?;
    type_passphrase(&window, PASSPHRASE).await?;
    window.press("Ctrl+3").await?;
    window.see("Checks and refusals").await?;
    window.click("Clear").await?;
    window.see("3 entries").await?;
    window.press("Ctrl+P").await?;
    window.see("1 of 1").await?;
    window.click("Save a file").await?;
    let whole = desk.folder().join("whole.pdf");
    save(&window, &whole).await?;
    std::fs::copy(&whole, pictures().join("register-whole.pdf"))?;
    window.press("Esc").await?;
    window.see("3 entries").await?;
    window.click("محمد, يوسف").await?;
    window.see("Viewing is recorded").await?;

    // Every look, paper and file is in the audit.
    window.press("Ctrl+3").await?;
    window.see("3 entries").await?;
    window.press("F4").await?;
    for words in ["See register", "Make register", "Print document", "Save document"] {
        window.see(words).await?;
    }
    window.close().await
}
