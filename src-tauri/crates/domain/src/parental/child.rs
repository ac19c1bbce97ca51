//! The child's own voice: whether they understand, what they want, and whose answer counts.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::codes::{Authority, ChildView, coded};
use crate::consent::{Answer, Capacity, Held};
use crate::gate::Nation;
use crate::problem::FieldProblem;
use crate::text::{clean_line, clean_lines};

coded! {
    /// What an assessment found.
    Competence {
        /// Understands what is decided (Gillick v West Norfolk and Wisbech AHA [1986] AC 112).
        Competent = "competent", "Understands";
        /// Does not, or not yet.
        NotCompetent = "not-competent", "Does not understand yet";
    }
}

coded! {
    /// The answer to a question of the assessment.
    YesNo {
        /// Yes.
        Yes = "yes", "Yes";
        /// No.
        No = "no", "No";
    }
}

/// The youngest age presumed to understand in Scotland (Data Protection Act 2018, s.208; Age of Legal Capacity (Scotland)
/// Act 1991, s.2(4A)).
const SCOTLAND_PRESUMES: u32 = 12;

/// What is presumed where nobody assessed: only in Scotland, from 12. An assessment says otherwise where it found otherwise.
pub fn presumed(nation: Nation, age: u32) -> Option<Competence> {
    (nation == Nation::Scotland && age >= SCOTLAND_PRESUMES).then_some(Competence::Competent)
}

/// A question of the assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// Stable code.
    pub code: &'static str,
    /// As the clinician reads it.
    pub words: &'static str,
}

/// What is asked, in the order it is asked.
pub const QUESTIONS: [Question; 5] = [
    Question { code: "what", words: "Does the child understand what is asked for, and what would be shown or done?" },
    Question { code: "why", words: "Does the child understand what it would mean for them, good and bad?" },
    Question { code: "choice", words: "Does the child know that they can say no?" },
    Question { code: "weigh", words: "Can the child weigh it up and give reasons of their own?" },
    Question { code: "free", words: "Is the view the child’s own, with nobody pressing them?" },
];

/// An assessment as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CompetenceForm {
    /// Answers by the question's code.
    pub answers: std::collections::BTreeMap<String, YesNo>,
    /// What was found.
    pub outcome: Option<Competence>,
    /// Why, in the assessor's words.
    pub reasons: String,
}

/// An assessment that can be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessed {
    /// Answers in the order of [`QUESTIONS`].
    pub answers: Vec<(String, YesNo)>,
    /// What was found.
    pub outcome: Competence,
    /// Why.
    pub reasons: String,
}

/// Checks an assessment: every question answered, an outcome that the answers bear, and reasons.
pub fn check_competence(form: &CompetenceForm) -> Result<Assessed, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let mut answers = Vec::new();
    for question in QUESTIONS {
        match form.answers.get(question.code) {
            Some(answer) => answers.push((question.code.to_string(), *answer)),
            None => problems.push(FieldProblem::new(
                &format!("answers.{}", question.code),
                "question-open",
                format!("Answer this too: {}", question.words),
            )),
        }
    }
    let all_yes = answers.iter().all(|(_, answer)| *answer == YesNo::Yes);
    match form.outcome {
        None => problems.push(FieldProblem::new("outcome", "outcome-missing", "Choose what you found.")),
        Some(Competence::Competent) if !all_yes => problems.push(FieldProblem::new(
            "outcome",
            "outcome-against-answers",
            "A question is answered no. A child who understands is one with every question answered yes.",
        )),
        Some(_) => {}
    }
    let reasons = text(
        &form.reasons,
        "reasons",
        "The reasons",
        "Write your reasons: they stay with the assessment.",
        &mut problems,
    );
    match form.outcome {
        Some(outcome) if problems.is_empty() => Ok(Assessed { answers, outcome, reasons }),
        _ => Err(problems),
    }
}

/// The child's view as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChildViewForm {
    /// The adult it is about: the id their first record has.
    pub adult_id: String,
    /// What the child wants.
    pub view: Option<ChildView>,
    /// How the child gave authority, when they agree and gave one.
    pub authority: Option<Authority>,
    /// In the child's words, as far as the child wants them kept.
    pub words: String,
}

/// Checks the child's view and gives the words as they are kept.
pub fn check_view(form: &ChildViewForm) -> Result<String, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    match form.view {
        None | Some(ChildView::NotAsked) => problems.push(FieldProblem::new(
            "view",
            "view-missing",
            "Ask the child, without the adult if you can, then choose what they said.",
        )),
        Some(ChildView::Refuses) if form.authority.is_some() => problems.push(FieldProblem::new(
            "authority",
            "authority-against-view",
            "A child who does not agree gave no authority. Choose none, or ask again.",
        )),
        Some(_) => {}
    }
    let words = clean_line(&form.words, 500, "What the child said").unwrap_or_else(|problem| {
        problems.push(FieldProblem::new("words", &problem.code, problem.message));
        String::new()
    });
    if problems.is_empty() { Ok(words) } else { Err(problems) }
}

/// The answers that count: once a child is found to understand, what they said themselves since goes before what a parent
/// says to the same question, be it yes or no, earlier or later.
pub fn heard(held: &[Held], competent_since: Option<DateTime<Utc>>) -> Vec<Held> {
    held.iter().filter(|answer| is_heard(answer, held, competent_since)).cloned().collect()
}

/// Whether one of these answers counts, by the same rule.
pub fn is_heard(answer: &Held, held: &[Held], competent_since: Option<DateTime<Utc>>) -> bool {
    let Some(since) = competent_since.filter(|_| answer.capacity == Capacity::Parent) else { return true };
    let own =
        |other: &Held| other.purpose == answer.purpose && other.capacity == Capacity::Patient && other.at >= since;
    !held.iter().any(own)
}

/// An answer with who gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    /// Purpose.
    pub purpose: &'a str,
    /// In what capacity.
    pub capacity: Capacity,
    /// Their name, when it is not the patient.
    pub speaker: &'a str,
    /// What was said.
    pub answer: Answer,
}

/// The first purpose on which two parents' newest answers are a yes and a no. `said` is oldest first; names are compared
/// without regard to case.
pub fn disagreement<'a>(said: &[Said<'a>]) -> Option<&'a str> {
    let parents: Vec<&Said<'a>> = said.iter().filter(|one| one.capacity == Capacity::Parent).collect();
    let newest = |at: usize| {
        let one = parents[at];
        !parents[at + 1..]
            .iter()
            .any(|later| later.purpose == one.purpose && later.speaker.to_lowercase() == one.speaker.to_lowercase())
    };
    let stand: Vec<&Said<'a>> = (0..parents.len()).filter(|at| newest(*at)).map(|at| parents[at]).collect();
    let no = |purpose: &str| stand.iter().any(|other| other.purpose == purpose && other.answer.is_no());
    stand.iter().find(|one| one.answer == Answer::Given && no(one.purpose)).map(|one| one.purpose)
}

/// A text that must be there.
pub(super) fn text(raw: &str, field: &str, label: &str, missing: &str, problems: &mut Vec<FieldProblem>) -> String {
    match clean_lines(raw, 1000, label) {
        Ok(text) if text.is_empty() => {
            problems.push(FieldProblem::new(field, &format!("{field}-missing"), missing));
            text
        }
        Ok(text) => text,
        Err(problem) => {
            problems.push(FieldProblem::new(field, &problem.code, problem.message));
            String::new()
        }
    }
}
