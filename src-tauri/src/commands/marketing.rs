//! News and offers: stop, the way back, the list.

use frontdesk_desk::Result;
use frontdesk_desk::marketing;
use frontdesk_desk::views::marketing::{
    AcceptForm, AskRestartForm, MarketingListView, MarketingView, RestartLetterForm, RestartView, StopForm,
};
use frontdesk_desk::views::paper::DocumentView;
use frontdesk_domain::marketing::list::ListForm;
use tauri::State;

use crate::session::App;

/// How each channel stands for a patient.
#[tauri::command]
#[specta::specta]
pub async fn see_marketing(app: State<'_, App>, patient_id: String) -> Result<MarketingView> {
    let desk = app.open().await?;
    marketing::see_marketing(&desk, patient_id).await
}

/// Stops news and offers, at once.
#[tauri::command]
#[specta::specta]
pub async fn stop_marketing(app: State<'_, App>, form: StopForm) -> Result<MarketingView> {
    let desk = app.open().await?;
    marketing::stop_marketing(&desk, form).await
}

/// Makes a code and the text to send it with.
#[tauri::command]
#[specta::specta]
pub async fn ask_restart(app: State<'_, App>, form: AskRestartForm) -> Result<RestartView> {
    let desk = app.open().await?;
    marketing::ask_restart(&desk, form).await
}

/// Makes the letter of a restart as a document.
#[tauri::command]
#[specta::specta]
pub async fn make_restart_letter(app: State<'_, App>, form: RestartLetterForm) -> Result<DocumentView> {
    let desk = app.open().await?;
    marketing::make_restart_letter(&desk, form).await
}

/// Takes a code that came back.
#[tauri::command]
#[specta::specta]
pub async fn accept_restart(app: State<'_, App>, form: AcceptForm) -> Result<MarketingView> {
    let desk = app.open().await?;
    marketing::accept_restart(&desk, form).await
}

/// Makes the list of a channel as a CSV file to save.
#[tauri::command]
#[specta::specta]
pub async fn make_marketing_list(app: State<'_, App>, form: ListForm) -> Result<MarketingListView> {
    let desk = app.open().await?;
    marketing::make_marketing_list(&desk, form).await
}
