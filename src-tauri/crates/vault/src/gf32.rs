//! A check on 28 symbols of 5 bits: a Reed-Solomon code over GF(32) with two check symbols (26 + 2). It tells every
//! slip of one or two symbols, and for a single wrong symbol, or two neighbours swapped, it tells where.

/// Symbols in a word, check symbols included.
pub(crate) const LENGTH: usize = 28;

/// Powers of a generator of GF(32)* under x^5 + x^2 + 1.
const POWER: [u8; 31] = {
    let mut table = [0; 31];
    let mut value: u8 = 1;
    let mut at = 0;
    while at < 31 {
        table[at] = value;
        value <<= 1;
        if value & 0x20 != 0 {
            value ^= 0x25;
        }
        at += 1;
    }
    table
};

fn log(value: u8) -> Option<usize> {
    POWER.iter().position(|power| *power == value)
}

fn times(a: u8, b: u8) -> u8 {
    match (log(a), log(b)) {
        (Some(a), Some(b)) => POWER[(a + b) % 31],
        _ => 0,
    }
}

fn divide(a: u8, b: u8) -> u8 {
    match (log(a), log(b)) {
        (Some(a), Some(b)) => POWER[(a + 31 - b) % 31],
        _ => 0,
    }
}

/// The two sums that are both zero in a word without a slip.
fn sums(word: &[u8; LENGTH]) -> (u8, u8) {
    word.iter()
        .enumerate()
        .fold((0, 0), |(plain, weighted), (at, symbol)| (plain ^ symbol, weighted ^ times(*symbol, POWER[at])))
}

/// Sets the last two symbols so that the word checks.
pub(crate) fn complete(word: &mut [u8; LENGTH]) {
    let (a, b) = (LENGTH - 2, LENGTH - 1);
    word[a] = 0;
    word[b] = 0;
    let (plain, weighted) = sums(word);
    word[b] = divide(weighted ^ times(plain, POWER[a]), POWER[a] ^ POWER[b]);
    word[a] = plain ^ word[b];
}

/// What the check says of a word.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Check {
    /// No slip, or one that cannot be seen (1 in 1024 of arbitrary words).
    Clean,
    /// A slip; `at` is the symbol to look at first, when one alone, or a swap of two neighbours, explains it.
    Slip { at: Option<usize> },
}

pub(crate) fn check(word: &[u8; LENGTH]) -> Check {
    match sums(word) {
        (0, 0) => Check::Clean,
        (0, weighted) => Check::Slip { at: swapped(word, weighted) },
        (_, 0) => Check::Slip { at: None },
        (plain, weighted) => Check::Slip { at: log(divide(weighted, plain)).filter(|at| *at < LENGTH) },
    }
}

/// The first of two neighbours whose swap explains the sum, when there is only one such pair.
fn swapped(word: &[u8; LENGTH], weighted: u8) -> Option<usize> {
    let mut places =
        (0..LENGTH - 1).filter(|at| times(word[*at] ^ word[at + 1], POWER[*at] ^ POWER[at + 1]) == weighted);
    let first = places.next();
    if places.next().is_some() { None } else { first }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn word() -> impl Strategy<Value = [u8; LENGTH]> {
        proptest::array::uniform28(0u8..32).prop_map(|mut word| {
            complete(&mut word);
            word
        })
    }

    #[test]
    fn the_powers_are_every_value_but_zero_once() {
        let mut values = POWER;
        values.sort_unstable();
        assert!(values.iter().copied().eq(1..32));
    }

    proptest! {
        #[test]
        fn a_completed_word_checks(word in word()) {
            prop_assert_eq!(check(&word), Check::Clean);
        }

        #[test]
        fn one_wrong_symbol_is_told_and_placed(word in word(), at in 0..LENGTH, change in 1u8..32) {
            let mut slipped = word;
            slipped[at] ^= change;
            prop_assert_eq!(check(&slipped), Check::Slip { at: Some(at) });
        }

        #[test]
        fn two_wrong_symbols_are_told(
            word in word(),
            first in 0..LENGTH,
            second in 0..LENGTH,
            a in 1u8..32,
            b in 1u8..32,
        ) {
            prop_assume!(first != second);
            let mut slipped = word;
            slipped[first] ^= a;
            slipped[second] ^= b;
            prop_assert_ne!(check(&slipped), Check::Clean);
        }

        #[test]
        fn two_neighbours_swapped_are_told_and_never_misplaced(word in word(), at in 0..LENGTH - 1) {
            prop_assume!(word[at] != word[at + 1]);
            let mut slipped = word;
            slipped.swap(at, at + 1);
            match check(&slipped) {
                Check::Slip { at: told } => prop_assert!(told.is_none_or(|told| told == at)),
                Check::Clean => prop_assert!(false, "a swap was not seen"),
            }
        }
    }
}
