//! The words patients are asked in: a change is a new version, and the practice manager approves a version by name.

use std::sync::Arc;

use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::role::UseCase;
use frontdesk_domain::wording::{self, ApprovalForm, WordingForm};
use frontdesk_store::clinic_version;

use super::see_clinic;
use crate::error::{DeskError, Result};
use crate::open::{Act, Entry, Id, OpenDesk, write};
use crate::views::clinic::ClinicView;

/// Keeps a wording as a new version, an example until it is approved. Answers on the version before are asked again.
pub async fn revise_wording(desk: &OpenDesk, form: WordingForm) -> Result<ClinicView> {
    let mut act = desk.begin(UseCase::ReviseWording).await?;
    let current = clinic_version::current(act.conn()).await?.clinic;
    let after = wording::revise(&current, &form, desk.clock().today()).map_err(DeskError::fields)?;
    keep(desk, act, after, &form.id, "wording").await
}

/// Approves the newest version of a wording.
pub async fn approve_wording(desk: &OpenDesk, form: ApprovalForm) -> Result<ClinicView> {
    let mut act = desk.begin(UseCase::ApproveWording).await?;
    let current = clinic_version::current(act.conn()).await?.clinic;
    let by = desk.who().name;
    let after = wording::approve(&current, &form, &by, desk.clock().today()).map_err(DeskError::fields)?;
    keep(desk, act, after, &form.id, "approval").await
}

async fn keep(desk: &OpenDesk, mut act: Act, after: Clinic, wording: &str, note: &str) -> Result<ClinicView> {
    let (at, by) = (act.at.clone(), act.by().clone());
    let version = clinic_version::append(act.conn(), &after, &at, by.as_str(), note).await?;
    let newest = after.wording(wording).map_or(0, |wording| wording.version);
    let entry = Entry::about("wording", Id::held(wording));
    act.commit(entry.with("wording-version", newest).with("clinic-version", version)).await?;
    *write(&desk.clinic) = Arc::new(after);
    see_clinic(desk).await
}
