//! A Secret Service of one desk's own, for journeys in which the keyring is locked, lost or on another machine.
use crate::process::{self, MARK};
use crate::{Failure, Result};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const NAME: &str = "org.freedesktop.secrets";
const COLLECTION: &str = "/org/freedesktop/secrets/collection/login";

/// A private message bus and the keyring daemon on it. Both end when this is dropped.
pub(crate) struct Keyring {
    mark: String,
    folder: PathBuf,
    address: String,
    bus: Child,
}

impl Keyring {
    /// Starts bus and daemon; the secrets live under `folder`.
    pub(crate) fn start(folder: &Path, mark: &str) -> Result<Self> {
        let mut bus = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address"])
            .arg(format!("--address=unix:dir={}", folder.display()))
            .env(MARK, mark)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| Failure::new(format!("A private message bus did not start: {error}")))?;
        let address = first_line(&mut bus)?;
        let keyring = Self { mark: mark.into(), folder: folder.into(), address, bus };
        keyring.start_daemon()?;
        Ok(keyring)
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Locks it, as a desktop does when its user changed the login password elsewhere.
    pub(crate) fn lock(&self) -> Result {
        self.call(&[
            "/org/freedesktop/secrets",
            "org.freedesktop.Secret.Service.Lock",
            &format!("array:objpath:{COLLECTION}"),
        ])
        .map(drop)
    }

    /// Unlocks it again with the password it was made with.
    pub(crate) fn unlock(&self) -> Result {
        self.stop_daemon();
        self.start_daemon()
    }

    /// Loses every secret, as a new machine or a deleted login keyring does.
    pub(crate) fn lose(&self) -> Result {
        self.stop_daemon();
        std::fs::remove_dir_all(self.folder.join("keyrings"))?;
        self.start_daemon()
    }

    /// How many secrets it keeps under a service's name.
    pub(crate) fn entries(&self, service: &str) -> Result<usize> {
        let answer = self.call(&[
            "/org/freedesktop/secrets",
            "org.freedesktop.Secret.Service.SearchItems",
            &format!("dict:string:string:service,{service}"),
        ])?;
        Ok(answer.matches("object path").count())
    }

    fn start_daemon(&self) -> Result {
        let mut daemon = self
            .on_bus("gnome-keyring-daemon")
            .args(["--foreground", "--unlock", "--components=secrets"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .map_err(|error| Failure::new(format!("A private keyring did not start: {error}")))?;
        if let Some(mut password) = daemon.stdin.take() {
            password.write_all(b"private")?;
        }
        self.wait_for("boolean true")?;
        // The name is owned a moment before the password is taken in.
        let start = Instant::now();
        while !self.is_unlocked() {
            if start.elapsed() > Duration::from_secs(10) {
                return Err(Failure::new("The private keyring did not unlock within 10 seconds."));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    fn stop_daemon(&self) {
        for daemon in process::marked(&self.mark) {
            if daemon.program.starts_with("gnome-keyring") {
                process::signal("KILL", daemon.id);
            }
        }
        let _ = self.wait_for("boolean false");
    }

    fn is_unlocked(&self) -> bool {
        let property = [
            COLLECTION,
            "org.freedesktop.DBus.Properties.Get",
            "string:org.freedesktop.Secret.Collection",
            "string:Locked",
        ];
        self.call(&property).is_ok_and(|answer| answer.contains("boolean false"))
    }

    /// Waits until the bus says whether anyone owns the keyring's name. Asking the keyring itself would start another.
    fn wait_for(&self, answer: &str) -> Result {
        let start = Instant::now();
        loop {
            let output = self
                .on_bus("dbus-send")
                .args(["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"])
                .args(["org.freedesktop.DBus.NameHasOwner", &format!("string:{NAME}")])
                .output()?;
            if String::from_utf8_lossy(&output.stdout).contains(answer) {
                return Ok(());
            }
            if start.elapsed() > Duration::from_secs(10) {
                return Err(Failure::new("The private keyring did not come up or go away within 10 seconds."));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn call(&self, arguments: &[&str]) -> Result<String> {
        let output = self
            .on_bus("dbus-send")
            .args(["--session", "--print-reply", &format!("--dest={NAME}")])
            .args(arguments)
            .output()?;
        match output.status.success() {
            true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
            false => Err(Failure::new(format!(
                "The private keyring answered: {}",
                String::from_utf8_lossy(&output.stderr).trim()
            ))),
        }
    }

    fn on_bus(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env("DBUS_SESSION_BUS_ADDRESS", &self.address)
            .env("XDG_DATA_HOME", &self.folder)
            .env("XDG_RUNTIME_DIR", &self.folder)
            .env_remove("GNOME_KEYRING_CONTROL")
            .env(MARK, &self.mark)
            .stderr(Stdio::null());
        command
    }
}

impl Drop for Keyring {
    fn drop(&mut self) {
        for left in process::marked(&self.mark) {
            process::signal("KILL", left.id);
        }
        let _ = self.bus.wait();
    }
}

fn first_line(bus: &mut Child) -> Result<String> {
    let mut line = String::new();
    let mut byte = [0u8; 1];
    if let Some(output) = &mut bus.stdout {
        while output.read(&mut byte)? == 1 && byte[0] != b'\n' {
            line.push(char::from(byte[0]));
        }
    }
    match line.is_empty() {
        true => Err(Failure::new("A private message bus did not say where it listens.")),
        false => Ok(line),
    }
}
