//! The vault folder, the keyring and the clock: what a desk needs before anybody unlocks it.

use std::sync::Arc;

use frontdesk_vault::{DeviceSecretStore, VaultFolder};

use crate::clock::Clock;

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
}
