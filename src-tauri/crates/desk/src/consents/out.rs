//! One patient's consents for the patient, on paper, and for other systems, as files.

use chrono::NaiveDate;
use frontdesk_documents::{
    Column, ConsentEvent, ConsentHistory, ConsentRecord, Controller, FhirRelease, Register, Subject,
};
use frontdesk_domain::catalogue::{Basis, Clinic, Purpose, PurposeKind};
use frontdesk_domain::consent::{Held, due, good_until};
use frontdesk_domain::gate::Nation;
use frontdesk_domain::id::PatientId;
use frontdesk_domain::role::UseCase;
use frontdesk_store::Conn;
use frontdesk_store::consent_answer::ConsentAnswer;
use frontdesk_store::patient::Patient;

use super::how;
use super::page::Page;
use crate::banner;
use crate::clock::{local_day, local_time};
use crate::entrance::blocking;
use crate::error::Result;
use crate::history::name_of;
use crate::open::{Entry, OpenDesk, lock};
use crate::paper::{letterhead, printed_name};
use crate::papers::Form;
use crate::parental::may_be_handed_out;
use crate::views::consents::{ConsentFileFormat, answer_word};
use crate::views::paper::{DocumentView, FileView};

const RECEIPT: &str = "Consent receipt";

/// Makes the receipt that a patient takes away.
pub async fn make_consent_receipt(desk: &OpenDesk, patient_id: String) -> Result<DocumentView> {
    let mut act = desk.begin(UseCase::MakeConsentReceipt).await?;
    let id = PatientId(patient_id);
    may_be_handed_out(desk, act.conn(), &id).await?;
    let at = act.at.clone();
    let history = history(desk, act.conn(), &id, &at).await?;
    let document = blocking(move || frontdesk_documents::consent_receipt(&history)).await??;
    let entry = Entry::about("patient", id).with("paper", "consent-receipt");
    act.commit(entry.clone().with("pages", document.pages)).await?;
    Ok(lock(&desk.papers).show(RECEIPT, document, entry, Vec::new()))
}

/// Makes a file for another system, to be saved with `save_document`.
pub async fn make_consent_file(desk: &OpenDesk, patient_id: String, format: ConsentFileFormat) -> Result<FileView> {
    let mut act = desk.begin(UseCase::ExportConsents).await?;
    let id = PatientId(patient_id);
    may_be_handed_out(desk, act.conn(), &id).await?;
    let at = act.at.clone();
    let history = history(desk, act.conn(), &id, &at).await?;
    let entries = u32::try_from(history.records.len()).unwrap_or(u32::MAX);
    let bytes = blocking(move || match format {
        ConsentFileFormat::Records27560 => frontdesk_documents::consent_records(&history),
        ConsentFileFormat::Receipts27560 => frontdesk_documents::consent_receipts(&history),
        ConsentFileFormat::FhirR4b => frontdesk_documents::fhir_bundle(&history, FhirRelease::R4B),
        ConsentFileFormat::FhirR5 => frontdesk_documents::fhir_bundle(&history, FhirRelease::R5),
        ConsentFileFormat::Csv => frontdesk_documents::register_csv(&table(&history)),
    })
    .await??;
    let (title, code, form) = match format {
        ConsentFileFormat::Records27560 => ("Consent records, ISO 27560", "iso-27560-records", Form::Json),
        ConsentFileFormat::Receipts27560 => ("Consent receipts, ISO 27560", "iso-27560-receipts", Form::Json),
        ConsentFileFormat::FhirR4b => ("Consents, FHIR R4B", "fhir-r4b", Form::Json),
        ConsentFileFormat::FhirR5 => ("Consents, FHIR R5", "fhir-r5", Form::Json),
        ConsentFileFormat::Csv => ("Consents", "csv", Form::Csv),
    };
    let entry = Entry::about("patient", id).with("paper", "consent-file").with("format", code);
    act.commit(entry.clone().with("records", entries)).await?;
    Ok(lock(&desk.papers).keep_file(title, form, bytes, entry, entries))
}

async fn history(desk: &OpenDesk, conn: &mut Conn, id: &PatientId, at: &str) -> Result<ConsentHistory> {
    let (clinic, today) = (desk.clinic(), desk.today());
    let patient = banner::held(conn, id).await?;
    let page = Page::load(conn, &clinic, &patient, today).await?;
    let mut purposes: Vec<&Purpose> = clinic.purposes.iter().collect();
    purposes.sort_by_key(|purpose| purpose.order);
    let mut records = Vec::new();
    for purpose in purposes {
        let said = page.said_of(purpose);
        if let Some(first) = said.first() {
            records.push(record(&page, purpose, first, &said)?);
        }
    }
    Ok(ConsentHistory {
        clinic: letterhead(&clinic),
        controller: controller(&clinic),
        subject: subject(&patient),
        notice_dated: clinic.notice_dated,
        language: "en-GB".to_string(),
        jurisdiction: jurisdiction(clinic.nation).to_string(),
        storage: format!("The clinic's own computer, encrypted: {}", clinic.name),
        withdrawal: format!(
            "Tell any member of staff, in any way you like, or write to {}, {}. It is as easy as giving it was.",
            clinic.privacy_contact, clinic.privacy_email
        ),
        rights: clinic.rights.clone(),
        transfers: clinic.transfers.clone(),
        regulator: (clinic.regulator.name.clone(), clinic.regulator.website.clone()),
        made: at.to_string(),
        date: today.day(),
        receipt: uuid::Uuid::new_v4().to_string(),
        records,
    })
}

fn record(page: &Page<'_>, purpose: &Purpose, first: &ConsentAnswer, said: &[&ConsentAnswer]) -> Result<ConsentRecord> {
    let row = page.row(purpose, said)?;
    let clinic = page.clinic;
    let newest = page.counted.newest(&purpose.id);
    let until = newest.and_then(|held| match purpose.kind {
        PurposeKind::Treatment => Some(held.day()),
        _ => good_until(purpose, held),
    });
    let under = |kinds: &[PurposeKind]| kinds.contains(&purpose.kind);
    Ok(ConsentRecord {
        id: first.id.clone(),
        purpose: purpose.id.clone(),
        title: purpose.title.clone(),
        kind: purpose.kind,
        required: purpose.required,
        lawful_basis: basis(purpose).to_string(),
        data: clinic
            .categories
            .iter()
            .filter(|of| under(&of.under))
            .map(|of| (of.label.clone(), of.sensitive))
            .collect(),
        recipients: recipients(clinic, purpose.kind),
        retention: clinic
            .retention
            .iter()
            .filter(|of| under(&of.under))
            .map(|of| format!("{}: {} ({})", of.record, of.period, of.basis))
            .collect(),
        validity_months: purpose.validity_months,
        good_until: until,
        in_force: newest.is_some_and(|held| in_force(page, purpose, held)),
        stands: format!("{}. {}", row.word, row.note).trim().to_string(),
        events: said.iter().map(|answer| event(page, answer)).collect(),
    })
}

/// None is said too: an empty list would leave open whether anybody looked.
fn recipients(clinic: &Clinic, kind: PurposeKind) -> Vec<String> {
    let found = clinic.recipients.iter().filter(|of| of.under.contains(&kind));
    let found: Vec<String> = found.map(|of| of.who.clone()).collect();
    if found.is_empty() { vec!["Nobody beyond what the purpose itself says".to_string()] } else { found }
}

/// The newest answer is what stands, and nothing ended it: a stop, a birthday, the years; to a treatment, the day.
fn in_force(page: &Page<'_>, purpose: &Purpose, held: &Held) -> bool {
    let same = page.answers.newest(&purpose.id).is_some_and(|newest| newest.answer == held.answer);
    let wording = purpose.wording.as_deref().and_then(|id| page.clinic.wording(id));
    let ended = wording.and_then(|wording| due(purpose, wording, held, page.born, page.today));
    let past = purpose.kind == PurposeKind::Treatment && held.day() < page.today.day();
    same && !past && !ended.is_some_and(|due| due.again())
}

fn event(page: &Page<'_>, answer: &ConsentAnswer) -> ConsentEvent {
    let words = (
        answer.wording_id.clone(),
        answer.wording_version,
        answer.wording_question.clone(),
        answer.wording_text.clone(),
    );
    ConsentEvent {
        id: answer.id.clone(),
        at: answer.at.clone(),
        when: format!("{}, {}", local_day(&answer.at), local_time(&answer.at)),
        answer: answer.answer,
        wording: words,
        approved: answer.wording_approved,
        capacity: answer.capacity,
        speaker: answer.speaker.clone(),
        method: answer.method,
        how: how(answer),
        witness: answer.witness.clone(),
        interpreter: answer.interpreter.clone(),
        reason: answer.reason.clone(),
        recorded_by: name_of(&page.staff, &answer.by),
        weight: page.answers.weight(answer),
    }
}

fn controller(clinic: &Clinic) -> Controller {
    Controller {
        name: clinic.controller.clone(),
        address: clinic.address.lines().map(str::to_string).collect(),
        contact: clinic.privacy_contact.clone(),
        email: clinic.privacy_email.clone(),
        phone: clinic.phone.clone(),
    }
}

fn subject(patient: &Patient) -> Subject {
    let is = &patient.particulars;
    Subject {
        id: patient.id.0.clone(),
        reference: patient.reference.clone(),
        surname: is.surname.clone(),
        given_names: is.given_names.clone(),
        printed_name: printed_name(is),
        born: is.born,
    }
}

/// ISO 3166-2.
fn jurisdiction(nation: Nation) -> &'static str {
    match nation {
        Nation::England => "GB-ENG",
        Nation::Wales => "GB-WLS",
        Nation::Scotland => "GB-SCT",
        Nation::NorthernIreland => "GB-NIR",
    }
}

/// Data about health rests on a second ground beside its basis.
fn basis(purpose: &Purpose) -> &'static str {
    match (purpose.basis, purpose.kind) {
        (Basis::Consent, PurposeKind::Marketing) => "Consent (UK GDPR art 6(1)(a); PECR reg 22)",
        (Basis::Consent, _) => "Consent (UK GDPR art 6(1)(a)), explicit (art 9(2)(a))",
        (Basis::Contract, _) => "Contract (UK GDPR art 6(1)(b))",
        (Basis::LegalObligation, _) => "Legal obligation (UK GDPR art 6(1)(c))",
        (Basis::LegitimateInterests, _) => "Legitimate interests (UK GDPR art 6(1)(f))",
    }
}

/// A row for each answer, oldest first within each purpose.
fn table(history: &ConsentHistory) -> Register {
    let headings = [
        "Reference",
        "Purpose",
        "Title",
        "Lawful basis",
        "At (UTC)",
        "Answer",
        "Capacity and method",
        "Reason",
        "Wording",
        "Version",
        "Question",
        "Text",
        "Recorded by",
        "Stands",
    ];
    let mut rows = Vec::new();
    for of in &history.records {
        rows.extend(of.events.iter().map(|said| {
            let (id, version, question, text) = &said.wording;
            let (word, _) = answer_word(said.answer, of.kind == PurposeKind::Marketing);
            let stands = if of.stands(said) { "yes" } else { "no" };
            [
                &history.subject.reference,
                &of.purpose,
                &of.title,
                &of.lawful_basis,
                &said.at,
                word,
                &said.how,
                said.reason.as_deref().unwrap_or_default(),
                id,
                &version.to_string(),
                question,
                text,
                &said.recorded_by,
                stands,
            ]
            .map(str::to_string)
            .to_vec()
        }));
    }
    Register {
        clinic: history.clinic.clone(),
        title: "Consents".to_string(),
        filters: String::new(),
        made: String::new(),
        reference: history.subject.reference.clone(),
        date: NaiveDate::default(),
        landscape: true,
        columns: headings.map(|heading| Column { heading: heading.to_string(), share: 1.0 }).to_vec(),
        rows,
        notes: Vec::new(),
    }
}
