//! Files that are broken off: nothing of them is kept, for the lower part of a page is where people sign.

use crate::support::wear;
use frontdesk_documents::*;
use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, Rgb, RgbImage};

/// A grainy page, so that every part of the file is of some of it.
fn picture() -> RgbImage {
    RgbImage::from_fn(248, 351, |x, y| {
        let grain = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) >> 5;
        Rgb([(grain % 200) as u8 + 50, (x % 256) as u8, (y % 256) as u8])
    })
}

fn jpeg(page: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    page.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 60)).unwrap();
    bytes
}

/// Baseline, progressive and with restart marks; the last two made by another program (Pillow).
fn jpegs() -> [(&'static str, Vec<u8>, u32, u32); 3] {
    let page = picture();
    [
        ("baseline", jpeg(&page), page.width(), page.height()),
        ("progressive", include_bytes!("pictures/progressive.jpg").to_vec(), 56, 80),
        ("with restart marks", include_bytes!("pictures/restarts.jpg").to_vec(), 56, 80),
    ]
}

fn in_a_pdf(name: &str, jpeg: &[u8], width: u32, height: u32) -> Vec<u8> {
    wear::pdf(&[(jpeg.to_vec(), width, height, name != "baseline")])
}

/// What is left of a file at each hundredth.
fn cuts(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    (1..100).map(|part| (part, &bytes[..bytes.len() * part / 100]))
}

#[test]
fn a_jpeg_cut_anywhere_is_refused_bare_and_in_a_pdf() {
    let mut kept = Vec::new();
    for (name, whole, width, height) in jpegs() {
        assert_eq!(read_scan(&whole).unwrap().len(), 1, "{name}");
        assert_eq!(read_scan(&in_a_pdf(name, &whole, width, height)).unwrap().len(), 1, "{name}");
        for (part, cut) in cuts(&whole) {
            for (how, file) in [("bare", cut.to_vec()), ("in a PDF", in_a_pdf(name, cut, width, height))] {
                if read_scan(&file).is_ok() {
                    kept.push(format!("{name} {how} at {part}%"));
                }
            }
        }
        // All but the end mark is all but the certainty that it is whole.
        let without_end = &whole[..whole.len() - 2];
        assert_eq!(read_scan(without_end).unwrap_err(), ScanError::Damaged, "{name}");
    }
    assert_eq!(kept, [""; 0]);
}

#[test]
fn what_stands_behind_the_end_of_a_picture_or_within_its_thumbnail_is_not_part_of_it() {
    let whole = jpeg(&picture());
    for more in [&b"\0\0\0\0"[..], b"\xff\xff\xff", b"uploaded by a copier", &whole[..200]] {
        assert_eq!(read_scan(&[&whole, more].concat()).unwrap().len(), 1);
    }
    // A thumbnail that is a whole JPEG, in the EXIF of a picture that is cut.
    let thumbnail = include_bytes!("pictures/restarts.jpg");
    let mut segment = vec![0xff, 0xe2];
    segment.extend(u16::try_from(thumbnail.len() + 2).unwrap().to_be_bytes());
    segment.extend(thumbnail);
    let with = [&whole[..2], &segment, &whole[2..]].concat();
    assert_eq!(read_scan(&with).unwrap().len(), 1);
    assert_eq!(read_scan(&with[..with.len() * 2 / 3]), Err(ScanError::Damaged));
}

#[test]
fn a_png_cut_at_any_tenth_is_refused() {
    let mut png = std::io::Cursor::new(Vec::new());
    picture().write_to(&mut png, ImageFormat::Png).unwrap();
    let png = png.into_inner();
    assert_eq!(read_scan(&png).unwrap().len(), 1);
    for part in 1..10 {
        assert_eq!(read_scan(&png[..png.len() * part / 10]).unwrap_err(), ScanError::Damaged, "{part} tenths");
    }
}

/// A scan of two pages.
fn two_pages() -> Vec<u8> {
    let page = picture();
    let pages: Vec<_> = (0..2).map(|_| (jpeg(&page), page.width(), page.height(), false)).collect();
    wear::pdf(&pages)
}

#[test]
fn a_pdf_cut_anywhere_is_refused() {
    let whole = two_pages();
    for (part, cut) in cuts(&whole) {
        assert!(read_scan(cut).is_err(), "{part}%");
    }
}

#[test]
fn a_pdf_that_was_put_together_again_says_so_and_one_whose_page_is_gone_is_refused() {
    let whole = two_pages();
    assert!(read_scan(&whole).unwrap().iter().all(|page| !page.repaired));
    let text = |bytes: &[u8], from: &[u8], to: &[u8]| {
        let at = bytes.windows(from.len()).rposition(|part| part == from).unwrap();
        [&bytes[..at], to, &bytes[at + from.len()..]].concat()
    };
    // Its last line leads nowhere, as when a mail program changed the ends of lines.
    let lost = text(&whole, b"startxref\n", b"startxref\n9");
    let pages = read_scan(&lost).unwrap();
    assert_eq!((pages.len(), pages.iter().all(|page| page.repaired)), (2, true));
    // A page that the list of pages no longer leads to, and one whose picture is no object any more.
    let fewer = text(&lost, b"/Count 2", b"/Count 3");
    assert_eq!(read_scan(&fewer), Err(ScanError::PagesGone));
    let gone = text(&lost, b"/XObject<</P ", b"/XObject<</P 9");
    assert_eq!(read_scan(&gone), Err(ScanError::Damaged));
}
