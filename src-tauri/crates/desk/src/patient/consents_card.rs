//! The third answer at a glance: which consents stand, and which to ask.

use chrono::NaiveDate;
use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::consent::{Answer, Ask, Due, Held, sheet};
use frontdesk_domain::date_entry::show;
use frontdesk_domain::wall_clock::Today;

use crate::answers::Answers;
use crate::views::board::Tone;
use crate::views::patient::AnswerCardView;

/// The consents card on a day, for the sheet of a treatment; an empty one asks what every visit asks.
pub(super) fn card(
    clinic: &Clinic,
    answers: &Answers,
    treatment: &str,
    born: NaiveDate,
    today: Today,
) -> AnswerCardView {
    let counted = answers.counted(clinic);
    let rows = sheet(clinic, &counted, treatment, born, today);
    let due: Vec<&Ask<'_>> = rows.iter().filter(|row| row.due.is_some()).collect();
    let title = format!("{} of {} answered", rows.len() - due.len(), rows.len());
    let (word, tone, note) = if due.is_empty() {
        ("Done".to_string(), Tone::Ok, format!("Newest answer {}. Nothing to ask.", newest(&rows)))
    } else if due.len() == rows.len() && due.iter().all(|row| row.held.is_none()) {
        ("To do".to_string(), Tone::Rest, "Ask at check-in, one question at a time.".to_string())
    } else {
        let again = if due.iter().all(|row| row.held.is_some()) { " again" } else { "" };
        (format!("Ask {}{again}", due.len()), Tone::Warn, reasons(&due))
    };
    AnswerCardView { word, tone, title, note }
}

fn newest(rows: &[Ask<'_>]) -> String {
    rows.iter().filter_map(|row| row.held).map(Held::day).max().map(show).unwrap_or_default()
}

/// Why the first of them is due, and how many more there are.
fn reasons(due: &[&Ask<'_>]) -> String {
    let Some(first) = due.iter().find(|row| row.held.is_some()).or(due.first()) else {
        return String::new();
    };
    let why = format!("{}: {}", first.purpose.title, why(first));
    match due.len() {
        1 => why,
        count => format!("{why} And {} more.", count - 1),
    }
}

/// Why a row is due, as the end of a sentence about it.
pub(crate) fn why(row: &Ask<'_>) -> String {
    let day = row.held.map(|held| show(held.day())).unwrap_or_default();
    // Within the sentence: an answer's word but not the start of one.
    let answer = row.held.map_or("", |held| match held.answer {
        Answer::Withdrawn => "taken back",
        said => said.word(),
    });
    match row.due {
        None => String::new(),
        Some(Due::NotAsked) => "not asked yet.".to_string(),
        Some(Due::PutOff) => format!("put off on {day}."),
        Some(Due::NewWording) => {
            format!("new wording since {}. The answer to the old one was {answer}.", show(row.wording.dated))
        }
        Some(Due::RanOut(last)) => format!("the yes of {day} was good to {}.", show(last)),
        Some(Due::SaidNo) => format!("{answer} on {day}, and it is needed before treatment."),
        Some(Due::BornCorrected) => {
            format!("{answer} on {day}, before the date of birth was corrected.")
        }
        Some(Due::OfAge(age)) => {
            format!("a parent answered {answer} on {day}. They are {age} or over now and answer themselves.")
        }
    }
}
