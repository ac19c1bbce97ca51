//! How many tries failed at each door, and how long each still waits: `attempts.json` beside the header.
//!
//! The vault keeps the numbers and decides nothing. They are in clear, since they are needed before anybody can unlock;
//! they name slots, never people. A checksum finds damage. It is no seal: who can write the folder can write these numbers.

use std::collections::BTreeMap;
use std::fs::{self};
use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::place::{options, sync_folder};
use crate::{VaultError, VaultFolder};

const FILE: &str = "attempts.json";
const BEING_WRITTEN: &str = ".attempts.json.new";
const FORMAT: u32 = 1;

/// A file for a thousand doors is far below this.
const LIMIT: u64 = 1024 * 1024;

/// What is kept of one door.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attempt {
    /// Failures in a row, the one under way included.
    pub failed: u32,
    /// Milliseconds of running time before the next try.
    pub wait_ms: u64,
    /// Failures that the audit does not know of yet, the one under way included.
    pub untold: u32,
    /// When the first of those was, by the clock on the wall; as written, and empty when there is none.
    pub since: String,
}

/// Every door's, by its name.
pub type Attempts = BTreeMap<String, Attempt>;

/// The file as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttemptsSeen {
    /// There is none.
    None,
    /// Whole.
    Whole(Attempts),
    /// There is one, and it cannot be read, is not what was written, or is of a newer program.
    Damaged,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    format: u32,
    doors: Attempts,
    checksum: String,
}

/// SHA-256, in hex, over the doors as JSON.
fn checksum(doors: &Attempts) -> String {
    let bytes = serde_json::to_vec(doors).unwrap_or_default();
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}

fn read(bytes: &[u8]) -> Option<Attempts> {
    let body: Body = serde_json::from_slice(bytes).ok()?;
    (body.format == FORMAT && body.checksum == checksum(&body.doors)).then_some(body.doors)
}

impl VaultFolder {
    /// Reads the file.
    pub fn attempts(&self) -> AttemptsSeen {
        let file = match crate::place::open_file(&self.path().join(FILE)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return AttemptsSeen::None,
            Err(_) => return AttemptsSeen::Damaged,
        };
        let mut bytes = Vec::new();
        match file.take(LIMIT).read_to_end(&mut bytes) {
            Ok(_) => read(&bytes).map_or(AttemptsSeen::Damaged, AttemptsSeen::Whole),
            Err(_) => AttemptsSeen::Damaged,
        }
    }

    /// Writes the file, so that it lasts through a power cut and is never half of it.
    ///
    /// # Errors
    /// `folder-unusable`, `disk-full`: nothing was kept.
    pub fn keep_attempts(&self, doors: &Attempts) -> Result<(), VaultError> {
        let body = Body { format: FORMAT, doors: doors.clone(), checksum: checksum(doors) };
        let new = self.path().join(BEING_WRITTEN);
        let written = serde_json::to_vec(&body).map_err(io::Error::from).and_then(|bytes| {
            match fs::remove_file(&new) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            let mut file = options().create_new(true).open(&new)?;
            file.write_all(&bytes)?;
            file.sync_all()?;
            drop(file);
            fs::rename(&new, self.path().join(FILE))?;
            sync_folder(self.path())
        });
        written.map_err(|error| VaultError::io("counting a try", &error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> Attempts {
        let attempt =
            |failed, wait_ms, untold, since: &str| Attempt { failed, wait_ms, untold, since: since.to_owned() };
        BTreeMap::from([
            ("sheet".to_owned(), attempt(2, 0, 2, "2026-11-24T10:30:00.000Z")),
            ("0123456789abcdef0123456789abcdef".to_owned(), attempt(9, 480_000, 0, "")),
        ])
    }

    fn folder() -> (tempfile::TempDir, VaultFolder) {
        let folder = tempfile::tempdir().unwrap();
        let vault = VaultFolder::make(&folder.path().join("clinic")).unwrap();
        (folder, vault)
    }

    #[test]
    fn what_is_kept_of_tries_comes_back_and_is_for_this_account_alone() {
        let (_folder, vault) = folder();
        assert_eq!(vault.attempts(), AttemptsSeen::None);
        vault.keep_attempts(&some()).unwrap();
        assert_eq!(vault.attempts(), AttemptsSeen::Whole(some()));
        vault.keep_attempts(&Attempts::new()).unwrap();
        assert_eq!(vault.attempts(), AttemptsSeen::Whole(Attempts::new()));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(vault.path().join(FILE)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_file_of_tries_cut_anywhere_or_with_any_bit_flipped_is_told_as_damaged() {
        let (_folder, vault) = folder();
        vault.keep_attempts(&some()).unwrap();
        let path = vault.path().join(FILE);
        let whole = fs::read(&path).unwrap();
        let told = |bytes: &[u8]| {
            fs::write(&path, bytes).unwrap();
            vault.attempts()
        };
        for length in 0..whole.len() {
            assert_eq!(told(&whole[..length]), AttemptsSeen::Damaged, "cut to {length} bytes");
        }
        for bit in 0..whole.len() * 8 {
            let mut bytes = whole.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(told(&bytes), AttemptsSeen::Damaged, "bit {bit}");
        }
        assert_eq!(told(&whole), AttemptsSeen::Whole(some()));
        // Neither is a folder of that name, nor what a newer program wrote.
        let newer = String::from_utf8(whole).unwrap().replace("\"format\":1", "\"format\":2");
        assert_eq!(told(newer.as_bytes()), AttemptsSeen::Damaged);
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert_eq!(vault.attempts(), AttemptsSeen::Damaged);
    }

    #[test]
    fn a_try_that_cannot_be_kept_is_told_and_what_stood_there_stays() {
        let (_folder, vault) = folder();
        vault.keep_attempts(&some()).unwrap();
        // In the way of the file that is written first.
        fs::create_dir(vault.path().join(BEING_WRITTEN)).unwrap();
        assert_eq!(vault.keep_attempts(&Attempts::new()).unwrap_err().code(), "folder-unusable");
        assert_eq!(vault.attempts(), AttemptsSeen::Whole(some()));
    }
}
