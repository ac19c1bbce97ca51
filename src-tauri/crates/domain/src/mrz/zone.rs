//! The lines of a zone cut into fields, and each field's check.

use chrono::NaiveDate;

use super::check;
use super::layout::{Layout, Span};
use super::{CheckStatus, Field};

pub const FIELDS: [Field; 5] = [Field::Number, Field::Birth, Field::Expiry, Field::Optional, Field::Composite];

/// Lines of the right number and length. A character that no zone uses is the byte `?`.
#[derive(Clone, Debug)]
pub struct Zone {
    pub layout: &'static Layout,
    pub lines: Vec<Vec<u8>>,
}

impl Zone {
    pub fn bytes(&self, span: Span) -> &[u8] {
        self.lines.get(span.line).and_then(|line| line.get(span.from..span.to)).unwrap_or_default()
    }

    pub fn byte(&self, at: (usize, usize)) -> u8 {
        self.lines.get(at.0).and_then(|line| line.get(at.1)).copied().unwrap_or(b'?')
    }

    /// A field's text without the fillers that pad it.
    pub fn text(&self, span: Span) -> String {
        trimmed(self.bytes(span))
    }

    /// Where the rest of a long number and its check digit stand: the filler in the check digit's place says that
    /// there is a rest, which ends at the next filler.
    pub fn number_rest(&self) -> Option<Span> {
        let goes_on = self.layout.number_goes_on;
        let filler = self.layout.number.check.map(|at| self.byte(at)) == Some(b'<');
        if !filler || self.bytes(self.layout.number.span).contains(&b'<') {
            return None;
        }
        let length = self.bytes(goes_on).iter().take_while(|&&b| b != b'<').count();
        let rest = Span { to: goes_on.from + length, ..goes_on };
        (length > 0 && (self.layout.long_numbers || self.long_number_holds(rest))).then_some(rest)
    }

    /// Some states count the filler between the two parts in: taken where the composite agrees.
    fn long_number_holds(&self, rest: Span) -> bool {
        let start = self.bytes(self.layout.number.span).iter().copied();
        let tail = self.bytes(Span { to: rest.to - 1, ..rest }).iter().copied();
        let digit = self.byte((rest.line, rest.to - 1));
        holds(start.clone().chain(tail.clone()), digit) == CheckStatus::Pass
            || (self.status(Field::Composite) == CheckStatus::Pass
                && holds(start.chain([b'<']).chain(tail), digit) == CheckStatus::Pass)
    }

    pub fn number(&self) -> String {
        let mut number = self.text(self.layout.number.span);
        if let Some(rest) = self.number_rest() {
            number.push_str(&trimmed(self.bytes(Span { to: rest.to - 1, ..rest })));
        }
        number
    }

    /// The optional data, without what belongs to a long number.
    pub fn optional(&self) -> String {
        let mut span = self.layout.optional.span;
        if let Some(rest) = self.number_rest() {
            span.from = rest.to.min(span.to);
        }
        let mut all = self.text(span);
        all.drain(..all.len() - all.trim_start_matches('<').len());
        let second = self.layout.more_optional.map(|more| self.text(more)).unwrap_or_default();
        if !all.is_empty() && !second.is_empty() {
            all.push(' ');
        }
        all.push_str(&second);
        all
    }

    pub fn status(&self, field: Field) -> CheckStatus {
        match field {
            Field::Number => match self.number_rest() {
                Some(rest) if self.long_number_holds(rest) => CheckStatus::Pass,
                Some(_) => CheckStatus::Fail,
                None => self.own(field),
            },
            Field::Birth | Field::Expiry => match self.own(field) {
                CheckStatus::Pass if !could_be_date(self.bytes(self.layout.place(field).span)) => CheckStatus::Fail,
                status => status,
            },
            Field::Optional => self.own(field),
            Field::Composite => match self.layout.composite {
                Some(at) => {
                    let over = self.layout.composite_over.iter().flat_map(|&span| self.bytes(span).iter().copied());
                    holds(over, self.byte(at))
                }
                None => CheckStatus::NotPresent,
            },
        }
    }

    /// A field against its own digit. A field left empty may have a filler for its digit.
    fn own(&self, field: Field) -> CheckStatus {
        let place = self.layout.place(field);
        let Some(at) = place.check else {
            return CheckStatus::NotPresent;
        };
        let bytes = self.bytes(place.span);
        if self.byte(at) == b'<' && bytes.iter().all(|&b| b == b'<') {
            return CheckStatus::NotPresent;
        }
        holds(bytes.iter().copied(), self.byte(at))
    }
}

fn holds(bytes: impl IntoIterator<Item = u8>, digit: u8) -> CheckStatus {
    if check::digit(bytes) == Some(digit) { CheckStatus::Pass } else { CheckStatus::Fail }
}

pub fn trimmed(bytes: &[u8]) -> String {
    let end = bytes.iter().rposition(|&b| b != b'<').map_or(0, |last| last + 1);
    String::from_utf8_lossy(&bytes[..end]).into_owned()
}

/// Six digits that are a day of some year, or digits with fillers where the document leaves a part unknown.
fn could_be_date(bytes: &[u8]) -> bool {
    if bytes.contains(&b'<') {
        return bytes.iter().all(|b| b.is_ascii_digit() || *b == b'<');
    }
    // Every year that two digits can mean but 1900 has 29 February when 20yy has it.
    year_month_day(bytes).is_some_and(|(year, month, day)| NaiveDate::from_ymd_opt(2000 + year, month, day).is_some())
}

/// Two digits each of year, month and day.
pub fn year_month_day(bytes: &[u8]) -> Option<(i32, u32, u32)> {
    if bytes.len() != 6 || !bytes.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let two = |at: usize| bytes.get(at..at + 2).map(|b| u32::from(b[0] - b'0') * 10 + u32::from(b[1] - b'0'));
    Some((i32::try_from(two(0)?).ok()?, two(2)?, two(4)?))
}
