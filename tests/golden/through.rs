//! The kept folder, opened by the program of today.

use std::collections::BTreeSet;

use frontdesk_desk::audit::verify_audit;
use frontdesk_desk::board::search;
use frontdesk_desk::draft::load_draft;
use frontdesk_desk::lock::LockReason;
use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::secret::Secret;
use frontdesk_desk::signing::verify_fingerprint;
use frontdesk_desk::{recovery, testing, unlock};
use frontdesk_domain::role::Role;
use frontdesk_vault::testing::MemoryKeyring;
use sqlx::sqlite::SqliteConnection;
use sqlx::{AssertSqlSafe, Connection, Row};

use crate::clinic::house;
use crate::kept::{Copy, alone};
use crate::rows;

/// Each folder that is kept, by the number of the last step its database went through.
const VERSIONS: [&str; 1] = ["0010"];

/// What a later change does to a table of old, and why. Whatever is not told here must be as it was.
enum Changed {
    /// Rows are added as the folder is opened.
    Grows,
    /// These columns are no longer there, or hold something else now.
    Columns(&'static [&'static str]),
    /// It is gone, or SQLite keeps it for itself: something else is asked instead.
    Whole,
}

/// By table, with the reason.
const CHANGED: [(&str, Changed, &str); 10] = [
    ("_sqlx_migrations", Changed::Grows, "each later change notes itself"),
    ("audit_entry", Changed::Grows, "the unlock is entered"),
    ("counter", Changed::Grows, "the running numbers of rows, of versions and of printers stand there too"),
    ("erasure", Changed::Columns(&["closed_at"]), "its end is a row of its own, which the commit asks for"),
    ("setting", Changed::Grows, "what a later version keeps beside"),
    ("patient_name", Changed::Whole, "the search index: searching is asked instead"),
    ("patient_name_config", Changed::Whole, "inside the search index"),
    ("patient_name_data", Changed::Whole, "inside the search index"),
    ("patient_name_docsize", Changed::Whole, "inside the search index"),
    ("patient_name_idx", Changed::Whole, "inside the search index"),
];

fn manager() -> &'static str {
    testing::name(Role::PracticeManager)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_table_of_a_kept_folder_has_rows_and_they_are_the_rows_on_its_list() {
    for version in VERSIONS {
        let copy = Copy::of(version);
        let mut conn = copy.as_kept().await;
        let held = rows::held(&mut conn).await;
        let empty: Vec<_> = held.iter().filter(|(_, held)| held.rows == 0).map(|(table, _)| table).collect();
        assert!(empty.is_empty(), "{version}: no row in {empty:?}");
        assert_eq!(held, copy.rows, "{version}: the file and its list are of different days");
        let step: i64 =
            sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations").fetch_one(&mut conn).await.unwrap();
        assert_eq!(format!("{step:04}"), version);
        conn.close().await.unwrap();
    }
}

/// What is not as it was, value by value, in the columns the tables had. Nothing, when every row came through.
async fn lost(copy: &Copy, desk: &OpenDesk) -> Vec<String> {
    let before = Copy::of(copy.version);
    let mut kept = before.as_kept().await;
    let store = testing::store(desk);
    let mut read = store.read().await.unwrap();
    let now = rows::held(read.conn()).await;
    let mut lost = Vec::new();
    for (table, held) in &copy.rows {
        let change = CHANGED.iter().find(|(name, ..)| name == table).map(|(_, change, _)| change);
        let but: &[&str] = match change {
            Some(Changed::Whole) => continue,
            Some(Changed::Columns(but)) => but,
            _ => &[],
        };
        let columns: Vec<String> =
            held.columns.iter().filter(|column| !but.contains(&column.as_str())).cloned().collect();
        let there = now.get(table).map(|now| now.columns.as_slice()).unwrap_or_default();
        let gone: Vec<_> = columns.iter().filter(|column| !there.contains(column)).collect();
        if !gone.is_empty() {
            lost.push(format!("{table}: no {gone:?} any more, and nothing says why"));
            continue;
        }
        let old = rows::texts(&mut kept, table, &columns).await;
        let new = rows::texts(read.conn(), table, &columns).await;
        let still: BTreeSet<&String> = new.iter().collect();
        let missing = old.iter().filter(|row| !still.contains(row)).count();
        if missing > 0 {
            lost.push(format!("{table}: {missing} of {} rows are lost or changed", old.len()));
        } else if !matches!(change, Some(Changed::Grows)) && rows::digest(&new) != rows::digest(&old) {
            lost.push(format!("{table}: {} rows where there were {}", new.len(), old.len()));
        }
    }
    drop(read);
    kept.close().await.unwrap();
    lost
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_lost_added_or_changed_on_the_way_is_told_by_its_table() {
    for version in VERSIONS {
        let copy = Copy::of(version);
        let house = copy.house();
        let desk = copy.unlock(&house, manager()).await;
        let store = testing::store(&desk);
        let mut act = store.write().await.unwrap();
        for statement in [
            "DELETE FROM draft",
            "UPDATE patient SET phone = phone || ' ' WHERE seq = 3",
            "INSERT INTO suppression_key (id, key, at) VALUES ('another', zeroblob(32), '2026-11-24')",
        ] {
            sqlx::query(AssertSqlSafe(statement)).execute(act.conn()).await.unwrap();
        }
        act.commit().await.unwrap();
        let told = lost(&copy, &desk).await;
        let tables: Vec<&str> = told.iter().filter_map(|line| line.split(':').next()).collect();
        assert_eq!(tables, ["draft", "patient", "suppression_key"], "{told:?}");
        unlock::lock(&desk, LockReason::ByHand).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_folder_comes_through_every_later_change_with_every_row_it_had() {
    for version in VERSIONS {
        let copy = Copy::of(version);
        let house = copy.house();
        let desk = copy.unlock(&house, manager()).await;
        let store = testing::store(&desk);
        store.check().await.unwrap();
        let mut read = store.read().await.unwrap();
        let loose = sqlx::query("PRAGMA foreign_key_check").fetch_all(read.conn()).await.unwrap();
        assert!(loose.is_empty(), "{version}: {} rows point nowhere", loose.len());
        let broken: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check").fetch_all(read.conn()).await.unwrap();
        assert_eq!(broken, ["ok"], "{version}");
        drop(read);
        assert_eq!(lost(&copy, &desk).await, Vec::<String>::new(), "{version}");
        unlock::lock(&desk, LockReason::ByHand).await;
    }
}

/// Who is found by each word of an index, and by how it begins.
async fn found_by(conn: &mut SqliteConnection, words: &[String]) -> Vec<Vec<i64>> {
    let mut found = Vec::new();
    for word in words {
        let wanted = format!("\"{word}\" OR \"{}\"*", word.chars().take(3).collect::<String>());
        let query = "SELECT rowid FROM patient_name WHERE patient_name MATCH ? ORDER BY rowid";
        found.push(sqlx::query_scalar(query).bind(wanted).fetch_all(&mut *conn).await.unwrap());
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn the_search_index_made_anew_finds_by_every_word_whom_the_old_one_found() {
    for version in VERSIONS {
        let copy = Copy::of(version);
        let old = Copy::of(version);
        let mut kept = old.as_kept().await;
        sqlx::query("CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'patient_name', 'row')")
            .execute(&mut kept)
            .await
            .unwrap();
        let words: Vec<String> =
            sqlx::query_scalar("SELECT term FROM temp.words ORDER BY term").fetch_all(&mut kept).await.unwrap();
        let before = found_by(&mut kept, &words).await;
        kept.close().await.unwrap();
        let house = copy.house();
        let desk = copy.unlock(&house, manager()).await;
        let mut read = testing::store(&desk).read().await.unwrap();
        let after = found_by(read.conn(), &words).await;
        drop(read);
        assert!(words.len() > 200, "{}", words.len());
        assert_eq!(before, after, "{version}");
        unlock::lock(&desk, LockReason::ByHand).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_signed_entered_and_begun_in_a_kept_folder_still_holds() {
    for version in VERSIONS {
        let copy = Copy::of(version);
        let house = copy.house();
        let desk = copy.unlock(&house, manager()).await;
        let audit = verify_audit(&desk).await.unwrap();
        assert!(audit.whole && audit.anchored, "{version}: {}", audit.message);
        assert!(audit.entries as usize >= copy.rows["audit_entry"].rows, "{version}");

        let store = testing::store(&desk);
        let mut read = store.read().await.unwrap();
        let signed: Vec<String> =
            sqlx::query_scalar("SELECT content_sha256 FROM signed_form").fetch_all(read.conn()).await.unwrap();
        let patients = sqlx::query("SELECT id, surname, given_names FROM patient ORDER BY seq").fetch_all(read.conn());
        let patients = patients.await.unwrap();
        drop(read);
        assert_eq!(signed.len(), copy.rows["signed_form"].rows);
        for fingerprint in signed {
            let found = verify_fingerprint(&desk, fingerprint).await.unwrap();
            assert!(found.record.is_some_and(|record| record.whole), "{version}: a signed form is not whole");
        }
        assert_eq!(patients.len(), copy.rows["patient"].rows);
        for patient in patients {
            let (id, name): (String, String) =
                (patient.get(0), format!("{} {}", patient.get::<&str, _>(1), patient.get::<&str, _>(2)));
            let found = search(&desk, name.clone()).await.unwrap();
            assert!(found.more || found.results.iter().any(|row| row.patient_id == id), "{version}: {name}");
        }
        unlock::lock(&desk, LockReason::ByHand).await;

        // Each of them finds what they had begun.
        for name in copy.secrets.people.keys() {
            let desk = copy.unlock(&house, name).await;
            let begun = load_draft(&desk, "registration".into(), String::new()).await.unwrap();
            assert_eq!(begun.as_deref(), Some(r#"{"surname":"Begun"}"#), "{version}: {name}");
            unlock::lock(&desk, LockReason::ByHand).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_folder_on_a_new_computer_opens_with_its_sheet_and_then_for_everybody() {
    for version in VERSIONS {
        let copy = Copy::of(version);
        let house = house(copy.clinic(), std::sync::Arc::new(MemoryKeyring::new()));
        let recovered = recovery::open(&house, Secret::new(copy.secrets.recovery_code.clone())).await.unwrap();
        assert_eq!(recovered.view().sheet, copy.secrets.sheet, "{version}");
        assert!(recovered.view().new_computer);
        let slot = copy.secrets.people[manager()].clone();
        let fresh = Secret::new("violet anchor pebble monday");
        let desk = recovery::finish(&house, &recovered, slot, fresh.clone(), fresh).await.unwrap();
        testing::store(&desk).check().await.unwrap();
        unlock::lock(&desk, LockReason::ByHand).await;
        let desk = copy.unlock(&house, testing::name(Role::Reception)).await;
        unlock::lock(&desk, LockReason::ByHand).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_key_that_stopped_in_a_kept_folder_is_ended_at_the_first_unlock() {
    for version in VERSIONS {
        let copy = Copy::changing_key(version);
        let house = copy.house();
        let desk = copy.unlock(&house, manager()).await;
        testing::store(&desk).check().await.unwrap();
        assert_eq!(lost(&copy, &desk).await, Vec::<String>::new(), "{version}");
        let key = testing::key(&desk);
        unlock::lock(&desk, LockReason::ByHand).await;
        let mut conn = alone(&house.folder.database_path(), &key).await;
        let patients: i64 = sqlx::query_scalar("SELECT count(*) FROM patient").fetch_one(&mut conn).await.unwrap();
        assert_eq!(usize::try_from(patients).unwrap(), copy.rows["patient"].rows);
        conn.close().await.unwrap();
        for name in copy.secrets.people.keys() {
            let desk = copy.unlock(&house, name).await;
            unlock::lock(&desk, LockReason::ByHand).await;
        }
    }
}
