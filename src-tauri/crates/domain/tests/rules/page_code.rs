use frontdesk_domain::page_code::{PageCode, PageCodeProblem};
use proptest::prelude::*;

fn page(form: &str, reference: Option<&str>, page: u32, pages: u32) -> PageCode {
    let reference = reference.map(str::to_owned);
    PageCode { form: form.into(), version: "3".into(), paper: "7K2M9QXD".into(), reference, page, pages }
}

#[test]
fn a_code_reads_as_it_always_did() {
    // Checks worked out with Python's zlib.crc32. Paper lies in drawers for years: these never change.
    for (code, text) in [
        (page("CF-laser", Some("KM-10482"), 2, 4), "FD1/CF-LASER/3/7K2M9QXD/KM-10482/2/4/26RXBEM"),
        (page("CF-botulinum-toxin", None, 1, 1), "FD1/CF-BOTULINUM-TOXIN/3/7K2M9QXD//1/1/2S1DNDJ"),
        (page("CF-general", None, 99, 99), "FD1/CF-GENERAL/3/7K2M9QXD//99/99/3ZDNZQQ"),
    ] {
        assert_eq!(code.encode().as_deref(), Ok(text));
        let read = PageCode::parse(text).unwrap();
        assert_eq!((read.page, read.pages, &read.reference), (code.page, code.pages, &code.reference));
        assert_eq!(read.form, code.form.to_uppercase());
        assert_eq!(read.paper_code().page(read.page, read.pages), read);
    }
}

#[test]
fn what_cannot_stand_in_a_code_is_named() {
    let fine = page("CF-LASER", Some("KM-10482"), 1, 1);
    let long = "A".repeat(40);
    for (code, part) in [
        (PageCode { form: String::new(), ..fine.clone() }, "form"),
        (PageCode { form: "CF LASER".into(), ..fine.clone() }, "form"),
        (PageCode { version: "3/4".into(), ..fine.clone() }, "version"),
        (PageCode { paper: long.clone(), ..fine.clone() }, "paper"),
        (PageCode { paper: "Ä1".into(), ..fine.clone() }, "paper"),
        (PageCode { reference: Some(String::new()), ..fine.clone() }, "reference"),
        (PageCode { reference: Some(long), ..fine.clone() }, "reference"),
    ] {
        let problem = code.encode().unwrap_err();
        assert_eq!(problem, PageCodeProblem::Part(part));
        assert!(problem.to_string().contains(part), "{problem}");
    }
    for (number, of) in [(0, 1), (2, 1), (1, 100), (0, 0)] {
        assert_eq!(page("CF", None, number, of).encode(), Err(PageCodeProblem::PageNumber));
    }
}

#[test]
fn a_strangers_code_a_newer_one_and_a_damaged_one_are_told_apart() {
    for (text, problem, code) in [
        ("https://example.com/a/b/c/d/e/f", PageCodeProblem::NotOurs, "page-code-not-ours"),
        ("", PageCodeProblem::NotOurs, "page-code-not-ours"),
        ("FD2", PageCodeProblem::NotOurs, "page-code-not-ours"),
        ("FD2/ANYTHING/3DZEKWB", PageCodeProblem::Newer, "page-code-newer"),
        ("FD2/ANYTHING/0000000", PageCodeProblem::NotOurs, "page-code-not-ours"),
        ("FD1/CF-LASER/3/7K2M9QXD/KM-10482/2/4", PageCodeProblem::Damaged, "page-code-damaged"),
        // Rightly checked, wrongly written.
        ("FD1/CF-LASER/3/7K2M9QXD/KM-10482/02/4/2CHC4CX", PageCodeProblem::Damaged, "page-code-damaged"),
        ("FD1/CF-LASER/3/7K2M9QXD/KM-10482/5/4/085K5BD", PageCodeProblem::Damaged, "page-code-damaged"),
        ("FD1/cf-laser/3/7K2M9QXD/KM-10482/2/4/3PP0M6Q", PageCodeProblem::Damaged, "page-code-damaged"),
    ] {
        assert_eq!(PageCode::parse(text), Err(problem.clone()), "{text}");
        assert_eq!(problem.code(), code);
    }
}

prop_compose! {
    fn any_page()(
        form in "[A-Z0-9.-]{1,24}", version in "[A-Z0-9.-]{1,16}", paper in "[A-Z0-9.-]{1,36}",
        reference in proptest::option::of("[A-Z0-9.-]{1,20}"), pages in 1_u32..=99, at in any::<u32>(),
    ) -> PageCode {
        PageCode { form, version, paper, reference, page: at % pages + 1, pages }
    }
}

/// Every character the code's alphanumeric mode has.
const CHARACTERS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

proptest! {
    #[test]
    fn what_is_written_is_read(code in any_page()) {
        let text = code.encode().unwrap();
        prop_assert!(text.bytes().all(|character| CHARACTERS.contains(&character)), "{}", text);
        prop_assert_eq!(PageCode::parse(&text), Ok(code));
    }

    #[test]
    fn no_wrong_character_goes_unnoticed(code in any_page(), at in any::<prop::sample::Index>(), to in 0..45_usize) {
        let right = code.encode().unwrap();
        let mut wrong = right.clone().into_bytes();
        let at = at.index(wrong.len());
        wrong[at] = CHARACTERS[to];
        let wrong = String::from_utf8(wrong).unwrap();
        prop_assert_eq!(PageCode::parse(&wrong).is_ok(), wrong == right, "{}", wrong);
    }

    #[test]
    fn no_two_characters_that_changed_places_go_unnoticed(
        code in any_page(), one in any::<prop::sample::Index>(), other in any::<prop::sample::Index>(),
    ) {
        let right = code.encode().unwrap();
        let mut wrong = right.clone().into_bytes();
        let (one, other) = (one.index(wrong.len()), other.index(wrong.len()));
        wrong.swap(one, other);
        let wrong = String::from_utf8(wrong).unwrap();
        prop_assert_eq!(PageCode::parse(&wrong).is_ok(), wrong == right, "{}", wrong);
    }

    #[test]
    fn a_code_cut_short_or_longer_is_noticed(code in any_page(), cut in 1..20_usize, more in "[A-Z0-9/]{1,5}") {
        let text = code.encode().unwrap();
        prop_assert!(PageCode::parse(&text[..text.len() - cut.min(text.len())]).is_err());
        prop_assert!(PageCode::parse(&(text + &more)).is_err());
    }

    #[test]
    fn anything_at_all_is_read_without_a_panic_and_never_taken_for_a_page_it_is_not(text in "\\PC{0,60}|FD1(/[A-Z0-9.-]{0,9}){5,8}") {
        if let Ok(read) = PageCode::parse(&text) {
            prop_assert_eq!(read.encode(), Ok(text));
        }
    }
}
