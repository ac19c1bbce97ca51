//! Every single-character change of a valid zone: caught, or one that the weights 7, 3, 1 cannot see.

use frontdesk_domain::mrz::Verdict;

use crate::mrz::{CARD2, CARD3, LONG, PASSPORT, SPECIMEN, VISA_A, VISA_B, scan};

const ALPHABET: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";

fn value(b: u8) -> i32 {
    match b {
        b'0'..=b'9' => i32::from(b - b'0'),
        b'A'..=b'Z' => i32::from(b - b'A') + 10,
        _ => 0,
    }
}

#[derive(Debug, Default)]
struct Count {
    caught: usize,
    unseen_by_weights: usize,
    unchecked: usize,
}

/// `checked` says whether a place, (line, place) from 0, is under any check digit or is one.
fn every_change(text: &str, checked: impl Fn(usize, usize) -> bool) -> Count {
    let mut count = Count::default();
    let lines: Vec<&str> = text.split('\n').collect();
    for (line, held) in lines.iter().enumerate() {
        for (at, &was) in held.as_bytes().iter().enumerate() {
            for &now in ALPHABET.iter().filter(|&&now| now != was) {
                let mut changed: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
                changed[line].replace_range(at..=at, &char::from(now).to_string());
                let reading = scan(&changed.join("\n"));
                if reading.verdict != Verdict::Pass {
                    count.caught += 1;
                } else if !checked(line, at) {
                    count.unchecked += 1;
                } else {
                    // A weight of 7, 3 or 1 is coprime to 10: only values equal modulo 10 look the same.
                    let same = (value(was) - value(now)) % 10 == 0;
                    assert!(
                        same,
                        "line {} place {}: {} for {} passes",
                        line + 1,
                        at + 1,
                        char::from(now),
                        char::from(was)
                    );
                    count.unseen_by_weights += 1;
                }
            }
        }
    }
    count
}

#[test]
fn a_change_in_a_passports_second_line_is_caught_or_equal_modulo_10() {
    let second = |line: usize, at: usize| line == 1 && !matches!(at, 10..=12 | 20);
    for text in [PASSPORT, SPECIMEN] {
        let count = every_change(text, second);
        assert!(count.caught > 1000 && count.unseen_by_weights > 50, "{count:?}");
    }
}

#[test]
fn a_change_in_a_card_of_two_lines_is_caught_or_equal_modulo_10() {
    let second = |line: usize, at: usize| line == 1 && !matches!(at, 10..=12 | 20);
    let count = every_change(CARD2, second);
    assert!(count.caught > 800 && count.unseen_by_weights > 50, "{count:?}");
}

#[test]
fn a_change_in_a_card_of_three_lines_is_caught_or_equal_modulo_10() {
    let under = |line: usize, at: usize| match line {
        0 => at >= 5,
        1 => !matches!(at, 7 | 15..=17),
        _ => false,
    };
    for text in [CARD3, LONG] {
        let count = every_change(text, under);
        assert!(count.caught > 1200 && count.unseen_by_weights > 80, "{count:?}");
    }
}

#[test]
fn a_change_in_a_visa_is_caught_where_a_digit_looks() {
    let second = |line: usize, at: usize| line == 1 && matches!(at, 0..=9 | 13..=19 | 21..=27);
    for text in [VISA_A, VISA_B] {
        let count = every_change(text, second);
        assert!(count.caught > 700 && count.unseen_by_weights > 20, "{count:?}");
    }
}
