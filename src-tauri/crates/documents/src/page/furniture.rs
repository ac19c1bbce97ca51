//! What stands on every page: running head, mark, form code, page number.

use frontdesk_domain::page_code::PaperCode;

use super::{Colour, Flow, Page, Sheet, code, mm};
use crate::DocumentError;
use crate::shape::{Paragraph, Shaper, Style};

/// Running head and foot of a document.
pub(crate) struct Furniture {
    /// Left of the head, from the second page on: the first carries the letterhead.
    pub head_left: String,
    /// Right of the head, on every page.
    pub head_right: String,
    /// A mark in words on every page, such as "Draft, not for release".
    pub mark: Option<String>,
    /// Left of the foot.
    pub foot_left: String,
    /// What the code in the upper right corner of every page says; `None` for pages that do not come back.
    pub code: Option<PaperCode>,
    /// Size of the text in points.
    pub size: f32,
}

/// Distance of the head and of the foot from the edge of the paper.
const EDGE: f32 = mm(12.0);

impl Furniture {
    fn style(&self) -> Style {
        Style::text(self.size).colour(Colour::SOFT).leading(1.3)
    }

    /// The sheet with room kept for head and foot, however many lines they take.
    pub(crate) fn frame(&self, shaper: &mut Shaper, mut sheet: Sheet) -> Result<Sheet, DocumentError> {
        let head = self.head(shaper, &sheet, true)?;
        sheet.top = sheet.top.max(EDGE + head.height() + mm(6.0));
        if self.code.is_some() {
            sheet.top = sheet.top.max(self.code_bottom() + mm(3.0));
        }
        sheet.bottom -= (self.foot(shaper, &sheet)?.height() - mm(4.0)).max(0.0);
        Ok(sheet)
    }

    fn head(&self, shaper: &mut Shaper, sheet: &Sheet, later: bool) -> Result<Head, DocumentError> {
        let measure = sheet.measure() - self.beside();
        let width = if self.head_right.is_empty() { measure } else { measure * 0.62 };
        let loud = Style::text(self.size * 1.15).bold().colour(Colour::STOP).leading(1.5);
        let mut laid = |text: &str, style, width| match text {
            "" => Ok(Paragraph::default()),
            text => shaper.paragraph(text, style, width),
        };
        Ok(Head {
            mark: laid(self.mark.as_deref().unwrap_or_default(), loud, width)?,
            left: laid(if later { &self.head_left } else { "" }, self.style(), width)?,
            right: laid(&self.head_right, self.style(), measure * 0.36)?,
            beside: self.beside(),
        })
    }

    /// Width the code takes from what stands beside it.
    pub(crate) fn beside(&self) -> f32 {
        if self.code.is_some() { code::SIDE + code::QUIET } else { 0.0 }
    }

    /// Lower edge of what the code keeps clear; 0 without a code.
    pub(crate) fn code_bottom(&self) -> f32 {
        if self.code.is_some() { code::TOP + code::SIDE + code::QUIET } else { 0.0 }
    }

    /// Top of the content beside the code on the first page, under the mark.
    pub(crate) fn first_top(&self, shaper: &mut Shaper, sheet: &Sheet) -> Result<f32, DocumentError> {
        if self.code.is_none() {
            return Ok(sheet.top);
        }
        Ok(EDGE + self.head(shaper, sheet, false)?.height() + mm(1.0))
    }

    fn foot(&self, shaper: &mut Shaper, sheet: &Sheet) -> Result<Paragraph, DocumentError> {
        shaper.paragraph(&self.foot_left, self.style(), sheet.measure() * 0.75)
    }

    /// Adds head and foot to finished pages, now that their number is known.
    pub(crate) fn add(&self, shaper: &mut Shaper, flow: Flow) -> Result<Vec<Page>, DocumentError> {
        let sheet = flow.sheet;
        let total = flow.pages.len();
        let first = self.head(shaper, &sheet, false)?;
        let later = self.head(shaper, &sheet, true)?;
        let foot = self.foot(shaper, &sheet)?;
        let mut pages = Vec::with_capacity(total);
        for (index, body) in flow.pages.into_iter().enumerate() {
            let mut page = Flow::new(sheet);
            if index == 0 {
                first.paint(&mut page);
            } else {
                let under = (EDGE + later.paint(&mut page) + 3.0).max(self.code_bottom());
                page.rule_at(sheet.left, sheet.right, under, 0.5, Colour::RULE);
            }
            if let Some(paper) = &self.code {
                let number = |number| u32::try_from(number).map_err(DocumentError::fault);
                page.put(code::code(&paper.page(number(index + 1)?, number(total)?), sheet.right)?);
            }
            body.into_iter().for_each(|mark| page.put(mark));
            let number = shaper.line(&format!("Page {} of {total}", index + 1), self.style())?;
            let top = sheet.height - EDGE - foot.height().max(number.height());
            page.rule_at(sheet.left, sheet.right, top - 4.0, 0.5, Colour::RULE);
            page.block_at(&foot, sheet.left, top);
            block_right(&mut page, &number, sheet.right, top);
            let marks = page.pages.pop().unwrap_or_default();
            pages.push(Page { width: sheet.width, height: sheet.height, marks });
        }
        Ok(pages)
    }
}

/// A running head, laid out: mark above the left part, the right part beside both.
struct Head {
    mark: Paragraph,
    left: Paragraph,
    right: Paragraph,
    /// Width kept free at the right edge.
    beside: f32,
}

impl Head {
    fn height(&self) -> f32 {
        (self.mark.height() + self.left.height()).max(self.right.height())
    }

    fn paint(&self, page: &mut Flow) -> f32 {
        let (left, right) = (page.sheet.left, page.sheet.right);
        page.block_at(&self.mark, left, EDGE);
        page.block_at(&self.left, left, EDGE + self.mark.height());
        // The first lines of mark and right part share a baseline.
        let drop = match (self.mark.lines.first(), self.right.lines.first()) {
            (Some(mark), Some(right)) => (mark.baseline() - right.baseline()).max(0.0),
            _ => 0.0,
        };
        block_right(page, &self.right, right - self.beside, EDGE + drop);
        self.height()
    }
}

/// Lines that end at `right`.
pub(crate) fn block_right(flow: &mut Flow, paragraph: &Paragraph, right: f32, mut y: f32) {
    for line in &paragraph.lines {
        flow.line_at(line, right - line.width, y);
        y += line.height;
    }
}
