//! “Try with fictional patients”: a throw-away clinic that says on every screen that it is one, beside the real one.
#![allow(clippy::unwrap_used)]

#[path = "../faults/at_the_desk.rs"]
mod at_the_desk;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use at_the_desk::{PASSPHRASE, set_up, type_passphrase};
use frontdesk_tests::{Desk, Failure, Result, Secrets, Window, pictures};

const BANNER: &str = "Demo: fictional patients";
const REAL: &str = "Front desk";
const DEMO: &str = "Front desk (demo)";

/// What every file below a folder holds.
fn contents(desk: &Desk, folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let inside = desk.files()?.into_iter().filter(|file| file.starts_with(folder));
    inside.map(|file| Ok((file.clone(), std::fs::read(&file)?))).collect()
}

fn folder_named(desk: &Desk, name: &str) -> Result<PathBuf> {
    let header = desk.files()?.into_iter().find(|file| file.ends_with(format!("{name}/vault.json")));
    let header = header.ok_or_else(|| Failure::new(format!("There is no vault in a folder “{name}”.")))?;
    Ok(header.parent().unwrap().to_path_buf())
}

/// Opens a screen and holds it against the banner and axe-core.
async fn screen(window: &Window, words: &str, picture: &str) -> Result {
    window.see(words).await?;
    window.see(BANNER).await?;
    window.picture(&pictures().join(format!("fictional-{picture}.png"))).await?;
    window.is_accessible().await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_screen_of_the_demo_clinic_says_that_it_is_one() -> Result {
    let desk = Desk::with_secrets("fictional-screens", Secrets::Own)?;
    let window = desk.open().await?;
    window.see("Your clinic").await?;
    window.click("Try with fictional patients").await?;
    screen(&window, "Arrivals today", "desk").await?;
    assert_eq!((desk.keyring_entries(REAL)?, desk.keyring_entries(DEMO)? > 0), (0, true));

    window.press("Ctrl+K").await?;
    window.type_text("KM-10200").await?;
    window.see("KM-10200").await?;
    window.press("Enter").await?;
    screen(&window, "Viewing is recorded", "patient").await?;
    for (keys, words, picture) in [
        ("Ctrl+2", "By the day they are due", "requests"),
        ("Ctrl+3", "Looking at the register is recorded", "registers"),
        ("Ctrl+4", "How the window looks", "settings"),
        ("Ctrl+N", "New patient", "register"),
    ] {
        window.press(keys).await?;
        screen(&window, words, picture).await?;
    }
    window.press("Ctrl+L").await?;
    screen(&window, "Who is at the desk?", "unlock").await?;
    window.see("Everybody here unlocks with fictional patients only").await?;
    window.choose("Demo reception").await?;
    window.fill("Passphrase", "fictional patients only").await?;
    window.press("Enter").await?;
    window.see(BANNER).await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_fictional_patients_are_found_by_search_and_no_more() -> Result {
    let desk = Desk::new("fictional-patients")?;
    let window = desk.open().await?;
    window.see("Your clinic").await?;
    window.click("Try with fictional patients").await?;
    window.see("Arrivals today").await?;
    // Typing 201 references by hand would only be slower: this is the very command that the search box asks.
    let script = "const done = arguments[0];
        (async () => {
            const found = [];
            for (let i = 1; i <= 201; i++) {
                const reference = `KM-${10000 + i}`;
                const { results } = await window.__TAURI_INTERNALS__.invoke('search', { text: reference });
                if (results.length === 1 && results[0].reference === reference) found.push(results[0].patientId);
            }
            return new Set(found).size;
        })().then(done, (error) => done(JSON.stringify(error)));";
    let found = window.driver().execute_async(script, vec![]).await?;
    assert_eq!(found.json(), &serde_json::json!(200));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_leaves_a_real_clinics_folder_and_key_as_they_are() -> Result {
    let desk = Desk::with_secrets("fictional-beside", Secrets::Own)?;
    let window = desk.open().await?;
    set_up(&window).await?;
    window.press("Ctrl+L").await?;
    window.see("Who is at the desk?").await?;
    let real = folder_named(&desk, "clinic")?;
    let before = contents(&desk, &real)?;
    let keys = desk.keyring_entries(REAL)?;
    assert!(before.len() > 1 && keys > 0, "{:?}", before.keys());

    // The wizard alone offers the demo, and a clinic that is set up has none: so the command itself is asked.
    let script = "const done = arguments[0];
        window.__TAURI_INTERNALS__.invoke('start_demo').then(() => done(''), (error) => done(JSON.stringify(error)));";
    assert_eq!(window.driver().execute_async(script, vec![]).await?.convert::<String>()?, "");
    let window = {
        let script = "window.location.reload(); return true";
        window.ask::<bool>(script).await?;
        window
    };
    window.see(BANNER).await?;
    window.press("Ctrl+N").await?;
    window.fill("Surname", "Brennan").await?;
    window.press("Ctrl+L").await?;
    window.see("Demo manager").await?;
    assert!(folder_named(&desk, "demo")? != real);
    assert_eq!((contents(&desk, &real)? == before, desk.keyring_entries(REAL)?), (true, keys));

    window.click("Leave the demo").await?;
    type_passphrase(&window, PASSPHRASE).await?;
    window.see("Arrivals today").await?;
    assert!(!window.text().await?.contains(BANNER));
    window.press("Ctrl+K").await?;
    window.type_text("KM-10001").await?;
    window.see("Nobody").await
}
