//! Arrivals, and the checks made at them.

use std::collections::HashMap;

use chrono::NaiveDate;
use frontdesk_domain::checked_person::CheckedPerson;
use frontdesk_domain::date_entry::show;
use frontdesk_domain::identity_document::within;
use frontdesk_domain::patient::Particulars;
use frontdesk_store::age_check::AgeCheck;
use frontdesk_store::arrival::{Arrival, State};
use frontdesk_store::clinician_decision::Decided;
use frontdesk_store::document_copy::DocumentCopy;
use frontdesk_store::identity_check::IdentityCheck;
use frontdesk_store::refusal::Refusal;

use super::edits::lower_first;
use super::{Line, Names, name_of};
use crate::check_in::{decided_words, reason_label};
use crate::clock::local_time;

/// Whom each check was made on, by its id.
type MadeOn = HashMap<String, CheckedPerson>;

/// Who came, when, and who did not.
pub(super) fn arrivals(arrivals: &[Arrival], today: NaiveDate) -> impl Iterator<Item = Line> + '_ {
    arrivals.iter().map(move |arrival| {
        let (day, time) = (show(arrival.day), &arrival.time);
        let text = match (&arrival.here_at, arrival.walk_in) {
            (Some(at), true) => format!("Walked in at {}", local_time(at)),
            (Some(_), false) => format!("Arrived for {time}"),
            (None, _) if arrival.day < today => format!("Booked for {time} on {day}, did not come"),
            (None, _) => format!("Booked for {time} on {day}"),
        };
        let text = match arrival.state {
            State::TurnedAway => format!("{text}, turned away"),
            _ => text,
        };
        Line {
            at: arrival.here_at.clone().unwrap_or_else(|| arrival.at.clone()),
            kind: "arrived",
            text,
            by: arrival.by.0.clone(),
        }
    })
}

/// How identity was looked at.
pub(super) fn identity<'a>(
    checks: &'a [IdentityCheck],
    staff: &'a Names,
    made_on: &'a MadeOn,
    record: &'a Particulars,
) -> impl Iterator<Item = Line> + 'a {
    checks.iter().map(|check| {
        let how = match check.method.as_str() {
            "known" => "known to us, details read back".to_string(),
            "vouched" => format!("vouched for by {}", name_of(staff, check.vouched_by.as_deref().unwrap_or_default())),
            _ => format!("{} seen, not copied", within(check.document.as_deref().unwrap_or_default())),
        };
        let how = match check.name_source.as_deref().filter(|_| check.name_match.as_deref() == Some("match")) {
            Some("former") => format!("{how}, in their former name"),
            _ => how,
        };
        let numbers = if check.licence_differs.is_some() { ". The licence number did not fit the record" } else { "" };
        let outcome = if check.outcome == "confirmed" { "" } else { ". Not confirmed" };
        Line {
            at: check.at.clone(),
            kind: "identity",
            text: format!("Identity check: {how}{numbers}{outcome}{}", no_longer(made_on, &check.id, record)),
            by: check.by.clone(),
        }
    })
}

/// Said of a check that was made on another name or date of birth than the record has now.
fn no_longer(made_on: &MadeOn, check: &str, record: &Particulars) -> String {
    let changed = made_on.get(check).and_then(|person| person.changed(&CheckedPerson::on_record(record)));
    changed.map(|what| format!(". No longer counts: {what} changed since")).unwrap_or_default()
}

/// What was copied, and that it is gone.
pub(super) fn copies(copies: &[DocumentCopy]) -> impl Iterator<Item = Line> + '_ {
    copies.iter().flat_map(|copy| {
        let kept = Line {
            at: copy.at.clone(),
            kind: "identity",
            text: format!("Copy kept: {}, until {}", copy.document, show(copy.delete_on)),
            by: copy.by.clone(),
        };
        let gone = copy.deleted.as_ref().map(|gone| Line {
            at: gone.at.clone(),
            kind: "identity",
            text: format!("Copy deleted: {}{}", copy.document, if gone.due { ", its day had come" } else { "" }),
            by: gone.by.clone(),
        });
        std::iter::once(kept).chain(gone)
    })
}

/// How old they were on the day, and what that meant.
pub(super) fn ages<'a>(
    checks: &'a [AgeCheck],
    made_on: &'a MadeOn,
    record: &'a Particulars,
) -> impl Iterator<Item = Line> + 'a {
    checks.iter().map(|check| {
        let verdict = match (check.verdict.as_str(), check.minimum) {
            ("stopped", Some(minimum)) => format!("under {minimum} for the treatment, stopped"),
            ("stopped", None) => "stopped".to_string(),
            ("parental", _) => "under 16, parental responsibility to be proved".to_string(),
            ("clinician", _) => "a clinician decides".to_string(),
            (_, Some(minimum)) if check.age == minimum => format!("{minimum}, old enough for the treatment"),
            (_, Some(minimum)) => format!("over {minimum} for the treatment"),
            (_, None) => "no minimum for the treatment".to_string(),
        };
        Line {
            at: check.at.clone(),
            kind: "age",
            text: format!("Age check: {}, {verdict}{}", check.age, no_longer(made_on, &check.id, record)),
            by: check.by.clone(),
        }
    })
}

/// What a clinician decided at the age gate.
pub(super) fn decided(decisions: &[Decided]) -> impl Iterator<Item = Line> + '_ {
    decisions.iter().map(|decided| Line {
        at: decided.at.clone(),
        kind: "age",
        text: decided_words(decided),
        by: decided.by.clone(),
    })
}

/// Who was turned away, and why.
pub(super) fn refusals(refusals: &[Refusal]) -> impl Iterator<Item = Line> + '_ {
    refusals.iter().map(|refusal| Line {
        at: refusal.at.clone(),
        kind: "refusal",
        text: format!("Turned away: {}", lower_first(reason_label(&refusal.reason))),
        by: refusal.by.clone(),
    })
}
