//! Changing a header: read, check against the keys in hand, change, seal, write. All or nothing.

use std::sync::MutexGuard;

use crate::generation::refuse_older;
use crate::header::FIRST_FORMAT;
use crate::unlock::check_key_seals;
use crate::{DataKey, DeviceSecret, DeviceSecretStore, Header, VaultError, VaultFolder};

/// A header being changed. Dropping it without [`Change::commit`] leaves the file as it was.
pub(crate) struct Change<'a> {
    pub(crate) header: Header,
    pub(crate) secret: DeviceSecret,
    folder: &'a VaultFolder,
    /// The highest generation that the keyring has seen, as far as it says.
    seen: u64,
    _turn: MutexGuard<'a, ()>,
}

impl<'a> Change<'a> {
    /// Begins a change with the data key in hand. The seals are checked first: nothing is ever sealed to a slot that
    /// somebody else put into the file.
    ///
    /// # Errors
    /// Those of reading the header and the keyring, `header-older`, `header-altered`, `data-key-differs`.
    pub(crate) fn begin(
        folder: &'a VaultFolder,
        store: &dyn DeviceSecretStore,
        key: &DataKey,
    ) -> Result<Self, VaultError> {
        let change = Self::begin_with(folder, store, std::slice::from_ref(key))?;
        refuse_older(folder, store, &change.header)?;
        Ok(change)
    }

    /// As [`Change::begin`], and refused in the middle of a change of key: with one key in hand a slot could not be
    /// given both.
    pub(crate) fn begin_settled(
        folder: &'a VaultFolder,
        store: &dyn DeviceSecretStore,
        key: &DataKey,
    ) -> Result<Self, VaultError> {
        let change = Self::begin(folder, store, key)?;
        if change.header.rotation_is_pending() {
            return Err(VaultError::RotationPending);
        }
        Ok(change)
    }

    /// As [`Change::begin`], with every data key the header holds, and taken as well where the header is older than
    /// what has been seen: for the recovery code, which alone leads on from there.
    pub(crate) fn begin_with(
        folder: &'a VaultFolder,
        store: &dyn DeviceSecretStore,
        keys: &[DataKey],
    ) -> Result<Self, VaultError> {
        let turn = folder.turn();
        let header = folder.header()?;
        let secret = store.get(header.vault(), header.device())?;
        header.check_device_seal(&secret)?;
        check_key_seals(&header, keys, &secret)?;
        let seen = store.get_generation(header.vault()).ok().flatten().unwrap_or_default();
        Ok(Self { header, secret, folder, seen, _turn: turn })
    }

    /// Seals the changed header under `keys` (all it now holds, newest first), one generation above every one seen, and
    /// writes it. Gives that generation.
    pub(crate) fn commit(mut self, keys: &[&DataKey]) -> Result<u64, VaultError> {
        if self.header.format == FIRST_FORMAT {
            self.header.bring_up_to_date(&self.secret)?;
        }
        let seen = self.seen.max(self.folder.generation_noted());
        self.header.generation = self.header.generation.max(seen).saturating_add(1);
        self.header.reseal(keys, &self.secret);
        self.folder.write_header(&self.header)?;
        self.folder.note_generation(self.header.generation);
        Ok(self.header.generation)
    }
}
