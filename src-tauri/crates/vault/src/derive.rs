//! From what a person knows to a key: Argon2id (RFC 9106), joined with the device secret by HKDF-SHA256 (RFC 5869).

use argon2::{Algorithm, Argon2, Block, Params, Version};
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::{Zeroize, Zeroizing};

use crate::VaultError;
use crate::secret::{KEY_LENGTH, Secret};

/// Length in bytes of a slot's Argon2id salt.
pub(crate) const SALT_LENGTH: usize = 16;

/// What one Argon2id run costs. Stored in each slot, so that it can be raised without locking anybody out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KdfParams {
    /// Memory in KiB.
    pub m_kib: u32,
    /// Passes over the memory.
    pub t: u32,
    /// Lanes.
    pub p: u32,
}

impl KdfParams {
    /// 64 MiB, 3 passes, 4 lanes: the second recommended choice of RFC 9106, section 4. Nothing below is accepted.
    pub const FLOOR: Self = Self { m_kib: 64 * 1024, t: 3, p: 4 };

    /// 256 MiB, 8 passes, 8 lanes: some ten times the floor's work, seconds on a computer of today. Above this a changed
    /// header, of which a new computer knows no seal yet, could make it stand still.
    pub(crate) const CEILING: Self = Self { m_kib: 256 * 1024, t: 8, p: 8 };

    pub(crate) fn check(self) -> Result<(), VaultError> {
        let (floor, ceiling) = (Self::FLOOR, Self::CEILING);
        if self.m_kib < floor.m_kib || self.t < floor.t || self.p < floor.p {
            return Err(VaultError::KdfBelowFloor);
        }
        if self.m_kib > ceiling.m_kib || self.t > ceiling.t || self.p > ceiling.p {
            return Err(VaultError::KdfAboveCeiling);
        }
        Ok(())
    }
}

/// Argon2id of `text`. The parameters are checked here too: no caller can go below the floor.
pub(crate) fn stretch(text: &str, salt: &[u8; SALT_LENGTH], params: KdfParams) -> Result<Secret, VaultError> {
    params.check()?;
    let params =
        Params::new(params.m_kib, params.t, params.p, Some(KEY_LENGTH)).map_err(|_| VaultError::KdfAboveCeiling)?;
    // The working memory is ours, so that a computer short of memory is told, and so that it can be wiped.
    let mut memory: Vec<Block> = Vec::new();
    memory.try_reserve_exact(params.block_count()).map_err(|_| VaultError::KdfAboveCeiling)?;
    memory.resize(params.block_count(), Block::new());
    let mut out = Secret::zeroed();
    let done = Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into_with_memory(
        text.as_bytes(),
        salt,
        out.bytes_mut(),
        &mut memory[..],
    );
    memory.iter_mut().for_each(Zeroize::zeroize);
    done.map_err(|_| VaultError::WrongPassphrase)?;
    Ok(out)
}

/// HKDF-SHA256 of the joined `parts`, for one purpose. Parts have fixed lengths, so joining them is unambiguous.
pub(crate) fn expand(parts: &[&[u8]], salt: &[u8], purpose: &str) -> Secret {
    let mut joined = Zeroizing::new(Vec::with_capacity(parts.iter().map(|part| part.len()).sum()));
    parts.iter().for_each(|part| joined.extend_from_slice(part));
    let mut out = Secret::zeroed();
    Hkdf::<Sha256>::new(Some(salt), &joined)
        .expand_multi_info(&[b"frontdesk vault 1: ", purpose.as_bytes()], out.bytes_mut())
        .expect("32 bytes is within what HKDF-SHA256 can give");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_has_its_floor_and_its_ceiling() {
        let floor = KdfParams::FLOOR;
        assert!(floor.check().is_ok());
        for below in [
            KdfParams { m_kib: floor.m_kib - 1, ..floor },
            KdfParams { t: floor.t - 1, ..floor },
            KdfParams { p: floor.p - 1, ..floor },
        ] {
            assert_eq!(below.check().unwrap_err().code(), "kdf-below-floor");
            assert!(stretch("x", &[0; SALT_LENGTH], below).is_err());
        }
        let ceiling = KdfParams::CEILING;
        assert!(ceiling.check().is_ok());
        for above in [
            KdfParams { m_kib: ceiling.m_kib + 1, ..floor },
            KdfParams { t: ceiling.t + 1, ..floor },
            KdfParams { p: ceiling.p + 1, ..floor },
        ] {
            assert_eq!(above.check().unwrap_err().code(), "kdf-above-ceiling");
        }
    }

    #[test]
    fn a_derived_key_depends_on_every_part_the_salt_and_the_purpose() {
        let base = expand(&[&[1; 32], &[2; 32]], b"salt", "one");
        for other in [
            expand(&[&[9; 32], &[2; 32]], b"salt", "one"),
            expand(&[&[1; 32], &[9; 32]], b"salt", "one"),
            expand(&[&[1; 32]], b"salt", "one"),
            expand(&[&[1; 32], &[2; 32]], b"tlas", "one"),
            expand(&[&[1; 32], &[2; 32]], b"salt", "two"),
        ] {
            assert_ne!(base.bytes(), other.bytes());
        }
    }
}
