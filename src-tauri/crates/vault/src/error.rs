//! What can go wrong with the vault, each with a stable code for the screen and a sentence for the desk.

/// Why the vault did not do what was asked. No variant carries a secret.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VaultError {
    /// The vault folder is on a file system of another machine; `kind` is its name, as "nfs".
    #[error(
        "The records folder is on a network or shared drive ({kind}). Records are only safe on this computer's own disk: move the folder to a local disk and start again."
    )]
    NetworkShare {
        /// The file system's name.
        kind: String,
    },
    /// Another process holds the folder's lock.
    #[error("Front desk is already open on these records. Use the window that is open, or close it first.")]
    AlreadyOpen,
    /// There is no folder: no clinic was set up, or it is somewhere else.
    #[error("There is no records folder on this computer. Set up a clinic, or bring a copy of one here.")]
    FolderMissing,
    /// The folder is a link to a place that is not there.
    #[error(
        "The records folder is a link to a disk or folder that is not there. Nothing was made or changed. Connect that disk, then try again."
    )]
    FolderLinkBroken,
    /// The folder, or the disk it is on, takes no writing from this account.
    #[error(
        "This account cannot write in the records folder: {what}. Nothing was changed. The disk is read-only, or the folder belongs to another account of this computer."
    )]
    FolderReadOnly {
        /// What could not be done.
        what: &'static str,
    },
    /// The folder, or a file in it, cannot be read or written.
    #[error(
        "The records folder cannot be used: {what} ({reason}). Nothing was changed. Check that this account owns the folder and that the disk is working."
    )]
    FolderUnusable {
        /// What was being done.
        what: &'static str,
        /// The operating system's reason.
        reason: String,
    },
    /// The disk has no room for the header.
    #[error("The disk is full, so nothing was changed. Free some space and try again.")]
    DiskFull,
    /// Records, and neither key file.
    #[error(
        "There are records in this folder, and their key file (vault.json) is missing. Nothing was changed. Put vault.json back, or bring a copy of the clinic."
    )]
    KeyFileMissing,
    /// A set-up that did not finish is still there.
    #[error(
        "A set-up that did not finish is still in the records folder. Nothing was changed. Close Front desk, start it again, then set up once more."
    )]
    SetUpNotTakenBack,
    /// A copy is brought where a clinic can be opened.
    #[error(
        "There is a clinic on this computer already, so no copy was brought and nothing was changed. Unlock that clinic."
    )]
    CopyNotNeeded,
    /// No clinic in the folder chosen.
    #[error(
        "There is no clinic in that folder, and nothing was changed. Choose the folder named clinic: it holds clinic.db and vault.json."
    )]
    CopyEmpty,
    /// A part of the clinic is missing from the folder chosen.
    #[error(
        "That copy is not whole: {missing} is missing from it. Nothing was changed. Choose another copy, or add the missing file to this one."
    )]
    CopyIncomplete {
        /// The file's name.
        missing: &'static str,
    },
    /// A file of the folder chosen is not what was written.
    #[error("That copy is damaged: {what} is not as it was written. Nothing was changed. Choose another copy.")]
    CopyDamaged {
        /// The file's name.
        what: &'static str,
    },
    /// The folder chosen is the records folder itself.
    #[error(
        "That is the records folder of this computer, not a copy of it. Nothing was changed. Choose the folder your copy is in."
    )]
    CopyIsHere,
    /// The clinic in the folder chosen is open.
    #[error(
        "That clinic is open in Front desk, and changed while it was copied. Nothing was changed here. Close Front desk there, then try again."
    )]
    CopyOpen,
    /// No header where one is needed.
    #[error(
        "There is no key file (vault.json) in the records folder. Put it back from a copy of the folder. Set up no new clinic."
    )]
    HeaderMissing,
    /// A vault is already set up in this folder.
    #[error(
        "A clinic is already set up in this folder, and nothing was changed. Unlock it, or choose an empty folder."
    )]
    HeaderPresent,
    /// The two files of the header belong to two clinics.
    #[error(
        "The two key files in the records folder (vault.json and vault-copy.json) belong to two different clinics, and nothing was changed. Keep the one that came with these records and move the other away."
    )]
    HeadersDiffer,
    /// The header is older than what the database or the keyring has seen.
    #[error(
        "The key file (vault.json) is older than {who}: it stands at change {found} of the keys, and change {known} was made already. It may bring back passphrases that were replaced, so no passphrase opens it. Put the newest key file back, or use the recovery code."
    )]
    HeaderOlder {
        /// The generation of the header.
        found: u64,
        /// The highest generation seen.
        known: u64,
        /// Who has seen it, as "the records" or "this computer's keyring".
        who: &'static str,
    },
    /// The header is not what was written.
    #[error(
        "The key file (vault.json) and its copy (vault-copy.json) are damaged and cannot be read. Restore both from the latest backup."
    )]
    HeaderUnreadable,
    /// The header is of a format that this version does not know.
    #[error(
        "The key file was made by another version of Front desk (format {found}). Install the latest version and start again."
    )]
    HeaderFormatUnknown {
        /// The format number found.
        found: u64,
    },
    /// A slot's key derivation is cheaper than the floor.
    #[error(
        "The key file asks for weaker protection than is allowed, which may mean that it was tampered with. Restore it from the latest backup."
    )]
    KdfBelowFloor,
    /// A slot's key derivation costs more than any computer should be asked for.
    #[error(
        "The key file asks for more work than this computer should do, which may mean that it was tampered with. Restore it from the latest backup."
    )]
    KdfAboveCeiling,
    /// The header's seal does not fit its contents.
    #[error(
        "The key file (vault.json) does not fit this computer's key, or was changed outside Front desk. Restore it from the latest backup, or use the recovery code."
    )]
    HeaderAltered,
    /// The operating system offers no keyring.
    #[error(
        "This computer's keyring is not running ({reason}), and records are never opened without it. Start the keyring, or log out and in again, then start Front desk again."
    )]
    KeyringAbsent {
        /// The operating system's reason.
        reason: String,
    },
    /// The keyring is there but locked, or has no collection yet: the two cannot be told apart.
    #[error(
        "This computer's keyring is locked, or has not been set up yet. Unlock it with the password of this computer account, or set it up in the Passwords and Keys program, then try again."
    )]
    KeyringLocked,
    /// The keyring has not answered in time: it hangs, or waits for somebody to type its password.
    #[error(
        "This computer's keyring has not answered. If the computer asks for the keyring's password, type it there, then try again."
    )]
    KeyringSilent,
    /// The keyring did not do as asked for another reason.
    #[error(
        "This computer's keyring did not answer as it should ({reason}). Log out and in again, then start Front desk again."
    )]
    KeyringFailed {
        /// The kind of failure, without data.
        reason: String,
    },
    /// The header is here, and the keyring has no entry for it.
    #[error(
        "This computer's key for these records is not in its keyring. Choose \"I cannot unlock\" and use the printed recovery code."
    )]
    DeviceSecretMissing,
    /// An entry is there already; it is never overwritten.
    #[error(
        "This computer's keyring already holds a key for these records, and it was left as it was. Unlock as usual."
    )]
    DeviceSecretPresent,
    /// The keyring's entry is another secret than the recovery code brings.
    #[error(
        "This computer's keyring holds a different key for these records, and it was left as it was. Remove the entry {entry} in the keyring program, then use the recovery code again."
    )]
    DeviceSecretDiffers {
        /// The user name of the keyring entry: the vault id, and the line where it is not the first.
        entry: String,
    },
    /// The passphrase does not open the slot, or there is no such slot.
    #[error("That is not the passphrase for this name. Check Caps Lock and the name, then type it again.")]
    WrongPassphrase,
    /// The recovery code fails its own check characters. The group counts from 1.
    #[error("{}", mistyped_sentence(.group))]
    RecoveryCodeMistyped {
        /// The group to look at first, when it can be told.
        group: Option<u8>,
    },
    /// The recovery code is well formed but opens nothing here.
    #[error(
        "That recovery code does not open these records. The sheet needed is {sheet}. Another sheet opens only copies of its own time."
    )]
    RecoveryCodeWrong {
        /// The numbers of the sheets that open this header, as "RC-01 or RC-02".
        sheet: String,
    },
    /// The passphrase is shorter than the rule for the role.
    #[error("The passphrase needs {needed} characters or more, and this has {found}. Add another word.")]
    PassphraseTooShort {
        /// Characters needed, after NFKC.
        needed: usize,
        /// Characters found, after NFKC.
        found: usize,
    },
    /// The passphrase is longer than can be taken.
    #[error("The passphrase can have up to {limit} characters. Use fewer words.")]
    PassphraseTooLong {
        /// Characters allowed, after NFKC.
        limit: usize,
    },
    /// The passphrase has a character that no keyboard types twice the same, as a line break.
    #[error("The passphrase contains a line break or another character that cannot be seen. Type it again without it.")]
    PassphraseUnseenCharacter,
    /// The passphrase is among the first that would be guessed.
    #[error(
        "This passphrase would be guessed early: {why}. Use three or four words that have nothing to do with each other, or take the one offered."
    )]
    PassphraseCommon {
        /// What makes it easy to guess.
        why: &'static str,
    },
    /// A change names a slot that is not there.
    #[error("That person is no longer on the list. Go back and choose again.")]
    SlotUnknown,
    /// A slot of this id is there already.
    #[error("That person has a key already, so nothing was changed. Give them a new passphrase instead.")]
    SlotPresent,
    /// A recovery sheet of that number does not open this header.
    #[error("That recovery sheet is not one of those that open these records. Make a new sheet in Settings, Safety.")]
    SheetUnknown,
    /// The last member of staff cannot be removed.
    #[error("The last person who can unlock cannot be removed. Add somebody else first.")]
    LastPerson,
    /// A change of key began and is not finished.
    #[error(
        "A change of the records' key has begun and is not finished. Lock and unlock once so that it can finish, then try again."
    )]
    RotationPending,
    /// There is no change of key to finish.
    #[error("No change of the records' key is under way, so nothing was changed.")]
    NoRotation,
    /// The data key in hand is not one of this header's.
    #[error("The records' key has changed since they were unlocked. Lock and unlock again.")]
    DataKeyDiffers,
    /// The operating system gave no random bytes.
    #[error("This computer could not produce random numbers, so no key was made. Restart the computer and try again.")]
    NoRandomness,
}

impl VaultError {
    /// The stable code for the screen, in kebab case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NetworkShare { .. } => "network-share",
            Self::AlreadyOpen => "already-open",
            Self::FolderMissing => "folder-missing",
            Self::FolderLinkBroken => "folder-link-broken",
            Self::FolderReadOnly { .. } => "folder-read-only",
            Self::FolderUnusable { .. } => "folder-unusable",
            Self::DiskFull => "disk-full",
            Self::KeyFileMissing => "key-file-missing",
            Self::SetUpNotTakenBack => "set-up-not-taken-back",
            Self::CopyNotNeeded => "copy-not-needed",
            Self::CopyEmpty => "copy-empty",
            Self::CopyIncomplete { .. } => "copy-incomplete",
            Self::CopyDamaged { .. } => "copy-damaged",
            Self::CopyIsHere => "copy-is-here",
            Self::CopyOpen => "copy-open",
            Self::HeaderMissing => "header-missing",
            Self::HeaderPresent => "header-present",
            Self::HeadersDiffer => "headers-differ",
            Self::HeaderOlder { .. } => "header-older",
            Self::HeaderUnreadable => "header-unreadable",
            Self::HeaderFormatUnknown { .. } => "header-format-unknown",
            Self::KdfBelowFloor => "kdf-below-floor",
            Self::KdfAboveCeiling => "kdf-above-ceiling",
            Self::HeaderAltered => "header-altered",
            Self::KeyringAbsent { .. } => "keyring-absent",
            Self::KeyringLocked => "keyring-locked",
            Self::KeyringSilent => "keyring-silent",
            Self::KeyringFailed { .. } => "keyring-failed",
            Self::DeviceSecretMissing => "device-secret-missing",
            Self::DeviceSecretPresent => "device-secret-present",
            Self::DeviceSecretDiffers { .. } => "device-secret-differs",
            Self::WrongPassphrase => "wrong-passphrase",
            Self::RecoveryCodeMistyped { .. } => "recovery-code-mistyped",
            Self::RecoveryCodeWrong { .. } => "recovery-code-wrong",
            Self::PassphraseTooShort { .. } => "passphrase-too-short",
            Self::PassphraseTooLong { .. } => "passphrase-too-long",
            Self::PassphraseUnseenCharacter => "passphrase-unseen-character",
            Self::PassphraseCommon { .. } => "passphrase-common",
            Self::SlotUnknown => "slot-unknown",
            Self::SlotPresent => "slot-present",
            Self::SheetUnknown => "sheet-unknown",
            Self::LastPerson => "last-person",
            Self::RotationPending => "rotation-pending",
            Self::NoRotation => "no-rotation",
            Self::DataKeyDiffers => "data-key-differs",
            Self::NoRandomness => "no-randomness",
        }
    }

    /// From an input or output error while doing `what`: a full disk has its own variant.
    pub(crate) fn io(what: &'static str, error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskFull,
            std::io::ErrorKind::ReadOnlyFilesystem | std::io::ErrorKind::PermissionDenied => {
                Self::FolderReadOnly { what }
            }
            kind => Self::FolderUnusable { what, reason: kind.to_string() },
        }
    }
}

fn mistyped_sentence(group: &Option<u8>) -> String {
    match group {
        Some(group) => format!(
            "The recovery code has a typing slip, most likely in group {group}. Compare it with the paper and type it again."
        ),
        None => "The recovery code has a typing slip. It has 7 groups of 4 characters: compare each with the paper and type it again.".to_owned(),
    }
}
