use frontdesk_domain::translit::{Spelling, can_spell, spellings, spelt, to_mrz};
use proptest::prelude::*;

#[test]
fn latin_letters_are_spelt_as_documents_print_them() {
    for (name, mrz) in [
        ("Müller", "MUELLER"),
        ("Groß", "GROSS"),
        ("GROẞ", "GROSS"),
        ("Ångström", "AANGSTROEM"),
        ("Øster", "OESTER"),
        ("Æsir", "AESIR"),
        ("Þór", "THOR"),
        ("Đặng", "DANG"),
        ("Łukasz", "LUKASZ"),
        ("Żółć", "ZOLC"),
        ("Nguyễn", "NGUYEN"),
        ("Ünal", "UENAL"),
        ("Işık", "ISIK"),
        ("İpek", "IPEK"),
        ("Peña", "PENA"),
        ("Ĳsselmeer", "IJSSELMEER"),
        ("Œuvre", "OEUVRE"),
        ("Žižek", "ZIZEK"),
        ("O'Neil", "ONEIL"),
        ("O’Neil", "ONEIL"),
        ("Smith-Jones", "SMITH<JONES"),
        ("  van  der  Berg ", "VAN<DER<BERG"),
        ("St. John", "ST<JOHN"),
        ("Zoe\u{308}", "ZOE"),
        ("", ""),
        ("-", ""),
    ] {
        assert_eq!(to_mrz(name), mrz, "{name}");
    }
}

#[test]
fn other_spellings_in_use_are_known() {
    assert_eq!(spellings("Müller"), ["MUELLER", "MULLER", "MUXXLLER"]);
    assert_eq!(spellings("Peña"), ["PENA", "PENXXA"]);
    assert_eq!(spellings("Anna"), ["ANNA"]);
}

#[test]
fn cyrillic_is_spelt_by_the_table_and_by_states_that_differ() {
    assert_eq!(to_mrz("Дмитрий"), "DMITRII");
    assert_eq!(to_mrz("Щербакова"), "SHCHERBAKOVA");
    assert_eq!(to_mrz("Соловьёв"), "SOLOVEV");
    assert_eq!(to_mrz("Юлия Яковлева"), "IULIIA<IAKOVLEVA");
    assert_eq!(spelt("Григорій", Spelling::Ukrainian), "HRYHORII");
    assert_eq!(spelt("Їжакевич Юрій Є", Spelling::Ukrainian), "YIZHAKEVYCH<YURII<YE");
    assert_eq!(spelt("Ђорђе Шећеровић", Spelling::Serbian), "DJORDJE<SECEROVIC");
    assert_eq!(spelt("Щерев", Spelling::Bulgarian), "SHTEREV");
    assert_eq!(spelt("Ќосев", Spelling::Macedonian), "KJOSEV");
    assert_eq!(spelt("Рыгор Ёлкін", Spelling::Belarusian), "RYHOR<IOLKIN");
}

#[test]
fn greek_is_spelt_as_greek_passports_print_it() {
    for (name, mrz) in [
        ("Ωμέγα", "OMEGA"),
        ("Παπαδόπουλος", "PAPADOPOULOS"),
        ("Ευαγγελία", "EVANGELIA"),
        ("Ελευθέριος", "ELEFTHERIOS"),
        ("Μπάμπης", "BAMPIS"),
        ("Χρήστος Ψαρράς", "CHRISTOS<PSARRAS"),
        ("Αύρα", "AVRA"),
        ("Μαΐου", "MAIOU"),
        ("Ξένια Θωμά", "XENIA<THOMA"),
        ("Ταΰγετος", "TAYGETOS"),
    ] {
        assert_eq!(to_mrz(name), mrz, "{name}");
    }
}

#[test]
fn scripts_without_a_table_are_known_to_have_none() {
    for name in ["محمد", "עברית", "देवनागरी", "李明", "Anna 李"] {
        assert!(!can_spell(name), "{name}");
    }
    for name in ["Łukasz Żółć", "Соловьёв", "Ωμέγα", "O'Neil", "", "123"] {
        assert!(can_spell(name), "{name}");
    }
}

proptest! {
    #[test]
    fn a_spelling_has_only_letters_of_a_zone(name in any::<String>()) {
        for spelling in spellings(&name) {
            prop_assert!(spelling.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'<'), "{}", spelling);
            prop_assert!(!spelling.starts_with('<') && !spelling.ends_with('<') && !spelling.contains("<<"), "{}", spelling);
        }
        let _ = can_spell(&name);
    }

    #[test]
    fn a_zone_name_is_its_own_spelling(name in "[A-Z]{1,12}(<[A-Z]{1,12}){0,3}") {
        prop_assert_eq!(to_mrz(&name), name);
    }
}
