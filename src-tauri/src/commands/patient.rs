//! Patients: register, open, edit.

use frontdesk_desk::Result;
use frontdesk_desk::patient;
use frontdesk_desk::views::clinic::OptionsView;
use frontdesk_desk::views::patient::{DuplicateView, PatientEditView, PatientView, SavedPatientView};
use frontdesk_domain::patient::PatientForm;
use tauri::State;

use crate::session::App;

/// Treatments and sources that forms offer.
#[tauri::command]
#[specta::specta]
pub async fn options(app: State<'_, App>) -> Result<OptionsView> {
    let desk = app.open().await?;
    patient::options(&desk).await
}

/// Records that may be the same person.
#[tauri::command]
#[specta::specta]
pub async fn find_duplicates(app: State<'_, App>, form: PatientForm) -> Result<Vec<DuplicateView>> {
    let desk = app.open().await?;
    patient::find_duplicates(&desk, form).await
}

/// Registers a patient; `seen_duplicates` are the records the person looked at and told apart, `child_reason` is why a record
/// of somebody under 16 is made.
#[tauri::command]
#[specta::specta]
pub async fn register_patient(
    app: State<'_, App>,
    form: PatientForm,
    seen_duplicates: Vec<String>,
    child_reason: String,
) -> Result<SavedPatientView> {
    let desk = app.open().await?;
    patient::register_patient(&desk, form, seen_duplicates, child_reason).await
}

/// Opens a patient's page.
#[tauri::command]
#[specta::specta]
pub async fn open_patient(app: State<'_, App>, patient_id: String) -> Result<PatientView> {
    let desk = app.open().await?;
    patient::open_patient(&desk, patient_id).await
}

/// Opens a patient's form to edit.
#[tauri::command]
#[specta::specta]
pub async fn open_patient_form(app: State<'_, App>, patient_id: String) -> Result<PatientEditView> {
    let desk = app.open().await?;
    patient::open_patient_form(&desk, patient_id).await
}

/// Changes a patient's particulars.
#[tauri::command]
#[specta::specta]
pub async fn edit_patient(
    app: State<'_, App>,
    patient_id: String,
    revision: u32,
    form: PatientForm,
    reason: String,
    child_reason: String,
) -> Result<SavedPatientView> {
    let desk = app.open().await?;
    patient::edit_patient(&desk, patient_id, revision, form, reason, child_reason).await
}
