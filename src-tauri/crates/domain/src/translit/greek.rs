//! Greek in Latin capitals by ELOT 743 (ISO 843, type 2), as Greek passports print it.

use unicode_normalization::UnicodeNormalization;

use super::{is_accent, is_greek};

/// Greek letters spelt in Latin capitals; everything else as it is.
pub fn to_latin(name: &str) -> String {
    let letters: Vec<Letter> = letters(name);
    let mut out = String::with_capacity(name.len());
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        let before = at.checked_sub(1).and_then(|i| letters.get(i)).filter(|l| l.base.is_alphabetic());
        let after = letters.get(at + 1).filter(|l| l.base.is_alphabetic());
        let (text, used) = pair(letter, before, after, letters.get(at + 2)).unwrap_or_else(|| (single(letter.base), 1));
        match text {
            Some(text) => out.push_str(text),
            None => out.push(letter.base),
        }
        at += used;
    }
    out
}

/// A capital without accents. A diaeresis keeps two vowels apart, as in ΑΫ.
struct Letter {
    base: char,
    apart: bool,
}

fn letters(name: &str) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    for c in name.nfd() {
        if !is_accent(c) {
            let capital = if is_greek(c) { c.to_uppercase().next().unwrap_or(c) } else { c };
            letters.push(Letter { base: capital, apart: false });
        } else if let Some(last) = letters.last_mut().filter(|last| is_greek(last.base)) {
            last.apart |= c == '\u{0308}';
        } else {
            letters.push(Letter { base: c, apart: false });
        }
    }
    letters
}

type Spelt = (Option<&'static str>, usize);

fn pair(letter: &Letter, before: Option<&Letter>, after: Option<&Letter>, next: Option<&Letter>) -> Option<Spelt> {
    let after = after?;
    if after.base == 'Υ' && !after.apart {
        // αυ, ευ, ηυ: F before an unvoiced sound and at the end, else V.
        let hard = next.is_none_or(|n| {
            matches!(n.base, 'Θ' | 'Κ' | 'Ξ' | 'Π' | 'Σ' | 'Τ' | 'Φ' | 'Χ' | 'Ψ') || !n.base.is_alphabetic()
        });
        let text = match (letter.base, hard) {
            ('Α', true) => "AF",
            ('Α', false) => "AV",
            ('Ε', true) => "EF",
            ('Ε', false) => "EV",
            ('Η', true) => "IF",
            ('Η', false) => "IV",
            ('Ο', _) => "OU",
            _ => return None,
        };
        return Some((Some(text), 2));
    }
    let text = match (letter.base, after.base) {
        ('Γ', 'Γ') => "NG",
        ('Γ', 'Ξ') => "NX",
        ('Γ', 'Χ') => "NCH",
        // B where it begins or ends a word, MP within it.
        ('Μ', 'Π') if before.is_none() || next.is_none_or(|n| !n.base.is_alphabetic()) => "B",
        _ => return None,
    };
    Some((Some(text), 2))
}

fn single(base: char) -> Option<&'static str> {
    Some(match base {
        'Α' => "A",
        'Β' => "V",
        'Γ' => "G",
        'Δ' => "D",
        'Ε' => "E",
        'Ζ' => "Z",
        'Η' | 'Ι' => "I",
        'Θ' => "TH",
        'Κ' => "K",
        'Λ' => "L",
        'Μ' => "M",
        'Ν' => "N",
        'Ξ' => "X",
        'Ο' | 'Ω' => "O",
        'Π' => "P",
        'Ρ' => "R",
        'Σ' => "S",
        'Τ' => "T",
        'Υ' => "Y",
        'Φ' => "F",
        'Χ' => "CH",
        'Ψ' => "PS",
        _ => return None,
    })
}
