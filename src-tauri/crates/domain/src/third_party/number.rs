//! Numbers, postcodes, e-mail addresses and days, whatever stands between their signs.

use chrono::{Datelike, NaiveDate};

use super::token::{Text, is_unseen};
use super::{Find, Kind, find};
use crate::date_entry::parse_typed;
use crate::search::normalise_phone;

/// As many last digits of a telephone number are likely to be its own.
const TAIL: usize = 6;
/// Fewer signs than this are no number that is somebody's alone.
const SHORTEST: usize = 6;
/// Between two digits of one number at most so many signs.
const GAP: usize = 3;
/// Words of a day at most: "the 4th of April 1979".
const DAY_WORDS: usize = 5;

/// One sign that counts, with its place.
#[derive(Clone, Copy)]
pub(super) struct Sign {
    pub sign: char,
    pub start: usize,
    pub end: usize,
}

fn is_between(c: char) -> bool {
    c.is_whitespace()
        || is_unseen(c)
        || matches!(c, '-' | '.' | '(' | ')' | '/' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{b7}')
}

/// The digits of the text in runs: what is between the digits of one run could stand inside a number. A plus sign begins
/// one.
pub(super) fn digit_runs(text: &Text<'_>) -> Vec<Vec<Sign>> {
    let mut runs: Vec<Vec<Sign>> = Vec::new();
    let mut gap = usize::MAX;
    for (at, c) in text.raw.char_indices() {
        let digit = c.to_digit(10).or_else(|| wide_digit(c)).and_then(|digit| char::from_digit(digit, 10));
        if let Some(sign) = digit {
            let sign = Sign { sign, start: at, end: at + c.len_utf8() };
            match runs.last_mut().filter(|_| gap <= GAP) {
                Some(run) => run.push(sign),
                None => runs.push(vec![sign]),
            }
            gap = 0;
        } else if c == '+' {
            runs.push(vec![Sign { sign: '+', start: at, end: at + 1 }]);
            gap = 0;
        } else if is_between(c) {
            gap = gap.saturating_add(usize::from(!is_unseen(c)));
        } else {
            gap = usize::MAX;
        }
    }
    runs
}

fn wide_digit(c: char) -> Option<u32> {
    let base = match c {
        '\u{ff10}'..='\u{ff19}' => 0xff10,
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        _ => return None,
    };
    Some(u32::from(c) - base)
}

/// Where `wanted` stands in a run of signs, with no sign of the same kind right beside it.
fn in_run(run: &[Sign], wanted: &str) -> Vec<(usize, usize)> {
    let wanted: Vec<char> = wanted.chars().collect();
    if wanted.is_empty() || wanted.len() > run.len() {
        return Vec::new();
    }
    (0..=run.len() - wanted.len())
        .filter(|at| run[*at..*at + wanted.len()].iter().map(|sign| sign.sign).eq(wanted.iter().copied()))
        .filter(|at| {
            let (first, last) = (*at, *at + wanted.len() - 1);
            let is_its_own = |beside: &Sign| beside.sign.is_alphanumeric();
            let before = first.checked_sub(1).is_none_or(|at| !is_its_own(&run[at]) || run[at].end < run[first].start);
            let after = run.get(last + 1).is_none_or(|after| !is_its_own(after) || run[last].end < after.start);
            before && after
        })
        .map(|at| (at, at + wanted.len()))
        .collect()
}

pub(super) fn phone_places(phone: &str, text: &Text<'_>) -> Vec<Find> {
    let number = normalise_phone(phone);
    if number.len() < SHORTEST {
        return Vec::new();
    }
    let mut forms = vec![number.clone()];
    if let Some(national) = number.strip_prefix('0').filter(|rest| !rest.starts_with('0')) {
        forms.extend(["44", "0044", "440", "00440"].map(|code| format!("{code}{national}")));
        if national.len() >= 9 {
            forms.push(national.to_string());
        }
    } else if let Some(abroad) = number.strip_prefix("00") {
        forms.push(abroad.to_string());
    }
    let mut found = Vec::new();
    for run in digit_runs(text) {
        for form in &forms {
            for (from, to) in in_run(&run, form) {
                let from = if from > 0 && run[from - 1].sign == '+' { from - 1 } else { from };
                let (start, end) = (run[from].start, run[to - 1].end);
                // (07700) 900123: the bracket belongs to it.
                let start = match text.raw[..start].ends_with('(') && text.raw[start..end].contains(')') {
                    true => start - 1,
                    false => start,
                };
                found.push(find(start, end, Kind::Phone, true));
            }
        }
        // The end of it alone, as somebody says it who knows the rest.
        let digits: String = run.iter().map(|sign| sign.sign).collect();
        if digits.len() >= TAIL && digits.len() < number.len() && number.ends_with(&digits) {
            found.push(find(run[0].start, run[run.len() - 1].end, Kind::Phone, false));
        }
    }
    found
}

/// The letters and digits of a text, with what cannot be seen and the signs of a written number left out. O counts as 0 and
/// I as 1, as in any number read aloud or by a machine.
fn alike(c: char) -> char {
    match c {
        'O' => '0',
        'I' => '1',
        other => other,
    }
}

fn signs(text: &Text<'_>) -> Vec<Sign> {
    use unicode_normalization::UnicodeNormalization;
    let mut all = Vec::new();
    for (start, c) in text.raw.char_indices() {
        let end = start + c.len_utf8();
        let single = std::iter::once(c).nfkc().collect::<String>();
        for c in single.chars() {
            if c.is_alphanumeric() {
                all.extend(c.to_uppercase().map(|upper| Sign { sign: alike(upper), start, end }));
            } else if !is_between(c) {
                all.push(Sign { sign: '\u{0}', start, end });
            }
        }
    }
    all
}

fn compact(code: &str) -> String {
    code.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).map(alike).collect()
}

fn code_places(code: &str, text: &Text<'_>, kind: Kind, least: usize) -> Vec<Find> {
    let code = compact(code);
    if code.chars().count() < least {
        return Vec::new();
    }
    let all = signs(text);
    in_run(&all, &code).into_iter().map(|(from, to)| find(all[from].start, all[to - 1].end, kind, true)).collect()
}

pub(super) fn number_places(number: &str, text: &Text<'_>) -> Vec<Find> {
    code_places(number, text, Kind::Number, SHORTEST)
}

/// The shortest postcode has five signs: M1 1AE.
pub(super) fn postcode_places(postcode: &str, text: &Text<'_>) -> Vec<Find> {
    code_places(postcode, text, Kind::Postcode, 5)
}

/// A text without its spaces, `(at)` and `dot` as the signs they stand for. With `words`, "at" and "dot" between spaces too.
fn address_signs(text: &Text<'_>, words: bool) -> Vec<Sign> {
    let raw = text.raw;
    let mut all: Vec<Sign> = Vec::new();
    let mut skip = 0;
    for (start, c) in raw.char_indices() {
        if start < skip {
            continue;
        }
        let rest = &raw[start..];
        let said = [("(at)", '@'), ("[at]", '@'), ("{at}", '@'), ("(dot)", '.'), ("[dot]", '.'), ("{dot}", '.')]
            .into_iter()
            .chain([(" at ", '@'), (" dot ", '.')].into_iter().filter(|_| words))
            .find(|(said, _)| rest.get(..said.len()).is_some_and(|there| there.eq_ignore_ascii_case(said)));
        if let Some((said, sign)) = said {
            all.push(Sign { sign, start, end: start + said.len() });
            // The space after it may begin the next.
            skip = start + said.trim_end().len();
            continue;
        }
        if c.is_whitespace() || is_unseen(c) {
            continue;
        }
        all.extend(c.to_lowercase().map(|sign| Sign { sign, start, end: start + c.len_utf8() }));
    }
    all
}

fn belongs(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '%' | '+' | '-')
}

pub(super) fn email_places(email: &str, text: &Text<'_>) -> Vec<Find> {
    use unicode_normalization::UnicodeNormalization;
    let wanted: Vec<char> =
        email.nfc().filter(|c| !c.is_whitespace() && !is_unseen(*c)).flat_map(char::to_lowercase).collect();
    let local: String = wanted.iter().take_while(|c| **c != '@').collect();
    if local.len() == wanted.len() || wanted.len() < 5 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for words in [false, true] {
        let all = address_signs(text, words);
        for at in 0..all.len().saturating_sub(wanted.len() - 1) {
            let there = &all[at..at + wanted.len()];
            if !there.iter().map(|sign| sign.sign).eq(wanted.iter().copied()) {
                continue;
            }
            let (start, end) = (there[0].start, there[there.len() - 1].end);
            let before = at.checked_sub(1).map(|before| all[before]).filter(|before| before.end == start);
            let after = all.get(at + wanted.len()).filter(|after| after.start == end);
            let inside = before.is_some_and(|before| belongs(before.sign) || before.sign == '.')
                || after.is_some_and(|after| {
                    let next = all.get(at + wanted.len() + 1).filter(|next| next.start == after.end);
                    let goes_on = after.sign == '.' && next.is_some_and(|next| next.sign.is_alphanumeric());
                    belongs(after.sign) || after.sign == '@' || goes_on
                });
            found.push(find(start, end, Kind::Email, !inside));
        }
    }
    // What stands before the sign is often a name of its own: jane.doe79.
    if local.chars().count() >= SHORTEST {
        let lower = text.raw.to_lowercase();
        if lower.len() == text.raw.len() {
            found.extend(lower.match_indices(&local).map(|(at, there)| find(at, at + there.len(), Kind::Email, false)));
        }
    }
    found
}

pub(super) fn born_places(born: NaiveDate, text: &Text<'_>) -> Vec<Find> {
    // Typed days are read as births before this one.
    let today = NaiveDate::from_ymd_opt(born.year() + 99, 12, 31).unwrap_or(born);
    let mut found = Vec::new();
    for at in 0..text.tokens.len() {
        for length in (1..=DAY_WORDS).rev() {
            let Some(last) = text.tokens.get(at + length - 1) else { continue };
            let words = &text.raw[text.tokens[at].start..last.end];
            if words.len() <= 40 && parse_typed(words, today) == Some(born) {
                found.push(find(text.tokens[at].start, last.end, Kind::Born, true));
                break;
            }
        }
    }
    found
}
