//! A driver or NHS number beside the record, while the form is still open. It warns, it never blocks, and keeps nothing.

use frontdesk_domain::cross_check::{self, LicenceCheck, LicenceOutcome};
use frontdesk_domain::id::PatientId;
use frontdesk_domain::nhs_number::NhsNumber;
use frontdesk_domain::role::UseCase;
use frontdesk_store::{Conn, patient};

use super::visit::Visit;
use crate::error::{DeskError, Result};
use crate::open::OpenDesk;
use crate::views::board::Tone;
use crate::views::check_in::{CrossCheckForm, CrossCheckView, NumberCheckView};

/// More than any number has.
const LONGEST: usize = 60;

/// Compares numbers with the record of whoever is being checked in. It has an entry, for it tells whether another record
/// has the NHS number.
pub async fn cross_check(desk: &OpenDesk, form: CrossCheckForm) -> Result<CrossCheckView> {
    let too_long = [&form.licence_number, &form.nhs_number].iter().any(|number| number.chars().count() > LONGEST);
    if too_long {
        return Err(DeskError::new("number-too-long", "This is longer than any such number. Type it again."));
    }
    let mut act = desk.begin(UseCase::CrossCheck).await?;
    let visit = Visit::load(act.conn(), desk, form.arrival_id).await?;
    let is = &visit.patient.particulars;
    let licence = typed(&form.licence_number).map(|number| cross_check::licence(number, is, desk.today().day()));
    let nhs = match typed(&form.nhs_number) {
        Some(number) => {
            let elsewhere = elsewhere(act.conn(), number, &visit.patient.id).await?;
            Some(cross_check::nhs(number, is.nhs_number.as_deref(), elsewhere))
        }
        None => None,
    };
    let entry = visit
        .entry()
        .with("licence", licence.as_ref().map(|check| check.outcome.code()))
        .with("nhs", nhs.as_ref().map(|(outcome, _)| outcome.code()));
    act.commit(entry).await?;
    Ok(CrossCheckView {
        licence: licence.map(licence_view),
        nhs: nhs.map(|(outcome, words)| {
            let (tone, title) = match outcome {
                cross_check::NhsOutcome::Same => (Tone::Ok, "The same NHS number"),
                cross_check::NhsOutcome::NotHeld => (Tone::Info, "No NHS number on our record"),
                cross_check::NhsOutcome::Misread => (Tone::Warn, "Not an NHS number"),
                cross_check::NhsOutcome::Differs => (Tone::Warn, "Another NHS number than on our record"),
                cross_check::NhsOutcome::OtherPatient => (Tone::Warn, "Another patient's NHS number"),
            };
            let (lines, information) = if outcome.warns() { (vec![words], vec![]) } else { (vec![], vec![words]) };
            NumberCheckView { tone, title: title.to_string(), lines, information }
        }),
    })
}

/// Whether another record has the number, if it is one.
pub(super) async fn elsewhere(conn: &mut Conn, number: &str, but: &PatientId) -> Result<bool> {
    match NhsNumber::parse(number) {
        Ok(number) => Ok(patient::nhs_number_elsewhere(conn, number.digits(), but).await?),
        Err(_) => Ok(false),
    }
}

fn typed(number: &str) -> Option<&str> {
    Some(number.trim()).filter(|number| !number.is_empty())
}

fn licence_view(check: LicenceCheck) -> NumberCheckView {
    let (tone, title) = match check.outcome {
        LicenceOutcome::Agrees => (Tone::Ok, "The number fits our record".to_string()),
        LicenceOutcome::Differs => (Tone::Warn, format!("The number does not fit our record: {}", parts(&check))),
        LicenceOutcome::Misread => (Tone::Warn, "This is not built as a licence number is".to_string()),
        LicenceOutcome::ByHand => (Tone::Info, "Compare the card by eye".to_string()),
    };
    NumberCheckView { tone, title, lines: check.warnings, information: check.information }
}

fn parts(check: &LicenceCheck) -> String {
    let words: Vec<&str> = check.differs.iter().map(|part| part_words(cross_check::part_code(part.part))).collect();
    words.join(", ")
}

/// A part that disagrees, in words.
pub(crate) fn part_words(code: &str) -> &'static str {
    match code {
        "surname" => "surname",
        "born" => "date of birth",
        "given-names" => "first names",
        _ => "another part",
    }
}
