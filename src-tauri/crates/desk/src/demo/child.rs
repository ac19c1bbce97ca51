//! A girl who is 16 in a week. Her father proved who he is and answered for her; from her birthday she answers herself.

use frontdesk_domain::consent::{Answer, Capacity, asked};
use frontdesk_domain::id::ParentalId;
use frontdesk_domain::identity_document::{DocumentKind, LikenessAnswer};
use frontdesk_domain::parental::{Authority, ChildView, Claim, Evidence, Orders, ParentalVerdict};
use frontdesk_domain::spoken::Spoken;
use frontdesk_store::child_voice::{self, Found, Viewed};
use frontdesk_store::parental_record::{self, ParentalDecision, ParentalRecord, Requester};
use frontdesk_store::patient::Patient;
use frontdesk_store::{Conn, age_check, arrival, consent_answer, identity_check};

use super::people::registered_days_ago;
use super::visit::{Stage, aged, came, id, passport, stamp};
use crate::consents::{Sitting, on_screen};
use crate::error::Result;

const FATHER: &str = "Paulo Ferreira";

/// A visit with proof of responsibility, decided on that day, and his answers.
pub(super) async fn came_with_her_father(
    conn: &mut Conn,
    stage: &Stage<'_>,
    patient: &Patient,
    who: usize,
) -> Result<()> {
    let days = registered_days_ago(who);
    let visit = came(stage, patient, who, days, "general");
    arrival::insert(conn, &visit).await?;
    let check = passport(stage, patient, &visit, who, &stamp(stage.now, days, 25));
    identity_check::insert(conn, &check).await?;
    age_check::insert(conn, &aged(stage, patient, &visit, who, &check)).await?;
    proved(conn, stage, patient, days).await?;
    let at = stamp(stage.now, days, 15);
    let sitting = Sitting {
        patient_id: &patient.id,
        arrival_id: Some(visit.id.as_str()),
        spoken: Spoken { capacity: Capacity::Parent, speaker: Some(FATHER.to_string()), ..on_screen() },
        at: &at,
        by: stage.by.as_str(),
    };
    for (row, (purpose, wording)) in asked(stage.clinic, &visit.treatment).into_iter().enumerate() {
        let said = match purpose.id.as_str() {
            "photographs-teaching" | "photographs-publicity" | "news-email" | "news-text" => Answer::Refused,
            _ => Answer::Given,
        };
        let mut answer = sitting.answer(purpose, wording, said);
        answer.id = id(5, who * 100 + row);
        consent_answer::insert(conn, &answer).await?;
    }
    Ok(())
}

async fn proved(conn: &mut Conn, stage: &Stage<'_>, patient: &Patient, days: u64) -> Result<()> {
    let record = ParentalRecord {
        id: ParentalId(id(10, 0)),
        patient_id: patient.id.clone(),
        adult_id: id(10, 0),
        requester: Requester {
            given_names: "Paulo".to_string(),
            surname: "Ferreira".to_string(),
            born: chrono::NaiveDate::from_ymd_opt(1979, 4, 12),
            document: Some(DocumentKind::Passport),
            issuer: Some("Portugal".to_string()),
            last_four: Some("9917".to_string()),
            expiry: chrono::NaiveDate::from_ymd_opt(2033, 8, 30),
            matches: Some(true),
            likeness: Some(LikenessAnswer::Yes),
            identified: true,
            ..Requester::default()
        },
        capacity: Claim::FatherRegistered,
        evidence: vec![Evidence::FullBirthCertificate],
        child_matches: Some(true),
        orders: Some(Orders::None),
        orders_note: None,
        verdict: ParentalVerdict::Proved,
        note: None,
        replaces: None,
        at: stamp(stage.now, days, 23),
        by: stage.by.0.clone(),
    };
    parental_record::insert(conn, &record).await?;
    let decision = ParentalDecision {
        id: id(11, 0),
        parental_id: record.id,
        decision: "proved".to_string(),
        reason: "Named on the long birth certificate, seen with his passport.".to_string(),
        // Good for a year from the day it was decided.
        review_on: stage.now.date_naive().checked_add_months(chrono::Months::new(11)),
        at: stamp(stage.now, days, 20),
        by: stage.manager.0.clone(),
    };
    parental_record::decide(conn, &decision).await?;
    let said = Viewed {
        id: id(12, 0),
        patient_id: patient.id.clone(),
        adult_id: id(10, 0),
        view: ChildView::Agrees,
        authority: Some(Authority::Spoken),
        words: None,
        at: stamp(stage.now, days, 22),
        by: stage.by.0.clone(),
    };
    child_voice::insert_view(conn, &said).await?;
    let found = Found {
        id: id(13, 0),
        patient_id: patient.id.clone(),
        how: "registered".to_string(),
        why: "Her father brought her to see a doctor and had data on her corrected.".to_string(),
        at: stamp(stage.now, days, 28),
        by: stage.by.0.clone(),
    };
    child_voice::insert_found(conn, &found).await?;
    Ok(())
}
