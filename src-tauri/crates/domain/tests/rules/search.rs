use frontdesk_domain::search::{SearchTerms, fold, index_words, normalise_email, normalise_phone, parse};
use proptest::prelude::*;

use crate::day;

fn terms(text: &str) -> SearchTerms {
    parse(text, day("2026-11-22"))
}

fn names(words: &[&str]) -> SearchTerms {
    SearchTerms { names: words.iter().map(|word| (*word).to_owned()).collect(), ..SearchTerms::default() }
}

#[test]
fn what_was_typed_is_sorted_by_its_form() {
    assert_eq!(terms("Amara Okonkwo"), names(&["amara", "okonkwo"]));
    assert_eq!(terms("OKONKWO, Amara"), names(&["okonkwo", "amara"]));
    assert_eq!(terms("km-10482").reference.as_deref(), Some("KM-10482"));
    assert_eq!(terms("R-2026-034").reference.as_deref(), Some("R-2026-034"));
    assert_eq!(terms(" Amara@Example.COM ").email.as_deref(), Some("amara@example.com"));
    assert_eq!(terms("07700 900123").phone.as_deref(), Some("07700900123"));
    assert_eq!(terms("+44 7700 900123").phone.as_deref(), Some("07700900123"));
    for date in ["14 3 1990", "14/03/90", "14 mar 1990", "14th March 1990", "14031990", "1990-03-14"] {
        assert_eq!(terms(date), SearchTerms { born: Some(day("1990-03-14")), ..SearchTerms::default() }, "{date}");
    }
}

#[test]
fn parts_are_told_apart_in_one_text() {
    let found = terms("okonkwo 14 mar 1990 0770 090");
    assert_eq!(found.names, ["okonkwo"]);
    assert_eq!(found.born, Some(day("1990-03-14")));
    assert_eq!(found.phone.as_deref(), Some("0770090"));
    assert_eq!(terms("14/3/90 okonkwo amara").names, ["okonkwo", "amara"]);
    // Names that are months or weekdays stay names.
    assert_eq!(terms("April May"), names(&["april", "may"]));
    assert_eq!(terms("Sunday"), names(&["sunday"]));
    assert_eq!(terms("Smith-Jones"), names(&["smith", "jones"]));
    assert_eq!(terms("o'neil"), names(&["oneil"]));
    assert!(terms(" , ; ").is_empty());
}

#[test]
fn a_date_half_typed_asks_for_nothing_yet() {
    let mut typed = String::from("okonkwo ");
    for c in "14 march 1990".chars() {
        typed.push(c);
        let found = terms(&typed);
        assert_eq!((found.names.join(" ").as_str(), found.phone), ("okonkwo", None), "{typed}");
    }
    for text in
        ["okonkwo 14/3", "okonkwo 14/03/9", "okonkwo 14-03-199", "okonkwo 14th", "14 3 199 okonkwo", "okonkwo 1"]
    {
        assert_eq!(terms(text), names(&["okonkwo"]), "{text}");
    }
    assert_eq!(terms("020 7946").phone.as_deref(), Some("0207946"), "a phone begins with a longer run");
}

#[test]
fn a_phone_too_short_to_mean_one_is_left_out() {
    assert_eq!(terms("077").phone, None);
    assert_eq!(terms("0770").phone.as_deref(), Some("0770"));
}

#[test]
fn phones_are_one_number_however_written() {
    for text in
        ["07700 900123", "+447700900123", "+44 (0)7700 900 123", "0044 7700 900123", "(07700) 900-123", "07700.900.123"]
    {
        assert_eq!(normalise_phone(text), "07700900123", "{text}");
    }
    assert_eq!(normalise_phone("+33 1 23 45 67 89"), "0033123456789");
    assert_eq!(normalise_phone("0033 1 23 45 67 89"), "0033123456789");
    assert_eq!(normalise_phone("ring after six"), "");
}

#[test]
fn addresses_are_lower_cased() {
    assert_eq!(normalise_email(" Zoë@Example.com"), "zoë@example.com");
}

#[test]
fn a_folded_name_has_no_accents_case_apostrophes_or_hyphens() {
    for (name, folded) in [
        ("Łukasz Żółć", "lukasz zolc"),
        ("Nguyễn Thị Ánh", "nguyen thi anh"),
        ("Ó Súilleabháin", "o suilleabhain"),
        ("O’Neil", "oneil"),
        ("D'Angelo-Smith", "dangelo smith"),
        ("Bjørn Đặng Æsir Straße Þór İpek Işık", "bjorn dang aesir strasse thor ipek isik"),
        ("  Van   der Berg ", "van der berg"),
        ("Дмитрий", "дмитрии"),
        ("Ωμέγα", "ωμεγα"),
        ("مُحَمَّد", "محمد"),
        ("देवनागरी", "देवनागरी"),
        ("ﬁona", "fiona"),
        ("St. John", "st john"),
        ("", ""),
        ("---", ""),
    ] {
        assert_eq!(fold(name), folded, "{name}");
    }
}

#[test]
fn a_name_is_found_under_its_other_spellings_too() {
    assert_eq!(index_words("Müller"), "muller mueller");
    assert_eq!(index_words("Smith-Jones"), "smith jones smithjones");
    assert_eq!(index_words("Дмитрий"), "дмитрии dmitrii");
    assert_eq!(index_words("Anna"), "anna");
    assert_eq!(index_words(""), "");
}

#[test]
fn a_pasted_page_is_cut_short() {
    let found = terms(&"word ".repeat(10_000));
    assert!(found.names.len() <= 24);
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing(text in any::<String>()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn a_name_is_found_by_the_words_it_is_kept_under(text in "[\\p{L}' -]{1,30}") {
        let kept = index_words(&text);
        for word in parse(&text, day("2026-11-22")).names {
            prop_assert!(kept.split(' ').any(|other| other == word), "{} not in {}", word, kept);
        }
    }

    #[test]
    fn nothing_typed_panics(text in any::<String>(), more in "[0-9a-z@/+.() -]{0,60}") {
        let _ = terms(&text);
        let _ = terms(&more);
        let _ = (normalise_phone(&text), normalise_email(&text), index_words(&text));
    }
}
