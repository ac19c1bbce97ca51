//! Name and role on a staff slot, for the unlock screen, sealed under the device secret: whoever takes the file away
//! does not learn who works here.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::cipher::{Sealed, fields};
use crate::derive::expand;
use crate::header::FIRST_FORMAT;
use crate::secret::Secret;
use crate::{DeviceSecret, Person, SlotId, VaultError, VaultId};

/// Labels are filled up to a multiple of this, so that their length does not tell the name.
const STEP: usize = 128;

#[derive(Serialize, Deserialize)]
struct Label {
    name: String,
    role: String,
}

pub(crate) fn seal_label(
    vault: VaultId,
    slot: SlotId,
    person: &Person,
    secret: &DeviceSecret,
) -> Result<Sealed, VaultError> {
    let label = Label { name: person.name.clone(), role: person.role.clone() };
    let mut json = Zeroizing::new(serde_json::to_vec(&label).expect("two strings fit JSON"));
    // JSON allows spaces at its end.
    let length = json.len().next_multiple_of(STEP);
    json.resize(length, b' ');
    Sealed::new(&labelling_key(vault, secret), &bound(vault, slot), &json)
}

pub(crate) fn open_label(
    vault: VaultId,
    slot: SlotId,
    sealed: &Sealed,
    secret: &DeviceSecret,
) -> Result<Person, VaultError> {
    let json = sealed.open(&labelling_key(vault, secret), &bound(vault, slot)).ok_or(VaultError::HeaderAltered)?;
    let Label { name, role } = serde_json::from_slice(&json).map_err(|_| VaultError::HeaderAltered)?;
    Ok(Person { name, role })
}

fn labelling_key(vault: VaultId, secret: &DeviceSecret) -> Secret {
    expand(&[secret.bytes()], vault.as_bytes(), "labels of staff slots")
}

fn bound(vault: VaultId, slot: SlotId) -> Vec<u8> {
    fields(&[b"frontdesk vault label", &FIRST_FORMAT.to_le_bytes(), vault.as_bytes(), slot.as_bytes()])
}
