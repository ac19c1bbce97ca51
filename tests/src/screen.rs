//! The whole virtual screen as a picture: what WebDriver cannot see (file dialogs, a window that hangs or died).
use crate::{Failure, Result};
use std::path::Path;

/// Writes the screen, as it is now, to a PNG file.
pub(crate) fn capture(path: &Path) -> Result {
    let file = std::env::var_os("FRONTDESK_SCREEN")
        .ok_or(Failure::new("FRONTDESK_SCREEN is not set: there is no private screen to capture."))?;
    let picture = Picture::from_xwd(&std::fs::read(file)?)
        .ok_or(Failure::new("The private screen is not in the one format read here (XWD, 24 bits)."))?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut encoder = png::Encoder::new(std::fs::File::create(path)?, picture.width, picture.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header()?.write_image_data(&picture.rgb)?;
    Ok(())
}

/// A rectangle of the screen: x, y, width, height.
pub(crate) type Within = (usize, usize, usize, usize);

/// What the private screen shows now, within a rectangle of it (x, y, width, height), the pointer left out.
pub(crate) fn look(within: Within, pointer: (usize, usize)) -> Result<Glass> {
    let file = std::env::var_os("FRONTDESK_SCREEN")
        .ok_or(Failure::new("FRONTDESK_SCREEN is not set: there is no private screen to look at."))?;
    let picture = Picture::from_xwd(&std::fs::read(file)?)
        .ok_or(Failure::new("The private screen is not in the one format read here (XWD, 24 bits)."))?;
    Ok(Glass::of(&picture, within, pointer))
}

/// Whether the cover is all there is within a rectangle of the screen. Most looks see at a few pixels that it is not, so that
/// many fit into a moment.
pub(crate) fn is_covered(within: Within, pointer: (usize, usize)) -> Result<bool> {
    let file = std::env::var_os("FRONTDESK_SCREEN")
        .ok_or(Failure::new("FRONTDESK_SCREEN is not set: there is no private screen to look at."))?;
    let file = std::fs::read(file)?;
    if !may_be_covered(&file, within) {
        return Ok(false);
    }
    let picture = Picture::from_xwd(&file)
        .ok_or(Failure::new("The private screen is not in the one format read here (XWD, 24 bits)."))?;
    Ok(Glass::of(&picture, within, pointer).is_covered())
}

/// Looks at the upper third of the rectangle, where the cover has no words: one pixel in 16.
fn may_be_covered(file: &[u8], (x, y, width, height): Within) -> bool {
    let word = |index: usize| -> usize {
        file.get(index * 4..index * 4 + 4).map_or(0, |b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]) as usize)
    };
    let (start, row) = (word(0) + word(19) * 12, word(12));
    let pixel = |across: usize, down: usize| -> Option<[u8; 3]> {
        let at = start + down * row + across * 4;
        let bytes = file.get(at..at + 4)?;
        Some(if word(7) == 0 { [bytes[2], bytes[1], bytes[0]] } else { [bytes[1], bytes[2], bytes[3]] })
    };
    (0..height / 3)
        .step_by(16)
        .flat_map(|down| (0..width).step_by(16).map(move |across| (across, down)))
        .all(|(across, down)| pixel(x + across, y + down).is_some_and(|found| COVERS.contains(&found)))
}

/// The colours of the window's own cover, light and dark (src-tauri/src/cover.rs).
const COVERS: [[u8; 3]; 2] = [[0x12, 0x35, 0x3b], [0x0a, 0x11, 0x13]];
/// A pointer's picture reaches no further than this from where it points.
const POINTER: usize = 32;
/// Two lines of words take less of a window than this, in thousandths.
const WORDS: usize = 30;

/// How much of a window is the cover's bare colour, how much of its words, and how much of anything else; in pixels.
#[derive(Clone, Copy, Debug)]
pub struct Glass {
    /// The cover's own colour.
    pub bare: usize,
    /// Between that colour and the white of its words.
    pub words: usize,
    /// Neither: a page, a dialog, a menu.
    pub other: usize,
    /// Of those, the pale ground that pages stand on.
    pub ground: usize,
}

/// The ground of a page in light (`--canvas` in ui/src/styles/tokens.css).
const GROUND: [u8; 3] = [0xf2, 0xf5, 0xf4];

impl Glass {
    fn of(picture: &Picture, (x, y, width, height): Within, pointer: (usize, usize)) -> Self {
        let across = picture.width as usize;
        let rows = y..(y + height).min(picture.height as usize);
        let columns = x..(x + width).min(across);
        let mut best = Self { bare: 0, words: 0, other: usize::MAX, ground: 0 };
        for cover in COVERS {
            let mut glass = Self { bare: 0, words: 0, other: 0, ground: 0 };
            for row in rows.clone() {
                let line = &picture.rgb[row * across * 3..(row + 1) * across * 3];
                for (column, pixel) in line.chunks(3).enumerate().skip(columns.start).take(columns.len()) {
                    match pixel {
                        _ if row.abs_diff(pointer.1) < POINTER && column.abs_diff(pointer.0) < POINTER => {}
                        _ if pixel == cover => glass.bare += 1,
                        _ if pixel == GROUND => {
                            glass.ground += 1;
                            glass.other += 1;
                        }
                        _ if lies_between(pixel, cover) => glass.words += 1,
                        _ => glass.other += 1,
                    }
                }
            }
            if glass.bare > best.bare || best.other == usize::MAX {
                best = glass;
            }
        }
        best
    }

    /// The pale ground that only the unlock screen has so much of, and nothing of the rail.
    pub fn is_unlock_screen(&self) -> bool {
        self.ground * 100 > self.all() * 60 && self.bare * 100 < self.all()
    }

    /// All pixels looked at.
    pub fn all(&self) -> usize {
        self.bare + self.words + self.other
    }

    /// Whether the cover is all there is: nothing of any other colour, and no more white than its two lines take.
    pub fn is_covered(&self) -> bool {
        self.other == 0 && self.words * 1000 < (self.bare + self.words) * WORDS
    }
}

/// A word's edge is the cover's colour and white, mixed: the same share of white in all three.
fn lies_between(pixel: &[u8], cover: [u8; 3]) -> bool {
    let share = |at: usize| (f64::from(pixel[at]) - f64::from(cover[at])) / (255.0 - f64::from(cover[at]));
    let shares = [share(0), share(1), share(2)];
    let least = shares.iter().copied().fold(f64::INFINITY, f64::min);
    let most = shares.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    least >= -0.01 && most - least < 0.03
}

struct Picture {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
}

impl Picture {
    /// The X window dump format, version 7: a header of big-endian words, a colour table, then rows of pixels.
    fn from_xwd(file: &[u8]) -> Option<Self> {
        let word = |index: usize| -> Option<usize> {
            let bytes = file.get(index * 4..index * 4 + 4)?;
            Some(u32::from_be_bytes(bytes.try_into().ok()?) as usize)
        };
        let (header, version, width, height) = (word(0)?, word(1)?, word(4)?, word(5)?);
        let (little_endian, bits, row, colours) = (word(7)? == 0, word(11)?, word(12)?, word(19)?);
        if version != 7 || bits != 32 {
            return None;
        }
        let start = header + colours * 12; // an entry of the colour table takes 12 bytes
        let mut rgb = Vec::with_capacity(width * height * 3);
        for y in 0..height {
            let line = file.get(start + y * row..start + y * row + width * 4)?;
            for pixel in line.chunks_exact(4) {
                match little_endian {
                    true => rgb.extend([pixel[2], pixel[1], pixel[0]]),
                    false => rgb.extend([pixel[1], pixel[2], pixel[3]]),
                }
            }
        }
        Some(Self { width: width as u32, height: height as u32, rgb })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dump(little_endian: bool, pixel: [u8; 4]) -> Vec<u8> {
        let mut words = [0u32; 25];
        (words[0], words[1], words[4], words[5]) = (100, 7, 1, 1);
        (words[7], words[11], words[12], words[19]) = (u32::from(!little_endian), 32, 4, 2);
        let mut file: Vec<u8> = words.iter().flat_map(|word| word.to_be_bytes()).collect();
        file.extend([0; 24]);
        file.extend(pixel);
        file
    }

    #[test]
    fn a_pixel_keeps_its_colour_in_either_byte_order() {
        let teal = [0x0f, 0x5a, 0x61];
        assert_eq!(Picture::from_xwd(&dump(true, [0x61, 0x5a, 0x0f, 0])).unwrap().rgb, teal);
        assert_eq!(Picture::from_xwd(&dump(false, [0, 0x0f, 0x5a, 0x61])).unwrap().rgb, teal);
    }

    #[test]
    fn only_the_cover_with_its_words_is_covered() {
        let glass = |pixels: &[[u8; 3]]| {
            let rgb = pixels.concat();
            Glass::of(&Picture { width: pixels.len() as u32, height: 1, rgb }, (0, 0, pixels.len(), 1), (999, 999))
        };
        let mut window = vec![[0x12, 0x35, 0x3b]; 200];
        (window[7], window[8]) = ([255, 255, 255], [0x88, 0x9a, 0x9d]);
        assert!(glass(&window).is_covered(), "{:?}", glass(&window));
        window[9] = [0x9e, 0x1f, 0x1c];
        assert_eq!(glass(&window).other, 1);
        assert!(!glass(&[[255, 255, 255]; 200]).is_covered(), "a white page is no cover");
        assert!(glass(&[[0x0a, 0x11, 0x13]; 200]).is_covered(), "the dark one");
    }

    #[test]
    fn a_cut_off_dump_is_refused() {
        let whole = dump(true, [0; 4]);
        assert!(Picture::from_xwd(&whole[..whole.len() - 1]).is_none());
    }
}
