//! A girl who is 16 in a week. Her father proved who he is and answered for her; from her birthday she answers herself.

use frontdesk_domain::consent::{Answer, Capacity, asked};
use frontdesk_domain::id::ParentalId;
use frontdesk_domain::parental::{ChildView, Claim, Evidence, Orders, ParentalForm};
use frontdesk_domain::spoken::Spoken;
use frontdesk_store::parental_record::{self, ParentalDecision, ParentalRecord};
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
        form: ParentalForm {
            requester_name: FATHER.to_string(),
            requester_document: "Passport".to_string(),
            requester_last_four: "9917".to_string(),
            capacity: Some(Claim::FatherRegistered),
            evidence: vec![Evidence::FullBirthCertificate],
            child_matches: Some(true),
            orders: Some(Orders::None),
            child_view: Some(ChildView::Agrees),
            note: String::new(),
        },
        standing: "complete".to_string(),
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
        at: stamp(stage.now, days, 20),
        by: stage.manager.0.clone(),
    };
    parental_record::decide(conn, &decision).await?;
    Ok(())
}
