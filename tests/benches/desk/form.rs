//! A consent form: values to PDF, beside the same laid-out pages through printpdf and lopdf, and beside ReportLab and
//! WeasyPrint making the same content, each in a Python of its own that scripts/bench.sh prepares.

use std::process::Command;
use std::time::{Duration, Instant};

use frontdesk_documents::{ConsentForm, layout};
use serde::Deserialize;
use serde_json::json;

use crate::Result;
use crate::form_values::values;
use crate::measure::{Report, Samples};

const SAMPLES: usize = 60;
const WARM_UP: usize = 5;
/// Milliseconds it may take.
const AIM: f64 = 10.0;

#[derive(Deserialize)]
struct Answer {
    pages: usize,
    milliseconds: Vec<f64>,
}

pub fn measure(report: &mut Report) -> Result {
    let values = values()?;
    let (list, _) = layout::consent_form(&values)?;
    let (mut whole, mut writing) = (Vec::new(), Vec::new());
    for _ in 0..SAMPLES + WARM_UP {
        whole.push(timed(|| Ok(frontdesk_documents::consent_form(&values)?))?);
        writing.push(timed(|| Ok(layout::write(&list)?))?);
    }
    let ours = Samples::of_time(&whole[WARM_UP..]);
    let what = format!("Consent form PDF, prefilled ({} pages)", list.pages.len());
    report.beside(
        &what,
        ("values to PDF: lay out, shape, write", &ours),
        ("the same pages through printpdf and lopdf", &Samples::of_time(&writing[WARM_UP..])),
        3.0,
    );
    report.counted(&what, &format!("{:.1} ms", ours.median()), &[(ours.median() <= AIM, "at most 10 ms")]);
    for (name, variable, script) in [
        ("ReportLab", "FRONTDESK_REPORTLAB_PYTHON", "reportlab_form.py"),
        ("WeasyPrint", "FRONTDESK_WEASYPRINT_PYTHON", "weasyprint_form.py"),
    ] {
        match peer(variable, script, &values)? {
            Some(others) => {
                let times: Vec<Duration> =
                    others.milliseconds.iter().map(|time| Duration::from_secs_f64(time / 1000.0)).collect();
                report.also(&format!("{name}, the same content ({} pages)", others.pages), &Samples::of_time(&times));
            }
            None => report.note(&format!("{name} is not installed here: scripts/bench.sh says why.")),
        }
    }
    Ok(())
}

fn peer(variable: &str, script: &str, values: &ConsentForm) -> Result<Option<Answer>> {
    let Some(python) = std::env::var_os(variable) else {
        return Ok(None);
    };
    let folder = tempfile::tempdir()?;
    let content = folder.path().join("content.json");
    std::fs::write(&content, serde_json::to_vec(&as_json(values))?)?;
    let root = frontdesk_tests::root();
    let ran = Command::new(python)
        .arg(root.join("tests/benches/desk").join(script))
        .args([&content, &root.join("src-tauri/crates/documents/fonts")])
        .arg("20")
        .output()?;
    if !ran.status.success() {
        return Err(format!("{script} stopped: {}", String::from_utf8_lossy(&ran.stderr)).into());
    }
    Ok(Some(serde_json::from_slice(&ran.stdout)?))
}

fn as_json(values: &ConsentForm) -> serde_json::Value {
    let questions = values.sections.iter().flat_map(|section| &section.questions);
    let patient = values.patient.clone().unwrap_or_default();
    json!({
        "clinic": values.clinic.name,
        "title": values.title,
        "foot": format!("{}, version {}", values.code, values.version),
        "mark": "Example wording, not approved",
        "patient": [
            ["Name", patient.name], ["Date of birth", patient.date_of_birth],
            ["Reference", patient.reference], ["Address", patient.address],
        ],
        "introduction": values.introduction,
        "details": values.details.iter().map(|field| &field.label).collect::<Vec<_>>(),
        "questions": questions.map(|question| [&question.wording, &question.code]).collect::<Vec<_>>(),
        "declaration": values.declaration,
        "signatures": values.signatures.iter().map(|line| &line.who).collect::<Vec<_>>(),
    })
}

fn timed<T>(work: impl FnOnce() -> Result<T>) -> Result<Duration> {
    let start = Instant::now();
    let made = work()?;
    let took = start.elapsed();
    drop(made);
    Ok(took)
}
