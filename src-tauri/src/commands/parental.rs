//! Parental responsibility, the child's own voice, and what blocks a release.

use frontdesk_desk::Result;
use frontdesk_desk::parental;
use frontdesk_desk::views::paper::{DocumentView, PaperSize};
use frontdesk_desk::views::parental::{ParentalDecisionForm, ParentalPageView, ParentalRegisterView};
use frontdesk_domain::parental::{BlockAnswerForm, BlockForm, ChildViewForm, CompetenceForm, ParentalForm};
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

/// Records what the child wants of an adult.
#[tauri::command]
#[specta::specta]
pub async fn record_child_view(app: State<'_, App>, form: ChildViewForm) -> Result<ParentalPageView> {
    let desk = app.open().await?;
    parental::record_child_view(&desk, form).await
}

/// A clinician records whether the child understands.
#[tauri::command]
#[specta::specta]
pub async fn assess_competence(
    app: State<'_, App>,
    patient_id: String,
    form: CompetenceForm,
) -> Result<ParentalPageView> {
    let desk = app.open().await?;
    parental::assess_competence(&desk, patient_id, form).await
}

/// Records what blocks a release.
#[tauri::command]
#[specta::specta]
pub async fn record_block(app: State<'_, App>, patient_id: String, form: BlockForm) -> Result<ParentalPageView> {
    let desk = app.open().await?;
    parental::record_block(&desk, patient_id, form).await
}

/// The practice manager answers a block.
#[tauri::command]
#[specta::specta]
pub async fn answer_block(app: State<'_, App>, form: BlockAnswerForm) -> Result<ParentalPageView> {
    let desk = app.open().await?;
    parental::answer_block(&desk, form).await
}

/// Makes the receipt of a record.
#[tauri::command]
#[specta::specta]
pub async fn make_parental_receipt(app: State<'_, App>, parental_id: String, size: PaperSize) -> Result<DocumentView> {
    let desk = app.open().await?;
    parental::make_parental_receipt(&desk, parental_id, size).await
}

/// Makes the letter that refuses an adult.
#[tauri::command]
#[specta::specta]
pub async fn make_refusal_letter(app: State<'_, App>, adult_id: String, size: PaperSize) -> Result<DocumentView> {
    let desk = app.open().await?;
    parental::make_refusal_letter(&desk, adult_id, size).await
}

/// The register of verifications.
#[tauri::command]
#[specta::specta]
pub async fn see_parental_register(app: State<'_, App>) -> Result<ParentalRegisterView> {
    let desk = app.open().await?;
    parental::see_parental_register(&desk).await
}

/// Makes the register as a document.
#[tauri::command]
#[specta::specta]
pub async fn make_parental_register(app: State<'_, App>) -> Result<DocumentView> {
    let desk = app.open().await?;
    parental::make_parental_register(&desk).await
}
