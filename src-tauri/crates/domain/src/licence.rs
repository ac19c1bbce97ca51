//! Driver numbers of British photocard licences, as a cross-check: they carry the surname's beginning, the date of birth,
//! the sex and the initials. Their check characters have no published algorithm. A mismatch warns, it never blocks: names
//! and markers change.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::age::age_on;
use crate::date_entry::show;
use crate::translit;
use crate::wall_clock::Today;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum LicenceVerdict {
    /// Built as a British driver number.
    Pass,
    Fail,
    /// Northern Ireland: eight digits that say nothing. Compare by eye.
    ByHand,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum LicenceSex {
    Female,
    Male,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LicenceReading {
    pub verdict: LicenceVerdict,
    /// Upper-case, without spaces.
    pub number: String,
    /// The first five letters of the surname, without padding.
    pub surname: String,
    pub sex: Option<LicenceSex>,
    pub born: Option<NaiveDate>,
    /// Up to two letters.
    pub initials: String,
    /// The two issue digits, where typed.
    pub issue: Option<String>,
    /// Stable code of what is wrong, empty when nothing is.
    pub code: String,
    /// What the desk does next, in a sentence.
    pub message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum LicencePart {
    Surname,
    Born,
    GivenNames,
}

/// A part of the number that does not fit the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Disagreement {
    pub part: LicencePart,
    pub licence: String,
    pub record: String,
    pub message: String,
}

/// Nobody holds even a provisional licence before 15 years and 9 months.
const YOUNGEST: u32 = 15;

/// Reads a driver number of 16 characters, or 18 with the two issue digits. Case and spaces do not matter. The century of
/// the birth is the later one that makes the holder old enough to drive on `today`.
pub fn read(text: &str, today: NaiveDate) -> LicenceReading {
    let number: String = text.chars().filter(|c| !c.is_whitespace()).take(64).collect::<String>().to_ascii_uppercase();
    let bytes = number.as_bytes();
    if bytes.len() == 8 && bytes.iter().all(u8::is_ascii_digit) {
        let message = "A Northern Ireland number says nothing about its holder. Compare the card by eye.";
        return LicenceReading { verdict: LicenceVerdict::ByHand, message: message.to_owned(), ..empty(number) };
    }
    match parts(bytes, today) {
        Ok(parts) => LicenceReading {
            verdict: LicenceVerdict::Pass,
            surname: parts.surname,
            sex: Some(parts.sex),
            born: Some(parts.born),
            initials: parts.initials,
            issue: parts.issue,
            message: "The number is built as a British licence number is. That does not mean the card is genuine."
                .to_owned(),
            ..empty(number)
        },
        Err((code, message)) => LicenceReading { code: code.to_owned(), message: message.to_owned(), ..empty(number) },
    }
}

fn empty(number: String) -> LicenceReading {
    LicenceReading {
        verdict: LicenceVerdict::Fail,
        number,
        surname: String::new(),
        sex: None,
        born: None,
        initials: String::new(),
        issue: None,
        code: String::new(),
        message: String::new(),
    }
}

struct Parts {
    surname: String,
    sex: LicenceSex,
    born: NaiveDate,
    initials: String,
    issue: Option<String>,
}

type Wrong = (&'static str, &'static str);

fn parts(bytes: &[u8], today: NaiveDate) -> Result<Parts, Wrong> {
    if !matches!(bytes.len(), 16 | 18) || !bytes.iter().all(u8::is_ascii_alphanumeric) {
        return Err((
            "licence-length",
            "A licence number has 16 letters and digits, and 2 issue digits that may be left out. Count them again.",
        ));
    }
    let surname = padded(&bytes[..5]).filter(|surname| !surname.is_empty()).ok_or((
        "licence-surname",
        "The first five characters are letters of the surname, filled up with 9. Check them.",
    ))?;
    let two = |at: usize| match (bytes[at], bytes[at + 1]) {
        (a @ b'0'..=b'9', b @ b'0'..=b'9') => Some(u32::from(a - b'0') * 10 + u32::from(b - b'0')),
        _ => None,
    };
    let month_wrong =
        ("licence-month", "Characters 7 and 8 are the month: 01 to 12, or 51 to 62 for a woman. Check them.");
    let (sex, month) = match two(6).ok_or(month_wrong)? {
        month @ 1..=12 => (LicenceSex::Male, month),
        month @ 51..=62 => (LicenceSex::Female, month - 50),
        _ => return Err(month_wrong),
    };
    let date_wrong = ("licence-date", "Characters 6 to 11 hold a date of birth that does not exist. Check them.");
    let day = two(8).ok_or(date_wrong)?;
    let (decade, unit) = (bytes[5], bytes[10]);
    if !decade.is_ascii_digit() || !unit.is_ascii_digit() {
        return Err(date_wrong);
    }
    let year = i32::from(decade - b'0') * 10 + i32::from(unit - b'0');
    let born = century(year, month, day, today).ok_or(date_wrong)?;
    let initials = padded(&bytes[11..13])
        .ok_or(("licence-initials", "Characters 12 and 13 are initials, filled up with 9. Check them."))?;
    if !bytes[13].is_ascii_digit() {
        return Err(("licence-tie-break", "Character 14 is a digit. Check it."));
    }
    let issue = match bytes.get(16..18) {
        Some(issue) if issue.iter().all(u8::is_ascii_digit) => Some(String::from_utf8_lossy(issue).into_owned()),
        Some(_) => {
            return Err(("licence-issue", "The last two characters of 18 are the issue digits. Check them."));
        }
        None => None,
    };
    Ok(Parts { surname, sex, born, initials, issue })
}

/// Letters, then nothing but 9.
fn padded(bytes: &[u8]) -> Option<String> {
    let letters = bytes.iter().take_while(|b| b.is_ascii_uppercase()).count();
    bytes[letters..].iter().all(|&b| b == b'9').then(|| String::from_utf8_lossy(&bytes[..letters]).into_owned())
}

fn century(year: i32, month: u32, day: u32, today: NaiveDate) -> Option<NaiveDate> {
    let this = NaiveDate::from_ymd_opt(2000 + year, month, day);
    match this.filter(|born| age_on(*born, Today::on_record(today)).is_some_and(|age| age >= YOUNGEST)) {
        Some(born) => Some(born),
        None => NaiveDate::from_ymd_opt(1900 + year, month, day),
    }
}

/// The parts of a licence number that do not fit the record, none when nothing was read. The date is compared without its
/// century, initials only where both sides have them.
pub fn disagreements(licence: &LicenceReading, surname: &str, born: NaiveDate, given_names: &str) -> Vec<Disagreement> {
    let mut found = Vec::new();
    if licence.verdict != LicenceVerdict::Pass {
        return found;
    }
    let on_record = surname_parts(surname);
    if !on_record.is_empty() && !on_record.contains(&licence.surname) {
        found.push(differs(LicencePart::Surname, &licence.surname, &on_record[0], "surname"));
    }
    if let Some(on_licence) = licence.born {
        let same = on_licence.month() == born.month()
            && on_licence.day() == born.day()
            && (on_licence.year() - born.year()) % 100 == 0;
        if !same {
            found.push(differs(LicencePart::Born, &show(on_licence), &show(born), "date of birth"));
        }
    }
    let initials = initials(given_names);
    let both = licence.initials.chars().zip(initials.chars());
    if both.into_iter().any(|(a, b)| a != b) {
        found.push(differs(LicencePart::GivenNames, &licence.initials, &initials, "first names' initials"));
    }
    found
}

/// What a number can carry of a surname: five letters of each of its spellings. A leading `Mac` is written `MC`.
fn surname_parts(surname: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for spelling in translit::spellings(surname) {
        let letters: String = spelling.chars().filter(char::is_ascii_uppercase).collect();
        let short = letters.strip_prefix("MAC").map(|rest| format!("MC{rest}"));
        for form in short.into_iter().chain([letters]) {
            let five: String = form.chars().take(5).collect();
            if !five.is_empty() && !parts.contains(&five) {
                parts.push(five);
            }
        }
    }
    parts
}

fn initials(given_names: &str) -> String {
    translit::to_mrz(given_names).split('<').filter_map(|word| word.chars().next()).take(2).collect()
}

fn differs(part: LicencePart, licence: &str, record: &str, what: &str) -> Disagreement {
    Disagreement {
        part,
        licence: licence.to_owned(),
        record: record.to_owned(),
        message: format!("The licence number says {licence} for the {what}, our record {record}. Ask, and check both."),
    }
}
