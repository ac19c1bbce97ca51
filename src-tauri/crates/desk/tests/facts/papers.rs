//! Facts about the two documents, read back from the PDF as a person would.

use std::collections::BTreeSet;

use crate::common::{Desk, amara, desk, form, request};
use crate::visit::{again, alex, walk_in, whole};
use frontdesk_desk::check_in::turn_away;
use frontdesk_desk::paper::gather::{GATHERED, HOLDS_NOBODY, NEVER_SHOWN};
use frontdesk_desk::paper::{make_consent_form, make_response};
use frontdesk_desk::patient::{edit_patient, open_patient};
use frontdesk_desk::request::log_request;
use frontdesk_desk::testing;
use frontdesk_desk::views::check_in::TurnAwayForm;
use frontdesk_desk::views::paper::{ConsentFormRequest, DocumentView, PaperSize};
use frontdesk_desk::views::request::RequestForm;
use frontdesk_domain::clock::Right;
use frontdesk_domain::patient::PatientForm;
use frontdesk_domain::role::Role;
use frontdesk_store::schema;

fn pages(document: &DocumentView) -> Vec<String> {
    crate::common::pages(&document.pdf, "-layout")
}

/// All pages, cell by cell.
pub fn raw(document: &DocumentView) -> String {
    crate::common::pages(&document.pdf, "-raw").join(" ")
}

/// Alex with something in every table that can hold anything of an adult's.
async fn alex_with_everything(d: &Desk) -> String {
    let (patient, arrival) = walk_in(d, alex(), "general").await;
    whole(d, &arrival).await;
    let changed = PatientForm { phone: "07700 900777".into(), ..alex() };
    edit_patient(&d.desk, patient.clone(), 1, changed, "New phone".into(), String::new()).await.unwrap();
    let second = again(&d.desk, &patient, "laser").await;
    let away = TurnAwayForm { arrival_id: second, reason: "other".into(), note: "Came with a heron.".into() };
    turn_away(&d.desk, away).await.unwrap();
    patient
}

async fn response(d: &Desk, patient: &str) -> DocumentView {
    let asked = RequestForm { said: "A copy of it all, my heron notes too.".into(), ..request(patient, Right::Access) };
    let logged = log_request(&d.desk, asked).await.unwrap();
    make_response(&d.desk, logged.request_id).await.unwrap()
}

#[tokio::test]
async fn every_table_is_gathered_or_holds_nobody() {
    let d = desk(Role::Reception).await;
    let mut read = testing::store(&d.desk).read().await.unwrap();
    let known: BTreeSet<String> = GATHERED
        .iter()
        .map(ToString::to_string)
        .chain(HOLDS_NOBODY.iter().chain(&NEVER_SHOWN).map(|(table, _)| table.to_string()))
        .collect();
    let held: BTreeSet<String> = schema::tables(read.conn()).await.unwrap().into_iter().collect();
    assert_eq!(held, known, "a new table must say whether a response shows it");
    for table in schema::tables_with_column(read.conn(), "patient_id").await.unwrap() {
        let never = NEVER_SHOWN.iter().any(|(name, _)| *name == table);
        assert!(never || GATHERED.contains(&table.as_str()), "{table} names a patient and has no gatherer");
    }
}

#[tokio::test]
async fn a_response_says_on_every_page_that_it_is_a_draft_and_names_what_is_undecided() {
    let d = desk(Role::PracticeManager).await;
    let patient = alex_with_everything(&d).await;
    let document = response(&d, &patient).await;
    let pages = pages(&document);
    assert_eq!(pages.len(), document.pages as usize);
    for (at, page) in pages.iter().enumerate() {
        assert!(page.contains("Draft, not for release"), "page {}: {page}", at + 1);
        assert!(
            page.contains("R-2026-001") && page.contains(&format!("Page {} of {}", at + 1, pages.len())),
            "page {}: {page}",
            at + 1
        );
    }
    let text = raw(&document);
    for undecided in [
        "health professional's opinion",
        "Other people's data",
        "Newsletter system",
        "Whether data goes outside the United Kingdom",
    ] {
        assert!(text.contains(undecided), "{undecided}");
    }
    assert_eq!(document.notes[0], "Draft, not for release.");
}

#[tokio::test]
async fn a_response_carries_every_fact_of_the_catalogue_that_the_law_asks_for() {
    let d = desk(Role::PracticeManager).await;
    let patient = alex_with_everything(&d).await;
    testing::change_clinic(&d.desk, |clinic| {
        clinic.transfers = "Some goes to Freedonia, under the standard clauses.".into();
        clinic.automated_decisions = "None at all.".into();
    });
    let document = response(&d, &patient).await;
    let text = raw(&document);
    let clinic = d.desk.clinic();
    let mut facts: Vec<String> = Vec::new();
    let theirs = |of: &[String]| of.is_empty() || of.iter().any(|id| id == "general" || id == "laser");
    let purposes = clinic.purposes.iter().filter(|purpose| theirs(&purpose.treatments));
    facts.extend(purposes.map(|purpose| format!("{}: {}", purpose.title, purpose.basis_words)));
    facts.extend(clinic.categories.iter().map(|category| category.label.clone()));
    facts.extend(clinic.recipients.iter().map(|recipient| recipient.what.clone()));
    facts.extend(clinic.retention.iter().map(|row| format!("{}: {}", row.record, row.period)));
    facts.extend(clinic.rights.clone());
    facts.extend(clinic.sources.iter().map(|source| source.label.clone()));
    facts.extend([clinic.complaints.clone(), clinic.regulator.name.clone(), clinic.regulator.helpline.clone()]);
    facts.extend(["Some goes to Freedonia, under the standard clauses.".into(), "None at all.".into()]);
    for fact in facts {
        assert!(text.contains(&fact), "{fact}");
    }
    assert!(!text.contains("Treatment: dermal filler"), "a treatment they never came for is no purpose of theirs");
}

#[tokio::test]
async fn a_response_holds_something_from_every_table() {
    let d = desk(Role::PracticeManager).await;
    let patient = alex_with_everything(&d).await;
    open_patient(&d.desk, patient.clone()).await.unwrap();
    let document = response(&d, &patient).await;
    let text = raw(&document);
    let told = [
        ("patient", "07700 900777"),
        ("patient_revision", "Telephone: 07700 900118"),
        ("patient_revision", "New phone"),
        ("arrival", "Walked in."),
        ("identity_check", "Number ends 0001."),
        ("age_check", "18 on 24 Nov 2026"),
        ("refusal", "Came with a heron."),
        ("consent_answer", "May we hold health details to treat you safely?"),
        ("rights_request", "my heron notes too."),
        ("audit_entry", "Open patient"),
    ];
    for (table, fact) in told {
        // Cells wrap: the words must all be there, in order, whatever stands between the lines.
        let mut rest = text.as_str();
        for word in fact.split(' ') {
            let at = rest.find(word).unwrap_or_else(|| panic!("{table}: {fact} ({word})"));
            rest = &rest[at + word.len()..];
        }
    }
    assert!(text.contains("Proof of parental responsibility"), "what was searched and is empty is named");
}

#[tokio::test]
async fn only_the_practice_manager_makes_a_response_and_only_to_an_access_request() {
    let d = desk(Role::Reception).await;
    let patient = d.register(amara()).await.patient_id;
    let access = log_request(&d.desk, request(&patient, Right::Access)).await.unwrap();
    let erasure = log_request(&d.desk, request(&patient, Right::Erasure)).await.unwrap();
    for role in [Role::Reception, Role::Clinician] {
        testing::sit_down(&d.desk, role);
        assert_eq!(make_response(&d.desk, access.request_id.clone()).await.unwrap_err().code, "not-allowed");
    }
    testing::sit_down(&d.desk, Role::PracticeManager);
    assert_eq!(make_response(&d.desk, erasure.request_id).await.unwrap_err().code, "not-access");
    let before = d.trail().await.len();
    let document = make_response(&d.desk, access.request_id).await.unwrap();
    assert_eq!(d.trail().await[before..], ["make-response"]);
    assert!(!document.title.contains("Okonkwo"), "print queues show titles");
}

fn consent_form(patient_id: Option<String>, treatment: &str, size: PaperSize) -> ConsentFormRequest {
    ConsentFormRequest { patient_id, treatment: treatment.into(), size }
}

#[tokio::test]
async fn a_prefilled_consent_form_has_the_patient_the_exact_words_and_no_tick() {
    let d = desk(Role::Reception).await;
    let patient = d.register(amara()).await.patient_id;
    let before = d.trail().await.len();
    let document = make_consent_form(&d.desk, consent_form(Some(patient), "laser", PaperSize::Normal)).await.unwrap();
    assert_eq!(d.trail().await[before..], ["make-consent-form"]);
    assert!(!document.title.contains("Okonkwo"));
    let text = raw(&document);
    assert!(text.contains("Amara Grace Okonkwo") && text.contains("14 Mar 1990") && text.contains("KM-"));
    let clinic = d.desk.clinic();
    for id in ["treatment-laser", "hold-health-details", "photographs-teaching", "news-text"] {
        let wording = clinic.wording(id).unwrap();
        let words: Vec<&str> = wording.text.split_whitespace().take(6).collect();
        assert!(text.contains(&words.join(" ")) && text.contains(&wording.question), "{id}");
    }
    for page in pages(&document) {
        assert!(page.contains("Example wording, not approved"));
    }
    assert_eq!(document.notes, ["Example wording, not approved."]);
}

#[tokio::test]
async fn a_blank_form_names_nobody_and_large_print_takes_more_pages() {
    let d = desk(Role::Reception).await;
    d.register(amara()).await;
    let normal = make_consent_form(&d.desk, consent_form(None, "general", PaperSize::Normal)).await.unwrap();
    let large = make_consent_form(&d.desk, consent_form(None, "general", PaperSize::Large)).await.unwrap();
    assert!(!raw(&normal).contains("Okonkwo"));
    assert!(large.pages > normal.pages);
}

#[tokio::test]
async fn no_form_goes_round_the_gate() {
    let d = desk(Role::PracticeManager).await;
    d.clock.go_to("2026-11-21T10:30:00.000Z");
    let young = d.register(alex()).await.patient_id;
    let child = d.register(form("Brennan", "Kai", "2012-02-09")).await.patient_id;
    let refused =
        |patient: &str, treatment: &str| make_consent_form_code(&d, patient.to_string(), treatment.to_string());
    assert_eq!(refused(&young, "botulinum-toxin").await, "under-18");
    assert_eq!(refused(&child, "general").await, "under-16");
    assert_eq!(refused(&young, "no-such-treatment").await, "form");
}

async fn make_consent_form_code(d: &Desk, patient: String, treatment: String) -> String {
    make_consent_form(&d.desk, consent_form(Some(patient), &treatment, PaperSize::Normal)).await.unwrap_err().code
}

#[tokio::test]
async fn approved_words_drop_the_warning() {
    let d = desk(Role::Reception).await;
    testing::change_clinic(&d.desk, |clinic| {
        let approval = frontdesk_domain::catalogue::Approval {
            by: "Marta Nowak".into(),
            on: "2026-11-02".parse().unwrap(),
            clinical_reviewer: "Tom Ellery".into(),
        };
        clinic.wordings.iter_mut().for_each(|wording| wording.approved = Some(approval.clone()));
    });
    let document = make_consent_form(&d.desk, consent_form(None, "laser", PaperSize::Normal)).await.unwrap();
    let text = raw(&document);
    assert!(text.contains("Approved 2 Nov 2026 by Marta Nowak") && !text.contains("not approved"));
    assert!(document.notes.is_empty());
}
