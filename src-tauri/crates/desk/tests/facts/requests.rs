//! Facts about rights requests: the log, the clock, the board.

use crate::common::{Desk, amara, desk, form};
use frontdesk_desk::board::see_board;
use frontdesk_desk::request::{list_requests, log_request, open_request, preview_clock};
use frontdesk_desk::testing;
use frontdesk_desk::views::board::Tone;
use frontdesk_desk::views::request::{ReplyBy, RequestBy, RequestForm, RequestHow, RequestView};
use frontdesk_domain::clock::{ClockState, Right};
use frontdesk_domain::id::RequestId;
use frontdesk_domain::patient::TypedDate;
use frontdesk_domain::role::Role;
use frontdesk_store::rights_request::{self, EventKind, RequestEvent};

fn date(day: &str, month: &str, year: &str) -> TypedDate {
    TypedDate { day: day.into(), month: month.into(), year: year.into() }
}

fn access(patient_id: &str) -> RequestForm {
    RequestForm {
        patient_id: patient_id.into(),
        right: Right::Access,
        received: date("24", "11", "2026"),
        how: RequestHow::InPerson,
        said: "Everything you have on me.".into(),
        made_by: RequestBy::Patient,
        requester_name: String::new(),
        id_asked: false,
        reply_by: ReplyBy::Email,
        adult_id: None,
    }
}

async fn patient(d: &Desk) -> String {
    d.register(amara()).await.patient_id
}

async fn happened(d: &Desk, request: &RequestView, kind: EventKind, day: &str) {
    let mut write = testing::store(&d.desk).write().await.unwrap();
    let event = RequestEvent {
        id: uuid::Uuid::new_v4().to_string(),
        request_id: RequestId(request.request_id.clone()),
        kind,
        day: day.parse().unwrap(),
        note: None,
        at: crate::common::NOW.into(),
        by: "staff-practice-manager".into(),
    };
    rights_request::add_event(write.conn(), &event).await.unwrap();
    write.commit().await.unwrap();
}

#[tokio::test]
async fn a_request_received_today_is_due_a_month_on_with_its_working() {
    let d = desk(Role::Reception).await;
    let patient = patient(&d).await;
    let view = log_request(&d.desk, access(&patient)).await.unwrap();
    assert_eq!(view.reference, "R-2026-001");
    assert_eq!(view.clock.work_to, Some("2026-12-24".parse().unwrap()));
    assert_eq!((view.word.as_str(), view.tone), ("30 days left", Tone::Rest));
    assert!(view.clock.working.len() >= 2);
    assert_eq!((view.logged_by.as_str(), view.said.as_str()), ("Priya Shah", "Everything you have on me."));
    assert!(!view.can_make_response, "reception makes no response");
}

#[tokio::test]
async fn the_clock_shown_before_logging_is_the_one_logged() {
    let d = desk(Role::Reception).await;
    let patient = patient(&d).await;
    for id_asked in [false, true] {
        let before = preview_clock(&d.desk, Right::Access, date("25", "11", "26"), id_asked).await;
        assert_eq!(before.unwrap_err().fields[0].field, "received", "tomorrow is not a day of receipt");
        let shown = preview_clock(&d.desk, Right::Access, date("20", "11", "26"), id_asked).await.unwrap();
        let logged =
            log_request(&d.desk, RequestForm { received: date("20", "11", "26"), id_asked, ..access(&patient) })
                .await
                .unwrap();
        assert_eq!(shown, logged.clock);
        assert_eq!(shown.state == ClockState::NotBegun, id_asked);
    }
}

#[tokio::test]
async fn references_run_by_year_and_complaints_have_their_own() {
    let d = desk(Role::Reception).await;
    let patient = patient(&d).await;
    let mut references = Vec::new();
    for right in [Right::Access, Right::Complaint, Right::Erasure] {
        references.push(log_request(&d.desk, RequestForm { right, ..access(&patient) }).await.unwrap().reference);
    }
    d.clock.go_to("2027-01-04T09:00:00.000Z");
    references.push(log_request(&d.desk, access(&patient)).await.unwrap().reference);
    assert_eq!(references, ["R-2026-001", "C-2026-001", "R-2026-002", "R-2027-001"]);
}

#[tokio::test]
async fn a_refused_form_uses_no_reference_and_tells_every_problem() {
    let d = desk(Role::Reception).await;
    let patient = patient(&d).await;
    let form = RequestForm {
        received: date("31", "2", "2026"),
        said: " ".into(),
        made_by: RequestBy::Parent,
        ..access(&patient)
    };
    let error = log_request(&d.desk, form).await.unwrap_err();
    let fields: Vec<&str> = error.fields.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["received.day", "said", "requesterName", "madeBy"]);
    assert_eq!(log_request(&d.desk, access(&patient)).await.unwrap().reference, "R-2026-001");
}

#[tokio::test]
async fn the_board_is_by_due_date_late_first_and_what_waits_comes_last() {
    let d = desk(Role::Reception).await;
    let patient = patient(&d).await;
    let received = |day: &str, month: &str| RequestForm { received: date(day, month, "2026"), ..access(&patient) };
    let new = log_request(&d.desk, received("20", "11")).await.unwrap();
    let waiting = log_request(&d.desk, RequestForm { id_asked: true, ..received("1", "10") }).await.unwrap();
    let late = log_request(&d.desk, received("22", "10")).await.unwrap();
    let soon = log_request(&d.desk, received("27", "10")).await.unwrap();
    let rows = list_requests(&d.desk).await.unwrap();
    let seen: Vec<(&str, &str, Tone)> =
        rows.iter().map(|row| (row.reference.as_str(), row.word.as_str(), row.tone)).collect();
    assert_eq!(
        seen,
        [
            (late.reference.as_str(), "1 day late", Tone::Stop),
            (soon.reference.as_str(), "3 days", Tone::Warn),
            (new.reference.as_str(), "27 days", Tone::Rest),
            (waiting.reference.as_str(), "Waiting", Tone::Info),
        ]
    );
    assert_eq!(rows[0].patient_name, "Okonkwo, Amara Grace");
    assert!(!rows[0].under_16);
    let board = see_board(&d.desk).await.unwrap();
    assert_eq!(board.requests_pressing, 2);
    assert_eq!(board.due[0].note, "Was due Mon 23 Nov 2026.");
    assert!(board.due.iter().all(|due| !due.title.contains("Okonkwo")));
}

#[tokio::test]
async fn what_happens_to_a_request_moves_its_clock_and_closing_takes_it_off_the_board() {
    let d = desk(Role::PracticeManager).await;
    let patient = patient(&d).await;
    let waiting = log_request(&d.desk, RequestForm { id_asked: true, ..access(&patient) }).await.unwrap();
    assert!(waiting.undecided.iter().any(|line| line.starts_with("Identity")));
    d.clock.go_to("2026-12-01T09:00:00.000Z");
    happened(&d, &waiting, EventKind::IdReceived, "2026-12-01").await;
    let begun = open_request(&d.desk, waiting.request_id.clone()).await.unwrap();
    assert_eq!(begun.clock.start, Some("2026-12-01".parse().unwrap()));
    assert!(!begun.undecided.iter().any(|line| line.starts_with("Identity")));
    happened(&d, &waiting, EventKind::Closed, "2026-12-01").await;
    assert!(list_requests(&d.desk).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_access_request_names_the_opinion_other_people_and_the_places_not_searched() {
    let d = desk(Role::PracticeManager).await;
    let patient = patient(&d).await;
    let view = log_request(&d.desk, access(&patient)).await.unwrap();
    let named = |word: &str| view.undecided.iter().any(|line| line.contains(word));
    assert!(named("health professional's opinion") && named("Other people's data") && named("Newsletter system"));
    assert!(!named("child"));
    assert!(view.can_make_response);
    testing::change_clinic(&d.desk, |clinic| clinic.controller_is_health_professional = true);
    let view = open_request(&d.desk, view.request_id).await.unwrap();
    assert!(!view.undecided.iter().any(|line| line.contains("opinion")));
}

#[tokio::test]
async fn a_childs_request_names_the_child_and_an_unproved_parent() {
    let d = desk(Role::PracticeManager).await;
    let child = d.register(form("Brennan", "Kai", "2012-02-09")).await.patient_id;
    let by_parent =
        RequestForm { made_by: RequestBy::Parent, requester_name: "Siobhán Brennan".into(), ..access(&child) };
    let view = log_request(&d.desk, by_parent).await.unwrap();
    assert!(view.about_child);
    assert!(view.undecided.iter().any(|line| line.contains("not linked to a proof")), "{:?}", view.undecided);
}

#[tokio::test]
async fn at_16_a_young_persons_own_request_is_theirs_and_a_parents_is_not_settled() {
    let d = desk(Role::PracticeManager).await;
    let young = d.register(form("Testpatient", "Robin", "2010-11-24")).await.patient_id;
    let own = log_request(&d.desk, access(&young)).await.unwrap();
    assert!(!own.undecided.iter().any(|line| line.contains("ask them")));
    let by_parent =
        RequestForm { made_by: RequestBy::Parent, requester_name: "Siobhán Brennan".into(), ..access(&young) };
    let theirs = log_request(&d.desk, by_parent.clone()).await.unwrap();
    assert!(theirs.undecided.iter().any(|line| line.contains("16 or 17: ask them")), "{:?}", theirs.undecided);
    assert!(theirs.about_child && !own.about_child);
    testing::change_clinic(&d.desk, |clinic| clinic.nation = frontdesk_domain::gate::Nation::Scotland);
    let error = log_request(&d.desk, by_parent).await.unwrap_err();
    assert_eq!(error.fields[0].code, "parent-of-adult");
}

#[tokio::test]
async fn logging_and_opening_leave_one_entry_each_about_the_patient() {
    let d = desk(Role::Reception).await;
    let patient = patient(&d).await;
    let before = d.trail().await.len();
    let view = log_request(&d.desk, access(&patient)).await.unwrap();
    open_request(&d.desk, view.request_id).await.unwrap();
    list_requests(&d.desk).await.unwrap();
    assert_eq!(d.trail().await[before..], ["log-request", "open-request"]);
    for entry in &d.audit().await[before..] {
        assert_eq!(entry.subject, patient);
        assert!(!entry.detail.contains("Everything"));
    }
}
