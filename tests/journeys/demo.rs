//! The main job, end to end, told as it goes: `make run` without a display shows this.
use frontdesk_tests::first_start::recovery_group;
use frontdesk_tests::{Desk, Failure, Result, Story, Window, printed, printed_count};

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
    consent_form(&story, &window).await?;
    access_request(&story, &window).await?;
    child(&story, &window).await?;
    audit(&story, &window).await?;
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
            window.fill(&format!("Group {number}"), &recovery_group(&sheet, number)?).await?;
        }
    }
    window.press("Ctrl+Enter").await?;
    window.see("Arrivals today").await?;
    story.scene(window, "empty-desk", "The desk, empty").await
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
    // Typed unseen: the record's own date of birth is covered meanwhile.
    window.fill_date("Date of birth", 22, 11, 2008).await?;
    window.press("Ctrl+Enter").await?;
    window.see("Must be answered").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Not saved").await?;
    story.scene(window, "consents-missing", "Pressed too early, it says what is missing").await?;
    for question in [
        "May we hold health details to treat you safely?",
        "Do you agree to the treatment planned for today?",
        "May we take photographs for your own record?",
    ] {
        window.choose(&format!("{question} > Yes")).await?;
    }
    story.scene(window, "consents", "Consents: three different things, nothing pre-ticked").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Checked in. The answers are saved.").await?;
    story.scene(window, "checked-in", "Checked in").await
}

/// A paper made, previewed, printed to a real queue, and kept beside the pictures.
async fn print(story: &Story, window: &Window, name: &str, what: &str) -> Result {
    window.see("1 of").await?;
    story.scene(window, name, what).await?;
    let before = printed_count()?;
    window.press("Ctrl+Enter").await?;
    let papers = printed(before + 1).await?;
    let newest = papers.last().ok_or_else(|| Failure::new("nothing was printed"))?;
    story.keep(newest, &format!("{name}.pdf"))?;
    window.see("Printed on Reception").await
}

async fn consent_form(story: &Story, window: &Window) -> Result {
    window.press("Ctrl+P").await?;
    print(story, window, "consent-form", "The consent form on paper, prefilled, printed").await?;
    window.press("Escape").await?;
    window.gone("Prints and files are recorded").await
}

async fn access_request(story: &Story, window: &Window) -> Result {
    find(window, "testpatient").await?;
    window.press("Ctrl+D").await?;
    window.choose("A copy of it all").await?;
    window.fill("In their words", "Everything you hold about me, by email").await?;
    window.choose("Reply > By email").await?;
    window.choose("How it came > At the desk").await?;
    window.press("Tab").await?;
    window.press("1").await?;
    window.see("Work to").await?;
    story.scene(window, "log-request", "A request, logged in under a minute, with its due date worked out").await?;
    window.press("Ctrl+Enter").await?;
    window.see("R-2026-001").await?;
    story.scene(window, "request", "The request: work-to date, the working, and what is not yet decided").await?;
    window.press("Ctrl+P").await?;
    print(story, window, "response", "The subject-access response, a draft on every page").await?;
    window.press("Escape").await?;
    window.gone("Prints and files are recorded").await
}

/// Finds a patient by name and opens the page; the keys pressed next wait for it.
async fn find(window: &Window, name: &str) -> Result {
    window.press("Ctrl+K").await?;
    window.type_text(name).await?;
    window.see("1 found").await?;
    window.press("Enter").await?;
    window.see("Viewing is recorded").await
}

async fn child(story: &Story, window: &Window) -> Result {
    window.press("Ctrl+1").await?;
    window.press("Ctrl+N").await?;
    window.see("New patient").await?;
    window.fill("Surname", "Brennan").await?;
    window.fill("Given names", "Kai").await?;
    window.fill_date("Date of birth", 9, 2, 2014).await?;
    window.choose("Male").await?;
    window.fill("These details came from", "A parent or guardian").await?;
    // Unfinished work waits for the person who began it, also behind a lock.
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    window.press("Ctrl+L").await?;
    window.see("Who is at the desk?").await?;
    story.scene(window, "locked", "Locked: names of staff, nothing else").await?;
    window.choose("Marta Nowak").await?;
    window.fill("Passphrase", PASSPHRASE).await?;
    window.press("Enter").await?;
    window.see("Your unfinished registration is back").await?;
    window.press("Ctrl+Enter").await?;
    window.see("This is the record of somebody under 16.").await?;
    window.fill("Why is this record held?", "His mother asks what we hold on him.").await?;
    story.scene(window, "under-16-why", "A record of somebody under 16 stops and asks why").await?;
    window.press("Ctrl+Enter").await?;
    window.see("KM-10002").await?;
    window.press("Ctrl+I").await?;
    window.choose("Consultation or other care").await?;
    window.press("Ctrl+Enter").await?;
    window.see("parental responsibility").await?;
    story.scene(window, "under-16", "Under 16: the check-in stops").await?;
    window.click("Go to parental responsibility").await?;
    window.see("1. The adult").await?;
    window.fill("Given names", "Siobhán").await?;
    window.fill("Surname", "Brennan").await?;
    window.fill_date("Date of birth", 4, 5, 1984).await?;
    window.choose("Their own photo document > Passport").await?;
    window.fill("Issued by", "Ireland").await?;
    window.fill("Last four characters of the number", "4417").await?;
    window.fill_date("Its last day", 1, 6, 2031).await?;
    window.choose("Do the name and date of birth on it match what they say? > Yes, both match").await?;
    window.choose("Does the photograph look like the person? > Yes").await?;
    window.choose("Yes, all three").await?;
    story.scene(window, "parental-adult", "The adult with the child").await?;
    window.press("Ctrl+Enter").await?;
    window.choose("Birth mother").await?;
    window.choose("Full birth certificate").await?;
    story.scene(window, "parental-link", "What links the adult to the child").await?;
    window.press("Ctrl+Enter").await?;
    window.choose("Asked: there are none").await?;
    window.press("Ctrl+Enter").await?;
    window.see("4. Kai’s own view").await?;
    story.scene(window, "parental-child", "What the child wants, asked apart from the adult").await?;
    window.press("Ctrl+Enter").await?;
    window.see("5. Decision").await?;
    story.scene(window, "parental-decision", "Reception's part is recorded; the practice manager decides").await
}

async fn audit(story: &Story, window: &Window) -> Result {
    window.press("Ctrl+3").await?;
    window.see("3 entries").await?;
    story.scene(window, "register", "Every check and refusal, for whoever asks how the clinic looked").await?;
    window.press("F4").await?;
    window.see("Verify the audit").await?;
    window.press("Ctrl+Enter").await?;
    window.see("fit together").await?;
    story.scene(window, "audit", "The audit, verified").await?;
    window.press("Ctrl+1").await?;
    window.see("Arrivals today").await?;
    story.scene(window, "desk", "The desk").await
}
