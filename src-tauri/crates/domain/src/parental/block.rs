//! What blocks a release about a child until the practice manager has recorded a reason.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::child::text;
use super::codes::coded;
use crate::problem::FieldProblem;

coded! {
    /// Why nothing goes out yet.
    BlockKind {
        /// A prohibited-steps order (Children Act 1989, s.8).
        ProhibitedSteps = "prohibited-steps", "An order that forbids something";
        /// An order against contact.
        NoContact = "no-contact", "An order against contact";
        /// Nothing at all is to be disclosed to somebody.
        NoDisclosure = "no-disclosure", "Not to be disclosed";
        /// Told in confidence by the child.
        ChildConfidential = "child-confidential", "Told in confidence by the child";
        /// Worried about a child.
        Safeguarding = "safeguarding", "Worried about the child";
        /// Two people with parental responsibility do not agree.
        ParentsDisagree = "parents-disagree", "Two parents disagree";
    }
}

coded! {
    /// What the practice manager makes of a block.
    BlockAnswer {
        /// It has ended: nothing is blocked by it any more.
        Lifted = "lifted", "It has ended";
        /// It stays, and this request may go on with the reason given.
        Considered = "considered", "It stays; this request may go on";
    }
}

/// A block as typed. Everybody may record one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BlockForm {
    /// Which.
    pub kind: Option<BlockKind>,
    /// What it is about: the order, what was told, the worry.
    pub detail: String,
}

/// Checks a block, and gives its kind with the words that are kept.
pub fn check_block(form: &BlockForm) -> Result<(BlockKind, String), Vec<FieldProblem>> {
    let mut problems = Vec::new();
    if form.kind.is_none() {
        problems.push(FieldProblem::new("kind", "block-kind-missing", "Choose what it is."));
    }
    let missing = "Write what it is about, so that the practice manager can decide.";
    let detail = text(&form.detail, "detail", "What it is about", missing, &mut problems);
    match form.kind {
        Some(kind) if problems.is_empty() => Ok((kind, detail)),
        _ => Err(problems),
    }
}

/// The practice manager's answer as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BlockAnswerForm {
    /// Which block.
    pub block_id: String,
    /// What is made of it.
    pub answer: Option<BlockAnswer>,
    /// The request it may go on for; needed when the block stays.
    pub request_id: Option<String>,
    /// Why.
    pub reason: String,
}

/// Checks an answer, and gives it with the reason that is kept.
pub fn check_answer(form: &BlockAnswerForm) -> Result<(BlockAnswer, String), Vec<FieldProblem>> {
    let mut problems = Vec::new();
    match form.answer {
        None => problems.push(FieldProblem::new("answer", "answer-missing", "Choose what you decide.")),
        Some(BlockAnswer::Considered) if form.request_id.is_none() => problems.push(FieldProblem::new(
            "answer",
            "request-missing",
            "A block that stays is weighed for one request. Open the request and answer it there.",
        )),
        Some(_) => {}
    }
    let reason =
        text(&form.reason, "reason", "The reason", "Write the reason: it stays with the block.", &mut problems);
    match form.answer {
        Some(answer) if problems.is_empty() => Ok((answer, reason)),
        _ => Err(problems),
    }
}
