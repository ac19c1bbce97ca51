use frontdesk_domain::text::{NAME_MAX, clean_line, clean_lines, required_line};
use proptest::prelude::*;

#[test]
fn a_line_is_composed_trimmed_and_spaced_once() {
    assert_eq!(clean_line("  Zoe\u{308}   Ánh ", 40, "Surname").unwrap(), "Zoë Ánh");
    assert_eq!(clean_line("", 40, "Surname").unwrap(), "");
    assert_eq!(clean_line("O\u{2019}Neil\u{a0}Smith", 40, "Surname").unwrap(), "O\u{2019}Neil Smith");
}

#[test]
fn a_name_of_300_characters_is_told_its_count() {
    let problem = clean_line(&"a".repeat(300), NAME_MAX, "Surname").unwrap_err();
    assert_eq!(problem.code, "too-long");
    assert_eq!(problem.message, "Surname has 300 characters. Shorten it to 100 or fewer.");
    assert!(clean_line(&"é".repeat(100), NAME_MAX, "Surname").is_ok(), "characters are counted, not bytes");
}

#[test]
fn what_cannot_be_seen_is_refused() {
    for (text, code) in [
        ("Smi\u{0}th", "control-character"),
        ("Smith\nJones", "control-character"),
        ("Smith\tJones", "control-character"),
        ("Smi\u{1b}[2Jth", "control-character"),
        ("Smi\u{85}th", "control-character"),
        ("Smi\u{2028}th", "control-character"),
        ("Smi\u{202e}th", "direction-mark"),
        ("Smi\u{2066}th", "direction-mark"),
        ("Smi\u{200f}th", "direction-mark"),
        ("Smi\u{200b}th", "direction-mark"),
        ("Smi\u{feff}th", "direction-mark"),
        ("Smi\u{e0041}th", "direction-mark"),
    ] {
        let problem = clean_line(text, 40, "surname").unwrap_err();
        assert_eq!(problem.code, code, "{text:?}");
        assert!(problem.message.starts_with("Surname: character "), "{}", problem.message);
    }
}

#[test]
fn names_of_every_script_are_kept() {
    for name in [
        "Łukasz Żółć",
        "Nguyễn Thị Ánh",
        "Ó Súilleabháin",
        "Дмитрий",
        "Ωμέγα",
        "محمد",
        "עברית",
        "देवनागरी",
        "می\u{200c}خواهم",
        "🙂",
    ] {
        assert_eq!(clean_line(name, 40, "Surname").unwrap(), name);
    }
}

#[test]
fn a_note_keeps_its_line_breaks() {
    assert_eq!(clean_lines(" one\r\ntwo\rthree\n", 40, "Note").unwrap(), "one\ntwo\nthree");
    assert_eq!(clean_lines("one\u{7}", 40, "Note").unwrap_err().code, "control-character");
}

#[test]
fn a_required_line_that_is_empty_says_so() {
    assert_eq!(required_line(" \t ", 40, "Surname").unwrap_err().code, "nothing-typed");
    assert_eq!(required_line("a", 40, "Surname").unwrap(), "a");
}

proptest! {
    #[test]
    fn a_line_that_is_kept_is_kept_again_unchanged(text in any::<String>()) {
        if let Ok(line) = clean_line(&text, 200, "Text") {
            prop_assert_eq!(clean_line(&line, 200, "Text").unwrap(), line.clone());
            prop_assert!(!line.chars().any(char::is_control));
        }
        let _ = clean_lines(&text, 200, "Text");
    }
}
