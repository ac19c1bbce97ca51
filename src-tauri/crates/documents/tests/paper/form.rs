//! Tick boxes are drawn, and only an answer that was recorded is ticked.

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
        let form = crate::support::filled_form(size);
        let answered =
            form.sections.iter().flat_map(|section| &section.questions).filter(|one| one.answer.is_some()).count();
        assert_eq!(boxes_and_strokes(&form), (3 * questions(&form), 2 * answered));
    }
}

#[test]
fn a_form_without_a_patient_is_never_ticked() {
    let form = crate::support::blank_form();
    assert!(form.sections.iter().flat_map(|section| &section.questions).any(|one| one.answer.is_some()));
    assert_eq!(boxes_and_strokes(&form), (3 * questions(&form), 0));
}

#[test]
fn a_form_asks_each_signatory_for_name_signature_and_date() {
    let text = crate::support::tools::text(&consent_form(&crate::support::blank_form()).unwrap().bytes);
    let signatures = crate::support::blank_form().signatures;
    assert_eq!(text.matches("Signature\n").count(), signatures.len());
    for line in signatures {
        assert!(text.contains(&line.who), "{}", line.who);
        assert!(line.extra.is_none_or(|extra| text.contains(&extra)));
    }
}

#[test]
fn every_wording_is_printed_exactly_as_given() {
    let form = crate::support::blank_form();
    let text = crate::support::tools::text(&consent_form(&form).unwrap().bytes)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    for question in form.sections.iter().flat_map(|section| &section.questions) {
        assert!(text.contains(&question.wording), "{}", question.wording);
    }
}

#[test]
fn a_signature_is_drawn_in_its_own_proportions_over_its_line_and_nowhere_else() {
    for size in [PrintSize::Normal, PrintSize::Large] {
        let form = crate::support::signed_form(size);
        let (list, _) = layout::consent_form(&form).unwrap();
        let strokes: Vec<&Vec<(f32, f32)>> = list
            .pages
            .iter()
            .flat_map(|page| &page.marks)
            .filter_map(|mark| if let Mark::Stroke { points, .. } = mark { Some(points) } else { None })
            .collect();
        assert_eq!(strokes.len(), 6);
        for signature in strokes.chunks(3) {
            let all: Vec<_> = signature.iter().flat_map(|stroke| stroke.iter()).collect();
            let spread = |of: fn(&(f32, f32)) -> f32| {
                let most = all.iter().map(|point| of(point)).fold(f32::MIN, f32::max);
                most - all.iter().map(|point| of(point)).fold(f32::MAX, f32::min)
            };
            // Drawn from side to side of a box three times as wide as high, from 0.05 to 0.9 of its height.
            let ratio = spread(|point| point.0) / spread(|point| point.1);
            assert!((ratio - 3.0 / 0.85).abs() < 0.2, "{ratio}");
            assert!(spread(|point| point.0) > 60.0);
        }
        let text = crate::support::tools::text(&consent_form(&form).unwrap().bytes);
        for part in ["24 Nov 2026, 10:42", "GMC 0000000", "Record 7K2M9QXD"] {
            assert!(text.contains(part), "{part}");
        }
    }
}

#[test]
fn a_signature_with_a_single_dot_or_points_that_are_no_numbers_is_still_printed() {
    for strokes in
        [vec![vec![(0.5, 0.5)]], vec![vec![(f32::NAN, 0.1), (f32::INFINITY, 0.2)], vec![]], vec![vec![(-9.0, 40.0); 3]]]
    {
        for ratio in [2.0, 0.0, f32::NAN, -1.0, 1e30] {
            let mut form = crate::support::signed_form(PrintSize::Normal);
            form.signatures[0].signature = Some(Signature { strokes: strokes.clone(), ratio });
            let (list, _) = layout::consent_form(&form).unwrap();
            for mark in list.pages.iter().flat_map(|page| &page.marks) {
                if let Mark::Stroke { points, .. } = mark {
                    assert!(
                        points.iter().all(|(x, y)| (0.0..600.0).contains(x) && (0.0..842.0).contains(y)),
                        "{points:?}"
                    );
                }
            }
        }
    }
}
