//! What an earlier visit left behind: an arrival, an identity check, an age check, answers.

use chrono::{DateTime, Duration, NaiveDate, SecondsFormat, Utc};
use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::consent::{Answer, asked};
use frontdesk_domain::gate::minimum_on;
use frontdesk_domain::id::{ArrivalId, StaffId};
use frontdesk_domain::wall_clock::Today;
use frontdesk_store::Conn;
use frontdesk_store::age_check::{self, AgeCheck};
use frontdesk_store::arrival::{self, Arrival, State};
use frontdesk_store::consent_answer::{self, ConsentAnswer};
use frontdesk_store::identity_check::{self, IdentityCheck};
use frontdesk_store::patient::Patient;

use crate::banner::age;
use crate::clock::local_time;
use crate::consents::{Sitting, on_screen};
use crate::error::Result;

/// Where the demo plays.
pub(super) struct Stage<'a> {
    pub clinic: &'a Clinic,
    pub now: DateTime<Utc>,
    pub today: NaiveDate,
    /// Reception.
    pub by: &'a StaffId,
    pub manager: &'a StaffId,
}

/// An id that is the same in every demo: `kind` names the table.
pub(super) fn id(kind: u128, number: usize) -> String {
    const VERSION_4: u128 = 0x4000_8000_0000_0000_0000;
    uuid::Uuid::from_u128(0xdec0_0000_0000_u128 << 80 | VERSION_4 | kind << 40 | number as u128).to_string()
}

/// An instant some days and minutes before now, as the store keeps it.
pub(super) fn stamp(now: DateTime<Utc>, days: u64, minutes: i64) -> String {
    let days = i64::try_from(days).unwrap_or_default();
    (now - Duration::days(days) - Duration::minutes(minutes)).to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Everybody comes for one of these.
pub(super) fn treatment(stage: &Stage<'_>, at: usize) -> String {
    let treatments = &stage.clinic.treatments;
    treatments.get(at % treatments.len().max(1)).map(|treatment| treatment.id.clone()).unwrap_or_default()
}

/// A visit some months ago, checked in from end to end. Somebody too young then did not come.
pub(super) async fn earlier(conn: &mut Conn, stage: &Stage<'_>, patient: &Patient, at: usize) -> Result<()> {
    let days = super::people::registered_days_ago(at);
    let day = stage.today - Duration::days(i64::try_from(days).unwrap_or_default());
    if age(patient.particulars.born, Today::on_record(day)) < 18 {
        return Ok(());
    }
    let arrival = came(stage, patient, at, days, &treatment(stage, at));
    arrival::insert(conn, &arrival).await?;
    let check = passport(stage, patient, &arrival, at, &stamp(stage.now, days, 20));
    identity_check::insert(conn, &check).await?;
    age_check::insert(conn, &aged(stage, patient, &arrival, at, &check)).await?;
    answer(conn, stage, patient, &arrival, at, &stamp(stage.now, days, 15), |purpose| match (purpose, at % 5) {
        ("photographs-publicity", _) | ("news-text", 0..3) => Answer::Refused,
        ("photographs-teaching", 4) => Answer::NotNow,
        _ => Answer::Given,
    })
    .await
}

/// An arrival of an earlier day, seen.
pub(super) fn came(stage: &Stage<'_>, patient: &Patient, at: usize, days: u64, treatment: &str) -> Arrival {
    let here = stamp(stage.now, days, 30);
    Arrival {
        id: ArrivalId(id(2, at)),
        patient_id: patient.id.clone(),
        day: stage.today - Duration::days(i64::try_from(days).unwrap_or_default()),
        time: local_time(&here),
        treatment: treatment.to_string(),
        walk_in: at % 6 == 1,
        state: State::Seen,
        here_at: Some(here.clone()),
        done_at: Some(stamp(stage.now, days, 10)),
        at: here,
        by: stage.by.clone(),
    }
}

/// A passport or a licence, seen and not copied.
pub(super) fn passport(
    stage: &Stage<'_>,
    patient: &Patient,
    arrival: &Arrival,
    at: usize,
    when: &str,
) -> IdentityCheck {
    let passport = at % 4 != 3;
    // One in sixteen has run out since.
    let left = if at % 16 == 7 { -40 } else { 300 + i64::try_from(at).unwrap_or_default() * 17 % 2400 };
    IdentityCheck {
        arrival_id: Some(arrival.id.0.clone()),
        method: "document".to_string(),
        document: Some(if passport { "passport" } else { "driving-licence-gb" }.to_string()),
        issuer: Some(if passport { "United Kingdom" } else { "DVLA" }.to_string()),
        last_four: Some(if at == 0 { "4417".to_string() } else { format!("{:04}", at * 613 % 10_000) }),
        expiry: Some((stage.today + Duration::days(left)).to_string()),
        zone: passport.then(|| "pass".to_string()),
        name_match: Some("match".to_string()),
        born_match: Some(true),
        name_source: Some("record".to_string()),
        likeness: Some("yes".to_string()),
        outcome: "confirmed".to_string(),
        purpose: "check-in".to_string(),
        at: when.to_string(),
        by: stage.by.0.clone(),
        ..IdentityCheck::blank(id(3, usize::from(arrival.day == stage.today) * 1000 + at), patient.id.clone())
    }
}

/// The age step that follows an identity check.
pub(super) fn aged(
    stage: &Stage<'_>,
    patient: &Patient,
    arrival: &Arrival,
    at: usize,
    check: &IdentityCheck,
) -> AgeCheck {
    let minimum = minimum_on(&arrival.treatment, stage.clinic.nation, &stage.clinic.minimum_ages, arrival.day);
    AgeCheck {
        id: id(4, usize::from(arrival.day == stage.today) * 1000 + at),
        patient_id: patient.id.clone(),
        arrival_id: Some(arrival.id.0.clone()),
        treatment: arrival.treatment.clone(),
        day: arrival.day.to_string(),
        age: age(patient.particulars.born, Today::on_record(arrival.day)),
        verdict: "allowed".to_string(),
        minimum: minimum.map(|row| row.years),
        source: minimum.map(|row| row.source.clone()),
        identity_check: Some(check.id.clone()),
        rekeyed: minimum.is_some(),
        clinician_decision: None,
        at: check.at.clone(),
        by: stage.by.0.clone(),
    }
}

/// The whole sheet of a treatment, answered in one sitting.
pub(super) async fn answer(
    conn: &mut Conn,
    stage: &Stage<'_>,
    patient: &Patient,
    arrival: &Arrival,
    at: usize,
    when: &str,
    said: impl Fn(&str) -> Answer,
) -> Result<()> {
    let sitting = Sitting {
        patient_id: &patient.id,
        arrival_id: Some(arrival.id.as_str()),
        spoken: on_screen(),
        at: when,
        by: stage.by.as_str(),
    };
    for (row, (purpose, wording)) in asked(stage.clinic, &arrival.treatment).into_iter().enumerate() {
        let answer = ConsentAnswer {
            id: id(5, (usize::from(arrival.day == stage.today) * 1000 + at) * 100 + row),
            ..sitting.answer(purpose, wording, said(&purpose.id))
        };
        consent_answer::insert(conn, &answer).await?;
    }
    Ok(())
}
