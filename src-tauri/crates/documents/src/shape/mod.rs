//! Text to positioned glyphs: shaping, direction, choice of face, line breaking.

mod paragraph;
mod prepare;
mod style;
mod tally;

pub(crate) use paragraph::{Line, Paragraph, Shaper};
pub(crate) use style::Style;
pub(crate) use tally::Tally;
