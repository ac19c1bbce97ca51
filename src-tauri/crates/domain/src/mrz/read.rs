//! From typed lines to a reading.

use chrono::NaiveDate;

use super::layout::{self, Layout};
use super::zone::{FIELDS, Zone};
use super::{CheckStatus, DocumentSex, Field, FieldCheck, Format, MrzReading, Verdict, check, dates, suggest};
use crate::date_entry::show;

/// Longer than any zone; more is not one.
const LINES_MOST: usize = 12;
const LENGTH_MOST: usize = 120;
/// Lines of a zone and their length.
const SHAPES: [(usize, usize); 3] = [(2, 44), (2, 36), (3, 30)];

/// Reads the lines of a zone as a reader or a person types them, checked on the day `on`. Blank lines, spaces and case
/// do not matter. Never fails: what cannot be read is left empty and said.
pub fn read(text: &str, on: NaiveDate) -> MrzReading {
    let shown = tidy(text);
    // One byte a character, so that places count characters whatever was typed.
    let bytes = |line: &String| match line.is_ascii() {
        true => line.as_bytes().to_vec(),
        false => line.chars().map(|c| if c.is_ascii() { c as u8 } else { b'?' }).collect(),
    };
    let lines: Vec<Vec<u8>> = shown.iter().map(bytes).collect();
    let Some(layout) = layout::of(&lines) else {
        let message = wrong_shape(&lines);
        return by_hand(Format::None, shown, message);
    };
    let zone = Zone { layout, lines };
    if !is_icao(&zone) {
        let message = "These lines are built as one country's own format, which has no check digits this can test. Compare the document by eye.";
        return by_hand(Format::None, shown, message.to_owned());
    }
    reading(&zone, shown, on)
}

/// Marks without width that come with a paste, and what no keyboard shows.
fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\t') || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Upper-case lines without spaces. Some readers send spaces for the fillers within a line: where only the lines with
/// their spaces have a zone's lengths, the spaces are fillers.
fn tidy(text: &str) -> Vec<String> {
    let typed: Vec<&str> = text
        .split(['\n', '\r', '\u{2028}', '\u{85}'])
        .map(|line| line.trim_matches(|c: char| c.is_whitespace() || is_hidden(c)))
        .filter(|line| !line.is_empty())
        .take(LINES_MOST)
        .collect();
    let close: Vec<String> = typed.iter().map(|line| held(line, "")).collect();
    let of_length = |line: &String, length: usize| line.chars().count() == length;
    let shapes = || SHAPES.iter().filter(|(count, _)| *count == close.len());
    if shapes().any(|&(_, length)| close.iter().all(|line| of_length(line, length))) {
        return close;
    }
    let filled: Vec<String> = typed.iter().map(|line| held(line, "<")).collect();
    let either = |length: usize| {
        let lines = close.iter().zip(&filled);
        lines.map(|(close, filled)| [close, filled].into_iter().find(|line| of_length(line, length)).cloned()).collect()
    };
    shapes().find_map(|&(_, length)| either(length)).unwrap_or(close)
}

/// A line as it is compared, with `filler` for each space.
fn held(line: &str, filler: &str) -> String {
    if line.len() <= LENGTH_MOST && line.bytes().all(|b| b.is_ascii_graphic()) {
        return line.to_ascii_uppercase();
    }
    let mut held = String::with_capacity(line.len().min(LENGTH_MOST));
    for c in line.chars().filter(|&c| !is_hidden(c)).take(LENGTH_MOST) {
        if c.is_whitespace() { held.push_str(filler) } else { held.push(c.to_ascii_uppercase()) }
    }
    held
}

/// A card of another kind can have lines of the same length: its document code is none of ICAO's, or what ICAO's places
/// hold is neither dates nor letters nor a sex. Lines of 44 have no other format.
fn is_icao(zone: &Zone) -> bool {
    let layout: &Layout = zone.layout;
    if layout.length == 44 {
        return true;
    }
    // The French card of 1988 to 2021 has its number where a nationality stands, and a given name for the date of birth.
    let code = zone.bytes(layout.code);
    let digits = zone.bytes(layout.nationality).iter().filter(|b| b.is_ascii_digit()).count();
    if layout.format == Format::Td2 && code == b"ID" && zone.bytes(layout.issuer) == b"FRA" && digits > 1 {
        return false;
    }
    // Digits that hold together are no accident.
    let holding = || {
        let fields = [Field::Number, Field::Birth, Field::Expiry];
        fields.into_iter().filter(|&field| zone.status(field) == CheckStatus::Pass).count()
    };
    if !code.first().is_some_and(|first| layout.codes.contains(first)) {
        return holding() == 3 && zone.status(Field::Composite) != CheckStatus::Fail;
    }
    misfits(zone) < 2 || holding() >= 2
}

/// How many of four places hold what no slip of the hand explains.
fn misfits(zone: &Zone) -> usize {
    let layout = zone.layout;
    // Letters that are easily typed for digits are a slip, not another format.
    let digit = |b: u8| {
        b.is_ascii_digit() || matches!(b, b'<' | b'O' | b'D' | b'Q' | b'I' | b'L' | b'Z' | b'S' | b'G' | b'B' | b'?')
    };
    let letter = |b: u8| b.is_ascii_uppercase() || matches!(b, b'<' | b'0' | b'1' | b'8' | b'5' | b'2' | b'6' | b'?');
    let fits = [
        zone.bytes(layout.birth.span).iter().all(|&b| digit(b)),
        zone.bytes(layout.expiry.span).iter().all(|&b| digit(b)),
        zone.bytes(layout.nationality).iter().all(|&b| letter(b)),
        zone.bytes(layout.sex).iter().all(|&b| matches!(b, b'M' | b'F' | b'X' | b'<')),
    ];
    fits.iter().filter(|&&fits| !fits).count()
}

fn reading(zone: &Zone, shown: Vec<String>, on: NaiveDate) -> MrzReading {
    let layout = zone.layout;
    let checks: Vec<FieldCheck> =
        FIELDS.iter().map(|&field| FieldCheck { field, status: zone.status(field) }).collect();
    let failed: Vec<Field> =
        checks.iter().filter(|check| check.status == CheckStatus::Fail).map(|check| check.field).collect();
    let strange = zone.lines.iter().flatten().any(|&byte| check::value(byte).is_none());
    let verdict = match (failed.is_empty(), strange) {
        (false, _) => Verdict::Fail,
        // No check digit covers the place, yet no zone has such a character.
        (true, true) => Verdict::ByHand,
        (true, false) => Verdict::Pass,
    };
    let (surname, given_names) = names(&zone.text(layout.names));
    let birth = dates::birth(zone.bytes(layout.birth.span), on);
    let expiry = dates::expiry(zone.bytes(layout.expiry.span), on);
    let expired = expiry.is_some_and(|expiry| expiry < on);
    MrzReading {
        format: layout.format,
        verdict,
        message: message(verdict, &failed, expiry.filter(|_| expired)),
        lines: shown,
        document_code: zone.text(layout.code),
        issuer: zone.text(layout.issuer),
        surname,
        given_names,
        name_truncated: !zone.bytes(layout.names).ends_with(b"<"),
        number: zone.number(),
        nationality: zone.text(layout.nationality),
        born: birth.born,
        born_other_century: birth.other,
        born_note: birth.note,
        expiry,
        expired,
        sex: sex(zone),
        optional: zone.optional(),
        suggestions: if failed.is_empty() { Vec::new() } else { suggest::near_misses(zone, &failed, on) },
        checks,
        failed,
    }
}

/// Surname and given names: two fillers part them, one stands for a space or a hyphen. Two at the beginning leave the
/// surname out: some states so print people who have given names alone.
fn names(text: &str) -> (String, String) {
    let (surname, given) = text.split_once("<<").unwrap_or((text, ""));
    (spaced(surname), spaced(given))
}

fn spaced(part: &str) -> String {
    let mut out = String::with_capacity(part.len());
    for word in part.split('<').filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn sex(zone: &Zone) -> Option<DocumentSex> {
    match zone.bytes(zone.layout.sex) {
        b"F" => Some(DocumentSex::Female),
        b"M" => Some(DocumentSex::Male),
        b"<" | b"X" => Some(DocumentSex::Unspecified),
        _ => None,
    }
}

fn message(verdict: Verdict, failed: &[Field], expired: Option<NaiveDate>) -> String {
    let mut message = match verdict {
        Verdict::Pass => "The lines were read correctly. That does not mean the document is genuine.".to_owned(),
        Verdict::ByHand => {
            "A character in these lines is in no machine-readable zone. Compare the document by eye.".to_owned()
        }
        Verdict::Fail => {
            let names: Vec<&str> = failed.iter().map(|field| field.shown()).collect();
            format!(
                "The check digit of {} does not fit. Scan again, or compare the line with the document.",
                join(&names)
            )
        }
    };
    if let Some(date) = expired {
        message.push_str(&format!(" The document expired on {}.", show(date)));
    }
    message
}

fn join(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

impl Field {
    /// As a sentence names it.
    pub fn shown(self) -> &'static str {
        match self {
            Self::Number => "the document number",
            Self::Birth => "the date of birth",
            Self::Expiry => "the expiry date",
            Self::Optional => "the optional data",
            Self::Composite => "the whole line",
        }
    }

    /// The code used in data: `number`, `birth`, `expiry`, `optional`, `composite`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Birth => "birth",
            Self::Expiry => "expiry",
            Self::Optional => "optional",
            Self::Composite => "composite",
        }
    }
}

fn wrong_shape(lines: &[Vec<u8>]) -> String {
    if lines.is_empty() {
        return "Nothing was read. Scan again, or type the lines.".to_owned();
    }
    let nearly = SHAPES
        .into_iter()
        .find(|&(count, length)| lines.len() == count && lines.iter().all(|line| line.len().abs_diff(length) <= 3));
    if let Some((_, length)) = nearly
        && let Some((at, line)) = lines.iter().enumerate().find(|(_, line)| line.len() != length)
    {
        return format!(
            "Line {} has {} characters and needs {length}. Scan again, or count the line.",
            at + 1,
            line.len()
        );
    }
    "These are not the lines of a passport (2 of 44 characters) or card (2 of 36 or 3 of 30). Scan again, or compare the document by eye.".to_owned()
}

fn by_hand(format: Format, lines: Vec<String>, message: String) -> MrzReading {
    MrzReading {
        format,
        verdict: Verdict::ByHand,
        lines,
        document_code: String::new(),
        issuer: String::new(),
        surname: String::new(),
        given_names: String::new(),
        name_truncated: false,
        number: String::new(),
        nationality: String::new(),
        born: None,
        born_other_century: None,
        born_note: None,
        expiry: None,
        expired: false,
        sex: None,
        optional: String::new(),
        checks: FIELDS.iter().map(|&field| FieldCheck { field, status: CheckStatus::NotPresent }).collect(),
        failed: Vec::new(),
        suggestions: Vec::new(),
        message,
    }
}
