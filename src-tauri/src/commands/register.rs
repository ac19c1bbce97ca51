//! The due diligence register.

use frontdesk_desk::Result;
use frontdesk_desk::register;
use frontdesk_desk::views::paper::{DocumentView, FileView};
use frontdesk_desk::views::register::{RegisterFilter, RegisterPageView};
use tauri::State;

use crate::session::App;

/// A page of checks and refusals, newest first.
#[tauri::command]
#[specta::specta]
pub async fn see_register(
    app: State<'_, App>,
    filter: RegisterFilter,
    after: Option<String>,
) -> Result<RegisterPageView> {
    let desk = app.open().await?;
    register::see_register(&desk, filter, after).await
}

/// Makes the register as a document.
#[tauri::command]
#[specta::specta]
pub async fn make_register(app: State<'_, App>, filter: RegisterFilter) -> Result<DocumentView> {
    let desk = app.open().await?;
    register::make_register(&desk, filter).await
}

/// Makes the register as a CSV file to save.
#[tauri::command]
#[specta::specta]
pub async fn make_register_file(app: State<'_, App>, filter: RegisterFilter) -> Result<FileView> {
    let desk = app.open().await?;
    register::make_register_file(&desk, filter).await
}
