//! The audit.

use frontdesk_desk::views::audit::{AnchorReason, AnchorView, AuditFilter, AuditPageView, AuditVerifiedView};
use frontdesk_desk::views::session::NoticeView;
use frontdesk_desk::{Result, anchor, audit};
use tauri::State;

use crate::session::App;

/// A page of the audit, newest first.
#[tauri::command]
#[specta::specta]
pub async fn see_audit(app: State<'_, App>, filter: AuditFilter) -> Result<AuditPageView> {
    let desk = app.open().await?;
    audit::see_audit(&desk, filter).await
}

/// Verifies the chain.
#[tauri::command]
#[specta::specta]
pub async fn verify_audit(app: State<'_, App>) -> Result<AuditVerifiedView> {
    let desk = app.open().await?;
    audit::verify_audit(&desk).await
}

/// The entry kept in the keyring, beside the newest of these records.
#[tauri::command]
#[specta::specta]
pub async fn see_anchor(app: State<'_, App>) -> Result<AnchorView> {
    let desk = app.open().await?;
    anchor::see_anchor(&desk).await
}

/// Ends an alarm about it, with what happened.
#[tauri::command]
#[specta::specta]
pub async fn settle_anchor(app: State<'_, App>, reason: AnchorReason) -> Result<Vec<NoticeView>> {
    let desk = app.open().await?;
    anchor::settle_anchor(&desk, reason).await
}
