//! The store's own statements, cut out of its source, so that the bare forms cannot drift from what the product runs.

use crate::Result;

/// One of the store's tables, as written.
macro_rules! source {
    ($file:literal) => {
        include_str!(concat!("../../../src-tauri/crates/store/src/", $file, ".rs"))
    };
}

/// Registering a patient: every statement of its transaction, in order.
pub struct Registering {
    pub likely_duplicates: &'static str,
    pub next_number: &'static str,
    pub patient: &'static str,
    pub names: &'static str,
    pub drop_draft: &'static str,
    pub audit_head: &'static str,
    pub audit_entry: &'static str,
}

impl Registering {
    pub fn of_the_store() -> Result<Self> {
        Ok(Self {
            likely_duplicates: statement(source!("patient"), "SELECT id AS \"id!\", reference AS \"reference!\"")?,
            next_number: statement(source!("setting"), "INSERT INTO counter")?,
            patient: statement(source!("patient"), "INSERT INTO patient (")?,
            names: statement(source!("patient_name"), "INSERT OR REPLACE INTO patient_name")?,
            drop_draft: statement(source!("draft"), "DELETE FROM draft WHERE screen")?,
            audit_head: statement(source!("audit_entry"), "SELECT seq, hash FROM audit_entry")?,
            audit_entry: statement(source!("audit_entry"), "INSERT INTO audit_entry (")?,
        })
    }
}

/// Search by names: the one statement behind a key press.
pub fn search_by_names() -> Result<&'static str> {
    statement(source!("patient_name"), "WITH first AS MATERIALIZED")
}

/// The string literal of `source` that begins with `beginning`.
fn statement(source: &'static str, beginning: &str) -> Result<&'static str> {
    let found = source.find(beginning).and_then(|at| {
        let end = if source[..at].ends_with("r#\"") { "\"#" } else { "\"" };
        let length = source[at..].find(end)?;
        Some(&source[at..at + length])
    });
    found.ok_or_else(|| {
        format!("the store no longer has a statement that begins {beginning:?}; bring this bench up to it").into()
    })
}
