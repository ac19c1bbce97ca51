//! What a person types to unlock.

use std::fmt;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// A passphrase as typed. Wiped when dropped, printed as redacted, read from JSON as a string, never written.
#[derive(Deserialize)]
#[serde(from = "String")]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes the string over, so that no copy stays behind.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text as typed: for checking it against the rules and for showing an offered one.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// NFKC (UAX #15), so that the same keys on another keyboard or system give the same key.
    pub(crate) fn normalised(&self) -> Zeroizing<String> {
        normalised(&self.0)
    }
}

/// NFKC of `text` in one allocation: a growing string would leave copies of its beginning behind.
pub(crate) fn normalised(text: &str) -> Zeroizing<String> {
    let length = text.nfkc().map(char::len_utf8).sum();
    let mut out = Zeroizing::new(String::with_capacity(length));
    out.extend(text.nfkc());
    out
}

impl From<String> for Passphrase {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composed_and_decomposed_letters_are_the_same_passphrase() {
        let composed = Passphrase::new("caf\u{e9} \u{fb01}lm".to_owned());
        let decomposed = Passphrase::new("cafe\u{301} film".to_owned());
        assert_eq!(*composed.normalised(), *decomposed.normalised());
    }

    #[test]
    fn a_passphrase_is_read_from_a_json_string() {
        let read: Passphrase = serde_json::from_str("\"four random words here\"").unwrap();
        assert_eq!(read.expose(), "four random words here");
    }
}
