//! What a stop is remembered by. The store keeps a keyed hash of it, never the text.
//!
//! How an address is made the same in every notation (changing a rule here needs the old rule kept beside it, for the
//! hashes of stopped addresses cannot be worked out again):
//! - email: NFKC, lower case, trimmed. Dots and what follows a plus stay: whether they matter is up to each provider.
//! - phone: E.164. `07700 900123`, `+44 (0)7700 900123` and `0044 7700 900123` are `+447700900123`; so are the digits
//!   with the first 0 or the plus left out. Another country's number keeps its own code.
//! - post: no name. The postcode without its space, after the words of the address up to the last one with a digit
//!   (`flat 2 14`), or of its first line when no word has one (`rose cottage`): within a postcode that is the letter box,
//!   however the street and the town are spelt. Without a postcode, the whole address. Accents, case, punctuation and "No"
//!   are gone, "Apartment" is "Flat". An address in another order ("14 Sample Street, Flat 2") is taken for another.
//! - the person: their record's id, so that their own stop follows them to a new number. After an erasure nobody has the id.

use unicode_normalization::UnicodeNormalization;

use crate::catalogue::MarketingChannel;
use crate::id::PatientId;
use crate::patient::Particulars;
use crate::search::{fold, normalise_phone};

/// What a handle is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HandleKind {
    /// The patient themselves.
    Person,
    /// An email address.
    Email,
    /// A phone number.
    Phone,
    /// A postal address.
    Post,
}

/// An address, a number or a person, in the one form a stop is looked up by.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Handle {
    kind: HandleKind,
    text: String,
}

/// Never shows whose it is.
impl std::fmt::Debug for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Handle").field(&self.kind).finish()
    }
}

impl Handle {
    /// The person.
    pub fn person(id: &PatientId) -> Handle {
        Handle { kind: HandleKind::Person, text: id.0.clone() }
    }

    /// An email address; none when nothing is typed.
    pub fn email(typed: &str) -> Option<Handle> {
        // Lower-casing may leave what NFKC composes.
        let text: String = typed.nfkc().collect::<String>().to_lowercase().nfkc().collect();
        Handle::some(HandleKind::Email, text.trim().to_string())
    }

    /// A phone number; none without a digit.
    pub fn phone(typed: &str) -> Option<Handle> {
        Handle::some(HandleKind::Phone, e164(&normalise_phone(typed)))
    }

    /// A postal address; none without a line of it, for a postcode alone reaches nobody.
    pub fn post(address: &str, postcode: &str) -> Option<Handle> {
        let code: String = fold(postcode).replace(' ', "");
        let place = place(address, &code);
        if place.is_empty() {
            return None;
        }
        Handle::some(HandleKind::Post, if code.is_empty() { place } else { format!("{place}|{code}") })
    }

    fn some(kind: HandleKind, text: String) -> Option<Handle> {
        (!text.is_empty()).then_some(Handle { kind, text })
    }

    /// What it is made of.
    pub fn kind(&self) -> HandleKind {
        self.kind
    }

    /// What is hashed: the kind, a zero byte, the text in UTF-8.
    pub fn bytes(&self) -> Vec<u8> {
        let kind = match self.kind {
            HandleKind::Person => "person",
            HandleKind::Email => "email",
            HandleKind::Phone => "phone",
            HandleKind::Post => "post",
        };
        [kind.as_bytes(), &[0], self.text.as_bytes()].concat()
    }
}

/// What news on a channel would be sent to, if the record has it.
pub fn reached(of: &Particulars, channel: MarketingChannel) -> Option<Handle> {
    match channel {
        MarketingChannel::Email => Handle::email(of.email.as_deref()?),
        MarketingChannel::Text | MarketingChannel::Phone => Handle::phone(of.phone.as_deref()?),
        MarketingChannel::Post => Handle::post(of.address.as_deref()?, of.postcode.as_deref().unwrap_or_default()),
    }
}

/// Everything a stop of a channel is looked up by: the person, and what the channel reaches them at.
pub fn handles(id: &PatientId, of: &Particulars, channel: MarketingChannel) -> Vec<Handle> {
    std::iter::once(Handle::person(id)).chain(reached(of, channel)).collect()
}

/// From the digits a search goes by (British ones begin with 0, others with 00) to E.164.
fn e164(digits: &str) -> String {
    if digits.is_empty() {
        return String::new();
    }
    if let Some(abroad) = digits.strip_prefix("00") {
        return format!("+{abroad}");
    }
    if let Some(national) = digits.strip_prefix('0') {
        return format!("+44{national}");
    }
    // Typed without the plus, or without the first 0. A stop on too many is safe, on too few is not.
    let bare = digits.strip_prefix("44").map(|rest| rest.strip_prefix('0').unwrap_or(rest));
    match bare.filter(|national| national.len() == 10) {
        Some(national) => format!("+44{national}"),
        None => format!("+44{digits}"),
    }
}

/// The words of an address that tell one letter box of a postcode from another.
fn place(address: &str, code: &str) -> String {
    let words = |text: &str| -> Vec<String> {
        fold(text)
            .split(' ')
            .filter(|word| !matches!(*word, "" | "no" | "number"))
            .map(|word| if matches!(word, "apartment" | "apt") { "flat" } else { word }.to_string())
            .collect()
    };
    let mut all = words(address);
    if code.is_empty() {
        return all.join(" ");
    }
    // Some write the postcode among the lines as well.
    for length in [2, 1] {
        if let Some(at) = all.windows(length).position(|run| run.concat() == code) {
            all.drain(at..at + length);
        }
    }
    match all.iter().rposition(|word| word.chars().any(|c| c.is_ascii_digit())) {
        Some(last) => all[..=last].join(" "),
        None => address.split(['\n', ',']).map(words).find(|line| !line.is_empty()).unwrap_or_default().join(" "),
    }
}
