//! Start, set-up, unlock, lock, recovery.

use frontdesk_desk::lock::LockReason;
use frontdesk_desk::secret::Secret;
use frontdesk_desk::views::session::{RecoveredView, RecoveryView, SessionView, SetUpForm, StartView};
use frontdesk_desk::{Result, recovery, unlock};
use tauri::{State, WebviewWindow};

use crate::session::App;

/// Where the app stands: the first thing the window asks.
#[tauri::command]
#[specta::specta]
pub async fn start(app: State<'_, App>) -> Result<StartView> {
    app.start().await
}

/// Tries again what kept the app from starting.
#[tauri::command]
#[specta::specta]
pub async fn retry_start(app: State<'_, App>) -> Result<StartView> {
    app.at_the_desk().await?;
    app.enter().await;
    app.start().await
}

/// The wizard: makes the vault, the database and the first account, and opens the desk.
#[tauri::command]
#[specta::specta]
pub async fn set_up(app: State<'_, App>, form: SetUpForm) -> Result<RecoveryView> {
    app.set_up(form).await
}

/// Brings a copy of a clinic here, from a folder chosen in the system's own dialog.
#[tauri::command]
#[specta::specta]
pub async fn bring_clinic(app: State<'_, App>, window: WebviewWindow) -> Result<StartView> {
    app.takes_a_copy().await?;
    app.bring_clinic(crate::dialogs::pick_clinic(window).await).await?;
    app.start().await
}

/// A throw-away clinic with fictional patients, in its own folder.
#[tauri::command]
#[specta::specta]
pub async fn start_demo(app: State<'_, App>) -> Result<StartView> {
    app.start_demo().await?;
    app.start().await
}

/// Two groups typed back from the paper: the sheet is in safe hands.
#[tauri::command]
#[specta::specta]
pub async fn confirm_recovery(app: State<'_, App>, groups: Vec<Secret>) -> Result<SessionView> {
    let desk = app.open().await?;
    recovery::confirm(&desk, groups).await
}

/// A new recovery sheet; the old one stops working.
#[tauri::command]
#[specta::specta]
pub async fn reissue_recovery(app: State<'_, App>) -> Result<RecoveryView> {
    let desk = app.open().await?;
    recovery::reissue(&desk).await
}

/// Unlocks the desk.
#[tauri::command]
#[specta::specta]
pub async fn unlock(app: State<'_, App>, slot_id: String, passphrase: Secret) -> Result<SessionView> {
    app.unlock(slot_id, passphrase).await
}

/// Who can be given a new passphrase with this recovery code.
#[tauri::command]
#[specta::specta]
pub async fn open_recovery(app: State<'_, App>, code: Secret) -> Result<RecoveredView> {
    app.open_recovery(code).await
}

/// Sets a new passphrase with the recovery code, opens the desk, and makes a new sheet.
#[tauri::command]
#[specta::specta]
pub async fn finish_recovery(
    app: State<'_, App>,
    slot_id: String,
    passphrase: Secret,
    again: Secret,
) -> Result<RecoveryView> {
    app.finish_recovery(slot_id, passphrase, again).await
}

/// Locks the desk.
#[tauri::command]
#[specta::specta]
pub async fn lock(app: State<'_, App>) -> Result<StartView> {
    app.lock(LockReason::ByHand).await;
    app.start().await
}

/// Hides the screen, as F8 does; F8 shows it again.
#[tauri::command]
#[specta::specta]
pub async fn hide(app: State<'_, App>) -> Result<()> {
    app.hide_or_show();
    Ok(())
}

/// What was typed and not kept yet has been handed over: the lock that asked for it goes on.
#[tauri::command]
#[specta::specta]
pub async fn drafts_kept(app: State<'_, App>) -> Result<()> {
    app.kept();
    Ok(())
}

/// The first screen of a fresh page is drawn: the cover may go.
#[tauri::command]
#[specta::specta]
pub async fn drawn(app: State<'_, App>) -> Result<()> {
    app.drawn();
    Ok(())
}

/// Somebody is at the keyboard.
#[tauri::command]
#[specta::specta]
pub async fn touch(app: State<'_, App>) -> Result<()> {
    app.touch().await;
    Ok(())
}

/// Four random words, offered as a passphrase.
#[tauri::command]
#[specta::specta]
pub fn suggest_passphrase() -> Result<Secret> {
    unlock::suggest_passphrase()
}
