//! Where the device secret is kept.

use crate::{DeviceSecret, VaultError, VaultId};

/// Whether the keyring can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyringStatus {
    /// A keyring answers. Whether it is locked may only show when an entry is read.
    Ready,
    /// There is, but it is locked.
    Locked,
    /// There is, and it has not answered: it hangs, or waits for somebody to type its password.
    Silent,
    /// There is none; the reason is the operating system's.
    Absent {
        /// Why, in the system's words.
        reason: String,
    },
}

impl KeyringStatus {
    /// The refusal that belongs to the status, if it is one.
    pub fn refusal(&self) -> Option<VaultError> {
        match self {
            Self::Ready => None,
            Self::Locked => Some(VaultError::KeyringLocked),
            Self::Silent => Some(VaultError::KeyringSilent),
            Self::Absent { reason } => Some(VaultError::KeyringAbsent { reason: reason.clone() }),
        }
    }
}

/// The name of a device secret's entry: the vault id, and the line where it is not the first.
pub(crate) fn entry(vault: VaultId, line: u32) -> String {
    if line <= 1 { vault.to_string() } else { format!("{vault}/device-{line}") }
}

/// A keyring that keeps the device secrets of a vault, each on a line of its own (the header says which counts), and
/// beside them the head of the audit chain and the highest generation of the header.
///
/// Calls block, without a limit where a keyring of the system is asked itself, and with one through a
/// [`QueuedKeyring`](crate::QueuedKeyring), which answers `keyring-silent` then. There is no fallback: an implementation that keeps secrets in a file does not belong in the product.
pub trait DeviceSecretStore: Send + Sync {
    /// Whether the keyring can be used.
    fn status(&self) -> KeyringStatus;

    /// Reads the device secret of a line, 1 or above.
    ///
    /// # Errors
    /// `device-secret-missing`, `keyring-absent`, `keyring-locked`, `keyring-failed`.
    fn get(&self, vault: VaultId, line: u32) -> Result<DeviceSecret, VaultError>;

    /// Keeps a device secret on a line where there is none, and reads it back to be sure.
    ///
    /// # Errors
    /// `device-secret-present` when there is one, which stays as it was; `keyring-absent`, `keyring-locked`,
    /// `keyring-failed`.
    fn create(&self, vault: VaultId, line: u32, secret: &DeviceSecret) -> Result<(), VaultError>;

    /// Removes the device secret of a line that counts no more. It is no error when there is none.
    ///
    /// # Errors
    /// `keyring-absent`, `keyring-locked`, `keyring-failed`.
    fn forget(&self, vault: VaultId, line: u32) -> Result<(), VaultError>;

    /// Removes the device secrets up to a line, the anchor and the generation of a vault that is given up, as of a
    /// throw-away clinic. It is no error when there is none.
    ///
    /// # Errors
    /// `keyring-absent`, `keyring-locked`, `keyring-failed`.
    fn delete(&self, vault: VaultId, line: u32) -> Result<(), VaultError>;

    /// Keeps the head of the audit chain (short text, opaque here), over the earlier one.
    ///
    /// # Errors
    /// `keyring-absent`, `keyring-locked`, `keyring-failed`.
    fn put_anchor(&self, vault: VaultId, head: &str) -> Result<(), VaultError>;

    /// Reads the head last kept, or `None` before the first.
    ///
    /// # Errors
    /// `keyring-absent`, `keyring-locked`, `keyring-failed`.
    fn get_anchor(&self, vault: VaultId) -> Result<Option<String>, VaultError>;

    /// Keeps the generation of the header, over the earlier one. The caller never lowers it.
    ///
    /// # Errors
    /// `keyring-absent`, `keyring-locked`, `keyring-failed`.
    fn put_generation(&self, vault: VaultId, generation: u64) -> Result<(), VaultError>;

    /// Reads the generation last kept, or `None` before the first.
    ///
    /// # Errors
    /// `keyring-absent`, `keyring-locked`, `keyring-failed`.
    fn get_generation(&self, vault: VaultId) -> Result<Option<u64>, VaultError>;
}
