//! One desk: folders of its own, the app to start on them, and the keyring behind it.
use crate::keyring::Keyring;
use crate::window::Window;
use crate::{Failure, Result};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tempfile::TempDir;

/// How long a step waits for the screen to be ready. Long, because the machine may be busy; a ready screen costs none of it.
const PATIENCE: Duration = Duration::from_secs(15);

/// Which Secret Service the app finds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Secrets {
    /// The session's own, unlocked, shared by every desk of the run.
    Session,
    /// One of this desk's own, which can be locked, unlocked and lost.
    Own,
    /// None: no message bus answers.
    None,
}

/// Everything a start of the app needs, kept so that it can be started again.
#[derive(Clone)]
pub(crate) struct Start {
    pub(crate) name: String,
    pub(crate) application: PathBuf,
    pub(crate) arguments: Vec<String>,
    pub(crate) environment: Vec<(String, String)>,
    pub(crate) log: PathBuf,
    pub(crate) patience: Duration,
}

/// A desk nothing else shares. Its folders are deleted with it; `FRONTDESK_KEEP=1` keeps them and says where.
pub struct Desk {
    folder: Option<TempDir>,
    path: PathBuf,
    start: Start,
    keyring: Option<Keyring>,
}

impl Desk {
    /// A desk with the session's keyring. The name also names its pictures.
    pub fn new(name: &str) -> Result<Self> {
        Self::with_secrets(name, Secrets::Session)
    }

    /// A desk with the keyring asked for.
    pub fn with_secrets(name: &str, secrets: Secrets) -> Result<Self> {
        if std::env::var_os("FRONTDESK_SESSION").is_none() {
            return Err(Failure::new(
                "A window needs a private desk. Run this through scripts/in-desk-session.sh, or all of it with make test.",
            ));
        }
        let application = binary()?;
        let folder = TempDir::with_prefix("window-")?;
        let path = folder.path().to_path_buf();
        let mut environment = Vec::new();
        for (variable, below) in
            [("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache"), ("TMPDIR", "tmp")]
        {
            std::fs::create_dir(path.join(below))?;
            environment.push((variable.into(), path.join(below).display().to_string()));
        }
        let keyring = match secrets {
            Secrets::Own => {
                let below = path.join("keyring");
                std::fs::create_dir(&below)?;
                Some(Keyring::start(&below, &mark(name))?)
            }
            _ => None,
        };
        let bus = match secrets {
            Secrets::Session => None,
            Secrets::Own => keyring.as_ref().map(|own| own.address().to_owned()),
            Secrets::None => Some(format!("unix:path={}", path.join("no-bus").display())),
        };
        environment.extend(bus.map(|address| ("DBUS_SESSION_BUS_ADDRESS".into(), address)));
        let start = Start {
            name: name.into(),
            application,
            arguments: Vec::new(),
            environment,
            log: path.join("output.log"),
            patience: PATIENCE,
        };
        Ok(Self { folder: Some(folder), path, start, keyring })
    }

    /// Another program instead of the app.
    pub fn application(mut self, path: impl Into<PathBuf>) -> Self {
        self.start.application = path.into();
        self
    }

    /// How long a step waits before it fails, where 15 seconds are not right.
    pub fn patience(mut self, patience: Duration) -> Self {
        self.start.patience = patience;
        self
    }

    /// Adds an argument to the app's command line.
    pub fn argument(mut self, argument: impl Into<String>) -> Self {
        self.start.arguments.push(argument.into());
        self
    }

    /// Sets a variable in the app's environment.
    pub fn environment(mut self, name: &str, value: impl Into<String>) -> Self {
        self.start.environment.push((name.into(), value.into()));
        self
    }

    /// Starts the app at another moment, local time, written `2028-02-29 09:00:00`; its clock runs on from there, or from
    /// where `jump_to` puts it. Intervals stay true, so timers and the driver are not disturbed.
    pub fn at(mut self, moment: &str) -> Result<Self> {
        self.jump_to(moment)?;
        let library = ["x86_64-linux-gnu", "aarch64-linux-gnu"]
            .map(|machine| format!("/usr/lib/{machine}/faketime/libfaketimeMT.so.1"))
            .into_iter()
            .find(|path| Path::new(path).exists())
            .ok_or(Failure::new("faketime is missing: run scripts/setup.sh test."))?;
        // In a script of its own, because the driver's clock must stay true.
        let script = self.path.join("at-another-moment");
        let text = format!(
            "#!/bin/sh\nexport LD_PRELOAD={library} FAKETIME_TIMESTAMP_FILE='{}' FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1 DONT_FAKE_MONOTONIC=1\nexec '{}' \"$@\"\n",
            self.moment().display(),
            self.start.application.display()
        );
        std::fs::write(&script, text)?;
        std::fs::set_permissions(&script, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
        self.start.application = script;
        Ok(self)
    }

    fn moment(&self) -> PathBuf {
        self.path.join("moment")
    }

    /// Puts the app's clock at another moment, while it runs too.
    pub fn jump_to(&self, moment: &str) -> Result {
        Ok(std::fs::write(self.moment(), format!("@{moment}\n"))?)
    }

    /// Opens the app's window.
    pub async fn open(&self) -> Result<Window> {
        Window::open(self.start.clone()).await
    }

    /// The folder above everything the app writes: data, settings, cache and temporary files.
    pub fn folder(&self) -> &Path {
        &self.path
    }

    /// The user's data folder as the app sees it.
    pub fn data(&self) -> PathBuf {
        self.path.join("data")
    }

    /// What the app wrote on its output and error output so far.
    pub fn output(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(&self.start.log).unwrap_or_default()).into_owned()
    }

    /// Every file below the desk's folder: for the search for what must not be there.
    pub fn files(&self) -> Result<Vec<PathBuf>> {
        let (mut found, mut folders) = (Vec::new(), vec![self.path.clone()]);
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder)?.flatten() {
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                    Ok(kind) if kind.is_file() => found.push(entry.path()),
                    _ => {}
                }
            }
        }
        Ok(found)
    }

    /// Brings another desk's data here, as a copy to a new machine does; the keyring stays behind.
    pub fn take_data_from(&self, other: &Desk) -> Result {
        copy(&other.data(), &self.data())
    }

    /// Locks this desk's own keyring.
    pub fn lock_keyring(&self) -> Result {
        self.own()?.lock()
    }

    /// Unlocks this desk's own keyring.
    pub fn unlock_keyring(&self) -> Result {
        self.own()?.unlock()
    }

    /// Empties this desk's own keyring.
    pub fn lose_keyring(&self) -> Result {
        self.own()?.lose()
    }

    /// How many secrets this desk's own keyring keeps under a service's name, such as `Front desk`.
    pub fn keyring_entries(&self, service: &str) -> Result<usize> {
        self.own()?.entries(service)
    }

    fn own(&self) -> Result<&Keyring> {
        self.keyring.as_ref().ok_or(Failure::new("This desk has no keyring of its own: make it with Secrets::Own."))
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if std::env::var_os("FRONTDESK_KEEP").is_some()
            && let Some(folder) = self.folder.take()
        {
            // Shown with the test's own output.
            #[allow(clippy::print_stderr)]
            {
                eprintln!("Kept: {}", folder.keep().display());
            }
        }
    }
}

/// A value for the mark that no other window or keyring carries.
pub(crate) fn mark(name: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{}-{}-{name}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

fn binary() -> Result<PathBuf> {
    let path =
        std::env::var_os("FRONTDESK_BINARY").map_or_else(|| crate::target().join("debug/frontdesk"), PathBuf::from);
    match path.exists() {
        true => Ok(path),
        false => Err(Failure::new(format!(
            "{} is missing: build it with cargo build -p frontdesk --features tauri/custom-protocol.",
            path.display()
        ))),
    }
}

fn copy(from: &Path, to: &Path) -> Result {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)?.flatten() {
        let target = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy(&entry.path(), &target)?,
            false => std::fs::copy(entry.path(), target).map(drop)?,
        }
    }
    Ok(())
}
