//! A throw-away clinic: its own folder, its own keyring entry, fictional patients, gone at the next start of it.

use std::path::PathBuf;
use std::sync::Arc;

use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::role::Role;
use frontdesk_vault::{Person, VaultFolder};

use crate::entrance::{blocking, enter_with};
use crate::error::{DeskError, Result};
use crate::house::House;
use crate::open::OpenDesk;
use crate::secret::Secret;
use crate::views::session::StaffForm;

/// The keyring's service name for the throw-away clinic.
const SERVICE: &str = "Front desk (demo)";

/// Everybody at the demo desk unlocks with this: it protects nobody.
pub const PASSPHRASE: &str = "fictional patients only";

/// Makes the throw-away clinic anew and opens it.
pub async fn make(folder: PathBuf) -> Result<(Arc<House>, OpenDesk)> {
    let keyring = crate::entrance::system_keyring(SERVICE);
    let (path, ring) = (folder.clone(), keyring.clone());
    blocking(move || clear(&path, ring.as_ref()))
        .await?
        .map_err(|error| DeskError::new(error.code(), error.to_string()))?;
    let house =
        enter_with(folder, keyring, true).await.map_err(|trouble| DeskError::new(&trouble.code, trouble.message))?;
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

fn clear(
    path: &std::path::Path,
    keyring: &dyn frontdesk_vault::DeviceSecretStore,
) -> std::result::Result<(), frontdesk_vault::VaultError> {
    let folder = VaultFolder::open(path)?;
    if let Ok(header) = folder.header() {
        keyring.delete(header.vault(), header.device())?;
    }
    folder.remove_header();
    for suffix in ["", "-wal", "-shm"] {
        let mut file = folder.database_path().into_os_string();
        file.push(suffix);
        let _ = std::fs::remove_file(file);
    }
    Ok(())
}
