//! Counts what could not be printed, and where.

use crate::Unprintable;

/// Unprintable characters so far, by the part of the document they stand in.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    place: String,
    paused: bool,
    found: Vec<Unprintable>,
}

impl Tally {
    /// From here on, characters are counted for this part.
    pub(crate) fn enter(&mut self, place: &str) {
        place.clone_into(&mut self.place);
    }

    /// The part being laid out.
    pub(crate) fn place(&self) -> &str {
        &self.place
    }

    /// Text that is laid out a second time, such as a heading repeated in an index, is not counted again.
    pub(crate) fn pause(&mut self, paused: bool) {
        self.paused = paused;
    }

    /// Counts one character; the answer is how it is printed.
    pub(crate) fn escape(&mut self, character: char) -> String {
        let text = format!("⟨U+{:04X}⟩", u32::from(character));
        if !self.paused {
            match self.found.iter_mut().find(|one| one.text == text && one.where_ == self.place) {
                Some(one) => one.count += 1,
                None => self.found.push(Unprintable { text: text.clone(), where_: self.place.clone(), count: 1 }),
            }
        }
        text
    }

    /// What was counted, in order of first appearance.
    pub(crate) fn found(&self) -> &[Unprintable] {
        &self.found
    }

    pub(crate) fn into_found(self) -> Vec<Unprintable> {
        self.found
    }
}
