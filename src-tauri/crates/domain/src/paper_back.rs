//! Signed forms that come back as scanned pages: where a page goes by its code, and what is still missing.

use crate::page_code::PageCode;

/// A paper that was printed here, as far as its pages are to be compared with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Code of the form.
    pub form: String,
    /// Version of the form.
    pub version: String,
    /// The reference printed on it; none on a blank form.
    pub reference: Option<String>,
    /// Pages it has.
    pub pages: u32,
    /// Page numbers that are back.
    pub back: Vec<u32>,
}

/// Where a scanned page goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goes {
    /// To this page of its paper.
    Home(u32),
    /// Nowhere: the very same picture is kept already.
    Seen,
    /// To the tray, for a person to file.
    Tray(Why),
}

/// Why a page with a code that was read does not go home by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// No such paper was printed here.
    Unknown,
    /// The paper is ours and says otherwise: another form, version or reference, or no such page.
    Contradicts,
    /// That page is back already, in another picture.
    Second,
}

impl Why {
    /// The code the store keeps.
    pub fn code(self) -> &'static str {
        match self {
            Why::Unknown => "page-paper-unknown",
            Why::Contradicts => "page-contradicts",
            Why::Second => "page-second",
        }
    }

    /// The reason of a code.
    pub fn from_code(code: &str) -> Option<Why> {
        [Why::Unknown, Why::Contradicts, Why::Second].into_iter().find(|why| why.code() == code)
    }

    /// For whoever files the page.
    pub fn words(self) -> &'static str {
        match self {
            Why::Unknown => "Its code names a paper that was not printed at this desk.",
            Why::Contradicts => "Its code does not agree with what was printed under this number.",
            Why::Second => "This page of the paper is back already, in another picture.",
        }
    }
}

/// Where a page goes by its code. `known` is the paper it names, if one was printed here; `seen` says that this very
/// picture is kept already. Letters of a code are capitals, so they are compared without their case.
pub fn goes(code: &PageCode, known: Option<&Known>, seen: bool) -> Goes {
    let Some(known) = known else { return if seen { Goes::Seen } else { Goes::Tray(Why::Unknown) } };
    let same = |one: &str, other: &str| one.eq_ignore_ascii_case(other);
    let reference = match (&code.reference, &known.reference) {
        (Some(one), Some(other)) => same(one, other),
        (None, None) => true,
        _ => false,
    };
    let agrees = same(&code.form, &known.form)
        && same(&code.version, &known.version)
        && reference
        && code.pages == known.pages
        && (1..=known.pages).contains(&code.page);
    match () {
        () if seen => Goes::Seen,
        () if !agrees => Goes::Tray(Why::Contradicts),
        () if known.back.contains(&code.page) => Goes::Tray(Why::Second),
        () => Goes::Home(code.page),
    }
}

/// The pages of a paper that are not back, in order.
pub fn missing(pages: u32, back: &[u32]) -> Vec<u32> {
    (1..=pages).filter(|page| !back.contains(page)).collect()
}

/// "Page 3 of 4 is not back.", "Pages 2, 3 and 5 of 6 are not back."; empty when all are.
pub fn missing_words(pages: u32, back: &[u32]) -> String {
    let missing = missing(pages, back);
    let numbers: Vec<String> = missing.iter().map(u32::to_string).collect();
    match numbers.split_last() {
        None => String::new(),
        Some((one, [])) => format!("Page {one} of {pages} is not back."),
        Some((last, others)) => format!("Pages {} and {last} of {pages} are not back.", others.join(", ")),
    }
}
