//! Facts about the due diligence register: what it lists, how it is narrowed, and what leaves with it.

use crate::common::{Desk, amara, desk, form};
use crate::visit::{ALEX, again, alex, passport, walk_in};
use frontdesk_desk::check_in::{decide_age, record_age, record_identity, turn_away};
use frontdesk_desk::printing::{print_document, save_document};
use frontdesk_desk::register::{make_register, make_register_file, see_register};
use frontdesk_desk::testing;
use frontdesk_desk::views::check_in::{IdentityMethod, LikenessAnswer, TurnAwayForm};
use frontdesk_desk::views::paper::{PrintForm, Sides};
use frontdesk_desk::views::register::{RegisterFilter, RegisterPageView, RegisterRowView};
use frontdesk_domain::clinician::{ClinicianForm, GivenBy};
use frontdesk_domain::gate::ClinicianAnswer;
use frontdesk_domain::patient::{PatientForm, TypedDate};
use frontdesk_domain::register::Kind;
use frontdesk_domain::role::Role;
use frontdesk_store::register::{self, Entry, Filter};

fn everything() -> RegisterFilter {
    RegisterFilter {
        from: TypedDate::default(),
        until: TypedDate::default(),
        treatment: String::new(),
        outcome: String::new(),
        staff_id: String::new(),
    }
}

fn on(day: &str, month: &str, year: &str) -> TypedDate {
    TypedDate { day: day.into(), month: month.into(), year: year.into() }
}

async fn see(d: &Desk, filter: RegisterFilter) -> RegisterPageView {
    see_register(&d.desk, filter, None).await.unwrap()
}

/// "Identity check: Identity confirmed" of each row.
fn told(page: &RegisterPageView) -> Vec<String> {
    page.rows.iter().map(|row| format!("{}: {}", row.check, row.outcome)).collect()
}

fn away(arrival_id: &str, reason: &str, note: &str) -> TurnAwayForm {
    TurnAwayForm { arrival_id: arrival_id.into(), reason: reason.into(), note: note.into() }
}

/// Reception on 23 and 24 November: Alex by passport for toxin, then known to us for laser; Amara vouched for by the
/// clinician and turned away. Then the manager sits down.
async fn two_days() -> Desk {
    let d = desk(Role::Reception).await;
    d.clock.go_to("2026-11-23T10:30:00.000Z");
    let (patient, first) = walk_in(&d, alex(), "botulinum-toxin").await;
    record_identity(&d.desk, passport(&first, ALEX)).await.unwrap();
    record_age(&d.desk, first, Some(on("22", "11", "2008"))).await.unwrap();
    d.clock.go_to("2026-11-24T09:00:00.000Z");
    let second = again(&d.desk, &patient, "laser").await;
    let earlier = frontdesk_desk::check_in::open_check_in(&d.desk, second.clone()).await.unwrap().known_from.unwrap();
    let mut known = passport(&second, "");
    known.method = IdentityMethod::Known;
    known.earlier_check = Some(earlier.check_id);
    known.read_back = vec!["born".into(), "postcode".into()];
    record_identity(&d.desk, known).await.unwrap();
    let (_, third) = walk_in(&d, amara(), "general").await;
    let mut vouched = passport(&third, "");
    vouched.method = IdentityMethod::Vouched;
    vouched.vouched_by = Some("staff-clinician".into());
    record_identity(&d.desk, vouched).await.unwrap();
    testing::sit_down(&d.desk, Role::Clinician);
    turn_away(&d.desk, away(&third, "other", "=HYPERLINK(\"x\"), she said \"later\".")).await.unwrap();
    testing::sit_down(&d.desk, Role::PracticeManager);
    d
}

#[tokio::test]
async fn every_check_and_refusal_is_listed_newest_first() {
    let d = two_days().await;
    let page = see(&d, everything()).await;
    assert_eq!(
        told(&page),
        [
            "Refusal: Turned away",
            "Identity check: Identity confirmed",
            "Identity check: Identity confirmed",
            "Age check: Old enough",
            "Identity check: Identity confirmed",
        ]
    );
    assert_eq!((page.total, page.next), (5, None));
    let methods: Vec<&str> = page.rows.iter().map(|row| row.method.as_str()).collect();
    assert_eq!(
        methods,
        [
            "",
            "Vouched for by Tom Ellery",
            "Known to us, from the check of 23 Nov 2026",
            "Passport, seen 23 Nov 2026",
            "Passport"
        ]
    );
}

#[tokio::test]
async fn a_row_says_what_was_seen_what_was_compared_and_which_rule_applied() {
    let d = two_days().await;
    let page = see(&d, everything()).await;
    let RegisterRowView { reference, name, issuer, last_four, expiry, checks, likeness, by, treatment, .. } =
        &page.rows[4];
    assert_eq!((name.as_str(), reference.as_str()), ("Testpatient, Alex Morgan", "KM-10001"));
    assert_eq!((last_four.as_str(), expiry.as_str(), likeness.as_str()), ("0001", "1 Jan 2033", "Yes"));
    assert_eq!(checks, "Check digits pass. Name matches. Date of birth matches.");
    assert!(!issuer.is_empty());
    assert_eq!((by.as_str(), treatment.as_str()), ("Priya Shah", "Botulinum toxin"));
    let age = &page.rows[3];
    assert_eq!(
        (age.checks.as_str(), age.last_four.as_str()),
        ("18 on 23 Nov 2026. Date of birth typed again: the same.", "0001")
    );
    assert!(age.age_rule.starts_with("18 or over: "), "{}", age.age_rule);
    assert_eq!(page.rows[2].reason, "Read back: date of birth, postcode.");
    assert_eq!(page.rows[0].by, "Tom Ellery");
    assert!(page.rows[0].reason.contains("she said"), "{}", page.rows[0].reason);
    assert!(page.rows.iter().all(|row| !row.under_16));
}

#[tokio::test]
async fn a_clinicians_decision_is_listed_with_the_doctor_it_rests_on_and_narrowed_by_its_answer() {
    let d = desk(Role::Clinician).await;
    let (_, arrival) = walk_in(&d, form("Testpatient", "Rowan", "2008-12-23"), "botulinum-toxin").await;
    let directed = ClinicianForm {
        answer: Some(ClinicianAnswer::GoAhead),
        doctor: "Dr Ada Quill".into(),
        gmc: "123 4567".into(),
        given_by: Some(GivenBy::Nurse),
        reason: "Severe axillary sweating, under the dermatology plan.".into(),
    };
    decide_age(&d.desk, arrival, directed).await.unwrap();
    testing::sit_down(&d.desk, Role::PracticeManager);
    let page = see(&d, RegisterFilter { outcome: "go-ahead".into(), ..everything() }).await;
    assert_eq!((told(&page), page.total), (vec!["Decision: Clinician: go ahead".to_string()], 1));
    let row = &page.rows[0];
    assert_eq!(row.method, "Doctor-directed route: Dr Ada Quill, GMC 1234567, given by a nurse");
    assert_eq!((row.checks.as_str(), row.by.as_str()), ("17", "Tom Ellery"));
    assert!(row.reason.contains("axillary"), "{}", row.reason);
    assert_eq!(see(&d, RegisterFilter { outcome: "not-today".into(), ..everything() }).await.total, 0);
    let text = pages(&make_register(&d.desk, everything()).await.unwrap().pdf).join(" ");
    assert!(holds(&text, "Dr Ada Quill, GMC 1234567, given by a nurse"), "{text}");
}

#[tokio::test]
async fn an_identity_that_was_not_confirmed_says_why() {
    let d = desk(Role::PracticeManager).await;
    let (_, arrival) = walk_in(&d, form("Eriksson", "Anna Maria", "1974-08-12"), "general").await;
    let mut seen = passport(&arrival, crate::visit::ERIKSSON);
    seen.likeness = Some(LikenessAnswer::Unsure);
    record_identity(&d.desk, seen).await.unwrap();
    let page = see(&d, everything()).await;
    assert_eq!(told(&page), ["Identity check: Identity not confirmed"]);
    assert_eq!(page.rows[0].reason, "Nobody is sure of the photograph yet. The document is out of date.");
}

#[tokio::test]
async fn the_list_is_narrowed_by_days_treatment_outcome_and_who_recorded_it() {
    let d = two_days().await;
    let count = async |filter: RegisterFilter| {
        let page = see(&d, filter).await;
        assert_eq!(page.total as usize, page.rows.len());
        page.total
    };
    assert_eq!(count(RegisterFilter { until: on("23", "11", "2026"), ..everything() }).await, 2);
    assert_eq!(count(RegisterFilter { from: on("24", "nov", "26"), ..everything() }).await, 3);
    let one_day = RegisterFilter { from: on("23", "11", "2026"), until: on("23", "11", "2026"), ..everything() };
    assert_eq!(count(one_day).await, 2);
    assert_eq!(count(RegisterFilter { from: on("25", "11", "2026"), ..everything() }).await, 0);
    for (treatment, found) in [("botulinum-toxin", 2), ("laser", 1), ("general", 2), ("chemical-peel", 0)] {
        assert_eq!(count(RegisterFilter { treatment: treatment.into(), ..everything() }).await, found, "{treatment}");
    }
    for (outcome, found) in [("confirmed", 3), ("allowed", 1), ("turned-away", 1), ("not-confirmed", 0), ("stopped", 0)]
    {
        assert_eq!(count(RegisterFilter { outcome: outcome.into(), ..everything() }).await, found, "{outcome}");
    }
    for (role, found) in [("staff-reception", 4), ("staff-clinician", 1), ("staff-practice-manager", 0)] {
        assert_eq!(count(RegisterFilter { staff_id: role.into(), ..everything() }).await, found, "{role}");
    }
    let both = RegisterFilter { treatment: "general".into(), staff_id: "staff-clinician".into(), ..everything() };
    assert_eq!(count(both).await, 1);
}

#[tokio::test]
async fn a_day_is_the_clinics_own_also_in_summer_time() {
    let d = desk(Role::PracticeManager).await;
    // 00:30 on 2 July in London is still 1 July in UTC.
    d.clock.go_to("2026-07-01T23:30:00.000Z");
    let (_, arrival) = walk_in(&d, amara(), "general").await;
    turn_away(&d.desk, away(&arrival, "leaves", "")).await.unwrap();
    let on_day = |day: &str| RegisterFilter { from: on(day, "7", "2026"), until: on(day, "7", "2026"), ..everything() };
    assert_eq!(see(&d, on_day("1")).await.total, 0);
    assert_eq!(see(&d, on_day("2")).await.total, 1);
}

#[tokio::test]
async fn whoever_is_under_16_is_flagged_until_the_birthday() {
    let d = desk(Role::PracticeManager).await;
    let (_, arrival) = walk_in(&d, form("Brennan", "Kai", "2010-11-25"), "general").await;
    turn_away(&d.desk, away(&arrival, "leaves", "")).await.unwrap();
    assert!(see(&d, everything()).await.rows[0].under_16);
    d.clock.go_to("2026-11-25T09:00:00.000Z");
    assert!(!see(&d, everything()).await.rows[0].under_16);
}

#[tokio::test]
async fn a_filter_that_cannot_be_is_told_at_its_field_and_leaves_no_entry() {
    let d = desk(Role::PracticeManager).await;
    let before = d.trail().await.len();
    let wrong = RegisterFilter {
        from: on("30", "2", "2026"),
        until: on("1", "13", "2026"),
        outcome: "forged".into(),
        ..everything()
    };
    let error = see_register(&d.desk, wrong, None).await.unwrap_err();
    let fields: Vec<&str> = error.fields.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["from.day", "until.month", "outcome"]);
    let turned = RegisterFilter { from: on("2", "11", "2026"), until: on("1", "11", "2026"), ..everything() };
    assert_eq!(see_register(&d.desk, turned, None).await.unwrap_err().fields[0].code, "until-before-from");
    for ticket in ["", "no", "2026-11-24T10:30:00.000Z/9/1", "now/0/1"] {
        let error = see_register(&d.desk, everything(), Some(ticket.into())).await.unwrap_err();
        assert_eq!(error.code, "page-gone", "{ticket}");
    }
    assert_eq!(d.trail().await.len(), before);
}

/// 140 refusals and 60 identity checks, many at the same instant.
async fn many() -> Desk {
    let d = desk(Role::PracticeManager).await;
    let patient = d.register(alex()).await.patient_id;
    for number in 0..140 {
        d.clock.go_to(&format!("2026-11-{:02}T10:30:00.000Z", number % 20 + 1));
        let arrival = again(&d.desk, &patient, if number % 3 == 0 { "laser" } else { "general" }).await;
        if number % 7 < 3 {
            record_identity(&d.desk, passport(&arrival, ALEX)).await.unwrap();
        }
        turn_away(&d.desk, away(&arrival, "leaves", "")).await.unwrap();
    }
    d.clock.go_to(crate::common::NOW);
    d
}

#[tokio::test]
async fn pages_follow_one_another_without_a_gap_or_a_repeat_also_at_one_instant() {
    let d = many().await;
    for filter in [
        everything(),
        RegisterFilter { treatment: "laser".into(), ..everything() },
        RegisterFilter { until: on("10", "11", "2026"), ..everything() },
    ] {
        let (mut rows, mut after, mut pages) = (Vec::new(), None, 0);
        let total = see(&d, filter.clone()).await.total;
        loop {
            let page = see_register(&d.desk, filter.clone(), after).await.unwrap();
            assert_eq!(page.total, total);
            rows.extend(page.rows);
            pages += 1;
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!((rows.len(), pages), (total as usize, total.div_ceil(50)));
        assert!(rows.is_sorted_by(|one, next| one.at >= next.at), "newest first");
        let mut ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), rows.len());
    }
}

#[tokio::test]
async fn the_query_finds_what_a_look_at_every_entry_finds() {
    let d = many().await;
    let store = testing::store(&d.desk);
    let mut read = store.read().await.unwrap();
    let all = register::list(read.conn(), &Filter::default(), None, i64::MAX).await.unwrap();
    assert_eq!(all.len(), 200);
    let order = |entry: &Entry| (entry.at.clone(), entry.kind as u8, entry.seq);
    assert!(all.is_sorted_by(|one, next| order(one) > order(next)));
    let (from, until) = ("2026-11-05T10:30:00.000Z", "2026-11-12T10:30:00.000Z");
    for outcome in ["", "confirmed", "turned-away", "allowed"] {
        for treatment in ["", "laser", "none"] {
            for (from, until) in [("", ""), (from, ""), ("", until), (from, until)] {
                let filter = Filter {
                    from: from.into(),
                    until: until.into(),
                    treatment: treatment.into(),
                    outcome: outcome.into(),
                    by: String::new(),
                };
                let fits = |entry: &&Entry| {
                    (from.is_empty() || entry.at.as_str() >= from)
                        && (until.is_empty() || entry.at.as_str() < until)
                        && (treatment.is_empty() || entry.treatment.as_deref() == Some(treatment))
                        && (outcome.is_empty() || entry.outcome == outcome)
                };
                let wanted: Vec<&Entry> = all.iter().filter(fits).collect();
                let found = register::list(read.conn(), &filter, None, i64::MAX).await.unwrap();
                assert_eq!(found.iter().collect::<Vec<_>>(), wanted, "{filter:?}");
                assert_eq!(register::count(read.conn(), &filter).await.unwrap(), wanted.len() as i64, "{filter:?}");
                for at in [0, wanted.len() / 2] {
                    let Some(entry) = wanted.get(at) else { continue };
                    let next = register::list(read.conn(), &filter, Some(&entry.place()), 7).await.unwrap();
                    let rest: Vec<&Entry> = wanted[at + 1..].iter().take(7).copied().collect();
                    assert_eq!(next.iter().collect::<Vec<_>>(), rest, "{filter:?} after {at}");
                }
            }
        }
    }
    assert!(all.iter().any(|entry| entry.kind == Kind::Identity));
    // What a table has not is none, and not an empty text.
    for entry in &all {
        let held = [
            &entry.method,
            &entry.document,
            &entry.issuer,
            &entry.last_four,
            &entry.expiry,
            &entry.zone,
            &entry.name_match,
            &entry.likeness,
            &entry.leans_on_at,
            &entry.vouched_by,
            &entry.day,
            &entry.source,
            &entry.reason,
            &entry.note,
            &entry.treatment,
            &entry.latin_name,
        ];
        assert!(held.into_iter().flatten().all(|text| !text.is_empty()), "{entry:?}");
        assert_eq!(entry.reason.is_some(), entry.kind == Kind::TurnedAway);
        assert_eq!((entry.age, entry.minimum), (None, None));
    }
}

#[tokio::test]
async fn only_the_practice_manager_sees_prints_and_saves_the_register_each_with_one_entry_of_codes() {
    let d = two_days().await;
    for role in [Role::Reception, Role::Clinician] {
        testing::sit_down(&d.desk, role);
        assert_eq!(see_register(&d.desk, everything(), None).await.unwrap_err().code, "not-allowed");
        assert_eq!(make_register(&d.desk, everything()).await.unwrap_err().code, "not-allowed");
        assert_eq!(make_register_file(&d.desk, everything()).await.unwrap_err().code, "not-allowed");
    }
    testing::sit_down(&d.desk, Role::PracticeManager);
    let before = d.trail().await.len();
    let narrowed = RegisterFilter {
        from: on("23", "11", "2026"),
        treatment: "general".into(),
        outcome: "turned-away".into(),
        staff_id: "staff-clinician".into(),
        ..everything()
    };
    see(&d, narrowed.clone()).await;
    make_register(&d.desk, narrowed.clone()).await.unwrap();
    make_register_file(&d.desk, narrowed).await.unwrap();
    assert_eq!(d.trail().await[before..], ["see-register", "make-register", "make-register"]);
    for entry in &d.audit().await[before..] {
        let detail: serde_json::Value = serde_json::from_str(&entry.detail).unwrap();
        assert_eq!((&detail["from"], &detail["rows"]), (&"2026-11-23".into(), &1.into()), "{detail}");
        assert_eq!((&detail["outcome"], &detail["staff"]), (&"turned-away".into(), &"staff-clinician".into()));
        assert!(!entry.detail.contains("Okonkwo"), "ids and codes only");
    }
}

fn pages(pdf: &str) -> Vec<String> {
    crate::common::pages(pdf, "-raw")
}

/// The words stand there in order, whatever a narrow cell puts between them.
fn holds(text: &str, fact: &str) -> bool {
    let mut rest = text;
    fact.split(' ').all(|word| match rest.find(word) {
        Some(at) => {
            rest = &rest[at + word.len()..];
            true
        }
        None => false,
    })
}

#[tokio::test]
async fn every_page_says_which_clinic_what_it_was_narrowed_by_who_made_it_when_and_which_page_it_is() {
    let d = many().await;
    let document =
        make_register(&d.desk, RegisterFilter { from: on("1", "11", "2026"), ..everything() }).await.unwrap();
    assert_eq!(document.title, "Due diligence register");
    let pages = pages(&document.pdf);
    assert!(pages.len() > 3 && pages.len() == document.pages as usize, "{}", pages.len());
    for (at, page) in pages.iter().enumerate() {
        for said in [
            "Kensington Medical",
            "Due diligence register",
            "From 1 Nov 2026. Treatment: all. Outcome: all. Recorded by: all staff. 200 entries, newest first.",
            "Made by Marta Nowak, 24 Nov 2026, 10:30",
            "When Reference Patient",
            &format!("Page {} of {}", at + 1, pages.len()),
        ] {
            assert!(holds(page, said), "page {} lacks “{said}”: {page}", at + 1);
        }
    }
}

#[tokio::test]
async fn the_page_carries_what_the_screen_says_of_each_entry() {
    let d = two_days().await;
    let document = make_register(&d.desk, everything()).await.unwrap();
    let text = pages(&document.pdf).join(" ");
    for row in see(&d, everything()).await.rows {
        for part in [
            &row.reference,
            &row.check,
            &row.treatment,
            &row.method,
            &row.issuer,
            &row.last_four,
            &row.expiry,
            &row.checks,
            &row.likeness,
            &row.outcome,
            &row.by,
        ] {
            assert!(holds(&text, part), "{part}");
        }
    }
    assert!(document.notes.is_empty() && document.unprintable.is_empty());
}

#[tokio::test]
async fn a_name_in_any_script_prints_and_one_without_a_font_prints_in_latin_letters() {
    let d = desk(Role::PracticeManager).await;
    let people = [
        form("Żółć", "Łukasz", "1979-09-02"),
        form("محمد", "يوسف", "1983-12-11"),
        form("Nguyễn", "Thị Ánh", "1988-07-04"),
        PatientForm { latin_name: "Wang Wei".into(), ..form("王", "伟", "1991-05-05") },
    ];
    for person in people {
        let (_, arrival) = walk_in(&d, person, "general").await;
        turn_away(&d.desk, away(&arrival, "leaves", "")).await.unwrap();
    }
    let document = make_register(&d.desk, everything()).await.unwrap();
    assert!(document.unprintable.is_empty(), "{:?}", document.unprintable);
    let text = pages(&document.pdf).join(" ");
    for name in ["Żółć", "Łukasz", "محمد", "Nguyễn", "Wang"] {
        assert!(text.contains(name), "{name}: {text}");
    }
    let file = csv(&d, everything()).await;
    assert!(file.contains("\"王, 伟\""), "a file keeps the name as it is written");
}

/// The file as it is saved.
async fn csv(d: &Desk, filter: RegisterFilter) -> String {
    let made = make_register_file(&d.desk, filter).await.unwrap();
    let path = d.folder.path().join("saved.csv");
    let chosen = path.clone();
    let saved = save_document(&d.desk, made.document_id, |name| async move {
        assert_eq!(name, "Due diligence register.csv");
        Some(chosen)
    })
    .await
    .unwrap();
    assert!(saved.saved);
    String::from_utf8(std::fs::read(path).unwrap()).unwrap()
}

#[tokio::test]
async fn the_file_has_the_columns_of_the_page_and_no_cell_that_a_spreadsheet_would_run() {
    let d = two_days().await;
    let before = d.trail().await.len();
    let file = csv(&d, everything()).await;
    assert_eq!(d.trail().await[before..], ["make-register", "save-document", "save-document"]);
    let text = file.strip_prefix('\u{feff}').unwrap();
    let mut lines = text.split("\r\n");
    let head = lines.next().unwrap();
    assert_eq!(
        head,
        "When,Reference,Patient,Check,Treatment,Method,Issuer,Last four,Expiry,Checks,Likeness,Age rule applied,Outcome and reason,Recorded by"
    );
    let page = pages(&make_register(&d.desk, everything()).await.unwrap().pdf).join(" ");
    assert!(holds(&page, &head.replace(',', " ")), "{page}");
    assert_eq!(lines.clone().count(), 6, "five entries and the end of the last line");
    assert!(text.contains(",KM-10001,\"Testpatient, Alex Morgan\",Identity check,Botulinum toxin,Passport,"), "{text}");
    assert!(text.contains("\"\"later\"\""), "{text}");
    assert!(!text.contains(",=") && !text.contains("\"="), "{text}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_saved_file_is_this_accounts_alone_and_giving_it_up_is_logged_too() {
    use std::os::unix::fs::PermissionsExt;
    let d = two_days().await;
    csv(&d, everything()).await;
    let mode = std::fs::metadata(d.folder.path().join("saved.csv")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let made = make_register_file(&d.desk, everything()).await.unwrap();
    assert_eq!(made.rows, 5);
    let saved = save_document(&d.desk, made.document_id.clone(), |_| async { None }).await.unwrap();
    assert!(!saved.saved);
    let last = d.audit().await.pop().unwrap();
    assert_eq!((last.use_case.as_str(), last.detail.contains("cancelled")), ("save-document", true));
    let print = PrintForm {
        document_id: made.document_id,
        queue: "Reception".into(),
        copies: 1,
        sides: Sides::One,
        instead_of: None,
    };
    assert_eq!(print_document(&d.desk, print).await.unwrap_err().code, "no-pages");
}

#[tokio::test]
async fn an_empty_register_is_a_page_and_a_file_with_their_headings() {
    let d = desk(Role::PracticeManager).await;
    let page = see(&d, everything()).await;
    assert!(page.rows.is_empty() && page.total == 0 && !page.treatments.is_empty() && page.staff.len() == 3);
    let document = make_register(&d.desk, everything()).await.unwrap();
    assert!(holds(&pages(&document.pdf)[0], "0 entries, newest first. When Reference"), "{:?}", pages(&document.pdf));
    assert_eq!(csv(&d, everything()).await.lines().count(), 1);
}

#[tokio::test]
async fn a_list_too_long_for_paper_is_refused_with_what_to_do_and_saved_as_a_file() {
    let d = desk(Role::PracticeManager).await;
    let (patient, arrival) = walk_in(&d, amara(), "general").await;
    let store = testing::store(&d.desk);
    let mut write = store.write().await.unwrap();
    for number in 0..2_001 {
        let refused = frontdesk_store::refusal::Refusal {
            id: format!("refusal-{number}"),
            patient_id: patient.clone().into(),
            arrival_id: Some(arrival.clone()),
            treatment: "general".into(),
            reason: "leaves".into(),
            note: None,
            at: format!("2026-11-{:02}T10:30:00.000Z", number % 20 + 1),
            by: "staff-reception".into(),
        };
        frontdesk_store::refusal::insert(write.conn(), &refused).await.unwrap();
    }
    write.commit().await.unwrap();
    let error = make_register(&d.desk, everything()).await.unwrap_err();
    assert_eq!(error.code, "register-too-long");
    assert!(error.message.contains("2001") && error.message.contains("Narrow it by date"), "{}", error.message);
    assert_eq!(csv(&d, everything()).await.lines().count(), 2_002);
}
