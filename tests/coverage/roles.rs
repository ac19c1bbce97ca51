//! Use case by role, unlocked and locked, and what each leaves in the audit.

use frontdesk_desk::lock::LockReason;
use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::{testing, unlock};
use frontdesk_domain::role::{Role, Trace, UseCase};
use frontdesk_store::audit_entry::Entry;

use crate::clinic::{Clinic, audit};
use crate::table::{ENTRANCE, Row, TO_COME, rows};

#[test]
fn every_command_and_every_use_case_has_its_row() {
    let rows = rows();
    let mut told: Vec<&str> = rows.iter().map(|row| row.command).chain(ENTRANCE.map(|(command, _)| command)).collect();
    let mut asked = crate::surface::listed();
    told.sort_unstable();
    asked.sort_unstable();
    assert_eq!(told, asked);
    for case in UseCase::ALL {
        let rows = rows.iter().filter(|row| row.case == *case).count();
        assert_eq!(rows == 0, TO_COME.contains(case), "{}", case.code());
    }
}

/// What one act left behind.
async fn left(desk: &OpenDesk, before: usize) -> Vec<Entry> {
    audit(desk).await.split_off(before)
}

fn shape(entries: &[Entry]) -> Vec<(&str, &str)> {
    entries.iter().map(|entry| (entry.use_case.as_str(), entry.outcome.as_str())).collect()
}

async fn done(row: &Row, desk: &OpenDesk) {
    let given = (row.before)(desk).await;
    let before = audit(desk).await.len();
    let answer = (row.act)(desk, given).await;
    let entries = left(desk, before).await;
    let code = row.case.code();
    // What prints is at another program's mercy; all else must be done.
    let outside = matches!(row.case, UseCase::PrintDocument | UseCase::CancelPrint | UseCase::SeePrinters);
    assert!(outside || answer.is_ok(), "{}: {answer:?}", row.command);
    let refusals = ["not-allowed", "must-change-passphrase", "locked", "not-quiet"];
    assert!(
        answer.as_ref().err().is_none_or(|error| !refusals.contains(&error.code.as_str())),
        "{}: {answer:?}",
        row.command
    );
    match row.case.trace() {
        Trace::Entry => assert_eq!(shape(&entries), [(code, "done")], "{}", row.command),
        // Nobody answers a dialog here: it is closed again, which is on record as not done.
        Trace::IntentAndOutcome if row.case == UseCase::SaveDocument => {
            assert_eq!(shape(&entries), [(code, "failed")], "{}", row.command);
        }
        // No print system here: a queue that it does not know is refused before anything is intended.
        Trace::IntentAndOutcome if outside && answer.is_err() => assert!(entries.is_empty(), "{}", row.command),
        Trace::IntentAndOutcome => {
            let outcome = if answer.is_ok() { "done" } else { "failed" };
            assert_eq!(shape(&entries), [(code, "intended"), (code, outcome)], "{}", row.command);
            assert!(entries[1].detail.contains(&format!("\"of\":{}", entries[0].seq)), "{}", row.command);
            assert_eq!(testing::acts_left(desk).await.unwrap(), 0, "{}", row.command);
        }
        Trace::Quiet(reason) => {
            assert!(!reason.is_empty());
            assert!(entries.is_empty(), "{} is quiet and left {:?}", row.command, shape(&entries));
        }
    }
    let who = desk.who();
    assert!(
        entries.iter().all(|entry| entry.actor == who.id.as_str() && entry.role == who.role.code()),
        "{}",
        row.command
    );
}

async fn refused(row: &Row, desk: &OpenDesk, given: String, with: &str) {
    let before = audit(desk).await.len();
    let answer = (row.act)(desk, given).await;
    assert_eq!(answer.unwrap_err().code, with, "{}", row.command);
    let entries = left(desk, before).await;
    assert_eq!(shape(&entries), [(row.case.code(), "refused")], "{}", row.command);
    assert!(entries[0].detail.contains(with), "{}", row.command);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_role_does_what_it_may_with_the_entry_it_owes_and_is_refused_the_rest_with_one_entry() {
    let clinic = Clinic::new().await;
    for role in [Role::Reception, Role::Clinician, Role::PracticeManager] {
        let desk = clinic.unlock(role).await;
        for row in rows() {
            if row.case.allows(role) {
                done(&row, &desk).await;
            } else {
                refused(&row, &desk, "nobody".into(), "not-allowed").await;
            }
        }
        unlock::lock(&desk, LockReason::ByHand).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn until_the_first_passphrase_is_changed_nothing_else_is_allowed() {
    let clinic = Clinic::alone().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    let (mut prepared, mut allowed) = (Vec::new(), 0);
    for row in rows() {
        let given = (row.before)(&desk).await;
        prepared.push((row, given));
    }
    testing::must_change(&desk);
    prepared.sort_by_key(|(row, _)| row.case == UseCase::ChangePassphrase);
    for (row, given) in prepared {
        if row.case == UseCase::ChangePassphrase {
            (row.act)(&desk, given).await.unwrap();
            allowed += 1;
        } else {
            refused(&row, &desk, given, "must-change-passphrase").await;
        }
    }
    assert_eq!((allowed, desk.who().must_change), (1, false));
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_lock_every_answer_is_locked_and_nothing_is_written() {
    let clinic = Clinic::alone().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    let mut prepared = Vec::new();
    for row in rows() {
        let given = (row.before)(&desk).await;
        prepared.push((row, given));
    }
    let before = audit(&desk).await.len();
    unlock::lock(&desk, LockReason::ByHand).await;
    for (row, given) in prepared {
        let answer = (row.act)(&desk, given).await;
        assert_eq!(answer.unwrap_err().code, "locked", "{}", row.command);
    }
    let desk = clinic.unlock(Role::PracticeManager).await;
    assert_eq!(shape(&left(&desk, before).await), [("lock", "done"), ("unlock", "done")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_patients_hands_the_desk_does_nothing_but_what_is_theirs() {
    let clinic = Clinic::alone().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    let (mut prepared, mut theirs) = (Vec::new(), 0);
    for row in rows() {
        let given = (row.before)(&desk).await;
        prepared.push((row, given));
    }
    let arrival = crate::forms::ready_to_sign(&desk).await;
    for (row, given) in prepared {
        testing::handed(&desk, &arrival);
        if row.case.while_handed_over() {
            theirs += 1;
        } else {
            refused(&row, &desk, given, "handed-over").await;
        }
    }
    assert_eq!(theirs, 4);
    unlock::lock(&desk, LockReason::ByHand).await;
    assert!(!desk.is_handed_over(), "a lock takes it back");
}
