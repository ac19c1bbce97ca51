//! Where a transaction may begin without the audit entry that `begin … commit` brings: a handful of files, each with a reason.

use std::path::{Path, PathBuf};

/// Files of the use cases that take the store's own write lock, and why.
const ALLOWED: [(&str, &str); 10] = [
    ("generation.rs", "how often the key file was changed: raised before anybody is let in"),
    ("open.rs", "the one door: begin … commit(entry)"),
    ("outside/settle.rs", "the outcome of an act that was cut off: the program's own, before anybody is let in"),
    ("anchor.rs", "what the desk itself found of the anchor, with its entry; and that one was kept"),
    ("doubt.rs", "what the desk itself thinks of the clock, with its entry"),
    ("draft.rs", "a person's own unfinished work is quiet"),
    ("notices.rs", "what a person put off until tomorrow is their own"),
    ("set_up.rs", "there is nobody yet to begin as; it appends its own entry"),
    ("unlock.rs", "the entry for the unlock itself"),
    ("testing.rs", "never in the product"),
];

/// How a write is begun past `OpenDesk::begin`.
const DOORS: [&str; 3] = [".write().await", "begin_with(", "BEGIN IMMEDIATE"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The file and the line of every write that begins where it may not.
fn strays(folder: &Path, allowed: &[&str]) -> Vec<String> {
    let mut files = Vec::new();
    sources(folder, &mut files);
    assert!(!files.is_empty(), "no sources below {}", folder.display());
    let mut strays = Vec::new();
    for file in files {
        let name = file.strip_prefix(folder).unwrap().display().to_string();
        let text = std::fs::read_to_string(&file).unwrap();
        let lines = text.lines().filter(|line| DOORS.iter().any(|door| line.contains(door)));
        if !allowed.contains(&name.as_str()) {
            strays.extend(lines.map(|line| format!("{name}: {}", line.trim())));
        }
    }
    strays
}

fn crates() -> PathBuf {
    frontdesk_tests::root().join("src-tauri/crates")
}

#[test]
fn a_write_begins_with_its_use_case_and_so_ends_with_its_entry() {
    assert_eq!(strays(&crates().join("desk/src"), &ALLOWED.map(|(file, _)| file)), Vec::<String>::new());
    assert_eq!(strays(&crates().join("store/src"), &["connection.rs"]), Vec::<String>::new());
}

#[test]
fn the_search_finds_a_function_that_forgets() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("patient")).unwrap();
    let forgetful = "pub async fn rename(desk: &OpenDesk) -> Result<()> {\n    let mut write = desk.store().write().await?;\n    Ok(write.commit().await?)\n}\n";
    std::fs::write(folder.path().join("patient/rename.rs"), forgetful).unwrap();
    std::fs::write(folder.path().join("open.rs"), forgetful).unwrap();
    let found = strays(folder.path(), &["open.rs"]);
    assert_eq!(found, ["patient/rename.rs: let mut write = desk.store().write().await?;"]);
}

/// How an act outside the database is begun, besides by `OpenDesk::outside`.
const INTENDS: [&str; 2] = ["Outcome::Intended)", "outside_act::insert"];

#[test]
fn an_act_outside_the_database_is_intended_in_one_place() {
    let mut files = Vec::new();
    sources(&crates().join("desk/src"), &mut files);
    let intends = |file: &PathBuf| {
        let text = std::fs::read_to_string(file).unwrap();
        INTENDS.iter().any(|door| text.lines().any(|line| line.contains(door) && !line.contains("=>")))
    };
    let found: Vec<_> = files.iter().filter(|file| intends(file)).collect();
    assert_eq!(found, [&crates().join("desk/src/outside.rs")]);
}

#[test]
fn every_file_allowed_to_write_alone_still_does() {
    let all = strays(&crates().join("desk/src"), &[]);
    for (file, reason) in ALLOWED {
        assert!(
            all.iter().any(|stray| stray.starts_with(&format!("{file}: "))),
            "{file} no longer needs to be allowed: {reason}"
        );
    }
}

#[test]
fn nothing_begins_a_use_case_that_is_still_to_come() {
    let mut files = Vec::new();
    sources(&crates().join("desk/src"), &mut files);
    for case in crate::table::TO_COME {
        let name = format!("UseCase::{case:?}");
        assert!(
            files.iter().all(|file| !std::fs::read_to_string(file).unwrap().contains(&name)),
            "{name} has begun: give it a row"
        );
    }
}
