//! The rows of the comparison: problems first, each with what is shown, what the record has, and a correction if one fits.

use frontdesk_domain::date_entry::show;
use frontdesk_domain::identity_document::DocumentStanding;
use frontdesk_domain::mrz::{CheckStatus, DocumentSex, Field, MrzReading, Verdict};
use frontdesk_domain::name_match::{DocumentName, NamePart, NameVerdict, NameWord, WordVerdict};
use frontdesk_domain::patient::Sex;
use frontdesk_domain::record_name::{NameSource, RecordComparison, compare_with_record};

use super::zone::{Held, issuer, last_four, sex};
use crate::views::check_in::{Compared, Digit, DocumentKind, ZoneRowView, ZoneSuggestionView};

const NONE_YET: &str = "None yet";
const NOT_READ: &str = "Not read";

/// The rows of a reading; none when the lines are not a zone.
pub(super) fn rows(reading: &MrzReading, kind: DocumentKind, held: Option<&Held>) -> Vec<ZoneRowView> {
    if reading.verdict == Verdict::ByHand {
        return Vec::new();
    }
    let earlier =
        held.and_then(|held| held.earlier.iter().rev().find(|check| check.document.as_deref() == Some(kind.code())));
    let names = held.map(|held| compare_names(reading, held));
    let mut rows = vec![
        number(reading, earlier.and_then(|check| check.last_four.as_deref())),
        name(reading, names.as_ref(), NamePart::Surname),
        name(reading, names.as_ref(), NamePart::GivenNames),
        born(reading, held),
        expires(reading, earlier.and_then(|check| check.expiry.as_deref())),
        sex_row(reading, held),
        issued(reading, earlier.and_then(|check| check.issuer.as_deref())),
    ];
    rows.extend(whole_line(reading));
    for row in &mut rows {
        row.suggestion = suggestion(reading, &row.part);
    }
    rows.sort_by_key(weight);
    rows
}

/// Troubles first, then what the document adds, then the rest in the order of the page.
fn weight(row: &ZoneRowView) -> u8 {
    match (row.digit, row.compared) {
        (Digit::Fails, _) | (_, Compared::Differs | Compared::Expired) => 0,
        (_, Compared::Adds) => 1,
        _ => 2,
    }
}

/// What to do, one sentence for each problem.
pub(super) fn problems(reading: &MrzReading, kind: DocumentKind, rows: &[ZoneRowView]) -> Vec<String> {
    if reading.verdict == Verdict::ByHand {
        return vec![reading.message.clone()];
    }
    if kind.rule().standing == DocumentStanding::Ended {
        return vec![kind.rule().not_enough.to_string()];
    }
    rows.iter()
        .filter_map(|row| match (row.digit, row.compared) {
            (Digit::Fails, _) if row.suggestion.is_some() => {
                Some(format!("{}: one character looks wrong. Use the suggestion, or scan again.", row.part))
            }
            (Digit::Fails, _) => Some(format!("{}: not read correctly. Scan again, or compare it by eye.", row.part)),
            (_, Compared::Differs) => {
                Some(format!("{}: not what our record says. {}", row.part, row.note).trim_end().to_string())
            }
            (_, Compared::Expired) => Some("The document is out of date. Ask for one that is in date.".to_string()),
            _ => None,
        })
        .collect()
}

fn row(part: &str, document: String, record: String, compared: Compared, note: String, digit: Digit) -> ZoneRowView {
    ZoneRowView { part: part.to_string(), document, record, compared, note, digit, suggestion: None }
}

fn digit(reading: &MrzReading, field: Field) -> Digit {
    match reading.checks.iter().find(|check| check.field == field).map(|check| check.status) {
        Some(CheckStatus::Pass) => Digit::Passes,
        Some(CheckStatus::Fail) => Digit::Fails,
        _ => Digit::None,
    }
}

/// The checked field a row stands for.
fn field_of(part: &str) -> Option<Field> {
    match part {
        "Number" => Some(Field::Number),
        "Born" => Some(Field::Birth),
        "Expires" => Some(Field::Expiry),
        "Extra data" => Some(Field::Optional),
        "Whole line" => Some(Field::Composite),
        _ => None,
    }
}

fn suggestion(reading: &MrzReading, part: &str) -> Option<ZoneSuggestionView> {
    let field = field_of(part)?;
    let found = reading.suggestions.iter().find(|suggestion| suggestion.field == field)?;
    Some(ZoneSuggestionView {
        sentence: found.message.clone(),
        value: found.value.clone(),
        lines: found.lines.join("\n"),
    })
}

fn number(reading: &MrzReading, earlier: Option<&str>) -> ZoneRowView {
    let same = earlier.is_some() && last_four(&reading.number).as_deref() == earlier;
    let (record, compared, note) = match earlier {
        None => (NONE_YET.to_string(), Compared::FirstTime, String::new()),
        Some(four) if same => (format!("Ends {four}"), Compared::Same, String::new()),
        Some(four) => (format!("Ends {four}"), Compared::FirstTime, "Another document than last time.".to_string()),
    };
    row("Number", shown(&reading.number), record, compared, note, digit(reading, Field::Number))
}

fn shown(text: &str) -> String {
    if text.is_empty() { NOT_READ.to_string() } else { text.to_string() }
}

pub(super) fn compare_names(reading: &MrzReading, held: &Held) -> RecordComparison {
    let name = DocumentName {
        surname: reading.surname.clone(),
        given_names: reading.given_names.clone(),
        truncated: reading.name_truncated,
    };
    compare_with_record(&name, &held.patient.particulars)
}

fn name(reading: &MrzReading, compared: Option<&RecordComparison>, part: NamePart) -> ZoneRowView {
    let (title, document) = match part {
        NamePart::Surname => ("Surname", &reading.surname),
        NamePart::GivenNames => ("Given names", &reading.given_names),
    };
    let document = if document.is_empty() { "None".to_string() } else { document.clone() };
    let Some(compared) = compared else {
        return row(title, document, NONE_YET.to_string(), Compared::FirstTime, String::new(), Digit::None);
    };
    let record = match part {
        NamePart::Surname => compared.name.0.clone(),
        NamePart::GivenNames => compared.name.1.clone(),
    };
    let words: Vec<&NameWord> = compared.found.words.iter().filter(|word| word.part == part).collect();
    let is = |verdict| words.iter().any(|word| word.verdict == verdict);
    let (verdict, note) = if is(WordVerdict::Missing) {
        let ask = "Ask whether the name has changed: see proof, then correct the record or add it as a former name. Else ask for another document.";
        (Compared::Differs, ask.to_string())
    } else if is(WordVerdict::ByEye) {
        (Compared::Differs, "Different scripts: compare by eye.".to_string())
    } else if is(WordVerdict::Moved) {
        (Compared::Differs, "The same words in another place. Ask which is the surname.".to_string())
    } else if let Some(other) = other_name(compared, part) {
        (Compared::Same, other.to_string())
    } else {
        let adds: Vec<&str> =
            words.iter().filter(|word| word.record.is_none()).filter_map(|word| word.document.as_deref()).collect();
        if adds.is_empty() {
            (Compared::Same, words.iter().find_map(|word| spelling(word)).unwrap_or_default())
        } else {
            (Compared::Adds, format!("Adds {}", adds.join(" ")))
        }
    };
    row(title, document, record, verdict, note, Digit::None)
}

/// Which other name of the record it is, where it is not the legal one.
fn other_name(compared: &RecordComparison, part: NamePart) -> Option<&'static str> {
    match (compared.source, part) {
        (NameSource::Former, NamePart::Surname) => Some("Their former name."),
        (NameSource::Latin, NamePart::Surname) => Some("Their name in Latin letters."),
        (NameSource::Preferred, NamePart::GivenNames) if compared.found.verdict == NameVerdict::Check => {
            Some("The name they like to be called: compare by eye.")
        }
        _ => None,
    }
}

/// "Z stands for Ż": the first letter that a travel document spells otherwise.
fn spelling(word: &NameWord) -> Option<String> {
    let (record, document) = (word.record.as_deref()?.to_uppercase(), word.document.as_deref()?.to_uppercase());
    let mut letters = record.chars().filter(|c| c.is_alphabetic());
    let mut read = document.chars().filter(|c| c.is_alphabetic());
    if letters.clone().count() != read.clone().count() {
        return Some(format!("{document} is how travel documents spell it."));
    }
    letters.find_map(|letter| {
        read.next().filter(|other| *other != letter).map(|other| format!("{other} stands for {letter}."))
    })
}

fn born(reading: &MrzReading, held: Option<&Held>) -> ZoneRowView {
    let digit = digit(reading, Field::Birth);
    let read = reading.born.map_or_else(|| NOT_READ.to_string(), show);
    let note = reading.born_note.clone().unwrap_or_default();
    let Some(held) = held else {
        return row("Born", read, NONE_YET.to_string(), Compared::FirstTime, note, digit);
    };
    let record = held.patient.particulars.born;
    if reading.born == Some(record) {
        return row("Born", read, show(record), Compared::Same, note, digit);
    }
    if reading.born_other_century == Some(record) {
        return row(
            "Born",
            show(record),
            show(record),
            Compared::Same,
            "Read as our record's century.".to_string(),
            digit,
        );
    }
    row(
        "Born",
        read,
        show(record),
        Compared::Differs,
        "Ask for the date of birth, and see which is right.".to_string(),
        digit,
    )
}

fn expires(reading: &MrzReading, earlier: Option<&str>) -> ZoneRowView {
    let record = earlier.and_then(|day| day.parse().ok()).map_or_else(|| NONE_YET.to_string(), show);
    let compared = match reading.expiry {
        Some(_) if reading.expired => Compared::Expired,
        Some(_) => Compared::InDate,
        None => Compared::FirstTime,
    };
    let read = reading.expiry.map_or_else(|| NOT_READ.to_string(), show);
    row("Expires", read, record, compared, String::new(), digit(reading, Field::Expiry))
}

fn sex_row(reading: &MrzReading, held: Option<&Held>) -> ZoneRowView {
    let read = match reading.sex {
        Some(DocumentSex::Unspecified) => "Not stated".to_string(),
        Some(of) => sex_name(sex(of)).to_string(),
        None => NOT_READ.to_string(),
    };
    let Some(held) = held else {
        return row("Sex", read, NONE_YET.to_string(), Compared::FirstTime, String::new(), Digit::None);
    };
    let record = held.patient.particulars.sex;
    let (compared, note) = match reading.sex {
        Some(of) if sex(of) == record => (Compared::Same, ""),
        Some(DocumentSex::Unspecified) => (Compared::FirstTime, "The document does not say."),
        Some(_) => (Compared::Differs, "Markers change: this alone stops nothing."),
        None => (Compared::FirstTime, ""),
    };
    row("Sex", read, sex_name(record).to_string(), compared, note.to_string(), Digit::None)
}

/// Sex as recorded, in a word.
pub(crate) fn sex_name(of: Sex) -> &'static str {
    match of {
        Sex::Female => "Female",
        Sex::Male => "Male",
        Sex::Unspecified => "Unspecified",
    }
}

fn issued(reading: &MrzReading, earlier: Option<&str>) -> ZoneRowView {
    let read = issuer(reading).unwrap_or_else(|| NOT_READ.to_string());
    let compared = if earlier == Some(read.as_str()) { Compared::Same } else { Compared::FirstTime };
    row("Issued by", read, earlier.unwrap_or(NONE_YET).to_string(), compared, String::new(), Digit::None)
}

/// The check digits that belong to no single row, shown when they alone fail.
fn whole_line(reading: &MrzReading) -> Vec<ZoneRowView> {
    let mut rows = Vec::new();
    if reading.failed.contains(&Field::Optional) {
        rows.push(row(
            "Extra data",
            shown(&reading.optional),
            "Not kept".to_string(),
            Compared::FirstTime,
            String::new(),
            Digit::Fails,
        ));
    }
    if reading.failed == [Field::Composite] {
        rows.push(row(
            "Whole line",
            "Each part passes".to_string(),
            "Not kept".to_string(),
            Compared::FirstTime,
            String::new(),
            Digit::Fails,
        ));
    }
    rows
}
