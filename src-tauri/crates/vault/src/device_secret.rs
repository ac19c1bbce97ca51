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

/// A keyring that keeps one device secret for each vault, and beside it the head of the audit chain.
///
/// Calls block, without a limit where a keyring of the system is asked itself, and with one through a
/// [`QueuedKeyring`](crate::QueuedKeyring), which answers `keyring-silent` then. There is no fallback: an implementation that keeps secrets in a file does not belong in the product.
pub trait DeviceSecretStore: Send + Sync {
    /// Whether the keyring can be used.
    fn status(&self) -> KeyringStatus;

    /// Reads the device secret.
    ///
    /// # Errors
    /// `device-secret-missing`, `keyring-absent`, `keyring-locked`, `keyring-failed`.
    fn get(&self, vault: VaultId) -> Result<DeviceSecret, VaultError>;

    /// Keeps a device secret where there is none, and reads it back to be sure.
    ///
    /// # Errors
    /// `device-secret-present` when there is one, which stays as it was; `keyring-absent`, `keyring-locked`,
    /// `keyring-failed`.
    fn create(&self, vault: VaultId, secret: &DeviceSecret) -> Result<(), VaultError>;

    /// Removes the device secret and the anchor of a vault that is given up, as of a throw-away clinic. It is no error
    /// when there is none.
    ///
    /// # Errors
    /// `keyring-absent`, `keyring-locked`, `keyring-failed`.
    fn delete(&self, vault: VaultId) -> Result<(), VaultError>;

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
}
