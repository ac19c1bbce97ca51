//! Two files, either of which opens the clinic; and the first format, which is read still.

use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

use super::*;

const FIRST: &[u8] = include_bytes!("format-1.json");
const FIRST_MANAGER: &str = "b15eae2a-ef5a-4767-9a2e-49835a7c0438";
const FIRST_RECEPTION: &str = "61a6001c-72b4-437d-8988-5a382a55a226";
const FIRST_KEY: &str = "0bb2d57c9825be95717b217d92ad5c12ac79ff4718a07ca484abebd57962b230";
const FIRST_SECRET: &str = "fa336c6e8e17b806b9b5ce854dab76064d8421cb22746808880c786e9d0fc33b";
const FIRST_CODE: &str = "6EVN07JP0ZPVYPWY4BG0JRJA1MEB";

/// A file as the folder may hold it.
fn file(kind: &str, desk: &Desk) -> Option<Vec<u8>> {
    let whole = desk.header_bytes();
    match kind {
        "none" => None,
        "whole" => Some(whole),
        "cut" => Some(whole[..whole.len() / 2].to_vec()),
        "flipped" => {
            let mut flipped = whole;
            let at = flipped.len() / 3;
            flipped[at] ^= 1;
            Some(flipped)
        }
        "older" => Some(PATTERN.header.clone()),
        "newer" => Some(b"{\"format\":3,\"anything\":[]}".to_vec()),
        "other" => Some(Desk::set_up_anew().header_bytes()),
        _ => panic!("{kind}"),
    }
}

fn put(path: &std::path::Path, bytes: Option<&[u8]>) {
    match bytes {
        Some(bytes) => std::fs::write(path, bytes).unwrap(),
        None => {
            let _ = std::fs::remove_file(path);
        }
    }
}

#[test]
fn of_two_files_the_later_whole_one_counts_and_the_other_is_written_anew() {
    let desk = Desk::set_up();
    let slot = desk.add("Test Reception", "hollow penguin");
    let kinds = ["none", "whole", "cut", "flipped", "older", "newer", "other"];
    let files: Vec<_> = kinds.iter().map(|kind| file(kind, &desk)).collect();
    let whole = desk.header_bytes();
    let good = |kind: &str| matches!(kind, "whole" | "older" | "other");
    let mut opened = 0;
    for (main_kind, main) in kinds.iter().zip(&files) {
        for (copy_kind, copy) in kinds.iter().zip(&files) {
            put(&desk.folder.header_path(), main.as_deref());
            put(&desk.folder.header_copy_path(), copy.as_deref());
            let pair = [*main_kind, *copy_kind];
            let expected = match pair {
                pair if pair.contains(&"newer") => Err("header-format-unknown"),
                ["none", "none"] => Err("header-missing"),
                ["other", other] | [other, "other"] if good(other) && other != "other" => Err("headers-differ"),
                pair if pair.contains(&"other") => continue, // another clinic's alone: nothing here can tell
                pair if pair.contains(&"whole") => Ok("whole"),
                pair if pair.contains(&"older") => Ok("older"),
                _ => Err("header-unreadable"),
            };
            let settled = desk.folder.settle_header_files(&desk.keyring, TODAY);
            match expected {
                Err(refusal) => {
                    assert_eq!((code(desk.folder.header()), code(settled)), (refusal, refusal), "{pair:?}");
                    let untouched =
                        |path: std::path::PathBuf, bytes: &Option<Vec<u8>>| std::fs::read(path).ok() == *bytes;
                    assert!(untouched(desk.folder.header_path(), main), "{pair:?}");
                    assert!(untouched(desk.folder.header_copy_path(), copy), "{pair:?}");
                }
                Ok(kind) => {
                    settled.unwrap();
                    let bytes = if kind == "whole" { &whole } else { &PATTERN.header };
                    assert_eq!(&desk.header_bytes(), bytes, "{pair:?}");
                    assert_eq!(&std::fs::read(desk.folder.header_copy_path()).unwrap(), bytes, "{pair:?}");
                    opened += 1;
                }
            }
        }
    }
    assert_eq!(opened, 16);
    desk.put_header(&whole);
    assert!(desk.unlock(slot, "hollow penguin").is_ok());
}

#[test]
fn every_truncation_and_every_flipped_bit_of_either_file_is_told_and_opens_by_the_other() {
    let desk = Desk::set_up();
    let whole = desk.header_bytes();
    let kept = Header::parse(&whole).unwrap().to_json();
    let told = |bytes: &[u8]| match Header::parse(bytes) {
        Ok(header) => header.to_json() == kept,
        Err(VaultError::HeaderUnreadable) => true,
        Err(_) => false,
    };
    for cut in 0..whole.len() {
        // The line feed at the end is no part of what is said.
        assert!(cut == whole.len() - 1 || Header::parse(&whole[..cut]).is_err(), "cut at {cut}");
    }
    let mut flipped = whole.clone();
    for bit in 0..whole.len() * 8 {
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert!(told(&flipped), "bit {bit}");
        flipped[bit / 8] ^= 1 << (bit % 8);
    }
    // And as files: what is damaged is written anew from the other.
    for bit in (0..whole.len() * 8).step_by(997) {
        for path in [desk.folder.header_path(), desk.folder.header_copy_path()] {
            let mut flipped = whole.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            flipped.truncate(if bit % 2 == 0 { whole.len() } else { bit / 8 });
            std::fs::write(&path, &flipped).unwrap();
            assert_eq!(desk.folder.header().unwrap().to_json(), kept, "bit {bit}");
            desk.folder.settle_header_files(&desk.keyring, TODAY).unwrap();
            assert_eq!(std::fs::read(&path).unwrap(), whole, "bit {bit}");
        }
    }
    assert!(desk.unlock(desk.created.slot_id, PASSPHRASE).is_ok());
}

#[test]
fn files_put_there_by_something_else_are_closed_to_other_accounts() {
    let desk = Desk::set_up();
    for path in [desk.folder.header_path(), desk.folder.header_copy_path()] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    }
    desk.folder.settle_header_files(&desk.keyring, TODAY).unwrap();
    for path in [desk.folder.header_path(), desk.folder.header_copy_path()] {
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_copy_that_cannot_be_written_stops_no_change_and_is_written_the_next_time() {
    let desk = Desk::set_up();
    let in_the_way = desk.folder.path().join(".vault-copy.json.new");
    std::fs::create_dir(&in_the_way).unwrap();
    let slot = desk.add("Test Reception", "hollow penguin");
    assert!(desk.unlock(slot, "hollow penguin").is_ok());
    assert_ne!(std::fs::read(desk.folder.header_copy_path()).unwrap(), desk.header_bytes());
    desk.folder.settle_header_files(&desk.keyring, TODAY).unwrap();
    std::fs::remove_dir(&in_the_way).unwrap();
    desk.folder.settle_header_files(&desk.keyring, TODAY).unwrap();
    assert_eq!(std::fs::read(desk.folder.header_copy_path()).unwrap(), desk.header_bytes());
}

fn of_the_first_version() -> (tempfile::TempDir, VaultFolder, MemoryKeyring) {
    let (place, folder) = place();
    std::fs::write(folder.header_path(), FIRST).unwrap();
    let keyring = MemoryKeyring::new();
    let secret = data_encoding::HEXLOWER.decode(FIRST_SECRET.as_bytes()).unwrap();
    keyring.force(folder.header().unwrap().vault(), DeviceSecret::from_slice(&secret).unwrap());
    (place, folder, keyring)
}

#[test]
fn a_header_of_the_first_version_is_read_and_written_anew_in_both_files_at_the_first_unlock() {
    let (_place, folder, keyring) = of_the_first_version();
    folder.settle_header_files(&keyring, TODAY).unwrap();
    assert!(!folder.header_copy_path().exists(), "without a checksum there is nothing to choose by");
    assert_eq!((folder.header().unwrap().generation(), folder.header().unwrap().to_json()), (0, FIRST.to_vec()));
    let code_of = RecoveryCode::parse(FIRST_CODE).unwrap();
    let manager: SlotId = FIRST_MANAGER.parse().unwrap();
    assert_eq!(code(unlock(&folder, &keyring, manager, &pass("not the passphrase"))), "wrong-passphrase");
    assert_eq!(std::fs::read(folder.header_path()).unwrap(), FIRST);

    let unlocked = unlock(&folder, &keyring, manager, &pass(PASSPHRASE)).unwrap();
    unlocked.data_keys[0].with_hex(|key| assert_eq!(key, FIRST_KEY));
    assert_eq!(unlocked.generation, 1);
    for path in [folder.header_path(), folder.header_copy_path()] {
        let written: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        assert_eq!((&written["format"], &written["generation"]), (&2.into(), &1.into()));
    }
    assert!(unlock(&folder, &keyring, FIRST_RECEPTION.parse().unwrap(), &pass("hollow penguin")).is_ok());
    let new_computer = MemoryKeyring::new();
    let recovered = unlock_with_recovery(&folder, &code_of, &new_computer).unwrap();
    assert_eq!(recovered.sheet, Some(SheetNumber::FIRST));
    assert!(unlock(&folder, &new_computer, manager, &pass(PASSPHRASE)).is_ok());
    assert_eq!(people(&folder, &new_computer).unwrap().len(), 2);
}

#[test]
fn a_header_of_the_first_version_opens_by_its_sheet_on_a_new_computer_and_takes_every_change() {
    let (_place, folder, _) = of_the_first_version();
    let new_computer = MemoryKeyring::new();
    let code_of = RecoveryCode::parse(FIRST_CODE).unwrap();
    let opened = unlock_with_recovery(&folder, &code_of, &new_computer).unwrap();
    assert_eq!(folder.header().unwrap().format, 2);
    let reissued = add_sheet(&folder, &new_computer, &opened.data_keys[0]).unwrap();
    assert_eq!(reissued.sheet.to_string(), "RC-02");
    for code in [&code_of, &reissued.recovery_code] {
        assert!(unlock_with_recovery(&folder, code, &MemoryKeyring::new()).is_ok());
    }
}

#[test]
fn a_key_file_that_this_computers_key_does_not_fit_never_counts_and_what_is_replaced_is_set_aside() {
    let desk = Desk::set_up();
    let whole = desk.header_bytes();
    let mut forged = Header::parse(&whole).unwrap();
    forged.generation = u64::MAX;
    let forged = forged.to_json();
    for path in [desk.folder.header_copy_path(), desk.folder.header_path()] {
        std::fs::write(&path, &forged).unwrap();
        desk.folder.settle_header_files(&desk.keyring, TODAY).unwrap();
        assert_eq!(desk.header_bytes(), whole);
        assert_eq!(std::fs::read(desk.folder.header_copy_path()).unwrap(), whole);
    }
    // An older one beside it is behind, and is kept apart as well.
    desk.add("Test Reception", "hollow penguin");
    let newest = desk.header_bytes();
    std::fs::write(desk.folder.header_path(), &whole).unwrap();
    desk.folder.settle_header_files(&desk.keyring, TODAY).unwrap();
    assert_eq!(desk.header_bytes(), newest);
    let aside = desk.folder.all_set_aside().unwrap();
    let files: Vec<&str> = aside.iter().flat_map(|one| one.files.iter().map(String::as_str)).collect();
    assert_eq!(files, ["vault-copy.json", "vault.json", "vault.json"]);
    let above = desk.folder.path().parent().unwrap();
    assert_eq!(std::fs::read(above.join(&aside[0].name).join("vault-copy.json")).unwrap(), forged);
    assert_eq!(std::fs::read(above.join(&aside[2].name).join("vault.json")).unwrap(), whole);
}

#[test]
fn what_is_no_file_under_a_key_files_name_is_told_and_keeps_nobody_waiting() {
    let desk = Desk::set_up();
    let pipe = |path: &std::path::Path| {
        let _ = std::fs::remove_file(path);
        assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
    };
    let whole = desk.header_bytes();
    pipe(&desk.folder.header_copy_path());
    desk.folder.settle_header_files(&desk.keyring, TODAY).unwrap();
    assert_eq!(std::fs::read(desk.folder.header_copy_path()).unwrap(), whole, "the pipe is set aside");
    pipe(&desk.folder.header_path());
    assert_eq!(code(desk.folder.settle_header_files(&desk.keyring, TODAY)), "folder-unusable");
    std::fs::remove_file(desk.folder.header_path()).unwrap();
    std::os::unix::fs::symlink("/nowhere/vault.json", desk.folder.header_path()).unwrap();
    assert_eq!(code(desk.folder.settle_header_files(&desk.keyring, TODAY)), "folder-unusable");
    assert!(desk.folder.header_path().is_symlink(), "the link to a disk that is not there stays");
    pipe(&desk.folder.path().join("attempts.json"));
    assert!(matches!(desk.folder.attempts(), crate::AttemptsSeen::Damaged));
    pipe(&desk.folder.path().join("clinic-name"));
    assert_eq!(desk.folder.read_small("clinic-name"), None);
    pipe(&desk.folder.path().join("set-up-unfinished"));
    assert!(crate::set_up_marker::read(&desk.folder).is_err());
}
