//! The open desk: who is at it, and the only ways to read and to write.
//!
//! A write is `begin(use case)` … `commit(entry)`: it cannot be committed without its audit entry, nor begun
//! without the role for it. A quiet read is `look(use case)`, refused for a use case that must leave an entry.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, RwLock};
use std::time::Duration;

use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::id::StaffId;
use frontdesk_domain::role::{Role, Trace, UseCase};
use frontdesk_store::audit_entry::{self, NewEntry, Outcome};
use frontdesk_store::{Conn, Read, Store, Write};
use frontdesk_vault::DataKey;
use tokio::sync::watch;

use crate::anchor::Found;
use crate::clock::Clock;
use crate::doubt::WallClock;
use crate::entry::refusal_code;
pub use crate::entry::{Entry, Fact, Id};
use crate::error::{DeskError, Result};
use crate::house::House;
use crate::papers::Papers;
use crate::recovery::Sheet;
use crate::signing::HandedOver;
use crate::views::session::NoticeView;

/// Who is at the desk.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Staff id.
    pub id: StaffId,
    /// Vault slot.
    pub slot_id: String,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Until the first passphrase is changed, nothing else is allowed.
    pub must_change: bool,
    /// How the window looks for them.
    pub theme: String,
}

/// Nobody is at a desk for longer without typing their passphrase again.
pub const LONGEST_DAY: Duration = Duration::from_secs(12 * 3600);
/// How long a lock waits for the connections to end. They end later all the same.
const CLOSING: Duration = Duration::from_secs(1);

/// What a lock takes out of an open desk.
struct Inside {
    store: Arc<Store>,
    key: Arc<DataKey>,
}

/// An unlocked desk, until `close` takes the records and their key out of it: then every command that still holds one is
/// told that the desk is locked.
pub struct OpenDesk {
    pub(crate) house: Arc<House>,
    inside: RwLock<Option<Inside>>,
    pub(crate) who: RwLock<Actor>,
    pub(crate) clinic: RwLock<Arc<Clinic>>,
    pub(crate) idle: RwLock<u32>,
    /// On the steady clock, as is when the desk was opened.
    touched: RwLock<Duration>,
    opened: Duration,
    pub(crate) papers: Mutex<Papers>,
    pub(crate) sheet: Mutex<Option<Sheet>>,
    /// The screen is in a patient's hands.
    pub(crate) handed: Mutex<Option<HandedOver>>,
    /// What was found since the unlock and has to be said.
    pub(crate) told: Mutex<Vec<NoticeView>>,
    /// What was found of the anchor.
    pub(crate) anchor: Mutex<Found>,
    /// What is thought of the clock.
    pub(crate) wall: Mutex<WallClock>,
    /// What was searched for.
    pub(crate) searched: Mutex<Searched>,
    /// True once it is closed: what goes on outside ends then.
    closed: watch::Sender<bool>,
}

/// Searches since the unlock: quiet one by one, entered together at the lock.
#[derive(Default)]
pub(crate) struct Searched {
    /// As typed last: a word under way is one search, not one for each key.
    last: String,
    searches: u32,
    /// Patients whose name was shown, each once.
    shown: HashSet<String>,
}

impl Searched {
    fn note(&mut self, typed: &str, shown: impl Iterator<Item = String>) {
        let goes_on = !self.last.is_empty() && (typed.starts_with(&self.last) || self.last.starts_with(typed));
        if !goes_on {
            self.searches += 1;
        }
        self.last = typed.to_string();
        self.shown.extend(shown);
    }
}

/// A use case under way in one transaction. Dropped uncommitted, nothing happened.
pub struct Act {
    write: Write,
    case: UseCase,
    actor: Actor,
    /// When it began: the time of everything it writes.
    pub at: String,
}

impl Act {
    /// The connection inside the transaction.
    pub fn conn(&mut self) -> &mut Conn {
        self.write.conn()
    }

    /// Who acts.
    pub fn by(&self) -> &StaffId {
        &self.actor.id
    }

    /// Writes the audit entry and makes everything durable. Refused for a use case that acts outside the database:
    /// that goes through [`OpenDesk::outside`].
    pub async fn commit(self, entry: Entry) -> Result<()> {
        if self.case.trace() == Trace::IntentAndOutcome {
            return Err(DeskError::new("not-intended", "This must be recorded before it is done. Nothing was done."));
        }
        self.end(entry, Outcome::Done).await
    }

    /// Ends it as refused or failed: nothing was done.
    pub(crate) async fn end(mut self, entry: Entry, outcome: Outcome) -> Result<()> {
        self.append(&entry, outcome).await?;
        self.keep().await
    }

    /// Appends an entry; returns its number.
    pub(crate) async fn append(&mut self, entry: &Entry, outcome: Outcome) -> Result<i64> {
        let detail = entry.detail();
        let entry = NewEntry {
            at: &self.at,
            actor: self.actor.id.as_str(),
            role: Some(self.actor.role),
            use_case: self.case.code(),
            outcome,
            subject_kind: entry.subject_kind,
            subject: &entry.subject,
            detail: &detail,
        };
        Ok(audit_entry::append(self.write.conn(), &entry).await?)
    }

    /// Makes everything durable.
    pub(crate) async fn keep(self) -> Result<()> {
        Ok(self.write.commit().await?)
    }

    pub(crate) fn case(&self) -> UseCase {
        self.case
    }

    pub(crate) fn actor(&self) -> &Actor {
        &self.actor
    }
}

/// A use case that reads before it takes the write lock for its entry.
pub(crate) struct Reading<'a> {
    read: Read,
    desk: &'a OpenDesk,
    case: UseCase,
}

impl Reading<'_> {
    /// The reading connection.
    pub fn conn(&mut self) -> &mut Conn {
        self.read.conn()
    }

    /// Ends the reading and makes its entry durable.
    pub async fn enter(self, entry: Entry) -> Result<()> {
        let Reading { read, desk, case } = self;
        drop(read);
        desk.begin(case).await?.commit(entry).await
    }
}

impl Actor {
    /// The person of a row.
    pub fn of(row: frontdesk_store::staff::Staff) -> Self {
        Self {
            id: row.id,
            slot_id: row.slot_id,
            name: row.name,
            role: row.role,
            must_change: row.must_change,
            theme: row.theme,
        }
    }
}

impl OpenDesk {
    pub(crate) fn new(
        house: Arc<House>,
        store: Store,
        key: DataKey,
        who: Actor,
        clinic: Clinic,
        sheet: Option<Sheet>,
    ) -> Self {
        let opened = house.clock.steady();
        let wall = WallClock::believed(house.clock.as_ref());
        Self {
            house,
            inside: RwLock::new(Some(Inside { store: Arc::new(store), key: Arc::new(key) })),
            who: RwLock::new(who),
            clinic: RwLock::new(Arc::new(clinic)),
            idle: RwLock::new(10),
            touched: RwLock::new(opened),
            opened,
            papers: Mutex::new(Papers::default()),
            sheet: Mutex::new(sheet),
            handed: Mutex::new(None),
            told: Mutex::new(Vec::new()),
            anchor: Mutex::new(Found::none_yet()),
            wall: Mutex::new(wall),
            searched: Mutex::new(Searched::default()),
            closed: watch::channel(false).0,
        }
    }

    /// The records' key, or "locked" once the desk is closed.
    pub(crate) fn key(&self) -> Result<Arc<DataKey>> {
        read(&self.inside).as_ref().map(|inside| inside.key.clone()).ok_or_else(DeskError::locked)
    }

    /// Who is at the desk.
    pub fn who(&self) -> Actor {
        read(&self.who).clone()
    }

    /// The clinic's catalogue as it stands.
    pub fn clinic(&self) -> Arc<Clinic> {
        read(&self.clinic).clone()
    }

    /// The clock.
    pub fn clock(&self) -> &dyn Clock {
        self.house.clock.as_ref()
    }

    /// The records, or "locked" once the desk is closed.
    pub(crate) fn store(&self) -> Result<Arc<Store>> {
        read(&self.inside).as_ref().map(|inside| inside.store.clone()).ok_or_else(DeskError::locked)
    }

    /// Goes on with the records opened anew, as after a change of key. A desk that was closed meanwhile stays closed.
    pub(crate) async fn go_on_with(&self, store: Store, key: Arc<DataKey>) -> Result<()> {
        let store = Arc::new(store);
        let closed = match write(&self.inside).as_mut() {
            Some(inside) => {
                *inside = Inside { store: store.clone(), key };
                false
            }
            None => true,
        };
        if closed {
            store.close().await;
            return Err(DeskError::locked());
        }
        Ok(())
    }

    /// A search and whose names it showed.
    pub(crate) fn searched(&self, typed: &str, shown: impl Iterator<Item = String>) {
        lock(&self.searched).note(typed, shown);
    }

    /// How many searches, and how many people's names they showed.
    pub(crate) fn searches(&self) -> (u32, usize) {
        let searched = lock(&self.searched);
        (searched.searches, searched.shown.len())
    }

    /// Reads for long without the write lock, for a use case that leaves an entry: authorises now, and what is read is handed
    /// out once `Reading::enter` has made its entry durable.
    pub(crate) async fn read_first(&self, case: UseCase) -> Result<Reading<'_>> {
        if self.refusal(case, &self.who()).is_some() {
            // Refused there, with its entry.
            drop(self.begin(case).await?);
        }
        Ok(Reading { read: self.store()?.read().await?, desk: self, case })
    }

    /// Begins a use case that leaves an entry: authorises, and takes the write lock.
    pub async fn begin(&self, case: UseCase) -> Result<Act> {
        self.look_at_clock().await?;
        let actor = self.who();
        let store = self.store()?;
        let act = Act { write: store.write().await?, case, actor, at: self.clock().stamp() };
        match self.refusal(case, &act.actor) {
            None => Ok(act),
            Some(refusal) => {
                act.end(
                    Entry::about("use-case", case.code()).with("code", refusal_code(&refusal.code)),
                    Outcome::Refused,
                )
                .await?;
                Err(refusal)
            }
        }
    }

    /// Asks only whether the use case is allowed now: before a dialog is opened or a question is put to another program.
    pub(crate) async fn allow(&self, case: UseCase) -> Result<()> {
        drop(self.begin(case).await?);
        Ok(())
    }

    /// What was begun goes on for the same person, whatever they may do by now: it has been authorised.
    pub(crate) async fn go_on(&self, case: UseCase, actor: Actor) -> Result<Act> {
        Ok(Act { write: self.store()?.write().await?, case, actor, at: self.clock().stamp() })
    }

    /// A quiet read, for a use case the table calls quiet.
    pub async fn look(&self, case: UseCase) -> Result<Read> {
        let actor = self.who();
        if let Some(refusal) = self.refusal(case, &actor) {
            let act = Act { write: self.store()?.write().await?, case, actor, at: self.clock().stamp() };
            act.end(Entry::about("use-case", case.code()).with("code", refusal_code(&refusal.code)), Outcome::Refused)
                .await?;
            return Err(refusal);
        }
        if !matches!(case.trace(), Trace::Quiet(_)) {
            return Err(DeskError::new("not-quiet", "This must be recorded and was not. Nothing was shown."));
        }
        Ok(self.store()?.read().await?)
    }

    fn refusal(&self, case: UseCase, actor: &Actor) -> Option<DeskError> {
        if actor.must_change && case != UseCase::ChangePassphrase {
            return Some(DeskError::new("must-change-passphrase", "Choose your own passphrase first."));
        }
        if self.is_handed_over() && !case.while_handed_over() {
            return Some(DeskError::handed_over());
        }
        (!case.allows(actor.role)).then(DeskError::not_allowed)
    }

    /// Whether the screen is in a patient's hands: then nothing of the desk is shown or done.
    pub fn is_handed_over(&self) -> bool {
        lock(&self.handed).is_some()
    }

    /// Somebody is at the keyboard.
    pub fn touch(&self) {
        *write(&self.touched) = self.clock().steady();
    }

    /// Whether nobody touched it for as long as the clinic set. By the steady clock: a computer that slept was idle, and one
    /// whose date was put back was too.
    pub fn is_idle(&self) -> bool {
        let idle = Duration::from_secs(60 * u64::from(*read(&self.idle)));
        self.clock().steady().saturating_sub(*read(&self.touched)) >= idle
    }

    /// How long the desk may still stay open, however busy it is: 12 hours from the unlock.
    pub fn day_left(&self) -> Duration {
        (self.opened + LONGEST_DAY).saturating_sub(self.clock().steady())
    }

    /// Waits until the desk is closed.
    pub(crate) async fn until_closed(&self) {
        // The sender lives as long as this.
        let _ = self.closed.subscribe().wait_for(|closed| *closed).await;
    }

    /// Takes the records and their key out, and ends every connection: what is under way ends first. What comes after is
    /// told the desk is locked, also a command that was begun before and still holds this.
    pub async fn close(&self) {
        self.closed.send_replace(true);
        let inside = write(&self.inside).take();
        lock(&self.papers).clear();
        *lock(&self.sheet) = None;
        *lock(&self.handed) = None;
        *lock(&self.searched) = Searched::default();
        let Some(Inside { store, key }) = inside else { return };
        drop(key);
        // On its own, as nothing is waited for without limit: the last connection goes when the last work does.
        let closing = tokio::spawn(async move { store.close().await });
        let _ = tokio::time::timeout(CLOSING, closing).await;
    }
}

pub(crate) fn read<T>(of: &RwLock<T>) -> std::sync::RwLockReadGuard<'_, T> {
    of.read().unwrap_or_else(std::sync::PoisonError::into_inner)
}

pub(crate) fn write<T>(of: &RwLock<T>) -> std::sync::RwLockWriteGuard<'_, T> {
    of.write().unwrap_or_else(std::sync::PoisonError::into_inner)
}

pub(crate) fn lock<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    of.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
