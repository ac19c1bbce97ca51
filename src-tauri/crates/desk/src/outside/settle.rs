//! What was cut off: looked at when the desk is unlocked, given its outcome once, and told.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use frontdesk_domain::anchor::Kept;
use frontdesk_domain::id::StaffId;
use frontdesk_domain::role::UseCase;
use frontdesk_store::audit_entry::{self, NewEntry, Outcome};
use frontdesk_store::cut_off::{self, CutOff, Found};
use frontdesk_store::outside_act::{self, OutsideAct};
use frontdesk_store::{Store, staff};
use serde_json::{Map, Value};

use super::aim::{Aim, generation};
use super::told;
use crate::error::Result;
use crate::house::House;
use crate::saved_file;

/// The program itself, in the audit: nobody did this.
const DESK: &str = "desk";
/// The act was begun and not carried out.
const INTERRUPTED: &str = "interrupted";
/// The act was begun, and nothing here can tell whether it was carried out.
const CUT_OFF: &str = "cut-off";
/// A disk that does not answer keeps nobody out of the desk.
const LOOK_LIMIT: Duration = Duration::from_secs(5);

/// Gives every act that was cut off its outcome. Called at an unlock, before anything else is done.
///
/// # Errors
/// Those of the store.
pub(crate) async fn settle(house: &Arc<House>, store: &Store) -> Result<()> {
    let mut read = store.read().await?;
    let left = outside_act::left(read.conn()).await?;
    drop(read);
    for act in left {
        let aim = Aim::from_json(&act.aim);
        let found = look(house, aim.as_ref()).await;
        end(house, store, &act, found).await?;
    }
    Ok(())
}

/// Whether it was carried out.
async fn look(house: &Arc<House>, aim: Option<&Aim>) -> Found {
    let looked = match aim {
        None | Some(Aim::Print | Aim::TakeBack) => return Found::Unknown,
        Some(Aim::Anchor { hash }) => {
            return match crate::anchor::kept(house.clone()).await {
                Kept::Anchor(anchor) if anchor.hash == *hash => Found::Done,
                Kept::Silent => Found::Unknown,
                _ => Found::NotDone,
            };
        }
        Some(Aim::Header { before }) => {
            return match generation(house) {
                now if now <= *before => Found::NotDone,
                _ => Found::Done,
            };
        }
        Some(Aim::File(aim)) => tokio::time::timeout(LOOK_LIMIT, saved_file::look(aim)).await,
        Some(Aim::Scan { path }) => tokio::time::timeout(LOOK_LIMIT, is_gone(path.path())).await,
    };
    looked.unwrap_or(Found::Unknown)
}

/// A file that is not in a folder that is there.
async fn is_gone(path: &Path) -> Found {
    let folder = path.parent().unwrap_or(path);
    match (tokio::fs::symlink_metadata(path).await, tokio::fs::metadata(folder).await) {
        (Ok(_), _) => Found::NotDone,
        (Err(error), Ok(_)) if error.kind() == std::io::ErrorKind::NotFound => Found::Done,
        _ => Found::Unknown,
    }
}

async fn end(house: &House, store: &Store, act: &OutsideAct, found: Found) -> Result<()> {
    let mut write = store.write().await?;
    if !outside_act::take(write.conn(), act.intended).await? {
        return Ok(());
    }
    let (outcome, code) = match found {
        Found::Done => (Outcome::Done, None),
        Found::NotDone => (Outcome::Failed, Some(INTERRUPTED)),
        Found::Unknown => (Outcome::Failed, Some(CUT_OFF)),
    };
    let mut detail: Map<String, Value> = serde_json::from_str(&act.detail).unwrap_or_default();
    detail.insert("of".to_string(), act.intended.into());
    if let Some(code) = code {
        detail.insert("code".to_string(), code.into());
    }
    let at = house.clock.stamp();
    audit_entry::append(
        write.conn(),
        &NewEntry {
            at: &at,
            actor: DESK,
            role: None,
            use_case: &act.use_case,
            outcome,
            subject_kind: &act.subject_kind,
            subject: &act.subject,
            detail: &Value::Object(detail).to_string(),
        },
    )
    .await?;
    if act.use_case == UseCase::ChangePassphrase.code() && found == Found::Done {
        // What would have been written with the outcome: the passphrase is the person's own choice.
        staff::set_must_change(write.conn(), &act.actor, false).await?;
    }
    if act.use_case == UseCase::RemoveStaff.code() && found == Found::Done {
        // The same: their key is gone, and so are they.
        staff::remove(write.conn(), &StaffId(act.subject.clone()), &at).await?;
    }
    if told::is_told(&act.use_case, found) {
        let (use_case, actor, at) = (act.use_case.clone(), act.actor.clone(), act.at.clone());
        cut_off::insert(write.conn(), &CutOff { intended: act.intended, use_case, found, actor, at }).await?;
    }
    Ok(write.commit().await?)
}
