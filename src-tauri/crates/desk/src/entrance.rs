//! Coming in: the vault folder, the keyring, and what the first screen shows.

use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use frontdesk_domain::role::Role;
use frontdesk_vault::{DeviceSecretStore, KeyringThread, OsKeyring, QueuedKeyring, VaultError, VaultFolder};

use crate::clock::ComputerClock;
use crate::error::{DeskError, Result};
use crate::guess::Door;
use crate::house::House;
use crate::open::OpenDesk;
use crate::unlock::session_view;
use crate::views::session::{PersonView, Stage, StartView, TroubleView};

/// The keyring's service name for the clinic's own vault.
const SERVICE: &str = "Front desk";

/// Enters the clinic's folder, or says why not.
pub async fn enter(folder: PathBuf) -> std::result::Result<Arc<House>, TroubleView> {
    enter_with(folder, system_keyring(SERVICE), false).await
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
) -> std::result::Result<Arc<House>, TroubleView> {
    let house = blocking(move || {
        let folder = open_folder(&folder)?;
        if let Some(refusal) = keyring.status().refusal() {
            return Err(refusal);
        }
        let house = House::new(folder, keyring, Arc::new(ComputerClock), demo);
        if house.folder.has_header() {
            house.folder.settle_header_files()?;
        }
        house.clear_unfinished_set_up()?;
        house.people()?;
        Ok(Arc::new(house))
    })
    .await;
    match house {
        Ok(Ok(house)) if house.folder.has_header() && !house.folder.database_path().exists() => {
            Err(trouble(&frontdesk_store::StoreError::Missing.into()))
        }
        Ok(Ok(house)) => {
            tokio::spawn(crate::guess::keep_waits(Arc::downgrade(&house)));
            Ok(house)
        }
        // The house is there, only its key is not: the recovery code needs the folder, so that screen enters by `House`.
        Ok(Err(error)) => Err(trouble(&error.into())),
        Err(error) => Err(trouble(&error)),
    }
}

/// A window just closed may still be leaving: for two seconds its lock is waited for, then it is a second window.
fn open_folder(path: &std::path::Path) -> std::result::Result<VaultFolder, VaultError> {
    for _ in 0..8 {
        match VaultFolder::open(path) {
            Err(VaultError::AlreadyOpen) => std::thread::sleep(std::time::Duration::from_millis(250)),
            other => return other,
        }
    }
    VaultFolder::open(path)
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

    /// The anchor is written when set-up has ended. A header with neither anchor nor database never held a record.
    fn clear_unfinished_set_up(&self) -> std::result::Result<(), VaultError> {
        if !self.folder.has_header() || self.folder.database_path().exists() {
            return Ok(());
        }
        let header = self.folder.header()?;
        let vault = header.vault();
        if self.keyring.get(vault, header.device()).is_ok() && self.keyring.get_anchor(vault)?.is_none() {
            self.discard(vault);
        }
        Ok(())
    }

    /// Takes a vault that never held a record away again.
    pub(crate) fn discard(&self, vault: frontdesk_vault::VaultId) {
        self.folder.remove_header();
        let database = self.folder.database_path();
        for name in [database.clone(), crate::set_up::unfinished(&database)] {
            for suffix in ["", "-wal", "-shm"] {
                let mut path = name.clone().into_os_string();
                path.push(suffix);
                let _ = std::fs::remove_file(path);
            }
        }
        let _ = self.keyring.delete(vault, 1);
    }
}

/// What the window shows before anything was tried.
pub fn not_entered() -> TroubleView {
    trouble(&DeskError::new("starting", "Front desk is starting."))
}

/// The full page for a trouble.
pub fn trouble_view(trouble: TroubleView) -> StartView {
    StartView {
        stage: Stage::Trouble,
        demo: false,
        demo_passphrase: None,
        trouble: Some(trouble),
        clinic_name: None,
        people: Vec::new(),
        locked_note: None,
        recovery_sheet: None,
        recovery_wait_seconds: 0,
        session: None,
    }
}

/// The first screen: the wizard, the unlock screen, or the desk.
pub async fn start_view(house: &Arc<House>, open: Option<&OpenDesk>, locked_note: Option<String>) -> Result<StartView> {
    let handed_over = open.is_some_and(OpenDesk::is_handed_over);
    let session = match open {
        Some(desk) if !handed_over => Some(session_view(desk).await?),
        _ => None,
    };
    let inside = house.clone();
    let (people, sheet, recovery_wait_seconds, key_missing, clinic_name) = blocking(move || {
        let (sheet, wait) = match inside.folder.has_header() {
            true => (Some(inside.folder.header()?.sheets_in_words()), inside.wait_at(Door::Sheet)?),
            false => (None, 0),
        };
        let people: Vec<PersonView> = inside
            .people()?
            .into_iter()
            .filter_map(|label| person(&label, inside.wait_at(Door::Person(label.slot_id)).unwrap_or_default()))
            .collect();
        Ok::<_, DeskError>((people, sheet, wait, inside.key_missing(), inside.clinic_name()))
    })
    .await??;
    let stage = match (&session, &sheet) {
        (Some(_), _) => Stage::Open,
        (None, _) if handed_over => Stage::HandedOver,
        (None, None) => Stage::FirstStart,
        (None, Some(_)) => Stage::Locked,
    };
    Ok(StartView {
        stage: if key_missing && open.is_none() { Stage::Trouble } else { stage },
        demo: house.demo,
        demo_passphrase: house.demo.then(|| crate::demo_house::PASSPHRASE.to_string()),
        trouble: (key_missing && !handed_over).then(|| trouble(&VaultError::DeviceSecretMissing.into())),
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
    let (title, steps, recovery_helps, can_retry): (&str, &[&str], bool, bool) = match error.code.as_str() {
        "starting" => ("Front desk is starting", &[], false, true),
        "keyring-absent" => (
            "This computer's keyring is not running",
            &[
                "Log out of this computer and in again, so that its keyring starts.",
                "Start Front desk again.",
                "On Linux the keyring is the Secret Service, for example GNOME Keyring.",
            ],
            false,
            false,
        ),
        "keyring-locked" => (
            "This computer's keyring is locked",
            &["Unlock the keyring with this computer account's password.", "Press Try again."],
            false,
            true,
        ),
        "keyring-silent" => (
            "This computer's keyring does not answer",
            &[
                "If the computer asks for the keyring's password, type it there.",
                "Press Try again.",
                "If that does not help, log out of this computer and in again, then start Front desk.",
            ],
            false,
            true,
        ),
        "device-secret-missing" => (
            "This computer's key is missing",
            &[
                "Fetch the printed recovery sheet from its locked place.",
                "Choose Use the recovery code and type all 7 groups.",
                "Nothing was lost: the records are in their folder, locked.",
            ],
            true,
            true,
        ),
        "already-open" => (
            "Front desk is already open",
            &["Go to the window that is open.", "If you cannot find it, restart this computer."],
            false,
            true,
        ),
        "network-share" => (
            "The records must be on this computer's own disk",
            &["Move the records folder to a local disk.", "Start Front desk again."],
            false,
            true,
        ),
        "database-missing" => (
            "The records file is missing",
            &["Do not set up a new clinic here.", "Restore the records folder from a backup."],
            false,
            true,
        ),
        "database-newer" => {
            ("These records need a newer Front desk", &["Install the newer version on this computer."], false, false)
        }
        "disk-full" => ("The disk is full", &["Free some space on this computer.", "Press Try again."], false, true),
        _ => (
            "Front desk cannot open its records",
            &[
                "Nothing was changed.",
                "Restore the records folder from a backup, or ask for support and name the code.",
            ],
            false,
            true,
        ),
    };
    TroubleView {
        code: error.code.clone(),
        title: title.to_string(),
        message: error.message.clone(),
        steps: steps.iter().map(ToString::to_string).collect(),
        recovery_helps,
        can_retry,
    }
}

/// Runs what blocks (the keyring, Argon2id, the disk) off the async threads.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| DeskError::new("interrupted", "That was interrupted. Nothing was changed. Try again."))
}
