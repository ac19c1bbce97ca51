//! What the desk has to say.

use frontdesk_desk::views::session::{DateView, NoticeView};
use frontdesk_desk::{Result, doubt, notices};
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

/// Both dates, while the clock is doubted.
#[tauri::command]
#[specta::specta]
pub async fn see_date(app: State<'_, App>) -> Result<DateView> {
    let desk = app.open().await?;
    doubt::see_date(&desk).await
}

/// The date the computer says is right.
#[tauri::command]
#[specta::specta]
pub async fn confirm_date(app: State<'_, App>, day: String) -> Result<Vec<NoticeView>> {
    let desk = app.open().await?;
    doubt::confirm_date(&desk, day).await
}
