//! Parental responsibility: what was claimed, seen and answered. Reception records; the practice manager decides.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::problem::FieldProblem;
use crate::text::clean_line;

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
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
        }
    };
}

coded! {
    /// What the adult says they are to the child.
    Claim {
        /// Birth mother.
        Mother = "mother",
        /// Father or second parent married to, or in a civil partnership with, the mother.
        FatherMarried = "father-married",
        /// Father or second parent named on the birth registration.
        FatherRegistered = "father-registered",
        /// By a court-stamped agreement or an order.
        AgreementOrOrder = "agreement-or-order",
        /// Adoptive parent.
        Adopter = "adopter",
        /// By a parental order (surrogacy).
        ParentalOrder = "parental-order",
        /// Guardian or special guardian.
        Guardian = "guardian",
        /// Local authority with a care order.
        LocalAuthority = "local-authority",
        /// None of these: grandparent, foster carer, partner, delegated carer.
        Other = "other",
    }
}

coded! {
    /// A paper that links the adult to the child, or fails to.
    Evidence {
        /// Full birth certificate naming them.
        FullBirthCertificate = "full-birth-certificate",
        /// Short birth certificate: names no parent.
        ShortBirthCertificate = "short-birth-certificate",
        /// Marriage or civil-partnership certificate.
        MarriageCertificate = "marriage-certificate",
        /// Adoption certificate.
        AdoptionCertificate = "adoption-certificate",
        /// Parental order.
        ParentalOrder = "parental-order",
        /// Court-stamped parental-responsibility agreement.
        CourtStampedAgreement = "court-stamped-agreement",
        /// Court order.
        CourtOrder = "court-order",
        /// Guardian's appointment.
        GuardianAppointment = "guardian-appointment",
        /// Care order.
        CareOrder = "care-order",
        /// Certificate from outside the United Kingdom: the manager judges it.
        ForeignBirthCertificate = "foreign-birth-certificate",
        /// School letter or shared surname: shows no responsibility.
        SchoolLetter = "school-letter",
    }
}

coded! {
    /// The answer to "are there any court orders?".
    Orders {
        /// Asked, and there are none.
        None = "none",
        /// A prohibited-steps order.
        ProhibitedSteps = "prohibited-steps",
        /// An order against contact.
        NoContact = "no-contact",
    }
}

coded! {
    /// The child's own view, where the child was asked.
    ChildView {
        /// Agrees.
        Agrees = "agrees",
        /// Does not agree.
        Refuses = "refuses",
        /// Not asked yet.
        NotAsked = "not-asked",
    }
}

/// The record as reception fills it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ParentalForm {
    /// The adult's name.
    pub requester_name: String,
    /// The photo document seen, e.g. "passport"; empty when none was.
    pub requester_document: String,
    /// Its last four characters.
    pub requester_last_four: String,
    /// What they say they are to the child.
    pub capacity: Option<Claim>,
    /// The papers seen.
    pub evidence: Vec<Evidence>,
    /// The child's identity and address match the record.
    pub child_matches: Option<bool>,
    /// The answer about court orders.
    pub orders: Option<Orders>,
    /// The child's own view.
    pub child_view: Option<ChildView>,
    /// A note for the practice manager.
    pub note: String,
}

/// Whether what was recorded is complete. Nothing here releases anything: the practice manager decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Standing {
    /// Reception's part is complete.
    Complete,
    /// More is needed, in words.
    Incomplete {
        /// One sentence for each thing.
        needed: Vec<String>,
    },
    /// A court order stops it.
    Stopped,
    /// The capacity carries no parental responsibility.
    NoStanding,
    /// Only the manager can judge the papers.
    ManagerJudges,
}

/// The papers that prove a capacity, one list for each way to prove it.
fn proofs(capacity: Claim) -> &'static [&'static [Evidence]] {
    use Evidence as E;
    match capacity {
        Claim::Mother | Claim::FatherRegistered => &[&[E::FullBirthCertificate]],
        Claim::FatherMarried => &[&[E::FullBirthCertificate, E::MarriageCertificate]],
        Claim::AgreementOrOrder => &[&[E::CourtStampedAgreement], &[E::CourtOrder]],
        Claim::Adopter => &[&[E::AdoptionCertificate]],
        Claim::ParentalOrder => &[&[E::ParentalOrder]],
        Claim::Guardian => &[&[E::GuardianAppointment], &[E::CourtOrder]],
        Claim::LocalAuthority => &[&[E::CareOrder]],
        Claim::Other => &[],
    }
}

/// How far a record has come (Children Act 1989 ss.2-4, 5, 12; the clinic's policy, section 12).
pub fn standing(form: &ParentalForm) -> Standing {
    let Some(capacity) = form.capacity else {
        return Standing::Incomplete { needed: vec!["Ask what they are to the child.".into()] };
    };
    if capacity == Claim::Other {
        return Standing::NoStanding;
    }
    if matches!(form.orders, Some(Orders::ProhibitedSteps | Orders::NoContact)) {
        return Standing::Stopped;
    }
    let mut needed = Vec::new();
    if form.requester_name.trim().is_empty() {
        needed.push("Enter the adult's name.".to_string());
    }
    if form.requester_document.trim().is_empty() {
        needed.push("Ask for the adult's own photo document.".to_string());
    }
    let proved = proofs(capacity).iter().any(|set| set.iter().all(|paper| form.evidence.contains(paper)));
    let foreign = form.evidence.contains(&Evidence::ForeignBirthCertificate);
    if !proved && !foreign {
        needed.push(format!("Ask for the {}.", wanted(capacity)));
    }
    if form.child_matches != Some(true) {
        needed.push("Compare the child's name, date of birth and address with our record.".to_string());
    }
    if form.orders.is_none() {
        needed.push("Ask: are there any court orders about the child?".to_string());
    }
    match (needed.is_empty(), proved) {
        (false, _) => Standing::Incomplete { needed },
        (true, true) => Standing::Complete,
        (true, false) => Standing::ManagerJudges,
    }
}

fn wanted(capacity: Claim) -> &'static str {
    match capacity {
        Claim::Mother | Claim::FatherRegistered => "full birth certificate that names them",
        Claim::FatherMarried => "full birth certificate and the marriage or civil-partnership certificate",
        Claim::AgreementOrOrder => "court-stamped agreement or the court order",
        Claim::Adopter => "adoption certificate",
        Claim::ParentalOrder => "parental order",
        Claim::Guardian => "guardian's appointment or the court order",
        Claim::LocalAuthority => "care order",
        Claim::Other => "practice manager",
    }
}

/// Checks what must be there before a record is saved: who they are and what they claim. The rest may come later.
pub fn check(form: &ParentalForm) -> Result<(), Vec<FieldProblem>> {
    let mut problems = Vec::new();
    for (field, label, text, max) in [
        ("requesterName", "adult's name", &form.requester_name, 200),
        ("requesterDocument", "document", &form.requester_document, 60),
        ("note", "note", &form.note, 1000),
    ] {
        if let Err(problem) = clean_line(text, max, label) {
            problems.push(FieldProblem::new(field, &problem.code, problem.message));
        }
    }
    if form.requester_name.trim().is_empty() {
        problems.push(FieldProblem::new(
            "requesterName",
            "adult-name-missing",
            "Enter the name of the adult with the child.",
        ));
    }
    if form.requester_last_four.chars().count() > 4
        || !form.requester_last_four.chars().all(|c| c.is_ascii_alphanumeric())
    {
        problems.push(FieldProblem::new(
            "requesterLastFour",
            "last-four",
            "Enter only the last four characters of the document number.",
        ));
    }
    if form.capacity.is_none() {
        problems.push(FieldProblem::new("capacity", "capacity-missing", "Choose what they are to the child."));
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}
