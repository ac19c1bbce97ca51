//! The recovery code: the way back when a computer breaks or a passphrase is lost.

use crate::change::Change;
use crate::create::recovery_slot;
use crate::slot::SlotKind;
use crate::unlock::{Unlocked, check_key_seals};
use crate::{DataKey, DeviceSecretStore, RecoveryCode, SheetNumber, VaultError, VaultFolder};

/// Opens the recovery slot with the printed code. On a computer whose keyring has no entry for this vault, the device
/// secret is taken out of the header and kept there, so that everybody's passphrase works as before. An entry that is
/// there is never overwritten.
///
/// Afterwards the sheet has been read by somebody: print a new one ([`reissue_recovery`]).
///
/// # Errors
/// `recovery-code-wrong`; `device-secret-differs` when the keyring holds another secret for this vault; those of the
/// header and of the keyring, but not `device-secret-missing`.
pub fn unlock_with_recovery(
    folder: &VaultFolder,
    code: &RecoveryCode,
    store: &dyn DeviceSecretStore,
) -> Result<Unlocked, VaultError> {
    let header = folder.header()?;
    let vault = header.vault();
    // Before the work, so that a keyring that is absent or locked is told at once.
    let kept = match store.get(vault) {
        Ok(secret) => Some(secret),
        Err(VaultError::DeviceSecretMissing) => None,
        Err(error) => return Err(error),
    };

    let wrong = || VaultError::RecoveryCodeWrong { sheet: header.sheet().to_string() };
    let slot = header.recovery_slot()?;
    let opener = slot.opener(&code.text(), None)?;
    let data_keys = slot.open(vault, &opener).ok_or_else(wrong)?;
    let secret = slot.open_device_secret(vault, &opener).ok_or(VaultError::HeaderAltered)?;
    header.check_device_seal(&secret)?;
    check_key_seals(&header, &data_keys, &secret)?;

    match kept {
        None => store.create(vault, &secret)?,
        Some(kept) if kept.bytes() == secret.bytes() => {}
        Some(_) => {
            return Err(VaultError::DeviceSecretDiffers { entry: vault.to_string() });
        }
    }
    Ok(Unlocked { data_keys, slot_id: slot.id })
}

/// A new recovery sheet.
#[derive(Debug)]
pub struct Reissued {
    /// The number to print on it.
    pub sheet: SheetNumber,
    /// The code to print on it. It is nowhere else.
    pub recovery_code: RecoveryCode,
}

/// Makes a new recovery sheet, with the next number. The old code no longer opens this header. It does open a copy of
/// the header made earlier, and with it the data key of that time: where the old sheet may have been read by somebody,
/// change the data key as well ([`crate::begin_rotation`] with nobody to remove).
///
/// # Errors
/// `rotation-pending`, `data-key-differs`, those of the header, the keyring and the folder.
pub fn reissue_recovery(
    folder: &VaultFolder,
    store: &dyn DeviceSecretStore,
    key: &DataKey,
) -> Result<Reissued, VaultError> {
    let mut change = Change::begin_settled(folder, store, key)?;
    let recovery_code = RecoveryCode::random()?;
    let slot = recovery_slot(change.header.vault(), &recovery_code, &change.secret, key)?;
    let sheet = change.header.sheet().next();
    change.header.sheet = sheet;
    change.header.slots.retain(|slot| slot.kind != SlotKind::Recovery);
    change.header.slots.push(slot);
    change.commit(&[key])?;
    Ok(Reissued { sheet, recovery_code })
}
