//! The adult's own identity check, made as the identity room makes every other.

use chrono::NaiveDate;
use frontdesk_domain::date_entry::{DatePurpose, parse_parts, show};
use frontdesk_domain::id::PatientId;
use frontdesk_domain::identity_document::{DocumentKind, LikenessAnswer, name_of};
use frontdesk_domain::name_match::NameVerdict;
use frontdesk_domain::parental::RequesterForm;
use frontdesk_domain::patient::{Particulars, Sex};
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::text::clean_line;
use frontdesk_domain::wall_clock::Today;
use frontdesk_store::identity_check::IdentityCheck;
use frontdesk_store::parental_record::{ParentalRecord, Requester};

use crate::check_in::{document, unconfirmed};
use crate::views::check_in::{DocumentMoreForm, IdentityForm, IdentityMethod};

/// Under this age nobody proves responsibility for another: the desk asks an adult.
const ADULT: u32 = 16;

/// Checks who the adult is. `earlier` is the record this one goes on from.
pub(super) fn requester(
    form: &RequesterForm,
    earlier: Option<&ParentalRecord>,
    today: Today,
) -> Result<Requester, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let mut line = |field: &str, label: &str, text: &str| match clean_line(text, 100, label) {
        Ok(text) => text,
        Err(problem) => {
            problems.push(FieldProblem::new(field, &problem.code, problem.message));
            String::new()
        }
    };
    let given_names = line("givenNames", "The given names", &form.given_names);
    let surname = line("surname", "The surname", &form.surname);
    if form.same_as_before {
        return stands(&given_names, &surname, earlier, today).map_err(|problem| vec![problem]);
    }
    let Some(kind) = form.document else {
        let born = born(form, today, false, &mut problems);
        let none = Requester { given_names, surname, born, ..Requester::default() };
        return if problems.is_empty() { Ok(none) } else { Err(problems) };
    };
    let born = born(form, today, true, &mut problems);
    let is = particulars(&given_names, &surname, born.unwrap_or(today.day()));
    let mut check = IdentityCheck::blank(String::new(), PatientId(String::new()));
    document(&is, &identity(form, kind), today.day(), false, &mut check, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    let day = |text: Option<String>| text.and_then(|day| day.parse().ok());
    Ok(Requester {
        given_names,
        surname,
        born,
        document: check.document.as_deref().and_then(DocumentKind::from_code),
        issuer: check.issuer,
        last_four: check.last_four,
        expiry: day(check.expiry),
        zone: check.zone,
        matches: check.born_match.map(|born| born && check.name_match.as_deref() != Some("differs")),
        likeness: check.likeness.as_deref().and_then(LikenessAnswer::from_code),
        hologram: check.hologram,
        digital_result: form.digital_result.filter(|_| check.digital_result.is_some()),
        identified: check.outcome == "confirmed",
    })
}

fn born(form: &RequesterForm, today: Today, needed: bool, problems: &mut Vec<FieldProblem>) -> Option<NaiveDate> {
    let typed = &form.born;
    let empty = [&typed.day, &typed.month, &typed.year].iter().all(|part| part.trim().is_empty());
    if empty && !needed {
        return None;
    }
    match parse_parts(&typed.day, &typed.month, &typed.year, today.day(), DatePurpose::Birth) {
        Ok(day) if crate::banner::age(day, today) < ADULT => {
            let message = format!("They are under {ADULT}. Ask for an adult with responsibility for the child.");
            problems.push(FieldProblem::new("born", "requester-young", message));
            None
        }
        Ok(day) => Some(day),
        Err(problem) => {
            problems.push(problem.at("born"));
            None
        }
    }
}

/// A confirmed check stands as long as its document is in date and the adult is the same.
fn stands(
    given_names: &str,
    surname: &str,
    earlier: Option<&ParentalRecord>,
    today: Today,
) -> Result<Requester, FieldProblem> {
    let again = |message: &str| FieldProblem::new("document", "show-again", message);
    let earlier = earlier
        .map(|record| &record.requester)
        .filter(|before| before.identified)
        .ok_or_else(|| again("Nobody has confirmed this adult yet. Ask for their photo document."))?;
    if earlier.given_names != given_names || earlier.surname != surname {
        return Err(again("The name is another than before. Ask for their photo document again."));
    }
    if earlier.expiry.is_some_and(|last| last < today.day()) {
        return Err(again("The document they showed has run out since. Ask for one in date."));
    }
    Ok(earlier.clone())
}

fn identity(form: &RequesterForm, kind: DocumentKind) -> IdentityForm {
    IdentityForm {
        arrival_id: String::new(),
        method: IdentityMethod::Document,
        document: Some(kind),
        issuer: form.issuer.clone(),
        last_four: form.last_four.clone(),
        expiry: form.expiry.clone(),
        zone: form.zone.clone(),
        matches_record: form.matches,
        likeness: form.likeness,
        more: DocumentMoreForm {
            licence_number: form.licence_number.clone(),
            hologram: form.hologram,
            digital_result: form.digital_result,
            passport_beside: form.passport_beside,
            share_code: form.share_code.clone(),
            share_made: form.share_made.clone(),
            nhs_number: String::new(),
        },
        earlier_check: None,
        read_back: Vec::new(),
        vouched_by: None,
        note: String::new(),
    }
}

/// What a document is compared with: what they say of themselves.
fn particulars(given_names: &str, surname: &str, born: NaiveDate) -> Particulars {
    Particulars {
        surname: surname.to_string(),
        given_names: given_names.to_string(),
        preferred_name: None,
        latin_name: None,
        former_names: None,
        born,
        born_estimated: false,
        sex: Sex::Unspecified,
        address: None,
        postcode: None,
        phone: None,
        email: None,
        contact_by: Vec::new(),
        contact_note: None,
        needs: None,
        nhs_number: None,
        source: String::new(),
    }
}

/// "Passport, ends 4417, in date to 3 June 2031"; empty when nothing was shown.
pub(crate) fn shown(is: &Requester) -> String {
    let Some(kind) = is.document else { return String::new() };
    let mut parts = vec![name_of(kind.code()).to_string()];
    parts.extend(is.last_four.as_ref().map(|four| format!("ends {four}")));
    parts.extend(is.expiry.map(|last| format!("last day {}", show(last))));
    parts.join(", ")
}

/// What to say of the adult's own check.
pub(super) fn advice(record: &ParentalRecord, today: NaiveDate) -> String {
    let is = &record.requester;
    let Some(kind) = is.document else {
        return "No photo document of their own was shown.".to_string();
    };
    if !is.identified {
        let wrong = unconfirmed(&check_of(record, kind));
        return format!("Not confirmed. {}", wrong.join(" "));
    }
    match is.expiry.filter(|last| *last < today) {
        Some(last) => format!("Confirmed then; the document ran out on {}. Ask for one in date.", show(last)),
        None => "Confirmed: the photograph looks like them; name and date of birth match.".to_string(),
    }
}

/// The check as the identity room would have kept it, to be explained in its words.
fn check_of(record: &ParentalRecord, kind: DocumentKind) -> IdentityCheck {
    let is = &record.requester;
    let name = is.matches.map(|same| if same { NameVerdict::Match } else { NameVerdict::Differs });
    IdentityCheck {
        document: Some(kind.code().to_string()),
        issuer: is.issuer.clone(),
        expiry: is.expiry.map(|day| day.to_string()),
        name_match: name.map(|verdict| if verdict == NameVerdict::Match { "match" } else { "differs" }.to_string()),
        born_match: is.matches,
        likeness: is.likeness.map(|answer| answer.code().to_string()),
        hologram: is.hologram,
        digital_result: is.digital_result.map(|answer| answer.code().to_string()),
        at: record.at.clone(),
        ..IdentityCheck::blank(String::new(), record.patient_id.clone())
    }
}
