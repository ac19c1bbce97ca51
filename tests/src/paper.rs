//! The private printer's paper: PDF files in the order they were printed.
use crate::{Failure, Result};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How many sheets of work lie in the tray now.
pub fn printed_count() -> Result<usize> {
    Ok(tray()?.len())
}

/// Waits until `least` jobs were printed in this session, and gives their files, oldest first.
pub async fn printed(least: usize) -> Result<Vec<PathBuf>> {
    let start = Instant::now();
    loop {
        let found = tray()?;
        if found.len() >= least {
            return Ok(found);
        }
        if start.elapsed() > Duration::from_secs(30) {
            return Err(Failure::new(format!(
                "{} of {least} printed documents arrived within 30 seconds.",
                found.len()
            )));
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn tray() -> Result<Vec<PathBuf>> {
    let folder = std::env::var_os("FRONTDESK_TEST_PRINT_OUT")
        .ok_or(Failure::new("There is no private printer: run this through scripts/in-desk-session.sh."))?;
    let mut found: Vec<(u32, PathBuf)> = std::fs::read_dir(folder)?
        .flatten()
        .filter_map(|entry| Some((job_number(&entry.path())?, entry.path())))
        .filter(|(_, path)| whole(path))
        .collect();
    found.sort();
    Ok(found.into_iter().map(|(_, path)| path).collect())
}

/// The printer writes into the file where it lies: one without its last line is not done.
fn whole(path: &Path) -> bool {
    std::fs::read(path).is_ok_and(|bytes| bytes.trim_ascii_end().ends_with(b"%%EOF"))
}

/// The printer writes `Title-job_12.pdf`.
fn job_number(path: &Path) -> Option<u32> {
    let name = path.file_name()?.to_str()?.strip_suffix(".pdf")?;
    name.rsplit_once("-job_")?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jobs_are_told_apart_by_number_and_other_files_left_out() {
        assert_eq!(job_number("Consent_form-job_12.pdf".as_ref()), Some(12));
        assert_eq!(job_number("job_3.ps".as_ref()), None);
    }
}
