//! Consents outside the check-in.

use frontdesk_desk::Result;
use frontdesk_desk::consents;
use frontdesk_desk::views::consents::{AskAgainView, ConsentFileFormat, ConsentsView, WithdrawForm};
use frontdesk_desk::views::paper::{DocumentView, FileView};
use tauri::State;

use crate::session::App;

/// A patient's consents.
#[tauri::command]
#[specta::specta]
pub async fn see_consents(app: State<'_, App>, patient_id: String) -> Result<ConsentsView> {
    let desk = app.open().await?;
    consents::see_consents(&desk, patient_id).await
}

/// Takes a consent back.
#[tauri::command]
#[specta::specta]
pub async fn withdraw_consent(app: State<'_, App>, form: WithdrawForm) -> Result<ConsentsView> {
    let desk = app.open().await?;
    consents::withdraw_consent(&desk, form).await
}

/// Makes the receipt that a patient takes away.
#[tauri::command]
#[specta::specta]
pub async fn make_consent_receipt(app: State<'_, App>, patient_id: String) -> Result<DocumentView> {
    let desk = app.open().await?;
    consents::make_consent_receipt(&desk, patient_id).await
}

/// Makes a file of a patient's consents for another system.
#[tauri::command]
#[specta::specta]
pub async fn make_consent_file(app: State<'_, App>, patient_id: String, format: ConsentFileFormat) -> Result<FileView> {
    let desk = app.open().await?;
    consents::make_consent_file(&desk, patient_id, format).await
}

/// Whom to ask again.
#[tauri::command]
#[specta::specta]
pub async fn see_ask_again(app: State<'_, App>) -> Result<AskAgainView> {
    let desk = app.open().await?;
    consents::see_ask_again(&desk).await
}
