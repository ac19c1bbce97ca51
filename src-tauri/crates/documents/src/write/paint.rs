//! Marks to page operators.

use printpdf::{
    Color, Line, LineCapStyle, LineJoinStyle, LinePoint, Op, PaintMode, Point, Polygon, PolygonRing, Pt, Rect, Rgb,
    WindingOrder,
};

use super::fonts::Fonts;
use super::text::{round, show};
use crate::page::{Colour, Mark};

/// Paints one page, remembering what is already set.
pub(super) struct Brush<'a> {
    page_height: f32,
    fonts: &'a Fonts,
    ops: Vec<Op>,
    in_text: bool,
    fill: Option<Colour>,
    outline: Option<(f32, Colour)>,
}

impl<'a> Brush<'a> {
    pub(super) fn new(page_height: f32, fonts: &'a Fonts) -> Self {
        Self { page_height, fonts, ops: Vec::new(), in_text: false, fill: None, outline: None }
    }

    pub(super) fn finish(mut self) -> Vec<Op> {
        self.text_section(false);
        self.ops
    }

    pub(super) fn mark(&mut self, mark: &Mark) {
        match mark {
            Mark::Text(run) => {
                let Some(used) = self.fonts.used(run.face) else {
                    return;
                };
                self.fill(run.colour);
                self.text_section(true);
                show(run, used, self.page_height, &mut self.ops);
            }
            Mark::Line { from, to, width, colour } => {
                self.text_section(false);
                self.outline(*width, *colour);
                let points = [from, to].map(|end| LinePoint { p: self.point(end.0, end.1), bezier: false });
                self.ops.push(Op::DrawLine { line: Line { points: points.into(), is_closed: false } });
            }
            Mark::Rectangle { area, fill, outline } => {
                self.text_section(false);
                if let Some(colour) = fill {
                    self.fill(*colour);
                }
                if let Some((width, colour)) = outline {
                    self.outline(*width, *colour);
                }
                let mode = match (fill, outline) {
                    (Some(_), Some(_)) => PaintMode::FillStroke,
                    (Some(_), None) => PaintMode::Fill,
                    _ => PaintMode::Stroke,
                };
                let corner = self.point(area.0, area.1 + area.3);
                self.ops.push(Op::DrawRectangle {
                    rectangle: Rect {
                        x: corner.x,
                        y: corner.y,
                        width: Pt(round(area.2)),
                        height: Pt(round(area.3)),
                        mode: Some(mode),
                        winding_order: None,
                    },
                });
            }
            Mark::Stroke { points, width, colour } => {
                self.text_section(false);
                self.outline(*width, *colour);
                let points = points.iter().map(|&(x, y)| LinePoint { p: self.point(x, y), bezier: false });
                let line = Line { points: points.collect(), is_closed: false };
                self.ops.extend([
                    Op::SaveGraphicsState,
                    Op::SetLineCapStyle { cap: LineCapStyle::Round },
                    Op::SetLineJoinStyle { join: LineJoinStyle::Round },
                    Op::DrawLine { line },
                    Op::RestoreGraphicsState,
                ]);
            }
            Mark::Blocks { areas, fill } => {
                self.text_section(false);
                self.fill(*fill);
                let rings = areas.iter().map(|&(x, y, width, height)| {
                    let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)];
                    let points = corners.map(|(x, y)| LinePoint { p: self.point(x, y), bezier: false });
                    PolygonRing { points: points.into() }
                });
                let rings = rings.collect();
                let polygon = Polygon { rings, mode: PaintMode::Fill, winding_order: WindingOrder::NonZero };
                self.ops.push(Op::DrawPolygon { polygon });
            }
        }
    }

    fn point(&self, x: f32, y: f32) -> Point {
        Point { x: Pt(round(x)), y: Pt(round(self.page_height - y)) }
    }

    fn text_section(&mut self, wanted: bool) {
        if self.in_text != wanted {
            self.ops.push(if wanted { Op::StartTextSection } else { Op::EndTextSection });
            self.in_text = wanted;
        }
    }

    fn fill(&mut self, colour: Colour) {
        if self.fill != Some(colour) {
            self.ops.push(Op::SetFillColor { col: rgb(colour) });
            self.fill = Some(colour);
        }
    }

    fn outline(&mut self, width: f32, colour: Colour) {
        if self.outline != Some((width, colour)) {
            self.ops.push(Op::SetOutlineThickness { pt: Pt(width) });
            self.ops.push(Op::SetOutlineColor { col: rgb(colour) });
            self.outline = Some((width, colour));
        }
    }
}

fn rgb(Colour(r, g, b): Colour) -> Color {
    let part = |value: u8| round(f32::from(value) / 255.0);
    Color::Rgb(Rgb { r: part(r), g: part(g), b: part(b), icc_profile: None })
}
