//! A journey told as it goes: a line per scene for whoever watches, and a picture to keep.
use crate::{Result, Window, pictures};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// The pictures and papers of one told journey, numbered in order.
pub struct Story {
    folder: PathBuf,
    scenes: AtomicU32,
}

impl Story {
    /// Keeps its pictures in `FRONTDESK_DEMO_OUT`, or with the other journeys' where that is not set.
    pub fn new() -> Result<Self> {
        let folder = std::env::var_os("FRONTDESK_DEMO_OUT").map_or_else(|| pictures().join("demo"), PathBuf::from);
        std::fs::create_dir_all(&folder)?;
        Ok(Self { folder, scenes: AtomicU32::new(0) })
    }

    /// Says what happens now.
    // The words are for whoever watches `make run`.
    #[allow(clippy::print_stdout)]
    pub fn tell(&self, what: &str) {
        println!("    {what}");
    }

    /// Says what is on the screen, holds it against axe-core, and keeps its picture, as `03-short-name.png`.
    pub async fn scene(&self, window: &Window, name: &str, what: &str) -> Result {
        let number = self.scenes.fetch_add(1, Ordering::Relaxed) + 1;
        let file = format!("{number:02}-{name}.png");
        window.picture(&self.folder.join(&file)).await?;
        window.is_accessible().await?;
        self.tell(&format!("{what} ({file})"));
        Ok(())
    }

    /// Keeps a paper beside the pictures.
    pub fn keep(&self, paper: &Path, name: &str) -> Result {
        std::fs::copy(paper, self.folder.join(name))?;
        Ok(())
    }
}
