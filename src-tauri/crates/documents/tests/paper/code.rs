//! The code on each page of a form: on every page, in one place, clear of all else.

use frontdesk_documents::layout::{self, Mark, Page};
use frontdesk_documents::*;
use frontdesk_domain::page_code::{PageCodeProblem, PaperCode};

/// Left, top, right and lower edge of the code.
fn place(page: &Page) -> [f32; 4] {
    let codes =
        page.marks.iter().filter_map(|mark| if let Mark::Blocks { areas, .. } = mark { Some(areas) } else { None });
    let [areas] = codes.collect::<Vec<_>>()[..] else { panic!("one code on a page") };
    areas.iter().fold([f32::MAX, f32::MAX, 0.0, 0.0], |[left, top, right, low], &(x, y, width, height)| {
        [left.min(x), top.min(y), right.max(x + width), low.max(y + height)]
    })
}

/// Left, top, right and lower edge of what a mark paints, text with its ascenders.
fn edges(mark: &Mark) -> [f32; 4] {
    match mark {
        Mark::Text(run) => {
            // As wide as any glyph, but for the space a line is broken at.
            let last = if run.text.ends_with(' ') { 0.0 } else { run.size };
            let end = run.glyphs.last().map_or(0.0, |glyph| glyph.x) + last;
            [run.x, run.y - run.size, run.x + end, run.y + run.size * 0.3]
        }
        Mark::Line { from, to, width, .. } => {
            [from.0.min(to.0), from.1.min(to.1) - width, from.0.max(to.0), from.1.max(to.1) + width]
        }
        Mark::Rectangle { area, .. } => [area.0, area.1, area.0 + area.2, area.1 + area.3],
        Mark::Stroke { .. } | Mark::Blocks { .. } => [0.0; 4],
    }
}

fn forms() -> Vec<ConsentForm> {
    let mut forms = vec![
        crate::support::blank_form(),
        crate::support::large_blank_form(),
        crate::support::filled_form(PrintSize::Normal),
        crate::support::filled_form(PrintSize::Large),
        crate::support::signed_form(PrintSize::Large),
    ];
    for at in 0..forms.len() {
        // Much to say in the head, beside the code.
        let mut long = forms[at].clone();
        long.clinic.name = "The Kensington and Chelsea Practice of Aesthetic and Regenerative Medicine".into();
        long.clinic.address =
            crate::support::strings(&["Second floor, the old dairy", "1 Example Row", "London", "W8 0AA"]);
        long.approval = Approval::NotApproved("Example wording, not approved by anybody at all, for no use".into());
        if let Some(patient) = &mut long.patient {
            patient.name =
                Some("Wolfeschlegelsteinhausenbergerdorff Nguyễn Thị Ánh Featherstonehaugh-Cholmondeley".into());
        }
        forms.push(long);
    }
    forms
}

#[test]
fn each_page_has_one_code_in_the_same_place_with_nothing_near_it() {
    // The longest code has 41 modules on its side.
    for form in forms() {
        let (list, _) = layout::consent_form(&form).unwrap();
        let first = place(&list.pages[0]);
        let quiet = (first[2] - first[0]) / 33.0 * 4.0;
        for (number, page) in (1..).zip(&list.pages) {
            let code = place(page);
            assert!(code.iter().zip(first).all(|(one, other)| (one - other).abs() < 0.01), "{code:?} {first:?}");
            let clear = [code[0] - quiet, code[1] - quiet, code[2] + quiet, code[3] + quiet];
            for mark in &page.marks {
                let [left, top, right, low] = edges(mark);
                let apart = right <= clear[0] || left >= clear[2] || low <= clear[1] || top >= clear[3];
                assert!(apart, "page {number}: {mark:?} at {:?} is in {clear:?}", edges(mark));
            }
        }
    }
}

#[test]
fn the_paper_is_named_in_words_too_and_a_form_without_one_has_no_code() {
    let pages = crate::support::tools::pages(&consent_form(&crate::support::blank_form()).unwrap().bytes);
    assert!(pages.iter().all(|page| page.replace('\u{a0}', " ").contains("Paper 7K2M9QXD")));
    let form = ConsentForm { paper: None, ..crate::support::blank_form() };
    let (list, _) = layout::consent_form(&form).unwrap();
    assert!(!list.pages.iter().flat_map(|page| &page.marks).any(|mark| matches!(mark, Mark::Blocks { .. })));
}

#[test]
fn a_paper_that_cannot_stand_in_a_code_is_refused() {
    let paper = PaperCode { form: "toxin & filler".into(), ..crate::support::paper(None) };
    let refused = consent_form(&ConsentForm { paper: Some(paper), ..crate::support::blank_form() }).unwrap_err();
    assert_eq!(refused, DocumentError::PageCode(PageCodeProblem::Part("form")));
    assert_eq!(refused.code(), "page-code-part");
}

#[test]
fn a_form_extracts_in_reading_order() {
    for form in [
        crate::support::blank_form(),
        crate::support::filled_form(PrintSize::Large),
        crate::support::large_blank_form(),
    ] {
        let text = crate::support::tools::bytes("pdftotext", &["-raw", "-", "-"], &consent_form(&form).unwrap().bytes);
        let text = String::from_utf8(text).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        let mut rest = &text[..];
        let questions = form.sections.iter().flat_map(|section| {
            std::iter::once(&section.heading).chain(section.questions.iter().map(|question| &question.wording))
        });
        let furniture = ["Example wording, not approved", "1 Example Row", &form.title].map(str::to_owned);
        let ends = ["Signatures".to_owned(), form.signatures[0].who.clone()];
        for part in
            furniture.iter().chain([&form.details_heading]).chain(questions).chain([&form.told_heading]).chain(&ends)
        {
            let Some(at) = rest.find(part.as_str()) else { panic!("{part:?} is not where it should be in {rest}") };
            rest = &rest[at + part.len()..];
        }
    }
}
