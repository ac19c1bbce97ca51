//! A throw-away clinic: its own folder, its own keyring entry, fictional patients, gone at the next start of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::role::Role;
use frontdesk_vault::{DeviceSecretStore, Person, VaultFolder};

use crate::clock::{Clock, ComputerClock};
use crate::entrance::{blocking, kept};
use crate::error::Result;
use crate::house::House;
use crate::open::OpenDesk;
use crate::secret::Secret;
use crate::views::session::StaffForm;

/// The keyring's service name for the throw-away clinic.
const SERVICE: &str = "Front desk (demo)";

/// Everybody at the demo desk unlocks with this: it protects nobody.
pub const PASSPHRASE: &str = "fictional patients only";

/// Says of a folder that what is in it may be thrown away. Written before anything else is made there.
const MARKER: &str = "throw-away-clinic";
/// What the throw-away clinic consists of.
const FILES: [&str; 9] = [
    "vault.json",
    "vault-copy.json",
    "clinic.db",
    "clinic.db-wal",
    "clinic.db-shm",
    "clinic.db.new",
    "clinic-name",
    "attempts.json",
    "set-up-unfinished",
];

/// Makes the throw-away clinic anew and opens it.
pub async fn make(folder: PathBuf) -> Result<(Arc<House>, OpenDesk)> {
    make_with(folder, crate::entrance::system_keyring(SERVICE)).await
}

/// The same with a keyring.
pub async fn make_with(folder: PathBuf, keyring: Arc<dyn DeviceSecretStore>) -> Result<(Arc<House>, OpenDesk)> {
    let house = kept(blocking(move || anew(&folder, keyring)).await??);
    let clinic = Clinic::shipped();
    let manager = Person { name: "Demo manager".to_string(), role: Role::PracticeManager.code().to_string() };
    let desk = crate::set_up::make(&house, clinic, manager, Secret::new(PASSPHRASE)).await?;
    for (name, role) in [("Demo reception", Role::Reception), ("Demo clinician", Role::Clinician)] {
        crate::staff::add_staff(&desk, StaffForm { name: name.to_string(), role, passphrase: Secret::new(PASSPHRASE) })
            .await?;
    }
    crate::demo::fill(&desk).await?;
    Ok((house, desk))
}

/// An empty folder for it. What the one before left is thrown away; what nobody said may be thrown away is set aside.
fn anew(path: &Path, keyring: Arc<dyn DeviceSecretStore>) -> Result<House> {
    let clock: Arc<dyn Clock> = Arc::new(ComputerClock);
    let folder = VaultFolder::make(path)?;
    if folder.path().join(MARKER).is_file() {
        if let Ok(header) = folder.header() {
            keyring.delete(header.vault(), header.device())?;
        }
        for file in FILES {
            let _ = std::fs::remove_file(folder.path().join(file));
        }
    } else {
        folder.set_aside(&FILES, &clock.today().to_string(), "They were where the throw-away clinic goes.")?;
    }
    folder.write_small(MARKER, b"Fictional patients only: thrown away at the next start of the demo.\n")?;
    drop(folder);
    crate::entrance::empty_house(path, keyring, clock, true)
}
