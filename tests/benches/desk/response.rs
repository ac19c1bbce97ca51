//! The response of a patient with 240 rows: laying out and writing, beside writing the same laid-out pages with
//! printpdf and lopdf alone, and beside ReportLab making the same content.

use std::time::{Duration, Instant};

use frontdesk_documents::layout;

use crate::measure::{Report, Samples};
use crate::response_values::{ROWS, values};
use crate::{Result, reportlab};

const SAMPLES: usize = 60;
const WARM_UP: usize = 5;

pub fn measure(report: &mut Report) -> Result {
    let values = values();
    let (list, _) = layout::response(&values)?;
    let (mut whole, mut writing) = (Vec::new(), Vec::new());
    for _ in 0..SAMPLES + WARM_UP {
        whole.push(timed(|| Ok(frontdesk_documents::response(&values)?))?);
        writing.push(timed(|| Ok(layout::write(&list)?))?);
    }
    report.beside(
        &format!("Response PDF of a patient with {ROWS} rows ({} pages)", list.pages.len()),
        ("values to PDF: lay out, shape, write", &Samples::of_time(&whole[WARM_UP..])),
        ("the same pages through printpdf and lopdf", &Samples::of_time(&writing[WARM_UP..])),
        3.0,
    );
    match reportlab::measure(&values, SAMPLES)? {
        Some(others) => {
            report.also(
                &format!("ReportLab, the same content ({} pages)", others.pages),
                &Samples::of_time(&others.times),
            );
        }
        None => report.note("ReportLab is not installed here: scripts/bench.sh says why."),
    }
    Ok(())
}

fn timed<T>(work: impl FnOnce() -> Result<T>) -> Result<Duration> {
    let start = Instant::now();
    let made = work()?;
    let took = start.elapsed();
    drop(made);
    Ok(took)
}
