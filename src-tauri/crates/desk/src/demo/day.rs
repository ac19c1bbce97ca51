//! Today at the throw-away clinic: ten arrivals in every state a morning knows.

use chrono::{Duration, NaiveTime, Timelike};
use frontdesk_domain::catalogue::MarketingChannel;
use frontdesk_domain::consent::Answer;
use frontdesk_domain::id::ArrivalId;
use frontdesk_domain::patient::Particulars;
use frontdesk_store::arrival::{self, Arrival, State};
use frontdesk_store::consent_answer::{self, ConsentAnswer};
use frontdesk_store::patient::Patient;
use frontdesk_store::patient_revision::{self, PatientRevision};
use frontdesk_store::refusal::{self, Refusal};
use frontdesk_store::suppression::Source;
use frontdesk_store::{Conn, age_check, identity_check, patient};

use super::child;
use super::people::registered_days_ago;
use super::visit::{Stage, aged, answer, came, id, passport, stamp};
use crate::answers::Answers;
use crate::error::Result;
use crate::marketing;

/// The first people have a part: today, or as namesakes.
pub(super) const CAST: usize = 17;

/// Whose father answered for her.
const CHILD: usize = 16;

/// Who comes, minutes from now, for what, and where it stands. By the number in the cast.
const ARRIVALS: [(usize, i64, &str, State); 10] = [
    (9, -90, "general", State::Seen),
    (8, -60, "chemical-peel", State::TurnedAway),
    (0, 0, "botulinum-toxin", State::Here),
    (1, 15, "dermal-filler", State::Here),
    (2, 30, "laser", State::Expected),
    (3, 30, "botulinum-toxin", State::Expected),
    (4, 50, "chemical-peel", State::Expected),
    (5, 70, "general", State::Expected),
    (6, 90, "laser", State::Expected),
    (7, 105, "dermal-filler", State::Expected),
];

pub(super) async fn fill(conn: &mut Conn, stage: &Stage<'_>, patients: &[Patient]) -> Result<()> {
    for (who, put_off) in [(2, ""), (4, "photographs-teaching"), (5, ""), (7, ""), (9, "")] {
        been_here(conn, stage, &patients[who], who, put_off).await?;
    }
    amara(conn, stage, &patients[0]).await?;
    child::came_with_her_father(conn, stage, &patients[CHILD], CHILD).await?;
    for (who, minutes, treatment, state) in ARRIVALS {
        arrives(conn, stage, &patients[who], who, minutes, treatment, state).await?;
    }
    Ok(())
}

/// Checked in once from end to end, for what they come for today; `put_off` was left for another time.
async fn been_here(conn: &mut Conn, stage: &Stage<'_>, patient: &Patient, who: usize, put_off: &str) -> Result<()> {
    let days = registered_days_ago(who);
    let treatment = ARRIVALS.iter().find(|arrival| arrival.0 == who).map_or("general", |arrival| arrival.2);
    let arrival = came(stage, patient, who, days, treatment);
    arrival::insert(conn, &arrival).await?;
    let check = passport(stage, patient, &arrival, who, &stamp(stage.now, days, 20));
    identity_check::insert(conn, &check).await?;
    age_check::insert(conn, &aged(stage, patient, &arrival, who, &check)).await?;
    answer(conn, stage, patient, &arrival, who, &stamp(stage.now, days, 15), |purpose| match purpose {
        _ if purpose == put_off => Answer::NotNow,
        "news-text" | "photographs-publicity" => Answer::Refused,
        _ => Answer::Given,
    })
    .await
}

/// One history with everything in it: a visit, a marketing stop, a changed number, and today half done.
async fn amara(conn: &mut Conn, stage: &Stage<'_>, patient: &Patient) -> Result<()> {
    been_here(conn, stage, patient, 0, "photographs-teaching").await?;
    let answers = Answers::load(conn, patient).await?;
    if let Some(given) = answers.newest("news-text") {
        let at = stamp(stage.now, 97, 0);
        let withdrawn =
            ConsentAnswer { id: id(6, 0), answer: Answer::Withdrawn, arrival_id: None, at, ..given.clone() };
        consent_answer::insert(conn, &withdrawn).await?;
        let said = marketing::Said { source: Source::Desk, at: &withdrawn.at, by: stage.by.as_str() };
        marketing::stop(conn, patient, &[MarketingChannel::Text], &said).await?;
    }
    let before = Particulars { phone: Some("07700 900104".to_string()), ..patient.particulars.clone() };
    let revision = PatientRevision {
        id: id(7, 0),
        patient_id: patient.id.clone(),
        revision: patient.revision,
        before,
        changed: vec!["phone".to_string()],
        reason: Some("told us by phone".to_string()),
        at: stamp(stage.now, 22, 0),
        by: stage.by.clone(),
    };
    patient_revision::insert(conn, &revision).await?;
    patient::update(conn, &patient.id, patient.revision, &patient.particulars).await?;
    Ok(())
}

async fn arrives(
    conn: &mut Conn,
    stage: &Stage<'_>,
    patient: &Patient,
    who: usize,
    minutes: i64,
    treatment: &str,
    state: State,
) -> Result<()> {
    let here_at = (state != State::Expected).then(|| stamp(stage.now, 0, if minutes < 0 { 5 - minutes } else { 6 }));
    let arrival = Arrival {
        id: ArrivalId(id(8, who)),
        patient_id: patient.id.clone(),
        day: stage.today,
        time: booked(stage, minutes),
        treatment: treatment.to_string(),
        walk_in: false,
        state,
        done_at: matches!(state, State::Seen | State::TurnedAway).then(|| stamp(stage.now, 0, -minutes - 15)),
        here_at,
        at: stamp(stage.now, registered_days_ago(who).min(3), 39),
        by: stage.by.clone(),
    };
    arrival::insert(conn, &arrival).await?;
    if state == State::TurnedAway {
        let refusal = Refusal {
            id: id(9, who),
            patient_id: patient.id.clone(),
            arrival_id: Some(arrival.id.0.clone()),
            treatment: treatment.to_string(),
            reason: "under-16".to_string(),
            note: None,
            at: stamp(stage.now, 0, -minutes - 15),
            by: stage.by.0.clone(),
        };
        refusal::insert(conn, &refusal).await?;
    }
    // Amara's identity and age are done, her consents are next; who was seen has all of it.
    if who == 0 || state == State::Seen {
        let at = stamp(stage.now, 0, if who == 0 { 3 } else { -minutes - 5 });
        let check = passport(stage, patient, &arrival, who, &at);
        identity_check::insert(conn, &check).await?;
        age_check::insert(conn, &aged(stage, patient, &arrival, who, &check)).await?;
    }
    Ok(())
}

/// HH:MM some minutes from now, to the quarter of an hour, kept inside the day.
fn booked(stage: &Stage<'_>, minutes: i64) -> String {
    let now = stage.now.with_timezone(&chrono_tz::Europe::London).time();
    let quarter = i64::from(now.num_seconds_from_midnight()) / 900 * 15;
    let at = (quarter + minutes).clamp(0, 23 * 60 + 45);
    let time = NaiveTime::MIN + Duration::minutes(at);
    time.format("%H:%M").to_string()
}
