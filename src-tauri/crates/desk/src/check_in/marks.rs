//! The three answers of a check-in as marks: the same on the board and in the check-in itself.

use frontdesk_domain::consent::{Ask, missing_required, said_no};
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

/// Whether the visit's answers were given: from then on a no to what is needed stops it, also one said later that day.
/// Before, a no of another time is only asked about.
pub(crate) fn consents(rows: &[Ask<'_>], answered: bool) -> Mark {
    if answered && said_no(rows).is_some() {
        Mark::Stopped
    } else if rows.iter().all(|row| row.due.is_none()) || (answered && missing_required(rows, &[]).is_empty()) {
        Mark::Done
    } else if rows.iter().all(|row| row.held.is_none()) {
        Mark::ToDo
    } else {
        Mark::Ask
    }
}
