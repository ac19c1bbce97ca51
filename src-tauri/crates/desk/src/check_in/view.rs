//! The whole path as one view.

use frontdesk_domain::consent::Answer;
use frontdesk_domain::gate::{ClinicianAnswer, Path};
use frontdesk_domain::identity_document::{DocumentRule, Issuer, RULES, name_of};
use frontdesk_domain::read_back::DETAILS;
use frontdesk_domain::role::Role;
use frontdesk_store::clinician_decision::Decided;
use frontdesk_store::identity_check::IdentityCheck;

use super::identity::advice;
use super::sheet::consent_step;
use super::turn_away::reasons;
use super::visit::Visit;
use crate::banner;
use crate::clock::{local_day, local_time};
use crate::open::OpenDesk;
use crate::views::board::Tone;
use crate::views::check_in::{
    AgeStepView, CheckInView, ColleagueView, IdentityDocumentView, KnownView, ReadBackView, StopView,
};

/// The view of a visit.
pub(super) fn of(desk: &OpenDesk, visit: &Visit) -> CheckInView {
    let today = desk.today();
    let you = desk.who().id;
    let colleague = |person: &&frontdesk_store::staff::Staff| person.removed_at.is_none() && person.id != you;
    CheckInView {
        arrival_id: visit.arrival.id.0.clone(),
        banner: banner::of(&visit.patient, &visit.answers.stands, visit.restricted, today),
        treatment: visit.arrival.treatment.clone(),
        treatment_name: visit.treatment_name().to_string(),
        here_since: visit.arrival.here_at.as_deref().map(local_time),
        first_visit: visit.first_visit,
        identity: visit.identity_mark(),
        identity_note: visit.identity().map(|check| advice(check, visit)),
        age: visit.age_mark(),
        consents: visit.consents_mark(),
        known_from: visit
            .known_from(today.day())
            .map(|check| KnownView { check_id: check.id.clone(), text: seen(check) }),
        read_back: DETAILS
            .iter()
            .map(|detail| ReadBackView { code: detail.code.to_string(), ask: detail.ask.to_string() })
            .collect(),
        documents: documents(),
        colleagues: visit
            .staff
            .iter()
            .filter(colleague)
            .map(|person| ColleagueView { staff_id: person.id.0.clone(), name: person.name.clone() })
            .collect(),
        age_step: age_step(visit),
        consent_step: consent_step(visit),
        stop: stop(visit).map(|stop| StopView { can_decide: desk.who().role == Role::Clinician, ..stop }),
        turn_away: reasons(),
    }
}

/// "Passport, ends 4417, seen 3 Jun 2026".
pub(super) fn seen(check: &IdentityCheck) -> String {
    let mut parts = vec![name_of(check.document.as_deref().unwrap_or_default()).to_string()];
    parts.extend(check.last_four.as_deref().map(|four| format!("ends {four}")));
    parts.push(format!("seen {}", local_day(&check.at)));
    parts.join(", ")
}

/// Every kind of document, for a screen that asks for one.
pub(crate) fn documents() -> Vec<IdentityDocumentView> {
    RULES.iter().map(document).collect()
}

/// A kind of document with the fields of its form, as its rule says.
fn document(rule: &DocumentRule) -> IdentityDocumentView {
    let (fixed, label, hint) = match rule.issuer {
        Issuer::Fixed(name) => (Some(name.to_string()), None, ""),
        Issuer::Asked(label, hint) => (None, Some(label.to_string()), hint),
        Issuer::NotAsked => (None, None, ""),
    };
    IdentityDocumentView {
        kind: rule.kind,
        name: rule.name.to_string(),
        within: rule.within.to_string(),
        fixed_issuer: fixed,
        issuer_label: label,
        issuer_hint: hint.to_string(),
        number: rule.number,
        expiry: rule.expiry,
        likeness: rule.likeness,
        name_and_born: rule.name_and_born,
        hologram: rule.hologram,
        beside_passport: rule.beside_passport,
        digital_result: rule.digital_result,
        standing: rule.standing,
        not_enough: rule.not_enough.to_string(),
        proves: match (rule.proves.identity, rule.proves.age, rule.proves.address) {
            (true, true, true) => "Shows who they are, how old, and their address.",
            (true, true, false) => "Shows who they are and how old.",
            (true, false, _) => "Shows who they are. It does not prove their age.",
            _ => "",
        }
        .to_string(),
    }
}

fn age_step(visit: &Visit) -> AgeStepView {
    let (age, minimum, treatment) = (visit.age(), visit.minimum(), visit.treatment_name());
    let years = if age == 1 { "1 year".to_string() } else { format!("{age} years") };
    let (verdict, tone, title, note) = match visit.path() {
        Path::Allowed => {
            let note = match (visit.decided(), minimum) {
                (Some(decided), _) => decided_words(decided),
                (None, Some(row)) => format!("{treatment}: {} or over.", row.years),
                (None, None) => "No minimum age beyond 16.".to_string(),
            };
            let title = if visit.decided().is_some() { "a clinician says go ahead" } else { "old enough" };
            ("allowed", Tone::Ok, format!("{years}: {title}"), note)
        }
        Path::Stopped { minimum } => {
            let note = format!(
                "{treatment} is for {} or over. No parent can allow it. Turn them away, or ask a clinician.",
                minimum.years
            );
            ("stopped", Tone::Stop, format!("{years}: under {}", minimum.years), note)
        }
        Path::Declined => {
            let note = visit.decided().map_or_else(String::new, decided_words);
            ("stopped", Tone::Stop, format!("{years}: not today"), note)
        }
        Path::Parental => {
            let note = "Ask the adult with them to prove parental responsibility. The practice manager decides.";
            ("parental", Tone::Stop, format!("{years}: under 16"), note.to_string())
        }
        Path::Estimated => {
            let note = "The date of birth on our record is an estimate, which satisfies no age limit. Ask for a document that shows it and correct the record.";
            ("stopped", Tone::Stop, "Age not known for certain".to_string(), note.to_string())
        }
        Path::Clinician => {
            let note =
                format!("{treatment} is cosmetic. At 16 or 17 a clinician decides before anything else is done.");
            ("clinician", Tone::Warn, format!("{years}: a clinician decides"), note)
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
        rekey: visit.rekey(),
    }
}

/// "Doctor-directed: Dr Ada Quill, GMC 1234567, given by a nurse. Decided by a clinician: reason."
pub(crate) fn decided_words(decided: &Decided) -> String {
    let reason = &decided.reason;
    match (decided.answer, &decided.doctor) {
        (ClinicianAnswer::NotToday, _) => format!("A clinician decided: not today. {reason}"),
        (ClinicianAnswer::GoAhead, None) => format!("A clinician decided: go ahead. {reason}"),
        (ClinicianAnswer::GoAhead, Some(doctor)) => format!(
            "A clinician recorded the doctor-directed route: {}, GMC {}, given by a {}. {reason}",
            doctor.name,
            doctor.gmc,
            doctor.given_by.code()
        ),
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
        question: visit.question(),
        can_decide: false,
    };
    let age = visit.age();
    match visit.path() {
        Path::Stopped { minimum } => {
            let source = &minimum.source;
            let message = format!(
                "The treatment planned is for {} or over, and no parent can allow it ({source}). Turn them away. Only a clinician may record a doctor-directed route, here, under their own name.",
                minimum.years
            );
            let say = "I am sorry. This treatment has an age limit that nobody can set aside, so we cannot give it today. You are welcome to ask our clinician what else there is.";
            Some(stop(
                &format!("under-{}", minimum.years),
                format!("Check-in has stopped: {name} is {age}"),
                &message,
                Some(say),
                false,
            ))
        }
        Path::Declined => {
            let message = visit.decided().map_or_else(String::new, decided_words);
            let say = "Thank you for waiting. Our clinician would rather not do this today, and can tell you why.";
            Some(stop(
                "clinician-declined",
                format!("A clinician decided: not today, {name} is {age}"),
                &message,
                Some(say),
                false,
            ))
        }
        Path::Parental => {
            let message = format!(
                "Ask the adult with {name} to prove parental responsibility. Nothing about {name} is printed or handed over until the practice manager decides."
            );
            let say = "Thank you for coming. Before we go on I need to see who is responsible for you. Who is the adult with you today?";
            Some(stop("under-16", format!("Check-in has stopped: {name} is {age}"), &message, Some(say), true))
        }
        Path::Estimated => {
            let message = "The date of birth on our record is an estimate, which satisfies no age limit. Ask for a document that shows it, correct the record, and go on here.";
            let say = "May I see a document with your date of birth on it?";
            Some(stop("estimated-age", "The date of birth is an estimate".to_string(), message, Some(say), false))
        }
        Path::Clinician => {
            let message = "The treatment planned is cosmetic. Ask a clinician to decide before anything else is done; the check-in stays as it is until then.";
            let say = "Thank you. Our clinician would like a word with you first.";
            Some(stop("clinician", format!("A clinician decides: {name} is {age}"), message, Some(say), false))
        }
        Path::Allowed => visit.refused().map(|answer| {
            let said = if answer.answer == Answer::Withdrawn { "took back their yes to" } else { "did not agree to" };
            let message = format!(
                "They {said}: {} Tell the clinician before anything is done. The answer is kept.",
                answer.wording_question
            );
            stop(
                "consent-refused",
                "A needed answer was no".to_string(),
                &message,
                Some("Thank you for telling us. Our clinician will talk with you about what that means."),
                false,
            )
        }),
    }
}
