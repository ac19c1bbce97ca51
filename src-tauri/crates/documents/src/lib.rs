//! Values in, PDF bytes out. Touches no file.
//!
//! Every word of a page comes in as a value; only page furniture ("Page 1 of 3", "Signature") and the recovery sheet's
//! own instructions are written here. The same values give the same bytes, on any day and machine.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod document;
mod error;
mod font;
mod page;
mod shape;
mod values;

pub use document::{Document, PrintSize, Unprintable};
pub use error::DocumentError;
pub use font::printable;
pub use values::{
    Answer, Approval, Clinic, Column, ConsentForm, ConsentQuestion, ConsentSection, DisclosureItem, Field, ItemBody,
    PatientBlock, RecordRow, RecoverySheet, Register, ResponseSection, SignatureLine, SubjectAccessResponse, ToldItem,
};
