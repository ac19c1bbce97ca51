//! A keyring that outlives the process, for tests that kill one: each entry is a file. Nothing of the kind is in the
//! product.

use std::path::PathBuf;

use frontdesk_vault::{DeviceSecret, DeviceSecretStore, KeyringStatus, VaultError, VaultId};

/// Entries in a folder.
pub struct FileKeyring(pub PathBuf);

impl FileKeyring {
    fn path(&self, vault: VaultId, entry: &str) -> PathBuf {
        self.0.join(format!("{vault}-{entry}"))
    }

    fn put(&self, vault: VaultId, entry: &str, bytes: &[u8]) {
        std::fs::create_dir_all(&self.0).unwrap();
        let new = self.0.join("new");
        std::fs::write(&new, bytes).unwrap();
        std::fs::rename(new, self.path(vault, entry)).unwrap();
    }

    fn text(&self, vault: VaultId, entry: &str) -> Option<String> {
        std::fs::read_to_string(self.path(vault, entry)).ok()
    }
}

impl DeviceSecretStore for FileKeyring {
    fn status(&self) -> KeyringStatus {
        KeyringStatus::Ready
    }

    fn get(&self, vault: VaultId, line: u32) -> Result<DeviceSecret, VaultError> {
        let bytes = std::fs::read(self.path(vault, &format!("device-{line}"))).unwrap_or_default();
        DeviceSecret::from_slice(&bytes).ok_or(VaultError::DeviceSecretMissing)
    }

    fn create(&self, vault: VaultId, line: u32, secret: &DeviceSecret) -> Result<(), VaultError> {
        if self.get(vault, line).is_ok() {
            return Err(VaultError::DeviceSecretPresent);
        }
        self.put(vault, &format!("device-{line}"), secret.bytes());
        Ok(())
    }

    fn forget(&self, vault: VaultId, line: u32) -> Result<(), VaultError> {
        let _ = std::fs::remove_file(self.path(vault, &format!("device-{line}")));
        Ok(())
    }

    fn delete(&self, vault: VaultId, line: u32) -> Result<(), VaultError> {
        (1..=line).try_for_each(|line| self.forget(vault, line))?;
        for entry in ["head", "generation"] {
            let _ = std::fs::remove_file(self.path(vault, entry));
        }
        Ok(())
    }

    fn put_anchor(&self, vault: VaultId, head: &str) -> Result<(), VaultError> {
        self.put(vault, "head", head.as_bytes());
        Ok(())
    }

    fn get_anchor(&self, vault: VaultId) -> Result<Option<String>, VaultError> {
        Ok(self.text(vault, "head"))
    }

    fn put_generation(&self, vault: VaultId, generation: u64) -> Result<(), VaultError> {
        self.put(vault, "generation", generation.to_string().as_bytes());
        Ok(())
    }

    fn get_generation(&self, vault: VaultId) -> Result<Option<u64>, VaultError> {
        Ok(self.text(vault, "generation").and_then(|text| text.parse().ok()))
    }
}
