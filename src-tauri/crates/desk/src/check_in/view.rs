//! The whole path as one view.

use frontdesk_domain::catalogue::PurposeKind;
use frontdesk_domain::consent::{Answer, Ask, missing_required};
use frontdesk_domain::gate::Gate;
use frontdesk_store::identity_check::IdentityCheck;

use super::identity::advice;
use super::turn_away::reasons;
use super::visit::Visit;
use crate::banner;
use crate::clock::{day_words, local_day, local_time};
use crate::open::OpenDesk;
use crate::views::board::Tone;
use crate::views::check_in::{
    AgeStepView, AskGroupView, AskView, CheckInView, ColleagueView, ConsentStepView, KnownView, StopView, ToldView,
};

/// The view of a visit.
pub(super) fn of(desk: &OpenDesk, visit: &Visit) -> CheckInView {
    let today = desk.clock().today();
    let you = desk.who().id;
    let colleague = |person: &&frontdesk_store::staff::Staff| person.removed_at.is_none() && person.id != you;
    CheckInView {
        arrival_id: visit.arrival.id.0.clone(),
        banner: banner::of(&visit.patient, &visit.answers, today),
        treatment: visit.arrival.treatment.clone(),
        treatment_name: visit.treatment_name().to_string(),
        here_since: visit.arrival.here_at.as_deref().map(local_time),
        first_visit: visit.first_visit,
        identity: visit.identity_mark(),
        identity_note: visit.identity().map(|check| advice(check, visit)),
        age: visit.age_mark(),
        consents: visit.consents_mark(),
        known_from: visit.known_from(today).map(|check| KnownView { check_id: check.id.clone(), text: seen(check) }),
        colleagues: visit
            .staff
            .iter()
            .filter(colleague)
            .map(|person| ColleagueView { staff_id: person.id.0.clone(), name: person.name.clone() })
            .collect(),
        age_step: age_step(visit),
        consent_step: consent_step(visit),
        stop: stop(visit),
        turn_away: reasons(),
    }
}

/// "Passport, ends 4417, seen 3 Jun 2026".
pub(super) fn seen(check: &IdentityCheck) -> String {
    let mut parts = vec![document_name(check.document.as_deref().unwrap_or_default()).to_string()];
    parts.extend(check.last_four.as_deref().map(|four| format!("ends {four}")));
    parts.push(format!("seen {}", local_day(&check.at)));
    parts.join(", ")
}

/// A kind of document in words.
pub(crate) fn document_name(code: &str) -> &str {
    match code {
        "passport" => "Passport",
        "identity-card" => "Identity card",
        "driving-licence" => "Driving licence",
        "pass-card" => "PASS card",
        "birth-certificate" => "Birth certificate",
        "residence-permit" => "Residence permit",
        "" => "No document",
        _ => "Other document",
    }
}

fn age_step(visit: &Visit) -> AgeStepView {
    let (age, minimum, treatment) = (visit.age(), visit.minimum(), visit.treatment_name());
    let years = if age == 1 { "1 year".to_string() } else { format!("{age} years") };
    let (verdict, tone, title, note) = if visit.estimated() {
        let note = "The date of birth on our record is an estimate, which satisfies no age limit. Ask for a document that shows it and correct the record.";
        ("stopped", Tone::Stop, "Age not known for certain".to_string(), note.to_string())
    } else {
        match visit.gate() {
            Gate::Allowed => {
                let note = minimum.map_or_else(|| "No minimum age beyond 16.".to_string(), |row| format!("{treatment}: {} or over.", row.years));
                ("allowed", Tone::Ok, format!("{years}: old enough"), note)
            }
            Gate::Stopped { minimum } => {
                let note = format!("{treatment} is for {} or over. No parent can allow it. Turn them away, or ask a clinician.", minimum.years);
                ("stopped", Tone::Stop, format!("{years}: under {}", minimum.years), note)
            }
            Gate::Parental => {
                let note = "Ask the adult with them to prove parental responsibility. The practice manager decides.";
                ("parental", Tone::Stop, format!("{years}: under 16"), note.to_string())
            }
            Gate::Clinician => {
                let note = format!("{treatment} is cosmetic. At 16 or 17 a clinician decides before anything else is done.");
                ("clinician", Tone::Warn, format!("{years}: a clinician decides"), note)
            }
        }
    };
    AgeStepView {
        age,
        born: visit.patient.particulars.born.to_string(),
        on: visit.arrival.day.to_string(),
        minimum: minimum.map(|row| row.years),
        source: minimum.map(|row| row.source.clone()),
        verdict: verdict.to_string(),
        tone,
        title,
        note,
        proof: visit.proof_of_age().map(seen),
        challenge_25: visit.challenge_25(),
    }
}

/// Where the path stops, if it does.
pub(super) fn stop(visit: &Visit) -> Option<StopView> {
    let name = &visit.patient.particulars.given_names;
    let stop = |code: &str, title: String, message: &str, say: Option<&str>, parental| StopView {
        code: code.to_string(),
        title,
        message: message.to_string(),
        say: say.map(str::to_string),
        parental,
    };
    let age = visit.age();
    match visit.gate() {
        Gate::Stopped { minimum } => {
            let source = &minimum.source;
            let message = format!("The treatment planned is for {} or over, and no parent can allow it ({source}). Turn them away. Only a clinician may speak of anything else.", minimum.years);
            let say = "I am sorry. This treatment has an age limit that nobody can set aside, so we cannot give it today. You are welcome to ask our clinician what else there is.";
            Some(stop(&format!("under-{}", minimum.years), format!("Check-in has stopped: {name} is {age}"), &message, Some(say), false))
        }
        Gate::Parental => {
            let message = format!("Ask the adult with {name} to prove parental responsibility. Nothing about {name} is printed or handed over until the practice manager decides.");
            let say = "Thank you for coming. Before we go on I need to see who is responsible for you. Who is the adult with you today?";
            Some(stop("under-16", format!("Check-in has stopped: {name} is {age}"), &message, Some(say), true))
        }
        _ if visit.estimated() => {
            let message = "The date of birth on our record is an estimate, which satisfies no age limit. Ask for a document that shows it, correct the record, and go on here.";
            let say = "May I see a document with your date of birth on it?";
            Some(stop("estimated-age", "The date of birth is an estimate".to_string(), message, Some(say), false))
        }
        Gate::Clinician => {
            let message = "The treatment planned is cosmetic. Ask a clinician to decide before anything else is done; the check-in stays as it is until then.";
            let say = "Thank you. Our clinician would like a word with you first.";
            Some(stop("clinician", format!("A clinician decides: {name} is {age}"), message, Some(say), false))
        }
        Gate::Allowed => visit.refused().map(|answer| {
            let message = format!("They did not agree to: {} Tell the clinician before anything is done. The answer is kept.", answer.wording_question);
            stop("consent-refused", "A needed answer was no".to_string(), &message, Some("Thank you for telling us. Our clinician will talk with you about what that means."), false)
        }),
    }
}

fn consent_step(visit: &Visit) -> ConsentStepView {
    let rows = visit.sheet();
    let groups = [
        (PurposeKind::Data, "data", "Needed before treatment", "Must be answered"),
        (PurposeKind::Treatment, "treatment", "Treatment planned today", "Must be answered"),
        (PurposeKind::Photographs, "photographs", "Photographs", "Care does not depend on these"),
        (PurposeKind::Marketing, "marketing", "News and offers", "Each way is asked by itself"),
    ];
    let group = |(kind, code, title, note): (PurposeKind, &str, &str, &str)| {
        let rows: Vec<AskView> = rows.iter().filter(|row| row.purpose.kind == kind).map(|row| ask(visit, row)).collect();
        (!rows.is_empty()).then(|| AskGroupView { kind: code.to_string(), title: title.to_string(), note: note.to_string(), rows })
    };
    ConsentStepView {
        groups: groups.into_iter().filter_map(group).collect(),
        told: told(visit),
        example_wording: rows.iter().any(|row| row.wording.approved.is_none()),
        answered: count(rows.iter().filter(|row| !row.due).count()),
        total: count(rows.len()),
        required_missing: count(missing_required(&rows, &[]).len()),
    }
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

fn ask(visit: &Visit, row: &Ask<'_>) -> AskView {
    let newest = visit.newest_answer(&row.purpose.id);
    AskView {
        purpose: row.purpose.id.clone(),
        question: row.wording.question.clone(),
        text: row.wording.text.clone(),
        wording_id: row.wording.id.clone(),
        wording_version: row.wording.version,
        wording_dated: day_words(row.wording.dated),
        approved: row.wording.approved.is_some(),
        required: row.purpose.required,
        held: row.held.filter(|_| !row.due).map(|held| held.answer),
        held_note: newest.map(|answer| {
            let (day, version) = (local_day(&answer.at), answer.wording_version);
            match (answer.answer, row.purpose.kind) {
                (Answer::Withdrawn, PurposeKind::Marketing) => format!("Stopped on {day}. Reminders still go out."),
                (Answer::Given, _) => format!("Yes on {day}, wording {version}."),
                (Answer::Refused, _) => format!("No on {day}, wording {version}."),
                (Answer::NotNow, _) => format!("Put off on {day}."),
                (Answer::Withdrawn, _) => format!("Taken back on {day}."),
            }
        }),
    }
}

/// What is told, one entry for each basis: a list of purposes, then what they rest on.
fn told(visit: &Visit) -> Vec<ToldView> {
    let mut purposes: Vec<_> = visit.clinic.purposes.iter().filter(|purpose| purpose.kind == PurposeKind::Told).collect();
    purposes.sort_by_key(|purpose| purpose.order);
    let mut told: Vec<ToldView> = Vec::new();
    for purpose in purposes {
        match told.iter_mut().find(|entry| entry.basis == purpose.basis_words) {
            Some(entry) => entry.title = format!("{}; {}", entry.title, lower_first(&purpose.title)),
            None => told.push(ToldView { title: purpose.title.clone(), basis: purpose.basis_words.clone() }),
        }
    }
    told
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
