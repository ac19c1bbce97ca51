//! Word against word.

use super::{NamePart, NameVerdict, NameWord, WordVerdict};
use crate::search::fold;
use crate::translit;

/// More words than any name has; the rest is left out.
const WORDS_MOST: usize = 30;

pub(super) struct Side {
    surname: Vec<Word>,
    given: Vec<Word>,
}

pub(super) struct Pair {
    pub doc: Side,
    pub rec: Side,
    pub truncated: bool,
}

/// One word as typed, and what it is compared by.
struct Word {
    shown: String,
    folded: String,
    spellings: Vec<String>,
    /// Written in letters that have a spelling.
    spelt: bool,
}

impl Side {
    pub fn new(surname: &str, given: &str) -> Self {
        Self { surname: words(surname), given: words(given) }
    }

    fn all(&self) -> impl Iterator<Item = &Word> {
        self.surname.iter().chain(&self.given)
    }
}

fn words(name: &str) -> Vec<Word> {
    name.split(|c: char| c.is_whitespace() || matches!(c, '<' | ',' | '-' | '\u{2010}'..='\u{2015}'))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .take(WORDS_MOST)
        .map(Word::new)
        .collect()
}

impl Word {
    fn new(word: &str) -> Self {
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

    fn against(&self, other: &Self) -> Option<WordVerdict> {
        if !self.folded.is_empty() && self.folded == other.folded {
            return Some(WordVerdict::Same);
        }
        let meets = self.spellings.iter().any(|spelling| other.spellings.contains(spelling));
        meets.then_some(WordVerdict::ByTransliteration)
    }

    /// Whether this word of a document is the beginning of one on the record.
    fn begins(&self, record: &Self) -> bool {
        self.spellings.iter().any(|cut| record.spellings.iter().any(|whole| whole.starts_with(cut.as_str())))
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

impl Pair {
    pub fn compare(&self) -> (NameVerdict, Vec<NameWord>) {
        if let Some(surname) = self.surnames() {
            let mut found = vec![surname];
            let verdict = self.given_names(&mut found);
            if verdict != NameVerdict::Differs {
                return (verdict, found);
            }
            return match self.moved() {
                Some(moved) => (NameVerdict::Check, moved),
                None => self.by_eye().unwrap_or((verdict, found)),
            };
        }
        if let Some(moved) = self.moved() {
            return (NameVerdict::Check, moved);
        }
        self.by_eye().unwrap_or_else(|| (NameVerdict::Differs, self.without_surname()))
    }

    /// The surnames as a whole: `Smith-Jones`, `SMITH JONES` and `SMITHJONES` are one.
    fn surnames(&self) -> Option<NameWord> {
        let (doc, rec) = (&self.doc.surname, &self.rec.surname);
        if doc.is_empty() || rec.is_empty() {
            return None;
        }
        let word = |verdict| NameWord {
            part: NamePart::Surname,
            record: Some(shown(rec)),
            document: Some(shown(doc)),
            verdict,
        };
        if doc.len() == rec.len() {
            let verdicts: Option<Vec<_>> = rec.iter().zip(doc).map(|(r, d)| r.against(d)).collect();
            if let Some(verdicts) = verdicts {
                let same = verdicts.iter().all(|verdict| *verdict == WordVerdict::Same);
                return Some(word(if same { WordVerdict::Same } else { WordVerdict::ByTransliteration }));
            }
        }
        let (joined_doc, joined_rec) = (joined(doc), joined(rec));
        if let Some(verdict) = joined_rec.against(&joined_doc) {
            return Some(word(verdict));
        }
        // A surname that fills the whole line leaves no room for given names.
        let cut = self.truncated && self.doc.given.is_empty() && joined_doc.begins(&joined_rec);
        cut.then(|| word(WordVerdict::Truncated))
    }

    fn given_names(&self, found: &mut Vec<NameWord>) -> NameVerdict {
        let (doc, rec) = (&self.doc.given, &self.rec.given);
        let cut_at_surname = found.iter().any(|word| word.verdict == WordVerdict::Truncated);
        if !doc.is_empty() && !rec.is_empty() && doc.len() != rec.len() {
            // `Jean-Paul` and `JEANPAUL`.
            if let Some(verdict) = joined(rec).against(&joined(doc)) {
                found.push(given(Some(shown(rec)), Some(shown(doc)), verdict));
                return NameVerdict::Match;
            }
        }
        let mut used = vec![false; doc.len()];
        let mut places: Vec<usize> = Vec::new();
        let (mut first_missing, mut more_on_record) = (false, false);
        for (nth, word) in rec.iter().enumerate() {
            let whole = doc.iter().enumerate().find_map(
                |(at, d)| {
                    if used[at] { None } else { word.against(d).map(|v| (at, v)) }
                },
            );
            let cut = || {
                let last = doc.len().checked_sub(1)?;
                (self.truncated && !used[last] && doc[last].begins(word)).then_some((last, WordVerdict::Truncated))
            };
            if let Some((at, verdict)) = whole.or_else(cut) {
                used[at] = true;
                places.push(at);
                found.push(given(Some(word.shown.clone()), Some(doc[at].shown.clone()), verdict));
            } else if (self.truncated && nth > 0) || cut_at_surname {
                found.push(given(Some(word.shown.clone()), None, WordVerdict::Truncated));
            } else {
                first_missing |= nth == 0;
                more_on_record = true;
                let verdict = if nth == 0 { WordVerdict::Missing } else { WordVerdict::Extra };
                found.push(given(Some(word.shown.clone()), None, verdict));
            }
        }
        for (_, word) in doc.iter().enumerate().filter(|(at, _)| !used[*at]) {
            found.push(given(None, Some(word.shown.clone()), WordVerdict::Extra));
        }
        let more_on_document = used.contains(&false);
        if first_missing {
            return NameVerdict::Differs;
        }
        if !places.is_sorted() {
            let moved = found
                .iter_mut()
                .filter(|word| word.part == NamePart::GivenNames && word.record.is_some() && word.document.is_some());
            moved.for_each(|word| word.verdict = WordVerdict::Moved);
            return NameVerdict::Check;
        }
        // Either may have more; that each has one the other lacks is two different middle names.
        if more_on_record && more_on_document { NameVerdict::Check } else { NameVerdict::Match }
    }

    /// Every word of the record somewhere on the document, and nothing of the document's surname left over.
    fn moved(&self) -> Option<Vec<NameWord>> {
        let doc: Vec<&Word> = self.doc.all().collect();
        let mut used = vec![false; doc.len()];
        let mut found = Vec::new();
        for (nth, word) in self.rec.all().enumerate() {
            let at = (0..doc.len()).find(|&at| !used[at] && word.against(doc[at]).is_some())?;
            used[at] = true;
            let part = if nth < self.rec.surname.len() { NamePart::Surname } else { NamePart::GivenNames };
            let same_part = (at < self.doc.surname.len()) == (part == NamePart::Surname);
            let same_place = same_part
                && (at == nth
                    || (part == NamePart::GivenNames && at + self.rec.surname.len() == nth + self.doc.surname.len()));
            let verdict = if same_place { WordVerdict::Same } else { WordVerdict::Moved };
            found.push(NameWord {
                part,
                record: Some(word.shown.clone()),
                document: Some(doc[at].shown.clone()),
                verdict,
            });
        }
        let surname_left = used.iter().take(self.doc.surname.len()).any(|used| !used);
        if found.is_empty() || surname_left {
            return None;
        }
        for at in (0..doc.len()).filter(|&at| !used[at]) {
            found.push(given(None, Some(doc[at].shown.clone()), WordVerdict::Extra));
        }
        Some(found)
    }

    /// A name in a script without a spelling is neither like nor unlike: somebody has to look.
    fn by_eye(&self) -> Option<(NameVerdict, Vec<NameWord>)> {
        if self.doc.all().chain(self.rec.all()).all(|word| word.spelt) {
            return None;
        }
        let row = |part, rec: &[Word], doc: &[Word]| NameWord {
            part,
            record: (!rec.is_empty()).then(|| shown(rec)),
            document: (!doc.is_empty()).then(|| shown(doc)),
            verdict: WordVerdict::ByEye,
        };
        let surname = row(NamePart::Surname, &self.rec.surname, &self.doc.surname);
        let given = row(NamePart::GivenNames, &self.rec.given, &self.doc.given);
        Some((NameVerdict::Check, vec![surname, given]))
    }

    fn without_surname(&self) -> Vec<NameWord> {
        let (doc, rec) = (&self.doc.surname, &self.rec.surname);
        let side = |words: &[Word]| (!words.is_empty()).then(|| shown(words));
        let mut found = vec![NameWord {
            part: NamePart::Surname,
            record: side(rec),
            document: side(doc),
            verdict: WordVerdict::Missing,
        }];
        self.given_names(&mut found);
        found
    }
}

fn given(record: Option<String>, document: Option<String>, verdict: WordVerdict) -> NameWord {
    NameWord { part: NamePart::GivenNames, record, document, verdict }
}

fn shown(words: &[Word]) -> String {
    words.iter().map(|word| word.shown.as_str()).collect::<Vec<_>>().join(" ")
}

/// Words run together; each spelling with the same one of the others, since one document keeps to one way.
fn joined(words: &[Word]) -> Word {
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
