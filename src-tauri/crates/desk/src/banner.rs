//! The fixed banner: who this is, in two identifiers, and what the desk must not overlook.

use chrono::NaiveDate;
use frontdesk_domain::age::{ADULT_FROM, SPEAKS_FROM, age_on};
use frontdesk_domain::id::PatientId;
use frontdesk_domain::wall_clock::Today;
use frontdesk_store::patient::Patient;
use frontdesk_store::{Conn, patient, request_outcome};

use crate::answers::Answers;
use crate::error::{DeskError, Result};
use crate::marketing::{self, Stand};
use crate::views::board::Tone;
use crate::views::patient::{BannerView, FlagView};

/// Whole years of age; 0 for a birth that lies ahead, which no form lets through.
pub(crate) fn age(born: NaiveDate, today: Today) -> u32 {
    age_on(born, today).unwrap_or_default()
}

/// A patient, or the refusal that says they are not held.
pub(crate) async fn held(conn: &mut Conn, patient_id: &PatientId) -> Result<Patient> {
    patient::get(conn, patient_id).await?.ok_or_else(|| DeskError::not_found("patient"))
}

/// The banner of a patient.
pub(crate) async fn banner(conn: &mut Conn, patient_id: &PatientId, today: Today) -> Result<BannerView> {
    let patient = held(conn, patient_id).await?;
    let answers = Answers::load(conn, &patient).await?;
    let restricted = restricted(conn, patient_id).await?;
    Ok(of(&patient, &answers.stands, restricted, today))
}

/// Whether a record waits to be deleted: until then it is held and not used (UK GDPR art 18).
pub(crate) async fn restricted(conn: &mut Conn, patient_id: &PatientId) -> Result<bool> {
    Ok(!request_outcome::queued(conn, patient_id).await?.is_empty())
}

/// The banner of a patient already read, with how news and offers stand for them, and whether the record is restricted.
pub(crate) fn of(patient: &Patient, stands: &[Stand], restricted: bool, today: Today) -> BannerView {
    let is = &patient.particulars;
    let age = age(is.born, today);
    BannerView {
        patient_id: patient.id.0.clone(),
        reference: patient.reference.clone(),
        surname: is.surname.clone(),
        given_names: is.given_names.clone(),
        preferred_name: is.preferred_name.clone(),
        born: is.born.to_string(),
        born_estimated: is.born_estimated,
        age,
        under_16: age < SPEAKS_FROM,
        under_18: age < ADULT_FROM,
        nhs_number: is.nhs_number.clone(),
        flags: flags(age, is.born_estimated, restricted, stands),
        news: marketing::news(stands, today.day()),
    }
}

fn flags(age: u32, born_estimated: bool, restricted: bool, stands: &[Stand]) -> Vec<FlagView> {
    let flag = |word: &str, tone| FlagView { word: word.to_string(), tone };
    let mut flags = Vec::new();
    if restricted {
        flags.push(flag("Restricted: kept, not used", Tone::Stop));
    }
    if age < SPEAKS_FROM {
        flags.push(flag("Under 16: check-in stopped", Tone::Stop));
    } else if age < ADULT_FROM {
        flags.push(flag("Under 18", Tone::Warn));
    }
    if born_estimated {
        flags.push(flag("Date of birth is an estimate", Tone::Warn));
    }
    if let Some((word, tone)) = marketing_words(stands) {
        flags.push(flag(&word, tone));
    }
    flags
}

/// "Marketing: email only", once anything was decided about it.
fn marketing_words(stands: &[Stand]) -> Option<(String, Tone)> {
    if !stands.iter().any(Stand::decided) {
        return None;
    }
    let given: Vec<&str> = stands.iter().filter(|stand| stand.given()).map(|stand| stand.channel.words()).collect();
    Some(match given.as_slice() {
        [] => ("Marketing: none".to_string(), Tone::Rest),
        [one] => (format!("Marketing: {one} only"), Tone::Ok),
        many => (format!("Marketing: {}", many.join(", ")), Tone::Ok),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(age: u32, estimated: bool) -> Vec<String> {
        flags(age, estimated, false, &[]).into_iter().map(|flag| flag.word).collect()
    }

    #[test]
    fn under_16_stops_and_16_or_17_warns() {
        assert_eq!(words(15, false), ["Under 16: check-in stopped"]);
        assert_eq!(words(16, false), ["Under 18"]);
        assert_eq!(words(17, false), ["Under 18"]);
        assert!(words(18, false).is_empty());
    }

    #[test]
    fn an_estimated_date_of_birth_is_said_in_the_banner() {
        assert_eq!(words(40, true), ["Date of birth is an estimate"]);
    }
}
