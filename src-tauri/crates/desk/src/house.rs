//! The vault folder, the keyring and the clock: what a desk needs before anybody unlocks it.

use std::sync::Arc;

use frontdesk_vault::{DeviceSecretStore, VaultFolder};

use crate::clock::Clock;
use crate::guess::Guesses;

/// The closed house.
pub struct House {
    /// The folder, held by an OS lock for as long as this lives.
    pub folder: VaultFolder,
    /// The operating system's keyring.
    pub keyring: Arc<dyn DeviceSecretStore>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// A throw-away clinic with fictional patients.
    pub demo: bool,
    pub(crate) guesses: Guesses,
}

impl House {
    /// A house that nobody has come in to yet.
    pub fn new(folder: VaultFolder, keyring: Arc<dyn DeviceSecretStore>, clock: Arc<dyn Clock>, demo: bool) -> Self {
        Self { folder, keyring, clock, demo, guesses: Guesses::default() }
    }

    /// The clinic's name for the unlock screen: the one thing a locked desk says beyond its staff's names.
    pub(crate) fn clinic_name(&self) -> Option<String> {
        self.folder.read_small("clinic-name").filter(|name| name.chars().count() <= 200)
    }

    /// Keeps it; a failure costs a heading, nothing else.
    pub(crate) fn keep_clinic_name(&self, name: &str) {
        let _ = self.folder.write_small("clinic-name", name.as_bytes());
    }
}
