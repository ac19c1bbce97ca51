//! Copies of documents, and the scans they are made from.

use frontdesk_desk::Result;
use frontdesk_desk::copies;
use frontdesk_desk::views::clinic::ClinicView;
use frontdesk_desk::views::copies::{CopiesView, CopyPageView, KeptCopyView, ScanView};
use frontdesk_domain::document_copy::CopyForm;
use tauri::{State, WebviewWindow};

use crate::session::App;

/// A patient's copies.
#[tauri::command]
#[specta::specta]
pub async fn see_copies(app: State<'_, App>, patient_id: String) -> Result<CopiesView> {
    let desk = app.open().await?;
    copies::see_copies(&desk, patient_id).await
}

/// Keeps a copy: of a scan, or of a file chosen in the system's own dialog.
#[tauri::command]
#[specta::specta]
pub async fn keep_copy(
    app: State<'_, App>,
    window: WebviewWindow,
    patient_id: String,
    form: CopyForm,
    scan_id: Option<String>,
) -> Result<KeptCopyView> {
    let desk = app.open().await?;
    copies::keep_copy(&desk, patient_id, form, scan_id, || crate::dialogs::pick_scan(window)).await
}

/// Opens a copy to look at.
#[tauri::command]
#[specta::specta]
pub async fn open_copy(app: State<'_, App>, copy_id: String) -> Result<CopyPageView> {
    let desk = app.open().await?;
    copies::open_copy(&desk, copy_id).await
}

/// Deletes a copy before its day.
#[tauri::command]
#[specta::specta]
pub async fn delete_copy(app: State<'_, App>, copy_id: String) -> Result<CopiesView> {
    let desk = app.open().await?;
    copies::delete_copy(&desk, copy_id).await
}

/// The scans in the scanner's folder.
#[tauri::command]
#[specta::specta]
pub async fn list_scans(app: State<'_, App>) -> Result<Vec<ScanView>> {
    let desk = app.open().await?;
    copies::list_scans(&desk).await
}

/// Deletes a scan from the scanner's folder.
#[tauri::command]
#[specta::specta]
pub async fn delete_scan(app: State<'_, App>, scan_id: String) -> Result<Vec<ScanView>> {
    let desk = app.open().await?;
    copies::delete_scan(&desk, scan_id).await
}

/// Sets the scanner's folder, chosen in the system's own dialog.
#[tauri::command]
#[specta::specta]
pub async fn choose_scan_folder(app: State<'_, App>, window: WebviewWindow) -> Result<ClinicView> {
    let desk = app.open().await?;
    copies::choose_scan_folder(&desk, || crate::dialogs::pick_folder(window)).await
}

/// Sets how many days a copy may stay.
#[tauri::command]
#[specta::specta]
pub async fn set_copy_days(app: State<'_, App>, days: u32) -> Result<ClinicView> {
    let desk = app.open().await?;
    copies::set_copy_days(&desk, days).await
}
