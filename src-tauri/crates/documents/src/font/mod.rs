//! The shipped faces and what they can print.

mod coverage;
mod faces;
mod set;

pub use coverage::printable;
pub(crate) use coverage::{is_ignorable_mark, is_printable};
pub use faces::FaceId;
pub(crate) use faces::{CODE_FAMILY, FAMILIES};
pub(crate) use set::FontSet;
