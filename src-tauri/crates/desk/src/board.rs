//! The desk: arrivals, what is due, search.


use crate::error::{DeskError, Result};
use crate::open::OpenDesk;
use crate::views::board::{ArrivalForm, ArrivalView, BoardView, SearchView};

/// The desk: arrivals and what is due.
pub async fn see_board(desk: &OpenDesk) -> Result<BoardView> {
    let _ = (desk);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Search as you type.
pub async fn search(desk: &OpenDesk, text: String) -> Result<SearchView> {
    let _ = (desk, text);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Adds a booking for today or a walk-in.
pub async fn add_arrival(desk: &OpenDesk, form: ArrivalForm) -> Result<ArrivalView> {
    let _ = (desk, form);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// The patient has come.
pub async fn mark_here(desk: &OpenDesk, arrival_id: String) -> Result<BoardView> {
    let _ = (desk, arrival_id);
    Err(DeskError::new("not-built", "This is not built yet."))
}

