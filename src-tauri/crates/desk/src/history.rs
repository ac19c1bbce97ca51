//! A patient's history in words: every table, newest first. Nothing in it is ever overwritten.

mod answers;
mod checks;
mod edits;
mod news;

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::marketing::handle::Handle;
use frontdesk_store::patient::Patient;
use frontdesk_store::{
    Conn, age_check, arrival, clinician_decision, consent_answer, document_copy, identity_check, parental_record,
    patient_revision, refusal, rights_request, staff, suppression,
};

use crate::error::Result;
use crate::parental::Child;
use crate::views::patient::HistoryView;

/// Everybody's name by staff id, those who have left too.
pub(crate) type Names = HashMap<String, String>;

/// Reads the names.
pub(crate) async fn names(conn: &mut Conn) -> Result<Names> {
    Ok(staff::all(conn).await?.into_iter().map(|person| (person.id.0, person.name)).collect())
}

/// A person's name; the app's own for acts that are nobody's.
pub(crate) fn name_of(names: &Names, id: &str) -> String {
    names.get(id).cloned().unwrap_or_else(|| "Front desk".to_string())
}

/// A line before the person's name is filled in.
struct Line {
    at: String,
    kind: &'static str,
    text: String,
    by: String,
}

/// The whole history of a patient.
pub(crate) async fn of(
    conn: &mut Conn,
    patient: &Patient,
    clinic: &Arc<Clinic>,
    today: NaiveDate,
    staff: &Names,
) -> Result<Vec<HistoryView>> {
    let id = &patient.id;
    let revisions = patient_revision::for_patient(conn, id).await?;
    let mut lines = vec![edits::registered(patient, &revisions, clinic)];
    lines.extend(edits::changed(&revisions));
    lines.extend(checks::arrivals(&arrival::for_patient(conn, id).await?, today));
    let (is, seen) = (&patient.particulars, identity_check::made_on(conn, id).await?);
    lines.extend(checks::identity(&identity_check::for_patient(conn, id).await?, staff, &seen, is));
    lines.extend(checks::copies(&document_copy::for_patient(conn, id).await?));
    lines.extend(checks::decided(&clinician_decision::for_patient(conn, id).await?));
    let aged = age_check::made_on(conn, id).await?;
    lines.extend(checks::ages(&age_check::for_patient(conn, id).await?, &aged, is));
    lines.extend(checks::refusals(&refusal::for_patient(conn, id).await?));
    let said = consent_answer::for_patient(conn, id).await?;
    lines.extend(answers::consents(&said, clinic));
    lines.extend(news::steps(&suppression::of(conn, &Handle::person(id)).await?, &said));
    lines.extend(answers::parental(&parental_record::for_patient(conn, id).await?));
    lines.extend(answers::decisions(&parental_record::decisions_for_patient(conn, id).await?));
    lines.extend(answers::child(&Child::load(conn, clinic, id).await?));
    for request in rights_request::for_patient(conn, id).await? {
        let events = rights_request::events(conn, &request.id).await?;
        lines.extend(answers::request(&request, &events));
    }
    // Stable: what happened at one instant stays in the order written, seen from the end.
    lines.reverse();
    lines.sort_by(|one, other| other.at.cmp(&one.at));
    Ok(lines
        .into_iter()
        .map(|line| HistoryView {
            at: line.at,
            kind: line.kind.to_string(),
            text: line.text,
            by: name_of(staff, &line.by),
        })
        .collect())
}
