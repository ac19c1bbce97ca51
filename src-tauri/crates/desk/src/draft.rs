//! Unfinished work.


use crate::error::{DeskError, Result};
use crate::open::OpenDesk;

/// Keeps unfinished work.
pub async fn save_draft(desk: &OpenDesk, screen: String, subject: String, json: String) -> Result<()> {
    let _ = (desk, screen, subject, json);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Unfinished work, if any.
pub async fn load_draft(desk: &OpenDesk, screen: String, subject: String) -> Result<Option<String>> {
    let _ = (desk, screen, subject);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Drops unfinished work.
pub async fn drop_draft(desk: &OpenDesk, screen: String, subject: String) -> Result<()> {
    let _ = (desk, screen, subject);
    Err(DeskError::new("not-built", "This is not built yet."))
}

