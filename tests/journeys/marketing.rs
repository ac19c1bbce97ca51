//! News and offers in the real window: stopped from the banner, shown as stopped at check-in, started again by a code and
//! nothing else, given again, and on the list that the practice manager saves.
#![allow(clippy::unwrap_used)]

use frontdesk_tests::first_start::{as_far_as_consents, register_alex, set_up};
use frontdesk_tests::{Desk, Failure, Result, Window, pictures};

const EMAIL: &str = "May we send you news by email?";

async fn picture(window: &Window, name: &str) -> Result {
    window.picture(&pictures().join(format!("marketing-{name}.png"))).await?;
    window.is_accessible().await
}

/// Two keystrokes from the patient's page, and what they do not touch is said.
async fn stop_from_the_banner(window: &Window) -> Result {
    window.see("Not asked").await?;
    picture(window, "patient").await?;
    window.press("Ctrl+M").await?;
    window.see("Stop news and offers").await?;
    window.see("Booking, payment and aftercare messages stay on.").await?;
    picture(window, "stop").await?;
    window.press("Ctrl+Enter").await?;
    window.see("All news and offers are stopped.").await?;
    window.see("Booking, payment and aftercare messages stay on.").await?;
    picture(window, "stopped").await?;
    window.press("Esc").await?;
    window.see("Stopped marketing by email, text message, phone and post").await?;
    picture(window, "patient-stopped").await
}

/// How many answers the sheet offers to a question.
async fn choices(window: &Window, question: &str) -> Result<i64> {
    window
        .ask(&format!(
            "return [...document.querySelectorAll('.ask')].filter((row) => row.innerText.includes('{question}'))
               .flatMap((row) => [...row.querySelectorAll('input[type=radio]')]).length"
        ))
        .await
}

/// A letter at their own wish, a wrong code, the right one.
async fn start_again(window: &Window) -> Result {
    window.click(&format!("{EMAIL} > Ask to restart")).await?;
    window.see("Start news and offers again").await?;
    window.choose("Which way is it about? > Email").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Only when they asked for it themselves.").await?;
    picture(window, "not-their-wish").await?;
    window.choose("They asked for it themselves").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Nothing is sent by itself").await?;
    let code: String = window.ask("return document.getElementById('restart-code').innerText").await?;
    let text = window.value("Text of an email or a message").await?;
    assert!(code.len() == 9 && text.contains(&code), "{code}: {text}");
    picture(window, "code").await?;
    window.press("Ctrl+P").await?;
    window.see("1 of 1").await?;
    picture(window, "letter").await?;
    window.press("Esc").await?;
    window.see(&code).await?;

    let wrong = if code.starts_with('0') { "1111-1111" } else { "0000-0000" };
    window.fill("The code from their answer", wrong).await?;
    window.choose("Who accepted > The patient").await?;
    window.choose("How the answer came > By telephone").await?;
    window.click("Take the code").await?;
    window.see("This is not the code of the newest letter.").await?;
    picture(window, "wrong-code").await?;
    window.fill("The code from their answer", &code.to_lowercase()).await?;
    window.click("Take the code").await?;
    window.see("News and offers by email may be asked about again.").await?;
    picture(window, "accepted").await
}

async fn on_the_list(window: &Window, desk: &Desk) -> Result {
    window.press("Ctrl+3").await?;
    window.see("Looking at the register is recorded").await?;
    window.press("F9").await?;
    window.see("News and offers list").await?;
    window.choose("Email").await?;
    window.press("Ctrl+Enter").await?;
    window.see("1 person on the list").await?;
    picture(window, "list").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Save outside the front desk?").await?;
    let path = desk.folder().join("news.csv");
    window.press("Ctrl+Enter").await?;
    window.answer_file_dialog(&path).await?;
    window.see("Saved as a file, and logged.").await?;
    let file = std::fs::read_to_string(&path)?;
    match file.ends_with("Reference,Name,Email\r\nKM-10001,Alex Morgan Testpatient,alex@example.com\r\n") {
        true => Ok(()),
        false => Err(Failure::new(format!("the list is {file:?}"))),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_holds_until_their_own_code_comes_back_and_then_the_question_is_asked_again() -> Result {
    let desk = Desk::new("marketing")?;
    let window = desk.open().await?;
    set_up(&window).await?;
    register_alex(&window).await?;
    stop_from_the_banner(&window).await?;
    as_far_as_consents(&window).await?;
    window.see("Reminders still go out.").await?;
    assert_eq!(choices(&window, EMAIL).await?, 0, "what is stopped is not asked");
    picture(&window, "check-in").await?;

    start_again(&window).await?;
    window.press("Esc").await?;
    window.see("that we ask again.").await?;
    assert_eq!(choices(&window, EMAIL).await?, 3);
    assert_eq!(choices(&window, "May we send you news by text message?").await?, 0, "the other stays stopped");
    picture(&window, "asked-again").await?;
    window.choose("May we hold health details to treat you safely? > Yes").await?;
    window.choose("Do you agree to the treatment planned for today? > Yes").await?;
    window.choose(&format!("{EMAIL} > Yes")).await?;
    window.press("Ctrl+Enter").await?;
    window.see("The answers are saved.").await?;

    window.press("Ctrl+1").await?;
    window.see("Arrivals today").await?;
    on_the_list(&window, &desk).await?;
    window.close().await
}
