//! What an audit entry says beyond who, when and which use case: ids, codes, counts, flags and days. No text that a
//! person or the window sent has a way in: it goes into the record the entry is about.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use frontdesk_domain::catalogue::{Purpose, Treatment};
use frontdesk_domain::id::{ArrivalId, ParentalId, PatientId, RequestId, StaffId};
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
    pub fn about(kind: &'static str, id: impl Into<Id>) -> Self {
        Self { subject_kind: kind, subject: id.into().0, detail: Map::new() }
    }

    /// Adds a fact.
    pub fn with(mut self, name: &'static str, fact: impl Into<Fact>) -> Self {
        self.detail.insert(name.to_string(), fact.into().0);
        self
    }

    /// Adds a fact of one of several parts: `left-out-stopped`.
    pub fn with_part(mut self, name: &'static str, part: &'static str, fact: impl Into<Fact>) -> Self {
        self.detail.insert(format!("{name}-{part}"), fact.into().0);
        self
    }

    /// As the store keeps it.
    pub(crate) fn detail(&self) -> String {
        Value::Object(self.detail.clone()).to_string()
    }
}

/// Longest id, in characters: a hash in hex.
const ID_MAX: usize = 64;

/// An id as the program makes them: letters, digits, hyphens and low lines, and short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Id(String);

impl Id {
    /// The id of a row that is held, or is being written. What has not the shape of one is not kept.
    pub fn held(text: &str) -> Self {
        let is_id =
            (1..=ID_MAX).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
        Self(if is_id { text } else { "unknown" }.to_string())
    }

    /// Of a number.
    pub fn number(number: i64) -> Self {
        Self(number.to_string())
    }
}

impl From<&'static str> for Id {
    fn from(code: &'static str) -> Self {
        Self(code.to_string())
    }
}

macro_rules! ids {
    ($($name:ty),+) => {$(
        impl From<$name> for Id {
            fn from(id: $name) -> Self { Id::held(id.as_str()) }
        }
        impl From<&$name> for Id {
            fn from(id: &$name) -> Self { Id::held(id.as_str()) }
        }
        impl From<$name> for Fact {
            fn from(id: $name) -> Self { Id::from(id).into() }
        }
        impl From<&$name> for Fact {
            fn from(id: &$name) -> Self { Id::from(id).into() }
        }
    )+};
}

ids!(PatientId, StaffId, ArrivalId, RequestId, ParentalId);

impl From<&Treatment> for Id {
    fn from(treatment: &Treatment) -> Self {
        Id::held(&treatment.id)
    }
}

/// One fact of an entry.
#[derive(Clone, Debug)]
pub struct Fact(Value);

impl From<Id> for Fact {
    fn from(id: Id) -> Self {
        Self(Value::String(id.0))
    }
}

impl From<&'static str> for Fact {
    fn from(code: &'static str) -> Self {
        Id::held(code).into()
    }
}

impl From<NaiveDate> for Fact {
    fn from(day: NaiveDate) -> Self {
        Self(Value::String(day.to_string()))
    }
}

impl From<DateTime<Utc>> for Fact {
    fn from(at: DateTime<Utc>) -> Self {
        Self(Value::String(at.to_rfc3339_opts(SecondsFormat::Millis, true)))
    }
}

impl From<&Treatment> for Fact {
    fn from(treatment: &Treatment) -> Self {
        Id::from(treatment).into()
    }
}

impl From<&Purpose> for Fact {
    fn from(purpose: &Purpose) -> Self {
        Id::held(&purpose.id).into()
    }
}

macro_rules! plain {
    ($($name:ty),+) => {$(
        impl From<$name> for Fact {
            fn from(plain: $name) -> Self { Self(Value::from(plain)) }
        }
    )+};
}

plain!(bool, u32, u64, i64, usize);

impl<T: Into<Fact>> From<Option<T>> for Fact {
    fn from(fact: Option<T>) -> Self {
        fact.map_or(Self(Value::Null), Into::into)
    }
}

impl<T: Into<Fact>> From<Vec<T>> for Fact {
    fn from(facts: Vec<T>) -> Self {
        Self(Value::Array(facts.into_iter().map(|fact| fact.into().0).collect()))
    }
}

/// The code of a refusal: one of the program's own, kept as text since it travels to the window.
pub(crate) fn refusal_code(code: &str) -> Fact {
    Id::held(code).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_not_the_shape_of_an_id_is_not_kept() {
        for text in ["", "Ada Quill", "ada@example.com", "Żółć", "07700 900482", &"a".repeat(65), "a\nb", "{}"] {
            assert_eq!(Id::held(text), Id::held("unknown"), "{text:?}");
        }
        for text in ["1b4e28ba-2fa1-41d2-883f-0016d3cca427", "RC-01", "KM-10001", &"f".repeat(64)] {
            assert_eq!(Id::held(text).0, text);
        }
    }
}
