//! What is on the page can be read back, in every script the shipped faces cover.

use crate::support::tools::text;
use frontdesk_documents::*;

/// A form prefilled with a name, in running text and in bold.
fn form_of(name: &str) -> ConsentForm {
    ConsentForm {
        patient: Some(PatientBlock { name: Some(name.into()), ..crate::support::patient() }),
        title: name.into(),
        ..crate::support::blank_form()
    }
}

#[test]
fn every_name_extracts_as_it_was_given() {
    for name in crate::support::NAMES {
        let made = consent_form(&form_of(name)).unwrap();
        let text = text(&made.bytes);
        assert!(made.unprintable.is_empty(), "{name}: {:?}", made.unprintable);
        assert!(
            text.matches(name).count() >= 3,
            "{name} is not in:\n{}",
            text.lines().take(12).collect::<Vec<_>>().join("\n")
        );
        assert!(printable(name).is_empty(), "{name}");
    }
}

#[test]
fn a_letter_reads_in_order() {
    let text = text(&response(&crate::support::small_response()).unwrap().bytes);
    let mut from = 0;
    for part in [
        "Still to decide",
        "Dear Nguyễn Thị Ánh,",
        "(a) What we use",
        "(h) Automated decisions",
        "Marta Nowak",
        "Index",
        "1. Registration",
        "2. Appointments",
        "≥ 15 min early → seen",
        "3. Letter to the GP",
    ] {
        let found =
            text[from..].find(part).unwrap_or_else(|| panic!("“{part}” does not follow in:\n{}", &text[from..]));
        from += found;
    }
}

#[test]
fn an_emoji_prints_as_its_code_point_is_counted_and_listed() {
    let made = response(&crate::support::small_response()).unwrap();
    assert_eq!(made.unprintable.len(), 1);
    assert_eq!(
        made.unprintable[0],
        Unprintable { text: "⟨U+1F600⟩".into(), where_: "1. Registration".into(), count: 1 }
    );
    let text = text(&made.bytes);
    assert_eq!(text.matches("⟨U+1F600⟩").count(), 2, "once where it stands and once in the index");
    assert!(text.contains("One character could not be printed"));
}

#[test]
fn characters_of_scripts_without_a_face_are_named_before_they_are_printed() {
    assert_eq!(printable("王 Wei 王"), ['王']);
    assert_eq!(printable("ஓவியா ไทย"), ['ไ', 'ท', 'ย']);
    assert_eq!(printable("a\u{202e}b\u{7}"), ['\u{202e}', '\u{7}']);
    let made = consent_form(&form_of("王 Wei")).unwrap();
    assert!(text(&made.bytes).contains("⟨U+738B⟩ Wei"));
    assert!(made.unprintable.iter().all(|one| one.text == "⟨U+738B⟩"));
}

#[test]
fn letters_with_separate_accents_extract_as_they_were_given() {
    let made = consent_form(&form_of("O\u{301} Su\u{301}illeabha\u{301}in")).unwrap();
    let text = text(&made.bytes);
    assert!(text.contains("O\u{301} Su\u{301}illeabha\u{301}in") || text.contains("Ó Súilleabháin"), "{text}");
}

#[test]
fn urdu_and_persian_names_extract_as_they_were_given() {
    for name in ["علی رضا", "عبد الله", "ڈاکٹر ژاله"] {
        let text = text(&consent_form(&form_of(name)).unwrap().bytes);
        assert!(text.contains(name), "{name} is not in:\n{text}");
    }
}

#[test]
fn vowel_points_of_arabic_and_hebrew_are_kept_with_their_letters() {
    // Readers may give a letter and its points in either order.
    for name in ["گُل", "שָׁלוֹם"] {
        let text = text(&consent_form(&form_of(name)).unwrap().bytes);
        let sorted = |text: &str| {
            let mut letters: Vec<char> = text.chars().collect();
            letters.sort_unstable();
            letters
        };
        assert!(text.lines().any(|line| sorted(line) == sorted(name)), "{name} is not in:\n{text}");
    }
}
