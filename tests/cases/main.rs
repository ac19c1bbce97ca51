//! Tables of cases, one row a fact: what is typed and what the desk must make of it. Beside the tables of this folder and
//! the ones made by independent programs (`independent/`), a folder named by FRONTDESK_CASES is run: files of the same
//! names, the same columns. Dates are YYYY-MM-DD. An empty cell is not asserted.
//!
//! Prints every failing row, then the counts; ends with 1 when a row failed.
#![allow(clippy::print_stdout, reason = "this is its own harness: what it prints is its result")]

mod judge;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use judge::{Judge, TABLES};

/// One line of a table by column.
pub struct Row(BTreeMap<String, String>);

impl Row {
    /// The cell as typed; empty when there is no such column.
    pub fn cell(&self, column: &str) -> &str {
        self.0.get(column).map_or("", String::as_str)
    }
}

#[derive(Default)]
struct Tally {
    passed: u32,
    failed: u32,
}

fn main() -> ExitCode {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut folders = vec![own.clone(), own.join("independent")];
    folders.extend(asked_for());
    let mut tally = Tally::default();
    for (nth, folder) in folders.iter().enumerate() {
        if !folder.is_dir() {
            fail(&mut tally, &format!("{} is not a folder", folder.display()));
            continue;
        }
        for &(name, columns, judge) in TABLES {
            let path = folder.join(name);
            // The first folder holds every table; the others may hold some.
            if nth == 0 || path.is_file() {
                table(&path, columns, judge, &mut tally);
            }
        }
    }
    println!("{} passed, {} failed", tally.passed, tally.failed);
    if tally.failed == 0 && tally.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The folder in FRONTDESK_CASES; a relative one may be meant from the house's root, where the command is given.
fn asked_for() -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("FRONTDESK_CASES").filter(|folder| !folder.is_empty())?);
    let from_root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(&folder);
    Some(if folder.is_dir() { folder } else { from_root })
}

fn table(path: &Path, columns: &[&str], judge: Judge, tally: &mut Tally) {
    let shown = path.display();
    let mut reader = match csv::ReaderBuilder::new().flexible(true).from_path(path) {
        Ok(reader) => reader,
        Err(error) => return fail(tally, &format!("{shown}: {error}")),
    };
    let headers: Vec<String> = match reader.headers() {
        Ok(headers) => headers.iter().map(|name| name.trim_start_matches('\u{feff}').trim().to_owned()).collect(),
        Err(error) => return fail(tally, &format!("{shown}: {error}")),
    };
    if let Some(missing) = columns.iter().find(|column| !headers.iter().any(|header| header == *column)) {
        return fail(tally, &format!("{shown}: the column {missing} is missing"));
    }
    let before = tally.passed + tally.failed;
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                fail(tally, &format!("{shown}: {error}"));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let text = record.iter().collect::<Vec<_>>().join(",");
        let row = Row(headers.iter().cloned().zip(record.iter().map(str::to_owned)).collect());
        let wrong = catch_unwind(AssertUnwindSafe(|| judge(&row))).unwrap_or_else(|_| vec!["it panicked".to_owned()]);
        if wrong.is_empty() {
            tally.passed += 1;
        } else {
            fail(tally, &format!("{shown}:{line}: {} | {text}", wrong.join("; ")));
        }
    }
    println!("{shown}: {} rows", tally.passed + tally.failed - before);
}

fn fail(tally: &mut Tally, what: &str) {
    tally.failed += 1;
    println!("FAILED {what}");
}
