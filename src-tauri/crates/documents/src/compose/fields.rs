//! Fields to read or to write on, tick boxes and places to sign.

use super::pen::Pen;
use crate::page::{Colour, Mark};
use crate::{Answer, DocumentError, Signature};

/// A label with its value, or a line to write on, and its share of the width.
pub(super) struct Blank<'a> {
    pub label: &'a str,
    pub value: Option<&'a str>,
    pub share: f32,
    /// A signature over the line.
    pub drawn: Option<&'a Signature>,
}

impl<'a> Blank<'a> {
    pub(super) fn new(label: &'a str, value: Option<&'a str>) -> Self {
        Self { label, value, share: 1.0, drawn: None }
    }

    pub(super) fn share(self, share: f32) -> Self {
        Self { share, ..self }
    }
}

/// Every answer a question can have, with the word beside its box.
const ANSWERS: [(Answer, &str); 3] = [(Answer::Yes, "Yes"), (Answer::No, "No"), (Answer::NotNow, "Not now")];

impl Pen {
    /// One row of fields side by side; `height` is the room to write in, in text sizes.
    pub(super) fn field_row(&mut self, fields: &[Blank<'_>], height: f32) -> Result<(), DocumentError> {
        let gutter = self.base * 1.4;
        let shares: f32 = fields.iter().map(|field| field.share).sum();
        let free = self.measure() - gutter * (fields.len().saturating_sub(1)) as f32;
        let mut laid = Vec::with_capacity(fields.len());
        let (mut labels, mut values) = (0.0f32, height * self.base);
        for field in fields {
            let width = free * field.share / shares;
            let label = self.shaper.paragraph(field.label, self.small(), width)?;
            let value = match field.value {
                Some(value) => Some(self.shaper.paragraph(value, self.style(), width)?),
                None => None,
            };
            labels = labels.max(label.height());
            values = values.max(value.as_ref().map_or(0.0, |value| value.height() + self.base * 0.2));
            laid.push((label, value, width, field.drawn));
        }
        self.flow.need(labels + values + self.base * 0.7);
        let top = self.flow.y;
        let mut x = self.flow.sheet.left;
        for (label, value, width, drawn) in laid {
            self.flow.block_at(&label, x, top + labels - label.height());
            let line = if let Some(value) = value {
                self.flow.block_at(&value, x, top + labels);
                Colour::RULE
            } else {
                Colour::EDGE
            };
            self.flow.rule_at(x, x + width, top + labels + values, 0.7, line);
            if let Some(drawn) = drawn {
                self.sign(drawn, (x, top + labels, width, values));
            }
            x += width + gutter;
        }
        self.flow.y = top + labels + values;
        self.space(0.7);
        Ok(())
    }

    /// The three boxes of a question from `x` on; only a recorded answer is ticked. Returns where they end.
    pub(super) fn boxes(&mut self, mut x: f32, y: f32, answer: Option<Answer>) -> Result<f32, DocumentError> {
        for (which, word) in ANSWERS {
            let ticked = answer == Some(which);
            let side = self.base * 1.1;
            let top = y + (self.base * 1.4 - side) / 2.0;
            let outline = Some((if ticked { 1.3 } else { 1.0 }, Colour::INK));
            self.flow.put(Mark::Rectangle { area: (x, top, side, side), fill: None, outline });
            if ticked {
                self.tick(x, top, side);
            }
            let style = if ticked { self.style().bold() } else { self.style() };
            let word = self.shaper.line(word, style)?;
            self.flow.block_at(&word, x + side + self.base * 0.4, y);
            x += side + self.base * 1.5 + word.width;
        }
        Ok(x - self.base * 1.1)
    }

    /// Width of the three boxes, ticked or not.
    pub(super) fn boxes_width(&mut self) -> Result<f32, DocumentError> {
        let mut width = -self.base * 1.1;
        for (_, word) in ANSWERS {
            let style = self.style().bold();
            width += self.base * 2.6 + self.shaper.line(word, style)?.width;
        }
        Ok(width)
    }

    fn tick(&mut self, x: f32, top: f32, side: f32) {
        let points = [(0.2, 0.52), (0.42, 0.76), (0.82, 0.22)].map(|(dx, dy)| (x + side * dx, top + side * dy));
        for pair in points.windows(2) {
            self.flow.put(Mark::Line { from: pair[0], to: pair[1], width: side * 0.13, colour: Colour::INK });
        }
    }

    /// A signature, as large as `area` allows, standing on its foot at the left.
    fn sign(&mut self, signature: &Signature, area: (f32, f32, f32, f32)) {
        let ratio = if signature.ratio.is_finite() && signature.ratio > 0.0 { signature.ratio } else { 1.0 };
        let strokes: Vec<Vec<_>> = signature
            .strokes
            .iter()
            .map(|stroke| stroke.iter().filter(|(x, y)| x.is_finite() && y.is_finite()))
            .map(|stroke| stroke.map(|(x, y)| (x.clamp(0.0, 1.0) * ratio, y.clamp(0.0, 1.0))).collect())
            .collect();
        let (mut least, mut most) = ((f32::MAX, f32::MAX), (f32::MIN, f32::MIN));
        for (x, y) in strokes.iter().flatten() {
            least = (least.0.min(*x), least.1.min(*y));
            most = (most.0.max(*x), most.1.max(*y));
        }
        // A hair's breadth at least, so that a single dot has a size too.
        let (wide, high) = ((most.0 - least.0).max(0.05), (most.1 - least.1).max(0.05));
        let (left, top, width, height) = area;
        let thick = self.base * 0.12;
        let scale = ((width - 2.0 * thick) / wide).min((height - 2.0 * thick) / high);
        let foot = top + height - thick;
        for stroke in strokes {
            let at = |(x, y): (f32, f32)| (left + thick + (x - least.0) * scale, foot - (most.1 - y) * scale);
            let mut points: Vec<_> = stroke.into_iter().map(at).collect();
            match points[..] {
                [] => continue,
                [(x, y)] => points.push((x + 0.1, y)),
                _ => {}
            }
            self.flow.put(Mark::Stroke { points, width: thick, colour: Colour::INK });
        }
    }

    /// A thin line across.
    pub(super) fn divider(&mut self) {
        let sheet = self.flow.sheet;
        self.flow.rule_at(sheet.left, sheet.right, self.flow.y, 0.5, Colour::RULE);
    }
}
