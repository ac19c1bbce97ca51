//! Which characters can be printed, and how the others are shown.

use super::FontSet;

/// Whether a character prints: some face has it, or it is a space, a line break or a mark without shape of its own.
pub(crate) fn is_printable(character: char) -> bool {
    match character {
        ' '..='~' | '\n' => true,
        _ if is_ignorable_mark(character) => true,
        _ if character.is_control() || is_direction_override(character) => false,
        _ => FontSet::shipped().has(character),
    }
}

/// Joiners, direction marks and break opportunities: part of correct spelling in several scripts, invisible by nature.
pub(crate) fn is_ignorable_mark(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}

/// Embeddings, overrides and isolates can make a name read as another one: they are shown, never obeyed.
fn is_direction_override(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The characters of a text that no shipped font can print, each once, in order of first appearance.
/// For the warning when a name is saved: a document prints each as its code point.
#[must_use]
pub fn printable(text: &str) -> Vec<char> {
    let mut missing = Vec::new();
    for character in text.chars() {
        if character != '\t' && character != '\r' && !is_printable(character) && !missing.contains(&character) {
            missing.push(character);
        }
    }
    missing
}
