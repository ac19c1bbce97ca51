//! Facts about consents after they were given: what stands, taking one back, new words, whom to ask again.

use crate::common::{Desk, desk, form};
use crate::visit::{again, alex, as_far_as_consents, sheet, walk_in, whole};
use frontdesk_desk::board::see_board;
use frontdesk_desk::check_in::{open_check_in, record_consents};
use frontdesk_desk::clinic::{approve_wording, revise_wording};
use frontdesk_desk::consents::{see_ask_again, see_consents, withdraw_consent};
use frontdesk_desk::patient::open_patient;
use frontdesk_desk::testing;
use frontdesk_desk::views::board::Mark;
use frontdesk_desk::views::consents::{ConsentRowView, ConsentsView, WithdrawForm};
use frontdesk_domain::consent::{Answer, Capacity, Method};
use frontdesk_domain::id::PatientId;
use frontdesk_domain::role::Role;
use frontdesk_domain::withdrawal::WithdrawalReason;
use frontdesk_domain::wording::{ApprovalForm, WordingForm};
use frontdesk_store::consent_answer::{self, ConsentAnswer};

fn taken_back(patient_id: &str, purpose: &str) -> WithdrawForm {
    WithdrawForm {
        patient_id: patient_id.into(),
        purpose: purpose.into(),
        reason: WithdrawalReason::ChangedMind,
        note: String::new(),
        capacity: Capacity::Patient,
        speaker: String::new(),
        method: Method::Phone,
        witness: String::new(),
        interpreter: String::new(),
    }
}

fn row<'a>(view: &'a ConsentsView, purpose: &str) -> &'a ConsentRowView {
    view.groups.iter().flat_map(|group| &group.rows).find(|row| row.purpose == purpose).unwrap()
}

async fn answers(d: &Desk, patient_id: &str) -> Vec<ConsentAnswer> {
    let mut read = testing::store(&d.desk).read().await.unwrap();
    consent_answer::for_patient(read.conn(), &PatientId(patient_id.into())).await.unwrap()
}

/// Somebody who said yes to everything at a visit today.
async fn consented(d: &Desk) -> String {
    let (patient, arrival) = walk_in(d, alex(), "general").await;
    whole(d, &arrival).await;
    patient
}

#[tokio::test]
async fn a_needed_yes_that_was_taken_back_is_told_as_a_sentence() {
    let d = desk(Role::Reception).await;
    let patient = consented(&d).await;
    withdraw_consent(&d.desk, taken_back(&patient, "hold-health-details")).await.unwrap();
    let note = open_patient(&d.desk, patient).await.unwrap().consents.note;
    assert!(note.contains(": taken back on 24 Nov 2026, and it is needed before treatment."), "{note}");
}

fn new_words() -> WordingForm {
    WordingForm {
        id: "photographs-record".into(),
        from_version: 1,
        question: "May we photograph you for your record?".into(),
        text: "Before and after, seen by nobody else.".into(),
    }
}

#[tokio::test]
async fn a_yes_is_taken_back_at_any_time_and_both_stay_on_record_with_their_words() {
    let d = desk(Role::Reception).await;
    let patient = consented(&d).await;
    let before = answers(&d, &patient).await;
    d.clock.go_to("2026-12-01T09:00:00.000Z");
    let view = withdraw_consent(&d.desk, taken_back(&patient, "photographs-record")).await.unwrap();
    let now = row(&view, "photographs-record");
    assert_eq!((now.word.as_str(), now.can_withdraw), ("Taken back", false));
    let words: Vec<&str> = now.history.iter().map(|said| said.word.as_str()).collect();
    assert_eq!(words, ["Taken back", "Yes"]);
    assert_eq!(now.history[0].reason, "Changed their mind");
    assert_eq!(now.history[0].how, "The patient. By telephone.");
    assert_eq!(now.history[0].text, now.history[1].text);
    let after = answers(&d, &patient).await;
    assert_eq!(after[..before.len()], before[..]);
    let last = after.last().unwrap();
    assert_eq!((last.answer, last.arrival_id.as_ref(), after.len()), (Answer::Withdrawn, None, before.len() + 1));
    let entries = d.audit().await;
    let entry = entries.last().unwrap();
    assert_eq!(entry.use_case, "withdraw-consent");
    assert!(!format!("{entry:?}").contains("Changed their mind"), "{entry:?}");
}

#[tokio::test]
async fn only_a_yes_can_be_taken_back_and_only_once() {
    let d = desk(Role::Reception).await;
    let (patient, arrival) = walk_in(&d, alex(), "general").await;
    let code = async |purpose: &str| {
        withdraw_consent(&d.desk, taken_back(&patient, purpose)).await.map(|_| ()).map_err(|error| error.code)
    };
    assert_eq!(code("photographs-record").await.unwrap_err(), "nothing-to-take-back");
    whole(&d, &arrival).await;
    code("photographs-record").await.unwrap();
    assert_eq!(code("photographs-record").await.unwrap_err(), "nothing-to-take-back");
    d.clock.go_to("2026-11-25T09:00:00.000Z");
    assert_eq!(code("treatment-general").await.unwrap_err(), "nothing-to-take-back");
    assert_eq!(code("booking").await.unwrap_err(), "nothing-to-take-back");
}

#[tokio::test]
async fn a_withdrawal_that_lacks_a_name_or_a_note_says_so_at_its_field_and_keeps_nothing() {
    let d = desk(Role::Reception).await;
    let patient = consented(&d).await;
    let before = answers(&d, &patient).await;
    let wrong = WithdrawForm {
        reason: WithdrawalReason::Other,
        capacity: Capacity::Attorney,
        method: Method::VerbalWitnessed,
        ..taken_back(&patient, "news-email")
    };
    let error = withdraw_consent(&d.desk, wrong).await.unwrap_err();
    let fields: Vec<&str> = error.fields.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["speaker", "witness", "note"]);
    assert_eq!(answers(&d, &patient).await, before);
}

#[tokio::test]
async fn what_follows_is_told_before_and_a_stop_of_news_says_that_reminders_go_on() {
    let d = desk(Role::Reception).await;
    let patient = consented(&d).await;
    let view = see_consents(&d.desk, patient.clone()).await.unwrap();
    assert!(view.groups.iter().flat_map(|group| &group.rows).all(|row| !row.effects.is_empty()));
    let view = withdraw_consent(&d.desk, taken_back(&patient, "news-email")).await.unwrap();
    assert_eq!(row(&view, "news-email").word, "Stopped");
    assert!(row(&view, "news-email").effects.join(" ").contains("still reach them"));
    assert_eq!(row(&view, "news-text").word, "Yes");
}

#[tokio::test]
async fn new_words_are_asked_of_everybody_again_and_the_old_answer_keeps_the_old_ones() {
    let d = desk(Role::PracticeManager).await;
    let patient = consented(&d).await;
    assert_eq!(see_ask_again(&d.desk).await.unwrap().total, 0);
    d.clock.go_to("2026-12-01T09:00:00.000Z");
    let clinic = revise_wording(&d.desk, new_words()).await.unwrap();
    assert_eq!(clinic.version, 2);
    let view = see_consents(&d.desk, patient.clone()).await.unwrap();
    let asked = row(&view, "photographs-record");
    assert_eq!(asked.word, "Ask again");
    assert_eq!(asked.history[0].question, "May we take photographs for your own record?");
    let list = see_ask_again(&d.desk).await.unwrap();
    assert_eq!((list.total, list.people[0].patient_id.as_str()), (1, patient.as_str()));
    assert_eq!(
        list.people[0].what,
        ["Photographs for your own record: new wording since 1 Dec 2026. The answer to the old one was Yes."]
    );
    let arrival = again(&d.desk, &patient, "general").await;
    let step = as_far_as_consents(&d, &arrival).await;
    let ask = step.consent_step.groups.iter().flat_map(|group| &group.rows);
    let ask = ask.clone().find(|row| row.purpose == "photographs-record").unwrap();
    assert_eq!((ask.question.as_str(), ask.held), ("May we photograph you for your record?", None));
    frontdesk_desk::check_in::record_consents(&d.desk, sheet(&step, Answer::Given)).await.unwrap();
    assert_eq!(see_ask_again(&d.desk).await.unwrap().total, 0);
}

#[tokio::test]
async fn a_yes_that_ran_out_is_on_the_list_the_day_after_its_last() {
    let d = desk(Role::Reception).await;
    let patient = consented(&d).await;
    d.clock.go_to("2028-11-24T12:00:00.000Z");
    assert_eq!(see_ask_again(&d.desk).await.unwrap().total, 0);
    d.clock.go_to("2028-11-25T00:30:00.000Z");
    let list = see_ask_again(&d.desk).await.unwrap();
    assert_eq!((list.total, list.people[0].patient_id.as_str()), (1, patient.as_str()));
    // Photographs to teach and to show, news by email and by text; health details are good until taken back.
    assert_eq!(list.people[0].what.len(), 4, "{:?}", list.people[0].what);
    assert!(list.people[0].what[0].contains("was good to 24 Nov 2028"), "{:?}", list.people[0].what);
}

#[tokio::test]
async fn what_a_parent_said_is_on_the_list_from_the_morning_of_the_16th_birthday() {
    let d = desk(Role::Reception).await;
    let patient = consented_by_a_parent(&d).await;
    d.clock.go_to("2026-12-09T23:30:00.000Z");
    assert_eq!(see_ask_again(&d.desk).await.unwrap().total, 0);
    d.clock.go_to("2026-12-10T00:05:00.000Z");
    let list = see_ask_again(&d.desk).await.unwrap();
    assert_eq!((list.total, list.people[0].patient_id.as_str()), (1, patient.as_str()));
    assert!(list.people[0].what[0].ends_with("They are 16 or over now and answer themselves."));
    let view = see_consents(&d.desk, patient).await.unwrap();
    assert_eq!(row(&view, "hold-health-details").word, "Ask again");
}

/// Born on 10 December 2010, answered for by a mother on paper.
async fn consented_by_a_parent(d: &Desk) -> String {
    let patient = d.register(form("Testpatient", "Rowan", "2010-12-10")).await.patient_id;
    let mut write = testing::store(&d.desk).write().await.unwrap();
    let answer = ConsentAnswer {
        id: "answer-1".into(),
        patient_id: PatientId(patient.clone()),
        arrival_id: None,
        purpose: "hold-health-details".into(),
        channel: None,
        answer: Answer::Given,
        wording_id: "hold-health-details".into(),
        wording_version: 1,
        wording_question: "May we hold health details to treat you safely?".into(),
        wording_text: "To treat you safely.".into(),
        wording_approved: false,
        capacity: Capacity::Parent,
        speaker: Some("Robin Testpatient".into()),
        method: Method::Written,
        witness: None,
        interpreter: None,
        reason: None,
        checked_born: None,
        at: "2026-11-20T10:00:00.000Z".into(),
        by: "staff-reception".into(),
    };
    consent_answer::insert(write.conn(), &answer).await.unwrap();
    write.commit().await.unwrap();
    patient
}

#[tokio::test]
async fn an_approved_version_is_an_example_no_longer_and_asks_nobody_again() {
    let d = desk(Role::PracticeManager).await;
    let patient = consented(&d).await;
    let approval =
        ApprovalForm { id: "photographs-record".into(), version: 1, clinical_reviewer: "Dr Ada Quill".into() };
    let view = approve_wording(&d.desk, approval.clone()).await.unwrap();
    let wording = view.clinic.wording("photographs-record").unwrap();
    assert_eq!(wording.approved.as_ref().unwrap().by, d.desk.who().name);
    assert_eq!(see_ask_again(&d.desk).await.unwrap().total, 0);
    assert!(!row(&see_consents(&d.desk, patient).await.unwrap(), "photographs-record").history[0].approved);
    let error = approve_wording(&d.desk, approval).await.unwrap_err();
    assert_eq!(error.fields[0].code, "wording-approved");
}

#[tokio::test]
async fn only_the_practice_manager_changes_and_approves_words() {
    for role in [Role::Reception, Role::Clinician] {
        let d = desk(role).await;
        assert_eq!(revise_wording(&d.desk, new_words()).await.unwrap_err().code, "not-allowed");
        assert_eq!(d.audit().await.last().unwrap().outcome, "refused");
    }
}

/// The mark of an arrival in the check-in and on the board: they never differ.
async fn mark(d: &Desk, arrival: &str) -> Mark {
    let inside = open_check_in(&d.desk, arrival.into()).await.unwrap().consents;
    let board = see_board(&d.desk).await.unwrap();
    assert_eq!(board.arrivals.iter().find(|row| row.arrival_id == arrival).unwrap().consents, inside);
    inside
}

#[tokio::test]
async fn what_is_needed_and_was_taken_back_after_the_check_in_stops_what_follows() {
    for purpose in ["hold-health-details", "treatment-general"] {
        let d = desk(Role::Reception).await;
        let (patient, arrival) = walk_in(&d, alex(), "general").await;
        whole(&d, &arrival).await;
        assert_eq!(mark(&d, &arrival).await, Mark::Done);
        withdraw_consent(&d.desk, taken_back(&patient, "photographs-record")).await.unwrap();
        assert_eq!(mark(&d, &arrival).await, Mark::Done, "care does not depend on photographs");
        withdraw_consent(&d.desk, taken_back(&patient, purpose)).await.unwrap();
        assert_eq!(mark(&d, &arrival).await, Mark::Stopped, "{purpose}");
        let stop = open_check_in(&d.desk, arrival).await.unwrap().stop.unwrap();
        assert_eq!(stop.code, "consent-refused");
        assert!(stop.message.starts_with("They took back their yes to:"), "{}", stop.message);
    }
}

#[tokio::test]
async fn a_no_of_another_visit_is_asked_about_at_the_next_and_without_a_yes_it_stops_there_too() {
    let d = desk(Role::Reception).await;
    let (patient, first) = walk_in(&d, alex(), "general").await;
    let view = as_far_as_consents(&d, &first).await;
    record_consents(&d.desk, sheet(&view, Answer::Refused)).await.unwrap();
    assert_eq!(mark(&d, &first).await, Mark::Stopped);

    d.clock.go_to("2026-12-08T10:30:00.000Z");
    let second = again(&d.desk, &patient, "general").await;
    let view = as_far_as_consents(&d, &second).await;
    assert_eq!(mark(&d, &second).await, Mark::Ask);
    let rows = view.consent_step.groups.iter().flat_map(|group| &group.rows);
    let due: Vec<_> = rows.filter(|row| row.held.is_none()).map(|row| row.purpose.as_str()).collect();
    assert_eq!(due, ["hold-health-details", "treatment-general"]);
    let mut form = sheet(&view, Answer::Given);
    form.answers.retain(|answer| answer.purpose == "treatment-general");
    let error = record_consents(&d.desk, form).await.unwrap_err();
    assert_eq!(error.fields[0].field, "hold-health-details");
    let done = record_consents(&d.desk, sheet(&view, Answer::Given)).await.unwrap();
    assert!(done.stop.is_none());
    assert_eq!(mark(&d, &second).await, Mark::Done);

    withdraw_consent(&d.desk, taken_back(&patient, "hold-health-details")).await.unwrap();
    d.clock.go_to("2026-12-15T10:30:00.000Z");
    let third = again(&d.desk, &patient, "general").await;
    assert_eq!(mark(&d, &third).await, Mark::Ask, "taken back since: asked about, and not done");
}
