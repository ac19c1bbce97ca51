//! Where a code lies in a picture, and with it the page it stands on.

use image::GrayImage;

use super::grey;

type Point = (f32, f32);

/// The outer corners of a code, in pixels: where its text begins, along its upper edge, and along its left one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub corner: Point,
    pub right: Point,
    pub low: Point,
}

/// The page around a code, in sides of the code: 20 mm wide, 170 mm from the left and 8 mm from the top of an A4 sheet.
const PAGE: Area = Area { left: -8.5, top: -0.4, right: 2.0, low: 14.45 };

/// How far the edge of the page may lie from where it is reckoned, as a part of the page: the code is a tenth of its width.
const UNSURE: f32 = 0.07;

/// A strip beside the page that is too narrow for another one, as a part of the picture.
const NARROW: f32 = 0.12;

/// Least part of what lies beside the page that is dark when anything is printed there; a page with little on it has 1 in
/// 100, and a bare table under 1 in 1,000.
const PRINT: f32 = 0.0025;

struct Area {
    left: f32,
    top: f32,
    right: f32,
    low: f32,
}

impl Place {
    /// The same in a picture of which this one was a part.
    pub(super) fn moved(self, scale: f32, by: Point) -> Self {
        let point = |(x, y): Point| (x * scale + by.0, y * scale + by.1);
        Self { corner: point(self.corner), right: point(self.right), low: point(self.low) }
    }

    fn middle(&self) -> Point {
        ((self.right.0 + self.low.0) / 2.0, (self.right.1 + self.low.1) / 2.0)
    }

    fn side(&self) -> f32 {
        (self.right.0 - self.corner.0).hypot(self.right.1 - self.corner.1)
    }

    /// Whether two sights are of the same code.
    pub(super) fn is_at(&self, other: &Self) -> bool {
        let (one, two) = (self.middle(), other.middle());
        (one.0 - two.0).hypot(one.1 - two.1) < 0.7 * self.side().max(other.side())
    }

    /// Quarters clockwise, from the way along the upper edge.
    pub(super) fn turns(&self) -> u8 {
        let (dx, dy) = (self.right.0 - self.corner.0, self.right.1 - self.corner.1);
        match (dx.abs() >= dy.abs(), dx >= 0.0, dy >= 0.0) {
            (true, true, _) => 0,
            (false, _, true) => 1,
            (true, false, _) => 2,
            (false, _, false) => 3,
        }
    }

    /// The code with half its side around it, within a picture: left, top, width, height.
    pub(super) fn surroundings(&self, (width, height): (u32, u32)) -> (u32, u32, u32, u32) {
        let (x, y) = self.middle();
        let reach = self.side() * 1.2;
        let edge = |value: f32, most: u32| (value.max(0.0) as u32).min(most);
        let (left, top) = (edge(x - reach, width), edge(y - reach, height));
        (left, top, edge(x + reach, width) - left, edge(y + reach, height) - top)
    }

    /// Whether there is room for another page beside the one this code stands on, and print in it.
    pub(super) fn print_beside_the_page(&self, picture: &GrayImage) -> bool {
        let (across, down) = (
            (self.right.0 - self.corner.0, self.right.1 - self.corner.1),
            (self.low.0 - self.corner.0, self.low.1 - self.corner.1),
        );
        let area = across.0 * down.1 - across.1 * down.0;
        if area.abs() < 1.0 {
            return true;
        }
        let (wide, high) = ((PAGE.right - PAGE.left) * UNSURE, (PAGE.low - PAGE.top) * UNSURE);
        let beside = |x: u32, y: u32| {
            let (dx, dy) = (x as f32 - self.corner.0, y as f32 - self.corner.1);
            let along = (dx * down.1 - dy * down.0) / area;
            let below = (dy * across.0 - dx * across.1) / area;
            along < PAGE.left - wide || along > PAGE.right + wide || below < PAGE.top - high || below > PAGE.low + high
        };
        let dark = grey::against_surroundings(picture, 24, 0.8);
        let (mut lies_beside, mut printed) = (0_u32, 0_u32);
        for (x, y, value) in dark.enumerate_pixels() {
            if beside(x, y) {
                lies_beside += 1;
                printed += u32::from(value.0[0] == 0);
            }
        }
        let part = lies_beside as f32 / (dark.width() * dark.height()).max(1) as f32;
        part > NARROW && printed as f32 > PRINT * lies_beside as f32
    }
}
