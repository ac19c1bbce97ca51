//! Keys in memory: on the heap, so that a move copies a pointer and not the key, and wiped when dropped.

use std::fmt;

use zeroize::{Zeroize, Zeroizing};

use crate::derive::expand;
use crate::{KeyId, VaultError};

/// Length in bytes of every key here.
pub(crate) const KEY_LENGTH: usize = 32;

/// Fills `bytes` from the operating system's generator.
pub(crate) fn fill_random(bytes: &mut [u8]) -> Result<(), VaultError> {
    getrandom::fill(bytes).map_err(|_| VaultError::NoRandomness)
}

/// 32 secret bytes.
pub(crate) struct Secret(Box<[u8; KEY_LENGTH]>);

impl Secret {
    pub(crate) fn zeroed() -> Self {
        Self(Box::new([0; KEY_LENGTH]))
    }

    pub(crate) fn random() -> Result<Self, VaultError> {
        let mut secret = Self::zeroed();
        fill_random(secret.bytes_mut())?;
        Ok(secret)
    }

    /// `None` when `bytes` has another length.
    pub(crate) fn from_slice(bytes: &[u8]) -> Option<Self> {
        if bytes.len() != KEY_LENGTH {
            return None;
        }
        let mut secret = Self::zeroed();
        secret.bytes_mut().copy_from_slice(bytes);
        Some(secret)
    }

    pub(crate) fn bytes(&self) -> &[u8; KEY_LENGTH] {
        &self.0
    }

    pub(crate) fn bytes_mut(&mut self) -> &mut [u8; KEY_LENGTH] {
        &mut self.0
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// The key that encrypts the database: 32 random bytes, wiped when dropped. It has no `Debug`, `Display`, `Clone` or
/// serialised form on purpose: what holds one cannot be printed by accident.
pub struct DataKey(Secret);

impl DataKey {
    pub(crate) fn random() -> Result<Self, VaultError> {
        Secret::random().map(Self)
    }

    pub(crate) fn from_slice(bytes: &[u8]) -> Option<Self> {
        Secret::from_slice(bytes).map(Self)
    }

    pub(crate) fn bytes(&self) -> &[u8; KEY_LENGTH] {
        self.0.bytes()
    }

    /// Which key this is, for saying which of two candidates opened the database. Tells nothing of the key.
    pub fn id(&self) -> KeyId {
        let mut id = [0; 8];
        id.copy_from_slice(&expand(&[self.bytes()], b"", "data key identifier").bytes()[..8]);
        KeyId(id)
    }

    /// Calls `f` with the key as 64 lower-case hex digits, in a buffer that is wiped afterwards.
    pub fn with_hex<R>(&self, f: impl FnOnce(&str) -> R) -> R {
        let mut hex = Zeroizing::new(String::with_capacity(2 * KEY_LENGTH));
        for byte in self.bytes() {
            for digit in [byte >> 4, byte & 15] {
                hex.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
            }
        }
        f(&hex)
    }
}

/// The second secret of every staff slot: 32 random bytes that live in the operating system's keyring.
pub struct DeviceSecret(Secret);

impl DeviceSecret {
    pub(crate) fn random() -> Result<Self, VaultError> {
        Secret::random().map(Self)
    }

    /// From the 32 bytes of a keyring entry; `None` when there are more or fewer.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        Secret::from_slice(bytes).map(Self)
    }

    /// The same secret once more, for another thread.
    pub(crate) fn again(&self) -> Self {
        let mut secret = Secret::zeroed();
        secret.bytes_mut().copy_from_slice(self.0.bytes());
        Self(secret)
    }

    /// The 32 bytes, for writing into a keyring entry and nowhere else.
    pub fn bytes(&self) -> &[u8; KEY_LENGTH] {
        self.0.bytes()
    }
}

impl fmt::Debug for DeviceSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeviceSecret(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hex_form_of_a_key_is_64_digits_of_its_bytes() {
        let key = DataKey::from_slice(&[0xa5; 32]).unwrap();
        key.with_hex(|hex| assert_eq!(hex, "a5".repeat(32)));
    }

    #[test]
    fn an_identifier_belongs_to_one_key_and_shows_none_of_it() {
        let (a, b) = (DataKey::from_slice(&[1; 32]).unwrap(), DataKey::from_slice(&[2; 32]).unwrap());
        assert_eq!(a.id(), DataKey::from_slice(&[1; 32]).unwrap().id());
        assert_ne!(a.id(), b.id());
        assert_ne!(a.id().0, [1; 8]);
    }

    #[test]
    fn a_secret_of_another_length_is_refused() {
        assert!(DeviceSecret::from_slice(&[0; 31]).is_none());
        assert!(DataKey::from_slice(&[0; 33]).is_none());
    }
}
