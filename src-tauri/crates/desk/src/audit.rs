//! The audit.


use crate::error::{DeskError, Result};
use crate::open::OpenDesk;
use crate::views::audit::{AuditFilter, AuditPageView, AuditVerifiedView};

/// A page of the audit, newest first.
pub async fn see_audit(desk: &OpenDesk, filter: AuditFilter) -> Result<AuditPageView> {
    let _ = (desk, filter);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Verifies the chain.
pub async fn verify_audit(desk: &OpenDesk) -> Result<AuditVerifiedView> {
    let _ = (desk);
    Err(DeskError::new("not-built", "This is not built yet."))
}

