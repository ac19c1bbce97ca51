//! The clinic's catalogue.

use frontdesk_desk::Result;
use frontdesk_desk::views::clinic::ClinicView;
use frontdesk_desk::views::session::{ClinicForm, SetAsideView};
use frontdesk_desk::{clinic, set_aside};
use frontdesk_domain::wording::{ApprovalForm, WordingForm};
use tauri::State;

use crate::session::App;

/// The clinic's catalogue.
#[tauri::command]
#[specta::specta]
pub async fn see_clinic(app: State<'_, App>) -> Result<ClinicView> {
    let desk = app.open().await?;
    clinic::see_clinic(&desk).await
}

/// Changes the clinic's details as a new version of the catalogue.
#[tauri::command]
#[specta::specta]
pub async fn edit_clinic(app: State<'_, App>, form: ClinicForm) -> Result<ClinicView> {
    let desk = app.open().await?;
    clinic::edit_clinic(&desk, form).await
}

/// Sets how long the desk waits before it locks itself, 1 to 15 minutes.
#[tauri::command]
#[specta::specta]
pub async fn set_idle_minutes(app: State<'_, App>, minutes: u32) -> Result<ClinicView> {
    let desk = app.open().await?;
    clinic::set_idle_minutes(&desk, minutes).await
}

/// Keeps a wording as a new version.
#[tauri::command]
#[specta::specta]
pub async fn revise_wording(app: State<'_, App>, form: WordingForm) -> Result<ClinicView> {
    let desk = app.open().await?;
    clinic::revise_wording(&desk, form).await
}

/// Approves the newest version of a wording.
#[tauri::command]
#[specta::specta]
pub async fn approve_wording(app: State<'_, App>, form: ApprovalForm) -> Result<ClinicView> {
    let desk = app.open().await?;
    clinic::approve_wording(&desk, form).await
}

/// What was set aside on this computer.
#[tauri::command]
#[specta::specta]
pub async fn see_set_aside(app: State<'_, App>) -> Result<Vec<SetAsideView>> {
    let desk = app.open().await?;
    set_aside::see_set_aside(&desk).await
}
