//! The third answer at a glance: which consents stand, and which to ask.

use chrono::NaiveDate;
use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::consent::{Answer, Ask, Held, sheet, standing_on};
use frontdesk_domain::date_entry::show;
use frontdesk_store::consent_answer::ConsentAnswer;

use crate::error::Result;
use crate::views::board::Tone;
use crate::views::patient::AnswerCardView;

/// The consents card on a day, for the sheet of a treatment; an empty one asks what every visit asks.
pub(super) fn card(
    clinic: &Clinic,
    answers: &[ConsentAnswer],
    treatment: &str,
    today: NaiveDate,
) -> Result<AnswerCardView> {
    let held: Vec<Held> = answers.iter().map(ConsentAnswer::held).collect::<std::result::Result<_, _>>()?;
    let held = standing_on(clinic, &held, today);
    let rows = sheet(clinic, &held, treatment);
    let due: Vec<&Ask<'_>> = rows.iter().filter(|row| row.due).collect();
    let title = format!("{} of {} answered", rows.len() - due.len(), rows.len());
    let (word, tone, note) = if due.is_empty() {
        ("Done".to_string(), Tone::Ok, format!("Newest answer {}. Nothing to ask.", newest(&rows)))
    } else if due.len() == rows.len() && due.iter().all(|row| row.held.is_none()) {
        ("To do".to_string(), Tone::Rest, "Ask at check-in, one question at a time.".to_string())
    } else {
        let again = if due.iter().all(|row| row.held.is_some()) { " again" } else { "" };
        (format!("Ask {}{again}", due.len()), Tone::Warn, reasons(&due))
    };
    Ok(AnswerCardView { word, tone, title, note })
}

fn newest(rows: &[Ask<'_>]) -> String {
    rows.iter()
        .filter_map(|row| row.held)
        .map(|held| held.at)
        .max()
        .map(|at| show(at.with_timezone(&chrono_tz::Europe::London).date_naive()))
        .unwrap_or_default()
}

/// Why the first of them is due, and how many more there are.
fn reasons(due: &[&Ask<'_>]) -> String {
    let Some(first) = due.iter().find(|row| row.held.is_some()).or(due.first()) else {
        return String::new();
    };
    let title = &first.purpose.title;
    let why = match first.held {
        None => format!("{title}: not asked yet."),
        Some(held) if held.answer == Answer::NotNow => {
            format!("{title}: put off on {}.", show(held.at.with_timezone(&chrono_tz::Europe::London).date_naive()))
        }
        Some(held) => format!(
            "{title}: new wording since {}. The answer to the old one was {}.",
            show(first.wording.dated),
            answer_word(held.answer)
        ),
    };
    match due.len() {
        1 => why,
        count => format!("{why} And {} more.", count - 1),
    }
}

/// An answer as a word.
fn answer_word(answer: Answer) -> &'static str {
    match answer {
        Answer::Given => "Yes",
        Answer::Refused => "No",
        Answer::NotNow => "Not now",
        Answer::Withdrawn => "Withdrawn",
    }
}
