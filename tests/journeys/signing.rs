//! The screen in a patient's hands, in the real window: handed over, answered, signed, taken back by passphrase, and the
//! copy held against the record.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use frontdesk_tests::first_start::{MANAGER, as_far_as_consents, register_alex, set_up, unlock};
use frontdesk_tests::{Desk, Failure, Result, Window, pictures};
use thirtyfour::By;

const HEALTH: &str = "May we hold health details to treat you safely?";
const TREATMENT: &str = "Do you agree to the treatment planned for today?";

async fn picture(window: &Window, name: &str) -> Result {
    window.picture(&pictures().join(format!("signing-{name}.png"))).await?;
    window.is_accessible().await
}

/// What the page is told when it asks Rust for something else: past the page's own code, as a page gone wrong would.
async fn asked_of_rust(window: &Window, command: &str) -> Result<String> {
    let script = format!(
        "const done = arguments[arguments.length - 1];
         window.__TAURI_INTERNALS__.invoke({command}).then(() => done('done'), (error) => done(error.code ?? String(error)));"
    );
    Ok(window.driver().execute_async(script, vec![]).await?.convert()?)
}

async fn nothing_else_answers(window: &Window) -> Result {
    for command in [
        "'see_board'",
        "'search', { text: 'test' }",
        "'list_staff'",
        "'see_audit', { filter: { from: '', until: '', staffId: '', useCase: '', reference: '', before: null } }",
        "'start_demo'",
        "'retry_start'",
        "'unlock', { slotId: 'x', passphrase: 'x' }",
        "'open_recovery', { code: 'x' }",
        "'save_draft', { screen: 'request', subject: '', json: '{}' }",
        "'printers'",
    ] {
        assert_eq!(asked_of_rust(window, command).await?, "handed-over", "{command}");
    }
    for keys in ["Ctrl+K", "Ctrl+N", "F1", "Ctrl+L", "F2", "Esc", "Ctrl+1", "Ctrl+P", "F7"] {
        window.press(keys).await?;
    }
    let shown = window.text().await?;
    for theirs in ["Marta", "Lock", "Search", "Arrivals", "KM-10001", "07700"] {
        assert!(!shown.contains(theirs), "{theirs} in {shown}");
    }
    window.see("Your consents").await
}

/// Reads every text to its end by the keyboard: the button goes to the first that was not read yet.
async fn read_everything(window: &Window) -> Result {
    for _ in 0..20 {
        if !window.text().await?.contains("not read yet") {
            return window.see("Sign here").await;
        }
        window.ask::<bool>("[...document.querySelectorAll('button')].find((b) => b.innerText.includes('not read yet'))?.click(); return true").await?;
        tokio::time::sleep(std::time::Duration::from_millis(120)).await;
    }
    Err(Failure::new("the box to sign in did not open"))
}

/// Writes with the pointer: two strokes.
async fn draw(window: &Window) -> Result {
    let pad = window.driver().find(By::Id("f-signature")).await?;
    pad.scroll_into_view().await?;
    let chain = window.driver().action_chain().move_to_element_center(&pad).move_by_offset(-180, 30).click_and_hold();
    let first = [(25, -70), (25, 80), (20, -75), (15, 60), (25, -40), (20, 35), (30, -25)];
    let chain = first.iter().fold(chain, |chain, &(x, y)| chain.move_by_offset(x, y));
    let chain = chain.release().move_by_offset(-160, 20).click_and_hold();
    let second = [(60, 4), (70, -6), (80, 2)];
    Ok(second.iter().fold(chain, |chain, &(x, y)| chain.move_by_offset(x, y)).release().perform().await?)
}

async fn sign(window: &Window) -> Result {
    window.press("F7").await?;
    window.see("answers and signs.").await?;
    picture(window, "dialog").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Your consents").await?;
    picture(window, "begun").await?;
    nothing_else_answers(window).await?;
    window.click("Sign and finish").await?;
    window.see("Read each text to its end before you sign.").await?;
    read_everything(window).await?;
    window.choose(&format!("{HEALTH} > Yes")).await?;
    window.click("Sign and finish").await?;
    window.see("Sign in the box, with a finger, a pen or the mouse.").await?;
    picture(window, "missing").await?;
    window.choose(&format!("{TREATMENT} > Yes")).await?;
    window.choose("May we send you news by email? > No").await?;
    draw(window).await?;
    window
        .ask::<bool>("document.getElementById('f-signature').scrollIntoView({ block: 'center' }); return true")
        .await?;
    picture(window, "drawn").await?;
    window.click("Clear").await?;
    window.see("Sign here").await?;
    draw(window).await?;
    window.click("Sign and finish").await?;
    window.see("Thank you").await?;
    picture(window, "thanks").await
}

async fn take_back(window: &Window) -> Result {
    window.fill("Passphrase", "alex morgan testpatient").await?;
    window.press("Enter").await?;
    window.see("passphrase").await?;
    window.see("Thank you").await?;
    assert_eq!(asked_of_rust(window, "'see_board'").await?, "handed-over");
    picture(window, "wrong").await?;
    window.fill("Passphrase", MANAGER.1).await?;
    window.press("Enter").await?;
    window.see("Checked in. The answers are saved.").await
}

/// The copy previewed and saved; its bytes.
async fn copy(window: &Window, path: &Path) -> Result<Vec<u8>> {
    window.click("Open the patient").await?;
    window.see("Age today").await?;
    window.press("Ctrl+Y").await?;
    window.see("SF-10001").await?;
    picture(window, "consents").await?;
    window.click("Signed copy: SF-10001").await?;
    window.see("1 of 2").await?;
    picture(window, "copy").await?;
    window.click("Save a file").await?;
    window.see("Save outside the front desk?").await?;
    window.press("Ctrl+Enter").await?;
    window.answer_file_dialog(path).await?;
    window.see("Saved as a file, and logged.").await?;
    let bytes = std::fs::read(path)?;
    std::fs::write(pictures().join("signing-copy.pdf"), &bytes)?;
    window.press("Esc").await?;
    window.see("SF-10001").await?;
    Ok(bytes)
}

async fn verify(window: &Window, path: &Path, bytes: Vec<u8>) -> Result {
    window.press("F10").await?;
    window.see("It is compared byte for byte.").await?;
    window.press("Ctrl+O").await?;
    window.answer_open_dialog(path).await?;
    window.see("This file is the copy kept here, byte for byte.").await?;
    window.see("Alex Morgan Testpatient, the patient").await?;
    picture(window, "same").await?;
    let printed: String = window.ask("return document.querySelector('dd.print').innerText").await?;

    let mut changed = bytes;
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    std::fs::write(path, &changed)?;
    window.press("Ctrl+O").await?;
    window.answer_open_dialog(path).await?;
    window.see("This file is not a copy made here, or it was changed.").await?;
    picture(window, "changed").await?;

    window.fill("Fingerprint, as printed at the end of the form", &printed).await?;
    window.click("Look it up").await?;
    window.see("This fingerprint is on record.").await?;
    picture(window, "fingerprint").await?;
    window.fill("Fingerprint, as printed at the end of the form", &printed.replace('0', "1").replace('2', "3")).await?;
    window.click("Look it up").await?;
    window.see("No signed form has this fingerprint.").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_patient_answers_and_signs_in_their_own_hands_and_the_copy_is_held_against_the_record() -> Result {
    let desk = Desk::new("signing")?;
    let window = desk.open().await?;
    set_up(&window).await?;
    register_alex(&window).await?;
    as_far_as_consents(&window).await?;
    sign(&window).await?;
    take_back(&window).await?;
    let path = desk.folder().join("signed.pdf");
    let bytes = copy(&window, &path).await?;
    verify(&window, &path, bytes).await?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_they_answered_outlives_a_reload_and_a_lock_and_an_attorney_signs_in_large_print() -> Result {
    let desk = Desk::new("signing-locked")?;
    let window = desk.open().await?;
    set_up(&window).await?;
    register_alex(&window).await?;
    as_far_as_consents(&window).await?;
    window.press("F3").await?;
    window.choose("An attorney or deputy").await?;
    window.fill("Their name", "Robin Quill").await?;
    window.press("F7").await?;
    window.see("answers and signs for").await?;
    window.choose("Large").await?;
    picture(&window, "attorney-dialog").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Signed by Robin Quill").await?;
    window.choose(&format!("{HEALTH} > Yes")).await?;
    tokio::time::sleep(std::time::Duration::from_millis(900)).await; // longer than the wait before it is kept
    window.ask::<bool>("setTimeout(() => location.reload()); return true").await?;
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    window.see("Signed by Robin Quill").await?;
    assert!(window.is_chosen(&format!("{HEALTH} > Yes")).await?, "their answer is there after a reload");
    window.click("Give the screen back").await?;
    window.see("Nothing is signed yet.").await?;
    picture(&window, "give-back").await?;
    window.click("Somebody else: lock the desk").await?;
    unlock(&window, MANAGER.0, MANAGER.1).await?;
    // After a lock they go on where they were.
    window.see("Must be answered").await?;
    assert!(window.is_chosen(&format!("{HEALTH} > Yes")).await?, "the desk has it on its sheet");
    window.press("F7").await?;
    window.choose("Large").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Signed by Robin Quill").await?;
    assert!(window.is_chosen(&format!("{HEALTH} > Yes")).await?, "and so have they");
    read_everything(&window).await?;
    window.choose(&format!("{TREATMENT} > Yes")).await?;
    draw(&window).await?;
    window.click("Sign and finish").await?;
    window.see("Thank you").await?;
    window.fill("Passphrase", MANAGER.1).await?;
    window.press("Enter").await?;
    window.see("Checked in. The answers are saved.").await?;
    window.click("Open the patient").await?;
    window.see("Age today").await?;
    window.press("Ctrl+Y").await?;
    window.click("Signed copy: SF-10001").await?;
    window.see("1 of").await?;
    window.click("Save a file").await?;
    window.press("Ctrl+Enter").await?;
    let path = desk.folder().join("large.pdf");
    window.answer_file_dialog(&path).await?;
    window.see("Saved as a file, and logged.").await?;
    std::fs::copy(&path, pictures().join("signing-large.pdf"))?;
    window.close().await
}
