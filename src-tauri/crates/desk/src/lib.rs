//! The use cases: authorise, load, decide, write and audit in one transaction.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod anchor;
pub(crate) mod answers;
pub mod audit;
mod banner;
pub mod board;
pub mod check_in;
pub mod clinic;
pub mod clock;
pub mod consents;
pub mod copies;
pub mod demo;
pub mod demo_house;
pub mod doubt;
pub mod draft;
pub mod entrance;
pub(crate) mod entry;
pub mod error;
pub(crate) mod generation;
pub(crate) mod guess;
pub(crate) mod history;
pub mod house;
pub(crate) mod key_file;
pub mod lock;
pub mod marketing;
pub mod notices;
pub mod open;
pub(crate) mod outside;
pub(crate) mod pages;
pub mod paper;
pub mod paper_back;
pub mod papers;
pub mod parental;
pub mod patient;
pub mod printing;
pub mod recovery;
pub mod register;
pub(crate) mod rekey;
pub mod request;
pub(crate) mod saved_file;
pub mod secret;
pub mod set_aside;
pub mod set_up;
pub mod signing;
pub mod staff;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod unlock;
pub mod views;
pub(crate) mod words;

pub use error::{DeskError, Result};
