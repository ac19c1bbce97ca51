//! What is in the way is set aside with its day: moved beside the folder, never deleted, and listed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::{VaultError, VaultFolder, place};

const PREFIX: &str = "set-aside-";
const WHY: &str = "read-me.txt";
/// More in one day means that something else is wrong.
const MOST_IN_A_DAY: u32 = 1000;

/// A folder of things set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// The folder's name, below the application's own.
    pub name: String,
    /// The day, YYYY-MM-DD.
    pub day: String,
    /// The names of what is in it, sorted.
    pub files: Vec<String>,
    /// How much that is, in bytes.
    pub bytes: u64,
}

/// What was set aside below a folder, oldest first.
///
/// # Errors
/// `folder-unusable`, `folder-read-only`.
pub fn set_aside_in(above: &Path) -> Result<Vec<SetAside>, VaultError> {
    let unusable = |error: &io::Error| VaultError::io("what was set aside could not be listed", error);
    let mut found = Vec::new();
    let entries = match fs::read_dir(above) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
        Err(error) => return Err(unusable(&error)),
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(day) = name.strip_prefix(PREFIX).and_then(|rest| rest.get(..10)) else { continue };
        if !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        let (files, bytes) = contents(&entry.path()).map_err(|error| unusable(&error))?;
        found.push(SetAside { day: day.to_owned(), name, files, bytes });
    }
    // By the day, then by the number of the day, which has no leading zeros.
    found.sort_by(|a, b| (&a.day, a.name.len(), &a.name).cmp(&(&b.day, b.name.len(), &b.name)));
    Ok(found)
}

fn contents(folder: &Path) -> io::Result<(Vec<String>, u64)> {
    let (mut files, mut bytes) = (Vec::new(), 0);
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            let (below, more) = contents(&entry.path())?;
            files.extend(below.into_iter().map(|file| format!("{name}/{file}")));
            bytes += more;
        } else if name != WHY {
            bytes += entry.metadata()?.len();
            files.push(name);
        }
    }
    files.sort();
    Ok((files, bytes))
}

/// Makes the next folder of a day, with a note that says why, for whoever finds it.
fn next(above: &Path, day: &str, why: &str) -> io::Result<PathBuf> {
    for number in 1..=MOST_IN_A_DAY {
        let folder = above.join(format!("{PREFIX}{day}-{number}"));
        match place::make_new_private(&folder) {
            Ok(()) => {
                let note = format!(
                    "Front desk moved these files here on {day}. {why}\n\
                     They are as they were. Whether they are needed is the practice manager's to decide.\n"
                );
                place::write_new(&folder.join(WHY), note.as_bytes())?;
                return Ok(folder);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("too much was set aside in one day"))
}

/// Moves a whole folder aside, as it is.
///
/// # Errors
/// `folder-unusable`, `folder-read-only`, `disk-full`; then it is where it was.
pub(crate) fn set_folder_aside(folder: &Path, day: &str, why: &str) -> Result<PathBuf, VaultError> {
    let unusable = |error: &io::Error| VaultError::io("what is in the way could not be set aside", error);
    let above = folder.parent().unwrap_or(folder);
    let into = next(above, day, why).map_err(|error| unusable(&error))?;
    place::put(folder, &into.join(folder.file_name().unwrap_or_default()))
        .and_then(|()| place::sync_folder(&into))
        .and_then(|()| place::sync_folder(above))
        .map_err(|error| unusable(&error))?;
    Ok(into)
}

impl VaultFolder {
    /// Moves those of these files that are there into a new folder beside this one, named by the day. The folder, or
    /// none where there was nothing to move.
    ///
    /// # Errors
    /// `folder-unusable`, `folder-read-only`, `disk-full`; what was not moved is where it was.
    pub fn set_aside(&self, names: &[&str], day: &str, why: &str) -> Result<Option<PathBuf>, VaultError> {
        let unusable = |error: &io::Error| VaultError::io("what is in the way could not be set aside", error);
        let mut there = Vec::new();
        for name in names {
            if place::is_there(&self.path().join(name)).map_err(|error| unusable(&error))? {
                there.push(*name);
            }
        }
        if there.is_empty() {
            return Ok(None);
        }
        let into = match self.above() {
            // On the same disk: a move to another would be a copy that can be cut short.
            Some(above) => next(above, day, why),
            None => next(self.path(), day, why),
        }
        .map_err(|error| unusable(&error))?;
        for name in there {
            place::put(&self.path().join(name), &into.join(name)).map_err(|error| unusable(&error))?;
        }
        place::sync_folder(&into).and_then(|()| place::sync_folder(self.path())).map_err(|error| unusable(&error))?;
        Ok(Some(into))
    }

    /// What was set aside from here, oldest first.
    ///
    /// # Errors
    /// `folder-unusable`, `folder-read-only`.
    pub fn all_set_aside(&self) -> Result<Vec<SetAside>, VaultError> {
        let mut all = set_aside_in(self.path().parent().unwrap_or(self.path()))?;
        all.extend(set_aside_in(self.path())?);
        Ok(all)
    }

    /// The folder above, where it is on the same disk and can be written.
    #[cfg(unix)]
    fn above(&self) -> Option<&Path> {
        use std::os::unix::fs::MetadataExt;
        let above = self.path().parent()?;
        let same = above.metadata().ok()?.dev() == self.path().metadata().ok()?.dev();
        (same && rustix::fs::access(above, rustix::fs::Access::WRITE_OK).is_ok()).then_some(above)
    }

    #[cfg(not(unix))]
    fn above(&self) -> Option<&Path> {
        self.path().parent()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_aside_keeps_its_bytes_and_is_listed_with_its_day() {
        let place = tempfile::tempdir().unwrap();
        let folder = VaultFolder::make(&place.path().join("clinic")).unwrap();
        for (round, text) in ["a log of somebody's", "another"].into_iter().enumerate() {
            fs::write(folder.path().join("clinic.db-wal"), text).unwrap();
            let into = folder.set_aside(&["clinic.db-wal", "clinic.db-shm"], "2026-11-30", "A test.").unwrap().unwrap();
            assert_eq!(into.file_name().unwrap().to_str().unwrap(), format!("set-aside-2026-11-30-{}", round + 1));
            assert_eq!(fs::read_to_string(into.join("clinic.db-wal")).unwrap(), text);
            assert!(!folder.path().join("clinic.db-wal").exists());
        }
        assert_eq!(folder.set_aside(&["clinic.db-wal"], "2026-11-30", "A test.").unwrap(), None);
        let listed = folder.all_set_aside().unwrap();
        assert_eq!(listed.len(), 2);
        assert_eq!((listed[0].day.as_str(), listed[0].bytes), ("2026-11-30", 19));
        assert_eq!(listed[1].files, ["clinic.db-wal"]);
    }
}
