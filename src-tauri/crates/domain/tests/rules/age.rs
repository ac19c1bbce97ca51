use chrono::{Datelike, Days, NaiveDate};
use frontdesk_domain::age::{age_on, attained_on};
use proptest::prelude::*;

use crate::{day, say};

#[test]
fn the_vectors_of_the_age_rule_hold() {
    for (born, on, age) in [
        ("22 Nov 2008", "21 Nov 2026", 17),
        ("22 Nov 2008", "22 Nov 2026", 18),
        ("29 Feb 2008", "28 Feb 2026", 17),
        ("29 Feb 2008", "1 Mar 2026", 18),
        ("29 Feb 2012", "28 Feb 2028", 15),
        ("29 Feb 2012", "29 Feb 2028", 16),
    ] {
        assert_eq!(age_on(day(born), day(on)), Some(age), "born {born} on {on}");
    }
}

#[test]
fn a_birthday_on_29_february_is_attained_on_1_march() {
    let born = day("2008-02-29");
    assert_eq!(attained_on(born, 18), day("2026-03-01"));
    assert_eq!(attained_on(born, 20), day("2028-02-29"));
    // 2100 is a common year.
    assert_eq!(attained_on(day("2080-02-29"), 20), day("2100-03-01"));
}

#[test]
fn nobody_has_an_age_before_birth() {
    assert_eq!(age_on(day("2026-11-22"), day("2026-11-21")), None);
    assert_eq!(age_on(day("2026-11-22"), day("2026-11-22")), Some(0));
}

#[test]
fn an_age_beyond_the_calendar_is_its_last_day() {
    assert_eq!(attained_on(NaiveDate::MAX, 1), NaiveDate::MAX);
    assert_eq!(attained_on(day("2000-01-01"), u32::MAX), NaiveDate::MAX);
    assert!(age_on(NaiveDate::MIN, NaiveDate::MAX).is_some());
}

/// A second way: dates as numbers yyyymmdd, whose difference holds the whole years. It needs no birthday, and so
/// treats 29 February as the rule does: 0228 is before 0229, 0301 is after it.
fn age_by_numbers(born: NaiveDate, on: NaiveDate) -> i64 {
    let number = |d: NaiveDate| i64::from(d.year()) * 10_000 + i64::from(d.month()) * 100 + i64::from(d.day());
    (number(on) - number(born)).div_euclid(10_000)
}

#[test]
fn every_birth_date_from_1900_to_2100_turns_16_and_18_on_one_day() {
    let mut born = day("1900-01-01");
    let mut count = 0;
    while born.year() <= 2100 {
        for years in [16_u32, 18] {
            let attained = attained_on(born, years);
            for on in [attained - Days::new(1), attained, attained + Days::new(1)] {
                let age = age_on(born, on).map(i64::from);
                assert_eq!(age, Some(age_by_numbers(born, on)), "born {born} on {on}");
            }
            assert_eq!(age_on(born, attained), Some(years));
            assert_eq!(age_on(born, attained - Days::new(1)), Some(years - 1));
        }
        born = born.succ_opt().unwrap();
        count += 1;
    }
    assert_eq!(count, 73_414, "every day of 201 years");
    say(&format!(
        "{count} birth dates at 16 and at 18, on three days each: {} ages agree with a second way",
        count * 6
    ));
}

proptest! {
    #[test]
    fn any_two_dates_agree_with_the_second_way(a in 0_i32..80_000, b in 0_i32..80_000) {
        let epoch = day("1890-01-01");
        let born = epoch + chrono::TimeDelta::days(i64::from(a.min(b)));
        let on = epoch + chrono::TimeDelta::days(i64::from(a.max(b)));
        prop_assert_eq!(age_on(born, on).map(i64::from), Some(age_by_numbers(born, on)));
    }
}
