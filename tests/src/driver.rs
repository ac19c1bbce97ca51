//! tauri-driver and the WebDriver of WebKit behind it, on ports of their own, with the app's environment.
use crate::process::{self, MARK};
use crate::{Failure, Result};
use std::fs::File;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use thirtyfour::{Capabilities, WebDriver};

/// The app's start, its first page included, may take this long on a busy machine.
const START: Duration = Duration::from_secs(60);

pub(crate) struct Driver {
    child: Child,
    port: u16,
    mark: String,
    log: PathBuf,
}

impl Driver {
    /// `environment` reaches the app, because WebKit's driver starts it as its own child. What the app says on its
    /// error output lands in `log`.
    pub(crate) fn start(environment: &[(String, String)], mark: &str, log: &Path) -> Result<Self> {
        let program = std::env::var_os("FRONTDESK_TOOLS")
            .map_or_else(|| crate::target().join("tools"), PathBuf::from)
            .join("bin/tauri-driver");
        if !program.exists() {
            return Err(Failure::new("tauri-driver is missing: run scripts/setup.sh test."));
        }
        // A port may be taken between its choice here and its use there, so a lost one is simply tried again.
        for _ in 0..5 {
            let (port, native) = (free_port()?, free_port()?);
            let output = File::options().create(true).append(true).open(log)?;
            let child = Command::new(&program)
                .args(["--port", &port.to_string(), "--native-port", &native.to_string()])
                .envs(environment.iter().map(|(name, value)| (name, value)))
                .env(MARK, mark)
                .stdin(Stdio::null())
                .stdout(output.try_clone()?)
                .stderr(output)
                .spawn()?;
            let driver = Self { child, port, mark: mark.into(), log: log.into() };
            if answers(port) && answers(native) {
                return Ok(driver);
            }
        }
        Err(Failure::new(format!("tauri-driver did not start five times over. {}", tail(log))))
    }

    /// Starts the app and takes hold of its page.
    pub(crate) async fn session(&self, application: &Path, arguments: &[String]) -> Result<WebDriver> {
        let mut capabilities = Capabilities::new();
        let options = serde_json::json!({ "application": application, "args": arguments });
        capabilities.set("tauri:options", options)?;
        WebDriver::builder(format!("http://127.0.0.1:{}", self.port), capabilities)
            .request_timeout(START)
            .await
            .map_err(|error| Failure::new(format!("The app did not start: {error}. {}", tail(&self.log))))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // WebKit's driver and the app are grandchildren: ending the child alone would leave them running.
        for left in process::marked(&self.mark) {
            process::signal("KILL", left.id);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

fn answers(port: u16) -> bool {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(10) {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    false
}

/// The last words on the app's error output, for a failure's message.
pub(crate) fn tail(log: &Path) -> String {
    let text = std::fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    match lines.len() {
        0 => "It said nothing on its error output.".into(),
        count => format!("Its last words:\n    {}", lines[count.saturating_sub(8)..].join("\n    ")),
    }
}
