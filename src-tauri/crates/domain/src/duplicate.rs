//! Whether a patient about to be registered is likely to be one who is already held. A warning, never a bar.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::search::{fold, normalise_email, normalise_phone};

/// The details compared. Empty texts and `None` are not compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Likeness {
    pub surname: String,
    pub given_names: String,
    pub born: Option<NaiveDate>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub nhs_number: Option<String>,
}

/// What two patients have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The same words of the name, in any order.
    SameName,
    /// A name one typing slip away, or with a word more.
    SimilarName,
    SameBorn,
    /// Day and month changed about, or one part different.
    SimilarBorn,
    SamePhone,
    SameEmail,
    SameNhsNumber,
}

/// What makes `held` likely to be the person typed, or `None`. Likely is: the same NHS number; the same name beside a
/// date of birth that is the same, near or missing, or beside the same phone or e-mail; a similar name and the same date
/// of birth; the same date of birth and the same phone or e-mail (a twin shares these, so the desk decides).
pub fn likely(typed: &Likeness, held: &Likeness) -> Option<Vec<Reason>> {
    let name = compare_names(&words(&typed.surname, &typed.given_names), &words(&held.surname, &held.given_names));
    let born = compare_born(typed.born, held.born);
    let phone = same(&typed.phone, &held.phone, normalise_phone);
    let email = same(&typed.email, &held.email, normalise_email);
    let nhs = same(&typed.nhs_number, &held.nhs_number, |n| n.chars().filter(char::is_ascii_digit).collect());

    let contact = phone || email;
    let born_missing = typed.born.is_none() || held.born.is_none();
    let likely = nhs
        || match (name, born) {
            (Some(Reason::SameName), Some(_)) => true,
            (Some(Reason::SameName), None) => contact || born_missing,
            (Some(_), Some(Reason::SameBorn)) => true,
            (Some(_), Some(_)) => contact,
            (Some(_), None) => contact && born_missing,
            (None, Some(Reason::SameBorn)) => contact,
            (None, _) => false,
        };
    likely.then(|| {
        let marks = [
            nhs.then_some(Reason::SameNhsNumber),
            name,
            born,
            phone.then_some(Reason::SamePhone),
            email.then_some(Reason::SameEmail),
        ];
        marks.into_iter().flatten().collect()
    })
}

fn same(a: &Option<String>, b: &Option<String>, normalise: impl Fn(&str) -> String) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => {
            let a = normalise(a);
            !a.is_empty() && a == normalise(b)
        }
        _ => false,
    }
}

/// For each (surname, given names), whether another in the list has the same name or nearly. Each is folded once.
pub fn alike(names: &[(&str, &str)]) -> Vec<bool> {
    let words: Vec<Vec<String>> = names.iter().map(|(surname, given)| words(surname, given)).collect();
    let mut alike = vec![false; names.len()];
    for one in 0..words.len() {
        for other in one + 1..words.len() {
            if compare_names(&words[one], &words[other]).is_some() {
                (alike[one], alike[other]) = (true, true);
            }
        }
    }
    alike
}

fn compare_names(a: &[String], b: &[String]) -> Option<Reason> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    if a == b || a.concat() == b.concat() {
        return Some(Reason::SameName);
    }
    // One may leave out a middle name, yet one shared word is no likeness: half of a town is called Ahmed or Smith.
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut left: Vec<&String> = many.iter().collect();
    let mut near = 0;
    for word in few {
        if let Some(at) = left.iter().position(|other| *other == word) {
            left.remove(at);
        } else if let Some(at) = left.iter().position(|other| one_slip_apart(word, other)) {
            left.remove(at);
            near += 1;
        } else {
            return None;
        }
    }
    (few.len() >= 2 && near <= 1).then_some(Reason::SimilarName)
}

/// The words of the whole name, folded and sorted, so that neither order nor the split into surname and given names counts.
fn words(surname: &str, given_names: &str) -> Vec<String> {
    let folded = fold(&format!("{surname} {given_names}"));
    let mut words: Vec<String> = folded.split(' ').filter(|w| !w.is_empty()).take(24).map(str::to_owned).collect();
    words.sort();
    words
}

/// One letter changed, left out, added, or two neighbours changed about. Words under four letters differ too easily.
fn one_slip_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len() < 4 || b.len() < 4 || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    match (a.len(), b.len()) {
        (0 | 1, 0 | 1) => true,
        (2, 2) => a[0] == b[1] && a[1] == b[0],
        _ => false,
    }
}

fn compare_born(a: Option<NaiveDate>, b: Option<NaiveDate>) -> Option<Reason> {
    let (a, b) = (a?, b?);
    if a == b {
        return Some(Reason::SameBorn);
    }
    let swapped = a.year() == b.year() && a.day() == b.month() && a.month() == b.day();
    let parts = [a.year() == b.year(), a.month() == b.month(), a.day() == b.day()];
    (swapped || parts.iter().filter(|&&same| same).count() == 2).then_some(Reason::SimilarBorn)
}
