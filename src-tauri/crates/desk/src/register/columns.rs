//! The columns of the register, one list for the page and the file.

use frontdesk_documents::Column;

use super::line::Line;
use crate::clock::{local_day, local_time};

type Cell = fn(&Line<'_>, &str) -> String;

/// Heading, width beside the others, and what stands in it. The name is given apart: paper may need its Latin form.
const COLUMNS: [(&str, f32, Cell); 14] = [
    ("When", 1.15, |line, _| format!("{}, {}", local_day(&line.entry.at), local_time(&line.entry.at))),
    ("Reference", 1.0, |line, _| line.entry.reference.clone()),
    ("Patient", 1.55, |_, name| name.to_string()),
    ("Check", 0.9, |line, _| line.entry.kind.label().to_string()),
    ("Treatment", 1.2, |line, _| line.treatment.clone()),
    ("Method", 1.3, |line, _| line.method.clone()),
    ("Issuer", 0.85, |line, _| line.entry.issuer.clone().unwrap_or_default()),
    ("Last four", 0.62, |line, _| line.entry.last_four.clone().unwrap_or_default()),
    ("Expiry", 0.8, |line, _| line.expiry.clone()),
    ("Checks", 1.5, |line, _| line.checks.clone()),
    ("Likeness", 0.9, |line, _| line.likeness.clone()),
    ("Age rule applied", 1.75, |line, _| line.age_rule.clone()),
    ("Outcome and reason", 1.9, outcome),
    ("Recorded by", 1.05, |line, _| line.by.clone()),
];

fn outcome(line: &Line<'_>, _: &str) -> String {
    match line.reason.as_str() {
        "" => line.outcome(),
        reason => format!("{}. {reason}", line.outcome()),
    }
}

pub(super) fn columns() -> Vec<Column> {
    COLUMNS.iter().map(|(heading, share, _)| Column { heading: (*heading).to_string(), share: *share }).collect()
}

pub(super) fn cells(line: &Line<'_>, name: &str) -> Vec<String> {
    COLUMNS.iter().map(|(.., cell)| cell(line, name)).collect()
}
