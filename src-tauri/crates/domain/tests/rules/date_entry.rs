use chrono::NaiveDate;
use frontdesk_domain::date_entry::{DatePart, DatePurpose, parse_parts, parse_typed, show, show_with_weekday};
use proptest::prelude::*;

use crate::day;

fn today() -> NaiveDate {
    day("2026-11-22")
}

fn birth(day: &str, month: &str, year: &str) -> Result<NaiveDate, (DatePart, String)> {
    parse_parts(day, month, year, today(), DatePurpose::Birth).map_err(|problem| (problem.part, problem.code))
}

#[test]
fn three_boxes_are_read_as_people_fill_them() {
    for (d, m, y) in [
        ("2", "9", "1979"),
        ("02", "09", "79"),
        ("2", "sep", "79"),
        (" 2 ", "September", "1979"),
        ("2", "SEPT", "1979"),
        ("２", "９", "１９７９"),
    ] {
        assert_eq!(birth(d, m, y), Ok(day("1979-09-02")), "{d} {m} {y}");
    }
    assert_eq!(birth("02/09/79", "", ""), Ok(day("1979-09-02")), "pasted whole into the first box");
    assert_eq!(birth("2 September 1979", "", ""), Ok(day("1979-09-02")));
}

#[test]
fn the_box_that_needs_a_look_is_named() {
    for ((d, m, y), part, code) in [
        (("", "", ""), DatePart::Whole, "date-missing"),
        (("", "9", "1979"), DatePart::Day, "day-missing"),
        (("2", "", "1979"), DatePart::Month, "month-missing"),
        (("2", "9", ""), DatePart::Year, "year-missing"),
        (("32", "9", "1979"), DatePart::Day, "day-unknown"),
        (("0", "9", "1979"), DatePart::Day, "day-unknown"),
        (("x", "9", "1979"), DatePart::Day, "day-unknown"),
        (("2", "13", "1979"), DatePart::Month, "month-unknown"),
        (("2", "ju", "1979"), DatePart::Month, "month-unknown"),
        (("2", "9", "979"), DatePart::Year, "year-unknown"),
        (("2", "9", "19790"), DatePart::Year, "year-unknown"),
        (("31", "9", "1979"), DatePart::Day, "day-outside-month"),
        (("29", "2", "1979"), DatePart::Day, "day-outside-month"),
        (("23", "11", "2026"), DatePart::Whole, "date-in-future"),
        (("21", "11", "1896"), DatePart::Year, "date-too-long-ago"),
        (("not a date", "", ""), DatePart::Whole, "day-unknown"),
    ] {
        assert_eq!(birth(d, m, y), Err((part, code.to_owned())), "{d}/{m}/{y}");
    }
    assert_eq!(birth("22", "11", "1896"), Ok(day("1896-11-22")), "130 years today");
    assert_eq!(birth("22", "11", "2026"), Ok(today()), "born today");
}

#[test]
fn the_sentence_says_what_is_wrong_and_what_to_do() {
    let said = |d, m, y| parse_parts(d, m, y, today(), DatePurpose::Birth).unwrap_err().message;
    assert_eq!(said("29", "2", "1979"), "February has 28 days in 1979. Check the day.");
    assert_eq!(said("30", "feb", "1980"), "February has 29 days in 1980. Check the day.");
    assert_eq!(said("31", "4", "79"), "April has 30 days in 1979. Check the day.");
    assert_eq!(said("1", "1", "2027"), "1 Jan 2027 is in the future. Check the date.");
}

#[test]
fn two_digits_of_a_birth_year_are_the_latest_that_is_not_in_the_future() {
    for (d, m, y, want) in [
        ("22", "11", "26", "2026-11-22"),
        ("23", "11", "26", "1926-11-23"),
        ("1", "1", "27", "1927-01-01"),
        ("29", "2", "28", "1928-02-29"),
        ("1", "1", "00", "2000-01-01"),
        ("31", "12", "25", "2025-12-31"),
    ] {
        assert_eq!(birth(d, m, y), Ok(day(want)), "{d} {m} {y}");
    }
}

#[test]
fn the_purpose_decides_what_makes_sense() {
    let read = |y, purpose| parse_parts("1", "1", y, today(), purpose).map_err(|problem| problem.code);
    assert_eq!(read("27", DatePurpose::Expiry), Ok(day("2027-01-01")));
    assert_eq!(read("2020", DatePurpose::Expiry), Ok(day("2020-01-01")), "an expired document is read");
    assert_eq!(read("2027", DatePurpose::Received), Err("date-in-future".to_owned()));
    assert_eq!(read("26", DatePurpose::Received), Ok(day("2026-01-01")));
    assert_eq!(read("1799", DatePurpose::Any), Err("date-too-long-ago".to_owned()));
    assert_eq!(read("2201", DatePurpose::Any), Err("date-too-far-off".to_owned()));
    assert_eq!(read("2100", DatePurpose::Any), Ok(day("2100-01-01")));
}

#[test]
fn one_text_is_read_in_the_ways_people_type_it() {
    for text in [
        "2 9 1979",
        "02/09/79",
        "2 sep 1979",
        "2nd September 1979",
        "1979-09-02",
        "02091979",
        "2.9.79",
        "2-9-1979",
        "2sep79",
        "2SEP1979",
        "2nd of September 1979",
        "Sunday 2 September 1979",
        "Sun, 2 Sep 1979",
        "2/9/1979 ",
        "1979/9/2",
        "02 Sept. 1979",
        "2\u{2013}9\u{2013}1979",
    ] {
        assert_eq!(parse_typed(text, today()), Some(day("1979-09-02")), "{text}");
    }
    assert_eq!(parse_typed("3/4/1980", today()), Some(day("1980-04-03")), "the day comes first");
}

#[test]
fn what_is_no_date_is_none() {
    for text in [
        "",
        "1979",
        "9 1979",
        "2 9",
        "31/2/1980",
        "13/13/1980",
        "07700 900123",
        "smith",
        "2 9 1979 5",
        "02/09/979",
        "99999999",
        "2 9 1799",
        "2 9 2201",
        "may",
        "2+9+1979",
        "979-09-02",
        "1 2 3 4",
        "0209197",
        "020919790",
    ] {
        assert_eq!(parse_typed(text, today()), None, "{text}");
    }
}

#[test]
fn dates_are_shown_without_leading_zeros() {
    assert_eq!(show(day("1979-09-02")), "2 Sep 1979");
    assert_eq!(show_with_weekday(day("2026-12-04")), "Fri 4 Dec 2026");
}

proptest! {
    #[test]
    fn every_date_comes_back_however_it_is_written(days in 0_i64..47_000) {
        let date = day("1898-01-01") + chrono::TimeDelta::days(days);
        prop_assume!(date <= today());
        for form in ["%d/%m/%Y", "%-d %-m %Y", "%-d %B %Y", "%d%m%Y", "%Y-%m-%d", "%-d %b %Y", "%a %-d %b %Y"] {
            let text = date.format(form).to_string();
            prop_assert_eq!(parse_typed(&text, today()), Some(date), "{}", text);
        }
        let (d, m, y) = (date.format("%d").to_string(), date.format("%b").to_string(), date.format("%Y").to_string());
        prop_assert_eq!(parse_parts(&d, &m, &y, today(), DatePurpose::Birth).unwrap(), date);
    }

    #[test]
    fn nothing_typed_panics(a in any::<String>(), b in ".{0,6}", c in "[0-9]{0,6}") {
        for purpose in [DatePurpose::Birth, DatePurpose::Received, DatePurpose::Expiry, DatePurpose::Any] {
            let _ = parse_parts(&a, &b, &c, today(), purpose);
            let _ = parse_parts(&c, &c, &b, NaiveDate::MIN, purpose);
            let _ = parse_parts(&a, "", "", NaiveDate::MAX, purpose);
        }
        let _ = parse_typed(&a, today());
    }

    #[test]
    fn nothing_like_a_date_panics(text in "[0-9a-zA-Z/. -]{0,24}", days in -100_000_i64..100_000) {
        let on = today() + chrono::TimeDelta::days(days);
        if let Some(date) = parse_typed(&text, on) {
            prop_assert_eq!(parse_typed(&date.format("%d/%m/%Y").to_string(), on), Some(date));
        }
    }
}
