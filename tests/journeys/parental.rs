//! Proof of parental responsibility in the real window: what reception records, what the practice manager decides, and what
//! the child says.
#![allow(clippy::unwrap_used)]

use frontdesk_tests::first_start::{MANAGER, add_colleague, choose_passphrase, hand_over, set_up};
use frontdesk_tests::{Desk, Failure, Result, Window, pictures};

async fn picture(window: &Window, name: &str) -> Result {
    window.picture(&pictures().join(format!("parental-{name}.png"))).await?;
    window.is_accessible().await
}

/// Registers a child: the desk asks why, and takes no record without an answer.
async fn register(window: &Window, given: &str, born: (u32, u32, i32)) -> Result {
    window.press("Ctrl+1").await?;
    window.see("Arrivals today").await?;
    window.press("Ctrl+N").await?;
    window.see("New patient").await?;
    for (label, text) in [
        ("Surname", "Brennan"),
        ("Given names", given),
        ("Address", "3 Secret Mews"),
        ("Phone", "07700 900713"),
        ("These details came from", "A parent or guardian"),
    ] {
        window.fill(label, text).await?;
        // A person pauses between fields; without a pause all of it could pass for a document reader.
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
    }
    window.fill_date("Date of birth", born.0, born.1, born.2).await?;
    window.choose("Male").await?;
    window.press("Ctrl+Enter").await?;
    window.see("This is the record of somebody under 16.").await?;
    picture(window, "why").await?;
    window.fill("Why is this record held?", "An adult asks what we hold.").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Viewing is recorded").await?;
    window.click("Parental responsibility").await?;
    window.see("1. The adult").await
}

/// Part 1: who they are, by their own passport.
async fn adult(window: &Window, given: &str) -> Result {
    window.fill("Given names", given).await?;
    window.fill("Surname", "Brennan").await?;
    window.fill_date("Date of birth", 4, 5, 1984).await?;
    window.choose("Their own photo document > Passport").await?;
    window.fill("Issued by", "Ireland").await?;
    window.fill("Last four characters of the number", "4417").await?;
    window.fill_date("Its last day", 1, 6, 2031).await?;
    window.choose("Do the name and date of birth on it match what they say? > Yes, both match").await?;
    window.choose("Does the photograph look like the person? > Yes").await?;
    window.choose("Do the child’s name, date of birth and address match our record? > Yes, all three").await?;
    picture(window, "adult").await?;
    window.press("Ctrl+Enter").await?;
    window.see("2. What links the adult").await
}

/// Part 2: the claim and the papers, saved.
async fn link(window: &Window, claim: &str, papers: &[&str]) -> Result {
    window.choose(claim).await?;
    for paper in papers {
        window.choose(paper).await?;
    }
    picture(window, "link").await?;
    window.press("Ctrl+Enter").await?;
    at_part(window, 3).await
}

/// Part 3: the question, word for word, saved.
async fn orders(window: &Window, answer: &str, note: &str) -> Result {
    window.see("Are there any court orders about the child").await?;
    window.choose(answer).await?;
    if !note.is_empty() {
        window.fill("What does the order say, and which court made it?", note).await?;
    }
    picture(window, "orders").await?;
    window.press("Ctrl+Enter").await?;
    at_part(window, 4).await
}

/// Part 5, as the practice manager.
async fn decide(window: &Window, decision: &str) -> Result {
    go_to(window, 5).await?;
    window.choose(&format!("What do you decide on the newest record? > {decision}")).await?;
    window.fill("Why", "Seen and weighed.").await?;
    if decision == "Proved" {
        window.fill_date("The day to look at it again", 24, 5, 2027).await?;
    }
    picture(window, "decide").await?;
    window.press("Ctrl+Enter").await?;
    window.see("The decision is saved.").await
}

/// A part, by its place in the list.
async fn go_to(window: &Window, part: u32) -> Result {
    let script = format!(
        "[...document.querySelectorAll('ol.tasks button')].find((b) => b.innerText.includes('{part}. ')).click(); return true"
    );
    window.ask::<bool>(&script).await?;
    at_part(window, part).await
}

/// Waits until a part is open: its name alone stands in the list all the time.
async fn at_part(window: &Window, part: u32) -> Result {
    let there = format!("return document.getElementById('part-title')?.innerText.startsWith('{part}. ') ?? false");
    for _ in 0..150 {
        if window.ask::<bool>(&there).await? {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    Err(Failure::new(format!("part {part} did not open")))
}

/// Logs a request of the adult who is looked at; its page is open then.
async fn ask_for_access(window: &Window) -> Result {
    go_to(window, 5).await?;
    window.press("Ctrl+D").await?;
    window.see("Log a request").await?;
    window.choose("A copy of it all").await?;
    window.fill("In their words", "Everything you hold on my child.").await?;
    window.choose("How it came > At the desk").await?;
    window.choose("Reply > By post").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Logged as R-").await?;
    picture(window, "request").await
}

/// Enters what the catalogue lacks: no response is released without it.
async fn complete_clinic(window: &Window) -> Result {
    window.press("Ctrl+4").await?;
    window.click("Clinic").await?;
    window.see("Details").await?;
    window.press("Ctrl+E").await?;
    window.fill("Address", "1 Sample Road").await?;
    window.fill("Does data go outside the United Kingdom?", "No.").await?;
    window.fill("Is any decision made by a computer alone?", "None is.").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Saved as version").await
}

async fn texts(window: &Window) -> Result {
    window.fill("A health professional’s opinion", "Dr Ada Quill, today: no serious harm.").await?;
    window.fill("Other people’s data", "Other adults are taken out.").await?;
    window.fill("Places outside this desk", "Searched, nothing held.").await?;
    window.fill("Reason", "Proved, in date, nothing against it.").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mother_with_a_full_certificate_is_given_access_and_a_grandparent_is_refused_in_the_right_words() -> Result {
    let desk = Desk::new("parental-mother")?.at("2026-11-24 09:00:00")?;
    let window = desk.open().await?;
    set_up(&window).await?;
    complete_clinic(&window).await?;
    register(&window, "Kai", (9, 2, 2014)).await?;
    adult(&window, "Siobhan").await?;
    link(&window, "Birth mother", &["Full birth certificate"]).await?;
    window.see("Children Act 1989, s.2").await.ok();
    orders(&window, "Asked: there are none", "").await?;
    picture(&window, "child").await?;
    decide(&window, "Proved").await?;
    window.see("Proved, good through 24 May 2027").await?;
    ask_for_access(&window).await?;
    window.press("Ctrl+Enter").await?;
    window.see("Your decision, in words").await?;
    picture(&window, "release-open").await?;
    window.press("Ctrl+Enter").await?;
    window.see("to put right").await?;
    picture(&window, "release-missing").await?;
    texts(&window).await?;
    picture(&window, "release").await?;
    window.press("Ctrl+Enter").await?;
    window.see("A4, 1 of").await?;
    picture(&window, "released").await?;
    window.click("Save a file").await?;
    window.see("Save outside the front desk?").await?;
    window.press("Ctrl+Enter").await?;
    let path = desk.folder().join("response.pdf");
    window.answer_file_dialog(&path).await?;
    window.see("Saved as a file, and logged.").await?;
    std::fs::copy(&path, pictures().join("parental-response.pdf"))?;

    register(&window, "Ruari", (9, 3, 2015)).await?;
    adult(&window, "Maeve").await?;
    window.choose("Grandparent").await?;
    window.see("has no parental responsibility without an order").await?;
    picture(&window, "grandparent").await?;
    window.press("Ctrl+Enter").await?;
    at_part(&window, 3).await?;
    orders(&window, "Asked: there are none", "").await?;
    decide(&window, "Not proved").await?;
    window.click("Refusal letter").await?;
    window.see("1 of").await?;
    picture(&window, "refusal").await?;
    window.click("Save a file").await?;
    window.see("Save outside the front desk?").await?;
    window.press("Ctrl+Enter").await?;
    let path = desk.folder().join("refusal.pdf");
    window.answer_file_dialog(&path).await?;
    window.see("Saved as a file, and logged.").await?;
    std::fs::copy(&path, pictures().join("parental-refusal.pdf"))?;
    window.press("Ctrl+3").await?;
    window.click("Parental responsibility").await?;
    window.see("Maeve Brennan").await?;
    picture(&window, "register").await?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_father_with_a_no_contact_order_is_stopped_for_the_manager_and_his_receipt_does_not_say_so() -> Result {
    let desk = Desk::new("parental-father")?.at("2026-11-24 09:00:00")?;
    let window = desk.open().await?;
    set_up(&window).await?;
    add_colleague(&window, "Priya Shah", "Reception", "walnut ferry candle").await?;
    hand_over(&window, "Priya Shah", "walnut ferry candle").await?;
    choose_passphrase(&window, "walnut ferry candle", "copper meadow violin").await?;
    register(&window, "Kai", (9, 2, 2014)).await?;
    adult(&window, "Declan").await?;
    link(&window, "Father, on the birth registration", &["Full birth certificate"]).await?;
    orders(&window, "Yes: an order against contact", "Family court, May 2026").await?;
    window.see("An order against contact").await?;
    picture(&window, "stopped").await?;
    window.press("Ctrl+Shift+S").await?;
    window.see("What is it about?").await?;
    window.fill("What is it about?", "Kai was afraid when he came in.").await?;
    picture(&window, "worry").await?;
    window.press("Ctrl+Enter").await?;
    window.gone("What is it about?").await?;
    ask_for_access(&window).await?;
    assert!(!window.text().await?.contains("Decide Ctrl"), "reception decides nothing");
    window.press("Esc").await?;
    window.see("Worried about a child").await?;
    window.press("Ctrl+P").await?;
    window.see("1 of").await?;
    picture(&window, "receipt").await?;
    window.click("Save a file").await?;
    window.see("Save outside the front desk?").await?;
    window.press("Ctrl+Enter").await?;
    let path = desk.folder().join("receipt.pdf");
    window.answer_file_dialog(&path).await?;
    window.see("Saved as a file, and logged.").await?;
    std::fs::copy(&path, pictures().join("parental-receipt.pdf"))?;

    hand_over(&window, MANAGER.0, MANAGER.1).await?;
    window.see("Arrivals today").await?;
    window.press("Ctrl+2").await?;
    window.see("R-2026-001").await?;
    window.click("R-2026-001").await?;
    window.see("About a child").await?;
    window.press("Ctrl+Enter").await?;
    window.see("2 blocks wait for your reason.").await?;
    picture(&window, "barred").await?;
    window.press("F9").await?;
    window.see("Why is it refused?").await?;
    window.fill("Why is it refused?", "A court forbids it.").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Refused").await?;
    picture(&window, "refused").await?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_competent_fifteen_year_old_who_says_no_is_heard() -> Result {
    let desk = Desk::new("parental-no")?.at("2026-11-24 09:00:00")?;
    let window = desk.open().await?;
    set_up(&window).await?;
    complete_clinic(&window).await?;
    add_colleague(&window, "Ada Quill", "Clinician", "walnut ferry candle").await?;
    register(&window, "Conor", (1, 5, 2011)).await?;
    adult(&window, "Siobhan").await?;
    link(&window, "Birth mother", &["Full birth certificate"]).await?;
    orders(&window, "Asked: there are none", "").await?;
    window.choose("What does Conor want of Siobhan Brennan? > Does not agree").await?;
    window.fill("In Conor’s words", "I do not want her to read it.").await?;
    window.press("Ctrl+Enter").await?;
    window.see("I do not want her to read it.").await?;
    decide(&window, "Proved").await?;

    hand_over(&window, "Ada Quill", "walnut ferry candle").await?;
    choose_passphrase(&window, "walnut ferry candle", "copper meadow violin").await?;
    window.press("Ctrl+K").await?;
    window.type_text("brennan").await?;
    window.see("choose").await?;
    window.press("Enter").await?;
    window.see("Age today").await?;
    window.click("Parental responsibility").await?;
    window.see("1. The adult").await?;
    go_to(&window, 4).await?;
    for question in frontdesk_domain::parental::QUESTIONS {
        window.choose(&format!("{} > Yes", question.words)).await?;
    }
    window.choose("What did you find? > Understands").await?;
    window.fill("Your reasons", "Explained it back, and why.").await?;
    picture(&window, "assessment").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Understands: Ada Quill").await?;
    picture(&window, "assessed").await?;

    hand_over(&window, MANAGER.0, MANAGER.1).await?;
    window.see("Arrivals today").await?;
    window.press("Ctrl+K").await?;
    window.type_text("brennan").await?;
    window.see("choose").await?;
    window.press("Enter").await?;
    window.see("Age today").await?;
    window.click("Parental responsibility").await?;
    window.see("Ask the child").await?;
    ask_for_access(&window).await?;
    window.press("Ctrl+Enter").await?;
    window.see("The child understands and has not agreed.").await?;
    picture(&window, "says-no").await?;
    texts(&window).await?;
    window.press("Ctrl+Enter").await?;
    window.see("Nothing was done.").await?;
    picture(&window, "says-no-barred").await?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sixteenth_birthday_between_request_and_release_ends_the_proof() -> Result {
    let desk = Desk::new("parental-sixteen")?.at("2026-11-24 09:00:00")?;
    let window = desk.open().await?;
    set_up(&window).await?;
    complete_clinic(&window).await?;
    register(&window, "Conor", (26, 11, 2010)).await?;
    adult(&window, "Siobhan").await?;
    link(&window, "Birth mother", &["Full birth certificate"]).await?;
    orders(&window, "Asked: there are none", "").await?;
    decide(&window, "Proved").await?;
    window.see("Proved, good through 25 Nov 2026").await?;
    ask_for_access(&window).await?;
    desk.jump_to("2026-11-26 00:10:00")?;
    window.press("Ctrl+1").await?;
    window.see("Arrivals today").await?;
    window.press("Ctrl+2").await?;
    window.see("R-2026-001").await?;
    window.click("R-2026-001").await?;
    window.see("About a child").await?;
    window.press("Ctrl+Enter").await?;
    window.see("The child is 16 since 26 Nov 2026.").await?;
    window.see("ask them whether they agree").await?;
    picture(&window, "sixteen").await?;
    window.close().await
}
