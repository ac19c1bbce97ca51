//! Keys: derivation, envelope, key slots, the operating system keyring, the vault folder's lock.
//!
//! A random 32-byte data key encrypts the database. Each member of staff has a slot, a key pair: its private half is
//! wrapped under the passphrase *and* the device secret in the operating system's keyring; the data key is sealed to
//! its public half. A recovery slot opens with a printed recovery code and also holds the device secret, so that a new
//! computer is brought up whole. The header file `vault.json`, of which `vault-copy.json` is a second copy, holds the
//! slots and nothing readable.
//!
//! Everything here blocks (the keyring, Argon2id, the disk): callers in async code use a blocking thread.
#![warn(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::type_complexity))]

mod attempts;
mod brought;
mod change;
mod cipher;
mod create;
mod derive;
mod device;
mod device_secret;
mod error;
mod file_system;
mod folder;
pub mod folder_state;
mod generation;
mod gf32;
mod header;
mod header_file;
mod header_seal;
mod ids;
mod keyring_thread;
mod label;
mod os_keyring;
mod passphrase;
mod passphrase_rules;
mod people;
mod place;
mod recovery;
mod recovery_code;
mod rotation;
mod secret;
mod set_aside;
mod set_up_marker;
mod slot;
mod step;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;
mod unlock;

pub use attempts::{Attempt, Attempts, AttemptsSeen};
pub use brought::{bring, finish_bringing};
pub use create::{Created, create};
pub use derive::KdfParams;
pub use device::{forget_older_devices, replace_device_secret};
pub use device_secret::{DeviceSecretStore, KeyringStatus};
pub use error::VaultError;
pub use file_system::{FileSystemKind, Mount, classify, mount_for};
pub use folder::VaultFolder;
pub use generation::{check_generation, refuse_older};
pub use header::Header;
pub use header_file::{HeaderFiles, HeaderSeen};
pub use ids::{KeyId, SheetNumber, SlotId, VaultId};
pub use keyring_thread::{KeyringThread, QueuedKeyring};
pub use os_keyring::OsKeyring;
pub use passphrase::Passphrase;
pub use passphrase_rules::{MANAGER_PASSPHRASE_LENGTH, STAFF_PASSPHRASE_LENGTH, check_passphrase, suggest_passphrase};
pub use people::{Person, SlotLabel, add_person, change_label, change_passphrase, people};
pub use recovery::{RecoveryBegun, Reissued, add_sheet, recover, unlock_with_recovery};
pub use recovery_code::RecoveryCode;
pub use rotation::{Replaced, begin_rotation, finish_rotation, pending_rotation};
pub use secret::{DataKey, DeviceSecret};
pub use set_aside::{SetAside, set_aside_in};
pub use step::step;
pub use unlock::{Unlocked, unlock};
