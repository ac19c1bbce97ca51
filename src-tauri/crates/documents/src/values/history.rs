//! One person's consents with every answer to each, for the person and for other systems.

use chrono::NaiveDate;
use frontdesk_domain::catalogue::PurposeKind;
use frontdesk_domain::consent::{Answer as Said, Capacity, Method};

use super::Clinic;

/// Everything a record of consents says beside the answers.
#[derive(Debug, Clone, PartialEq)]
pub struct ConsentHistory {
    /// Letterhead of the receipt.
    pub clinic: Clinic,
    /// Who decides what data is used for.
    pub controller: Controller,
    /// Whose consents.
    pub subject: Subject,
    /// The day of the privacy notice they were told from.
    pub notice_dated: NaiveDate,
    /// Language of the wordings (BCP 47), such as `en-GB`.
    pub language: String,
    /// The law that applies (ISO 3166-2), such as `GB-ENG`.
    pub jurisdiction: String,
    /// Where the records are kept.
    pub storage: String,
    /// How an answer is taken back.
    pub withdrawal: String,
    /// The person's rights.
    pub rights: Vec<String>,
    /// Data sent outside the United Kingdom; empty when the clinic has not entered it.
    pub transfers: String,
    /// Name and web address of the supervisory authority.
    pub regulator: (String, String),
    /// When this was made (RFC 3339, UTC).
    pub made: String,
    /// The local day of that.
    pub date: NaiveDate,
    /// Number of the receipt: new for each.
    pub receipt: String,
    /// One for each purpose that was ever asked about, in the sheet's order.
    pub records: Vec<ConsentRecord>,
}

/// The controller (UK GDPR art 4(7)).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Controller {
    /// Legal name.
    pub name: String,
    /// Postal address, one line each.
    pub address: Vec<String>,
    /// Who answers questions about data.
    pub contact: String,
    /// Their email.
    pub email: String,
    /// Telephone.
    pub phone: String,
}

/// The person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The record's id, a UUID.
    pub id: String,
    /// Clinic reference.
    pub reference: String,
    /// Family name.
    pub surname: String,
    /// Given names.
    pub given_names: String,
    /// Name as paper can print it.
    pub printed_name: String,
    /// Date of birth.
    pub born: NaiveDate,
}

/// One purpose, and what was answered to it.
#[derive(Debug, Clone, PartialEq)]
pub struct ConsentRecord {
    /// Its id, a UUID that never changes: that of its first answer.
    pub id: String,
    /// The purpose's id in the catalogue.
    pub purpose: String,
    /// The purpose as a list shows it.
    pub title: String,
    /// Which kind of consent.
    pub kind: PurposeKind,
    /// Whether care depends on it.
    pub required: bool,
    /// The lawful basis, such as "Consent (UK GDPR art 6(1)(a))".
    pub lawful_basis: String,
    /// Kinds of data used, and whether each is special category or otherwise sensitive.
    pub data: Vec<(String, bool)>,
    /// Who may get data.
    pub recipients: Vec<String>,
    /// How long it is kept.
    pub retention: Vec<String>,
    /// For how many months a yes is good; none for as long as it is not taken back.
    pub validity_months: Option<u32>,
    /// The last day of the yes that stands.
    pub good_until: Option<NaiveDate>,
    /// Whether the newest answer still stands: it has not run out, and no stop or birthday ended it.
    pub in_force: bool,
    /// What stands now, as the person reads it.
    pub stands: String,
    /// Every answer, oldest first; never empty.
    pub events: Vec<ConsentEvent>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq)]
pub struct ConsentEvent {
    /// Its id, a UUID.
    pub id: String,
    /// When (RFC 3339, UTC).
    pub at: String,
    /// When, as a person reads it.
    pub when: String,
    /// What was said.
    pub answer: Said,
    /// The words as they were shown: id, version, question, text.
    pub wording: (String, u32, String, String),
    /// Whether the words had been approved by then.
    pub approved: bool,
    /// In what capacity they spoke.
    pub capacity: Capacity,
    /// Their name, when it was not the patient.
    pub speaker: Option<String>,
    /// How it came.
    pub method: Method,
    /// Who and how, as a person reads it.
    pub how: String,
    /// The witness of a spoken answer.
    pub witness: Option<String>,
    /// The interpreter.
    pub interpreter: Option<String>,
    /// Why it was taken back.
    pub reason: Option<String>,
    /// Who wrote it down.
    pub recorded_by: String,
    /// What it counts for.
    pub weight: Weight,
}

/// What an answer counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// It is the person's answer; the newest of these decides.
    Counts,
    /// Somebody else's word goes before it, as that of a child who understands before a parent's.
    OthersWord,
}

impl ConsentRecord {
    /// The newest answer that counts.
    pub(crate) fn newest(&self) -> Option<&ConsentEvent> {
        self.events.iter().rev().find(|said| said.weight == Weight::Counts)
    }

    /// Whether this answer, of those of the record, is what stands now.
    #[must_use]
    pub fn stands(&self, said: &ConsentEvent) -> bool {
        self.in_force && self.newest().is_some_and(|newest| newest.id == said.id)
    }
}
