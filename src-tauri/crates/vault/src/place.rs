//! Files and folders of this account alone, put in place without ever putting one over another.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The folder itself, or the nearest one above it that exists, without links.
pub(crate) fn nearest_existing(path: &Path) -> PathBuf {
    path.ancestors().find_map(|folder| folder.canonicalize().ok()).unwrap_or_else(|| PathBuf::from("/"))
}

/// Whether the path, or what is nearest above it, is a link to a place that is not there: a disk that is not connected.
pub(crate) fn link_is_broken(path: &Path) -> bool {
    path.ancestors()
        .find(|place| place.symlink_metadata().is_ok())
        .is_some_and(|place| place.is_symlink() && !place.exists())
}

/// Whether something is there, be it a link to nowhere; an error that is no "not found" is told as such.
pub(crate) fn is_there(path: &Path) -> io::Result<bool> {
    match path.symlink_metadata() {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Makes a folder for this account alone, with those above it.
#[cfg(unix)]
pub(crate) fn make_private(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(not(unix))]
pub(crate) fn make_private(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

/// Makes one new folder for this account alone; an error when something is there.
pub(crate) fn make_new_private(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(path)
}

/// Takes away what others on this computer may do with a folder and the files in it: a copy brought here keeps the
/// modes it had. A file that cannot be changed is left: the folder keeps others out.
#[cfg(unix)]
pub(crate) fn close_to_others(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    if fs::metadata(folder)?.permissions().mode() & 0o077 != 0 {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    for entry in fs::read_dir(folder)?.flatten() {
        if let Ok(held) = entry.metadata()
            && held.is_file()
            && held.permissions().mode() & 0o777 != 0o600
        {
            let _ = fs::set_permissions(entry.path(), fs::Permissions::from_mode(0o600));
        }
    }
    Ok(())
}

#[cfg(not(unix))]
pub(crate) fn close_to_others(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Read and write, for this account alone.
pub(crate) fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}

/// Writes a new file that lasts through a power cut; an error when something is there.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = options().create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes what was renamed, made or removed in a folder last through a power cut.
#[cfg(unix)]
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

#[cfg(not(unix))]
pub(crate) fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Renames, and never over something: then it is an error of the kind `AlreadyExists` and nothing has changed.
#[cfg(target_os = "linux")]
pub(crate) fn put(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        // A file system that does not know the flag.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => put_by_link(from, to),
        other => Ok(other?),
    }
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn put(from: &Path, to: &Path) -> io::Result<()> {
    put_by_link(from, to)
}

/// A second name is never made over something either. It cannot be done with a folder: that is an error here.
fn put_by_link(from: &Path, to: &Path) -> io::Result<()> {
    fs::hard_link(from, to)?;
    fs::remove_file(from)
}

/// Whether an open file is still the one that bears the name.
#[cfg(unix)]
pub(crate) fn still_bears(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), path.metadata()) {
        (Ok(held), Ok(named)) => (held.dev(), held.ino()) == (named.dev(), named.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
pub(crate) fn still_bears(_file: &File, path: &Path) -> bool {
    path.exists()
}

/// Opens a file to read it. A pipe, a device or a folder under its name is none: it could keep the reader for ever.
pub fn open_file(path: &Path) -> io::Result<File> {
    // A link whose end is not there is not the absence of the file.
    if link_is_broken(path) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "a link that leads nowhere"));
    }
    match fs::metadata(path)?.is_file() {
        true => File::open(path),
        false => Err(io::Error::new(io::ErrorKind::InvalidInput, "not a file")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_ever_put_over_something() {
        let place = tempfile::tempdir().unwrap();
        let (new, old) = (place.path().join("clinic.db.new"), place.path().join("clinic.db"));
        fs::write(&new, "new").unwrap();
        fs::write(&old, "the records of ten years").unwrap();
        for way in [put, put_by_link] {
            assert_eq!(way(&new, &old).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
            assert_eq!(fs::read(&old).unwrap(), b"the records of ten years");
            assert_eq!(fs::read(&new).unwrap(), b"new");
        }
        fs::remove_file(&old).unwrap();
        put(&new, &old).unwrap();
        put_by_link(&old, &new).unwrap();
        assert_eq!((fs::read(&new).unwrap(), old.exists()), (b"new".to_vec(), false));
        let (folder, there) = (place.path().join("a"), place.path().join("b"));
        for path in [&folder, &there] {
            make_new_private(path).unwrap();
        }
        assert_eq!(put(&folder, &there).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
    }

    #[test]
    #[cfg(unix)]
    fn a_link_to_a_disk_that_is_not_there_is_broken_and_a_missing_folder_is_not() {
        let place = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(place.path().join("disk"), place.path().join("clinic")).unwrap();
        assert!(link_is_broken(&place.path().join("clinic")));
        assert!(link_is_broken(&place.path().join("clinic/below")));
        assert!(!link_is_broken(&place.path().join("other")));
        fs::create_dir(place.path().join("disk")).unwrap();
        assert!(!link_is_broken(&place.path().join("clinic")));
    }
}
