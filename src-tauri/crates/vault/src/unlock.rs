//! Unlocking with a passphrase.

use std::fmt;

use crate::generation::refuse_older;
use crate::header::FIRST_FORMAT;
use crate::{
    DataKey, DeviceSecret, DeviceSecretStore, Header, Passphrase, SheetNumber, SlotId, VaultError, VaultFolder,
};

/// What unlocking gives. Dropping it wipes the keys.
pub struct Unlocked {
    /// The data keys to try on the database, newest first: one, or two in the middle of a change of key.
    pub data_keys: Vec<DataKey>,
    /// The slot that was opened.
    pub slot_id: SlotId,
    /// The generation of the header, now authentic. What the database has seen must not be above it
    /// ([`crate::check_generation`]).
    pub generation: u64,
    /// The sheet whose code opened it, if a code did.
    pub sheet: Option<SheetNumber>,
}

impl fmt::Debug for Unlocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unlocked")
            .field("slot_id", &self.slot_id)
            .field("data_keys", &self.data_keys.len())
            .field("generation", &self.generation)
            .finish()
    }
}

/// Opens a person's slot. Takes as long as Argon2id at the slot's parameters. A header of the first format is written
/// anew in the second.
///
/// With two keys in `data_keys` a change of key was interrupted: the database opens with one of them. Opened by the
/// older, it is to be re-keyed to the newer; then [`crate::finish_rotation`] with the newer.
///
/// # Errors
/// `wrong-passphrase`, also for a slot that is not there; those of the header, of which `header-older` leads to the
/// recovery code; those of the keyring, of which `device-secret-missing` leads there too; `header-altered`.
pub fn unlock(
    folder: &VaultFolder,
    store: &dyn DeviceSecretStore,
    slot_id: SlotId,
    passphrase: &Passphrase,
) -> Result<Unlocked, VaultError> {
    let header = folder.header()?;
    let secret = store.get(header.vault(), header.device())?;
    header.check_device_seal(&secret)?;
    refuse_older(folder, store, &header)?;
    let slot = header.staff_slot(slot_id).ok_or(VaultError::WrongPassphrase)?;
    let opener = slot.opener(&passphrase.normalised(), Some(&secret))?;
    let data_keys = slot.open(header.vault(), &opener).ok_or(VaultError::WrongPassphrase)?;
    check_key_seals(&header, &data_keys, &secret)?;
    let generation = write_anew(folder, header, &data_keys, &secret);
    Ok(Unlocked { data_keys, slot_id, generation, sheet: None })
}

/// Every key the header holds has its own seal over it, and all must fit.
pub(crate) fn check_key_seals(header: &Header, keys: &[DataKey], secret: &DeviceSecret) -> Result<(), VaultError> {
    keys.iter().try_for_each(|key| header.check_key_seal(key, secret))
}

/// Writes a header of the first format in the second, now that all its keys are in hand. A disk that is full keeps
/// nobody out: the first format stays, and the next unlock tries again. Gives the generation that stands.
pub(crate) fn write_anew(folder: &VaultFolder, mut header: Header, keys: &[DataKey], secret: &DeviceSecret) -> u64 {
    let before = header.generation;
    if header.format != FIRST_FORMAT || header.bring_up_to_date(secret).is_err() {
        return before;
    }
    let _turn = folder.turn();
    header.generation += 1;
    header.reseal(&keys.iter().collect::<Vec<_>>(), secret);
    if folder.write_header(&header).is_ok() { header.generation } else { before }
}
