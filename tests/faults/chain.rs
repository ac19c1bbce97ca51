//! The audit's chain, and what may never be changed, against somebody who holds the key and a tool of their own.

use std::sync::Arc;

use frontdesk_desk::audit::verify_audit;
use frontdesk_desk::check_in::{decide_age, record_age, record_consents, turn_away};
use frontdesk_desk::copies::delete_copy;
use frontdesk_desk::lock::LockReason;
use frontdesk_desk::marketing::accept_restart;
use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::paper_back::record_paper;
use frontdesk_desk::parental::{answer_block, record_child_view};
use frontdesk_desk::patient::{edit_patient, open_patient};
use frontdesk_desk::request::{release_request, settle_request};
use frontdesk_desk::signing::verify_fingerprint;
use frontdesk_desk::views::check_in::TurnAwayForm;
use frontdesk_desk::views::request::ChildOutcome;
use frontdesk_desk::{testing, unlock};
use frontdesk_domain::clock::Right;
use frontdesk_domain::parental::Competence;
use frontdesk_domain::role::Role;
use frontdesk_store::audit_entry::{ORIGIN, walk};
use frontdesk_store::child_voice::{self, Assessment};
use frontdesk_store::{Store, signed_form};
use sqlx::AssertSqlSafe;

use crate::clinic::{Clinic, audit};
use crate::forms;

/// Carries out statements past every rule of the product, and keeps the outcome.
async fn past_the_rules(desk: &OpenDesk, statements: &[&str]) {
    let store = testing::store(desk);
    let mut act = store.write().await.unwrap();
    for statement in statements {
        sqlx::query(AssertSqlSafe((*statement).to_string())).execute(act.conn()).await.unwrap();
    }
    act.commit().await.unwrap();
}

const FREE: [&str; 2] = ["DROP TRIGGER audit_entry_is_never_changed", "DROP TRIGGER audit_entry_is_never_removed"];

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_changed_with_the_key_in_hand_is_found_and_named() {
    let clinic = Clinic::alone().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    for _ in 0..3 {
        forms::patient(&desk).await;
    }
    let before = verify_audit(&desk).await.unwrap();
    assert!(before.whole && before.anchored, "{}", before.message);
    past_the_rules(&desk, &[FREE[0], "UPDATE audit_entry SET actor = 'somebody-else' WHERE seq = 3"]).await;
    let found = verify_audit(&desk).await.unwrap();
    assert!(!found.whole);
    assert!(found.message.starts_with("Entry 3 "), "{}", found.message);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_column_of_an_entry_is_under_the_hash() {
    let clinic = Clinic::alone().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    forms::patient(&desk).await;
    past_the_rules(&desk, &FREE).await;
    let store = testing::store(&desk);
    let changes = [
        "at = at || ' '",
        "actor = actor || ' '",
        "role = 'reception'",
        "use_case = 'see-desk'",
        "outcome = 'refused'",
        "subject_kind = 'patients'",
        "subject = subject || ' '",
        "detail = '{\"code\":1}'",
        "previous = hash",
        "hash = previous",
        "seq = 90",
    ];
    for change in changes {
        let mut act = store.write().await.unwrap();
        assert_eq!(walk(act.conn(), ORIGIN).await.unwrap().broken_at, None, "whole before");
        // The last of the three, so that no later entry gives it away.
        let sql = format!("UPDATE OR REPLACE audit_entry SET {change} WHERE seq = 3");
        sqlx::query(AssertSqlSafe(sql)).execute(act.conn()).await.unwrap();
        assert!(walk(act.conn(), ORIGIN).await.unwrap().broken_at.is_some(), "{change} went unseen");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_cut_off_the_end_are_missed_by_the_head_kept_in_the_keyring() {
    let clinic = Clinic::alone().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    for _ in 0..3 {
        forms::patient(&desk).await;
    }
    unlock::lock(&desk, LockReason::ByHand).await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    past_the_rules(&desk, &[FREE[1], "DELETE FROM audit_entry WHERE seq > 3"]).await;
    let found = verify_audit(&desk).await.unwrap();
    assert!(found.whole && !found.anchored, "the rest fits together; only the kept head tells");
    assert!(found.message.contains("missing"), "{}", found.message);
}

/// What only a child's record has: the voice, a block and its answer, a release and a deletion that waits.
async fn child_once(desk: &OpenDesk) {
    let about = forms::childs_request(desk, Right::Access).await;
    record_child_view(desk, forms::agrees(about.adult_id)).await.unwrap();
    // The practice manager sits here, and only a clinician assesses: written past the use case.
    let store = testing::store(desk);
    let mut act = store.write().await.unwrap();
    let assessment = Assessment {
        id: "assessment".into(),
        patient_id: about.child.into(),
        answers: Vec::new(),
        outcome: Competence::NotCompetent,
        reasons: "Too young to say.".into(),
        at: "2026-11-24T10:00:00.000Z".into(),
        by: desk.who().id.0,
    };
    child_voice::insert_assessment(act.conn(), &assessment).await.unwrap();
    act.commit().await.unwrap();
    release_request(desk, forms::release(about.request_id)).await.unwrap();
    answer_block(desk, forms::lift(forms::block(desk).await)).await.unwrap();
    let deletion = forms::childs_request(desk, Right::Erasure).await;
    settle_request(desk, forms::settle(deletion.request_id, ChildOutcome::Queued)).await.unwrap();
}

/// One row at least in each table that only grows.
async fn everything_once(desk: &OpenDesk) {
    let patient = forms::patient(desk).await;
    edit_patient(desk, patient.clone(), 1, forms::somebody(1965), "told us".into(), String::new()).await.unwrap();
    let sheet = forms::sheet(desk).await;
    record_consents(desk, serde_json::from_str(&sheet).unwrap()).await.unwrap();
    record_age(desk, forms::identified(desk).await, None).await.unwrap();
    let arrival_id = forms::walk_in(desk).await;
    turn_away(desk, TurnAwayForm { arrival_id, reason: "leaves".into(), note: String::new() }).await.unwrap();
    child_once(desk).await;
    let request = forms::request(desk).await;
    let store = testing::store(desk);
    let mut act = store.write().await.unwrap();
    sqlx::query("INSERT INTO rights_request_event (id, request_id, kind, day, at, by) SELECT 'e-1', id, 'id-received', received_on, at, by FROM rights_request WHERE id = ?")
        .bind(request)
        .execute(act.conn())
        .await
        .unwrap();
    act.commit().await.unwrap();
    open_patient(desk, patient).await.unwrap();
    // One copy that is held, and one that is gone.
    forms::kept(desk).await;
    delete_copy(desk, forms::kept(desk).await).await.unwrap();
    forms::signed_form(desk).await;
    record_paper(desk, forms::on_paper(forms::paper_to_record(desk).await)).await.unwrap();
    accept_restart(desk, forms::accept(forms::asked(desk).await)).await.unwrap();
    crate::erased::erase(desk, &forms::patient(desk).await).await;
}

/// What the database answers to a statement, with nothing kept of it.
async fn tried(store: &Store, statement: &str) -> String {
    let mut act = store.write().await.unwrap();
    let refused = sqlx::query(AssertSqlSafe(statement.to_string())).execute(act.conn()).await;
    refused.err().map(|error| error.to_string()).unwrap_or_default()
}

/// The ways past a trigger that refuses UPDATE and DELETE: a row put in the place of another, by insert, by update and by
/// "or else change".
async fn ways_round(store: &Store, table: &str) -> [String; 3] {
    let mut read = store.read().await.unwrap();
    let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info(?) ORDER BY cid")
        .bind(table)
        .fetch_all(read.conn())
        .await
        .unwrap();
    let first = &columns[0];
    [
        format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table}"),
        format!("UPDATE OR REPLACE {table} SET {first} = (SELECT min({first}) FROM {table})"),
        format!(
            "INSERT INTO {table} SELECT * FROM {table} WHERE true ON CONFLICT DO UPDATE SET {first} = excluded.{first}"
        ),
    ]
}

/// The desk's own, one that reads, one after a change of key, and one on a copy of the file. Each tries every way round on
/// every table.
async fn every_kind_of_connection_refuses(desk: &OpenDesk, tables: &[&str]) {
    let (folder, key) = (tempfile::tempdir().unwrap(), testing::key(desk));
    let desk_store = testing::store(desk);
    desk_store.settle().await.unwrap();
    let [copied, changed] = ["copied.db", "changed.db"].map(|name| folder.path().join(name));
    for to in [&copied, &changed] {
        std::fs::copy(desk_store.path(), to).unwrap();
    }
    let other = frontdesk_vault::testing::data_key().unwrap();
    let kinds = [
        ("the desk's own", desk_store),
        ("a copy's", Arc::new(Store::open(&copied, &key).await.unwrap())),
        ("after a change of key", Arc::new(Store::rekey(&changed, &key, &other).await.unwrap())),
    ];
    let (mut tries, mut passed) = (0, Vec::new());
    for (kind, store) in &kinds {
        for table in tables {
            for statement in ways_round(store, table).await {
                tries += 1;
                let words = tried(store, &statement).await;
                if words.is_empty() {
                    passed.push(format!("{kind}: {statement}"));
                }
                let mut read = store.read().await.unwrap();
                let refused = sqlx::query(AssertSqlSafe(statement.clone())).execute(read.conn()).await;
                if refused.is_ok() {
                    passed.push(format!("{kind}, reading: {statement}"));
                }
            }
        }
    }
    println!("{tries} ways round tried, {} got through", passed.len());
    assert_eq!(passed, Vec::<String>::new());
}

#[test]
fn every_connection_the_product_opens_is_opened_in_one_place() {
    // SQLCipher's beginning is a database in memory, and the scratch file of the build holds nobody.
    let may = ["store/src/connection.rs", "store/src/sqlcipher.rs", "store/build.rs"];
    let (mut folders, mut found) = (vec![frontdesk_tests::root().join("src-tauri")], Vec::new());
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()) {
            let text = match path.extension().is_some_and(|ending| ending == "rs") {
                true => std::fs::read_to_string(&path).unwrap(),
                false => String::new(),
            };
            if path.is_dir() && !path.ends_with("target") {
                folders.push(path.clone());
            }
            if text.contains("SqliteConnectOptions::new") || text.contains("SqliteConnection::connect") {
                found.push(path.display().to_string());
            }
        }
    }
    assert_eq!(found.len(), may.len(), "{found:?}");
    assert!(found.iter().all(|path| may.iter().any(|of| path.ends_with(of))), "{found:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_is_never_overwritten_and_never_removed() {
    let clinic = Clinic::new().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    everything_once(&desk).await;
    let clinician = clinic.unlock(Role::Clinician).await;
    decide_age(&clinician, forms::seventeen(&desk).await, forms::go_ahead()).await.unwrap();
    unlock::lock(&clinician, LockReason::ByHand).await;
    let store = testing::store(&desk);
    let tables = [
        "clinic_version",
        "patient_revision",
        "identity_check",
        "age_check",
        "clinician_decision",
        "document_copy",
        "document_copy_deletion",
        "document_copy_chunk",
        "refusal",
        "consent_answer",
        "signed_form",
        "signed_form_answer",
        "consent_paper",
        "consent_paper_question",
        "consent_paper_event",
        "consent_paper_answer",
        "paper_page",
        "paper_page_filing",
        "paper_page_chunk",
        "suppression_key",
        "suppression",
        "parental_record",
        "parental_decision",
        "child_view",
        "competence_assessment",
        "release_block",
        "release_block_answer",
        "child_found",
        "request_adult",
        "request_outcome",
        "deletion_queue",
        "rights_request",
        "rights_request_event",
        "erasure",
        "erasure_end",
        "audit_entry",
    ];
    let entries = audit(&desk).await.len();
    for table in tables.into_iter().chain(["patient", "arrival"]) {
        let is_kept = ["patient", "arrival"].contains(&table);
        for statement in [format!("UPDATE {table} SET rowid = rowid"), format!("DELETE FROM {table}")] {
            if is_kept && statement.starts_with("UPDATE") {
                continue; // who somebody is may be corrected
            }
            let words = tried(&store, &statement).await;
            assert!(words.contains(&format!("append-only: {table}")), "{statement}: {words:?}");
        }
    }
    every_kind_of_connection_refuses(&desk, &tables).await;
    assert_eq!(audit(&desk).await.len(), entries);
    let mut read = store.read().await.unwrap();
    let held: Vec<String> = sqlx::query_scalar(
        "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_is_never_changed'",
    )
    .fetch_all(read.conn())
    .await
    .unwrap();
    assert_eq!(held.len(), tables.len(), "a table that only grows is missing from this list: {held:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_form_changed_with_the_key_in_hand_differs_from_its_own_fingerprint() {
    let clinic = Clinic::alone().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    let free = [
        "DROP TRIGGER signed_form_is_never_changed",
        "DROP TRIGGER consent_answer_is_never_changed",
        "DROP TRIGGER signed_form_answer_is_only_erased",
    ];
    past_the_rules(&desk, &free).await;
    for change in [
        "UPDATE signed_form SET signer = 'Somebody Else'",
        "UPDATE signed_form SET strokes = '[[[0,0],[9,9]]]'",
        "UPDATE consent_answer SET answer = 'refused' WHERE purpose = 'news-email'",
        "UPDATE consent_answer SET wording_text = wording_text || ' Or not.'",
        "UPDATE signed_form SET pdf = zeroblob(100)",
        "DELETE FROM signed_form_answer WHERE place = 0",
    ] {
        let form_id = forms::signed_form(&desk).await;
        let mut read = testing::store(&desk).read().await.unwrap();
        let printed = signed_form::get(read.conn(), &form_id).await.unwrap().unwrap().content_sha256;
        drop(read);
        let whole = async || verify_fingerprint(&desk, printed.clone()).await.unwrap().record.unwrap().whole;
        assert!(whole().await, "before {change}");
        past_the_rules(&desk, &[change]).await;
        assert!(!whole().await, "{change} went unseen");
    }
}
