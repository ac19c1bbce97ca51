//! Papers: make, print, save.

use frontdesk_desk::Result;
use frontdesk_desk::views::paper::{ConsentFormRequest, DocumentView, JobView, PrintForm, PrinterView, SavedFileView};
use frontdesk_desk::{paper, printing};
use tauri::State;

use crate::session::App;

/// Makes the response to an access request, as a draft.
#[tauri::command]
#[specta::specta]
pub async fn make_response(app: State<'_, App>, request_id: String) -> Result<DocumentView> {
    let desk = app.open().await?;
    paper::make_response(&desk, request_id).await
}

/// Makes a consent form, blank or prefilled.
#[tauri::command]
#[specta::specta]
pub async fn make_consent_form(app: State<'_, App>, form: ConsentFormRequest) -> Result<DocumentView> {
    let desk = app.open().await?;
    paper::make_consent_form(&desk, form).await
}

/// The queues to print to.
#[tauri::command]
#[specta::specta]
pub async fn printers(app: State<'_, App>) -> Result<Vec<PrinterView>> {
    let desk = app.open().await?;
    printing::printers(&desk).await
}

/// Prints a document.
#[tauri::command]
#[specta::specta]
pub async fn print_document(app: State<'_, App>, form: PrintForm) -> Result<JobView> {
    let desk = app.open().await?;
    printing::print_document(&desk, form).await
}

/// Takes a job back that has not been printed.
#[tauri::command]
#[specta::specta]
pub async fn cancel_print(app: State<'_, App>, job_id: String) -> Result<JobView> {
    let desk = app.open().await?;
    printing::cancel_print(&desk, job_id).await
}

/// Where a job is.
#[tauri::command]
#[specta::specta]
pub async fn job_state(app: State<'_, App>, job_id: String) -> Result<JobView> {
    let desk = app.glance().await?;
    printing::job_state(&desk, job_id).await
}

/// Closes a preview and forgets the document.
#[tauri::command]
#[specta::specta]
pub async fn close_document(app: State<'_, App>, document_id: String) -> Result<()> {
    let desk = app.open().await?;
    printing::close_document(&desk, document_id).await
}

/// Saves a document where the person says, in the system's own dialog.
#[tauri::command]
#[specta::specta]
pub async fn save_document(
    app: State<'_, App>,
    window: tauri::WebviewWindow,
    document_id: String,
) -> Result<SavedFileView> {
    let desk = app.open().await?;
    printing::save_document(&desk, document_id, |name| crate::dialogs::save_file(window, name)).await
}
