//! Names in the letters of a machine-readable zone: ICAO Doc 9303 part 3, section 6 (Latin and Cyrillic). That part gives no
//! Greek table; Greek passports use ELOT 743, and so does this. Other scripts have no spelling here.

use unicode_normalization::UnicodeNormalization;

/// Which of several spellings in use: the tables give more than one for some letters, and states differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// The table's first: `Ä` AE, `Ö` OE, `Ü` UE, `Å` AA.
    Expanded,
    /// Accents left out: `Ä` A, `Ü` U.
    Plain,
    /// With the marks that some states print: `Ñ` NXX, `Ü` UXX.
    Marked,
    Ukrainian,
    Belarusian,
    Serbian,
    /// The table gives Serbian `Г` as H, Serbia prints G.
    SerbianByTable,
    Macedonian,
    Bulgarian,
}

const LATIN: [Spelling; 3] = [Spelling::Expanded, Spelling::Plain, Spelling::Marked];
const CYRILLIC: [Spelling; 7] = [
    Spelling::Expanded,
    Spelling::Ukrainian,
    Spelling::Belarusian,
    Spelling::Serbian,
    Spelling::SerbianByTable,
    Spelling::Macedonian,
    Spelling::Bulgarian,
];

/// A name as a document most often prints it, in `A` to `Z` and `<`. Spaces and hyphens become one `<`; apostrophes, full
/// stops and letters without a spelling are left out.
pub fn to_mrz(name: &str) -> String {
    spelt(name, Spelling::Expanded)
}

/// Every spelling of a name that the tables allow, without repeats, the usual one first.
pub fn spellings(name: &str) -> Vec<String> {
    let ways: &[Spelling] = if name.chars().any(is_cyrillic) { &CYRILLIC } else { &LATIN };
    let mut all: Vec<String> = Vec::new();
    for &way in ways {
        let one = spelt(name, way);
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all
}

/// Whether each letter of the name has a spelling here. An Arabic or Hebrew name has none: compare it by eye.
pub fn can_spell(name: &str) -> bool {
    name.nfc()
        .filter(|c| c.is_alphabetic())
        .all(|c| is_silent(c) || !spelt(c.encode_utf8(&mut [0; 4]), Spelling::Expanded).is_empty())
}

pub fn spelt(name: &str, way: Spelling) -> String {
    let mut out = String::with_capacity(name.len());
    let greek = name.chars().any(is_greek).then(|| greek::to_latin(name));
    let mut first = true;
    for c in greek.as_deref().unwrap_or(name).nfc() {
        if c.is_whitespace() || matches!(c, '-' | '<' | ',' | '\u{2010}'..='\u{2015}') {
            if !out.is_empty() && !out.ends_with('<') {
                out.push('<');
            }
            first = true;
        } else if !is_apostrophe(c) {
            letter(c, first, way, &mut out);
            first = false;
        }
    }
    out.truncate(out.trim_end_matches('<').len());
    out
}

/// Appends one letter's spelling. `first`: it begins a word.
fn letter(c: char, first: bool, way: Spelling, out: &mut String) {
    if c.is_ascii() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_uppercase());
        }
        return;
    }
    let mut capitals = c.to_uppercase();
    let capital = match (capitals.next(), capitals.next()) {
        (Some(one), None) => one,
        _ => c, // `ß` and its like have no single capital
    };
    if let Some(text) = cyrillic(capital, first, way).or_else(|| special_latin(capital, way)) {
        out.push_str(text);
    } else {
        out.extend(capital.nfkd().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()));
    }
}

/// Latin letters whose spelling is not the letter without its accent.
fn special_latin(capital: char, way: Spelling) -> Option<&'static str> {
    let (expanded, plain, marked) = match capital {
        'Ä' => ("AE", "A", "AE"),
        'Å' => ("AA", "A", "AA"),
        'Ö' => ("OE", "O", "OE"),
        'Ø' => ("OE", "O", "OE"),
        'Ü' => ("UE", "U", "UXX"),
        'Ñ' => ("N", "N", "NXX"),
        'Æ' | 'Ǽ' | 'Ǣ' => ("AE", "AE", "AE"),
        'Œ' => ("OE", "OE", "OE"),
        'ß' | 'ẞ' => ("SS", "SS", "SS"),
        'Þ' => ("TH", "TH", "TH"),
        'Đ' => ("D", "D", "DJ"), // Serbia prints DJ
        'Ð' | 'Ɖ' | 'Ɗ' => ("D", "D", "D"),
        'Ł' => ("L", "L", "L"),
        'Ħ' => ("H", "H", "H"),
        'Ŋ' | 'Ɲ' => ("N", "N", "N"),
        'Ŧ' => ("T", "T", "T"),
        'Ĳ' => ("IJ", "IJ", "IJ"),
        'ĸ' => ("Q", "Q", "Q"),
        'Ə' | 'Ɛ' => ("E", "E", "E"),
        'Ɔ' => ("O", "O", "O"),
        'Ɓ' => ("B", "B", "B"),
        'Ƙ' => ("K", "K", "K"),
        'Ƴ' => ("Y", "Y", "Y"),
        'ı' => ("I", "I", "I"),
        _ => return None,
    };
    Some(match way {
        Spelling::Plain => plain,
        Spelling::Marked => marked,
        _ => expanded,
    })
}

fn cyrillic(capital: char, first: bool, way: Spelling) -> Option<&'static str> {
    use Spelling::{Belarusian, Bulgarian, Macedonian, Serbian, SerbianByTable, Ukrainian};
    let serbian = matches!(way, Serbian | SerbianByTable);
    let balkan = serbian || way == Macedonian;
    let ukrainian_start = way == Ukrainian && first;
    Some(match capital {
        'А' => "A",
        'Б' => "B",
        'В' => "V",
        'Г' if matches!(way, Ukrainian | Belarusian | SerbianByTable) => "H",
        'Г' | 'Ґ' => "G",
        'Ѓ' if way == Macedonian => "GJ",
        'Ѓ' | 'Ғ' => "G",
        'Д' => "D",
        'Ђ' if way == Serbian => "DJ",
        'Ђ' => "D",
        'Ё' if way == Belarusian => "IO",
        'Е' | 'Ё' | 'Э' => "E",
        'Є' if ukrainian_start => "YE",
        'Є' => "IE",
        'Ж' if serbian => "Z",
        'Ж' => "ZH",
        'З' => "Z",
        'Ѕ' => "DZ",
        'И' if way == Ukrainian => "Y",
        'Й' if ukrainian_start => "Y",
        'Ї' if ukrainian_start => "YI",
        'И' | 'Й' | 'І' | 'Ї' => "I",
        'Ј' => "J",
        'К' => "K",
        'Ќ' if way == Macedonian => "KJ",
        'Ќ' => "K",
        'Л' => "L",
        'Љ' => "LJ",
        'М' => "M",
        'Н' => "N",
        'Њ' => "NJ",
        'О' => "O",
        'П' => "P",
        'Р' => "R",
        'С' => "S",
        'Т' => "T",
        'Ћ' => "C",
        'У' | 'Ў' | 'Ѫ' => "U",
        'Ф' | 'Ѳ' => "F",
        'Х' if balkan => "H",
        'Х' => "KH",
        'Ц' if balkan => "C",
        'Ц' => "TS",
        'Ч' if serbian => "C",
        'Ч' => "CH",
        'Џ' if way == Macedonian => "DJ",
        'Џ' => "DZ",
        'Ш' if serbian => "S",
        'Ш' => "SH",
        'Щ' if way == Bulgarian => "SHT",
        'Щ' => "SHCH",
        'Ъ' => "IE",
        'Ы' | 'Ѵ' => "Y",
        'Ь' => "",
        'Ю' if ukrainian_start => "YU",
        'Ю' => "IU",
        'Я' if ukrainian_start => "YA",
        'Я' => "IA",
        _ => return None,
    })
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{0400}'..='\u{052F}')
}

fn is_greek(c: char) -> bool {
    matches!(c, '\u{0370}'..='\u{03FF}' | '\u{1F00}'..='\u{1FFF}')
}

/// Letters the tables leave out on purpose.
fn is_silent(c: char) -> bool {
    matches!(c, 'Ь' | 'ь' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | 'ˈ')
}

/// A mark that stands over or under a letter and may be left out without changing which name it is.
pub fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}'                                                 // Latin, Greek, Cyrillic
        | '\u{0591}'..='\u{05BD}' | '\u{05BF}' | '\u{05C1}' | '\u{05C2}' | '\u{05C4}' | '\u{05C5}' | '\u{05C7}' // Hebrew points
        | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{0640}') // Arabic vowel signs and stretching
}

/// The signs people type for an apostrophe, in names such as O'Neil.
pub fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`'
            | '´'
            | '\u{2018}'
            | '\u{2019}'
            | '\u{201B}'
            | '\u{02B9}'
            | '\u{02BB}'
            | '\u{02BC}'
            | '\u{02BE}'
            | '\u{02BF}'
            | '\u{2032}'
            | '\u{FF07}'
    )
}

/// A Latin letter that carries no separable accent, spelt in plain lower-case letters.
pub fn plain_latin(c: char) -> Option<&'static str> {
    Some(match c {
        'ł' | 'Ł' => "l",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' | 'Ɖ' | 'ɖ' | 'Ɗ' | 'ɗ' => "d",
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'þ' | 'Þ' => "th",
        'ħ' | 'Ħ' => "h",
        'ŋ' | 'Ŋ' | 'Ɲ' | 'ɲ' => "n",
        'ŧ' | 'Ŧ' => "t",
        'ı' => "i",
        'ĸ' => "q",
        'ə' | 'Ə' | 'ɛ' | 'Ɛ' => "e",
        'ɔ' | 'Ɔ' => "o",
        'ɓ' | 'Ɓ' => "b",
        'ƙ' | 'Ƙ' => "k",
        'ƴ' | 'Ƴ' => "y",
        'ĳ' | 'Ĳ' => "ij",
        _ => return None,
    })
}

mod greek;
