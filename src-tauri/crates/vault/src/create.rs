//! Setting up a vault.

use std::fmt;

use crate::folder_state::{FolderState, classify, observe};
use crate::header::{FIRST_DEVICE, FORMAT};
use crate::header_seal::Seals;
use crate::passphrase_rules::check_least;
use crate::people::staff_slot;
use crate::recovery::recovery_slot;
use crate::{
    DataKey, DeviceSecret, DeviceSecretStore, Header, Passphrase, Person, RecoveryCode, SheetNumber, SlotId,
    VaultError, VaultFolder, VaultId,
};

/// A new vault, unlocked.
pub struct Created {
    /// The header as written.
    pub header: Header,
    /// The first person's slot.
    pub slot_id: SlotId,
    /// The key to make the database with.
    pub data_key: DataKey,
    /// For the recovery sheet. It is nowhere else: once dropped it cannot be shown again.
    pub recovery_code: RecoveryCode,
}

impl fmt::Debug for Created {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Created").field("header", &self.header).field("slot_id", &self.slot_id).finish_non_exhaustive()
    }
}

/// Sets up a vault with its first person: a note that a set-up is under way, a device secret in the keyring, then the
/// header. When that fails, what was made is taken back. The note stays until the caller has made the database and calls
/// [`VaultFolder::end_set_up`]. `sheet` is the number printed on the recovery sheet, `now`
/// the time to note in the header (kept as written). The caller has checked the passphrase against the role's rule
/// ([`crate::check_passphrase`]); the shortest length for anybody is checked here too.
///
/// # Errors
/// `header-present`, `key-file-missing`, `set-up-not-taken-back`, the keyring's, `passphrase-too-short`, `passphrase-unseen-character`, `passphrase-too-long`,
/// `folder-unusable`, `disk-full`.
pub fn create(
    folder: &VaultFolder,
    store: &dyn DeviceSecretStore,
    person: &Person,
    passphrase: &Passphrase,
    sheet: SheetNumber,
    now: &str,
) -> Result<Created, VaultError> {
    let _turn = folder.turn();
    match classify(&observe(folder, store)?) {
        FolderState::Empty => {}
        FolderState::KeyFileMissing => return Err(VaultError::KeyFileMissing),
        FolderState::SetUpUnfinished => return Err(VaultError::SetUpNotTakenBack),
        FolderState::KeyringLocked
        | FolderState::KeyringSilent
        | FolderState::KeyringAbsent
        | FolderState::KeyringFailed
            if !folder.has_header() =>
        {
            return Err(store.status().refusal().unwrap_or(VaultError::KeyringLocked));
        }
        _ => return Err(VaultError::HeaderPresent),
    }
    check_least(passphrase)?;

    let vault = VaultId::random()?;
    let slot_id = SlotId::random()?;
    let secret = DeviceSecret::random()?;
    let data_key = DataKey::random()?;
    let recovery_code = RecoveryCode::random()?;

    let staff = staff_slot(vault, slot_id, person, passphrase, &secret, &[&data_key])?;
    let recovery = recovery_slot(vault, &recovery_code, sheet, &secret, &[&data_key])?;
    let mut header = Header {
        format: FORMAT,
        vault,
        generation: 1,
        device: FIRST_DEVICE,
        created: now.to_owned(),
        slots: vec![staff, recovery],
        seals: Seals::default(),
    };
    header.reseal(&[&data_key], &secret);

    folder.begin_set_up(vault, now)?;
    crate::step("set-up: its note is written");
    let made = store.create(vault, FIRST_DEVICE, &secret).and_then(|()| {
        crate::step("set-up: the keyring has the secret");
        folder.write_header(&header)
    });
    if let Err(error) = made {
        // The first failure is the one to tell; what cannot be taken back now is taken back at the next start.
        let _ = folder.take_back_set_up(store, now.get(..10).unwrap_or("undated"));
        return Err(error);
    }
    Ok(Created { header, slot_id, data_key, recovery_code })
}
