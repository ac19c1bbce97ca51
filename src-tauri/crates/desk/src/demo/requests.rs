//! Three open requests: one late, one pressing, one with time.

use chrono::{Days, Months};
use frontdesk_domain::clock::Right;
use frontdesk_domain::id::RequestId;
use frontdesk_store::Conn;
use frontdesk_store::patient::Patient;
use frontdesk_store::rights_request::{self, RightsRequest};

use super::visit::{Stage, id};
use crate::error::Result;
use crate::request::next_reference;

/// Who asks for what, in which words, and on which day from today a month of the clock would end.
const OPEN: [(usize, Right, &str, i64); 3] = [
    (4, Right::Access, "I want to see everything you hold about me.", -1),
    (7, Right::Rectification, "My address is wrong on your letters.", 3),
    (0, Right::Access, "A copy of my records, with the photographs.", 10),
];

pub(super) async fn fill(conn: &mut Conn, stage: &Stage<'_>, patients: &[Patient]) -> Result<()> {
    for (at, (who, right, said, ends)) in OPEN.into_iter().enumerate() {
        let last = if ends < 0 {
            stage.today - Days::new(ends.unsigned_abs())
        } else {
            stage.today + Days::new(ends.unsigned_abs())
        };
        let received_on = last.checked_sub_months(Months::new(1)).unwrap_or(stage.today);
        let request = RightsRequest {
            id: RequestId(id(10, at)),
            reference: next_reference(conn, right, stage.today).await?,
            patient_id: patients[who].id.clone(),
            right,
            received_on,
            how: "in-person".to_string(),
            said: said.to_string(),
            made_by: "patient".to_string(),
            requester_name: None,
            id_asked_on: None,
            authority_asked_on: None,
            reply_by: "email".to_string(),
            at: format!("{received_on}T10:00:00.000Z"),
            by: stage.by.0.clone(),
        };
        rights_request::insert(conn, &request).await?;
    }
    Ok(())
}
