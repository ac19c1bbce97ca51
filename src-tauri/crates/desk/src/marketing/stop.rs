//! A stop: at once, for the person and for what news would be sent to.

use frontdesk_domain::catalogue::MarketingChannel;
use frontdesk_domain::consent::{Answer, Capacity, Method};
use frontdesk_domain::id::PatientId;
use frontdesk_domain::marketing::handle::handles;
use frontdesk_domain::marketing::standing::{Standing, Step};
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::UseCase;
use frontdesk_store::Conn;
use frontdesk_store::consent_answer::{self, ConsentAnswer};
use frontdesk_store::patient::Patient;
use frontdesk_store::suppression::{self, Recorded, Source};

use super::view;
use crate::answers::Answers;
use crate::banner;
use crate::error::{DeskError, Result};
use crate::open::{Entry, OpenDesk};
use crate::views::marketing::{MarketingView, StopForm};

/// Where, when and to whom a stop was said.
pub(crate) struct Said<'a> {
    pub source: Source,
    /// RFC 3339 UTC.
    pub at: &'a str,
    /// Staff id.
    pub by: &'a str,
}

/// Stops news and offers, one channel or all, from the patient's banner.
pub async fn stop_marketing(desk: &OpenDesk, form: StopForm) -> Result<MarketingView> {
    let mut act = desk.begin(UseCase::StopMarketing).await?;
    if form.channels.is_empty() {
        return Err(DeskError::fields(vec![FieldProblem::new("channels", "channel-missing", "Choose what to stop.")]));
    }
    let id = PatientId(form.patient_id);
    let patient = banner::held(act.conn(), &id).await?;
    let (at, by) = (act.at.clone(), act.by().clone());
    let said = Said { source: Source::Desk, at: &at, by: by.as_str() };
    stop(act.conn(), &patient, &form.channels, &said).await?;
    take_back(act.conn(), &patient, &form.channels, &said).await?;
    let view = view(desk, act.conn(), &id).await?;
    let codes: Vec<&str> = form.channels.iter().map(|channel| channel.code()).collect();
    act.commit(Entry::about("patient", id).with("channels", codes)).await?;
    Ok(view)
}

/// Appends the stop to everything that is not stopped yet. What waits for a code is stopped anew, which ends the code.
pub(crate) async fn stop(
    conn: &mut Conn,
    patient: &Patient,
    channels: &[MarketingChannel],
    said: &Said<'_>,
) -> Result<()> {
    for channel in MarketingChannel::ALL.into_iter().filter(|channel| channels.contains(channel)) {
        for handle in handles(&patient.id, &patient.particulars, channel) {
            let steps = suppression::of(conn, &handle).await?;
            let of_channel = steps.iter().filter(|recorded| recorded.channel == channel);
            if Standing::of(of_channel.map(|recorded| &recorded.step)) == Standing::Stopped {
                continue;
            }
            suppression::append(conn, &handle, &stopped(channel, said)).await?;
        }
    }
    Ok(())
}

pub(super) fn stopped(channel: MarketingChannel, said: &Said<'_>) -> Recorded {
    Recorded {
        channel,
        step: Step::Stopped,
        source: Some(said.source),
        capacity: None,
        how: None,
        at: said.at.to_string(),
        by: said.by.to_string(),
    }
}

/// Stops every channel.
pub(crate) async fn stop_everything(conn: &mut Conn, patient: &Patient, said: &Said<'_>) -> Result<()> {
    stop(conn, patient, &MarketingChannel::ALL, said).await?;
    take_back(conn, patient, &MarketingChannel::ALL, said).await
}

/// A yes that stood is taken back in the record of answers as well, on the words it was given on.
async fn take_back(conn: &mut Conn, patient: &Patient, channels: &[MarketingChannel], said: &Said<'_>) -> Result<()> {
    let answers = Answers::load(conn, patient).await?;
    for answer in answers.counting() {
        let newest = answers.newest(&answer.purpose).is_some_and(|newest| newest.id == answer.id);
        let stopped = answer.channel.is_some_and(|channel| channels.contains(&channel));
        if !(newest && stopped && answer.answer == Answer::Given) {
            continue;
        }
        let withdrawn = ConsentAnswer {
            id: uuid::Uuid::new_v4().to_string(),
            arrival_id: None,
            answer: Answer::Withdrawn,
            capacity: Capacity::Patient,
            speaker: None,
            method: Method::OnScreen,
            witness: None,
            interpreter: None,
            at: said.at.to_string(),
            by: said.by.to_string(),
            ..answer.clone()
        };
        consent_answer::insert(conn, &withdrawn).await?;
    }
    Ok(())
}
