//! Whether what was seen confirms who they are, with every reason against it and what to do about each.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{CODE_DAYS, DocumentKind, DocumentStanding, ExpiryAsked, Issuer};
use crate::name_match::NameVerdict;
use crate::problem::FieldProblem;

/// Does the photograph look like the person?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum LikenessAnswer {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// Nobody is sure yet.
    Unsure,
}

/// How the result of a digital verification service arrived, and what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum DigitalResult {
    /// From the provider; it confirms them.
    Confirmed,
    /// From the provider; it does not confirm them.
    NotConfirmed,
    /// Only shown on a phone, which is not enough.
    PhoneOnly,
}

macro_rules! codes {
    ($($kind:ident { $($variant:ident $code:literal),+ })+) => {$(
        impl $kind {
            /// The code kept in the record.
            pub fn code(self) -> &'static str {
                match self { $($kind::$variant => $code),+ }
            }

            /// The answer of a code, if it is one.
            pub fn from_code(code: &str) -> Option<$kind> {
                match code { $($code => Some($kind::$variant),)+ _ => None }
            }
        }
    )+};
}

codes! {
    LikenessAnswer { Yes "yes", No "no", Unsure "unsure" }
    DigitalResult { Confirmed "confirmed", NotConfirmed "not-confirmed", PhoneOnly "phone-only" }
}

/// What was seen of a document, as answered so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Which kind.
    pub kind: DocumentKind,
    /// Who issued it, where that is asked.
    pub issuer: Option<String>,
    /// Its last day.
    pub expiry: Option<NaiveDate>,
    /// Its name against the record.
    pub name: Option<NameVerdict>,
    /// Its date of birth is the record's.
    pub born: Option<bool>,
    /// What a person answered who compared both.
    pub by_eye: Option<bool>,
    /// The photograph.
    pub likeness: Option<LikenessAnswer>,
    /// The PASS hologram was seen.
    pub hologram: Option<bool>,
    /// The result of a digital check.
    pub digital: Option<DigitalResult>,
    /// The passport that an eVisa stands beside is there.
    pub passport_beside: Option<bool>,
    /// The end of the share code was read.
    pub share_code: bool,
    /// The day the share code was made.
    pub share_made: Option<NaiveDate>,
}

impl Seen {
    /// A document of which nothing is answered yet.
    pub fn of(kind: DocumentKind) -> Self {
        Seen {
            kind,
            issuer: None,
            expiry: None,
            name: None,
            born: None,
            by_eye: None,
            likeness: None,
            hologram: None,
            digital: None,
            passport_beside: None,
            share_code: false,
            share_made: None,
        }
    }

    /// Only what its short form asks: an answer left over from another kind says nothing.
    pub fn only_asked(self) -> Self {
        let rule = self.kind.rule();
        Seen {
            kind: self.kind,
            issuer: self.issuer.filter(|_| rule.issuer != Issuer::NotAsked),
            expiry: self.expiry.filter(|_| rule.expiry != ExpiryAsked::None),
            name: self.name.filter(|_| rule.name_and_born),
            born: self.born.filter(|_| rule.name_and_born),
            by_eye: self.by_eye.filter(|_| rule.name_and_born),
            likeness: self.likeness.filter(|_| rule.likeness),
            hologram: self.hologram.filter(|_| rule.hologram),
            digital: self.digital.filter(|_| rule.digital_result),
            passport_beside: self.passport_beside.filter(|_| rule.beside_passport),
            share_code: self.share_code && rule.beside_passport,
            share_made: self.share_made.filter(|_| rule.beside_passport),
        }
    }

    /// It cannot confirm anybody, whatever else is answered.
    fn hopeless(&self) -> bool {
        match self.kind.rule().standing {
            DocumentStanding::Never | DocumentStanding::Ended => true,
            DocumentStanding::BesidePassport => self.passport_beside == Some(false),
            DocumentStanding::Alone => self.digital == Some(DigitalResult::PhoneOnly),
        }
    }
}

/// Why a document does not confirm somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// It is never enough, or only beside a passport that was not there, or its kind has ended.
    NotEnough,
    /// Its last day has passed.
    Expired,
    /// The photograph is of somebody else.
    LikenessNo,
    /// Nobody is sure of the photograph.
    LikenessUnsure,
    /// Another name.
    NameDiffers,
    /// Another date of birth.
    BornDiffers,
    /// No PASS hologram.
    NoHologram,
    /// The provider does not confirm them.
    ResultNegative,
    /// A phone screen.
    PhoneOnly,
    /// The share code was made too long ago.
    CodeRunOut,
}

impl Reason {
    /// What is wrong, without what to do: the first sentence of the advice.
    pub fn what(self, kind: DocumentKind) -> &'static str {
        let advice = self.advice(kind);
        advice.find(". ").map_or(advice, |end| &advice[..=end])
    }

    /// What is wrong and what to do. A kind of its own says it in its row.
    pub fn advice(self, kind: DocumentKind) -> &'static str {
        match self {
            Reason::NotEnough => kind.rule().not_enough,
            Reason::Expired => "The document is out of date. Ask for one that is in date.",
            Reason::LikenessNo => {
                "The photograph does not look like them. Ask for another document, or turn them away."
            }
            Reason::LikenessUnsure => {
                "Nobody is sure of the photograph yet. Ask a colleague to look, then record what they say."
            }
            Reason::NameDiffers => {
                "The name on the document is not the one on our record. Ask which is right: correct the record, add a former name, or ask for another document."
            }
            Reason::BornDiffers => {
                "The date of birth on the document is not the one on our record. Ask which is right: correct the record, or ask for another document."
            }
            Reason::NoHologram => "The card has no PASS hologram. Ask for another document.",
            Reason::ResultNegative => "The provider does not confirm them. Ask for a document with a photograph.",
            Reason::PhoneOnly => {
                "Looking at a phone screen is not enough. Ask for the result from the provider, or for a document."
            }
            Reason::CodeRunOut => {
                "The share code has run out: it is good for 90 days. Ask for a new one, or take the passport alone."
            }
        }
    }
}

/// Whether they are confirmed: they are when no reason speaks against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Every reason against it, the gravest first.
    pub reasons: Vec<Reason>,
}

impl Decision {
    /// Nothing speaks against it.
    pub fn confirmed(&self) -> bool {
        self.reasons.is_empty()
    }
}

/// The answers its short form still needs, each at its field. None of a document that cannot be taken anyhow: that it was
/// shown is worth a record.
pub fn unanswered(seen: &Seen) -> Vec<FieldProblem> {
    let rule = seen.kind.rule();
    let mut problems = Vec::new();
    let mut need = |asked: bool, answered: bool, field: &str, code: &str, message: &str| {
        if asked && !answered {
            problems.push(FieldProblem::new(field, code, message));
        }
    };
    let beside = "Answer whether their passport is in front of you.";
    need(rule.beside_passport, seen.passport_beside.is_some(), "passportBeside", "passport-beside-missing", beside);
    let result = "Answer how the result reached you, and what it says.";
    need(rule.digital_result, seen.digital.is_some(), "digitalResult", "result-missing", result);
    if seen.hopeless() {
        return Vec::new();
    }
    let provider = "Enter the name of the provider.";
    need(rule.digital_result, seen.issuer.is_some(), "issuer", "provider-missing", provider);
    if let Issuer::Asked(..) = rule.issuer
        && seen.kind == DocumentKind::Other
    {
        need(true, seen.issuer.is_some(), "issuer", "issuer-missing", "Enter what it is, and who issued it.");
    }
    let code = "Enter the last four characters of the share code.";
    need(rule.beside_passport, seen.share_code, "shareCode", "share-code-missing", code);
    let made = "Enter the day the share code was made.";
    need(rule.beside_passport, seen.share_made.is_some(), "shareMade", "share-made-missing", made);
    let last_day = "Enter the last day of the document.";
    need(rule.expiry == ExpiryAsked::Required, seen.expiry.is_some(), "expiry", "expiry-missing", last_day);
    let hologram = "Look for the PASS hologram on the card, then answer whether it is there.";
    need(rule.hologram, seen.hologram.is_some(), "hologram", "hologram-missing", hologram);
    let photograph = "Look at the photograph, then at the person, and answer whether it looks like them.";
    need(rule.likeness, seen.likeness.is_some(), "likeness", "likeness-missing", photograph);
    let compared =
        seen.by_eye.is_some() || (seen.name.is_some_and(|name| name != NameVerdict::Check) && seen.born.is_some());
    let compare = "Compare the name and date of birth with our record, then answer whether they match.";
    need(rule.name_and_born, compared, "matchesRecord", "match-missing", compare);
    problems
}

/// The decision, as of `today`: a document is good through its last day, a share code for 90 days from the day it was made.
/// What is not answered speaks neither way here; [`unanswered`] asks for it first.
pub fn decide(seen: &Seen, today: NaiveDate) -> Decision {
    if seen.hopeless() {
        let phone = seen.digital == Some(DigitalResult::PhoneOnly);
        return Decision { reasons: vec![if phone { Reason::PhoneOnly } else { Reason::NotEnough }] };
    }
    let code_ends = seen.share_made.and_then(|made| made.checked_add_days(Days::new(CODE_DAYS)));
    let against = [
        (seen.likeness == Some(LikenessAnswer::No), Reason::LikenessNo),
        (seen.likeness == Some(LikenessAnswer::Unsure), Reason::LikenessUnsure),
        (seen.name == Some(NameVerdict::Differs), Reason::NameDiffers),
        (seen.born == Some(false), Reason::BornDiffers),
        (seen.expiry.is_some_and(|last| last < today), Reason::Expired),
        (seen.hologram == Some(false), Reason::NoHologram),
        (seen.digital == Some(DigitalResult::NotConfirmed), Reason::ResultNegative),
        (code_ends.is_some_and(|last| last < today), Reason::CodeRunOut),
    ];
    Decision { reasons: against.into_iter().filter(|(is, _)| *is).map(|(_, reason)| reason).collect() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
#[path = "decision_tests.rs"]
mod tests;
