use frontdesk_domain::nhs_number::NhsNumber;
use proptest::prelude::*;

#[test]
fn known_numbers_hold() {
    for number in ["943 476 5919", "4010232137", "987-654-3210", " 987 654 3210 ", "999 000 0018", "999 000 0026"] {
        assert!(NhsNumber::parse(number).is_ok(), "{number}");
    }
}

#[test]
fn what_is_no_number_says_why() {
    for (number, code) in [
        ("987 654 4321", "nhs-number-check-digit"),
        ("999 000 0019", "nhs-number-check-digit"),
        ("", "nhs-number-empty"),
        (" - ", "nhs-number-empty"),
        ("943476591", "nhs-number-not-ten-digits"),
        ("94347659190", "nhs-number-not-ten-digits"),
        ("943 476 591X", "nhs-number-other-character"),
        ("943.476.5919", "nhs-number-other-character"),
        ("٩٤٣٤٧٦٥٩١٩", "nhs-number-other-character"),
        ("９４３４７６５９１９", "nhs-number-other-character"),
        ("943\u{a0}476\u{a0}5919", "nhs-number-other-character"),
        ("943\t4765919", "nhs-number-other-character"),
    ] {
        assert_eq!(NhsNumber::parse(number).unwrap_err().code, code, "{number:?}");
    }
}

#[test]
fn a_remainder_of_ten_is_never_issued() {
    // 1*10 + 1*2 = 12, 12 % 11 = 1, 11 - 1 = 10: no digit completes it.
    for last in 0..10 {
        assert!(NhsNumber::parse(&format!("100000001{last}")).is_err());
    }
}

#[test]
fn exactly_one_or_no_digit_completes_nine() {
    for start in (0..1_000_000_000_u32).step_by(999_983) {
        let completions = (0..10).filter(|last| NhsNumber::parse(&format!("{start:09}{last}")).is_ok()).count();
        assert!(completions <= 1, "{start:09}");
    }
}

#[test]
fn a_number_is_kept_as_digits_and_shown_with_spaces() {
    let number = NhsNumber::parse("999-000 0018").unwrap();
    assert_eq!(number.digits(), "9990000018");
    assert_eq!(number.spaced(), "999 000 0018");
    assert_eq!(number.to_string(), "999 000 0018");
}

proptest! {
    #[test]
    fn one_wrong_digit_is_always_caught(start in 0_u32..1_000_000_000, at in 0_usize..10, by in 1_u8..10) {
        let Some(number) = (0..10).find_map(|last| NhsNumber::parse(&format!("{start:09}{last}")).ok()) else { return Ok(()) };
        let mut digits: Vec<u8> = number.digits().bytes().collect();
        digits[at] = b'0' + (digits[at] - b'0' + by) % 10;
        prop_assert!(NhsNumber::parse(std::str::from_utf8(&digits).unwrap()).is_err());
    }

    #[test]
    fn nothing_typed_panics(text in ".{0,40}") {
        let _ = NhsNumber::parse(&text);
    }
}
