//! What nobody should be able to save: each is told at its field, and nothing is kept.

use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::patient::register_patient;
use frontdesk_desk::testing;
use frontdesk_domain::patient::PatientForm;
use frontdesk_domain::role::Role;

use crate::clinic::{Clinic, audit};
use crate::forms::{date, somebody};

async fn held(desk: &OpenDesk) -> (i64, i64, usize) {
    let store = testing::store(desk);
    let mut read = store.read().await.unwrap();
    let patients = sqlx::query_scalar("SELECT count(*) FROM patient").fetch_one(read.conn()).await.unwrap();
    let names = sqlx::query_scalar("SELECT count(*) FROM patient_name").fetch_one(read.conn()).await.unwrap();
    (patients, names, audit(desk).await.len())
}

type Change = fn(&mut PatientForm, &str);

const TEXTS: [(&str, Change); 11] = [
    ("surname", |form, text| form.surname = text.into()),
    ("givenNames", |form, text| form.given_names = text.into()),
    ("preferredName", |form, text| form.preferred_name = text.into()),
    ("latinName", |form, text| form.latin_name = text.into()),
    ("formerNames", |form, text| form.former_names = text.into()),
    ("address", |form, text| form.address = text.into()),
    ("postcode", |form, text| form.postcode = text.into()),
    ("phone", |form, text| form.phone = text.into()),
    ("email", |form, text| form.email = text.into()),
    ("contactNote", |form, text| form.contact_note = text.into()),
    ("needs", |form, text| form.needs = text.into()),
];

async fn refused(desk: &OpenDesk, form: PatientForm, field: &str, why: &str) {
    let before = held(desk).await;
    let error =
        register_patient(desk, form, Vec::new(), String::new()).await.err().unwrap_or_else(|| panic!("saved: {why}"));
    assert_eq!(error.code, "form", "{why}");
    let fields: Vec<&str> = error.fields.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, [field], "{why}");
    assert!(error.fields[0].message.ends_with('.'), "{:?}", error.fields[0]);
    assert_eq!(held(desk).await, before, "{why}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_date_that_never_was_is_told_at_its_part_and_nothing_is_saved() {
    let clinic = Clinic::alone().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    for (day, month, year, field) in [
        ("30", "2", "1990", "born.day"),
        ("29", "2", "2023", "born.day"),
        ("29", "2", "1900", "born.day"),
        ("31", "4", "1990", "born.day"),
        ("0", "4", "1990", "born.day"),
        ("32", "1", "1990", "born.day"),
        ("1", "13", "1990", "born.month"),
        ("1", "0", "1990", "born.month"),
        ("1", "Octember", "1990", "born.month"),
        ("", "4", "1990", "born.day"),
        ("4", "", "1990", "born.month"),
        ("4", "4", "", "born.year"),
        ("4", "4", "190", "born.year"),
        ("4", "4", "19900", "born.year"),
        ("½", "4", "1990", "born.day"),
        ("-1", "4", "1990", "born.day"),
    ] {
        let form = PatientForm { born: date(day, month, year), ..somebody(1970) };
        refused(&desk, form, field, &format!("{day} {month} {year}")).await;
    }
    // A date to come, or longer ago than anybody lives: wrong as a whole or in its year.
    for (day, month, year) in [("25", "11", "2026"), ("1", "1", "2999"), ("1", "1", "1799")] {
        let form = PatientForm { born: date(day, month, year), ..somebody(1970) };
        let before = held(&desk).await;
        let error = register_patient(&desk, form, Vec::new(), String::new()).await.unwrap_err();
        assert!(
            error.fields.len() == 1 && error.fields[0].field.starts_with("born"),
            "{day} {month} {year}: {error:?}"
        );
        assert_eq!(held(&desk).await, before);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_long_or_cannot_be_seen_is_told_at_its_field_and_nothing_is_saved() {
    let clinic = Clinic::alone().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    for (field, change) in TEXTS {
        for hidden in ["a\u{0}b", "a\u{7}b", "a\u{1b}[31mb", "a\u{85}b", "a\u{7f}b"] {
            // In an address a line break is no fault, so what cannot be seen is put inside a line.
            let mut form = somebody(1970);
            change(&mut form, hidden);
            refused(&desk, form, field, &format!("{hidden:?} in {field}")).await;
        }
        let mut form = somebody(1970);
        change(&mut form, &"x".repeat(500));
        refused(&desk, form, field, &format!("500 characters in {field}")).await;
    }
    for (field, change) in &TEXTS[..4] {
        let mut form = somebody(1970);
        change(&mut form, &"n".repeat(300));
        refused(&desk, form, field, &format!("300 characters in {field}")).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_emoji_in_a_name_is_kept_and_told_not_to_print_and_elsewhere_refused_where_it_cannot_be() {
    let clinic = Clinic::alone().await;
    let desk = clinic.unlock(Role::PracticeManager).await;
    let saved = register_patient(
        &desk,
        PatientForm { preferred_name: String::new(), given_names: "Noor 🦩".into(), ..somebody(1970) },
        Vec::new(),
        String::new(),
    )
    .await
    .unwrap();
    assert!(saved.unprintable.unwrap().contains("U+1F9A9"));
    for (field, change) in [TEXTS[7], TEXTS[8]] {
        let mut form = somebody(1970);
        change(&mut form, "🦩🦩🦩🦩🦩🦩🦩🦩");
        refused(&desk, form, field, field).await;
    }
}
