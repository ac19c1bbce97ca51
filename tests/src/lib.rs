//! The desk as a person meets it: the real window, worked by what is written on it.
//!
//! A test makes a [`Desk`] (folders of its own), opens the [`Window`] on it, and then names buttons, labels and words
//! the way a receptionist would. Every step waits for the screen to be ready. When one fails, the error says which
//! step, what was on the screen instead, and where its picture lies.
//!
//! ```no_run
//! # use frontdesk_tests::{Desk, Result};
//! # async fn journey() -> Result {
//! let desk = Desk::new("first-start")?;
//! let window = desk.open().await?;
//! window.see("Set up this desk").await?;
//! window.fill("Clinic name", "Kensington Medical").await?;
//! window.click("Continue").await?;
//! window.press("Ctrl+L").await?;
//! # Ok(()) }
//! ```
//!
//! Windows need the private desk of `scripts/in-desk-session.sh`; `make test` starts it.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod accessibility;
mod desk;
mod dialog;
mod driver;
mod failure;
mod find;
pub mod first_start;
mod keyring;
mod keys;
pub mod memory;
mod paper;
pub mod process;
mod screen;
mod story;
mod window;

pub use accessibility::Violation;
pub use desk::{Desk, Secrets};
pub use failure::{Failure, Result};
pub use paper::{printed, printed_count};
pub use process::Running;
pub use screen::Glass;
pub use story::Story;
pub use window::Window;

use std::path::PathBuf;

/// The root of the repository.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The build folder, wherever `CARGO_TARGET_DIR` puts it.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// Where the pictures of journeys go.
pub fn pictures() -> PathBuf {
    target().join("journeys")
}
