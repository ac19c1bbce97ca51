//! The table. Sources: ICAO Doc 9303 (zones), the Home Office's end of biometric residence permits on 31 December 2024 and
//! its share codes, the PASS scheme, and the trust framework for digital verification services.

use super::{DocumentKind, DocumentRule, DocumentStanding, ExpiryAsked, Issuer, NumberAsked, Proves};

/// Days a share code of an eVisa is good for, from the day it was made.
pub const CODE_DAYS: u64 = 90;

const IDENTITY_AND_AGE: Proves = Proves { identity: true, age: true, address: false };
const NOTHING: Proves = Proves { identity: false, age: false, address: false };
const COUNTRY: Issuer = Issuer::Asked("Issued by", "The country");

/// What most photo documents have: the others say where they differ.
const PHOTO: DocumentRule = DocumentRule {
    kind: DocumentKind::Passport,
    code: "passport",
    name: "Passport",
    within: "passport",
    issuer: COUNTRY,
    number: NumberAsked::LastFour,
    zone: true,
    expiry: ExpiryAsked::Required,
    likeness: true,
    name_and_born: true,
    hologram: false,
    beside_passport: false,
    digital_result: false,
    proves: IDENTITY_AND_AGE,
    standing: DocumentStanding::Alone,
    not_enough: "",
};

/// What cannot be taken asks nothing.
const REFUSED: DocumentRule = DocumentRule {
    issuer: Issuer::NotAsked,
    number: NumberAsked::None,
    zone: false,
    expiry: ExpiryAsked::None,
    likeness: false,
    name_and_born: false,
    proves: NOTHING,
    ..PHOTO
};

/// Every kind, the likeliest at a desk first.
pub const RULES: [DocumentRule; 11] = [
    PHOTO,
    DocumentRule {
        kind: DocumentKind::LicenceGb,
        code: "driving-licence-gb",
        name: "UK driving licence",
        within: "UK driving licence",
        issuer: Issuer::Fixed("DVLA"),
        number: NumberAsked::Licence,
        zone: false,
        proves: Proves { address: true, ..IDENTITY_AND_AGE },
        ..PHOTO
    },
    DocumentRule {
        kind: DocumentKind::LicenceNi,
        code: "driving-licence-ni",
        name: "Northern Ireland licence",
        within: "Northern Ireland driving licence",
        issuer: Issuer::Fixed("DVA"),
        zone: false,
        proves: Proves { address: true, ..IDENTITY_AND_AGE },
        ..PHOTO
    },
    DocumentRule {
        kind: DocumentKind::PassCard,
        code: "pass-card",
        name: "PASS card",
        within: "PASS card",
        issuer: Issuer::Asked("Card scheme", "The name beside the hologram"),
        zone: false,
        expiry: ExpiryAsked::Optional,
        hologram: true,
        ..PHOTO
    },
    DocumentRule {
        kind: DocumentKind::IdentityCard,
        code: "identity-card",
        name: "EEA or Swiss identity card",
        within: "identity card",
        ..PHOTO
    },
    DocumentRule {
        kind: DocumentKind::IrishPassportCard,
        code: "irish-passport-card",
        name: "Irish passport card",
        within: "Irish passport card",
        issuer: Issuer::Fixed("Ireland"),
        ..PHOTO
    },
    DocumentRule {
        kind: DocumentKind::Evisa,
        code: "evisa",
        name: "eVisa beside a passport",
        within: "eVisa",
        issuer: Issuer::Asked("Passport issued by", "The country"),
        beside_passport: true,
        standing: DocumentStanding::BesidePassport,
        not_enough: "An eVisa counts only with the passport in front of you. Ask for the passport.",
        ..PHOTO
    },
    DocumentRule {
        kind: DocumentKind::DigitalCheck,
        code: "digital-check",
        name: "Digital identity check",
        within: "digital identity check",
        issuer: Issuer::Asked("Provider", "A certified digital verification service"),
        number: NumberAsked::Reference,
        zone: false,
        expiry: ExpiryAsked::None,
        digital_result: true,
        ..PHOTO
    },
    DocumentRule {
        kind: DocumentKind::BirthCertificate,
        code: "birth-certificate",
        name: "Birth certificate",
        within: "birth certificate",
        standing: DocumentStanding::Never,
        not_enough: "A birth certificate links a child to a parent and has no photograph. Ask for a document with one.",
        ..REFUSED
    },
    DocumentRule {
        kind: DocumentKind::ResidencePermit,
        code: "residence-permit",
        name: "Residence permit card",
        within: "residence permit card",
        zone: true,
        standing: DocumentStanding::Ended,
        not_enough: "Residence permit cards ended on 31 December 2024. Ask for the eVisa share code with the passport.",
        ..REFUSED
    },
    DocumentRule {
        kind: DocumentKind::Other,
        code: "other",
        name: "Another photo document",
        within: "document",
        issuer: Issuer::Asked("What it is, and who issued it", "For example, driving licence, France"),
        expiry: ExpiryAsked::Optional,
        proves: Proves { identity: true, age: false, address: false },
        ..PHOTO
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use DocumentKind::*;

    type Cells = (
        DocumentKind,
        &'static str,
        &'static str,
        NumberAsked,
        bool,
        ExpiryAsked,
        &'static str,
        &'static str,
        DocumentStanding,
    );

    /// The whole table once more, written by hand: code, issuer, number, zone, expiry, then what is asked (l likeness,
    /// m name and birth, h hologram, p passport beside, d digital result), what it proves (i, a, d for address), standing.
    const CELLS: [Cells; 11] = {
        use DocumentStanding::{Alone, BesidePassport, Ended, Never};
        use ExpiryAsked::{Optional, Required};
        use NumberAsked::{LastFour, Licence, Reference};
        const NO_NUMBER: NumberAsked = NumberAsked::None;
        const NO_EXPIRY: ExpiryAsked = ExpiryAsked::None;
        [
            (Passport, "passport", "?", LastFour, true, Required, "lm", "ia", Alone),
            (LicenceGb, "driving-licence-gb", "DVLA", Licence, false, Required, "lm", "iad", Alone),
            (LicenceNi, "driving-licence-ni", "DVA", LastFour, false, Required, "lm", "iad", Alone),
            (PassCard, "pass-card", "?", LastFour, false, Optional, "lmh", "ia", Alone),
            (IdentityCard, "identity-card", "?", LastFour, true, Required, "lm", "ia", Alone),
            (IrishPassportCard, "irish-passport-card", "Ireland", LastFour, true, Required, "lm", "ia", Alone),
            (Evisa, "evisa", "?", LastFour, true, Required, "lmp", "ia", BesidePassport),
            (DigitalCheck, "digital-check", "?", Reference, false, NO_EXPIRY, "lmd", "ia", Alone),
            (BirthCertificate, "birth-certificate", "-", NO_NUMBER, false, NO_EXPIRY, "", "", Never),
            (ResidencePermit, "residence-permit", "-", NO_NUMBER, true, NO_EXPIRY, "", "", Ended),
            (Other, "other", "?", LastFour, true, Optional, "lm", "i", Alone),
        ]
    };

    #[test]
    fn every_cell_of_the_table_is_as_written_here() {
        for (kind, code, issuer, number, zone, expiry, asked, proves, standing) in CELLS {
            let rule = kind.rule();
            let marks = |of: &[(char, bool)]| of.iter().filter(|(_, is)| *is).map(|(c, _)| *c).collect::<String>();
            let shown_issuer = match rule.issuer {
                Issuer::Fixed(name) => name,
                Issuer::Asked(..) => "?",
                Issuer::NotAsked => "-",
            };
            let shown_asked = marks(&[
                ('l', rule.likeness),
                ('m', rule.name_and_born),
                ('h', rule.hologram),
                ('p', rule.beside_passport),
                ('d', rule.digital_result),
            ]);
            let shown_proves =
                marks(&[('i', rule.proves.identity), ('a', rule.proves.age), ('d', rule.proves.address)]);
            assert_eq!(
                (rule.kind, rule.code, shown_issuer, rule.number, rule.zone, rule.expiry),
                (kind, code, issuer, number, zone, expiry)
            );
            assert_eq!(
                (shown_asked.as_str(), shown_proves.as_str(), rule.standing),
                (asked, proves, standing),
                "{code}"
            );
        }
    }

    #[test]
    fn a_code_leads_back_to_its_kind_and_names_nothing_else() {
        for rule in &RULES {
            assert_eq!(DocumentKind::from_code(rule.code), Some(rule.kind));
            assert_eq!((super::super::name_of(rule.code), super::super::within(rule.code)), (rule.name, rule.within));
            assert_eq!(super::super::proves_age(rule.code), rule.proves.age);
        }
        assert_eq!(DocumentKind::from_code("library-card"), None);
        assert_eq!(super::super::name_of("library-card"), "Document");
        assert_eq!(super::super::name_of("driving-licence"), "Driving licence");
        assert!(super::super::proves_age("driving-licence") && !super::super::proves_age("library-card"));
    }

    #[test]
    fn what_does_not_stand_alone_says_what_to_ask_for_and_what_does_says_nothing() {
        for rule in &RULES {
            assert_eq!(rule.not_enough.is_empty(), rule.standing == DocumentStanding::Alone, "{}", rule.code);
            assert!(rule.not_enough.is_empty() || rule.not_enough.contains("Ask for"), "{}", rule.code);
        }
        assert!(ResidencePermit.rule().not_enough.contains("eVisa share code with the passport"));
    }
}
