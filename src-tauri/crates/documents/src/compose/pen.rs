//! Writes headings, paragraphs and lists down the page in one measured look.

use chrono::NaiveDate;

use super::LaidOut;
use crate::page::{Colour, Flow, Furniture, Mark, PageList, Sheet};
use crate::shape::{Shaper, Style};
use crate::{Clinic, DocumentError, PrintSize};

/// Where the running head and foot are counted.
pub(super) const FURNITURE: &str = "Head and foot of each page";

/// The hand that composes one document.
pub(super) struct Pen {
    pub shaper: Shaper,
    pub flow: Flow,
    /// Size of running text in points; all else follows from it.
    pub base: f32,
    furniture: Furniture,
}

/// How important a heading is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Level {
    Title,
    Section,
    Part,
}

impl PrintSize {
    pub(super) fn points(self) -> f32 {
        match self {
            Self::Normal => 10.5,
            Self::Large => 16.0,
        }
    }
}

impl Pen {
    pub(super) fn new(base: f32, sheet: Sheet, furniture: Furniture) -> Result<Self, DocumentError> {
        let mut shaper = Shaper::new();
        shaper.tally.enter(FURNITURE);
        let sheet = furniture.frame(&mut shaper, sheet)?;
        let mut flow = Flow::new(sheet);
        shaper.tally.pause(true);
        flow.y = furniture.first_top(&mut shaper, &sheet)?;
        shaper.tally.pause(false);
        Ok(Self { shaper, flow, base, furniture })
    }

    pub(super) fn style(&self) -> Style {
        Style::text(self.base)
    }

    pub(super) fn small(&self) -> Style {
        Style::text(self.base * 0.857).colour(Colour::SOFT).leading(1.35)
    }

    pub(super) fn measure(&self) -> f32 {
        self.flow.sheet.measure()
    }

    /// Space in parts of the text size.
    pub(super) fn space(&mut self, ems: f32) {
        self.flow.space(ems * self.base);
    }

    /// A paragraph of running text with the space after it.
    pub(super) fn text(&mut self, text: &str) -> Result<(), DocumentError> {
        self.styled(text, self.style())?;
        self.space(0.6);
        Ok(())
    }

    /// A paragraph kept with what follows it, unless it is long.
    pub(super) fn leading_text(&mut self, text: &str) -> Result<(), DocumentError> {
        let paragraph = self.shaper.paragraph(text, self.style(), self.measure())?;
        if paragraph.lines.len() > 5 {
            self.flow.paragraph(&paragraph, self.flow.sheet.left, None);
            self.space(0.6);
        } else {
            self.flow.hold(&paragraph, self.flow.sheet.left, 0.0, self.base * 0.4);
        }
        Ok(())
    }

    pub(super) fn styled(&mut self, text: &str, style: Style) -> Result<(), DocumentError> {
        let paragraph = self.shaper.paragraph(text, style, self.measure())?;
        self.flow.paragraph(&paragraph, self.flow.sheet.left, None);
        Ok(())
    }

    /// A heading, kept with what follows it.
    pub(super) fn heading(&mut self, text: &str, level: Level) -> Result<(), DocumentError> {
        let (size, before, after) = match level {
            Level::Title => (1.75, 1.2, 0.7),
            Level::Section => (1.24, 1.5, 0.5),
            Level::Part => (1.0, 0.9, 0.25),
        };
        let style = Style::text(self.base * size).bold().leading(1.3);
        let paragraph = self.shaper.paragraph(text, style, self.measure())?;
        self.flow.hold(&paragraph, self.flow.sheet.left, before * self.base, after * self.base);
        Ok(())
    }

    /// A list; entries are kept apart by a little space.
    pub(super) fn bullets(&mut self, items: &[String]) -> Result<(), DocumentError> {
        for item in items {
            self.bullet(item, None)?;
            self.space(0.25);
        }
        self.space(0.35);
        Ok(())
    }

    /// One entry of a list.
    pub(super) fn bullet(&mut self, item: &str, ground: Option<(Colour, Colour)>) -> Result<(), DocumentError> {
        let inset = if ground.is_some() { self.base * 1.2 } else { 0.0 };
        let indent = inset + self.base * 1.25;
        let left = self.flow.sheet.left;
        let mut paragraph = self.shaper.paragraph(item, self.style(), self.measure() - indent - inset)?;
        let dot = self.shaper.line("•", self.style())?;
        if let (Some(first), Some(dot)) = (paragraph.lines.first_mut(), dot.lines.first()) {
            // The dot travels with the first line.
            let moved = dot.runs.iter().map(|run| {
                let mut run = run.clone();
                run.x -= self.base * 0.9;
                run
            });
            first.runs.splice(0..0, moved);
        }
        self.flow.paragraph(&paragraph, left + indent, ground);
        Ok(())
    }

    /// A box that warns: a bold line and a list, on a coloured ground.
    pub(super) fn warning(&mut self, title: &str, items: &[String]) -> Result<(), DocumentError> {
        let ground = Some((Colour::WARN, Colour::STOP));
        let inset = self.base * 1.2;
        let style = self.style().bold().leading(2.0);
        let title = self.shaper.paragraph(title, style, self.measure() - 2.0 * inset)?;
        self.flow.need(title.height() + 2.0 * self.base * 1.4);
        self.flow.paragraph(&title, self.flow.sheet.left + inset, ground);
        for item in items {
            self.bullet(item, ground)?;
        }
        self.flow.ground(self.base * 0.6, Colour::WARN, Colour::STOP);
        self.flow.y += self.base * 0.6;
        self.space(1.0);
        Ok(())
    }

    /// The clinic's name and where it is reached.
    pub(super) fn letterhead(&mut self, clinic: &Clinic) -> Result<(), DocumentError> {
        self.shaper.tally.enter("Letterhead");
        let sheet = self.flow.sheet;
        let width = sheet.measure() - self.furniture.beside();
        let name = Style::text(self.base * 1.43).bold().colour(Colour::ACCENT).leading(1.3);
        let parts = [clinic.address.join(", "), clinic.contact.join("  ·  ")].map(|part| (part, self.small()));
        for (part, style) in [(clinic.name.clone(), name)].into_iter().chain(parts) {
            if !part.is_empty() {
                let part = self.shaper.paragraph(&part, style, width)?;
                self.flow.paragraph(&part, sheet.left, None);
            }
        }
        // Beside a code this is above where later pages begin, so the space is not left to the flow.
        self.flow.y = (self.flow.y + 0.5 * self.base).max(self.furniture.code_bottom());
        self.flow.rule_at(sheet.left, sheet.right, self.flow.y, 1.2, Colour::ACCENT);
        self.flow.y = (self.flow.y + 0.6 * self.base).max(sheet.top + 0.1);
        Ok(())
    }

    /// Puts finished pages of the same frame after these.
    pub(super) fn append(&mut self, behind: Self) {
        self.flow.pages.extend(behind.flow.pages);
    }

    /// Adds head and foot and hands over the pages. Nothing may have run off a page.
    pub(super) fn close(mut self, title: &str, author: &str, date: NaiveDate) -> Result<LaidOut, DocumentError> {
        self.flow.need(0.0);
        let bottom = self.flow.sheet.bottom + 0.5;
        for mark in self.flow.pages.iter().flatten() {
            if let Mark::Text(run) = mark
                && (run.y > bottom || run.y < 0.0)
            {
                return Err(DocumentError::DoesNotFit(run.text.trim().to_owned()));
            }
        }
        self.shaper.tally.pause(true);
        let pages = self.furniture.add(&mut self.shaper, self.flow)?;
        let list = PageList { title: title.to_owned(), author: author.to_owned(), date, pages };
        Ok((list, self.shaper.tally.into_found()))
    }
}
