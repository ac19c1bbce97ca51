//! Random and mutated inputs to every parser. A sample in each run; ten million in the long form:
//! `cargo test --release -p frontdesk-domain --test rules -- --ignored ten_million`.
//! FRONTDESK_INPUTS asks for another number, FRONTDESK_SEED for another start. A failure names the seed of its input,
//! which makes it again.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};

use frontdesk_domain::date_entry::{DatePurpose, parse_parts, parse_typed, show};
use frontdesk_domain::mrz::Verdict;
use frontdesk_domain::name_match::compare;
use frontdesk_domain::nhs_number::NhsNumber;
use frontdesk_domain::{licence, mrz, search};

use crate::mrz::{CARD2, CARD3, FRENCH, LONG, PASSPORT, SPECIMEN, VISA_A, VISA_B};
use crate::say;

const SEEDS: [&str; 26] = [
    PASSPORT,
    SPECIMEN,
    CARD2,
    CARD3,
    LONG,
    VISA_A,
    VISA_B,
    FRENCH,
    "MORGA753116SM9IJ 35",
    "MORGA657054SM9IJ",
    "12345678",
    "943 476 5919",
    "999-000-0018",
    "2 9 1979",
    "02/09/79",
    "2nd September 1979",
    "1979-09-02",
    "02091979",
    "29 feb 2028",
    "okonkwo 14 mar 1990",
    "+44 (0)7700 900123",
    "amara@example.com",
    "KM-10482",
    "Ó Súilleabháin",
    "Ωμέγα",
    "محمد O’Neil",
];

/// Characters that have broken parsers before: digits of other scripts, marks, joiners, letters whose capital is longer.
const ODD: [char; 24] = [
    '<',
    '/',
    '\n',
    ' ',
    '-',
    '0',
    '9',
    'O',
    'ß',
    'ŉ',
    'İ',
    'ﬁ',
    '\u{301}',
    '\u{200d}',
    '\u{202e}',
    '٣',
    '９',
    '\u{0}',
    '\u{1F600}',
    'ǅ',
    'Ω',
    'щ',
    'ﷺ',
    '\u{10FFFF}',
];

/// What zones and numbers are made of.
const LIKELY: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ< 0123456789";

/// SplitMix64: small, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).unwrap()
    }

    fn char(&mut self) -> char {
        match self.below(8) {
            0 => ODD[self.below(ODD.len())],
            1 => char::from_u32(u32::try_from(self.next() % 0x11_0000).unwrap()).unwrap_or('\u{fffd}'),
            2 | 3 => char::from(u8::try_from(32 + self.below(95)).unwrap()),
            _ => char::from(LIKELY[self.below(LIKELY.len())]),
        }
    }

    fn input(&mut self) -> String {
        match self.below(8) {
            0 => (0..self.below(100)).map(|_| self.char()).collect(),
            1 => (0..7 + self.below(13)).map(|_| char::from(b'0' + u8::try_from(self.below(10)).unwrap())).collect(),
            _ => self.mutated(),
        }
    }

    /// A text that a parser takes, or one of them after another, with a few changes, often with none or one.
    fn mutated(&mut self) -> String {
        let mut text: Vec<char> = SEEDS[self.below(SEEDS.len())].chars().collect();
        if self.below(10) == 0 {
            text.push([' ', '\n'][self.below(2)]);
            text.extend(SEEDS[self.below(SEEDS.len())].chars());
        }
        let changes = [0, 1, 1, 1, 2, 3, 5, 8][self.below(8)];
        for _ in 0..changes {
            let at = self.below(text.len().max(1));
            match self.below(16) {
                _ if text.is_empty() => text.push(self.char()),
                0..=9 => text[at] = self.char(),
                10 | 11 => drop(text.remove(at)),
                12 | 13 => text.insert(at, self.char()),
                14 => text.truncate(at + 1),
                _ => text.rotate_left(at),
            }
        }
        text.into_iter().collect()
    }
}

/// What a parser made of an input, for the count.
#[derive(Default)]
struct Read {
    zone: bool,
    licence: bool,
    nhs_number: bool,
    date: bool,
    search: bool,
}

/// Gives one input to every parser, and holds each to what it promises of any input.
fn parse_everything(text: &str, random: &mut Random) -> Read {
    let on = chrono::NaiveDate::from_ymd_opt(1990 + i32::try_from(random.below(80)).unwrap(), 1, 1).unwrap();
    let reading = mrz::read(text, on);
    assert_eq!(reading.verdict == Verdict::Fail, !reading.failed.is_empty());
    assert!(reading.failed.is_sorted() && !reading.message.is_empty());
    for offered in &reading.suggestions {
        assert!(!mrz::read(&offered.lines.join("\n"), on).failed.contains(&offered.field));
    }
    let licence = licence::read(text, on);
    assert_eq!(licence.verdict == licence::LicenceVerdict::Pass, licence.born.is_some() && licence.sex.is_some());
    let _ = licence::disagreements(&licence, text, on, text);
    let nhs_number = NhsNumber::parse(text);
    assert!(
        nhs_number.as_ref().is_ok_and(|number| NhsNumber::parse(&number.spaced()).as_ref() == Ok(number))
            || nhs_number.is_err()
    );
    let date = parse_typed(text, on);
    assert!(date.is_none_or(|date| parse_typed(&show(date), on) == Some(date)));
    for purpose in [DatePurpose::Birth, DatePurpose::Received, DatePurpose::Expiry, DatePurpose::Any] {
        let _ = parse_parts(text, "", "", on, purpose);
        let _ = parse_parts(text, text, text, on, purpose);
    }
    let terms = search::parse(text, on);
    let folded = search::fold(text);
    assert_eq!(search::fold(&folded), folded);
    // Names are slow and have tests of their own: now and then.
    if random.below(32) == 0 {
        let _ = compare(&reading.surname, &reading.given_names, text, "Anna");
        let _ = compare(text, text, text, "Anna");
    }
    Read {
        zone: reading.verdict != Verdict::ByHand,
        licence: licence.verdict != licence::LicenceVerdict::Fail,
        nhs_number: nhs_number.is_ok(),
        date: date.is_some(),
        search: !terms.is_empty(),
    }
}

/// On every core. Each input is made from its own number, so that the same numbers are the same inputs on any machine.
fn parse_many(inputs: u64) {
    let start: u64 = std::env::var("FRONTDESK_SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get() as u64);
    let counts: [AtomicU64; 5] = Default::default();
    let failures = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let (counts, failures) = (&counts, &failures);
            scope.spawn(move || {
                for seed in (start + thread..start + inputs).step_by(usize::try_from(threads).unwrap()) {
                    let mut random = Random(seed);
                    let text = random.input();
                    match catch_unwind(AssertUnwindSafe(|| parse_everything(&text, &mut random))) {
                        Ok(read) => {
                            for (count, read) in
                                counts.iter().zip([read.zone, read.licence, read.nhs_number, read.date, read.search])
                            {
                                count.fetch_add(u64::from(read), Ordering::Relaxed);
                            }
                        }
                        Err(_) => failures.lock().unwrap().push(format!("seed {seed}: {text:?}")),
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    let [zones, licences, nhs_numbers, dates, searches] = counts.map(AtomicU64::into_inner);
    say(&format!(
        "{inputs} inputs to each parser on {threads} threads, {} panics; of them {zones} read as zones, {licences} as licences, \
         {nhs_numbers} as NHS numbers, {dates} as dates, {searches} as searches",
        failures.len()
    ));
    assert!(failures.is_empty(), "{}", failures[..failures.len().min(20)].join("\n"));
    // A harness that only ever made rubbish would prove little.
    assert!(inputs < 5_000 || [zones, licences, nhs_numbers, dates, searches].iter().all(|&read| read > inputs / 500));
}

fn asked_for(usual: u64) -> u64 {
    std::env::var("FRONTDESK_INPUTS").ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

#[test]
fn no_input_of_any_kind_panics() {
    parse_many(10_000);
}

#[test]
#[ignore = "the long form; part of make torture"]
fn ten_million_inputs_panic_nowhere() {
    parse_many(asked_for(10_000_000));
}
