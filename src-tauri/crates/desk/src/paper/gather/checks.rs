//! Visits, identity and age checks, refusals.

use frontdesk_documents::DisclosureItem;
use frontdesk_domain::checked_person::CheckedPerson;
use frontdesk_domain::identity_document::name_of;
use frontdesk_store::arrival::State;
use frontdesk_store::{Conn, age_check, arrival, clinician_decision, identity_check, refusal};

use super::{Case, moment, sentences, table, words};
use crate::check_in::{decided_words, part_words, reason_label};
use crate::clock::{day_words, local_time};
use crate::error::Result;
use crate::words::stored_day;

/// When they came, and for what.
pub(super) async fn arrivals(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let rows = arrival::for_patient(conn, &case.patient.id).await?.into_iter().map(|arrival| {
        let state = match arrival.state {
            State::Expected => "Expected",
            State::Here => "Here",
            State::Seen => "Checked in",
            State::TurnedAway => "Turned away",
        };
        let what = sentences(&[
            Some(if arrival.walk_in { "Walked in" } else { "Booked" }.to_string()),
            Some(state.to_string()),
            arrival.here_at.as_deref().map(|at| format!("Here from {}", local_time(at))),
            arrival.done_at.as_deref().map(|at| format!("Ended {}", local_time(at))),
        ]);
        let when = format!("{}, {}", day_words(arrival.day), arrival.time);
        (
            arrival.at.clone(),
            vec![
                when,
                case.treatment(&arrival.treatment).to_string(),
                what,
                moment(&arrival.at),
                case.name(arrival.by.as_str()),
            ],
        )
    });
    Ok(table(
        "Visits",
        &[("Visit", 1.4), ("Treatment", 1.5), ("What happened", 2.2), ("Written down", 1.4), ("By", 1.2)],
        rows.collect(),
    ))
}

/// How identity was looked at. What was seen was not copied.
pub(super) async fn identity(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let checks = identity_check::for_patient(conn, &case.patient.id).await?;
    let made_on = identity_check::made_on(conn, &case.patient.id).await?;
    let rows = checks.iter().map(|check| {
        let earlier = check.earlier_check.as_ref().and_then(|id| checks.iter().find(|other| other.id == *id));
        let seen = sentences(&[
            check.document.as_deref().map(|code| name_of(code).to_string()),
            check.issuer.as_ref().map(|issuer| format!("Issued by {issuer}")),
            check.last_four.as_ref().map(|four| format!("Number ends {four}")),
            check.expiry.as_deref().map(|expiry| format!("Expires {}", stored_day(expiry))),
            check.share_code.as_ref().map(|four| format!("Share code ends {four}")),
            check.share_made.as_deref().map(|made| format!("Share code made {}", stored_day(made))),
            check.hologram.map(|seen| format!("PASS hologram: {}", if seen { "seen" } else { "not there" })),
            check.digital_result.as_deref().map(digital_words).map(str::to_string),
            earlier.map(|earlier| format!("Known to us, from the check of {}", moment(&earlier.at))),
            check.vouched_by.as_deref().map(|by| format!("{} knows them", case.name(by))),
        ]);
        let found = sentences(&[
            Some(if check.outcome == "confirmed" { "Confirmed" } else { "Not confirmed" }.to_string()),
            check.likeness.as_deref().map(|answer| format!("Photograph looks like them: {answer}")),
            check.name_match.as_deref().map(|verdict| format!("Name against our record: {verdict}")),
            check.name_source.as_deref().and_then(name_words).map(str::to_string),
            check.born_match.map(|same| format!("Date of birth matches: {}", if same { "yes" } else { "no" })),
            check.zone.as_deref().map(|verdict| format!("Machine-readable lines: {}", verdict.replace('-', " "))),
            check.licence_check.as_deref().map(|outcome| licence_words(outcome, check.licence_differs.as_deref())),
            check.nhs_check.as_deref().map(nhs_words).map(str::to_string),
            made_on.get(&check.id).map(on_record),
            Some(format!("Purpose: {}", check.purpose)),
            check.note.clone(),
        ]);
        (check.at.clone(), vec![moment(&check.at), seen, found, case.name(&check.by)])
    });
    Ok(table(
        "Identity checks",
        &[("When", 1.3), ("What was seen", 2.4), ("What was found", 2.8), ("By", 1.2)],
        rows.collect(),
    ))
}

/// The name and date of birth it was made on, which may have been corrected since.
fn on_record(person: &CheckedPerson) -> String {
    format!("On our record then: {} {}, born {}", person.given_names, person.surname, day_words(person.born))
}

fn digital_words(code: &str) -> &'static str {
    match code {
        "confirmed" => "Result from the provider: confirmed",
        "phone-only" => "Result shown on a phone only",
        _ => "Result from the provider: not confirmed",
    }
}

/// Nothing is said where it is the record's own name.
fn name_words(code: &str) -> Option<&'static str> {
    match code {
        "former" => Some("Compared with a former name"),
        "latin" => Some("Compared with the name in Latin letters"),
        "preferred" => Some("Compared with the preferred name"),
        _ => None,
    }
}

fn licence_words(outcome: &str, differs: Option<&str>) -> String {
    match (outcome, differs) {
        ("agrees", _) => "Licence number fits the record".to_string(),
        ("differs", Some(parts)) => {
            let parts: Vec<&str> = parts.split_whitespace().map(part_words).collect();
            format!("Licence number differs from the record: {}", parts.join(", "))
        }
        ("by-hand", _) => "Licence number says nothing, compared by eye".to_string(),
        _ => "Licence number not read".to_string(),
    }
}

fn nhs_words(code: &str) -> &'static str {
    match code {
        "same" => "NHS number shown: the same",
        "differs" => "NHS number shown: another than on the record",
        "not-held" => "NHS number shown: none on the record to compare with",
        "other-patient" => "NHS number shown: on another record",
        _ => "NHS number shown: not read",
    }
}

/// How old they were on the day, against which minimum.
pub(super) async fn age(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let made_on = age_check::made_on(conn, &case.patient.id).await?;
    let rows = age_check::for_patient(conn, &case.patient.id).await?.into_iter().map(|check| {
        let against = sentences(&[
            made_on.get(&check.id).map(on_record),
            check.minimum.map(|years| format!("Minimum {years}")),
            check.source.clone(),
            check.identity_check.as_ref().map(|_| "A document had shown the date of birth".to_string()),
            check.rekeyed.then(|| "The date of birth was typed again from the document and was the same".to_string()),
        ]);
        let cells = vec![
            moment(&check.at),
            case.treatment(&check.treatment).to_string(),
            format!("{} on {}", check.age, stored_day(&check.day)),
            words(&check.verdict),
            against,
            case.name(&check.by),
        ];
        (check.at, cells)
    });
    let columns = [("When", 1.3), ("Treatment", 1.3), ("Age", 1.1), ("Outcome", 1.0), ("Against", 2.2), ("By", 1.1)];
    Ok(table("Age checks", &columns, rows.collect()))
}

/// What a clinician decided at the age gate.
pub(super) async fn decisions(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let rows = clinician_decision::for_patient(conn, &case.patient.id).await?.into_iter().map(|decided| {
        let cells = vec![
            moment(&decided.at),
            case.treatment(&decided.treatment).to_string(),
            format!("At {}", decided.age),
            decided_words(&decided),
            case.name(&decided.by),
        ];
        (decided.at, cells)
    });
    let columns = [("When", 1.3), ("Treatment", 1.4), ("Age", 0.7), ("What was decided", 3.2), ("By", 1.2)];
    Ok(table("Decisions of a clinician about age", &columns, rows.collect()))
}

/// When they were turned away, and why.
pub(super) async fn refusals(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let rows = refusal::for_patient(conn, &case.patient.id).await?.into_iter().map(|refusal| {
        let why = sentences(&[Some(reason_label(&refusal.reason).to_string()), refusal.note.clone()]);
        let cells =
            vec![moment(&refusal.at), case.treatment(&refusal.treatment).to_string(), why, case.name(&refusal.by)];
        (refusal.at, cells)
    });
    Ok(table(
        "Visits that were refused",
        &[("When", 1.3), ("Treatment", 1.4), ("Why", 3.0), ("By", 1.2)],
        rows.collect(),
    ))
}
