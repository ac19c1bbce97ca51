//! Dates as people type them: three boxes (day, month, year), or one text. The day always comes first, unless the year
//! does with four digits.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::age::attained_on;
use crate::problem::FieldProblem;

/// The box that a problem belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum DatePart {
    Day,
    Month,
    Year,
    Whole,
}

/// What the date is for decides which dates make sense, and which century two digits mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum DatePurpose {
    /// Not in the future, not more than 130 years ago. Two digits: the latest such year that is not in the future.
    Birth,
    /// The day something came in: not in the future. Two digits: 20yy.
    Received,
    /// The last day of a document. Two digits: 20yy. Whether it is past is not asked here.
    Expiry,
    /// Any date from 1800 to 2200. Two digits: 20yy.
    Any,
}

/// `code` is one of `date-missing`, `day-missing`, `month-missing`, `year-missing`, `day-unknown`, `month-unknown`,
/// `year-unknown`, `day-outside-month`, `date-in-future`, `date-too-long-ago`, `date-too-far-off`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DateProblem {
    pub part: DatePart,
    pub code: String,
    pub message: String,
}

impl DateProblem {
    /// As a problem of a form's date field: `born`, or one of its boxes, `born.day`.
    pub fn at(self, field: &str) -> FieldProblem {
        let field = match self.part {
            DatePart::Day => format!("{field}.day"),
            DatePart::Month => format!("{field}.month"),
            DatePart::Year => format!("{field}.year"),
            DatePart::Whole => field.to_string(),
        };
        FieldProblem::new(&field, &self.code, self.message)
    }
}

impl std::fmt::Display for DateProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DateProblem {}

/// In English, in full.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// Nobody is known to have lived longer than 122 years.
const OLDEST: u32 = 130;

/// Reads three boxes. Months also as words (`sep`, `September`); a whole date pasted into the day box is taken when the
/// other two are empty. Years have two or four digits.
///
/// # Errors
/// The first box that needs a look, with a sentence for it.
pub fn parse_parts(
    day: &str,
    month: &str,
    year: &str,
    today: NaiveDate,
    purpose: DatePurpose,
) -> Result<NaiveDate, DateProblem> {
    let [day, month, year] = [day, month, year].map(tidy);
    if month.is_empty() && year.is_empty() && day.chars().count() > 2 {
        let date = read_whole(&day, today, purpose).ok_or_else(|| {
            problem(
                DatePart::Whole,
                "day-unknown",
                "This is not a date. Type it as day, month and year, such as 2 9 1979.",
            )
        })?;
        return within(date, today, purpose);
    }
    refuse_missing(&day, &month, &year)?;
    let day = number(&day, 2)
        .filter(|day| (1..=31).contains(day))
        .ok_or_else(|| problem(DatePart::Day, "day-unknown", "A day is a number from 1 to 31. Check the day."))?;
    let month = month_number(&month).ok_or_else(|| {
        problem(DatePart::Month, "month-unknown", "A month is a number from 1 to 12 or its name. Check the month.")
    })?;
    let year = year_number(&year, day, month, today, purpose).ok_or_else(|| {
        problem(DatePart::Year, "year-unknown", "A year has four digits, such as 1979. Check the year.")
    })?;
    let date = NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| {
        let name = MONTHS[(month as usize - 1) % 12];
        let days = days_in(year, month);
        problem(DatePart::Day, "day-outside-month", &format!("{name} has {days} days in {year}. Check the day."))
    })?;
    within(date, today, purpose)
}

/// Reads one typed or pasted text as a date: `2 9 1979`, `02/09/79`, `2 sep 1979`, `2nd of September 1979`,
/// `1979-09-02`, `02091979`. Two-digit years as in a birth. Dates that do not exist, and years outside 1800 to 2200, are `None`.
pub fn parse_typed(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    read_whole(&tidy(text), today, DatePurpose::Birth).filter(|date| (1800..=2200).contains(&date.year()))
}

fn tidy(text: &str) -> String {
    // Enough for any date; a pasted page is not one.
    text.trim().nfkc().take(60).collect()
}

fn read_whole(text: &str, today: NaiveDate, purpose: DatePurpose) -> Option<NaiveDate> {
    let words = pieces(text)?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        [one] if one.len() == 8 => assemble(one.get(..2)?, one.get(2..4)?, one.get(4..)?, today, purpose),
        [year, month, day] if year.len() == 4 => assemble(day, month, year, today, purpose),
        [day, month, year] => assemble(day, month, year, today, purpose),
        _ => None,
    }
}

/// Splits at separators and where digits meet letters; leaves out `th`, `of`, weekday names. `None`: not a date.
fn pieces(text: &str) -> Option<Vec<String>> {
    let mut pieces: Vec<String> = Vec::new();
    let mut joined = false;
    for c in text.chars() {
        let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
        match kind(c) {
            (false, false) if matches!(c, ' ' | '/' | '-' | '.' | ',' | '\u{2013}' | '\u{2010}' | '\u{2011}') => {
                joined = false
            }
            (false, false) => return None,
            now => match pieces.last_mut() {
                Some(last) if joined && last.chars().next_back().map(kind) == Some(now) => last.push(c),
                _ => {
                    pieces.push(c.to_string());
                    joined = true;
                }
            },
        }
    }
    pieces.retain(|piece| !is_decoration(piece));
    Some(pieces)
}

fn is_decoration(piece: &str) -> bool {
    let lower = piece.to_lowercase();
    let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    matches!(lower.as_str(), "st" | "nd" | "rd" | "th" | "of" | "the")
        || (lower.len() >= 3 && weekdays.iter().any(|day| day.starts_with(&lower)))
}

fn assemble(day: &str, month: &str, year: &str, today: NaiveDate, purpose: DatePurpose) -> Option<NaiveDate> {
    let day = number(day, 2)?;
    let month = month_number(month)?;
    let year = year_number(year, day, month, today, purpose)?;
    NaiveDate::from_ymd_opt(year, month, day)
}

fn number(text: &str, most: usize) -> Option<u32> {
    (!text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

fn month_number(text: &str) -> Option<u32> {
    if let Some(month) = number(text, 2) {
        return (1..=12).contains(&month).then_some(month);
    }
    let lower = text.trim_end_matches('.').to_lowercase();
    if lower.chars().count() < 3 {
        return None;
    }
    // "sept" and "janu" are beginnings too.
    let at = MONTHS.iter().position(|name| name.to_lowercase().starts_with(&lower))?;
    u32::try_from(at + 1).ok()
}

fn year_number(text: &str, day: u32, month: u32, today: NaiveDate, purpose: DatePurpose) -> Option<i32> {
    let year = i32::try_from(number(text, 4)?).ok()?;
    match (text.len(), purpose) {
        (4, _) => Some(year),
        (2, DatePurpose::Birth) => {
            let century = today.year() - today.year().rem_euclid(100);
            let this = century + year;
            // Compared as numbers, so that 29 February needs no such day this century.
            let future = (this, month, day) > (today.year(), today.month(), today.day());
            Some(if future { this - 100 } else { this })
        }
        (2, _) => Some(2000 + year),
        _ => None,
    }
}

fn refuse_missing(day: &str, month: &str, year: &str) -> Result<(), DateProblem> {
    let boxes = [
        (day, DatePart::Day, "day-missing", "The day is missing. Type it as a number, such as 2."),
        (
            month,
            DatePart::Month,
            "month-missing",
            "The month is missing. Type it as a number or a word, such as 9 or Sep.",
        ),
        (year, DatePart::Year, "year-missing", "The year is missing. Type all four digits, such as 1979."),
    ];
    if boxes.iter().all(|(text, ..)| text.is_empty()) {
        return Err(problem(DatePart::Whole, "date-missing", "The date is missing. Type day, month and year."));
    }
    match boxes.into_iter().find(|(text, ..)| text.is_empty()) {
        Some((_, part, code, message)) => Err(problem(part, code, message)),
        None => Ok(()),
    }
}

fn within(date: NaiveDate, today: NaiveDate, purpose: DatePurpose) -> Result<NaiveDate, DateProblem> {
    let past_only = matches!(purpose, DatePurpose::Birth | DatePurpose::Received);
    if past_only && date > today {
        let shown = show(date);
        return Err(problem(DatePart::Whole, "date-in-future", &format!("{shown} is in the future. Check the date.")));
    }
    if purpose == DatePurpose::Birth && attained_on(date, OLDEST) < today {
        let message = format!("{} is more than {OLDEST} years ago. Check the year.", show(date));
        return Err(problem(DatePart::Year, "date-too-long-ago", &message));
    }
    if date.year() < 1800 {
        return Err(problem(DatePart::Year, "date-too-long-ago", "The year is before 1800. Check the year."));
    }
    if date.year() > 2200 {
        return Err(problem(DatePart::Year, "date-too-far-off", "The year is after 2200. Check the year."));
    }
    Ok(date)
}

/// `2 Sep 1979`, as dates are shown on every screen and page.
pub fn show(date: NaiveDate) -> String {
    match (MONTHS.get(date.month0() as usize), date.year()) {
        // Dates are shown everywhere; chrono takes several times as long over its pattern.
        (Some(month), year @ 0..=9999) => format!("{} {} {year:04}", date.day(), &month[..3]),
        _ => date.format("%-d %b %Y").to_string(),
    }
}

/// `Sun 2 Sep 1979`, where the weekday matters.
pub fn show_with_weekday(date: NaiveDate) -> String {
    date.format("%a %-d %b %Y").to_string()
}

fn days_in(year: i32, month: u32) -> u32 {
    (28..=31).rev().find(|&day| NaiveDate::from_ymd_opt(year, month, day).is_some()).unwrap_or(28)
}

fn problem(part: DatePart, code: &str, message: &str) -> DateProblem {
    DateProblem { part, code: code.to_owned(), message: message.to_owned() }
}
