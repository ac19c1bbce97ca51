use frontdesk_domain::signature::{Drawn, LENGTH_MIN, PARTS, POINTS_MAX, Point, SPREAD_MIN, STROKES_MAX, signature};
use proptest::prelude::*;

fn drawn(strokes: &[&[(f64, f64)]]) -> Drawn {
    let stroke = |points: &&[(f64, f64)]| points.iter().map(|&(x, y)| Point { x, y }).collect();
    Drawn { strokes: strokes.iter().map(stroke).collect(), ratio: 3.0 }
}

fn code(drawn: &Drawn) -> String {
    signature(drawn).map_or_else(|problem| problem.code, |_| "fine".to_string())
}

#[test]
fn what_counts_as_a_signature() {
    let dots: Vec<&[(f64, f64)]> = vec![&[(0.1, 0.5)], &[(0.5, 0.5)], &[(0.9, 0.5)]];
    let scribble: Vec<(f64, f64)> = (0..200).map(|i| (0.5 + f64::from(i % 2) * 0.01, 0.5)).collect();
    for (what, strokes, expected) in [
        ("nothing", vec![], "signature-missing"),
        ("strokes without a point", vec![&[][..], &[]], "signature-missing"),
        ("one dot", vec![&[(0.5, 0.5)][..]], "signature-missing"),
        ("a dot pressed twice", vec![&[(0.5, 0.5), (0.5, 0.5)][..]], "signature-missing"),
        ("dots far apart", dots, "signature-missing"),
        ("a slip of the hand", vec![&[(0.5, 0.5), (0.52, 0.55)][..]], "signature-missing"),
        ("a scribble on one spot", vec![&scribble[..]], "signature-missing"),
        ("a cross", vec![&[(0.4, 0.4), (0.5, 0.6)][..], &[(0.5, 0.4), (0.4, 0.6)]], "fine"),
        ("a line", vec![&[(0.2, 0.5), (0.8, 0.5)][..]], "fine"),
        ("corner to corner", vec![&[(0.0, 0.0), (1.0, 1.0)][..]], "fine"),
        ("above the box", vec![&[(0.2, -0.01), (0.8, 0.5)][..]], "signature-unreadable"),
        ("right of the box", vec![&[(0.2, 0.1), (1.01, 0.5)][..]], "signature-unreadable"),
        ("no number", vec![&[(0.2, 0.1), (f64::NAN, 0.5)][..]], "signature-unreadable"),
        ("without end", vec![&[(0.2, 0.1), (0.4, f64::INFINITY)][..]], "signature-unreadable"),
    ] {
        assert_eq!(code(&drawn(&strokes)), expected, "{what}");
    }
}

#[test]
fn a_box_that_no_pad_has_is_not_taken() {
    for ratio in [0.0, -3.0, 0.49, 10.01, f64::NAN, f64::INFINITY] {
        let odd = Drawn { ratio, ..drawn(&[&[(0.0, 0.0), (1.0, 1.0)]]) };
        assert_eq!(code(&odd), "signature-unreadable", "{ratio}");
    }
}

#[test]
fn strokes_and_points_are_counted() {
    let line: Vec<Point> = vec![Point { x: 0.1, y: 0.1 }, Point { x: 0.9, y: 0.9 }];
    let many = |strokes: usize| Drawn { strokes: vec![line.clone(); strokes], ratio: 3.0 };
    assert_eq!(code(&many(STROKES_MAX)), "fine");
    assert_eq!(code(&many(STROKES_MAX + 1)), "signature-too-long");
    let long = |points: usize| Drawn {
        strokes: vec![(0..points).map(|i| Point { x: i as f64 / points as f64, y: 0.5 }).collect()],
        ratio: 3.0,
    };
    assert_eq!(code(&long(POINTS_MAX)), "fine");
    assert_eq!(code(&long(POINTS_MAX + 1)), "signature-too-long");
}

#[test]
fn it_is_kept_in_whole_numbers_without_empty_strokes() {
    let kept = signature(&drawn(&[&[(0.0, 0.25), (1.0, 0.33333)], &[]])).unwrap();
    assert_eq!((kept.strokes, kept.ratio), (vec![vec![(0, 2_500), (10_000, 3_333)]], 3_000));
}

#[test]
fn how_it_runs_is_never_printed() {
    let kept = signature(&drawn(&[&[(0.0, 0.25), (1.0, 0.75)]])).unwrap();
    assert_eq!(format!("{kept:?} {:?}", drawn(&[&[(0.1, 0.2)]])), "Signature(1 strokes) Drawn(1 strokes)");
}

/// Worked out a second way: the ink between each point and the next, and the box around it, without folds.
fn is_enough(drawn: &Drawn) -> bool {
    let mut ink = 0.0;
    for stroke in &drawn.strokes {
        for at in 1..stroke.len() {
            let (dx, dy) = ((stroke[at].x - stroke[at - 1].x) * drawn.ratio, stroke[at].y - stroke[at - 1].y);
            ink += (dx * dx + dy * dy).sqrt();
        }
    }
    let all: Vec<&Point> = drawn.strokes.iter().flatten().collect();
    let wide =
        all.iter().any(|a| all.iter().any(|b| (a.x - b.x) * drawn.ratio >= SPREAD_MIN || a.y - b.y >= SPREAD_MIN));
    ink >= LENGTH_MIN && wide
}

proptest! {
    #[test]
    fn whatever_is_kept_lies_in_the_box_and_is_enough_ink(
        strokes in proptest::collection::vec(proptest::collection::vec((-0.2f64..1.2, -0.2f64..1.2), 0..8), 0..6),
        ratio in 0.2f64..12.0,
    ) {
        let strokes = strokes.into_iter().map(|stroke| stroke.into_iter().map(|(x, y)| Point { x, y }).collect());
        let drawn = Drawn { strokes: strokes.collect(), ratio };
        match signature(&drawn) {
            Ok(kept) => {
                prop_assert!(is_enough(&drawn));
                prop_assert!(kept.strokes.iter().all(|stroke| !stroke.is_empty()));
                prop_assert!(kept.strokes.iter().flatten().all(|&(x, y)| x <= PARTS && y <= PARTS));
                prop_assert!((500..=10_000).contains(&kept.ratio));
            }
            Err(problem) => {
                let inside = drawn.strokes.iter().flatten().all(|p| (0.0..=1.0).contains(&p.x) && (0.0..=1.0).contains(&p.y));
                let taken = inside && (0.5..=10.0).contains(&ratio) && is_enough(&drawn);
                prop_assert!(!taken, "refused with {}", problem.code);
            }
        }
    }

    #[test]
    fn a_signature_cut_into_strokes_of_one_point_is_none(points in proptest::collection::vec((0.0f64..=1.0, 0.0f64..=1.0), 0..50)) {
        let strokes = points.into_iter().map(|(x, y)| vec![Point { x, y }]).collect();
        prop_assert_eq!(code(&Drawn { strokes, ratio: 3.0 }), "signature-missing");
    }
}
