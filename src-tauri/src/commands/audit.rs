//! The audit.

use frontdesk_desk::Result;
use frontdesk_desk::audit;
use frontdesk_desk::views::audit::{AuditFilter, AuditPageView, AuditVerifiedView};
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
