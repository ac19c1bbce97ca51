//! What a use case answers when it will not: a code, a sentence, and the fields to put right.

use frontdesk_domain::problem::FieldProblem;
use serde::{Deserialize, Serialize};
use specta::Type;

/// A refusal the desk can act on. Nothing was half-done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[error("{message} ({code})")]
pub struct DeskError {
    /// Stable, kebab-case, e.g. `wrong-passphrase`.
    pub code: String,
    /// What happened, what is safe, what to do.
    pub message: String,
    /// Problems at fields, for the error summary.
    pub fields: Vec<FieldProblem>,
    /// Whole seconds before this can be tried again, where it has to wait.
    pub wait_seconds: Option<u32>,
}

/// What every use case returns.
pub type Result<T> = std::result::Result<T, DeskError>;

impl DeskError {
    /// A refusal without fields.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.into(), message: message.into(), fields: Vec::new(), wait_seconds: None }
    }

    /// A form with problems at its fields.
    pub fn fields(problems: Vec<FieldProblem>) -> Self {
        let message = match problems.len() {
            1 => "One thing to put right.".to_string(),
            count => format!("{count} things to put right."),
        };
        Self { code: "form".into(), message, fields: problems, wait_seconds: None }
    }

    /// The same refusal, told at a field.
    pub(crate) fn at_field(self, field: &str, message: &str) -> Self {
        let problem = FieldProblem::new(field, &self.code, message.to_string());
        Self { wait_seconds: self.wait_seconds, ..Self::fields(vec![problem]) }
    }

    /// The person's role does not allow it.
    pub fn not_allowed() -> Self {
        Self::new("not-allowed", "Your role does not allow this. Ask the practice manager.")
    }

    /// The desk is locked.
    pub fn locked() -> Self {
        Self::new("locked", "The desk is locked. Unlock it to go on; what you typed is kept.")
    }

    /// The screen is in a patient's hands.
    pub fn handed_over() -> Self {
        Self::new("handed-over", "The screen is handed to a patient. Take it back with your passphrase first.")
    }

    /// The record is not there.
    pub fn not_found(what: &str) -> Self {
        Self::new("not-found", format!("This {what} is not held here. Find it again."))
    }
}

impl From<frontdesk_store::StoreError> for DeskError {
    fn from(error: frontdesk_store::StoreError) -> Self {
        Self::new(error.code(), error.to_string())
    }
}

impl From<frontdesk_vault::VaultError> for DeskError {
    fn from(error: frontdesk_vault::VaultError) -> Self {
        Self::new(error.code(), error.to_string())
    }
}

impl From<frontdesk_documents::DocumentError> for DeskError {
    fn from(error: frontdesk_documents::DocumentError) -> Self {
        Self::new(error.code(), error.to_string())
    }
}

impl From<frontdesk_documents::ScanError> for DeskError {
    fn from(error: frontdesk_documents::ScanError) -> Self {
        Self::new(error.code(), error.to_string())
    }
}
