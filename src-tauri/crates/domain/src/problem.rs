//! What is wrong with what was typed, in words for the field it was typed in.

use serde::{Deserialize, Serialize};
use specta::Type;

/// One thing to put right, tied to the field that shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldProblem {
    /// The field's name in the form that was sent, e.g. `born`.
    pub field: String,
    /// Stable code for tests and support, e.g. `name-missing`.
    pub code: String,
    /// One sentence that says what to do.
    pub message: String,
}

impl FieldProblem {
    /// A problem with `field`.
    pub fn new(field: &str, code: &str, message: impl Into<String>) -> Self {
        Self { field: field.into(), code: code.into(), message: message.into() }
    }
}
