//! Every door that takes a secret counts the try first: no use case asks the vault to check one but through `House::guess`.

use std::path::{Path, PathBuf};

/// What checks a secret that somebody typed, and says whether it was right.
const CHECKS: [&str; 3] = ["unlock(", "unlock_with_recovery(", "change_passphrase("];

/// How far before the check the count may stand, in characters: in the same statement.
const NEAR: usize = 160;

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

/// Where a secret is checked: file and line, and whether it is counted.
fn doors(folder: &Path) -> Vec<(String, bool)> {
    let mut files = Vec::new();
    sources(folder, &mut files);
    let mut doors = Vec::new();
    for file in files {
        let name = file.strip_prefix(folder).unwrap().display().to_string();
        let text: String = std::fs::read_to_string(&file).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        for check in CHECKS.map(|check| format!("frontdesk_vault::{check}")) {
            for (at, _) in text.match_indices(&check) {
                let before: String =
                    text[..at].chars().rev().take(NEAR).collect::<Vec<_>>().into_iter().rev().collect();
                doors.push((format!("{name}: {check}"), before.contains(".guess(")));
            }
        }
    }
    doors
}

#[test]
fn no_use_case_checks_a_secret_without_counting_the_try_first() {
    let doors = doors(&frontdesk_tests::root().join("src-tauri/crates/desk/src"));
    let uncounted: Vec<_> = doors.iter().filter(|(_, counted)| !counted).map(|(door, _)| door).collect();
    assert_eq!(uncounted, Vec::<&String>::new());
    assert!(doors.len() >= 5, "the search sees the doors: {doors:?}");
}

#[test]
fn a_door_that_counts_nothing_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let open =
        "let opened = blocking(move || {\n    frontdesk_vault::unlock(&house.folder, keyring, slot, &typed)\n});";
    std::fs::write(folder.path().join("open.rs"), open).unwrap();
    assert_eq!(doors(folder.path()), [("open.rs: frontdesk_vault::unlock(".to_string(), false)]);
}
