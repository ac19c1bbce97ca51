//! The audit carries ids and codes only: nothing that somebody typed, and nothing that a window made up, is in any entry.
#![allow(clippy::print_stdout)] // the figures

use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::views::audit::AuditFilter;
use frontdesk_desk::views::check_in::TurnAwayForm;
use frontdesk_desk::views::paper::{PrintForm, Sides};
use frontdesk_desk::views::register::RegisterFilter;
use frontdesk_desk::{audit as book, check_in, copies, draft, paper_back, printing, register, request, testing};
use frontdesk_domain::patient::TypedDate;
use frontdesk_domain::role::Role;
use frontdesk_store::audit_entry::{self, Entry, NewEntry, Outcome};
use sqlx::AssertSqlSafe;

use crate::clinic::{Clinic, audit};
use crate::forms;
use crate::table::rows;

/// A word with the shape of an id, so that no check of shapes keeps it out.
const CANARY: &str = "Canaryquill";

/// Columns that hold what somebody typed. Those that hold codes, ids, days and numbers are not among them.
const TYPED: [&str; 24] = [
    "address",
    "best_interests",
    "contact_note",
    "detail",
    "document",
    "email",
    "given_names",
    "interpreter",
    "issuer",
    "latin_name",
    "name",
    "needs",
    "note",
    "phone",
    "postcode",
    "preferred_name",
    "reason",
    "requester_given_names",
    "requester_name",
    "requester_surname",
    "said",
    "speaker",
    "surname",
    "witness",
];

/// Every text that somebody typed and the records hold, of four letters or more.
async fn typed(desk: &OpenDesk) -> Vec<String> {
    let store = testing::store(desk);
    let mut read = store.read().await.unwrap();
    let columns: Vec<(String, String)> = sqlx::query_as(
        "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
         WHERE m.type = 'table' AND m.name NOT LIKE 'patient_name%' AND m.name NOT IN ('audit_entry', 'outside_act')",
    )
    .fetch_all(read.conn())
    .await
    .unwrap();
    let mut found = Vec::new();
    for (table, column) in columns.iter().filter(|(_, column)| TYPED.contains(&column.as_str())) {
        let query = format!("SELECT DISTINCT CAST({column} AS TEXT) FROM \"{table}\" WHERE {column} IS NOT NULL");
        let texts: Vec<String> = sqlx::query_scalar(AssertSqlSafe(query)).fetch_all(read.conn()).await.unwrap();
        // A code in a column of notes is a code all the same.
        found.extend(
            texts
                .into_iter()
                .filter(|text| text.len() > 3 && text.bytes().any(|b| !b"abcdefghijklmnopqrstuvwxyz-_/".contains(&b))),
        );
    }
    found.sort();
    found.dedup();
    found
}

fn telling(entries: &[Entry], words: &[String]) -> Vec<String> {
    let says = |entry: &Entry| {
        words.iter().find(|word| entry.detail.contains(word.as_str()) || entry.subject.contains(word.as_str())).cloned()
    };
    entries.iter().filter_map(|entry| Some(format!("{} says {}", entry.use_case, says(entry)?))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_somebody_typed_is_in_any_entry() {
    let clinic = Clinic::alone().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    for row in rows() {
        let given = (row.before)(&desk).await;
        let _ = (row.act)(&desk, given).await;
    }
    let words = typed(&desk).await;
    assert!(words.len() > 40, "{words:?}");
    let entries = audit(&desk).await;
    println!("{} texts typed, {} entries", words.len(), entries.len());
    assert_eq!(telling(&entries, &words), Vec::<String>::new());
    // The positive control: an entry that says one of them is found.
    let mut told = entries[0].clone();
    told.detail = format!("{{\"why\":\"{}\"}}", words[0]);
    assert_eq!(telling(&[told], &words).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_a_window_makes_up_is_in_any_entry() {
    let clinic = Clinic::alone().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    let it = || CANARY.to_string();
    // Every id that a command takes.
    for row in rows() {
        let _ = (row.act)(&desk, it()).await;
        let _ = (row.act)(&desk, format!("{CANARY} {CANARY}")).await;
        testing::handed_back(&desk);
    }
    // Every field that names something and is no id of a record.
    let narrowed = |treatment: String, staff_id: String| RegisterFilter {
        from: TypedDate::default(),
        until: TypedDate::default(),
        treatment,
        outcome: String::new(),
        staff_id,
    };
    let document = crate::table::document(&desk).await;
    let queue = PrintForm { document_id: document, queue: it(), copies: 1, sides: Sides::One, instead_of: Some(it()) };
    let entries = AuditFilter {
        from: String::new(),
        until: String::new(),
        staff_id: it(),
        use_case: it(),
        reference: it(),
        before: None,
    };
    let arrival = forms::walk_in(&desk).await;
    let away = |reason: &str| TurnAwayForm { arrival_id: arrival.clone(), reason: reason.into(), note: it() };
    for filter in [narrowed(it(), String::new()), narrowed(String::new(), it())] {
        let _ = register::see_register(&desk, filter.clone(), None).await;
        let _ = register::make_register(&desk, filter.clone()).await;
        let _ = register::make_register_file(&desk, filter).await;
    }
    let _ = printing::print_document(&desk, queue).await;
    let _ = printing::cancel_print(&desk, format!("{CANARY}-1")).await;
    let _ = book::see_audit(&desk, entries).await;
    let _ = copies::delete_scan(&desk, it()).await;
    let _ = copies::keep_copy(&desk, it(), forms::copy(), Some(it()), || async { None }).await;
    let _ = paper_back::scan_papers(&desk, Some(it()), || async { None }).await;
    let _ = paper_back::throw_page(&desk, forms::tray_page(&desk).await, it()).await;
    let _ = paper_back::close_paper(&desk, forms::blank_paper(&desk).await, it()).await;
    let _ = draft::save_draft(&desk, it(), it(), "{}".into()).await;
    let _ = request::link_adult(&desk, forms::request(&desk).await, it()).await;
    let _ = check_in::turn_away(&desk, away(CANARY)).await;
    check_in::turn_away(&desk, away("leaves")).await.unwrap();
    let found = telling(&audit(&desk).await, &[it()]);
    assert_eq!(found, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_database_itself_takes_no_entry_with_words_in_it() {
    let clinic = Clinic::alone().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    let store = testing::store(&desk);
    for (subject, detail, takes) in [
        ("1b4e28ba-2fa1-41d2-883f-0016d3cca427", r#"{"part":"form","rows":3,"of":[1,2],"day":"2026-11-24"}"#, true),
        ("Ada Quill", "{}", false),
        ("p", r#"{"why":"She asked for it"}"#, false),
        ("p", r#"{"why":["x",{"y":"ada@example.com"}]}"#, false),
        ("p", r#"{"ada quill":1}"#, false),
        ("p", r#""text""#, false),
        ("p", r#"{"weight":1.5}"#, false),
    ] {
        let mut write = store.write().await.unwrap();
        let entry = NewEntry {
            at: crate::clinic::NOW,
            actor: "desk",
            role: None,
            use_case: "open-patient",
            outcome: Outcome::Done,
            subject_kind: "patient",
            subject,
            detail,
        };
        assert_eq!(audit_entry::append(write.conn(), &entry).await.is_ok(), takes, "{subject} {detail}");
    }
}
