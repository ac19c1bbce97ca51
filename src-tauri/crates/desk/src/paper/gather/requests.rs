//! Rights requests, and what happened to each.

use frontdesk_documents::DisclosureItem;
use frontdesk_store::{Conn, rights_request};

use super::{Case, moment, sentences, table, words};
use crate::clock::day_words;
use crate::error::Result;
use crate::request::right_name;

/// What was asked for.
pub(super) async fn requests(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let rows = rights_request::for_patient(conn, &case.patient.id).await?.into_iter().map(|request| {
        let how = sentences(&[
            Some(format!("Received {}", day_words(request.received_on))),
            Some(words(&request.how)),
            Some(match &request.requester_name {
                Some(name) => format!("By {} ({})", name, request.made_by),
                None => "By the patient".to_string(),
            }),
            request.id_asked_on.map(|day| format!("Identity asked for on {}", day_words(day))),
            request.authority_asked_on.map(|day| format!("Authority asked for on {}", day_words(day))),
            Some(format!("Reply by {}", request.reply_by)),
        ]);
        let what = format!("{} {}", right_name(request.right), request.reference);
        let cells = vec![moment(&request.at), what, request.said.clone(), how, case.name(&request.by)];
        (request.at, cells)
    });
    Ok(table(
        "Requests about data",
        &[("When", 1.2), ("Which", 1.3), ("In their words", 2.4), ("How", 2.2), ("By", 1.1)],
        rows.collect(),
    ))
}

/// What happened since.
pub(super) async fn events(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let mut rows = Vec::new();
    for request in rights_request::for_patient(conn, &case.patient.id).await? {
        for event in rights_request::events(conn, &request.id).await? {
            let what = words(event.kind.code());
            let cells = vec![
                day_words(event.day),
                request.reference.clone(),
                what,
                event.note.clone().unwrap_or_default(),
                case.name(&event.by),
            ];
            rows.push((event.at, cells));
        }
    }
    Ok(table(
        "What happened to the requests",
        &[("Day", 1.2), ("Request", 1.2), ("What", 1.8), ("Note", 2.4), ("By", 1.1)],
        rows,
    ))
}
