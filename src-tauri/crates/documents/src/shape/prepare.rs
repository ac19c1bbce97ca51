//! Makes a text safe to shape: what cannot be printed becomes its code point.

use std::borrow::Cow;

use super::Tally;
use crate::font::{is_ignorable_mark, is_printable};

/// The text as it will be printed. Tabs become spaces and the ends of lines become `\n`.
pub(super) fn prepare<'a>(text: &'a str, tally: &mut Tally) -> Cow<'a, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut escaped = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        // A joiner or selector next to an unprintable character belongs to it and is shown with it.
        let belongs = escaped && (is_ignorable_mark(character) || is_selector(character));
        escaped = false;
        match character {
            '\t' => out.push(' '),
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            _ if !belongs && is_printable(character) => out.push(character),
            _ => {
                out.push_str(&tally.escape(character));
                escaped = true;
            }
        }
    }
    Cow::Owned(out)
}

fn is_selector(character: char) -> bool {
    matches!(character, '\u{fe00}'..='\u{fe0f}')
}

/// The text with whole groups of characters replaced by their code points, for groups no single face can show.
pub(super) fn replace(text: &str, groups: &[(usize, usize)], tally: &mut Tally) -> String {
    let mut out = String::with_capacity(text.len() + 16 * groups.len());
    let mut done = 0;
    for &(start, end) in groups {
        out.push_str(&text[done..start]);
        text[start..end].chars().for_each(|character| out.push_str(&tally.escape(character)));
        done = end;
    }
    out.push_str(&text[done..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emoji_prints_as_its_code_point_and_is_counted() {
        let mut tally = Tally::default();
        tally.enter("Notes");
        assert_eq!(prepare("so 😀 and 😀", &mut tally), "so ⟨U+1F600⟩ and ⟨U+1F600⟩");
        assert_eq!(tally.found().len(), 1);
        assert_eq!(tally.found()[0].count, 2);
        assert_eq!(tally.found()[0].where_, "Notes");
    }

    #[test]
    fn a_direction_override_is_shown_and_a_joiner_within_a_word_is_kept() {
        let mut tally = Tally::default();
        assert_eq!(prepare("a\u{202e}b", &mut tally), "a⟨U+202E⟩b");
        assert_eq!(prepare("می\u{200c}خواهم", &mut tally), "می\u{200c}خواهم");
        assert_eq!(prepare("\u{7}", &mut tally), "⟨U+0007⟩");
    }

    #[test]
    fn ends_of_lines_are_kept_and_tabs_become_spaces() {
        assert_eq!(prepare("a\r\nb\rc\td\u{2028}e", &mut Tally::default()), "a\nb\nc d\ne");
    }
}
