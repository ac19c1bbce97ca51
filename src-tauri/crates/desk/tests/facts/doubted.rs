//! The clock is not believed: at the unlock and while the desk is open.

use crate::closed::{Clinic, entries, lock, notice};
use crate::common::{self, desk};
use frontdesk_desk::board::{add_arrival, see_board};
use frontdesk_desk::check_in::open_check_in;
use frontdesk_desk::copies::{keep_copy, see_copies};
use frontdesk_desk::doubt::{confirm_date, see_date};
use frontdesk_desk::draft::{load_draft, save_draft};
use frontdesk_desk::lock::LockReason;
use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::patient::{open_patient, register_patient};
use frontdesk_desk::testing::{self, sit_down};
use frontdesk_desk::unlock;
use frontdesk_desk::views::board::ArrivalForm;
use frontdesk_desk::views::session::NoticeAction;
use frontdesk_domain::document_copy::CopyForm;
use frontdesk_domain::patient::TypedDate;
use frontdesk_domain::role::Role;
use frontdesk_store::setting;

const NOTICE: &str = "clock-doubted";
/// Tuesday 24 November 2026.
const SET_UP: &str = "2026-11-24T09:00:00.000Z";

async fn set(desk: &OpenDesk, name: &str) -> Option<String> {
    let store = testing::store(desk);
    let mut read = store.read().await.unwrap();
    setting::get(read.conn(), name).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_move_of_the_clock_between_two_unlocks_is_believed_or_doubted() {
    for (unlocked_at, doubted) in [
        ("2026-11-24T09:00:00.000Z", false),
        ("2026-11-24T18:00:00.000Z", false),
        ("2026-11-30T09:00:00.000Z", false),
        ("2026-12-02T09:00:00.001Z", true),
        ("2036-11-24T09:00:00.000Z", true),
        ("2026-11-23T09:00:00.000Z", true),
        ("2016-11-24T09:00:00.000Z", true),
    ] {
        let clinic = Clinic::at(SET_UP).await;
        clinic.clock.set(unlocked_at);
        let desk = clinic.unlock().await;
        let told = notice(&desk, NOTICE).await;
        assert_eq!(told.is_some(), doubted, "{unlocked_at}");
        assert_eq!(told.and_then(|told| told.action), doubted.then_some(NoticeAction::ConfirmDate));
        let detail = entries(&desk).await.pop().unwrap().detail;
        assert_eq!(detail.contains(r#""believed":"2026-11-24T09:00:00.000Z""#), doubted, "{detail}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_a_minute_back_deletes_nothing_until_it_has_caught_up_and_asks_nobody() {
    let clinic = Clinic::at(SET_UP).await;
    clinic.clock.set("2026-11-24T08:59:00.000Z");
    let desk = clinic.unlock().await;
    assert!(notice(&desk, NOTICE).await.is_none());
    assert!(entries(&desk).await.pop().unwrap().detail.contains(r#""clock":"earlier""#));
    assert!(set(&desk, "clock-doubt").await.is_some());
    clinic.clock.pass(std::time::Duration::from_secs(61));
    assert!(desk.look_at_clock().await.unwrap());
    assert!(set(&desk, "clock-doubt").await.is_none());
    assert!(entries(&desk).await.pop().unwrap().detail.contains(r#""clock":"trusted""#));
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_long_closure_the_manager_confirms_the_date_and_the_next_such_one_is_believed() {
    let clinic = Clinic::at(SET_UP).await;
    clinic.clock.set("2026-12-15T09:00:00.000Z");
    let desk = clinic.unlock().await;
    let seen = see_date(&desk).await.unwrap();
    assert_eq!((seen.today.as_str(), seen.last.as_deref(), seen.earlier), ("2026-12-15", Some("2026-11-24"), false));
    assert_eq!(confirm_date(&desk, "2026-12-16".into()).await.unwrap_err().code, "date-changed");
    assert!(confirm_date(&desk, "2026-12-15".into()).await.unwrap().is_empty());
    let last = entries(&desk).await.pop().unwrap();
    assert_eq!((last.use_case.as_str(), last.outcome.as_str()), ("confirm-date", "done"));
    assert!(last.detail.contains(r#""clock":"later""#) && last.detail.contains("2026-12-15"), "{}", last.detail);
    assert_eq!(confirm_date(&desk, "2026-12-15".into()).await.unwrap_err().code, "date-not-doubted");
    lock(&desk).await;
    // Twice three weeks, to the second.
    clinic.clock.set("2027-01-26T09:00:00.000Z");
    let desk = clinic.unlock().await;
    assert!(notice(&desk, NOTICE).await.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_doubt_outlives_a_lock_and_a_day_of_work_until_somebody_confirms() {
    let clinic = Clinic::at(SET_UP).await;
    clinic.clock.set("2026-11-23T09:00:00.000Z");
    let desk = clinic.unlock().await;
    sit_down(&desk, Role::Reception);
    assert_eq!(confirm_date(&desk, "2026-11-23".into()).await.unwrap_err().code, "not-allowed");
    sit_down(&desk, Role::PracticeManager);
    lock(&desk).await;
    // Two days on by the same clock: past the last entry it was believed at, and no better for it.
    clinic.clock.pass(std::time::Duration::from_secs(2 * 86_400));
    let desk = clinic.unlock().await;
    assert!(notice(&desk, NOTICE).await.is_some());
    confirm_date(&desk, "2026-11-25".into()).await.unwrap();
    lock(&desk).await;
    let desk = clinic.unlock().await;
    assert!(notice(&desk, NOTICE).await.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_put_years_on_and_back_again_is_believed_again() {
    let clinic = Clinic::at(SET_UP).await;
    clinic.clock.set("2031-11-24T09:00:00.000Z");
    let desk = clinic.unlock().await;
    assert!(notice(&desk, NOTICE).await.is_some());
    // Put right while the desk is open.
    clinic.clock.set("2026-11-24T09:05:00.000Z");
    assert!(desk.look_at_clock().await.unwrap());
    assert!(notice(&desk, NOTICE).await.is_none());
    assert!(!desk.look_at_clock().await.unwrap(), "said once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_set_while_the_desk_is_open_is_seen_at_the_next_act() {
    for (set_to, doubted) in [
        ("2026-11-24T12:00:00.000Z", false),
        ("2026-11-30T12:00:00.000Z", false),
        ("2027-11-24T12:00:00.000Z", true),
        ("2026-11-20T12:00:00.000Z", true),
    ] {
        let clinic = Clinic::at(SET_UP).await;
        let desk = clinic.unlock().await;
        clinic.clock.set(set_to);
        register_patient(&desk, common::form("Quill", "Anna", "1980-01-02"), Vec::new(), String::new()).await.unwrap();
        assert_eq!(notice(&desk, NOTICE).await.is_some(), doubted, "{set_to}");
        let found = entries(&desk).await.into_iter().filter(|entry| entry.use_case == "look-at-clock").count();
        assert_eq!(found, usize::from(doubted), "{set_to}");
        unlock::lock(&desk, LockReason::ByHand).await;
    }
}

#[tokio::test]
async fn summer_time_a_leap_day_and_midnight_doubt_nothing() {
    let d = desk(Role::Reception).await;
    for instant in [
        "2027-03-27T23:59:59.000Z",
        "2027-03-28T00:59:59.000Z",
        "2027-03-28T01:00:00.000Z",
        "2027-10-31T00:59:59.000Z",
        "2027-10-31T01:00:00.000Z",
        "2028-02-28T23:59:59.000Z",
        "2028-02-29T00:00:00.000Z",
        "2028-03-01T00:00:00.000Z",
    ] {
        d.clock.go_to(instant);
        assert!(!d.desk.look_at_clock().await.unwrap(), "{instant}");
        let today = d.desk.today();
        assert_eq!(today.for_ages(), today.day(), "{instant}");
    }
}

#[tokio::test]
async fn nothing_is_deleted_by_a_clock_that_is_doubted() {
    let d = desk(Role::Reception).await;
    save_draft(&d.desk, "request".into(), String::new(), r#"{"said":"Everything"}"#.into()).await.unwrap();
    let patient = d.register(common::amara()).await.patient_id;
    let scan = d.folder.path().join("scan.png");
    std::fs::write(&scan, b"\x89PNG\r\n\x1a\n a page of a passport").unwrap();
    let copy = CopyForm {
        document: "Passport, photo page".into(),
        reason: "The insurer asks for it with the claim".into(),
        delete_on: TypedDate::default(),
    };
    assert!(keep_copy(&d.desk, patient.clone(), copy, None, || async { Some(scan.clone()) }).await.unwrap().kept);
    // Years on, in one leap, while the desk is open. Nobody has looked at the clock yet when the board is drawn.
    d.clock.set("2031-11-24T10:30:00.000Z");
    for _ in 0..2 {
        let board = see_board(&d.desk).await.unwrap();
        assert!(board.notices.is_empty(), "{:?}", board.notices);
        assert!(load_draft(&d.desk, "request".into(), String::new()).await.unwrap().is_some(), "kept and shown");
        assert_eq!(copies_held(&d.desk, &patient).await, 1);
        d.desk.look_at_clock().await.unwrap();
    }
    // Once the manager says that the date is right, what is due goes.
    sit_down(&d.desk, Role::PracticeManager);
    confirm_date(&d.desk, "2031-11-24".into()).await.unwrap();
    sit_down(&d.desk, Role::Reception);
    assert!(!see_board(&d.desk).await.unwrap().notices.is_empty());
    assert_eq!(copies_held(&d.desk, &patient).await, 0);
    assert!(load_draft(&d.desk, "request".into(), String::new()).await.unwrap().is_none());
}

async fn copies_held(desk: &OpenDesk, patient: &str) -> usize {
    let copies = see_copies(desk, patient.into()).await.unwrap().copies;
    copies.iter().filter(|copy| copy.deleted.is_none()).count()
}

#[tokio::test]
async fn a_gate_opens_for_nobody_by_a_clock_set_on() {
    let d = desk(Role::Reception).await;
    // 15 today, 17 by a clock put on by two years, and 18 by one put on by three.
    let child = d.register(common::form("Brennan", "Kai", "2011-03-01")).await.patient_id;
    for set_to in ["2028-11-24T10:30:00.000Z", "2029-11-24T10:30:00.000Z"] {
        d.clock.set(set_to);
        let page = open_patient(&d.desk, child.clone()).await.unwrap();
        assert_eq!(page.banner.age, 15, "{set_to}");
        assert!(page.banner.flags.iter().any(|flag| flag.word.starts_with("Under 16")), "{set_to}");
        let form = ArrivalForm {
            patient_id: child.clone(),
            treatment: "botulinum-toxin".into(),
            time: String::new(),
            walk_in: true,
        };
        let arrival = add_arrival(&d.desk, form).await.unwrap();
        assert_eq!(arrival.age_word, "Under 18", "{set_to}");
        // The age that would be kept with the visit.
        let visit = open_check_in(&d.desk, arrival.arrival_id.clone()).await.unwrap();
        assert!(serde_json::to_string(&visit).unwrap().contains(r#""age":15"#), "{set_to}");
        assert!(unlock::session_view(&d.desk).await.unwrap().day_for_ages.starts_with("2026-11-24"));
    }
    // And by a clock put back nobody is older than it says.
    d.clock.set("2020-11-24T10:30:00.000Z");
    assert_eq!(open_patient(&d.desk, child.clone()).await.unwrap().banner.age, 9);
    // Confirmed, it counts.
    d.clock.set("2029-11-24T10:30:00.000Z");
    sit_down(&d.desk, Role::PracticeManager);
    confirm_date(&d.desk, "2029-11-24".into()).await.unwrap();
    assert_eq!(open_patient(&d.desk, child).await.unwrap().banner.age, 18);
}
