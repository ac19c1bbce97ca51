//! A keyring in memory, for tests. Built only for tests or with the feature `testing`.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::{DataKey, DeviceSecret, DeviceSecretStore, KeyringStatus, VaultError, VaultId};

/// A data key of no vault.
///
/// # Errors
/// When the system has no randomness.
pub fn data_key() -> Result<DataKey, VaultError> {
    DataKey::random()
}

/// Names the step, counted from 1, at which a process of tests ends as if the plug were pulled.
pub const END_AT: &str = "FRONTDESK_TEST_END_AT";

/// Names a file to which the steps passed are written, one a line.
pub const STEPS: &str = "FRONTDESK_TEST_STEPS";

/// Counts the steps of this process, and ends it at the one that is wanted: nothing is flushed, closed or wiped.
pub(crate) fn end_here(name: &str) {
    use std::io::Write;
    use std::sync::LazyLock;
    use std::sync::atomic::AtomicU32;

    static WANTED: LazyLock<Option<u32>> = LazyLock::new(|| std::env::var(END_AT).ok()?.parse().ok());
    static PASSED: AtomicU32 = AtomicU32::new(0);
    let passed = PASSED.fetch_add(1, Ordering::SeqCst) + 1;
    if let Some(path) = std::env::var_os(STEPS)
        && let Ok(mut file) = std::fs::OpenOptions::new().create(true).append(true).open(path)
    {
        let _ = writeln!(file, "{name}");
    }
    if *WANTED == Some(passed) {
        std::process::abort();
    }
}

/// A keyring that forgets everything when dropped, and can be made absent or locked.
pub struct MemoryKeyring {
    inner: Mutex<Inner>,
    silent: AtomicBool,
}

struct Inner {
    status: KeyringStatus,
    secrets: HashMap<(VaultId, u32), DeviceSecret>,
    anchors: HashMap<VaultId, String>,
    generations: HashMap<VaultId, u64>,
    generations_silent: bool,
}

impl MemoryKeyring {
    /// Ready and empty.
    pub fn new() -> Self {
        Self {
            silent: AtomicBool::new(false),
            inner: Mutex::new(Inner {
                status: KeyringStatus::Ready,
                secrets: HashMap::new(),
                anchors: HashMap::new(),
                generations: HashMap::new(),
                generations_silent: false,
            }),
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

    /// Puts a device secret on the first line, over what is there, as nothing in the product does.
    pub fn force(&self, vault: VaultId, secret: DeviceSecret) {
        self.force_line(vault, 1, secret);
    }

    /// The same on any line.
    pub fn force_line(&self, vault: VaultId, line: u32, secret: DeviceSecret) {
        self.lock().secrets.insert((vault, line), secret);
    }

    /// Forgets the anchor, as a keyring does that was put back or emptied.
    pub fn forget_anchor(&self, vault: VaultId) {
        self.lock().anchors.remove(&vault);
    }

    /// Whether every later question about the generation goes unanswered, while secrets are given.
    pub fn set_generations_silent(&self, silent: bool) {
        self.lock().generations_silent = silent;
    }

    /// Forgets the generation, as a keyring does that was never told of one.
    pub fn forget_generation(&self, vault: VaultId) {
        self.lock().generations.remove(&vault);
    }

    /// Makes every call wait for as long as this holds, as a stopped keyring does.
    pub fn set_silent(&self, silent: bool) {
        self.silent.store(silent, Ordering::SeqCst);
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        while self.silent.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_millis(5));
        }
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn speaking(&self) -> Result<MutexGuard<'_, Inner>, VaultError> {
        let inner = self.ready()?;
        if inner.generations_silent {
            return Err(VaultError::KeyringFailed { reason: "it does not answer".to_owned() });
        }
        Ok(inner)
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

    fn get(&self, vault: VaultId, line: u32) -> Result<DeviceSecret, VaultError> {
        let inner = self.ready()?;
        let secret = inner.secrets.get(&(vault, line)).ok_or(VaultError::DeviceSecretMissing)?;
        DeviceSecret::from_slice(secret.bytes()).ok_or(VaultError::DeviceSecretMissing)
    }

    fn create(&self, vault: VaultId, line: u32, secret: &DeviceSecret) -> Result<(), VaultError> {
        let mut inner = self.ready()?;
        if inner.secrets.contains_key(&(vault, line)) {
            return Err(VaultError::DeviceSecretPresent);
        }
        let kept = DeviceSecret::from_slice(secret.bytes()).ok_or(VaultError::DeviceSecretMissing)?;
        inner.secrets.insert((vault, line), kept);
        Ok(())
    }

    fn forget(&self, vault: VaultId, line: u32) -> Result<(), VaultError> {
        self.ready()?.secrets.remove(&(vault, line));
        Ok(())
    }

    fn delete(&self, vault: VaultId, line: u32) -> Result<(), VaultError> {
        let mut inner = self.ready()?;
        inner.secrets.retain(|(of, on), _| *of != vault || *on > line);
        inner.anchors.remove(&vault);
        inner.generations.remove(&vault);
        Ok(())
    }

    fn put_generation(&self, vault: VaultId, generation: u64) -> Result<(), VaultError> {
        self.speaking()?.generations.insert(vault, generation);
        Ok(())
    }

    fn get_generation(&self, vault: VaultId) -> Result<Option<u64>, VaultError> {
        Ok(self.speaking()?.generations.get(&vault).copied())
    }

    fn put_anchor(&self, vault: VaultId, head: &str) -> Result<(), VaultError> {
        self.ready()?.anchors.insert(vault, head.to_owned());
        Ok(())
    }

    fn get_anchor(&self, vault: VaultId) -> Result<Option<String>, VaultError> {
        Ok(self.ready()?.anchors.get(&vault).cloned())
    }
}
