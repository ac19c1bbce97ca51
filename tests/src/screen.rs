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
    fn a_cut_off_dump_is_refused() {
        let whole = dump(true, [0; 4]);
        assert!(Picture::from_xwd(&whole[..whole.len() - 1]).is_none());
    }
}
