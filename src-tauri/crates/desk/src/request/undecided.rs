//! What stands between a request and its release. Nothing goes out while anything is named here.

use std::sync::Arc;

use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::clock::Right;
use frontdesk_domain::wall_clock::Today;
use frontdesk_store::Conn;
use frontdesk_store::rights_request::{self, EventKind, RightsRequest};

use super::child::{about_child, against};
use crate::banner;
use crate::error::Result;

/// What is not yet decided, one sentence each.
pub(crate) async fn undecided(
    conn: &mut Conn,
    clinic: &Arc<Clinic>,
    request: &RightsRequest,
    today: Today,
) -> Result<Vec<String>> {
    let mut open: Vec<String> = Vec::new();
    let mut say = |text: String| open.push(text);
    let events = rights_request::events(conn, &request.id).await?;
    let came = |kind| events.iter().any(|event| event.kind == kind);
    let patient = banner::held(conn, &request.patient_id).await?;

    if request.id_asked_on.is_some() && !came(EventKind::IdReceived) {
        say("Identity: proof was asked for and has not come.".into());
    }
    match request.made_by.as_str() {
        "agent" if !came(EventKind::AuthorityReceived) => {
            say("Authority: the agent's written authority has not been seen.".into())
        }
        _ => {}
    }
    if about_child(request, patient.particulars.born, today) {
        against(conn, clinic, request, today).await?.iter().for_each(|found| say(found.words()));
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
    if !clinic.other_places.is_empty() {
        say(format!("Places outside this desk not yet searched: {}.", clinic.other_places.join(", ")));
    }
    Ok(open)
}
