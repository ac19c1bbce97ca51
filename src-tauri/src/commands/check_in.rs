//! Check-in: identity, age, consents.

use frontdesk_desk::Result;
use frontdesk_desk::check_in;
use frontdesk_desk::views::board::BoardView;
use frontdesk_desk::views::check_in::{
    CheckInView, ConsentsForm, CrossCheckForm, CrossCheckView, IdentityForm, TurnAwayForm, ZoneView,
};
use frontdesk_domain::clinician::ClinicianForm;
use frontdesk_domain::patient::TypedDate;
use tauri::State;

use crate::session::App;

/// Opens a check-in where it was left.
#[tauri::command]
#[specta::specta]
pub async fn open_check_in(app: State<'_, App>, arrival_id: String) -> Result<CheckInView> {
    let desk = app.open().await?;
    check_in::open_check_in(&desk, arrival_id).await
}

/// Reads a machine-readable zone and compares it with the record, if there is one.
#[tauri::command]
#[specta::specta]
pub async fn read_zone(app: State<'_, App>, arrival_id: Option<String>, text: String) -> Result<ZoneView> {
    let desk = app.open().await?;
    check_in::read_zone(&desk, arrival_id, text).await
}

/// Compares a driver or NHS number with the record.
#[tauri::command]
#[specta::specta]
pub async fn cross_check(app: State<'_, App>, form: CrossCheckForm) -> Result<CrossCheckView> {
    let desk = app.open().await?;
    check_in::cross_check(&desk, form).await
}

/// Records the identity step.
#[tauri::command]
#[specta::specta]
pub async fn record_identity(app: State<'_, App>, form: IdentityForm) -> Result<CheckInView> {
    let desk = app.open().await?;
    check_in::record_identity(&desk, form).await
}

/// Records the age step.
#[tauri::command]
#[specta::specta]
pub async fn record_age(app: State<'_, App>, arrival_id: String, born: Option<TypedDate>) -> Result<CheckInView> {
    let desk = app.open().await?;
    check_in::record_age(&desk, arrival_id, born).await
}

/// Records what a clinician decides at the age gate.
#[tauri::command]
#[specta::specta]
pub async fn decide_age(app: State<'_, App>, arrival_id: String, form: ClinicianForm) -> Result<CheckInView> {
    let desk = app.open().await?;
    check_in::decide_age(&desk, arrival_id, form).await
}

/// Records the answers.
#[tauri::command]
#[specta::specta]
pub async fn record_consents(app: State<'_, App>, form: ConsentsForm) -> Result<CheckInView> {
    let desk = app.open().await?;
    check_in::record_consents(&desk, form).await
}

/// Turned away, with a reason.
#[tauri::command]
#[specta::specta]
pub async fn turn_away(app: State<'_, App>, form: TurnAwayForm) -> Result<BoardView> {
    let desk = app.open().await?;
    check_in::turn_away(&desk, form).await
}
