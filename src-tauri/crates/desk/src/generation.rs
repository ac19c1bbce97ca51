//! How often the key file was changed, as the records and the keyring have seen it: a key file below either was put back.

use std::sync::Arc;

use frontdesk_store::{Conn, Store, setting};
use frontdesk_vault::{VaultError, check_generation, refuse_older};

use crate::entrance::blocking;
use crate::error::Result;
use crate::house::House;

/// The setting that holds it.
const SEEN: &str = "header-generation";

/// What the records have seen; `None` before the first.
pub(crate) async fn seen(conn: &mut Conn) -> Result<Option<u64>> {
    Ok(setting::get(conn, SEEN).await?.and_then(|seen| seen.parse().ok()))
}

/// Keeps what the key file says of itself now, in the transaction of whatever changed it. Never lowers it.
pub(crate) async fn keep(conn: &mut Conn, generation: u64) -> Result<()> {
    if seen(conn).await?.is_none_or(|seen| seen < generation) {
        setting::set(conn, SEEN, &generation.to_string()).await?;
    }
    Ok(())
}

/// Refuses a key file older than the records. What they have seen is noted for the folder, so that its first page tells,
/// too.
///
/// # Errors
/// `header-older`.
pub(crate) async fn check(house: &House, store: &Store, generation: u64) -> Result<()> {
    let known = seen(store.read().await?.conn()).await?;
    if let Some(known) = known {
        house.folder.note_generation(known);
    }
    Ok(check_generation(generation, known, None)?)
}

/// Keeps a generation in the records and the keyring, which may have seen less: the process ended in between, or the
/// keyring is new.
pub(crate) async fn raise(house: &Arc<House>, store: &Store, generation: u64) -> Result<()> {
    if seen(store.read().await?.conn()).await?.is_none_or(|seen| seen < generation) {
        let mut write = store.write().await?;
        keep(write.conn(), generation).await?;
        write.commit().await?;
    }
    keep_in_keyring(house).await;
    Ok(())
}

/// Tells the keyring what the key file says of itself now. A keyring that does not say what it has seen is told nothing,
/// so that nothing is lowered; it stops nobody.
pub(crate) async fn keep_in_keyring(house: &Arc<House>) {
    let inside = house.clone();
    let _ = blocking(move || {
        let header = inside.folder.header()?;
        let (vault, generation) = (header.vault(), header.generation());
        if inside.keyring.get_generation(vault)?.is_none_or(|seen| seen < generation) {
            inside.keyring.put_generation(vault, generation)?;
        }
        Ok::<_, VaultError>(())
    })
    .await;
}

impl House {
    /// Why no passphrase opens here: this computer's key is missing, or the key file is older than what was seen.
    pub(crate) fn key_trouble(&self) -> Option<VaultError> {
        if !self.folder.has_header() {
            return None;
        }
        match frontdesk_vault::people(&self.folder, self.keyring.as_ref()) {
            Err(VaultError::DeviceSecretMissing) => Some(VaultError::DeviceSecretMissing),
            Err(_) => None,
            Ok(_) => refuse_older(&self.folder, self.keyring.as_ref(), &self.folder.header().ok()?).err(),
        }
    }
}
