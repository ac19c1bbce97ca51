//! What may be kept of a line that somebody typed or pasted.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// The longest surname, and the longest run of given names, in characters.
pub const NAME_MAX: usize = 100;

/// Why a typed text is not taken. `code` is one of `control-character`, `direction-mark`, `too-long`, `nothing-typed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TextProblem {
    pub code: String,
    pub message: String,
}

impl std::fmt::Display for TextProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for TextProblem {}

/// One line: composed (NFC), trimmed, inner runs of spaces made one. `field` names the box in the sentence, as in
/// "Surname". An empty line is returned empty: whether it may be is the caller's rule.
///
/// # Errors
/// Control characters (line breaks too), marks that change the reading direction or hide, and more than `max_chars`
/// characters, counted after trimming.
pub fn clean_line(raw: &str, max_chars: usize, field: &str) -> Result<String, TextProblem> {
    let composed: String = raw.trim().nfc().collect();
    refuse_hidden(&composed, field, |_| false)?;
    let line = composed.split_whitespace().collect::<Vec<_>>().join(" ");
    refuse_long(&line, max_chars, field)?;
    Ok(line)
}

/// Several lines, for notes and reasons: as [`clean_line`], but line breaks (all made `\n`) and inner spaces stay.
///
/// # Errors
/// As [`clean_line`].
pub fn clean_lines(raw: &str, max_chars: usize, field: &str) -> Result<String, TextProblem> {
    let unix = raw.replace("\r\n", "\n").replace('\r', "\n");
    let composed: String = unix.trim().nfc().collect();
    refuse_hidden(&composed, field, |c| matches!(c, '\n' | '\t'))?;
    refuse_long(&composed, max_chars, field)?;
    Ok(composed)
}

/// As [`clean_line`], and not empty.
///
/// # Errors
/// As [`clean_line`], and `nothing-typed`.
pub fn required_line(raw: &str, max_chars: usize, field: &str) -> Result<String, TextProblem> {
    let line = clean_line(raw, max_chars, field)?;
    if line.is_empty() {
        return Err(problem("nothing-typed", format!("{field} is empty. Type it to go on.")));
    }
    Ok(line)
}

fn refuse_hidden(text: &str, field: &str, allowed: impl Fn(char) -> bool) -> Result<(), TextProblem> {
    for (at, c) in text.chars().enumerate() {
        if allowed(c) {
            continue;
        }
        let place = format!("{field}: character {} is U+{:04X}", at + 1, u32::from(c));
        if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
            return Err(problem(
                "control-character",
                format!("{place}, which cannot be seen. It often comes with a paste. Type the text instead."),
            ));
        }
        if reorders(c) {
            return Err(problem(
                "direction-mark",
                format!("{place}, which changes the order letters are shown in. Type the text instead of pasting it."),
            ));
        }
    }
    Ok(())
}

/// Marks that reorder, or that make two different texts look the same. The joiners U+200C and U+200D are not among
/// them: Persian and Indic names need them.
fn reorders(c: char) -> bool {
    matches!(c,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}'
        | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

fn refuse_long(text: &str, max_chars: usize, field: &str) -> Result<(), TextProblem> {
    let count = text.chars().count();
    if count > max_chars {
        return Err(problem(
            "too-long",
            format!("{field} has {count} characters. Shorten it to {max_chars} or fewer."),
        ));
    }
    Ok(())
}

fn problem(code: &str, message: String) -> TextProblem {
    // The field's name may come in lower case and begins the sentence.
    let mut letters = message.chars();
    let message = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    TextProblem { code: code.to_owned(), message }
}
