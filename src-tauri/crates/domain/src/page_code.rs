//! What the square code on each page of a printed form says, so that a scanned page finds its way back by itself.
//!
//! `FD1/CF-LASER/3/7K2M9QXD/KM-10482/2/4/26RXBEM`: the mark of this format, form, version, the paper's own id, the
//! patient's reference (empty on a blank form), page, pages, check. Only characters of the QR code's alphanumeric mode
//! (ISO/IEC 18004, 7.4.4), which take 5.5 bits each. No personal data: the reference means nothing outside the clinic.
//!
//! The check is the CRC-32 of all before it (ISO/IEC 13239, as in PNG): one wrong character, or any run of wrong
//! characters within four, is always noticed, any other change but once in 4,000 million times. It comes on top of the
//! code's own correction, so that a page misread is a page for the tray and never another page.

use std::fmt;

/// Form, version, paper and patient's reference: what all pages of one printed form share.
///
/// Letters are told apart by nothing but themselves: `cf-laser` and `CF-LASER` are the same form. Each part is of Latin
/// letters, digits, hyphens and full stops.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PaperCode {
    /// Code of the form, such as `CF-LASER`; 1 to 24 characters.
    pub form: String,
    /// Version of the form, such as `3`; 1 to 16 characters.
    pub version: String,
    /// Id of this very paper, 1 to 36 characters: never used twice, nor by another clinic with the same program, so
    /// better drawn at random than counted.
    pub paper: String,
    /// The clinic's reference of the patient, such as `KM-10482`, up to 20 characters; `None` on a blank form.
    pub reference: Option<String>,
}

/// One page of a printed form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PageCode {
    /// Code of the form, as in [`PaperCode`].
    pub form: String,
    /// Version of the form, as in [`PaperCode`].
    pub version: String,
    /// Id of this very paper, as in [`PaperCode`].
    pub paper: String,
    /// The clinic's reference of the patient; `None` on a blank form.
    pub reference: Option<String>,
    /// Which page, from 1.
    pub page: u32,
    /// Of how many, up to 99.
    pub pages: u32,
}

/// Why a code is not written or not taken. Each has a sentence (`Display`) and a stable code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageCodeProblem {
    /// A part cannot stand in a code: empty, too long, or with other characters. Names the part.
    Part(&'static str),
    /// No such page: pages count from 1 to 99.
    PageNumber,
    /// Another code altogether, such as a web address.
    NotOurs,
    /// A code of a later version of this program.
    Newer,
    /// Ours once, but its parts or its check are wrong.
    Damaged,
}

const MARK: &str = "FD1";
const MOST_PAGES: u32 = 99;
const LONGEST: [(&str, usize); 4] = [("form", 24), ("version", 16), ("paper", 36), ("reference", 20)];

impl PaperCode {
    /// The code of one page.
    #[must_use]
    pub fn page(&self, page: u32, pages: u32) -> PageCode {
        let Self { form, version, paper, reference } = self.clone();
        PageCode { form, version, paper, reference, page, pages }
    }
}

impl PageCode {
    /// What all pages of its paper share.
    #[must_use]
    pub fn paper_code(&self) -> PaperCode {
        let Self { form, version, paper, reference, .. } = self.clone();
        PaperCode { form, version, paper, reference }
    }

    /// The text to be drawn as a code. Letters are written as capitals.
    ///
    /// # Errors
    /// [`PageCodeProblem::Part`] and [`PageCodeProblem::PageNumber`].
    pub fn encode(&self) -> Result<String, PageCodeProblem> {
        let parts = [&self.form, &self.version, &self.paper, self.reference.as_ref().unwrap_or(&String::new())]
            .map(|part| part.to_ascii_uppercase());
        for (at, ((name, longest), part)) in LONGEST.into_iter().zip(&parts).enumerate() {
            let may_be_empty = at == 3 && self.reference.is_none();
            if part.len() > longest || !part.bytes().all(allowed) || (part.is_empty() && !may_be_empty) {
                return Err(PageCodeProblem::Part(name));
            }
        }
        if self.page == 0 || self.page > self.pages || self.pages > MOST_PAGES {
            return Err(PageCodeProblem::PageNumber);
        }
        let [form, version, paper, reference] = parts;
        let said = format!("{MARK}/{form}/{version}/{paper}/{reference}/{}/{}/", self.page, self.pages);
        let check = check(&said);
        Ok(said + &check)
    }

    /// Reads the text of a code. What is read encodes to the same text again.
    ///
    /// # Errors
    /// [`PageCodeProblem::NotOurs`], [`PageCodeProblem::Newer`] and [`PageCodeProblem::Damaged`].
    pub fn parse(text: &str) -> Result<Self, PageCodeProblem> {
        let parts: Vec<&str> = text.split('/').collect();
        let mark = parts[0];
        if mark != MARK {
            let number =
                mark.strip_prefix("FD").filter(|rest| !rest.is_empty() && rest.bytes().all(|c| c.is_ascii_digit()));
            // Told from a stranger's code by its check, which every version ends with.
            let ours = number.is_some() && text.rsplit_once('/').is_some_and(|(_, last)| checked(text, last));
            return Err(if ours { PageCodeProblem::Newer } else { PageCodeProblem::NotOurs });
        }
        let [_, form, version, paper, reference, page, pages, last] = parts[..] else {
            return Err(PageCodeProblem::Damaged);
        };
        if !checked(text, last) {
            return Err(PageCodeProblem::Damaged);
        }
        let number = |text: &str| text.parse().map_err(|_| PageCodeProblem::Damaged);
        let read = Self {
            form: form.to_owned(),
            version: version.to_owned(),
            paper: paper.to_owned(),
            reference: Some(reference.to_owned()).filter(|text| !text.is_empty()),
            page: number(page)?,
            pages: number(pages)?,
        };
        if read.encode().as_deref() == Ok(text) { Ok(read) } else { Err(PageCodeProblem::Damaged) }
    }
}

fn allowed(character: u8) -> bool {
    character.is_ascii_uppercase() || character.is_ascii_digit() || matches!(character, b'-' | b'.')
}

fn checked(text: &str, last: &str) -> bool {
    check(&text[..text.len() - last.len()]) == last
}

/// The CRC-32 as seven characters of five bits, highest first, without the letters I, L, O and U.
fn check(said: &str) -> String {
    const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let crc = said.bytes().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    });
    (0..7).rev().map(|at| char::from(DIGITS[((!crc >> (5 * at)) & 31) as usize])).collect()
}

impl PageCodeProblem {
    /// Stable code for the screen.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Part(_) => "page-code-part",
            Self::PageNumber => "page-code-page-number",
            Self::NotOurs => "page-code-not-ours",
            Self::Newer => "page-code-newer",
            Self::Damaged => "page-code-damaged",
        }
    }
}

impl fmt::Display for PageCodeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Part(name) => write!(
                f,
                "The {name} cannot stand in the page’s code. Use Latin letters, digits, hyphens and full stops, and keep it short."
            ),
            Self::PageNumber => write!(f, "A form can have up to {MOST_PAGES} pages. Split it into two forms."),
            Self::NotOurs => f.write_str("The code on this page is not one of this desk’s."),
            Self::Newer => f.write_str("The code on this page was made by a newer version of this program."),
            Self::Damaged => f.write_str("The code on this page is damaged."),
        }
    }
}

impl std::error::Error for PageCodeProblem {}
