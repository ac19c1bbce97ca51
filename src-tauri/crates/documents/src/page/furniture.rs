//! What stands on every page: running head, mark, form code, page number.

use super::{Colour, Flow, Page, Sheet, mm};
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
    pub(crate) fn frame(
        &self,
        shaper: &mut Shaper,
        mut sheet: Sheet,
    ) -> Result<Sheet, DocumentError> {
        let (left, right, mark) = self.head(shaper, &sheet, true)?;
        let head = mark.height() + left.height().max(right.height());
        sheet.top = sheet.top.max(EDGE + head + mm(6.0));
        sheet.bottom -= (self.foot(shaper, &sheet)?.height() - mm(4.0)).max(0.0);
        Ok(sheet)
    }

    fn head(
        &self,
        shaper: &mut Shaper,
        sheet: &Sheet,
        left: bool,
    ) -> Result<(Paragraph, Paragraph, Paragraph), DocumentError> {
        let half = sheet.measure() * 0.48;
        let text = if left { self.head_left.as_str() } else { "" };
        let mark = self.mark.as_deref().unwrap_or_default();
        let loud = Style::text(self.size * 1.15)
            .bold()
            .colour(Colour::STOP)
            .leading(1.5);
        Ok((
            shaper.paragraph(text, self.style(), half)?,
            shaper.paragraph(&self.head_right, self.style(), half)?,
            if mark.is_empty() {
                Paragraph::default()
            } else {
                shaper.paragraph(mark, loud, sheet.measure())?
            },
        ))
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
            let (left, right, mark) = if index == 0 { &first } else { &later };
            let mut page = Flow::new(sheet);
            page.block_at(mark, sheet.left, EDGE);
            let y = EDGE + mark.height();
            page.block_at(left, sheet.left, y);
            block_right(&mut page, right, sheet.right, y);
            if index > 0 {
                let under = y + left.height().max(right.height()) + 3.0;
                page.rule_at(sheet.left, sheet.right, under, 0.5, Colour::RULE);
            }
            let mut marks = page.pages.pop().unwrap_or_default();
            marks.extend(body);
            let number = shaper.line(&format!("Page {} of {total}", index + 1), self.style())?;
            let mut page = Flow::new(sheet);
            let top = sheet.height - EDGE - foot.height().max(number.height());
            page.rule_at(sheet.left, sheet.right, top - 4.0, 0.5, Colour::RULE);
            page.block_at(&foot, sheet.left, top);
            block_right(&mut page, &number, sheet.right, top);
            marks.extend(page.pages.pop().unwrap_or_default());
            pages.push(Page {
                width: sheet.width,
                height: sheet.height,
                marks,
            });
        }
        Ok(pages)
    }
}

/// Lines that end at `right`.
pub(crate) fn block_right(flow: &mut Flow, paragraph: &Paragraph, right: f32, mut y: f32) {
    for line in &paragraph.lines {
        flow.line_at(line, right - line.width, y);
        y += line.height;
    }
}
