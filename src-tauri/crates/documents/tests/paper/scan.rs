//! Paper that comes back: each page finds its way, whatever way up, and no file at all brings the desk down.

use crate::support::wear;
use frontdesk_documents::*;
use frontdesk_domain::page_code::PageCode;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, GrayImage, ImageFormat, Luma, RgbImage, imageops};
use proptest::prelude::*;

/// The pages of a form at 150 dots to the inch, as another program draws them.
fn drawn(made: &Document) -> Vec<RgbImage> {
    (1..=made.pages)
        .map(|page| {
            let page = page.to_string();
            let arguments = ["-r", "150", "-f", &page, "-l", &page, "-png", "-"];
            let bytes = crate::support::tools::bytes("pdftoppm", &arguments, &made.bytes);
            image::load_from_memory(&bytes).unwrap().into_rgb8()
        })
        .collect()
}

fn jpeg(page: &RgbImage) -> (Vec<u8>, u32, u32, bool) {
    let mut bytes = Vec::new();
    page.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 75)).unwrap();
    (bytes, page.width(), page.height(), false)
}

fn png(page: &RgbImage) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    page.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn blank_sheet() -> RgbImage {
    RgbImage::from_pixel(1240, 1754, image::Rgb([250; 3]))
}

fn code(form: &ConsentForm, page: u32, pages: u32) -> PageCode {
    form.paper.as_ref().unwrap().page(page, pages)
}

fn page_one(form: &ConsentForm) -> RgbImage {
    drawn(&consent_form(form).unwrap()).remove(0)
}

#[test]
fn a_printed_form_is_read_as_it_left_the_desk() {
    for form in [
        crate::support::blank_form(),
        crate::support::filled_form(PrintSize::Normal),
        crate::support::filled_form(PrintSize::Large),
    ] {
        let made = consent_form(&form).unwrap();
        let pages = read_scan(&made.bytes).unwrap();
        assert_eq!(pages.len() as u32, made.pages);
        for (number, page) in (1..).zip(pages) {
            assert_eq!(page.number, number);
            assert_eq!(page.code, Ok(code(&form, number, made.pages)));
        }
    }
}

#[test]
fn pages_in_any_order_and_upside_down_say_where_they_belong_and_stand_upright() {
    let form = crate::support::filled_form(PrintSize::Normal);
    let other = crate::support::blank_form();
    let (pages, others) = (drawn(&consent_form(&form).unwrap()), drawn(&consent_form(&other).unwrap()));
    let (count, of_other) = (pages.len() as u32, others.len() as u32);
    let scan = wear::pdf(&[
        jpeg(&imageops::rotate180(&pages[1])),
        jpeg(&imageops::rotate90(&others[0])),
        jpeg(&blank_sheet()),
        jpeg(&imageops::rotate270(&pages[0])),
        jpeg(&others[1]),
    ]);
    let read = read_scan(&scan).unwrap();
    let codes: Vec<_> = read.iter().map(|page| page.code.clone()).collect();
    let expected = [
        Ok(code(&form, 2, count)),
        Ok(code(&other, 1, of_other)),
        Err(Unread::NoCode),
        Ok(code(&form, 1, count)),
        Ok(code(&other, 2, of_other)),
    ];
    assert_eq!(codes, expected);
    // Upright: the same page as it was drawn, but for what the scanner did to it.
    for (page, drawn) in [(0, &pages[1]), (1, &others[0]), (3, &pages[0]), (4, &others[1])] {
        let kept = image::load_from_memory(&read[page].image.jpeg).unwrap();
        assert_eq!((kept.width(), kept.height()), (read[page].image.width, read[page].image.height));
        let small = |page: &GrayImage| imageops::resize(page, 60, 85, imageops::FilterType::Triangle);
        let (one, two) = (small(&kept.into_luma8()), small(&imageops::grayscale(drawn)));
        let far = one.pixels().zip(two.pixels()).map(|(one, two)| one.0[0].abs_diff(two.0[0])).max().unwrap();
        assert!(far < 40, "page {page} differs by {far}");
    }
}

#[test]
fn a_photograph_is_kept_without_what_the_camera_wrote_and_turned_as_it_says() {
    let form = crate::support::blank_form();
    let page = page_one(&form);
    let (mut photo, ..) = jpeg(&imageops::rotate270(&page));
    // EXIF: held so that the picture is to be turned a quarter clockwise; a camera's name beside it.
    let exif: &[u8] =
        b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x01\x0f\0\x02\0\0\0\x04SPY\0\0\0\0\0";
    let mut segment = vec![0xff, 0xe1, 0, exif.len() as u8 + 2];
    segment.extend(exif);
    photo.splice(2..2, segment);
    let read = read_scan(&photo).unwrap().remove(0);
    assert_eq!(read.code.as_ref().map(|code| code.page), Ok(1));
    assert!(read.image.height > read.image.width);
    assert!(!read.image.jpeg.windows(3).any(|part| part == b"SPY") && photo.windows(3).any(|part| part == b"SPY"));
}

#[test]
fn a_page_without_colour_is_kept_in_grey_and_a_signature_in_blue_stays_blue() {
    let mut page =
        page_one(&ConsentForm { approval: Approval::Approved(String::new()), ..crate::support::blank_form() });
    let kept = |page: &RgbImage| image::load_from_memory(&read_scan(&png(page)).unwrap().remove(0).image.jpeg).unwrap();
    let grey = imageops::grayscale(&page);
    assert!(matches!(kept(&DynamicImage::ImageLuma8(grey).into_rgb8()), DynamicImage::ImageLuma8(_)));
    for x in 300..500 {
        (0..3).for_each(|dy| page.put_pixel(x, 1500 + dy, image::Rgb([24, 40, 150])));
    }
    let [r, _, b] = kept(&page).into_rgb8().get_pixel(400, 1501).0;
    assert!(b > r + 60, "{r} {b}");
}

#[test]
fn two_pages_in_one_picture_and_strangers_codes_go_to_the_tray() {
    let one = page_one(&crate::support::blank_form());
    let two = page_one(&crate::support::filled_form(PrintSize::Normal));
    let mut both = RgbImage::new(one.width() * 2, one.height());
    imageops::replace(&mut both, &one, 0, 0);
    imageops::replace(&mut both, &two, i64::from(one.width()), 0);
    let why = |page: &RgbImage| read_scan(&png(page)).unwrap().remove(0).code.unwrap_err();
    assert_eq!(why(&both), Unread::Several);
    assert_eq!(why(&blank_sheet()), Unread::NoCode);
    let with = |text: &str| {
        let drawn = qrcodegen::QrCode::encode_text(text, qrcodegen::QrCodeEcc::Medium).unwrap();
        let mut page = blank_sheet();
        for (x, y) in (0..drawn.size() * 5).flat_map(|x| (0..drawn.size() * 5).map(move |y| (x, y))) {
            if drawn.get_module(x / 5, y / 5) {
                page.put_pixel(900 + x as u32, 100 + y as u32, image::Rgb([0; 3]));
            }
        }
        why(&page)
    };
    assert_eq!(with("https://example.com/voucher"), Unread::NotOurs);
    assert_eq!(with("FD2/ANYTHING/3DZEKWB"), Unread::Newer);
    assert_eq!(with("FD1/CF-LASER/3/7K2M9QXD/KM-10482/2/4/26RXBEN"), Unread::Unreadable);
}

#[test]
fn files_that_are_no_scans_are_refused_with_a_sentence() {
    let form = consent_form(&crate::support::blank_form()).unwrap().bytes;
    let picture = png(&blank_sheet());
    let mut large = vec![0; 64 << 20];
    large.extend(&form);
    let file = tempfile::NamedTempFile::with_suffix(".pdf").unwrap();
    std::fs::write(file.path(), &form).unwrap();
    let path = file.path().to_str().unwrap();
    let locked =
        |user| crate::support::tools::bytes("qpdf", &["--encrypt", user, "owner", "256", "--", path, "-"], b"");
    for (bytes, expected) in [
        (&b""[..], ScanError::NotAScan),
        (b"Dear Sir or Madam", ScanError::NotAScan),
        (b"GIF89a\x01\0\x01\0\0\0\0;", ScanError::NotAScan),
        (b"%PDF-1.7 and nothing else", ScanError::Damaged),
        (&picture[..picture.len() / 2], ScanError::Damaged),
        (&large, ScanError::TooLarge),
        (&locked("secret"), ScanError::Locked),
    ] {
        let refused = read_scan(bytes).unwrap_err();
        assert_eq!(refused, expected, "{:?}", &bytes[..bytes.len().min(30)]);
        assert!(refused.to_string().ends_with('.') && refused.code().starts_with("scan-"));
    }
    // One that anybody may open is read.
    assert!(read_scan(&locked("")).unwrap().iter().all(|page| page.code.is_ok()));
    let leaf = jpeg(&RgbImage::new(8, 8));
    assert_eq!(read_scan(&wear::pdf(&vec![leaf; 101])).unwrap_err(), ScanError::TooManyPages);
}

#[test]
fn a_small_file_that_would_unpack_to_a_huge_picture_is_refused() {
    let mut bomb = png(&RgbImage::new(1, 1));
    // 60,000 by 60,000 in the header, with its check.
    bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let crc = bomb[12..29].iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    });
    bomb[29..33].copy_from_slice(&(!crc).to_be_bytes());
    assert_eq!(read_scan(&bomb), Err(ScanError::TooManyPixels));
    let (leaf, ..) = jpeg(&RgbImage::new(8, 8));
    assert_eq!(read_scan(&wear::pdf(&[(leaf, 60_000, 60_000, false)])), Err(ScanError::TooManyPixels));
    // A page that draws nothing 400 million times over: packed once, and packed twice.
    let zeros = {
        let mut block = Vec::with_capacity(1 << 16);
        let mut packing = flate2::Compress::new(flate2::Compression::best(), false);
        packing.compress_vec(&vec![b' '; 1 << 20], &mut block, flate2::FlushCompress::Full).unwrap();
        [b"\x78\x9c", &block.repeat(400)[..]].concat()
    };
    for (filter, size) in [("/FlateDecode", zeros.len()), ("[/FlateDecode /FlateDecode]", 900)] {
        let head = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n\
                    3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n4 0 obj<</Filter";
        let head = format!("{head} {filter}/Length {size}>>stream\n");
        let tail = b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF";
        let file = [head.as_bytes(), &zeros[..size], tail].concat();
        assert_eq!(read_scan(&file), Err(ScanError::TooManyPixels), "{filter}");
    }
}

#[test]
fn pages_of_odd_shapes_are_read_without_a_panic() {
    for (width, height) in [(1, 1), (1, 4000), (4000, 1), (20, 20), (22, 3000), (3000, 30)] {
        let page = GrayImage::from_fn(width, height, |x, y| Luma([if (x / 2 + y / 3) % 2 == 0 { 0 } else { 255 }]));
        let page = DynamicImage::ImageLuma8(page).into_rgb8();
        assert_eq!(read_scan(&png(&page)).unwrap().len(), 1, "{width} × {height}");
        assert_eq!(read_scan(&wear::pdf(&[jpeg(&page)])).unwrap().len(), 1, "{width} × {height}");
    }
}

#[test]
fn a_scanned_page_never_shows_its_content_when_debugged() {
    let page = read_scan(&png(&page_one(&crate::support::blank_form()))).unwrap().remove(0);
    assert!(format!("{page:?}").len() < 400, "{page:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(std::env::var("PROPTEST_CASES").map_or(10, |n| n.parse().unwrap_or(500) / 50)))]

    #[test]
    fn any_bytes_at_all_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600), head in 0..4_usize) {
        let heads: [&[u8]; 4] = [b"", b"%PDF-1.4\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"];
        let _ = read_scan(&[heads[head], &bytes].concat());
    }

    #[test]
    fn a_damaged_scan_is_read_or_refused(
        spots in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20), kind in 0..3_usize,
        cut in any::<prop::sample::Index>(), short in any::<bool>(),
    ) {
        let mut bytes = WHOLE[kind].clone();
        for (spot, value) in spots {
            let at = spot.index(bytes.len());
            bytes[at] = value;
        }
        if short {
            bytes.truncate(cut.index(bytes.len()));
        }
        for page in read_scan(&bytes).unwrap_or_default() {
            if let Ok(code) = page.code {
                prop_assert_eq!(code, crate::support::blank_form().paper.unwrap().page(1, code_pages()));
            }
        }
    }
}

fn code_pages() -> u32 {
    consent_form(&crate::support::blank_form()).unwrap().pages
}

/// The first page of a form as each kind of file.
static WHOLE: std::sync::LazyLock<[Vec<u8>; 3]> = std::sync::LazyLock::new(|| {
    let page = page_one(&crate::support::blank_form());
    let page = imageops::resize(&page, 827, 1170, imageops::FilterType::Triangle);
    [png(&page), jpeg(&page).0, wear::pdf(&[jpeg(&page)])]
});
