//! A copy of a document in the real window: asked for with a reason, looked at, and deleted.
use frontdesk_tests::first_start::set_up;
use frontdesk_tests::{Desk, Result, Window, pictures};

async fn picture(window: &Window, name: &str) -> Result {
    window.picture(&pictures().join(format!("copies-{name}.png"))).await?;
    window.is_accessible().await
}

/// A small picture as a scanner writes it.
fn scan(path: &std::path::Path) -> Result {
    let mut encoder = png::Encoder::new(std::fs::File::create(path)?, 480, 320);
    encoder.set_color(png::ColorType::Rgb);
    let rows = (0..320).flat_map(|y| (0..480).flat_map(move |x| [(x / 2) as u8, (y / 2) as u8, 160]));
    let bytes: Vec<u8> = rows.collect();
    encoder
        .write_header()
        .and_then(|mut writer| writer.write_image_data(&bytes))
        .map_err(|error| frontdesk_tests::Failure::new(error.to_string()))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_needs_a_reason_is_shown_and_goes_for_good_and_its_scan_with_it() -> Result {
    let desk = Desk::new("copies")?;
    let window = desk.open().await?;
    set_up(&window).await?;
    let scans = desk.folder().join("scans");
    std::fs::create_dir(&scans)?;
    scan(&scans.join("passport.png"))?;

    window.press("Ctrl+4").await?;
    window.click("Safety").await?;
    window.see("No scanner's folder is set").await?;
    window.click("Choose the scanner's folder").await?;
    window.answer_folder_dialog(&scans).await?;
    window.see("The scanner's folder is set.").await?;
    picture(&window, "settings").await?;

    window.press("Ctrl+1").await?;
    window.see("Arrivals today").await?;
    window.press("Ctrl+N").await?;
    window.see("New patient").await?;
    window.fill("Surname", "Testpatient").await?;
    window.fill("Given names", "Morgan").await?;
    window.fill_date("Date of birth", 3, 4, 1981).await?;
    window.choose("Female").await?;
    window.fill("Phone", "07700 900321").await?;
    window.fill("These details came from", "The patient, at a visit").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Viewing is recorded").await?;

    window.press("Ctrl+O").await?;
    window.see("No copy is held").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Without a reason nothing is copied.").await?;
    picture(&window, "no-reason").await?;
    window.fill("What is it a copy of?", "Passport, photo page").await?;
    window.fill("Why is seeing it not enough?", "The insurer asks for it with the claim").await?;
    window.choose("passport.png").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Delete the scan itself?").await?;
    picture(&window, "scan-left").await?;
    window.press("Ctrl+Enter").await?;
    window.see("The scan is deleted from the scanner's folder.").await?;
    assert!(!scans.join("passport.png").exists());
    picture(&window, "kept").await?;

    window.click("Look at it: Passport, photo page").await?;
    window.see("Copy of Passport, photo page").await?;
    picture(&window, "look").await?;
    window.press("Escape").await?;
    window.click("Delete now: Passport, photo page").await?;
    window.click("Yes, delete it for good: Passport, photo page").await?;
    window.see("That it was held stays on record.").await?;
    window.see("Deleted, not needed any more").await?;
    picture(&window, "deleted").await?;
    window.close().await
}
