//! What stands between a request and its release. Nothing goes out while anything is named here.

use chrono::NaiveDate;
use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::clock::Right;
use frontdesk_domain::gate::Nation;
use frontdesk_store::Conn;
use frontdesk_store::parental_record;
use frontdesk_store::rights_request::{self, EventKind, RightsRequest};

use crate::banner;
use crate::error::Result;

/// What is not yet decided, one sentence each.
pub(crate) async fn undecided(
    conn: &mut Conn,
    clinic: &Clinic,
    request: &RightsRequest,
    today: NaiveDate,
) -> Result<Vec<String>> {
    let mut open: Vec<String> = Vec::new();
    let mut say = |text: String| open.push(text);
    let events = rights_request::events(conn, &request.id).await?;
    let came = |kind| events.iter().any(|event| event.kind == kind);
    let patient = banner::held(conn, &request.patient_id).await?;
    let age = banner::age(patient.particulars.born, today);

    if request.id_asked_on.is_some() && !came(EventKind::IdReceived) {
        say("Identity: proof was asked for and has not come.".into());
    }
    match request.made_by.as_str() {
        "agent" if !came(EventKind::AuthorityReceived) => {
            say("Authority: the agent's written authority has not been seen.".into())
        }
        "parent" if clinic.nation == Nation::Scotland && age >= 16 => {
            say("A parent: in Scotland parental rights end at 16. Ask the patient.".into())
        }
        "parent" if !proved(conn, request).await? => {
            say("A parent: the practice manager has not decided that parental responsibility is proved.".into())
        }
        _ => {}
    }
    let hands_out = matches!(request.right, Right::Access | Right::Portability);
    if !hands_out {
        say("The practice manager's decision on what was asked.".into());
        return Ok(open);
    }
    if !clinic.controller_is_health_professional {
        say("A health professional's opinion: that showing the health details does no serious harm (DPA 2018, Sch 3 para 6).".into());
    }
    say("Other people's data in the record: what is shown and what is taken out (DPA 2018, Sch 2 para 16).".into());
    if let Some(child) = child(clinic, age, &request.made_by) {
        say(child.into());
    }
    if !clinic.other_places.is_empty() {
        say(format!("Places outside this desk not yet searched: {}.", clinic.other_places.join(", ")));
    }
    Ok(open)
}

/// Under 16 everywhere; 16 and 17 too when a parent asks, except in Scotland, where parental rights end at 16.
fn child(clinic: &Clinic, age: u32, made_by: &str) -> Option<&'static str> {
    match age {
        0..16 => Some("A child: whether they understand and agree, and what was told in confidence (DPA 2018, Sch 3)."),
        16..18 if made_by == "parent" && clinic.nation != Nation::Scotland => {
            Some("A young person of 16 or 17: whether they agree that a parent asks for their health details.")
        }
        _ => None,
    }
}

/// The newest decision on any record of this child says proved.
async fn proved(conn: &mut Conn, request: &RightsRequest) -> Result<bool> {
    let decisions = parental_record::decisions_for_patient(conn, &request.patient_id).await?;
    Ok(decisions.last().is_some_and(|decision| decision.decision == "proved"))
}
