//! XChaCha20-Poly1305 with associated data, and the hex forms used in the header.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::VaultError;
use crate::secret::{Secret, fill_random};

/// Something sealed: a 24-byte nonce, and the ciphertext with its 16-byte tag.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sealed {
    #[serde(with = "hex_array")]
    nonce: [u8; 24],
    #[serde(with = "hex_bytes")]
    sealed: Vec<u8>,
}

impl Sealed {
    /// Seals `plain` under a fresh random nonce.
    pub(crate) fn new(key: &Secret, associated: &[u8], plain: &[u8]) -> Result<Self, VaultError> {
        let mut nonce = [0; 24];
        fill_random(&mut nonce)?;
        let sealed = XChaCha20Poly1305::new(key.bytes().into())
            .encrypt(XNonce::from_slice(&nonce), Payload { msg: plain, aad: associated })
            .expect("a header field is far below the cipher's limit of 256 GiB");
        Ok(Self { nonce, sealed })
    }

    /// The plain bytes, wiped when dropped; `None` when key, associated data or ciphertext is another.
    pub(crate) fn open(&self, key: &Secret, associated: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        XChaCha20Poly1305::new(key.bytes().into())
            .decrypt(XNonce::from_slice(&self.nonce), Payload { msg: &self.sealed, aad: associated })
            .ok()
            .map(Zeroizing::new)
    }
}

/// Joins fields with their lengths, so that no two lists of fields give the same bytes.
pub(crate) fn fields(parts: &[&[u8]]) -> Vec<u8> {
    let mut joined = Vec::new();
    for part in parts {
        joined.extend_from_slice(&(part.len() as u64).to_le_bytes());
        joined.extend_from_slice(part);
    }
    joined
}

/// Bytes of any length as lower-case hex.
pub(crate) mod hex_bytes {
    use data_encoding::HEXLOWER;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&HEXLOWER.encode(bytes))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        HEXLOWER.decode(text.as_bytes()).map_err(|_| D::Error::custom("not lower-case hex"))
    }
}

/// Bytes of a fixed length as lower-case hex.
pub(crate) mod hex_array {
    use serde::{Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer, const N: usize>(bytes: &[u8; N], serializer: S) -> Result<S::Ok, S::Error> {
        super::hex_bytes::serialize(bytes, serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>, const N: usize>(deserializer: D) -> Result<[u8; N], D::Error> {
        super::hex_bytes::deserialize(deserializer)?.try_into().map_err(|_| D::Error::custom("another length"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_opens_only_with_the_same_key_and_associated_data() {
        let (key, other) = (Secret::random().unwrap(), Secret::random().unwrap());
        let sealed = Sealed::new(&key, b"slot 1", b"plain").unwrap();
        assert_eq!(sealed.open(&key, b"slot 1").unwrap().as_slice(), b"plain");
        assert!(sealed.open(&other, b"slot 1").is_none());
        assert!(sealed.open(&key, b"slot 2").is_none());
    }

    #[test]
    fn fields_that_join_alike_are_told_apart() {
        assert_ne!(fields(&[b"ab", b"c"]), fields(&[b"a", b"bc"]));
        assert_ne!(fields(&[b"ab"]), fields(&[b"ab", b""]));
    }
}
