//! Turned away: a reason kept, and polite words to read out.

use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::UseCase;
use frontdesk_domain::text::clean_lines;
use frontdesk_store::arrival::{self, State};
use frontdesk_store::draft;
use frontdesk_store::refusal::{self, Refusal};

use super::DRAFT;
use super::visit::Visit;
use crate::board::see_board;
use crate::error::{DeskError, Result};
use crate::open::{Id, OpenDesk};
use crate::views::board::BoardView;
use crate::views::check_in::{TurnAwayForm, TurnAwayView};

const OTHER: &str = "other";

/// Code, label for the desk, words to read out.
const REASONS: [(&str, &str, &str); 8] = [
    (
        "no-document",
        "Has no document to show",
        "I am sorry, I need to see a document with your photograph before we can go on. You are very welcome to bring one and come back.",
    ),
    (
        "not-the-person",
        "Photograph or details do not match",
        "I am sorry, I could not match the document with our record, so I cannot check you in today. You are welcome to come back with another document.",
    ),
    (
        "under-age",
        "Too young for the treatment",
        "I am sorry. This treatment has an age limit that nobody can set aside, so we cannot give it today.",
    ),
    (
        "age-not-proved",
        "Age not proved",
        "I am sorry, I need to see your date of birth on a document before this treatment. You are welcome to bring one and come back.",
    ),
    (
        "under-16",
        "Under 16, nobody with proof of responsibility",
        "I am sorry, for anyone under 16 we need to see proof of who is responsible. You are welcome to come back with it.",
    ),
    (
        "consent-refused",
        "Did not agree to what the treatment needs",
        "That is quite all right. We cannot go on without it today, and you are welcome to come back whenever you like.",
    ),
    ("leaves", "Leaves by their own wish", "That is quite all right. You are welcome to come back whenever you like."),
    (
        OTHER,
        "Another reason, in the note",
        "I am sorry, we cannot go on today. Our practice manager can tell you more.",
    ),
];

/// The reasons as the window offers them.
pub(super) fn reasons() -> Vec<TurnAwayView> {
    let view = |(code, label, say): (&str, &str, &str)| TurnAwayView {
        code: code.to_string(),
        label: label.to_string(),
        say: say.to_string(),
    };
    REASONS.into_iter().map(view).collect()
}

/// A reason's label, or its code when it is none of today's.
pub(crate) fn reason_label(code: &str) -> &str {
    REASONS.iter().find(|(of, ..)| *of == code).map_or(code, |(_, label, _)| label)
}

/// Turned away, with a reason.
pub async fn turn_away(desk: &OpenDesk, form: TurnAwayForm) -> Result<BoardView> {
    let today = desk.today();
    let mut act = desk.begin(UseCase::TurnAway).await?;
    let visit = Visit::load(act.conn(), desk, form.arrival_id.clone()).await?;
    visit.open_on(today.day())?;
    let note = check(&form).map_err(DeskError::fields)?;
    let (at, by) = (act.at.clone(), act.by().clone());
    let refused = Refusal {
        id: uuid::Uuid::new_v4().to_string(),
        patient_id: visit.patient.id.clone(),
        arrival_id: Some(visit.arrival.id.0.clone()),
        treatment: visit.arrival.treatment.clone(),
        reason: form.reason.clone(),
        note,
        at: at.clone(),
        by: by.0.clone(),
    };
    refusal::insert(act.conn(), &refused).await?;
    arrival::end(act.conn(), &visit.arrival.id, State::TurnedAway, &at).await?;
    draft::drop(act.conn(), DRAFT, visit.arrival.id.as_str(), &by).await?;
    act.commit(visit.entry().with("refusal", Id::held(&refused.id)).with("reason", Id::held(&refused.reason))).await?;
    see_board(desk).await
}

fn check(form: &TurnAwayForm) -> std::result::Result<Option<String>, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    if !REASONS.iter().any(|(code, ..)| *code == form.reason) {
        problems.push(FieldProblem::new("reason", "reason-missing", "Choose why they are turned away."));
    }
    let note = match clean_lines(&form.note, 500, "The note") {
        Ok(note) => Some(note).filter(|note| !note.is_empty()),
        Err(problem) => {
            problems.push(FieldProblem::new("note", &problem.code, problem.message));
            None
        }
    };
    if form.reason == OTHER && note.is_none() && problems.is_empty() {
        problems.push(FieldProblem::new("note", "note-missing", "Write the reason in the note."));
    }
    if problems.is_empty() { Ok(note) } else { Err(problems) }
}
