//! What an audit entry says beyond who, when and which use case: ids and codes only.

use serde_json::{Map, Value};

/// An entry under way.
#[derive(Clone, Debug)]
pub struct Entry {
    pub(crate) subject_kind: &'static str,
    pub(crate) subject: String,
    detail: Map<String, Value>,
}

impl Entry {
    /// About one record, by its id.
    pub fn about(kind: &'static str, id: impl Into<String>) -> Self {
        Self { subject_kind: kind, subject: id.into(), detail: Map::new() }
    }

    /// Adds an id or a code. Never a name, a date of birth, a number or an address.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.detail.insert(name.to_string(), value.into());
        self
    }

    /// As the store keeps it.
    pub(crate) fn detail(&self) -> String {
        Value::Object(self.detail.clone()).to_string()
    }
}
