//! Facts about who waits for what, and whose check-in is resumed.

use crate::common::{Desk, desk, form};
use frontdesk_desk::board::see_board;
use frontdesk_desk::check_in::{record_age, record_consents, record_identity};
use frontdesk_desk::draft::{drop_draft, save_draft};
use frontdesk_desk::testing;
use frontdesk_desk::views::board::ArrivalView;
use frontdesk_domain::consent::Answer;
use frontdesk_domain::patient::TypedDate;
use frontdesk_domain::role::Role;

async fn row(d: &Desk, arrival_id: &str) -> ArrivalView {
    see_board(&d.desk).await.unwrap().arrivals.into_iter().find(|row| row.arrival_id == arrival_id).unwrap()
}

#[tokio::test]
async fn the_board_says_what_each_who_is_here_waits_for_and_of_nobody_else() {
    let d = desk(Role::Reception).await;
    let (_, arrival) = crate::visit::walk_in(&d, crate::visit::alex(), "botulinum-toxin").await;
    assert_eq!(row(&d, &arrival).await.waits_for, "Waits for identity");
    record_identity(&d.desk, crate::visit::passport(&arrival, crate::visit::ALEX)).await.unwrap();
    assert_eq!(row(&d, &arrival).await.waits_for, "Waits for age");
    let view = record_age(
        &d.desk,
        arrival.clone(),
        Some(TypedDate { day: "22".into(), month: "11".into(), year: "2008".into() }),
    )
    .await
    .unwrap();
    assert_eq!(row(&d, &arrival).await.waits_for, "Waits for consents");
    record_consents(&d.desk, crate::visit::sheet(&view, Answer::Given)).await.unwrap();
    assert_eq!(row(&d, &arrival).await.waits_for, "");
    let (_, child) = crate::visit::walk_in(&d, form("Brennan", "Kai", "2012-02-09"), "general").await;
    assert_eq!(row(&d, &child).await.waits_for, "Waits for proof of responsibility");
    let (_, young) = crate::visit::walk_in(&d, form("Quill", "Robin", "2009-02-09"), "botulinum-toxin").await;
    assert_eq!(row(&d, &young).await.waits_for, "Check-in has stopped");
}

#[tokio::test]
async fn what_was_only_typed_is_resumed_by_who_typed_it_and_nobody_else() {
    let d = desk(Role::Reception).await;
    let (_, arrival) = crate::visit::walk_in(&d, crate::visit::alex(), "general").await;
    assert!(!row(&d, &arrival).await.begun);
    save_draft(&d.desk, "check-in".into(), arrival.clone(), "{\"typed\":1}".into()).await.unwrap();
    assert!(row(&d, &arrival).await.begun);
    testing::sit_down(&d.desk, Role::Clinician);
    assert!(!row(&d, &arrival).await.begun, "nobody else's typing");
    testing::sit_down(&d.desk, Role::Reception);
    drop_draft(&d.desk, "check-in".into(), arrival.clone()).await.unwrap();
    assert!(!row(&d, &arrival).await.begun);
}
