//! Unlocking with a passphrase.

use std::fmt;

use crate::{DataKey, DeviceSecret, DeviceSecretStore, Header, Passphrase, SlotId, VaultError, VaultFolder};

/// What unlocking gives. Dropping it wipes the keys.
pub struct Unlocked {
    /// The data keys to try on the database, newest first: one, or two in the middle of a change of key.
    pub data_keys: Vec<DataKey>,
    /// The slot that was opened.
    pub slot_id: SlotId,
}

impl fmt::Debug for Unlocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unlocked").field("slot_id", &self.slot_id).field("data_keys", &self.data_keys.len()).finish()
    }
}

/// Opens a person's slot. Takes as long as Argon2id at the slot's parameters.
///
/// With two keys in `data_keys` a change of key was interrupted: the database opens with one of them. Opened by the
/// older, it is to be re-keyed to the newer; then [`crate::finish_rotation`] with the newer.
///
/// # Errors
/// `wrong-passphrase`, also for a slot that is not there; those of the header; those of the keyring, of which
/// `device-secret-missing` leads to the recovery screen; `header-altered`.
pub fn unlock(
    folder: &VaultFolder,
    store: &dyn DeviceSecretStore,
    slot_id: SlotId,
    passphrase: &Passphrase,
) -> Result<Unlocked, VaultError> {
    let header = folder.header()?;
    let secret = store.get(header.vault())?;
    header.check_device_seal(&secret)?;
    let slot = header.staff_slot(slot_id).ok_or(VaultError::WrongPassphrase)?;
    let opener = slot.opener(&passphrase.normalised(), Some(&secret))?;
    let data_keys = slot.open(header.vault(), &opener).ok_or(VaultError::WrongPassphrase)?;
    check_key_seals(&header, &data_keys, &secret)?;
    Ok(Unlocked { data_keys, slot_id })
}

/// Every key the header holds has its own seal over it, and all must fit.
pub(crate) fn check_key_seals(header: &Header, keys: &[DataKey], secret: &DeviceSecret) -> Result<(), VaultError> {
    keys.iter().try_for_each(|key| header.check_key_seal(key, secret))
}
