//! What is erased is gone: from every table, the search index and the pages that nothing uses any more. And nothing else is.

use std::path::Path;

use aes::Aes256;
use aes::cipher::{BlockCipherDecrypt, KeyInit};
use frontdesk_desk::board::search;
use frontdesk_desk::check_in::record_consents;
use frontdesk_desk::copies::delete_copy;
use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::paper_back::{record_paper, throw_page};
use frontdesk_desk::patient::{edit_patient, open_patient, register_patient};
use frontdesk_desk::request::release_request;
use frontdesk_desk::{draft, testing};
use frontdesk_domain::clock::Right;
use frontdesk_domain::id::PatientId;
use frontdesk_domain::role::Role;
use frontdesk_store::{Conn, Store, erasure, patient};
use frontdesk_vault::DataKey;
use sqlx::AssertSqlSafe;

use crate::clinic::{Clinic, audit};
use crate::forms;

/// SQLCipher's page, and what it keeps at the end of each: the initialisation vector and the page's code, in bytes.
const PAGE: usize = 4096;
const AT_THE_END: usize = 80;
const SALT: usize = 16;

/// Every page of an encrypted file in plain, used or free (<https://www.zetetic.net/sqlcipher/design/>: AES-256 in CBC).
fn in_plain(path: &Path, key: &DataKey) -> Vec<u8> {
    let raw = key.with_hex(|hex| data_encoding::HEXLOWER.decode(hex.as_bytes()).unwrap());
    let cipher = Aes256::new_from_slice(&raw).unwrap();
    let mut plain = Vec::new();
    for (number, page) in std::fs::read(path).unwrap().chunks_exact(PAGE).enumerate() {
        let begins = if number == 0 { SALT } else { 0 };
        let (text, end) = page[begins..].split_at(PAGE - AT_THE_END - begins);
        let mut before: [u8; 16] = end[..16].try_into().unwrap();
        for block in text.chunks_exact(16) {
            let mut open = aes::Block::try_from(block).unwrap();
            cipher.decrypt_block(&mut open);
            plain.extend(open.iter().zip(before).map(|(byte, mask)| byte ^ mask));
            before = block.try_into().unwrap();
        }
    }
    plain
}

/// How often some bytes stand in others.
fn count(plain: &[u8], wanted: &[u8]) -> usize {
    plain.windows(wanted.len()).filter(|window| *window == wanted).count()
}

/// Any five letters in a row of a word that the search index may keep without its beginning.
fn pieces(plain: &[u8], word: &str) -> usize {
    word.as_bytes().windows(5).map(|piece| count(plain, piece)).sum()
}

/// The file as it is on the disk once the log is folded in.
async fn now(desk: &OpenDesk) -> Vec<u8> {
    let store = testing::store(desk);
    store.settle().await.unwrap();
    store.check().await.unwrap();
    in_plain(store.path(), &testing::key(desk))
}

async fn each(conn: &mut Conn, statements: &[&str], id: &str) {
    for statement in statements {
        sqlx::query(AssertSqlSafe((*statement).to_string())).bind(id).execute(&mut *conn).await.unwrap();
    }
}

/// Everything that is one person's, in the order the database takes it.
const ALL_OF_IT: [&str; 35] = [
    "DELETE FROM paper_page_chunk WHERE page_id IN (SELECT page_id FROM page_owner WHERE patient_id = ?1)",
    "DELETE FROM paper_page WHERE id IN (SELECT page_id FROM page_owner WHERE patient_id = ?1)",
    "DELETE FROM paper_page_filing WHERE (patient_id = ?1 OR paper_id IN (SELECT paper_id FROM paper_owner WHERE patient_id = ?1))",
    "DELETE FROM paper_page_filing WHERE ?1 <> '' AND kind = 'thrown' AND page_id NOT IN (SELECT id FROM paper_page)",
    "DELETE FROM consent_paper_answer WHERE paper_id IN (SELECT paper_id FROM paper_owner WHERE patient_id = ?1)",
    "DELETE FROM consent_paper_question WHERE paper_id IN (SELECT paper_id FROM paper_owner WHERE patient_id = ?1)",
    "DELETE FROM consent_paper_event WHERE kind <> 'assigned' AND paper_id IN (SELECT paper_id FROM paper_owner WHERE patient_id = ?1)",
    "DELETE FROM consent_paper WHERE id IN (SELECT paper_id FROM paper_owner WHERE patient_id = ?1)",
    "DELETE FROM consent_paper_event WHERE patient_id = ?1",
    "DELETE FROM signed_form_answer WHERE form_id IN (SELECT id FROM signed_form WHERE patient_id = ?1)",
    "DELETE FROM signed_form WHERE patient_id = ?1",
    "DELETE FROM consent_answer WHERE patient_id = ?1",
    "DELETE FROM age_check WHERE patient_id = ?1",
    "DELETE FROM clinician_decision WHERE patient_id = ?1",
    "DELETE FROM identity_check WHERE patient_id = ?1",
    "DELETE FROM refusal WHERE patient_id = ?1",
    "DELETE FROM request_adult WHERE request_id IN (SELECT id FROM rights_request WHERE patient_id = ?1)",
    "DELETE FROM request_outcome WHERE request_id IN (SELECT id FROM rights_request WHERE patient_id = ?1)",
    "DELETE FROM rights_request_event WHERE request_id IN (SELECT id FROM rights_request WHERE patient_id = ?1)",
    "DELETE FROM deletion_queue WHERE patient_id = ?1",
    "DELETE FROM release_block_answer WHERE block_id IN (SELECT id FROM release_block WHERE patient_id = ?1)",
    "DELETE FROM release_block WHERE patient_id = ?1",
    "DELETE FROM rights_request WHERE patient_id = ?1",
    "DELETE FROM parental_decision WHERE parental_id IN (SELECT id FROM parental_record WHERE patient_id = ?1)",
    "DELETE FROM parental_record WHERE patient_id = ?1",
    "DELETE FROM child_view WHERE patient_id = ?1",
    "DELETE FROM competence_assessment WHERE patient_id = ?1",
    "DELETE FROM child_found WHERE patient_id = ?1",
    "DELETE FROM document_copy_chunk WHERE copy_id IN (SELECT id FROM document_copy WHERE patient_id = ?1)",
    "DELETE FROM document_copy_deletion WHERE copy_id IN (SELECT id FROM document_copy WHERE patient_id = ?1)",
    "DELETE FROM document_copy WHERE patient_id = ?1",
    "DELETE FROM patient_revision WHERE patient_id = ?1",
    "DELETE FROM arrival WHERE patient_id = ?1",
    "DELETE FROM patient WHERE id = ?1",
    "DELETE FROM draft WHERE subject = ?1",
];

/// Erases one record, as the use case that is to come will.
pub async fn erase(desk: &OpenDesk, id: &str) {
    let (store, at) = (testing::store(desk), desk.clock().stamp());
    let mut act = store.write().await.unwrap();
    let erasure_id = format!("erasure-of-{id}");
    erasure::open(act.conn(), &erasure_id, &id.to_string().into(), &at).await.unwrap();
    each(act.conn(), &ALL_OF_IT, id).await;
    erasure::end(act.conn(), &erasure_id, &at).await.unwrap();
    act.commit().await.unwrap();
}

/// Names and a note that nothing else has. The names are all in capitals, which the folded words of the index are not.
const NAME: &str = "ZYQWARBLETHORPE";
const FORMER: &str = "VEXHUMDINGERLY";
const NOTE: &str = "Canarywhisperings";

/// Terms the index would have were it made from the names held now, and those it has.
async fn terms(store: &Store) -> [Vec<(String, i64)>; 2] {
    let mut act = store.write().await.unwrap();
    let all = "SELECT term, doc FROM terms ORDER BY term, doc";
    sqlx::query("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'patient_name', 'instance')")
        .execute(act.conn())
        .await
        .unwrap();
    let has: Vec<(String, i64)> = sqlx::query_as(all).fetch_all(act.conn()).await.unwrap();
    sqlx::query("INSERT INTO patient_name (patient_name) VALUES ('rebuild')").execute(act.conn()).await.unwrap();
    let should: Vec<(String, i64)> = sqlx::query_as(all).fetch_all(act.conn()).await.unwrap();
    [has, should]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_corrected_removed_or_erased_is_on_no_page_of_the_file() {
    let clinic = Clinic::new().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    // Many names before and after, so that those looked for stand in the middle of pages and of runs of the index.
    let store = testing::store(&desk);
    let by = desk.who().id;
    let model = forms::patient(&desk).await;
    let mut read = store.read().await.unwrap();
    let model = patient::get(read.conn(), &PatientId(model)).await.unwrap().unwrap();
    drop(read);
    let crowd = async |from: u32, to: u32| {
        let mut act = store.write().await.unwrap();
        for number in from..to {
            let mut other = model.clone();
            other.id = PatientId(format!("crowd-{number}"));
            other.reference = format!("KM-9{number:05}");
            let letters: String =
                number.to_string().bytes().map(|digit| char::from(b'a' + (digit - b'0') * 2)).collect();
            other.particulars.surname = format!("V{letters}ex");
            other.particulars.given_names = format!("Zyq{letters}");
            other.created_by = by.clone();
            patient::insert(act.conn(), &other).await.unwrap();
        }
        act.commit().await.unwrap();
    };
    crowd(0, 1500).await;

    // Corrected: the former name stands where what stood before is kept, and not in the index.
    let form =
        |surname: &str| frontdesk_domain::patient::PatientForm { surname: surname.into(), ..forms::somebody(1970) };
    let mut first = form(FORMER);
    first.needs = NOTE.into();
    let id = register_patient(&desk, first.clone(), Vec::new(), String::new()).await.unwrap().patient_id;
    crowd(1500, 3000).await;
    let folded = [FORMER.to_lowercase(), NAME.to_lowercase()];
    let plain = now(&desk).await;
    assert!(pieces(&plain, &folded[0]) > 0, "the search sees what is there");
    assert!(count(&plain, NOTE.as_bytes()) > 0);
    let mut second = first.clone();
    second.surname = NAME.into();
    edit_patient(&desk, id.clone(), 1, second.clone(), "A slip of the pen.".into(), String::new()).await.unwrap();
    let plain = now(&desk).await;
    assert_eq!(pieces(&plain, &folded[0]), 0, "the index keeps a name that was corrected");
    assert!(pieces(&plain, &folded[1]) > 0);
    assert_eq!(count(&plain, FORMER.as_bytes()), 1, "in patient_revision alone");
    assert!(search(&desk, FORMER.into()).await.unwrap().results.is_empty());
    assert_eq!(search(&desk, NAME.into()).await.unwrap().results.len(), 1);

    // Removed: a draft that was typed, a copy, a page.
    let typed = format!(r#"{{"note":"{NOTE}Typed"}}"#);
    draft::save_draft(&desk, "patient".into(), id.clone(), typed).await.unwrap();
    let kept = forms::kept(&desk).await;
    let page = forms::tray_page(&desk).await;
    let mut read = store.read().await.unwrap();
    let bytes = async |conn: &mut Conn, table: &str, of: &str, id: &str| -> Vec<u8> {
        let query = format!("SELECT bytes FROM {table} WHERE {of} = ?");
        sqlx::query_scalar(AssertSqlSafe(query)).bind(id).fetch_one(conn).await.unwrap()
    };
    let copied = bytes(read.conn(), "document_copy_chunk", "copy_id", &kept).await;
    let scanned = bytes(read.conn(), "paper_page_chunk", "page_id", &page).await;
    drop(read);
    let parts = |bytes: &[u8]| bytes[..bytes.len().min(48)].to_vec();
    let (copied, scanned) = (parts(&copied), parts(&scanned));
    let plain = now(&desk).await;
    let there = [count(&plain, &copied), count(&plain, &scanned)];
    assert!(there.iter().all(|found| *found > 0), "{there:?}");
    delete_copy(&desk, kept).await.unwrap();
    throw_page(&desk, page, "Not one of ours.".into()).await.unwrap();
    draft::save_draft(&desk, "patient".into(), id.clone(), "{}".into()).await.unwrap();
    let plain = now(&desk).await;
    assert_eq!(count(&plain, format!("{NOTE}Typed").as_bytes()), 0, "a draft that was typed over");
    assert!(count(&plain, &copied) < there[0] && count(&plain, &scanned) < there[1], "a picture that was removed");

    // Erased: records with everything a record can have.
    let about = forms::childs_request(&desk, Right::Access).await;
    release_request(&desk, forms::release(about.request_id)).await.unwrap();
    let signed = forms::signed_form(&desk).await;
    let on_paper = record_paper(&desk, forms::on_paper(forms::paper_to_record(&desk).await)).await.unwrap();
    let sheet = forms::sheet(&desk).await;
    let seen = record_consents(&desk, serde_json::from_str(&sheet).unwrap()).await.unwrap();
    let mut read = store.read().await.unwrap();
    let signed: String = sqlx::query_scalar("SELECT patient_id FROM signed_form WHERE id = ?")
        .bind(signed)
        .fetch_one(read.conn())
        .await
        .unwrap();
    let paper: String = sqlx::query_scalar(
        "SELECT patient_id FROM consent_paper_answer a JOIN consent_answer c ON c.id = a.answer_id LIMIT 1",
    )
    .fetch_one(read.conn())
    .await
    .unwrap();
    drop((read, on_paper));
    let gone = [id.clone(), about.child, signed, paper, seen.banner.patient_id];
    let entries = audit(&desk).await.len();
    for id in &gone {
        erase(&desk, id).await;
    }
    let plain = now(&desk).await;
    let left: Vec<(&str, usize)> = [NAME, FORMER, NOTE, &first.phone]
        .into_iter()
        .map(|word| (word, count(&plain, word.as_bytes())))
        .filter(|(_, found)| *found > 0)
        .collect();
    assert_eq!(left, [], "on some page of the file");
    for word in &folded {
        assert_eq!(pieces(&plain, word), 0, "{word} in the index");
    }
    // That there was such a record is in the audit and in the erasure; nowhere else.
    let mut read = store.read().await.unwrap();
    for id in &gone {
        for (table, column) in texts(read.conn()).await {
            let query = format!("SELECT count(*) FROM \"{table}\" WHERE instr(CAST(\"{column}\" AS TEXT), ?) > 0");
            let found: i64 = sqlx::query_scalar(AssertSqlSafe(query)).bind(id).fetch_one(read.conn()).await.unwrap();
            let may = ["audit_entry", "erasure", "erasure_end"].contains(&table.as_str());
            assert!(found == 0 || may, "{table}.{column} speaks of an erased record {found} times");
        }
    }
    drop(read);
    assert_eq!(audit(&desk).await.len(), entries, "no entry goes in an erasure");
    let [has, should] = terms(&store).await;
    assert!(has.len() > 5_000 && has == should, "the index has {} words and should have {}", has.len(), should.len());
    store.check().await.unwrap();
    assert!(open_patient(&desk, gone[0].clone()).await.is_err());
}

/// Every column of every table that is no part of the search index.
async fn texts(conn: &mut Conn) -> Vec<(String, String)> {
    sqlx::query_as(
        "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
         WHERE m.type = 'table' AND m.name NOT LIKE 'patient_name%' AND c.type <> 'BLOB'",
    )
    .fetch_all(conn)
    .await
    .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erasure_that_is_not_ended_or_leaves_the_record_keeps_nothing() {
    let clinic = Clinic::alone().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    let consented = forms::consented(&desk).await;
    let (store, at) = (testing::store(&desk), desk.clock().stamp());
    let held = async || {
        let mut read = store.read().await.unwrap();
        let rows = "SELECT (SELECT count(*) FROM consent_answer) + (SELECT count(*) FROM patient) + (SELECT count(*) FROM erasure)";
        sqlx::query_scalar::<_, i64>(rows).fetch_one(read.conn()).await.unwrap()
    };
    let before = held().await;
    let subject = PatientId(consented.clone());

    // Open at the commit.
    let mut act = store.write().await.unwrap();
    erasure::open(act.conn(), "open", &subject, &at).await.unwrap();
    each(act.conn(), &["DELETE FROM consent_answer WHERE patient_id = ?1"], &consented).await;
    assert_eq!(act.commit().await.unwrap_err().code(), "half-erased");
    assert_eq!(held().await, before);

    // Ended with the record still there.
    let mut act = store.write().await.unwrap();
    erasure::open(act.conn(), "early", &subject, &at).await.unwrap();
    assert_eq!(erasure::end(act.conn(), "early", &at).await.unwrap_err().code(), "half-erased");
    drop(act);

    // The record gone and rows of it left behind.
    let mut act = store.write().await.unwrap();
    erasure::open(act.conn(), "left", &subject, &at).await.unwrap();
    each(act.conn(), &["DELETE FROM patient WHERE id = ?1"], &consented).await;
    erasure::end(act.conn(), "left", &at).await.unwrap();
    assert_eq!(act.commit().await.unwrap_err().code(), "half-erased");
    assert_eq!(held().await, before);

    // Of nobody, and the desk goes on as before.
    let mut act = store.write().await.unwrap();
    assert!(erasure::open(act.conn(), "nobody", &"nobody".to_string().into(), &at).await.is_err());
    drop(act);
    forms::patient(&desk).await;
    assert_eq!(held().await, before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erasure_reaches_the_rows_of_its_own_record_and_no_others() {
    let clinic = Clinic::alone().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    let about = forms::childs_request(&desk, Right::Access).await;
    release_request(&desk, forms::release(about.request_id)).await.unwrap();
    forms::signed_form(&desk).await;
    record_paper(&desk, forms::on_paper(forms::paper_to_record(&desk).await)).await.unwrap();
    forms::kept(&desk).await;
    let other = forms::patient(&desk).await;
    let (store, at) = (testing::store(&desk), desk.clock().stamp());
    let mut read = store.read().await.unwrap();
    let guarded: Vec<String> =
        sqlx::query_scalar("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%BEFORE DELETE%' AND tbl_name <> 'counter'")
            .fetch_all(read.conn())
            .await
            .unwrap();
    drop(read);
    let (mut tried, mut rows) = (0, 0);
    for table in guarded {
        let mut act = store.write().await.unwrap();
        erasure::open(act.conn(), "of-another", &PatientId(other.clone()), &at).await.unwrap();
        let but = if table == "patient" { format!(" WHERE id <> '{other}'") } else { String::new() };
        let there: i64 = sqlx::query_scalar(AssertSqlSafe(format!("SELECT count(*) FROM {table}{but}")))
            .fetch_one(act.conn())
            .await
            .unwrap();
        let done = sqlx::query(AssertSqlSafe(format!("DELETE FROM {table}{but}"))).execute(act.conn()).await;
        assert!(there == 0 || done.is_err(), "{table}: rows of others went");
        (tried, rows) = (tried + 1, rows + there);
    }
    println!("{tried} tables with {rows} rows of others tried");
    assert!(tried > 30 && rows > 60, "{tried} {rows}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_was_given_never_comes_again() {
    let clinic = Clinic::alone().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    let store = testing::store(&desk);
    let last = async || {
        let mut read = store.read().await.unwrap();
        let row: (i64, String) = sqlx::query_as("SELECT seq, reference FROM patient ORDER BY rowid DESC LIMIT 1")
            .fetch_one(read.conn())
            .await
            .unwrap();
        row
    };
    forms::patient(&desk).await;
    let newest = forms::patient(&desk).await;
    let before = last().await;
    erase(&desk, &newest).await;
    forms::patient(&desk).await;
    let after = last().await;
    assert!(after.0 > before.0 && after.1 > before.1, "{before:?} {after:?}");
    for statement in [
        "UPDATE counter SET value = value - 1",
        "UPDATE counter SET value = value",
        "DELETE FROM counter",
        "INSERT OR REPLACE INTO counter (name, value) VALUES ('patient', 1)",
        "INSERT INTO counter (name, value) VALUES ('patient', 1) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    ] {
        let mut act = store.write().await.unwrap();
        let done = sqlx::query(AssertSqlSafe(statement.to_string())).execute(act.conn()).await;
        assert!(done.is_err(), "{statement}");
    }
    // No statement of the store takes the next number from the rows that happen to be there.
    let mut sources = Vec::new();
    for file in std::fs::read_dir(frontdesk_tests::root().join("src-tauri/crates/store/src")).unwrap().flatten() {
        let text = std::fs::read_to_string(file.path()).unwrap();
        let next = |line: &&str| line.contains("max(") && line.contains("+ 1") && !line.contains("//");
        sources.extend(text.lines().filter(next).map(|line| format!("{}: {}", file.path().display(), line.trim())));
    }
    assert_eq!(sources, Vec::<String>::new());
}
