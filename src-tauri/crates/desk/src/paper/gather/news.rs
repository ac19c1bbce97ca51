//! Stops of news and offers: found under the patient themselves and under each address and number of the record.

use frontdesk_documents::DisclosureItem;
use frontdesk_domain::catalogue::MarketingChannel;
use frontdesk_domain::consent::Capacity;
use frontdesk_domain::marketing::handle::{HandleKind, handles};
use frontdesk_domain::marketing::standing::{AcceptedHow, Step};
use frontdesk_store::suppression::Recorded;
use frontdesk_store::{Conn, suppression};

use super::{Case, moment, sentences, table};
use crate::clock::day_words;
use crate::error::Result;

/// Each step, with what it is kept under. Who recorded it is told of the patient's own: another record's stop of a
/// shared number says nothing of who asked for it.
pub(super) async fn stops(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let mut rows: Vec<(String, Vec<String>)> = Vec::new();
    for channel in MarketingChannel::ALL {
        let mut own: Vec<Recorded> = Vec::new();
        for handle in handles(&case.patient.id, &case.patient.particulars, channel) {
            let person = handle.kind() == HandleKind::Person;
            for recorded in suppression::of(conn, &handle).await? {
                if recorded.channel != channel || (!person && own.iter().any(|one| one.at == recorded.at)) {
                    continue;
                }
                let under = if person { "The patient".to_string() } else { format!("This {}", channel.reached_at()) };
                let by = if person { case.name(&recorded.by) } else { String::new() };
                let cells = vec![moment(&recorded.at), channel.words().to_string(), under, what(&recorded), by];
                rows.push((recorded.at.clone(), cells));
                own.push(recorded);
            }
        }
    }
    rows.sort_by(|one, other| one.0.cmp(&other.0));
    let columns = [("When", 1.3), ("News by", 1.0), ("Kept for", 1.3), ("What", 2.6), ("By", 1.1)];
    Ok(table("Stops of news and offers", &columns, rows))
}

fn what(recorded: &Recorded) -> String {
    match &recorded.step {
        Step::Stopped => "Stopped".to_string(),
        Step::Asked { until, .. } => format!("Letter with a code, which counts until {}", day_words(*until)),
        Step::Accepted { .. } => {
            let who = recorded.capacity.map(|capacity| match capacity {
                Capacity::Patient => "by the patient",
                Capacity::Parent => "by a parent",
                Capacity::Attorney => "by an attorney or deputy",
            });
            let how = recorded.how.map(|how| match how {
                AcceptedHow::InPerson => "at the desk",
                AcceptedHow::Phone => "by telephone",
                AcceptedHow::Email => "by email",
                AcceptedHow::Text => "by text message",
                AcceptedHow::Letter => "by letter",
            });
            let given = format!("Code given back {} {}", who.unwrap_or_default(), how.unwrap_or_default());
            sentences(&[Some(given.trim().to_string()), Some("May be asked again".to_string())])
        }
    }
}
