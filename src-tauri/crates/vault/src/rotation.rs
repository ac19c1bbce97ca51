//! Changing the data key: header {new, old} -> the caller re-keys the database and verifies it -> drop old.
//!
//! Interrupted anywhere, the vault opens: before the first step with the old key alone, between the steps with one of
//! two candidates, after the last with the new key alone.

use crate::change::Change;
use crate::slot::SlotKind;
use crate::{DataKey, DeviceSecretStore, SlotId, VaultError, VaultFolder};

/// Begins a change of key: takes out the slot of a person who leaves, if there is one, and seals a new data key beside
/// the old one to every slot that remains, the recovery slot included. Nobody's passphrase is needed.
///
/// A person who is taken out keeps what they had learnt: until the database is re-keyed, the old key opens it.
///
/// # Errors
/// `rotation-pending`, `slot-unknown`, `last-person`, `data-key-differs`, those of the header, keyring and folder.
pub fn begin_rotation(
    folder: &VaultFolder,
    store: &dyn DeviceSecretStore,
    old: &DataKey,
    removed: Option<SlotId>,
) -> Result<DataKey, VaultError> {
    let mut change = Change::begin_settled(folder, store, old)?;
    if let Some(id) = removed {
        change.header.staff_slot_mut(id)?;
        change.header.slots.retain(|slot| slot.id != id);
        if !change.header.slots.iter().any(|slot| slot.kind == SlotKind::Staff) {
            return Err(VaultError::LastPerson);
        }
    }
    let new = DataKey::random()?;
    change.header.slots.iter_mut().try_for_each(|slot| slot.add_key(&new))?;
    change.commit(&[&new, old])?;
    Ok(new)
}

/// Finishes a change of key: drops the old one. Only after the database was re-keyed to `new`, opened again and
/// verified: from here on nothing opens what is still under the old key.
///
/// # Errors
/// `no-rotation`; `data-key-differs` when `new` is not the newer of the two; those of the header, keyring and folder.
pub fn finish_rotation(folder: &VaultFolder, store: &dyn DeviceSecretStore, new: &DataKey) -> Result<(), VaultError> {
    let mut change = Change::begin(folder, store, new)?;
    if !change.header.rotation_is_pending() {
        return Err(VaultError::NoRotation);
    }
    if change.header.key_ids().first() != Some(&new.id()) {
        return Err(VaultError::DataKeyDiffers);
    }
    change.header.slots.iter_mut().for_each(|slot| slot.keep_only(new.id()));
    change.commit(&[new])
}

/// Whether a change of key has begun and is not finished.
///
/// # Errors
/// Those of the header.
pub fn pending_rotation(folder: &VaultFolder) -> Result<bool, VaultError> {
    Ok(folder.header()?.rotation_is_pending())
}
