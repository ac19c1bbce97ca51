//! The folder, its lock, and the header as a file.

use std::os::unix::fs::PermissionsExt;

use super::*;

fn mode(path: &std::path::Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_folder_and_its_files_are_for_this_account_alone() {
    let desk = Desk::set_up_anew();
    assert_eq!(mode(desk.folder.path()), 0o700);
    assert_eq!(mode(&desk.folder.header_path()), 0o600);
    assert_eq!(mode(&desk.folder.header_copy_path()), 0o600);
    assert_eq!(mode(&desk.folder.path().join("vault.lock")), 0o600);
}

#[test]
fn folders_above_are_made_private_too_and_one_open_to_others_is_closed() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("a/b/clinic");
    drop(VaultFolder::make(&path).unwrap());
    assert_eq!(mode(&place.path().join("a")), 0o700);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    VaultFolder::open(&path).unwrap();
    assert_eq!(mode(&path), 0o700);
}

#[test]
fn a_folder_is_open_once_at_a_time() {
    let (_place, folder) = place();
    let path = folder.path().to_owned();
    assert_eq!(code(VaultFolder::open(&path)), "already-open");
    drop(folder);
    assert!(VaultFolder::open(&path).is_ok());
}

#[test]
fn a_folder_reached_by_a_link_is_the_same_folder() {
    let (place, folder) = place();
    let link = place.path().join("link");
    std::os::unix::fs::symlink(folder.path(), &link).unwrap();
    assert_eq!(code(VaultFolder::open(&link)), "already-open");
    let path = folder.path().to_owned();
    drop(folder);
    assert_eq!(VaultFolder::open(&link).unwrap().path(), path);
}

#[test]
fn a_file_where_the_folder_should_be_is_told() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("clinic");
    std::fs::write(&path, "").unwrap();
    assert_eq!(code(VaultFolder::open(&path)), "folder-unusable");
}

#[test]
fn an_empty_folder_has_no_header() {
    let (_place, folder) = place();
    assert!(!folder.has_header());
    assert_eq!(code(folder.header()), "header-missing");
    assert_eq!(code(people(&folder, &MemoryKeyring::new())), "header-missing");
}

#[test]
fn an_attempt_at_writing_that_was_cut_short_is_no_hindrance() {
    let desk = Desk::set_up();
    let leftover = desk.folder.path().join(".vault.json.new");
    std::fs::write(&leftover, "{\"format\":1,").unwrap();
    let new = desk.begin(Replaced::Nothing).unwrap();
    assert!(!leftover.exists());
    assert_eq!(desk.keys()[0], new.id());
}

#[test]
fn a_header_is_replaced_and_never_written_in_place() {
    let desk = Desk::set_up();
    let before = desk.header_bytes();
    // Whoever has the earlier file open goes on reading it whole.
    let mut opened = std::fs::File::open(desk.folder.header_path()).unwrap();
    desk.begin(Replaced::Nothing).unwrap();
    let mut read = Vec::new();
    std::io::Read::read_to_end(&mut opened, &mut read).unwrap();
    assert_eq!(read, before);
    assert_ne!(desk.header_bytes(), before);
}

#[test]
fn what_was_written_reads_back_the_same() {
    let desk = Desk::set_up();
    let bytes = desk.header_bytes();
    assert_eq!(Header::parse(&bytes).unwrap().to_json(), bytes);
}
