//! One word against another.

use super::WordVerdict;
use crate::search::fold;
use crate::translit;

/// More words than any name has; the rest is left out.
const WORDS_MOST: usize = 30;

/// At most this many words of one side are one on the other, as in VANDERBERG.
const RUN_MOST: usize = 4;

pub(super) struct Side {
    pub surname: Vec<Word>,
    pub given: Vec<Word>,
}

/// One word as typed, and what it is compared by.
#[derive(Clone)]
pub(super) struct Word {
    pub shown: String,
    folded: String,
    pub spellings: Vec<String>,
    /// Written in letters that have a spelling.
    pub spelt: bool,
}

impl Side {
    pub fn new(surname: &str, given: &str) -> Self {
        Self { surname: words(surname), given: words(given) }
    }

    pub fn all(&self) -> impl Iterator<Item = &Word> {
        self.surname.iter().chain(&self.given)
    }

    /// The words that `other` has as one, run together.
    pub fn run_together(&self, other: &Self) -> Self {
        let others: Vec<&Word> = other.all().collect();
        Self { surname: run_together(&self.surname, &others), given: run_together(&self.given, &others) }
    }
}

/// `Jean Paul` as one word where the other side has JEANPAUL.
pub(super) fn run_together(words: &[Word], others: &[&Word]) -> Vec<Word> {
    let mut out = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let run = (2..=RUN_MOST.min(words.len() - at)).rev().find_map(|length| {
            let one = joined(&words[at..at + length]);
            others.iter().any(|other| one.against(other).is_some()).then_some((one, length))
        });
        let (word, length) = run.unwrap_or_else(|| (words[at].clone(), 1));
        out.push(word);
        at += length;
    }
    out
}

fn words(name: &str) -> Vec<Word> {
    name.split(|c: char| c.is_whitespace() || matches!(c, '<' | ',' | '-' | '\u{2010}'..='\u{2015}'))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .take(WORDS_MOST)
        .map(Word::new)
        .collect()
}

impl Word {
    pub fn new(word: &str) -> Self {
        let mut spellings = translit::spellings(word);
        spellings.retain(|spelling| !spelling.is_empty());
        for at in 0..spellings.len() {
            let key = without_umlaut(&spellings[at]);
            if !spellings.contains(&key) {
                spellings.push(key);
            }
        }
        Self { shown: word.to_owned(), folded: fold(word), spellings, spelt: translit::can_spell(word) }
    }

    pub fn against(&self, other: &Self) -> Option<WordVerdict> {
        if !self.folded.is_empty() && self.folded == other.folded {
            return Some(WordVerdict::Same);
        }
        let meets = self.spellings.iter().any(|spelling| other.spellings.contains(spelling));
        meets.then_some(WordVerdict::ByTransliteration)
    }

    /// Whether this word of a document is the beginning of one on the record.
    pub fn begins(&self, record: &Self) -> bool {
        self.spellings.iter().any(|cut| record.spellings.iter().any(|whole| whole.starts_with(cut.as_str())))
    }

    /// A full line may also shorten a word to its first letter.
    pub fn is_initial_of(&self, record: &Self) -> bool {
        self.spellings.first().is_some_and(|letter| letter.len() == 1) && self.begins(record)
    }

    pub fn length(&self) -> usize {
        self.spellings.first().map_or(0, String::len)
    }
}

/// `MUELLER` as `MULLER`: people without the key for `ü` type either. Also the marked `UXX` and `NXX`. Not before the
/// ending of Michael, Samuel or Joel, and not at the end of Sue or Joe, whose vowels are two.
fn without_umlaut(word: &str) -> String {
    let letters = word.as_bytes();
    let at = |i: usize| letters.get(i).copied().unwrap_or(b' ');
    let mut out = String::with_capacity(word.len());
    let mut i = 0;
    while i < letters.len() {
        out.push(char::from(letters[i]));
        let rest = word.get(i + 2..).unwrap_or_default();
        let ending = matches!(rest, "" | "L" | "LA" | "LE" | "LLE" | "LLA" | "LS");
        let vowel_next = matches!(at(i + 2), b'A' | b'E' | b'I' | b'O' | b'U' | b'Y');
        i += match letters[i] {
            b'N' | b'U' if at(i + 1) == b'X' && at(i + 2) == b'X' => 3,
            b'A' | b'O' | b'U' if at(i + 1) == b'E' && !ending && !vowel_next => 2,
            _ => 1,
        };
    }
    out
}

pub(super) fn shown(words: &[Word]) -> String {
    words.iter().map(|word| word.shown.as_str()).collect::<Vec<_>>().join(" ")
}

/// Words run together; each spelling with the same one of the others, since one document keeps to one way.
pub(super) fn joined(words: &[Word]) -> Word {
    let ways = words.iter().map(|word| word.spellings.len()).max().unwrap_or(0);
    let mut spellings: Vec<String> = Vec::new();
    for way in 0..ways {
        let one: String = words
            .iter()
            .filter_map(|word| word.spellings.get(way).or_else(|| word.spellings.last()))
            .map(String::as_str)
            .collect();
        if !spellings.contains(&one) {
            spellings.push(one);
        }
    }
    Word {
        shown: shown(words),
        folded: words.iter().map(|word| word.folded.as_str()).collect(),
        spellings,
        spelt: words.iter().all(|word| word.spelt),
    }
}
