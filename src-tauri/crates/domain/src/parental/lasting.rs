//! How long a decision that responsibility is proved is good for.

use chrono::{Days, NaiveDate};

use super::verdict::ends_at;
use crate::age::{ADULT_FROM, SPEAKS_FROM, age_on, attained_on};
use crate::gate::Nation;
use crate::wall_clock::Today;

/// Why it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// On the day it was to be looked at again.
    Review,
    /// The child attains this age the morning after.
    Age(u32),
}

/// The last day a decision made on `decided` is good for, and why no longer: the review date, or the day before the child
/// attains 16 or, where responsibility lasts longer, 18. From then on the young person is asked, and the adult proves anew.
pub fn good_through(born: NaiveDate, nation: Nation, decided: NaiveDate, review_on: NaiveDate) -> (NaiveDate, Ends) {
    let age = age_on(born, Today::on_record(decided)).unwrap_or_default();
    let years = if age < SPEAKS_FROM { SPEAKS_FROM } else { ends_at(nation).max(ADULT_FROM) };
    let last = attained_on(born, years).checked_sub_days(Days::new(1)).unwrap_or(NaiveDate::MIN);
    if last < review_on { (last, Ends::Age(years)) } else { (review_on, Ends::Review) }
}
