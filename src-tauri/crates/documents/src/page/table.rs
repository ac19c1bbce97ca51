//! Tables that break across pages: head row repeated, rows kept whole where they can be.

use super::{Colour, Flow};
use crate::shape::{Line, Paragraph, Shaper, Style};
use crate::{Column, DocumentError};

/// A cell's text with its look.
pub(crate) struct Cell<'a>(pub &'a str, pub Style);

/// A table under way. Columns and head row are laid out once.
pub(crate) struct Table {
    /// Left edge and width of each column.
    columns: Vec<(f32, f32)>,
    head: Vec<Paragraph>,
    padding: f32,
    title: String,
    started: bool,
    rows: usize,
}

impl Table {
    /// Space between columns, in points, where a table has room.
    pub(crate) const GUTTER: f32 = 10.0;

    /// Lays out the head row. `title` names the table in an error.
    pub(crate) fn new(
        shaper: &mut Shaper,
        flow: &Flow,
        title: &str,
        columns: &[Column],
        head: Style,
    ) -> Result<Self, DocumentError> {
        Self::spaced(shaper, flow, title, columns, head, Self::GUTTER)
    }

    /// The same with another space between columns.
    pub(crate) fn spaced(
        shaper: &mut Shaper,
        flow: &Flow,
        title: &str,
        columns: &[Column],
        head: Style,
        gutter: f32,
    ) -> Result<Self, DocumentError> {
        let shares: Vec<_> = columns.iter().map(|column| column.share).collect();
        let mut table = Self::headless(flow, title, &shares, head, gutter);
        for (column, (_, width)) in columns.iter().zip(&table.columns) {
            table.head.push(shaper.paragraph(&column.heading, head, *width)?);
        }
        Ok(table)
    }

    /// A table without a head row; columns have these shares of the width, rows are padded for text of this style.
    pub(crate) fn headless(flow: &Flow, title: &str, shares: &[f32], style: Style, gutter: f32) -> Self {
        let shares: Vec<_> = shares.iter().map(|share| share.max(0.01)).collect();
        let whole: f32 = shares.iter().sum();
        let free = flow.sheet.measure() - gutter * shares.len() as f32;
        let mut x = flow.sheet.left + gutter / 2.0;
        let mut columns = Vec::with_capacity(shares.len());
        for share in shares {
            let width = free * share / whole;
            columns.push((x, width));
            x += width + gutter;
        }
        let title = title.to_owned();
        Self { columns, head: Vec::new(), padding: style.size * 0.42, title, started: false, rows: 0 }
    }

    fn head_height(&self) -> f32 {
        if self.head.is_empty() { 0.0 } else { tallest(&self.head) + 2.0 * self.padding }
    }

    /// Places one row, on the next page if it does not fit on this one.
    pub(crate) fn row(
        &mut self,
        shaper: &mut Shaper,
        flow: &mut Flow,
        cells: &[Cell<'_>],
    ) -> Result<(), DocumentError> {
        self.rows += 1;
        if cells.len() != self.columns.len() {
            return Err(DocumentError::RowWidth {
                table: self.title.clone(),
                row: self.rows,
                cells: cells.len(),
                columns: self.columns.len(),
            });
        }
        let mut laid = Vec::with_capacity(cells.len());
        for (Cell(text, style), (_, width)) in cells.iter().zip(&self.columns) {
            laid.push(shaper.paragraph(text, *style, *width)?);
        }
        let height = tallest(&laid) + 2.0 * self.padding;
        let first = if self.started { 0.0 } else { self.head_height() };
        if height + self.head_height() + flow.held_height() <= flow.sheet.depth() {
            self.make_room(flow, first, height);
            self.place(flow, &mut laid.iter().map(|cell| &cell.lines[..]).collect::<Vec<_>>(), height);
        } else {
            self.split(flow, &laid, first);
        }
        Ok(())
    }

    /// The head row when no row follows, so that an empty table is still a table.
    pub(crate) fn finish(&mut self, flow: &mut Flow) {
        if !self.started {
            self.make_room(flow, self.head_height(), 0.0);
        }
    }

    fn make_room(&mut self, flow: &mut Flow, first: f32, height: f32) {
        let page = flow.pages.len();
        flow.need(first + height);
        if !self.started || flow.pages.len() > page {
            self.place_head(flow);
        }
    }

    fn place_head(&mut self, flow: &mut Flow) {
        self.started = true;
        if self.head.is_empty() {
            // A rule over the first row, as the head row has one under it.
            flow.rule_at(flow.sheet.left, flow.sheet.right, flow.y, 0.5, Colour::RULE);
            return;
        }
        let height = self.head_height();
        let (left, right, top) = (flow.sheet.left, flow.sheet.right, flow.y);
        flow.put(super::Mark::Rectangle {
            area: (left, top, right - left, height),
            fill: Some(Colour::HEAD),
            outline: None,
        });
        for (cell, (x, _)) in self.head.iter().zip(&self.columns) {
            flow.block_at(cell, *x, top + self.padding);
        }
        flow.y += height;
        flow.rule_at(left, right, flow.y, 0.8, Colour::EDGE);
    }

    /// Places the given lines of each cell and a rule under them.
    fn place(&self, flow: &mut Flow, cells: &mut [&[Line]], height: f32) {
        for (lines, (x, _)) in cells.iter().zip(&self.columns) {
            let mut y = flow.y + self.padding;
            for line in *lines {
                flow.line_at(line, *x, y);
                y += line.height;
            }
        }
        flow.y += height;
        flow.rule_at(flow.sheet.left, flow.sheet.right, flow.y, 0.5, Colour::RULE);
    }

    /// A row taller than a page: as many lines of each cell as fit, page after page.
    fn split(&mut self, flow: &mut Flow, laid: &[Paragraph], first: f32) {
        let line = laid.iter().flat_map(|cell| &cell.lines).map(|line| line.height).fold(0.0, f32::max);
        let mut rest: Vec<&[Line]> = laid.iter().map(|cell| &cell.lines[..]).collect();
        self.make_room(flow, first, 4.0 * line + 2.0 * self.padding);
        while rest.iter().any(|lines| !lines.is_empty()) {
            let room = flow.sheet.bottom - flow.y - 2.0 * self.padding + 0.01;
            let mut now: Vec<&[Line]> = Vec::with_capacity(rest.len());
            for lines in &mut rest {
                let (fit, left) = lines.split_at(lines_within(lines, room));
                now.push(fit);
                *lines = left;
            }
            let height = now.iter().map(|lines| lines.iter().map(|line| line.height).sum()).fold(0.0, f32::max);
            self.place(flow, &mut now, height + 2.0 * self.padding);
            if rest.iter().any(|lines| !lines.is_empty()) {
                self.make_room(flow, 0.0, flow.sheet.depth());
            }
        }
    }
}

fn tallest(cells: &[Paragraph]) -> f32 {
    cells.iter().map(Paragraph::height).fold(0.0, f32::max)
}

/// How many lines fit; at least one, so that the work always ends.
fn lines_within(lines: &[Line], room: f32) -> usize {
    let mut height = 0.0;
    let fit = lines
        .iter()
        .take_while(|line| {
            height += line.height;
            height <= room
        })
        .count();
    fit.max(1).min(lines.len())
}
