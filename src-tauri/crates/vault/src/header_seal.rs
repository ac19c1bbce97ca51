//! Seals over the whole header. Each slot is bound by itself; these bind the slots to each other, so that whoever can
//! write the file but holds no key cannot add a slot of their own, to which the next data key would then be sealed.
//!
//! One HMAC-SHA256 under the device secret is checked before anything is asked of the person, so that damage is told
//! apart from a wrong passphrase. One under each data key (and the device secret) is checked once that key is open.

use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::cipher::hex_array;
use crate::derive::expand;
use crate::header::FIRST_FORMAT;
use crate::secret::Secret;
use crate::slot::Slot;
use crate::{DataKey, DeviceSecret, Header, KeyId, SheetNumber, VaultError, VaultId};

#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Seals {
    #[serde(with = "hex_array")]
    device: [u8; 32],
    keys: Vec<KeySeal>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeySeal {
    key: KeyId,
    #[serde(with = "hex_array")]
    seal: [u8; 32],
}

impl Seals {
    pub(crate) fn key_ids(&self) -> impl Iterator<Item = KeyId> + '_ {
        self.keys.iter().map(|seal| seal.key)
    }
}

/// What is sealed: every field but the seals, in the order of the file, as JSON without spaces.
#[derive(Serialize)]
struct Body<'a> {
    format: u64,
    vault: VaultId,
    generation: u64,
    device: u32,
    created: &'a str,
    slots: &'a [Slot],
}

/// The same in the first format.
#[derive(Serialize)]
struct FirstBody<'a> {
    format: u64,
    vault: VaultId,
    created: &'a str,
    sheet: SheetNumber,
    slots: &'a [Slot],
}

impl Header {
    /// Seals the header anew under the device secret and every data key it holds, newest first.
    pub(crate) fn reseal(&mut self, keys: &[&DataKey], secret: &DeviceSecret) {
        let body = self.body();
        self.seals = Seals {
            device: mac(&self.device_sealing_key(secret), &body).finalize().into_bytes().into(),
            keys: keys
                .iter()
                .map(|key| KeySeal {
                    key: key.id(),
                    seal: mac(&self.key_sealing_key(key, secret), &body).finalize().into_bytes().into(),
                })
                .collect(),
        };
    }

    /// Checks the seal under the device secret.
    pub(crate) fn check_device_seal(&self, secret: &DeviceSecret) -> Result<(), VaultError> {
        mac(&self.device_sealing_key(secret), &self.body())
            .verify_slice(&self.seals.device)
            .map_err(|_| VaultError::HeaderAltered)
    }

    /// Checks the seal under one data key.
    ///
    /// # Errors
    /// `data-key-differs` when the header knows no such key, `header-altered` when the seal does not fit.
    pub(crate) fn check_key_seal(&self, key: &DataKey, secret: &DeviceSecret) -> Result<(), VaultError> {
        let id = key.id();
        let seal = self.seals.keys.iter().find(|seal| seal.key == id).ok_or(VaultError::DataKeyDiffers)?;
        mac(&self.key_sealing_key(key, secret), &self.body())
            .verify_slice(&seal.seal)
            .map_err(|_| VaultError::HeaderAltered)
    }

    fn body(&self) -> Vec<u8> {
        let slots = self.slots_as_sealed();
        let (format, vault, created) = (self.format, self.vault, self.created.as_str());
        let body = if format == FIRST_FORMAT {
            serde_json::to_vec(&FirstBody { format, vault, created, sheet: self.sheet(), slots: &slots })
        } else {
            let (generation, device) = (self.generation, self.device);
            serde_json::to_vec(&Body { format, vault, generation, device, created, slots: &slots })
        };
        body.expect("a header has nothing JSON cannot hold")
    }

    fn device_sealing_key(&self, secret: &DeviceSecret) -> Secret {
        expand(&[secret.bytes()], self.vault.as_bytes(), "header seal under the device secret")
    }

    fn key_sealing_key(&self, key: &DataKey, secret: &DeviceSecret) -> Secret {
        expand(&[key.bytes(), secret.bytes()], self.vault.as_bytes(), "header seal under a data key")
    }
}

fn mac(key: &Secret, body: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.bytes()).expect("HMAC takes a key of any length");
    mac.update(body);
    mac
}
