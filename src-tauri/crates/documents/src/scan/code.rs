//! Finds the code of a page: first at a glance, then corner by corner with more and more patience.

use std::panic::{AssertUnwindSafe, catch_unwind};

use frontdesk_domain::page_code::{PageCode, PageCodeProblem};
use image::imageops::{self, FilterType};
use image::{GrayImage, RgbImage};
use rqrr::PreparedImage;

use super::{Unread, finder, grey, picture};

/// A code of ours.
pub(super) struct Found {
    pub code: PageCode,
    /// How many quarters clockwise the page lies.
    pub turns: u8,
}

/// Longest edge at which a whole page is looked at, in pixels.
const PAGE_EDGE: u32 = 2400;

/// A corner's part of the shorter edge of the page: the code and its surroundings, also on a page laid down askew.
const CORNER: f32 = 0.28;

/// Least side of a corner in which a code can be read, in pixels: two to a module.
const LEAST_CORNER: u32 = 150;

/// Least part of a corner with a code that is dark; a code is about 6 in 100, and dirt under 1.
const LEAST_DARK: f32 = 0.02;

/// A corner is looked at in this many pixels: seven to a module.
const CORNER_EDGE: u32 = 700;

/// Side of the code in the enlarged corner: 20 mm of a page 210 mm wide.
const SIDE: f32 = CORNER_EDGE as f32 / CORNER * 20.0 / 210.0;

/// The code on `page`, in any corner and any way up.
pub(super) fn find(page: &RgbImage) -> Result<Found, Unread> {
    let small = picture::smaller(page, PAGE_EDGE).into_rgb8();
    let plain = imageops::grayscale(&small);
    let mut search = Search::default();
    search.note(read(&plain));
    if search.done() {
        return search.close();
    }
    let corners = corners(&plain);
    for way in WAYS {
        for corner in &corners {
            search.note(read(&way(corner)));
        }
        if search.done() {
            return search.close();
        }
    }
    let inkless = self::corners(&grey::without_ink(&small));
    for corner in corners.iter().chain(&inkless) {
        for way in [WAYS[0], WAYS[1]] {
            search.note(patiently(&way(corner)));
            if search.done() {
                return search.close();
            }
        }
    }
    search.note(read(&grey::against_surroundings(&plain, 24, 0.85)));
    search.close()
}

/// What is tried on a corner, in turn, with the most telling first: blur, specks, shadows, and a plain look.
const WAYS: [fn(&GrayImage) -> GrayImage; 4] = [
    |corner| crisp(&enlarged(corner), 1.2),
    |corner| crisp(&enlarged(&grey::without_specks(corner)), 1.0),
    |corner| grey::against_surroundings(&imageops::fast_blur(&enlarged(corner), 1.6), 60, 0.85),
    enlarged,
];

fn crisp(corner: &GrayImage, blur: f32) -> GrayImage {
    grey::against_surroundings(&grey::crisp(&imageops::fast_blur(corner, blur), 5.0, 4.0), 30, 0.9)
}

fn enlarged(corner: &GrayImage) -> GrayImage {
    let long = corner.width().max(corner.height());
    let scaled = |side: u32| side * CORNER_EDGE / long;
    imageops::resize(corner, scaled(corner.width()), scaled(corner.height()), FilterType::CatmullRom)
}

/// The corners with enough on them to be a code, the one where a page has it first.
fn corners(page: &GrayImage) -> Vec<GrayImage> {
    let (width, height) = page.dimensions();
    let side = (width.min(height) as f32 * CORNER) as u32;
    if side < LEAST_CORNER {
        return Vec::new();
    }
    let (right, bottom) = (width.saturating_sub(side), height.saturating_sub(side));
    [(right, 0), (0, bottom), (right, bottom), (0, 0)]
        .map(|(x, y)| imageops::crop_imm(page, x, y, side, side).to_image())
        .into_iter()
        .filter(|corner| {
            let dark = grey::against_surroundings(corner, 24, 0.8).as_raw().iter().filter(|value| **value == 0).count();
            dark as f32 > LEAST_DARK * corner.as_raw().len() as f32
        })
        .collect()
}

/// What has been seen so far.
#[derive(Default)]
struct Search {
    ours: Vec<Found>,
    newer: bool,
    strange: bool,
    unread: bool,
}

impl Search {
    fn note(&mut self, seen: Vec<(Option<String>, u8)>) {
        for (text, turns) in seen {
            match text.as_deref().map(PageCode::parse) {
                Some(Ok(code)) if self.ours.iter().all(|found| found.code != code) => {
                    self.ours.push(Found { code, turns });
                }
                Some(Ok(_)) => {}
                Some(Err(PageCodeProblem::NotOurs)) => self.strange = true,
                Some(Err(PageCodeProblem::Newer)) => self.newer = true,
                Some(Err(_)) | None => self.unread = true,
            }
        }
    }

    fn done(&self) -> bool {
        !self.ours.is_empty()
    }

    fn close(mut self) -> Result<Found, Unread> {
        match (self.ours.len(), self.newer, self.unread, self.strange) {
            (1, ..) => self.ours.pop().ok_or(Unread::NoCode),
            (2.., ..) => Err(Unread::Several),
            (0, true, ..) => Err(Unread::Newer),
            (0, _, true, _) => Err(Unread::Unreadable),
            (0, _, _, true) => Err(Unread::NotOurs),
            (0, ..) => Err(Unread::NoCode),
        }
    }
}

/// The text of each code in a picture, where it could be read, and how many quarters clockwise it lies.
fn read(page: &GrayImage) -> Vec<(Option<String>, u8)> {
    let (width, height) = (page.width() as usize, page.height() as usize);
    if width < 21 || height < 21 {
        return Vec::new();
    }
    // The reader counts on shapes a damaged code may not have; when it gives up it has seen nothing.
    let read = || {
        let mut prepared = PreparedImage::prepare_from_greyscale(width, height, |x, y| page.as_raw()[y * width + x]);
        let codes = prepared.detect_grids().into_iter().map(|grid| {
            let [left, right, ..] = grid.bounds;
            let text = grid.decode().ok().map(|(_, text)| text);
            (text, turns((right.x - left.x) as f32, (right.y - left.y) as f32))
        });
        codes.collect()
    };
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_default()
}

/// The same for a code that has been written over.
fn patiently(corner: &GrayImage) -> Vec<(Option<String>, u8)> {
    let read = || finder::read(corner, SIDE).into_iter().map(|(text, turns)| (Some(text), turns)).collect();
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_default()
}

/// Quarters clockwise, from the way along the upper edge.
pub(super) fn turns(dx: f32, dy: f32) -> u8 {
    match (dx.abs() >= dy.abs(), dx >= 0.0, dy >= 0.0) {
        (true, true, _) => 0,
        (false, _, true) => 1,
        (true, false, _) => 2,
        (false, _, false) => 3,
    }
}
