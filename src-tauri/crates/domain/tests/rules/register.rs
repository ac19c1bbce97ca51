//! The due diligence register: how its list is narrowed, and what its heading says.

use chrono::NaiveDate;
use frontdesk_domain::patient::TypedDate;
use frontdesk_domain::register::{Days, Outcome, heading};

fn typed(day: &str, month: &str, year: &str) -> TypedDate {
    TypedDate { day: day.into(), month: month.into(), year: year.into() }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn read(from: TypedDate, until: TypedDate) -> Result<Days, Vec<String>> {
    Days::read(&from, &until, day("2026-11-24"))
        .map_err(|problems| problems.into_iter().map(|one| format!("{} {}", one.field, one.code)).collect())
}

#[test]
fn every_outcome_has_its_own_code_and_words() {
    for outcome in Outcome::ALL {
        assert_eq!(Outcome::from_code(outcome.code()), Some(outcome));
        assert_eq!(Outcome::ALL.iter().filter(|other| other.label() == outcome.label()).count(), 1);
    }
    assert_eq!(Outcome::from_code("forged"), None);
}

#[test]
fn an_empty_end_is_open() {
    assert_eq!(read(typed("", "", ""), typed(" ", "", "")), Ok(Days::default()));
    let from = Days { from: Some(day("2026-11-01")), until: None };
    assert_eq!(read(typed("1", "nov", "26"), TypedDate::default()), Ok(from));
    assert_eq!(from.words(), "From 1 Nov 2026");
}

#[test]
fn one_day_is_a_range() {
    let days = read(typed("24", "11", "2026"), typed("24", "11", "2026")).unwrap();
    assert_eq!(days.words(), "24 Nov 2026");
}

#[test]
fn every_box_in_need_of_a_look_is_told_at_once() {
    assert_eq!(
        read(typed("30", "2", "2026"), typed("1", "", "2026")),
        Err(vec!["from.day day-outside-month".into(), "until.month month-missing".into()])
    );
}

#[test]
fn a_last_day_before_the_first_is_told() {
    assert_eq!(read(typed("2", "11", "2026"), typed("1", "11", "2026")), Err(vec!["until until-before-from".into()]));
}

#[test]
fn a_heading_leaves_nothing_unsaid() {
    assert_eq!(
        heading(Days::default(), None, None, None, 1),
        "All days. Treatment: all. Outcome: all. Recorded by: all staff. 1 entry, newest first."
    );
    let days = Days { from: Some(day("2026-11-01")), until: Some(day("2026-11-24")) };
    assert_eq!(
        heading(days, Some("Laser"), Some(Outcome::Stopped), Some("Priya Shah"), 0),
        "1 Nov 2026 to 24 Nov 2026. Treatment: Laser. Outcome: Stopped for age. Recorded by: Priya Shah. 0 entries, newest first."
    );
}
