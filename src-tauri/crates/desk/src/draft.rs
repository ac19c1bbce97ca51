//! Unfinished work: kept as it is typed, gone when it is done or after seven days.

use chrono::{DateTime, Duration, SecondsFormat, Utc};
use frontdesk_domain::role::UseCase;
use frontdesk_store::{Conn, draft};
use serde_json::{Map, Value};

use crate::clock::local_day;
use crate::error::{DeskError, Result};
use crate::open::OpenDesk;

/// Days a draft waits.
const KEPT_DAYS: i64 = 7;
/// Kept under this screen's name: where a person was when the desk locked.
const PLACE: &str = "place";
/// Longest draft, in bytes.
const JSON_MAX: usize = 64 * 1024;
/// Longest name of a screen or subject, in bytes.
const KEY_MAX: usize = 64;

/// Keeps unfinished work. `json` is any JSON value up to 64 KB; the subject is an id, or empty.
pub async fn save_draft(desk: &OpenDesk, screen: String, subject: String, json: String) -> Result<()> {
    check_key(&screen, &subject)?;
    if json.len() > JSON_MAX {
        return Err(DeskError::new(
            "draft-too-large",
            "There is too much here to be kept while you type. Save it now, or shorten it.",
        ));
    }
    let value: Value = serde_json::from_str(&json).map_err(|_| {
        DeskError::new("draft-unreadable", "What you type here is not being kept. Save it soon, or write it down.")
    })?;
    if value.is_null() {
        return drop_draft(desk, screen, subject).await;
    }
    desk.look(UseCase::KeepDraft).await?;
    let staff = desk.who().id;
    let mut write = desk.store()?.write().await?;
    draft::save(write.conn(), &screen, &subject, &staff, &json, &desk.clock().stamp()).await?;
    Ok(write.commit().await?)
}

/// Unfinished work, if any.
pub async fn load_draft(desk: &OpenDesk, screen: String, subject: String) -> Result<Option<String>> {
    check_key(&screen, &subject)?;
    let mut look = desk.look(UseCase::KeepDraft).await?;
    Ok(draft::load(look.conn(), &screen, &subject, &desk.who().id, &oldest(desk.surely_past())).await?)
}

/// What one's own unfinished work on a screen is about.
pub(crate) async fn begun(desk: &OpenDesk, conn: &mut Conn, screen: &str) -> Result<Vec<String>> {
    Ok(draft::subjects(conn, screen, &desk.who().id, &oldest(desk.surely_past())).await?)
}

/// Unfinished work as one's own screen kept it; none when it is no object.
pub(crate) async fn kept(desk: &OpenDesk, conn: &mut Conn, screen: &str, subject: &str) -> Result<Map<String, Value>> {
    let json = draft::load(conn, screen, subject, &desk.who().id, &oldest(desk.surely_past())).await?;
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
}

/// Puts a patient's own answers beside what is kept of their visit already: `change` says how.
pub(crate) async fn keep_answers(
    desk: &OpenDesk,
    screen: &str,
    subject: &str,
    change: impl FnOnce(&mut Map<String, Value>),
) -> Result<()> {
    drop(desk.look(UseCase::KeepHandedOver).await?);
    check_key(screen, subject)?;
    let mut write = desk.store()?.write().await?;
    let mut form = kept(desk, write.conn(), screen, subject).await?;
    change(&mut form);
    let json = Value::Object(form).to_string();
    if json.len() <= JSON_MAX {
        draft::save(write.conn(), screen, subject, &desk.who().id, &json, &desk.clock().stamp()).await?;
    }
    Ok(write.commit().await?)
}

/// Drops unfinished work.
pub async fn drop_draft(desk: &OpenDesk, screen: String, subject: String) -> Result<()> {
    check_key(&screen, &subject)?;
    desk.look(UseCase::KeepDraft).await?;
    let staff = desk.who().id;
    let mut write = desk.store()?.write().await?;
    draft::drop(write.conn(), &screen, &subject, &staff).await?;
    Ok(write.commit().await?)
}

/// Empties everybody's drafts that waited too long, and says of one's own, once, that they are gone.
pub(crate) async fn take_expired(desk: &OpenDesk) -> Result<Vec<String>> {
    if !desk.may_delete_by_date() {
        return Ok(Vec::new());
    }
    let (staff, before) = (desk.who().id, oldest(desk.surely_past()));
    let mut look = desk.look(UseCase::KeepDraft).await?;
    if !draft::any_expired(look.conn(), &staff, &before).await? {
        return Ok(Vec::new());
    }
    drop(look);
    let mut write = desk.store()?.write().await?;
    draft::expire(write.conn(), &before).await?;
    let gone = draft::take_expired(write.conn(), &staff).await?;
    write.commit().await?;
    Ok(gone
        .iter()
        // Where somebody was is nothing they typed.
        .filter(|draft| draft.screen != PLACE)
        .map(|draft| {
            format!(
                "{} of {} was not finished within {KEPT_DAYS} days. What was typed is deleted.",
                screen_words(&draft.screen),
                local_day(&draft.updated_at)
            )
        })
        .collect())
}

/// The oldest instant a draft is kept from.
fn oldest(now: DateTime<Utc>) -> String {
    (now - Duration::days(KEPT_DAYS)).to_rfc3339_opts(SecondsFormat::Millis, true)
}

fn screen_words(screen: &str) -> &'static str {
    match screen {
        "register-patient" => "Your new patient",
        "edit-patient" => "Your change to a patient",
        "check-in" => "Your check-in",
        "paper" => "The answers you read off a paper",
        "parental" => "Your parental-responsibility record",
        "request" => "Your request",
        "wording" => "Your change of a wording",
        _ => "Your work",
    }
}

// A screen is one of the window's names; a subject an id. Neither is ever something typed.
fn check_key(screen: &str, subject: &str) -> Result<()> {
    let is_code = |text: &str| text.len() <= KEY_MAX && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if !screen.is_empty() && is_code(screen) && is_code(subject) {
        Ok(())
    } else {
        Err(DeskError::new("draft-key", "What you type here is not being kept. Save it soon, or write it down."))
    }
}
