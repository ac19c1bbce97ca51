//! Parental responsibility.

use frontdesk_domain::parental::ParentalForm;

use crate::error::{DeskError, Result};
use crate::open::OpenDesk;
use crate::views::parental::{ParentalDecisionForm, ParentalPageView};

/// Opens the parental-responsibility page of a patient.
pub async fn open_parental(desk: &OpenDesk, patient_id: String) -> Result<ParentalPageView> {
    let _ = (desk, patient_id);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Adds a record.
pub async fn record_parental(desk: &OpenDesk, patient_id: String, form: ParentalForm) -> Result<ParentalPageView> {
    let _ = (desk, patient_id, form);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// The practice manager decides.
pub async fn decide_parental(desk: &OpenDesk, form: ParentalDecisionForm) -> Result<ParentalPageView> {
    let _ = (desk, form);
    Err(DeskError::new("not-built", "This is not built yet."))
}

