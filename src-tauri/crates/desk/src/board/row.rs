//! One arrival on the board. No treatment: a patient can see this screen.

use frontdesk_domain::age::under_16;
use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::consent::sheet;
use frontdesk_domain::gate::{Birth, Path, TreatmentFacts, path};
use frontdesk_domain::wall_clock::Today;
use frontdesk_store::arrival::{Due, State};

use crate::answers::Answers;
use crate::check_in::marks;
use crate::clock::local_time;
use crate::views::board::{ArrivalState, ArrivalView, Mark};

/// The row of an arrival.
pub(super) fn view(due: &Due, answers: &Answers, clinic: &Clinic, today: Today) -> ArrivalView {
    let arrival = &due.arrival;
    let way = way(due, clinic, today);
    let (age, age_word) = age(&way, due);
    let (identity, consents) = (marks::identity(due.identity.as_deref()), consents(due, answers, clinic, today));
    let here = arrival.state == State::Here;
    ArrivalView {
        arrival_id: arrival.id.0.clone(),
        patient_id: arrival.patient_id.0.clone(),
        time: arrival.time.clone(),
        name: format!("{}, {}", due.surname, due.given_names),
        born: due.born.to_string(),
        under_16: under_16(due.born, today),
        state: match arrival.state {
            State::Expected => ArrivalState::Expected,
            State::Here => ArrivalState::Here,
            State::Seen => ArrivalState::Seen,
            State::TurnedAway => ArrivalState::TurnedAway,
        },
        here_since: arrival.here_at.as_deref().map(local_time),
        waits_for: if here { waits_for(&way, identity, age, consents) } else { "" }.to_string(),
        identity,
        age,
        age_word,
        consents,
        begun: due.identity.is_some() || due.age.is_some() || answers.given_at(arrival.id.as_str()),
    }
}

/// The next thing that somebody who is here waits for.
fn waits_for(way: &Path, identity: Mark, age: Mark, consents: Mark) -> &'static str {
    match way {
        Path::Stopped { .. } | Path::Declined => return "Check-in has stopped",
        Path::Parental => return "Waits for proof of responsibility",
        Path::Clinician => return "Waits for a clinician",
        Path::Allowed | Path::Estimated => {}
    }
    match (identity, age, consents) {
        (_, _, Mark::Stopped) => "Waits for a clinician",
        (Mark::Done, Mark::Done, Mark::Done) => "",
        (Mark::Done, Mark::Done, _) => "Waits for consents",
        (Mark::Done, ..) => "Waits for age",
        _ => "Waits for identity",
    }
}

fn way(due: &Due, clinic: &Clinic, today: Today) -> Path {
    let cosmetic = clinic.treatment(&due.arrival.treatment).is_none_or(|treatment| treatment.cosmetic);
    let facts = TreatmentFacts { name: due.arrival.treatment.clone(), cosmetic };
    let born = Birth { day: due.born, estimated: due.born_estimated };
    path(&facts, clinic.nation, &clinic.minimum_ages, born, today, due.clinician)
}

/// What the gate says of the date of birth comes first: it is known before anybody arrives.
fn age(way: &Path, due: &Due) -> (Mark, String) {
    let word = match way {
        Path::Stopped { minimum } => format!("Under {}", minimum.years),
        Path::Declined => "Declined".to_string(),
        Path::Parental => "Under 16".to_string(),
        Path::Clinician => "Under 18".to_string(),
        Path::Estimated => "Estimate".to_string(),
        Path::Allowed => String::new(),
    };
    (marks::age(way, due.age.as_deref()), word)
}

/// The answers that stand today, and what was said at this visit.
fn consents(due: &Due, answers: &Answers, clinic: &Clinic, today: Today) -> Mark {
    let counted = answers.counted(clinic);
    let rows = sheet(clinic, &counted, &due.arrival.treatment, due.born, today);
    marks::consents(&rows, answers.given_at(due.arrival.id.as_str()))
}
