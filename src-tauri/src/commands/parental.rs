//! Parental responsibility.

use frontdesk_desk::Result;
use frontdesk_desk::parental;
use frontdesk_desk::views::parental::{ParentalDecisionForm, ParentalPageView};
use frontdesk_domain::parental::ParentalForm;
use tauri::State;

use crate::session::App;

/// Opens the parental-responsibility page of a patient.
#[tauri::command]
#[specta::specta]
pub async fn open_parental(app: State<'_, App>, patient_id: String) -> Result<ParentalPageView> {
    let desk = app.open().await?;
    parental::open_parental(&desk, patient_id).await
}

/// Adds a record.
#[tauri::command]
#[specta::specta]
pub async fn record_parental(app: State<'_, App>, patient_id: String, form: ParentalForm) -> Result<ParentalPageView> {
    let desk = app.open().await?;
    parental::record_parental(&desk, patient_id, form).await
}

/// The practice manager decides.
#[tauri::command]
#[specta::specta]
pub async fn decide_parental(app: State<'_, App>, form: ParentalDecisionForm) -> Result<ParentalPageView> {
    let desk = app.open().await?;
    parental::decide_parental(&desk, form).await
}
