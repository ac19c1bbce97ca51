//! Changing a header: read, check against the keys in hand, change, seal, write. All or nothing.

use std::sync::MutexGuard;

use crate::{DataKey, DeviceSecret, DeviceSecretStore, Header, VaultError, VaultFolder};

/// A header being changed. Dropping it without [`Change::commit`] leaves the file as it was.
pub(crate) struct Change<'a> {
    pub(crate) header: Header,
    pub(crate) secret: DeviceSecret,
    folder: &'a VaultFolder,
    _turn: MutexGuard<'a, ()>,
}

impl<'a> Change<'a> {
    /// Begins a change with the data key in hand. The seals are checked first: nothing is ever sealed to a slot that
    /// somebody else put into the file.
    ///
    /// # Errors
    /// Those of reading the header and the keyring, `header-altered`, `data-key-differs`.
    pub(crate) fn begin(
        folder: &'a VaultFolder,
        store: &dyn DeviceSecretStore,
        key: &DataKey,
    ) -> Result<Self, VaultError> {
        let turn = folder.turn();
        let header = folder.header()?;
        let secret = store.get(header.vault())?;
        header.check_device_seal(&secret)?;
        header.check_key_seal(key, &secret)?;
        Ok(Self { header, secret, folder, _turn: turn })
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

    /// Seals the changed header under `keys` (all it now holds, newest first) and writes it.
    pub(crate) fn commit(mut self, keys: &[&DataKey]) -> Result<(), VaultError> {
        self.header.reseal(keys, &self.secret);
        self.folder.write_header(&self.header)
    }
}
