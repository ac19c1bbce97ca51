//! A clinic set up as the wizard does it, with one person of each role and each with a passphrase of their own.
#![allow(dead_code)]

use std::path::PathBuf;
use std::sync::Arc;

use frontdesk_desk::house::House;
use frontdesk_desk::lock::LockReason;
use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::secret::Secret;
use frontdesk_desk::testing::{self, StillClock};
use frontdesk_desk::views::session::{ClinicForm, SetUpForm, StaffForm};
use frontdesk_desk::{recovery, set_up, staff, unlock};
use frontdesk_domain::catalogue;
use frontdesk_domain::role::Role;
use frontdesk_store::audit_entry::{self, Entry, Filter};
use frontdesk_vault::testing::MemoryKeyring;
use frontdesk_vault::{DeviceSecretStore, VaultFolder};
use tempfile::TempDir;

/// Tuesday 24 November 2026, 10:30 in London.
pub const NOW: &str = "2026-11-24T10:30:00.000Z";

/// The passphrase of the one person of a role.
pub fn passphrase(role: Role) -> Secret {
    Secret::new(match role {
        Role::PracticeManager => "orchard velvet teapot lantern",
        Role::Reception => "copper harbour thistle",
        Role::Clinician => "meadow anvil saffron",
    })
}

/// A clinic in a folder of its own.
pub struct Clinic {
    pub house: Arc<House>,
    pub keyring: Arc<MemoryKeyring>,
    pub folder: TempDir,
    /// The seven groups of the first recovery sheet.
    pub code: Secret,
    slots: Vec<(Role, String)>,
}

/// The shipped clinic's details as the wizard offers them.
pub fn details() -> ClinicForm {
    let shipped = catalogue::Clinic::shipped();
    ClinicForm {
        name: shipped.name,
        controller: shipped.controller,
        address: shipped.address,
        privacy_contact: shipped.privacy_contact,
        privacy_email: shipped.privacy_email,
        phone: shipped.phone,
        nation: shipped.nation,
        transfers: shipped.transfers,
        automated_decisions: shipped.automated_decisions,
    }
}

/// A house in a folder, with a keyring and a clock that stands still.
pub fn house(path: PathBuf, keyring: Arc<dyn DeviceSecretStore>) -> Arc<House> {
    let folder = VaultFolder::make(&path).unwrap();
    Arc::new(House::new(folder, keyring, StillClock::at(NOW), false))
}

impl Clinic {
    /// Set up, and locked again. Only the practice manager is there.
    pub async fn alone() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let keyring = Arc::new(MemoryKeyring::new());
        let house = house(folder.path().join("clinic"), keyring.clone());
        let own = passphrase(Role::PracticeManager);
        let form = SetUpForm {
            clinic: details(),
            manager_name: testing::name(Role::PracticeManager).into(),
            passphrase: own.clone(),
            passphrase_again: own,
        };
        let desk = set_up::set_up(&house, form).await.unwrap();
        let sheet = recovery::first_sheet(&desk).await.unwrap();
        let code = Secret::new(sheet.groups.iter().map(Secret::expose).collect::<Vec<_>>().join(" "));
        let slots = vec![(Role::PracticeManager, desk.who().slot_id)];
        unlock::lock(&desk, LockReason::ByHand).await;
        Self { house, keyring, folder, code, slots }
    }

    /// The same with reception and a clinician.
    pub async fn new() -> Self {
        let mut clinic = Self::alone().await;
        let manager = clinic.unlock(Role::PracticeManager).await;
        for role in [Role::Reception, Role::Clinician] {
            let first = Secret::new("first words for you");
            let form = StaffForm { name: testing::name(role).into(), role, passphrase: first.clone() };
            let list = staff::add_staff(&manager, form).await.unwrap();
            let slot = list.into_iter().find(|person| person.role == role).unwrap().slot_id;
            let desk = unlock::unlock(&clinic.house, slot.clone(), first.clone()).await.unwrap();
            staff::change_passphrase(&desk, first, passphrase(role), passphrase(role)).await.unwrap();
            unlock::lock(&desk, LockReason::ByHand).await;
            clinic.slots.push((role, slot));
        }
        unlock::lock(&manager, LockReason::ByHand).await;
        clinic
    }

    /// The folder, the keyring and the recovery code, with nothing holding the folder any more.
    pub fn leave(self) -> (TempDir, Arc<MemoryKeyring>, Secret) {
        (self.folder, self.keyring, self.code)
    }

    /// The same, with the folder let go: another house may stand on it.
    pub fn elsewhere(mut self) -> Self {
        let scratch = tempfile::tempdir().unwrap();
        self.house = house(scratch.path().join("clinic"), self.keyring.clone());
        self
    }

    /// The vault slot of a role's person.
    pub fn slot(&self, role: Role) -> String {
        self.slots.iter().find(|(of, _)| *of == role).unwrap().1.clone()
    }

    /// The desk, unlocked by a role's person.
    pub async fn unlock(&self, role: Role) -> OpenDesk {
        unlock::unlock(&self.house, self.slot(role), passphrase(role)).await.unwrap()
    }
}

/// Every audit entry, oldest first.
pub async fn audit(desk: &OpenDesk) -> Vec<Entry> {
    let store = testing::store(desk);
    let mut read = store.read().await.unwrap();
    let mut entries = audit_entry::list(read.conn(), &Filter::default(), 100_000).await.unwrap();
    entries.reverse();
    entries
}
