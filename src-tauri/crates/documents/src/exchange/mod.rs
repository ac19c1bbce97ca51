//! Consents for other systems: each format a file of its own, from the same values.

mod fhir;
mod iso_27560;

pub use fhir::{FhirRelease, bundle as fhir_bundle};
pub use iso_27560::{receipts as consent_receipts, records as consent_records};

use serde_json::Value;

use crate::DocumentError;

/// UTF-8, indented, ended by a line break.
fn file(value: &Value) -> Result<Vec<u8>, DocumentError> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(DocumentError::fault)?;
    bytes.push(b'\n');
    Ok(bytes)
}
