//! A document shown: what is kept of it. Whether it confirms anybody is decided by the rules of its kind.

use chrono::NaiveDate;
use frontdesk_domain::cross_check;
use frontdesk_domain::date_entry::{DatePurpose, parse_parts};
use frontdesk_domain::identity_document::{
    DigitalResult, DocumentKind, Issuer, LikenessAnswer, NumberAsked, Seen, decide, unanswered,
};
use frontdesk_domain::mrz::{self, MrzReading, Verdict};
use frontdesk_domain::name_match::{DocumentName, NameVerdict};
use frontdesk_domain::patient::{Particulars, TypedDate};
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::record_name::compare_with_record;
use frontdesk_domain::text::clean_line;
use frontdesk_store::identity_check::IdentityCheck;

use super::zone::{issuer, kind, last_four};
use crate::views::check_in::IdentityForm;

/// Longest share code: nine characters. Fewer than four have no end to keep.
const SHARE_CODE: std::ops::RangeInclusive<usize> = 4..=9;

/// Fills a check of somebody from a document. Every problem is told at once. `elsewhere`: another record has the NHS number
/// read.
pub(crate) fn document(
    is: &Particulars,
    form: &IdentityForm,
    today: NaiveDate,
    elsewhere: bool,
    check: &mut IdentityCheck,
    problems: &mut Vec<FieldProblem>,
) {
    check.method = "document".to_string();
    let reading = (!form.zone.trim().is_empty()).then(|| mrz::read(&form.zone, today));
    check.zone = reading.as_ref().map(|reading| zone_code(reading.verdict).to_string());
    let legible = reading.as_ref().filter(|reading| reading.verdict != Verdict::ByHand);
    if form.document.is_none() {
        problems.push(FieldProblem::new("document", "document-missing", "Choose which document they showed."));
    }
    // The lines know a residence permit whatever was chosen.
    let permit = legible.map(kind).filter(|kind| *kind == DocumentKind::ResidencePermit);
    let kind = permit.or(form.document).unwrap_or(DocumentKind::Passport);
    let mut details = Details::typed(kind, form, today, problems);
    let mut seen = Seen {
        likeness: form.likeness,
        hologram: form.more.hologram,
        digital: form.more.digital_result,
        passport_beside: form.more.passport_beside.or(legible.is_some().then_some(true)),
        ..Seen::of(kind)
    };
    if let Some(reading) = legible {
        details.read(kind, reading);
        compare(is, reading, &mut seen, check);
    }
    by_eye(form, &mut seen);
    seen.issuer = details.issuer;
    seen.expiry = details.expiry;
    seen.share_code = details.share_code.is_some();
    seen.share_made = details.share_made;
    let seen = seen.only_asked();
    let already: Vec<String> = problems.iter().map(|problem| first_part(&problem.field)).collect();
    problems.extend(unanswered(&seen).into_iter().filter(|problem| {
        // What cannot be read is no open question, and of an unknown kind only what every kind has is asked.
        !already.contains(&first_part(&problem.field)) && (form.document.is_some() || problem.field != "expiry")
    }));
    let decision = decide(&seen, today);
    check.outcome = if decision.confirmed() { "confirmed" } else { "not-confirmed" }.to_string();
    numbers(is, form, kind, today, elsewhere, check);
    keep(&seen, check);
    let share = seen.share_made.and(details.share_code).filter(|_| seen.share_code);
    check.share_made = share.as_ref().and(seen.share_made).map(|day| day.to_string());
    check.share_code = share;
    check.last_four = check.last_four.take().or(details.last_four).filter(|_| kind.rule().number != NumberAsked::None);
}

fn first_part(field: &str) -> String {
    field.split('.').next().unwrap_or_default().to_string()
}

fn keep(seen: &Seen, check: &mut IdentityCheck) {
    check.document = Some(seen.kind.code().to_string());
    check.issuer = seen.issuer.clone();
    check.expiry = seen.expiry.map(|day| day.to_string());
    check.name_match = seen.name.map(|verdict| name_code(verdict).to_string());
    check.name_source = check.name_source.take().filter(|_| seen.name.is_some());
    check.born_match = seen.born;
    check.likeness = seen.likeness.map(|answer| answer.code().to_string());
    check.hologram = seen.hologram;
    check.digital_result = seen.digital.map(|answer| answer.code().to_string());
}

/// What was seen, as the record of a check has it: the decision can be told again from it.
pub(super) fn seen_of(check: &IdentityCheck) -> Seen {
    let code = check.document.as_deref().unwrap_or_default();
    let kind = DocumentKind::from_code(code).unwrap_or(DocumentKind::Other);
    let day = |text: &Option<String>| text.as_deref().and_then(|day| day.parse().ok());
    Seen {
        kind,
        issuer: check.issuer.clone(),
        expiry: day(&check.expiry),
        name: check.name_match.as_deref().and_then(name_verdict),
        born: check.born_match,
        by_eye: None,
        likeness: check.likeness.as_deref().and_then(LikenessAnswer::from_code),
        hologram: check.hologram,
        digital: check.digital_result.as_deref().and_then(DigitalResult::from_code),
        passport_beside: Some(check.share_code.is_some()),
        share_code: check.share_code.is_some(),
        share_made: day(&check.share_made),
    }
}

/// The driver number and the NHS number beside the record: what they say is kept, not the numbers.
fn numbers(
    is: &Particulars,
    form: &IdentityForm,
    kind: DocumentKind,
    today: NaiveDate,
    elsewhere: bool,
    check: &mut IdentityCheck,
) {
    if kind.rule().number == NumberAsked::Licence && !form.more.licence_number.trim().is_empty() {
        let licence = cross_check::licence(&form.more.licence_number, is, today);
        let parts: Vec<&str> = licence.differs.iter().map(|part| cross_check::part_code(part.part)).collect();
        check.licence_check = Some(licence.outcome.code().to_string());
        check.licence_differs = Some(parts.join(" ")).filter(|parts| !parts.is_empty());
        check.last_four = licence.last_four;
    }
    if !form.more.nhs_number.trim().is_empty() {
        let (outcome, _) = cross_check::nhs(&form.more.nhs_number, is.nhs_number.as_deref(), elsewhere);
        check.nhs_check = Some(outcome.code().to_string());
    }
}

/// What is kept of a document: nothing more.
#[derive(Default)]
struct Details {
    issuer: Option<String>,
    last_four: Option<String>,
    expiry: Option<NaiveDate>,
    share_code: Option<String>,
    share_made: Option<NaiveDate>,
}

impl Details {
    fn typed(kind: DocumentKind, form: &IdentityForm, today: NaiveDate, problems: &mut Vec<FieldProblem>) -> Details {
        let rule = kind.rule();
        let mut details = Details::default();
        match rule.issuer {
            Issuer::Fixed(name) => details.issuer = Some(name.to_string()),
            Issuer::NotAsked => {}
            Issuer::Asked(..) => match clean_line(&form.issuer, 60, "Who issued it") {
                Ok(text) => details.issuer = Some(text).filter(|text| !text.is_empty()),
                Err(problem) => problems.push(FieldProblem::new("issuer", &problem.code, problem.message)),
            },
        }
        if rule.number != NumberAsked::None {
            details.last_four = ends_typed(&form.last_four, problems);
        }
        details.expiry = date_typed(&form.expiry, "expiry", today, DatePurpose::Expiry, problems);
        if rule.beside_passport && form.more.passport_beside != Some(false) {
            details.share_code = share_code(&form.more.share_code, problems);
            details.share_made = date_typed(&form.more.share_made, "shareMade", today, DatePurpose::Received, problems);
        }
        details
    }

    /// What the zone says goes before what was typed; a part it could not read leaves the typed one.
    fn read(&mut self, kind: DocumentKind, reading: &MrzReading) {
        if let Issuer::Asked(..) = kind.rule().issuer {
            self.issuer = issuer(reading).or(self.issuer.take());
        }
        self.last_four = last_four(&reading.number).or(self.last_four.take());
        self.expiry = reading.expiry.or(self.expiry);
    }
}

fn ends_typed(typed: &str, problems: &mut Vec<FieldProblem>) -> Option<String> {
    let four = typed.trim().to_uppercase();
    if four.chars().count() > 4 || !four.chars().all(|c| c.is_ascii_alphanumeric()) {
        let message = "Enter only the last four characters of the document's number.";
        problems.push(FieldProblem::new("lastFour", "last-four", message));
        return None;
    }
    Some(four).filter(|four| !four.is_empty())
}

/// The end of a share code, from the whole of it or its end alone.
fn share_code(typed: &str, problems: &mut Vec<FieldProblem>) -> Option<String> {
    let code: Vec<char> = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if code.is_empty() {
        return None;
    }
    if !SHARE_CODE.contains(&code.len()) || !code.iter().all(char::is_ascii_alphanumeric) {
        let message = "Enter the share code, or its last four characters: letters and digits only.";
        problems.push(FieldProblem::new("shareCode", "share-code", message));
        return None;
    }
    Some(code[code.len() - 4..].iter().collect::<String>().to_uppercase())
}

fn date_typed(
    typed: &TypedDate,
    field: &str,
    today: NaiveDate,
    purpose: DatePurpose,
    problems: &mut Vec<FieldProblem>,
) -> Option<NaiveDate> {
    let TypedDate { day, month, year } = typed;
    if [day, month, year].iter().all(|part| part.trim().is_empty()) {
        return None;
    }
    match parse_parts(day, month, year, today, purpose) {
        Ok(day) => Some(day),
        Err(problem) => {
            problems.push(problem.at(field));
            None
        }
    }
}

fn compare(is: &Particulars, reading: &MrzReading, seen: &mut Seen, check: &mut IdentityCheck) {
    let name = DocumentName {
        surname: reading.surname.clone(),
        given_names: reading.given_names.clone(),
        truncated: reading.name_truncated,
    };
    let compared = compare_with_record(&name, is);
    check.name_source = Some(compared.source.code().to_string());
    seen.name = Some(compared.found.verdict);
    seen.born = reading.born.map(|born| born == is.born || reading.born_other_century == Some(is.born));
}

/// Where the lines alone do not tell, what the person at the desk compared decides, and that it was so is kept.
fn by_eye(form: &IdentityForm, seen: &mut Seen) {
    let open = seen.born.is_none() || seen.name == Some(NameVerdict::Check);
    let Some(matches) = form.matches_record.filter(|matches| open || !matches) else { return };
    seen.by_eye = Some(matches);
    if !matches || seen.born.is_none() {
        seen.born = Some(matches);
        seen.name = Some(if matches { NameVerdict::Match } else { NameVerdict::Differs });
    }
}

fn zone_code(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "pass",
        Verdict::Fail => "fail",
        Verdict::ByHand => "by-hand",
    }
}

const NAME_CODES: [(NameVerdict, &str); 3] =
    [(NameVerdict::Match, "match"), (NameVerdict::Check, "check"), (NameVerdict::Differs, "differs")];

fn name_code(verdict: NameVerdict) -> &'static str {
    NAME_CODES.iter().find(|(of, _)| *of == verdict).map_or("differs", |(_, code)| code)
}

fn name_verdict(code: &str) -> Option<NameVerdict> {
    NAME_CODES.iter().find(|(_, of)| *of == code).map(|(verdict, _)| *verdict)
}
