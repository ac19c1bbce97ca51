//! Rights requests.

use frontdesk_desk::Result;
use frontdesk_desk::request;
use frontdesk_desk::views::paper::DocumentView;
use frontdesk_desk::views::request::{ReleaseForm, ReleaseView, RequestForm, RequestRowView, RequestView, SettleForm};
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

/// Links a request to the adult whose proof it rests on.
#[tauri::command]
#[specta::specta]
pub async fn link_adult(app: State<'_, App>, request_id: String, adult_id: String) -> Result<RequestView> {
    let desk = app.open().await?;
    request::link_adult(&desk, request_id, adult_id).await
}

/// Opens what a request about a child waits for.
#[tauri::command]
#[specta::specta]
pub async fn open_release(app: State<'_, App>, request_id: String) -> Result<ReleaseView> {
    let desk = app.open().await?;
    request::open_release(&desk, request_id).await
}

/// Releases a response about a child.
#[tauri::command]
#[specta::specta]
pub async fn release_request(app: State<'_, App>, form: ReleaseForm) -> Result<DocumentView> {
    let desk = app.open().await?;
    request::release_request(&desk, form).await
}

/// Opens the response that was released.
#[tauri::command]
#[specta::specta]
pub async fn open_released(app: State<'_, App>, request_id: String) -> Result<DocumentView> {
    let desk = app.open().await?;
    request::open_released(&desk, request_id).await
}

/// Decides a deletion or a correction, or refuses a request about a child.
#[tauri::command]
#[specta::specta]
pub async fn settle_request(app: State<'_, App>, form: SettleForm) -> Result<RequestView> {
    let desk = app.open().await?;
    request::settle_request(&desk, form).await
}
