//! Finds the code of a page: first at a glance, then corner by corner with more and more patience. Then the rest of the
//! picture is searched: a page is named only when it is alone in it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use frontdesk_domain::page_code::{PageCode, PageCodeProblem};
use image::imageops::{self, FilterType};
use image::{GrayImage, RgbImage};
use rqrr::PreparedImage;

use super::place::Place;
use super::{Unread, finder, grey, picture};

/// A code of ours.
pub(super) struct Found {
    pub code: PageCode,
    /// How many quarters clockwise the page lies.
    pub turns: u8,
    /// Where the code lies in the picture that was looked at.
    place: Place,
}

/// Longest edge at which a whole page is looked at, in pixels.
const PAGE_EDGE: u32 = 2400;

/// Longest edge at which the whole is searched once more, in pixels: two pages side by side at half their size each.
const WHOLE_EDGE: u32 = 4800;

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

/// The code on `page`, in any corner and any way up, when nothing of another page is in the picture.
pub(super) fn find(page: &RgbImage) -> Result<Found, Unread> {
    let small = picture::smaller(page, PAGE_EDGE).into_rgb8();
    let plain = imageops::grayscale(&small);
    let found = first(&small, &plain)?;
    alone(page, &plain, found)
}

/// The first code of ours that is seen.
fn first(small: &RgbImage, plain: &GrayImage) -> Result<Found, Unread> {
    let mut search = Search::default();
    search.note(read(plain));
    if search.done() {
        return search.close();
    }
    let corners = corners(plain);
    for way in WAYS {
        for corner in &corners {
            search.note(corner.seen(read(&way(&corner.picture))));
        }
        if search.done() {
            return search.close();
        }
    }
    let inkless = self::corners(&grey::without_ink(small));
    for corner in corners.iter().chain(&inkless) {
        for way in [WAYS[0], WAYS[1]] {
            search.note(corner.seen(patiently(&way(&corner.picture))));
            if search.done() {
                return search.close();
            }
        }
    }
    search.note(read(&grey::against_surroundings(plain, 24, 0.85)));
    search.close()
}

/// Searches the rest of the picture. Another code of ours, the same one in another place, one that cannot be read, or
/// print beside the page that the code belongs to: then it is not the picture of one page.
fn alone(page: &RgbImage, plain: &GrayImage, found: Found) -> Result<Found, Unread> {
    let mut others = read(plain);
    others.extend(read(&grey::against_surroundings(plain, 24, 0.85)));
    let larger = page.width().max(page.height());
    if larger > PAGE_EDGE {
        let whole = imageops::grayscale(&picture::smaller(page, WHOLE_EDGE).into_rgb8());
        let scale = larger.min(WHOLE_EDGE) as f32 / PAGE_EDGE as f32;
        others.extend(read(&whole).into_iter().map(|sight| sight.moved(1.0 / scale, (0.0, 0.0))));
    }
    let elsewhere = others.into_iter().filter(|sight| !sight.place.is_at(&found.place));
    let several = elsewhere.into_iter().any(|sight| match sight.text.as_deref().map(PageCode::parse) {
        // Somebody else's code: a sticker.
        Some(Err(PageCodeProblem::NotOurs)) => false,
        Some(_) => true,
        None => sight.is_a_code(plain),
    });
    match several || found.place.print_beside_the_page(plain) {
        true => Err(Unread::Several),
        false => Ok(found),
    }
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

/// A corner of a page, and where it was cut from.
struct Corner {
    picture: GrayImage,
    at: (f32, f32),
}

impl Corner {
    /// What was seen in the enlarged corner, where it lies on the page.
    fn seen(&self, sights: Vec<Sight>) -> Vec<Sight> {
        let scale = self.picture.width().max(self.picture.height()) as f32 / CORNER_EDGE as f32;
        sights.into_iter().map(|sight| sight.moved(scale, self.at)).collect()
    }
}

/// The corners with enough on them to be a code, the one where a page has it first.
fn corners(page: &GrayImage) -> Vec<Corner> {
    let (width, height) = page.dimensions();
    let side = (width.min(height) as f32 * CORNER) as u32;
    if side < LEAST_CORNER {
        return Vec::new();
    }
    let (right, bottom) = (width.saturating_sub(side), height.saturating_sub(side));
    [(right, 0), (0, bottom), (right, bottom), (0, 0)]
        .map(|(x, y)| {
            let picture = imageops::crop_imm(page, x, y, side, side).to_image();
            Corner { picture, at: (x as f32, y as f32) }
        })
        .into_iter()
        .filter(|corner| {
            let corner = &corner.picture;
            let dark = grey::against_surroundings(corner, 24, 0.8).as_raw().iter().filter(|value| **value == 0).count();
            dark as f32 > LEAST_DARK * corner.as_raw().len() as f32
        })
        .collect()
}

/// A code, or what looks like one.
pub(super) struct Sight {
    /// What it says; none when that cannot be read.
    pub text: Option<String>,
    pub place: Place,
}

impl Sight {
    fn moved(self, scale: f32, by: (f32, f32)) -> Self {
        Self { place: self.place.moved(scale, by), ..self }
    }

    /// Whether what could not be read is a code all the same: it is looked at once more, by itself.
    fn is_a_code(&self, page: &GrayImage) -> bool {
        let (left, top, width, height) = self.place.surroundings(page.dimensions());
        if width.min(height) < 21 {
            return false;
        }
        let part = Corner {
            picture: imageops::crop_imm(page, left, top, width, height).to_image(),
            at: (left as f32, top as f32),
        };
        let texts = WAYS.iter().flat_map(|way| read(&way(&part.picture))).filter_map(|sight| sight.text);
        let known: Vec<String> = texts.collect();
        // Unread still: a code of ours, for all that is known, when it stands where one would.
        known.is_empty() || known.iter().any(|text| PageCode::parse(text) != Err(PageCodeProblem::NotOurs))
    }
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
    fn note(&mut self, seen: Vec<Sight>) {
        for Sight { text, place } in seen {
            match text.as_deref().map(PageCode::parse) {
                Some(Ok(code)) if self.ours.iter().all(|found| found.code != code) => {
                    self.ours.push(Found { code, turns: place.turns(), place });
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

/// Each code in a picture, with its text where it could be read.
fn read(page: &GrayImage) -> Vec<Sight> {
    let (width, height) = (page.width() as usize, page.height() as usize);
    if width < 21 || height < 21 {
        return Vec::new();
    }
    // The reader counts on shapes a damaged code may not have; when it gives up it has seen nothing.
    let read = || {
        let mut prepared = PreparedImage::prepare_from_greyscale(width, height, |x, y| page.as_raw()[y * width + x]);
        let codes = prepared.detect_grids().into_iter().map(|grid| {
            let [corner, right, _, low] = grid.bounds.map(|point| (point.x as f32, point.y as f32));
            Sight { text: grid.decode().ok().map(|(_, text)| text), place: Place { corner, right, low } }
        });
        codes.collect()
    };
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_default()
}

/// The same for a code that has been written over.
fn patiently(corner: &GrayImage) -> Vec<Sight> {
    let read =
        || finder::read(corner, SIDE).into_iter().map(|(text, place)| Sight { text: Some(text), place }).collect();
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_default()
}
