//! The encrypted database: SQLCipher through sqlx. The only place with SQL.
//!
//! One file for each table. Functions take a connection and domain values, and do not decide.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod audit_entry;
pub mod clinic_version;
mod connection;
mod error;
pub mod setting;
pub mod staff;

pub use connection::{Conn, Read, Store, Write};
pub use error::{Result, StoreError};
