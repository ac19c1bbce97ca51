//! The one search box: what was typed, sorted into names, a date of birth, a phone, an e-mail address, a reference.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::date_entry::{MONTHS, parse_typed};
use crate::translit;

/// What a typed text asks for. Everything in it must hold of a patient found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SearchTerms {
    /// Words of the name, each as [`fold`] makes them, in the order typed. The last may be unfinished.
    pub names: Vec<String>,
    pub born: Option<NaiveDate>,
    /// Digits as [`normalise_phone`] makes them; perhaps only the first few.
    pub phone: Option<String>,
    /// Lower-cased; perhaps only its beginning.
    pub email: Option<String>,
    /// Upper-cased, such as `KM-10482`.
    pub reference: Option<String>,
}

impl SearchTerms {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Fewer typed digits than this are no phone number yet.
const PHONE_LEAST: usize = 4;
/// Nobody types more words than this; the rest is left out, so that a pasted page costs nothing.
const WORDS_MOST: usize = 24;
/// A date is typed in at most this many words, as in "the 2nd of September 1979".
const DATE_WORDS: usize = 5;

/// Sorts a typed text. Day first in dates; two-digit years as births before `today`.
pub fn parse(text: &str, today: NaiveDate) -> SearchTerms {
    let composed: String = text.nfkc().take(400).collect();
    let mut words: Vec<&str> = composed
        .split([' ', '\t', '\n', '\r', ',', ';', '\u{a0}'])
        .filter(|w| !w.is_empty())
        .take(WORDS_MOST)
        .collect();
    let mut terms = SearchTerms::default();
    words.retain(|word| {
        if terms.email.is_none() && word.contains('@') && word.len() > 1 {
            terms.email = Some(normalise_email(word));
            false
        } else if terms.reference.is_none() && is_reference(word) {
            terms.reference = Some(word.to_ascii_uppercase());
            false
        } else {
            true
        }
    });
    if let Some((at, length, date)) = date_among(&words, today) {
        terms.born = Some(date);
        words.drain(at..at + length);
    } else {
        leave_out_unfinished_date(&mut words);
    }
    let (digits, names): (Vec<&str>, Vec<&str>) = words.into_iter().partition(|word| is_phone_part(word));
    let phone = normalise_phone(&digits.concat());
    if phone.len() >= PHONE_LEAST {
        terms.phone = Some(phone);
    }
    terms.names = names
        .iter()
        .flat_map(|word| fold(word).split(' ').map(str::to_owned).collect::<Vec<_>>())
        .filter(|w| !w.is_empty())
        .collect();
    terms
}

/// The first and longest run of words that reads as a date: (where, how many words, the date).
fn date_among(words: &[&str], today: NaiveDate) -> Option<(usize, usize, NaiveDate)> {
    for length in (1..=DATE_WORDS.min(words.len())).rev() {
        for at in 0..=words.len() - length {
            if let Some(date) = parse_typed(&words[at..at + length].join(" "), today) {
                return Some((at, length, date));
            }
        }
    }
    None
}

/// Somebody who has typed `14 ma` of a date is not looking for a phone or a name yet: the list stays as it was before.
fn leave_out_unfinished_date(words: &mut Vec<&str>) {
    let Some(at) = words.iter().position(|word| begins_date(word)) else {
        return;
    };
    let more = words[at + 1..]
        .iter()
        .take(DATE_WORDS - 1)
        .take_while(|word| is_month_begun(word) || (word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit())))
        .count();
    words.drain(at..=at + more);
}

/// A day of one or two digits, perhaps with more of the date behind a sign: `14`, `14th`, `14/3`, `14mar`. A phone number's
/// first run of digits is longer.
fn begins_date(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits)
        && word.bytes().skip(digits).all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'.' | b'-'))
}

fn is_month_begun(word: &str) -> bool {
    let lower = word.to_lowercase();
    lower == "of" || MONTHS.iter().any(|month| month.to_lowercase().starts_with(&lower))
}

/// One to four letters, a hyphen, then digits: `KM-10482`, `R-2026-034`.
fn is_reference(word: &str) -> bool {
    let Some((letters, rest)) = word.split_once('-') else {
        return false;
    };
    (1..=4).contains(&letters.len())
        && letters.bytes().all(|b| b.is_ascii_alphabetic())
        && !rest.is_empty()
        && rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.bytes().all(|b| b.is_ascii_digit() || b == b'-')
}

fn is_phone_part(word: &str) -> bool {
    word.bytes().any(|b| b.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '(' | ')' | '-' | '.' | '/'))
}

/// Digits of a phone number as it is kept for finding: a British number begins with 0 (`+44 (0)7700 900123`,
/// `0044 7700 900123` and `07700 900 123` are all `07700900123`); another country's with `00` and its code.
pub fn normalise_phone(text: &str) -> String {
    let composed: String = text.nfkc().collect();
    let trimmed = composed.trim_start();
    let international = trimmed.starts_with('+') || trimmed.starts_with("(+");
    let digits: String = trimmed.chars().filter(char::is_ascii_digit).collect();
    let abroad = if international { Some(digits.as_str()) } else { digits.strip_prefix("00") };
    match abroad {
        Some(number) => match number.strip_prefix("44") {
            Some(national) => format!("0{}", national.strip_prefix('0').unwrap_or(national)),
            None => format!("00{number}"),
        },
        None => digits,
    }
}

/// An e-mail address as it is kept for finding: trimmed, lower-cased.
pub fn normalise_email(text: &str) -> String {
    text.trim().nfc().collect::<String>().to_lowercase()
}

/// A name as it is kept for finding: lower-case words of letters and digits with one space between; no accents, no
/// apostrophes (`O'Neil` is `oneil`), hyphens and other signs become spaces (`Smith-Jones` is `smith jones`).
/// Letters that carry no separable accent are spelt out: `ł` l, `ø` o, `đ` d, `ß` ss, `æ` ae, `þ` th.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd() {
        if translit::is_accent(c) || translit::is_apostrophe(c) {
            continue;
        }
        if let Some(spelt) = translit::plain_latin(c) {
            folded.push_str(spelt);
        } else if c.is_alphanumeric()
            || unicode_normalization::char::is_combining_mark(c)
            || matches!(c, '\u{200c}' | '\u{200d}')
        {
            // Lower-casing may itself give an accent back: `İ` is `i` and a dot.
            folded.extend(c.to_lowercase().filter(|&c| !translit::is_accent(c)));
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The words under which a name is found: [`fold`], then other spellings people type: the travel-document one
/// (`Müller`: `muller mueller`) and hyphenated parts run together (`Smith-Jones`: `smith jones smithjones`).
pub fn index_words(text: &str) -> String {
    let mut words: Vec<String> = fold(text).split(' ').map(str::to_owned).collect();
    for part in text.split_whitespace() {
        let joined = fold(part).replace(' ', "");
        let document = translit::to_mrz(part).replace('<', "").to_lowercase();
        for other in [joined, document] {
            if !other.is_empty() && !words.contains(&other) {
                words.push(other);
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words.join(" ")
}
