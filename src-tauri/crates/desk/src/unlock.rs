//! Unlocking and locking.

use std::sync::Arc;
use std::time::Duration;

use frontdesk_store::audit_entry::{self, NewEntry, Outcome};
use frontdesk_store::{Store, StoreError, clinic_version, setting, staff};
use frontdesk_vault::{DataKey, SlotId, Unlocked, VaultError};

use crate::audit::LastHead;
use crate::entrance::blocking;
use crate::error::{DeskError, Result};
use crate::guess::{self, Door};
use crate::house::House;
use crate::lock::LockReason;
use crate::open::{Actor, OpenDesk, read};
use crate::secret::Secret;
use crate::views::session::{SessionView, Theme};

/// How long the records are still read for what is kept of them outside.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// Unlocks the desk for the person of a slot.
pub async fn unlock(house: &Arc<House>, slot_id: String, passphrase: Secret) -> Result<OpenDesk> {
    let slot: SlotId = slot_id.parse()?;
    let inside = house.clone();
    let unlocked = blocking(move || {
        let (folder, keyring) = (&inside.folder, inside.keyring.as_ref());
        inside.guess(Door::Person(slot), || frontdesk_vault::unlock(folder, keyring, slot, &passphrase.passphrase()))
    })
    .await??;
    open(house, unlocked, &slot_id, "unlock").await
}

/// Opens the database with the key that fits, finishes a change of key that was interrupted, and lets the person in.
pub(crate) async fn open(
    house: &Arc<House>,
    unlocked: Unlocked,
    slot_id: &str,
    use_case: &'static str,
) -> Result<OpenDesk> {
    let rekeyed = unlocked.data_keys.len() > 1;
    let (store, key) = open_store(house, unlocked.data_keys).await?;
    crate::outside::settle(house, &store, use_case == "recover").await?;
    let mut write = store.write().await?;
    let member = staff::by_slot(write.conn(), slot_id).await?.ok_or(VaultError::SlotUnknown)?;
    let clinic = clinic_version::current(write.conn()).await?.clinic;
    let at = house.clock.stamp();
    let actor = Actor::of(member.clone());
    let told = guess::enter(house, write.conn(), &at, &actor).await?;
    audit_entry::append(
        write.conn(),
        &NewEntry {
            at: &at,
            actor: member.id.as_str(),
            role: Some(member.role),
            use_case,
            outcome: Outcome::Done,
            subject_kind: "staff",
            subject: member.id.as_str(),
            // A change of key that was interrupted has ended with this unlock.
            detail: if rekeyed { r#"{"rekeyed":true}"# } else { "{}" },
        },
    )
    .await?;
    let idle = setting::get(write.conn(), "idle-minutes").await?.and_then(|minutes| minutes.parse().ok());
    let cut_off = crate::outside::to_tell(write.conn(), &member.id, member.role, &at).await?;
    write.commit().await?;
    told.forget(house);
    let desk = OpenDesk::new(house.clone(), store, key, actor.clone(), clinic, None);
    if let Some(notice) = told.notice(house, &actor) {
        desk.tell(notice);
    }
    if let Some(minutes) = idle {
        *crate::open::write(&desk.idle) = minutes;
    }
    cut_off.into_iter().for_each(|notice| desk.tell(notice));
    crate::set_aside::tell(&desk).await;
    Ok(desk)
}

async fn open_store(house: &Arc<House>, mut keys: Vec<DataKey>) -> Result<(Store, DataKey)> {
    let path = house.folder.database_path();
    let newest = if keys.is_empty() { return Err(VaultError::HeaderUnreadable.into()) } else { keys.remove(0) };
    let Some(older) = keys.pop() else {
        return Ok((open_apart(house, &newest).await?, newest));
    };
    // A change of key was interrupted: end it, whichever side of the re-keying it stopped on.
    let store = match open_apart(house, &newest).await {
        Err(StoreError::NotOurs) => Store::rekey(&path, &older, &newest).await?,
        other => other?,
    };
    let inside = house.clone();
    let key = blocking(move || {
        frontdesk_vault::finish_rotation(&inside.folder, inside.keyring.as_ref(), &newest).map(|()| newest)
    })
    .await??;
    Ok((store, key))
}

/// Opens the database. A log of other records beside it would be folded over its pages, so it is set aside first; the
/// database is whole without it.
async fn open_apart(house: &Arc<House>, key: &DataKey) -> std::result::Result<Store, StoreError> {
    let path = house.folder.database_path();
    let refused = match Store::open(&path, key).await {
        Err(error @ StoreError::LogNotOurs) => error,
        other => return other,
    };
    let inside = house.clone();
    let moved = blocking(move || {
        let day = inside.clock.today().to_string();
        inside.folder.set_aside(
            &["clinic.db-wal", "clinic.db-shm"],
            &day,
            "They belong to other records than clinic.db.",
        )
    })
    .await;
    match moved {
        Ok(Ok(_)) => Store::open(&path, key).await,
        _ => Err(refused),
    }
}

/// Locks, and then keeps the audit's head outside.
pub async fn lock(desk: &OpenDesk, why: LockReason) {
    if let Some(head) = close(desk, why).await {
        head.keep().await;
    }
}

/// Closes the desk: afterwards nothing of the records and no key is in hand. Waits for no keyring and for nothing without
/// limit. What it gives is to be kept outside, when the keyring has time for it.
pub async fn close(desk: &OpenDesk, _why: LockReason) -> Option<LastHead> {
    let head = tokio::time::timeout(LAST_WORDS, crate::audit::last_head(desk)).await;
    desk.close().await;
    head.ok()?.ok()
}

/// Who is at the desk, for the window.
pub async fn session_view(desk: &OpenDesk) -> Result<SessionView> {
    let who = desk.who();
    let store = desk.store()?;
    let mut conn = store.read().await?;
    let unconfirmed = setting::get(conn.conn(), "recovery-confirmed").await?.is_none() && !desk.house.demo;
    Ok(SessionView {
        staff_id: who.id.0,
        name: who.name,
        role: who.role,
        must_change_passphrase: who.must_change,
        theme: match who.theme.as_str() {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::System,
        },
        demo: desk.house.demo,
        clinic_name: desk.clinic().name.clone(),
        today: desk.clock().today().to_string(),
        recovery_unconfirmed: unconfirmed && who.role == frontdesk_domain::role::Role::PracticeManager,
        idle_minutes: desk.idle_minutes(),
        notices: crate::notices::notices(desk, conn.conn()).await?,
    })
}

/// Four random words, offered as a passphrase.
pub fn suggest_passphrase() -> Result<Secret> {
    frontdesk_vault::suggest_passphrase(4).map(|words| Secret::new(words.expose())).map_err(DeskError::from)
}

impl OpenDesk {
    /// Minutes without a touch before the desk locks itself, 1 to 15.
    pub fn idle_minutes(&self) -> u32 {
        *read(&self.idle)
    }
}
