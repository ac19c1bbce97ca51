//! The words of a record, each with the code the store keeps.

use serde::{Deserialize, Serialize};
use specta::Type;

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $code:literal, $words:literal);+ $(;)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// Every value.
            pub const ALL: &[$name] = &[$($name::$variant),+];

            /// The code the store keeps.
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }

            /// The value of a code.
            pub fn from_code(code: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|value| value.code() == code)
            }

            /// As a person reads it.
            pub fn words(self) -> &'static str {
                match self { $($name::$variant => $words),+ }
            }
        }
    };
}
pub(super) use coded;

coded! {
    /// What the adult says they are to the child.
    Claim {
        /// Birth mother.
        Mother = "mother", "Birth mother";
        /// Married to, or in a civil partnership with, the mother.
        FatherMarried = "father-married", "Father, married to the mother";
        /// Named on the birth registration.
        FatherRegistered = "father-registered", "Father, on the birth registration";
        /// Female second parent (Human Fertilisation and Embryology Act 2008, ss.42-43).
        SecondParent = "second-parent", "Second parent, on the birth registration";
        /// Father or second parent by an agreement or an order of a court.
        AgreementOrOrder = "agreement-or-order", "Father or second parent, by agreement or order";
        /// Married to a parent; responsible only by an agreement or an order.
        StepParent = "step-parent", "Step-parent";
        /// Adoptive parent.
        Adopter = "adopter", "Adoptive parent";
        /// By a parental order (surrogacy).
        ParentalOrder = "parental-order", "Parent by parental order";
        /// Appointed for when a parent has died.
        Guardian = "guardian", "Guardian";
        /// By a special guardianship order.
        SpecialGuardian = "special-guardian", "Special guardian";
        /// By an order that says with whom the child lives; a residence order in Scotland and Northern Ireland.
        LivesWithOrder = "lives-with-order", "By an order that the child lives with them";
        /// Holds an emergency protection order.
        EmergencyProtection = "emergency-protection", "By an emergency protection order";
        /// Local authority with a care order.
        LocalAuthority = "local-authority", "Local authority";
        /// No responsibility without an order.
        Grandparent = "grandparent", "Grandparent";
        /// No responsibility: the local authority or the parents have it.
        FosterCarer = "foster-carer", "Foster carer";
        /// A parent's partner.
        Partner = "partner", "Partner of a parent";
        /// Asked by a parent to look after the child (Children Act 1989, s.2(9)): acts for the parent.
        DelegatedCarer = "delegated-carer", "Looks after the child for a parent";
        /// None of these.
        Other = "other", "None of these";
    }
}

coded! {
    /// A paper that links the adult to the child, or fails to.
    Evidence {
        /// The adult's own photo document, checked like any other: who they are, not what they are to the child.
        PhotoId = "photo-id", "Their own photo document";
        /// Names the parents.
        FullBirthCertificate = "full-birth-certificate", "Full birth certificate";
        /// Names no parent.
        ShortBirthCertificate = "short-birth-certificate", "Short birth certificate";
        /// From outside the United Kingdom: the manager judges it.
        ForeignBirthCertificate = "foreign-birth-certificate", "Birth certificate from abroad";
        /// Beside a certificate from abroad, where that is not in English.
        CertifiedTranslation = "certified-translation", "Certified translation, or it is in English";
        /// Marriage or civil-partnership certificate.
        MarriageCertificate = "marriage-certificate", "Marriage or civil-partnership certificate";
        /// Adoption certificate.
        AdoptionCertificate = "adoption-certificate", "Adoption certificate";
        /// Parental order.
        ParentalOrder = "parental-order", "Parental order";
        /// Parental-responsibility agreement with the court's stamp.
        CourtStampedAgreement = "court-stamped-agreement", "Agreement with the court’s stamp";
        /// The same without the stamp: no effect.
        UnstampedAgreement = "unstamped-agreement", "Agreement without a stamp";
        /// Court order: responsibility, lives-with, residence, special guardianship.
        CourtOrder = "court-order", "Court order";
        /// Guardian's appointment.
        GuardianAppointment = "guardian-appointment", "Guardian’s appointment";
        /// Care order.
        CareOrder = "care-order", "Care order";
        /// Emergency protection order.
        EmergencyProtectionOrder = "emergency-protection-order", "Emergency protection order";
        /// Shows no responsibility.
        SchoolLetter = "school-letter", "School letter";
        /// Shows no responsibility.
        SharedSurname = "shared-surname", "Same surname";
    }
}

coded! {
    /// The answer to "are there any court orders?".
    Orders {
        /// Asked, and there are none.
        None = "none", "None";
        /// A prohibited-steps order (in Scotland a specific issue order or interdict that forbids).
        ProhibitedSteps = "prohibited-steps", "An order that forbids something";
        /// An order against contact.
        NoContact = "no-contact", "An order against contact";
    }
}

coded! {
    /// The child's own view.
    ChildView {
        /// Agrees.
        Agrees = "agrees", "Agrees";
        /// Does not agree.
        Refuses = "refuses", "Does not agree";
        /// Not asked yet.
        NotAsked = "not-asked", "Not asked yet";
    }
}

coded! {
    /// How a child who understands gave the adult authority.
    Authority {
        /// Said to staff, without the adult there.
        Spoken = "spoken", "Said to us, the adult not there";
        /// Written and signed by the child.
        Written = "written", "Written and signed by the child";
    }
}

impl Claim {
    /// Whether it can carry parental responsibility at all.
    pub fn carries(self) -> bool {
        use Claim::*;
        !matches!(self, Grandparent | FosterCarer | Partner | DelegatedCarer | Other)
    }
}
