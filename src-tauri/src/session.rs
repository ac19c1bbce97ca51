//! The session: one house, at most one open desk, and what ends it.
//!
//! Nothing here is held while the disk, the keyring or the page is waited for, so that a lock never waits for them either.

mod locking;

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex as Cell, MutexGuard, PoisonError};
use std::time::Duration;

use frontdesk_desk::clock::{Clock, ComputerClock};
use frontdesk_desk::entrance::Outside;
use frontdesk_desk::house::House;
use frontdesk_desk::lock::LockReason;
use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::recovery::Recovered;
use frontdesk_desk::secret::Secret;
use frontdesk_desk::views::session::{RecoveredView, RecoveryView, SessionView, SetUpForm, Stage, StartView};
use frontdesk_desk::{DeskError, Result, anchor, demo_house, entrance, recovery, set_up, unlock};
use frontdesk_domain::id::StaffId;
use tokio::sync::{Mutex, Notify, OnceCell};
use tokio::task::JoinHandle;

use crate::glass::Glass;

/// How long the unlock screen waits for the keyring when it knows the names from the last time.
const NAMES: Duration = Duration::from_millis(500);

/// What the commands share.
pub struct App {
    folder: PathBuf,
    clock: Arc<dyn Clock>,
    glass: Box<dyn Glass>,
    entered: OnceCell<()>,
    entering: Mutex<()>,
    entrance: Cell<std::result::Result<Arc<House>, Outside>>,
    open: Cell<Option<Arc<OpenDesk>>>,
    recovered: Cell<Option<Recovered>>,
    /// On the steady clock: since when nobody touched a recovery whose code was read.
    recovering: Cell<Option<Duration>>,
    /// How many unlocks and recoveries are under way.
    entries: AtomicUsize,
    locked_note: Cell<Option<String>>,
    /// Counts the locks. What began in an earlier epoch does not open the desk.
    epoch: AtomicU64,
    locking: Mutex<()>,
    /// The page has handed over what was typed.
    kept: Notify,
    /// The audit's head on its way into the keyring.
    anchoring: Cell<Option<JoinHandle<()>>>,
    /// Who was at the desk last, whose work in hand it is.
    last: Cell<Option<StaffId>>,
    /// The unlock screen as it was, for when the keyring does not answer.
    seen: Arc<Cell<Option<StartView>>>,
    /// On the steady clock: since when the screen is hidden, since when a fresh page is waited for, when the page died.
    hidden: Cell<Option<Duration>>,
    renewed: Cell<Option<Duration>>,
    deaths: Cell<Vec<Duration>>,
    day_told: Cell<bool>,
}

impl App {
    /// An app whose vault is in a folder below `folder`, not entered yet.
    pub fn new(folder: PathBuf, glass: impl Glass + 'static) -> Self {
        Self::at(folder, glass, Arc::new(ComputerClock))
    }

    fn at(folder: PathBuf, glass: impl Glass + 'static, clock: Arc<dyn Clock>) -> Self {
        Self {
            folder,
            clock,
            glass: Box::new(glass),
            entered: OnceCell::new(),
            entering: Mutex::new(()),
            entrance: Cell::new(Err(entrance::not_entered())),
            open: Cell::new(None),
            recovered: Cell::new(None),
            recovering: Cell::new(None),
            entries: AtomicUsize::new(0),
            locked_note: Cell::new(None),
            epoch: AtomicU64::new(0),
            locking: Mutex::new(()),
            kept: Notify::new(),
            anchoring: Cell::new(None),
            last: Cell::new(None),
            seen: Arc::new(Cell::new(None)),
            hidden: Cell::new(None),
            renewed: Cell::new(None),
            deaths: Cell::new(Vec::new()),
            day_told: Cell::new(false),
        }
    }

    /// Enters the vault folder for the first time, beside the window's opening; who asks early waits for it.
    pub async fn begin(&self) {
        self.entered.get_or_init(|| self.enter()).await;
    }

    /// Enters the vault folder, or keeps why it cannot.
    pub async fn enter(&self) {
        let _one = self.entering.lock().await;
        if cell(&self.entrance).as_ref().is_ok_and(|house| !house.demo) {
            return;
        }
        // The folder's lock goes with the house that held it.
        *cell(&self.entrance) = Err(entrance::not_entered());
        let entered = entrance::enter(self.folder.join("clinic")).await;
        *cell(&self.entrance) = entered;
    }

    /// The folder of a locked desk was moved away, or its key files were: what is there now is looked at anew, as at a
    /// start.
    async fn leave_a_house_that_is_gone(&self) {
        let house = cell(&self.entrance).clone();
        let gone = match house {
            Ok(house) if !house.demo => entrance::is_gone(&house).await,
            _ => false,
        };
        if gone {
            *cell(&self.entrance) = Err(entrance::not_entered());
            *cell(&self.seen) = None;
            self.enter().await;
        }
    }

    /// Where the app stands.
    pub async fn start(&self) -> Result<StartView> {
        self.begin().await;
        if self.opened().is_none() {
            self.leave_a_house_that_is_gone().await;
        }
        let house = match cell(&self.entrance).clone() {
            Ok(house) => house,
            Err(outside) => return Ok(entrance::outside_view(&outside)),
        };
        let (open, note) = (self.opened(), cell(&self.locked_note).clone());
        // While the desk is locked, who may unlock it was shown before: a keyring that does not answer changes no name.
        let seen = cell(&self.seen).clone().filter(|seen| open.is_none() && seen.demo == house.demo);
        let (inside, desk, said) = (house.clone(), open.clone(), note.clone());
        let asked = tokio::spawn(async move { entrance::start_view(&inside, desk.as_deref(), said).await });
        let view = match seen {
            None => asked.await.map_err(|_| interrupted())?,
            Some(seen) => match tokio::time::timeout(NAMES, asked).await {
                Ok(Ok(Err(error))) if error.code == "keyring-silent" => Ok(StartView { locked_note: note, ..seen }),
                Ok(answer) => answer.map_err(|_| interrupted())?,
                Err(_) => Ok(StartView { locked_note: note, ..seen }),
            },
        };
        match view {
            Ok(mut view) => {
                if let (Stage::Locked, None) = (&view.stage, &view.trouble) {
                    *cell(&self.seen) = Some(view.clone());
                }
                if let Some(session) = &mut view.session {
                    session.returning = true;
                }
                Ok(view)
            }
            Err(error) if error.code == "keyring-silent" => {
                Ok(entrance::outside_view(&Outside::Trouble(entrance::trouble(&error))))
            }
            Err(error) => Err(error),
        }
    }

    /// The house, if it could be entered.
    pub async fn house(&self) -> Result<Arc<House>> {
        cell(&self.entrance).clone().map_err(|outside| outside.refusal())
    }

    /// The open desk, or "locked". Counts as a touch.
    pub async fn open(&self) -> Result<Arc<OpenDesk>> {
        let desk = self.glance().await?;
        desk.touch();
        Ok(desk)
    }

    /// The open desk, for what the window asks by itself: no touch, or a waiting printer would keep the desk unlocked.
    pub async fn glance(&self) -> Result<Arc<OpenDesk>> {
        self.opened().ok_or_else(DeskError::locked)
    }

    fn opened(&self) -> Option<Arc<OpenDesk>> {
        cell(&self.open).clone()
    }

    /// Refused while the screen is in a patient's hands: what the entrance offers without an open desk.
    pub async fn at_the_desk(&self) -> Result<()> {
        match self.opened() {
            Some(desk) if desk.is_handed_over() => Err(DeskError::handed_over()),
            _ => Ok(()),
        }
    }

    /// Now, for what may end in an open desk: it opens only if nothing locks until then.
    pub fn epoch(&self) -> Epoch {
        Epoch(self.epoch.load(Ordering::SeqCst))
    }

    /// Lets somebody in, unless the desk was locked since `began`.
    pub async fn admit(&self, began: Epoch, desk: OpenDesk) -> Result<SessionView> {
        let mut view = unlock::session_view(&desk).await?;
        let desk = Arc::new(desk);
        let who = desk.who().id;
        let before = {
            let mut open = cell(&self.open);
            // Asked with the desk in hand: a lock counts first and takes the desk after.
            if self.epoch() != began {
                Err(DeskError::new(
                    "locked-meanwhile",
                    "The desk was locked while it was being opened, so it stays locked. Unlock it again.",
                ))
            } else {
                Ok(open.replace(desk.clone()))
            }
        };
        match before {
            Err(refusal) => {
                self.anchor_later(unlock::close(&desk, LockReason::TakenOver).await);
                Err(refusal)
            }
            Ok(before) => {
                *cell(&self.locked_note) = None;
                *cell(&self.recovering) = None;
                *cell(&self.day_told) = false;
                view.returning = cell(&self.last).replace(who.clone()) == Some(who);
                if let Some(before) = before {
                    self.anchor_later(unlock::close(&before, LockReason::TakenOver).await);
                }
                self.see_names();
                Ok(view)
            }
        }
    }

    /// Keeps the unlock screen of now for a lock whose keyring does not answer; beside everything else.
    fn see_names(&self) {
        let (Ok(house), seen) = (cell(&self.entrance).clone(), self.seen.clone()) else { return };
        tokio::spawn(async move {
            if let Ok(view) = entrance::start_view(&house, None, None).await
                && view.trouble.is_none()
            {
                *cell(&seen) = Some(view);
            }
        });
    }

    /// Unlocks the desk.
    pub async fn unlock(&self, slot_id: String, passphrase: Secret) -> Result<SessionView> {
        self.at_the_desk().await?;
        let _under_way = self.under_way();
        let began = self.epoch();
        let desk = unlock::unlock(&self.house().await?, slot_id, passphrase).await?;
        self.admit(began, desk).await
    }

    /// The wizard.
    pub async fn set_up(&self, form: SetUpForm) -> Result<RecoveryView> {
        self.at_the_desk().await?;
        let began = self.epoch();
        let one = self.entering.lock().await;
        if cell(&self.entrance).is_ok() {
            return Err(DeskError::new("header-present", "A clinic is set up on this computer already. Unlock it."));
        }
        let (house, desk) = set_up::first(self.folder.join("clinic"), form).await?;
        *cell(&self.entrance) = Ok(house);
        drop(one);
        self.admit(began, desk).await?;
        recovery::first_sheet(&*self.open().await?).await
    }

    /// Brings a copy of a clinic here and enters it. Without a folder chosen nothing happens.
    pub async fn bring_clinic(&self, from: Option<PathBuf>) -> Result<()> {
        self.at_the_desk().await?;
        let one = self.entering.lock().await;
        if cell(&self.entrance).is_ok() {
            return Err(DeskError::new("copy-not-needed", "There is a clinic on this computer already. Unlock it."));
        }
        entrance::bring_clinic(self.folder.join("clinic"), from).await?;
        drop(one);
        self.enter().await;
        Ok(())
    }

    /// Whether a copy of a clinic may be brought here: asked before a folder is.
    pub async fn takes_a_copy(&self) -> Result<()> {
        self.at_the_desk().await?;
        match cell(&self.entrance).clone() {
            Err(Outside::FirstStart) => Ok(()),
            Err(Outside::Trouble(trouble)) if trouble.takes_copy => Ok(()),
            Err(outside) => Err(outside.refusal()),
            Ok(_) => Err(DeskError::new("copy-not-needed", "There is a clinic on this computer already. Unlock it.")),
        }
    }

    /// Replaces the house by a throw-away one and opens it.
    pub async fn start_demo(&self) -> Result<()> {
        self.at_the_desk().await?;
        self.lock(LockReason::TakenOver).await;
        let began = self.epoch();
        let _one = self.entering.lock().await;
        *cell(&self.entrance) = Err(entrance::not_entered());
        let (house, desk) = demo_house::make(self.folder.join("demo")).await?;
        *cell(&self.entrance) = Ok(house);
        self.admit(began, desk).await?;
        Ok(())
    }

    /// The recovery code, kept until a person and a passphrase are chosen.
    pub async fn open_recovery(&self, code: Secret) -> Result<RecoveredView> {
        self.at_the_desk().await?;
        let _under_way = self.under_way();
        let began = self.epoch();
        let recovered = recovery::open(&self.house().await?, code).await?;
        let view = recovered.view();
        self.keep_recovered(began, recovered);
        Ok(view)
    }

    /// Somebody is coming in: a lock meanwhile has something to lock.
    fn under_way(&self) -> UnderWay<'_> {
        self.entries.fetch_add(1, Ordering::SeqCst);
        UnderWay(&self.entries)
    }

    fn keep_recovered(&self, began: Epoch, recovered: Recovered) {
        let mut kept = cell(&self.recovered);
        if self.epoch() == began {
            *kept = Some(recovered);
            *cell(&self.recovering) = Some(self.clock.steady());
        }
    }

    /// A new passphrase by the recovery code, then a new sheet.
    pub async fn finish_recovery(&self, slot_id: String, passphrase: Secret, again: Secret) -> Result<RecoveryView> {
        self.at_the_desk().await?;
        let _under_way = self.under_way();
        let began = self.epoch();
        let recovered = cell(&self.recovered)
            .take()
            .ok_or_else(|| DeskError::new("recovery-code-missing", "Type the recovery code first."))?;
        let desk = match recovery::finish(&self.house().await?, &recovered, slot_id, passphrase, again).await {
            Ok(desk) => desk,
            Err(error) => {
                // A slip at a field: the code need not be typed again.
                self.keep_recovered(began, recovered);
                return Err(error);
            }
        };
        self.admit(began, desk).await?;
        recovery::reissue(&*self.open().await?).await
    }

    /// Looks whether the clock was set; says whether there is something new to tell.
    pub async fn look_at_clock(&self) -> bool {
        match self.opened() {
            Some(desk) => desk.look_at_clock().await.unwrap_or(false),
            None => false,
        }
    }

    /// Anchors the audit's head outside the database, when somebody is at the desk.
    pub async fn anchor(&self) {
        if let Some(desk) = self.opened() {
            anchor::anchor(&desk).await;
            self.see_names();
        }
    }
}

/// An unlock or a recovery, until it has ended one way or the other.
struct UnderWay<'a>(&'a AtomicUsize);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// A moment between two locks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Epoch(u64);

fn cell<T>(of: &Cell<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

fn interrupted() -> DeskError {
    DeskError::new("interrupted", "That was interrupted. Nothing was changed. Try again.")
}
