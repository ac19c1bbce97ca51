//! What the window shows and sends: plain values, one file for each part of the screen.

pub mod audit;
pub mod board;
pub mod check_in;
pub mod clinic;
pub mod consents;
pub mod copies;
pub mod marketing;
pub mod paper;
pub mod paper_back;
pub mod parental;
pub mod patient;
pub mod register;
pub mod request;
pub mod session;
pub mod signing;

/// A view: crosses to the window as camelCase JSON.
macro_rules! view {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty),* $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, serde::Serialize, serde::Deserialize, specta::Type)]
        #[serde(rename_all = "camelCase")]
        pub struct $name { $($(#[$field_doc])* pub $field: $kind),* }
    )+};
}

/// A choice: crosses to the window as a kebab-case word.
macro_rules! choice {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }
    )+};
}

pub(crate) use {choice, view};
