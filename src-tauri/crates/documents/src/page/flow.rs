//! Content flows down the page and on to the next.

use super::{Colour, Mark, Sheet};
use crate::shape::{Line, Paragraph};

/// The pages so far and the place where the next content goes.
#[derive(Clone)]
pub(crate) struct Flow {
    /// The paper.
    pub sheet: Sheet,
    /// Marks of each page so far.
    pub pages: Vec<Vec<Mark>>,
    /// Top of the next content on the last page.
    pub y: f32,
    /// Page, from 1, on which each numbered heading was placed.
    pub anchors: Vec<(usize, usize)>,
    held: Option<Held>,
}

/// A heading that waits for what follows it.
#[derive(Clone)]
struct Held {
    anchor: Option<usize>,
    marks: Vec<Mark>,
    before: f32,
    height: f32,
}

/// Lines that must not stand alone at the foot or head of a page.
const TOGETHER: usize = 2;

impl Flow {
    pub(crate) fn new(sheet: Sheet) -> Self {
        Self { sheet, pages: vec![Vec::new()], y: sheet.top, anchors: Vec::new(), held: None }
    }

    /// Height left on this page, after a heading that waits.
    pub(crate) fn room(&self) -> f32 {
        let held = self.held.as_ref().map_or(0.0, |held| held.height + self.before(held));
        self.sheet.bottom - self.y - held
    }

    /// Starts a page unless `height` still fits, then places a waiting heading.
    pub(crate) fn need(&mut self, height: f32) {
        // A hair of tolerance, so that heights added up in another order still fit.
        if self.room() + 0.01 < height && self.y > self.sheet.top {
            self.start_page();
        }
        if let Some(held) = self.held.take() {
            self.y += self.before(&held);
            self.anchors.extend(held.anchor.map(|number| (number, self.pages.len())));
            let y = self.y;
            held.marks.into_iter().for_each(|mark| self.put(mark.moved(0.0, y)));
            self.y += held.height;
        }
    }

    fn before(&self, held: &Held) -> f32 {
        if self.y > self.sheet.top { held.before } else { 0.0 }
    }

    fn start_page(&mut self) {
        self.pages.push(Vec::new());
        self.y = self.sheet.top;
    }

    /// Starts a new page, unless this one is still empty.
    pub(crate) fn break_page(&mut self) {
        if self.y > self.sheet.top {
            self.start_page();
        }
    }

    /// Height a waiting heading takes at the top of a page.
    pub(crate) fn held_height(&self) -> f32 {
        self.held.as_ref().map_or(0.0, |held| held.height)
    }

    /// Paints at an absolute place on this page.
    pub(crate) fn put(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// Leaves space, except at the top of a page.
    pub(crate) fn space(&mut self, height: f32) {
        if self.y > self.sheet.top {
            self.y = (self.y + height).min(self.sheet.bottom);
        }
    }

    /// Gives the heading that waits a number by which its page is found.
    pub(crate) fn anchor(&mut self, number: usize) {
        if let Some(held) = &mut self.held {
            held.anchor = Some(number);
        }
    }

    /// Holds a heading back until what follows it is placed.
    pub(crate) fn hold(&mut self, heading: &Paragraph, x: f32, before: f32, after: f32) {
        let mut marks = Vec::new();
        let mut y = 0.0;
        for line in &heading.lines {
            marks.extend(line_marks(line, x, y));
            y += line.height;
        }
        if let Some(held) = &mut self.held {
            // A heading under a heading: both wait.
            let shift = held.height + before;
            held.marks.extend(marks.into_iter().map(|mark| mark.moved(0.0, shift)));
            held.height += before + y + after;
        } else {
            self.held = Some(Held { anchor: None, marks, before, height: y + after });
        }
    }

    /// One line at `x` and the present height; does not move on.
    pub(crate) fn line_at(&mut self, line: &Line, x: f32, y: f32) {
        for mark in line_marks(line, x, y) {
            self.put(mark);
        }
    }

    /// All lines at `x`, starting at `y`, on this page whatever the room; does not move on.
    pub(crate) fn block_at(&mut self, paragraph: &Paragraph, x: f32, mut y: f32) {
        for line in &paragraph.lines {
            self.line_at(line, x, y);
            y += line.height;
        }
    }

    /// A paragraph, broken over pages without leaving one line alone; `ground` paints behind each line and a bar before it.
    pub(crate) fn paragraph(&mut self, paragraph: &Paragraph, x: f32, ground: Option<(Colour, Colour)>) {
        let mut rest = &paragraph.lines[..];
        while !rest.is_empty() {
            let least: f32 = rest.iter().take(TOGETHER).map(|line| line.height).sum();
            self.need(least);
            let mut fits = 0;
            let mut height = 0.0;
            while fits < rest.len() && height + rest[fits].height <= self.sheet.bottom - self.y + 0.01 {
                height += rest[fits].height;
                fits += 1;
            }
            if fits + 1 == rest.len() && fits > TOGETHER {
                fits -= 1;
            }
            for line in &rest[..fits.max(1)] {
                if let Some((fill, bar)) = ground {
                    self.ground(line.height, fill, bar);
                }
                self.line_at(line, x, self.y);
                self.y += line.height;
            }
            rest = &rest[fits.max(1)..];
            if !rest.is_empty() {
                self.start_page();
            }
        }
    }

    /// A band of colour over the full measure, with a bar at its left, behind what is painted next.
    pub(crate) fn ground(&mut self, height: f32, fill: Colour, bar: Colour) {
        let (left, measure) = (self.sheet.left, self.sheet.measure());
        // A little taller than the line, so that neighbouring bands leave no seam.
        let area = (left, self.y, measure, height + 0.3);
        self.put(Mark::Rectangle { area, fill: Some(fill), outline: None });
        self.put(Mark::Rectangle { area: (left, self.y, 3.0, height + 0.3), fill: Some(bar), outline: None });
    }

    /// A level line at `y`.
    pub(crate) fn rule_at(&mut self, left: f32, right: f32, y: f32, width: f32, colour: Colour) {
        self.put(Mark::Line { from: (left, y), to: (right, y), width, colour });
    }
}

fn line_marks(line: &Line, x: f32, y: f32) -> impl Iterator<Item = Mark> + '_ {
    line.runs.iter().map(move |run| Mark::Text(run.clone()).moved(x, y))
}
