//! The laid-out page list to a PDF: the only place that knows printpdf.

mod fonts;
mod paint;
mod text;

use printpdf::{Mm, PdfDocument, PdfFontMap, PdfPage, PdfResources, PdfSaveOptions, Pt};

use crate::DocumentError;
use crate::finish::finish;
use crate::page::{Page, PageList};
use fonts::Fonts;

/// Writes the pages and finishes the file. The same pages give the same bytes.
pub fn write(list: &PageList) -> Result<Vec<u8>, DocumentError> {
    let fonts = Fonts::of(list)?;
    let mut document = PdfDocument::new(&list.title);
    document.resources = PdfResources { fonts: PdfFontMap { map: fonts.map() }, ..PdfResources::default() };
    document.pages = list.pages.iter().map(|page| write_page(page, &fonts)).collect();
    let mut warnings = Vec::new();
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, ..PdfSaveOptions::default() };
    let file = document.to_lopdf_document(&options, &mut warnings);
    if let Some(warning) = warnings.first() {
        return Err(DocumentError::fault(&warning.msg));
    }
    finish(file, list, &fonts.glyph_counts())
}

fn write_page(page: &Page, fonts: &Fonts) -> PdfPage {
    let mut brush = paint::Brush::new(page.height, fonts);
    page.marks.iter().for_each(|mark| brush.mark(mark));
    let mut written = PdfPage::new(Mm(0.0), Mm(0.0), brush.finish());
    for area in [&mut written.media_box, &mut written.trim_box, &mut written.crop_box] {
        (area.width, area.height) = (Pt(page.width), Pt(page.height));
    }
    written
}
