//! The fixed banner: who this is, in two identifiers, and what the desk must not overlook.

use chrono::NaiveDate;
use frontdesk_domain::age::age_on;
use frontdesk_domain::catalogue::MarketingChannel;
use frontdesk_domain::consent::Answer;
use frontdesk_domain::id::PatientId;
use frontdesk_store::consent_answer::{self, ConsentAnswer};
use frontdesk_store::patient::Patient;
use frontdesk_store::{Conn, patient};

use crate::error::{DeskError, Result};
use crate::views::board::Tone;
use crate::views::patient::{BannerView, FlagView};

/// Whole years of age; 0 for a birth that lies ahead, which no form lets through.
pub(crate) fn age(born: NaiveDate, today: NaiveDate) -> u32 {
    age_on(born, today).unwrap_or_default()
}

/// A patient, or the refusal that says they are not held.
pub(crate) async fn held(conn: &mut Conn, patient_id: &PatientId) -> Result<Patient> {
    patient::get(conn, patient_id).await?.ok_or_else(|| DeskError::not_found("patient"))
}

/// The banner of a patient.
pub(crate) async fn banner(conn: &mut Conn, patient_id: &PatientId, today: NaiveDate) -> Result<BannerView> {
    let patient = held(conn, patient_id).await?;
    let answers = consent_answer::for_patient(conn, patient_id).await?;
    Ok(of(&patient, &answers, today))
}

/// The banner of a patient already read, with their consent answers, oldest first.
pub(crate) fn of(patient: &Patient, answers: &[ConsentAnswer], today: NaiveDate) -> BannerView {
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
        nhs_number: is.nhs_number.clone(),
        flags: flags(age, is.born_estimated, answers),
    }
}

fn flags(age: u32, born_estimated: bool, answers: &[ConsentAnswer]) -> Vec<FlagView> {
    let flag = |word: &str, tone| FlagView { word: word.to_string(), tone };
    let mut flags = Vec::new();
    if age < 16 {
        flags.push(flag("Under 16: check-in stopped", Tone::Stop));
    } else if age < 18 {
        flags.push(flag("Under 18", Tone::Warn));
    }
    if born_estimated {
        flags.push(flag("Date of birth is an estimate", Tone::Warn));
    }
    if let Some((word, tone)) = marketing(answers) {
        flags.push(flag(&word, tone));
    }
    flags
}

/// "Marketing: email only", once anything was answered about it.
fn marketing(answers: &[ConsentAnswer]) -> Option<(String, Tone)> {
    let said =
        |channel| answers.iter().rev().find(|answer| answer.channel == Some(channel)).map(|answer| answer.answer);
    let channels = [
        (MarketingChannel::Email, "email"),
        (MarketingChannel::Text, "text message"),
        (MarketingChannel::Phone, "phone"),
        (MarketingChannel::Post, "post"),
    ];
    if channels.iter().all(|(channel, _)| matches!(said(*channel), None | Some(Answer::NotNow))) {
        return None;
    }
    let given: Vec<&str> =
        channels.iter().filter(|(channel, _)| said(*channel) == Some(Answer::Given)).map(|(_, word)| *word).collect();
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
        flags(age, estimated, &[]).into_iter().map(|flag| flag.word).collect()
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
