use frontdesk_domain::licence::{LicencePart, LicenceSex, LicenceVerdict, disagreements, read};
use proptest::prelude::*;

use crate::day;

fn today() -> chrono::NaiveDate {
    day("2026-11-22")
}

#[test]
fn the_vectors_are_read() {
    let licence = read("MORGA753116SM9IJ 35", today());
    assert_eq!(licence.verdict, LicenceVerdict::Pass);
    assert_eq!((licence.sex, licence.born), (Some(LicenceSex::Female), Some(day("1976-03-11"))));
    assert_eq!((licence.surname.as_str(), licence.initials.as_str()), ("MORGA", "SM"));
    assert_eq!(licence.issue.as_deref(), Some("35"));

    let licence = read("morga 657054 sm9ij", today());
    assert_eq!((licence.sex, licence.born), (Some(LicenceSex::Female), Some(day("1964-07-05"))));
    assert_eq!(licence.issue, None);

    let licence = read("MORGA703116SM9IJ", today());
    assert_eq!((licence.sex, licence.born), (Some(LicenceSex::Male), Some(day("1976-03-11"))));
}

#[test]
fn what_is_not_built_as_a_number_says_which_part() {
    for (number, code) in [
        ("MORGA763116SM9IJ", "licence-month"),
        ("MORGA700116SM9IJ", "licence-month"),
        ("MORGA713116SM9IJ", "licence-month"),
        ("MORGA750116SM9IJ", "licence-month"),
        ("MORGA753326SM9IJ", "licence-date"),
        ("MORGA702306SM9IJ", "licence-date"),
        ("MORGAX53116SM9IJ", "licence-date"),
        ("MOR9A753116SM9IJ", "licence-surname"),
        ("99999753116SM9IJ", "licence-surname"),
        ("M0RGA753116SM9IJ", "licence-surname"),
        ("MORGA7531169M9IJ", "licence-initials"),
        ("MORGA753116S19IJ", "licence-initials"),
        ("MORGA753116SMXIJ", "licence-tie-break"),
        ("MORGA753116SM9IJ3X", "licence-issue"),
        ("MORGA753116SM9I", "licence-length"),
        ("MORGA753116SM9IJ3", "licence-length"),
        ("MORGA753116SM9IJ355", "licence-length"),
        ("MORGA-753116-SM9", "licence-length"),
        ("ÖORGA753116SM9IJ", "licence-length"),
        ("1234567", "licence-length"),
        ("", "licence-length"),
    ] {
        let licence = read(number, today());
        assert_eq!((licence.verdict, licence.code.as_str()), (LicenceVerdict::Fail, code), "{number}");
        assert!(!licence.message.is_empty());
    }
}

#[test]
fn a_northern_ireland_number_is_compared_by_eye() {
    assert_eq!(read("1234 5678", today()).verdict, LicenceVerdict::ByHand);
}

#[test]
fn the_century_is_the_later_that_makes_a_driver_old_enough() {
    let born = |decade: char, unit: char| read(&format!("MORGA{decade}0101{unit}SM9IJ"), today()).born.unwrap();
    assert_eq!(born('0', '8'), day("2008-01-01"));
    assert_eq!(born('1', '1'), day("2011-01-01"), "15");
    assert_eq!(born('1', '2'), day("1912-01-01"), "14 is too young");
    assert_eq!(born('2', '6'), day("1926-01-01"));
    assert_eq!(born('3', '0'), day("1930-01-01"));
    assert_eq!(read("MORGA002290SM9IJ", today()).born, Some(day("2000-02-29")));
}

#[test]
fn a_record_that_fits_has_no_disagreement() {
    let licence = read("MORGA753116SM9IJ", today());
    for (surname, given) in
        [("Morgan", "Sarah Meredyth"), ("Morgan", "Sarah"), ("MORGAN-JONES", "Sarah M"), ("Mörgan", "")]
    {
        assert_eq!(disagreements(&licence, surname, day("1976-03-11"), given), [], "{surname} {given}");
    }
    let mac = read("MCDON703116SM9IJ", today());
    for surname in ["MacDonald", "McDonald", "Mac Donald"] {
        assert_eq!(disagreements(&mac, surname, day("1976-03-11"), "Sean"), [], "{surname}");
    }
    let short = read("LI999703116S99IJ", today());
    assert_eq!(disagreements(&short, "Li", day("1976-03-11"), "Shan Wei"), []);
    let umlaut = read("MUELL703116S99IJ", today());
    assert_eq!(disagreements(&umlaut, "Müller", day("1976-03-11"), "Sven"), []);
}

#[test]
fn each_part_that_differs_is_told() {
    let licence = read("MORGA753116SM9IJ", today());
    let parts = |surname, born, given| {
        disagreements(&licence, surname, day(born), given).into_iter().map(|d| d.part).collect::<Vec<_>>()
    };
    assert_eq!(parts("Jones", "1976-03-11", "Sarah"), [LicencePart::Surname]);
    assert_eq!(parts("Morgan", "1976-11-03", "Sarah"), [LicencePart::Born]);
    assert_eq!(parts("Morgan", "1975-03-11", "Sarah"), [LicencePart::Born]);
    assert_eq!(parts("Morgan", "1976-03-11", "Anna"), [LicencePart::GivenNames]);
    assert_eq!(parts("Morgan", "1976-03-11", "Sarah Kate"), [LicencePart::GivenNames]);
    assert_eq!(
        parts("Jones", "1970-01-01", "Anna"),
        [LicencePart::Surname, LicencePart::Born, LicencePart::GivenNames]
    );
    // The number has no century.
    assert_eq!(parts("Morgan", "1876-03-11", "Sarah"), []);
    let born = &disagreements(&licence, "Morgan", day("1976-11-03"), "Sarah")[0];
    assert_eq!(
        born.message,
        "The licence number says 11 Mar 1976 for the date of birth, our record 3 Nov 1976. Ask, and check both."
    );
}

#[test]
fn a_number_that_was_not_read_disagrees_with_nothing() {
    for number in ["12345678", "MORGA763116SM9IJ"] {
        assert_eq!(disagreements(&read(number, today()), "Jones", day("1970-01-01"), "Anna"), []);
    }
}

proptest! {
    #[test]
    fn a_number_made_from_a_person_reads_back(
        surname in "[A-Z]{1,9}", days in 0_i64..27_000, woman in any::<bool>(), initials in "[A-Z][A-Z9]", tie in 0_u8..10, check in "[A-Z]{2}",
    ) {
        use chrono::Datelike;
        let born = day("1937-01-01") + chrono::TimeDelta::days(days);
        let year = format!("{:02}", born.year() % 100);
        let month = born.month() + if woman { 50 } else { 0 };
        let five: String = surname.chars().chain("99999".chars()).take(5).collect();
        let number = format!("{five}{}{month:02}{:02}{}{initials}{tie}{check}", &year[..1], born.day(), &year[1..]);
        let licence = read(&number, today());
        prop_assert_eq!(licence.verdict, LicenceVerdict::Pass, "{}", number);
        prop_assert_eq!(licence.born, Some(born));
        prop_assert_eq!(licence.sex, Some(if woman { LicenceSex::Female } else { LicenceSex::Male }));
        prop_assert_eq!(disagreements(&licence, &surname, born, ""), []);
    }

    #[test]
    fn nothing_typed_panics(text in any::<String>(), like in "[A-Z9]{5}[0-9]{6}[A-Z9]{2}[0-9A-Z]{3}[0-9 ]{0,3}", days in -700_000_i64..700_000) {
        let on = today() + chrono::TimeDelta::days(days);
        let _ = read(&text, on);
        let licence = read(&like, on);
        let _ = disagreements(&licence, &text, on, &text);
    }
}
