//! This test program once more, as a process of its own that can be killed.

use std::process::{Command, Stdio};
use std::sync::Arc;

use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::{secret::Secret, unlock};
use frontdesk_domain::role::Role;
use frontdesk_vault::testing::MemoryKeyring;
use frontdesk_vault::{DeviceSecret, DeviceSecretStore, VaultFolder};

use crate::clinic::{house, passphrase};

/// Says to a test that it is the child, and in which folder.
pub const FOLDER: &str = "FRONTDESK_TEST_FOLDER";
const SECRET: &str = "FRONTDESK_TEST_SECRET";
const SLOT: &str = "FRONTDESK_TEST_SLOT";

/// The folder of a child; none in an ordinary run.
pub fn folder() -> Option<std::path::PathBuf> {
    std::env::var_os(FOLDER).map(Into::into)
}

/// Runs one test of this program alone. Its first argument comes before: a program to run it through.
pub fn command(through: &[&str], test: &str) -> Command {
    let program = std::env::current_exe().unwrap();
    let mut words = through.iter().map(|word| (*word).to_string()).chain([program.display().to_string()]);
    let mut command = Command::new(words.next().unwrap());
    command.args(words).args(["--exact", test, "--nocapture", "--test-threads=1"]).stdin(Stdio::null());
    command
}

/// Tells a child what it needs to unlock the desk: folder, slot, and what its keyring holds.
pub fn tell(command: &mut Command, folder: &std::path::Path, keyring: &MemoryKeyring, slot: &str) {
    // A program that another test starts at this moment holds the folder's lock for as long as it takes to start.
    let open = || VaultFolder::open(&folder.join("clinic"));
    let mut vault = open();
    for _ in 0..50 {
        if vault.is_ok() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(40));
        vault = open();
    }
    let vault = vault.unwrap().header().unwrap().vault();
    let secret = data_encoding::HEXLOWER.encode(keyring.get(vault, 1).unwrap().bytes());
    command.env(FOLDER, folder).env(SECRET, secret).env(SLOT, slot);
}

/// The desk as the child unlocks it.
pub async fn unlocked() -> OpenDesk {
    let keyring = Arc::new(MemoryKeyring::new());
    let house = house(folder().unwrap().join("clinic"), keyring.clone());
    let secret = data_encoding::HEXLOWER.decode(std::env::var(SECRET).unwrap().as_bytes()).unwrap();
    keyring.force(house.folder.header().unwrap().vault(), DeviceSecret::from_slice(&secret).unwrap());
    let own: Secret = passphrase(Role::PracticeManager);
    unlock::unlock(&house, std::env::var(SLOT).unwrap(), own).await.unwrap()
}
