//! The intake sheet: what is asked, with what was answered before, and what is only told.

use chrono_tz::Europe::London;
use frontdesk_domain::catalogue::{Clinic, PurposeKind};
use frontdesk_domain::consent::{Answer, Ask, missing_required};

use super::visit::Visit;
use crate::clock::{day_words, local_day};
use crate::views::check_in::{AskGroupView, AskView, ConsentStepView, ToldView};

pub(super) fn consent_step(visit: &Visit) -> ConsentStepView {
    let rows = visit.sheet();
    let groups = [
        (PurposeKind::Data, "data", "Needed before treatment", "Must be answered"),
        (PurposeKind::Treatment, "treatment", "Treatment planned today", "Must be answered"),
        (PurposeKind::Photographs, "photographs", "Photographs", "Care does not depend on these"),
        (PurposeKind::Marketing, "marketing", "News and offers", "Each way is asked by itself"),
    ];
    let group = |(kind, code, title, note): (PurposeKind, &str, &str, &str)| {
        let rows: Vec<AskView> =
            rows.iter().filter(|row| row.purpose.kind == kind).map(|row| ask(visit, row)).collect();
        (!rows.is_empty()).then(|| AskGroupView {
            kind: code.to_string(),
            title: title.to_string(),
            note: note.to_string(),
            rows,
        })
    };
    ConsentStepView {
        groups: groups.into_iter().filter_map(group).collect(),
        told: told(&visit.clinic),
        example_wording: rows.iter().any(|row| row.wording.approved.is_none()),
        answered: count(rows.iter().filter(|row| row.due.is_none()).count()),
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
        held: row.held.filter(|_| row.due.is_none()).map(|held| held.answer),
        stopped: stopped(row).is_some(),
        held_note: stopped(row).or_else(|| lifted(visit, row)).or_else(|| {
            newest.map(|answer| {
                let (day, version) = (local_day(&answer.at), answer.wording_version);
                match answer.answer {
                    Answer::Given => format!("Yes on {day}, wording {version}."),
                    Answer::Refused => format!("No on {day}, wording {version}."),
                    Answer::NotNow => format!("Put off on {day}."),
                    Answer::Withdrawn => format!("Taken back on {day}."),
                }
            })
        }),
    }
}

/// The stop decides what the row says, also when nothing was ever answered.
fn stopped(row: &Ask<'_>) -> Option<String> {
    let held =
        row.held.filter(|held| held.answer == Answer::Withdrawn && row.purpose.kind == PurposeKind::Marketing)?;
    Some(format!("Stopped on {}. Reminders still go out.", day_words(held.at.with_timezone(&London).date_naive())))
}

/// Their code ended a stop, and nothing was answered since.
fn lifted(visit: &Visit, row: &Ask<'_>) -> Option<String> {
    let stand = visit.answers.stands.iter().find(|stand| Some(stand.channel) == row.purpose.channel)?;
    let at = stand.lifted.as_ref()?;
    Some(format!("Stopped before. They accepted on {} that we ask again.", local_day(at)))
}

/// What is told, one entry for each basis: a list of purposes, then what they rest on.
pub(crate) fn told(clinic: &Clinic) -> Vec<ToldView> {
    let mut purposes: Vec<_> = clinic.purposes.iter().filter(|purpose| purpose.kind == PurposeKind::Told).collect();
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
