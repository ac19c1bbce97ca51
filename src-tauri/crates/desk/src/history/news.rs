//! Stops of news and offers, and the way back.

use frontdesk_domain::consent::Answer;
use frontdesk_domain::marketing::standing::Step;
use frontdesk_store::consent_answer::ConsentAnswer;
use frontdesk_store::suppression::{Recorded, Source};

use super::Line;
use crate::patient::words::join;

/// The patient's own steps, those of one moment as one line. A stop that took a yes back stands there as that answer.
pub(super) fn steps(steps: &[Recorded], answers: &[ConsentAnswer]) -> Vec<Line> {
    let told = |recorded: &&Recorded| {
        let mut same = answers.iter().filter(|answer| answer.at == recorded.at && answer.answer == Answer::Withdrawn);
        let earlier = recorded.source == Some(Source::EarlierAnswer);
        !earlier && (recorded.step != Step::Stopped || !same.any(|answer| answer.channel == Some(recorded.channel)))
    };
    let shown: Vec<&Recorded> = steps.iter().filter(told).collect();
    shown
        .chunk_by(|one, other| one.at == other.at && what(&one.step) == what(&other.step))
        .filter_map(|group| {
            let first = group.first()?;
            let channels: Vec<&str> = group.iter().map(|recorded| recorded.channel.words()).collect();
            let text = format!("{} {}", what(&first.step), join(&channels)?);
            Some(Line { at: first.at.clone(), kind: "consent", text, by: first.by.clone() })
        })
        .collect()
}

fn what(step: &Step) -> &'static str {
    match step {
        Step::Stopped => "Stopped marketing by",
        Step::Asked { .. } => "Made a letter, at their wish, to start marketing again by",
        Step::Accepted { .. } => "Took the code of the letter: may ask again about marketing by",
    }
}
