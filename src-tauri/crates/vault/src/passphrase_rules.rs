//! Which passphrases are taken, and offering a good one.

use diceware_wordlists::EFF_LONG_WORDLIST;
use zeroize::Zeroizing;
use zxcvbn::feedback::Warning;
use zxcvbn::{Score, zxcvbn};

use crate::passphrase::normalised;
use crate::secret::fill_random;
use crate::{Passphrase, VaultError};

/// Characters that a practice manager's passphrase needs, counted after NFKC.
pub const MANAGER_PASSPHRASE_LENGTH: usize = 15;

/// Characters that anybody else's needs: the device secret is the second secret.
pub const STAFF_PASSPHRASE_LENGTH: usize = 12;

/// Above this nobody types it twice the same.
const LONGEST: usize = 256;

/// Phrases that are known as examples of good ones, and what everybody at a front desk thinks of first.
/// Without spaces: that is how they are compared.
const WELL_KNOWN: &[&str] = &[
    "correcthorsebatterystaple",
    "thequickbrownfoxjumpsoverthelazydog",
    "tobeornottobe",
    "maytheforcebewithyou",
    "openthefrontdesk",
    "frontdesk",
    "reception",
    "receptionist",
    "practicemanager",
    "clinic",
    "medical",
    "patients",
    "welcome",
    "letmein",
    "changeme",
    "passphrase",
];

/// Checks a new passphrase: long enough for the role, free of unseen characters, and not among the first that would
/// be guessed. `names` are what a guesser knows: the person's, the clinic's.
///
/// # Errors
/// `passphrase-too-short`, `passphrase-too-long`, `passphrase-unseen-character`, `passphrase-common`.
pub fn check_passphrase(text: &str, role_is_manager: bool, names: &[&str]) -> Result<(), VaultError> {
    let needed = if role_is_manager { MANAGER_PASSPHRASE_LENGTH } else { STAFF_PASSPHRASE_LENGTH };
    let text = normalised(text);
    check_shape(&text, needed)?;

    let names = spellings(names);
    let mut known: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
    known.extend_from_slice(WELL_KNOWN);
    // Also without what stands between the words: "p-a-s-s-w-o-r-d" is no better than "password".
    let squeezed = squeeze(&text);
    for form in [&text, &squeezed] {
        if form.is_empty() {
            continue;
        }
        let guess = zxcvbn(form, &known);
        if guess.score() < Score::Three {
            let warning = guess.feedback().and_then(|feedback| feedback.warning());
            return Err(VaultError::PassphraseCommon { why: reason(warning) });
        }
    }
    Ok(())
}

/// The part of the rules that holds for every slot, whoever asks: at least the shortest length, and typeable.
pub(crate) fn check_least(passphrase: &Passphrase) -> Result<(), VaultError> {
    check_shape(&passphrase.normalised(), STAFF_PASSPHRASE_LENGTH)
}

fn check_shape(normalised: &str, needed: usize) -> Result<(), VaultError> {
    if normalised.chars().any(char::is_control) {
        return Err(VaultError::PassphraseUnseenCharacter);
    }
    let found = normalised.chars().count();
    if found < needed {
        return Err(VaultError::PassphraseTooShort { needed, found });
    }
    if found > LONGEST {
        return Err(VaultError::PassphraseTooLong { limit: LONGEST });
    }
    Ok(())
}

/// A passphrase of that many random words (12.9 bits each) from the EFF long list, with spaces between them.
///
/// # Errors
/// `no-randomness`.
pub fn suggest_passphrase(words: usize) -> Result<Passphrase, VaultError> {
    // The longest word has 9 letters: one allocation, no copies left behind.
    let mut text = String::with_capacity(words * 10);
    for number in 0..words {
        if number > 0 {
            text.push(' ');
        }
        text.push_str(EFF_LONG_WORDLIST[random_below(EFF_LONG_WORDLIST.len())?]);
    }
    Ok(Passphrase::new(text))
}

/// A number below `limit` (at most 8192), each as likely: draws of 13 bits, those past the end thrown away.
fn random_below(limit: usize) -> Result<usize, VaultError> {
    loop {
        let mut bytes = Zeroizing::new([0; 2]);
        fill_random(&mut *bytes)?;
        let drawn = usize::from(u16::from_le_bytes(*bytes) & 0x1fff);
        if drawn < limit {
            return Ok(drawn);
        }
    }
}

fn squeeze(text: &str) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    out.extend(text.chars().filter(|c| c.is_alphanumeric()));
    out
}

/// Each name, each word of it of three letters or more, and the whole without spaces.
fn spellings(names: &[&str]) -> Vec<String> {
    let mut out = Vec::new();
    for name in names {
        let name = normalised(name).to_lowercase();
        out.extend(name.split_whitespace().filter(|word| word.chars().count() > 2).map(str::to_owned));
        out.push(squeeze(&name).to_string());
        out.push(name);
    }
    out.retain(|spelling| !spelling.is_empty());
    out
}

fn reason(warning: Option<Warning>) -> &'static str {
    match warning {
        Some(Warning::StraightRowsOfKeysAreEasyToGuess | Warning::ShortKeyboardPatternsAreEasyToGuess) => {
            "it follows the keys on the keyboard"
        }
        Some(Warning::RepeatsLikeAaaAreEasyToGuess | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess) => {
            "it repeats itself"
        }
        Some(Warning::SequencesLikeAbcAreEasyToGuess) => "it counts or spells in order",
        Some(Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess) => {
            "most of it is a year or a date"
        }
        Some(Warning::NamesAndSurnamesByThemselvesAreEasyToGuess | Warning::CommonNamesAndSurnamesAreEasyToGuess) => {
            "most of it is a name"
        }
        Some(
            Warning::ThisIsATop10Password
            | Warning::ThisIsATop100Password
            | Warning::ThisIsACommonPassword
            | Warning::ThisIsSimilarToACommonlyUsedPassword,
        ) => "most of it is a common password, a known phrase or a name",
        Some(Warning::AWordByItselfIsEasyToGuess) => "most of it is a single word",
        None => "it is made of things often used",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str, manager: bool) -> &'static str {
        check_passphrase(text, manager, &["Marta Nowak", "Kensington Medical"])
            .map_or_else(|error| error.code(), |()| "taken")
    }

    #[test]
    fn a_manager_needs_15_characters_and_others_12() {
        assert_eq!(code("velvet mango 7", true), "passphrase-too-short");
        assert_eq!(code("velvet mango 7x", true), "taken");
        assert_eq!(code("fig ox quilt", false), "taken");
        assert_eq!(code("fig ox quil", false), "passphrase-too-short");
    }

    #[test]
    fn characters_are_counted_after_normalisation() {
        // Twelve code points as typed, eleven once the accents are composed.
        assert_eq!(code("fi\u{301}g ox quil", false), "passphrase-too-short");
        // One ligature as typed, two letters once taken apart.
        assert_eq!(code("\u{fb01}g ox quilt", false), "taken");
    }

    #[test]
    fn passphrases_that_are_guessed_first_are_refused() {
        for text in [
            "password password",
            "velvet mango",
            "aaaaaaaaaaaaaaaaa",
            "qwertyuiopasdfghjkl",
            "123456789012345",
            "abcdefghijklmnop",
            "correct horse battery staple",
            "Correct-Horse-Battery-Staple",
            "p-a-s-s-w-o-r-d-1",
            "Marta Nowak 2026!",
            "kensington medical",
            "KensingtonMedical1",
            "frontdesk reception",
        ] {
            assert_eq!(code(text, false), "passphrase-common", "{text}");
        }
    }

    #[test]
    fn a_line_break_is_refused_before_anything_else() {
        assert_eq!(code("velvet mango tractor\n", true), "passphrase-unseen-character");
        assert_eq!(code("a\tb", true), "passphrase-unseen-character");
    }

    #[test]
    fn a_passphrase_has_an_upper_limit() {
        assert_eq!(code(&"velvet mango ".repeat(20), true), "passphrase-too-long");
    }

    #[test]
    fn the_refusal_says_what_to_do_and_never_repeats_the_passphrase() {
        let error = check_passphrase("password password", true, &[]).unwrap_err();
        assert!(error.to_string().contains("three or four words"));
        assert!(!format!("{error:?} {error}").contains("password password"));
    }

    #[test]
    fn an_offered_passphrase_has_that_many_words_of_the_list_and_is_taken() {
        for _ in 0..20 {
            let offered = suggest_passphrase(4).unwrap();
            let words: Vec<&str> = offered.expose().split(' ').collect();
            assert_eq!(words.len(), 4);
            assert!(words.iter().all(|word| EFF_LONG_WORDLIST.contains(word)));
            assert_eq!(code(offered.expose(), true), "taken", "{}", offered.expose());
        }
    }

    #[test]
    fn offered_words_come_from_the_whole_list() {
        let drawn: Vec<usize> = (0..4000).map(|_| random_below(7776).unwrap()).collect();
        assert!(drawn.iter().all(|number| *number < 7776));
        // Each eighth of the list is drawn about 500 times; a tenth either way is far beyond chance for none at all.
        for eighth in 0..8 {
            let count = drawn.iter().filter(|number| *number / 972 == eighth).count();
            assert!((350..650).contains(&count), "{eighth}: {count}");
        }
    }

    #[test]
    fn the_list_is_the_long_one_and_its_longest_word_has_9_letters() {
        assert_eq!(EFF_LONG_WORDLIST.len(), 7776);
        assert_eq!(EFF_LONG_WORDLIST.iter().map(|word| word.len()).max(), Some(9));
    }
}
