//! A page as it is shown and kept.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::{self, FilterType};
use image::{DynamicImage, RgbImage};

use super::{PageImage, ScanError};

/// Longest edge that is kept, in pixels: A4 in a little more than 200 dots to the inch.
const LONG_EDGE: u32 = 2400;

/// Handwriting keeps its edges, and a page takes a few hundred kilobytes.
const QUALITY: u8 = 82;

/// How far the parts of a pixel lie apart when somebody would call it coloured.
const COLOURED: u8 = 48;

/// Turns a page that lies `turns` quarters clockwise back on its feet.
pub(super) fn upright(page: RgbImage, turns: u8) -> RgbImage {
    match turns % 4 {
        1 => imageops::rotate270(&page),
        2 => imageops::rotate180(&page),
        3 => imageops::rotate90(&page),
        _ => page,
    }
}

pub(super) fn keep(page: &RgbImage) -> Result<PageImage, ScanError> {
    let mut kept = smaller(page, LONG_EDGE);
    if !coloured(page) {
        kept = DynamicImage::ImageLuma8(kept.into_luma8());
    }
    let mut jpeg = Vec::new();
    kept.write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, QUALITY)).map_err(|_| ScanError::Damaged)?;
    Ok(PageImage { jpeg, width: kept.width(), height: kept.height() })
}

/// The picture, made smaller when it is longer than `edge`.
pub(super) fn smaller(page: &RgbImage, edge: u32) -> DynamicImage {
    let page = DynamicImage::ImageRgb8(page.clone());
    let long = page.width().max(page.height());
    if long <= edge {
        return page;
    }
    let scaled = |side: u32| (u64::from(side) * u64::from(edge) / u64::from(long)).max(1) as u32;
    page.resize_exact(scaled(page.width()), scaled(page.height()), FilterType::Triangle)
}

/// Whether there is any colour: a signature in blue is some hundred pixels, a scanner's fringes are paler.
fn coloured(page: &RgbImage) -> bool {
    let spread = |part: &[u8; 3]| part.iter().max().unwrap_or(&0) - part.iter().min().unwrap_or(&0);
    page.pixels().filter(|pixel| spread(&pixel.0) > COLOURED).take(60).count() == 60
}
