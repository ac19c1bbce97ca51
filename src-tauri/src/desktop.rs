//! What the desktop says: its screen was locked, the computer goes to sleep. Both lock the desk.
//!
//! Heard on the system bus from logind (a session's `Lock` and `LockedHint`, `PrepareForSleep`) and on the session bus from
//! a screen saver (`ActiveChanged`, GNOME's and freedesktop's). A bus or a service that is not there changes nothing else.
//! Anybody of this computer account can send such a signal; all it does is to lock.

use std::collections::HashMap;
use std::time::Duration;

use frontdesk_desk::lock::LockReason;
use futures_util::StreamExt;
use tauri::{AppHandle, Manager};
use zbus::message::Type;
use zbus::zvariant::{OwnedFd, OwnedObjectPath, OwnedValue};
use zbus::{Connection, MatchRule, Message, MessageStream};

use crate::session::App;

const LOGIND: &str = "org.freedesktop.login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const SESSION: &str = "org.freedesktop.login1.Session";
/// How long before a bus that was not there, or went, is looked for again.
const AGAIN: Duration = Duration::from_secs(60);

/// Listens to logind for ever.
pub async fn listen_to_logind(handle: AppHandle) {
    loop {
        let _ = logind(&handle).await;
        tokio::time::sleep(AGAIN).await;
    }
}

/// Listens to the screen savers for ever.
pub async fn listen_to_screen_savers(handle: AppHandle) {
    loop {
        let _ = screen_savers(&handle).await;
        tokio::time::sleep(AGAIN).await;
    }
}

async fn logind(handle: &AppHandle) -> zbus::Result<()> {
    let bus = Connection::system().await?;
    let mut sleep = heard(&bus, MANAGER, "PrepareForSleep").await?;
    let mut lock = heard(&bus, SESSION, "Lock").await?;
    let mut hint = heard(&bus, "org.freedesktop.DBus.Properties", "PropertiesChanged").await?;
    let session = own_session(&bus).await;
    let is_ours = |message: &Message| {
        let path = message.header().path().map(ToString::to_string);
        session.as_deref().is_none_or(|own| path.as_deref() == Some(own))
    };
    // Sleep waits while this is held.
    let mut delay = delay_sleep(&bus).await;
    loop {
        tokio::select! {
            message = sleep.next() => {
                let Some(message) = message else { return Ok(()) };
                // What is no yes or no, or no message at all, is nobody's sleep, and ends no listening.
                let Ok(message) = message else { continue };
                let sleeps = message.body().deserialize::<bool>();
                if sleeps == Ok(true) {
                    locks(handle, LockReason::Sleep).await;
                    delay = None;
                } else if sleeps.is_ok() && delay.is_none() {
                    delay = delay_sleep(&bus).await;
                }
            }
            message = lock.next() => {
                let Some(message) = message else { return Ok(()) };
                if message.is_ok_and(|message| is_ours(&message)) {
                    locks(handle, LockReason::SessionLocked).await;
                }
            }
            message = hint.next() => {
                let Some(message) = message else { return Ok(()) };
                if message.is_ok_and(|message| is_ours(&message) && says_locked(&message)) {
                    locks(handle, LockReason::SessionLocked).await;
                }
            }
        }
    }
}

async fn screen_savers(handle: &AppHandle) -> zbus::Result<()> {
    let bus = Connection::session().await?;
    let mut gnome = heard(&bus, "org.gnome.ScreenSaver", "ActiveChanged").await?;
    let mut freedesktop = heard(&bus, "org.freedesktop.ScreenSaver", "ActiveChanged").await?;
    loop {
        let message = tokio::select! {
            message = gnome.next() => message,
            message = freedesktop.next() => message,
        };
        let Some(message) = message else { return Ok(()) };
        if message.is_ok_and(|message| message.body().deserialize::<bool>().unwrap_or(false)) {
            locks(handle, LockReason::SessionLocked).await;
        }
    }
}

async fn locks(handle: &AppHandle, why: LockReason) {
    handle.state::<App>().lock(why).await;
}

async fn heard(bus: &Connection, interface: &'static str, member: &'static str) -> zbus::Result<MessageStream> {
    let rule = MatchRule::builder().msg_type(Type::Signal).interface(interface)?.member(member)?.build();
    MessageStream::for_match_rule(rule, bus, Some(16)).await
}

/// The object of the session this program runs in: only its lock is ours. Where logind knows of none, any session's is.
async fn own_session(bus: &Connection) -> Option<String> {
    let by_id = match std::env::var("XDG_SESSION_ID") {
        Ok(id) => {
            bus.call_method(Some(LOGIND), "/org/freedesktop/login1", Some(MANAGER), "GetSession", &(id,)).await.ok()
        }
        Err(_) => None,
    };
    let answer = match by_id {
        Some(answer) => answer,
        None => {
            let own = (std::process::id(),);
            bus.call_method(Some(LOGIND), "/org/freedesktop/login1", Some(MANAGER), "GetSessionByPID", &own)
                .await
                .ok()?
        }
    };
    answer.body().deserialize::<OwnedObjectPath>().ok().map(|path| path.to_string())
}

async fn delay_sleep(bus: &Connection) -> Option<OwnedFd> {
    let asked = ("sleep", "Front desk", "Locks the records first", "delay");
    let answer =
        bus.call_method(Some(LOGIND), "/org/freedesktop/login1", Some(MANAGER), "Inhibit", &asked).await.ok()?;
    answer.body().deserialize::<OwnedFd>().ok()
}

fn says_locked(message: &Message) -> bool {
    let body = message.body();
    let Ok((interface, changed, _)) = body.deserialize::<(String, HashMap<String, OwnedValue>, Vec<String>)>() else {
        return false;
    };
    interface == SESSION && changed.get("LockedHint").and_then(|hint| hint.downcast_ref::<bool>().ok()).unwrap_or(false)
}
