//! A keyring in memory, for tests. Built only for tests or with the feature `testing`.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::{DataKey, DeviceSecret, DeviceSecretStore, KeyringStatus, VaultError, VaultId};

/// A data key of no vault.
///
/// # Errors
/// When the system has no randomness.
pub fn data_key() -> Result<DataKey, VaultError> {
    DataKey::random()
}

/// A keyring that forgets everything when dropped, and can be made absent or locked.
pub struct MemoryKeyring {
    inner: Mutex<Inner>,
}

struct Inner {
    status: KeyringStatus,
    secrets: HashMap<VaultId, DeviceSecret>,
    anchors: HashMap<VaultId, String>,
}

impl MemoryKeyring {
    /// Ready and empty.
    pub fn new() -> Self {
        Self {
            inner: Mutex::new(Inner { status: KeyringStatus::Ready, secrets: HashMap::new(), anchors: HashMap::new() }),
        }
    }

    /// Makes every later call answer as a keyring of that status does.
    pub fn set_status(&self, status: KeyringStatus) {
        self.lock().status = status;
    }

    /// How many device secrets are kept.
    pub fn len(&self) -> usize {
        self.lock().secrets.len()
    }

    /// Whether no device secret is kept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts a device secret over what is there, as nothing in the product does.
    pub fn force(&self, vault: VaultId, secret: DeviceSecret) {
        self.lock().secrets.insert(vault, secret);
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ready(&self) -> Result<MutexGuard<'_, Inner>, VaultError> {
        let inner = self.lock();
        match inner.status.refusal() {
            Some(refusal) => Err(refusal),
            None => Ok(inner),
        }
    }
}

impl Default for MemoryKeyring {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for MemoryKeyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryKeyring").field("status", &self.lock().status).finish_non_exhaustive()
    }
}

impl DeviceSecretStore for MemoryKeyring {
    fn status(&self) -> KeyringStatus {
        self.lock().status.clone()
    }

    fn get(&self, vault: VaultId) -> Result<DeviceSecret, VaultError> {
        let inner = self.ready()?;
        let secret = inner.secrets.get(&vault).ok_or(VaultError::DeviceSecretMissing)?;
        DeviceSecret::from_slice(secret.bytes()).ok_or(VaultError::DeviceSecretMissing)
    }

    fn create(&self, vault: VaultId, secret: &DeviceSecret) -> Result<(), VaultError> {
        let mut inner = self.ready()?;
        if inner.secrets.contains_key(&vault) {
            return Err(VaultError::DeviceSecretPresent);
        }
        let kept = DeviceSecret::from_slice(secret.bytes()).ok_or(VaultError::DeviceSecretMissing)?;
        inner.secrets.insert(vault, kept);
        Ok(())
    }

    fn delete(&self, vault: VaultId) -> Result<(), VaultError> {
        let mut inner = self.ready()?;
        inner.secrets.remove(&vault);
        inner.anchors.remove(&vault);
        Ok(())
    }

    fn put_anchor(&self, vault: VaultId, head: &str) -> Result<(), VaultError> {
        self.ready()?.anchors.insert(vault, head.to_owned());
        Ok(())
    }

    fn get_anchor(&self, vault: VaultId) -> Result<Option<String>, VaultError> {
        Ok(self.ready()?.anchors.get(&vault).cloned())
    }
}
