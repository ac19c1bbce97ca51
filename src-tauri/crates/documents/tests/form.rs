//! Tick boxes are drawn, and only an answer that was recorded is ticked.
#![allow(clippy::unwrap_used)]

mod support;

use frontdesk_documents::layout::{self, Mark};
use frontdesk_documents::*;

/// Empty or ticked boxes and strokes of ticks on the whole form. A tick has two strokes, neither level nor upright.
fn boxes_and_strokes(form: &ConsentForm) -> (usize, usize) {
    let (list, _) = layout::consent_form(form).unwrap();
    let marks: Vec<_> = list.pages.iter().flat_map(|page| &page.marks).collect();
    let square =
        |mark: &&&Mark| matches!(mark, Mark::Rectangle { area, outline: Some(_), fill: None } if area.2 == area.3);
    let slanted = |mark: &&&Mark| matches!(mark, Mark::Line { from, to, .. } if from.0 != to.0 && from.1 != to.1);
    (marks.iter().filter(square).count(), marks.iter().filter(slanted).count())
}

fn questions(form: &ConsentForm) -> usize {
    form.sections.iter().map(|section| section.questions.len()).sum()
}

#[test]
fn each_question_has_three_boxes_and_each_recorded_answer_one_tick() {
    for size in [PrintSize::Normal, PrintSize::Large] {
        let form = support::filled_form(size);
        let answered =
            form.sections.iter().flat_map(|section| &section.questions).filter(|one| one.answer.is_some()).count();
        assert_eq!(boxes_and_strokes(&form), (3 * questions(&form), 2 * answered));
    }
}

#[test]
fn a_form_without_a_patient_is_never_ticked() {
    let form = support::blank_form();
    assert!(form.sections.iter().flat_map(|section| &section.questions).any(|one| one.answer.is_some()));
    assert_eq!(boxes_and_strokes(&form), (3 * questions(&form), 0));
}

#[test]
fn a_form_asks_each_signatory_for_name_signature_and_date() {
    let text = support::tools::text(&consent_form(&support::blank_form()).unwrap().bytes);
    let signatures = support::blank_form().signatures;
    assert_eq!(text.matches("Signature\n").count(), signatures.len());
    for line in signatures {
        assert!(text.contains(&line.who), "{}", line.who);
        assert!(line.extra.is_none_or(|extra| text.contains(&extra)));
    }
}

#[test]
fn every_wording_is_printed_exactly_as_given() {
    let form = support::blank_form();
    let text =
        support::tools::text(&consent_form(&form).unwrap().bytes).split_whitespace().collect::<Vec<_>>().join(" ");
    for question in form.sections.iter().flat_map(|section| &section.questions) {
        assert!(text.contains(&question.wording), "{}", question.wording);
    }
}
