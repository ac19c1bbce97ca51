//! Identity documents: what each kind is, what its short form asks, what it proves, and whether it stands alone.
//!
//! One row a kind. A screen shows the fields its row names and no others; the decision reads the same row.

mod decision;
mod rules;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

pub use decision::{Decision, DigitalResult, LikenessAnswer, Reason, Seen, decide, unanswered};
pub use rules::{CODE_DAYS, RULES};

/// What was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// Passport book of any state (ICAO Doc 9303 part 4).
    Passport,
    /// Photocard licence of Great Britain, full or provisional.
    LicenceGb,
    /// Photocard licence of Northern Ireland, full or provisional.
    LicenceNi,
    /// A card with the PASS hologram: CitizenCard, Young Scot and others.
    PassCard,
    /// Identity card of a state of the European Economic Area, or of Switzerland.
    IdentityCard,
    /// Irish passport card.
    IrishPassportCard,
    /// Biometric residence permit: every one ended on 31 December 2024.
    ResidencePermit,
    /// Share code of an eVisa, beside a passport.
    Evisa,
    /// Result of a certified digital verification service.
    DigitalCheck,
    /// Birth certificate.
    BirthCertificate,
    /// Anything else with a photograph.
    Other,
}

/// Who issued it: known from the kind, or asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issuer {
    /// Always the same.
    Fixed(&'static str),
    /// Asked: the field's label, and its hint.
    Asked(&'static str, &'static str),
    /// Nothing is asked of a document that cannot be taken.
    NotAsked,
}

/// What is asked of its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum NumberAsked {
    /// The last four characters.
    LastFour,
    /// The whole driver number, compared with the record; its last four characters are kept.
    Licence,
    /// The last four characters of the result's reference.
    Reference,
    /// Nothing.
    None,
}

/// Whether its last day is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum ExpiryAsked {
    /// It is always printed.
    Required,
    /// Not on every one.
    Optional,
    /// It has none.
    None,
}

/// Whether it is enough by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentStanding {
    /// It is.
    Alone,
    /// Only with the passport in front of you.
    BesidePassport,
    /// It never is: no photograph.
    Never,
    /// Every one of its kind has ended.
    Ended,
}

/// What a confirmed check of it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proves {
    /// Who they are.
    pub identity: bool,
    /// How old they are.
    pub age: bool,
    /// Where they live.
    pub address: bool,
}

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentRule {
    /// Which kind.
    pub kind: DocumentKind,
    /// Stable code kept in the record.
    pub code: &'static str,
    /// As a heading has it.
    pub name: &'static str,
    /// As it stands inside a sentence.
    pub within: &'static str,
    /// Who issued it.
    pub issuer: Issuer,
    /// What is asked of its number.
    pub number: NumberAsked,
    /// It has a machine-readable zone.
    pub zone: bool,
    /// Whether its last day is asked.
    pub expiry: ExpiryAsked,
    /// Does the photograph look like the person?
    pub likeness: bool,
    /// Do name and date of birth match the record?
    pub name_and_born: bool,
    /// Was the PASS hologram seen?
    pub hologram: bool,
    /// Is the passport there, and what is the share code?
    pub beside_passport: bool,
    /// How did the result arrive, and what does it say?
    pub digital_result: bool,
    /// What a confirmed check of it shows.
    pub proves: Proves,
    /// Whether it is enough by itself.
    pub standing: DocumentStanding,
    /// What to say, and to do, when it is not; empty when it is.
    pub not_enough: &'static str,
}

/// The last day on which any biometric residence permit was in date.
pub fn permits_ended() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 12, 31).unwrap_or(NaiveDate::MIN)
}

impl DocumentKind {
    /// Its row.
    pub fn rule(self) -> &'static DocumentRule {
        // The table has every kind, which a test keeps; the first row is never reached by another.
        RULES.iter().find(|rule| rule.kind == self).unwrap_or(&RULES[0])
    }

    /// The code kept in the record.
    pub fn code(self) -> &'static str {
        self.rule().code
    }

    /// The kind of a code, if it is one.
    pub fn from_code(code: &str) -> Option<DocumentKind> {
        RULES.iter().find(|rule| rule.code == code).map(|rule| rule.kind)
    }
}

/// A kept code as a heading has it. `driving-licence` was kept before the two licences were told apart.
pub fn name_of(code: &str) -> &'static str {
    match (code, DocumentKind::from_code(code)) {
        (_, Some(kind)) => kind.rule().name,
        ("driving-licence", _) => "Driving licence",
        ("", _) => "No document",
        _ => "Document",
    }
}

/// A kept code as it stands inside a sentence.
pub fn within(code: &str) -> &'static str {
    match (code, DocumentKind::from_code(code)) {
        (_, Some(kind)) => kind.rule().within,
        ("driving-licence", _) => "driving licence",
        _ => "document",
    }
}

/// Whether a confirmed check of a document of this code shows how old somebody is.
pub fn proves_age(code: &str) -> bool {
    DocumentKind::from_code(code).map_or(code == "driving-licence", |kind| kind.rule().proves.age)
}
