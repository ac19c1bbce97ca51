//! Facts about unfinished work.

use crate::common::{amara, desk};
use frontdesk_desk::board::see_board;
use frontdesk_desk::draft::{drop_draft, load_draft, save_draft};
use frontdesk_desk::patient::{edit_patient, open_patient_form};
use frontdesk_desk::testing::sit_down;
use frontdesk_domain::role::Role;

const SCREEN: &str = "register-patient";

async fn load(d: &crate::common::Desk, screen: &str, subject: &str) -> Option<String> {
    load_draft(&d.desk, screen.into(), subject.into()).await.unwrap()
}

async fn save(d: &crate::common::Desk, screen: &str, subject: &str, json: &str) {
    save_draft(&d.desk, screen.into(), subject.into(), json.into()).await.unwrap();
}

#[tokio::test]
async fn a_draft_comes_back_as_it_was_typed_for_its_screen_subject_and_person() {
    let d = desk(Role::Reception).await;
    save(&d, SCREEN, "", r#"{"surname":"Żółć \"L\""}"#).await;
    save(&d, SCREEN, "", r#"{"surname":"Żółć"}"#).await;
    assert_eq!(load(&d, SCREEN, "").await.as_deref(), Some(r#"{"surname":"Żółć"}"#));
    assert_eq!(load(&d, SCREEN, "p-1").await, None);
    assert_eq!(load(&d, "edit-patient", "").await, None);
    sit_down(&d.desk, Role::Clinician);
    assert_eq!(load(&d, SCREEN, "").await, None, "somebody else's work is theirs");
    sit_down(&d.desk, Role::Reception);
    drop_draft(&d.desk, SCREEN.into(), String::new()).await.unwrap();
    assert_eq!(load(&d, SCREEN, "").await, None);
}

#[tokio::test]
async fn what_is_no_json_or_too_much_is_refused_and_the_draft_before_stays() {
    let d = desk(Role::Reception).await;
    save(&d, SCREEN, "", "{}").await;
    let refused = |screen: &str, subject: &str, json: String| save_draft(&d.desk, screen.into(), subject.into(), json);
    assert_eq!(refused(SCREEN, "", "{".into()).await.unwrap_err().code, "draft-unreadable");
    assert_eq!(refused(SCREEN, "", String::new()).await.unwrap_err().code, "draft-unreadable");
    assert_eq!(refused(SCREEN, "", "[".repeat(10_000)).await.unwrap_err().code, "draft-unreadable");
    let at_limit = format!("\"{}\"", "x".repeat(64 * 1024 - 2));
    assert!(refused("edit-patient", "", at_limit.clone()).await.is_ok());
    assert_eq!(refused(SCREEN, "", format!("{at_limit} ")).await.unwrap_err().code, "draft-too-large");
    assert_eq!(refused("", "", "{}".into()).await.unwrap_err().code, "draft-key");
    assert_eq!(refused(SCREEN, "Amara Okonkwo", "{}".into()).await.unwrap_err().code, "draft-key");
    assert_eq!(load(&d, SCREEN, "").await.as_deref(), Some("{}"));
}

#[tokio::test]
async fn saving_the_work_drops_its_draft_in_the_same_step() {
    let d = desk(Role::Reception).await;
    save(&d, SCREEN, "", "{}").await;
    let id = d.register(amara()).await.patient_id;
    assert_eq!(load(&d, SCREEN, "").await, None);
    save(&d, "edit-patient", &id, "{}").await;
    save(&d, "edit-patient", "another", "{}").await;
    let edit = open_patient_form(&d.desk, id.clone()).await.unwrap();
    edit_patient(&d.desk, id.clone(), edit.revision, edit.form, String::new(), String::new()).await.unwrap();
    assert_eq!(load(&d, "edit-patient", &id).await, None);
    assert!(load(&d, "edit-patient", "another").await.is_some());
}

#[tokio::test]
async fn a_draft_is_gone_after_seven_days_and_its_owner_is_told_once() {
    let d = desk(Role::Reception).await;
    save(&d, SCREEN, "", r#"{"surname":"Okonkwo"}"#).await;
    d.clock.go_to("2026-12-01T10:30:00.000Z");
    assert!(load(&d, SCREEN, "").await.is_some(), "seven days to the minute");
    assert!(see_board(&d.desk).await.unwrap().notices.is_empty());
    d.clock.go_to("2026-12-01T10:30:00.001Z");
    assert_eq!(load(&d, SCREEN, "").await, None);
    // A colleague's look at the board empties it, and says nothing of it to them.
    sit_down(&d.desk, Role::Clinician);
    assert!(see_board(&d.desk).await.unwrap().notices.is_empty());
    sit_down(&d.desk, Role::Reception);
    let told = see_board(&d.desk).await.unwrap().notices;
    assert_eq!(told, ["Your new patient of 24 Nov 2026 was not finished within 7 days. What was typed is deleted."]);
    assert!(see_board(&d.desk).await.unwrap().notices.is_empty());
    assert_eq!(load(&d, SCREEN, "").await, None);
}

#[tokio::test]
async fn touching_a_draft_gives_it_seven_more_days() {
    let d = desk(Role::Reception).await;
    save(&d, SCREEN, "", "{}").await;
    d.clock.go_to("2026-11-30T10:30:00.000Z");
    save(&d, SCREEN, "", "{}").await;
    d.clock.go_to("2026-12-05T10:30:00.000Z");
    assert!(see_board(&d.desk).await.unwrap().notices.is_empty());
    assert!(load(&d, SCREEN, "").await.is_some());
}

#[tokio::test]
async fn keeping_drafts_is_quiet() {
    let d = desk(Role::Reception).await;
    save(&d, SCREEN, "", "{}").await;
    load(&d, SCREEN, "").await;
    drop_draft(&d.desk, SCREEN.into(), String::new()).await.unwrap();
    assert!(d.trail().await.is_empty());
}
