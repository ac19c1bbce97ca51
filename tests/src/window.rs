//! The open window: what a person at the desk does with it, one method per act.
use crate::desk::{Start, mark};
use crate::driver::{Driver, tail};
use crate::find::Kind;
use crate::keys::chord;
use crate::process::{self, Running};
use crate::{Failure, Result, pictures, screen};
use serde::de::DeserializeOwned;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};
use thirtyfour::WebDriver;

/// The app, open. Dropping it ends the app at once, as pulling the plug does; [`Window::close`] is the polite way.
pub struct Window {
    driver: WebDriver,
    /// Held for its end: with it go the app and everything the app started.
    _process: Driver,
    start: Start,
    mark: String,
    main: BTreeSet<String>,
    steps: Mutex<Vec<String>>,
}

impl Window {
    pub(crate) async fn open(start: Start) -> Result<Self> {
        let mark = mark(&start.name);
        let driver_process = Driver::start(&start.environment, &mark, &start.log)?;
        let driver = match driver_process.session(&start.application, &start.arguments).await {
            Ok(driver) => driver,
            Err(failure) => {
                let picture = pictures().join(format!("{}-failed.png", start.name));
                screen::capture(&picture)?;
                return Err(Failure::new(format!("{failure}\n  Picture: {}", picture.display())));
            }
        };
        let mut window =
            Self { driver, _process: driver_process, start, mark, main: BTreeSet::new(), steps: Mutex::default() };
        window.main = window.own_windows()?;
        Ok(window)
    }

    /// Presses what is called so: a button, link, tab or menu entry. `Row or group > Name` says which of several.
    pub async fn click(&self, name: &str) -> Result {
        self.step(format!("click “{name}”"), async {
            // A page that begins anew between the look and the press has the same words again.
            for _ in 0..3 {
                let target = self.find(Kind::Press, name).await?.target;
                match async {
                    target.scroll_into_view().await?;
                    target.click().await
                }
                .await
                {
                    Err(error) if error.to_string().contains("stale") => {
                        tokio::time::sleep(Duration::from_millis(300)).await;
                    }
                    other => return Ok(other?),
                }
            }
            Err(Failure::new("It was replaced each time before it could be pressed."))
        })
        .await
    }

    /// Chooses a radio button or ticks a box by its label; one that is chosen already stays so.
    pub async fn choose(&self, name: &str) -> Result {
        self.step(format!("choose “{name}”"), async {
            let found = self.find(Kind::Choice, name).await?;
            if !found.control.is_selected().await? {
                // WebKit does not always bring a label into sight by itself.
                found.target.scroll_into_view().await?;
                found.target.click().await?;
            }
            Ok(())
        })
        .await
    }

    /// Whether a radio button or box is on.
    pub async fn is_chosen(&self, name: &str) -> Result<bool> {
        self.step(format!("look whether “{name}” is chosen"), async {
            Ok(self.find(Kind::Choice, name).await?.control.is_selected().await?)
        })
        .await
    }

    /// Types over whatever a field holds; in a drop-down, picks the entry of that name.
    pub async fn fill(&self, label: &str, text: &str) -> Result {
        self.step(format!("fill “{label}” with “{text}”"), async {
            let field = self.find(Kind::Field, label).await?.control;
            let script = include_str!("fill.js");
            let done = self.driver.execute(script, vec![field.to_json()?, json!(text)]).await?;
            match done.convert::<String>()?.as_str() {
                "picked" => Ok(()),
                "focused" if text.is_empty() => self.keys("\u{e003}").await,
                "focused" => self.keys(text).await,
                problem => Err(Failure::new(problem)),
            }
        })
        .await
    }

    /// Fills a three-field date.
    pub async fn fill_date(&self, label: &str, day: u32, month: u32, year: i32) -> Result {
        self.fill(&format!("{label} > Day"), &day.to_string()).await?;
        self.fill(&format!("{label} > Month"), &month.to_string()).await?;
        self.fill(&format!("{label} > Year"), &year.to_string()).await
    }

    /// Pastes into a field, over what it holds: the page sees a paste, as it does from another program.
    pub async fn paste(&self, label: &str, text: &str) -> Result {
        self.step(format!("paste into “{label}”"), async {
            let field = self.find(Kind::Field, label).await?.control;
            let script = "const [el, text] = arguments; el.focus(); el.select?.();
                const data = new DataTransfer(); data.setData('text/plain', text);
                const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
                if (el.dispatchEvent(event)) document.execCommand('insertText', false, text);";
            self.driver.execute(script, vec![field.to_json()?, json!(text)]).await?;
            Ok(())
        })
        .await
    }

    /// What a field holds now.
    pub async fn value(&self, label: &str) -> Result<String> {
        self.step(format!("read “{label}”"), async {
            let field = self.find(Kind::Field, label).await?.control;
            Ok(field.prop("value").await?.unwrap_or_default())
        })
        .await
    }

    /// Presses a key or a chord as it is printed on its button: `F2`, `Ctrl+K`, `Esc`.
    pub async fn press(&self, keys: &str) -> Result {
        self.step(format!("press {keys}"), async {
            let keys = chord(keys)?;
            let down = keys.iter().fold(self.driver.action_chain(), |chain, key| chain.key_down(*key));
            let both = keys.iter().rev().fold(down, |chain, key| chain.key_up(*key));
            Ok(both.perform().await?)
        })
        .await
    }

    /// Types into whatever has the focus.
    pub async fn type_text(&self, text: &str) -> Result {
        self.step(format!("type “{text}”"), self.keys(text)).await
    }

    /// A document reader's typing: every line at once, fast, each ended with Enter, wherever the focus is.
    pub async fn read_document(&self, lines: &[&str]) -> Result {
        self.step("let the document reader type".into(), async {
            for line in lines {
                self.keys(&format!("{line}\u{e007}")).await?;
            }
            Ok(())
        })
        .await
    }

    /// Waits until the words are on the screen.
    pub async fn see(&self, words: &str) -> Result {
        self.step(format!("see “{words}”"), async {
            let wanted = tidy(words);
            self.until(|text| text.contains(&wanted))
                .await
                .map_err(|_| Failure::new(format!("“{words}” is not on the screen.")))
        })
        .await
    }

    /// Waits until the words are gone from the screen.
    pub async fn gone(&self, words: &str) -> Result {
        self.step(format!("see “{words}” go"), async {
            let unwanted = tidy(words);
            self.until(|text| !text.contains(&unwanted))
                .await
                .map_err(|_| Failure::new(format!("“{words}” is still on the screen.")))
        })
        .await
    }

    /// Everything a person can read on the screen, white space made even.
    pub async fn text(&self) -> Result<String> {
        Ok(tidy(&self.ask::<String>("return document.body?.innerText ?? ''").await?))
    }

    /// The words of what has the focus: its label or its text.
    pub async fn focused(&self) -> Result<String> {
        self.ask("const el = document.activeElement; return (el?.labels?.[0] ?? el)?.innerText?.trim() || el?.getAttribute('aria-label') || ''")
            .await
    }

    /// Runs a script in the page and gives what it returns.
    pub async fn ask<T: DeserializeOwned>(&self, script: &str) -> Result<T> {
        Ok(self.driver.execute(script, vec![]).await?.convert()?)
    }

    /// A picture of the page as it is now: two frames are drawn first, or WebKit hands out the one before.
    pub async fn picture(&self, path: &Path) -> Result {
        let script = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 60)));";
        self.driver.execute_async(script, vec![]).await?;
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        Ok(self.driver.screenshot(path).await?)
    }

    /// A picture of the whole screen, file dialogs included.
    pub fn picture_of_screen(&self, path: &Path) -> Result {
        screen::capture(path)
    }

    /// Makes the window this large, in pixels.
    pub async fn resize(&self, width: u32, height: u32) -> Result {
        self.step(format!("make the window {width} by {height}"), async {
            Ok(self.driver.set_window_rect(0, 0, width, height).await?)
        })
        .await
    }

    /// Closes the window as its close button does, and waits until the app has ended.
    pub async fn close(self) -> Result {
        let id = self.process_id();
        self.step("close the window".into(), async {
            self.ask_to_close()?;
            let start = Instant::now();
            while id.is_some_and(process::alive) {
                if start.elapsed() > self.patience() {
                    return Err(Failure::new("The app did not end."));
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            Ok(())
        })
        .await
    }

    /// Closes politely and opens again on the same folders.
    pub async fn restart(self) -> Result<Self> {
        let start = self.start.clone();
        self.close().await?;
        Self::open(start).await
    }

    /// Pulls the plug: ends the app with no chance to tidy up, and opens again on the same folders.
    pub async fn crash_and_restart(self) -> Result<Self> {
        let start = self.start.clone();
        drop(self);
        Self::open(start).await
    }

    /// The app and its web processes; not the driver's.
    pub fn processes(&self) -> Vec<Running> {
        let mut all = process::marked(&self.mark);
        all.retain(|process| !["tauri-driver", "WebKitWebDriver"].contains(&process.program.as_str()));
        all
    }

    /// Proportional memory (PSS) of the app and its web processes, in bytes.
    pub fn memory(&self) -> u64 {
        process::memory(&self.processes())
    }

    /// The app's own process.
    pub fn process_id(&self) -> Option<u32> {
        self.processes().into_iter().find(|process| !process.program.starts_with("WebKit")).map(|process| process.id)
    }

    /// The WebDriver session, for what has no method here.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    pub(crate) fn patience(&self) -> Duration {
        self.start.patience
    }

    pub(crate) fn main_windows(&self) -> BTreeSet<String> {
        self.main.clone()
    }

    async fn keys(&self, text: &str) -> Result {
        Ok(self.driver.action_chain().send_keys(text).perform().await?)
    }

    async fn until(&self, holds: impl Fn(&str) -> bool) -> Result {
        let start = Instant::now();
        loop {
            if self.text().await.is_ok_and(|text| holds(&text)) {
                return Ok(());
            }
            if start.elapsed() > self.patience() {
                return Err(Failure::new("It took too long."));
            }
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    }

    /// Runs one act; a failure is told with what led to it, what is on the screen, and a picture.
    pub(crate) async fn step<T>(&self, what: String, act: impl Future<Output = Result<T>>) -> Result<T> {
        let before = {
            let mut steps = self.steps.lock().map_err(|error| Failure::new(error.to_string()))?;
            let before = steps[steps.len().saturating_sub(3)..].join(", ");
            steps.push(what.clone());
            before
        };
        match act.await {
            Ok(done) => Ok(done),
            Err(failure) => {
                let shown: String =
                    self.text().await.unwrap_or_else(|error| error.to_string()).chars().take(600).collect();
                let picture = self.failure_picture().await;
                Err(Failure::new(format!(
                    "{}: could not {what}. {failure}\n  Before it: {before}\n  On the screen: {shown}\n  Picture: {}\n  App: {}",
                    self.start.name,
                    picture.display(),
                    tail(&self.start.log)
                )))
            }
        }
    }

    async fn failure_picture(&self) -> PathBuf {
        let path = pictures().join(format!("{}-failed.png", self.start.name));
        // The whole screen first: it needs nothing from a window that may be gone.
        if screen::capture(&path).is_err() {
            let _ = self.picture(&path).await;
        }
        path
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // The session ends with its processes; asking it to end would only wait for one that may hang.
        let _ = self.driver.clone().leak();
    }
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
