//! One slot: a key pair (X25519) whose private half is wrapped under what its owner knows, and to whose public half
//! the data keys are sealed. Sealing needs nobody's passphrase, which is what makes a change of key possible.

use crypto_box::aead::OsRng;
use crypto_box::{PublicKey, SecretKey};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::cipher::{Sealed, fields, hex_array, hex_bytes};
use crate::derive::{KdfParams, SALT_LENGTH, expand, stretch};
use crate::header::FIRST_FORMAT;
use crate::secret::{Secret, fill_random};
use crate::{DataKey, DeviceSecret, KeyId, SheetNumber, SlotId, VaultError, VaultId};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum SlotKind {
    /// Opens with a person's passphrase and the device secret.
    Staff,
    /// Opens with the recovery code alone, and brings the device secret.
    Recovery,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Slot {
    pub(crate) id: SlotId,
    pub(crate) kind: SlotKind,
    pub(crate) kdf: KdfParams,
    #[serde(with = "hex_array")]
    salt: [u8; SALT_LENGTH],
    #[serde(with = "hex_array")]
    public_key: [u8; 32],
    private_key: Sealed,
    /// Newest first.
    data_keys: Vec<SealedKey>,
    /// Name and role, sealed under the device secret. Staff only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) label: Option<Sealed>,
    /// The device secret, under the recovery code. Recovery only, and in the first format only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    device_secret: Option<Sealed>,
    /// The device secret, sealed to the public half, so that it can be replaced without the code. Recovery only.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional_hex")]
    device_sealed: Option<Vec<u8>>,
    /// The number of the sheet that bears the code. Recovery only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) sheet: Option<SheetNumber>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SealedKey {
    id: KeyId,
    #[serde(with = "hex_bytes")]
    sealed: Vec<u8>,
}

mod optional_hex {
    use serde::{Deserializer, Serializer};

    use crate::cipher::hex_bytes;

    pub(super) fn serialize<S: Serializer>(bytes: &Option<Vec<u8>>, serializer: S) -> Result<S::Ok, S::Error> {
        hex_bytes::serialize(bytes.as_deref().unwrap_or_default(), serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<u8>>, D::Error> {
        hex_bytes::deserialize(deserializer).map(Some)
    }
}

/// The private half, on the heap. The crate that holds it wipes one of its two forms; this wipes both.
struct PrivateKey(Box<SecretKey>);

impl PrivateKey {
    fn from_secret(secret: &Secret) -> Self {
        Self(Box::new(SecretKey::from_bytes(*secret.bytes())))
    }
}

impl Drop for PrivateKey {
    fn drop(&mut self) {
        *self.0 = SecretKey::from_bytes([0; 32]);
        std::hint::black_box(&self.0);
    }
}

/// What a slot's owner knows, stretched by Argon2id, with what it is joined with.
pub(crate) struct Opener<'a> {
    stretched: Secret,
    device: Option<&'a DeviceSecret>,
}

impl<'a> Opener<'a> {
    /// `text` is the normalised passphrase with the device secret, or the recovery code without. Takes a while.
    pub(crate) fn new(
        text: &str,
        device: Option<&'a DeviceSecret>,
        salt: &[u8; SALT_LENGTH],
        kdf: KdfParams,
    ) -> Result<Self, VaultError> {
        Ok(Self { stretched: stretch(text, salt, kdf)?, device })
    }

    fn wrapping_key(&self, vault: VaultId) -> Secret {
        match self.device {
            Some(device) => {
                expand(&[self.stretched.bytes(), device.bytes()], vault.as_bytes(), "private half of a staff slot")
            }
            None => expand(&[self.stretched.bytes()], vault.as_bytes(), "private half of the recovery slot"),
        }
    }

    fn device_wrapping_key(&self, vault: VaultId) -> Secret {
        expand(&[self.stretched.bytes()], vault.as_bytes(), "device secret in the recovery slot")
    }
}

impl Slot {
    /// A slot with a fresh key pair and salt, the data keys (newest first) sealed to it. A recovery slot takes
    /// `secret` in; a staff slot is joined with it. A label or a sheet's number is set afterwards.
    pub(crate) fn new(
        vault: VaultId,
        id: SlotId,
        kind: SlotKind,
        text: &str,
        secret: &DeviceSecret,
        keys: &[&DataKey],
    ) -> Result<Self, VaultError> {
        let kdf = KdfParams::FLOOR;
        let mut salt = [0; SALT_LENGTH];
        fill_random(&mut salt)?;
        let device = (kind == SlotKind::Staff).then_some(secret);
        let opener = Opener::new(text, device, &salt, kdf)?;

        let private = Secret::random()?;
        let public_key = *PrivateKey::from_secret(&private).0.public_key().as_bytes();
        let bound = associated(vault, id, kind, kdf, "private key");
        let private_key = Sealed::new(&opener.wrapping_key(vault), &bound, private.bytes())?;
        let mut slot = Self {
            id,
            kind,
            kdf,
            salt,
            public_key,
            private_key,
            data_keys: Vec::new(),
            label: None,
            device_secret: None,
            device_sealed: None,
            sheet: None,
        };
        if kind == SlotKind::Recovery {
            slot.take_device_secret(vault, secret)?;
        }
        keys.iter().rev().try_for_each(|key| slot.add_key(key))?;
        Ok(slot)
    }

    /// Stretches what the owner typed with this slot's salt and parameters. Takes a while.
    pub(crate) fn opener<'a>(&self, text: &str, device: Option<&'a DeviceSecret>) -> Result<Opener<'a>, VaultError> {
        Opener::new(text, device, &self.salt, self.kdf)
    }

    /// The data keys, newest first; `None` when the opener is not this slot's, or the slot is not as it was made.
    pub(crate) fn open(&self, vault: VaultId, opener: &Opener<'_>) -> Option<Vec<DataKey>> {
        let private = self.private_half(vault, opener)?;
        self.data_keys
            .iter()
            .map(|sealed| {
                let plain = Zeroizing::new(private.0.unseal(&sealed.sealed).ok()?);
                DataKey::from_slice(&plain).filter(|key| key.id() == sealed.id)
            })
            .collect()
    }

    /// The device secret in a recovery slot; `None` as for [`Slot::open`].
    pub(crate) fn open_device_secret(&self, vault: VaultId, opener: &Opener<'_>) -> Option<DeviceSecret> {
        if let Some(sealed) = &self.device_sealed {
            let plain = Zeroizing::new(self.private_half(vault, opener)?.0.unseal(sealed).ok()?);
            let secret = plain.strip_prefix(device_prefix(vault, self.id).as_slice())?;
            return DeviceSecret::from_slice(secret);
        }
        let bound = associated(vault, self.id, self.kind, self.kdf, "device secret");
        let plain = self.device_secret.as_ref()?.open(&opener.device_wrapping_key(vault), &bound)?;
        DeviceSecret::from_slice(&plain)
    }

    fn private_half(&self, vault: VaultId, opener: &Opener<'_>) -> Option<PrivateKey> {
        let bound = associated(vault, self.id, self.kind, self.kdf, "private key");
        let private = self.private_key.open(&opener.wrapping_key(vault), &bound)?;
        let private = PrivateKey::from_secret(&Secret::from_slice(&private)?);
        (private.0.public_key().as_bytes() == &self.public_key).then_some(private)
    }

    /// Seals a device secret to the public half, over the one before. Nobody's code is needed.
    pub(crate) fn take_device_secret(&mut self, vault: VaultId, secret: &DeviceSecret) -> Result<(), VaultError> {
        let mut plain = Zeroizing::new(device_prefix(vault, self.id));
        plain.reserve_exact(secret.bytes().len());
        plain.extend_from_slice(secret.bytes());
        let sealed = PublicKey::from_bytes(self.public_key)
            .seal(&mut OsRng, &plain)
            .map_err(|_| VaultError::HeaderUnreadable)?;
        self.device_sealed = Some(sealed);
        self.device_secret = None;
        Ok(())
    }

    /// A recovery slot of the first format as one of the format that is written.
    pub(crate) fn bring_up_to_date(&mut self, vault: VaultId, secret: &DeviceSecret) -> Result<(), VaultError> {
        if self.device_sealed.is_some() { Ok(()) } else { self.take_device_secret(vault, secret) }
    }

    /// Seals one more data key to the slot, as its newest.
    pub(crate) fn add_key(&mut self, key: &DataKey) -> Result<(), VaultError> {
        let sealed = PublicKey::from_bytes(self.public_key)
            .seal(&mut OsRng, key.bytes())
            .map_err(|_| VaultError::HeaderUnreadable)?;
        self.data_keys.insert(0, SealedKey { id: key.id(), sealed });
        Ok(())
    }

    /// Drops every data key but the one of that id.
    pub(crate) fn keep_only(&mut self, id: KeyId) {
        self.data_keys.retain(|key| key.id == id);
    }

    pub(crate) fn key_ids(&self) -> Vec<KeyId> {
        self.data_keys.iter().map(|key| key.id).collect()
    }

    pub(crate) fn shape_holds(&self, format: u64) -> bool {
        let first = format == FIRST_FORMAT;
        match self.kind {
            SlotKind::Staff => {
                self.label.is_some()
                    && self.device_secret.is_none()
                    && self.device_sealed.is_none()
                    && self.sheet.is_none()
            }
            SlotKind::Recovery => {
                self.label.is_none()
                    && self.sheet.is_some()
                    && self.device_secret.is_some() == first
                    && self.device_sealed.is_some() != first
            }
        }
    }
}

/// What stands before a device secret that is sealed to a recovery slot, so that nothing else is taken for it.
fn device_prefix(vault: VaultId, id: SlotId) -> Vec<u8> {
    fields(&[b"frontdesk vault device secret", vault.as_bytes(), id.as_bytes()])
}

/// What a wrapping is bound to: format (of the wrapping, which is that of the first version still), vault, slot, kind, parameters, and which of the slot's wrappings it is.
pub(crate) fn associated(vault: VaultId, id: SlotId, kind: SlotKind, kdf: KdfParams, what: &str) -> Vec<u8> {
    fields(&[
        b"frontdesk vault",
        &FIRST_FORMAT.to_le_bytes(),
        vault.as_bytes(),
        id.as_bytes(),
        match kind {
            SlotKind::Staff => b"staff",
            SlotKind::Recovery => b"recovery",
        },
        &kdf.m_kib.to_le_bytes(),
        &kdf.t.to_le_bytes(),
        &kdf.p.to_le_bytes(),
        what.as_bytes(),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bound_field_changes_the_associated_data() {
        let (vault, id) = (VaultId::random().unwrap(), SlotId::random().unwrap());
        let floor = KdfParams::FLOOR;
        let base = associated(vault, id, SlotKind::Staff, floor, "private key");
        for other in [
            associated(VaultId::random().unwrap(), id, SlotKind::Staff, floor, "private key"),
            associated(vault, SlotId::random().unwrap(), SlotKind::Staff, floor, "private key"),
            associated(vault, id, SlotKind::Recovery, floor, "private key"),
            associated(vault, id, SlotKind::Staff, KdfParams { m_kib: floor.m_kib + 1, ..floor }, "private key"),
            associated(vault, id, SlotKind::Staff, KdfParams { t: floor.t + 1, ..floor }, "private key"),
            associated(vault, id, SlotKind::Staff, KdfParams { p: floor.p + 1, ..floor }, "private key"),
            associated(vault, id, SlotKind::Staff, floor, "device secret"),
        ] {
            assert_ne!(base, other);
        }
    }

    #[test]
    fn a_slot_opens_only_as_it_was_made() {
        let (vault, id) = (VaultId::random().unwrap(), SlotId::random().unwrap());
        let (device, key) = (DeviceSecret::random().unwrap(), DataKey::random().unwrap());
        let slot = Slot::new(vault, id, SlotKind::Staff, "velvet mango", &device, &[&key]).unwrap();
        // One stretch serves every case: what is bound is looked at after it.
        let opener = slot.opener("velvet mango", Some(&device)).unwrap();
        assert_eq!(slot.open(vault, &opener).unwrap()[0].id(), key.id());

        let changes: [(&str, fn(&mut Slot)); 8] = [
            ("id", |slot| slot.id = SlotId::random().unwrap()),
            ("kind", |slot| slot.kind = SlotKind::Recovery),
            ("memory", |slot| slot.kdf.m_kib += 1),
            ("passes", |slot| slot.kdf.t += 1),
            ("lanes", |slot| slot.kdf.p += 1),
            ("public key", |slot| slot.public_key[0] ^= 1),
            ("sealed data key", |slot| slot.data_keys[0].sealed[40] ^= 1),
            ("key id", |slot| slot.data_keys[0].id.0[0] ^= 1),
        ];
        for (what, change) in changes {
            let mut changed = slot.clone();
            change(&mut changed);
            assert!(changed.open(vault, &opener).is_none(), "{what}");
        }
        assert!(slot.open(VaultId::random().unwrap(), &opener).is_none());

        let elsewhere = DeviceSecret::random().unwrap();
        let without = Opener { stretched: Secret::from_slice(opener.stretched.bytes()).unwrap(), device: None };
        let another = Opener { device: Some(&elsewhere), ..without };
        assert!(slot.open(vault, &another).is_none());
        assert!(slot.open(vault, &Opener { device: None, ..another }).is_none());
    }
}
