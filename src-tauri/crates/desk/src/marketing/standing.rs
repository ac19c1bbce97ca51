//! How each channel stands for one patient: their own stop, that of their address or number, and what they answered.

use chrono::{DateTime, NaiveDate, Utc};
use frontdesk_domain::catalogue::MarketingChannel;
use frontdesk_domain::consent::Answer;
use frontdesk_domain::marketing::handle::{Handle, reached};
use frontdesk_domain::marketing::sheet::Stop;
use frontdesk_domain::marketing::standing::Standing;
use frontdesk_store::consent_answer::ConsentAnswer;
use frontdesk_store::patient::Patient;
use frontdesk_store::suppression::{self, Recorded};
use frontdesk_store::{Conn, staff};

use crate::clock::{day_words, local_day};
use crate::error::Result;
use crate::views::board::Tone;
use crate::views::marketing::NewsView;

/// When a stop began, and who recorded it.
#[derive(Clone, Debug)]
pub(crate) struct Began {
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id.
    by: String,
    by_name: String,
    /// Their own, not only that of the address or number.
    own: bool,
}

/// One channel.
#[derive(Clone, Debug)]
pub(crate) struct Stand {
    pub channel: MarketingChannel,
    /// The stricter of the person's and the address's.
    pub standing: Standing,
    /// The person stopped it before stops had a record of their own: it rests on their answer alone.
    pub earlier: bool,
    /// The newest answer, and when.
    newest: Option<(Answer, String)>,
    began: Option<Began>,
    /// When their code ended their own stop, if nothing was answered since. RFC 3339 UTC.
    pub lifted: Option<String>,
    /// What it would be sent to.
    at: Option<String>,
}

impl Stand {
    /// Whether a yes stands and nothing stops it.
    pub fn given(&self) -> bool {
        !self.standing.suppressed() && matches!(self.newest, Some((Answer::Given, _)))
    }

    /// Whether anything was decided about it.
    pub fn decided(&self) -> bool {
        self.standing.suppressed()
            || matches!(self.newest, Some((Answer::Given | Answer::Refused | Answer::Withdrawn, _)))
    }
}

/// The steps of one channel, and since when they suppress it.
fn after(steps: &[Recorded], channel: MarketingChannel) -> (Standing, Option<&Recorded>) {
    steps.iter().filter(|recorded| recorded.channel == channel).fold(
        (Standing::Open, None),
        |(standing, began), recorded| {
            let now = standing.after(&recorded.step);
            let began = now.suppressed().then(|| began.unwrap_or(recorded));
            (now, began)
        },
    )
}

/// How every channel stands; `answers` are the patient's that count, oldest first.
pub(crate) async fn stands(conn: &mut Conn, patient: &Patient, answers: &[ConsentAnswer]) -> Result<Vec<Stand>> {
    let any = suppression::any(conn).await?;
    let own = match any {
        true => suppression::of(conn, &Handle::person(&patient.id)).await?,
        false => Vec::new(),
    };
    let mut stands = Vec::new();
    for channel in MarketingChannel::ALL {
        let newest = answers.iter().rev().find(|answer| answer.channel == Some(channel));
        let earlier = newest.filter(|answer| answer.answer == Answer::Withdrawn);
        let earlier = earlier.filter(|_| own.iter().all(|recorded| recorded.channel != channel));
        let (mut standing, began) = after(&own, channel);
        let lifted = own.iter().rev().find(|recorded| recorded.channel == channel);
        let lifted = lifted.filter(|_| !standing.suppressed()).map(|recorded| recorded.at.clone());
        let mut began = began.map(|recorded| (recorded.at.clone(), recorded.by.clone(), true));
        if let Some(answer) = earlier {
            standing = Standing::Stopped;
            began = Some((answer.at.clone(), answer.by.clone(), true));
        }
        if let Some(handle) = reached(&patient.particulars, channel).filter(|_| any) {
            let theirs = suppression::of(conn, &handle).await?;
            let (of_address, since) = after(&theirs, channel);
            began = began.or(since.map(|recorded| (recorded.at.clone(), recorded.by.clone(), false)));
            standing = standing.with(of_address);
        }
        stands.push(Stand {
            channel,
            standing,
            earlier: earlier.is_some(),
            lifted: lifted
                .filter(|at| newest.is_none_or(|answer| answer.answer == Answer::Withdrawn || answer.at < *at)),
            newest: newest.map(|answer| (answer.answer, answer.at.clone())),
            began: began.map(|(at, by, own)| Began { at, by, by_name: String::new(), own }),
            at: reached_words(patient, channel),
        });
    }
    name_them(conn, &mut stands).await?;
    Ok(stands)
}

async fn name_them(conn: &mut Conn, stands: &mut [Stand]) -> Result<()> {
    if stands.iter().all(|stand| stand.began.is_none()) {
        return Ok(());
    }
    let people = staff::all(conn).await?;
    for began in stands.iter_mut().filter_map(|stand| stand.began.as_mut()) {
        let who = people.iter().find(|person| person.id.as_str() == began.by);
        began.by_name = who.map_or_else(String::new, |person| person.name.clone());
    }
    Ok(())
}

fn reached_words(patient: &Patient, channel: MarketingChannel) -> Option<String> {
    let is = &patient.particulars;
    match channel {
        MarketingChannel::Email => is.email.clone(),
        MarketingChannel::Text | MarketingChannel::Phone => is.phone.clone(),
        MarketingChannel::Post => is.address.as_ref().map(|address| {
            let lines = address.lines().map(str::to_string).chain(is.postcode.clone());
            lines.collect::<Vec<_>>().join(", ")
        }),
    }
}

/// The stops as the intake sheet takes them.
pub(crate) fn stops(stands: &[Stand]) -> Vec<Stop> {
    let instant = |at: &str| DateTime::parse_from_rfc3339(at).map_or(DateTime::UNIX_EPOCH, |at| at.with_timezone(&Utc));
    stands
        .iter()
        .map(|stand| {
            let since = stand.began.as_ref().filter(|_| stand.standing.suppressed());
            (stand.channel, since.map(|began| instant(&began.at)))
        })
        .collect()
}

/// Each channel in words.
pub(crate) fn news(stands: &[Stand], today: NaiveDate) -> Vec<NewsView> {
    stands.iter().map(|stand| row(stand, today)).collect()
}

fn row(stand: &Stand, today: NaiveDate) -> NewsView {
    let (word, tone, note) = said(stand, today);
    let label = stand.channel.words();
    let label: String = label.chars().take(1).flat_map(char::to_uppercase).chain(label.chars().skip(1)).collect();
    NewsView {
        channel: stand.channel,
        label,
        reached_at: stand.at.clone(),
        word,
        tone,
        note,
        stopped: stand.standing.suppressed(),
        waits_until: match &stand.standing {
            Standing::Asked { until, .. } if *until >= today => Some(until.to_string()),
            _ => None,
        },
    }
}

/// A channel's word, its tone and a note.
fn said(stand: &Stand, today: NaiveDate) -> (String, Tone, String) {
    let reached_at = stand.channel.reached_at();
    if let Some(began) = stand.began.as_ref().filter(|_| stand.standing.suppressed()) {
        let whose = match (began.own, began.by_name.as_str()) {
            (true, "") => String::new(),
            (true, name) => format!("Recorded by {name}."),
            (false, _) => format!("This {reached_at} is stopped, in whatever record it stands."),
        };
        let waits = match &stand.standing {
            Standing::Asked { until, .. } if *until >= today => {
                format!(
                    "A letter with a code waits for their answer until {}. Nothing is sent before.",
                    day_words(*until)
                )
            }
            Standing::Asked { until, .. } => format!("The code of the last letter ran out on {}.", day_words(*until)),
            _ => String::new(),
        };
        let note = [whose, waits].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
        return (format!("Stopped since {}", local_day(&began.at)), Tone::Rest, note);
    }
    let nothing_there = match stand.at {
        None => format!("No {reached_at} on record."),
        Some(_) => String::new(),
    };
    if stand.lifted.is_some() {
        let note = "They accepted with their code. Nothing is sent before a new yes.";
        return ("May be asked again".to_string(), Tone::Info, note.to_string());
    }
    match &stand.newest {
        Some((Answer::Given, at)) => (format!("Yes since {}", local_day(at)), Tone::Ok, nothing_there),
        Some((Answer::Refused, at)) => (format!("No since {}", local_day(at)), Tone::Rest, String::new()),
        Some((Answer::NotNow, at)) => (format!("Put off on {}", local_day(at)), Tone::Rest, String::new()),
        Some((Answer::Withdrawn, at)) => (format!("Taken back on {}", local_day(at)), Tone::Rest, String::new()),
        None => ("Not asked".to_string(), Tone::Rest, String::new()),
    }
}
