//! The operating system's keyring: Secret Service on Linux, Keychain on macOS, Credential Manager on Windows.

use keyring::v1::{Entry, Error};
use zeroize::{Zeroize, Zeroizing};

use crate::{DeviceSecret, DeviceSecretStore, KeyringStatus, VaultError, VaultId};

/// Entries of one service name: the device secret under the vault id (later ones under "<vault id>/device-<line>"), the
/// anchor under "<vault id>/audit-head", the header's generation under "<vault id>/generation".
///
/// The connection is made once per process: after `keyring-absent` the application has to be started again.
/// Calls block and must not be made on an async runtime's own thread.
#[derive(Clone, Debug)]
pub struct OsKeyring {
    service: String,
}

impl OsKeyring {
    /// Entries under `service`; a throw-away clinic has a service name of its own.
    pub fn new(service: impl Into<String>) -> Self {
        Self { service: service.into() }
    }

    fn entry(&self, user: &str) -> Result<Entry, VaultError> {
        if let Some(refusal) = self.status().refusal() {
            return Err(refusal);
        }
        Entry::new(&self.service, user).map_err(refusal_of)
    }

    fn secret_entry(&self, vault: VaultId, line: u32) -> Result<Entry, VaultError> {
        self.entry(&crate::device_secret::entry(vault, line))
    }

    fn generation_entry(&self, vault: VaultId) -> Result<Entry, VaultError> {
        self.entry(&format!("{vault}/generation"))
    }

    fn anchor_entry(&self, vault: VaultId) -> Result<Entry, VaultError> {
        self.entry(&format!("{vault}/audit-head"))
    }
}

impl DeviceSecretStore for OsKeyring {
    fn status(&self) -> KeyringStatus {
        match Entry::store_status() {
            Ok(()) => KeyringStatus::Ready,
            Err(Error::NoStorageAccess(_)) => KeyringStatus::Locked,
            Err(Error::PlatformFailure(reason)) => KeyringStatus::Absent { reason: reason.to_string() },
            Err(error) => KeyringStatus::Absent { reason: kind_of(error).to_owned() },
        }
    }

    fn get(&self, vault: VaultId, line: u32) -> Result<DeviceSecret, VaultError> {
        let bytes = Zeroizing::new(self.secret_entry(vault, line)?.get_secret().map_err(refusal_of)?);
        DeviceSecret::from_slice(&bytes)
            .ok_or_else(|| VaultError::KeyringFailed { reason: "the entry has another length".to_owned() })
    }

    fn create(&self, vault: VaultId, line: u32, secret: &DeviceSecret) -> Result<(), VaultError> {
        match self.get(vault, line) {
            Err(VaultError::DeviceSecretMissing) => {}
            Err(error) => return Err(error),
            Ok(_) => return Err(VaultError::DeviceSecretPresent),
        }
        self.secret_entry(vault, line)?.set_secret(secret.bytes()).map_err(refusal_of)?;
        if self.get(vault, line)?.bytes() == secret.bytes() {
            Ok(())
        } else {
            Err(VaultError::KeyringFailed { reason: "it gave back another key than was kept".to_owned() })
        }
    }

    fn forget(&self, vault: VaultId, line: u32) -> Result<(), VaultError> {
        remove(&self.secret_entry(vault, line)?)
    }

    fn delete(&self, vault: VaultId, line: u32) -> Result<(), VaultError> {
        (1..=line).try_for_each(|line| self.forget(vault, line))?;
        remove(&self.anchor_entry(vault)?)?;
        remove(&self.generation_entry(vault)?)
    }

    fn put_anchor(&self, vault: VaultId, head: &str) -> Result<(), VaultError> {
        self.anchor_entry(vault)?.set_secret(head.as_bytes()).map_err(refusal_of)
    }

    fn get_anchor(&self, vault: VaultId) -> Result<Option<String>, VaultError> {
        match self.anchor_entry(vault)?.get_secret() {
            Ok(bytes) => String::from_utf8(bytes)
                .map(Some)
                .map_err(|_| VaultError::KeyringFailed { reason: "the entry is not text".to_owned() }),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(refusal_of(error)),
        }
    }

    fn put_generation(&self, vault: VaultId, generation: u64) -> Result<(), VaultError> {
        self.generation_entry(vault)?.set_secret(generation.to_string().as_bytes()).map_err(refusal_of)
    }

    fn get_generation(&self, vault: VaultId) -> Result<Option<u64>, VaultError> {
        match self.generation_entry(vault)?.get_secret() {
            Ok(bytes) => std::str::from_utf8(&bytes)
                .ok()
                .and_then(|text| text.parse().ok())
                .map(Some)
                .ok_or_else(|| VaultError::KeyringFailed { reason: "the entry is not a number".to_owned() }),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(refusal_of(error)),
        }
    }
}

/// Removes an entry; it is no error when there is none.
fn remove(entry: &Entry) -> Result<(), VaultError> {
    match entry.delete_credential() {
        Ok(()) | Err(Error::NoEntry) => Ok(()),
        Err(error) => Err(refusal_of(error)),
    }
}

/// Our error for the keyring's, which may carry an entry's bytes: those are wiped and never passed on.
fn refusal_of(error: Error) -> VaultError {
    match error {
        Error::NoEntry => VaultError::DeviceSecretMissing,
        Error::NoStorageAccess(_) => VaultError::KeyringLocked,
        Error::NoDefaultStore => VaultError::KeyringAbsent { reason: kind_of(&error).to_owned() },
        Error::PlatformFailure(reason) => VaultError::KeyringFailed { reason: reason.to_string() },
        Error::BadEncoding(mut bytes) | Error::BadDataFormat(mut bytes, _) => {
            bytes.zeroize();
            VaultError::KeyringFailed { reason: "an entry is damaged".to_owned() }
        }
        other => VaultError::KeyringFailed { reason: kind_of(&other).to_owned() },
    }
}

fn kind_of(error: &Error) -> &'static str {
    match error {
        Error::NoDefaultStore => "no keyring answers",
        Error::BadStoreFormat(_) => "its contents are damaged",
        Error::TooLong(..) => "the entry is too long for it",
        Error::Ambiguous(_) => "it holds two entries of the same name",
        Error::NotSupportedByStore(_) => "it cannot do what is needed",
        Error::Invalid(..) => "this system has none that is supported",
        _ => "no reason was given",
    }
}
