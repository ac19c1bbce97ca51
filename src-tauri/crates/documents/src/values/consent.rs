//! A consent form, blank or prefilled.

use chrono::NaiveDate;
use frontdesk_domain::page_code::PaperCode;

use super::{Clinic, Field};
use crate::PrintSize;

/// Everything on a consent form. Treatment, data and marketing consents are separate sections, never one tick box.
#[derive(Debug, Clone, PartialEq)]
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
    /// What the code on every page says, so that scanned pages find their way back; `None` prints no code.
    pub paper: Option<PaperCode>,
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
    /// How the completed form is found again and checked, such as its number and when it was completed: lines under the
    /// signatures. Empty on a form that is still to be filled in.
    pub record: Vec<String>,
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
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SignatureLine {
    /// Who signs here, such as "Patient" or "Interpreter".
    pub who: String,
    /// One more line to fill in, such as "In what capacity" or "Registration number"; `None` for none.
    pub extra: Option<String>,
    /// Name already known; `None` prints a line.
    pub name: Option<String>,
    /// What `extra` asks for, where it is known; `None` prints a line.
    pub extra_value: Option<String>,
    /// The signature as it was drawn; `None` prints a line.
    pub signature: Option<Signature>,
    /// When it was signed, as it should read; `None` prints a line.
    pub date: Option<String>,
}

/// A signature drawn on the screen. Debug shows how many strokes it has, not how they run.
#[derive(Clone, PartialEq, Default)]
pub struct Signature {
    /// Each stroke its points in order: x from 0 at the left to 1 at the right of the box it was drawn in, y from 0 at
    /// its top to 1 at its foot. Points that are no numbers are left out.
    pub strokes: Vec<Vec<(f32, f32)>>,
    /// Width of that box over its height.
    pub ratio: f32,
}

impl std::fmt::Debug for Signature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Signature({} strokes)", self.strokes.len())
    }
}
