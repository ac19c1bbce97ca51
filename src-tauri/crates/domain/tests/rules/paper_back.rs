//! Scanned pages: where each goes by its code, and what is said to be missing.

use frontdesk_domain::page_code::PageCode;
use frontdesk_domain::paper_back::{Goes, Known, Why, goes, missing, missing_words};
use proptest::prelude::*;

fn known(back: &[u32]) -> Known {
    Known {
        form: "CF-laser".into(),
        version: "3-20261102".into(),
        reference: Some("KM-10482".into()),
        pages: 4,
        back: back.to_vec(),
    }
}

fn code(page: u32, pages: u32) -> PageCode {
    PageCode {
        form: "CF-LASER".into(),
        version: "3-20261102".into(),
        paper: "7K2M9QXD".into(),
        reference: Some("KM-10482".into()),
        page,
        pages,
    }
}

#[test]
fn each_page_goes_home_by_its_code_or_to_the_tray_with_its_reason() {
    use Goes::*;
    let other = |change: fn(&mut PageCode)| {
        let mut code = code(2, 4);
        change(&mut code);
        code
    };
    let rows = [
        ("the first page of a paper", code(1, 4), Some(known(&[])), false, Home(1)),
        ("the last, before the others", code(4, 4), Some(known(&[])), false, Home(4)),
        ("one that was missing", code(3, 4), Some(known(&[1, 2, 4])), false, Home(3)),
        ("the same picture again", code(2, 4), Some(known(&[2])), true, Seen),
        ("the same picture of a paper of elsewhere", code(2, 4), None, true, Seen),
        ("another picture of a page that is back", code(2, 4), Some(known(&[2])), false, Tray(Why::Second)),
        ("a paper of elsewhere", code(2, 4), None, false, Tray(Why::Unknown)),
        ("page 7 of 4", code(7, 4), Some(known(&[])), false, Tray(Why::Contradicts)),
        ("page 2 of 5, of a paper of 4", code(2, 5), Some(known(&[])), false, Tray(Why::Contradicts)),
        ("another form", other(|code| code.form = "CF-PEEL".into()), Some(known(&[])), false, Tray(Why::Contradicts)),
        (
            "another version",
            other(|code| code.version = "4-20261103".into()),
            Some(known(&[])),
            false,
            Tray(Why::Contradicts),
        ),
        (
            "somebody else's",
            other(|code| code.reference = Some("KM-10483".into())),
            Some(known(&[])),
            false,
            Tray(Why::Contradicts),
        ),
        (
            "nobody's, of one for a patient",
            other(|code| code.reference = None),
            Some(known(&[])),
            false,
            Tray(Why::Contradicts),
        ),
    ];
    for (what, code, known, seen, expected) in rows {
        assert_eq!(goes(&code, known.as_ref(), seen), expected, "{what}");
    }
    let blank = Known { reference: None, ..known(&[]) };
    assert_eq!(goes(&other(|code| code.reference = None), Some(&blank), false), Home(2), "a blank form");
    assert_eq!(goes(&code(2, 4), Some(&blank), false), Tray(Why::Contradicts), "a reference nobody printed");
}

#[test]
fn what_is_missing_is_named_page_by_page() {
    assert_eq!(missing_words(4, &[1, 2, 4]), "Page 3 of 4 is not back.");
    assert_eq!(missing_words(2, &[]), "Pages 1 and 2 of 2 are not back.");
    assert_eq!(missing_words(6, &[1, 4, 6]), "Pages 2, 3 and 5 of 6 are not back.");
    assert_eq!(missing_words(3, &[3, 1, 2]), "");
}

#[test]
fn every_reason_has_a_code_of_its_own_and_a_sentence() {
    for why in [Why::Unknown, Why::Contradicts, Why::Second] {
        assert_eq!(Why::from_code(why.code()), Some(why));
        assert!(why.words().ends_with('.'));
    }
    assert_eq!(Why::from_code("page-no-code"), None);
}

proptest! {
    #[test]
    fn in_whatever_order_pages_come_all_go_home_once_and_then_none_is_missing(
        order in Just((1..=9u32).collect::<Vec<_>>()).prop_shuffle(),
        again in 0..9usize,
    ) {
        let mut known = Known { pages: 9, ..known(&[]) };
        for page in &order {
            prop_assert!(missing(9, &known.back).contains(page));
            prop_assert_eq!(goes(&code(*page, 9), Some(&known), false), Goes::Home(*page));
            known.back.push(*page);
            prop_assert_eq!(goes(&code(*page, 9), Some(&known), true), Goes::Seen);
        }
        prop_assert!(missing(9, &known.back).is_empty());
        prop_assert_eq!(goes(&code(order[again], 9), Some(&known), false), Goes::Tray(Why::Second));
    }

    #[test]
    fn a_page_goes_home_only_to_a_number_its_paper_has(page in 1..40u32, pages in 1..40u32, printed in 1..40u32) {
        let known = Known { pages: printed, ..known(&[]) };
        let home = goes(&code(page, pages), Some(&known), false) == Goes::Home(page);
        prop_assert_eq!(home, pages == printed && page <= printed);
    }
}
