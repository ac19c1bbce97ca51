//! The laid-out page list: everything a writer needs and nothing of how a PDF is written.
//!
//! Lengths are points (1/72 inch); the origin is the top left corner of the page and y grows downwards.

use chrono::NaiveDate;

use crate::font::FaceId;

/// Pages in order, with what the file says about itself.
#[derive(Debug, Clone, PartialEq)]
pub struct PageList {
    /// Title of the document.
    pub title: String,
    /// Who made it: the clinic.
    pub author: String,
    /// Date of the file.
    pub date: NaiveDate,
    /// The pages.
    pub pages: Vec<Page>,
}

/// One page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// What is on it, painted in this order; text is in reading order.
    pub marks: Vec<Mark>,
}

/// Something painted.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A run of glyphs on one baseline.
    Text(Run),
    /// A straight line.
    Line {
        /// Start.
        from: (f32, f32),
        /// End.
        to: (f32, f32),
        /// Thickness.
        width: f32,
        /// Colour.
        colour: Colour,
    },
    /// A rectangle, filled, outlined or both.
    Rectangle {
        /// Left, top, width, height.
        area: (f32, f32, f32, f32),
        /// Inside.
        fill: Option<Colour>,
        /// Thickness and colour of the outline.
        outline: Option<(f32, Colour)>,
    },
    /// What a pen drew, with round ends and corners.
    Stroke {
        /// The way of the pen: two points or more.
        points: Vec<(f32, f32)>,
        /// Thickness.
        width: f32,
        /// Colour.
        colour: Colour,
    },
    /// Rectangles filled as one shape: no seam shows between neighbours.
    Blocks {
        /// Left, top, width, height of each.
        areas: Vec<(f32, f32, f32, f32)>,
        /// Inside.
        fill: Colour,
    },
}

/// Glyphs of one face, size and direction on one baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Which face.
    pub face: FaceId,
    /// Size in points.
    pub size: f32,
    /// Colour.
    pub colour: Colour,
    /// Left end.
    pub x: f32,
    /// Baseline.
    pub y: f32,
    /// Whether the text reads from right to left.
    pub right_to_left: bool,
    /// The text, in reading order.
    pub text: String,
    /// Which glyphs show which text, from left to right.
    pub clusters: Vec<Cluster>,
    /// The glyphs, from left to right.
    pub glyphs: Vec<Glyph>,
}

/// The smallest piece of text with glyphs of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// Byte range in the text of the run.
    pub text: (usize, usize),
    /// Index range in the glyphs of the run.
    pub glyphs: (usize, usize),
}

/// A glyph at its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// Glyph id in the shipped face.
    pub id: u16,
    /// Distance from the left end of the run.
    pub x: f32,
    /// Distance below the baseline.
    pub y: f32,
}

/// An sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    /// What a machine reads.
    pub const BLACK: Self = Self(0, 0, 0);
    /// Text.
    pub const INK: Self = Self(0x16, 0x21, 0x1f);
    /// Labels, footers and other secondary text (8:1 on white).
    pub const SOFT: Self = Self(0x47, 0x53, 0x4f);
    /// Lines to write on and outlines of boxes.
    pub const EDGE: Self = Self(0x6f, 0x7c, 0x79);
    /// Lines that only separate.
    pub const RULE: Self = Self(0xc9, 0xd1, 0xcf);
    /// The clinic's name and the heading rule.
    pub const ACCENT: Self = Self(0x0f, 0x5a, 0x61);
    /// Draft and not-approved marks.
    pub const STOP: Self = Self(0x9e, 0x1f, 0x1c);
    /// Ground of the head row of a table.
    pub const HEAD: Self = Self(0xf0, 0xf4, 0xf3);
    /// Ground of a box that warns.
    pub const WARN: Self = Self(0xfd, 0xf4, 0xe0);
}

impl Mark {
    /// The same mark, moved.
    #[must_use]
    pub fn moved(mut self, dx: f32, dy: f32) -> Self {
        match &mut self {
            Self::Text(run) => {
                run.x += dx;
                run.y += dy;
            }
            Self::Line { from, to, .. } => {
                *from = (from.0 + dx, from.1 + dy);
                *to = (to.0 + dx, to.1 + dy);
            }
            Self::Rectangle { area, .. } => {
                area.0 += dx;
                area.1 += dy;
            }
            Self::Stroke { points, .. } => {
                for point in points {
                    *point = (point.0 + dx, point.1 + dy);
                }
            }
            Self::Blocks { areas, .. } => {
                for area in areas {
                    area.0 += dx;
                    area.1 += dy;
                }
            }
        }
        self
    }
}
