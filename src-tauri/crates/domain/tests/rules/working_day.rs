use chrono::Datelike;
use frontdesk_domain::working_day::{Division, is_working_day, next_working_day, shipped};

use crate::day;

#[test]
fn every_line_of_the_shipped_table_is_read() {
    let text = include_str!("../../data/bank-holidays.csv");
    let rows = text.lines().filter(|line| !line.starts_with('#')).count() - 1;
    let table = shipped();
    assert_eq!(table.days.len(), rows);
    assert!(rows > 150, "{rows}");
    assert_eq!((table.from, table.until), (day("2024-01-01"), day("2030-12-31")));
}

#[test]
fn england_and_wales_have_these_weekday_holidays() {
    let want = "1 Jan 26, 3 Apr 26, 6 Apr 26, 4 May 26, 25 May 26, 31 Aug 26, 25 Dec 26, 28 Dec 26, \
        1 Jan 27, 26 Mar 27, 29 Mar 27, 3 May 27, 31 May 27, 30 Aug 27, 27 Dec 27, 28 Dec 27, \
        3 Jan 28, 14 Apr 28, 17 Apr 28, 1 May 28, 29 May 28, 28 Aug 28, 25 Dec 28, 26 Dec 28";
    let want: Vec<_> = want.split(", ").map(day).collect();
    let held: Vec<_> = shipped()
        .days
        .iter()
        .filter(|row| row.division == Division::EnglandAndWales && (2026..=2028).contains(&row.date.year()))
        .map(|row| row.date)
        .collect();
    assert_eq!(held, want);
}

#[test]
fn the_divisions_differ() {
    use Division::{EnglandAndWales, NorthernIreland, Scotland};
    let table = shipped();
    let off = |date: &str| Division::ALL.map(|division| table.name_of(day(date), division).is_some());
    assert_eq!(Division::ALL, [EnglandAndWales, Scotland, NorthernIreland]);
    assert_eq!(off("2026-06-15"), [false, true, false], "one day, once, in Scotland only");
    assert_eq!(off("2026-04-06"), [true, false, true], "Easter Monday");
    assert_eq!(off("2026-11-30"), [false, true, false], "St Andrew");
    assert_eq!(off("2026-08-31"), [true, false, true], "the last Monday of August");
    assert_eq!(off("2026-08-03"), [false, true, false], "the first");
    assert_eq!(off("2026-03-17"), [false, false, true], "St Patrick");
    assert_eq!(off("2026-07-13"), [false, false, true], "the Boyne, moved");
    assert_eq!(off("2026-12-28"), [true, true, true]);
}

#[test]
fn a_date_rolls_once_over_everything_in_its_way() {
    let table = shipped();
    let rolled = |date: &str| next_working_day(day(date), Division::EnglandAndWales, &table).date;
    assert_eq!(rolled("2026-12-25"), day("2026-12-29"));
    assert_eq!(rolled("2026-04-03"), day("2026-04-07"));
    assert_eq!(rolled("2026-11-28"), day("2026-11-30"));
    assert_eq!(rolled("2026-11-24"), day("2026-11-24"));
    assert!(is_working_day(day("2026-12-29"), Division::EnglandAndWales, &table));
}

#[test]
fn a_date_outside_the_table_says_so() {
    let table = shipped();
    let beyond = |date: &str| next_working_day(day(date), Division::Scotland, &table).beyond_table;
    assert!(!beyond("2030-12-31"));
    assert!(beyond("2031-01-02"));
    assert!(beyond("2023-12-29"));
    assert!(!beyond("2024-01-01"));
}

#[test]
fn the_end_of_the_calendar_stops_the_search() {
    let rolled = next_working_day(chrono::NaiveDate::MAX, Division::Scotland, &shipped());
    assert!(rolled.beyond_table);
}
