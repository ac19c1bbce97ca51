//! The system's file dialogs. They belong to GTK, not to the page, so they are worked with xdotool, like a hand would.
use crate::screen;
use crate::window::Window;
use crate::{Failure, Result};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

impl Window {
    /// Waits for a file dialog, types where the file is or shall be, and presses Enter.
    pub async fn answer_file_dialog(&self, path: &Path) -> Result {
        self.step(format!("answer the file dialog with “{}”", path.display()), async {
            let dialog = self.dialog().await?;
            hand(&["windowfocus", &dialog])?;
            // A path from the root replaces the name that stands there, in a save and in an open dialog alike.
            hand(&["key", "--clearmodifiers", "ctrl+a"])?;
            hand(&["type", "--delay", "4", &path.display().to_string()])?;
            tokio::time::sleep(Duration::from_millis(300)).await; // the dialog looks the folder up
            hand(&["key", "Return"])?;
            self.until_closed(&dialog).await
        })
        .await
    }

    /// Waits for a dialog that opens a file, and types where it is.
    pub async fn answer_open_dialog(&self, path: &Path) -> Result {
        self.step(format!("open “{}” in the file dialog", path.display()), async {
            let dialog = self.dialog().await?;
            hand(&["windowfocus", &dialog])?;
            // A slash anywhere in the list opens the field for a path, which then needs a moment.
            hand(&["key", "slash"])?;
            tokio::time::sleep(Duration::from_millis(300)).await;
            hand(&["type", "--delay", "8", path.display().to_string().trim_start_matches('/')])?;
            tokio::time::sleep(Duration::from_millis(300)).await; // the dialog looks the folder up
            hand(&["key", "Return"])?;
            self.until_closed(&dialog).await
        })
        .await
    }

    /// Waits for a folder dialog, types the folder, and chooses it: Enter goes into the folder, then takes it.
    pub async fn answer_folder_dialog(&self, path: &Path) -> Result {
        self.step(format!("answer the folder dialog with “{}”", path.display()), async {
            let dialog = self.dialog().await?;
            hand(&["windowfocus", &dialog])?;
            // A slash anywhere in the list opens the field for a path, which then needs a moment.
            hand(&["key", "slash"])?;
            tokio::time::sleep(Duration::from_millis(300)).await;
            hand(&["type", "--delay", "8", path.display().to_string().trim_start_matches('/')])?;
            for _ in 0..4 {
                tokio::time::sleep(Duration::from_millis(400)).await;
                if !self.own_windows()?.contains(&dialog) {
                    return Ok(());
                }
                hand(&["key", "Return"])?;
            }
            self.until_closed(&dialog).await
        })
        .await
    }

    /// Waits for a file dialog and leaves it with Escape.
    pub async fn cancel_file_dialog(&self) -> Result {
        self.step("cancel the file dialog".into(), async {
            let dialog = self.dialog().await?;
            hand(&["windowfocus", &dialog])?;
            hand(&["key", "Escape"])?;
            self.until_closed(&dialog).await
        })
        .await
    }

    /// Waits for the computer's own question for the keyring's password and answers it; nothing cancels it.
    pub async fn answer_keyring_prompt(&self, password: Option<&str>) -> Result {
        self.step("answer the keyring's question".into(), async {
            let start = Instant::now();
            let prompts = || -> Result<Vec<String>> {
                let found =
                    Command::new("xdotool").args(["search", "--onlyvisible", "--class", "gcr-prompter"]).output()?;
                Ok(String::from_utf8_lossy(&found.stdout).lines().map(str::to_owned).collect())
            };
            while prompts()?.is_empty() {
                if start.elapsed() > self.patience() {
                    return Err(Failure::new("The keyring asked for nothing."));
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            tokio::time::sleep(Duration::from_millis(500)).await; // it appears before it listens
            match password {
                Some(password) => hand(&["type", "--delay", "20", password]).and_then(|()| hand(&["key", "Return"]))?,
                None => hand(&["key", "Escape"])?,
            }
            while !prompts()?.is_empty() {
                if start.elapsed() > self.patience() {
                    return Err(Failure::new("The keyring's question stayed open."));
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            Ok(())
        })
        .await
    }

    /// Presses a key or a chord as a hand does, through the screen and whatever has its focus: `F8`, `ctrl+l`.
    pub fn press_by_hand(&self, keys: &str) -> Result {
        hand(&["key", keys])
    }

    /// Types as a hand does, into whatever has the screen's focus.
    pub fn type_by_hand(&self, text: &str) -> Result {
        hand(&["type", "--delay", "12", text])
    }

    /// Waits until a dialog stands beside the window.
    pub async fn until_dialog(&self) -> Result {
        self.step("see a dialog".into(), async { self.dialog().await.map(drop) }).await
    }

    /// The windows of this app beside its one.
    pub fn dialogs(&self) -> Result<Vec<String>> {
        Ok(self.own_windows()?.difference(&self.main_windows()).cloned().collect())
    }

    /// What the window shows, in pixels: also of a page that hangs, and of a dialog over it.
    pub fn glass(&self) -> Result<screen::Glass> {
        let (within, pointer) = self.on_screen()?;
        screen::look(within, pointer)
    }

    /// Where the window is on the screen, and the pointer.
    fn on_screen(&self) -> Result<(screen::Within, (usize, usize))> {
        let window = self.main_windows().into_iter().next().ok_or(Failure::new("There is no window."))?;
        let output = Command::new("xdotool").args(["getwindowgeometry", "--shell", &window]).output()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let pointer = Command::new("xdotool").args(["getmouselocation", "--shell"]).output()?;
        let pointer = String::from_utf8_lossy(&pointer.stdout).into_owned();
        let at = (value(&pointer, "X").unwrap_or(usize::MAX), value(&pointer, "Y").unwrap_or(usize::MAX));
        match (value(&text, "X"), value(&text, "Y"), value(&text, "WIDTH"), value(&text, "HEIGHT")) {
            (Some(x), Some(y), Some(width), Some(height)) => Ok(((x, y, width, height), at)),
            _ => Err(Failure::new(format!("Where the window is cannot be told: {text}"))),
        }
    }

    /// Does `act`, and waits until the cover is all there is on the glass; says how long that took.
    pub async fn until_covered(&self, act: impl FnOnce() -> Result) -> Result<Duration> {
        self.step("see the cover and nothing else".into(), async {
            let (within, pointer) = self.on_screen()?;
            // Looked at from another thread: a machine that is busy with the act misses nothing of what it does.
            let patience = self.patience();
            let begun = Instant::now();
            let looking = std::thread::spawn(move || -> Result<Option<Duration>> {
                let mut looked = 0;
                while begun.elapsed() < patience {
                    let now = begun.elapsed();
                    if screen::is_covered(within, pointer)? {
                        return Ok(Some(now));
                    }
                    // A busy machine may draw the unlock screen before the cover was seen: the page is off the glass.
                    if now.as_millis() / 500 > looked {
                        looked = now.as_millis() / 500;
                        if screen::look(within, pointer)?.is_unlock_screen() {
                            return Ok(Some(now));
                        }
                    }
                    std::thread::sleep(Duration::from_millis(2));
                }
                Ok(None)
            });
            act()?;
            let seen = looking.join().map_err(|_| Failure::new("The look at the screen ended by itself."))??;
            match seen {
                Some(took) => Ok(took),
                None => {
                    let glass = screen::look(within, pointer)?;
                    Err(Failure::new(format!("The page is still on the glass: {glass:?}.")))
                }
            }
        })
        .await
    }

    /// Asks the window manager to close the app's window, as its close button does.
    pub(crate) fn ask_to_close(&self) -> Result {
        for window in self.own_windows()? {
            hand(&["windowfocus", "--sync", &window])?;
            hand(&["key", "ctrl+alt+Escape"])?; // evilwm's key for a polite close
        }
        Ok(())
    }

    async fn dialog(&self) -> Result<String> {
        let start = Instant::now();
        loop {
            let opened: Vec<String> = self.own_windows()?.difference(&self.main_windows()).cloned().collect();
            if let Some(dialog) = opened.first() {
                tokio::time::sleep(Duration::from_millis(200)).await; // it appears before it listens
                return Ok(dialog.clone());
            }
            if start.elapsed() > self.patience() {
                return Err(Failure::new("No file dialog opened."));
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    async fn until_closed(&self, dialog: &str) -> Result {
        let start = Instant::now();
        while self.own_windows()?.contains(dialog) {
            if start.elapsed() > self.patience() {
                return Err(Failure::new("The file dialog stayed open."));
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }

    /// The X windows of this app that are on the screen now.
    pub(crate) fn own_windows(&self) -> Result<BTreeSet<String>> {
        let Some(id) = self.process_id() else {
            return Ok(BTreeSet::new());
        };
        let found = Command::new("xdotool")
            .args(["search", "--onlyvisible", "--all", "--pid", &id.to_string(), "--name", "."])
            .output()?;
        Ok(String::from_utf8_lossy(&found.stdout).lines().map(str::to_owned).collect())
    }
}

/// A value of what xdotool says with `--shell`: `X=12`.
fn value(said: &str, name: &str) -> Option<usize> {
    said.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('=')?.parse().ok())
}

fn hand(arguments: &[&str]) -> Result {
    let output = Command::new("xdotool").args(arguments).output()?;
    match output.status.success() {
        true => Ok(()),
        false => Err(Failure::new(format!(
            "xdotool could not do “{}”: {}",
            arguments.join(" "),
            String::from_utf8_lossy(&output.stderr).trim()
        ))),
    }
}
