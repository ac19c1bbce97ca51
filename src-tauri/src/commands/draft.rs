//! Unfinished work.

use frontdesk_desk::Result;
use frontdesk_desk::draft;
use tauri::State;

use crate::session::App;

/// Keeps unfinished work.
#[tauri::command]
#[specta::specta]
pub async fn save_draft(app: State<'_, App>, screen: String, subject: String, json: String) -> Result<()> {
    let desk = app.open().await?;
    draft::save_draft(&desk, screen, subject, json).await
}

/// Unfinished work, if any.
#[tauri::command]
#[specta::specta]
pub async fn load_draft(app: State<'_, App>, screen: String, subject: String) -> Result<Option<String>> {
    let desk = app.open().await?;
    draft::load_draft(&desk, screen, subject).await
}

/// Drops unfinished work.
#[tauri::command]
#[specta::specta]
pub async fn drop_draft(app: State<'_, App>, screen: String, subject: String) -> Result<()> {
    let desk = app.open().await?;
    draft::drop_draft(&desk, screen, subject).await
}
