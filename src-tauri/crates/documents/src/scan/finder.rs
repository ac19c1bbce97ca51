//! Reads a code whose corners are scribbled over, which a reader that follows outlines cannot find: the three square
//! marks are found by how dark and light their rings are on the whole, two are enough, and each module is the mean of its
//! middle.

use image::GrayImage;
use rqrr::{Grid, SimpleGrid};

use super::grey::Sums;
use super::place;

type Point = (f32, f32);

/// Modules on the side of the codes the desk prints (versions 2 to 6).
const SIZES: [usize; 5] = [25, 29, 33, 37, 41];

/// How much like a mark, or a row of alternating modules, something must be: 1 is quite, one half is chance.
const LIKE_A_MARK: f32 = 0.74;
const LIKE_TIMING: f32 = 0.74;

/// The same before the place has been moved about.
const LIKE_TIMING_AT_FIRST: f32 = 0.6;

/// Marks looked at, and places tried: the likeliest first.
const MOST_MARKS: usize = 9;
const MOST_PLACES: usize = 48;

/// The texts in a black and white picture of a corner, and where their codes lie. `side` is about how long the side of the
/// code is, in pixels.
pub(super) fn read(corner: &GrayImage, side: f32) -> Vec<(String, place::Place)> {
    let sums = Sums::of(corner);
    let marks = marks(&sums, side);
    let mut places: Vec<(f32, Place)> = Vec::new();
    for place in places_of(&marks, side) {
        for size in SIZES {
            let place = Place { size, ..place };
            if place.timing(&sums) < LIKE_TIMING_AT_FIRST {
                continue;
            }
            let tried = place.nearby().map(|place| (place.timing(&sums), place));
            places.extend(tried.filter(|(like, _)| *like > LIKE_TIMING));
        }
    }
    places.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut read: Vec<(String, place::Place)> = Vec::new();
    for (_, place) in places.into_iter().take(MOST_PLACES) {
        let bits = SimpleGrid::from_func(place.size, |x, y| place.dark(&sums, x as f32, y as f32));
        if let Ok((_, text)) = Grid::new(bits).decode()
            && read.iter().all(|(known, _)| *known != text)
        {
            read.push((text, place.whole()));
        }
    }
    read
}

/// Middles of what looks like one of the three marks, the likeliest first.
fn marks(sums: &Sums, side: f32) -> Vec<Point> {
    let mut seen: Vec<(f32, Point)> = Vec::new();
    for size in SIZES {
        let module = side / size as f32;
        let reach = (4.5 * module).ceil() as usize;
        for y in (reach..sums.height.saturating_sub(reach)).step_by(2) {
            for x in (reach..sums.width.saturating_sub(reach)).step_by(2) {
                let at = (x as f32, y as f32);
                let like = like_a_mark(sums, at, module);
                if like > LIKE_A_MARK {
                    seen.push((like, at));
                }
            }
        }
    }
    seen.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut marks: Vec<Point> = Vec::new();
    for (_, at) in seen {
        if marks.len() == MOST_MARKS {
            break;
        }
        if marks.iter().all(|mark| (mark.0 - at.0).hypot(mark.1 - at.1) > side * 0.1) {
            marks.push(at);
        }
    }
    marks
}

/// A dark square of three modules in a light ring in a dark one, with a light edge around.
fn like_a_mark(sums: &Sums, (x, y): Point, module: f32) -> f32 {
    let square =
        |reach: f32| sums.light(x - reach * module, y - reach * module, x + reach * module, y + reach * module);
    let (core, core_area) = square(1.5);
    if core > core_area * 0.45 {
        return 0.0;
    }
    let (inner, inner_area) = square(2.5);
    let (ring, ring_area) = square(3.5);
    let (edge, edge_area) = square(4.5);
    let part = |light: f32, area: f32| light / area.max(1.0);
    let dark_ring = 1.0 - part(ring - inner, ring_area - inner_area);
    let light_ring = part(inner - core, inner_area - core_area);
    (1.0 - part(core, core_area) + light_ring + dark_ring + part(edge - ring, edge_area - ring_area)) / 4.0
}

/// Where a code may lie: the middles of its marks and its modules to a side.
#[derive(Clone, Copy)]
struct Place {
    corner: Point,
    right: Point,
    low: Point,
    size: usize,
}

/// Places with three of the marks, or with two where the third is hidden.
fn places_of(marks: &[Point], side: f32) -> Vec<Place> {
    let mut places = Vec::new();
    let legs = side * 0.62..side * 0.98;
    let place = |corner, right, low| Place { corner, right, low, size: 0 };
    for (at, &one) in marks.iter().enumerate() {
        for &two in marks[..at].iter().chain(&marks[at + 1..]) {
            let (dx, dy) = (two.0 - one.0, two.1 - one.1);
            let far = dx.hypot(dy);
            if legs.contains(&far) {
                let low = (one.0 - dy, one.1 + dx);
                // The third where it is seen, or where it would be.
                let seen = marks.iter().find(|mark| (mark.0 - low.0).hypot(mark.1 - low.1) < far * 0.08);
                places.push(place(one, two, seen.copied().unwrap_or(low)));
                places.push(place(one, (one.0 + dy, one.1 - dx), two));
            } else if legs.contains(&(far / std::f32::consts::SQRT_2)) {
                let corner = ((one.0 + two.0 - dy) / 2.0, (one.1 + two.1 + dx) / 2.0);
                places.push(place(corner, one, two));
            }
        }
    }
    places
}

impl Place {
    /// This place and ones a third of a module off: a mark half hidden seems to lie a little aside.
    fn nearby(self) -> impl Iterator<Item = Self> {
        let leg = (self.right.0 - self.corner.0).hypot(self.right.1 - self.corner.1);
        let step = leg / (self.size as f32 - 7.0) * 0.34;
        let steps = [(0.0, 0.0), (step, 0.0), (-step, 0.0), (0.0, step), (0.0, -step)];
        let moved = |point: Point, by: Point| (point.0 + by.0, point.1 + by.1);
        steps.into_iter().flat_map(move |one| {
            steps.into_iter().flat_map(move |two| {
                steps.into_iter().map(move |three| Self {
                    corner: moved(self.corner, one),
                    right: moved(self.right, two),
                    low: moved(self.low, three),
                    ..self
                })
            })
        })
    }

    fn dark(&self, sums: &Sums, x: f32, y: f32) -> bool {
        let span = self.size as f32 - 7.0;
        let (across, down) = ((x - 3.0) / span, (y - 3.0) / span);
        let along = |corner: f32, right: f32, low: f32| corner + (right - corner) * across + (low - corner) * down;
        let at = (along(self.corner.0, self.right.0, self.low.0), along(self.corner.1, self.right.1, self.low.1));
        let leg = (self.right.0 - self.corner.0).hypot(self.right.1 - self.corner.1);
        let reach = (leg / span * 0.32).max(0.5);
        let (light, area) = sums.light(at.0 - reach, at.1 - reach, at.0 + reach, at.1 + reach);
        light * 2.0 < area
    }

    /// How well modules alternate between the marks, as they do in a code (ISO/IEC 18004, 6.3.5).
    fn timing(&self, sums: &Sums) -> f32 {
        let between = 8..self.size - 8;
        let count = between.len() * 2;
        let right = between
            .map(|at| {
                let (dark, place) = (at % 2 == 0, at as f32);
                usize::from(self.dark(sums, place, 6.0) == dark) + usize::from(self.dark(sums, 6.0, place) == dark)
            })
            .sum::<usize>();
        right as f32 / count as f32
    }

    /// The outer corners of the code: its marks' middles lie three and a half modules inside.
    fn whole(&self) -> place::Place {
        let part = 3.5 / (self.size as f32 - 7.0);
        let (ax, ay) = ((self.right.0 - self.corner.0) * part, (self.right.1 - self.corner.1) * part);
        let (dx, dy) = ((self.low.0 - self.corner.0) * part, (self.low.1 - self.corner.1) * part);
        place::Place {
            corner: (self.corner.0 - ax - dx, self.corner.1 - ay - dy),
            right: (self.right.0 + ax - dx, self.right.1 + ay - dy),
            low: (self.low.0 - ax + dx, self.low.1 - ay + dy),
        }
    }
}
