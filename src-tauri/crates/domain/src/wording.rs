//! Wordings: a change is a new version, and a version is approved once. What was answered keeps the words it was answered
//! on, so no version is ever changed or taken away.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::catalogue::{Approval, Clinic, Wording};
use crate::problem::FieldProblem;
use crate::text::{TextProblem, clean_line, clean_lines};

/// Characters a question may have.
pub const QUESTION: usize = 200;
/// Characters a text may have: about a page.
pub const TEXT: usize = 4_000;

/// A new version as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WordingForm {
    /// Which wording.
    pub id: String,
    /// The version it was written from.
    pub from_version: u32,
    /// The question as it is to be asked.
    pub question: String,
    /// What is shown or read out before it.
    pub text: String,
}

/// An approval as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ApprovalForm {
    /// Which wording.
    pub id: String,
    /// The version that was read.
    pub version: u32,
    /// The clinician who reviewed it.
    pub clinical_reviewer: String,
}

/// The newest version, if it is still the one that `version` says.
fn newest<'a>(clinic: &'a Clinic, id: &str, version: u32) -> Result<&'a Wording, FieldProblem> {
    let newest = clinic
        .wording(id)
        .ok_or_else(|| FieldProblem::new("id", "wording-unknown", "This wording is not in the catalogue."))?;
    if newest.version == version {
        return Ok(newest);
    }
    let message = format!("Version {} was saved meanwhile. Read it first.", newest.version);
    Err(FieldProblem::new("id", "wording-changed", message))
}

/// The catalogue with a new version of a wording: an example until it is approved, and asked of everybody anew.
///
/// # Errors
/// At `id` for a wording that is not there or changed meanwhile, at `question` and `text` for what cannot be taken.
pub fn revise(clinic: &Clinic, form: &WordingForm, today: NaiveDate) -> Result<Clinic, Vec<FieldProblem>> {
    let before = newest(clinic, &form.id, form.from_version).map_err(|problem| vec![problem])?;
    let mut problems = Vec::new();
    let mut need = |field: &str, typed: Result<String, TextProblem>, missing: &str| match typed {
        Ok(text) if text.is_empty() => {
            problems.push(FieldProblem::new(field, &format!("{field}-missing"), missing));
            text
        }
        Ok(text) => text,
        Err(problem) => {
            problems.push(FieldProblem::new(field, &problem.code, problem.message));
            String::new()
        }
    };
    let question = need("question", clean_line(&form.question, QUESTION, "The question"), "Enter the question.");
    let text = need("text", clean_lines(&form.text, TEXT, "The text"), "Enter what is read before the question.");
    if problems.is_empty() && question == before.question && text == before.text {
        problems.push(FieldProblem::new("text", "wording-same", "These are the words of the version before."));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut after = clinic.clone();
    after.wordings.push(Wording {
        id: form.id.clone(),
        version: before.version + 1,
        dated: today,
        question,
        text,
        approved: None,
    });
    Ok(after)
}

/// The catalogue with a version approved by the practice manager named `by`.
///
/// # Errors
/// At `id` when it is not there, changed meanwhile or was approved before; at `clinicalReviewer` without a name.
pub fn approve(clinic: &Clinic, form: &ApprovalForm, by: &str, today: NaiveDate) -> Result<Clinic, Vec<FieldProblem>> {
    let one = |problem| vec![problem];
    if newest(clinic, &form.id, form.version).map_err(one)?.approved.is_some() {
        return Err(one(FieldProblem::new("id", "wording-approved", "This version is approved already.")));
    }
    let field = "clinicalReviewer";
    let reviewer = clean_line(&form.clinical_reviewer, QUESTION, "The reviewer's name")
        .map_err(|problem| one(FieldProblem::new(field, &problem.code, problem.message)))?;
    if reviewer.is_empty() {
        let message = "Enter the name of the clinician who reviewed these words.";
        return Err(one(FieldProblem::new(field, "reviewer-missing", message)));
    }
    let mut after = clinic.clone();
    for wording in after.wordings.iter_mut().filter(|one| one.id == form.id && one.version == form.version) {
        wording.approved = Some(Approval { by: by.to_string(), on: today, clinical_reviewer: reviewer.clone() });
    }
    Ok(after)
}
