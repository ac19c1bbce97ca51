//! A consent form on paper, blank or with the patient's particulars. Its answers are always empty: nothing is pre-ticked.

use chrono::NaiveDate;
use frontdesk_documents::{
    Answer, Approval, ConsentForm, ConsentQuestion, ConsentSection, Field, PatientBlock, PrintSize, SignatureLine,
    ToldItem,
};
use frontdesk_domain::catalogue::{Clinic, Purpose, PurposeKind, Treatment, Wording};
use frontdesk_domain::consent::asked;
use frontdesk_domain::gate::{Gate, TreatmentFacts, gate};
use frontdesk_domain::id::PatientId;
use frontdesk_domain::page_code::PaperCode;
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::UseCase;
use frontdesk_domain::wall_clock::Today;
use frontdesk_store::patient::Patient;

use super::{letterhead, printed_name};
use crate::banner;
use crate::check_in::told;
use crate::clock::day_words;
use crate::entrance::blocking;
use crate::error::{DeskError, Result};
use crate::open::{Entry, Id, OpenDesk, lock};
use crate::paper_back::{self, Made};
use crate::views::paper::{ConsentFormRequest, DocumentView, PaperSize};

const NOT_APPROVED: &str = "Example wording, not approved";

/// A purpose asked about, the words it is asked in, and the answer, once there is one.
pub(crate) type Row<'a> = (&'a Purpose, &'a Wording, Option<Answer>);

/// Makes a consent form, blank or prefilled.
pub async fn make_consent_form(desk: &OpenDesk, form: ConsentFormRequest) -> Result<DocumentView> {
    let (clinic, today) = (desk.clinic(), desk.today());
    let mut act = desk.begin(UseCase::MakeConsentForm).await?;
    let Some(treatment) = clinic.treatment(&form.treatment) else {
        return Err(DeskError::fields(vec![FieldProblem::new(
            "treatment",
            "treatment-missing",
            "Choose the treatment the form is for.",
        )]));
    };
    let (patient, entry) = match form.patient_id {
        Some(id) => {
            let patient = banner::held(act.conn(), &PatientId(id)).await?;
            may_be_printed(&clinic, treatment, &patient, today)?;
            let entry = Entry::about("patient", &patient.id).with("paper", "consent-form");
            (Some(patient), entry)
        }
        None => (None, Entry::about("consent-form", treatment)),
    };
    let asked = asked(&clinic, &treatment.id);
    let rows: Vec<Row<'_>> = asked.iter().map(|&(purpose, wording)| (purpose, wording, None)).collect();
    let mut values = values(&clinic, (&treatment.id, &treatment.name), patient.as_ref(), &rows, form.size, today.day());
    let number = paper_back::new_number()?;
    let code = PaperCode {
        form: values.code.clone(),
        version: code_version(&rows),
        paper: number.clone(),
        reference: patient.as_ref().map(|patient| patient.reference.clone()),
    };
    values.paper = Some(code.clone());
    let notes: Vec<String> = match &values.approval {
        Approval::NotApproved(words) => vec![format!("{words}.")],
        Approval::Approved(_) => Vec::new(),
    };
    let document = blocking(move || frontdesk_documents::consent_form(&values)).await??;
    let entry = entry.with("number", Id::held(&number));
    let made =
        Made { code, treatment: &treatment.id, patient: patient.as_ref(), size: form.size, pages: document.pages };
    paper_back::keep_made(&mut act, made, &asked, today.day()).await?;
    act.commit(entry.clone().with("pages", document.pages)).await?;
    Ok(lock(&desk.papers).show_numbered("Consent form", document, entry, notes, number))
}

/// No paper goes round the gate: nothing is prefilled for a treatment the age does not allow, nor for a child.
fn may_be_printed(clinic: &Clinic, treatment: &Treatment, patient: &Patient, today: Today) -> Result<()> {
    let facts = TreatmentFacts { name: treatment.id.clone(), cosmetic: treatment.cosmetic };
    match gate(&facts, clinic.nation, &clinic.minimum_ages, patient.particulars.born, today) {
        Gate::Stopped { minimum } => Err(DeskError::new(
            &format!("under-{}", minimum.years),
            format!("{} is for {} or over. No form is made for somebody younger.", treatment.name, minimum.years),
        )),
        Gate::Parental => Err(DeskError::new(
            "under-16",
            "They are under 16. Nothing is printed until the practice manager has decided on parental responsibility.",
        )),
        Gate::Clinician | Gate::Allowed => Ok(()),
    }
}

/// The form with empty lines to write on. `treatment`: its id and name.
pub(crate) fn values(
    clinic: &Clinic,
    treatment: (&str, &str),
    patient: Option<&Patient>,
    rows: &[Row<'_>],
    size: PaperSize,
    today: NaiveDate,
) -> ConsentForm {
    ConsentForm {
        clinic: letterhead(clinic),
        title: format!("Consent form: {}", treatment.1),
        code: format!("CF-{}", treatment.0),
        version: version(rows),
        approval: approval(rows),
        paper: None,
        date: today,
        size: if size == PaperSize::Large { PrintSize::Large } else { PrintSize::Normal },
        patient: patient.map(block),
        introduction: vec![
            "Each question is asked by itself: a yes to one is a yes to nothing else. Take the time you need, and ask about anything that is not clear.".to_string(),
            "You can change your mind at any time by telling any member of staff.".to_string(),
        ],
        details_heading: "To be filled in with your clinician".to_string(),
        details: ["What you hope for", "Area", "Product", "Dose", "Batch and expiry", "Cost", "Health, allergies, medicines, pregnancy", "Risks that matter for you", "Aftercare and out-of-hours telephone"]
            .into_iter()
            .map(|label| Field { label: label.to_string(), value: None })
            .collect(),
        sections: [
            (PurposeKind::Treatment, "The treatment"),
            (PurposeKind::Data, "Your health details"),
            (PurposeKind::Photographs, "Photographs: your care does not depend on your answers"),
            (PurposeKind::Marketing, "News and offers: your care does not depend on your answers"),
        ]
        .into_iter()
        .filter_map(|(kind, heading)| section(rows, kind, heading))
        .collect(),
        told_heading: "What we tell you and do not ask".to_string(),
        told: told(clinic)
            .into_iter()
            .map(|told| ToldItem { text: told.title, basis: told.basis })
            .collect(),
        declaration: vec![declaration(clinic)],
        signatures: vec![
            signature("Patient", None, patient.map(|patient| printed_name(&patient.particulars))),
            signature("Who answers for the patient, if somebody does", Some("In what capacity"), None),
            signature("Clinician", Some("Registration number"), None),
            signature("Interpreter or witness, if there is one", None, None),
        ],
        record: Vec::new(),
    }
}

/// What is signed beside the answers.
pub(crate) fn declaration(clinic: &Clinic) -> String {
    format!(
        "I have read this form or had it read to me, and my answers are as marked. To complain or to take an answer back: {}, {}.",
        clinic.privacy_contact, clinic.privacy_email
    )
}

fn signature(who: &str, extra: Option<&str>, name: Option<String>) -> SignatureLine {
    SignatureLine { who: who.to_string(), extra: extra.map(str::to_string), name, ..SignatureLine::default() }
}

fn section(rows: &[Row<'_>], kind: PurposeKind, heading: &str) -> Option<ConsentSection> {
    let questions: Vec<ConsentQuestion> = rows
        .iter()
        .filter(|(purpose, _, _)| purpose.kind == kind)
        .map(|(_, wording, answer)| ConsentQuestion {
            code: format!("{}, wording {}", wording.id, wording.version),
            wording: format!("{}\n{}", wording.question, wording.text),
            answer: *answer,
        })
        .collect();
    (!questions.is_empty()).then(|| ConsentSection { heading: heading.to_string(), paragraphs: Vec::new(), questions })
}

/// The newest wording's date and the highest version: which form this is when a copy turns up years later.
fn version(rows: &[Row<'_>]) -> String {
    let newest = rows.iter().map(|(_, wording, _)| wording.dated).max();
    let highest = rows.iter().map(|(_, wording, _)| wording.version).max().unwrap_or(1);
    newest.map_or_else(|| highest.to_string(), |day| format!("{highest}, {}", day_words(day)))
}

/// The same as the pages' code can have it: `3-20261102`.
fn code_version(rows: &[Row<'_>]) -> String {
    let highest = rows.iter().map(|(_, wording, _)| wording.version).max().unwrap_or(1);
    let newest = rows.iter().map(|(_, wording, _)| wording.dated).max();
    newest.map_or_else(|| highest.to_string(), |day| format!("{highest}-{}", day.format("%Y%m%d")))
}

fn approval(rows: &[Row<'_>]) -> Approval {
    let approvals: Option<Vec<_>> = rows.iter().map(|(_, wording, _)| wording.approved.as_ref()).collect();
    match approvals.as_deref().and_then(|all| all.iter().max_by_key(|approval| approval.on)) {
        Some(newest) => Approval::Approved(format!(
            "Approved {} by {}, reviewed by {}",
            day_words(newest.on),
            newest.by,
            newest.clinical_reviewer
        )),
        None => Approval::NotApproved(NOT_APPROVED.to_string()),
    }
}

fn block(patient: &Patient) -> PatientBlock {
    let is = &patient.particulars;
    let address: Vec<&str> =
        is.address.iter().flat_map(|address| address.lines()).chain(is.postcode.as_deref()).collect();
    PatientBlock {
        name: Some(printed_name(is)),
        preferred_name: is.preferred_name.clone(),
        date_of_birth: Some(day_words(is.born)),
        reference: Some(patient.reference.clone()),
        nhs_number: is.nhs_number.clone(),
        address: Some(address.join(", ")).filter(|text| !text.is_empty()),
    }
}
