//! What the intake sheet is shown of the answers about news, once stops are taken into account: the stop decides, not the answer.

use chrono::{DateTime, Utc};

use crate::catalogue::{Clinic, MarketingChannel, PurposeKind};
use crate::consent::{Answer, Capacity, Held};

/// Whether a channel is stopped, and since when.
pub type Stop = (MarketingChannel, Option<DateTime<Utc>>);

/// The answers as the sheet takes them: a stopped channel counts as taken back since its stop, whatever was answered, or
/// nothing; one that was taken back and may be asked about again counts as never answered.
pub fn under_stops(clinic: &Clinic, held: &[Held], stops: &[Stop]) -> Vec<Held> {
    let mut shown = held.to_vec();
    for purpose in clinic.purposes.iter().filter(|purpose| purpose.kind == PurposeKind::Marketing) {
        let Some(channel) = purpose.channel else { continue };
        let since = stops.iter().find(|(of, _)| *of == channel).and_then(|(_, since)| *since);
        let newest = held.iter().filter(|held| held.purpose == purpose.id).max_by_key(|held| held.at);
        match since {
            Some(at) => {
                shown.retain(|held| held.purpose != purpose.id);
                let wording_version = newest.map_or(0, |held| held.wording_version);
                let capacity = newest.map_or(Capacity::Patient, |held| held.capacity);
                let purpose = purpose.id.clone();
                shown.push(Held { purpose, answer: Answer::Withdrawn, wording_version, capacity, born: None, at });
            }
            None if newest.is_some_and(|held| held.answer == Answer::Withdrawn) => {
                shown.retain(|held| held.purpose != purpose.id);
            }
            None => {}
        }
    }
    shown
}
