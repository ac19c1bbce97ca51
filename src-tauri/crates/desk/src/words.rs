//! Stored values as words on screen and paper.

use crate::clock::day_words;

/// The parts that are there, each a sentence.
pub(crate) fn sentences(parts: &[Option<String>]) -> String {
    parts.iter().flatten().map(|part| format!("{}.", part.trim_end_matches('.'))).collect::<Vec<_>>().join(" ")
}

/// A stored day, YYYY-MM-DD, as "24 Nov 2026".
pub(crate) fn stored_day(text: &str) -> String {
    text.parse().map_or_else(|_| text.to_string(), day_words)
}
