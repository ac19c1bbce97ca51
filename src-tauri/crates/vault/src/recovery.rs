//! The recovery code: the way back when a computer breaks or a passphrase is lost.

use crate::change::Change;
use crate::generation::refuse_older;
use crate::passphrase_rules::check_least;
use crate::slot::{Slot, SlotKind};
use crate::unlock::{Unlocked, check_key_seals, write_anew};
use crate::{
    DataKey, DeviceSecret, DeviceSecretStore, Header, Passphrase, Person, RecoveryCode, SheetNumber, SlotId,
    VaultError, VaultFolder, VaultId,
};

/// Opens a recovery slot with the printed code: any sheet's that stands. On a computer whose keyring has no entry for
/// this vault, the device secret is taken out of the header and kept there, so that everybody's passphrase works as
/// before. An entry that is there is never overwritten. A header that is older than what was seen opens, too.
///
/// Afterwards the sheet has been read by somebody: [`recover`], then a new sheet ([`add_sheet`]).
///
/// # Errors
/// `recovery-code-wrong`; `device-secret-differs` when the keyring holds another secret for this vault; those of the
/// header and of the keyring, but neither `device-secret-missing` nor `header-older`.
pub fn unlock_with_recovery(
    folder: &VaultFolder,
    code: &RecoveryCode,
    store: &dyn DeviceSecretStore,
) -> Result<Unlocked, VaultError> {
    let header = folder.header()?;
    let vault = header.vault();
    // Before the work, so that a keyring that is absent or locked is told at once.
    let kept = match store.get(vault, header.device()) {
        Ok(secret) => Some(secret),
        Err(VaultError::DeviceSecretMissing) => None,
        Err(error) => return Err(error),
    };

    let (slot_id, sheet, data_keys, secret) = open_any(&header, code)?;
    header.check_device_seal(&secret)?;
    check_key_seals(&header, &data_keys, &secret)?;

    match kept {
        None => store.create(vault, header.device(), &secret)?,
        Some(kept) if kept.bytes() == secret.bytes() => {}
        Some(_) => {
            return Err(VaultError::DeviceSecretDiffers { entry: crate::device_secret::entry(vault, header.device()) });
        }
    }
    let generation = write_anew(folder, header, &data_keys, &secret);
    Ok(Unlocked { data_keys, slot_id, generation, sheet })
}

type Opened = (SlotId, Option<SheetNumber>, Vec<DataKey>, DeviceSecret);

/// The newest sheet first: it is the one most likely in hand, and each costs one Argon2id run.
fn open_any(header: &Header, code: &RecoveryCode) -> Result<Opened, VaultError> {
    let mut slots: Vec<&Slot> = header.recovery().collect();
    slots.sort_by_key(|slot| std::cmp::Reverse(slot.sheet));
    for slot in slots {
        let opener = slot.opener(&code.text(), None)?;
        if let Some(data_keys) = slot.open(header.vault(), &opener) {
            let secret = slot.open_device_secret(header.vault(), &opener).ok_or(VaultError::HeaderAltered)?;
            return Ok((slot.id, slot.sheet, data_keys, secret));
        }
    }
    Err(VaultError::RecoveryCodeWrong { sheet: header.sheets_in_words() })
}

/// A new recovery sheet.
#[derive(Debug)]
pub struct Reissued {
    /// The number to print on it.
    pub sheet: SheetNumber,
    /// The code to print on it. It is nowhere else.
    pub recovery_code: RecoveryCode,
}

/// Makes a new recovery sheet with the next number, beside those that stand: every printed one opens until one is
/// confirmed from its paper ([`crate::Replaced::Sheets`]).
///
/// # Errors
/// `rotation-pending`, `data-key-differs`, `header-older`, those of the header, the keyring and the folder.
pub fn add_sheet(folder: &VaultFolder, store: &dyn DeviceSecretStore, key: &DataKey) -> Result<Reissued, VaultError> {
    let mut change = Change::begin_settled(folder, store, key)?;
    let recovery_code = RecoveryCode::random()?;
    let sheet = change.header.sheet().next();
    let slot = recovery_slot(change.header.vault(), &recovery_code, sheet, &change.secret, &[key])?;
    change.header.slots.push(slot);
    change.commit(&[key])?;
    Ok(Reissued { sheet, recovery_code })
}

/// A recovery slot with its sheet's number, the data keys (newest first) sealed to it.
pub(crate) fn recovery_slot(
    vault: VaultId,
    code: &RecoveryCode,
    sheet: SheetNumber,
    secret: &DeviceSecret,
    keys: &[&DataKey],
) -> Result<Slot, VaultError> {
    let mut slot = Slot::new(vault, SlotId::random()?, SlotKind::Recovery, &code.text(), secret, keys)?;
    slot.sheet = Some(sheet);
    Ok(slot)
}

/// What a recovery left to do.
#[derive(Debug)]
pub struct RecoveryBegun {
    /// The generation that the header now has: above all that were seen.
    pub generation: u64,
    /// The header was older than what was seen, so the slots of everybody else were taken out: they may have held
    /// passphrases that were replaced. Those people need a first passphrase.
    pub others_removed: bool,
}

/// After [`unlock_with_recovery`]: sets one person's passphrase anew and begins a change of key, in one change of the
/// header, which takes a generation above all that were seen. Gives the keys that the header now holds, newest first, in
/// place of `keys`. What the database has seen is noted on the folder before ([`VaultFolder::note_generation`]).
///
/// In the middle of a change of key none is begun: end that one, then begin another.
///
/// # Errors
/// `passphrase-too-short` and its kin, `data-key-differs`, those of the header, the keyring and the folder.
pub fn recover(
    folder: &VaultFolder,
    store: &dyn DeviceSecretStore,
    keys: Vec<DataKey>,
    slot_id: SlotId,
    person: &Person,
    passphrase: &Passphrase,
) -> Result<(Vec<DataKey>, RecoveryBegun), VaultError> {
    check_least(passphrase)?;
    let mut change = Change::begin_with(folder, store, &keys)?;
    let others_removed = refuse_older(folder, store, &change.header).is_err();
    if others_removed {
        change.header.slots.retain(|slot| slot.kind == SlotKind::Recovery);
    }
    let mut held = keys;
    let begun = if held.len() == 1 { Some(DataKey::random()?) } else { None };
    if let Some(new) = begun {
        change.header.slots.iter_mut().try_for_each(|slot| slot.add_key(&new))?;
        held.insert(0, new);
    }
    let all: Vec<&DataKey> = held.iter().collect();
    let slot = crate::people::staff_slot(change.header.vault(), slot_id, person, passphrase, &change.secret, &all)?;
    change.header.put_staff_slot(slot);
    let generation = change.commit(&all)?;
    Ok((held, RecoveryBegun { generation, others_removed }))
}
