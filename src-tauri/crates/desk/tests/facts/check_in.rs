//! Facts about the first two steps of a check-in, and about being turned away.

use crate::common::{Desk, desk, form};
use crate::visit::{ALEX, ERIKSSON, ROWAN, again, alex, as_far_as_consents, passport, sheet, walk_in, whole};
use frontdesk_desk::check_in::{open_check_in, record_age, record_consents, record_identity, turn_away};
use frontdesk_desk::error::DeskError;
use frontdesk_desk::patient::open_patient;
use frontdesk_desk::testing;
use frontdesk_desk::views::board::{ArrivalState, Mark};
use frontdesk_desk::views::check_in::{DocumentKind, IdentityForm, IdentityMethod, LikenessAnswer, TurnAwayForm};
use frontdesk_domain::consent::Answer;
use frontdesk_domain::id::PatientId;
use frontdesk_domain::patient::{PatientForm, TypedDate};
use frontdesk_domain::role::Role;
use frontdesk_store::age_check::{self, AgeCheck};
use frontdesk_store::identity_check::{self, IdentityCheck};

async fn checks(d: &Desk, patient_id: &str) -> Vec<IdentityCheck> {
    let mut read = testing::store(&d.desk).read().await.unwrap();
    identity_check::for_patient(read.conn(), &PatientId(patient_id.into())).await.unwrap()
}

async fn ages(d: &Desk, patient_id: &str) -> Vec<AgeCheck> {
    let mut read = testing::store(&d.desk).read().await.unwrap();
    age_check::for_patient(read.conn(), &PatientId(patient_id.into())).await.unwrap()
}

fn codes(error: &DeskError) -> Vec<(&str, &str)> {
    error.fields.iter().map(|problem| (problem.field.as_str(), problem.code.as_str())).collect()
}

#[tokio::test]
async fn a_passport_read_and_a_likeness_confirm_the_identity_and_no_more_than_four_characters_are_kept() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    let view = record_identity(&d.desk, passport(&arrival, ALEX)).await.unwrap();
    assert_eq!(view.identity, Mark::Done);
    let check = checks(&d, &patient).await.pop().unwrap();
    assert_eq!(
        (check.outcome.as_str(), check.zone.as_deref(), check.name_match.as_deref()),
        ("confirmed", Some("pass"), Some("match"))
    );
    assert_eq!(
        (check.born_match, check.last_four.as_deref(), check.expiry.as_deref()),
        (Some(true), Some("0001"), Some("2033-01-01"))
    );
    assert_eq!(
        (check.issuer.as_deref(), check.by.as_str(), check.purpose.as_str()),
        (Some("United Kingdom"), "staff-reception", "check-in")
    );
    assert!(!format!("{check:?}").contains("999000001"), "the whole number is kept nowhere");
}

#[tokio::test]
async fn every_problem_of_the_identity_step_is_told_at_once() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    let form = IdentityForm { document: None, likeness: None, last_four: "12345".into(), ..passport(&arrival, "") };
    let error = record_identity(&d.desk, form).await.unwrap_err();
    let expected = [
        ("document", "document-missing"),
        ("lastFour", "last-four"),
        ("likeness", "likeness-missing"),
        ("matchesRecord", "match-missing"),
    ];
    assert_eq!(codes(&error), expected);
    assert!(checks(&d, &patient).await.is_empty());
}

#[tokio::test]
async fn a_photograph_that_does_not_look_like_them_is_kept_unconfirmed_with_what_to_do() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    for (answer, says) in [(LikenessAnswer::No, "another document"), (LikenessAnswer::Unsure, "colleague")] {
        let form = IdentityForm { likeness: Some(answer), ..passport(&arrival, ALEX) };
        let view = record_identity(&d.desk, form).await.unwrap();
        assert_eq!(view.identity, Mark::Ask);
        assert!(view.identity_note.unwrap().contains(says));
    }
    assert!(checks(&d, &patient).await.iter().all(|check| check.outcome == "not-confirmed"));
}

#[tokio::test]
async fn another_persons_passport_does_not_confirm() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    let view = record_identity(&d.desk, passport(&arrival, ROWAN)).await.unwrap();
    assert_eq!(view.identity, Mark::Ask);
    let check = checks(&d, &patient).await.pop().unwrap();
    assert_eq!((check.name_match.as_deref(), check.born_match), (Some("differs"), Some(false)));
}

#[tokio::test]
async fn a_failed_check_digit_shows_and_does_not_block() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    let misread = ALEX.replace("9990000010GBR", "9990000910GBR");
    let view = record_identity(&d.desk, passport(&arrival, &misread)).await.unwrap();
    assert_eq!(view.identity, Mark::Done);
    assert_eq!(checks(&d, &patient).await.pop().unwrap().zone.as_deref(), Some("fail"));
}

#[tokio::test]
async fn a_passport_out_of_date_does_not_confirm() {
    let d = desk(Role::Reception).await;
    let (_, arrival) = walk_in(&d, form("Eriksson", "Anna Maria", "1974-08-12"), "general").await;
    let view = record_identity(&d.desk, passport(&arrival, ERIKSSON)).await.unwrap();
    assert_eq!(view.identity, Mark::Ask);
    assert!(view.identity_note.unwrap().contains("out of date"));
}

#[tokio::test]
async fn a_birth_certificate_and_a_residence_permit_are_kept_unconfirmed_with_what_to_ask_for() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    for (kind, code, says) in [
        (DocumentKind::BirthCertificate, "birth-certificate", "Ask for a document with one."),
        (DocumentKind::ResidencePermit, "residence-permit", "ended on 31 December 2024"),
    ] {
        let form = IdentityForm { document: Some(kind), likeness: None, ..passport(&arrival, "") };
        let view = record_identity(&d.desk, form).await.unwrap();
        assert_eq!(view.identity, Mark::Ask);
        assert!(view.identity_note.unwrap().contains(says));
        let check = checks(&d, &patient).await.pop().unwrap();
        assert_eq!((check.document.as_deref(), check.outcome.as_str()), (Some(code), "not-confirmed"));
    }
}

#[tokio::test]
async fn a_licence_read_by_eye_needs_a_last_day_and_an_answer_on_name_and_date_of_birth() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    let by_eye = |expiry: [&str; 3]| IdentityForm {
        document: Some(DocumentKind::LicenceGb),
        issuer: "DVLA".into(),
        last_four: "9ij7".into(),
        matches_record: Some(true),
        expiry: TypedDate { day: expiry[0].into(), month: expiry[1].into(), year: expiry[2].into() },
        ..passport(&arrival, "")
    };
    assert_eq!(
        codes(&record_identity(&d.desk, by_eye(["", "", ""])).await.unwrap_err()),
        [("expiry", "expiry-missing")]
    );
    record_identity(&d.desk, by_eye(["1", "6", "2030"])).await.unwrap();
    let check = checks(&d, &patient).await.pop().unwrap();
    assert_eq!((check.zone, check.last_four.as_deref(), check.outcome.as_str()), (None, Some("9IJ7"), "confirmed"));
}

fn known(arrival: &str, check: Option<String>, details: &[&str]) -> IdentityForm {
    IdentityForm {
        method: IdentityMethod::Known,
        earlier_check: check,
        read_back: details.iter().map(ToString::to_string).collect(),
        ..passport(arrival, "")
    }
}

#[tokio::test]
async fn known_to_us_leans_on_a_document_in_date_and_two_details_read_back() {
    let d = desk(Role::Reception).await;
    let (patient, first) = walk_in(&d, alex(), "general").await;
    let error = record_identity(&d.desk, known(&first, None, &["born", "phone"])).await.unwrap_err();
    assert_eq!(codes(&error), [("earlierCheck", "no-earlier-check")]);
    whole(&d, &first).await;

    d.clock.go_to("2026-12-08T10:30:00.000Z");
    let second = again(&d.desk, &patient, "general").await;
    let from = open_check_in(&d.desk, second.clone()).await.unwrap().known_from.unwrap();
    assert_eq!(from.text, "Passport, ends 0001, seen 24 Nov 2026");
    let error =
        record_identity(&d.desk, known(&second, Some(from.check_id.clone()), &["born", "born"])).await.unwrap_err();
    assert_eq!(codes(&error), [("readBack", "two-details")]);
    let error =
        record_identity(&d.desk, known(&second, Some(from.check_id.clone()), &["born", "email"])).await.unwrap_err();
    assert_eq!(codes(&error), [("readBack", "detail-not-held")]);
    let view = record_identity(&d.desk, known(&second, Some(from.check_id.clone()), &["born", "phone"])).await.unwrap();
    assert_eq!(view.identity, Mark::Done);
    let check = checks(&d, &patient).await.pop().unwrap();
    assert_eq!(check.earlier_check, Some(from.check_id));
    assert_eq!(check.note.as_deref(), Some("Read back: date of birth, phone number."));
}

#[tokio::test]
async fn known_to_us_ends_with_the_document() {
    let d = desk(Role::Reception).await;
    let (patient, first) = walk_in(&d, alex(), "general").await;
    whole(&d, &first).await;
    d.clock.go_to("2033-01-02T10:30:00.000Z");
    let second = again(&d.desk, &patient, "general").await;
    assert!(open_check_in(&d.desk, second.clone()).await.unwrap().known_from.is_none());
    let earlier = checks(&d, &patient).await.pop().map(|check| check.id);
    let error = record_identity(&d.desk, known(&second, earlier, &["born", "phone"])).await.unwrap_err();
    assert_eq!(codes(&error), [("earlierCheck", "no-earlier-check")]);
}

#[tokio::test]
async fn somebody_else_vouches_and_is_named() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    let vouched = |by: &str| IdentityForm {
        method: IdentityMethod::Vouched,
        vouched_by: Some(by.into()),
        ..passport(&arrival, "")
    };
    for nobody in ["staff-reception", "somebody"] {
        let error = record_identity(&d.desk, vouched(nobody)).await.unwrap_err();
        assert_eq!(codes(&error), [("vouchedBy", "colleague-missing")]);
    }
    let view = record_identity(&d.desk, vouched("staff-clinician")).await.unwrap();
    assert_eq!(view.identity, Mark::Done);
    assert!(view.identity_note.unwrap().contains("Tom Ellery"));
    assert_eq!(checks(&d, &patient).await.pop().unwrap().vouched_by.as_deref(), Some("staff-clinician"));
}

#[tokio::test]
async fn toxin_is_refused_the_day_before_the_18th_birthday_and_allowed_on_it_with_the_statute_kept() {
    let d = desk(Role::Reception).await;
    d.clock.go_to("2026-11-21T10:30:00.000Z");
    let (patient, arrival) = walk_in(&d, alex(), "botulinum-toxin").await;
    let stop = open_check_in(&d.desk, arrival.clone()).await.unwrap().stop.unwrap();
    assert_eq!((stop.code.as_str(), stop.parental), ("under-18", false));
    record_age(&d.desk, arrival, None).await.unwrap();
    let row = ages(&d, &patient).await.pop().unwrap();
    assert_eq!((row.verdict.as_str(), row.age, row.minimum), ("stopped", 17, Some(18)));
    assert!(row.source.unwrap().contains("Act 2021"));

    d.clock.go_to("2026-11-22T10:30:00.000Z");
    let arrival = again(&d.desk, &patient, "botulinum-toxin").await;
    let view = as_far_as_consents(&d, &arrival).await;
    assert!(view.stop.is_none());
    let row = ages(&d, &patient).await.pop().unwrap();
    assert_eq!((row.verdict.as_str(), row.age, row.minimum), ("allowed", 18, Some(18)));
    assert_eq!(row.identity_check, checks(&d, &patient).await.pop().map(|check| check.id));
}

#[tokio::test]
async fn no_parent_lifts_the_stop_for_toxin_even_under_16() {
    let d = desk(Role::Reception).await;
    let (_, arrival) = walk_in(&d, form("Brennan", "Kai", "2012-02-09"), "dermal-filler").await;
    let view = open_check_in(&d.desk, arrival).await.unwrap();
    let stop = view.stop.unwrap();
    assert_eq!((stop.code.as_str(), stop.parental, view.age), ("under-18", false, Mark::Stopped));
}

#[tokio::test]
async fn under_16_the_path_stops_and_leads_to_the_parental_record() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, form("Brennan", "Kai", "2012-02-09"), "laser").await;
    let view = open_check_in(&d.desk, arrival.clone()).await.unwrap();
    let stop = view.stop.clone().unwrap();
    assert_eq!(
        (stop.code.as_str(), stop.parental, stop.title.as_str()),
        ("under-16", true, "Check-in has stopped: Kai is 14")
    );
    record_age(&d.desk, arrival, None).await.unwrap();
    assert_eq!(ages(&d, &patient).await.pop().unwrap().verdict, "parental");
    let error = record_consents(&d.desk, sheet(&view, Answer::Given)).await.unwrap_err();
    assert_eq!(error.code, "under-16");
}

#[tokio::test]
async fn cosmetic_treatment_at_16_or_17_goes_to_a_clinician_and_other_care_goes_on() {
    let d = desk(Role::Reception).await;
    d.clock.go_to("2026-11-21T10:30:00.000Z");
    let (patient, arrival) = walk_in(&d, alex(), "laser").await;
    let view = open_check_in(&d.desk, arrival).await.unwrap();
    assert_eq!(view.stop.unwrap().code, "clinician");
    let arrival = again(&d.desk, &patient, "general").await;
    let view = as_far_as_consents(&d, &arrival).await;
    assert!(view.stop.is_none());
    assert_eq!(view.age, Mark::Done);
}

#[tokio::test]
async fn an_estimated_date_of_birth_satisfies_no_gate() {
    let d = desk(Role::Reception).await;
    let patient = PatientForm { born_estimated: true, ..form("Testpatient", "Sam", "1961-01-01") };
    let (patient, arrival) = walk_in(&d, patient, "general").await;
    let view = open_check_in(&d.desk, arrival.clone()).await.unwrap();
    assert_eq!(view.stop.unwrap().code, "estimated-age");
    record_age(&d.desk, arrival, None).await.unwrap();
    assert_eq!(ages(&d, &patient).await.pop().unwrap().verdict, "stopped");
}

#[tokio::test]
async fn an_age_is_not_allowed_before_the_identity() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    assert_eq!(record_age(&d.desk, arrival, None).await.unwrap_err().code, "identity-first");
    assert!(ages(&d, &patient).await.is_empty());
}

#[tokio::test]
async fn at_a_first_visit_for_toxin_even_a_person_of_60_shows_a_date_of_birth() {
    let d = desk(Role::Reception).await;
    let (_, arrival) = walk_in(&d, form("Testpatient", "Kit", "1966-05-05"), "botulinum-toxin").await;
    let vouched = IdentityForm {
        method: IdentityMethod::Vouched,
        vouched_by: Some("staff-clinician".into()),
        ..passport(&arrival, "")
    };
    let view = record_identity(&d.desk, vouched).await.unwrap();
    assert!(view.age_step.challenge_25 && view.age_step.proof.is_none());
    assert_eq!(record_age(&d.desk, arrival, None).await.unwrap_err().code, "age-not-proved");
}

#[tokio::test]
async fn every_step_leaves_one_entry_that_names_nobody() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    let before = d.trail().await.len();
    open_check_in(&d.desk, arrival.clone()).await.unwrap();
    whole(&d, &arrival).await;
    let trail = d.trail().await;
    assert_eq!(trail[before..], ["open-check-in", "record-identity", "record-age", "record-consents"]);
    for entry in &d.audit().await[before..] {
        assert_eq!((entry.subject_kind.as_str(), entry.subject.as_str()), ("patient", patient.as_str()));
        for personal in ["Testpatient", "Alex", "2008", "0001", "900118"] {
            assert!(!entry.detail.contains(personal), "{}", entry.detail);
        }
    }
}

#[tokio::test]
async fn turned_away_is_kept_with_its_reason_and_ends_the_visit() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    let reasons = open_check_in(&d.desk, arrival.clone()).await.unwrap().turn_away;
    assert!(reasons.iter().all(|reason| !reason.say.is_empty()));
    let away = |reason: &str, note: &str| TurnAwayForm {
        arrival_id: arrival.clone(),
        reason: reason.into(),
        note: note.into(),
    };
    assert_eq!(codes(&turn_away(&d.desk, away("", "")).await.unwrap_err()), [("reason", "reason-missing")]);
    assert_eq!(codes(&turn_away(&d.desk, away("other", " ")).await.unwrap_err()), [("note", "note-missing")]);
    let board = turn_away(&d.desk, away("no-document", "")).await.unwrap();
    assert_eq!(board.arrivals[0].state, ArrivalState::TurnedAway);
    assert_eq!(record_identity(&d.desk, passport(&arrival, ALEX)).await.unwrap_err().code, "turned-away");
    assert_eq!(turn_away(&d.desk, away("no-document", "")).await.unwrap_err().code, "turned-away");
    let history = open_patient(&d.desk, patient).await.unwrap().history;
    let line = history.iter().find(|line| line.kind == "refusal").unwrap();
    assert_eq!(line.text, "Turned away: has no document to show");
}

#[tokio::test]
async fn nothing_is_recorded_at_a_finished_visit_or_on_another_day() {
    let d = desk(Role::Reception).await;
    let (patient, first) = walk_in(&d, alex(), "general").await;
    whole(&d, &first).await;
    assert_eq!(record_identity(&d.desk, passport(&first, ALEX)).await.unwrap_err().code, "check-in-done");
    let second = again(&d.desk, &patient, "laser").await;
    d.clock.go_to("2026-11-25T10:30:00.000Z");
    assert_eq!(record_identity(&d.desk, passport(&second, ALEX)).await.unwrap_err().code, "another-day");
    assert_eq!(record_age(&d.desk, second, None).await.unwrap_err().code, "another-day");
}
