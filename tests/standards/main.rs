//! Consents as other systems read them: by the published models of HL7 FHIR, and by the fields of ISO/IEC TS 27560.
#![allow(clippy::unwrap_used)]

mod desk;
#[path = "../coverage/forms.rs"]
mod forms;
mod values;

use std::path::Path;
use std::process::Command;

use frontdesk_documents::{ConsentHistory, FhirRelease, consent_receipts, consent_records, fhir_bundle};
use serde_json::Value;

const RELEASES: [(FhirRelease, &str); 2] = [(FhirRelease::R4B, "r4b"), (FhirRelease::R5, "r5")];

/// How many resources the published models read in a folder's bundles (`NAME-r4b.json`, `NAME-r5.json`).
pub fn read_by_the_models(folder: &Path) -> usize {
    let tools = std::env::var_os("FRONTDESK_TOOLS").expect("run by `make test`, which says where its tools are");
    let python = Path::new(&tools).join("fhir/bin/python");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("standards/fhir_models.py");
    let told = Command::new(python).arg(script).arg(folder).output().expect("set up by scripts/setup.sh test");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    String::from_utf8(told.stdout).unwrap().trim().parse().unwrap()
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

#[test]
fn every_kind_of_answer_is_accepted_by_the_published_models_of_both_releases() {
    let folder = tempfile::tempdir().unwrap();
    let mut wanted = 0;
    for (index, history) in values::every_kind().iter().enumerate() {
        for (release, name) in RELEASES {
            let bytes = fhir_bundle(history, release).unwrap();
            let answers: usize = history.records.iter().map(|record| record.events.len()).sum();
            wanted += answers + 2;
            std::fs::write(folder.path().join(format!("{index:03}-{name}.json")), bytes).unwrap();
        }
    }
    assert_eq!(read_by_the_models(folder.path()), wanted);
}

#[test]
fn the_models_refuse_what_is_not_a_consent() {
    let folder = tempfile::tempdir().unwrap();
    let mut bundle = json(&fhir_bundle(&values::every_kind()[0], FhirRelease::R4B).unwrap());
    bundle["entry"][2]["resource"]["scope"] = Value::Null;
    bundle["entry"][2]["resource"]["decision"] = "permit".into();
    std::fs::write(folder.path().join("000-r4b.json"), bundle.to_string()).unwrap();
    assert!(std::panic::catch_unwind(|| read_by_the_models(folder.path())).is_err());
}

/// Every field of a consent record, as a pointer below the record (RFC 6901), with what it holds.
const FIELDS: [(&str, &str); 33] = [
    ("/schema_version", "schema version"),
    ("/record_id", "record id"),
    ("/pii_principal_id", "principal id"),
    ("/record_state", "state"),
    ("/pii_processing/privacy_notice", "notice reference"),
    ("/pii_processing/language", "language"),
    ("/pii_processing/wording_version", "wording version"),
    ("/pii_processing/purposes/0/purpose", "purpose"),
    ("/pii_processing/purposes/0/purpose_type", "kind of purpose"),
    ("/pii_processing/purposes/0/lawful_basis", "lawful basis"),
    ("/pii_processing/purposes/0/pii_information/0/pii_type", "data category"),
    ("/pii_processing/purposes/0/pii_information/0/special_pii_category", "special or not"),
    ("/pii_processing/purposes/0/pii_controllers/0", "controllers"),
    ("/pii_processing/purposes/0/recipient_third_parties/0", "recipients"),
    ("/pii_processing/purposes/0/storage_locations/0", "storage location"),
    ("/pii_processing/purposes/0/jurisdiction", "jurisdiction"),
    ("/pii_processing/purposes/0/retention_period/0", "retention period"),
    ("/pii_processing/purposes/0/withdrawal_method", "withdrawal method"),
    ("/pii_processing/purposes/0/privacy_rights/0", "rights"),
    ("/pii_processing/purposes/0/collection_method", "collection method"),
    ("/party_identification/0/party_name", "the controller's name"),
    ("/party_identification/0/party_contact", "whom to turn to there"),
    ("/party_identification/0/party_email", "and their email"),
    ("/party_identification/1/party_name", "the authority"),
    ("/events/0/event_id", "event"),
    ("/events/0/event_time", "event time"),
    ("/events/0/event_type", "event type"),
    ("/events/0/event_state", "event state"),
    ("/events/0/entity_id", "who acted"),
    ("/events/0/entity_capacity", "in what capacity"),
    ("/events/0/collection_method", "how the answer came"),
    ("/events/0/wording/text", "the words"),
    ("/events/0/wording/version", "and their version"),
];

fn lacks(record: &Value) -> Vec<&'static str> {
    let holds = |pointer: &str| match record.pointer(pointer) {
        None | Some(Value::Null) => false,
        Some(Value::String(text)) => !text.is_empty(),
        Some(_) => true,
    };
    FIELDS.iter().filter(|(pointer, _)| !holds(pointer)).map(|(_, what)| *what).collect()
}

fn records(history: &ConsentHistory) -> Vec<Value> {
    json(&consent_records(history).unwrap())["consent_records"].as_array().unwrap().clone()
}

#[test]
fn every_record_has_every_field_of_the_specification() {
    for history in values::every_kind() {
        let found = records(&history);
        assert_eq!(found.len(), history.records.len());
        for (record, of) in found.iter().zip(&history.records) {
            assert!(lacks(record).is_empty(), "{}: {:?}", of.purpose, lacks(record));
            let given = of.events.iter().position(|said| said.answer == frontdesk_domain::consent::Answer::Given);
            if let (Some(index), Some(months)) = (given, of.validity_months) {
                assert_eq!(record["events"][index]["validity_duration"], format!("P{months}M"));
            }
        }
    }
}

#[test]
fn a_receipt_has_its_number_the_schema_and_the_record_but_not_who_of_the_staff_wrote_it_down() {
    let history = &values::every_kind()[0];
    let file = json(&consent_receipts(history).unwrap());
    let receipts = file["consent_receipts"].as_array().unwrap();
    assert_eq!(receipts.len(), history.records.len());
    let mut numbers: Vec<&str> = receipts.iter().map(|receipt| receipt["receipt_id"].as_str().unwrap()).collect();
    for receipt in receipts {
        assert_eq!(receipt["schema_version"], "ISO/IEC TS 27560:2023");
        assert!(lacks(&receipt["consent_record"]).is_empty());
    }
    numbers.dedup();
    assert_eq!(numbers.len(), receipts.len());
    assert!(!file.to_string().contains("recorded_by") && !file.to_string().contains(values::RECORDED_BY));
    assert!(consent_records(history).unwrap().windows(11).any(|part| part == b"recorded_by"));
}
