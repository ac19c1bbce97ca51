//! The code on the recovery sheet: 7 groups of 4 characters, 130 random bits and 10 check bits.

use std::fmt;

use zeroize::{Zeroize, Zeroizing};

use crate::VaultError;
use crate::gf32::{self, Check};
use crate::secret::fill_random;

/// Crockford's base 32: no letter O, I, L or U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Groups on the sheet.
const GROUPS: usize = 7;

/// Characters in a group.
const GROUP: usize = gf32::LENGTH / GROUPS;

/// A recovery code. Wiped when dropped, printed as redacted. The last two characters check the others.
pub struct RecoveryCode(Box<[u8; gf32::LENGTH]>);

impl RecoveryCode {
    pub(crate) fn random() -> Result<Self, VaultError> {
        let mut code = Self(Box::new([0; gf32::LENGTH]));
        fill_random(&mut code.0[..])?;
        // 256 is a multiple of 32: the low five bits of a random byte are as random as the byte.
        code.0.iter_mut().for_each(|symbol| *symbol &= 31);
        gf32::complete(&mut code.0);
        Ok(code)
    }

    /// Reads a code as typed: capitals or not, with or without spaces, hyphens and other marks between groups;
    /// O is read as 0, I and L as 1.
    ///
    /// # Errors
    /// `recovery-code-mistyped`, with the group to look at first when it can be told.
    pub fn parse(typed: &str) -> Result<Self, VaultError> {
        let mut code = Self(Box::new([0; gf32::LENGTH]));
        let mut count = 0;
        for c in typed.chars().filter(|c| !is_between(*c)) {
            let symbol = symbol(c).ok_or_else(|| mistyped(Some(count)))?;
            if let Some(place) = code.0.get_mut(count) {
                *place = symbol;
            }
            count += 1;
        }
        if count != gf32::LENGTH {
            return Err(VaultError::RecoveryCodeMistyped { group: odd_group(typed) });
        }
        match gf32::check(&code.0) {
            Check::Clean => Ok(code),
            Check::Slip { at } => Err(mistyped(at)),
        }
    }

    /// Calls `f` with the seven groups in order, as printed on the sheet; the buffers are wiped afterwards.
    pub fn with_groups<R>(&self, f: impl FnOnce(&[&str; GROUPS]) -> R) -> R {
        let text = self.text();
        f(&std::array::from_fn(|group| &text[group * GROUP..][..GROUP]))
    }

    /// Whether `typed` is the group of that number (1 to 7), read as [`RecoveryCode::parse`] reads.
    pub fn group_matches(&self, number: usize, typed: &str) -> bool {
        let Some(group) = number.checked_sub(1).and_then(|at| self.0.chunks_exact(GROUP).nth(at)) else {
            return false;
        };
        let typed = typed.chars().filter(|c| !is_between(*c)).map(symbol);
        typed.eq(group.iter().copied().map(Some))
    }

    #[cfg(test)]
    pub(crate) fn symbols(&self) -> &[u8] {
        &self.0[..]
    }

    /// The 28 characters without anything between them: what the key is derived from.
    pub(crate) fn text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(gf32::LENGTH));
        text.extend(self.0.iter().map(|symbol| char::from(ALPHABET[usize::from(*symbol)])));
        text
    }
}

impl Drop for RecoveryCode {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(redacted)")
    }
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '.' | ',' | '/' | ':' | '_')
}

fn symbol(c: char) -> Option<u8> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        c => c,
    };
    ALPHABET.iter().position(|known| char::from(*known) == c).map(|at| at as u8)
}

fn mistyped(at: Option<usize>) -> VaultError {
    let group = at.map(|at| at / GROUP).filter(|group| *group < GROUPS);
    VaultError::RecoveryCodeMistyped { group: group.map(|group| group as u8 + 1) }
}

/// With too many or too few characters: the one group, as separated by the typist, that has not four.
fn odd_group(typed: &str) -> Option<u8> {
    let groups: Vec<&str> = typed.split(is_between).filter(|group| !group.is_empty()).collect();
    if groups.len() != GROUPS {
        return None;
    }
    let mut odd = (1..).zip(groups).filter(|(_, group)| group.chars().count() != GROUP);
    match (odd.next(), odd.next()) {
        (Some((number, _)), None) => Some(number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(code: &RecoveryCode) -> String {
        code.with_groups(|groups| groups.join(" "))
    }

    fn group_named(typed: &str) -> Option<u8> {
        match RecoveryCode::parse(typed) {
            Err(VaultError::RecoveryCodeMistyped { group }) => group,
            other => panic!("{other:?} for {typed}"),
        }
    }

    #[test]
    fn a_printed_code_has_seven_groups_of_four_without_o_i_l_or_u() {
        let text = printed(&RecoveryCode::random().unwrap());
        assert_eq!(text.split(' ').map(str::len).collect::<Vec<_>>(), [4; 7]);
        assert!(text.chars().all(|c| c == ' ' || ALPHABET.contains(&(c as u8))));
    }

    #[test]
    fn a_code_is_read_whatever_the_case_and_the_marks_between() {
        let code = RecoveryCode::random().unwrap();
        let text = printed(&code);
        for typed in [
            text.clone(),
            text.to_lowercase(),
            text.replace(' ', ""),
            text.replace(' ', "-"),
            format!("  {} \n", text.replace(' ', "\u{2013}")),
            text.replace('0', "o").replace('1', "L"),
            text.replace('0', "O").replace('1', "i"),
        ] {
            assert_eq!(RecoveryCode::parse(&typed).unwrap().0, code.0, "{typed}");
        }
    }

    #[test]
    fn a_single_slip_anywhere_names_its_group() {
        let text = printed(&RecoveryCode::random().unwrap());
        for (at, c) in text.char_indices().filter(|(_, c)| *c != ' ') {
            let mut typed = text.clone();
            typed.replace_range(at..=at, if c == '7' { "8" } else { "7" });
            assert_eq!(group_named(&typed), Some((at / 5) as u8 + 1), "{at}");
        }
    }

    #[test]
    fn a_character_that_is_never_printed_names_its_group() {
        let mut text = printed(&RecoveryCode::random().unwrap());
        text.replace_range(11..12, "U");
        assert_eq!(group_named(&text), Some(3));
    }

    #[test]
    fn a_group_with_a_character_too_many_or_too_few_is_named() {
        let text = printed(&RecoveryCode::random().unwrap());
        let mut short = text.clone();
        short.remove(6);
        assert_eq!(group_named(&short), Some(2));
        let mut long = text.clone();
        long.insert(33, '2');
        assert_eq!(group_named(&long), Some(7));
        assert_eq!(group_named(&text[..20]), None);
        assert_eq!(group_named(""), None);
        assert_eq!(group_named(&format!("{text} {text}")), None);
    }

    #[test]
    fn typing_a_group_back_is_compared_with_that_group_alone() {
        let code = RecoveryCode::random().unwrap();
        let groups: Vec<String> = code.with_groups(|groups| groups.iter().map(|g| g.to_string()).collect());
        assert!(code.group_matches(3, &groups[2]));
        assert!(code.group_matches(3, &format!(" {} ", groups[2].to_lowercase())));
        assert!(!code.group_matches(3, &groups[2][..3]));
        assert!(!code.group_matches(3, ""));
        assert!(!code.group_matches(0, &groups[0]));
        assert!(!code.group_matches(8, &groups[6]));
        assert_eq!(code.group_matches(3, &groups[5]), groups[2] == groups[5]);
    }

    #[test]
    fn two_codes_differ() {
        assert_ne!(RecoveryCode::random().unwrap().0, RecoveryCode::random().unwrap().0);
    }
}
