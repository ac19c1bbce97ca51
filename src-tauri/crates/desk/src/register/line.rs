//! An entry in words: the same on screen, on paper and in a file.

use std::collections::HashMap;

use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::identity_document;
use frontdesk_domain::register::{Kind, Outcome};
use frontdesk_store::register::Entry;

use crate::check_in::reason_label;
use crate::clock::local_day;
use crate::history::{Names, name_of};
use crate::views::board::Tone;
use crate::views::register::RegisterRowView;
use crate::words::{sentences, stored_day};

/// What turns codes and ids into words.
pub(super) struct Words<'a> {
    pub clinic: &'a Clinic,
    pub staff: &'a Names,
    /// Why each identity check that did not confirm did not, by its id.
    pub unconfirmed: &'a HashMap<String, String>,
}

/// One entry, every part of it a text of its own.
pub(super) struct Line<'a> {
    pub entry: &'a Entry,
    pub treatment: String,
    pub method: String,
    pub expiry: String,
    pub checks: String,
    pub likeness: String,
    pub age_rule: String,
    pub outcome: Option<Outcome>,
    pub reason: String,
    pub by: String,
}

impl Words<'_> {
    pub(super) fn line<'a>(&self, entry: &'a Entry) -> Line<'a> {
        let treatment = entry.treatment.as_deref().unwrap_or_default();
        let treatment = self.clinic.treatment(treatment).map_or(treatment, |found| found.name.as_str());
        Line {
            entry,
            treatment: treatment.to_string(),
            method: self.method(entry),
            expiry: entry.expiry.as_deref().map(stored_day).unwrap_or_default(),
            checks: checks(entry),
            likeness: entry.likeness.as_deref().map(likeness).unwrap_or_default().to_string(),
            age_rule: age_rule(entry),
            outcome: Outcome::from_code(&entry.outcome),
            reason: reason(entry, self.unconfirmed.get(&entry.id)),
            by: name_of(self.staff, &entry.by),
        }
    }

    fn method(&self, entry: &Entry) -> String {
        let earlier = entry.leans_on_at.as_deref().map(local_day).unwrap_or_default();
        let document = identity_document::name_of(entry.document.as_deref().unwrap_or_default());
        match (entry.kind, entry.method.as_deref()) {
            (Kind::TurnedAway, _) => String::new(),
            (Kind::Decision, _) => decision(entry),
            (Kind::Identity, Some("known")) => format!("Known to us, from the check of {earlier}"),
            (Kind::Identity, Some("vouched")) => {
                format!("Vouched for by {}", name_of(self.staff, entry.vouched_by.as_deref().unwrap_or_default()))
            }
            (Kind::Identity, _) => document.to_string(),
            (Kind::Age, Some("document")) => format!("{document}, seen {earlier}"),
            (Kind::Age, _) => "Date of birth on our record".to_string(),
        }
    }
}

impl Line<'_> {
    /// The outcome alone, or its code when it is none of today's.
    pub(super) fn outcome(&self) -> String {
        self.outcome.map_or_else(|| self.entry.outcome.replace('-', " "), |outcome| outcome.label().to_string())
    }

    /// `under_16`: the patient is, today.
    pub(super) fn view(&self, under_16: bool) -> RegisterRowView {
        let entry = self.entry;
        RegisterRowView {
            id: entry.id.clone(),
            at: entry.at.clone(),
            patient_id: entry.patient_id.0.clone(),
            reference: entry.reference.clone(),
            name: format!("{}, {}", entry.surname, entry.given_names),
            under_16,
            check: entry.kind.label().to_string(),
            treatment: self.treatment.clone(),
            method: self.method.clone(),
            issuer: entry.issuer.clone().unwrap_or_default(),
            last_four: entry.last_four.clone().unwrap_or_default(),
            expiry: self.expiry.clone(),
            checks: self.checks.clone(),
            likeness: self.likeness.clone(),
            age_rule: self.age_rule.clone(),
            outcome: self.outcome(),
            tone: match self.outcome {
                Some(Outcome::Confirmed | Outcome::Allowed | Outcome::GoAhead) => Tone::Ok,
                Some(Outcome::NotConfirmed | Outcome::Clinician) => Tone::Warn,
                Some(Outcome::Stopped | Outcome::Parental | Outcome::NotToday | Outcome::TurnedAway) => Tone::Stop,
                None => Tone::Rest,
            },
            reason: self.reason.clone(),
            by: self.by.clone(),
        }
    }
}

fn likeness(answer: &str) -> &str {
    match answer {
        "yes" => "Yes",
        "no" => "No",
        "unsure" => "Not sure",
        other => other,
    }
}

/// A passed check digit shows that the lines were read as printed, never that a document is what it seems.
fn checks(entry: &Entry) -> String {
    if let Some(age) = entry.age {
        let on = entry.day.as_deref().map(|on| format!(" on {}", stored_day(on))).unwrap_or_default();
        let again = entry.rekeyed.then(|| "Date of birth typed again: the same".to_string());
        return match again {
            None => format!("{age}{on}"),
            again => sentences(&[Some(format!("{age}{on}")), again]),
        };
    }
    if entry.kind != Kind::Identity {
        return String::new();
    }
    sentences(&[
        entry.zone.as_deref().map(|verdict| match verdict {
            "pass" => "Check digits pass".to_string(),
            "fail" => "Check digits fail".to_string(),
            _ => "Lines checked by hand".to_string(),
        }),
        entry.name_match.as_deref().map(|verdict| match verdict {
            "match" => "Name matches".to_string(),
            "check" => "Name compared by eye".to_string(),
            _ => "Name differs".to_string(),
        }),
        entry.born_match.map(|same| format!("Date of birth {}", if same { "matches" } else { "differs" })),
    ])
}

/// What the clinician was asked, and on whose direction it rests.
fn decision(entry: &Entry) -> String {
    let asked = match entry.question.as_deref() {
        Some("doctor-directed") => "Doctor-directed route",
        _ => "Cosmetic at 16 or 17",
    };
    match (&entry.doctor, &entry.gmc, &entry.given_by) {
        (Some(doctor), Some(gmc), Some(given_by)) => format!("{asked}: {doctor}, GMC {gmc}, given by a {given_by}"),
        _ => asked.to_string(),
    }
}

fn age_rule(entry: &Entry) -> String {
    if entry.kind != Kind::Age {
        return String::new();
    }
    match (entry.minimum, entry.source.as_deref()) {
        (Some(years), Some(source)) => format!("{years} or over: {source}"),
        (Some(years), None) => format!("{years} or over"),
        (None, Some(source)) => source.to_string(),
        (None, None) => "No minimum beyond 16".to_string(),
    }
}

/// Why somebody was turned away, or a check did not confirm, and what was noted.
fn reason(entry: &Entry, unconfirmed: Option<&String>) -> String {
    let refused = entry.reason.as_deref().map(|code| reason_label(code).to_string());
    let changed = entry.changed.map(|what| format!("No longer counts: {what} changed since"));
    sentences(&[refused, unconfirmed.cloned(), entry.note.clone(), changed])
}
