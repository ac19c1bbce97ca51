//! A clinic that is locked and unlocked again: what each unlock finds.

use std::path::PathBuf;
use std::sync::Arc;

use frontdesk_desk::house::House;
use frontdesk_desk::lock::LockReason;
use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::secret::Secret;
use frontdesk_desk::testing::{self, StillClock};
use frontdesk_desk::views::session::{ClinicForm, NoticeView, SetUpForm};
use frontdesk_desk::{set_up, unlock};
use frontdesk_domain::catalogue;
use frontdesk_domain::role::Role;
use frontdesk_store::audit_entry::{self, Entry, Filter};
use frontdesk_vault::testing::MemoryKeyring;
use frontdesk_vault::{VaultFolder, VaultId};
use tempfile::TempDir;

const PASSPHRASE: &str = "orchard velvet teapot lantern";

pub struct Clinic {
    pub house: Arc<House>,
    pub keyring: Arc<MemoryKeyring>,
    pub clock: Arc<StillClock>,
    _folder: TempDir,
    slot: String,
}

impl Clinic {
    /// Set up at `instant`, and locked.
    pub async fn at(instant: &str) -> Clinic {
        let folder = tempfile::tempdir().unwrap();
        let (keyring, clock) = (Arc::new(MemoryKeyring::new()), StillClock::at(instant));
        let vault = VaultFolder::make(&folder.path().join("clinic")).unwrap();
        let house = Arc::new(House::new(vault, keyring.clone(), clock.clone(), false));
        let shipped = catalogue::Clinic::shipped();
        let form = SetUpForm {
            clinic: ClinicForm {
                name: shipped.name,
                controller: shipped.controller,
                address: shipped.address,
                privacy_contact: shipped.privacy_contact,
                privacy_email: shipped.privacy_email,
                phone: shipped.phone,
                nation: shipped.nation,
                transfers: shipped.transfers,
                automated_decisions: shipped.automated_decisions,
            },
            manager_name: testing::name(Role::PracticeManager).into(),
            passphrase: Secret::new(PASSPHRASE),
            passphrase_again: Secret::new(PASSPHRASE),
        };
        let desk = set_up::set_up(&house, form).await.unwrap();
        let slot = desk.who().slot_id;
        lock(&desk).await;
        Clinic { house, keyring, clock, _folder: folder, slot }
    }

    pub async fn unlock(&self) -> OpenDesk {
        unlock::unlock(&self.house, self.slot.clone(), Secret::new(PASSPHRASE)).await.unwrap()
    }

    /// Unlocked and locked again: a day's work that leaves two entries.
    pub async fn open_and_lock(&self) {
        lock(&self.unlock().await).await;
    }

    pub fn vault(&self) -> VaultId {
        self.house.folder.header().unwrap().vault()
    }

    fn database(&self) -> PathBuf {
        self.house.folder.database_path()
    }

    /// The records as they lie there now.
    pub fn copy(&self) -> Vec<u8> {
        std::fs::read(self.database()).unwrap()
    }

    /// A copy put back by hand, while the desk is locked.
    pub fn put_back(&self, copy: &[u8]) {
        for suffix in ["-wal", "-shm"] {
            let mut path = self.database().into_os_string();
            path.push(suffix);
            let _ = std::fs::remove_file(path);
        }
        std::fs::write(self.database(), copy).unwrap();
    }
}

pub async fn lock(desk: &OpenDesk) {
    unlock::lock(desk, LockReason::ByHand).await;
}

pub async fn entries(desk: &OpenDesk) -> Vec<Entry> {
    let store = testing::store(desk);
    let mut read = store.read().await.unwrap();
    let mut entries = audit_entry::list(read.conn(), &Filter::default(), 1000).await.unwrap();
    entries.reverse();
    entries
}

/// The notice of this code, as the desk says it now.
pub async fn notice(desk: &OpenDesk, code: &str) -> Option<NoticeView> {
    let told = unlock::session_view(desk).await.unwrap().notices;
    told.into_iter().find(|notice| notice.code == code)
}
