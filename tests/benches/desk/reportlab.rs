//! ReportLab making the same response, in a Python of its own that scripts/bench.sh prepares.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use frontdesk_documents::{ItemBody, SubjectAccessResponse};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Result;

/// What ReportLab took.
pub struct Measured {
    pub pages: usize,
    pub times: Vec<Duration>,
}

#[derive(Deserialize)]
struct Answer {
    pages: usize,
    milliseconds: Vec<f64>,
}

/// None when there is no ReportLab.
pub fn measure(values: &SubjectAccessResponse, samples: usize) -> Result<Option<Measured>> {
    let Some(python) = std::env::var_os("FRONTDESK_REPORTLAB_PYTHON").map(PathBuf::from) else {
        return Ok(None);
    };
    let folder = tempfile::tempdir()?;
    let content = folder.path().join("content.json");
    std::fs::write(&content, serde_json::to_vec(&as_json(values))?)?;
    let root = frontdesk_tests::root();
    let ran = Command::new(python)
        .arg(root.join("tests/benches/desk/reportlab_response.py"))
        .args([&content, &root.join("src-tauri/crates/documents/fonts")])
        .arg(samples.to_string())
        .output()?;
    if !ran.status.success() {
        return Err(format!("ReportLab stopped: {}", String::from_utf8_lossy(&ran.stderr)).into());
    }
    let answer: Answer = serde_json::from_slice(&ran.stdout)?;
    let times = answer.milliseconds.iter().map(|time| Duration::from_secs_f64(time / 1000.0)).collect();
    Ok(Some(Measured { pages: answer.pages, times }))
}

fn as_json(values: &SubjectAccessResponse) -> Value {
    let items: Vec<Value> = values.items.iter().map(|item| {
        let (columns, rows) = match &item.body {
            ItemBody::Record(rows) => (
                json!([["", 20.0], ["Value", 40.0], ["When", 22.0], ["By", 18.0]]),
                rows.iter().map(|row| vec![row.label.clone(), row.value.clone(), row.when.clone(), row.by.clone()]).collect(),
            ),
            ItemBody::Table { columns, rows } => (columns.iter().map(|column| json!([column.heading, column.share])).collect(), rows.clone()),
            ItemBody::Text(lines) => (json!([["", 100.0]]), lines.iter().map(|line| vec![line.clone()]).collect()),
        };
        json!({ "what": item.what, "dated": item.dated, "found_in": item.found_in, "columns": columns, "rows": rows })
    }).collect();
    let sections: Vec<Value> =
        values.sections.iter().map(|section| json!({ "heading": section.heading, "items": section.items })).collect();
    json!({
        "clinic": [&values.clinic.name, &values.clinic.address.join(", "), &values.clinic.contact.join("  ·  ")],
        "addressee": values.addressee,
        "reference": values.reference,
        "date": values.date.format("%-d %b %Y").to_string(),
        "salutation": values.salutation,
        "subject": values.subject,
        "paragraphs": values.paragraphs,
        "sections": sections,
        "closing": values.closing,
        "still_to_decide": values.still_to_decide,
        "items": items,
    })
}
