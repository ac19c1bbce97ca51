//! The records folder as a person finds it: a key file that is gone, a copy of a clinic, a new computer by the README.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use frontdesk_tests::first_start::{MANAGER, recovery_group, register_alex, unlock};
use frontdesk_tests::{Desk, Failure, Result, Secrets, Window, pictures, root};
use tempfile::TempDir;

const FRESH: &str = "granite violin pepper sunday";

/// The wizard from end to end; gives the recovery code.
async fn set_up(window: &Window) -> Result<Vec<String>> {
    window.see("Your clinic").await?;
    window.press("Ctrl+Enter").await?;
    window.see("The practice manager").await?;
    window.fill("Name", MANAGER.0).await?;
    window.fill("New passphrase", MANAGER.1).await?;
    window.fill("The same again", MANAGER.1).await?;
    window.press("Ctrl+Enter").await?;
    let code = type_groups_back(window).await?;
    window.press("Ctrl+Enter").await?;
    window.see("Arrivals today").await?;
    Ok(code)
}

/// Reads the sheet on the screen and types back what it asks for.
async fn type_groups_back(window: &Window) -> Result<Vec<String>> {
    window.see("Print the recovery code and lock it away").await?;
    let sheet = window.text().await?;
    let code: Vec<String> = (1..=7).map(|number| recovery_group(&sheet, number)).collect::<Result<_>>()?;
    for (at, group) in code.iter().enumerate() {
        let number = at + 1;
        if sheet.contains(&format!("Group {number} ")) {
            window.fill(&format!("Group {number}"), group).await?;
        }
    }
    Ok(code)
}

fn clinic(desk: &Desk) -> PathBuf {
    desk.data().join("uk.frontdesk.desk/clinic")
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .filter(|entry| entry.path().is_file() && entry.file_name() != "vault.lock")
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).unwrap()))
        .collect()
}

/// A copy on a disk, as the README says to make one: the whole folder, the program closed.
fn copy_on_a_disk(desk: &Desk) -> TempDir {
    let disk = tempfile::tempdir().unwrap();
    std::fs::create_dir(disk.path().join("clinic")).unwrap();
    for (name, bytes) in files(&clinic(desk)) {
        std::fs::write(disk.path().join("clinic").join(name), bytes).unwrap();
    }
    disk
}

async fn alex_is_there(window: &Window) -> Result {
    window.see("Arrivals today").await.or(window.see("Viewing is recorded").await)?;
    window.press("Ctrl+K").await?;
    window.type_text("testpatient").await?;
    window.see("Alex Morgan").await?;
    window.press("Escape").await
}

#[tokio::test(flavor = "multi_thread")]
async fn records_whose_key_file_is_gone_lead_to_a_page_and_open_when_it_is_back() -> Result {
    let desk = Desk::new("key-file-gone")?;
    let window = desk.open().await?;
    set_up(&window).await?;
    register_alex(&window).await?;
    window.close().await?;
    let at = clinic(&desk);
    let whole = files(&at);
    for name in ["vault.json", "vault-copy.json"] {
        let _ = std::fs::remove_file(at.join(name));
    }
    let left = files(&at);

    let window = desk.open().await?;
    window.see("The key file is missing").await?;
    window.see("Do not set up a new clinic. Tell the practice manager.").await?;
    window.see("key-file-missing").await?;
    window.gone("Your clinic").await?;
    window.is_accessible().await?;
    window.picture(&pictures().join("key-file-missing.png")).await?;
    window.press("Ctrl+Enter").await?;
    window.see("The key file is missing").await?;
    assert_eq!(files(&at), left, "a byte was changed");

    for (name, bytes) in whole.iter().filter(|(name, _)| name.starts_with("vault")) {
        std::fs::write(at.join(name), bytes).unwrap();
    }
    window.press("Ctrl+Enter").await?;
    unlock(&window, MANAGER.0, MANAGER.1).await?;
    window.see("Viewing is recorded").await.or(window.see("Arrivals today").await)?;
    alex_is_there(&window).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_takes_the_place_of_what_cannot_be_opened_which_is_set_aside_and_listed() -> Result {
    let desk = Desk::new("copy-for-cut")?;
    let window = desk.open().await?;
    set_up(&window).await?;
    register_alex(&window).await?;
    window.close().await?;
    let disk = copy_on_a_disk(&desk);
    let at = clinic(&desk);
    let database = at.join("clinic.db");
    let cut = std::fs::read(&database).unwrap()[..5000].to_vec();
    std::fs::write(&database, &cut).unwrap();

    let window = desk.open().await?;
    window.see("The records file was cut short").await?;
    window.picture(&pictures().join("database-cut.png")).await?;
    // A folder without a clinic is told in its place, and the page stays.
    let empty = tempfile::tempdir().unwrap();
    window.click("I have a copy of the clinic").await?;
    window.answer_folder_dialog(empty.path()).await?;
    window.see("There is no clinic in that folder").await?;
    window.is_accessible().await?;
    window.picture(&pictures().join("copy-refused.png")).await?;
    // The folder above it will do. This computer has its key still, so that a passphrase opens it.
    window.click("I have a copy of the clinic").await?;
    window.answer_folder_dialog(disk.path()).await?;
    unlock(&window, MANAGER.0, MANAGER.1).await?;
    window.see("Arrivals today").await?;
    alex_is_there(&window).await?;
    window.press("Ctrl+4").await?;
    window.click("Safety").await?;
    window.see("Files set aside").await?;
    window.see("clinic/clinic.db").await?;
    window.is_accessible().await?;
    window.ask::<bool>("document.querySelector('.stack-4 > section:last-of-type, .card:last-of-type')?.scrollIntoView(); return true").await?;
    window.picture(&pictures().join("set-aside.png")).await?;
    let above = desk.data().join("uk.frontdesk.desk");
    let aside: Vec<PathBuf> = std::fs::read_dir(above)
        .unwrap()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.display().to_string().contains("set-aside-"))
        .collect();
    assert_eq!(aside.len(), 1, "{aside:?}");
    assert!(std::fs::read(aside[0].join("clinic/clinic.db")).unwrap() == cut);
    Ok(())
}

/// What the README puts in quotation marks between two of its sentences, in order.
fn quoted(from: &str, to: &str) -> Vec<String> {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let text = readme.split_once(from).unwrap().1.split_once(to).unwrap().0;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_readme_brings_a_clinic_to_a_new_computer_word_by_word() -> Result {
    let words = quoted("**The computer is broken or stolen.**", "Then use the old computer no more");
    let [choose, screen, read, set, finish, _stolen, say, _replaced] = &words[..] else {
        return Err(Failure::new(format!("The README says other words by now: {words:?}")));
    };
    let old = Desk::new("old-computer")?;
    let window = old.open().await?;
    let code = set_up(&window).await?;
    register_alex(&window).await?;
    window.close().await?;
    let disk = copy_on_a_disk(&old);
    let copy = files(&disk.path().join("clinic"));

    // 1. Install the program, connect the disk, start it.
    let new = Desk::with_secrets("new-computer", Secrets::Own)?;
    let window = new.open().await?;
    window.see("Your clinic").await?;
    assert!(!clinic(&new).exists(), "a folder was made before set-up");
    window.is_accessible().await?;
    window.picture(&pictures().join("first-screen.png")).await?;
    // 2. The copy is chosen; a dialog that is closed again changes nothing.
    window.click(choose).await?;
    window.cancel_file_dialog().await?;
    window.see("Your clinic").await?;
    assert!(!clinic(&new).exists());
    window.click(choose).await?;
    window.answer_folder_dialog(&disk.path().join("clinic")).await?;
    // 3. The next screen, and the sheet it names.
    window.see(screen).await?;
    window.see("RC-01").await?;
    window.is_accessible().await?;
    window.picture(&pictures().join("brought.png")).await?;
    window.fill("Recovery code", &code.join(" ")).await?;
    window.click(read).await?;
    // 4. A practice manager, a new passphrase, twice.
    window.see("Set a new passphrase").await?;
    window.choose(MANAGER.0).await?;
    window.fill("New passphrase", FRESH).await?;
    window.fill("The same again", FRESH).await?;
    window.picture(&pictures().join("brought-passphrase.png")).await?;
    window.click(set).await?;
    // 5. The new sheet.
    window.see("RC-02").await?;
    type_groups_back(&window).await?;
    window.click(finish).await?;
    window.see("Arrivals today").await?;
    // 7. What the desk says of a computer that kept nothing of these records.
    window.see(say).await?;
    alex_is_there(&window).await?;
    assert_eq!(files(&disk.path().join("clinic")), copy, "the copy is only read");

    // At the next start it is like any other clinic.
    let window = window.restart().await?;
    unlock(&window, MANAGER.0, FRESH).await?;
    window.see("Arrivals today").await?;
    alex_is_there(&window).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_key_file_opens_nothing_until_the_newest_is_back_or_the_code_is_typed() -> Result {
    let desk = Desk::new("header-older")?;
    let window = desk.open().await?;
    let code = set_up(&window).await?;
    register_alex(&window).await?;
    window.close().await?;
    let at = clinic(&desk);
    let key_files = |all: BTreeMap<String, Vec<u8>>| -> BTreeMap<String, Vec<u8>> {
        all.into_iter().filter(|(name, _)| name.starts_with("vault") && name.ends_with(".json")).collect()
    };
    let older = key_files(files(&at));
    let put = |kept: &BTreeMap<String, Vec<u8>>| {
        for (name, bytes) in kept {
            std::fs::write(at.join(name), bytes).unwrap();
        }
    };
    // The manager's passphrase is replaced: the key file takes a step.
    let window = desk.open().await?;
    unlock(&window, MANAGER.0, MANAGER.1).await?;
    window.see("Arrivals today").await?;
    window.press("Ctrl+4").await?;
    window.click("You").await?;
    window.fill("Passphrase now", MANAGER.1).await?;
    window.fill("New passphrase", FRESH).await?;
    window.fill("The same again", FRESH).await?;
    window.press("Enter").await?;
    window.see("Passphrase changed").await?;
    window.close().await?;
    let newest = key_files(files(&at));
    assert!(newest != older, "the key file did not change");

    // Somebody puts the old one back: the passphrase that was replaced would open it.
    put(&older);
    let window = desk.open().await?;
    window.see("An older key file is in place").await?;
    window.see("header-older").await?;
    window.gone("Who is at the desk?").await?;
    window.is_accessible().await?;
    window.picture(&pictures().join("header-older.png")).await?;
    // The newest back in its place: the desk is as it was.
    put(&newest);
    window.click("Try again").await?;
    unlock(&window, MANAGER.0, FRESH).await?;
    alex_is_there(&window).await?;
    window.close().await?;

    // Without a newer one: the code from the sheet, and what was replaced stays replaced.
    put(&older);
    let window = desk.open().await?;
    window.see("An older key file is in place").await?;
    window.click("Use the recovery code").await?;
    window.fill("Recovery code", &code.join(" ")).await?;
    window.press("Ctrl+Enter").await?;
    window.see("Set a new passphrase").await?;
    window.choose(MANAGER.0).await?;
    window.fill("New passphrase", "copper saddle meadow thirteen").await?;
    window.fill("The same again", "copper saddle meadow thirteen").await?;
    window.press("Ctrl+Enter").await?;
    window.see("RC-02").await?;
    type_groups_back(&window).await?;
    window.press("Ctrl+Enter").await?;
    window.see("Arrivals today").await?;
    alex_is_there(&window).await?;
    window.picture(&pictures().join("header-older-recovered.png")).await?;
    let window = window.restart().await?;
    for replaced in [MANAGER.1, FRESH] {
        unlock(&window, MANAGER.0, replaced).await?;
        window.see("That is not the passphrase").await?;
    }
    unlock(&window, MANAGER.0, "copper saddle meadow thirteen").await?;
    alex_is_there(&window).await
}
