//! Changing the data key: header {new, old} -> the caller re-keys the database and verifies it -> drop old.
//!
//! Interrupted anywhere, the vault opens: before the first step with the old key alone, between the steps with one of
//! two candidates, after the last with the new key alone.

use crate::change::Change;
use crate::passphrase_rules::check_least;
use crate::people::staff_slot;
use crate::slot::SlotKind;
use crate::{DataKey, DeviceSecretStore, Passphrase, Person, SheetNumber, SlotId, VaultError, VaultFolder};

/// What a change of key takes out of the header with it, in the same change, so that it never comes back by an older
/// header: that one's data key no longer opens the records.
#[derive(Debug)]
pub enum Replaced<'a> {
    /// Nothing: the key alone.
    Nothing,
    /// The slot of somebody who leaves, or one that belongs to nobody.
    Slot(SlotId),
    /// Somebody's passphrase, without knowing the one before: the slot gets a fresh key pair. A person who has no slot
    /// gets one.
    Passphrase {
        /// Whose.
        slot: SlotId,
        /// Name and role as shown.
        person: &'a Person,
        /// The new one.
        passphrase: &'a Passphrase,
    },
    /// Every recovery sheet but this one, which was confirmed from its paper.
    Sheets {
        /// The one that stays.
        but: SheetNumber,
    },
}

/// Begins a change of key: takes out what is replaced, and seals a new data key beside the old one to every slot that
/// remains, the recovery slots included. Nobody's passphrase is needed.
///
/// A person who is taken out keeps what they had learnt: until the database is re-keyed, the old key opens it.
///
/// # Errors
/// `rotation-pending`, `slot-unknown`, `sheet-unknown`, `last-person`, `data-key-differs`, `header-older`, the refusals of
/// a passphrase, those of the header, keyring and folder.
pub fn begin_rotation(
    folder: &VaultFolder,
    store: &dyn DeviceSecretStore,
    old: &DataKey,
    replaced: Replaced<'_>,
) -> Result<DataKey, VaultError> {
    if let Replaced::Passphrase { passphrase, .. } = replaced {
        check_least(passphrase)?;
    }
    let mut change = Change::begin_settled(folder, store, old)?;
    let vault = change.header.vault();
    let new = DataKey::random()?;
    match replaced {
        Replaced::Nothing => {}
        Replaced::Slot(id) => {
            change.header.staff_slot_mut(id)?;
            change.header.slots.retain(|slot| slot.id != id);
            if change.header.staff().next().is_none() {
                return Err(VaultError::LastPerson);
            }
        }
        Replaced::Passphrase { slot, person, passphrase } => {
            let slot = staff_slot(vault, slot, person, passphrase, &change.secret, &[old])?;
            change.header.put_staff_slot(slot);
        }
        Replaced::Sheets { but } => {
            if !change.header.sheets().contains(&but) {
                return Err(VaultError::SheetUnknown);
            }
            change.header.slots.retain(|slot| slot.kind != SlotKind::Recovery || slot.sheet == Some(but));
        }
    }
    change.header.slots.iter_mut().try_for_each(|slot| slot.add_key(&new))?;
    change.commit(&[&new, old])?;
    Ok(new)
}

/// Finishes a change of key: drops the old one. Only after the database was re-keyed to `new`, opened again and
/// verified, log and all: from here on nothing opens what is still under the old key.
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
    change.commit(&[new])?;
    Ok(())
}

/// Whether a change of key has begun and is not finished.
///
/// # Errors
/// Those of the header.
pub fn pending_rotation(folder: &VaultFolder) -> Result<bool, VaultError> {
    Ok(folder.header()?.rotation_is_pending())
}
