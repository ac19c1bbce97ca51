//! Names: in either order, with or without middle names, by initial or title, run together or apart, with any accents.

use super::common_words::is_common;
use super::token::{Text, is_title};
use super::{Detail, Find, Kind, find};
use crate::search::fold;
use crate::translit;

/// Initials before a surname at most.
const INITIALS: usize = 3;
/// A part of a name is at most so many words in a text: `van der Berg`.
const RUN: usize = 4;

/// A name as its parts are spelt.
struct Name {
    /// Each given name, with every spelling.
    given: Vec<Part>,
    surname: Option<Part>,
}

struct Part {
    spelt: Vec<String>,
    initial: Option<char>,
    common: bool,
}

impl Part {
    fn of(text: &str) -> Option<Self> {
        let mut spelt = vec![fold(text).replace(' ', "")];
        spelt.extend(translit::spellings(text).iter().map(|way| way.replace('<', "").to_lowercase()));
        // Umlauts as people type them without the sign: Mueller for a record that says Muller is a person's to decide.
        spelt.retain(|way| way.chars().count() > 1 || !way.is_ascii());
        spelt.sort();
        spelt.dedup();
        let initial = spelt.first()?.chars().next();
        let common = spelt.iter().any(|way| is_common(way));
        Some(Self { spelt, initial, common })
    }

    /// How many tokens from `at` on make this part.
    fn run(&self, text: &Text<'_>, at: usize) -> Option<usize> {
        let mut run = String::new();
        for length in 1..=RUN {
            let token = text.tokens.get(at + length - 1)?;
            if length > 1 && !text.is_near(at + length - 2) {
                return None;
            }
            run.push_str(&token.folded);
            if self.spelt.contains(&run) {
                return Some(length);
            }
            // Their own: the Does', Doe's.
            if run.strip_suffix('s').is_some_and(|one| self.spelt.iter().any(|way| way == one && way.len() > 3)) {
                return Some(length);
            }
            if !self.spelt.iter().any(|way| way.starts_with(run.as_str())) {
                return None;
            }
        }
        None
    }
}

impl Name {
    fn of(given: &str, surname: &str) -> Self {
        let given = given.split(|c: char| c.is_whitespace() || c == ',').filter_map(Part::of).collect();
        Self { given, surname: Part::of(surname) }
    }

    fn given_run(&self, text: &Text<'_>, at: usize) -> Option<usize> {
        self.given.iter().find_map(|part| part.run(text, at))
    }

    fn is_initial(&self, text: &Text<'_>, at: usize) -> bool {
        let Some(token) = text.tokens.get(at) else { return false };
        let mut letters = token.folded.chars();
        match (letters.next(), letters.next(), letters.next()) {
            (Some(one), None, _) => self.given.iter().any(|part| part.initial == Some(one)),
            // SM Doe.
            (Some(one), Some(two), None) if token.capital => {
                let has = |c| self.given.iter().any(|part| part.initial == Some(c));
                self.given.len() > 1 && has(one) && has(two) && one != two
            }
            _ => false,
        }
    }
}

pub(super) fn places(given: &str, surname: &str, text: &Text<'_>, kept: &[Detail]) -> Vec<Find> {
    let name = Name::of(given, surname);
    let shared = shares(&name, kept);
    let mut found = Vec::new();
    for at in 0..text.tokens.len() {
        if let Some(surname) = &name.surname
            && let Some(length) = surname.run(text, at)
        {
            found.extend(around(&name, surname, text, at, length, &shared));
        }
        if let Some(length) = name.given_run(text, at) {
            found.extend(given_alone(&name, text, at, length, &shared));
        }
    }
    found
}

/// Which parts somebody who is kept has too.
struct Shared {
    surname: bool,
    given: Vec<String>,
}

fn shares(name: &Name, kept: &[Detail]) -> Shared {
    let mut shared = Shared { surname: false, given: Vec::new() };
    for detail in kept {
        let Detail::Name { given, surname } = detail else { continue };
        let other = Name::of(given, surname);
        if let (Some(ours), Some(theirs)) = (&name.surname, &other.surname) {
            shared.surname |= ours.spelt.iter().any(|way| theirs.spelt.contains(way));
        }
        shared.given.extend(other.given.into_iter().flat_map(|part| part.spelt));
    }
    shared
}

/// A surname, with whatever of the name stands beside it.
fn around(name: &Name, surname: &Part, text: &Text<'_>, at: usize, length: usize, shared: &Shared) -> Option<Find> {
    let (mut start, mut end) = (at, at + length);
    let (mut given, mut initial, mut title) = (false, false, false);
    // Before it: given names, initials, a title, back to the first that is none of these.
    while start > 0 && at - start < INITIALS + RUN && text.is_near(start - 1) {
        let back = (1..=RUN.min(start)).find(|back| name.given_run(text, start - back) == Some(*back));
        if let Some(back) = back {
            given = true;
            start -= back;
        } else if name.is_initial(text, start - 1) {
            initial = true;
            start -= 1;
        } else if is_title(&text.tokens[start - 1].folded) {
            title = true;
            start -= 1;
            break;
        } else {
            break;
        }
    }
    // A middle name that no record knows: Sarah Louise Doe.
    if !given && !title && start > 1 && text.is_near(start - 1) && text.is_near(start - 2) {
        let middle = &text.tokens[start - 1];
        if middle.capital && !middle.digits && name.given_run(text, start - 2) == Some(1) {
            given = true;
            start -= 2;
        }
    }
    // After it: Doe, Sarah; Doe S M; DOE Sarah Mary.
    while end < text.tokens.len() && end - at < INITIALS + RUN && text.is_near(end - 1) {
        if let Some(on) = name.given_run(text, end) {
            given = true;
            end += on;
        } else if name.is_initial(text, end) && text.tokens[end].capital {
            initial = true;
            end += 1;
        } else if is_title(&text.tokens[end].folded) && !title && !given {
            title = true;
            end += 1;
        } else {
            break;
        }
    }
    let tokens = &text.tokens[start..end];
    let written = tokens.iter().all(|token| token.capital);
    // "will young" is a verb and an adjective; "Will Young" is somebody.
    let words = surname.common && name.given.iter().all(|part| part.common);
    let certain = match (given, initial || title) {
        (true, _) => written || !words,
        (_, true) => !shared.surname && (written || !surname.common),
        // Alone it is somebody's of that family.
        _ => false,
    };
    if start == at && end == at + length {
        // Alone: the family's own name, or a word of the language.
        let word = surname.common && (!tokens[0].capital || tokens[0].first);
        if shared.surname || word {
            return None;
        }
    }
    Some(find(tokens[0].start, tokens[tokens.len() - 1].end, Kind::Name, certain))
}

/// A given name by itself.
fn given_alone(name: &Name, text: &Text<'_>, at: usize, length: usize, shared: &Shared) -> Option<Find> {
    let tokens = &text.tokens[at..at + length];
    let run: String = tokens.iter().map(|token| token.folded.as_str()).collect();
    let part = name.given.iter().find(|part| part.spelt.contains(&run))?;
    if shared.given.contains(&run) {
        return None;
    }
    if part.common {
        // As a name: with a capital, inside a sentence, and no day beside it (3 May, June 2024).
        let digits = |at: Option<usize>| at.and_then(|at| text.tokens.get(at)).is_some_and(|token| token.digits);
        let dated = digits(at.checked_sub(1)) || digits(Some(at + length));
        if !tokens[0].capital || tokens[0].first || dated {
            return None;
        }
    }
    let mut start = at;
    if at > 0 && text.is_near(at - 1) && is_title(&text.tokens[at - 1].folded) {
        start -= 1;
    }
    Some(find(text.tokens[start].start, tokens[tokens.len() - 1].end, Kind::Name, false))
}
