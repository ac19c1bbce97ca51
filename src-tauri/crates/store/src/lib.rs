//! The encrypted database: SQLCipher through sqlx. The only place with SQL.
//!
//! One file for each table. Functions take a connection and domain values, and do not decide.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod age_check;
pub mod arrival;
pub mod audit_entry;
pub mod child_voice;
pub mod clinic_version;
pub mod clinician_decision;
mod connection;
pub mod consent_answer;
pub mod consent_paper;
pub mod cut_off;
pub mod document_copy;
pub mod draft;
pub mod erasure;
mod error;
pub mod identity_check;
pub mod made_on;
mod migrate;
pub mod outside_act;
mod page_code;
pub mod paper_page;
pub mod parental_record;
pub mod patient;
pub mod patient_name;
pub mod patient_revision;
pub mod printer;
pub mod refusal;
pub mod register;
pub mod release_block;
pub mod request_outcome;
pub mod rights_request;
pub mod schema;
pub mod setting;
pub mod signed_form;
mod sqlcipher;
pub mod staff;
pub mod suppression;

pub use connection::{Conn, Read, Store, Write};
pub use error::{Result, StoreError};
