//! What the desk has to say.

use frontdesk_desk::Result;
use frontdesk_desk::notices;
use frontdesk_desk::views::session::NoticeView;
use tauri::State;

use crate::session::App;

/// What the desk has to say now.
#[tauri::command]
#[specta::specta]
pub async fn see_notices(app: State<'_, App>) -> Result<Vec<NoticeView>> {
    let desk = app.glance().await?;
    notices::see_notices(&desk).await
}

/// Puts a notice off until tomorrow.
#[tauri::command]
#[specta::specta]
pub async fn put_off_notice(app: State<'_, App>, code: String) -> Result<Vec<NoticeView>> {
    let desk = app.open().await?;
    notices::put_off_notice(&desk, code).await
}
