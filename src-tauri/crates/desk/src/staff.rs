//! Staff and passphrases.


use crate::error::{DeskError, Result};
use crate::open::OpenDesk;
use crate::views::session::{SessionView, StaffForm, StaffView, Theme};

/// Everybody with a key.
pub async fn list_staff(desk: &OpenDesk) -> Result<Vec<StaffView>> {
    let _ = (desk);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Adds a member of staff.
pub async fn add_staff(desk: &OpenDesk, form: StaffForm) -> Result<Vec<StaffView>> {
    let _ = (desk, form);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Removes a member of staff and changes the database's key.
pub async fn remove_staff(desk: &OpenDesk, staff_id: String) -> Result<Vec<StaffView>> {
    let _ = (desk, staff_id);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Gives somebody a first passphrase anew.
pub async fn reset_passphrase(desk: &OpenDesk, staff_id: String, passphrase: String) -> Result<Vec<StaffView>> {
    let _ = (desk, staff_id, passphrase);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Changes one's own passphrase.
pub async fn change_passphrase(desk: &OpenDesk, old: String, new: String, again: String) -> Result<SessionView> {
    let _ = (desk, old, new, again);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Sets how the window looks for this person.
pub async fn set_theme(desk: &OpenDesk, theme: Theme) -> Result<SessionView> {
    let _ = (desk, theme);
    Err(DeskError::new("not-built", "This is not built yet."))
}

