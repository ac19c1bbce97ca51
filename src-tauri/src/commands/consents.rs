//! Consents outside the check-in.

use frontdesk_desk::Result;
use frontdesk_desk::consents;
use frontdesk_desk::views::consents::{AskAgainView, ConsentsView, WithdrawForm};
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

/// Whom to ask again.
#[tauri::command]
#[specta::specta]
pub async fn see_ask_again(app: State<'_, App>) -> Result<AskAgainView> {
    let desk = app.open().await?;
    consents::see_ask_again(&desk).await
}
