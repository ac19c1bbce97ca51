//! Every single-character change of a valid zone: caught, or one that the weights 7, 3, 1 cannot see.

use frontdesk_domain::mrz::{Format, Verdict};

use crate::mrz::{CARD2, CARD3, LONG, PASSPORT, SPECIMEN, VISA_A, VISA_B, scan};
use crate::say;

const ALPHABET: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";

fn value(b: u8) -> i32 {
    match b {
        b'0'..=b'9' => i32::from(b - b'0'),
        b'A'..=b'Z' => i32::from(b - b'A') + 10,
        _ => 0,
    }
}

/// Whether a place, (line, place) from 0, is under any check digit or is one.
fn is_checked(format: Format, line: usize, at: usize) -> bool {
    match (format, line) {
        (Format::Td1, 0) => at >= 5,
        (Format::Td1, 1) => !matches!(at, 7 | 15..=17),
        (Format::Td2 | Format::Td3, 1) => !matches!(at, 10..=12 | 20),
        (Format::MrvA | Format::MrvB, 1) => matches!(at, 0..=9 | 13..=19 | 21..=27),
        _ => false,
    }
}

#[derive(Debug, Default)]
struct Count {
    caught: usize,
    unseen_by_weights: usize,
    /// In names, nationality, sex and the like, where no digit looks.
    unchecked: usize,
}

impl Count {
    fn tell(&self, of: &str) {
        let Self { caught, unseen_by_weights, unchecked } = self;
        say(&format!(
            "{of}: {} changes of one character under a check digit: {caught} caught, {unseen_by_weights} equal modulo 10, \
             which the weights 7, 3, 1 cannot see; {unchecked} in places without a digit",
            caught + unseen_by_weights
        ));
    }

    fn add(&mut self, other: &Self) {
        self.caught += other.caught;
        self.unseen_by_weights += other.unseen_by_weights;
        self.unchecked += other.unchecked;
    }
}

fn every_change(text: &str) -> Count {
    let mut count = Count::default();
    let valid = scan(text);
    assert_eq!(valid.verdict, Verdict::Pass, "{text}");
    for (line, held) in valid.lines.iter().enumerate() {
        for (at, &was) in held.as_bytes().iter().enumerate() {
            for &now in ALPHABET.iter().filter(|&&now| now != was) {
                let mut changed = valid.lines.clone();
                changed[line].replace_range(at..=at, &char::from(now).to_string());
                let verdict = scan(&changed.join("\n")).verdict;
                if !is_checked(valid.format, line, at) {
                    count.unchecked += 1;
                } else if verdict != Verdict::Pass {
                    count.caught += 1;
                } else {
                    // A weight of 7, 3 or 1 is coprime to 10: only values equal modulo 10 look the same.
                    assert_eq!((value(was) - value(now)) % 10, 0, "{changed:?} passes as {text:?} does");
                    count.unseen_by_weights += 1;
                }
            }
        }
    }
    count
}

#[test]
fn a_change_under_a_check_digit_is_caught_or_equal_modulo_10() {
    for (name, text) in [
        ("Passport, 2 lines of 44", PASSPORT),
        ("Passport without optional data", SPECIMEN),
        ("Card, 2 lines of 36", CARD2),
        ("Card, 3 lines of 30", CARD3),
        ("Card with a long number", LONG),
        ("Visa, 2 lines of 44", VISA_A),
        ("Visa, 2 lines of 36", VISA_B),
    ] {
        let count = every_change(text);
        count.tell(name);
        assert!(count.caught > 600 && count.unseen_by_weights > 20 && count.unchecked > 1000, "{count:?}");
    }
}

/// The long form: every zone of the independent tables.
#[test]
#[ignore = "1.4 million changes; part of make torture"]
fn a_change_in_any_sample_is_caught_or_equal_modulo_10() {
    let table = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/cases/independent/mrz.csv");
    let mut reader = csv::Reader::from_path(table).unwrap();
    let (mut zones, mut all) = (0, Count::default());
    for row in reader.records().map(Result::unwrap).filter(|row| &row[2] == "pass") {
        all.add(&every_change(&row[0].replace('/', "\n")));
        zones += 1;
    }
    all.tell(&format!("{zones} zones of all formats"));
    assert!(zones >= 400);
}
