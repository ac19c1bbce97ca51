//! A check counts for the name and the date of birth it was made on, and for no other: every way to change one, against every
//! place that reads a check.

use crate::common::{Desk, desk, form};
use crate::visit::{ALEX, again, alex, passport, sheet, walk_in, whole};
use frontdesk_desk::board::see_board;
use frontdesk_desk::check_in::{decide_age, open_check_in, record_age, record_consents, record_identity};
use frontdesk_desk::patient::{edit_patient, open_patient, open_patient_form};
use frontdesk_desk::register::see_register;
use frontdesk_desk::testing;
use frontdesk_desk::views::board::Mark;
use frontdesk_desk::views::check_in::{IdentityForm, IdentityMethod};
use frontdesk_desk::views::register::RegisterFilter;
use frontdesk_domain::clinician::ClinicianForm;
use frontdesk_domain::consent::Answer;
use frontdesk_domain::gate::ClinicianAnswer;
use frontdesk_domain::patient::{PatientForm, TypedDate};
use frontdesk_domain::role::Role;

/// A way to change a form.
type Change = fn(PatientForm) -> PatientForm;

/// Every way in which who somebody is can change on a record.
const WHO: [(&str, Change); 5] = [
    ("the name", |form| PatientForm { surname: "Falkner".into(), ..form }),
    ("the name", |form| PatientForm { given_names: "Alexa".into(), ..form }),
    ("the date of birth", |form| PatientForm { born: date("22", "11", "2007"), ..form }),
    ("the date of birth", |form| PatientForm { born: date("23", "11", "2008"), ..form }),
    ("the name and the date of birth", |form| PatientForm {
        surname: "Falkner".into(),
        born: date("22", "11", "2007"),
        ..form
    }),
];

/// Changes that leave who they are as it was.
const ELSE: [Change; 4] = [
    |form| PatientForm { phone: "07700 900119".into(), ..form },
    |form| PatientForm { preferred_name: "Lexi".into(), ..form },
    |form| PatientForm { former_names: "Nowak".into(), ..form },
    |form| PatientForm { address: "1 Sample Street".into(), ..form },
];

fn date(day: &str, month: &str, year: &str) -> TypedDate {
    TypedDate { day: day.into(), month: month.into(), year: year.into() }
}

async fn edit(d: &Desk, patient: &str, change: Change, reason: &str) -> Result<(), String> {
    let held = open_patient_form(&d.desk, patient.into()).await.unwrap();
    let changed = change(held.form);
    edit_patient(&d.desk, patient.into(), held.revision, changed, reason.into(), "A parent asks what is held.".into())
        .await
        .map(drop)
        .map_err(|error| error.fields.first().map_or(error.code.clone(), |problem| problem.code.clone()))
}

/// The register, narrowed by nothing.
fn everything() -> RegisterFilter {
    RegisterFilter {
        from: TypedDate::default(),
        until: TypedDate::default(),
        treatment: String::new(),
        outcome: String::new(),
        staff_id: String::new(),
    }
}

/// What the board says of an arrival: identity, age, consents.
async fn board(d: &Desk, arrival: &str) -> (Mark, Mark, Mark) {
    let board = see_board(&d.desk).await.unwrap();
    let row = board.arrivals.iter().find(|row| row.arrival_id == arrival).unwrap();
    (row.identity, row.age, row.consents)
}

#[tokio::test]
async fn after_any_change_of_who_they_are_no_check_counts_anywhere() {
    for (what, change) in WHO {
        let d = desk(Role::Reception).await;
        let (patient, arrival) = walk_in(&d, alex(), "botulinum-toxin").await;
        let view = record_identity(&d.desk, passport(&arrival, ALEX)).await.unwrap();
        assert!(view.identity == Mark::Done && view.age_step.proof.is_some());
        let view = record_age(&d.desk, arrival.clone(), Some(date("22", "11", "2008"))).await.unwrap();
        assert_eq!(view.age, Mark::Done);
        assert_eq!(board(&d, &arrival).await.0, Mark::Done);

        edit(&d, &patient, change, "Passport looked at again").await.unwrap();

        let view = open_check_in(&d.desk, arrival.clone()).await.unwrap();
        assert_eq!((view.identity, view.age), (Mark::ToDo, Mark::ToDo), "check-in, {what}");
        assert!(view.age_step.proof.is_none(), "the gate, {what}");
        let (identity, age, _) = board(&d, &arrival).await;
        assert_eq!((identity, age), (Mark::ToDo, Mark::ToDo), "board, {what}");
        let born = Some(date("22", "11", "2007"));
        let refused = record_age(&d.desk, arrival.clone(), born).await.unwrap_err();
        assert!(["identity-first", "form"].contains(&refused.code.as_str()), "{what}: {}", refused.code);
        let page = open_patient(&d.desk, patient.clone()).await.unwrap();
        assert_eq!(page.identity.word, "To do", "page, {what}");
        assert!(page.age.note.contains("Not proved yet"), "page, {what}: {}", page.age.note);
        let history = format!("{:?}", page.history);
        assert_eq!(history.matches(&format!("No longer counts: {what} changed since")).count(), 2, "{history}");

        // Known to us has nothing to lean on, neither at this visit nor at the next.
        let (other, _) = (again(&d.desk, &patient, "general").await, ());
        for arrival in [arrival.clone(), other] {
            let view = open_check_in(&d.desk, arrival.clone()).await.unwrap();
            assert!(view.known_from.is_none(), "{what}");
            let known = IdentityForm {
                method: IdentityMethod::Known,
                document: None,
                likeness: None,
                earlier_check: Some(first_check(&d, &patient).await),
                read_back: vec!["phone".into(), "postcode".into()],
                ..passport(&arrival, "")
            };
            let error = record_identity(&d.desk, known).await.unwrap_err();
            assert_eq!(error.fields[0].code, "no-earlier-check", "{what}");
        }
    }
}

async fn first_check(d: &Desk, patient: &str) -> String {
    let mut read = testing::store(&d.desk).read().await.unwrap();
    let checks = frontdesk_store::identity_check::for_patient(read.conn(), &patient.to_string().into()).await.unwrap();
    checks[0].id.clone()
}

#[tokio::test]
async fn a_change_of_who_they_are_says_why_and_another_need_not() {
    for (what, change) in WHO {
        let d = desk(Role::Reception).await;
        let (patient, _) = walk_in(&d, alex(), "general").await;
        assert_eq!(edit(&d, &patient, change, "  ").await.unwrap_err(), "reason-missing", "{what}");
        let held = open_patient_form(&d.desk, patient.clone()).await.unwrap();
        assert_eq!(held.revision, 1, "nothing was saved");
        edit(&d, &patient, change, "Deed poll seen").await.unwrap();
    }
    for change in ELSE {
        let d = desk(Role::Reception).await;
        let (patient, arrival) = walk_in(&d, alex(), "general").await;
        record_identity(&d.desk, passport(&arrival, ALEX)).await.unwrap();
        edit(&d, &patient, change, "").await.unwrap();
        assert_eq!(board(&d, &arrival).await.0, Mark::Done);
        assert_eq!(open_check_in(&d.desk, arrival).await.unwrap().identity, Mark::Done);
    }
}

#[tokio::test]
async fn a_record_put_back_as_it_was_has_its_checks_again() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    record_identity(&d.desk, passport(&arrival, ALEX)).await.unwrap();
    edit(&d, &patient, WHO[0].1, "Typed in the wrong record").await.unwrap();
    assert_eq!(board(&d, &arrival).await.0, Mark::ToDo);
    edit(&d, &patient, |form| PatientForm { surname: "Testpatient".into(), ..form }, "Put back").await.unwrap();
    assert_eq!(board(&d, &arrival).await.0, Mark::Done);
}

#[tokio::test]
async fn a_passport_that_says_17_never_becomes_18_by_an_edit() {
    let d = desk(Role::Reception).await;
    let mia = form("Testpatient", "Alex Morgan", "2008-11-25");
    let (patient, arrival) =
        walk_in(&d, PatientForm { phone: "07700 900118".into(), postcode: "ZZ99 3AA".into(), ..mia }, "general").await;
    let by_eye = IdentityForm {
        issuer: "United Kingdom".into(),
        last_four: "0010".into(),
        expiry: date("1", "1", "2033"),
        matches_record: Some(true),
        ..passport(&arrival, "")
    };
    record_identity(&d.desk, by_eye).await.unwrap();
    edit(&d, &patient, |form| PatientForm { born: date("25", "11", "2006"), ..form }, "Told us").await.unwrap();
    let toxin = again(&d.desk, &patient, "botulinum-toxin").await;
    let view = open_check_in(&d.desk, toxin.clone()).await.unwrap();
    assert!(view.age_step.proof.is_none() && view.age_step.challenge_25 && view.known_from.is_none());
    let refused = record_age(&d.desk, toxin, Some(date("25", "11", "2006"))).await.unwrap_err();
    assert_eq!(refused.code, "identity-first");
}

#[tokio::test]
async fn what_hangs_on_age_is_asked_again_after_the_date_of_birth_is_corrected() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "botulinum-toxin").await;
    whole(&d, &arrival).await;
    assert_eq!(board(&d, &arrival).await.2, Mark::Done);
    edit(&d, &patient, |form| PatientForm { born: date("22", "11", "2007"), ..form }, "Passport read again")
        .await
        .unwrap();
    let next = again(&d.desk, &patient, "botulinum-toxin").await;
    let view = open_check_in(&d.desk, next).await.unwrap();
    let rows: Vec<_> = view.consent_step.groups.iter().flat_map(|group| &group.rows).collect();
    let treatment = rows.iter().find(|row| row.purpose.starts_with("treatment")).unwrap();
    assert!(treatment.held.is_none(), "consent to the treatment is asked again: {treatment:?}");
    // What does not hang on it stands: they were over 16 by either date.
    assert!(rows.iter().any(|row| row.held.is_some()), "not everything is asked again");
}

#[tokio::test]
async fn a_clinicians_decision_counts_for_the_date_of_birth_it_was_made_on() {
    let d = desk(Role::Clinician).await;
    let (patient, arrival) = walk_in(&d, form("Testpatient", "Rowan", "2009-06-01"), "botulinum-toxin").await;
    let decided = ClinicianForm {
        answer: Some(ClinicianAnswer::NotToday),
        doctor: String::new(),
        gmc: String::new(),
        given_by: None,
        reason: "No clinical need found.".into(),
    };
    let view = decide_age(&d.desk, arrival.clone(), decided).await.unwrap();
    assert_eq!(view.stop.unwrap().code, "clinician-declined");
    edit(&d, &patient, |form| PatientForm { born: date("2", "6", "2009"), ..form }, "Typed wrong").await.unwrap();
    let view = open_check_in(&d.desk, arrival.clone()).await.unwrap();
    assert_eq!(view.stop.unwrap().code, "under-18", "they are asked anew");
    assert_eq!(board(&d, &arrival).await.1, Mark::Stopped);
}

#[tokio::test]
async fn the_register_keeps_whom_a_check_was_made_on_and_says_that_it_no_longer_counts() {
    let d = desk(Role::PracticeManager).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    record_identity(&d.desk, passport(&arrival, ALEX)).await.unwrap();
    edit(&d, &patient, WHO[0].1, "Deed poll seen").await.unwrap();
    let page = see_register(&d.desk, everything(), None).await.unwrap();
    let row = page.rows.iter().find(|row| row.check == "Identity check").unwrap();
    assert_eq!(row.name, "Testpatient, Alex Morgan", "as it was certified");
    assert!(row.reason.contains("No longer counts: the name changed since"), "{}", row.reason);
}

#[tokio::test]
async fn consents_wait_for_an_identity_that_counts() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    record_identity(&d.desk, passport(&arrival, ALEX)).await.unwrap();
    record_age(&d.desk, arrival.clone(), None).await.unwrap();
    edit(&d, &patient, WHO[0].1, "Deed poll seen").await.unwrap();
    let view = open_check_in(&d.desk, arrival).await.unwrap();
    let refused = record_consents(&d.desk, sheet(&view, Answer::Given)).await.unwrap_err();
    assert_eq!(refused.code, "identity-first");
}
