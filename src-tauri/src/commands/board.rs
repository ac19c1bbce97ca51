//! The desk: arrivals, what is due, search.

use frontdesk_desk::Result;
use frontdesk_desk::board;
use frontdesk_desk::views::board::{ArrivalForm, ArrivalView, BoardView, SearchView};
use tauri::State;

use crate::session::App;

/// The desk: arrivals and what is due.
#[tauri::command]
#[specta::specta]
pub async fn see_board(app: State<'_, App>) -> Result<BoardView> {
    let desk = app.open().await?;
    board::see_board(&desk).await
}

/// Search as you type.
#[tauri::command]
#[specta::specta]
pub async fn search(app: State<'_, App>, text: String) -> Result<SearchView> {
    let desk = app.open().await?;
    board::search(&desk, text).await
}

/// Adds a booking for today or a walk-in.
#[tauri::command]
#[specta::specta]
pub async fn add_arrival(app: State<'_, App>, form: ArrivalForm) -> Result<ArrivalView> {
    let desk = app.open().await?;
    board::add_arrival(&desk, form).await
}

/// The patient has come.
#[tauri::command]
#[specta::specta]
pub async fn mark_here(app: State<'_, App>, arrival_id: String) -> Result<BoardView> {
    let desk = app.open().await?;
    board::mark_here(&desk, arrival_id).await
}
