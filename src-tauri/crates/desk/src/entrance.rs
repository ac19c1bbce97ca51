//! Coming in: the vault folder, the keyring, and what the first screen shows.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use frontdesk_domain::role::Role;
use frontdesk_vault::folder_state::{self, FolderState, Found};
use frontdesk_vault::{DeviceSecretStore, KeyringThread, OsKeyring, QueuedKeyring, VaultError, VaultFolder};

use crate::clock::{Clock, ComputerClock};
use crate::error::{DeskError, Result};
use crate::guess::Door;
use crate::house::House;
use crate::open::OpenDesk;
use crate::pages;
use crate::unlock::session_view;
use crate::views::session::{PersonView, Stage, StartView, TroubleView};

/// The keyring's service name for the clinic's own vault.
const SERVICE: &str = "Front desk";

/// Why nobody is in the house: there is none yet, or something stands before its door.
#[derive(Clone, Debug)]
pub enum Outside {
    /// No clinic here: the wizard, or a copy of a clinic brought here. Nothing was made.
    FirstStart,
    /// A page that says what is missing and what to do.
    Trouble(TroubleView),
}

impl Outside {
    /// The refusal for whoever asks for the house all the same.
    pub fn refusal(&self) -> DeskError {
        match self {
            Outside::FirstStart => VaultError::FolderMissing.into(),
            Outside::Trouble(trouble) => DeskError::new(&trouble.code, trouble.message.clone()),
        }
    }
}

/// The keyring of the clinic's own vault.
pub(crate) fn own_keyring() -> Arc<dyn DeviceSecretStore> {
    system_keyring(SERVICE)
}

/// Enters the clinic's folder, or says why not.
pub async fn enter(folder: PathBuf) -> std::result::Result<Arc<House>, Outside> {
    enter_with(folder, own_keyring(), false).await
}

/// The system's keyring under a service name, asked on the one thread for it.
pub(crate) fn system_keyring(service: &str) -> Arc<dyn DeviceSecretStore> {
    static THREAD: LazyLock<KeyringThread> = LazyLock::new(KeyringThread::start);
    Arc::new(QueuedKeyring::new(Arc::new(OsKeyring::new(service)), THREAD.clone()))
}

/// Enters a folder with a keyring.
pub async fn enter_with(
    folder: PathBuf,
    keyring: Arc<dyn DeviceSecretStore>,
    demo: bool,
) -> std::result::Result<Arc<House>, Outside> {
    let clock: Arc<dyn Clock> = Arc::new(ComputerClock);
    let place = folder.clone();
    let entered = blocking(move || door(&folder, keyring, clock, demo)).await;
    let outside = |trouble: TroubleView| Outside::Trouble(with_place(trouble, &place));
    match entered {
        Ok(Ok(Entered::House(house))) => Ok(kept(*house)),
        Ok(Ok(Entered::Shut(FolderState::Empty))) => Err(Outside::FirstStart),
        Ok(Ok(Entered::Shut(state))) => Err(outside(pages::of_state(state))),
        Ok(Err(error)) => Err(outside(trouble(&error.into()))),
        Err(error) => Err(outside(trouble(&error))),
    }
}

/// A house that stands from now on: its waits run and are kept.
pub(crate) fn kept(house: House) -> Arc<House> {
    let house = Arc::new(house);
    tokio::spawn(crate::guess::keep_waits(Arc::downgrade(&house)));
    house
}

enum Entered {
    House(Box<House>),
    Shut(FolderState),
}

/// Asks what state the folder and the keyring are in, and goes in where there is a clinic. What a set-up left behind is
/// taken back first, and a copy that was all but brought is given its name.
fn door(
    path: &Path,
    keyring: Arc<dyn DeviceSecretStore>,
    clock: Arc<dyn Clock>,
    demo: bool,
) -> std::result::Result<Entered, VaultError> {
    frontdesk_vault::finish_bringing(path)?;
    let mut found = look(path, keyring.as_ref())?;
    if let (FolderState::SetUpUnfinished, Some(folder)) = (found.state, &found.folder) {
        folder.take_back_set_up(keyring.as_ref(), &clock.today().to_string())?;
        // Closed before it is opened anew.
        found.folder = None;
        found = look(path, keyring.as_ref())?;
    }
    match (found.state, found.folder) {
        (FolderState::Whole | FolderState::DeviceSecretMissing, Some(folder)) => {
            // A set-up that was cut short after its last file has ended all the same.
            folder.end_set_up()?;
            folder.settle_header_files(keyring.as_ref(), &clock.today().to_string())?;
            let house = House::new(folder, keyring, clock, demo);
            house.people()?;
            Ok(Entered::House(Box::new(house)))
        }
        (state, _) => Ok(Entered::Shut(state)),
    }
}

/// A window just closed may still be leaving: for two seconds its lock is waited for, then it is a second window.
fn look(path: &Path, keyring: &dyn DeviceSecretStore) -> std::result::Result<Found, VaultError> {
    for _ in 0..8 {
        match folder_state::look(path, keyring) {
            Err(VaultError::AlreadyOpen) => std::thread::sleep(std::time::Duration::from_millis(250)),
            other => return other,
        }
    }
    folder_state::look(path, keyring)
}

/// Whether the folder of a house was moved away or replaced, or lost its key files, since it was entered.
pub async fn is_gone(house: &Arc<House>) -> bool {
    let inside = house.clone();
    blocking(move || {
        let lost = !inside.folder.has_header() && inside.folder.database_path().symlink_metadata().is_ok();
        lost || !inside.folder.is_in_place()
    })
    .await
    .unwrap_or(false)
}

/// A house to set a clinic up in: its folder is made, and only where the state of the place is that nothing is there.
pub(crate) fn empty_house(
    path: &Path,
    keyring: Arc<dyn DeviceSecretStore>,
    clock: Arc<dyn Clock>,
    demo: bool,
) -> Result<House> {
    let found = look(path, keyring.as_ref())?;
    if found.state != FolderState::Empty {
        let page = pages::of_state(found.state);
        return Err(DeskError::new(&page.code, page.message));
    }
    let folder = match found.folder {
        Some(folder) => folder,
        None => VaultFolder::make(path)?,
    };
    Ok(House::new(folder, keyring, clock, demo))
}

/// Brings a copy of a clinic to this computer, from a folder the person chose. None chosen: nothing happens.
pub async fn bring_clinic(to: PathBuf, from: Option<PathBuf>) -> Result<()> {
    bring_clinic_with(to, own_keyring(), from).await
}

/// The same with a keyring.
pub async fn bring_clinic_with(to: PathBuf, keyring: Arc<dyn DeviceSecretStore>, from: Option<PathBuf>) -> Result<()> {
    let Some(from) = from else { return Ok(()) };
    let today = ComputerClock.today().to_string();
    Ok(blocking(move || frontdesk_vault::bring(&from, &to, keyring.as_ref(), &today)).await??)
}

impl House {
    /// Names for the unlock screen; none before set-up. A missing device secret is not an error here: the recovery
    /// code brings it back.
    pub(crate) fn people(&self) -> std::result::Result<Vec<frontdesk_vault::SlotLabel>, VaultError> {
        if !self.folder.has_header() {
            return Ok(Vec::new());
        }
        match frontdesk_vault::people(&self.folder, self.keyring.as_ref()) {
            Err(VaultError::DeviceSecretMissing) => Ok(Vec::new()),
            other => other,
        }
    }

    /// Whether the header is here and this computer's key for it is not.
    pub(crate) fn key_missing(&self) -> bool {
        self.folder.has_header()
            && matches!(
                frontdesk_vault::people(&self.folder, self.keyring.as_ref()),
                Err(VaultError::DeviceSecretMissing)
            )
    }
}

/// What the window shows before anything was tried.
pub fn not_entered() -> Outside {
    Outside::Trouble(trouble(&DeskError::new("starting", "Front desk is starting.")))
}

/// The first screen where nobody is in: the wizard, or the full page for a trouble.
pub fn outside_view(outside: &Outside) -> StartView {
    let (stage, trouble) = match outside {
        Outside::FirstStart => (Stage::FirstStart, None),
        Outside::Trouble(trouble) => (Stage::Trouble, Some(trouble.clone())),
    };
    StartView {
        stage,
        demo: false,
        demo_passphrase: None,
        trouble,
        clinic_name: None,
        people: Vec::new(),
        locked_note: None,
        recovery_sheet: None,
        recovery_wait_seconds: 0,
        session: None,
    }
}

/// Says where the records folder is, and what was set aside beside it.
fn with_place(mut trouble: TroubleView, folder: &Path) -> TroubleView {
    trouble.folder = folder.display().to_string();
    trouble.set_aside = folder.parent().map(crate::set_aside::list_in).unwrap_or_default();
    trouble
}

/// The first screen: the wizard, the unlock screen, or the desk.
pub async fn start_view(house: &Arc<House>, open: Option<&OpenDesk>, locked_note: Option<String>) -> Result<StartView> {
    let handed_over = open.is_some_and(OpenDesk::is_handed_over);
    let session = match open {
        Some(desk) if !handed_over => Some(session_view(desk).await?),
        _ => None,
    };
    let inside = house.clone();
    let (people, sheet, recovery_wait_seconds, key_trouble, clinic_name) = blocking(move || {
        let (sheet, wait) = match inside.folder.has_header() {
            true => (Some(inside.folder.header()?.sheets_in_words()), inside.wait_at(Door::Sheet)?),
            false => (None, 0),
        };
        let people: Vec<PersonView> = inside
            .people()?
            .into_iter()
            .filter_map(|label| person(&label, inside.wait_at(Door::Person(label.slot_id)).unwrap_or_default()))
            .collect();
        Ok::<_, DeskError>((people, sheet, wait, inside.key_trouble(), inside.clinic_name()))
    })
    .await??;
    let stage = match (&session, &sheet) {
        (Some(_), _) => Stage::Open,
        (None, _) if handed_over => Stage::HandedOver,
        (None, None) => Stage::FirstStart,
        (None, Some(_)) => Stage::Locked,
    };
    Ok(StartView {
        stage: if key_trouble.is_some() && open.is_none() { Stage::Trouble } else { stage },
        demo: house.demo,
        demo_passphrase: house.demo.then(|| crate::demo_house::PASSPHRASE.to_string()),
        trouble: key_trouble
            .filter(|_| !handed_over)
            .map(|error| with_place(trouble(&error.into()), house.folder.path())),
        clinic_name: session.as_ref().map(|session| session.clinic_name.clone()).or(clinic_name),
        // A patient reads no names of staff.
        people: if handed_over { Vec::new() } else { people },
        locked_note,
        recovery_sheet: sheet,
        recovery_wait_seconds,
        session,
    })
}

/// A line of the unlock screen; none for a role that this version does not know.
pub(crate) fn person(label: &frontdesk_vault::SlotLabel, wait_seconds: u32) -> Option<PersonView> {
    let role = Role::from_code(&label.role)?;
    Some(PersonView { slot_id: label.slot_id.to_string(), name: label.name.clone(), role, wait_seconds })
}

/// A trouble as a full page: what happened, what is safe, what to do.
pub fn trouble(error: &DeskError) -> TroubleView {
    pages::of_error(error)
}

/// Runs what blocks (the keyring, Argon2id, the disk) off the async threads.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| DeskError::new("interrupted", "That was interrupted. Nothing was changed. Try again."))
}
