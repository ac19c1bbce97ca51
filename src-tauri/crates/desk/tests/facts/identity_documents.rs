//! Facts about identity documents of every kind, the numbers on them, and names a patient had before.

use crate::common::{Desk, desk, form};
use crate::visit::{ALEX, alex, passport, walk_in};
use frontdesk_desk::board::search;
use frontdesk_desk::check_in::{cross_check, open_check_in, read_zone, record_age, record_identity};
use frontdesk_desk::error::DeskError;
use frontdesk_desk::patient::{edit_patient, find_duplicates, open_patient, open_patient_form};
use frontdesk_desk::testing;
use frontdesk_desk::views::board::{Mark, Tone};
use frontdesk_desk::views::check_in::{
    Compared, CrossCheckForm, DigitalResult, DocumentKind, DocumentMoreForm, IdentityForm, LikenessAnswer,
};
use frontdesk_domain::id::PatientId;
use frontdesk_domain::patient::{PatientForm, TypedDate};
use frontdesk_domain::role::Role;
use frontdesk_store::identity_check::{self, IdentityCheck};

async fn newest(d: &Desk, patient_id: &str) -> IdentityCheck {
    let mut read = testing::store(&d.desk).read().await.unwrap();
    identity_check::for_patient(read.conn(), &PatientId(patient_id.into())).await.unwrap().pop().unwrap()
}

fn codes(error: &DeskError) -> Vec<(&str, &str)> {
    error.fields.iter().map(|problem| (problem.field.as_str(), problem.code.as_str())).collect()
}

fn date(day: &str, month: &str, year: &str) -> TypedDate {
    TypedDate { day: day.into(), month: month.into(), year: year.into() }
}

/// A document seen by eye, in date, that matches.
fn by_eye(arrival: &str, kind: DocumentKind) -> IdentityForm {
    IdentityForm {
        document: Some(kind),
        issuer: "Somebody".into(),
        last_four: "12ab".into(),
        expiry: date("1", "6", "2030"),
        matches_record: Some(true),
        ..passport(arrival, "")
    }
}

/// As [`PASSPORTS`] of Alex, the holder renamed; the check digits of the first line do not exist.
fn alexs(name: &str) -> String {
    let line = format!("P<GBR{name}");
    format!("{line:<<44}\n{}", ALEX.lines().nth(1).unwrap())
}

#[tokio::test]
async fn a_pass_card_needs_its_hologram_and_keeps_that_it_was_seen() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    let card = IdentityForm { expiry: TypedDate::default(), ..by_eye(&arrival, DocumentKind::PassCard) };
    let error = record_identity(&d.desk, card.clone()).await.unwrap_err();
    assert_eq!(codes(&error), [("hologram", "hologram-missing")]);
    let with = |seen| IdentityForm {
        more: DocumentMoreForm { hologram: Some(seen), ..DocumentMoreForm::default() },
        ..card.clone()
    };
    let view = record_identity(&d.desk, with(false)).await.unwrap();
    assert!(view.identity == Mark::Ask && view.identity_note.unwrap().contains("no PASS hologram"));
    assert_eq!(record_identity(&d.desk, with(true)).await.unwrap().identity, Mark::Done);
    let check = newest(&d, &patient).await;
    assert_eq!((check.hologram, check.expiry, check.issuer.as_deref()), (Some(true), None, Some("Somebody")));
}

#[tokio::test]
async fn an_evisa_counts_beside_a_passport_and_only_the_end_and_day_of_its_code_are_kept() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    let evisa = |beside: Option<bool>, code: &str, made: TypedDate| IdentityForm {
        more: DocumentMoreForm {
            passport_beside: beside,
            share_code: code.into(),
            share_made: made,
            ..DocumentMoreForm::default()
        },
        ..by_eye(&arrival, DocumentKind::Evisa)
    };
    let error = record_identity(&d.desk, evisa(Some(true), "", TypedDate::default())).await.unwrap_err();
    assert_eq!(codes(&error), [("shareCode", "share-code-missing"), ("shareMade", "share-made-missing")]);
    let error = record_identity(&d.desk, evisa(Some(true), "W1!", date("25", "11", "2026"))).await.unwrap_err();
    assert_eq!(codes(&error), [("shareCode", "share-code"), ("shareMade", "date-in-future")]);

    let view = record_identity(&d.desk, evisa(Some(false), "", TypedDate::default())).await.unwrap();
    assert!(view.identity == Mark::Ask && view.identity_note.unwrap().contains("Ask for the passport"));
    let view = record_identity(&d.desk, evisa(Some(true), "W12 345 67K", date("25", "8", "2026"))).await.unwrap();
    assert!(view.identity == Mark::Ask && view.identity_note.unwrap().contains("share code has run out"));
    let view = record_identity(&d.desk, evisa(Some(true), "W12 345 67K", date("26", "8", "2026"))).await.unwrap();
    assert_eq!(view.identity, Mark::Done);
    let check = newest(&d, &patient).await;
    assert_eq!((check.share_code.as_deref(), check.share_made.as_deref()), (Some("567K"), Some("2026-08-26")));
    assert!(!format!("{check:?}").contains("W12"), "the whole code is kept nowhere");

    let read = IdentityForm { zone: ALEX.into(), matches_record: None, ..evisa(None, "567K", date("1", "11", "2026")) };
    assert_eq!(record_identity(&d.desk, read).await.unwrap().identity, Mark::Done);
    let check = newest(&d, &patient).await;
    assert_eq!((check.document.as_deref(), check.last_four.as_deref()), (Some("evisa"), Some("0001")));
    assert!(record_age(&d.desk, arrival, Some(date("22", "11", "2008"))).await.is_ok());
}

#[tokio::test]
async fn a_digital_check_is_taken_from_the_provider_and_never_from_a_phone() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    let result = |digital_result, issuer: &str| IdentityForm {
        issuer: issuer.into(),
        more: DocumentMoreForm { digital_result, ..DocumentMoreForm::default() },
        ..by_eye(&arrival, DocumentKind::DigitalCheck)
    };
    let error = record_identity(&d.desk, result(None, "")).await.unwrap_err();
    assert_eq!(codes(&error), [("digitalResult", "result-missing"), ("issuer", "provider-missing")]);
    for (answer, says) in [
        (DigitalResult::PhoneOnly, "phone screen is not enough"),
        (DigitalResult::NotConfirmed, "provider does not confirm"),
    ] {
        let view = record_identity(&d.desk, result(Some(answer), "Example Identity")).await.unwrap();
        assert!(view.identity == Mark::Ask && view.identity_note.unwrap().contains(says));
    }
    let view = record_identity(&d.desk, result(Some(DigitalResult::Confirmed), "Example Identity")).await.unwrap();
    assert_eq!(view.identity, Mark::Done);
    let check = newest(&d, &patient).await;
    assert_eq!((check.digital_result.as_deref(), check.expiry), (Some("confirmed"), None));
}

#[tokio::test]
async fn a_residence_permit_on_the_reader_is_refused_whatever_was_chosen() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, form("Eriksson", "Anna Maria", "1974-08-12"), "general").await;
    let permit = "IRGBRD231458907<<<<<<<<<<<<<<<\n7408122F2712319UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
    let view = read_zone(&d.desk, Some(arrival.clone()), permit.into()).await.unwrap();
    assert_eq!(view.fills.document, DocumentKind::ResidencePermit);
    assert!(view.problems[0].contains("Ask for the eVisa share code with the passport"), "{:?}", view.problems);
    let view = record_identity(&d.desk, passport(&arrival, permit)).await.unwrap();
    assert!(view.identity == Mark::Ask && view.identity_note.unwrap().contains("31 December 2024"));
    assert_eq!(newest(&d, &patient).await.document.as_deref(), Some("residence-permit"));
}

#[tokio::test]
async fn a_licence_number_that_disagrees_warns_says_which_part_and_goes_on() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, form("Morgan", "Mary", "1976-03-11"), "general").await;
    const NUMBER: &str = "morga753116sm9ij 35";
    let typed =
        CrossCheckForm { arrival_id: arrival.clone(), licence_number: NUMBER.into(), nhs_number: String::new() };
    let said = cross_check(&d.desk, typed).await.unwrap();
    let licence = said.licence.unwrap();
    assert!(said.nhs.is_none());
    assert_eq!((licence.tone, licence.title.as_str()), (Tone::Warn, "The number does not fit our record: first names"));
    assert_eq!(licence.lines.len(), 1);

    let mut shown = by_eye(&arrival, DocumentKind::LicenceGb);
    shown.more.licence_number = NUMBER.into();
    let view = record_identity(&d.desk, shown).await.unwrap();
    assert_eq!(view.identity, Mark::Done);
    assert!(view.identity_note.unwrap().contains("does not fit our record: first names"));
    let check = newest(&d, &patient).await;
    assert_eq!(
        (check.licence_check.as_deref(), check.licence_differs.as_deref(), check.last_four.as_deref()),
        (Some("differs"), Some("given-names"), Some("M9IJ"))
    );
    assert_eq!(check.issuer.as_deref(), Some("DVLA"));
    assert!(!format!("{check:?}").to_uppercase().contains("MORGA7"), "the whole number is kept nowhere");
    for entry in d.audit().await {
        assert!(!entry.detail.to_uppercase().contains("MORGA"), "{}", entry.detail);
    }
}

#[tokio::test]
async fn an_nhs_number_beside_the_record_warns_and_never_blocks() {
    let d = desk(Role::Reception).await;
    let own = PatientForm { nhs_number: "999 000 0018".into(), ..alex() };
    let (patient, arrival) = walk_in(&d, own, "general").await;
    d.register(PatientForm { nhs_number: "999 000 0026".into(), ..form("Quill", "Robin", "1970-01-01") }).await;
    for (number, tone, title, code) in [
        ("9990000018", Tone::Ok, "The same NHS number", "same"),
        ("999 000 0034", Tone::Warn, "Another NHS number than on our record", "differs"),
        ("999 000 0026", Tone::Warn, "Another patient's NHS number", "other-patient"),
        ("999 000 0019", Tone::Warn, "Not an NHS number", "misread"),
    ] {
        let typed =
            CrossCheckForm { arrival_id: arrival.clone(), licence_number: String::new(), nhs_number: number.into() };
        let said = cross_check(&d.desk, typed).await.unwrap().nhs.unwrap();
        assert_eq!((said.tone, said.title.as_str()), (tone, title));
        let words = format!("{said:?}");
        assert!(!words.contains("Quill") && !words.contains("KM-"), "another patient is not named: {words}");
        let mut shown = passport(&arrival, ALEX);
        shown.more.nhs_number = number.into();
        assert_eq!(record_identity(&d.desk, shown).await.unwrap().identity, Mark::Done);
        assert_eq!(newest(&d, &patient).await.nhs_check.as_deref(), Some(code));
    }
    let entries = d.audit().await;
    let entry = entries.iter().rfind(|entry| entry.use_case == "cross-check").unwrap();
    assert!(entry.detail.contains("misread") && !entry.detail.contains("999"), "{}", entry.detail);
}

#[tokio::test]
async fn another_photo_document_says_who_they_are_and_proves_no_age() {
    let d = desk(Role::Reception).await;
    let (_, arrival) = walk_in(&d, alex(), "botulinum-toxin").await;
    let view = record_identity(&d.desk, by_eye(&arrival, DocumentKind::Other)).await.unwrap();
    assert_eq!(view.identity, Mark::Done);
    assert!(view.age_step.proof.is_none());
    assert_eq!(record_age(&d.desk, arrival, None).await.unwrap_err().code, "age-not-proved");
}

#[tokio::test]
async fn a_passport_in_a_former_name_matches_once_the_record_has_it() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    let maiden = alexs("NOWAK<<ALEX<MORGAN");
    let view = read_zone(&d.desk, Some(arrival.clone()), maiden.clone()).await.unwrap();
    let row = &view.rows[0];
    assert_eq!((row.part.as_str(), row.compared), ("Surname", Compared::Differs));
    assert!(row.note.contains("add it as a former name"), "{}", row.note);
    assert_eq!(record_identity(&d.desk, passport(&arrival, &maiden)).await.unwrap().identity, Mark::Ask);

    let held = open_patient_form(&d.desk, patient.clone()).await.unwrap();
    let edited = PatientForm { former_names: "Nowak".into(), ..held.form };
    edit_patient(&d.desk, patient.clone(), held.revision, edited, "Marriage certificate seen".into(), String::new())
        .await
        .unwrap();
    let view = read_zone(&d.desk, Some(arrival.clone()), maiden.clone()).await.unwrap();
    let row = view.rows.iter().find(|row| row.part == "Surname").unwrap();
    assert_eq!((row.compared, row.record.as_str(), row.note.as_str()), (Compared::Same, "Nowak", "Their former name."));
    let view = record_identity(&d.desk, passport(&arrival, &maiden)).await.unwrap();
    assert!(view.identity == Mark::Done && view.identity_note.unwrap().contains("former name"));
    assert_eq!(newest(&d, &patient).await.name_source.as_deref(), Some("former"));
    let page = format!("{:?}", open_patient(&d.desk, patient).await.unwrap().history);
    assert!(page.contains("Changed former names") && page.contains("in their former name"), "{page}");
}

#[tokio::test]
async fn a_preferred_name_on_a_document_is_compared_by_eye() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, PatientForm { preferred_name: "Sasha".into(), ..alex() }, "general").await;
    let liked = alexs("TESTPATIENT<<SASHA");
    assert!(read_zone(&d.desk, Some(arrival.clone()), liked.clone()).await.unwrap().by_eye);
    let error = record_identity(&d.desk, passport(&arrival, &liked)).await.unwrap_err();
    assert_eq!(codes(&error), [("matchesRecord", "match-missing")]);
    let compared = IdentityForm { matches_record: Some(true), ..passport(&arrival, &liked) };
    assert_eq!(record_identity(&d.desk, compared).await.unwrap().identity, Mark::Done);
    let check = newest(&d, &patient).await;
    assert_eq!((check.name_match.as_deref(), check.name_source.as_deref()), (Some("check"), Some("preferred")));
}

#[tokio::test]
async fn a_former_name_finds_the_patient_and_a_likely_duplicate() {
    let d = desk(Role::Reception).await;
    let id = d.register(PatientForm { former_names: "Nowak-Żółć; Brown, Lexi".into(), ..alex() }).await.patient_id;
    for words in ["nowak", "zolc alex", "lexi brown"] {
        let found = search(&d.desk, words.into()).await.unwrap();
        assert_eq!(
            found.results.iter().map(|row| row.patient_id.as_str()).collect::<Vec<_>>(),
            [id.as_str()],
            "{words}"
        );
    }
    let again = form("Brown", "Lexi", "2008-11-22");
    let likely = find_duplicates(&d.desk, again).await.unwrap();
    assert_eq!(likely.first().map(|one| one.patient_id.as_str()), Some(id.as_str()));
    assert!(likely[0].rows.iter().any(|row| row.part == "Former names"));
    let newly = PatientForm { former_names: "Testpatient".into(), ..form("Okafor", "Alex Morgan", "2008-11-22") };
    assert_eq!(find_duplicates(&d.desk, newly).await.unwrap().len(), 1);
}

#[tokio::test]
async fn every_kind_has_its_short_form_and_the_questions_are_the_same_for_everybody() {
    let d = desk(Role::Reception).await;
    let (_, bare) = walk_in(&d, form("Bare", "Sam", "1980-01-01"), "general").await;
    let (_, full) = walk_in(&d, crate::common::amara(), "general").await;
    let view = open_check_in(&d.desk, bare).await.unwrap();
    assert_eq!(view.documents.len(), 11);
    let asked = |view: &frontdesk_desk::views::check_in::CheckInView| format!("{:?}", view.read_back);
    assert_eq!(asked(&view), asked(&open_check_in(&d.desk, full).await.unwrap()));
}

#[tokio::test]
async fn the_photograph_is_not_asked_of_what_has_none() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    let left_over =
        IdentityForm { likeness: Some(LikenessAnswer::Yes), ..by_eye(&arrival, DocumentKind::BirthCertificate) };
    record_identity(&d.desk, left_over).await.unwrap();
    let check = newest(&d, &patient).await;
    assert_eq!((check.likeness, check.last_four, check.expiry, check.born_match), (None, None, None, None));
}
