//! Pictures of several forms, and of one: the first go to the tray whatever their size and quality, the second home.
//! A sample and two hundred, both long: `make torture`, or
//! `cargo test --release -p frontdesk-documents --test paper several -- --ignored`.

use std::io::Write;
use std::sync::LazyLock;

use crate::support::wear::{self, Dice};
use frontdesk_documents::*;
use frontdesk_domain::page_code::{PageCode, PaperCode};
use image::{Rgb, RgbImage, imageops};

/// Pages of forms in 300 dots to the inch, drawn by another program, each with its code.
static PAGES: LazyLock<Vec<(RgbImage, PageCode)>> = LazyLock::new(|| {
    let mut pages = Vec::new();
    for at in 0..4_u32 {
        let paper = PaperCode {
            form: ["CF-LASER", "CF-BOTULINUM-TOXIN"][at as usize % 2].into(),
            version: "3".into(),
            paper: format!("7K2M9QX{at}"),
            reference: (at > 1).then(|| format!("KM-1048{at}")),
        };
        let size = if at == 3 { PrintSize::Large } else { PrintSize::Normal };
        let patient =
            (at > 1).then(|| PatientBlock { reference: paper.reference.clone(), ..crate::support::patient() });
        let form = ConsentForm { paper: Some(paper.clone()), patient, size, ..crate::support::blank_form() };
        let made = consent_form(&form).unwrap();
        // The first and the last, which has least on it.
        for number in [1, made.pages] {
            let page = number.to_string();
            let arguments = ["-r", "300", "-f", &page, "-l", &page, "-png", "-"];
            let bytes = crate::support::tools::bytes("pdftoppm", &arguments, &made.bytes);
            let code = paper.page(number, made.pages);
            pages.push((image::load_from_memory(&bytes).unwrap().into_rgb8(), code));
        }
    }
    pages
});

fn turned(page: &RgbImage, quarters: usize) -> RgbImage {
    match quarters {
        0 => page.clone(),
        1 => imageops::rotate90(page),
        2 => imageops::rotate180(page),
        _ => imageops::rotate270(page),
    }
}

fn scaled(page: &RgbImage, by: f32) -> RgbImage {
    let side = |side: u32| ((side as f32 * by) as u32).max(1);
    imageops::resize(page, side(page.width()), side(page.height()), imageops::FilterType::Triangle)
}

/// A page as it lies on the glass, 150 to 300 dots to the inch.
fn laid(dice: &mut Dice, resolution: f32) -> (RgbImage, PageCode) {
    let (page, code) = &PAGES[dice.below(PAGES.len())];
    let mut page = scaled(page, resolution / 300.0);
    let strokes = dice.below(4);
    wear::pen(&mut page, dice, strokes);
    (page, code.clone())
}

/// The largest picture made, in pixels: two forms in 200 dots to the inch, or four in 150.
const MOST_PIXELS: u32 = 9_000_000;

/// Pages side by side, below each other, in a square, partly over each other, or one of them smaller.
fn several(seed: u64) -> (String, Vec<u8>) {
    let mut dice = Dice::new(seed);
    let resolution = [150.0, 200.0, 240.0, 300.0][dice.below(4)];
    let count = 2 + dice.below(3);
    let layout = dice.below(5);
    let mut pages: Vec<RgbImage> = (0..count)
        .map(|_| {
            let page = laid(&mut dice, resolution).0;
            // Along one edge of the glass, either way up; a quarter turned for some layouts.
            turned(&page, [0, 2, 0, 2, 1, 3][dice.below(6)])
        })
        .collect();
    if dice.one_in(4) {
        // The same form twice in one picture.
        pages[1] = turned(&pages[0], 2 * dice.below(2));
    }
    let gap = (dice.between(0.0, 12.0) / 25.4 * resolution) as i64;
    let (wide, high) = pages.iter().fold((0, 0), |(w, h), page| (w.max(page.width()), h.max(page.height())));
    let (wide, high) = (i64::from(wide), i64::from(high));
    let mut at: Vec<(i64, i64)> = Vec::new();
    let (name, columns) = match layout {
        0 => ("in a row", count as i64),
        1 => ("below each other", 1),
        2 => ("in a square", 2),
        3 => ("one over the other", count as i64),
        _ => ("one smaller", count as i64),
    };
    for (index, page) in pages.iter_mut().enumerate() {
        let index = index as i64;
        let (mut x, mut y) = (index % columns * (wide + gap), index / columns * (high + gap));
        if layout == 3 {
            // A third and more of the one below looks out.
            x = index * (wide as f32 * dice.between(0.35, 0.8)) as i64;
            y = (dice.between(0.0, 0.2) * high as f32) as i64;
        }
        if layout == 4 && index > 0 {
            *page = scaled(page, dice.between(0.4, 0.9));
        }
        at.push((x, y));
    }
    let width = at.iter().zip(&pages).map(|((x, _), page)| *x + i64::from(page.width())).max().unwrap() as u32;
    let height = at.iter().zip(&pages).map(|((_, y), page)| *y + i64::from(page.height())).max().unwrap() as u32;
    let mut picture = RgbImage::from_pixel(width, height, Rgb([[255, 210, 40][dice.below(3)]; 3]));
    for ((x, y), page) in at.iter().zip(&pages) {
        imageops::replace(&mut picture, page, *x, *y);
    }
    // A scanner that fits what it has into one page, as copiers do.
    if dice.one_in(2) {
        let long = width.max(height) as f32;
        picture = scaled(&picture, ([1754.0, 2339.0, 3508.0][dice.below(3)] / long).min(1.0));
    }
    let most = (MOST_PIXELS as f32 / (picture.width() * picture.height()) as f32).sqrt();
    if most < 1.0 {
        picture = scaled(&picture, most);
    }
    let blur = [0.0, 0.5, 0.8][dice.below(3)];
    if blur > 0.0 {
        picture = imageops::blur(&picture, blur);
    }
    wear::soiled(&mut picture, &mut dice);
    let (kind, bytes) = wear::saved(&picture, &mut dice);
    let (w, h) = picture.dimensions();
    (format!("seed {seed}: {count} {name}, {resolution} dpi, {w} × {h}, {kind}"), bytes)
}

/// One page alone, with more of the glass or the table around it than it needs.
fn one(seed: u64) -> (String, Vec<u8>, PageCode) {
    let mut dice = Dice::new(seed);
    let resolution = [150.0, 200.0, 240.0, 300.0][dice.below(4)];
    let (page, code) = laid(&mut dice, resolution);
    let page = turned(&page, dice.below(4));
    let (width, height) = page.dimensions();
    let around = [0.0, 0.0, 0.03, 0.1, 0.4][dice.below(5)];
    let (left, top) = (dice.between(0.0, around) * width as f32, dice.between(0.0, around) * height as f32);
    let size = ((width as f32 * (1.0 + around)) as u32, (height as f32 * (1.0 + around)) as u32);
    let mut picture = RgbImage::from_pixel(size.0, size.1, Rgb([[255, 200, 30][dice.below(3)]; 3]));
    imageops::replace(&mut picture, &page, left as i64, top as i64);
    let skew = dice.between(-3.0, 3.0);
    let mut picture = wear::skewed(&picture, skew, 255);
    wear::soiled(&mut picture, &mut dice);
    let (kind, bytes) = wear::saved(&picture, &mut dice);
    (format!("seed {seed}: {resolution} dpi, {around} around, skew {skew:.1}, {kind}"), bytes, code)
}

/// Works through seeds on every processor.
fn each<T: Send>(seeds: std::ops::Range<u64>, read: impl Fn(u64) -> Option<T> + Sync) -> Vec<T> {
    let hands = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    std::thread::scope(|scope| {
        let hands = (0..hands).map(|hand| {
            let (seeds, read) = (seeds.clone(), &read);
            scope.spawn(move || seeds.skip(hand as usize).step_by(hands as usize).filter_map(read).collect::<Vec<_>>())
        });
        hands.collect::<Vec<_>>().into_iter().flat_map(|hand| hand.join().unwrap()).collect()
    })
}

/// Pictures of several forms that were filed as a page of one.
fn filed(seeds: std::ops::Range<u64>) -> Vec<String> {
    each(seeds, |seed| {
        let (said, bytes) = several(seed);
        // A picture may also be too large to be read at all: then nothing is filed either.
        let pages = read_scan(&bytes).unwrap_or_default();
        let page = pages.first()?;
        page.code.as_ref().ok().map(|code| format!("{said}: filed as {} page {}", code.paper, code.page))
    })
}

/// Pictures of one form that were not filed, and those filed wrongly.
fn not_home(seeds: std::ops::Range<u64>) -> (Vec<String>, Vec<String>) {
    let all = each(seeds, |seed| {
        let (said, bytes, code) = one(seed);
        let [page] = &read_scan(&bytes).unwrap()[..] else { panic!("{said}: one picture") };
        match &page.code {
            Ok(read) if *read == code => None,
            Ok(read) => Some((true, format!("{said}: read as {read:?}"))),
            Err(why) => Some((false, format!("{said}: {}", why.code()))),
        }
    });
    let (wrong, tray): (Vec<_>, Vec<_>) = all.into_iter().partition(|(wrong, _)| *wrong);
    let said = |list: Vec<(bool, String)>| list.into_iter().map(|(_, said)| said).collect();
    (said(wrong), said(tray))
}

fn trial(pictures: u64, singles: u64, start: u64) -> usize {
    let filed = filed(start..start + pictures);
    let (wrong, tray) = not_home(start..start + singles);
    let mut out = std::io::stdout().lock();
    let _ = writeln!(
        out,
        "{pictures} pictures of several forms: {} filed. {singles} of one: {} wrong, {} for the tray.",
        filed.len(),
        wrong.len(),
        tray.len()
    );
    filed.iter().chain(&wrong).chain(&tray).for_each(|said| drop(writeln!(out, "    {said}")));
    assert_eq!((filed, wrong), (Vec::<String>::new(), Vec::new()));
    tray.len()
}

#[test]
#[ignore = "minutes without optimisation: make torture"]
fn a_picture_of_several_forms_is_never_filed_as_a_page_of_one_and_a_picture_of_one_is_torture() {
    assert_eq!(trial(6, 4, 1), 0);
}

#[test]
#[ignore = "the long form takes minutes: make torture"]
fn of_two_hundred_pictures_of_several_forms_none_is_filed_torture() {
    let asked = |name: &str, most| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(most);
    let pictures = asked("FRONTDESK_SCANS", 200);
    let tray = trial(pictures, pictures, asked("FRONTDESK_SEED", 1000)) as u64;
    assert!(tray * 20 <= pictures, "{tray}");
}
