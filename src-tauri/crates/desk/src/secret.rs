//! A secret on its way between the window and the vault: never printed, wiped when dropped.

use std::fmt;

use frontdesk_vault::Passphrase;
use serde::{Deserialize, Serialize};
use specta::Type;
use zeroize::Zeroizing;

/// A passphrase or a code as typed or shown.
#[derive(Clone, Default, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct Secret(#[specta(type = String)] Zeroizing<String>);

impl Secret {
    /// Wraps a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// As the vault takes it.
    pub(crate) fn passphrase(&self) -> Passphrase {
        Passphrase::new(self.0.to_string())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_prints_as_nothing_but_its_kind() {
        assert_eq!(format!("{:?}", Secret::new("correct horse battery")), "Secret");
    }
}
