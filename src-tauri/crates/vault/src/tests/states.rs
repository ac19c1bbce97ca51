//! Every state of the folder and the keyring: one answer each, and not a byte of anybody's records lost.
#![allow(clippy::print_stdout)] // the counts

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use super::*;
use crate::folder_state::{
    DatabaseMark, FolderState, HeaderMark, KeyringMark, MarkerMark, Seen, classify, look, observe,
};

fn marks<const N: usize, T: Copy>(of: [T; N]) -> [T; N] {
    of
}

/// Every combination of what can be seen.
fn everything_seen() -> Vec<Seen> {
    let (one, other) = (VaultId::random().unwrap(), VaultId::random().unwrap());
    let headers = marks([
        HeaderMark::None,
        HeaderMark::Whole(one, 2),
        HeaderMark::Whole(one, 1),
        HeaderMark::Whole(other, 2),
        HeaderMark::Damaged,
        HeaderMark::Newer,
        HeaderMark::Unreadable,
    ]);
    let databases = marks([
        DatabaseMark::None,
        DatabaseMark::Whole,
        DatabaseMark::Empty,
        DatabaseMark::Cut,
        DatabaseMark::Plain,
        DatabaseMark::NoFile,
        DatabaseMark::Unreadable,
    ]);
    let markers = marks([MarkerMark::None, MarkerMark::Of(one), MarkerMark::Of(other), MarkerMark::Unreadable]);
    let keyrings = marks([
        KeyringMark::Secret,
        KeyringMark::NoSecret,
        KeyringMark::Locked,
        KeyringMark::Silent,
        KeyringMark::Absent,
        KeyringMark::Failed,
    ]);
    let mut all = Vec::new();
    for main in headers {
        for copy in headers {
            for database in databases {
                for marker in markers {
                    for keyring in keyrings {
                        for bits in 0..16 {
                            let bit = |at: u32| bits >> at & 1 == 1;
                            let (log, unfinished, name, anchor) = (bit(0), bit(1), bit(2), bit(3));
                            all.push(Seen { main, copy, database, log, unfinished, marker, name, keyring, anchor });
                        }
                    }
                }
            }
        }
    }
    all
}

#[test]
fn each_of_all_combinations_has_one_state_and_records_are_never_taken_for_a_first_start() {
    let all = everything_seen();
    let whole = |mark: HeaderMark| matches!(mark, HeaderMark::Whole(..));
    let mut met = HashSet::new();
    for seen in &all {
        let state = classify(seen);
        met.insert(state);
        let opens = (whole(seen.main) || whole(seen.copy)) && seen.database == DatabaseMark::Whole;
        let nothing = !seen.holds_records() && seen.main == HeaderMark::None && seen.copy == HeaderMark::None;
        match state {
            FolderState::Empty => assert!(nothing, "{seen:?}"),
            FolderState::SetUpUnfinished => {
                assert!(matches!(seen.marker, MarkerMark::Of(_)) && !seen.holds_records(), "{seen:?}");
            }
            FolderState::Whole | FolderState::DeviceSecretMissing => {
                assert!(whole(seen.main) || whole(seen.copy), "{seen:?}");
                assert!(
                    seen.database == DatabaseMark::Whole || (seen.database == DatabaseMark::Cut && seen.log),
                    "{seen:?}"
                );
            }
            FolderState::KeyringLocked | FolderState::KeyringSilent | FolderState::KeyringAbsent => {
                assert!(!matches!(seen.keyring, KeyringMark::Secret | KeyringMark::NoSecret), "{seen:?}");
            }
            _ => {}
        }
        assert!(!(state.takes_a_copy() && opens), "a clinic that can be opened is never replaced: {seen:?}");
        // Neither a head in the keyring nor a half-made database decides whose the rest is.
        for other in [Seen { anchor: !seen.anchor, ..*seen }, Seen { unfinished: !seen.unfinished, ..*seen }] {
            assert_eq!(classify(&other), state, "{seen:?}");
        }
    }
    assert_eq!(met.len(), FolderState::ALL.len(), "a state that nothing leads to: {met:?}");
    println!("combinations: {}, states: {}", all.len(), met.len());
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum File {
    None,
    Whole,
    Damaged,
    Older,
}

#[derive(Clone, Copy, Debug)]
struct Case {
    main: File,
    copy: File,
    database: &'static str,
    log: &'static str,
    new: bool,
    marker: bool,
    keyring: &'static str,
    anchor: bool,
}

fn cases() -> Vec<Case> {
    let files = [File::None, File::Whole, File::Damaged, File::Older];
    let mut all = Vec::new();
    for main in files {
        for copy in files {
            for database in ["none", "whole", "cut", "other key"] {
                for log in ["none", "own", "foreign"] {
                    for keyring in ["secret", "none", "locked", "silent"] {
                        for bits in 0..8 {
                            let bit = |at: u32| bits >> at & 1 == 1;
                            let (new, marker, anchor) = (bit(0), bit(1), bit(2));
                            all.push(Case { main, copy, database, log, new, marker, keyring, anchor });
                        }
                    }
                }
            }
        }
    }
    all
}

/// A disk in memory where there is one: these are some thousand folders.
fn quick_place() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { TempDir::new_in(memory).unwrap() } else { tempfile::tempdir().unwrap() }
}

/// Pages of a length that a database has; what is in them only a key would tell.
fn pages(name: &str, length: usize) -> Vec<u8> {
    name.bytes().cycle().take(length).collect()
}

fn contents(case: Case, whole: &[u8], older: &[u8]) -> BTreeMap<&'static str, Vec<u8>> {
    let header = |file: File| match file {
        File::None => None,
        File::Whole => Some(whole.to_vec()),
        File::Damaged => Some(whole[..whole.len() / 2].to_vec()),
        File::Older => Some(older.to_vec()),
    };
    let database = match case.database {
        "none" => None,
        "whole" => Some(pages("the records of this clinic. ", 3 * 4096)),
        "cut" => Some(pages("the records of this clinic. ", 2 * 4096 + 77)),
        _ => Some(pages("the records of another clinic. ", 4 * 4096)),
    };
    let log = match case.log {
        "none" => None,
        "own" => Some(pages("the log of this clinic. ", 4096 + 56)),
        _ => Some(pages("the log of another clinic. ", 4096 + 56)),
    };
    [
        ("vault.json", header(case.main)),
        ("vault-copy.json", header(case.copy)),
        ("clinic.db", database),
        ("clinic.db-wal", log),
        ("clinic.db.new", case.new.then(|| pages("half a database. ", 4096))),
    ]
    .into_iter()
    .filter_map(|(name, bytes)| Some((name, bytes?)))
    .collect()
}

fn every_file(below: &Path, into: &mut HashSet<Vec<u8>>) {
    for entry in std::fs::read_dir(below).unwrap().flatten() {
        match entry.path().is_dir() {
            true => every_file(&entry.path(), into),
            false => drop(into.insert(std::fs::read(entry.path()).unwrap())),
        }
    }
}

struct Tried {
    states: BTreeMap<&'static str, u32>,
    lost: usize,
    records: usize,
}

/// Puts every case into a folder of its own, then presses everything: the wizard, taking a set-up back, a copy, and the
/// wizard once more.
fn try_all(cases: &[Case]) -> Tried {
    let desk = Desk::set_up();
    let older = desk.header_bytes();
    begin_rotation(&desk.folder, &desk.keyring, &desk.created.data_key, Replaced::Nothing).unwrap();
    let whole = desk.header_bytes();
    assert_ne!(whole, older);
    let other = Desk::set_up_anew();
    std::fs::write(other.folder.database_path(), pages("a copy. ", 4096)).unwrap();
    let source: PathBuf = other.folder.path().to_owned();
    // Closed, as a copy is.
    let Desk { folder, _place: _copy, .. } = other;
    drop(folder);

    let mut tried = Tried { states: BTreeMap::new(), lost: 0, records: 0 };
    for case in cases {
        let place = quick_place();
        let at = place.path().join("clinic");
        let folder = VaultFolder::make(&at).unwrap();
        let put = contents(*case, &whole, &older);
        if case.marker {
            folder.begin_set_up(desk.vault(), NOW).unwrap();
        }
        for (name, bytes) in &put {
            std::fs::write(at.join(name), bytes).unwrap();
        }
        let keyring = MemoryKeyring::new();
        if case.keyring != "none" {
            keyring.create(desk.vault(), 1, &desk.keyring.get(desk.vault(), 1).unwrap()).unwrap();
        }
        if case.anchor {
            keyring.put_anchor(desk.vault(), "7:ab").unwrap();
        }
        match case.keyring {
            "locked" => keyring.set_status(KeyringStatus::Locked),
            "silent" => keyring.set_status(silent()),
            _ => {}
        }
        let state = classify(&observe(&folder, &keyring).unwrap());
        *tried.states.entry(state.code()).or_default() += 1;

        let wizard = |folder: &VaultFolder| {
            create(folder, &keyring, &person("A", "manager"), &pass(PASSPHRASE), SheetNumber::FIRST, NOW).is_ok()
        };
        assert_eq!(wizard(&folder), state == FolderState::Empty, "{case:?} {state:?}");
        let taken_back = folder.take_back_set_up(&keyring, "2026-11-30").is_ok();
        assert_eq!(
            taken_back,
            matches!(state, FolderState::Empty | FolderState::SetUpUnfinished),
            "{case:?} {state:?}"
        );
        drop(folder);
        let copied = bring(&source, &at, &keyring, "2026-11-30");
        assert_eq!(copied.is_ok(), state.takes_a_copy() || taken_back, "{case:?} {state:?} {copied:?}");
        assert!(!wizard(&VaultFolder::open(&at).unwrap()), "{case:?} {state:?}");

        let mut left = HashSet::new();
        every_file(place.path(), &mut left);
        for (name, bytes) in &put {
            let record = name.starts_with("clinic.db") && *name != "clinic.db.new";
            tried.records += if record { bytes.len() } else { 0 };
            // A set-up that was cut short held no record; what it made goes when its note says that it made it.
            let own = state == FolderState::SetUpUnfinished && !record;
            if !own && !left.contains(bytes) {
                tried.lost += bytes.len();
                println!("lost: {name} of {case:?} {state:?}");
            }
        }
    }
    tried
}

fn silent() -> KeyringStatus {
    KeyringStatus::Silent
}

fn told(tried: &Tried, cases: usize) {
    println!("folders: {cases}, states met: {:?}", tried.states);
    println!("bytes of records: {}, lost: {}", tried.records, tried.lost);
    assert_eq!(tried.lost, 0);
}

#[test]
fn no_state_of_the_folder_loses_a_byte_whatever_is_pressed() {
    // Each value beside each other value of every other part: a step that shares no factor with the sizes of the parts.
    let cases: Vec<Case> = cases().into_iter().step_by(23).collect();
    told(&try_all(&cases), cases.len());
}

#[test]
#[ignore = "long: make torture"]
fn no_state_of_all_loses_a_byte_whatever_is_pressed_torture() {
    let cases = cases();
    told(&try_all(&cases), cases.len());
}

#[test]
fn records_without_their_key_file_are_not_set_up_over() {
    for name in ["clinic.db", "clinic.db-wal", "clinic-name"] {
        let (_place, folder) = place();
        let bytes = pages("the records of this clinic. ", 4096);
        std::fs::write(folder.path().join(name), &bytes).unwrap();
        let keyring = MemoryKeyring::new();
        let refused = create(&folder, &keyring, &person("A", "manager"), &pass(PASSPHRASE), SheetNumber::FIRST, NOW);
        assert_eq!(code(refused), "key-file-missing", "{name}");
        assert!(keyring.is_empty() && std::fs::read(folder.path().join(name)).unwrap() == bytes);
    }
}

#[test]
fn what_a_set_up_left_is_taken_back_and_what_it_did_not_make_is_set_aside() {
    let desk = Desk::set_up_anew();
    let folder = &desk.folder;
    std::fs::write(folder.unfinished_database_path(), "half a database").unwrap();
    let state = || classify(&observe(folder, &desk.keyring).unwrap());
    assert_eq!(state(), FolderState::SetUpUnfinished);
    folder.take_back_set_up(&desk.keyring, "2026-11-30").unwrap();
    assert!(desk.keyring.is_empty());
    assert_eq!((state(), folder.all_set_aside().unwrap().len()), (FolderState::Empty, 0));

    // A key file of another clinic came to lie there meanwhile.
    folder.begin_set_up(VaultId::random().unwrap(), NOW).unwrap();
    let theirs = PATTERN.header.clone();
    std::fs::write(folder.header_path(), &theirs).unwrap();
    assert_eq!(state(), FolderState::DatabaseMissing, "a key file of another vault is somebody's");
    assert_eq!(code(folder.take_back_set_up(&desk.keyring, "2026-11-30")), "set-up-not-taken-back");
    assert_eq!(std::fs::read(folder.header_path()).unwrap(), theirs);
}

#[test]
fn a_set_up_that_has_named_its_records_is_never_taken_back() {
    let desk = Desk::set_up_anew();
    std::fs::write(desk.folder.unfinished_database_path(), pages("records. ", 4096)).unwrap();
    desk.folder.name_database().unwrap();
    assert_eq!(code(desk.folder.take_back_set_up(&desk.keyring, "2026-11-30")), "set-up-not-taken-back");
    assert_eq!(std::fs::read(desk.folder.database_path()).unwrap(), pages("records. ", 4096));
    assert_eq!(desk.keyring.len(), 1);
    std::fs::write(desk.folder.unfinished_database_path(), "another").unwrap();
    assert_eq!(code(desk.folder.name_database()), "folder-unusable", "nothing is named over it");
    assert_eq!(std::fs::read(desk.folder.database_path()).unwrap(), pages("records. ", 4096));
}

#[test]
fn a_lock_file_that_somebody_deletes_lets_no_second_program_in() {
    let (_place, folder) = place();
    let path = folder.path().to_owned();
    std::fs::remove_file(path.join("vault.lock")).unwrap();
    assert_eq!(code(VaultFolder::open(&path)), "already-open");
    drop(folder);
    assert!(VaultFolder::open(&path).is_ok());
}

#[test]
fn no_folder_is_made_by_looking_and_a_link_to_nowhere_is_no_first_start() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path().join("app/clinic");
    let keyring = MemoryKeyring::new();
    let found = look(&at, &keyring).unwrap();
    assert!(found.folder.is_none());
    assert_eq!(found.state, FolderState::Empty);
    assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 0, "something was made");
    assert_eq!(code(VaultFolder::open(&at)), "folder-missing");

    std::fs::create_dir(place.path().join("app")).unwrap();
    std::os::unix::fs::symlink(place.path().join("disk"), &at).unwrap();
    assert_eq!(code(look(&at, &keyring)), "folder-link-broken");
    assert_eq!(code(VaultFolder::make(&at)), "folder-link-broken");
    std::fs::create_dir(place.path().join("disk")).unwrap();
    assert_eq!(look(&at, &keyring).unwrap().state, FolderState::Empty);
}

#[test]
fn files_that_a_copy_left_open_to_others_are_closed() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::set_up();
    let path = desk.folder.path().to_owned();
    let names = ["vault.json", "clinic.db", "clinic.db-wal", "clinic-name", "clinic.before-update"];
    for name in names {
        std::fs::write(path.join(name), "x").unwrap();
        std::fs::set_permissions(path.join(name), std::fs::Permissions::from_mode(0o644)).unwrap();
    }
    drop(desk.folder);
    let _open = VaultFolder::open(&path).unwrap();
    for name in names {
        assert_eq!(std::fs::metadata(path.join(name)).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
    }
}

/// A clinic, closed, and what is in it.
fn closed() -> (TempDir, PathBuf, BTreeMap<String, Vec<u8>>) {
    let desk = Desk::set_up();
    let path = desk.folder.path().to_owned();
    std::fs::write(path.join("clinic.db"), pages("records. ", 8192)).unwrap();
    std::fs::write(path.join("clinic.db-wal"), pages("log. ", 100)).unwrap();
    std::fs::write(path.join("clinic-name"), "Kensington Medical").unwrap();
    let Desk { folder, _place, .. } = desk;
    drop(folder);
    let files = in_folder(&path);
    (_place, path, files)
}

fn in_folder(path: &Path) -> BTreeMap<String, Vec<u8>> {
    std::fs::read_dir(path)
        .unwrap()
        .flatten()
        .filter(|entry| entry.file_name() != "vault.lock")
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).unwrap()))
        .collect()
}

#[test]
fn a_copy_is_brought_whole_from_its_folder_or_the_one_above() {
    let (source_place, source, files) = closed();
    for from in [source.as_path(), source_place.path()] {
        let place = tempfile::tempdir().unwrap();
        let at = place.path().join("app/clinic");
        let keyring = MemoryKeyring::new();
        bring(from, &at, &keyring, "2026-11-30").unwrap();
        assert_eq!(in_folder(&at), files);
        assert_eq!(look(&at, &keyring).unwrap().state, FolderState::DeviceSecretMissing);
        assert_eq!(in_folder(&source), files, "the copy is only read");
        let beside: Vec<_> = std::fs::read_dir(place.path().join("app")).unwrap().flatten().collect();
        assert_eq!(beside.len(), 1, "{beside:?}");
        // Once more: there is a clinic now.
        assert_eq!(code(bring(from, &at, &keyring, "2026-11-30")), "copy-not-needed");
    }
}

#[test]
fn what_is_no_copy_is_refused_with_what_is_wrong_and_nothing_changes() {
    let (_source, source, files) = closed();
    let place = tempfile::tempdir().unwrap();
    let at = place.path().join("clinic");
    let keyring = MemoryKeyring::new();
    let refused = |from: &Path| code(bring(from, &at, &keyring, "2026-11-30"));
    let elsewhere = tempfile::tempdir().unwrap();
    assert_eq!(refused(elsewhere.path()), "copy-empty");
    assert_eq!(refused(&elsewhere.path().join("gone")), "copy-empty");
    let spoil: [(&str, &str, Option<&[u8]>); 6] = [
        ("vault.json", "copy-incomplete", None),
        ("clinic.db", "copy-incomplete", None),
        ("vault.json", "copy-damaged", Some(b"{\"format\": 1, ")),
        ("vault.json", "header-format-unknown", Some(b"{\"format\": 999}")),
        ("clinic.db", "copy-damaged", Some(b"")),
        ("clinic.db", "copy-damaged", Some(b"SQLite format 3\0")),
    ];
    for (name, told, content) in spoil {
        // A log would mend a file that a power cut stopped in the middle of a page.
        std::fs::remove_file(source.join("clinic.db-wal")).unwrap();
        // Either key file alone would do.
        let both = if name == "vault.json" { vec![name, "vault-copy.json"] } else { vec![name] };
        for name in both.into_iter().filter(|name| source.join(name).exists()) {
            match content {
                None => std::fs::remove_file(source.join(name)).unwrap(),
                Some(bytes) => std::fs::write(source.join(name), bytes).unwrap(),
            }
        }
        assert_eq!(refused(&source), told, "{name}");
        assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 0, "{name}: something was left");
        for (name, bytes) in &files {
            std::fs::write(source.join(name), bytes).unwrap();
        }
    }
    let open = VaultFolder::open(&source).unwrap();
    assert_eq!(refused(&source), "copy-open");
    drop(open);
    bring(&source, &at, &keyring, "2026-11-30").unwrap();
}

#[test]
fn the_records_folder_itself_is_no_copy_of_it() {
    let (_place, at, files) = closed();
    std::fs::remove_file(at.join("clinic.db-wal")).unwrap();
    std::fs::write(at.join("clinic.db"), pages("cut", 5000)).unwrap();
    assert_eq!(code(bring(&at, &at, &MemoryKeyring::new(), "2026-11-30")), "copy-is-here");
    assert_eq!(std::fs::read(at.join("vault.json")).unwrap(), files["vault.json"]);
}

#[test]
fn what_cannot_be_opened_is_set_aside_when_a_copy_is_brought_and_is_listed() {
    let (_source, source, files) = closed();
    let place = tempfile::tempdir().unwrap();
    let at = place.path().join("clinic");
    std::fs::create_dir(&at).unwrap();
    let records = pages("records of ten years. ", 4096);
    std::fs::write(at.join("clinic.db"), &records).unwrap();
    bring(&source, &at, &MemoryKeyring::new(), "2026-11-30").unwrap();
    assert_eq!(in_folder(&at), files);
    let aside = crate::set_aside_in(place.path()).unwrap();
    assert_eq!(aside.len(), 1);
    assert_eq!((aside[0].day.as_str(), aside[0].bytes), ("2026-11-30", 4096));
    assert_eq!(std::fs::read(place.path().join(&aside[0].name).join("clinic/clinic.db")).unwrap(), records);
}

#[test]
fn bringing_a_copy_cut_short_anywhere_leaves_what_was_there_or_the_copy() {
    let (_source, source, files) = closed();
    let keyring = MemoryKeyring::new();
    // Cut while it was copied: the note names what is there.
    let place = tempfile::tempdir().unwrap();
    let at = place.path().join("clinic");
    let half = place.path().join("clinic.being-copied");
    std::fs::create_dir(&half).unwrap();
    std::fs::write(half.join("copy-unfinished"), r#"["vault.json","clinic.db"]"#).unwrap();
    std::fs::write(half.join("vault.json"), "half").unwrap();
    crate::finish_bringing(&at).unwrap();
    assert_eq!(look(&at, &keyring).unwrap().state, FolderState::Empty);
    bring(&source, &at, &keyring, "2026-11-30").unwrap();
    assert!(!half.exists() && crate::set_aside_in(place.path()).unwrap().is_empty());

    // Without such a note it is somebody's.
    let place = tempfile::tempdir().unwrap();
    let at = place.path().join("clinic");
    let theirs = place.path().join("clinic.being-copied");
    std::fs::create_dir(&theirs).unwrap();
    std::fs::write(theirs.join("clinic.db"), "records").unwrap();
    bring(&source, &at, &keyring, "2026-11-30").unwrap();
    let aside = crate::set_aside_in(place.path()).unwrap();
    assert_eq!(aside[0].files, ["clinic.being-copied/clinic.db"]);

    // Cut when what was there had gone aside: the copy is whole, and gets its name at the next start.
    let place = tempfile::tempdir().unwrap();
    let at = place.path().join("clinic");
    bring(&source, &at, &keyring, "2026-11-30").unwrap();
    std::fs::rename(&at, place.path().join("clinic.copied")).unwrap();
    crate::finish_bringing(&at).unwrap();
    assert_eq!(in_folder(&at), files);
    crate::finish_bringing(&at).unwrap();
}
