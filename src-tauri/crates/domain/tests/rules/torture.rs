//! Random and mutated inputs to every parser. A sample here; the long form in a release build:
//! `FRONTDESK_INPUTS=10000000 cargo test --release -p frontdesk-domain --test rules torture -- --nocapture`.
//! A failure names the seed of its input, which makes it again.

use frontdesk_domain::date_entry::{DatePurpose, parse_parts, parse_typed};
use frontdesk_domain::name_match::compare;
use frontdesk_domain::nhs_number::NhsNumber;
use frontdesk_domain::{licence, mrz, search};

use crate::mrz::{CARD2, CARD3, FRENCH, LONG, PASSPORT, SPECIMEN, VISA_A, VISA_B};

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
        match self.below(4) {
            0 => ODD[self.below(ODD.len())],
            1 => char::from_u32(u32::try_from(self.next() % 0x11_0000).unwrap()).unwrap_or('\u{fffd}'),
            _ => char::from(u8::try_from(32 + self.below(95)).unwrap()),
        }
    }

    fn input(&mut self) -> String {
        if self.below(3) == 0 {
            let length = self.below(100);
            return (0..length).map(|_| self.char()).collect();
        }
        let mut text: Vec<char> = SEEDS[self.below(SEEDS.len())].chars().collect();
        for _ in 0..=self.below(4) {
            let at = self.below(text.len().max(1));
            match self.below(4) {
                0 if !text.is_empty() => text[at] = self.char(),
                1 if !text.is_empty() => drop(text.remove(at)),
                2 => text.insert(at, self.char()),
                _ => text.truncate(at + 1),
            }
        }
        text.into_iter().collect()
    }
}

fn parse_everything(text: &str, random: &mut Random) {
    let on = chrono::NaiveDate::from_ymd_opt(1990 + i32::try_from(random.below(80)).unwrap(), 1, 1).unwrap();
    let reading = mrz::read(text, on);
    let licence = licence::read(text, on);
    let _ = licence::disagreements(&licence, text, on, text);
    let _ = NhsNumber::parse(text);
    let _ = parse_typed(text, on);
    for purpose in [DatePurpose::Birth, DatePurpose::Any] {
        let _ = parse_parts(text, "", "", on, purpose);
        let _ = parse_parts(text, text, text, on, purpose);
    }
    let _ = search::parse(text, on);
    let _ = compare(&reading.surname, &reading.given_names, text, "Anna");
}

#[test]
fn no_input_of_any_kind_panics() {
    let inputs: u64 = std::env::var("FRONTDESK_INPUTS").ok().and_then(|n| n.parse().ok()).unwrap_or(5_000);
    for seed in 0..inputs {
        let mut random = Random(seed);
        let text = random.input();
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| parse_everything(&text, &mut random)));
        assert!(outcome.is_ok(), "seed {seed}: {text:?}");
    }
    #[allow(clippy::print_stdout, reason = "the long form is asked for its count")]
    {
        println!("{inputs} inputs, 0 panics");
    }
}
