//! Signed forms that come back.

use frontdesk_desk::Result;
use frontdesk_desk::paper_back;
use frontdesk_desk::views::paper_back::{
    AssignPaperForm, FilePageForm, PagePictureView, PaperView, PaperVisitsView, PapersView, RecordPaperForm,
    ScannedView,
};
use tauri::{State, WebviewWindow};

use crate::session::App;

/// What is out, what came back, and the tray.
#[tauri::command]
#[specta::specta]
pub async fn see_papers(app: State<'_, App>) -> Result<PapersView> {
    let desk = app.open().await?;
    paper_back::see_papers(&desk).await
}

/// Reads a scan: of the scanner's folder, or of a file chosen in the system's own dialog.
#[tauri::command]
#[specta::specta]
pub async fn scan_papers(app: State<'_, App>, window: WebviewWindow, scan_id: Option<String>) -> Result<ScannedView> {
    let desk = app.open().await?;
    paper_back::scan_papers(&desk, scan_id, || crate::dialogs::pick_papers(window)).await
}

/// Opens a paper with its pages.
#[tauri::command]
#[specta::specta]
pub async fn open_paper(app: State<'_, App>, paper_id: String) -> Result<PaperView> {
    let desk = app.open().await?;
    paper_back::open_paper(&desk, paper_id).await
}

/// Opens one page to look at.
#[tauri::command]
#[specta::specta]
pub async fn open_page(app: State<'_, App>, page_id: String) -> Result<PagePictureView> {
    let desk = app.open().await?;
    paper_back::open_page(&desk, page_id).await
}

/// Files a page by hand.
#[tauri::command]
#[specta::specta]
pub async fn file_page(app: State<'_, App>, form: FilePageForm) -> Result<PapersView> {
    let desk = app.open().await?;
    paper_back::file_page(&desk, form).await
}

/// Throws a page away.
#[tauri::command]
#[specta::specta]
pub async fn throw_page(app: State<'_, App>, page_id: String, reason: String) -> Result<PapersView> {
    let desk = app.open().await?;
    paper_back::throw_page(&desk, page_id, reason).await
}

/// A patient's visits that a blank form may belong to.
#[tauri::command]
#[specta::specta]
pub async fn paper_visits(app: State<'_, App>, paper_id: String, patient_id: String) -> Result<PaperVisitsView> {
    let desk = app.open().await?;
    paper_back::paper_visits(&desk, paper_id, patient_id).await
}

/// Says whose a blank form is.
#[tauri::command]
#[specta::specta]
pub async fn assign_paper(app: State<'_, App>, form: AssignPaperForm) -> Result<PaperView> {
    let desk = app.open().await?;
    paper_back::assign_paper(&desk, form).await
}

/// Records the answers a paper shows.
#[tauri::command]
#[specta::specta]
pub async fn record_paper(app: State<'_, App>, form: RecordPaperForm) -> Result<PaperView> {
    let desk = app.open().await?;
    paper_back::record_paper(&desk, form).await
}

/// Closes a paper nothing is recorded from.
#[tauri::command]
#[specta::specta]
pub async fn close_paper(app: State<'_, App>, paper_id: String, reason: String) -> Result<PaperView> {
    let desk = app.open().await?;
    paper_back::close_paper(&desk, paper_id, reason).await
}
