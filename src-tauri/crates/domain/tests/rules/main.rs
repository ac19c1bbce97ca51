//! The rules held against the vectors of the statutes and formats, against second ways of working them out, and against
//! anything at all that could be typed.
#![allow(clippy::unwrap_used)]

mod age;
mod anchor;
mod clock;
mod consent;
mod date_entry;
mod duplicate;
mod gate;
mod guess;
mod licence;
mod marketing;
mod mrz;
mod mrz_changes;
mod name_match;
mod nhs_number;
mod page_code;
mod paper_back;
mod parental;
mod path;
mod print_job;
mod register;
mod search;
mod shipped_catalogue;
mod signature;
mod text;
mod third_party;
mod torture;
mod translit;
mod wall_clock;
mod working_day;

use std::io::Write;

use chrono::NaiveDate;

/// A line that is shown though the test passes: cargo keeps back what `println!` says.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

/// `2026-11-22`, or the day, month and year as the vectors print them: `22 Nov 2026`, `22 Nov 26`.
pub fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(text, "%d %b %y"))
        .or_else(|_| NaiveDate::parse_from_str(text, "%d %b %Y"))
        .unwrap_or_else(|_| panic!("{text} is no date"))
}
