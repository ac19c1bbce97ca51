//! The three answers of a check-in as marks: the same on the board and in the check-in itself.

use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::consent::{Answer, Ask, missing_required};
use frontdesk_domain::gate::Path;

use crate::views::board::Mark;

/// Of this visit's newest identity check. An earlier check is leaned on, not counted.
pub(crate) fn identity(outcome: Option<&str>) -> Mark {
    match outcome {
        Some("confirmed") => Mark::Done,
        Some(_) => Mark::Ask,
        None => Mark::ToDo,
    }
}

/// Of the way the visit goes, and the verdict of its newest age check.
pub(crate) fn age(way: &Path, verdict: Option<&str>) -> Mark {
    match way {
        Path::Stopped { .. } | Path::Declined | Path::Parental => Mark::Stopped,
        Path::Clinician | Path::Estimated => Mark::Ask,
        Path::Allowed if verdict == Some("allowed") => Mark::Done,
        Path::Allowed => Mark::ToDo,
    }
}

/// An answer that stops the visit: a purpose that must be answered was refused or taken back.
pub(crate) fn refuses(clinic: &Clinic, answer: Answer, purpose: &str) -> bool {
    matches!(answer, Answer::Refused | Answer::Withdrawn)
        && clinic.purposes.iter().any(|of| of.id == purpose && of.required)
}

/// Done is a whole sheet, or one gone through at this visit with nothing missing that must be answered.
pub(crate) fn consents(rows: &[Ask<'_>], refused: bool, answered: bool) -> Mark {
    if refused {
        Mark::Stopped
    } else if rows.iter().all(|row| row.due.is_none()) || (answered && missing_required(rows, &[]).is_empty()) {
        Mark::Done
    } else if rows.iter().all(|row| row.held.is_none()) {
        Mark::ToDo
    } else {
        Mark::Ask
    }
}
