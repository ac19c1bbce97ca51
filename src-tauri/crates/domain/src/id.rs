//! Identifiers: opaque text, made by the use cases, never typed by a person.

use serde::{Deserialize, Serialize};
use specta::Type;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The identifier as text, as the store keeps it.
            pub fn as_str(&self) -> &str { &self.0 }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self { Self(text) }
        }
    )+};
}

ids! {
    /// A patient.
    PatientId,
    /// A member of staff.
    StaffId,
    /// One arrival at the desk on one day.
    ArrivalId,
    /// A rights request.
    RequestId,
    /// A parental-responsibility record.
    ParentalId,
}
