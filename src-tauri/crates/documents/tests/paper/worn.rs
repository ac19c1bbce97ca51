//! Forms printed, written on, scanned badly and read back. A sample in each run; a thousand in the long form:
//! `cargo test --release -p frontdesk-documents --test paper worn -- --ignored`.
//! FRONTDESK_SCANS asks for another number, FRONTDESK_SEED for another start. A page that is not read names its seed.

use std::collections::BTreeMap;
use std::io::Write;

use crate::support::wear::{self, Dice};
use frontdesk_documents::*;
use frontdesk_domain::page_code::{PageCode, PaperCode};
use image::{RgbImage, imageops};

const FORMS: [&str; 5] = ["CF-BOTULINUM-TOXIN", "CF-DERMAL-FILLER", "CF-CHEMICAL-PEEL", "CF-LASER", "CF-GENERAL"];

/// Which form, for whom, how large.
fn form(dice: &mut Dice) -> ConsentForm {
    let size = [PrintSize::Normal, PrintSize::Large][dice.below(2)];
    let blank = dice.one_in(3);
    let reference = (!blank).then(|| format!("KM-{:05}", dice.below(100_000)));
    let paper: String = (0..8).map(|_| char::from(b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"[dice.below(32)])).collect();
    let code = PaperCode {
        form: FORMS[dice.below(FORMS.len())].into(),
        version: (1 + dice.below(30)).to_string(),
        paper,
        reference: reference.clone(),
    };
    let patient = reference.map(|reference| PatientBlock { reference: Some(reference), ..crate::support::patient() });
    let approval = match dice.one_in(2) {
        true => Approval::Approved("Approved 2 Nov 2026".into()),
        false => crate::support::blank_form().approval,
    };
    ConsentForm { paper: Some(code), patient, size, approval, ..crate::support::blank_form() }
}

/// One page in 150 dots to the inch, by another program than ours.
fn drawn(pdf: &[u8], page: u32) -> RgbImage {
    let page = page.to_string();
    let bytes = crate::support::tools::bytes("pdftoppm", &["-r", "150", "-f", &page, "-l", &page, "-png", "-"], pdf);
    image::load_from_memory(&bytes).unwrap().into_rgb8()
}

/// A page with all that befell it, as the scanner saved it, and the code it had.
fn worn(seed: u64) -> (String, Vec<u8>, PageCode) {
    let mut dice = Dice::new(seed);
    let form = form(&mut dice);
    let made = consent_form(&form).unwrap();
    let number = 1 + dice.below(made.pages as usize) as u32;
    let code = form.paper.as_ref().unwrap().page(number, made.pages);
    let mut page = drawn(&made.bytes, number);
    let strokes = dice.below(9);
    wear::pen(&mut page, &mut dice, strokes);
    let struck = dice.one_in(5);
    if struck {
        // 20 mm in the upper right corner.
        wear::scribble(&mut page, &mut dice, 1004.0, 47.0, 118.0);
    }
    let quarter = dice.below(4);
    let mut page = match quarter {
        0 => page,
        1 => imageops::rotate90(&page),
        2 => imageops::rotate180(&page),
        _ => imageops::rotate270(&page),
    };
    let skew = dice.between(-4.0, 4.0);
    page = wear::skewed(&page, skew, [255, 200, 30][dice.below(3)]);
    let blur = [0.0, 0.5, 0.8, 1.1][dice.below(4)];
    if blur > 0.0 {
        page = imageops::blur(&page, blur);
    }
    wear::soiled(&mut page, &mut dice);
    let (kind, bytes) = wear::saved(&page, &mut dice);
    let said = format!("seed {seed}: {kind}, quarter {quarter}, skew {skew:.1}, blur {blur}, struck {struck}");
    (said, bytes, code)
}

#[derive(Default)]
struct Count {
    right: usize,
    wrong: Vec<String>,
    tray: Vec<String>,
    why: BTreeMap<&'static str, usize>,
    upright: usize,
}

fn count(seeds: impl Iterator<Item = u64>) -> Count {
    let mut count = Count::default();
    for seed in seeds {
        let (said, bytes, code) = worn(seed);
        let [page] = &read_scan(&bytes).unwrap()[..] else { panic!("{said}: one page was scanned") };
        match &page.code {
            Ok(read) if *read == code => {
                count.right += 1;
                count.upright += usize::from(page.image.height > page.image.width);
            }
            Ok(read) => count.wrong.push(format!("{said}: {read:?}")),
            Err(why) => {
                *count.why.entry(why.code()).or_default() += 1;
                count.tray.push(said);
            }
        }
    }
    count
}

/// Reads as many pages as asked on every processor, and says what came of it.
fn trial(pages: u64, start: u64) -> Count {
    let hands = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let counts = std::thread::scope(|scope| {
        let each = (0..hands).map(|hand| {
            scope.spawn(move || count((0..pages).skip(hand as usize).step_by(hands as usize).map(|at| start + at)))
        });
        each.collect::<Vec<_>>().into_iter().map(|hand| hand.join().unwrap()).collect::<Vec<_>>()
    });
    let mut all = Count::default();
    for one in counts {
        all.right += one.right;
        all.upright += one.upright;
        all.wrong.extend(one.wrong);
        all.tray.extend(one.tray);
        one.why.into_iter().for_each(|(why, times)| *all.why.entry(why).or_default() += times);
    }
    let (right, wrong, tray) = (all.right, all.wrong.len(), all.tray.len());
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{pages} worn pages: {right} right, {wrong} wrong, {tray} for the tray {:?}", all.why);
    all.wrong.iter().chain(&all.tray).for_each(|said| drop(writeln!(out, "    {said}")));
    assert_eq!(all.wrong, Vec::<String>::new());
    assert_eq!(all.upright, all.right, "a page that was read is kept upright");
    all
}

fn asked(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

#[test]
fn worn_pages_are_read_right_or_not_at_all() {
    let all = trial(12, 1);
    assert!(all.tray.len() <= 1, "{:?}", all.tray);
}

#[test]
#[ignore = "the long form: a thousand pages take minutes"]
fn of_a_thousand_worn_pages_none_is_read_wrong_and_at_most_ten_go_to_the_tray() {
    let pages = asked("FRONTDESK_SCANS").unwrap_or(1000);
    let all = trial(pages, asked("FRONTDESK_SEED").unwrap_or(100_000));
    assert!(all.tray.len() as u64 * 100 <= pages, "{:?}", all.tray);
}
