//! Facts about the throw-away clinic.

use crate::common::desk;
use frontdesk_desk::board::{search, see_board};
use frontdesk_desk::demo;
use frontdesk_desk::patient::open_patient;
use frontdesk_desk::views::board::{ArrivalState, Mark};
use frontdesk_domain::role::Role;

#[tokio::test]
async fn the_throw_away_clinic_has_a_morning_in_every_state_and_one_entry() {
    let d = desk(Role::PracticeManager).await;
    demo::fill(&d.desk).await.unwrap();
    assert_eq!(d.trail().await.len(), 1);
    let board = see_board(&d.desk).await.unwrap();
    assert_eq!(board.arrivals.len(), 10);
    for state in [ArrivalState::Expected, ArrivalState::Here, ArrivalState::Seen, ArrivalState::TurnedAway] {
        assert!(board.arrivals.iter().any(|row| row.state == state), "{state:?}");
    }
    let row = |name: &str| board.arrivals.iter().find(|row| row.name.starts_with(name)).unwrap();
    let amara = row("Okonkwo");
    assert_eq!((amara.identity, amara.age, amara.consents, amara.begun), (Mark::Done, Mark::Done, Mark::Ask, true));
    assert_eq!(amara.here_since.as_deref(), Some("10:24"));
    assert_eq!(row("Testpatient").age_word, "Under 18");
    assert_eq!(row("Brennan").age_word, "Under 16");
    let lukasz = row("Żółć");
    assert_eq!(
        (lukasz.identity, lukasz.age, lukasz.consents, lukasz.state),
        (Mark::ToDo, Mark::ToDo, Mark::ToDo, ArrivalState::Here)
    );

    let page = open_patient(&d.desk, amara.patient_id.clone()).await.unwrap();
    let words = (
        page.identity.title.as_str(),
        page.age.title.as_str(),
        page.consents.word.as_str(),
        page.consents.title.as_str(),
    );
    assert_eq!(words, ("Passport, ends 4417", "36 years", "Ask 2", "5 of 7 answered"));
    assert_eq!(page.banner.flags[0].word, "Marketing: email only");
    let history: Vec<&str> = page.history.iter().map(|line| line.text.as_str()).collect();
    assert!(history.contains(&"Changed phone number, told us by phone. Before: ends 104"), "{history:?}");
    assert_eq!(history.last(), Some(&"Registered. Data came from: the patient, at a visit"));
    assert_eq!(board.due.iter().filter(|due| due.request_id.is_some()).count(), 3);
    assert_eq!(board.requests_pressing, 2);
    assert_eq!(page.requests.len(), 1);
}

#[tokio::test]
async fn its_namesakes_are_marked_as_such() {
    let d = desk(Role::PracticeManager).await;
    demo::fill(&d.desk).await.unwrap();
    let found = search(&d.desk, "nguyen".into()).await.unwrap().results;
    assert_eq!(found.len(), 3);
    assert_eq!(found.iter().filter(|is| is.similar).count(), 2);
}

#[tokio::test]
async fn it_can_be_made_at_any_hour_of_any_day() {
    for now in ["2026-11-24T00:01:00.000Z", "2027-02-28T23:59:00.000Z", "2028-02-29T12:00:00.000Z"] {
        let d = desk(Role::PracticeManager).await;
        d.clock.go_to(now);
        demo::fill(&d.desk).await.unwrap();
        assert_eq!(see_board(&d.desk).await.unwrap().arrivals.len(), 10, "{now}");
    }
}
