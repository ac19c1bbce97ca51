//! The record as reception fills it, and what is still needed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::codes::{Claim, Evidence, Orders};
use super::table::{Link, table};
use crate::gate::Nation;
use crate::identity_document::{DigitalResult, DocumentKind, LikenessAnswer};
use crate::patient::TypedDate;
use crate::problem::FieldProblem;
use crate::text::clean_line;

/// The adult's own identity check, as the identity room makes it. Seen, not copied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RequesterForm {
    /// Given names as they say them.
    pub given_names: String,
    /// Surname.
    pub surname: String,
    /// Date of birth.
    pub born: TypedDate,
    /// Which document; none when none was shown.
    pub document: Option<DocumentKind>,
    /// Who issued it.
    pub issuer: String,
    /// The last four characters of its number.
    pub last_four: String,
    /// Its last day.
    pub expiry: TypedDate,
    /// The machine-readable zone as read or typed. Not kept.
    pub zone: String,
    /// Name and date of birth on it are the ones they say.
    pub matches: Option<bool>,
    /// The photograph.
    pub likeness: Option<LikenessAnswer>,
    /// The PASS hologram.
    pub hologram: Option<bool>,
    /// A digital check's result.
    pub digital_result: Option<DigitalResult>,
    /// The passport is there beside the eVisa.
    pub passport_beside: Option<bool>,
    /// The share code, or its last four characters. Not kept.
    pub share_code: String,
    /// The day the share code was made. Not kept.
    pub share_made: TypedDate,
    /// The whole driver number. Its last four characters are kept.
    pub licence_number: String,
    /// Nothing is shown anew: the confirmed check of the record it goes on from stands.
    pub same_as_before: bool,
}

/// The record as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ParentalForm {
    /// The record it goes on from; none for another adult.
    pub goes_on_from: Option<String>,
    /// The adult.
    pub requester: RequesterForm,
    /// What they say they are to the child.
    pub capacity: Option<Claim>,
    /// The papers seen, [`Evidence::PhotoId`] not among them: the identity check says it.
    pub evidence: Vec<Evidence>,
    /// The child's name, date of birth and address match the record.
    pub child_matches: Option<bool>,
    /// The answer about court orders.
    pub orders: Option<Orders>,
    /// What the order says, when there is one.
    pub orders_note: String,
    /// A note for the practice manager.
    pub note: String,
}

/// One thing still needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Needed {
    /// Stable code.
    pub code: String,
    /// What to do, for the desk.
    pub ask: String,
    /// What is still needed, for the adult: on the receipt.
    pub bring: String,
}

impl Needed {
    fn new(code: &str, ask: impl Into<String>, bring: impl Into<String>) -> Needed {
        Needed { code: code.into(), ask: ask.into(), bring: bring.into() }
    }
}

/// What a record still needs before its link is complete, in the order it is asked. `identified`: the adult's own document
/// confirmed them.
pub fn needed(form: &ParentalForm, identified: bool, nation: Nation, born: NaiveDate) -> Vec<Needed> {
    let mut needed = Vec::new();
    if !identified {
        needed.push(Needed::new(
            "identity",
            "Ask for the adult’s own photo document, in date.",
            "Your own photo document, in date: for example a passport or a driving licence.",
        ));
    }
    if form.child_matches != Some(true) {
        needed.push(Needed::new(
            "child",
            "Compare the child’s name, date of birth and address with our record.",
            "The child’s full name, date of birth and address as we hold them.",
        ));
    }
    match form.capacity {
        None => needed.push(Needed::new(
            "capacity",
            "Ask what they are to the child.",
            "What you are to the child: for example the mother, or a guardian.",
        )),
        Some(claim) => {
            if table().link(claim, &form.evidence, nation, born).0 == Link::NotEnough
                && let Some(papers) = wanted(claim, nation, born)
            {
                needed.push(Needed::new("link", format!("Ask for: {papers}."), capital(&papers)));
            }
            let abroad = form.evidence.contains(&Evidence::ForeignBirthCertificate);
            if abroad && !form.evidence.contains(&Evidence::CertifiedTranslation) {
                needed.push(Needed::new(
                    "translation",
                    "See the certified translation, unless the certificate is in English.",
                    "A certified translation of the certificate, unless it is in English.",
                ));
            }
        }
    }
    if form.orders.is_none() {
        needed.push(Needed::new(
            "orders",
            "Ask, word for word, whether there are any court orders.",
            "Your answer to our question whether there are any court orders about the child.",
        ));
    }
    needed
}

/// "full birth certificate with marriage certificate, or ...", for a claim that papers can prove.
fn wanted(claim: Claim, nation: Nation, born: NaiveDate) -> Option<String> {
    let mut ways: Vec<String> = Vec::new();
    for row in table().ways(claim, nation, born) {
        // A certificate from abroad is taken, not asked for, where one from here would do.
        if row.result == Link::Manager && row.papers.contains(&Evidence::ForeignBirthCertificate) {
            continue;
        }
        let papers: Vec<String> = row.papers.iter().map(|paper| paper.words().to_lowercase()).collect();
        ways.push(papers.join(" and "));
    }
    (!ways.is_empty()).then(|| ways.join(", or "))
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), chars.as_str()))
}

/// Checks what must be there before a record is saved: who they are and what they claim. The rest may come later.
pub fn check(form: &ParentalForm) -> Result<(), Vec<FieldProblem>> {
    let mut problems = Vec::new();
    for (field, label, text, max) in [
        ("givenNames", "adult's given names", &form.requester.given_names, 100),
        ("surname", "adult's surname", &form.requester.surname, 100),
        ("ordersNote", "what the order says", &form.orders_note, 500),
        ("note", "note", &form.note, 1000),
    ] {
        if let Err(problem) = clean_line(text, max, label) {
            problems.push(FieldProblem::new(field, &problem.code, problem.message));
        }
    }
    for (field, code, text, message) in [
        (
            "givenNames",
            "adult-name-missing",
            &form.requester.given_names,
            "Enter the given names of the adult with the child.",
        ),
        ("surname", "adult-surname-missing", &form.requester.surname, "Enter the surname of the adult with the child."),
    ] {
        if text.trim().is_empty() {
            problems.push(FieldProblem::new(field, code, message));
        }
    }
    if form.capacity.is_none() {
        problems.push(FieldProblem::new("capacity", "capacity-missing", "Choose what they are to the child."));
    }
    if matches!(form.orders, Some(Orders::ProhibitedSteps | Orders::NoContact)) && form.orders_note.trim().is_empty() {
        let message = "Write what the order says and which court made it, as far as they tell you.";
        problems.push(FieldProblem::new("ordersNote", "order-missing", message));
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}
