//! Staff and passphrases.

use frontdesk_desk::Result;
use frontdesk_desk::secret::Secret;
use frontdesk_desk::staff;
use frontdesk_desk::views::session::{LooseKeyView, SessionView, StaffForm, StaffView, Theme};
use tauri::State;

use crate::session::App;

/// Everybody with a key.
#[tauri::command]
#[specta::specta]
pub async fn list_staff(app: State<'_, App>) -> Result<Vec<StaffView>> {
    let desk = app.open().await?;
    staff::list_staff(&desk).await
}

/// Adds a member of staff.
#[tauri::command]
#[specta::specta]
pub async fn add_staff(app: State<'_, App>, form: StaffForm) -> Result<Vec<StaffView>> {
    let desk = app.open().await?;
    staff::add_staff(&desk, form).await
}

/// Removes a member of staff and changes the database's key.
#[tauri::command]
#[specta::specta]
pub async fn remove_staff(app: State<'_, App>, staff_id: String) -> Result<Vec<StaffView>> {
    let desk = app.open().await?;
    staff::remove_staff(&desk, staff_id).await
}

/// Gives somebody a first passphrase anew.
#[tauri::command]
#[specta::specta]
pub async fn reset_passphrase(app: State<'_, App>, staff_id: String, passphrase: Secret) -> Result<Vec<StaffView>> {
    let desk = app.open().await?;
    staff::reset_passphrase(&desk, staff_id, passphrase).await
}

/// Keys that belong to nobody at this desk.
#[tauri::command]
#[specta::specta]
pub async fn list_loose_keys(app: State<'_, App>) -> Result<Vec<LooseKeyView>> {
    let desk = app.open().await?;
    staff::list_loose_keys(&desk).await
}

/// Removes a key that belongs to nobody, and changes the database's key.
#[tauri::command]
#[specta::specta]
pub async fn remove_loose_key(app: State<'_, App>, slot_id: String) -> Result<Vec<LooseKeyView>> {
    let desk = app.open().await?;
    staff::remove_loose_key(&desk, slot_id).await
}

/// Replaces this computer's key; everybody else then needs a first passphrase.
#[tauri::command]
#[specta::specta]
pub async fn replace_device_key(app: State<'_, App>, passphrase: Secret) -> Result<Vec<StaffView>> {
    let desk = app.open().await?;
    staff::replace_device_key(&desk, passphrase).await
}

/// Changes one's own passphrase.
#[tauri::command]
#[specta::specta]
pub async fn change_passphrase(
    app: State<'_, App>,
    current: Secret,
    fresh: Secret,
    again: Secret,
) -> Result<SessionView> {
    let desk = app.open().await?;
    staff::change_passphrase(&desk, current, fresh, again).await
}

/// Sets how the window looks for this person.
#[tauri::command]
#[specta::specta]
pub async fn set_theme(app: State<'_, App>, theme: Theme) -> Result<SessionView> {
    let desk = app.open().await?;
    staff::set_theme(&desk, theme).await
}
