//! Check-in: identity, age, consents.


use crate::error::{DeskError, Result};
use crate::open::OpenDesk;
use crate::views::board::BoardView;
use crate::views::check_in::{CheckInView, ConsentsForm, IdentityForm, TurnAwayForm, ZoneView};

/// Opens a check-in where it was left.
pub async fn open_check_in(desk: &OpenDesk, arrival_id: String) -> Result<CheckInView> {
    let _ = (desk, arrival_id);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Reads a machine-readable zone and compares it with the record, if there is one.
pub async fn read_zone(desk: &OpenDesk, arrival_id: Option<String>, text: String) -> Result<ZoneView> {
    let _ = (desk, arrival_id, text);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Records the identity step.
pub async fn record_identity(desk: &OpenDesk, form: IdentityForm) -> Result<CheckInView> {
    let _ = (desk, form);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Records the age step.
pub async fn record_age(desk: &OpenDesk, arrival_id: String) -> Result<CheckInView> {
    let _ = (desk, arrival_id);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Records the answers.
pub async fn record_consents(desk: &OpenDesk, form: ConsentsForm) -> Result<CheckInView> {
    let _ = (desk, form);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Turned away, with a reason.
pub async fn turn_away(desk: &OpenDesk, form: TurnAwayForm) -> Result<BoardView> {
    let _ = (desk, form);
    Err(DeskError::new("not-built", "This is not built yet."))
}

