//! Facts about the desk's board.

use crate::common::{Desk, amara, desk, form};
use frontdesk_desk::board::{add_arrival, mark_here, see_board};
use frontdesk_desk::patient::open_patient;
use frontdesk_desk::testing;
use frontdesk_desk::views::board::{ArrivalForm, ArrivalState, ArrivalView, Mark};
use frontdesk_domain::consent::{Answer, asked};
use frontdesk_domain::patient::PatientForm;
use frontdesk_domain::role::Role;
use frontdesk_store::age_check::{self, AgeCheck};
use frontdesk_store::arrival::{self, State};
use frontdesk_store::consent_answer::{self, ConsentAnswer};
use frontdesk_store::identity_check::{self, IdentityCheck};

fn booking(patient_id: &str, treatment: &str, time: &str) -> ArrivalForm {
    ArrivalForm { patient_id: patient_id.into(), treatment: treatment.into(), time: time.into(), walk_in: false }
}

fn walk_in(patient_id: &str, treatment: &str) -> ArrivalForm {
    ArrivalForm { walk_in: true, ..booking(patient_id, treatment, "") }
}

async fn row(d: &Desk, arrival_id: &str) -> ArrivalView {
    see_board(&d.desk).await.unwrap().arrivals.into_iter().find(|row| row.arrival_id == arrival_id).unwrap()
}

fn checked(row: &ArrivalView, id: &str, at: &str) -> IdentityCheck {
    IdentityCheck {
        arrival_id: Some(row.arrival_id.clone()),
        method: "document".into(),
        document: Some("passport".into()),
        issuer: Some("GBR".into()),
        last_four: Some("4417".into()),
        expiry: Some("2031-06-02".into()),
        zone: Some("pass".into()),
        name_match: Some("match".into()),
        born_match: Some(true),
        likeness: Some("yes".into()),
        outcome: "confirmed".into(),
        purpose: "check-in".into(),
        at: at.into(),
        by: "staff-reception".into(),
        ..IdentityCheck::blank(id.into(), row.patient_id.clone().into())
    }
}

async fn keep_identity(d: &Desk, check: &IdentityCheck) {
    let mut write = testing::store(&d.desk).write().await.unwrap();
    identity_check::insert(write.conn(), check).await.unwrap();
    write.commit().await.unwrap();
}

async fn keep_age(d: &Desk, row: &ArrivalView, verdict: &str) {
    let check = AgeCheck {
        id: format!("age-{}", row.arrival_id),
        patient_id: row.patient_id.clone().into(),
        arrival_id: Some(row.arrival_id.clone()),
        treatment: "botulinum-toxin".into(),
        day: "2026-11-24".into(),
        age: 36,
        verdict: verdict.into(),
        minimum: Some(18),
        source: None,
        identity_check: None,
        rekeyed: true,
        clinician_decision: None,
        at: crate::common::NOW.into(),
        by: "staff-reception".into(),
    };
    let mut write = testing::store(&d.desk).write().await.unwrap();
    age_check::insert(write.conn(), &check).await.unwrap();
    write.commit().await.unwrap();
}

/// Answers the whole sheet of a treatment.
async fn keep_answers(
    d: &Desk,
    patient_id: &str,
    arrival_id: Option<&str>,
    treatment: &str,
    at: &str,
    said: impl Fn(&str) -> Answer,
) {
    let clinic = d.desk.clinic();
    let mut write = testing::store(&d.desk).write().await.unwrap();
    for (purpose, wording) in asked(&clinic, treatment) {
        let answer = ConsentAnswer {
            arrival_id: arrival_id.map(str::to_string),
            ..crate::common::said(patient_id, (purpose, wording), said(&purpose.id), at)
        };
        consent_answer::insert(write.conn(), &answer).await.unwrap();
    }
    write.commit().await.unwrap();
}

#[tokio::test]
async fn a_booking_is_expected_and_a_walk_in_is_here_at_once() {
    let d = desk(Role::Reception).await;
    let booked = d.register(amara()).await.patient_id;
    let walked = d.register(form("Żółć", "Łukasz", "1979-09-02")).await.patient_id;
    let one = add_arrival(&d.desk, booking(&booked, "botulinum-toxin", "11.00")).await.unwrap();
    let two = add_arrival(&d.desk, walk_in(&walked, "laser")).await.unwrap();
    assert_eq!((one.state, one.time.as_str(), one.here_since.as_deref()), (ArrivalState::Expected, "11:00", None));
    assert_eq!((two.state, two.time.as_str(), two.here_since.as_deref()), (ArrivalState::Here, "10:30", Some("10:30")));
    let board = see_board(&d.desk).await.unwrap();
    assert_eq!(board.today, "2026-11-24");
    assert_eq!(
        board.arrivals.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(),
        ["Żółć, Łukasz", "Okonkwo, Amara Grace"],
        "by time"
    );
    d.clock.go_to("2026-11-24T10:58:00.000Z");
    mark_here(&d.desk, one.arrival_id.clone()).await.unwrap();
    assert_eq!(row(&d, &one.arrival_id).await.here_since.as_deref(), Some("10:58"));
    assert_eq!(d.trail().await, ["register-patient", "register-patient", "add-arrival", "add-arrival", "mark-here"]);
}

#[tokio::test]
async fn times_on_the_board_are_the_clinics_own_in_summer_too() {
    let d = desk(Role::Reception).await;
    d.clock.go_to("2026-07-01T22:30:00.000Z");
    let id = d.register(amara()).await.patient_id;
    let arrival = add_arrival(&d.desk, walk_in(&id, "laser")).await.unwrap();
    assert_eq!((arrival.time.as_str(), arrival.here_since.as_deref()), ("23:30", Some("23:30")));
    d.clock.go_to("2026-07-01T23:30:00.000Z");
    assert_eq!(see_board(&d.desk).await.unwrap().today, "2026-07-02");
    assert!(see_board(&d.desk).await.unwrap().arrivals.is_empty(), "yesterday's list is not today's");
}

#[tokio::test]
async fn the_board_names_no_treatment() {
    let d = desk(Role::Reception).await;
    let id = d.register(amara()).await.patient_id;
    add_arrival(&d.desk, walk_in(&id, "botulinum-toxin")).await.unwrap();
    let shown = serde_json::to_string(&see_board(&d.desk).await.unwrap()).unwrap().to_lowercase();
    assert!(shown.contains("okonkwo"));
    assert!(!shown.contains("botulinum") && !shown.contains("toxin") && !shown.contains("treatment"), "{shown}");
}

#[tokio::test]
async fn a_form_that_is_not_whole_is_told_at_its_fields() {
    let d = desk(Role::Reception).await;
    let id = d.register(amara()).await.patient_id;
    let error = add_arrival(&d.desk, booking(&id, "", "25:00")).await.unwrap_err();
    assert_eq!(error.fields.iter().map(|problem| problem.field.as_str()).collect::<Vec<_>>(), ["treatment", "time"]);
    assert_eq!(add_arrival(&d.desk, booking(&id, "laser", "")).await.unwrap_err().fields[0].field, "time");
    assert_eq!(add_arrival(&d.desk, booking("nobody", "laser", "11:00")).await.unwrap_err().code, "not-found");
    assert!(see_board(&d.desk).await.unwrap().arrivals.is_empty());
    assert_eq!(d.trail().await, ["register-patient"]);
}

#[tokio::test]
async fn nobody_is_on_the_list_twice_for_the_same_thing() {
    let d = desk(Role::Reception).await;
    let id = d.register(amara()).await.patient_id;
    add_arrival(&d.desk, booking(&id, "laser", "11:00")).await.unwrap();
    let error = add_arrival(&d.desk, walk_in(&id, "laser")).await.unwrap_err();
    assert_eq!(error.code, "already-listed");
    assert!(error.message.contains("11:00"));
    add_arrival(&d.desk, booking(&id, "general", "15:00")).await.unwrap();
}

#[tokio::test]
async fn nobody_is_marked_here_twice_or_for_another_day() {
    let d = desk(Role::Reception).await;
    let id = d.register(amara()).await.patient_id;
    let arrival = add_arrival(&d.desk, booking(&id, "laser", "11:00")).await.unwrap().arrival_id;
    d.clock.go_to("2026-11-25T10:00:00.000Z");
    assert_eq!(mark_here(&d.desk, arrival.clone()).await.unwrap_err().code, "arrival-of-another-day");
    d.clock.go_to(crate::common::NOW);
    mark_here(&d.desk, arrival.clone()).await.unwrap();
    assert_eq!(mark_here(&d.desk, arrival).await.unwrap_err().code, "arrival-not-expected");
    assert_eq!(mark_here(&d.desk, "nobody".into()).await.unwrap_err().code, "not-found");
}

#[tokio::test]
async fn an_arrival_ends_once() {
    let d = desk(Role::Reception).await;
    let id = d.register(amara()).await.patient_id;
    let arrival = add_arrival(&d.desk, walk_in(&id, "laser")).await.unwrap().arrival_id;
    let mut write = testing::store(&d.desk).write().await.unwrap();
    assert!(arrival::end(write.conn(), &arrival.clone().into(), State::Seen, crate::common::NOW).await.unwrap());
    assert!(!arrival::end(write.conn(), &arrival.clone().into(), State::TurnedAway, crate::common::NOW).await.unwrap());
    write.commit().await.unwrap();
    assert_eq!(row(&d, &arrival).await.state, ArrivalState::Seen);
    assert_eq!(open_patient(&d.desk, id).await.unwrap().arrival_id, None, "a check-in that has ended is not resumed");
}

#[tokio::test]
async fn a_check_counts_for_the_arrival_it_was_made_at() {
    let d = desk(Role::Reception).await;
    let id = d.register(amara()).await.patient_id;
    let one = add_arrival(&d.desk, walk_in(&id, "botulinum-toxin")).await.unwrap();
    assert_eq!((one.identity, one.age, one.consents, one.begun), (Mark::ToDo, Mark::ToDo, Mark::ToDo, false));
    let other = add_arrival(&d.desk, booking(&id, "laser", "12:00")).await.unwrap();
    keep_identity(&d, &checked(&one, "check-1", crate::common::NOW)).await;
    let now = row(&d, &one.arrival_id).await;
    assert_eq!((now.identity, now.age, now.begun), (Mark::Done, Mark::ToDo, true));
    keep_age(&d, &one, "allowed").await;
    assert_eq!(row(&d, &one.arrival_id).await.age, Mark::Done);
    let now = row(&d, &other.arrival_id).await;
    assert_eq!(
        (now.identity, now.age, now.begun),
        (Mark::ToDo, Mark::ToDo, false),
        "another arrival's check is not this one's"
    );
}

#[tokio::test]
async fn a_check_that_did_not_confirm_asks_again() {
    let d = desk(Role::Reception).await;
    let id = d.register(amara()).await.patient_id;
    let one = add_arrival(&d.desk, walk_in(&id, "laser")).await.unwrap();
    keep_identity(
        &d,
        &IdentityCheck {
            outcome: "not-confirmed".into(),
            likeness: Some("no".into()),
            ..checked(&one, "check-1", crate::common::NOW)
        },
    )
    .await;
    assert_eq!(row(&d, &one.arrival_id).await.identity, Mark::Ask);
    assert_eq!(open_patient(&d.desk, id.clone()).await.unwrap().identity.word, "Not confirmed");
    keep_identity(&d, &checked(&one, "check-2", "2026-11-24T10:31:00.000Z")).await;
    assert_eq!(row(&d, &one.arrival_id).await.identity, Mark::Done);
    assert_eq!(open_patient(&d.desk, id).await.unwrap().identity.word, "Checked");
}

#[tokio::test]
async fn the_age_gate_is_told_before_anybody_arrives() {
    let d = desk(Role::Reception).await;
    let rowan = d.register(form("Testpatient", "Rowan", "2008-11-25")).await.patient_id;
    let kai = d.register(form("Brennan", "Kai", "2012-02-09")).await.patient_id;
    let age = |arrival: ArrivalView| (arrival.age, arrival.age_word);
    let stopped = |word: &str| (Mark::Stopped, word.to_string());
    let today = add_arrival(&d.desk, booking(&rowan, "botulinum-toxin", "11:00")).await.unwrap();
    assert_eq!(age(today), stopped("Under 18"));
    assert_eq!(
        age(add_arrival(&d.desk, booking(&rowan, "laser", "11:00")).await.unwrap()),
        (Mark::Ask, "Under 18".into()),
        "a clinician decides"
    );
    assert_eq!(
        age(add_arrival(&d.desk, booking(&rowan, "general", "11:00")).await.unwrap()),
        (Mark::ToDo, String::new())
    );
    assert_eq!(age(add_arrival(&d.desk, booking(&kai, "general", "11:00")).await.unwrap()), stopped("Under 16"));
    // The next day Rowan is 18.
    d.clock.go_to("2026-11-25T09:00:00.000Z");
    assert_eq!(
        age(add_arrival(&d.desk, booking(&rowan, "botulinum-toxin", "11:00")).await.unwrap()),
        (Mark::ToDo, String::new())
    );
}

#[tokio::test]
async fn an_estimated_date_of_birth_never_counts_as_an_age_done() {
    let d = desk(Role::Reception).await;
    let id = d.register(PatientForm { born_estimated: true, ..amara() }).await.patient_id;
    let one = add_arrival(&d.desk, walk_in(&id, "botulinum-toxin")).await.unwrap();
    keep_age(&d, &one, "allowed").await;
    let now = row(&d, &one.arrival_id).await;
    assert_eq!((now.age, now.age_word.as_str()), (Mark::Ask, "Estimate"));
    assert_eq!(open_patient(&d.desk, id).await.unwrap().age.word, "Estimate");
}

#[tokio::test]
async fn consents_stand_until_put_off_or_reworded() {
    let d = desk(Role::Reception).await;
    let id = d.register(amara()).await.patient_id;
    let arrival = add_arrival(&d.desk, walk_in(&id, "botulinum-toxin")).await.unwrap().arrival_id;
    keep_answers(&d, &id, None, "botulinum-toxin", "2026-11-24T09:05:00.000Z", |purpose| match purpose {
        "photographs-teaching" => Answer::Refused,
        "news-text" => Answer::Refused,
        _ => Answer::Given,
    })
    .await;
    assert_eq!(row(&d, &arrival).await.consents, Mark::Done);
    let page = open_patient(&d.desk, id.clone()).await.unwrap();
    assert_eq!((page.consents.word.as_str(), page.consents.title.as_str()), ("Done", "7 of 7 answered"));
    assert_eq!(page.banner.flags[0].word, "Marketing: email only");

    testing::change_clinic(&d.desk, |clinic| {
        let mut wording = clinic.wording("photographs-teaching").unwrap().clone();
        wording.version += 1;
        wording.dated = "2026-09-01".parse().unwrap();
        clinic.wordings.push(wording);
    });
    assert_eq!(row(&d, &arrival).await.consents, Mark::Ask);
    let page = open_patient(&d.desk, id.clone()).await.unwrap();
    assert_eq!((page.consents.word.as_str(), page.consents.title.as_str()), ("Ask 1 again", "6 of 7 answered"));
    assert_eq!(
        page.consents.note,
        "Photographs to teach our staff: new wording since 1 Sep 2026. The answer to the old one was No."
    );

    keep_answers(&d, &id, Some(&arrival), "botulinum-toxin", crate::common::NOW, |_| Answer::NotNow).await;
    let page = open_patient(&d.desk, id).await.unwrap();
    assert_eq!((page.consents.word.as_str(), page.check_in_begun), ("Ask 7 again", true));
    assert_eq!(row(&d, &arrival).await.consents, Mark::Ask);
}

#[tokio::test]
async fn consent_to_a_treatment_is_asked_again_on_another_day_and_a_refusal_of_it_stops() {
    let d = desk(Role::Reception).await;
    let id = d.register(amara()).await.patient_id;
    let first = add_arrival(&d.desk, walk_in(&id, "laser")).await.unwrap().arrival_id;
    keep_answers(&d, &id, Some(&first), "laser", crate::common::NOW, |_| Answer::Given).await;
    assert_eq!(row(&d, &first).await.consents, Mark::Done);
    d.clock.go_to("2026-12-24T10:30:00.000Z");
    let second = add_arrival(&d.desk, walk_in(&id, "laser")).await.unwrap().arrival_id;
    assert_eq!(row(&d, &second).await.consents, Mark::Ask);
    let page = open_patient(&d.desk, id.clone()).await.unwrap();
    assert_eq!((page.consents.word.as_str(), page.consents.title.as_str()), ("Ask 1", "6 of 7 answered"));
    let no = |purpose: &str| if purpose == "treatment-laser" { Answer::Refused } else { Answer::Given };
    keep_answers(&d, &id, Some(&second), "laser", "2026-12-24T10:31:00.000Z", no).await;
    assert_eq!(row(&d, &second).await.consents, Mark::Stopped);
}

#[tokio::test]
async fn a_check_on_record_is_leaned_on_until_the_document_runs_out() {
    let d = desk(Role::Reception).await;
    let id = d.register(amara()).await.patient_id;
    let first = add_arrival(&d.desk, walk_in(&id, "botulinum-toxin")).await.unwrap();
    keep_identity(&d, &checked(&first, "check-1", crate::common::NOW)).await;
    let page = open_patient(&d.desk, id.clone()).await.unwrap();
    assert_eq!((page.identity.word.as_str(), page.identity.title.as_str()), ("Checked", "Passport, ends 4417"));
    assert_eq!(page.identity.note, "Seen by Priya Shah, 24 Nov 2026. In date to 2 Jun 2031. Confirmed at this visit.");
    assert_eq!(page.age.note, "Proved by passport, 24 Nov 2026. Today's treatment is for 18 and over. Nothing to ask.");

    d.clock.go_to("2027-03-01T10:00:00.000Z");
    let page = open_patient(&d.desk, id.clone()).await.unwrap();
    assert!(page.identity.note.ends_with("Nothing to ask until the next visit."));
    add_arrival(&d.desk, booking(&id, "laser", "11:00")).await.unwrap();
    let page = open_patient(&d.desk, id.clone()).await.unwrap();
    assert!(page.identity.note.ends_with("Confirm today by reading back two details."), "{}", page.identity.note);

    d.clock.go_to("2031-06-02T10:00:00.000Z");
    assert_eq!(open_patient(&d.desk, id.clone()).await.unwrap().identity.word, "Checked", "its last day counts");
    d.clock.go_to("2031-06-03T10:00:00.000Z");
    let page = open_patient(&d.desk, id).await.unwrap();
    assert_eq!(
        (page.identity.word.as_str(), page.identity.note.as_str()),
        ("Ask again", "Seen by Priya Shah, 24 Nov 2026. It ran out on 2 Jun 2031. Ask for a document in date.")
    );
}

#[tokio::test]
async fn the_history_tells_a_visit_in_words_newest_first() {
    let d = desk(Role::Reception).await;
    let id = d.register(amara()).await.patient_id;
    d.clock.go_to("2026-11-24T10:40:00.000Z");
    let one = add_arrival(&d.desk, booking(&id, "botulinum-toxin", "11:00")).await.unwrap();
    d.clock.go_to("2026-11-24T10:55:00.000Z");
    mark_here(&d.desk, one.arrival_id.clone()).await.unwrap();
    keep_identity(&d, &checked(&one, "check-1", "2026-11-24T10:56:00.000Z")).await;
    keep_answers(&d, &id, Some(&one.arrival_id), "botulinum-toxin", "2026-11-24T10:58:00.000Z", |_| Answer::Given)
        .await;
    keep_answers(&d, &id, None, "", "2026-11-24T10:59:00.000Z", |_| Answer::Withdrawn).await;
    let page = open_patient(&d.desk, id).await.unwrap();
    let lines: Vec<&str> = page.history.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(
        lines,
        [
            "Stopped marketing by email and text message. Withdrew consent: Holding your health details, to treat you safely, Photographs for your own record, Photographs to teach our staff and Photographs in our publicity",
            "Answered 7 consents, on screen",
            "Identity check: passport seen, not copied",
            "Arrived for 11:00",
            "Registered. Data came from: the patient, at a visit",
        ]
    );
    assert_eq!(page.banner.flags[0].word, "Marketing: none");
}
