//! The people who can unlock.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::change::Change;
use crate::label::{open_label, seal_label};
use crate::passphrase_rules::check_least;
use crate::slot::{Slot, SlotKind};
use crate::unlock::unlock;
use crate::{DataKey, DeviceSecretStore, Passphrase, SlotId, VaultError, VaultFolder};

/// Who a slot belongs to, as the unlock screen shows it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The name to choose.
    pub name: String,
    /// The role, opaque here.
    pub role: String,
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Person(redacted)")
    }
}

/// One line of the unlock screen.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct SlotLabel {
    /// What to unlock with.
    pub slot_id: SlotId,
    /// The name to choose.
    pub name: String,
    /// The role, opaque here.
    pub role: String,
}

impl fmt::Debug for SlotLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SlotLabel({}, redacted)", self.slot_id)
    }
}

/// Everybody who can unlock, in the order in which they were added.
///
/// # Errors
/// Those of the header and of the keyring; `header-altered`.
pub fn people(folder: &VaultFolder, store: &dyn DeviceSecretStore) -> Result<Vec<SlotLabel>, VaultError> {
    let header = folder.header()?;
    let secret = store.get(header.vault())?;
    header.check_device_seal(&secret)?;
    header
        .staff()
        .map(|slot| {
            let sealed = slot.label.as_ref().ok_or(VaultError::HeaderUnreadable)?;
            let Person { name, role } = open_label(header.vault(), slot.id, sealed, &secret)?;
            Ok(SlotLabel { slot_id: slot.id, name, role })
        })
        .collect()
}

/// Adds a person, with a first passphrase. Who may do so is the caller's to decide.
///
/// # Errors
/// `rotation-pending`, `data-key-differs`, `passphrase-too-short` and its kin, those of the header, the keyring and
/// the folder.
pub fn add_person(
    folder: &VaultFolder,
    store: &dyn DeviceSecretStore,
    key: &DataKey,
    person: &Person,
    passphrase: &Passphrase,
) -> Result<SlotId, VaultError> {
    check_least(passphrase)?;
    let mut change = Change::begin_settled(folder, store, key)?;
    let (vault, id) = (change.header.vault(), SlotId::random()?);
    let text = passphrase.normalised();
    let mut slot = Slot::new(vault, id, SlotKind::Staff, &text, &change.secret, &[key])?;
    slot.label = Some(seal_label(vault, id, person, &change.secret)?);
    change.header.slots.push(slot);
    change.commit(&[key])?;
    Ok(id)
}

/// Changes the name or role shown for a slot.
///
/// # Errors
/// `slot-unknown`, and those of [`add_person`].
pub fn change_label(
    folder: &VaultFolder,
    store: &dyn DeviceSecretStore,
    key: &DataKey,
    slot_id: SlotId,
    person: &Person,
) -> Result<(), VaultError> {
    let mut change = Change::begin_settled(folder, store, key)?;
    let label = seal_label(change.header.vault(), slot_id, person, &change.secret)?;
    change.header.staff_slot_mut(slot_id)?.label = Some(label);
    change.commit(&[key])
}

/// Sets a slot's passphrase anew without knowing the old one. The slot's private half cannot be read without it, so
/// the slot gets a fresh key pair.
///
/// # Errors
/// `slot-unknown`, and those of [`add_person`].
pub fn set_passphrase(
    folder: &VaultFolder,
    store: &dyn DeviceSecretStore,
    key: &DataKey,
    slot_id: SlotId,
    passphrase: &Passphrase,
) -> Result<(), VaultError> {
    check_least(passphrase)?;
    let mut change = Change::begin_settled(folder, store, key)?;
    let vault = change.header.vault();
    let place = change.header.staff_slot_mut(slot_id)?;
    let text = passphrase.normalised();
    let mut slot = Slot::new(vault, slot_id, SlotKind::Staff, &text, &change.secret, &[key])?;
    slot.label = place.label.take();
    *place = slot;
    change.commit(&[key])
}

/// Changes a person's own passphrase.
///
/// # Errors
/// `wrong-passphrase` for the old one, and those of [`add_person`].
pub fn change_passphrase(
    folder: &VaultFolder,
    store: &dyn DeviceSecretStore,
    slot_id: SlotId,
    old: &Passphrase,
    new: &Passphrase,
) -> Result<(), VaultError> {
    check_least(new)?;
    let unlocked = unlock(folder, store, slot_id, old)?;
    match unlocked.data_keys.as_slice() {
        [key] => set_passphrase(folder, store, key, slot_id, new),
        _ => Err(VaultError::RotationPending),
    }
}
