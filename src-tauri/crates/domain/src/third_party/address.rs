//! Addresses: line by line, with any sign between the words and streets written out or short.

use super::token::{Text, Token};
use super::{Find, Kind, find};

/// Kinds of street and of dwelling, each with the short forms in use (Royal Mail's and the common ones).
const SHORT: [(&str, &[&str]); 42] = [
    ("apartment", &["apt", "flat", "unit"]),
    ("avenue", &["ave", "av"]),
    ("boulevard", &["blvd"]),
    ("building", &["bldg", "buildings"]),
    ("close", &["cl", "clo"]),
    ("cottage", &["cott", "cottages"]),
    ("court", &["ct", "crt"]),
    ("crescent", &["cres", "cresc"]),
    ("drive", &["dr", "drv"]),
    ("east", &["e"]),
    ("estate", &["est"]),
    ("gardens", &["gdns", "gdn", "garden"]),
    ("green", &["grn"]),
    ("grove", &["gr", "grv"]),
    ("hill", &["hl"]),
    ("house", &["hse", "ho"]),
    ("lane", &["ln", "la"]),
    ("mews", &["mws"]),
    ("mount", &["mt"]),
    ("north", &["n"]),
    ("park", &["pk"]),
    ("place", &["pl"]),
    ("alley", &[]),
    ("circus", &[]),
    ("parade", &["pde"]),
    ("passage", &[]),
    ("path", &[]),
    ("quay", &[]),
    ("rise", &[]),
    ("road", &["rd"]),
    ("row", &[]),
    ("vale", &[]),
    ("view", &["vw"]),
    ("wharf", &[]),
    ("yard", &["yd"]),
    ("south", &["s"]),
    ("square", &["sq"]),
    ("street", &["st", "str", "saint"]),
    ("terrace", &["ter", "terr", "tce"]),
    ("walk", &["wlk"]),
    ("way", &["wy"]),
    ("west", &["w"]),
];

/// Words of a dwelling: a number beside one of these alone is no address.
const DWELLINGS: [&str; 6] = ["apartment", "building", "floor", "room", "house", "block"];

/// One way of writing a word of an address.
pub(super) fn plain(folded: &str) -> &str {
    SHORT.iter().find(|(long, short)| *long == folded || short.contains(&folded)).map_or(folded, |(long, _)| long)
}

/// Whether a word is a kind of street.
pub(super) fn is_street(folded: &str) -> bool {
    let word = plain(folded);
    SHORT.iter().any(|(long, _)| *long == word)
        && !matches!(word, "apartment" | "building" | "east" | "west" | "north" | "south" | "estate")
}

pub(super) fn places(address: &str, text: &Text<'_>) -> Vec<Find> {
    let mut found = Vec::new();
    // Written whole it is taken out whole, the town with it.
    let whole = words_in(address);
    if whole.iter().any(|word| word.chars().any(|c| c.is_ascii_digit())) && whole.len() > 2 {
        found.extend(runs(&whole, text, true));
    }
    for line in address.split(['\n', ',', ';']) {
        let words = words_in(line);
        let numbered = words.iter().any(|word| word.chars().any(|c| c.is_ascii_digit()));
        let named = words.iter().filter(|word| word.chars().all(char::is_alphabetic));
        let telling = named.clone().any(|word| !DWELLINGS.contains(&word.as_str()));
        if words.is_empty() {
            continue;
        }
        found.extend(runs(&words, text, numbered && telling));
        // Without the kind of street, or without the number of the house.
        let short = match words.last() {
            Some(last) if is_street(last) => &words[..words.len() - 1],
            _ => &words[..],
        };
        if numbered && telling && short.len() > 1 && short.len() < words.len() {
            found.extend(runs(short, text, false));
        }
        let street: Vec<String> =
            words.iter().skip_while(|word| word.chars().any(|c| c.is_ascii_digit())).cloned().collect();
        if numbered && street.len() > 1 {
            found.extend(runs(&street, text, false));
        }
    }
    found
}

fn words_in(line: &str) -> Vec<String> {
    Text::of(line).tokens.iter().flat_map(split).map(|word| plain(&word).to_string()).collect()
}

/// A house number written with its letter: 4a, or 4 a.
fn split(token: &Token) -> Vec<String> {
    let digits: String = token.folded.chars().take_while(char::is_ascii_digit).collect();
    let rest: String = token.folded.chars().skip(digits.len()).collect();
    match (digits.is_empty(), rest.is_empty()) {
        (false, false) => vec![digits, rest],
        _ => vec![token.folded.clone()],
    }
}

/// Where the words stand one after the other, whatever signs are between them.
fn runs(words: &[String], text: &Text<'_>, certain: bool) -> Vec<Find> {
    // A town alone is a word of any text; shorter ones are none.
    if words.len() == 1 && words[0].chars().count() < 5 {
        return Vec::new();
    }
    let all: Vec<(String, usize, usize)> = text
        .tokens
        .iter()
        .flat_map(|token| split(token).into_iter().map(|word| (plain(&word).to_string(), token.start, token.end)))
        .collect();
    let mut found = Vec::new();
    for at in 0..all.len() {
        let mut end = at;
        let mut left = words.iter().peekable();
        let mut run = String::new();
        // Words run together or apart: Rosewood, Rose wood.
        while let (Some(wanted), Some((word, ..))) = (left.peek(), all.get(end)) {
            run.push_str(word);
            end += 1;
            // St John's is written St Johns as well, and both are the same street.
            if **wanted == run || run.strip_suffix('s').is_some_and(|run| run == **wanted) {
                left.next();
                run.clear();
            } else if !wanted.starts_with(run.as_str()) || run.chars().all(|c| c.is_ascii_digit()) {
                break;
            }
        }
        if left.peek().is_none() && run.is_empty() {
            found.push(find(all[at].1, all[end - 1].2, Kind::Address, certain));
        }
    }
    found
}
