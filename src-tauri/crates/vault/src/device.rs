//! Replacing this computer's secret: after a theft of the keyring, what was taken opens nothing any more.

use crate::change::Change;
use crate::passphrase_rules::check_least;
use crate::people::staff_slot;
use crate::slot::SlotKind;
use crate::{DataKey, DeviceSecret, DeviceSecretStore, Passphrase, Person, SlotId, VaultError, VaultFolder};

/// How many lines left behind by attempts that were cut off are stepped over.
const LEFT_BEHIND: u32 = 100;

/// Makes a new device secret and begins a change of key. The keyring keeps the new secret first, on a line of its own,
/// then the header is written; the recovery slots take it without their codes. A staff slot cannot be joined with it
/// without its passphrase: but for the slot of whoever does this, whose passphrase the caller has checked
/// ([`crate::unlock`]), all are taken out, and those people need a first passphrase.
///
/// Once the change of key has ended, [`forget_older_devices`] drops the old secret.
///
/// # Errors
/// `rotation-pending`, `data-key-differs`, `header-older`, the refusals of a passphrase, those of the header, the keyring
/// and the folder.
pub fn replace_device_secret(
    folder: &VaultFolder,
    store: &dyn DeviceSecretStore,
    old: &DataKey,
    slot_id: SlotId,
    person: &Person,
    passphrase: &Passphrase,
) -> Result<DataKey, VaultError> {
    check_least(passphrase)?;
    let mut change = Change::begin_settled(folder, store, old)?;
    let vault = change.header.vault();
    change.header.staff_slot_mut(slot_id)?;
    let secret = DeviceSecret::random()?;
    let new = DataKey::random()?;

    let device = keep(store, vault, change.header.device, &secret)?;
    crate::step("device: the keyring has the new secret");
    change.header.device = device;
    change.header.slots.retain(|slot| slot.kind == SlotKind::Recovery);
    change.header.slots.iter_mut().try_for_each(|slot| slot.take_device_secret(vault, &secret))?;
    let own = staff_slot(vault, slot_id, person, passphrase, &secret, &[old])?;
    change.header.put_staff_slot(own);
    change.header.slots.iter_mut().try_for_each(|slot| slot.add_key(&new))?;
    change.secret = secret;
    change.commit(&[&new, old])?;
    Ok(new)
}

/// On the first free line after `device`: an entry is never overwritten, and an attempt that was cut off left one.
fn keep(
    store: &dyn DeviceSecretStore,
    vault: crate::VaultId,
    device: u32,
    secret: &DeviceSecret,
) -> Result<u32, VaultError> {
    for line in device.saturating_add(1)..=device.saturating_add(LEFT_BEHIND) {
        match store.create(vault, line, secret) {
            Err(VaultError::DeviceSecretPresent) => {}
            other => return other.map(|()| line),
        }
    }
    Err(VaultError::DeviceSecretPresent)
}

/// Drops the secrets of the lines before the header's, which open nothing any more. Best effort, and harmless to repeat.
///
/// # Errors
/// Those of the header and the keyring; `rotation-pending` before the change of key has ended.
pub fn forget_older_devices(folder: &VaultFolder, store: &dyn DeviceSecretStore) -> Result<(), VaultError> {
    let header = folder.header()?;
    if header.rotation_is_pending() {
        return Err(VaultError::RotationPending);
    }
    (1..header.device()).rev().try_for_each(|line| store.forget(header.vault(), line))
}
