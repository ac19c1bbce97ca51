use chrono::NaiveDate;
use frontdesk_domain::mrz::{CheckStatus, DocumentSex, Field, Format, MrzReading, Verdict, read};
use proptest::prelude::*;

use crate::day;

pub const PASSPORT: &str = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
pub const SPECIMEN: &str = "P<GBRUK<SPECIMEN<<ANGELA<ZOE<<<<<<<<<<<<<<<<\n9250764733GBR8809117F2007162<<<<<<<<<<<<<<08";
pub const CARD2: &str = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6";
pub const CARD3: &str =
    "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
pub const LONG: &str = "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<";
pub const VISA_A: &str = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<";
pub const VISA_B: &str = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<";
pub const FRENCH: &str = "IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<\n8806923102858CORINNE<<<<<<<6512068F6";

pub fn on() -> NaiveDate {
    day("2026-11-22")
}

pub fn scan(text: &str) -> MrzReading {
    read(text, on())
}

fn status(reading: &MrzReading, field: Field) -> CheckStatus {
    reading.checks.iter().find(|check| check.field == field).unwrap().status
}

#[test]
fn the_vectors_of_every_format_pass() {
    for (text, format) in [
        (PASSPORT, Format::Td3),
        (SPECIMEN, Format::Td3),
        (CARD2, Format::Td2),
        (CARD3, Format::Td1),
        (LONG, Format::Td1),
        (VISA_A, Format::MrvA),
        (VISA_B, Format::MrvB),
    ] {
        let reading = scan(text);
        assert_eq!((reading.format, reading.verdict), (format, Verdict::Pass), "{text} {:?}", reading.failed);
        assert_eq!(reading.suggestions, []);
    }
}

#[test]
fn a_passport_is_read_field_by_field() {
    let reading = scan(PASSPORT);
    assert_eq!((reading.surname.as_str(), reading.given_names.as_str()), ("ERIKSSON", "ANNA MARIA"));
    assert_eq!(
        (reading.document_code.as_str(), reading.issuer.as_str(), reading.nationality.as_str()),
        ("P", "UTO", "UTO")
    );
    assert_eq!((reading.number.as_str(), reading.optional.as_str()), ("L898902C3", "ZE184226B"));
    assert_eq!((reading.born, reading.expiry), (Some(day("1974-08-12")), Some(day("2012-04-15"))));
    assert_eq!(reading.sex, Some(DocumentSex::Female));
    assert!(reading.expired && !reading.name_truncated);
    assert!(reading.checks.iter().all(|check| check.status == CheckStatus::Pass));
    let specimen = scan(SPECIMEN);
    assert_eq!((specimen.surname.as_str(), specimen.given_names.as_str()), ("UK SPECIMEN", "ANGELA ZOE"));
    assert_eq!(status(&specimen, Field::Optional), CheckStatus::Pass, "a zero for nothing");
}

#[test]
fn a_filler_for_the_digit_of_nothing_is_not_present() {
    let reading = scan(&SPECIMEN.replace("<<<08", "<<<<8"));
    assert_eq!((reading.verdict, status(&reading, Field::Optional)), (Verdict::Pass, CheckStatus::NotPresent));
    assert_eq!(status(&scan(CARD2), Field::Optional), CheckStatus::NotPresent);
    assert_eq!(status(&scan(VISA_A), Field::Composite), CheckStatus::NotPresent);
}

#[test]
fn a_wrong_composite_fails_alone() {
    let reading = scan(&SPECIMEN.replace("<08", "<09"));
    assert_eq!((reading.verdict, reading.failed), (Verdict::Fail, vec![Field::Composite]));
}

#[test]
fn one_bad_field_keeps_the_good_ones() {
    let reading = scan(&PASSPORT.replace("L898902C36", "L898902C76"));
    assert_eq!((reading.verdict, &reading.failed[..]), (Verdict::Fail, &[Field::Number, Field::Composite][..]));
    assert_eq!(status(&reading, Field::Birth), CheckStatus::Pass);
    assert_eq!((reading.born, reading.surname.as_str()), (Some(day("1974-08-12")), "ERIKSSON"));
    assert_eq!(
        reading.message,
        "The check digit of the document number and the whole line does not fit. Scan again, or compare the line with the document. The document expired on 15 Apr 2012."
    );
}

#[test]
fn a_long_number_goes_on_in_the_optional_field() {
    let reading = scan(LONG);
    assert_eq!((reading.number.as_str(), reading.optional.as_str()), ("D23145890734", ""));
    assert_eq!(status(&reading, Field::Number), CheckStatus::Pass);
    let wrong = scan(&LONG.replace("<7349<", "<7359<"));
    assert_eq!(wrong.failed, [Field::Number, Field::Composite]);
    // Nothing goes on: nine characters and no digit.
    let cut = scan(&LONG.replace("<7349<", "<<<<<<"));
    assert_eq!(status(&cut, Field::Number), CheckStatus::Fail);
}

#[test]
fn stray_spaces_case_and_blank_lines_do_not_matter() {
    let straight = scan(CARD3);
    for text in [
        CARD3.to_lowercase(),
        CARD3.replace('\n', "\r\n"),
        CARD3.replace('\n', "\n\n  \n"),
        format!("  {}\t\n", CARD3.replace("<<A", " <<A").replace("UTOD", "UTO D ")),
        CARD3.replace('\n', "\r"),
    ] {
        let reading = scan(&text);
        assert_eq!((reading.verdict, &reading.lines), (Verdict::Pass, &straight.lines), "{text:?}");
    }
    // A reader that sends spaces for fillers within a line.
    let spaced = "P GBRUK SPECIMEN  ANGELA ZOE               <\n9250764733GBR8809117F2007162              08";
    assert_eq!(scan(spaced).lines, scan(SPECIMEN).lines);
}

#[test]
fn anything_else_is_compared_by_eye() {
    for text in
        ["", "hello", PASSPORT.split('\n').next().unwrap(), &PASSPORT[..80], &PASSPORT.replace('\n', ""), FRENCH]
    {
        let reading = scan(text);
        assert_eq!(reading.verdict, Verdict::ByHand, "{text}");
        assert!(!reading.message.is_empty() && reading.failed.is_empty());
    }
    let short = scan(&PASSPORT.replace("<<<<<10", "<<<<10"));
    assert_eq!(short.message, "Line 2 has 43 characters and needs 44. Scan again, or count the line.");
}

#[test]
fn another_kind_of_card_of_the_same_size_is_compared_by_eye() {
    for text in [
        FRENCH,
        "IDFRAPETIT<<<<<<<<<<<<<<<<<<<<<<<<<<\n880692310285LILI<<<<<<<<<<<6512068F6",
        "IDFRADUPONT<<<<<<<<<<<<<<<<<<<750123\n0512751012340PIERRE<<JEAN<<8001011M2",
        "D1UTO1234567890123456789ABCDEF\nHOLDER1OF1A1CARD<<<<<<<<<<<<<<\nTEST<<PERSON<<<<<<<<<<<<<<<<<<",
        "IDXYZABCDEFGHIJKLMNOPQRSTUVWXY\nNOTADATEATALL<<<<ABCDEFGHIJKLM\nTEST<<PERSON<<<<<<<<<<<<<<<<<<",
    ] {
        assert_eq!(scan(text).verdict, Verdict::ByHand, "{text}");
    }
}

#[test]
fn an_unknown_document_code_is_read_where_every_digit_holds() {
    for text in [PASSPORT.replace("P<", "X<"), CARD2.replace("I<", "X<"), CARD3.replace("I<", "X<")] {
        assert_eq!(scan(&text).verdict, Verdict::Pass, "{text}");
    }
    // Two lines of 44 have no other format; a card may be anybody's.
    assert_eq!(scan(&PASSPORT.replace("P<", "X<").replace("<10", "<11")).failed, [Field::Composite]);
    assert_eq!(scan(&CARD2.replace("I<", "X<").replace("<6", "<7")).verdict, Verdict::ByHand);
}

#[test]
fn a_card_whose_digits_hold_is_no_other_format() {
    // A slip in the sex and one in the nationality, which no digit covers.
    let text = CARD3.replace("2F1204159UTO", "241204159U90");
    assert_eq!((scan(&text).verdict, scan(&text).sex), (Verdict::Pass, None));
}

#[test]
fn a_long_number_of_a_passport_is_believed_where_its_digit_holds() {
    let number = |of: &str| {
        let optional = format!("{of:<<14}");
        let line = format!("D23145890<UTO7408122F1204159{optional}{}", digit(&optional));
        let over = format!("{}{}{}", &line[..10], &line[13..20], &line[21..43]);
        let reading = scan(&format!("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n{line}{}", digit(&over)));
        (reading.number, reading.optional, reading.failed)
    };
    assert_eq!(number("7349"), ("D23145890734".to_owned(), String::new(), vec![]));
    assert_eq!(number("7349<ZE184"), ("D23145890734".to_owned(), "ZE184".to_owned(), vec![]));
    assert_eq!(number("7348"), ("D23145890".to_owned(), "7348".to_owned(), vec![Field::Number]));
}

#[test]
fn a_long_numbers_digit_may_count_the_filler_in() {
    let card = |check: u32| {
        let first = format!("I<UTOD23145890<72{check}<<<<<<<<<<<<");
        let second = "7408122F1204159UTO<<<<<<<<<<<";
        let over = format!("{}{}{}{}", &first[5..], &second[..7], &second[8..15], &second[18..]);
        scan(&format!("{first}\n{second}{}\nERIKSSON<<ANNA<MARIA<<<<<<<<<<", digit(&over)))
    };
    let (without, with) = (digit("D2314589072"), digit("D23145890<72"));
    assert_ne!(without, with);
    for check in [without, with] {
        assert_eq!((card(check).verdict, card(check).number.as_str()), (Verdict::Pass, "D2314589072"));
    }
    let other = (0..10).find(|check| ![without, with].contains(check)).unwrap();
    assert_eq!(card(other).failed, [Field::Number]);
}

#[test]
fn marks_without_width_do_not_count() {
    assert_eq!(scan(&format!("\u{feff}{}", PASSPORT.replace("ANNA", "AN\u{200b}NA"))).verdict, Verdict::Pass);
}

#[test]
fn names_come_apart_at_two_fillers() {
    let named = |names: &str| {
        let reading = scan(&format!("P<UTO{names:<<39}\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"));
        assert_eq!(reading.verdict, Verdict::Pass);
        (reading.surname, reading.given_names, reading.name_truncated)
    };
    let held = |surname: &str, given: &str, cut| (surname.to_owned(), given.to_owned(), cut);
    assert_eq!(named("VAN<DER<MUELLEN<<CORNELIA"), held("VAN DER MUELLEN", "CORNELIA", false));
    assert_eq!(named("SUKARNO"), held("SUKARNO", "", false));
    assert_eq!(named("<<ANNA"), held("", "ANNA", false), "no surname on the document");
    assert_eq!(named("<ANNA"), held("ANNA", "", false));
    assert_eq!(named("ERIKSSON<<<ANNA<<MARIA"), held("ERIKSSON", "ANNA MARIA", false));
    assert_eq!(
        named("NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"),
        held("NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG K", true)
    );
    assert_eq!(
        named("BENNELONG<WOOLOOMOOLOO<WARRANDYTE<WARNA"),
        held("BENNELONG WOOLOOMOOLOO WARRANDYTE WARNA", "", true)
    );
}

#[test]
fn the_age_vectors_turn_18_that_day_and_17_that_day() {
    let born = |lines: &str| scan(&lines.replace(" / ", "\n")).born.unwrap();
    let of_age = born("P<GBRTESTPATIENT<<ALEX<MORGAN<<<<<<<<<<<<<<< / 9990000010GBR0811220F3301018<<<<<<<<<<<<<<<0");
    let not_yet = born("P<GBRTESTPATIENT<<ROWAN<<<<<<<<<<<<<<<<<<<<< / 9990000021GBR0811231M3301018<<<<<<<<<<<<<<<8");
    assert_eq!(frontdesk_domain::age::age_on(of_age, on()), Some(18));
    assert_eq!(frontdesk_domain::age::age_on(not_yet, on()), Some(17));
}

/// A passport with these dates and this sex, its digits worked out the plain way.
fn passport(birth: &str, sex: char, expiry: &str) -> String {
    let line = format!(
        "ZZ0999081{}POL{birth}{}{sex}{expiry}{}{}",
        digit("ZZ0999081"),
        digit(birth),
        digit(expiry),
        "<".repeat(14)
    );
    let with_optional = format!("{line}0");
    let over = format!("{}{}{}", &with_optional[..10], &with_optional[13..20], &with_optional[21..43]);
    format!("P<POLZOLC<<LUKASZ<JAN<<<<<<<<<<<<<<<<<<<<<<<\n{with_optional}{}", digit(&over))
}

pub fn digit(text: &str) -> u32 {
    let value = |c: char| if c == '<' { 0 } else { c.to_digit(36).unwrap() };
    text.chars().enumerate().map(|(at, c)| value(c) * [7, 3, 1][at % 3]).sum::<u32>() % 10
}

#[test]
fn the_century_of_a_birth_is_shown() {
    let born = |birth: &str| {
        let reading = scan(&passport(birth, 'M', "310611"));
        (reading.born, reading.born_other_century, reading.born_note)
    };
    let (date, other, note) = born("790902");
    assert_eq!((date, other), (Some(day("1979-09-02")), None));
    assert_eq!(note.unwrap(), "Read as 1979, since 2 Sep 2079 is still to come.");
    let (date, other, note) = born("200101");
    assert_eq!((date, other), (Some(day("2020-01-01")), Some(day("1920-01-01"))));
    assert_eq!(note.unwrap(), "Read as 2020. 1920 is possible too: the record decides.");
    assert_eq!(
        born("261122"),
        (
            Some(on()),
            Some(day("1926-11-22")),
            Some("Read as 2026. 1926 is possible too: the record decides.".to_owned())
        )
    );
    assert_eq!(born("261123").0, Some(day("1926-11-23")));
    // 110 years and not more: born on 22 November 1916 is 110, the day before would be too, a year before not.
    assert_eq!(born("161122").1, Some(day("1916-11-22")));
    assert_eq!(born("151123").1, Some(day("1915-11-23")), "still 110 today");
    assert_eq!(born("151122"), (Some(day("2015-11-22")), None, None));
    assert_eq!(born("000229").0, Some(day("2000-02-29")));
}

#[test]
fn an_expiry_is_20yy_unless_more_than_50_years_away() {
    let expiry = |text: &str| scan(&passport("790902", 'M', text)).expiry.unwrap();
    assert_eq!(expiry("761122"), day("2076-11-22"));
    assert_eq!(expiry("761123"), day("1976-11-23"));
    assert_eq!(expiry("991231"), day("1999-12-31"));
    assert_eq!(expiry("261121"), day("2026-11-21"));
    let expired = |text: &str| scan(&passport("790902", 'M', text)).expired;
    assert!(expired("261121") && !expired("261122"), "good to the end of its last day");
}

#[test]
fn a_date_that_does_not_exist_fails_though_its_digit_holds() {
    for birth in ["791302", "790931", "790900", "79O902", "790229"] {
        let reading = scan(&passport(birth, 'M', "310611"));
        assert_eq!(
            (reading.verdict, &reading.failed[..], reading.born),
            (Verdict::Fail, &[Field::Birth][..], None),
            "{birth}"
        );
    }
    assert_eq!(scan(&passport("790902", 'M', "310631")).failed, [Field::Expiry]);
}

#[test]
fn a_part_of_the_birth_may_be_unknown_to_the_document() {
    for birth in ["7909<<", "79<<<<", "<<<<<<"] {
        let reading = scan(&passport(birth, '<', "310611"));
        assert_eq!((reading.verdict, reading.born), (Verdict::Pass, None), "{birth}");
        assert_eq!(
            reading.born_note.as_deref(),
            Some("The document leaves a part of the date of birth open. Compare by eye.")
        );
    }
}

#[test]
fn the_sex_may_be_unspecified() {
    for (letter, sex) in [
        ('F', Some(DocumentSex::Female)),
        ('M', Some(DocumentSex::Male)),
        ('<', Some(DocumentSex::Unspecified)),
        ('X', Some(DocumentSex::Unspecified)),
        ('7', None),
    ] {
        assert_eq!(scan(&passport("790902", letter, "310611")).sex, sex);
    }
}

#[test]
fn a_near_miss_is_offered_with_what_it_mends() {
    let right = passport("790902", 'M', "310611");
    let reading = scan(&right.replace("ZZ0999081", "ZZ09990B1"));
    assert_eq!(reading.failed, [Field::Number, Field::Composite]);
    let offered = &reading.suggestions[0];
    assert_eq!((offered.field, offered.value.as_str(), offered.composite_passes), (Field::Number, "ZZ0999081", true));
    assert_eq!((offered.changes[0].line, offered.changes[0].position), (2, 8));
    assert_eq!((offered.changes[0].read.as_str(), offered.changes[0].better.as_str()), ("B", "8"));
    assert_eq!(
        offered.message,
        "Character 8 of line 2 was read as B. With 8, this check digit and the whole line's both pass."
    );
    assert_eq!(scan(&offered.lines.join("\n")).verdict, Verdict::Pass);
}

#[test]
fn every_pair_that_is_mistaken_for_another_is_mended() {
    let right = passport("790902", 'M', "310611");
    for (read_as, at) in
        [('O', 2), ('Z', 15), ('O', 13 + 2), ('I', 21 + 4), ('G', 21 + 3), ('B', 7), ('I', 8), ('O', 9)]
    {
        let mut lines: Vec<String> = right.split('\n').map(str::to_owned).collect();
        lines[1].replace_range(at..=at, &read_as.to_string());
        if lines.join("\n") == right {
            continue;
        }
        let reading = scan(&lines.join("\n"));
        if reading.verdict == Verdict::Pass {
            continue; // the weights cannot see it
        }
        for offered in &reading.suggestions {
            let mended = scan(&offered.lines.join("\n"));
            assert!(!mended.failed.contains(&offered.field), "{lines:?} {offered:?}");
            assert_eq!(mended.verdict == Verdict::Pass, offered.composite_passes);
        }
    }
}

#[test]
fn zeros_typed_as_letters_throughout_are_mended_together() {
    let reading = scan("P<GBRTESTPATIENT<<ALEX<MORGAN<<<<<<<<<<<<<<<\n999OOOOO1OGBRO81122OF33O1O18<<<<<<<<<<<<<<<0");
    let offered: Vec<_> = reading.suggestions.iter().map(|s| (s.field, s.value.as_str())).collect();
    assert!(offered.contains(&(Field::Number, "999000001")), "{offered:?}");
    assert!(offered.contains(&(Field::Birth, "22 Nov 2008")), "{offered:?}");
    assert!(offered.contains(&(Field::Expiry, "1 Jan 2033")), "{offered:?}");
}

#[test]
fn a_slip_that_only_the_composite_sees_is_mended() {
    let reading = scan(&PASSPORT.replace("<10", "<1O"));
    assert_eq!((&reading.failed[..], reading.suggestions.len()), (&[Field::Composite][..], 1));
    assert_eq!(reading.suggestions[0].value, "0");
    let reading = scan(&SPECIMEN.replace("<08", "<0B"));
    assert_eq!(reading.suggestions[0].value, "8");
}

#[test]
fn nothing_is_offered_that_does_not_hold() {
    for text in [PASSPORT.replace("L898902C36", "L898902C37"), SPECIMEN.replace("<08", "<09")] {
        for offered in scan(&text).suggestions {
            let mended = scan(&offered.lines.join("\n"));
            assert!(!mended.failed.contains(&offered.field));
        }
    }
}

#[test]
fn a_character_of_no_zone_is_seen() {
    let in_name = scan(&PASSPORT.replace("ANNA", "ANN-"));
    assert_eq!((in_name.verdict, in_name.failed.len()), (Verdict::ByHand, 0));
    let in_number = scan(&PASSPORT.replace("L898902C3", "L898?02C3"));
    assert_eq!(in_number.failed, [Field::Number, Field::Composite]);
    let wide = scan(&PASSPORT.replace("ANNA", "ANNÉ"));
    assert_eq!((wide.verdict, wide.lines[0].chars().count()), (Verdict::ByHand, 44));
}

proptest! {
    #[test]
    fn nothing_typed_panics(text in any::<String>(), like in "([A-Z0-9<]{30}\n){3}|([PV][A-Z0-9<]{43}\n?){2}|([VI][A-Z0-9<]{35}\n){2}", days in -700_000_i64..700_000) {
        let when = on() + chrono::TimeDelta::days(days);
        let _ = read(&text, when);
        let _ = read(&like, when);
    }

    #[test]
    fn mutated_lines_never_panic(which in 0_usize..8, changes in proptest::collection::vec((0_usize..100, any::<char>()), 1..6)) {
        let mut text: Vec<char> = [PASSPORT, SPECIMEN, CARD2, CARD3, LONG, VISA_A, VISA_B, FRENCH][which].chars().collect();
        for (at, c) in changes {
            let at = at % text.len();
            text[at] = c;
        }
        let reading = scan(&text.iter().collect::<String>());
        for offered in reading.suggestions {
            prop_assert!(!scan(&offered.lines.join("\n")).failed.contains(&offered.field));
        }
    }
}
