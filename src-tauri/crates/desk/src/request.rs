//! Rights requests.

use frontdesk_domain::clock::{Clock, Right};
use frontdesk_domain::patient::TypedDate;

use crate::error::{DeskError, Result};
use crate::open::OpenDesk;
use crate::views::request::{RequestForm, RequestRowView, RequestView};

/// The clock of a request not yet logged.
pub async fn preview_clock(desk: &OpenDesk, right: Right, received: TypedDate, id_asked: bool) -> Result<Clock> {
    let _ = (desk, right, received, id_asked);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Logs a request.
pub async fn log_request(desk: &OpenDesk, form: RequestForm) -> Result<RequestView> {
    let _ = (desk, form);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// The board, by due date.
pub async fn list_requests(desk: &OpenDesk) -> Result<Vec<RequestRowView>> {
    let _ = (desk);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Opens a request.
pub async fn open_request(desk: &OpenDesk, request_id: String) -> Result<RequestView> {
    let _ = (desk, request_id);
    Err(DeskError::new("not-built", "This is not built yet."))
}

