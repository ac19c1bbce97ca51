//! A page in grey, prepared in several ways for the code reader.

use image::{GrayImage, Luma, RgbImage, imageops};

/// The brightest of the three colours: black print stays black, and coloured ink over it fades.
pub(super) fn without_ink(page: &RgbImage) -> GrayImage {
    let (width, height) = page.dimensions();
    let bright = page.pixels().map(|pixel| pixel.0.into_iter().max().unwrap_or(0)).collect();
    GrayImage::from_raw(width, height, bright).unwrap_or_default()
}

/// Each pixel the middle one of its nine: specks go, edges stay.
pub(super) fn without_specks(page: &GrayImage) -> GrayImage {
    let (width, height) = page.dimensions();
    GrayImage::from_fn(width, height, |x, y| {
        let mut near = [0; 9];
        for (at, value) in near.iter_mut().enumerate() {
            let (dx, dy) = (at as u32 % 3, at as u32 / 3);
            let (x, y) = ((x + dx).saturating_sub(1).min(width - 1), (y + dy).saturating_sub(1).min(height - 1));
            *value = page.get_pixel(x, y).0[0];
        }
        near.sort_unstable();
        Luma([near[4]])
    })
}

/// Blurred parts made crisp again: each pixel is moved `strength` times as far from its surroundings as it lies.
pub(super) fn crisp(page: &GrayImage, reach: f32, strength: f32) -> GrayImage {
    let around = imageops::fast_blur(page, reach);
    let (width, height) = page.dimensions();
    let moved = page.as_raw().iter().zip(around.as_raw()).map(|(value, around)| {
        let (value, around) = (f32::from(*value), f32::from(*around));
        (value + strength * (value - around)).clamp(0.0, 255.0) as u8
    });
    GrayImage::from_raw(width, height, moved.collect()).unwrap_or_default()
}

/// Black where a pixel is darker than `share` of the mean of the square of `2 * reach + 1` around it, else white: shadows
/// and grey paper fall away (Bradley and Roth 2007).
pub(super) fn against_surroundings(page: &GrayImage, reach: u32, share: f32) -> GrayImage {
    let sums = Sums::of(page);
    let (width, height) = page.dimensions();
    let reach = reach as f32;
    GrayImage::from_fn(width, height, |x, y| {
        let (left, top) = (x as f32, y as f32);
        let (total, area) = sums.light(left - reach, top - reach, left + reach + 1.0, top + reach + 1.0);
        Luma([if f32::from(page.get_pixel(x, y).0[0]) < total * 255.0 / area * share { 0 } else { 255 }])
    })
}

/// The light in any rectangle of a picture, from four numbers.
pub(super) struct Sums {
    pub width: usize,
    pub height: usize,
    sums: Vec<u32>,
}

impl Sums {
    pub(super) fn of(page: &GrayImage) -> Self {
        let (width, height) = (page.width() as usize, page.height() as usize);
        let row = width + 1;
        let mut sums = vec![0_u32; row * (height + 1)];
        for (y, line) in page.as_raw().chunks_exact(width.max(1)).enumerate() {
            let mut light = 0;
            for (x, value) in line.iter().enumerate() {
                light += u32::from(*value);
                sums[(y + 1) * row + x + 1] = sums[y * row + x + 1] + light;
            }
        }
        Self { width, height, sums }
    }

    /// How much light is in a rectangle, 1 for each white pixel, and how many pixels it has within the picture.
    pub(super) fn light(&self, left: f32, top: f32, right: f32, low: f32) -> (f32, f32) {
        let edge = |value: f32, most: usize| (value.round().max(0.0) as usize).min(most);
        let (left, right) = (edge(left, self.width), edge(right, self.width));
        let (top, low) = (edge(top, self.height), edge(low, self.height));
        let sum = |x: usize, y: usize| self.sums[y * (self.width + 1) + x];
        let total = (sum(right, low) + sum(left, top)) - sum(right, top) - sum(left, low);
        let area = right.saturating_sub(left) * low.saturating_sub(top);
        (total as f32 / 255.0, area as f32)
    }
}
