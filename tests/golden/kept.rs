//! The folder as it is kept, and how to come in to a copy of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use frontdesk_desk::house::House;
use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::unlock;
use frontdesk_vault::testing::MemoryKeyring;
use frontdesk_vault::{DataKey, DeviceSecret, DeviceSecretStore, Passphrase, VaultFolder};
use serde::{Deserialize, Serialize};
use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use tempfile::TempDir;

use crate::clinic::house;
use crate::rows::Held;

/// The files a clinic folder consists of.
pub const FILES: [&str; 3] = ["clinic.db", "vault.json", "clinic-name"];

/// The header of the same folder in the middle of a change of key that had not reached the database.
pub const CHANGING_KEY: &str = "vault-changing-key.json";

/// What the computer's keyring and the people kept. They protect nobody: every patient is fictional.
#[derive(Serialize, Deserialize)]
pub struct Secrets {
    /// The keyring's entry, in hex.
    pub device_secret: String,
    /// The head of the audit in the keyring.
    pub anchor: String,
    /// One passphrase for everybody who can unlock.
    pub passphrase: String,
    /// Who can: name and slot.
    pub people: BTreeMap<String, String>,
    /// The sheet in the safe.
    pub sheet: String,
    pub recovery_code: String,
}

/// Where a version's folder is kept.
pub fn kept(version: &str) -> PathBuf {
    frontdesk_tests::root().join("tests/golden").join(version)
}

/// A copy to work on.
pub struct Copy {
    pub version: &'static str,
    pub folder: TempDir,
    pub secrets: Secrets,
    pub rows: BTreeMap<String, Held>,
}

fn json<T: for<'a> Deserialize<'a>>(path: &Path) -> T {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

impl Copy {
    /// Of the folder of a version, with the header as it was.
    pub fn of(version: &'static str) -> Self {
        let (kept, folder) = (kept(version), tempfile::tempdir().unwrap());
        let clinic = folder.path().join("clinic");
        std::fs::create_dir(&clinic).unwrap();
        for file in FILES {
            std::fs::copy(kept.join(file), clinic.join(file)).unwrap();
        }
        Self { version, folder, secrets: json(&kept.join("secrets.json")), rows: json(&kept.join("rows.json")) }
    }

    /// The same, stopped in the middle of a change of key.
    pub fn changing_key(version: &'static str) -> Self {
        let copy = Self::of(version);
        std::fs::copy(kept(version).join(CHANGING_KEY), copy.clinic().join("vault.json")).unwrap();
        copy
    }

    pub fn clinic(&self) -> PathBuf {
        self.folder.path().join("clinic")
    }

    /// The keyring of the computer it stood on.
    pub fn keyring(&self) -> Arc<MemoryKeyring> {
        let keyring = MemoryKeyring::new();
        let vault = VaultFolder::open(&self.clinic()).unwrap().header().unwrap().vault();
        let secret = data_encoding::HEXLOWER.decode(self.secrets.device_secret.as_bytes()).unwrap();
        keyring.create(vault, 1, &DeviceSecret::from_slice(&secret).unwrap()).unwrap();
        keyring.put_anchor(vault, &self.secrets.anchor).unwrap();
        Arc::new(keyring)
    }

    /// The house on the computer it stood on.
    pub fn house(&self) -> Arc<House> {
        house(self.clinic(), self.keyring())
    }

    /// The desk, unlocked by the program of today.
    pub async fn unlock(&self, house: &Arc<House>, name: &str) -> OpenDesk {
        let slot = self.secrets.people[name].clone();
        let passphrase = frontdesk_desk::secret::Secret::new(self.secrets.passphrase.clone());
        unlock::unlock(house, slot, passphrase).await.unwrap()
    }

    /// The database as it was kept, read past the program: no later change has touched it.
    pub async fn as_kept(&self) -> SqliteConnection {
        let (keyring, folder) = (self.keyring(), VaultFolder::open(&self.clinic()).unwrap());
        let slot = self.secrets.people.values().next().unwrap().parse().unwrap();
        let passphrase = Passphrase::new(self.secrets.passphrase.clone());
        let unlocked = frontdesk_vault::unlock(&folder, keyring.as_ref(), slot, &passphrase).unwrap();
        alone(&folder.database_path(), &unlocked.data_keys[0]).await
    }
}

/// Opens an encrypted file without the store, which would bring it up to date.
pub async fn alone(path: &Path, key: &DataKey) -> SqliteConnection {
    // SQLCipher begins once in a process: the store sees to that, so it goes first.
    let scratch = tempfile::tempdir().unwrap();
    let first = frontdesk_vault::testing::data_key().unwrap();
    frontdesk_store::Store::create(&scratch.path().join("first.db"), &first).await.unwrap().close().await;
    let options = key.with_hex(|hex| {
        SqliteConnectOptions::new()
            .filename(path)
            .pragma("key", format!("\"x'{hex}'\""))
            .pragma("cipher_log_level", "NONE")
            .disable_statement_logging()
    });
    options.connect().await.unwrap()
}
