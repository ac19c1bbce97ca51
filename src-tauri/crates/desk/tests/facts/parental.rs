//! Facts about proof of parental responsibility.

use crate::common::{Desk, desk, form};
use frontdesk_desk::parental::{decide_parental, open_parental, record_parental};
use frontdesk_desk::testing;
use frontdesk_desk::views::parental::{ParentalDecision, ParentalDecisionForm, ParentalPageView};
use frontdesk_domain::parental::{ChildView, Claim, Evidence, Orders, ParentalForm, Standing};
use frontdesk_domain::role::Role;

async fn child(d: &Desk) -> String {
    d.register(form("Brennan", "Kai", "2012-02-09")).await.patient_id
}

fn mother() -> ParentalForm {
    ParentalForm {
        requester_name: "Siobhán Brennan".into(),
        requester_document: "Passport".into(),
        requester_last_four: "4417".into(),
        capacity: Some(Claim::Mother),
        evidence: vec![Evidence::FullBirthCertificate],
        child_matches: Some(true),
        orders: Some(Orders::None),
        child_view: Some(ChildView::NotAsked),
        note: String::new(),
    }
}

fn decision(page: &ParentalPageView, decision: ParentalDecision, reason: &str) -> ParentalDecisionForm {
    ParentalDecisionForm { parental_id: page.records[0].parental_id.clone(), decision, reason: reason.into() }
}

#[tokio::test]
async fn a_mother_with_a_full_certificate_is_complete_and_the_manager_decides() {
    let d = desk(Role::Reception).await;
    let child = child(&d).await;
    let page = record_parental(&d.desk, child.clone(), mother()).await.unwrap();
    assert_eq!(
        (page.records[0].standing.clone(), page.records[0].decision, page.can_decide),
        (Standing::Complete, None, false)
    );
    testing::sit_down(&d.desk, Role::PracticeManager);
    let page = open_parental(&d.desk, child).await.unwrap();
    assert!(page.can_decide);
    let page = decide_parental(&d.desk, decision(&page, ParentalDecision::Proved, "Full certificate names her."))
        .await
        .unwrap();
    let record = &page.records[0];
    assert_eq!((record.decision, record.decided_by.as_deref()), (Some(ParentalDecision::Proved), Some("Marta Nowak")));
    assert_eq!((record.by.as_str(), record.reason.as_deref()), ("Priya Shah", Some("Full certificate names her.")));
}

#[tokio::test]
async fn reception_never_decides_and_the_attempt_is_kept() {
    let d = desk(Role::Reception).await;
    let child = child(&d).await;
    let page = record_parental(&d.desk, child, mother()).await.unwrap();
    let error = decide_parental(&d.desk, decision(&page, ParentalDecision::Proved, "Sure.")).await.unwrap_err();
    assert_eq!(error.code, "not-allowed");
    let last = d.audit().await.pop().unwrap();
    assert_eq!((last.use_case.as_str(), last.outcome.as_str()), ("decide-parental", "refused"));
}

#[tokio::test]
async fn what_is_missing_is_told_and_cannot_be_decided_as_proved() {
    let d = desk(Role::PracticeManager).await;
    let child = child(&d).await;
    let short = ParentalForm { evidence: vec![Evidence::ShortBirthCertificate], orders: None, ..mother() };
    let page = record_parental(&d.desk, child, short).await.unwrap();
    let Standing::Incomplete { needed } = &page.records[0].standing else { panic!("{:?}", page.records[0].standing) };
    assert_eq!(needed.len(), 2);
    let error = decide_parental(&d.desk, decision(&page, ParentalDecision::Proved, "")).await.unwrap_err();
    let codes: Vec<&str> = error.fields.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["reason-missing", "not-provable"]);
}

#[tokio::test]
async fn a_court_order_stops_it_and_is_not_in_the_words_read_out() {
    let d = desk(Role::PracticeManager).await;
    let child = child(&d).await;
    let father = ParentalForm { capacity: Some(Claim::FatherRegistered), orders: Some(Orders::NoContact), ..mother() };
    let page = record_parental(&d.desk, child, father).await.unwrap();
    assert_eq!(page.records[0].standing, Standing::Stopped);
    assert!(!page.say.contains("order") && !page.say.contains("court"));
    let error =
        decide_parental(&d.desk, decision(&page, ParentalDecision::Proved, "He asked nicely.")).await.unwrap_err();
    assert_eq!(error.fields[0].code, "not-provable");
    decide_parental(&d.desk, decision(&page, ParentalDecision::Referred, "To our solicitor.")).await.unwrap();
}

#[tokio::test]
async fn a_grandparent_has_no_standing_whatever_is_shown() {
    let d = desk(Role::Reception).await;
    let child = child(&d).await;
    let grandparent = ParentalForm { capacity: Some(Claim::Other), ..mother() };
    let page = record_parental(&d.desk, child, grandparent).await.unwrap();
    assert_eq!(page.records[0].standing, Standing::NoStanding);
}

#[tokio::test]
async fn a_later_record_goes_on_from_the_earlier_which_stays_and_only_the_newest_is_decided() {
    let d = desk(Role::PracticeManager).await;
    let child = child(&d).await;
    let first =
        record_parental(&d.desk, child.clone(), ParentalForm { evidence: Vec::new(), ..mother() }).await.unwrap();
    let second = record_parental(&d.desk, child, mother()).await.unwrap();
    assert_eq!(second.records.len(), 2);
    assert_eq!(second.form.as_ref().unwrap().evidence, [Evidence::FullBirthCertificate]);
    assert!(matches!(second.records[1].standing, Standing::Incomplete { .. }));
    let error =
        decide_parental(&d.desk, decision(&first, ParentalDecision::NotProved, "Nothing shown.")).await.unwrap_err();
    assert_eq!(error.code, "newer-record");
}

#[tokio::test]
async fn nobody_has_parental_responsibility_for_an_adult_nor_for_a_16_year_old_in_scotland() {
    let d = desk(Role::Reception).await;
    let adult = d.register(form("Testpatient", "Alex", "2008-11-24")).await.patient_id;
    assert_eq!(record_parental(&d.desk, adult, mother()).await.unwrap_err().code, "not-a-child");
    let young = d.register(form("Testpatient", "Robin", "2010-11-24")).await.patient_id;
    record_parental(&d.desk, young.clone(), mother()).await.unwrap();
    testing::change_clinic(&d.desk, |clinic| clinic.nation = frontdesk_domain::gate::Nation::Scotland);
    assert_eq!(record_parental(&d.desk, young, mother()).await.unwrap_err().code, "not-a-child");
}

#[tokio::test]
async fn a_clinician_sees_the_page_and_records_nothing_on_it() {
    let d = desk(Role::Clinician).await;
    let child = child(&d).await;
    open_parental(&d.desk, child.clone()).await.unwrap();
    assert_eq!(record_parental(&d.desk, child, mother()).await.unwrap_err().code, "not-allowed");
}

#[tokio::test]
async fn every_act_on_the_page_leaves_one_entry_that_names_nobody() {
    let d = desk(Role::PracticeManager).await;
    let child = child(&d).await;
    let before = d.trail().await.len();
    let page = record_parental(&d.desk, child.clone(), mother()).await.unwrap();
    decide_parental(&d.desk, decision(&page, ParentalDecision::Proved, "Full certificate names her.")).await.unwrap();
    open_parental(&d.desk, child.clone()).await.unwrap();
    assert_eq!(d.trail().await[before..], ["record-parental", "decide-parental", "open-patient"]);
    for entry in &d.audit().await[before..] {
        assert_eq!(entry.subject, child);
        assert!(
            !entry.detail.contains("Brennan")
                && !entry.detail.contains("4417")
                && !entry.detail.contains("certificate")
        );
    }
}
