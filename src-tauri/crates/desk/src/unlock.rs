//! Unlocking and locking.

use std::sync::Arc;
use std::time::Duration;

use frontdesk_store::audit_entry::{self, NewEntry, Outcome};
use frontdesk_store::{clinic_version, setting, staff};
use frontdesk_vault::{SlotId, VaultError};

use crate::anchor::LastHead;
use crate::entrance::blocking;
use crate::error::{DeskError, Result};
use crate::guess::{self, Door};
use crate::house::House;
use crate::lock::LockReason;
use crate::open::{Actor, Entry, OpenDesk, read};
use crate::rekey::{self, Opened};
use crate::secret::Secret;
use crate::views::session::{SessionView, Theme};

/// How long the records are still read for what is kept of them outside.
const LAST_WORDS: Duration = Duration::from_millis(150);
/// How long the write lock is waited for, for the entry of the lock itself.
const ENTERED: Duration = Duration::from_millis(350);

/// Unlocks the desk for the person of a slot.
pub async fn unlock(house: &Arc<House>, slot_id: String, passphrase: Secret) -> Result<OpenDesk> {
    let slot: SlotId = slot_id.parse()?;
    let inside = house.clone();
    let unlocked = blocking(move || {
        let (folder, keyring) = (&inside.folder, inside.keyring.as_ref());
        inside.guess(Door::Person(slot), || frontdesk_vault::unlock(folder, keyring, slot, &passphrase.passphrase()))
    })
    .await??;
    let desk = enter(house, rekey::open(house, unlocked).await?, &slot_id, "unlock").await?;
    // The desk says which sheets open when this cannot be done now.
    let _ = crate::recovery::end_confirming(&desk).await;
    Ok(desk)
}

/// Lets a person in to the records.
pub(crate) async fn enter(
    house: &Arc<House>,
    opened: Opened,
    slot_id: &str,
    use_case: &'static str,
) -> Result<OpenDesk> {
    let Opened { store, key, rekeyed } = opened;
    // Both before anything is appended: they are held against the records as they were found.
    let kept = crate::anchor::kept(house.clone()).await;
    let mut read = store.read().await?;
    let found = crate::anchor::hold(read.conn(), kept).await?;
    let last = crate::doubt::last_entry(read.conn()).await?;
    drop(read);
    crate::outside::settle(house, &store).await?;
    let mut write = store.write().await?;
    let member = staff::by_slot(write.conn(), slot_id).await?.ok_or(VaultError::SlotUnknown)?;
    let clinic = clinic_version::current(write.conn()).await?.clinic;
    let mut entry = Entry::about("staff", &member.id);
    if rekeyed {
        // A change of key that was interrupted has ended with this unlock.
        entry = entry.with("rekeyed", true);
    }
    let (wall, entry) = crate::doubt::at_unlock(write.conn(), house.clock.as_ref(), last, found.told_in(entry)).await?;
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
            detail: &entry.detail(),
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
    crate::anchor::remember(&desk, found);
    desk.believe(wall);
    Ok(desk)
}

/// Locks, and then keeps the audit's head outside.
pub async fn lock(desk: &OpenDesk, why: LockReason) {
    if let Some(head) = close(desk, why).await {
        head.keep().await;
    }
}

/// Closes the desk: afterwards nothing of the records and no key is in hand. Waits for no keyring and for nothing without
/// limit. What it gives is to be kept outside, when the keyring has time for it.
pub async fn close(desk: &OpenDesk, why: LockReason) -> Option<LastHead> {
    // A lock that cannot be entered in time is a lock all the same.
    let _ = tokio::time::timeout(ENTERED, enter_lock(desk, why)).await;
    let head = tokio::time::timeout(LAST_WORDS, crate::anchor::last_head(desk)).await;
    desk.close().await;
    head.ok()?.ok()
}

/// Why the desk locks, and what was searched for since it was opened: how often, and how many people's names were shown.
async fn enter_lock(desk: &OpenDesk, why: LockReason) -> Result<()> {
    let (who, (searches, names)) = (desk.who(), desk.searches());
    let entry = Entry::about("staff", &who.id).with("why", why.code()).with("searches", searches).with("names", names);
    let mut write = desk.store()?.write().await?;
    audit_entry::append(
        write.conn(),
        &NewEntry {
            at: &desk.clock().stamp(),
            actor: who.id.as_str(),
            role: Some(who.role),
            use_case: "lock",
            outcome: Outcome::Done,
            subject_kind: "staff",
            subject: who.id.as_str(),
            detail: &entry.detail(),
        },
    )
    .await?;
    Ok(write.commit().await?)
}

/// Who is at the desk, for the window.
pub async fn session_view(desk: &OpenDesk) -> Result<SessionView> {
    let who = desk.who();
    let store = desk.store()?;
    let mut conn = store.read().await?;
    let manager = who.role == frontdesk_domain::role::Role::PracticeManager;
    let unsettled = if manager { crate::recovery::unsettled(desk, conn.conn()).await? } else { None };
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
        day_for_ages: desk.today().for_ages().to_string(),
        recovery_unconfirmed: unsettled.is_some(),
        open_sheets: unsettled.unwrap_or_default(),
        idle_minutes: desk.idle_minutes(),
        returning: false,
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
