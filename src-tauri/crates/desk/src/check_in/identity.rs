//! The identity step: a document seen and not copied, a patient known to the clinic, or a colleague who vouches.

use chrono::NaiveDate;
use frontdesk_domain::identity_document::{DocumentKind, Reason, decide};
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::read_back::{self, Detail};
use frontdesk_domain::role::UseCase;
use frontdesk_domain::text::clean_lines;
use frontdesk_store::arrival;
use frontdesk_store::identity_check::{self, IdentityCheck};

use super::cross_check::{elsewhere, part_words};
use super::document::{document, seen_of};
use super::view;
use super::visit::{Visit, leans_on};
use crate::clock::local_date;
use crate::error::{DeskError, Result};
use crate::open::{Id, OpenDesk};
use crate::views::check_in::{CheckInView, IdentityForm, IdentityMethod};

/// Why a check at this desk is made, as the record keeps it.
const PURPOSE: &str = "check-in";
/// Records the identity step.
pub async fn record_identity(desk: &OpenDesk, form: IdentityForm) -> Result<CheckInView> {
    let today = desk.today();
    let mut act = desk.begin(UseCase::RecordIdentity).await?;
    let visit = Visit::load(act.conn(), desk, form.arrival_id.clone()).await?;
    visit.open_on(today.day())?;
    let elsewhere = elsewhere(act.conn(), &form.more.nhs_number, &visit.patient.id).await?;
    let mut check = checked(&visit, &form, today.day(), elsewhere, act.by().as_str()).map_err(DeskError::fields)?;
    check.at = act.at.clone();
    check.by = act.by().0.clone();
    identity_check::insert(act.conn(), &check).await?;
    let at = act.at.clone();
    arrival::mark_here(act.conn(), &visit.arrival.id, &at).await?;
    let visit = Visit::load(act.conn(), desk, form.arrival_id).await?;
    let view = view::of(desk, &visit);
    act.commit(
        visit
            .entry()
            .with("check", Id::held(&check.id))
            .with("method", Id::held(&check.method))
            .with("outcome", Id::held(&check.outcome)),
    )
    .await?;
    Ok(view)
}

/// What to say of a check, and what to do when it did not confirm.
pub(super) fn advice(check: &IdentityCheck, visit: &Visit) -> String {
    if check.outcome == "confirmed" {
        return match check.method.as_str() {
            "known" => "Known to us: two details read back, an earlier check in date.".to_string(),
            "vouched" => format!("{} knows them.", visit.name_of(check.vouched_by.as_deref().unwrap_or_default())),
            _ => {
                let names = match (check.name_match.as_deref(), check.name_source.as_deref()) {
                    (Some("check"), _) => "the names were compared by eye",
                    (_, Some("former")) => "their former name and date of birth match",
                    _ => "name and date of birth match",
                };
                format!("{}. The photograph looks like them; {names}.{}", view::seen(check), warned(check))
            }
        };
    }
    let (kind, reasons) = why_not(check);
    let wrong: Vec<&str> = reasons.iter().map(|reason| reason.advice(kind)).collect();
    format!("Not confirmed. {}", wrong.join(" "))
}

/// What spoke against a document on the day it was looked at.
fn why_not(check: &IdentityCheck) -> (DocumentKind, Vec<Reason>) {
    let seen = seen_of(check);
    (seen.kind, decide(&seen, local_date(&check.at).unwrap_or_default()).reasons)
}

/// Why a check did not confirm, for who reads it later: what was wrong, not what to do.
pub(crate) fn unconfirmed(check: &IdentityCheck) -> Vec<&'static str> {
    let (kind, reasons) = why_not(check);
    reasons.iter().map(|reason| reason.what(kind)).collect()
}

/// What the numbers said that a confirmed check leaves open.
fn warned(check: &IdentityCheck) -> String {
    let parts: Vec<&str> =
        check.licence_differs.as_deref().unwrap_or_default().split_whitespace().map(part_words).collect();
    let mut warned = String::new();
    if !parts.is_empty() {
        warned.push_str(&format!(
            " The licence number does not fit our record: {}. Ask, and check both.",
            parts.join(", ")
        ));
    }
    match check.nhs_check.as_deref() {
        Some("differs") => warned.push_str(" The NHS number shown is not the one on our record."),
        Some("other-patient") => warned.push_str(" Another patient here has the NHS number shown."),
        _ => {}
    }
    warned
}

type Checked = std::result::Result<IdentityCheck, Vec<FieldProblem>>;

fn blank(visit: &Visit) -> IdentityCheck {
    IdentityCheck {
        arrival_id: Some(visit.arrival.id.0.clone()),
        outcome: "confirmed".to_string(),
        purpose: PURPOSE.to_string(),
        ..IdentityCheck::blank(uuid::Uuid::new_v4().to_string(), visit.patient.id.clone())
    }
}

fn checked(visit: &Visit, form: &IdentityForm, today: NaiveDate, elsewhere: bool, you: &str) -> Checked {
    let mut problems = Vec::new();
    let mut check = blank(visit);
    match clean_lines(&form.note, 500, "The note") {
        Ok(note) => check.note = Some(note).filter(|note| !note.is_empty()),
        Err(problem) => problems.push(FieldProblem::new("note", &problem.code, problem.message)),
    }
    match form.method {
        IdentityMethod::Document => {
            document(&visit.patient.particulars, form, today, elsewhere, &mut check, &mut problems)
        }
        IdentityMethod::Known => known(visit, form, today, &mut check, &mut problems),
        IdentityMethod::Vouched => vouched(visit, form, you, &mut check, &mut problems),
    }
    if problems.is_empty() { Ok(check) } else { Err(problems) }
}

fn known(
    visit: &Visit,
    form: &IdentityForm,
    today: NaiveDate,
    check: &mut IdentityCheck,
    problems: &mut Vec<FieldProblem>,
) {
    check.method = "known".to_string();
    let earlier = visit.checks.iter().find(|earlier| Some(&earlier.id) == form.earlier_check.as_ref());
    match earlier.filter(|earlier| leans_on(earlier, today)) {
        Some(earlier) => check.earlier_check = Some(earlier.id.clone()),
        None => problems.push(FieldProblem::new(
            "earlierCheck",
            "no-earlier-check",
            "No earlier document check is in date. Ask for a document.",
        )),
    }
    let mut details: Vec<&str> = Vec::new();
    for code in &form.read_back {
        match read_back::of(code) {
            Some(Detail { code, name, .. }) if !is_held(visit, code) => {
                problems.push(FieldProblem::new(
                    "readBack",
                    "detail-not-held",
                    format!("There is no {name} to compare with. Ask for another detail."),
                ));
            }
            Some(Detail { name, .. }) if !details.contains(name) => details.push(name),
            Some(_) => {}
            None => problems.push(FieldProblem::new("readBack", "detail-unknown", "Choose the details from the list.")),
        }
    }
    if details.len() < read_back::NEEDED && problems.iter().all(|problem| problem.field != "readBack") {
        problems.push(FieldProblem::new("readBack", "two-details", "Ask for two details and mark both as read back."));
    }
    // Which details, never their content: the record has that.
    let read_back = format!("Read back: {}.", details.join(", "));
    check.note = Some(check.note.take().map_or(read_back.clone(), |note| format!("{read_back} {note}")));
}

fn is_held(visit: &Visit, code: &str) -> bool {
    let is = &visit.patient.particulars;
    match code {
        "address" => is.address.is_some(),
        "postcode" => is.postcode.is_some(),
        "phone" => is.phone.is_some(),
        "email" => is.email.is_some(),
        "nhs-number" => is.nhs_number.is_some(),
        _ => true,
    }
}

fn vouched(visit: &Visit, form: &IdentityForm, you: &str, check: &mut IdentityCheck, problems: &mut Vec<FieldProblem>) {
    check.method = "vouched".to_string();
    let colleague = form.vouched_by.as_deref().unwrap_or_default();
    let present = visit.staff.iter().any(|person| person.id.as_str() == colleague && person.removed_at.is_none());
    if !present || colleague == you {
        problems.push(FieldProblem::new(
            "vouchedBy",
            "colleague-missing",
            "Choose the colleague who knows them. It is somebody other than you.",
        ));
    }
    check.vouched_by = Some(colleague.to_string());
}
