//! What the desk has to say after an unlock: one list, for the person at it.

use crate::common::desk;
use frontdesk_desk::notices::{put_off_notice, see_notices};
use frontdesk_desk::testing::{self, sit_down};
use frontdesk_desk::unlock::session_view;
use frontdesk_domain::role::Role;

#[tokio::test]
async fn the_most_pressing_notice_comes_first_and_each_code_is_said_once() {
    let d = desk(Role::Reception).await;
    assert!(session_view(&d.desk).await.unwrap().notices.is_empty());
    testing::tell(&d.desk, "light", false, "One thing.");
    testing::tell(&d.desk, "grave", true, "Another.");
    testing::tell(&d.desk, "light", false, "The same thing, later.");
    let told = session_view(&d.desk).await.unwrap().notices;
    let told: Vec<(&str, &str)> = told.iter().map(|one| (one.code.as_str(), one.message.as_str())).collect();
    assert_eq!(told, [("grave", "Another."), ("light", "The same thing, later.")]);
}

#[tokio::test]
async fn what_can_wait_is_put_off_until_tomorrow_and_for_one_person_only() {
    let d = desk(Role::Reception).await;
    testing::tell(&d.desk, "light", false, "One thing.");
    testing::tell(&d.desk, "grave", true, "Another.");
    let left = put_off_notice(&d.desk, "light".into()).await.unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(put_off_notice(&d.desk, "grave".into()).await.unwrap_err().code, "notice-stays");
    assert_eq!(see_notices(&d.desk).await.unwrap().len(), 1, "still put off, and what stays is still said");
    sit_down(&d.desk, Role::Clinician);
    assert_eq!(see_notices(&d.desk).await.unwrap().len(), 2, "another person is told");
    sit_down(&d.desk, Role::Reception);
    d.clock.go_to("2026-11-25T09:00:00.000Z");
    assert_eq!(see_notices(&d.desk).await.unwrap().len(), 2, "it comes back the next day");
    assert!(d.trail().await.is_empty(), "reading a notice leaves no entry");
}
