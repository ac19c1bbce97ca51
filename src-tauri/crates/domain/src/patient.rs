//! Who a patient is: what the desk types, checked into what the record keeps.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::age::{SPEAKS_FROM, age_on};
use crate::date_entry::{DatePurpose, parse_parts};
use crate::nhs_number::NhsNumber;
use crate::problem::FieldProblem;
use crate::search::{normalise_email, normalise_phone};
use crate::text::clean_line;
use crate::wall_clock::Today;

/// A date as typed in three fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TypedDate {
    /// Day of the month.
    pub day: String,
    /// Month as a number or a word.
    pub month: String,
    /// Year.
    pub year: String,
}

impl TypedDate {
    /// A date as somebody would type it.
    pub fn of(day: NaiveDate) -> TypedDate {
        use chrono::Datelike;
        TypedDate { day: day.day().to_string(), month: day.month().to_string(), year: day.year().to_string() }
    }
}

/// Sex as recorded on the patient's documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Marked otherwise (X on a passport).
    Unspecified,
}

/// A way to reach a patient about their care.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum ContactWay {
    /// Telephone call.
    Phone,
    /// Text message.
    Text,
    /// Email.
    Email,
    /// Letter.
    Post,
}

/// The registration form as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PatientForm {
    /// Legal surname.
    pub surname: String,
    /// Legal given names.
    pub given_names: String,
    /// What the patient likes to be called.
    pub preferred_name: String,
    /// The name in Latin letters, for paper, when no shipped font prints it.
    pub latin_name: String,
    /// Names they had before, apart by semicolons: a surname, or `Surname, Given names`.
    pub former_names: String,
    /// Date of birth.
    pub born: TypedDate,
    /// The date of birth is an estimate: it never satisfies an age gate.
    pub born_estimated: bool,
    /// Sex as recorded; none while unanswered.
    pub sex: Option<Sex>,
    /// Address, one line a row.
    pub address: String,
    /// Postcode.
    pub postcode: String,
    /// Telephone.
    pub phone: String,
    /// Email.
    pub email: String,
    /// Ways the patient wants to be reached.
    pub contact_by: Vec<ContactWay>,
    /// When or how to reach them, e.g. "not before 10:00".
    pub contact_note: String,
    /// What they need, e.g. large print, an interpreter.
    pub needs: String,
    /// NHS number, when they give one.
    pub nhs_number: String,
    /// Where the data came from: the id of a source in the clinic's catalogue.
    pub source: String,
}

/// A patient's particulars, checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Particulars {
    /// Legal surname.
    pub surname: String,
    /// Legal given names.
    pub given_names: String,
    /// What the patient likes to be called.
    pub preferred_name: Option<String>,
    /// The name in Latin letters.
    pub latin_name: Option<String>,
    /// Names they had before, apart by semicolons.
    pub former_names: Option<String>,
    /// Date of birth.
    pub born: NaiveDate,
    /// Whether the date of birth is an estimate.
    pub born_estimated: bool,
    /// Sex as recorded.
    pub sex: Sex,
    /// Address.
    pub address: Option<String>,
    /// Postcode, upper case.
    pub postcode: Option<String>,
    /// Telephone as typed, tidied.
    pub phone: Option<String>,
    /// Email as typed, tidied.
    pub email: Option<String>,
    /// Ways to reach them.
    pub contact_by: Vec<ContactWay>,
    /// When or how to reach them.
    pub contact_note: Option<String>,
    /// What they need.
    pub needs: Option<String>,
    /// NHS number, ten digits.
    pub nhs_number: Option<String>,
    /// Source of the data, by catalogue id.
    pub source: String,
}

impl Particulars {
    /// "Surname, Given names", as lists show it.
    pub fn list_name(&self) -> String {
        format!("{}, {}", self.surname, self.given_names)
    }
}

/// The clinic does not knowingly hold data on anybody under this age (its privacy policy, section 12).
const NOT_KNOWINGLY_UNDER: u32 = SPEAKS_FROM;

/// Why a record of somebody under 16 is made or kept: asked where the record is new, and where a corrected date of birth makes
/// them under 16. `None` where nothing is asked.
pub fn why_child(
    before: Option<NaiveDate>,
    born: NaiveDate,
    today: impl Into<Today>,
    typed: &str,
) -> Result<Option<String>, FieldProblem> {
    let age = age_on(born, today).unwrap_or_default();
    if age >= NOT_KNOWINGLY_UNDER || before == Some(born) {
        return Ok(None);
    }
    let why = clean_line(typed, 300, "Why this record is held")
        .map_err(|problem| FieldProblem::new("childReason", &problem.code, problem.message))?;
    if why.is_empty() {
        let message = format!(
            "This makes them {age}. The clinic does not knowingly hold data on anybody under {NOT_KNOWINGLY_UNDER}: check the date, then write why this record is held."
        );
        return Err(FieldProblem::new("childReason", "under-16-why", message));
    }
    Ok(Some(why))
}

/// Longest address, in characters.
const ADDRESS_MAX: usize = 400;
/// Longest free line, in characters.
const LINE_MAX: usize = 200;
/// Longest surname or given names, in characters.
const NAME_MAX: usize = 100;

/// Checks a whole form, so that every problem is told at once.
///
/// `sources` are the catalogue's source ids. Today decides what a two-digit year means.
pub fn check(form: &PatientForm, sources: &[String], today: NaiveDate) -> Result<Particulars, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let mut line = |field: &str, label: &str, raw: &str, max: usize| -> Option<String> {
        match clean_line(raw, max, label) {
            Ok(text) => Some(text).filter(|text| !text.is_empty()),
            Err(problem) => {
                problems.push(FieldProblem::new(field, &problem.code, problem.message));
                None
            }
        }
    };
    let surname = line("surname", "surname", &form.surname, NAME_MAX);
    let given_names = line("givenNames", "given names", &form.given_names, NAME_MAX);
    let preferred_name = line("preferredName", "preferred name", &form.preferred_name, NAME_MAX);
    let latin_name = line("latinName", "name in Latin letters", &form.latin_name, LINE_MAX);
    let former_names = line("formerNames", "former names", &form.former_names, LINE_MAX);
    let postcode = line("postcode", "postcode", &form.postcode, 12).map(|code| code.to_uppercase());
    let phone = line("phone", "phone number", &form.phone, 30);
    let email = line("email", "email address", &form.email, 254);
    let contact_note = line("contactNote", "contact note", &form.contact_note, LINE_MAX);
    let needs = line("needs", "needs", &form.needs, LINE_MAX);
    let address_lines: Vec<String> =
        form.address.lines().filter_map(|raw| line("address", "address", raw, ADDRESS_MAX)).collect();
    let address = Some(address_lines.join("\n")).filter(|text| !text.is_empty());

    let failed = |problems: &[FieldProblem], field: &str| problems.iter().any(|problem| problem.field == field);
    if surname.is_none() && !failed(&problems, "surname") {
        problems.push(FieldProblem::new("surname", "surname-missing", "Enter the surname as it stands on a document."));
    }
    if given_names.is_none() && !failed(&problems, "givenNames") {
        problems.push(FieldProblem::new(
            "givenNames",
            "given-names-missing",
            "Enter the given names. For a person with one name, enter it in both fields.",
        ));
    }
    let born = match parse_parts(&form.born.day, &form.born.month, &form.born.year, today, DatePurpose::Birth) {
        Ok(born) => Some(born),
        Err(problem) => {
            problems.push(problem.at("born"));
            None
        }
    };
    if form.sex.is_none() {
        problems.push(FieldProblem::new("sex", "sex-missing", "Choose the sex as recorded on the document."));
    }
    if let Some(text) = &phone {
        let digits = normalise_phone(text);
        if !(7..=15).contains(&digits.len()) || text.chars().any(char::is_alphabetic) {
            problems.push(FieldProblem::new(
                "phone",
                "phone-number",
                "Enter the phone number with 7 to 15 digits, for example 07700 900123.",
            ));
        }
    }
    if let Some(text) = &email {
        let whole = normalise_email(text);
        let good = whole.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty()
                && host.contains('.')
                && !host.starts_with('.')
                && !host.ends_with('.')
                && !host.contains('@')
        });
        if !good || whole.contains(char::is_whitespace) {
            problems.push(FieldProblem::new(
                "email",
                "email-address",
                "Enter the email address with one @ and a full stop after it, for example name@example.com.",
            ));
        }
    }
    let nhs_number = match form.nhs_number.trim() {
        "" => None,
        typed => match NhsNumber::parse(typed) {
            Ok(number) => Some(number.digits().to_string()),
            Err(problem) => {
                problems.push(FieldProblem::new("nhsNumber", &problem.code, problem.message));
                None
            }
        },
    };
    if address.as_ref().is_some_and(|text| text.chars().count() > ADDRESS_MAX) {
        problems.push(FieldProblem::new(
            "address",
            "text-too-long",
            format!("Shorten the address to {ADDRESS_MAX} characters."),
        ));
    }
    if !sources.contains(&form.source) {
        problems.push(FieldProblem::new("source", "source-missing", "Choose where these details came from."));
    }
    match (surname, given_names, born, form.sex) {
        (Some(surname), Some(given_names), Some(born), Some(sex)) if problems.is_empty() => Ok(Particulars {
            surname,
            given_names,
            preferred_name,
            latin_name,
            former_names,
            born,
            born_estimated: form.born_estimated,
            sex,
            address,
            postcode,
            phone,
            email,
            contact_by: form.contact_by.clone(),
            contact_note,
            needs,
            nhs_number,
            source: form.source.clone(),
        }),
        _ => Err(problems),
    }
}
