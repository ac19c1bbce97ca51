//! The hand that works the window, tried on a page made for it in a plain browser: what it finds, and what it refuses.
#![allow(clippy::unwrap_used)]

use frontdesk_tests::{Desk, Failure, Result, Secrets, Window, root};
use std::path::PathBuf;
use std::time::Duration;

const MRZ: [&str; 2] = ["P<GBREXAMPLE<<ANNA<<<<<<<<<<<<<<<<<<<<<<<<<<", "9990001112GBR8001014F3001019<<<<<<<<<<<<<<02"];

async fn page(name: &str) -> Result<(Desk, Window)> {
    open(Desk::new(name)?.application(browser()?)).await
}

async fn open(desk: Desk) -> Result<(Desk, Window)> {
    let desk = desk.argument("--automation").patience(Duration::from_secs(2));
    let window = desk.open().await?;
    let page = root().join("tests/journeys/driver.html").canonicalize()?;
    window.driver().goto(format!("file://{}", page.display())).await?;
    window.see("A page to try the hand on").await?;
    Ok((desk, window))
}

/// The browser that comes with WebKitGTK itself.
fn browser() -> Result<PathBuf> {
    ["x86_64-linux-gnu", "aarch64-linux-gnu"]
        .map(|machine| PathBuf::from(format!("/usr/lib/{machine}/webkit2gtk-4.1/MiniBrowser")))
        .into_iter()
        .find(|path| path.exists())
        .ok_or(Failure::new("WebKitGTK's own small browser is missing."))
}

#[tokio::test(flavor = "multi_thread")]
async fn things_are_found_by_the_words_on_them() -> Result {
    let (_desk, window) = page("driver-words").await?;
    window.click("Save").await?;
    window.see("Pressed Save Ctrl+Enter").await?;
    window.click("Ben Example > Open").await?;
    window.see("Pressed Ben Example Open").await?;
    window.fill("Legal name", "Nguyễn Thị Ánh محمد देवनागरी 😀").await?;
    assert_eq!(window.value("Legal name").await?, "Nguyễn Thị Ánh محمد देवनागरी 😀");
    window.fill("Legal name", "").await?;
    assert_eq!(window.value("Legal name").await?, "");
    window.paste("Legal name", "Anna\u{7}").await?;
    assert_eq!(window.value("Legal name").await?, "Anna\u{7}");
    window.fill_date("Date of birth", 29, 2, 2012).await?;
    assert_eq!(window.value("Date of birth > Year").await?, "2012");
    assert_eq!(window.value("Date of issue > Day").await?, "");
    window.choose("Sex as recorded > Female").await?;
    assert!(window.is_chosen("Female").await? && !window.is_chosen("Male").await?);
    window.fill("Title", "Dr").await?;
    assert_eq!(window.value("Title").await?, "Dr");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_pressed_is_refused_in_words() -> Result {
    let (_desk, window) = page("driver-refusals").await?;
    for (name, words) in [
        ("Open", "2 things are called “Open”"),
        ("Shred", "There is no button or link called “Shred”. There are: “Save Ctrl+Enter”"),
        ("Release", "“Release” is greyed out"),
        ("Carl Example > Open", "Nothing here is called “Carl Example”"),
    ] {
        let refusal = window.click(name).await.unwrap_err().to_string();
        assert!(refusal.contains(words), "{refusal}");
        assert!(refusal.contains("driver-refusals-failed.png"), "{refusal}");
    }
    assert!(window.see("Nothing of the kind").await.is_err());
    assert!(window.gone("Nothing pressed").await.is_err());
    // What an open dialog covers is out of reach; what it holds is not.
    window.press("F2").await?;
    window.click("Save").await?;
    window.see("Pressed Sure? Save").await?;
    assert!(window.click("Save and print").await.is_err());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_and_a_document_reader_reach_the_page() -> Result {
    let (_desk, window) = page("driver-keys").await?;
    for (chord, seen) in
        [("Ctrl+K", "Key Ctrl k"), ("Ctrl+Shift+S", "Key Ctrl Shift S"), ("F8", "Key F8"), ("Esc", "Key Escape")]
    {
        window.press(chord).await?;
        window.see(seen).await?;
    }
    window.fill("Machine-readable lines", "").await?;
    assert_eq!(window.focused().await?, "Machine-readable lines");
    window.read_document(&MRZ).await?;
    assert_eq!(window.value("Machine-readable lines").await?, format!("{}\n{}\n", MRZ[0], MRZ[1]));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_has_focus_size_memory_and_a_polite_end() -> Result {
    let (_desk, window) = page("driver-window").await?;
    assert!(window.ask::<bool>("return document.hasFocus()").await?);
    window.resize(1024, 700).await?;
    assert_eq!(window.ask::<u32>("return innerWidth").await?, 1024);
    assert!(window.memory() > 50_000_000);
    assert!(window.processes().iter().any(|process| process.program == "WebKitWebProcess"));
    let broken = window.violations().await?;
    assert!(broken.iter().any(|rule| rule.id == "landmark-one-main"), "{broken:?}");
    window.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn another_moment_and_a_keyring_of_its_own() -> Result {
    let desk = Desk::with_secrets("driver-moment", Secrets::Own)?.application(browser()?).at("2028-02-29 09:00:00")?;
    let (desk, window) = open(desk).await?;
    let date: String = window.ask("return new Date().toDateString()").await?;
    assert_eq!(date, "Tue Feb 29 2028");
    desk.lock_keyring()?;
    desk.unlock_keyring()?;
    desk.lose_keyring()
}
