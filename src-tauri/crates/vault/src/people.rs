//! The people who can unlock.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::change::Change;
use crate::label::{open_label, seal_label};
use crate::passphrase_rules::check_least;
use crate::slot::{Slot, SlotKind};
use crate::unlock::unlock;
use crate::{DataKey, DeviceSecret, DeviceSecretStore, Passphrase, SlotId, VaultError, VaultFolder, VaultId};

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
    let secret = store.get(header.vault(), header.device())?;
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

/// Adds a person, with a first passphrase, under an id made beforehand, so that it stands in the database first. Who may
/// do so is the caller's to decide.
///
/// # Errors
/// `slot-present`, `rotation-pending`, `data-key-differs`, `header-older`, `passphrase-too-short` and its kin, those of the
/// header, the keyring and the folder.
pub fn add_person(
    folder: &VaultFolder,
    store: &dyn DeviceSecretStore,
    key: &DataKey,
    slot_id: SlotId,
    person: &Person,
    passphrase: &Passphrase,
) -> Result<(), VaultError> {
    check_least(passphrase)?;
    let mut change = Change::begin_settled(folder, store, key)?;
    if change.header.slots.iter().any(|slot| slot.id == slot_id) {
        return Err(VaultError::SlotPresent);
    }
    let slot = staff_slot(change.header.vault(), slot_id, person, passphrase, &change.secret, &[key])?;
    change.header.put_staff_slot(slot);
    change.commit(&[key])?;
    Ok(())
}

/// A slot of a person, with a fresh key pair, the data keys (newest first) sealed to it.
pub(crate) fn staff_slot(
    vault: VaultId,
    id: SlotId,
    person: &Person,
    passphrase: &Passphrase,
    secret: &DeviceSecret,
    keys: &[&DataKey],
) -> Result<Slot, VaultError> {
    let text = passphrase.normalised();
    let mut slot = Slot::new(vault, id, SlotKind::Staff, &text, secret, keys)?;
    slot.label = Some(seal_label(vault, id, person, secret)?);
    Ok(slot)
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
    change.commit(&[key])?;
    Ok(())
}

/// Changes a person's own passphrase. The data key stays: who knew the old passphrase and has a copy of the folder from
/// before, with this computer's key, opens that copy with it; never today's records, whose header is later.
///
/// # Errors
/// `wrong-passphrase` for the old one, `rotation-pending`, and those of [`add_person`].
pub fn change_passphrase(
    folder: &VaultFolder,
    store: &dyn DeviceSecretStore,
    slot_id: SlotId,
    old: &Passphrase,
    new: &Passphrase,
) -> Result<(), VaultError> {
    check_least(new)?;
    let unlocked = unlock(folder, store, slot_id, old)?;
    let [key] = unlocked.data_keys.as_slice() else { return Err(VaultError::RotationPending) };
    let mut change = Change::begin_settled(folder, store, key)?;
    let vault = change.header.vault();
    let place = change.header.staff_slot_mut(slot_id)?;
    // The private half could be wrapped anew; a fresh pair makes it differ from the one of the old passphrase.
    let mut slot = Slot::new(vault, slot_id, SlotKind::Staff, &new.normalised(), &change.secret, &[key])?;
    slot.label = place.label.take();
    *place = slot;
    change.commit(&[key])?;
    Ok(())
}
