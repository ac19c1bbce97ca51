//! The clinic's catalogue.


use crate::error::{DeskError, Result};
use crate::open::OpenDesk;
use crate::views::clinic::ClinicView;
use crate::views::session::ClinicForm;

/// The clinic's catalogue.
pub async fn see_clinic(desk: &OpenDesk) -> Result<ClinicView> {
    let _ = (desk);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Changes the clinic's details as a new version of the catalogue.
pub async fn edit_clinic(desk: &OpenDesk, form: ClinicForm) -> Result<ClinicView> {
    let _ = (desk, form);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Sets how long the desk waits before it locks itself, 1 to 15 minutes.
pub async fn set_idle_minutes(desk: &OpenDesk, minutes: u32) -> Result<ClinicView> {
    let _ = (desk, minutes);
    Err(DeskError::new("not-built", "This is not built yet."))
}

