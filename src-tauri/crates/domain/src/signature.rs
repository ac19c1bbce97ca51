//! A signature drawn on the screen: what counts as one, and how it is kept.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::problem::FieldProblem;

/// Strokes a signature may have.
pub const STROKES_MAX: usize = 200;
/// Points it may have over all strokes.
pub const POINTS_MAX: usize = 10_000;
/// The least length of all its lines, in heights of the box: less is a dot or a slip of the hand.
pub const LENGTH_MIN: f64 = 0.25;
/// The least it spreads to one side or the other, in heights of the box: a scribble on one spot is no signature.
pub const SPREAD_MIN: f64 = 0.1;
/// Widths of the box over its height that a pad can have.
pub const RATIOS: std::ops::RangeInclusive<f64> = 0.5..=10.0;
/// What one width or height of the box is divided into, as kept.
pub const PARTS: u16 = 10_000;

/// As the pad sends it: x from 0 at the left to 1 at the right of the box, y from 0 at its top to 1 at its foot.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Drawn {
    /// Each stroke its points in order.
    pub strokes: Vec<Vec<Point>>,
    /// Width of the box over its height.
    #[specta(type = f32)]
    pub ratio: f64,
}

/// A point of the pad.
#[derive(Clone, Copy, PartialEq, Default, Serialize, Deserialize, Type)]
pub struct Point {
    /// From the left.
    #[specta(type = f32)]
    pub x: f64,
    /// From the top.
    #[specta(type = f32)]
    pub y: f64,
}

/// As kept: whole numbers, so that the same signature is the same text for ever.
#[derive(Clone, PartialEq, Eq)]
pub struct Signature {
    /// Each stroke its points in order, x and y in ten-thousandths of the box.
    pub strokes: Vec<Vec<(u16, u16)>>,
    /// Width of the box over its height, in thousandths.
    pub ratio: u32,
}

/// Shows how many strokes it has, not how they run.
impl std::fmt::Debug for Signature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Signature({} strokes)", self.strokes.len())
    }
}

/// Shows how many strokes it has, not how they run.
impl std::fmt::Debug for Drawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Drawn({} strokes)", self.strokes.len())
    }
}

/// The signature that was drawn, or why it is none. Strokes without a point are left out.
///
/// # Errors
/// At `signature`: `signature-missing` for an empty box, a dot, or less than a hand's movement; `signature-too-long`
/// beyond [`STROKES_MAX`] or [`POINTS_MAX`]; `signature-unreadable` for what no pad can send.
pub fn signature(drawn: &Drawn) -> Result<Signature, FieldProblem> {
    let points: usize = drawn.strokes.iter().map(Vec::len).sum();
    if drawn.strokes.len() > STROKES_MAX || points > POINTS_MAX {
        return Err(problem(
            "signature-too-long",
            "The signature has more lines than can be kept. Clear the box and sign again.",
        ));
    }
    if points == 0 {
        return Err(missing());
    }
    let inside = |value: f64| (0.0..=1.0).contains(&value);
    let readable = drawn.strokes.iter().flatten().all(|point| inside(point.x) && inside(point.y));
    if !readable || !RATIOS.contains(&drawn.ratio) {
        return Err(problem(
            "signature-unreadable",
            "The signature could not be taken over. Clear the box and sign again.",
        ));
    }
    if length(drawn) < LENGTH_MIN || spread(drawn) < SPREAD_MIN {
        return Err(missing());
    }
    let part = |value: f64| (value * f64::from(PARTS)).round() as u16;
    let kept = |stroke: &Vec<Point>| stroke.iter().map(|point| (part(point.x), part(point.y))).collect::<Vec<_>>();
    Ok(Signature {
        strokes: drawn.strokes.iter().filter(|stroke| !stroke.is_empty()).map(kept).collect(),
        ratio: (drawn.ratio * 1_000.0).round() as u32,
    })
}

/// Of all lines together, in heights of the box.
fn length(drawn: &Drawn) -> f64 {
    let apart = |from: &Point, to: &Point| ((to.x - from.x) * drawn.ratio).hypot(to.y - from.y);
    drawn.strokes.iter().flat_map(|stroke| stroke.windows(2)).map(|pair| apart(&pair[0], &pair[1])).sum()
}

/// The longer side of the smallest box around it, in heights of the pad.
fn spread(drawn: &Drawn) -> f64 {
    let all = || drawn.strokes.iter().flatten();
    let range = |of: fn(&Point) -> f64| all().map(of).fold(f64::MIN, f64::max) - all().map(of).fold(f64::MAX, f64::min);
    (range(|point| point.x) * drawn.ratio).max(range(|point| point.y))
}

fn missing() -> FieldProblem {
    problem("signature-missing", "Sign in the box, with a finger, a pen or the mouse.")
}

fn problem(code: &str, message: &str) -> FieldProblem {
    FieldProblem::new("signature", code, message)
}
