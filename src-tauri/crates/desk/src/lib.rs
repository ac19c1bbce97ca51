//! The use cases: authorise, load, decide, write and audit in one transaction.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod audit;
pub mod board;
pub mod check_in;
pub mod clinic;
pub mod clock;
pub mod draft;
pub mod error;
pub mod house;
pub mod open;
pub mod paper;
pub mod papers;
pub mod parental;
pub mod patient;
pub mod request;
pub mod staff;
pub mod views;

pub use error::{DeskError, Result};
