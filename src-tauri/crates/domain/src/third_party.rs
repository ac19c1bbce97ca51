//! Other people in a text that goes out: who and what must not be in it is found however it is spelt. One matcher for every
//! response.
//!
//! A find is *certain* where all that identifies stands there: a whole number, postcode, house number and street, a surname
//! with a given name, an initial or a title. It is *likely* where something may be theirs and may be not: a first name
//! alone, a street without its number, somebody's telephone that no record knows. What is certain is taken out; what is
//! likely is for a person to decide, in the line where it stands (ICO, "Right of access", information about other people;
//! DPA 2018 Sch 2 para 16).

mod address;
mod common_words;
mod name;
mod number;
mod pattern;
mod token;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use token::Text;

/// Something that says who or where somebody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// A person's name.
    Name {
        /// Given names, in any order; may be empty.
        given: String,
        /// Surname; may be empty where only one name is known.
        surname: String,
    },
    /// A telephone number, as typed.
    Phone(String),
    /// Another number that is theirs alone, such as an NHS number: letters and digits.
    Number(String),
    /// An e-mail address.
    Email(String),
    /// A postcode.
    Postcode(String),
    /// An address: lines, or parts between commas.
    Address(String),
    /// A date of birth.
    Born(NaiveDate),
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Somebody's name.
    Name,
    /// A telephone number.
    Phone,
    /// Another number.
    Number,
    /// An e-mail address.
    Email,
    /// A postcode.
    Postcode,
    /// An address or a part of one.
    Address,
    /// A date of birth.
    Born,
}

/// One place in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Find {
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// All that identifies stands there.
    pub certain: bool,
    /// Whose: the place in [`People::others`]. None for somebody that no record knows.
    pub whose: Option<usize>,
}

/// Whom a text may name, and whom not.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// What must not be in it.
    pub others: Vec<Detail>,
    /// What may be: the person it is about, the one who asks, the health professionals who contributed, the clinic itself.
    pub kept: Vec<Detail>,
}

impl People {
    /// Every place in `text` where somebody else is, or may be, named. In order; none overlaps another. Finds that meet are
    /// one, and what is likely ends where what is certain begins.
    pub fn find(&self, text: &str) -> Vec<Find> {
        let text = Text::of(text);
        let mut kept: Vec<(usize, usize)> = Vec::new();
        for detail in &self.kept {
            let found = places(detail, &text, &self.others);
            kept.extend(found.iter().filter(|find| find.certain).map(|find| (find.start, find.end)));
        }
        let mut found: Vec<Find> = Vec::new();
        for (at, detail) in self.others.iter().enumerate() {
            let theirs = places(detail, &text, &self.kept);
            found.extend(theirs.into_iter().map(|find| Find { whose: Some(at), ..find }));
        }
        found.extend(pattern::unknown(&text, &self.kept));
        // A name that is kept is not another's because a part of it is the same; a certain find that reaches past it is.
        found.retain(|find| {
            !kept.iter().any(|(start, end)| match find.certain {
                true => *start <= find.start && find.end <= *end,
                false => find.start < *end && *start < find.end,
            })
        });
        apart(found, text.raw)
    }
}

/// One after the other, none over another.
fn apart(found: Vec<Find>, text: &str) -> Vec<Find> {
    let (certain, likely): (Vec<Find>, Vec<Find>) = found.into_iter().partition(|find| find.certain);
    let certain = joined(certain);
    let mut all = joined(likely.into_iter().flat_map(|find| outside(find, &certain, text)).collect());
    all.extend(certain);
    all.sort_by_key(|find| find.start);
    all
}

/// Those that overlap as one, which is what the longest of them is.
fn joined(mut found: Vec<Find>) -> Vec<Find> {
    found.sort_by_key(|find| (find.start, std::cmp::Reverse(find.end), find.whose.is_none()));
    let mut all: Vec<Find> = Vec::new();
    for find in found {
        match all.last_mut().filter(|last| find.start < last.end) {
            Some(last) if find.end > last.end => {
                let longer = find.end - find.start > last.end - last.start;
                let (start, end) = (last.start, find.end);
                *last = Find { start, end, ..if longer { find } else { last.clone() } };
            }
            Some(_) => {}
            None => all.push(find),
        }
    }
    all
}

/// What of a likely find no certain one covers, without the signs at its ends.
fn outside(find: Find, certain: &[Find], text: &str) -> Vec<Find> {
    let mut parts = vec![(find.start, find.end)];
    for other in certain {
        parts = parts
            .into_iter()
            .flat_map(|(start, end)| match start < other.end && other.start < end {
                true => vec![(start, other.start.max(start)), (other.end.min(end), end)],
                false => vec![(start, end)],
            })
            .collect();
    }
    let counts = |c: char| c.is_alphanumeric();
    parts
        .into_iter()
        .filter_map(|(start, end)| {
            let part = text.get(start..end)?;
            let from = part.find(counts)?;
            let to = part.rfind(counts).map(|at| at + part[at..].chars().next().map_or(0, char::len_utf8))?;
            Some(match part.len() == find.end - find.start {
                true => find.clone(),
                false => Find { start: start + from, end: start + to, ..find.clone() },
            })
        })
        .collect()
}

fn places(detail: &Detail, text: &Text<'_>, kept: &[Detail]) -> Vec<Find> {
    match detail {
        Detail::Name { given, surname } => name::places(given, surname, text, kept),
        Detail::Phone(phone) => number::phone_places(phone, text),
        Detail::Number(number) => number::number_places(number, text),
        Detail::Email(email) => number::email_places(email, text),
        Detail::Postcode(postcode) => number::postcode_places(postcode, text),
        Detail::Address(address) => address::places(address, text),
        Detail::Born(born) => number::born_places(*born, text),
    }
}

fn find(start: usize, end: usize, kind: Kind, certain: bool) -> Find {
    Find { start, end, kind, certain, whose: None }
}
