//! The generation of a header: which of two is the later, and whether one is older than what was seen already.
//!
//! A change of the header is durable there first, then noted in the database, then in the keyring. So a header at or
//! above both is right, and one below either has been put back: it may hold what was replaced since.

use crate::{DeviceSecretStore, Header, VaultError, VaultFolder};

/// Whether a header may be opened by a passphrase, as far as the generations tell. Pure.
///
/// `database` and `keyring` are what each has seen; `None` where it has seen none or does not say.
///
/// # Errors
/// `header-older`, naming who has seen a later one; the database first, as it is the nearer of the two.
pub fn check_generation(header: u64, database: Option<u64>, keyring: Option<u64>) -> Result<(), VaultError> {
    let known = database.max(keyring).unwrap_or_default();
    if header >= known {
        return Ok(());
    }
    let who = if database == Some(known) { "the records" } else { "this computer's keyring" };
    Err(VaultError::HeaderOlder { found: header, known, who })
}

/// Whether the header that counts is older than what was noted for the folder or is kept in the keyring. A keyring that
/// does not answer says nothing: it keeps nobody out.
///
/// # Errors
/// `header-older`.
pub fn refuse_older(folder: &VaultFolder, store: &dyn DeviceSecretStore, header: &Header) -> Result<(), VaultError> {
    let keyring = store.get_generation(header.vault()).ok().flatten();
    let noted = Some(folder.generation_noted()).filter(|noted| *noted > 0);
    check_generation(header.generation(), noted, keyring)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(header: u64, database: Option<u64>, keyring: Option<u64>) -> Option<&'static str> {
        match check_generation(header, database, keyring) {
            Ok(()) => None,
            Err(VaultError::HeaderOlder { who, .. }) => Some(who),
            Err(other) => Some(other.code()),
        }
    }

    #[test]
    fn a_header_at_or_above_both_is_right_and_one_below_either_is_older() {
        let (records, keyring) = (Some("the records"), Some("this computer's keyring"));
        let table = [
            (5, None, None, None),
            (5, Some(5), Some(5), None),
            (5, Some(4), Some(3), None),
            (5, None, Some(5), None),
            (5, Some(5), None, None),
            (5, Some(6), None, records),
            (5, None, Some(6), keyring),
            (5, Some(6), Some(4), records),
            (5, Some(4), Some(6), keyring),
            (5, Some(6), Some(6), records),
            (5, Some(6), Some(7), keyring),
            (0, None, None, None),
            (0, Some(1), None, records),
        ];
        for (header, database, kept, expected) in table {
            assert_eq!(told(header, database, kept), expected, "{header} {database:?} {kept:?}");
        }
    }

    proptest! {
        #[test]
        fn a_generation_is_refused_exactly_when_a_higher_one_was_seen(
            header in 0u64..6, database in proptest::option::of(0u64..6), keyring in proptest::option::of(0u64..6),
        ) {
            let higher = database.into_iter().chain(keyring).any(|seen| seen > header);
            prop_assert_eq!(check_generation(header, database, keyring).is_err(), higher);
        }
    }
}
