//! The header as two files, `vault.json` and `vault-copy.json`: either alone opens the clinic. They are written one
//! after the other, so that a whole one is there at any moment; of two that are whole, the later counts.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::header::{FIRST_FORMAT, Header};
use crate::place::{close_to_others, open_file, options, sync_folder};
use crate::{DeviceSecretStore, VaultError, VaultFolder};

const MAIN: &str = "vault.json";
const COPY: &str = "vault-copy.json";

/// A header with a thousand slots is far below this. In bytes.
const LIMIT: u64 = 4 * 1024 * 1024;

/// What one of the two files is.
#[derive(Debug)]
pub enum HeaderSeen {
    /// Not there.
    None,
    /// Whole, as far as can be told without a key.
    Whole(Header),
    /// Not what was written: cut, changed, or of a shape that is never written.
    Damaged,
    /// Of a later version of the program.
    Newer {
        /// The format number found.
        found: u64,
    },
    /// There, and the operating system does not give it.
    Unreadable(io::ErrorKind),
}

impl HeaderSeen {
    /// The header, of a file that is whole.
    pub fn whole(&self) -> Option<&Header> {
        match self {
            Self::Whole(header) => Some(header),
            _ => None,
        }
    }

    fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }
}

/// Both files, as they lie in the folder.
#[derive(Debug)]
pub struct HeaderFiles {
    /// `vault.json`, which is written first.
    pub main: HeaderSeen,
    /// `vault-copy.json`.
    pub copy: HeaderSeen,
    /// Why neither could be taken, in the words of the first that said so.
    refusal: Option<VaultError>,
}

/// Which of the two files counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counts {
    Main,
    Copy,
}

impl HeaderFiles {
    /// The header that counts: the later of two that are whole, the whole one of two.
    ///
    /// # Errors
    /// `header-missing`, `headers-differ` for those of two clinics, `header-format-unknown`, `folder-unusable`, and
    /// those of [`Header::parse`].
    pub fn header(self) -> Result<Header, VaultError> {
        match self.counts()? {
            Counts::Main => Ok(self.main),
            Counts::Copy => Ok(self.copy),
        }
        .and_then(|seen| match seen {
            HeaderSeen::Whole(header) => Ok(header),
            _ => Err(VaultError::HeaderUnreadable),
        })
    }

    /// Whether there is neither file.
    pub fn is_none(&self) -> bool {
        self.main.is_none() && self.copy.is_none()
    }

    fn counts(&self) -> Result<Counts, VaultError> {
        match (&self.main, &self.copy) {
            // Of a later version: what lies beside it is from before, whatever it is.
            (HeaderSeen::Newer { found }, _) | (_, HeaderSeen::Newer { found }) => {
                Err(VaultError::HeaderFormatUnknown { found: *found })
            }
            (HeaderSeen::Whole(main), HeaderSeen::Whole(copy)) if main.vault != copy.vault => {
                Err(VaultError::HeadersDiffer)
            }
            (HeaderSeen::Whole(main), HeaderSeen::Whole(copy)) if copy.generation > main.generation => Ok(Counts::Copy),
            (HeaderSeen::Whole(_), _) => Ok(Counts::Main),
            // The one that is never behind is there and cannot be read: not to be replaced by what may be older.
            (HeaderSeen::Unreadable(kind), _) => Err(VaultError::io("reading the key file", &(*kind).into())),
            (_, HeaderSeen::Whole(_)) => Ok(Counts::Copy),
            (HeaderSeen::None, HeaderSeen::None) => Err(VaultError::HeaderMissing),
            (HeaderSeen::None | HeaderSeen::Damaged, HeaderSeen::Unreadable(kind)) => {
                Err(VaultError::io("reading the copy of the key file", &(*kind).into()))
            }
            (HeaderSeen::None | HeaderSeen::Damaged, _) => {
                Err(self.refusal.clone().unwrap_or(VaultError::HeaderUnreadable))
            }
        }
    }
}

impl VaultFolder {
    /// Where the header is: the file that is written first.
    pub fn header_path(&self) -> PathBuf {
        self.path().join(MAIN)
    }

    /// Where its second copy is.
    pub fn header_copy_path(&self) -> PathBuf {
        self.path().join(COPY)
    }

    /// Whether a clinic has been set up here. True as well for a header that cannot be read.
    pub fn has_header(&self) -> bool {
        // An error is not an absence: whoever asks is about to make one where none is.
        let absent =
            |path: PathBuf| matches!(path.symlink_metadata(), Err(error) if error.kind() == io::ErrorKind::NotFound);
        !(absent(self.header_path()) && absent(self.header_copy_path()))
    }

    /// Both files as they lie there.
    pub fn header_files(&self) -> HeaderFiles {
        let (main, first) = see(&self.header_path());
        let (copy, second) = see(&self.header_copy_path());
        HeaderFiles { main, copy, refusal: first.or(second) }
    }

    /// Reads the header that counts and checks its shape; its seals are checked when it is used with a key.
    ///
    /// # Errors
    /// Those of [`HeaderFiles::header`].
    pub fn header(&self) -> Result<Header, VaultError> {
        self.header_files().header()
    }

    /// Writes the file that is missing, damaged or behind anew from the one that counts, before anybody unlocks. One of
    /// two whole files whose seal this computer's key does not fit never counts beside one that it fits. What is
    /// replaced is set aside with its day. What cannot be written is left: the one that counts is there, and the next
    /// time tries again.
    ///
    /// # Errors
    /// Those of [`HeaderFiles::header`]: then neither file is touched.
    pub fn settle_header_files(&self, store: &dyn DeviceSecretStore, day: &str) -> Result<(), VaultError> {
        let _turn = self.turn();
        // What something else put there since the folder was opened; best effort, as the folder keeps others out.
        let _ = close_to_others(self.path());
        let files = self.header_files();
        let mut counts = files.counts()?;
        if let (HeaderSeen::Whole(main), HeaderSeen::Whole(copy)) = (&files.main, &files.copy) {
            let (first, second, other) = match counts {
                Counts::Main => (main, copy, Counts::Copy),
                Counts::Copy => (copy, main, Counts::Main),
            };
            if is_sealed_here(first, store) == Some(false) && is_sealed_here(second, store) == Some(true) {
                counts = other;
            }
        }
        let (kept, other, name) = match counts {
            Counts::Main => (&files.main, &files.copy, COPY),
            Counts::Copy => (&files.copy, &files.main, MAIN),
        };
        let Some(kept) = kept.whole() else { return Ok(()) };
        // The first format has no checksum to make a copy worth having; the first unlock writes both in the second.
        let same = other.whole().is_some_and(|other| other.to_json() == kept.to_json());
        if kept.format != FIRST_FORMAT && !same {
            let why = "The folder held two key files that differ: the later one was kept, and this is the other.";
            if self.set_aside(&[name], day, why).is_ok() {
                let _ = self.replace(&self.path().join(name), &kept.to_json());
            }
        }
        Ok(())
    }

    /// Writes both files so that at any moment, power cuts included, each is the old one or the new one, whole. Once
    /// the first is written the change has happened: the second is then settled at the next start if it must.
    pub(crate) fn write_header(&self, header: &Header) -> Result<(), VaultError> {
        let json = header.to_json();
        self.replace(&self.header_path(), &json).map_err(|error| VaultError::io("writing the key file", &error))?;
        crate::step("header: the first file is written");
        let _ = self.replace(&self.header_copy_path(), &json);
        Ok(())
    }

    /// Removes both files of a vault that never held a record.
    pub fn remove_header(&self) {
        // The copy first: without the main file it would count.
        let _ = fs::remove_file(self.header_copy_path());
        let _ = fs::remove_file(self.header_path());
    }

    fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut name = std::ffi::OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(".new");
        let new = self.path().join(name);
        let written = self.write_beside(&new, path, bytes);
        if written.is_err() {
            // Best effort: what is left over is removed before the next attempt as well.
            let _ = fs::remove_file(&new);
        }
        written
    }

    fn write_beside(&self, new: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
        match fs::remove_file(new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = options().create_new(true).open(new)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        fs::rename(new, path)?;
        sync_folder(self.path())
    }
}

/// Whether the key of this computer fits a header's seal; none where the key cannot be had.
fn is_sealed_here(header: &Header, store: &dyn DeviceSecretStore) -> Option<bool> {
    let secret = store.get(header.vault(), header.device()).ok()?;
    Some(header.check_device_seal(&secret).is_ok())
}

fn see(path: &Path) -> (HeaderSeen, Option<VaultError>) {
    let mut bytes = Vec::new();
    let read = open_file(path).and_then(|file| file.take(LIMIT).read_to_end(&mut bytes));
    match read.map(|_| Header::parse(&bytes)) {
        Ok(Ok(header)) => (HeaderSeen::Whole(header), None),
        Ok(Err(VaultError::HeaderFormatUnknown { found })) => (HeaderSeen::Newer { found }, None),
        Ok(Err(error)) => (HeaderSeen::Damaged, Some(error)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => (HeaderSeen::None, None),
        Err(error) => (HeaderSeen::Unreadable(error.kind()), None),
    }
}
