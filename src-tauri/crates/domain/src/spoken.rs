//! Who said something, in what capacity and how: kept with every answer.

use crate::consent::{Capacity, Method};
use crate::problem::FieldProblem;
use crate::text::clean_line;

/// Characters a name may have here.
const NAME: usize = 200;

/// As typed. Fields that do not apply are left empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpokenForm<'a> {
    /// In what capacity.
    pub capacity: Capacity,
    /// Who speaks, when it is not the patient.
    pub speaker: &'a str,
    /// How it came.
    pub method: Method,
    /// Who heard it, when it was spoken.
    pub witness: &'a str,
    /// Who interpreted, if anybody did.
    pub interpreter: &'a str,
}

/// As kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// In what capacity.
    pub capacity: Capacity,
    /// Their name, when it was not the patient.
    pub speaker: Option<String>,
    /// How it came.
    pub method: Method,
    /// Who heard it.
    pub witness: Option<String>,
    /// Who interpreted.
    pub interpreter: Option<String>,
}

/// Checks who speaks for a patient who is `adult` (18 or over) or not.
///
/// # Errors
/// At `capacity` for a parent of an adult; at `speaker` and `witness` for a name that is needed and missing; at each for
/// what no name can be.
pub fn spoken(form: &SpokenForm<'_>, adult: bool) -> Result<Spoken, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    if form.capacity == Capacity::Parent && adult {
        problems.push(FieldProblem::new(
            "capacity",
            "parent-of-adult",
            "They are 18 or over: a parent cannot answer for them. Ask them, or an attorney.",
        ));
    }
    let mut name = |field: &str, label: &str, raw: &str, missing: Option<&str>| match clean_line(raw, NAME, label) {
        Ok(text) if text.is_empty() => {
            if let Some(missing) = missing {
                problems.push(FieldProblem::new(field, &format!("{field}-missing"), missing));
            }
            None
        }
        Ok(text) => Some(text),
        Err(problem) => {
            problems.push(FieldProblem::new(field, &problem.code, problem.message));
            None
        }
    };
    let speaker = match form.capacity {
        Capacity::Patient => None,
        Capacity::Parent | Capacity::Attorney => {
            let missing = "Enter the name of the person who answers for the patient.";
            name("speaker", "The name of who answers", form.speaker, Some(missing))
        }
    };
    let heard = "Enter the name of the person who heard the answers.";
    let missing = (form.method == Method::VerbalWitnessed).then_some(heard);
    let witness = name("witness", "The witness's name", form.witness, missing);
    let interpreter = name("interpreter", "The interpreter's name", form.interpreter, None);
    if problems.is_empty() {
        Ok(Spoken { capacity: form.capacity, speaker, method: form.method, witness, interpreter })
    } else {
        Err(problems)
    }
}
