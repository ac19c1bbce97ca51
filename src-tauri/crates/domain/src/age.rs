//! Exact age. A year of age is attained at the first moment of the birthday (Family Law Reform Act 1969, s.9).
//! Somebody born on 29 February attains it on 1 March of a common year (the Scottish statute; the safe reading elsewhere).

use chrono::{Datelike, NaiveDate};

use crate::wall_clock::Today;

/// The age from which a patient speaks for themselves, and under which the clinic does not knowingly hold data, in years
/// (Family Law Reform Act 1969, s.8; Age of Legal Capacity (Scotland) Act 1991, s.1).
pub const SPEAKS_FROM: u32 = 16;
/// The age from which somebody is of age, in years (Family Law Reform Act 1969, s.1): nobody answers for them as a parent.
pub const ADULT_FROM: u32 = 18;
/// Who looks younger than this shows a document, in years: the retail trade's "Challenge 25".
pub const CHALLENGE_UNDER: u32 = 25;

/// The day on which somebody born on `born` attains `years` years of age.
/// A day beyond the calendar is the calendar's last day.
pub fn attained_on(born: NaiveDate, years: u32) -> NaiveDate {
    let Some(year) = i32::try_from(years).ok().and_then(|years| born.year().checked_add(years)) else {
        return NaiveDate::MAX;
    };
    // Only 29 February has no counterpart in another year.
    NaiveDate::from_ymd_opt(year, born.month(), born.day())
        .or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
        .unwrap_or(NaiveDate::MAX)
}

/// Whole years of age on the day `on`, or `None` when `on` is before the birth. While the clock is doubted that is the
/// earlier of two days: nobody grows older by a clock that is set.
pub fn age_on(born: NaiveDate, on: impl Into<Today>) -> Option<u32> {
    let on = on.into().for_ages();
    if on < born {
        return None;
    }
    let years = on.year().abs_diff(born.year());
    if on < attained_on(born, years) { years.checked_sub(1) } else { Some(years) }
}

/// Whether somebody is under 16 on a day: the age under which the clinic does not knowingly hold data, and from which a
/// patient speaks for themselves (Family Law Reform Act 1969, s.8; Age of Legal Capacity (Scotland) Act 1991, s.1). A day
/// before the birth counts as under.
pub fn under_16(born: NaiveDate, on: impl Into<Today>) -> bool {
    age_on(born, on).is_none_or(|age| age < SPEAKS_FROM)
}

/// Whether somebody is under 18 on a day. A day before the birth counts as under.
pub fn under_18(born: NaiveDate, on: impl Into<Today>) -> bool {
    age_on(born, on).is_none_or(|age| age < ADULT_FROM)
}

/// Whether somebody may look too young not to be asked for a document, by the age the record gives.
pub fn is_challenged(born: NaiveDate, on: impl Into<Today>) -> bool {
    age_on(born, on).is_none_or(|age| age < CHALLENGE_UNDER)
}
