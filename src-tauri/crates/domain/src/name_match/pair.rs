//! The words of a document's name against the words of the record's.

use super::words::{Side, Word, joined, run_together, shown};
use super::{NamePart, NameVerdict, NameWord, WordVerdict};

/// A surname shorter than this leaves room for a first name on every line, and is not cut.
const CUT_FROM: usize = 20;

pub(super) struct Pair {
    pub doc: Side,
    pub rec: Side,
    pub truncated: bool,
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
        let cut = (self.doc.given.is_empty() || joined_doc.length() >= CUT_FROM) && joined_doc.begins(&joined_rec);
        (self.truncated && (cut || self.initials_in_surname())).then(|| word(WordVerdict::Truncated))
    }

    /// A long surname may be given as its first words and the initials of the others.
    fn initials_in_surname(&self) -> bool {
        let (doc, rec) = (&self.doc.surname, &self.rec.surname);
        let mut pairs = doc.iter().zip(rec);
        doc.len() == rec.len()
            && pairs.next().is_some_and(|(d, r)| r.against(d).is_some())
            && pairs.all(|(d, r)| r.against(d).is_some() || d.is_initial_of(r))
    }

    fn given_names(&self, found: &mut Vec<NameWord>) -> NameVerdict {
        // `Jean-Paul` and `JEANPAUL`, whatever else either has.
        let rec = &run_together(&self.rec.given, &self.doc.given.iter().collect::<Vec<_>>());
        let doc = &run_together(&self.doc.given, &rec.iter().collect::<Vec<_>>());
        let cut_at_surname =
            self.doc.given.is_empty() && found.iter().any(|word| word.verdict == WordVerdict::Truncated);
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
                let cut = |at: &usize| {
                    !used[*at] && (doc[*at].is_initial_of(word) || (*at == last && doc[last].begins(word)))
                };
                (0..doc.len()).find(cut).filter(|_| self.truncated).map(|at| (at, WordVerdict::Truncated))
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

    /// The record's surname and first name somewhere on the document, and nothing of the document's surname left over,
    /// unless the two stand in each other's place.
    fn moved(&self) -> Option<Vec<NameWord>> {
        let record = self.rec.run_together(&self.doc);
        let document = self.doc.run_together(&record);
        let doc: Vec<&Word> = document.all().collect();
        let mut used = vec![false; doc.len()];
        let mut found = Vec::new();
        let mut swapped = true;
        for (nth, word) in record.all().enumerate() {
            let Some(at) = (0..doc.len()).find(|&at| !used[at] && word.against(doc[at]).is_some()) else {
                if nth <= record.surname.len() {
                    return None;
                }
                found.push(given(Some(word.shown.clone()), None, WordVerdict::Extra));
                continue;
            };
            used[at] = true;
            swapped &= nth >= record.surname.len() || at >= document.surname.len();
            let part = if nth < record.surname.len() { NamePart::Surname } else { NamePart::GivenNames };
            let same_part = (at < document.surname.len()) == (part == NamePart::Surname);
            let same_place = same_part
                && (at == nth
                    || (part == NamePart::GivenNames && at + record.surname.len() == nth + document.surname.len()));
            let verdict = if same_place { WordVerdict::Same } else { WordVerdict::Moved };
            found.push(NameWord {
                part,
                record: Some(word.shown.clone()),
                document: Some(doc[at].shown.clone()),
                verdict,
            });
        }
        let surname_left = used.iter().take(document.surname.len()).any(|used| !used);
        if found.is_empty() || (surname_left && !swapped) {
            return None;
        }
        for at in (0..doc.len()).filter(|&at| !used[at]) {
            found.push(given(None, Some(doc[at].shown.clone()), WordVerdict::Extra));
        }
        Some(found)
    }

    /// A name in a script without a spelling is neither like nor unlike: somebody has to look. Not where the surname, in
    /// letters that have one, differs by itself.
    fn by_eye(&self) -> Option<(NameVerdict, Vec<NameWord>)> {
        let unspelt = |words: [&[Word]; 2]| words.iter().any(|words| words.iter().any(|word| !word.spelt));
        let surname = [&self.rec.surname[..], &self.doc.surname[..]];
        let given = [&self.rec.given[..], &self.doc.given[..]];
        if !unspelt(surname) && (!unspelt(given) || self.surnames().is_none()) {
            return None;
        }
        let row = |part, [rec, doc]: [&[Word]; 2]| NameWord {
            part,
            record: (!rec.is_empty()).then(|| shown(rec)),
            document: (!doc.is_empty()).then(|| shown(doc)),
            verdict: WordVerdict::ByEye,
        };
        Some((NameVerdict::Check, vec![row(NamePart::Surname, surname), row(NamePart::GivenNames, given)]))
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
