//! What happens to a page between printer and scanner: pens, skew, dirt, grey paper, blur and hard compression.
#![allow(dead_code, clippy::unwrap_used)]

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, imageops};

/// Numbers that look random and are the same for the same seed (xorshift64*).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        (0..8).for_each(|_| _ = dice.next());
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub fn below(&mut self, end: usize) -> usize {
        ((self.next() >> 33) % end as u64) as usize
    }

    pub fn between(&mut self, from: f32, to: f32) -> f32 {
        from + (to - from) * ((self.next() >> 40) as f32 / (1u64 << 24) as f32)
    }

    pub fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }
}

/// Draws `strokes` of a pen anywhere on the page.
pub fn pen(page: &mut RgbImage, dice: &mut Dice, strokes: usize) {
    let (width, height) = (page.width() as f32, page.height() as f32);
    for _ in 0..strokes {
        let start = (dice.between(0.0, width), dice.between(0.0, height));
        let reach = dice.between(60.0, 500.0);
        let ends = [0; 3].map(|_| (start.0 + dice.between(-reach, reach), start.1 + dice.between(-reach, reach) * 0.5));
        stroke(page, dice, [start, ends[0], ends[1], ends[2]]);
    }
}

/// Draws one stroke across the square of `side` at (`left`, `top`).
pub fn scribble(page: &mut RgbImage, dice: &mut Dice, left: f32, top: f32, side: f32) {
    let x = dice.between(left - 20.0, left + side + 20.0);
    let points = [0.0, 0.4, 0.7, 1.0].map(|part| (x + dice.between(-40.0, 40.0), top - 25.0 + part * (side + 50.0)));
    let points = if dice.one_in(2) { points } else { points.map(|(x, y)| (left + y - top, top + x - left)) };
    stroke(page, dice, points);
}

/// A stroke along a Bézier curve: black, dark blue or pencil, 0.25 to 0.6 mm thick at 150 dots to the inch.
fn stroke(page: &mut RgbImage, dice: &mut Dice, points: [(f32, f32); 4]) {
    let ink = [Rgb([20, 20, 24]), Rgb([24, 40, 140]), Rgb([96, 96, 100])][dice.below(3)];
    let radius = dice.between(0.8, 1.8);
    let [a, b, c, d] = points;
    for step in 0..=1500 {
        let t = step as f32 / 1500.0;
        let along = |a: f32, b: f32, c: f32, d: f32| {
            let s = 1.0 - t;
            s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
        };
        let (x, y) = (along(a.0, b.0, c.0, d.0), along(a.1, b.1, c.1, d.1));
        let reach = radius.ceil() as i32;
        for (dx, dy) in (-reach..=reach).flat_map(|dx| (-reach..=reach).map(move |dy| (dx, dy))) {
            let (px, py) = (x as i32 + dx, y as i32 + dy);
            let far = ((px as f32 - x).powi(2) + (py as f32 - y).powi(2)).sqrt();
            if far <= radius && px >= 0 && py >= 0 && px < page.width() as i32 && py < page.height() as i32 {
                page.put_pixel(px as u32, py as u32, ink);
            }
        }
    }
}

/// Turns the page about its middle, clockwise; what was outside is the scanner's lid.
pub fn skewed(page: &RgbImage, degrees: f32, lid: u8) -> RgbImage {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (width, height) = page.dimensions();
    let (cx, cy) = (width as f32 / 2.0, height as f32 / 2.0);
    RgbImage::from_fn(width, height, |x, y| {
        let (dx, dy) = (x as f32 - cx, y as f32 - cy);
        let (sx, sy) = (cx + dx * cos + dy * sin, cy - dx * sin + dy * cos);
        imageops::interpolate_bilinear(page, sx, sy).unwrap_or(Rgb([lid; 3]))
    })
}

/// Grey paper in uneven light, faded ink, grain of the sensor, and specks of dirt and dust.
pub fn soiled(page: &mut RgbImage, dice: &mut Dice) {
    let paper = dice.between(190.0, 255.0);
    let ink = dice.between(0.0, 80.0);
    let (across, down) = (dice.between(-35.0, 35.0), dice.between(-35.0, 35.0));
    let grain = dice.between(0.0, 14.0);
    let specks = [0.0, 0.0, 0.002, 0.006, 0.012][dice.below(5)];
    let (width, height) = (page.width() as f32, page.height() as f32);
    for (x, y, pixel) in page.enumerate_pixels_mut() {
        let light = paper + across * (x as f32 / width - 0.5) + down * (y as f32 / height - 0.5);
        let noise = (dice.between(-1.0, 1.0) + dice.between(-1.0, 1.0)) * grain;
        let speck = (dice.between(0.0, 1.0) < specks).then(|| if dice.one_in(2) { 0.0 } else { 255.0 });
        for part in &mut pixel.0 {
            let value = ink + f32::from(*part) / 255.0 * (light - ink) + noise;
            *part = speck.unwrap_or(value).clamp(0.0, 255.0) as u8;
        }
    }
}

/// The page as a scanner saves it.
pub fn saved(page: &RgbImage, dice: &mut Dice) -> (&'static str, Vec<u8>) {
    let grey = dice.one_in(2);
    let page = DynamicImage::ImageRgb8(page.clone());
    let page = if grey { DynamicImage::ImageLuma8(page.into_luma8()) } else { page };
    let mut bytes = std::io::Cursor::new(Vec::new());
    if dice.one_in(4) {
        page.write_to(&mut bytes, ImageFormat::Png).unwrap();
        return ("png", bytes.into_inner());
    }
    let quality = dice.between(30.0, 90.0) as u8;
    page.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality)).unwrap();
    let jpeg = bytes.into_inner();
    if dice.one_in(2) {
        return ("jpeg", jpeg);
    }
    ("pdf", pdf(&[(jpeg, page.width(), page.height(), grey)]))
}

/// A scanner's PDF: each page one JPEG at 150 dots to the inch.
pub fn pdf(pages: &[(Vec<u8>, u32, u32, bool)]) -> Vec<u8> {
    use lopdf::{Document, Object, Stream, dictionary};
    let mut file = Document::with_version("1.4");
    let tree = file.new_object_id();
    let mut kids = Vec::new();
    for (jpeg, width, height, grey) in pages {
        let space = if *grey { "DeviceGray" } else { "DeviceRGB" };
        let picture = file.add_object(Stream::new(
            dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => *width, "Height" => *height,
            "ColorSpace" => space, "BitsPerComponent" => 8, "Filter" => "DCTDecode" },
            jpeg.clone(),
        ));
        let (wide, high) = (*width as f32 * 0.48, *height as f32 * 0.48);
        let content = Stream::new(dictionary! {}, format!("q {wide} 0 0 {high} 0 0 cm /P Do Q").into_bytes());
        let content = file.add_object(content);
        let page = dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content,
        "MediaBox" => vec![0.into(), 0.into(), Object::Real(wide), Object::Real(high)],
        "Resources" => dictionary! { "XObject" => dictionary! { "P" => picture } } };
        kids.push(Object::Reference(file.add_object(page)));
    }
    let count = kids.len() as u32;
    file.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let catalog = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    file.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).unwrap();
    bytes
}
