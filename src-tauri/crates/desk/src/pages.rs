//! The full page for each trouble: what is so, what is safe, what to do, in the words of whoever stands before it.

use frontdesk_vault::folder_state::FolderState;

use crate::error::DeskError;
use crate::views::session::TroubleView;

/// A page in words; everything else of it is worked out.
struct Page {
    title: &'static str,
    message: &'static str,
    steps: &'static [&'static str],
    retry: bool,
}

const COPY_STEP: &str =
    "If you have a copy of the clinic on a disk: connect it, and choose “I have a copy of the clinic”.";
const NO_SET_UP: &str = "Do not set up a new clinic. Tell the practice manager.";
const CODE_STEP: &str = "Without a copy, ask for support and name the code below.";

/// The page of a state of the folder and the keyring.
pub(crate) fn of_state(state: FolderState) -> TroubleView {
    let Page { title, message, steps, retry } = page(state);
    TroubleView {
        code: state.code().to_string(),
        title: title.to_string(),
        message: message.to_string(),
        steps: steps.iter().map(ToString::to_string).collect(),
        recovery_helps: state == FolderState::DeviceSecretMissing,
        can_retry: retry,
        takes_copy: state.takes_a_copy(),
        folder: String::new(),
        set_aside: Vec::new(),
    }
}

fn page(state: FolderState) -> Page {
    match state {
        FolderState::Empty => Page {
            title: "There is no clinic on this computer",
            message: "No records folder was found here, so there is nothing to unlock.",
            steps: &["Press Try again, then set up the clinic or choose your copy of it."],
            retry: true,
        },
        FolderState::Whole => Page {
            title: "There is a clinic on this computer",
            message: "A clinic is set up here already. Nothing was changed.",
            steps: &["Press Try again, then unlock it."],
            retry: true,
        },
        FolderState::SetUpUnfinished => Page {
            title: "The last set-up did not finish",
            message: "It was cut short before it held any record, and what it left is still there.",
            steps: &["Press Try again. Front desk clears it away, and you can set up once more."],
            retry: true,
        },
        FolderState::DeviceSecretMissing => Page {
            title: "This computer's key is missing",
            message: "The records are here and locked. Their key is not in this computer's keyring: the computer is new, or its keyring was emptied.",
            steps: &[
                "Fetch the printed recovery sheet from its locked place.",
                "Choose “Use the recovery code” and type all 7 groups.",
                "If the keyring will be put back, press Try again afterwards.",
            ],
            retry: true,
        },
        FolderState::KeyFileMissing => Page {
            title: "The key file is missing",
            message: "The records are here and locked. The file that opens them, vault.json, is not in their folder. Front desk leaves the records as they are.",
            steps: &[
                NO_SET_UP,
                "If vault.json was moved or deleted: put it back into the records folder, then press Try again.",
                COPY_STEP,
                CODE_STEP,
            ],
            retry: true,
        },
        FolderState::KeyFileDamaged => Page {
            title: "The key file is damaged",
            message: "The file vault.json and its second copy cannot be read any more. The records are left as they are.",
            steps: &[
                NO_SET_UP,
                "If you have an undamaged vault.json of this clinic: put it into the records folder, then press Try again.",
                COPY_STEP,
                CODE_STEP,
            ],
            retry: true,
        },
        FolderState::KeyFileNewer => Page {
            title: "These records need a newer Front desk",
            message: "A newer version of Front desk wrote the key file. This one leaves it as it is.",
            steps: &["Install the newer version on this computer, then start it."],
            retry: true,
        },
        FolderState::KeyFileUnreadable => Page {
            title: "The key file cannot be read",
            message: "This computer does not give the file vault.json to Front desk. The disk may be failing, or the file belongs to another account. Nothing was changed.",
            steps: &[
                "Sign in to the account in which the clinic was set up, and start Front desk there.",
                "If that is this account: copy the records folder to another disk now, then have this disk looked at.",
                "Then press Try again.",
            ],
            retry: true,
        },
        FolderState::KeyFilesDiffer => Page {
            title: "The key files belong to two clinics",
            message: "The files vault.json and vault-copy.json in the records folder are of two different clinics, so Front desk opens neither. Nothing was changed.",
            steps: &[
                "If files were copied into the records folder: move the one of the other clinic out of it, then press Try again.",
                "If you do not know which one that is, ask for support and name the code below. Delete nothing.",
            ],
            retry: true,
        },
        FolderState::DatabaseMissing => Page {
            title: "The records file is missing",
            message: "The key file is here, and the records, clinic.db, are not in their folder. Front desk makes no empty ones in their place.",
            steps: &[
                NO_SET_UP,
                "If clinic.db was moved: put it back into the records folder, then press Try again.",
                COPY_STEP,
                CODE_STEP,
            ],
            retry: true,
        },
        FolderState::DatabaseEmpty | FolderState::DatabaseCut => Page {
            title: "The records file was cut short",
            message: "The file clinic.db has lost a part, or all, of what was in it. Copying it may have stopped halfway. Front desk leaves it as it is.",
            steps: &[
                NO_SET_UP,
                "If you were copying the records: copy them once more, then press Try again.",
                COPY_STEP,
                CODE_STEP,
            ],
            retry: true,
        },
        FolderState::DatabasePlain => Page {
            title: "The records file is not Front desk's",
            message: "The file clinic.db in the records folder is not encrypted, so another program made it. Front desk leaves it as it is.",
            steps: &[
                NO_SET_UP,
                "Put the clinic's own clinic.db into the records folder, then press Try again.",
                COPY_STEP,
                CODE_STEP,
            ],
            retry: true,
        },
        FolderState::DatabaseNoFile => Page {
            title: "The records file is a link or a folder",
            message: "Where the records file clinic.db should be there is a link to another place, or a folder. Records are only safe as a file of their own on this computer's disk. Nothing was changed.",
            steps: &[
                "Put the records file itself into the records folder, in place of the link.",
                "Then press Try again.",
            ],
            retry: true,
        },
        FolderState::DatabaseUnreadable => Page {
            title: "The records file cannot be read",
            message: "This computer does not give the file clinic.db to Front desk. The disk may be failing, or the file belongs to another account. Nothing was changed.",
            steps: &[
                "Sign in to the account in which the clinic was set up, and start Front desk there.",
                "If that is this account: copy the records folder to another disk now, then have this disk looked at.",
                "Then press Try again.",
            ],
            retry: true,
        },
        FolderState::KeyringLocked => Page {
            title: "This computer's keyring is locked",
            message: "The clinic's key is kept in this computer's keyring, and the keyring is locked or has not been set up yet.",
            steps: &[
                "Press Try again. When this computer asks, type the password of this computer account.",
                "If it asks for nothing: open Passwords and Keys, set up or unlock the keyring, then press Try again.",
            ],
            retry: true,
        },
        FolderState::KeyringSilent => Page {
            title: "This computer's keyring does not answer",
            message: "The clinic's key is kept in this computer's keyring, which was asked and has not answered. The records are not opened without it.",
            steps: &[
                "Look for a window of this computer that asks for a password. It may stand behind this one.",
                "Press Try again.",
                "If it stays so: log out of this computer and in again.",
            ],
            retry: true,
        },
        FolderState::KeyringAbsent => Page {
            title: "This computer's keyring is not running",
            message: "The clinic's key is kept in this computer's keyring, and none is running. The records are never opened without it.",
            steps: &[
                "Log out of this computer and in again, so that its keyring starts.",
                "Start Front desk again.",
                "On Linux the keyring is the Secret Service, for example GNOME Keyring.",
            ],
            retry: false,
        },
        FolderState::KeyringFailed => Page {
            title: "This computer's keyring did not answer as it should",
            message: "The clinic's key is kept in this computer's keyring, which gave an answer that Front desk cannot use. It may be the keyring of another desktop than the one the clinic was set up in.",
            steps: &[
                "Log out of this computer and in again, to the same desktop as always.",
                "Start Front desk again.",
                "If it stays so, fetch the recovery sheet and ask for support. Delete nothing in the keyring.",
            ],
            retry: true,
        },
    }
}

/// The page for a refusal, in its own sentence.
pub(crate) fn of_error(error: &DeskError) -> TroubleView {
    if let Some(state) = FolderState::ALL.into_iter().find(|state| state.code() == error.code) {
        return of_state(state);
    }
    let (title, steps, can_retry): (&str, &[&str], bool) = match error.code.as_str() {
        "starting" => ("Front desk is starting", &[], true),
        "already-open" => (
            "Front desk is already open",
            &["Go to the window that is open.", "If you cannot find it, restart this computer."],
            true,
        ),
        "network-share" => (
            "The records must be on this computer's own disk",
            &["Move the records folder to a disk of this computer.", "Start Front desk again."],
            true,
        ),
        "folder-link-broken" => (
            "The disk with the records is not connected",
            &[
                "Connect the disk that the records folder is on, and switch it on.",
                "Press Try again.",
                "Do not set up a new clinic: the records are on that disk.",
            ],
            true,
        ),
        "folder-read-only" => (
            "The records folder cannot be written",
            &[
                "Sign in to the account in which the clinic was set up, and start Front desk there.",
                "If that is this account: restart this computer, then start Front desk again.",
                "If it stays so, the disk may be failing: copy the records folder to another disk and ask for support.",
            ],
            true,
        ),
        "folder-unusable" => (
            "The records folder cannot be used",
            &[
                "Restart this computer, then start Front desk again.",
                "If it stays so, ask for support and name the code below. Delete nothing.",
            ],
            true,
        ),
        "database-newer" => {
            ("These records need a newer Front desk", &["Install the newer version on this computer."], false)
        }
        "disk-full" => ("The disk is full", &["Free some space on this computer.", "Press Try again."], true),
        "header-older" => (
            "An older key file is in place",
            &[
                "If somebody put an older vault.json back: put the newest one in its place, with vault-copy.json, then press Try again.",
                "Without a newer one: fetch the printed recovery sheet, choose “Use the recovery code” and type all 7 groups.",
                "After the recovery code everybody else needs a first passphrase from the practice manager.",
            ],
            true,
        ),
        "header-altered" => (
            "The key file was changed outside Front desk",
            &[
                "Tell the practice manager: somebody or something changed the file.",
                "Ask for support and name the code below. Delete nothing.",
            ],
            true,
        ),
        _ => (
            "Front desk cannot open its records",
            &["Press Try again.", "If it stays so, ask for support and name the code below. Delete nothing."],
            true,
        ),
    };
    TroubleView {
        code: error.code.clone(),
        title: title.to_string(),
        message: error.message.clone(),
        steps: steps.iter().map(ToString::to_string).collect(),
        recovery_helps: error.code == "header-older",
        can_retry,
        takes_copy: false,
        folder: String::new(),
        set_aside: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_state_has_a_page_with_what_is_so_and_what_to_do() {
        let mut titles = std::collections::HashSet::new();
        for state in FolderState::ALL {
            let page = of_state(state);
            assert_eq!(page.code, state.code());
            titles.insert(page.title.clone());
            assert!(page.message.ends_with('.') && page.message.len() > 30 && !page.steps.is_empty(), "{page:?}");
            assert!(page.steps.iter().all(|step| step.ends_with('.')), "{page:?}");
            let words = format!("{} {} {}", page.title, page.message, page.steps.join(" "));
            for word in ["please", "Please", "invalid", "sqlite", "Err("] {
                assert!(!words.contains(word), "{words}");
            }
            let offers = page.steps.iter().any(|step| step.contains("I have a copy"));
            assert_eq!(offers, page.takes_copy && state != FolderState::Empty, "{page:?}");
            if page.can_retry {
                assert!(words.contains("Try again") || words.contains("tart"), "{page:?}");
            }
            // The page of an error with the same code is the same page.
            assert_eq!(of_error(&DeskError::new(state.code(), "x")).title, page.title);
        }
        assert!(titles.len() >= FolderState::ALL.len() - 2, "{titles:?}");
    }
}
