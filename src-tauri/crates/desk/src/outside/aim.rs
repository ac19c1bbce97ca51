//! What an act was to change outside, as it is kept until its outcome is known.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::house::House;

/// What an act was to change.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Aim {
    /// A job for a printer.
    Print,
    /// A job that was to be taken back.
    TakeBack,
    /// A file.
    File(FileAim),
    /// A scan that was to go.
    Scan {
        /// Where it was.
        path: Place,
    },
    /// The anchor in the keyring.
    Anchor {
        /// The entry that was to be kept.
        hash: String,
    },
    /// The key file: each change takes a generation above the one before.
    Header {
        /// Its generation before.
        before: u64,
    },
}

/// A file to be written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct FileAim {
    /// Where it goes.
    pub path: Place,
    /// Where it is written first, in the same folder.
    pub beside: Place,
    /// Its length.
    pub size: u64,
    /// SHA-256, lower-case hex.
    pub sha256: String,
}

impl Aim {
    /// The key file as it stands. Read before the change is begun.
    pub(crate) fn header(house: &House) -> Self {
        Aim::Header { before: generation(house) }
    }

    pub(super) fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| "{}".to_string())
    }

    pub(super) fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

/// The generation of the key file; 0 for one that cannot be read, which opens nothing either.
pub(super) fn generation(house: &House) -> u64 {
    house.folder.header().map_or(0, |header| header.generation())
}

/// A path, byte by byte: names of files need not be Unicode.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub(crate) struct Place(PathBuf);

impl Place {
    /// The path.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl From<PathBuf> for Place {
    fn from(path: PathBuf) -> Self {
        Self(path)
    }
}

#[cfg(unix)]
impl From<Place> for String {
    fn from(place: Place) -> Self {
        use std::os::unix::ffi::OsStrExt;
        data_encoding::BASE64.encode(place.0.as_os_str().as_bytes())
    }
}

#[cfg(unix)]
impl From<String> for Place {
    fn from(text: String) -> Self {
        use std::os::unix::ffi::OsStringExt;
        let bytes = data_encoding::BASE64.decode(text.as_bytes()).unwrap_or_default();
        Self(std::ffi::OsString::from_vec(bytes).into())
    }
}

#[cfg(not(unix))]
impl From<Place> for String {
    fn from(place: Place) -> Self {
        data_encoding::BASE64.encode(place.0.to_string_lossy().as_bytes())
    }
}

#[cfg(not(unix))]
impl From<String> for Place {
    fn from(text: String) -> Self {
        let bytes = data_encoding::BASE64.decode(text.as_bytes()).unwrap_or_default();
        Self(String::from_utf8_lossy(&bytes).into_owned().into())
    }
}
