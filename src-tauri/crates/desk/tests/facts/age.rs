//! The age step in depth: the date of birth typed again unseen, and what only a clinician may record.

use crate::common::{Desk, desk, form};
use crate::visit::{ALEX, ROWAN, again, alex, passport, walk_in};
use frontdesk_desk::DeskError;
use frontdesk_desk::check_in::{decide_age, open_check_in, record_age, record_identity, turn_away};
use frontdesk_desk::testing;
use frontdesk_desk::views::board::Mark;
use frontdesk_desk::views::check_in::TurnAwayForm;
use frontdesk_domain::clinician::{ClinicianForm, ClinicianQuestion, GivenBy};
use frontdesk_domain::gate::ClinicianAnswer;
use frontdesk_domain::id::PatientId;
use frontdesk_domain::patient::{PatientForm, TypedDate};
use frontdesk_domain::role::Role;
use frontdesk_store::age_check::{self, AgeCheck};
use frontdesk_store::clinician_decision::{self, Decided};

fn typed(day: &str, month: &str, year: &str) -> Option<TypedDate> {
    Some(TypedDate { day: day.into(), month: month.into(), year: year.into() })
}

async fn ages(d: &Desk, patient: &str) -> Vec<AgeCheck> {
    let mut read = testing::store(&d.desk).read().await.unwrap();
    age_check::for_patient(read.conn(), &PatientId(patient.into())).await.unwrap()
}

async fn decisions(d: &Desk, patient: &str) -> Vec<Decided> {
    let mut read = testing::store(&d.desk).read().await.unwrap();
    clinician_decision::for_patient(read.conn(), &PatientId(patient.into())).await.unwrap()
}

fn codes(error: &DeskError) -> Vec<(&str, &str)> {
    error.fields.iter().map(|problem| (problem.field.as_str(), problem.code.as_str())).collect()
}

fn rowan() -> PatientForm {
    form("Testpatient", "Rowan", "2008-11-23")
}

fn directed() -> ClinicianForm {
    ClinicianForm {
        answer: Some(ClinicianAnswer::GoAhead),
        doctor: "Dr Ada Quill".into(),
        gmc: "123 4567".into(),
        given_by: Some(GivenBy::Nurse),
        reason: "Severe axillary sweating, under the dermatology plan.".into(),
    }
}

fn not_today() -> ClinicianForm {
    ClinicianForm {
        answer: Some(ClinicianAnswer::NotToday),
        doctor: String::new(),
        gmc: String::new(),
        given_by: None,
        reason: "No clinical need found.".into(),
    }
}

#[tokio::test]
async fn toxin_and_filler_ask_for_the_date_of_birth_again_and_general_care_does_not() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    assert!(!open_check_in(&d.desk, arrival).await.unwrap().age_step.rekey);
    for treatment in ["botulinum-toxin", "dermal-filler"] {
        let arrival = again(&d.desk, &patient, treatment).await;
        assert!(open_check_in(&d.desk, arrival).await.unwrap().age_step.rekey, "{treatment}");
    }
}

#[tokio::test]
async fn a_date_of_birth_typed_again_that_differs_records_no_age_and_does_not_say_which_part() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "botulinum-toxin").await;
    record_identity(&d.desk, passport(&arrival, ALEX)).await.unwrap();
    let missing = record_age(&d.desk, arrival.clone(), None).await.unwrap_err();
    assert!(missing.fields.iter().all(|problem| problem.field.starts_with("born")), "{missing:?}");
    let before = d.trail().await.len();
    let error = record_age(&d.desk, arrival.clone(), typed("22", "11", "2007")).await.unwrap_err();
    assert_eq!(codes(&error), [("born", "born-again-differs")]);
    assert!(!error.fields[0].message.contains("2008") && !error.fields[0].message.contains("year"));
    let entry = &d.audit().await[before];
    assert_eq!((entry.use_case.as_str(), entry.outcome.as_str()), ("record-age", "failed"));
    assert!(ages(&d, &patient).await.is_empty());

    let view = record_age(&d.desk, arrival, typed("22", "nov", "2008")).await.unwrap();
    assert_eq!(view.age, Mark::Done);
    let row = ages(&d, &patient).await.pop().unwrap();
    assert!(row.rekeyed && row.clinician_decision.is_none());
}

#[tokio::test]
async fn only_a_clinician_records_the_doctor_directed_route_and_then_everything_else_still_applies() {
    let d = desk(Role::Reception).await;
    d.clock.go_to("2026-11-22T10:30:00.000Z");
    let (patient, arrival) = walk_in(&d, rowan(), "botulinum-toxin").await;
    let stop = open_check_in(&d.desk, arrival.clone()).await.unwrap().stop.unwrap();
    assert_eq!(
        (stop.code.as_str(), stop.question, stop.can_decide),
        ("under-18", Some(ClinicianQuestion::DoctorDirected), false)
    );
    assert_eq!(decide_age(&d.desk, arrival.clone(), directed()).await.unwrap_err().code, "not-allowed");

    testing::sit_down(&d.desk, Role::Clinician);
    assert!(open_check_in(&d.desk, arrival.clone()).await.unwrap().stop.unwrap().can_decide);
    let bare = ClinicianForm { doctor: " ".into(), gmc: "12345".into(), given_by: None, ..directed() };
    let error = decide_age(&d.desk, arrival.clone(), bare).await.unwrap_err();
    assert_eq!(codes(&error), [("doctor", "doctor-missing"), ("gmc", "gmc-number"), ("givenBy", "given-by-missing")]);
    let view = decide_age(&d.desk, arrival.clone(), directed()).await.unwrap();
    assert!(view.stop.is_none());
    assert_eq!(view.age, Mark::ToDo);
    let decided = decisions(&d, &patient).await.pop().unwrap();
    assert_eq!((decided.age, decided.doctor.as_ref().map(|doctor| doctor.gmc.as_str())), (17, Some("1234567")));

    assert_eq!(record_age(&d.desk, arrival.clone(), None).await.unwrap_err().code, "identity-first");
    record_identity(&d.desk, passport(&arrival, ROWAN)).await.unwrap();
    record_age(&d.desk, arrival.clone(), typed("23", "11", "2008")).await.unwrap();
    let row = ages(&d, &patient).await.pop().unwrap();
    assert_eq!((row.verdict.as_str(), row.age), ("allowed", 17));
    assert_eq!(row.clinician_decision, Some(decided.id));
    assert!(row.source.unwrap().contains("Dr Ada Quill, GMC 1234567, given by a nurse"));

    let leaves = TurnAwayForm { arrival_id: arrival, reason: "leaves".into(), note: String::new() };
    turn_away(&d.desk, leaves).await.unwrap();
    // The next visit starts from the stop again.
    let next = again(&d.desk, &patient, "botulinum-toxin").await;
    assert_eq!(open_check_in(&d.desk, next).await.unwrap().stop.unwrap().code, "under-18");
}

#[tokio::test]
async fn a_clinician_lifts_neither_the_parental_path_nor_an_estimated_date_of_birth() {
    let d = desk(Role::Clinician).await;
    d.clock.go_to("2026-11-22T10:30:00.000Z");
    let (_, arrival) = walk_in(&d, form("Brennan", "Kai", "2012-02-09"), "dermal-filler").await;
    let view = decide_age(&d.desk, arrival, directed()).await.unwrap();
    assert_eq!(view.stop.unwrap().code, "under-16");
    let estimate = PatientForm { born_estimated: true, ..rowan() };
    let (_, arrival) = walk_in(&d, estimate, "botulinum-toxin").await;
    let view = decide_age(&d.desk, arrival, directed()).await.unwrap();
    assert_eq!(view.stop.unwrap().code, "estimated-age");
}

#[tokio::test]
async fn cosmetic_care_at_17_goes_on_when_a_clinician_says_so_and_a_changed_mind_keeps_the_earlier_one() {
    let d = desk(Role::Clinician).await;
    d.clock.go_to("2026-11-22T10:30:00.000Z");
    let (patient, arrival) = walk_in(&d, rowan(), "laser").await;
    let view = decide_age(&d.desk, arrival.clone(), not_today()).await.unwrap();
    assert_eq!(view.stop.unwrap().code, "clinician-declined");
    record_age(&d.desk, arrival.clone(), None).await.unwrap();
    assert_eq!(ages(&d, &patient).await.pop().unwrap().verdict, "stopped");
    let yes = ClinicianForm { answer: Some(ClinicianAnswer::GoAhead), ..not_today() };
    let view = decide_age(&d.desk, arrival, yes).await.unwrap();
    assert!(view.stop.is_none());
    let answers: Vec<_> = decisions(&d, &patient).await.into_iter().map(|decided| decided.answer).collect();
    assert_eq!(answers, [ClinicianAnswer::NotToday, ClinicianAnswer::GoAhead]);
}

#[tokio::test]
async fn a_visit_that_is_old_enough_has_nothing_for_a_clinician_to_decide() {
    let d = desk(Role::Clinician).await;
    let (_, arrival) = walk_in(&d, alex(), "laser").await;
    assert_eq!(decide_age(&d.desk, arrival, directed()).await.unwrap_err().code, "nothing-to-decide");
}
