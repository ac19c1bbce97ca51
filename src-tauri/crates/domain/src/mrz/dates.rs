//! Two digits of a year: which century.

use chrono::{Datelike, NaiveDate};

use super::zone::year_month_day;
use crate::age::{age_on, attained_on};
use crate::date_entry::show;
use crate::wall_clock::Today;

/// A date of birth with the century chosen.
#[derive(Default)]
pub struct Birth {
    pub born: Option<NaiveDate>,
    pub other: Option<NaiveDate>,
    pub note: Option<String>,
}

/// At most this old, somebody could stand at the desk.
const OLDEST: u32 = 110;

/// 20yy, or 19yy when that is later than `on`. Where the 19yy reading is 110 years or less too, both are told.
pub fn birth(bytes: &[u8], on: NaiveDate) -> Birth {
    let Some((year, month, day)) = year_month_day(bytes) else {
        let open = bytes
            .contains(&b'<')
            .then(|| "The document leaves a part of the date of birth open. Compare by eye.".to_owned());
        return Birth { note: open, ..Birth::default() };
    };
    let this = NaiveDate::from_ymd_opt(2000 + year, month, day);
    let last = NaiveDate::from_ymd_opt(1900 + year, month, day);
    match this {
        Some(date) if date <= on => {
            let other = last.filter(|&date| age_on(date, Today::on_record(on)).is_some_and(|age| age <= OLDEST));
            let note = other
                .map(|other| format!("Read as {}. {} is possible too: the record decides.", date.year(), other.year()));
            Birth { born: Some(date), other, note }
        }
        Some(date) => {
            let note = last.map(|last| format!("Read as {}, since {} is still to come.", last.year(), show(date)));
            Birth { born: last, other: None, note }
        }
        None => Birth::default(),
    }
}

/// 20yy, or 19yy when that lies more than 50 years after `on`.
pub fn expiry(bytes: &[u8], on: NaiveDate) -> Option<NaiveDate> {
    let (year, month, day) = year_month_day(bytes)?;
    let this = NaiveDate::from_ymd_opt(2000 + year, month, day)?;
    if this > attained_on(on, 50) { NaiveDate::from_ymd_opt(1900 + year, month, day) } else { Some(this) }
}
