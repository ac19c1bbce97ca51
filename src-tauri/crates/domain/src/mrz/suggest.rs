//! Near-misses: characters that look alike, offered only where with them the check digit holds.

use chrono::NaiveDate;

use super::zone::Zone;
use super::{Change, CheckStatus, Field, Suggestion, dates};
use crate::date_entry::show;

/// Pairs that are mistaken by eye or by optical reading: letter, digit.
const ALIKE: [(u8, u8); 8] =
    [(b'O', b'0'), (b'I', b'1'), (b'B', b'8'), (b'S', b'5'), (b'Z', b'2'), (b'G', b'6'), (b'D', b'0'), (b'Q', b'0')];
/// More would be guessing.
const OFFERED_MOST: usize = 6;

type Place = (usize, usize);

/// For each failed field, the changes that make it hold: one character, or every one of the same kind.
pub fn near_misses(zone: &Zone, failed: &[Field], on: NaiveDate) -> Vec<Suggestion> {
    let mut found: Vec<Suggestion> = Vec::new();
    for &field in failed {
        // The composite fails with every field it covers: their own suggestions say whether it then holds.
        if field == Field::Composite && failed.len() > 1 {
            continue;
        }
        let places = places(zone, field);
        for changes in candidates(zone, &places) {
            if let Some(suggestion) = tried(zone, field, &changes, on)
                && !found.contains(&suggestion)
            {
                found.push(suggestion);
            }
        }
    }
    found.sort_by_key(|s| (s.field, !s.composite_passes, s.changes.len()));
    found.truncate(OFFERED_MOST);
    found
}

/// The places that decide whether a field's digit holds.
fn places(zone: &Zone, field: Field) -> Vec<Place> {
    let layout = zone.layout;
    let place = layout.place(field);
    let mut spans = vec![place.span];
    if field == Field::Number {
        spans.extend(zone.number_rest());
    }
    if field == Field::Composite {
        // With every other digit holding, the slip is where only the composite looks.
        spans.extend(layout.optional.check.is_none().then_some(layout.optional.span));
        spans.extend(layout.more_optional);
    }
    let mut places: Vec<Place> = spans.iter().flat_map(|span| (span.from..span.to).map(|at| (span.line, at))).collect();
    places.extend(place.check);
    places
}

/// Every single change, then every change of all characters of one kind, then all letters to digits: somebody who types O
/// for 0 does it throughout.
fn candidates(zone: &Zone, places: &[Place]) -> Vec<Vec<(Place, u8)>> {
    let swaps = ALIKE.iter().flat_map(|&(letter, digit)| [(letter, digit), (digit, letter)]);
    let mut all: Vec<Vec<(Place, u8)>> = Vec::new();
    let mut together: Vec<Vec<(Place, u8)>> = Vec::new();
    for (read, better) in swaps {
        let of_kind: Vec<(Place, u8)> =
            places.iter().filter(|&&at| zone.byte(at) == read).map(|&at| (at, better)).collect();
        all.extend(of_kind.iter().map(|&change| vec![change]));
        if of_kind.len() > 1 {
            together.push(of_kind);
        }
    }
    let digits =
        |at: &Place| ALIKE.iter().find(|(letter, _)| zone.byte(*at) == *letter).map(|(_, digit)| (*at, *digit));
    let every: Vec<(Place, u8)> = places.iter().filter_map(digits).collect();
    if every.len() > 1 && !together.contains(&every) {
        together.push(every);
    }
    all.extend(together);
    all
}

fn tried(zone: &Zone, field: Field, changes: &[(Place, u8)], on: NaiveDate) -> Option<Suggestion> {
    let mut changed = zone.clone();
    for &((line, at), better) in changes {
        *changed.lines.get_mut(line)?.get_mut(at)? = better;
    }
    if changed.status(field) != CheckStatus::Pass {
        return None;
    }
    let composite = changed.status(Field::Composite);
    let span = changed.layout.place(field).span;
    let value = match field {
        Field::Number => changed.number(),
        Field::Birth => dates::birth(changed.bytes(span), on).born.map(show)?,
        Field::Expiry => dates::expiry(changed.bytes(span), on).map(show)?,
        Field::Optional => changed.optional(),
        Field::Composite => changed.layout.composite.map(|at| char::from(changed.byte(at)).to_string())?,
    };
    let listed: Vec<Change> = changes
        .iter()
        .map(|&((line, at), better)| Change {
            line: u32::try_from(line + 1).unwrap_or(u32::MAX),
            position: u32::try_from(at + 1).unwrap_or(u32::MAX),
            read: char::from(zone.byte((line, at))).to_string(),
            better: char::from(better).to_string(),
        })
        .collect();
    Some(Suggestion {
        field,
        message: message(&listed, field, composite),
        changes: listed,
        value,
        composite_passes: composite == CheckStatus::Pass,
        lines: changed.lines.iter().map(|line| String::from_utf8_lossy(line).into_owned()).collect(),
    })
}

fn message(changes: &[Change], field: Field, composite: CheckStatus) -> String {
    let read = match changes {
        [one] => {
            format!("Character {} of line {} was read as {}. With {}", one.position, one.line, one.read, one.better)
        }
        many => {
            let each: Vec<String> = many.iter().map(|c| format!("{} to {}", c.read, c.better)).collect();
            format!("{} characters look alike. With {}", many.len(), each.join(", "))
        }
    };
    let holds = match (field, composite) {
        (Field::Composite, _) => "the whole line's check digit passes",
        (_, CheckStatus::Pass) => "this check digit and the whole line's both pass",
        (_, CheckStatus::Fail) => "this check digit passes, the whole line's does not yet",
        (_, CheckStatus::NotPresent) => "this check digit passes",
    };
    format!("{read}, {holds}.")
}
