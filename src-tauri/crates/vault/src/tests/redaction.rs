//! What is printed for debugging tells no secret.

use super::*;

#[test]
fn debug_output_of_every_type_contains_no_secret_and_no_name() {
    let desk = Desk::set_up();
    let unlocked = desk.unlock(desk.created.slot_id, PASSPHRASE).unwrap();
    let recovered = unlock_with_recovery(&desk.folder, &desk.created.recovery_code, &desk.keyring).unwrap();
    let reissued = add_sheet(&desk.folder, &desk.keyring, &desk.created.data_key).unwrap();
    let secret = desk.keyring.get(desk.vault(), 1).unwrap();
    let labels = people(&desk.folder, &desk.keyring).unwrap();
    let manager = person("Test Manager", "manager");

    let output = format!(
        "{:?} {:#?} {:?} {:?} {:#?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        desk.created,
        unlocked,
        recovered,
        reissued,
        desk.created.header,
        secret,
        pass(PASSPHRASE),
        desk.created.recovery_code,
        desk.keyring,
        desk.folder,
        labels,
        manager,
    );

    let mut canaries = vec![PASSPHRASE.to_owned(), "Test Manager".to_owned()];
    for key in unlocked.data_keys.iter().chain(&recovered.data_keys) {
        canaries.push(key.with_hex(str::to_owned));
        canaries.push(format!("{:?}", key.bytes()));
    }
    canaries.push(data_encoding::HEXLOWER.encode(secret.bytes()));
    canaries.push(format!("{:?}", secret.bytes()));
    for code in [&desk.created.recovery_code, &reissued.recovery_code] {
        canaries.push(code.text().to_string());
        code.with_groups(|groups| canaries.extend(groups.iter().map(|group| format!("\"{group}\""))));
    }
    for canary in canaries {
        assert!(!output.contains(&canary), "a secret is printed: {canary}");
    }
    // The control: what is no secret is there.
    assert!(output.contains(&desk.vault().to_string()) && output.contains("redacted"));
}

#[test]
fn every_error_has_a_code_of_its_own_and_a_sentence_that_says_what_to_do() {
    let text = || "x".to_owned();
    let errors = [
        VaultError::NetworkShare { kind: text() },
        VaultError::AlreadyOpen,
        VaultError::FolderUnusable { what: "x", reason: text() },
        VaultError::DiskFull,
        VaultError::FolderMissing,
        VaultError::FolderLinkBroken,
        VaultError::FolderReadOnly { what: "x" },
        VaultError::KeyFileMissing,
        VaultError::SetUpNotTakenBack,
        VaultError::CopyNotNeeded,
        VaultError::CopyEmpty,
        VaultError::CopyIncomplete { missing: "x" },
        VaultError::CopyDamaged { what: "x" },
        VaultError::CopyIsHere,
        VaultError::CopyOpen,
        VaultError::HeaderMissing,
        VaultError::HeaderPresent,
        VaultError::HeadersDiffer,
        VaultError::HeaderOlder { found: 2, known: 3, who: "the records" },
        VaultError::HeaderUnreadable,
        VaultError::HeaderFormatUnknown { found: 2 },
        VaultError::KdfBelowFloor,
        VaultError::KdfAboveCeiling,
        VaultError::HeaderAltered,
        VaultError::KeyringAbsent { reason: text() },
        VaultError::KeyringLocked,
        VaultError::KeyringSilent,
        VaultError::KeyringFailed { reason: text() },
        VaultError::DeviceSecretMissing,
        VaultError::DeviceSecretPresent,
        VaultError::DeviceSecretDiffers { entry: text() },
        VaultError::WrongPassphrase,
        VaultError::RecoveryCodeMistyped { group: None },
        VaultError::RecoveryCodeWrong { sheet: text() },
        VaultError::PassphraseTooShort { needed: 12, found: 3 },
        VaultError::PassphraseTooLong { limit: 256 },
        VaultError::PassphraseUnseenCharacter,
        VaultError::PassphraseCommon { why: "x" },
        VaultError::SlotUnknown,
        VaultError::SlotPresent,
        VaultError::SheetUnknown,
        VaultError::LastPerson,
        VaultError::RotationPending,
        VaultError::NoRotation,
        VaultError::DataKeyDiffers,
        VaultError::NoRandomness,
    ];
    let codes: std::collections::HashSet<&str> = errors.iter().map(VaultError::code).collect();
    assert_eq!(codes.len(), errors.len());
    for error in errors {
        let (code, sentence) = (error.code(), error.to_string());
        assert!(code.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{code}");
        assert!(sentence.ends_with('.') && sentence.len() > 40, "{code}: {sentence}");
        for word in ["please", "invalid", "successfully", "Please", "Invalid"] {
            assert!(!sentence.contains(word), "{code}: {sentence}");
        }
    }
}
