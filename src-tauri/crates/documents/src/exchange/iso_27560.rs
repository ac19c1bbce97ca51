//! Consent records and receipts with the fields of ISO/IEC TS 27560:2023, as JSON.
//!
//! One record for each purpose, with an event for each answer to it. A receipt is what the person takes away: it carries
//! the record, without who of the staff wrote it down. The specification names fields and leaves the notation open; the
//! names here are its own in lower case with underscores.

use frontdesk_domain::catalogue::PurposeKind;
use frontdesk_domain::consent::{Answer, Capacity, Method};
use serde_json::{Value, json};

use super::file;
use crate::DocumentError;
use crate::values::{ConsentEvent, ConsentHistory, ConsentRecord};

/// What the files say they follow.
const SCHEMA: &str = "ISO/IEC TS 27560:2023";

/// Every consent record of the person.
///
/// # Errors
/// None that the values could cause.
pub fn records(history: &ConsentHistory) -> Result<Vec<u8>, DocumentError> {
    let records: Vec<Value> = history.records.iter().map(|of| record(history, of, true)).collect();
    file(&json!({ "schema_version": SCHEMA, "created": history.made, "consent_records": records }))
}

/// A receipt for each consent record: receipt number, schema version, the record.
///
/// # Errors
/// None that the values could cause.
pub fn receipts(history: &ConsentHistory) -> Result<Vec<u8>, DocumentError> {
    let receipts: Vec<Value> = history
        .records
        .iter()
        .map(|of| {
            json!({
                "receipt_id": format!("{}:{}", history.receipt, of.id),
                "schema_version": SCHEMA,
                "receipt_time": history.made,
                "consent_record": record(history, of, false),
            })
        })
        .collect();
    file(&json!({ "schema_version": SCHEMA, "created": history.made, "consent_receipts": receipts }))
}

fn record(history: &ConsentHistory, of: &ConsentRecord, staff: bool) -> Value {
    json!({
        "schema_version": SCHEMA,
        "record_id": of.id,
        "pii_principal_id": history.subject.reference,
        "record_state": of.newest().map(|said| if of.in_force { state(said.answer) } else { "consent expired" }),
        "pii_processing": processing(history, of),
        "party_identification": parties(history),
        "events": of.events.iter().map(|said| event(history, of, said, staff)).collect::<Vec<_>>(),
    })
}

fn processing(history: &ConsentHistory, of: &ConsentRecord) -> Value {
    let newest = of.newest();
    json!({
        "privacy_notice": format!("Privacy notice of {}, {}", history.controller.name, history.notice_dated),
        "language": history.language,
        "wording_version": newest.map(|said| format!("{}, version {}", said.wording.0, said.wording.1)),
        "purposes": [{
            "purpose_id": of.purpose,
            "purpose": of.title,
            "purpose_type": kind(of.kind),
            "core_function": of.required,
            "lawful_basis": of.lawful_basis,
            "pii_information": of.data.iter().map(|(label, special)| json!({
                "pii_type": label,
                "sensitive_pii_category": special,
                "special_pii_category": special,
            })).collect::<Vec<_>>(),
            "pii_controllers": ["controller"],
            "recipient_third_parties": of.recipients,
            "collection_method": newest.map(|said| method(said.method)),
            "storage_locations": [history.storage],
            "geographic_restrictions": Some(&history.transfers).filter(|text| !text.is_empty()),
            "retention_period": of.retention,
            "jurisdiction": history.jurisdiction,
            "withdrawal_method": history.withdrawal,
            "privacy_rights": history.rights,
        }],
    })
}

fn parties(history: &ConsentHistory) -> Value {
    let by = &history.controller;
    let (regulator, address) = &history.regulator;
    json!([
        {
            "party_id": "controller",
            "party_role": "PII controller",
            "party_type": "organisation",
            "party_name": by.name,
            "party_address": by.address.join(", "),
            "party_contact": by.contact,
            "party_email": by.email,
            "party_phone": by.phone,
        },
        {
            "party_id": "authority",
            "party_role": "authority",
            "party_type": "organisation",
            "party_name": regulator,
            "party_url": address,
        },
        {
            "party_id": history.subject.reference,
            "party_role": "PII principal",
            "party_type": "person",
            "party_name": format!("{} {}", history.subject.given_names, history.subject.surname),
        },
    ])
}

fn event(history: &ConsentHistory, of: &ConsentRecord, said: &ConsentEvent, staff: bool) -> Value {
    let (id, version, question, text) = &said.wording;
    let given = said.answer == Answer::Given;
    let actor = said.speaker.clone().unwrap_or_else(|| history.subject.reference.clone());
    let mut event = json!({
        "event_id": said.id,
        "event_time": said.at,
        "event_type": if given { "explicit" } else { "not given" },
        "event_state": state(said.answer),
        "validity_duration": of.validity_months.filter(|_| given).map(|months| format!("P{months}M")),
        "entity_id": actor,
        "entity_capacity": capacity(said.capacity),
        "collection_method": method(said.method),
        "witness": said.witness,
        "interpreter": said.interpreter,
        "withdrawal_reason": said.reason,
        "wording": { "id": id, "version": version, "question": question, "text": text, "approved": said.approved },
    });
    if staff {
        event["recorded_by"] = json!(said.recorded_by);
    }
    event
}

fn kind(kind: PurposeKind) -> &'static str {
    match kind {
        PurposeKind::Treatment => "health care: treatment",
        PurposeKind::Data => "health care: holding health details",
        PurposeKind::Photographs => "photographs",
        PurposeKind::Marketing => "direct marketing",
        PurposeKind::Told => "told, not asked",
    }
}

/// The states of a consent, by the guide of the W3C group that put the specification into a vocabulary.
fn state(answer: Answer) -> &'static str {
    match answer {
        Answer::Given => "consent given",
        Answer::Refused => "consent refused",
        Answer::NotNow => "consent requested",
        Answer::Withdrawn => "consent withdrawn",
    }
}

pub(super) fn capacity(capacity: Capacity) -> &'static str {
    match capacity {
        Capacity::Patient => "self",
        Capacity::Parent => "person with parental responsibility",
        Capacity::Attorney => "attorney or deputy",
    }
}

pub(super) fn method(method: Method) -> &'static str {
    match method {
        Method::OnScreen => "on screen, at the clinic",
        Method::Written => "on paper, signed",
        Method::VerbalWitnessed => "spoken, before a witness",
        Method::Phone => "by telephone",
    }
}
