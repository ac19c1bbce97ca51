//! Whether a database and its log are of one key, found out by reading alone. SQLite itself never asks: its log is made of
//! pages, and it folds a log that belongs to other records into the database page by page, over the records. Opening says
//! nothing, unless it happens to need one of those pages.
//!
//! Each page carries a code (HMAC-SHA512 of the page's ciphertext, its initialisation vector and its number) under a
//! key derived from the database's own (<https://www.zetetic.net/sqlcipher/design/>). The log's frames and checksums are
//! SQLite's (<https://www.sqlite.org/fileformat2.html#walformat>, 4.1 and 4.2).

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use frontdesk_vault::DataKey;
use hmac::{Hmac, Mac};
use sha2::Sha512;
use zeroize::Zeroizing;

use crate::error::{Result, StoreError};

/// SQLCipher's page, in bytes.
const PAGE: usize = 4096;
/// The code at the end of each page, in bytes.
const CODE: usize = 64;
/// The first page begins with the database's salt instead of ciphertext, in bytes.
const SALT: usize = 16;
/// What SQLCipher mixes into the salt for the key of the codes.
const MASK: u8 = 0x3a;
const LOG_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
const MAGIC: u32 = 0x377f_0682;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// Both are of this key, or there is no log.
    Whole,
    /// The database is of this key, and its log is not, or cannot be read.
    LogNotOurs,
    /// The database is of another key, or its first page is damaged.
    NotOurs,
}

/// The log beside a database.
pub(crate) fn log_of(path: &Path) -> PathBuf {
    let mut name = path.to_path_buf().into_os_string();
    name.push("-wal");
    PathBuf::from(name)
}

/// Refuses to go on where the database or its log is not of this key. Nothing is opened and nothing written.
pub(crate) async fn check_fit(path: &Path, key: &DataKey) -> Result<()> {
    let (path, key) = (path.to_path_buf(), raw(key));
    let fit = tokio::task::spawn_blocking(move || fit(&path, &key))
        .await
        .map_err(|_| StoreError::Other("interrupted".into()))?
        .map_err(|error| match error.kind() {
            io::ErrorKind::PermissionDenied => StoreError::ReadOnly,
            _ => StoreError::Damaged,
        })?;
    match fit {
        Fit::Whole => Ok(()),
        Fit::LogNotOurs => Err(StoreError::LogNotOurs),
        Fit::NotOurs => Err(StoreError::NotOurs),
    }
}

/// Whether a database file, looked at alone, is of this key.
pub(crate) fn is_of(path: &Path, key: &DataKey) -> bool {
    first_page(path).is_ok_and(|page| Codes::new(&raw(key), &page).holds(1, &page))
}

fn raw(key: &DataKey) -> Zeroizing<Vec<u8>> {
    key.with_hex(|hex| Zeroizing::new(data_encoding::HEXLOWER.decode(hex.as_bytes()).unwrap_or_default()))
}

fn first_page(path: &Path) -> io::Result<Vec<u8>> {
    let mut page = vec![0; PAGE];
    File::open(path)?.read_exact(&mut page)?;
    Ok(page)
}

fn fit(path: &Path, key: &[u8]) -> io::Result<Fit> {
    let first = first_page(path)?;
    let codes = Codes::new(key, &first);
    let database = codes.holds(1, &first);
    let log = match File::open(log_of(path)) {
        Ok(log) if log.metadata()?.len() > 0 => read_log(BufReader::new(log), &codes)?,
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => Some(HashMap::new()),
    };
    Ok(match log {
        // A change of key that was cut short may stand in the log alone: then its first page is the one that counts.
        Some(pages) if pages.values().all(|holds| *holds) && (database || pages.contains_key(&1)) => Fit::Whole,
        _ if database => Fit::LogNotOurs,
        _ => Fit::NotOurs,
    })
}

/// The pages that a log holds for good, the last of each, and whether its code is of the key. None for a log whose
/// beginning cannot be read: SQLite would write over it from the start.
fn read_log(mut log: impl Read, codes: &Codes) -> io::Result<Option<HashMap<u32, bool>>> {
    let mut header = [0; LOG_HEADER];
    if !filled(&mut log, &mut header)? {
        return Ok(None);
    }
    let magic = word(&header, 0);
    let big = magic == MAGIC + 1;
    let mut sums = Sums { big, pair: (0, 0) };
    sums.add(&header[..24]);
    if !(big || magic == MAGIC) || word(&header, 8) as usize != PAGE || !sums.are(&header[24..]) {
        return Ok(None);
    }
    let (mut committed, mut waiting) = (HashMap::new(), Vec::new());
    let (mut frame, mut page) = ([0; FRAME_HEADER], vec![0; PAGE]);
    while filled(&mut log, &mut frame)? && filled(&mut log, &mut page)? {
        sums.add(&frame[..8]);
        sums.add(&page);
        // From the first frame on that does not continue the chain, the rest is of an earlier round.
        if frame[8..16] != header[16..24] || !sums.are(&frame[16..]) {
            break;
        }
        let number = word(&frame, 0);
        waiting.push((number, codes.holds(number, &page)));
        if word(&frame, 4) != 0 {
            committed.extend(waiting.drain(..));
        }
    }
    Ok(Some(committed))
}

fn filled(from: &mut impl Read, into: &mut [u8]) -> io::Result<bool> {
    match from.read_exact(into) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_be_bytes)
}

/// The checksum that runs through a log.
struct Sums {
    big: bool,
    pair: (u32, u32),
}

impl Sums {
    fn add(&mut self, bytes: &[u8]) {
        for eight in bytes.as_chunks::<8>().0 {
            let [a, b] = [&eight[..4], &eight[4..]].map(|four| {
                let value = word(four, 0);
                if self.big { value } else { value.swap_bytes() }
            });
            self.pair.0 = self.pair.0.wrapping_add(a).wrapping_add(self.pair.1);
            self.pair.1 = self.pair.1.wrapping_add(b).wrapping_add(self.pair.0);
        }
    }

    fn are(&self, written: &[u8]) -> bool {
        self.pair == (word(written, 0), word(written, 4))
    }
}

/// Works out the code of a page.
struct Codes(Hmac<Sha512>);

impl Codes {
    /// For the database that begins with this page.
    fn new(key: &[u8], first: &[u8]) -> Self {
        // PBKDF2-HMAC-SHA512, two rounds, one block (RFC 8018, 5.2).
        let salt: Vec<u8> = first[..SALT].iter().map(|byte| byte ^ MASK).collect();
        let one = Zeroizing::new(mac(key).chain_update(&salt).chain_update(1u32.to_be_bytes()).finalize().into_bytes());
        let two = Zeroizing::new(mac(key).chain_update(one.as_slice()).finalize().into_bytes());
        let derived: Zeroizing<Vec<u8>> =
            Zeroizing::new(one.iter().zip(two.iter()).take(32).map(|(a, b)| a ^ b).collect());
        Self(mac(&derived))
    }

    fn holds(&self, number: u32, page: &[u8]) -> bool {
        let begins = if number == 1 { SALT } else { 0 };
        let (covered, code) = page.split_at(PAGE - CODE);
        self.0.clone().chain_update(&covered[begins..]).chain_update(number.to_le_bytes()).verify_slice(code).is_ok()
    }
}

#[allow(clippy::expect_used)] // HMAC takes a key of any length
fn mac(key: &[u8]) -> Hmac<Sha512> {
    Hmac::new_from_slice(key).expect("HMAC takes a key of any length")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;
    use frontdesk_vault::testing::data_key;
    use sqlx::{ConnectOptions, Connection};

    /// A database with a log that was never folded in, as a crash leaves it: the files of the moment are copied.
    async fn crashed(folder: &Path, key: &DataKey, rows: u32) -> PathBuf {
        let (made, path) = (folder.join("made.db"), folder.join("clinic.db"));
        Store::create(&made, key).await.unwrap().close().await;
        let mut conn = crate::connection::options(&made, key).await.unwrap().connect().await.unwrap();
        for row in 0..rows {
            crate::setting::set(&mut conn, &format!("row-{row}"), "kept").await.unwrap();
        }
        for (from, to) in [(made.clone(), path.clone()), (log_of(&made), log_of(&path))] {
            std::fs::copy(from, to).unwrap();
        }
        conn.close().await.unwrap();
        path
    }

    #[tokio::test]
    async fn a_log_of_its_own_is_read_and_one_of_other_records_never_touches_the_database() {
        let folders: Vec<_> = (0..2).map(|_| tempfile::tempdir().unwrap()).collect();
        let (key, other) = (data_key().unwrap(), data_key().unwrap());
        let ours = crashed(folders[0].path(), &key, 40).await;
        let theirs = crashed(folders[1].path(), &other, 40).await;
        let fit_of = |path: &Path, key: &DataKey| fit(path, &raw(key)).unwrap();
        assert_eq!((fit_of(&ours, &key), fit_of(&theirs, &other)), (Fit::Whole, Fit::Whole));
        assert_eq!(fit_of(&ours, &other), Fit::NotOurs);

        let own_log = std::fs::read(log_of(&ours)).unwrap();
        assert!(own_log.len() >= LOG_HEADER + 40 * (FRAME_HEADER + PAGE), "the log holds the rows");
        std::fs::copy(log_of(&theirs), log_of(&ours)).unwrap();
        let before = (std::fs::read(&ours).unwrap(), std::fs::read(log_of(&ours)).unwrap());
        assert_eq!(fit_of(&ours, &key), Fit::LogNotOurs);
        assert_eq!(Store::open(&ours, &key).await.err().unwrap().code(), "log-not-ours");
        assert_eq!(Store::open(&ours, &other).await.err().unwrap().code(), "database-not-ours");
        let after = (std::fs::read(&ours).unwrap(), std::fs::read(log_of(&ours)).unwrap());
        assert!(before == after, "a byte was changed");

        // Out of the way, and the rows of its own log are there.
        std::fs::write(log_of(&ours), &own_log).unwrap();
        let store = Store::open(&ours, &key).await.unwrap();
        store.check().await.unwrap();
        let mut read = store.read().await.unwrap();
        assert_eq!(crate::setting::get(read.conn(), "row-39").await.unwrap().as_deref(), Some("kept"));
    }

    #[tokio::test]
    async fn a_log_whose_beginning_cannot_be_read_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let key = data_key().unwrap();
        let path = crashed(folder.path(), &key, 3).await;
        let whole = std::fs::read(log_of(&path)).unwrap();
        let mut flipped = whole.clone();
        flipped[17] ^= 1;
        for log in [whole[..20].to_vec(), flipped, b"something else".to_vec()] {
            std::fs::write(log_of(&path), &log).unwrap();
            assert_eq!(Store::open(&path, &key).await.err().unwrap().code(), "log-not-ours");
            assert!(std::fs::read(log_of(&path)).unwrap() == log);
        }
    }

    #[tokio::test]
    async fn what_a_crash_cuts_off_the_end_of_a_log_is_no_hindrance() {
        let folder = tempfile::tempdir().unwrap();
        let key = data_key().unwrap();
        let path = crashed(folder.path(), &key, 5).await;
        let whole = std::fs::read(log_of(&path)).unwrap();
        let length = whole.len();
        for cut in [1, 100, PAGE, PAGE + FRAME_HEADER + 7] {
            std::fs::write(log_of(&path), &whole[..length - cut]).unwrap();
            assert_eq!(fit(&path, &raw(&key)).unwrap(), Fit::Whole, "{cut}");
        }
        Store::open(&path, &key).await.unwrap().check().await.unwrap();
    }
}
