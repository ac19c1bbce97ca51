//! The two halves of making a document, apart: values to laid-out pages, and pages to a file.
//! For benchmarks and for a writer other than ours.

pub use crate::compose::{LaidOut, consent_form, letter, notice, receipt, recovery_sheet, register, response};
pub use crate::font::FaceId;
pub use crate::page::{Cluster, Colour, Glyph, Mark, Page, PageList, Run};
pub use crate::write::write;
