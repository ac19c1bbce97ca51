//! A consent form, blank or prefilled.

use chrono::NaiveDate;

use super::{Clinic, Field};
use crate::PrintSize;

/// Everything on a consent form. Treatment, data and marketing consents are separate sections, never one tick box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentForm {
    /// Letterhead.
    pub clinic: Clinic,
    /// Title, such as "Consent to treatment".
    pub title: String,
    /// Form code, in every footer.
    pub code: String,
    /// Wording version, in every footer.
    pub version: String,
    /// Whether the wording has been approved.
    pub approval: Approval,
    /// The day the form is made (also the file's date).
    pub date: NaiveDate,
    /// Text size.
    pub size: PrintSize,
    /// The patient; `None` prints lines to write on.
    pub patient: Option<PatientBlock>,
    /// Paragraphs before the first section.
    pub introduction: Vec<String>,
    /// Heading over `details`.
    pub details_heading: String,
    /// Treatment-specific fields: product, dose, batch, area and so on.
    pub details: Vec<Field>,
    /// Questions, grouped.
    pub sections: Vec<ConsentSection>,
    /// Heading over `told`.
    pub told_heading: String,
    /// What the patient is told and not asked, each with its lawful basis.
    pub told: Vec<ToldItem>,
    /// Paragraphs before the signatures.
    pub declaration: Vec<String>,
    /// Who signs.
    pub signatures: Vec<SignatureLine>,
}

/// Whether a wording may be used with patients.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Approval {
    /// Printed on every page, such as "Example wording, not approved".
    NotApproved(String),
    /// Printed once under the title, such as "Approved 2 Nov 2026 by M. Nowak"; empty prints nothing.
    Approved(String),
}

/// The patient on a prefilled form. `None` within it prints a line to write on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PatientBlock {
    /// Legal name.
    pub name: Option<String>,
    /// Preferred name; the row is left out when `None` on a prefilled form.
    pub preferred_name: Option<String>,
    /// Date of birth as it should read.
    pub date_of_birth: Option<String>,
    /// Clinic reference.
    pub reference: Option<String>,
    /// NHS number; the row is left out when `None` on a prefilled form.
    pub nhs_number: Option<String>,
    /// Address in one line.
    pub address: Option<String>,
}

/// A group of questions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ConsentSection {
    /// Heading.
    pub heading: String,
    /// Paragraphs before the questions: risks, alternatives, what happens on a refusal.
    pub paragraphs: Vec<String>,
    /// The questions.
    pub questions: Vec<ConsentQuestion>,
}

/// One question with its exact wording.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ConsentQuestion {
    /// Short code of the question and its wording version, such as "M1 v3"; may be empty.
    pub code: String,
    /// The exact wording, printed as given.
    pub wording: String,
    /// The answer already recorded; `None` leaves all boxes empty.
    pub answer: Option<Answer>,
}

/// An answer; each has a box of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Consent given.
    Yes,
    /// Consent refused: also an answer that is kept.
    No,
    /// Not decided today.
    NotNow,
}

/// Something that does not rest on consent: told, not asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ToldItem {
    /// What is done.
    pub text: String,
    /// The lawful basis it rests on.
    pub basis: String,
}

/// A place to sign: name, signature and date.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SignatureLine {
    /// Who signs here, such as "Patient" or "Interpreter".
    pub who: String,
    /// One more line to fill in, such as "In what capacity" or "Registration number"; `None` for none.
    pub extra: Option<String>,
    /// Name already known; `None` prints a line.
    pub name: Option<String>,
}
