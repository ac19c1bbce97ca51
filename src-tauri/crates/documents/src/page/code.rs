//! The square code of a page (QR, ISO/IEC 18004), as areas to fill.

use frontdesk_domain::page_code::PageCode;
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

use super::{Colour, Mark, mm};
use crate::DocumentError;

/// Side of the code. At 150 dots to the inch a module of the usual code is three and a half dots wide.
pub(crate) const SIDE: f32 = mm(20.0);

/// Distance of the code from the upper edge of the paper; printers leave out less.
pub(crate) const TOP: f32 = mm(8.0);

/// What stays white around the code: four modules of the coarsest there is (ISO/IEC 18004, 5.3.8).
pub(crate) const QUIET: f32 = mm(3.2);

/// Correction and largest version: a quarter of the code may be scribbled over, or a seventh where the text is very long.
/// Modules come before more correction: a small one is lost to the scanner before a pen has touched it.
const LADDER: [(QrCodeEcc, u8); 2] = [(QrCodeEcc::Quartile, 5), (QrCodeEcc::Medium, 6)];

/// The code with its upper right corner at (`right`, [`TOP`]).
pub(crate) fn code(page: &PageCode, right: f32) -> Result<Mark, DocumentError> {
    let text = page.encode()?;
    let drawn = symbol(&text).ok_or_else(|| DocumentError::fault("the page's code is too long"))?;
    let module = SIDE / drawn.size() as f32;
    let areas = blocks(drawn.size(), |x, y| drawn.get_module(x, y)).into_iter().map(|[x, y, width, height]| {
        let [x, y, width, height] = [x, y, width, height].map(|count| count as f32 * module);
        (right - SIDE + x, TOP + y, width, height)
    });
    Ok(Mark::Blocks { areas: areas.collect(), fill: Colour::BLACK })
}

fn symbol(text: &str) -> Option<QrCode> {
    let segments = QrSegment::make_segments(text);
    let (least, fixed) = (Version::new(1), None);
    LADDER.into_iter().find_map(|(correction, most)| {
        QrCode::encode_segments_advanced(&segments, correction, least, Version::new(most), fixed, true).ok()
    })
}

/// The dark modules as few rectangles that do not overlap: left, top, width, height in modules.
fn blocks(size: i32, dark: impl Fn(i32, i32) -> bool) -> Vec<[i32; 4]> {
    let mut blocks: Vec<[i32; 4]> = Vec::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let length = (x..size).take_while(|&x| dark(x, y)).count() as i32;
            if length > 0 {
                // A run right under an equal one makes that one taller.
                match blocks
                    .iter_mut()
                    .find(|[left, top, width, height]| (*left, *width, *top + *height) == (x, length, y))
                {
                    Some(above) => above[3] += 1,
                    None => blocks.push([x, y, length, 1]),
                }
            }
            x += length + 1;
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_blocks_cover_each_dark_module_once_and_no_light_one() {
        let drawn = symbol("FD1/CF-LASER/3/7K2M9QXD/KM-10482/2/4/26RXBEM").unwrap();
        let mut covered = vec![vec![0; drawn.size() as usize]; drawn.size() as usize];
        for [left, top, width, height] in blocks(drawn.size(), |x, y| drawn.get_module(x, y)) {
            for y in top..top + height {
                (left..left + width).for_each(|x| covered[y as usize][x as usize] += 1);
            }
        }
        for (y, row) in (0..).zip(covered) {
            for (x, times) in (0..).zip(row) {
                assert_eq!(times, i32::from(drawn.get_module(x, y)), "{x}, {y}");
            }
        }
    }

    #[test]
    fn every_text_a_page_can_have_becomes_a_code_and_usual_ones_one_of_33_modules() {
        let usual = symbol("FD1/CF-BOTULINUM-TOXIN/3/7K2M9QXD/KM-10482/12/14/26RXBEM").unwrap();
        assert!(usual.error_correction_level() == QrCodeEcc::Quartile && usual.size() == 33);
        let longest = symbol(&"A".repeat(4 + 25 + 17 + 37 + 21 + 3 + 3 + 7)).unwrap();
        assert!(longest.size() <= 41);
    }
}
