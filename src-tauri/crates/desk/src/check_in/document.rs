//! A document shown: what is kept of it, and whether it confirms who they are.

use chrono::NaiveDate;
use frontdesk_domain::date_entry::{DatePart, DatePurpose, parse_parts};
use frontdesk_domain::mrz::{self, MrzReading, Verdict};
use frontdesk_domain::name_match::{DocumentName, NameVerdict, compare_document};
use frontdesk_domain::patient::TypedDate;
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::text::clean_line;
use frontdesk_store::identity_check::IdentityCheck;

use super::visit::Visit;
use super::zone::{issuer, last_four};
use crate::views::check_in::{DocumentKind, IdentityForm, LikenessAnswer};

/// Fills a check from a document. Every problem is told at once.
pub(super) fn document(
    visit: &Visit,
    form: &IdentityForm,
    today: NaiveDate,
    check: &mut IdentityCheck,
    problems: &mut Vec<FieldProblem>,
) {
    check.method = "document".to_string();
    let reading = (!form.zone.trim().is_empty()).then(|| mrz::read(&form.zone, today));
    match form.document {
        None => problems.push(FieldProblem::new("document", "document-missing", "Choose which document they showed.")),
        Some(DocumentKind::BirthCertificate) => problems.push(FieldProblem::new(
            "document",
            "birth-certificate-alone",
            "A birth certificate has no photograph. Ask for a document with one.",
        )),
        Some(DocumentKind::ResidencePermit) => problems.push(FieldProblem::new(
            "document",
            "permit-ended",
            "Residence permit cards ended on 31 December 2024. Ask for the passport.",
        )),
        Some(kind) => check.document = Some(document_code(kind).to_string()),
    }
    match form.likeness {
        Some(answer) => check.likeness = Some(likeness_code(answer).to_string()),
        None => problems.push(FieldProblem::new(
            "likeness",
            "likeness-missing",
            "Look at the photograph, then at the person, and answer whether it looks like them.",
        )),
    }
    let mut details = Details::typed(form, today, problems);
    match &reading {
        Some(reading) if reading.verdict != Verdict::ByHand => {
            check.zone = Some(zone_code(reading.verdict).to_string());
            details.read(reading);
            compare(visit, reading, check);
        }
        other => check.zone = other.as_ref().map(|reading| zone_code(reading.verdict).to_string()),
    }
    let by_eye = check.born_match.is_none() || check.name_match.as_deref() == Some("check");
    if by_eye || form.matches_record == Some(false) {
        match form.matches_record {
            // The lines alone do not tell: what the person at the desk compared decides, and that it was so is kept.
            Some(true) if check.born_match.is_some() => {}
            Some(matches) => {
                check.born_match = Some(matches);
                check.name_match = Some(if matches { "match" } else { "differs" }.to_string());
            }
            None => problems.push(FieldProblem::new(
                "matchesRecord",
                "match-missing",
                "Compare the name and date of birth with our record, then answer whether they match.",
            )),
        }
    }
    if details.expiry.is_none()
        && needs_expiry(form.document)
        && problems.iter().all(|problem| !problem.field.starts_with("expiry"))
    {
        problems.push(FieldProblem::new("expiry", "expiry-missing", "Enter the last day of the document."));
    }
    let expired = details.expiry.is_some_and(|expiry| expiry < today);
    check.issuer = details.issuer;
    check.last_four = details.last_four;
    check.expiry = details.expiry.map(|day| day.to_string());
    let confirmed = check.likeness.as_deref() == Some("yes")
        && check.name_match.as_deref().is_some_and(|verdict| verdict != "differs")
        && check.born_match == Some(true)
        && !expired;
    check.outcome = if confirmed { "confirmed" } else { "not-confirmed" }.to_string();
}

/// What is kept of a document: nothing more.
#[derive(Default)]
struct Details {
    issuer: Option<String>,
    last_four: Option<String>,
    expiry: Option<NaiveDate>,
}

impl Details {
    fn typed(form: &IdentityForm, today: NaiveDate, problems: &mut Vec<FieldProblem>) -> Details {
        let mut details = Details::default();
        match clean_line(&form.issuer, 60, "Who issued it") {
            Ok(text) => details.issuer = Some(text).filter(|text| !text.is_empty()),
            Err(problem) => problems.push(FieldProblem::new("issuer", &problem.code, problem.message)),
        }
        let four = form.last_four.trim().to_uppercase();
        if four.chars().count() > 4 || !four.chars().all(|c| c.is_ascii_alphanumeric()) {
            problems.push(FieldProblem::new(
                "lastFour",
                "last-four",
                "Enter only the last four characters of the document's number.",
            ));
        } else {
            details.last_four = Some(four).filter(|four| !four.is_empty());
        }
        let TypedDate { day, month, year } = &form.expiry;
        if [day, month, year].iter().any(|part| !part.trim().is_empty()) {
            match parse_parts(day, month, year, today, DatePurpose::Expiry) {
                Ok(expiry) => details.expiry = Some(expiry),
                Err(problem) => {
                    problems.push(FieldProblem::new(expiry_field(problem.part), &problem.code, problem.message))
                }
            }
        }
        details
    }

    /// What the zone says goes before what was typed; a part it could not read leaves the typed one.
    fn read(&mut self, reading: &MrzReading) {
        self.issuer = issuer(reading).or(self.issuer.take());
        self.last_four = last_four(&reading.number).or(self.last_four.take());
        self.expiry = reading.expiry.or(self.expiry);
    }
}

fn compare(visit: &Visit, reading: &MrzReading, check: &mut IdentityCheck) {
    let is = &visit.patient.particulars;
    let name = DocumentName {
        surname: reading.surname.clone(),
        given_names: reading.given_names.clone(),
        truncated: reading.name_truncated,
    };
    check.name_match = Some(name_code(compare_document(&name, &is.surname, &is.given_names).verdict).to_string());
    check.born_match = reading.born.map(|born| born == is.born || reading.born_other_century == Some(is.born));
}

/// A document whose last day is always printed on it.
fn needs_expiry(document: Option<DocumentKind>) -> bool {
    matches!(document, Some(DocumentKind::Passport | DocumentKind::IdentityCard | DocumentKind::DrivingLicence))
}

fn expiry_field(part: DatePart) -> &'static str {
    match part {
        DatePart::Day => "expiry.day",
        DatePart::Month => "expiry.month",
        DatePart::Year => "expiry.year",
        DatePart::Whole => "expiry",
    }
}

fn document_code(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Passport => "passport",
        DocumentKind::IdentityCard => "identity-card",
        DocumentKind::DrivingLicence => "driving-licence",
        DocumentKind::PassCard => "pass-card",
        DocumentKind::BirthCertificate => "birth-certificate",
        DocumentKind::ResidencePermit => "residence-permit",
        DocumentKind::Other => "other",
    }
}

fn likeness_code(answer: LikenessAnswer) -> &'static str {
    match answer {
        LikenessAnswer::Yes => "yes",
        LikenessAnswer::No => "no",
        LikenessAnswer::Unsure => "unsure",
    }
}

fn zone_code(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "pass",
        Verdict::Fail => "fail",
        Verdict::ByHand => "by-hand",
    }
}

fn name_code(verdict: NameVerdict) -> &'static str {
    match verdict {
        NameVerdict::Match => "match",
        NameVerdict::Check => "check",
        NameVerdict::Differs => "differs",
    }
}
