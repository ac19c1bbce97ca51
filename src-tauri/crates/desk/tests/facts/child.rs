//! A child at the desk, for the facts about proof, blocks and release.

use frontdesk_desk::parental::{assess_competence, decide_parental, record_child_view, record_parental};
use frontdesk_desk::request::log_request;
use frontdesk_desk::testing;
use frontdesk_desk::views::check_in::{DocumentKind, LikenessAnswer};
use frontdesk_desk::views::parental::{AdultView, ParentalDecision, ParentalDecisionForm, ParentalPageView};
use frontdesk_desk::views::request::ChildOutcome;
use frontdesk_desk::views::request::{
    ReleaseForm, ReplyBy, RequestBy, RequestForm, RequestHow, RequestView, SettleForm,
};
use frontdesk_domain::clock::Right;
use frontdesk_domain::parental::{
    ChildView, ChildViewForm, Claim, Competence, CompetenceForm, Evidence, Orders, ParentalForm, QUESTIONS,
    RequesterForm, YesNo,
};
use frontdesk_domain::patient::{PatientForm, TypedDate};
use frontdesk_domain::role::Role;

use crate::common::{Desk, form};

pub fn date(day: &str, month: &str, year: &str) -> TypedDate {
    TypedDate { day: day.into(), month: month.into(), year: year.into() }
}

/// Fourteen on the day of the facts, with an address that no adult may be told.
pub async fn child(d: &Desk) -> String {
    born(d, "2012-02-09").await
}

pub async fn born(d: &Desk, on: &str) -> String {
    let kai = PatientForm {
        address: "3 Secret Mews\nLondon".into(),
        postcode: "ZZ99 3BB".into(),
        phone: "07700 900713".into(),
        email: "other.parent@example.com".into(),
        contact_note: "Ring the other parent after six".into(),
        ..form("Brennan", "Kai", on)
    };
    d.register(kai).await.patient_id
}

pub fn adult(given_names: &str) -> RequesterForm {
    RequesterForm {
        given_names: given_names.into(),
        surname: "Brennan".into(),
        born: date("4", "5", "1984"),
        document: Some(DocumentKind::Passport),
        issuer: "Ireland".into(),
        last_four: "4417".into(),
        expiry: date("1", "6", "2031"),
        matches: Some(true),
        likeness: Some(LikenessAnswer::Yes),
        ..RequesterForm::default()
    }
}

pub fn mother() -> ParentalForm {
    ParentalForm {
        requester: adult("Siobhán"),
        capacity: Some(Claim::Mother),
        evidence: vec![Evidence::FullBirthCertificate],
        child_matches: Some(true),
        orders: Some(Orders::None),
        ..ParentalForm::default()
    }
}

pub fn father() -> ParentalForm {
    ParentalForm { requester: adult("Declan"), capacity: Some(Claim::FatherRegistered), ..mother() }
}

pub fn decision(record: &AdultView, decision: ParentalDecision) -> ParentalDecisionForm {
    ParentalDecisionForm {
        parental_id: record.parental_id.clone(),
        decision,
        reason: "Seen and weighed.".into(),
        review_on: date("24", "5", "2027"),
    }
}

/// Does something in a role, then sits down as before.
pub async fn in_role<T, F: Future<Output = T>>(d: &Desk, role: Role, act: F) -> T {
    let who = d.desk.who().role;
    testing::sit_down(&d.desk, role);
    let done = act.await;
    testing::sit_down(&d.desk, who);
    done
}

/// Records an adult and has the practice manager find them proved.
pub async fn proved(d: &Desk, child: &str, form: ParentalForm) -> ParentalPageView {
    let page = record_parental(&d.desk, child.into(), form).await.unwrap();
    let decision = decision(&page.adults[0], ParentalDecision::Proved);
    in_role(d, Role::PracticeManager, decide_parental(&d.desk, decision)).await.unwrap()
}

pub async fn assessed(d: &Desk, child: &str, outcome: Competence) -> ParentalPageView {
    let form = CompetenceForm {
        answers: QUESTIONS.iter().map(|question| (question.code.to_string(), YesNo::Yes)).collect(),
        outcome: Some(outcome),
        reasons: "Explained it back in his own words.".into(),
    };
    in_role(d, Role::Clinician, assess_competence(&d.desk, child.into(), form)).await.unwrap()
}

pub async fn said(d: &Desk, adult: &str, view: ChildView) -> ParentalPageView {
    let form = ChildViewForm { adult_id: adult.into(), view: Some(view), authority: None, words: String::new() };
    record_child_view(&d.desk, form).await.unwrap()
}

/// A parent's request, linked to who is on top of the page.
pub async fn request(d: &Desk, child: &str, page: &ParentalPageView, right: Right) -> RequestView {
    let form = RequestForm {
        patient_id: child.into(),
        right,
        received: date("24", "11", "2026"),
        how: RequestHow::InPerson,
        said: "Everything you have on my child.".into(),
        made_by: RequestBy::Parent,
        requester_name: page.adults[0].name.clone(),
        id_asked: false,
        reply_by: ReplyBy::Collect,
        adult_id: Some(page.adults[0].adult_id.clone()),
    };
    log_request(&d.desk, form).await.unwrap()
}

pub fn release(request: &RequestView) -> ReleaseForm {
    ReleaseForm {
        request_id: request.request_id.clone(),
        opinion: "Dr Ada Quill, 24 Nov 2026: no serious harm.".into(),
        others: "Other adults are taken out.".into(),
        elsewhere: "Clinical system searched: nothing.".into(),
        best_interests: String::new(),
        held_back: Vec::new(),
        named: Vec::new(),
        reason: "Proved, in date, nothing against it.".into(),
    }
}

pub fn settle(request: &RequestView, outcome: ChildOutcome) -> SettleForm {
    let request_id = request.request_id.clone();
    SettleForm { request_id, outcome, reason: "Weighed.".into(), best_interests: String::new() }
}

/// What the clinic's catalogue lacks, filled in: without it no response says what the law asks for.
pub fn complete_clinic(d: &Desk) {
    testing::change_clinic(&d.desk, |clinic| {
        clinic.address = "1 Sample Road\nLondon".into();
        clinic.transfers = "None.".into();
        clinic.automated_decisions = "None.".into();
    });
}
