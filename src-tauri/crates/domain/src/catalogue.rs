//! The clinic as data: one versioned catalogue that screens and papers read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::gate::{MinimumAge, Nation};

macro_rules! part {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct $name { $($(#[$field_doc])* pub $field: $kind),+ }
    };
}

part! {
    /// A clinic: everything a screen or a paper says about it.
    Clinic {
        /// Name on every paper.
        name: String,
        /// Prefix of patient references, e.g. `KM`.
        reference_prefix: String,
        /// Legal name of the controller (UK GDPR art 4(7)).
        controller: String,
        /// Postal address, one line a row; empty until the clinic enters it.
        address: String,
        /// Who answers questions about data, e.g. "Data Protection Office".
        privacy_contact: String,
        /// Their email.
        privacy_email: String,
        /// Telephone; empty when none is published.
        phone: String,
        /// The nation whose law and working days apply.
        nation: Nation,
        /// Whether the controller is itself a health professional (DPA 2018 Sch 3 para 6).
        controller_is_health_professional: bool,
        /// Why data is used, and on which basis.
        purposes: Vec<Purpose>,
        /// What patients are asked or told, word for word.
        wordings: Vec<Wording>,
        /// Kinds of data held.
        categories: Vec<Category>,
        /// Where data is collected.
        sources: Vec<Source>,
        /// Who may get what.
        recipients: Vec<Recipient>,
        /// How long records are kept.
        retention: Vec<Retention>,
        /// What the clinic does.
        treatments: Vec<Treatment>,
        /// Minimum ages by treatment and nation, dated.
        minimum_ages: Vec<MinimumAge>,
        /// The supervisory authority.
        regulator: Regulator,
        /// Data sent outside the United Kingdom, and the safeguard (art 15(1)(c), 15(2)).
        transfers: String,
        /// Automated decisions (art 15(1)(h)).
        automated_decisions: String,
        /// How to complain to the clinic (DPA 2018 s.164A).
        complaints: String,
        /// The published privacy notice these facts come from.
        notice_dated: NaiveDate,
        /// Places outside this desk where a patient's data may be.
        other_places: Vec<String>,
        /// The person's rights, in the clinic's words (art 15(1)(e)).
        rights: Vec<String>,
    }
}

part! {
    /// One purpose of using data.
    Purpose {
        /// Stable id, e.g. `hold-health-details`.
        id: String,
        /// Which of the three kinds it is, and its heading on the sheet.
        kind: PurposeKind,
        /// What it is for, as a list shows it.
        title: String,
        /// The lawful basis (UK GDPR art 6(1)).
        basis: Basis,
        /// The basis in a clause, e.g. "our contract with you".
        basis_words: String,
        /// The wording asked; none for what is only told.
        wording: Option<String>,
        /// Must be answered before treatment. Never of marketing.
        required: bool,
        /// The marketing channel, when it is one.
        channel: Option<MarketingChannel>,
        /// Asked only when one of these treatments is planned; empty for always.
        treatments: Vec<String>,
        /// For how many months a yes is good before it is asked for again; none for as long as it is not taken back.
        validity_months: Option<u32>,
        /// Place in the sheet.
        order: u32,
    }
}

/// The kinds of consent, never one box, and what is only told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum PurposeKind {
    /// Consent to the treatment itself.
    Treatment,
    /// Consent to hold sensitive data.
    Data,
    /// Photographs.
    Photographs,
    /// News and offers, by channel.
    Marketing,
    /// Rests on another basis: told, not asked.
    Told,
}

/// Lawful bases the policy relies on (UK GDPR art 6(1)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Art 6(1)(a).
    Consent,
    /// Art 6(1)(b).
    Contract,
    /// Art 6(1)(c).
    LegalObligation,
    /// Art 6(1)(f).
    LegitimateInterests,
}

/// Marketing channels: consent to one is not consent to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum MarketingChannel {
    /// Email.
    Email,
    /// Text message.
    Text,
    /// Telephone.
    Phone,
    /// Post.
    Post,
}

part! {
    /// One version of a wording.
    Wording {
        /// Stable id shared by its versions.
        id: String,
        /// Version, from 1.
        version: u32,
        /// Date of this version.
        dated: NaiveDate,
        /// The question as asked.
        question: String,
        /// What is read out or shown before it.
        text: String,
        /// Approval; none means "Example wording, not approved".
        approved: Option<Approval>,
    }
}

part! {
    /// Who approved a wording.
    Approval {
        /// The manager's name.
        by: String,
        /// Date.
        on: NaiveDate,
        /// The clinician who reviewed it.
        clinical_reviewer: String,
    }
}

part! {
    /// A kind of data.
    Category {
        /// What it is.
        label: String,
        /// Special category or otherwise sensitive.
        sensitive: bool,
        /// The kinds of consent it is used under; empty for none.
        #[serde(default)]
        under: Vec<PurposeKind>,
    }
}

part! {
    /// Where data is collected.
    Source {
        /// Stable id.
        id: String,
        /// As a list shows it.
        label: String,
        /// Offered at registration.
        at_registration: bool,
    }
}

part! {
    /// Who may get data.
    Recipient {
        /// Which companies or bodies.
        who: String,
        /// What they may get.
        what: String,
        /// The kinds of consent it is used under; empty for none.
        #[serde(default)]
        under: Vec<PurposeKind>,
    }
}

part! {
    /// How long a record is kept.
    Retention {
        /// Which record.
        record: String,
        /// How long.
        period: String,
        /// On what basis.
        basis: String,
        /// The kinds of consent it is used under; empty for none.
        #[serde(default)]
        under: Vec<PurposeKind>,
    }
}

part! {
    /// A treatment.
    Treatment {
        /// Stable id, as minimum ages name it.
        id: String,
        /// As a list shows it.
        name: String,
        /// Purely cosmetic.
        cosmetic: bool,
    }
}

part! {
    /// The supervisory authority: data, for it is being renamed and is moving.
    Regulator {
        /// Name.
        name: String,
        /// Address.
        address: String,
        /// Helpline.
        helpline: String,
        /// Web address.
        website: String,
    }
}

impl Clinic {
    /// The default clinic, seeded from its published policy.
    pub fn shipped() -> Clinic {
        serde_json::from_str(include_str!("../data/kensington-medical.json"))
            .unwrap_or_else(|error| unreachable!("the shipped catalogue is tested: {error}"))
    }

    /// The newest version of a wording.
    pub fn wording(&self, id: &str) -> Option<&Wording> {
        self.wordings.iter().filter(|wording| wording.id == id).max_by_key(|wording| wording.version)
    }

    /// A treatment by id.
    pub fn treatment(&self, id: &str) -> Option<&Treatment> {
        self.treatments.iter().find(|treatment| treatment.id == id)
    }

    /// The ids of sources, for checking a form.
    pub fn source_ids(&self) -> Vec<String> {
        self.sources.iter().map(|source| source.id.clone()).collect()
    }
}
