//! A clinician's decision at the age gate: go ahead or not today, with what makes it stand.
//!
//! Botulinum Toxin and Cosmetic Fillers (Children) Act 2021, ss.1-3: under 18 only where a registered medical
//! practitioner gives the treatment, or a registered dentist, nurse or pharmacist under that doctor's directions.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::gate::ClinicianAnswer;
use crate::problem::FieldProblem;
use crate::text::{clean_line, clean_lines};

/// What the clinician is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum ClinicianQuestion {
    /// Under the treatment's minimum age: is there a doctor-directed clinical route?
    DoctorDirected,
    /// 16 or 17 and purely cosmetic.
    Cosmetic,
}

impl ClinicianQuestion {
    /// The code used in data: `doctor-directed`, `cosmetic`.
    pub fn code(self) -> &'static str {
        match self {
            Self::DoctorDirected => "doctor-directed",
            Self::Cosmetic => "cosmetic",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::DoctorDirected, Self::Cosmetic].into_iter().find(|question| question.code() == code)
    }
}

/// Who gives a doctor-directed treatment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum GivenBy {
    Doctor,
    Dentist,
    Nurse,
    Pharmacist,
}

impl GivenBy {
    pub const ALL: [Self; 4] = [Self::Doctor, Self::Dentist, Self::Nurse, Self::Pharmacist];

    /// The code used in data: `doctor`, `dentist`, `nurse`, `pharmacist`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Doctor => "doctor",
            Self::Dentist => "dentist",
            Self::Nurse => "nurse",
            Self::Pharmacist => "pharmacist",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|of| of.code() == code)
    }
}

/// The decision as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ClinicianForm {
    pub answer: Option<ClinicianAnswer>,
    /// The doctor who directs it, for a doctor-directed route.
    pub doctor: String,
    /// Their GMC reference number: seven digits.
    pub gmc: String,
    pub given_by: Option<GivenBy>,
    /// The clinical reason, for the record.
    pub reason: String,
}

/// The doctor of a doctor-directed route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doctor {
    pub name: String,
    /// Seven digits.
    pub gmc: String,
    pub given_by: GivenBy,
}

/// A decision that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClinicianDecision {
    pub answer: ClinicianAnswer,
    /// There for a go-ahead on a doctor-directed route, and only there.
    pub doctor: Option<Doctor>,
    pub reason: String,
}

/// Takes a decision as typed.
///
/// # Errors
/// Every field that is missing or wrong: `answer-missing`, `doctor-missing`, `gmc-number`, `given-by-missing`,
/// `reason-missing`, and those of the text rules.
pub fn decision(question: ClinicianQuestion, form: &ClinicianForm) -> Result<ClinicianDecision, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let mut missing = |field: &str, code: &str, message: &str| problems.push(FieldProblem::new(field, code, message));
    if form.answer.is_none() {
        missing("answer", "answer-missing", "Choose what you decide.");
    }
    let directed = question == ClinicianQuestion::DoctorDirected && form.answer == Some(ClinicianAnswer::GoAhead);
    let gmc: String = form.gmc.chars().filter(|c| !c.is_whitespace()).collect();
    if directed {
        if form.doctor.trim().is_empty() {
            missing("doctor", "doctor-missing", "Write the name of the doctor who directs the treatment.");
        }
        if gmc.len() != 7 || !gmc.bytes().all(|byte| byte.is_ascii_digit()) {
            missing("gmc", "gmc-number", "A GMC reference number has seven digits. Check it and type it again.");
        }
        if form.given_by.is_none() {
            missing("givenBy", "given-by-missing", "Choose who gives the treatment.");
        }
    }
    if form.reason.trim().is_empty() {
        missing("reason", "reason-missing", "Write the clinical reason: it stays with the record.");
    }
    let name = clean_line(&form.doctor, 100, "The doctor's name");
    let reason = clean_lines(&form.reason, 1000, "The reason");
    for (field, result) in [("doctor", &name), ("reason", &reason)] {
        if let Err(problem) = result {
            problems.push(FieldProblem::new(field, &problem.code, problem.message.clone()));
        }
    }
    match (form.answer, name, reason) {
        (Some(answer), Ok(name), Ok(reason)) if problems.is_empty() => Ok(ClinicianDecision {
            answer,
            doctor: form.given_by.filter(|_| directed).map(|given_by| Doctor { name, gmc, given_by }),
            reason,
        }),
        _ => Err(problems),
    }
}
