//! Where each format keeps its fields. Lines and places count from 0, ends are open.

use super::{Field, Format};

#[derive(Clone, Copy, Debug)]
pub struct Span {
    pub line: usize,
    pub from: usize,
    pub to: usize,
}

const fn span(line: usize, from: usize, to: usize) -> Span {
    Span { line, from, to }
}

/// A field with its check digit's place, where it has one.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub span: Span,
    pub check: Option<(usize, usize)>,
}

#[derive(Debug)]
pub struct Layout {
    pub format: Format,
    pub lines: usize,
    pub length: usize,
    /// What the document code may begin with.
    pub codes: &'static [u8],
    pub code: Span,
    pub issuer: Span,
    pub names: Span,
    pub number: Place,
    pub nationality: Span,
    pub birth: Place,
    pub sex: Span,
    pub expiry: Place,
    pub optional: Place,
    /// TD1 has a second optional field.
    pub more_optional: Option<Span>,
    /// A number of more than nine characters goes on here.
    pub number_goes_on: Span,
    /// The format's own part of Doc 9303 provides for that. Elsewhere it is believed only where the digit holds.
    pub long_numbers: bool,
    pub composite: Option<(usize, usize)>,
    pub composite_over: &'static [Span],
}

const CODE: Span = span(0, 0, 2);
const ISSUER: Span = span(0, 2, 5);

const fn place(line: usize, from: usize, to: usize) -> Place {
    Place { span: span(line, from, to), check: Some((line, to)) }
}

const fn unchecked(line: usize, from: usize, to: usize) -> Place {
    Place { span: span(line, from, to), check: None }
}

/// The two-line formats share everything but the names' end, the optional data and the composite.
const fn two_lines(format: Format, length: usize, codes: &'static [u8], optional: Place) -> Layout {
    Layout {
        format,
        lines: 2,
        length,
        codes,
        code: CODE,
        issuer: ISSUER,
        names: span(0, 5, length),
        number: place(1, 0, 9),
        nationality: span(1, 10, 13),
        birth: place(1, 13, 19),
        sex: span(1, 20, 21),
        expiry: place(1, 21, 27),
        number_goes_on: optional.span,
        long_numbers: false,
        optional,
        more_optional: None,
        composite: None,
        composite_over: &[],
    }
}

static TD3: Layout = Layout {
    composite: Some((1, 43)),
    composite_over: &[span(1, 0, 10), span(1, 13, 20), span(1, 21, 43)],
    ..two_lines(Format::Td3, 44, b"P", place(1, 28, 42))
};

static TD2: Layout = Layout {
    long_numbers: true,
    composite: Some((1, 35)),
    composite_over: &[span(1, 0, 10), span(1, 13, 20), span(1, 21, 35)],
    ..two_lines(Format::Td2, 36, b"ACIP", unchecked(1, 28, 35))
};

static MRV_A: Layout = two_lines(Format::MrvA, 44, b"V", unchecked(1, 28, 44));
static MRV_B: Layout = two_lines(Format::MrvB, 36, b"V", unchecked(1, 28, 36));

static TD1: Layout = Layout {
    format: Format::Td1,
    lines: 3,
    length: 30,
    codes: b"ACI",
    code: CODE,
    issuer: ISSUER,
    names: span(2, 0, 30),
    number: place(0, 5, 14),
    nationality: span(1, 15, 18),
    birth: place(1, 0, 6),
    sex: span(1, 7, 8),
    expiry: place(1, 8, 14),
    optional: unchecked(0, 15, 30),
    more_optional: Some(span(1, 18, 29)),
    number_goes_on: span(0, 15, 30),
    long_numbers: true,
    composite: Some((1, 29)),
    composite_over: &[span(0, 5, 30), span(1, 0, 7), span(1, 8, 15), span(1, 18, 29)],
};

/// The layout by the number and length of the lines and the first letter, which tells a visa.
pub fn of(lines: &[Vec<u8>]) -> Option<&'static Layout> {
    let visa = lines.first().and_then(|line| line.first()) == Some(&b'V');
    let candidates = if visa { [&MRV_A, &MRV_B, &TD1] } else { [&TD3, &TD2, &TD1] };
    candidates
        .into_iter()
        .find(|layout| lines.len() == layout.lines && lines.iter().all(|line| line.len() == layout.length))
}

impl Layout {
    pub fn place(&self, field: Field) -> Place {
        match field {
            Field::Number => self.number,
            Field::Birth => self.birth,
            Field::Expiry => self.expiry,
            Field::Optional => self.optional,
            Field::Composite => Place { span: span(0, 0, 0), check: self.composite },
        }
    }
}
