//! The operating system's keyring: Secret Service on Linux, Keychain on macOS, Credential Manager on Windows.

use keyring::v1::{Entry, Error};
use zeroize::{Zeroize, Zeroizing};

use crate::{DeviceSecret, DeviceSecretStore, KeyringStatus, VaultError, VaultId};

/// Entries of one service name: the device secret under the vault id (later ones under "<vault id>/device-<line>"), the
/// anchor under "<vault id>/audit-head", the header's generation under "<vault id>/generation".
///
/// A connection that never came about is made once per process: after `keyring-absent` the application has to be started
/// again. One to a keyring that was started anew meanwhile is made again.
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

    /// Does something with an entry; once more over a new connection where the one in hand led to a keyring that was
    /// started anew meanwhile, which knows nothing of it.
    fn with<T>(&self, user: &str, act: impl Fn(&Entry) -> Result<T, Error>) -> Result<T, VaultError> {
        self.asked(user, act).map_err(refusal_of)
    }

    fn asked<T>(&self, user: &str, act: impl Fn(&Entry) -> Result<T, Error>) -> Result<T, Error> {
        let once = || act(&Entry::new(&self.service, user)?);
        match once() {
            Err(Error::PlatformFailure(_)) if connects_again() => once(),
            other => other,
        }
    }

    fn usable(&self) -> Result<(), VaultError> {
        self.status().refusal().map_or(Ok(()), Err)
    }
}

/// The Secret Service's sessions end with the service.
#[cfg(target_os = "linux")]
fn connects_again() -> bool {
    zbus_secret_service_keyring_store::Store::new().map(|store| keyring_core::set_default_store(store)).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn connects_again() -> bool {
    false
}

fn secret_entry(vault: VaultId, line: u32) -> String {
    crate::device_secret::entry(vault, line)
}

fn generation_entry(vault: VaultId) -> String {
    format!("{vault}/generation")
}

fn anchor_entry(vault: VaultId) -> String {
    format!("{vault}/audit-head")
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
        self.usable()?;
        let bytes = Zeroizing::new(self.with(&secret_entry(vault, line), Entry::get_secret)?);
        DeviceSecret::from_slice(&bytes)
            .ok_or_else(|| VaultError::KeyringFailed { reason: "the entry has another length".to_owned() })
    }

    fn create(&self, vault: VaultId, line: u32, secret: &DeviceSecret) -> Result<(), VaultError> {
        match self.get(vault, line) {
            Err(VaultError::DeviceSecretMissing) => {}
            Err(error) => return Err(error),
            Ok(_) => return Err(VaultError::DeviceSecretPresent),
        }
        self.with(&secret_entry(vault, line), |entry| entry.set_secret(secret.bytes()))?;
        if self.get(vault, line)?.bytes() == secret.bytes() {
            Ok(())
        } else {
            Err(VaultError::KeyringFailed { reason: "it gave back another key than was kept".to_owned() })
        }
    }

    fn forget(&self, vault: VaultId, line: u32) -> Result<(), VaultError> {
        self.usable()?;
        self.with(&secret_entry(vault, line), remove)
    }

    fn delete(&self, vault: VaultId, line: u32) -> Result<(), VaultError> {
        (1..=line).try_for_each(|line| self.forget(vault, line))?;
        self.with(&anchor_entry(vault), remove)?;
        self.with(&generation_entry(vault), remove)
    }

    fn put_anchor(&self, vault: VaultId, head: &str) -> Result<(), VaultError> {
        self.usable()?;
        self.with(&anchor_entry(vault), |entry| entry.set_secret(head.as_bytes()))
    }

    fn get_anchor(&self, vault: VaultId) -> Result<Option<String>, VaultError> {
        self.usable()?;
        match self.with(&anchor_entry(vault), Entry::get_secret) {
            Ok(bytes) => String::from_utf8(bytes)
                .map(Some)
                .map_err(|_| VaultError::KeyringFailed { reason: "the entry is not text".to_owned() }),
            Err(VaultError::DeviceSecretMissing) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn put_generation(&self, vault: VaultId, generation: u64) -> Result<(), VaultError> {
        self.usable()?;
        self.with(&generation_entry(vault), |entry| entry.set_secret(generation.to_string().as_bytes()))
    }

    fn get_generation(&self, vault: VaultId) -> Result<Option<u64>, VaultError> {
        self.usable()?;
        match self.with(&generation_entry(vault), Entry::get_secret) {
            Ok(bytes) => std::str::from_utf8(&bytes)
                .ok()
                .and_then(|text| text.parse().ok())
                .map(Some)
                .ok_or_else(|| VaultError::KeyringFailed { reason: "the entry is not a number".to_owned() }),
            Err(VaultError::DeviceSecretMissing) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Removes an entry; it is no error when there is none.
fn remove(entry: &Entry) -> Result<(), Error> {
    match entry.delete_credential() {
        Ok(()) | Err(Error::NoEntry) => Ok(()),
        Err(error) => Err(error),
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
