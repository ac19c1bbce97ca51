//! What looks like somebody's although no record knows whose: a telephone, an e-mail, a postcode, a house in a street, a
//! person with a title or as somebody's aunt. Always for a person to look at.

use super::address::is_street;
use super::number::digit_runs;
use super::token::{Text, Token, is_title};
use super::{Detail, Find, Kind, find};

/// Relatives and others, before a name.
const RELATIVES: [&str; 46] = [
    "aunt",
    "auntie",
    "aunty",
    "boyfriend",
    "brother",
    "carer",
    "cousin",
    "dad",
    "daddy",
    "daughter",
    "ex",
    "father",
    "fiance",
    "fiancee",
    "flatmate",
    "fosterer",
    "friend",
    "girlfriend",
    "godfather",
    "godmother",
    "gran",
    "grandad",
    "granddad",
    "grandfather",
    "grandma",
    "grandmother",
    "grandpa",
    "granny",
    "guardian",
    "husband",
    "mother",
    "mum",
    "mummy",
    "nan",
    "nanny",
    "neighbour",
    "nephew",
    "niece",
    "partner",
    "sister",
    "son",
    "stepdad",
    "stepfather",
    "stepmother",
    "stepmum",
    "wife",
];
const UNCLE: &str = "uncle";
/// Digits of a telephone number.
const PHONE: std::ops::RangeInclusive<usize> = 10..=15;

pub(super) fn unknown(text: &Text<'_>, kept: &[Detail]) -> Vec<Find> {
    let mut found = Vec::new();
    phones(text, &mut found);
    emails(text, &mut found);
    postcodes(text, &mut found);
    houses(text, &mut found);
    people(text, kept, &mut found);
    found
}

fn phones(text: &Text<'_>, found: &mut Vec<Find>) {
    for run in digit_runs(text) {
        let digits = run.iter().filter(|sign| sign.sign != '+').count();
        let begins = run.first().is_some_and(|sign| sign.sign == '+' || sign.sign == '0');
        if begins && PHONE.contains(&digits) {
            found.push(find(run[0].start, run[run.len() - 1].end, Kind::Phone, false));
        }
    }
}

fn emails(text: &Text<'_>, found: &mut Vec<Find>) {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    for (at, _) in text.raw.match_indices('@') {
        let before: usize = text.raw[..at].chars().rev().take_while(|c| part(*c)).map(char::len_utf8).sum();
        let after = text.raw[at + 1..].trim_start_matches(part);
        let end = text.raw.len() - after.len();
        let domain = &text.raw[at + 1..end];
        if before > 0 && domain.trim_end_matches('.').contains('.') {
            found.push(find(at - before, at + 1 + domain.trim_end_matches('.').len(), Kind::Email, false));
        }
    }
}

/// Outward and inward code, together or apart (BS 7666).
fn postcodes(text: &Text<'_>, found: &mut Vec<Find>) {
    let shape = |word: &str| -> String {
        word.chars()
            .map(|c| {
                if c.is_ascii_digit() {
                    '9'
                } else if c.is_ascii_alphabetic() {
                    'A'
                } else {
                    '?'
                }
            })
            .collect()
    };
    let outward = |shape: &str| matches!(shape, "A9" | "A99" | "AA9" | "AA99" | "A9A" | "AA9A");
    for (at, token) in text.tokens.iter().enumerate() {
        let own = shape(&token.folded);
        if own.len() > 4 && own.ends_with("9AA") && outward(&own[..own.len() - 3]) {
            found.push(find(token.start, token.end, Kind::Postcode, false));
        } else if outward(&own)
            && let Some(next) = text.tokens.get(at + 1).filter(|next| shape(&next.folded) == "9AA" && text.is_near(at))
        {
            found.push(find(token.start, next.end, Kind::Postcode, false));
        }
    }
}

/// A number, one to three words with capitals, a kind of street.
fn houses(text: &Text<'_>, found: &mut Vec<Find>) {
    for (at, token) in text.tokens.iter().enumerate() {
        let numbered = token.folded.chars().next().is_some_and(|c| c.is_ascii_digit()) && token.folded.len() <= 4;
        if !numbered {
            continue;
        }
        for length in 1..=3 {
            let Some(street) = text.tokens.get(at + length + 1) else { break };
            if !(at..=at + length).all(|at| text.is_near(at)) {
                break;
            }
            let words = &text.tokens[at + 1..=at + length];
            if words.iter().all(|word| word.capital && !word.digits) && street.capital && is_street(&street.folded) {
                found.push(find(token.start, street.end, Kind::Address, false));
                break;
            }
        }
    }
}

fn people(text: &Text<'_>, kept: &[Detail], found: &mut Vec<Find>) {
    let is_name = |token: &Token| token.capital && !token.digits && token.folded.chars().count() > 1;
    for (at, token) in text.tokens.iter().enumerate() {
        let leads =
            is_title(&token.folded) || RELATIVES.binary_search(&token.folded.as_str()).is_ok() || token.folded == UNCLE;
        let Some(next) = text.tokens.get(at + 1).filter(|next| leads && text.is_near(at) && is_name(next)) else {
            continue;
        };
        if is_kept(&next.folded, kept) {
            continue;
        }
        let mut last = next;
        if let Some(more) = text.tokens.get(at + 2).filter(|more| text.is_near(at + 1) && is_name(more)) {
            last = more;
        }
        found.push(find(token.start, last.end, Kind::Name, false));
    }
}

/// A name, or a part of one, of somebody the text may name.
fn is_kept(folded: &str, kept: &[Detail]) -> bool {
    kept.iter().any(|detail| match detail {
        Detail::Name { given, surname } => {
            [given, surname].into_iter().any(|part| crate::search::fold(part).split(' ').any(|word| word == folded))
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_relatives_are_in_order_so_that_each_is_found() {
        assert!(super::RELATIVES.is_sorted(), "{:?}", super::RELATIVES.windows(2).find(|two| two[0] > two[1]));
    }
}
