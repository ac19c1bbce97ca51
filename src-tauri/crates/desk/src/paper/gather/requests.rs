//! Rights requests, and what happened to each.

use frontdesk_documents::DisclosureItem;
use frontdesk_store::{Conn, parental_record, request_outcome, rights_request};

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

/// On whose proof of parental responsibility a request rests.
pub(super) async fn adults(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let records = parental_record::for_patient(conn, &case.patient.id).await?;
    let mut rows = Vec::new();
    for request in rights_request::for_patient(conn, &case.patient.id).await? {
        for link in request_outcome::links(conn, &request.id).await? {
            let who = records.iter().rev().find(|record| record.adult_id == link.adult_id);
            let name = who.map_or_else(String::new, |record| record.requester.name());
            rows.push((link.at.clone(), vec![moment(&link.at), request.reference.clone(), name, case.name(&link.by)]));
        }
    }
    let columns = [("When", 1.3), ("Request", 1.2), ("Rests on the proof of", 3.0), ("By", 1.2)];
    Ok(table("Requests by parental responsibility", &columns, rows))
}

/// What became of requests. The reasons stay with the clinic: they may name what blocks a release.
pub(super) async fn outcomes(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let requests = rights_request::for_patient(conn, &case.patient.id).await?;
    let rows = request_outcome::for_patient(conn, &case.patient.id).await?.into_iter().map(|outcome| {
        let request = requests.iter().find(|request| request.id == outcome.request_id);
        let reference = request.map_or_else(String::new, |request| request.reference.clone());
        let print = outcome.pdf_sha256.map(|hash| format!("SHA-256 of the response: {hash}")).unwrap_or_default();
        (
            outcome.at.clone(),
            vec![moment(&outcome.at), reference, words(&outcome.outcome), print, case.name(&outcome.by)],
        )
    });
    let columns = [("When", 1.2), ("Request", 1.1), ("What became of it", 1.4), ("Fingerprint", 3.0), ("By", 1.1)];
    Ok(table("What became of the requests", &columns, rows.collect()))
}

/// Deletions that wait.
pub(super) async fn queued(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let rows = request_outcome::queued(conn, &case.patient.id).await?.into_iter().map(|queued| {
        let cells =
            vec![moment(&queued.at), "Waits to be deleted; held and not used".to_string(), case.name(&queued.by)];
        (queued.at, cells)
    });
    Ok(table("Deletion", &[("When", 1.3), ("What", 3.4), ("By", 1.2)], rows.collect()))
}
