//! How a paragraph looks.

use crate::page::Colour;

/// One look for a whole paragraph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Style {
    /// Size in points.
    pub size: f32,
    /// Bold face.
    pub bold: bool,
    /// The face for codes.
    pub code: bool,
    /// Colour.
    pub colour: Colour,
    /// Distance between baselines, in sizes.
    pub leading: f32,
    /// Extra space after each letter, in points.
    pub spacing: f32,
}

impl Style {
    /// Running text.
    pub(crate) const fn text(size: f32) -> Self {
        Self { size, bold: false, code: false, colour: Colour::INK, leading: 1.4, spacing: 0.0 }
    }

    pub(crate) const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(crate) const fn code(self, spacing: f32) -> Self {
        Self { code: true, spacing, ..self }
    }

    pub(crate) const fn colour(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    pub(crate) const fn leading(self, leading: f32) -> Self {
        Self { leading, ..self }
    }
}
