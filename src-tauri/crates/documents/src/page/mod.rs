//! Pages: the laid-out list and how content flows onto it.

pub(crate) mod code;
mod flow;
mod furniture;
mod list;
mod sheet;
mod table;

pub(crate) use flow::Flow;
pub(crate) use furniture::{Furniture, block_right};
pub use list::{Cluster, Colour, Glyph, Mark, Page, PageList, Run};
pub(crate) use sheet::{Sheet, mm};
pub(crate) use table::{Cell, Table};
