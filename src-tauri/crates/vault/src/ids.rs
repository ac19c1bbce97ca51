//! Identifiers that may be shown, stored and logged.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::VaultError;

macro_rules! random_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Uuid);

        impl $name {
            /// A new one.
            ///
            /// # Errors
            /// `no-randomness`.
            pub fn random() -> Result<Self, VaultError> {
                let mut bytes = [0; 16];
                crate::secret::fill_random(&mut bytes)?;
                Ok(Self(uuid::Builder::from_random_bytes(bytes).into_uuid()))
            }

            pub(crate) fn as_bytes(&self) -> &[u8] {
                self.0.as_bytes()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = VaultError;

            /// Takes the form that `Display` writes and no other, so that one id has one spelling.
            fn from_str(text: &str) -> Result<Self, VaultError> {
                let id = Uuid::try_parse(text).map(Self).map_err(|_| VaultError::SlotUnknown)?;
                if id.to_string() == text { Ok(id) } else { Err(VaultError::SlotUnknown) }
            }
        }

        text_serde!($name, "an identifier");
    };
}

macro_rules! text_serde {
    ($name:ident, $what:literal) => {
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(|_| serde::de::Error::custom(concat!("not ", $what)))
            }
        }
    };
}

random_id! {
    /// Names one vault: random (RFC 9562 version 4), fixed for the vault's life. The keyring entry bears it.
    VaultId
}

random_id! {
    /// Names one slot: a person's, or the recovery sheet's. As text, a UUID in lower case with hyphens.
    SlotId
}

/// Names a data key without telling anything of it: 16 hex digits derived from the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KeyId(pub(crate) [u8; 8]);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&data_encoding::HEXLOWER.encode(&self.0))
    }
}

impl FromStr for KeyId {
    type Err = VaultError;

    fn from_str(text: &str) -> Result<Self, VaultError> {
        data_encoding::HEXLOWER
            .decode(text.as_bytes())
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .map(Self)
            .ok_or(VaultError::DataKeyDiffers)
    }
}

text_serde!(KeyId, "a key identifier");

/// The number on a recovery sheet: "RC-01" is the first, and each new sheet counts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SheetNumber(u32);

impl SheetNumber {
    /// "RC-01", the sheet made when a clinic is set up.
    pub const FIRST: Self = Self(1);

    /// The number of the sheet that replaces this one.
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for SheetNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RC-{:02}", self.0)
    }
}

impl FromStr for SheetNumber {
    type Err = VaultError;

    fn from_str(text: &str) -> Result<Self, VaultError> {
        let number = text
            .strip_prefix("RC-")
            .and_then(|digits| digits.parse().ok())
            .filter(|number| *number > 0)
            .map(Self)
            .ok_or(VaultError::HeaderUnreadable)?;
        if number.to_string() == text { Ok(number) } else { Err(VaultError::HeaderUnreadable) }
    }
}

text_serde!(SheetNumber, "a sheet number");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_number_has_two_digits_and_counts_on_past_99() {
        assert_eq!(SheetNumber::FIRST.to_string(), "RC-01");
        assert_eq!(SheetNumber::FIRST.next().to_string(), "RC-02");
        assert_eq!("RC-99".parse::<SheetNumber>().unwrap().next().to_string(), "RC-100");
    }

    #[test]
    fn a_sheet_number_has_one_spelling() {
        for text in ["RC-1", "RC-001", "RC-00", "rc-01", "RC-+1", "RC- 1", "RC-", "01"] {
            assert!(text.parse::<SheetNumber>().is_err(), "{text}");
        }
    }

    #[test]
    fn an_identifier_has_one_spelling() {
        let id = SlotId::random().unwrap();
        let text = id.to_string();
        assert_eq!(text.parse::<SlotId>().unwrap(), id);
        assert!(text.to_uppercase().parse::<SlotId>().is_err());
        assert!(text.replace('-', "").parse::<SlotId>().is_err());
    }
}
