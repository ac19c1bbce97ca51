//! Facts about the intake sheet: what is asked, what is kept, what stops it.

use crate::common::{Desk, desk};
use crate::visit::{ALEX, again, alex, as_far_as_consents, passport, sheet, walk_in, whole};
use frontdesk_desk::check_in::{open_check_in, record_age, record_consents, record_identity};
use frontdesk_desk::draft::{load_draft, save_draft};
use frontdesk_desk::testing;
use frontdesk_desk::views::board::Mark;
use frontdesk_desk::views::check_in::ConsentsForm;
use frontdesk_domain::consent::{Answer, Capacity, Method};
use frontdesk_domain::id::{ArrivalId, PatientId};
use frontdesk_domain::role::Role;
use frontdesk_store::arrival::{self, State};
use frontdesk_store::consent_answer::{self, ConsentAnswer};

async fn answers(d: &Desk, patient_id: &str) -> Vec<ConsentAnswer> {
    let mut read = testing::store(&d.desk).read().await.unwrap();
    consent_answer::for_patient(read.conn(), &PatientId(patient_id.into())).await.unwrap()
}

#[tokio::test]
async fn each_answer_keeps_the_exact_words_it_was_given_on() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    let view = as_far_as_consents(&d, &arrival).await;
    record_consents(&d.desk, sheet(&view, Answer::Given)).await.unwrap();
    let kept = answers(&d, &patient).await;
    let shown: Vec<_> = view.consent_step.groups.iter().flat_map(|group| &group.rows).collect();
    assert_eq!(kept.len(), shown.len());
    for row in shown {
        let answer = kept.iter().find(|answer| answer.purpose == row.purpose).unwrap();
        assert_eq!((&answer.wording_question, &answer.wording_text), (&row.question, &row.text));
        assert_eq!((answer.wording_version, answer.wording_approved), (row.wording_version, false));
    }
}

#[tokio::test]
async fn the_clinic_changing_its_words_later_changes_nothing_that_was_said() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    whole(&d, &arrival).await;
    let before = answers(&d, &patient).await;
    testing::change_clinic(&d.desk, |clinic| {
        clinic.wordings.iter_mut().for_each(|wording| wording.text = "Other words.".into())
    });
    assert_eq!(answers(&d, &patient).await, before);
}

#[tokio::test]
async fn nothing_is_ticked_and_only_what_rests_on_consent_is_asked() {
    let d = desk(Role::Reception).await;
    let (_, arrival) = walk_in(&d, alex(), "laser").await;
    let step = open_check_in(&d.desk, arrival).await.unwrap().consent_step;
    let rows: Vec<_> = step.groups.iter().flat_map(|group| &group.rows).collect();
    assert!(rows.iter().all(|row| row.held.is_none()));
    assert_eq!((step.total, step.answered, step.required_missing), (7, 0, 2));
    assert!(rows.iter().all(|row| row.purpose != "booking" && row.purpose != "treatment-general"));
    assert!(rows.iter().any(|row| row.purpose == "treatment-laser"));
    let told: Vec<&str> = step.told.iter().map(|told| told.basis.as_str()).collect();
    assert_eq!(told, ["our contract with you", "the law requires it", "our interest, fairly used"]);
    assert!(step.example_wording);
}

#[tokio::test]
async fn a_missing_needed_answer_stops_the_sheet_and_is_named() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    let view = as_far_as_consents(&d, &arrival).await;
    let mut form = sheet(&view, Answer::Given);
    form.answers.retain(|answer| answer.purpose != "treatment-general");
    for answer in form.answers.iter_mut().filter(|answer| answer.purpose == "hold-health-details") {
        answer.answer = Answer::NotNow;
    }
    let error = record_consents(&d.desk, form).await.unwrap_err();
    let fields: Vec<&str> = error.fields.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["hold-health-details", "treatment-general"]);
    assert!(error.fields[0].message.ends_with("May we hold health details to treat you safely?"));
    assert!(answers(&d, &patient).await.is_empty());
}

#[tokio::test]
async fn marketing_may_stay_unanswered() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    let view = as_far_as_consents(&d, &arrival).await;
    let mut form = sheet(&view, Answer::Given);
    form.answers.retain(|answer| answer.purpose == "hold-health-details" || answer.purpose == "treatment-general");
    let view = record_consents(&d.desk, form).await.unwrap();
    assert_eq!(view.consents, Mark::Done);
    assert_eq!(answers(&d, &patient).await.len(), 2);
}

#[tokio::test]
async fn a_sheet_opened_before_the_words_changed_is_not_taken() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    let view = as_far_as_consents(&d, &arrival).await;
    testing::change_clinic(&d.desk, |clinic| {
        let mut newer = clinic.wording("news-email").unwrap().clone();
        newer.version += 1;
        clinic.wordings.push(newer);
    });
    let error = record_consents(&d.desk, sheet(&view, Answer::Given)).await.unwrap_err();
    assert_eq!(error.code, "wording-changed");
    assert!(error.message.contains("May we send you news by email?"));
    assert!(answers(&d, &patient).await.is_empty());
}

#[tokio::test]
async fn the_last_answer_ends_the_visit_and_drops_its_draft() {
    let d = desk(Role::Reception).await;
    let (_, arrival) = walk_in(&d, alex(), "general").await;
    save_draft(&d.desk, "check-in".into(), arrival.clone(), "{\"note\":1}".into()).await.unwrap();
    whole(&d, &arrival).await;
    assert_eq!(load_draft(&d.desk, "check-in".into(), arrival.clone()).await.unwrap(), None);
    let mut read = testing::store(&d.desk).read().await.unwrap();
    assert_eq!(arrival::get(read.conn(), &ArrivalId(arrival)).await.unwrap().unwrap().state, State::Seen);
}

#[tokio::test]
async fn answers_come_after_identity_and_age() {
    let d = desk(Role::Reception).await;
    let (_, arrival) = walk_in(&d, alex(), "general").await;
    let view = open_check_in(&d.desk, arrival.clone()).await.unwrap();
    assert_eq!(record_consents(&d.desk, sheet(&view, Answer::Given)).await.unwrap_err().code, "identity-first");
    record_identity(&d.desk, passport(&arrival, ALEX)).await.unwrap();
    assert_eq!(record_consents(&d.desk, sheet(&view, Answer::Given)).await.unwrap_err().code, "age-first");
    record_age(&d.desk, arrival, None).await.unwrap();
    record_consents(&d.desk, sheet(&view, Answer::Given)).await.unwrap();
}

#[tokio::test]
async fn who_speaks_for_somebody_is_named_and_a_parent_does_not_speak_for_an_adult() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    let view = as_far_as_consents(&d, &arrival).await;
    let form =
        ConsentsForm { capacity: Capacity::Parent, method: Method::VerbalWitnessed, ..sheet(&view, Answer::Given) };
    let error = record_consents(&d.desk, form).await.unwrap_err();
    let codes: Vec<&str> = error.fields.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["parent-of-adult", "speaker-missing", "witness-missing"]);
    let form = ConsentsForm {
        capacity: Capacity::Attorney,
        speaker: "Robin Testpatient".into(),
        method: Method::VerbalWitnessed,
        witness: "Tom Ellery".into(),
        ..sheet(&view, Answer::Given)
    };
    record_consents(&d.desk, form).await.unwrap();
    let kept = answers(&d, &patient).await;
    assert!(
        kept.iter().all(|answer| answer.speaker.as_deref() == Some("Robin Testpatient") && answer.witness.is_some())
    );
}

#[tokio::test]
async fn a_no_to_a_needed_question_is_kept_and_stops_what_follows() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    let view = as_far_as_consents(&d, &arrival).await;
    let view = record_consents(&d.desk, sheet(&view, Answer::Refused)).await.unwrap();
    assert_eq!(view.stop.unwrap().code, "consent-refused");
    assert_eq!(view.consents, Mark::Stopped);
    assert!(answers(&d, &patient).await.iter().all(|answer| answer.answer == Answer::Refused));
}

#[tokio::test]
async fn the_treatment_is_asked_about_at_every_visit_and_the_rest_stands() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    whole(&d, &arrival).await;
    d.clock.go_to("2026-12-08T10:30:00.000Z");
    let arrival = again(&d.desk, &patient, "general").await;
    let step = open_check_in(&d.desk, arrival).await.unwrap().consent_step;
    let due: Vec<_> = step
        .groups
        .iter()
        .flat_map(|group| &group.rows)
        .filter(|row| row.held.is_none())
        .map(|row| row.purpose.as_str())
        .collect();
    assert_eq!(due, ["treatment-general"]);
    assert_eq!(step.required_missing, 1);
}

#[tokio::test]
async fn a_stop_to_marketing_is_not_lifted_by_a_word_at_the_desk() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    whole(&d, &arrival).await;
    let set = |form: &mut ConsentsForm, answer| {
        form.answers.iter_mut().filter(|row| row.purpose == "news-email").for_each(|row| row.answer = answer)
    };

    d.clock.go_to("2026-12-08T10:30:00.000Z");
    let arrival = again(&d.desk, &patient, "general").await;
    let view = as_far_as_consents(&d, &arrival).await;
    let mut form = sheet(&view, Answer::Given);
    set(&mut form, Answer::Withdrawn);
    record_consents(&d.desk, form).await.unwrap();

    d.clock.go_to("2026-12-15T10:30:00.000Z");
    let arrival = again(&d.desk, &patient, "general").await;
    let view = as_far_as_consents(&d, &arrival).await;
    let row =
        view.consent_step.groups.iter().flat_map(|group| &group.rows).find(|row| row.purpose == "news-email").unwrap();
    assert_eq!(
        (row.held, row.held_note.as_deref()),
        (Some(Answer::Withdrawn), Some("Stopped on 8 Dec 2026. Reminders still go out."))
    );
    // Newer words do not ask it anew either.
    testing::change_clinic(&d.desk, |clinic| {
        let mut newer = clinic.wording("news-email").unwrap().clone();
        newer.version += 1;
        clinic.wordings.push(newer);
    });
    let view = open_check_in(&d.desk, arrival).await.unwrap();
    let row =
        view.consent_step.groups.iter().flat_map(|group| &group.rows).find(|row| row.purpose == "news-email").unwrap();
    assert_eq!(
        (row.held, row.held_note.as_deref(), row.wording_version),
        (Some(Answer::Withdrawn), Some("Stopped on 8 Dec 2026. Reminders still go out."), 2)
    );
    let error = record_consents(&d.desk, sheet(&view, Answer::Given)).await.unwrap_err();
    let stopped: Vec<_> = error.fields.iter().map(|problem| (problem.field.as_str(), problem.code.as_str())).collect();
    assert_eq!(stopped, [("news-email", "stopped")]);
}

#[tokio::test]
async fn nobody_takes_back_a_yes_that_was_never_given() {
    let d = desk(Role::Reception).await;
    let (_, arrival) = walk_in(&d, alex(), "general").await;
    let view = as_far_as_consents(&d, &arrival).await;
    let error = record_consents(&d.desk, sheet(&view, Answer::Withdrawn)).await.unwrap_err();
    assert!(error.fields.iter().all(|problem| problem.code == "nothing-to-take-back"));
}
