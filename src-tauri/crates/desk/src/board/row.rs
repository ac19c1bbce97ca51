//! One arrival on the board. No treatment: a patient can see this screen.

use chrono::NaiveDate;
use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::consent::{Answer, Held, missing_required, sheet, standing_on};
use frontdesk_domain::gate::{Birth, Path, TreatmentFacts, path};
use frontdesk_store::arrival::{Due, Said, State};

use crate::clock::local_time;
use crate::views::board::{ArrivalState, ArrivalView, Mark};

/// The row of an arrival; `said` are the patient's consent answers, oldest first.
pub(super) fn view(due: &Due, said: &[Said], clinic: &Clinic, today: NaiveDate) -> ArrivalView {
    let arrival = &due.arrival;
    let (age, age_word) = age(due, clinic, today);
    ArrivalView {
        arrival_id: arrival.id.0.clone(),
        patient_id: arrival.patient_id.0.clone(),
        time: arrival.time.clone(),
        name: format!("{}, {}", due.surname, due.given_names),
        born: due.born.to_string(),
        state: match arrival.state {
            State::Expected => ArrivalState::Expected,
            State::Here => ArrivalState::Here,
            State::Seen => ArrivalState::Seen,
            State::TurnedAway => ArrivalState::TurnedAway,
        },
        here_since: arrival.here_at.as_deref().map(local_time),
        identity: identity(due.identity.as_deref()),
        age,
        age_word,
        consents: consents(due, said, clinic, today),
        begun: due.identity.is_some() || due.age.is_some() || due.answered,
    }
}

/// Done is what was done at this arrival: an earlier check is leaned on, not counted.
fn identity(outcome: Option<&str>) -> Mark {
    match outcome {
        Some("confirmed") => Mark::Done,
        Some(_) => Mark::Ask,
        None => Mark::ToDo,
    }
}

/// What the gate says of the date of birth comes first: it is known before anybody arrives.
fn age(due: &Due, clinic: &Clinic, today: NaiveDate) -> (Mark, String) {
    let cosmetic = clinic.treatment(&due.arrival.treatment).is_none_or(|treatment| treatment.cosmetic);
    let facts = TreatmentFacts { name: due.arrival.treatment.clone(), cosmetic };
    let born = Birth { day: due.born, estimated: due.born_estimated };
    match path(&facts, clinic.nation, &clinic.minimum_ages, born, today, due.clinician) {
        Path::Stopped { minimum } => (Mark::Stopped, format!("Under {}", minimum.years)),
        Path::Declined => (Mark::Stopped, "Declined".to_string()),
        Path::Parental => (Mark::Stopped, "Under 16".to_string()),
        Path::Clinician => (Mark::Ask, "Under 18".to_string()),
        Path::Estimated => (Mark::Ask, "Estimate".to_string()),
        Path::Allowed if due.age.as_deref() == Some("allowed") => (Mark::Done, String::new()),
        Path::Allowed => (Mark::ToDo, String::new()),
    }
}

/// Done is a whole sheet, or one gone through at this visit with nothing missing that must be answered.
fn consents(due: &Due, said: &[Said], clinic: &Clinic, today: NaiveDate) -> Mark {
    let here: Vec<&Said> =
        said.iter().filter(|answer| answer.arrival_id.as_deref() == Some(due.arrival.id.as_str())).collect();
    let required = |purpose: &str| clinic.purposes.iter().any(|of| of.id == purpose && of.required);
    if here.iter().any(|answer| {
        matches!(answer.held.answer, Answer::Refused | Answer::Withdrawn) && required(&answer.held.purpose)
    }) {
        return Mark::Stopped;
    }
    let held: Vec<Held> = said.iter().map(|answer| answer.held.clone()).collect();
    let held = standing_on(clinic, &held, today);
    let rows = sheet(clinic, &held, &due.arrival.treatment);
    if rows.iter().all(|row| !row.due) || (!here.is_empty() && missing_required(&rows, &[]).is_empty()) {
        Mark::Done
    } else if rows.iter().all(|row| row.held.is_none()) {
        Mark::ToDo
    } else {
        Mark::Ask
    }
}
