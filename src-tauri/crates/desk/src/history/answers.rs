//! What was answered, shown and asked for: consents, parental responsibility, rights requests.

use frontdesk_domain::catalogue::{Clinic, MarketingChannel};
use frontdesk_domain::consent::{Answer, Capacity, Method};
use frontdesk_domain::parental::ParentalVerdict;
use frontdesk_store::consent_answer::ConsentAnswer;
use frontdesk_store::parental_record::{ParentalDecision, ParentalRecord};
use frontdesk_store::rights_request::{EventKind, RequestEvent, RightsRequest};

use super::Line;
use crate::parental::Child;
use crate::patient::words::join;
use crate::request::right_name;

/// Answers of one sitting as one line; what was taken back as its own.
pub(super) fn consents(answers: &[ConsentAnswer], clinic: &Clinic) -> Vec<Line> {
    let sitting = |one: &ConsentAnswer, other: &ConsentAnswer| {
        one.at == other.at
            && one.by == other.by
            && one.arrival_id == other.arrival_id
            && (one.answer == Answer::Withdrawn) == (other.answer == Answer::Withdrawn)
    };
    answers
        .chunk_by(sitting)
        .filter_map(|group| {
            let first = group.first()?;
            let text = if first.answer == Answer::Withdrawn { stopped(group, clinic) } else { answered(group) };
            Some(Line { at: first.at.clone(), kind: "consent", text, by: first.by.clone() })
        })
        .collect()
}

fn answered(group: &[ConsentAnswer]) -> String {
    let Some(first) = group.first() else { return String::new() };
    let count = match group.len() {
        1 => "1 consent".to_string(),
        count => format!("{count} consents"),
    };
    let how = match first.method {
        Method::OnScreen => "on screen",
        Method::Written => "on paper, signed",
        Method::VerbalWitnessed => "spoken, with a witness",
        Method::Phone => "by phone",
    };
    let speaker = first.speaker.as_deref().unwrap_or("somebody else");
    let who = match first.capacity {
        Capacity::Patient => String::new(),
        Capacity::Parent => format!(", by {speaker} (parental responsibility)"),
        Capacity::Attorney => format!(", by {speaker} (attorney or deputy)"),
    };
    format!("Answered {count}, {how}{who}")
}

fn stopped(group: &[ConsentAnswer], clinic: &Clinic) -> String {
    let channels: Vec<&str> = group.iter().filter_map(|answer| answer.channel).map(channel_words).collect();
    let others: Vec<&str> = group
        .iter()
        .filter(|answer| answer.channel.is_none())
        .map(|answer| {
            clinic
                .purposes
                .iter()
                .find(|purpose| purpose.id == answer.purpose)
                .map_or(answer.purpose.as_str(), |purpose| purpose.title.as_str())
        })
        .collect();
    match (join(&channels), join(&others)) {
        (Some(channels), None) => format!("Stopped marketing by {channels}"),
        (None, Some(others)) => format!("Withdrew consent: {others}"),
        (Some(channels), Some(others)) => format!("Stopped marketing by {channels}. Withdrew consent: {others}"),
        (None, None) => String::new(),
    }
}

fn channel_words(channel: MarketingChannel) -> &'static str {
    match channel {
        MarketingChannel::Email => "email",
        MarketingChannel::Text => "text message",
        MarketingChannel::Phone => "phone",
        MarketingChannel::Post => "post",
    }
}

/// What an adult showed.
pub(super) fn parental(records: &[ParentalRecord]) -> impl Iterator<Item = Line> + '_ {
    records.iter().map(|record| {
        let standing = match record.verdict {
            ParentalVerdict::Proved => "complete, for the practice manager to decide",
            ParentalVerdict::AskChild => "complete; the child is to be asked",
            ParentalVerdict::Stopped => "stopped by a court order",
            ParentalVerdict::NoStanding => "no parental responsibility in that capacity",
            ParentalVerdict::Manager => "papers for the practice manager to judge",
            ParentalVerdict::NotProved => "not complete",
        };
        Line {
            at: record.at.clone(),
            kind: "parental",
            text: format!("Parental responsibility recorded for {}: {standing}", record.requester.name()),
            by: record.by.clone(),
        }
    })
}

/// What the practice manager made of it.
pub(super) fn decisions(decisions: &[ParentalDecision]) -> impl Iterator<Item = Line> + '_ {
    decisions.iter().map(|decision| {
        let word = match decision.decision.as_str() {
            "proved" => "proved",
            "not-proved" => "not proved",
            _ => "referred on",
        };
        Line {
            at: decision.at.clone(),
            kind: "parental",
            text: format!("Parental responsibility decided: {word}"),
            by: decision.by.clone(),
        }
    })
}

/// What the child said and whether they understand; why the record is held; what blocks a release and what was made of it.
pub(super) fn child(child: &Child) -> Vec<Line> {
    let line =
        |at: &str, by: &str, text: String| Line { at: at.to_string(), kind: "parental", text, by: by.to_string() };
    let mut lines = Vec::new();
    lines.extend(child.found.iter().map(|it| line(&it.at, &it.by, format!("Under 16, {}: {}", it.how, it.why))));
    lines.extend(child.views.iter().map(|said| {
        let of =
            child.newest(&said.adult_id).map_or_else(String::new, |record| format!(" of {}", record.requester.name()));
        line(&said.at, &said.by, format!("The child’s own view{of}: {}", said.view.words().to_lowercase()))
    }));
    lines.extend(
        child
            .assessments
            .iter()
            .map(|one| line(&one.at, &one.by, format!("Competence assessed: {}", one.outcome.words().to_lowercase()))),
    );
    lines.extend(
        child
            .blocks
            .iter()
            .map(|block| line(&block.at, &block.by, format!("Release blocked: {}", block.kind.words().to_lowercase()))),
    );
    lines.extend(child.answers.iter().map(|answer| {
        line(&answer.at, &answer.by, format!("Block answered: {}", answer.answer.words().to_lowercase()))
    }));
    lines
}

/// A request and what happened to it since.
pub(super) fn request(request: &RightsRequest, events: &[RequestEvent]) -> Vec<Line> {
    let reference = &request.reference;
    let logged = Line {
        at: request.at.clone(),
        kind: "request",
        text: format!("{} {reference} logged", right_name(request.right)),
        by: request.by.clone(),
    };
    let since = events.iter().map(|event| {
        let what = match event.kind {
            EventKind::IdReceived => "proof of identity came",
            EventKind::AuthorityReceived => "written authority came",
            EventKind::FeeAsked => "a fee was asked for",
            EventKind::FeePaid => "the fee was paid",
            EventKind::ClarificationAsked => "asked which records are meant",
            EventKind::ClarificationReplied => "told which records are meant",
            EventKind::ExtensionTold => "told that more time is needed",
            EventKind::Closed => "closed",
        };
        Line {
            at: event.at.clone(),
            kind: "request",
            text: format!("{} {reference}: {what}", right_name(request.right)),
            by: event.by.clone(),
        }
    });
    std::iter::once(logged).chain(since).collect()
}
