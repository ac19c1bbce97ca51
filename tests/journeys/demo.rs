//! The main job, end to end, told as it goes: `make run` without a display shows this.
use frontdesk_tests::{Desk, Failure, Result, Story, Window, printed};

const PASSPHRASE: &str = "orchard velvet teapot lantern";
/// A fictional passport (the number is of the never-issued kind), in date to 2033.
const PASSPORT: [&str; 2] =
    ["P<GBRTESTPATIENT<<ALEX<MORGAN<<<<<<<<<<<<<<<", "9990000010GBR0811220F3301018<<<<<<<<<<<<<<<0"];

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_main_job_in_one_window() -> Result {
    let story = Story::new()?;
    let desk = Desk::new("demo")?;
    let window = desk.open().await?;
    set_up(&story, &window).await?;
    register(&story, &window).await?;
    check_in(&story, &window).await?;
    println!("{}", window.text().await?);
    window.close().await
}

async fn set_up(story: &Story, window: &Window) -> Result {
    window.see("Your clinic").await?;
    story.scene(window, "first-start", "First start: the clinic's details").await?;
    window.press("Ctrl+Enter").await?;
    window.see("The practice manager").await?;
    window.fill("Name", "Marta Nowak").await?;
    window.fill("New passphrase", PASSPHRASE).await?;
    window.fill("The same again", PASSPHRASE).await?;
    story.scene(window, "practice-manager", "The practice manager chooses a passphrase").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Print the recovery code and lock it away").await?;
    let sheet = window.text().await?;
    window.press("Ctrl+P").await?;
    story.keep(&printed(1).await?[0], "recovery-sheet.pdf")?;
    window.see("Printed on Reception").await?;
    story.scene(window, "recovery-code", "The recovery sheet is printed, and the code is covered").await?;
    for number in 1..=7 {
        if sheet.contains(&format!("Group {number} ")) {
            window.fill(&format!("Group {number}"), &group(&sheet, number)?).await?;
        }
    }
    window.press("Ctrl+Enter").await?;
    window.see("Arrivals today").await?;
    story.scene(window, "empty-desk", "The desk, empty").await
}

/// A group of the code as the sheet shows it: its number, then four characters.
fn group(sheet: &str, number: usize) -> Result<String> {
    sheet
        .split_whitespace()
        .filter_map(|word| word.strip_prefix(&number.to_string()))
        .find(|rest| rest.len() == 4 && rest.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()))
        .map(ToString::to_string)
        .ok_or_else(|| Failure::new(format!("the sheet shows no group {number}")))
}

async fn register(story: &Story, window: &Window) -> Result {
    window.press("Ctrl+N").await?;
    window.see("New patient").await?;
    window.read_document(&PASSPORT).await?;
    window.see("Filled from the document").await?;
    window.fill("Phone", "07700 900321").await?;
    window.fill("Email", "alex@example.com").await?;
    window.fill("These details came from", "The patient, at a visit").await?;
    story.scene(window, "register", "A passport's reader fills the registration").await?;
    window.press("Ctrl+Enter").await?;
    window.see("KM-10001").await?;
    story.scene(window, "patient", "The patient's page: three answers at a glance").await
}

async fn check_in(story: &Story, window: &Window) -> Result {
    window.press("Ctrl+I").await?;
    window.choose("Botulinum toxin").await?;
    story.scene(window, "walk-in", "A walk-in for an 18-and-over treatment").await?;
    window.press("Ctrl+Enter").await?;
    window.see("put the document on the reader").await?;
    // One character misread: the number's check digit says so, and a correction is offered.
    window.read_document(&[PASSPORT[0], &PASSPORT[1].replacen("9990000010", "99900000I0", 1)]).await?;
    window.see("one character looks wrong").await?;
    story.scene(window, "misread", "A misread character: told, with the correction at hand").await?;
    window.press("F4").await?;
    window.read_document(&PASSPORT).await?;
    window.see("Passport, read").await?;
    window.choose("Does the photograph look like the person? > Yes").await?;
    story.scene(window, "identity", "The passport beside the record").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Proof of age").await?;
    story.scene(window, "age", "Old enough, from today on, with where the law says so").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Needed before treatment today").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Not saved").await?;
    story.scene(window, "consents-missing", "Pressed too early, it says what is missing").await?;
    // The keys alone: each answer moves on to the next question.
    window.press("Tab").await?;
    window.choose("May we hold health details to treat you safely? > Yes").await?;
    story.scene(window, "consents", "Consents: three different things, nothing pre-ticked").await?;
    println!("{}", window.text().await?);
    println!("FOCUS {}", window.focused().await?);
    Ok(())
}
