//! A page in grey, prepared in several ways for the code reader.

use image::{GrayImage, Luma, RgbImage};

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

/// Black where a pixel is darker than `share` of the mean of the square of `2 * reach + 1` around it, else white: shadows
/// and grey paper fall away (Bradley and Roth 2007).
pub(super) fn against_surroundings(page: &GrayImage, reach: u32, share: f32) -> GrayImage {
    let (width, height) = page.dimensions();
    let row = width as usize + 1;
    let mut sums = vec![0_u32; row * (height as usize + 1)];
    for y in 0..height as usize {
        let mut line = 0;
        for x in 0..width as usize {
            line += u32::from(page.as_raw()[y * width as usize + x]);
            sums[(y + 1) * row + x + 1] = sums[y * row + x + 1] + line;
        }
    }
    GrayImage::from_fn(width, height, |x, y| {
        let (left, right) = (x.saturating_sub(reach) as usize, (x + reach + 1).min(width) as usize);
        let (top, bottom) = (y.saturating_sub(reach) as usize, (y + reach + 1).min(height) as usize);
        let sum = |x: usize, y: usize| sums[y * row + x];
        let total = (sum(right, bottom) + sum(left, top)) - sum(right, top) - sum(left, bottom);
        let mean = total as f32 / ((right - left) * (bottom - top)) as f32;
        Luma([if f32::from(page.get_pixel(x, y).0[0]) < mean * share { 0 } else { 255 }])
    })
}
