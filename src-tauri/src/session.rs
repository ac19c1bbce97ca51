//! The session: one house, at most one open desk, and when somebody last touched it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex as Cell;

use frontdesk_desk::entrance::Outside;
use frontdesk_desk::house::House;
use frontdesk_desk::lock::LockReason;
use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::recovery::Recovered;
use frontdesk_desk::secret::Secret;
use frontdesk_desk::views::session::{RecoveredView, RecoveryView, SessionView, SetUpForm, StartView};
use frontdesk_desk::{DeskError, Result, demo_house, entrance, recovery, set_up, unlock};
use tokio::sync::{Mutex, OnceCell, RwLock};

/// What the commands share.
pub struct App {
    folder: PathBuf,
    entered: OnceCell<()>,
    entrance: RwLock<std::result::Result<Arc<House>, Outside>>,
    open: RwLock<Option<Arc<OpenDesk>>>,
    recovered: Mutex<Option<Recovered>>,
    locked_note: Cell<Option<String>>,
}

impl App {
    /// An app whose vault is in a folder below `folder`, not entered yet.
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            entered: OnceCell::new(),
            entrance: RwLock::new(Err(entrance::not_entered())),
            open: RwLock::new(None),
            recovered: Mutex::new(None),
            locked_note: Cell::new(None),
        }
    }

    /// Enters the vault folder for the first time, beside the window's opening; who asks early waits for it.
    pub async fn begin(&self) {
        self.entered.get_or_init(|| self.enter()).await;
    }

    /// Enters the vault folder, or keeps why it cannot.
    pub async fn enter(&self) {
        let mut entrance = self.entrance.write().await;
        if let Ok(house) = entrance.as_ref()
            && !house.demo
        {
            return;
        }
        *entrance = Err(entrance::not_entered());
        *entrance = entrance::enter(self.folder.join("clinic")).await;
    }

    /// Where the app stands.
    pub async fn start(&self) -> Result<StartView> {
        self.begin().await;
        let note = self.note().clone();
        match self.entrance.read().await.as_ref() {
            Err(outside) => Ok(entrance::outside_view(outside)),
            Ok(house) => entrance::start_view(house, self.open.read().await.as_deref(), note).await,
        }
    }

    /// The house, if it could be entered.
    pub async fn house(&self) -> Result<Arc<House>> {
        self.entrance.read().await.as_ref().map(Arc::clone).map_err(Outside::refusal)
    }

    /// The open desk, or "locked". Counts as a touch.
    pub async fn open(&self) -> Result<Arc<OpenDesk>> {
        let desk = self.glance().await?;
        desk.touch();
        Ok(desk)
    }

    /// The open desk, for what the window asks by itself: no touch, or a waiting printer would keep the desk unlocked.
    pub async fn glance(&self) -> Result<Arc<OpenDesk>> {
        self.open.read().await.clone().ok_or_else(DeskError::locked)
    }

    /// Refused while the screen is in a patient's hands: what the entrance offers without an open desk.
    pub async fn at_the_desk(&self) -> Result<()> {
        match self.open.read().await.as_ref() {
            Some(desk) if desk.is_handed_over() => Err(DeskError::handed_over()),
            _ => Ok(()),
        }
    }

    /// Lets somebody in.
    pub async fn admit(&self, desk: OpenDesk) -> Result<SessionView> {
        *self.note() = None;
        let view = unlock::session_view(&desk).await?;
        let before = self.open.write().await.replace(Arc::new(desk));
        if let Some(before) = before {
            before.close().await;
        }
        Ok(view)
    }

    /// The wizard.
    pub async fn set_up(&self, form: SetUpForm) -> Result<RecoveryView> {
        self.at_the_desk().await?;
        let mut entrance = self.entrance.write().await;
        if entrance.is_ok() {
            return Err(DeskError::new("header-present", "A clinic is set up on this computer already. Unlock it."));
        }
        let (house, desk) = set_up::first(self.folder.join("clinic"), form).await?;
        *entrance = Ok(house);
        drop(entrance);
        self.admit(desk).await?;
        recovery::first_sheet(&*self.open().await?).await
    }

    /// Brings a copy of a clinic here and enters it. Without a folder chosen nothing happens.
    pub async fn bring_clinic(&self, from: Option<PathBuf>) -> Result<()> {
        self.at_the_desk().await?;
        let entrance = self.entrance.write().await;
        if entrance.is_ok() {
            return Err(DeskError::new("copy-not-needed", "There is a clinic on this computer already. Unlock it."));
        }
        entrance::bring_clinic(self.folder.join("clinic"), from).await?;
        drop(entrance);
        self.enter().await;
        Ok(())
    }

    /// Whether a copy of a clinic may be brought here: asked before a folder is.
    pub async fn takes_a_copy(&self) -> Result<()> {
        self.at_the_desk().await?;
        match self.entrance.read().await.as_ref() {
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
        let mut entrance = self.entrance.write().await;
        *entrance = Err(entrance::not_entered());
        let (house, desk) = demo_house::make(self.folder.join("demo")).await?;
        *entrance = Ok(house);
        drop(entrance);
        self.admit(desk).await?;
        Ok(())
    }

    /// The recovery code, kept until a person and a passphrase are chosen.
    pub async fn open_recovery(&self, code: Secret) -> Result<RecoveredView> {
        self.at_the_desk().await?;
        let recovered = recovery::open(&self.house().await?, code).await?;
        let view = recovered.view();
        *self.recovered.lock().await = Some(recovered);
        Ok(view)
    }

    /// A new passphrase by the recovery code, then a new sheet.
    pub async fn finish_recovery(&self, slot_id: String, passphrase: Secret, again: Secret) -> Result<RecoveryView> {
        self.at_the_desk().await?;
        let mut kept = self.recovered.lock().await;
        let recovered =
            kept.as_ref().ok_or_else(|| DeskError::new("recovery-code-missing", "Type the recovery code first."))?;
        let desk = recovery::finish(&self.house().await?, recovered, slot_id, passphrase, again).await?;
        *kept = None;
        self.admit(desk).await?;
        recovery::reissue(&*self.open().await?).await
    }

    /// Somebody is at the keyboard.
    pub async fn touch(&self) {
        if let Some(desk) = self.open.read().await.as_ref() {
            desk.touch();
        }
    }

    /// Locks the desk.
    pub async fn lock(&self, why: LockReason) -> bool {
        let desk = self.open.write().await.take();
        self.recovered.lock().await.take();
        let Some(desk) = desk else { return false };
        *self.note() = why.note(&desk.clock().time());
        unlock::lock(&desk, why).await;
        true
    }

    /// Locks the desk when nobody touched it for as long as the clinic set; says whether it did.
    pub async fn lock_when_idle(&self) -> bool {
        let Some(desk) = self.open.read().await.clone() else { return false };
        if !desk.is_idle() {
            return false;
        }
        drop(desk);
        self.lock(LockReason::Idle).await
    }

    /// Anchors the audit's head outside the database, when somebody is at the desk.
    pub async fn anchor(&self) {
        if let Some(desk) = self.open.read().await.clone() {
            frontdesk_desk::audit::anchor(&desk).await;
        }
    }

    fn note(&self) -> std::sync::MutexGuard<'_, Option<String>> {
        self.locked_note.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
