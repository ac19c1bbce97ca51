//! Rights requests.

use frontdesk_desk::Result;
use frontdesk_desk::request;
use frontdesk_desk::views::request::{RequestForm, RequestRowView, RequestView};
use frontdesk_domain::clock::{Clock, Right};
use frontdesk_domain::patient::TypedDate;
use tauri::State;

use crate::session::App;

/// The clock of a request not yet logged.
#[tauri::command]
#[specta::specta]
pub async fn preview_clock(app: State<'_, App>, right: Right, received: TypedDate, id_asked: bool) -> Result<Clock> {
    let desk = app.open().await?;
    request::preview_clock(&desk, right, received, id_asked).await
}

/// Logs a request.
#[tauri::command]
#[specta::specta]
pub async fn log_request(app: State<'_, App>, form: RequestForm) -> Result<RequestView> {
    let desk = app.open().await?;
    request::log_request(&desk, form).await
}

/// The board, by due date.
#[tauri::command]
#[specta::specta]
pub async fn list_requests(app: State<'_, App>) -> Result<Vec<RequestRowView>> {
    let desk = app.open().await?;
    request::list_requests(&desk).await
}

/// Opens a request.
#[tauri::command]
#[specta::specta]
pub async fn open_request(app: State<'_, App>, request_id: String) -> Result<RequestView> {
    let desk = app.open().await?;
    request::open_request(&desk, request_id).await
}
