//! Two of the three answers at a glance: who they are, and how old, each with what proves it and what to do next.

use chrono::NaiveDate;
use frontdesk_domain::age::{under_16, under_18};
use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::date_entry::show;
use frontdesk_domain::gate::{Gate, TreatmentFacts, gate};
use frontdesk_domain::identity_document::{self, proves_age, within};
use frontdesk_domain::patient::Particulars;
use frontdesk_domain::wall_clock::Today;
use frontdesk_store::arrival::{Arrival, State};
use frontdesk_store::identity_check::IdentityCheck;

use crate::banner;
use crate::clock::local_day;
use crate::history::{Names, name_of};
use crate::views::board::Tone;
use crate::views::patient::AnswerCardView;

/// What the cards are worked out from.
pub(super) struct Facts<'a> {
    pub particulars: &'a Particulars,
    /// Oldest first.
    pub identity: &'a [IdentityCheck],
    /// Today's arrival.
    pub arrival: Option<&'a Arrival>,
    pub clinic: &'a Clinic,
    pub staff: &'a Names,
    pub today: Today,
}

fn card(word: &str, tone: Tone, title: impl Into<String>, notes: &[String]) -> AnswerCardView {
    let notes: Vec<&str> = notes.iter().map(String::as_str).filter(|note| !note.is_empty()).collect();
    AnswerCardView { word: word.to_string(), tone, title: title.into(), note: notes.join(" ") }
}

/// Whether "known to us" may lean on a check: a document, and in date.
fn leans_on(check: &IdentityCheck, today: NaiveDate) -> bool {
    check.method == "document"
        && check.expiry.as_deref().and_then(|day| day.parse().ok()).is_some_and(|last: NaiveDate| last >= today)
}

/// The newest check that confirmed somebody by more than an earlier check: one to lean on, if there is any.
fn proof(identity: &[IdentityCheck], today: NaiveDate) -> Option<&IdentityCheck> {
    let confirmed = || identity.iter().rev().filter(|check| check.outcome == "confirmed" && check.method != "known");
    confirmed().find(|check| leans_on(check, today)).or_else(|| confirmed().next())
}

fn expired(check: &IdentityCheck, today: NaiveDate) -> Option<NaiveDate> {
    check.expiry.as_deref().and_then(|day| day.parse().ok()).filter(|last: &NaiveDate| *last < today)
}

/// "Passport, ends 4417".
fn shown(check: &IdentityCheck, staff: &Names) -> String {
    if check.method == "vouched" {
        return format!("Vouched for by {}", name_of(staff, check.vouched_by.as_deref().unwrap_or_default()));
    }
    let document = identity_document::name_of(check.document.as_deref().unwrap_or_default());
    match &check.last_four {
        Some(last) => format!("{document}, ends {last}"),
        None => document.to_string(),
    }
}

/// Whether the check-in of today's arrival still lies ahead.
fn to_come(arrival: Option<&Arrival>) -> bool {
    arrival.is_some_and(|arrival| matches!(arrival.state, State::Expected | State::Here))
}

/// The identity card.
pub(super) fn identity(facts: &Facts<'_>) -> AnswerCardView {
    let newest = facts.identity.last();
    if let Some(failed) = newest.filter(|check| check.outcome != "confirmed") {
        let who = format!("Looked at by {}, {}.", name_of(facts.staff, &failed.by), local_day(&failed.at));
        return card(
            "Not confirmed",
            Tone::Stop,
            shown(failed, facts.staff),
            &[who, "Ask for another photo document.".into()],
        );
    }
    let Some(proof) = proof(facts.identity, facts.today.day()) else {
        return card(
            "To do",
            Tone::Rest,
            "Not checked yet",
            &["Ask for a passport, a driving licence or another photo document.".into()],
        );
    };
    let seen = match proof.method.as_str() {
        "vouched" => format!("Recorded by {}, {}.", name_of(facts.staff, &proof.by), local_day(&proof.at)),
        _ => format!("Seen by {}, {}.", name_of(facts.staff, &proof.by), local_day(&proof.at)),
    };
    if let Some(last) = expired(proof, facts.today.day()) {
        let gone = format!("It ran out on {}. Ask for a document in date.", show(last));
        return card("Ask again", Tone::Warn, shown(proof, facts.staff), &[seen, gone]);
    }
    let in_date = proof
        .expiry
        .as_deref()
        .and_then(|day| day.parse().ok())
        .map(|last: NaiveDate| format!("In date to {}.", show(last)));
    let confirmed_today = facts.arrival.is_some_and(|arrival| {
        facts.identity.iter().any(|check| check.arrival_id.as_deref() == Some(arrival.id.as_str()))
    });
    let next = match (confirmed_today, to_come(facts.arrival)) {
        (true, _) => "Confirmed at this visit.",
        (false, true) if leans_on(proof, facts.today.day()) => "Confirm today by reading back two details.",
        (false, true) => "Ask for a photo document today.",
        (false, false) => "Nothing to ask until the next visit.",
    };
    card("Checked", Tone::Ok, shown(proof, facts.staff), &[seen, in_date.unwrap_or_default(), next.to_string()])
}

/// The age card.
pub(super) fn age(facts: &Facts<'_>) -> AnswerCardView {
    let is = facts.particulars;
    let age = banner::age(is.born, facts.today);
    let title = if age == 1 { "1 year".to_string() } else { format!("{age} years") };
    if is.born_estimated {
        return card(
            "Estimate",
            Tone::Warn,
            title,
            &["The date of birth is an estimate and proves no age. Ask for a document that shows it.".into()],
        );
    }
    let proved = facts
        .identity
        .iter()
        .rev()
        .filter(|check| check.outcome == "confirmed" && check.method == "document" && check.born_match == Some(true))
        .find(|check| proves_age(check.document.as_deref().unwrap_or_default()));
    let proof = match proved {
        Some(check) => {
            let document = within(check.document.as_deref().unwrap_or_default());
            format!("Proved by {document}, {}.", local_day(&check.at))
        }
        None => "Not proved yet: compare it with a document.".to_string(),
    };
    let (word, tone) = if under_16(is.born, facts.today) {
        ("Under 16", Tone::Stop)
    } else if under_18(is.born, facts.today) {
        ("Under 18", Tone::Warn)
    } else {
        ("18 or over", if proved.is_some() { Tone::Ok } else { Tone::Rest })
    };
    let (verdict, stops) = todays_gate(facts);
    let tone = if stops { Tone::Stop } else { tone };
    let next =
        if stops || under_18(facts.particulars.born, facts.today) || proved.is_none() { "" } else { "Nothing to ask." };
    card(word, tone, title, &[proof, verdict, next.to_string()])
}

/// What today's treatment makes of the age, and whether it stops. The treatment itself is not named.
fn todays_gate(facts: &Facts<'_>) -> (String, bool) {
    let is_child = under_16(facts.particulars.born, facts.today);
    let open =
        facts.arrival.filter(|_| to_come(facts.arrival)).and_then(|arrival| facts.clinic.treatment(&arrival.treatment));
    let Some(treatment) = open else {
        let note = if is_child { "A visit needs proof of parental responsibility." } else { "" };
        return (note.to_string(), false);
    };
    let of = TreatmentFacts { name: treatment.id.clone(), cosmetic: treatment.cosmetic };
    let (clinic, today) = (facts.clinic, facts.today);
    let minimum = frontdesk_domain::gate::minimum_on(&treatment.id, clinic.nation, &clinic.minimum_ages, today.day());
    match gate(&of, clinic.nation, &clinic.minimum_ages, facts.particulars.born, today) {
        Gate::Stopped { minimum } => {
            (format!("Today's treatment is for {} and over: it stops here.", minimum.years), true)
        }
        Gate::Parental => ("Check-in stops: ask the adult to prove parental responsibility.".to_string(), true),
        Gate::Clinician => ("A clinician decides about today's treatment.".to_string(), false),
        Gate::Allowed => {
            (minimum.map(|row| format!("Today's treatment is for {} and over.", row.years)).unwrap_or_default(), false)
        }
    }
}
