use frontdesk_domain::name_match::{DocumentName, NameVerdict, WordVerdict, compare, compare_document};
use frontdesk_domain::translit::to_mrz;
use proptest::prelude::*;

use NameVerdict::{Check, Differs, Match};

fn verdict(document: (&str, &str), record: (&str, &str)) -> NameVerdict {
    compare(document.0, document.1, record.0, record.1).verdict
}

#[test]
fn names_match_by_transliteration() {
    for (document, record) in [
        (("ERIKSSON", "ANNA MARIA"), ("Eriksson", "Anna Maria")),
        (("MUELLER", "JOERG"), ("Müller", "Jörg")),
        (("MULLER", "JORG"), ("Müller", "Jörg")),
        (("MUXXLLER", "JORG"), ("Müller", "Jörg")),
        (("MUELLER", "JOERG"), ("Muller", "Jorg")),
        (("MULLER", "ANNA"), ("Mueller", "Anna")),
        (("ONEIL", "SEAN"), ("O'Neil", "Seán")),
        (("ONEIL", "SEAN"), ("O’Neil", "Sean")),
        (("SMITH JONES", "ANNA"), ("Smith-Jones", "Anna")),
        (("SMITHJONES", "ANNA"), ("Smith-Jones", "Anna")),
        (("SMITH JONES", "ANNA"), ("Smithjones", "Anna")),
        (("VAN DER BERG", "EVA"), ("van der Berg", "Eva")),
        (("VANDERBERG", "EVA"), ("van der Berg", "Eva")),
        (("DUPONT", "JEAN PAUL"), ("Dupont", "Jean-Paul")),
        (("DUPONT", "JEANPAUL"), ("Dupont", "Jean-Paul")),
        (("ZOLC", "LUKASZ JAN"), ("Żółć", "Łukasz Jan")),
        (("NGUYEN", "THI ANH"), ("Nguyễn", "Thị Ánh")),
        (("AASEN", "AASE"), ("Åsen", "Åse")),
        (("ASEN", "ASE"), ("Åsen", "Åse")),
        (("SOLOVEV", "DMITRII"), ("Соловьёв", "Дмитрий")),
        (("SHEVCHENKO", "HRYHORII"), ("Шевченко", "Григорій")),
        (("PAPADOPOULOS", "GEORGIOS"), ("Παπαδόπουλος", "Γεώργιος")),
        (("GROSS", "BJOERN"), ("Groß", "Bjørn")),
    ] {
        assert_eq!(verdict(document, record), Match, "{document:?} {record:?}");
    }
}

#[test]
fn either_may_have_more_given_names() {
    let more = compare("ERIKSSON", "ANNA MARIA GRACE", "Eriksson", "Anna");
    assert_eq!(more.verdict, Match);
    assert_eq!(more.extra_on_document, ["MARIA", "GRACE"]);
    assert_eq!(verdict(("ERIKSSON", "ANNA"), ("Eriksson", "Anna Maria")), Match);
    assert_eq!(verdict(("ERIKSSON", "ANNA MARIA"), ("Eriksson", "Maria")), Match);
    assert_eq!(verdict(("ERIKSSON", "ANNA MARIA GRACE"), ("Eriksson", "Anna Grace")), Match);
}

#[test]
fn the_same_words_in_another_order_are_to_be_checked() {
    for (document, record) in [
        (("ANNA", "ERIKSSON"), ("Eriksson", "Anna")),
        (("ERIKSSON", "MARIA ANNA"), ("Eriksson", "Anna Maria")),
        (("LOPEZ GARCIA", "EVA"), ("García López", "Eva")),
        (("NGUYEN", "THI ANH"), ("Anh", "Nguyen Thi")),
        (("VAN DER BERG", "ANNA"), ("Berg", "Anna van der")),
        (("SUKARNO", ""), ("", "Sukarno")),
        (("ANNA", "ERIKSSON"), ("Eriksson", "Anna Maria")),
        (("ANNA MARIA", "ERIKSSON"), ("Eriksson", "Anna")),
        (("SMITH", "ANNA JONES"), ("Smith-Jones", "Anna")),
    ] {
        let found = compare(document.0, document.1, record.0, record.1);
        assert_eq!(found.verdict, Check, "{document:?} {record:?}");
        assert!(found.words.iter().any(|word| word.verdict == WordVerdict::Moved), "{found:?}");
    }
}

#[test]
fn two_different_middle_names_are_to_be_checked() {
    let found = compare("ERIKSSON", "ANNA MARIA", "Eriksson", "Anna Louise");
    assert_eq!(found.verdict, Check);
    assert_eq!(found.message, "The middle names differ. Ask, and correct the record if it is wrong.");
}

#[test]
fn a_surname_or_first_name_without_counterpart_differs() {
    for (document, record) in [
        (("ERIKSSON", "ANNA"), ("Eriksen", "Anna")),
        (("ERIKSSON", "ANNA"), ("Eriksson", "Hanna")),
        (("ERIKSSON", "ANNA"), ("Eriksson", "Maria Anna")),
        (("GARCIA LOPEZ", "EVA"), ("García", "Eva")),
        (("GARCIA", "EVA"), ("García López", "Eva")),
        (("SMITH", "ANNA"), ("Jones", "Anna")),
        (("ERIKSSON", ""), ("Eriksson", "Anna")),
        (("", ""), ("Eriksson", "Anna")),
        (("ERIKSSON", "ANNA"), ("", "")),
        (("ANNA", "ERIKSEN"), ("Eriksson", "Anna")),
        (("MARIA", "ERIKSSON"), ("Eriksson", "Anna Maria")),
        (("LOBO", "MICHAEL"), ("Lobo", "Michal")),
        (("LOBO", "SUE"), ("Lobo", "Su")),
    ] {
        assert_eq!(verdict(document, record), Differs, "{document:?} {record:?}");
    }
}

#[test]
fn the_word_without_counterpart_is_named() {
    let found = compare("SMITH", "ANNA", "Jones", "Anna");
    assert_eq!(
        found.message,
        "No counterpart for Jones. Ask whether the name has changed, and see proof before changing the record."
    );
}

#[test]
fn no_given_names_on_the_record_leave_nothing_to_compare() {
    assert_eq!(verdict(("ERIKSSON", "ANNA"), ("Eriksson", "")), Match);
    assert_eq!(verdict(("SUKARNO", ""), ("Sukarno", "")), Match);
}

#[test]
fn a_script_without_a_table_is_compared_by_eye() {
    let found = compare("HADDAD", "MOHAMMED", "حداد", "محمد");
    assert_eq!(found.verdict, Check);
    assert_eq!(found.message, "The names are in different scripts. Compare them by eye.");
    assert_eq!(verdict(("حداد", "محمد"), ("حداد", "محمد")), Match);
    assert_eq!(verdict(("SMITH", "MOHAMMED"), ("Smith", "محمد")), Check);
    assert_eq!(verdict(("JONES", "MOHAMMED"), ("Smith", "محمد")), Differs, "the surname can be compared");
}

#[test]
fn a_cut_off_name_is_compared_as_far_as_it_goes() {
    let cut = |surname: &str, given: &str, record: (&str, &str)| {
        let document = DocumentName { surname: surname.to_owned(), given_names: given.to_owned(), truncated: true };
        compare_document(&document, record.0, record.1).verdict
    };
    let record = ("Nilavadhanananda", "Chayapa Dejthamrong Krasuang");
    assert_eq!(cut("NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG K", record), Match);
    assert_eq!(cut("NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG", record), Match);
    assert_eq!(cut("NILAVADHANANANDA", "CHAY", record), Match);
    assert_eq!(cut("NILAVADHANAN", "", record), Match, "the surname alone fills the line");
    assert_eq!(cut("NILAVADHANANANDA", "DEJ", record), Differs);
    // The same names, not cut off.
    assert_eq!(verdict(("NILAVADHANANANDA", "CHAY"), record), Differs);
    // A line may shorten later words to their first letters.
    let long = ("Bennelong Wooloomooloo Warrandyte Warnambool", "Dingo Potoroo");
    assert_eq!(cut("BENNELONG WOOLOOMOOLOO WARRANDYTE W", "D P", long), Match);
    assert_eq!(cut("BENNELONG WOOLOOMOOLOO WARRANDYTE WARNA", "", long), Match);
    assert_eq!(cut("BENNELONG WOOLOOMOOLOO WARRAND", "DINGO", long), Match);
    assert_eq!(cut("BENNELONG WOOLOOMOOLOO WARRANDYTE X", "D P", long), Differs);
    // A short surname has room to stand whole.
    assert_eq!(cut("JOHN", "ELISABETH ALEXANDRA MARY LOUISE M", ("Johnson", "Elisabeth")), Differs);
    assert_eq!(cut("J", "ELISABETH ALEXANDRA MARY LOUISE M", ("Johnson", "Elisabeth")), Differs);
}

#[test]
fn a_name_as_long_as_a_line_may_be_cut_off() {
    let record = ("Nilavadhanananda", "Chayapa Dejthamrong Krasuang");
    assert_eq!(verdict(("NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG K"), record), Match, "39");
    assert_eq!(verdict(("NILAVADHANANANDA", "CHAYAPA DEJTH"), record), Match, "31");
    assert_eq!(
        verdict(
            ("BENNELONG WOOLOOMOOLOO WARRANDYTE WARNA", ""),
            ("Bennelong Wooloomooloo Warrandyte Warnambool", "Dingo")
        ),
        Match
    );
}

#[test]
fn words_run_together_are_the_same_words() {
    for (document, record) in [
        (("DUPONT", "JEANPAUL MARIE"), ("Dupont", "Jean-Paul")),
        (("DUPONT", "JEANPAUL"), ("Dupont", "Jean-Paul Marie")),
        (("DUPONT", "MARIE JEANPAUL"), ("Dupont", "Marie Jean Paul")),
        (("BROWN", "D ANDRE JAMES"), ("Brown", "D'Andre")),
        (("BROWN", "DANDRE"), ("Brown", "D’Andre James")),
        (("D ARCY", "ANNA"), ("d'Arcy", "Anna")),
        (("OSUILLEABHAIN", "SEAN"), ("O Suilleabhain", "Seán")),
    ] {
        assert_eq!(verdict(document, record), Match, "{document:?} {record:?}");
    }
    assert_eq!(verdict(("ANNA", "SMITHJONES"), ("Smith-Jones", "Anna")), Check);
    assert_eq!(verdict(("EVA", "VANDERBERG"), ("van der Berg", "Eva")), Check);
    assert_eq!(verdict(("DUPONT", "JEANPAULA"), ("Dupont", "Jean-Paul")), Differs);
}

proptest! {
    #[test]
    fn a_name_matches_its_own_spelling(surname in "[A-Za-zÀ-ÖØ-öø-ž]{1,12}([ '-][A-Za-zÀ-ÖØ-öø-ž]{1,9})?", given in "[A-Za-zÀ-ÖØ-öø-ž]{1,12}( [A-Za-zÀ-ÖØ-öø-ž]{1,9}){0,2}") {
        let document = |name: &str| to_mrz(name).replace('<', " ");
        prop_assert_eq!(verdict((&document(&surname), &document(&given)), (&surname, &given)), Match);
    }

    #[test]
    fn nothing_typed_panics(a in any::<String>(), b in ".{0,30}", c in "\\PC{0,30}", d in "[A-Z< '-]{0,40}") {
        verdict((&a, &b), (&c, &d));
        verdict((&d, &c), (&b, &a));
        let document = DocumentName { surname: d.clone(), given_names: c.clone(), truncated: true };
        compare_document(&document, &d, &b);
    }
}
