//! The pages of a file as pixels, within limits.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::object::Object;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf, page::Page};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage};

use super::whole::{self, Ending};
use super::{MOST_BYTES, MOST_PAGES, MOST_PIXELS, ScanError, limits};

/// Longer edge of a drawn page in pixels: A4 in 200 dots to the inch.
const LONG_EDGE: f32 = 2339.0;

/// Most a page is magnified, in pixels to the point.
const MOST_SCALE: f32 = 12.0;

type Numbered = (u32, Result<RgbImage, ScanError>);

/// The pages in order, each made when it is asked for.
type Pages = Box<dyn Iterator<Item = Numbered>>;

/// The pages of a file, and whether it had to be put together again.
pub(super) fn pages(bytes: &[u8]) -> Result<(Pages, bool), ScanError> {
    if bytes.len() > MOST_BYTES {
        return Err(ScanError::TooLarge);
    }
    // A PDF may begin with up to a kilobyte of something else (ISO 32000-1, Annex H.3.4.1).
    if bytes[..bytes.len().min(1024)].windows(5).any(|part| part == b"%PDF-") {
        return from_pdf(bytes);
    }
    let format = match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Png | ImageFormat::Jpeg)) => format,
        _ => return Err(ScanError::NotAScan),
    };
    let page = caught(|| from_picture(bytes, format))?;
    Ok((Box::new(std::iter::once((1, Ok(page)))), false))
}

/// A decoder that gives up in the middle is a damaged file.
fn caught<T>(read: impl FnOnce() -> Result<T, ScanError>) -> Result<T, ScanError> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(ScanError::Damaged))
}

fn from_picture(bytes: &[u8], format: ImageFormat) -> Result<RgbImage, ScanError> {
    let refused = |error| match error {
        ImageError::Limits(_) => ScanError::TooManyPixels,
        _ => ScanError::Damaged,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_PIXELS * 8);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refused)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(ScanError::TooManyPixels);
    }
    if format == ImageFormat::Jpeg {
        whole::jpeg(bytes)?;
    }
    let orientation = decoder.orientation().map_err(refused)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    picture.apply_orientation(orientation);
    Ok(on_white(picture))
}

/// What is transparent is paper.
fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let picture = picture.into_rgba8();
    let (width, height) = picture.dimensions();
    let over = |part: u8, alpha: u8| {
        let alpha = u16::from(alpha);
        ((u16::from(part) * alpha + 255 * (255 - alpha)) / 255) as u8
    };
    RgbImage::from_fn(width, height, |x, y| {
        let [r, g, b, alpha] = picture.get_pixel(x, y).0;
        image::Rgb([over(r, alpha), over(g, alpha), over(b, alpha)])
    })
}

fn from_pdf(bytes: &[u8]) -> Result<(Pages, bool), ScanError> {
    let ending = whole::ending(bytes);
    if ending == Ending::CutOff {
        return Err(ScanError::Damaged);
    }
    let pdf = caught(|| {
        let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
            LoadPdfError::Decryption(DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm) => {
                ScanError::Locked
            }
            _ => ScanError::Damaged,
        })?;
        match pdf.pages().len() {
            0 => return Err(ScanError::Damaged),
            1..=MOST_PAGES => {}
            _ => return Err(ScanError::TooManyPages),
        }
        pdf.objects().into_iter().try_for_each(|object| match object {
            Object::Stream(stream) => limits::check(&stream).and_then(|()| whole::stream(&stream)),
            _ => Ok(()),
        })?;
        if whole::announced(&pdf).is_some_and(|count| count as usize > pdf.pages().len()) {
            return Err(ScanError::PagesGone);
        }
        Ok(pdf)
    })?;
    let count = pdf.pages().len();
    let pages = (0..count).map(move |at| {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        (number, caught(|| pdf.pages().get(at).ok_or(ScanError::Damaged).and_then(drawn)))
    });
    Ok((Box::new(pages), ending == Ending::Repaired))
}

fn drawn(page: &Page<'_>) -> Result<RgbImage, ScanError> {
    whole::page(page)?;
    let (width, height) = page.render_dimensions();
    let long = width.max(height);
    if !long.is_finite() || long <= 0.0 {
        return Err(ScanError::Damaged);
    }
    let scale = (LONG_EDGE / long).min(MOST_SCALE);
    // A page a thousand times as long as wide still has one row of pixels.
    let least = |edge: f32| (edge * scale).max(1.0) / edge;
    let settings = PixmapSettings { x_scale: least(width), y_scale: least(height), bg_color: WHITE };
    let drawn =
        render(page, &RenderCache::new(), &InterpreterSettings::default(), &RenderSettings::default(), &settings);
    let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
    let pixels = drawn.data_as_u8_slice().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    RgbImage::from_raw(width, height, pixels).ok_or(ScanError::Damaged)
}
