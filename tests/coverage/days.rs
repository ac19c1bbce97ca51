//! Where an age gets its day, and where something is deleted because of one.

use std::path::{Path, PathBuf};

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

/// The files below a crate that have any of these words in a line that is no comment.
fn with(krate: &str, words: &[&str]) -> Vec<String> {
    let folder = frontdesk_tests::root().join("src-tauri/crates").join(krate).join("src");
    let mut files = Vec::new();
    sources(&folder, &mut files);
    let mut found: Vec<String> = files
        .into_iter()
        .filter(|file| {
            let text = std::fs::read_to_string(file).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap().to_string();
            text.lines()
                .any(|line| !line.trim_start().starts_with("//") && words.iter().any(|word| line.contains(word)))
        })
        .map(|file| file.strip_prefix(&folder).unwrap().display().to_string())
        .collect();
    found.sort();
    found
}

#[test]
fn an_age_gets_its_day_from_the_open_desk_alone() {
    // A rule about an age takes `Today`: what makes one is listed here, with its reason.
    let makes = ["Today::believed(", "Today::doubted(", "Today::on_record("];
    assert_eq!(
        with("desk", &makes),
        [
            "demo/visit.rs", // visits of invented people, on the days they are invented for
            "doubt.rs",      // OpenDesk::today
        ]
    );
    assert_eq!(
        with("domain", &makes),
        [
            "consent.rs",          // how old they were when an answer was given
            "licence.rs",          // which century a printed date is of
            "mrz/dates.rs",        // the same
            "parental/lasting.rs", // how old the child was when it was decided
            "wall_clock.rs",       // the type itself
        ]
    );
    // Nothing works an age out past that type: no other function of the rules takes two dates and gives years.
    let text = std::fs::read_to_string(frontdesk_tests::root().join("src-tauri/crates/domain/src/age.rs")).unwrap();
    assert!(text.contains("pub fn age_on(born: NaiveDate, on: impl Into<Today>)"));
    let text =
        std::fs::read_to_string(frontdesk_tests::root().join("src-tauri/crates/domain/src/wall_clock.rs")).unwrap();
    let (before, _) = text.split_once("impl From<NaiveDate> for Today").unwrap();
    assert!(
        before.trim_end().ends_with("#[cfg(any(test, feature = \"testing\"))]"),
        "a date is no day for ages in the product"
    );
}

#[test]
fn no_part_of_the_product_asks_for_the_wish_of_the_tests() {
    for file in ["Cargo.toml", "crates/desk/Cargo.toml", "crates/store/Cargo.toml", "crates/documents/Cargo.toml"] {
        let text = std::fs::read_to_string(frontdesk_tests::root().join("src-tauri").join(file)).unwrap();
        let (dependencies, _) = text.split_once("[dev-dependencies]").unwrap_or((&text, ""));
        let wishes =
            dependencies.lines().filter(|line| line.starts_with("frontdesk-domain") && line.contains("testing"));
        assert_eq!(wishes.count(), 0, "{file}");
    }
}

#[test]
fn what_is_deleted_because_of_a_date_asks_whether_the_clock_is_believed() {
    // Every statement that deletes, and every way to it that goes by a day.
    let by_a_day = ["draft::expire(", "draft::take_expired(write", "\"due\", &at"];
    let asks = with("desk", &["may_delete_by_date()"]);
    for file in with("desk", &by_a_day) {
        assert!(asks.contains(&file), "{file} deletes by a date and does not ask");
    }
    assert_eq!(with("desk", &by_a_day), ["copies.rs", "draft.rs"]);
}
