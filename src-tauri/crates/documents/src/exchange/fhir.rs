//! Consents as HL7 FHIR resources: a collection with the patient, the clinic and a Consent for each answer.
//!
//! Each answer is a Consent of its own, for none is ever overwritten: the newest to a purpose is in force while
//! it stands, and those before it are inactive. R4B (4.3.0) and R5 (5.0.0) name the same things differently.

use frontdesk_domain::catalogue::PurposeKind;
use frontdesk_domain::consent::{Answer, Capacity, Method};
use serde_json::{Map, Value, json};

use super::{file, iso_27560};
use crate::DocumentError;
use crate::values::{ConsentEvent, ConsentHistory, ConsentRecord};

/// Which release of FHIR.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FhirRelease {
    /// 4.3.0.
    R4B,
    /// 5.0.0.
    R5,
}

const UK_GDPR: &str = "https://www.legislation.gov.uk/eur/2016/679";

/// All of it as a Bundle of type collection.
///
/// # Errors
/// None that the values could cause.
pub fn bundle(history: &ConsentHistory, release: FhirRelease) -> Result<Vec<u8>, DocumentError> {
    let mut entries = vec![entry(&history.subject.id, patient(history)), entry(CLINIC, clinic(history, release))];
    for of in &history.records {
        for said in &of.events {
            entries.push(entry(&said.id, consent(history, of, said, of.stands(said), release)));
        }
    }
    file(&json!({ "resourceType": "Bundle", "type": "collection", "timestamp": history.made, "entry": entries }))
}

/// The clinic within the bundle (RFC 9562 UUID; it names nothing outside it).
const CLINIC: &str = "6f0f1d52-7c53-4d0c-9a55-3d1f1e0c1a01";

fn entry(id: &str, resource: Value) -> Value {
    json!({ "fullUrl": format!("urn:uuid:{id}"), "resource": resource })
}

fn reference(id: &str, display: &str) -> Value {
    json!({ "reference": format!("urn:uuid:{id}"), "display": display })
}

fn patient(history: &ConsentHistory) -> Value {
    let is = &history.subject;
    let given: Vec<&str> = is.given_names.split_whitespace().collect();
    let mut name = Map::from_iter([("use".to_string(), json!("official")), ("family".to_string(), json!(is.surname))]);
    put(&mut name, "given", (!given.is_empty()).then(|| json!(given)));
    json!({
        "resourceType": "Patient",
        "id": is.id,
        "identifier": [{ "use": "usual", "value": is.reference, "assigner": { "display": history.clinic.name } }],
        "name": [name],
        "birthDate": is.born.to_string(),
    })
}

fn clinic(history: &ConsentHistory, release: FhirRelease) -> Value {
    let by = &history.controller;
    let reach: Vec<Value> = [("email", &by.email), ("phone", &by.phone)]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(system, value)| json!({ "system": system, "value": value }))
        .collect();
    let address = (!by.address.is_empty()).then(|| json!([{ "text": by.address.join(", ") }]));
    let mut clinic = Map::from_iter([
        ("resourceType".to_string(), json!("Organization")),
        ("id".to_string(), json!(CLINIC)),
        ("name".to_string(), json!(by.name)),
    ]);
    match release {
        FhirRelease::R4B => {
            put(&mut clinic, "telecom", (!reach.is_empty()).then(|| json!(reach)));
            put(&mut clinic, "address", address);
        }
        FhirRelease::R5 => {
            let mut contact = Map::new();
            put(&mut contact, "telecom", (!reach.is_empty()).then(|| json!(reach)));
            put(&mut contact, "address", address.and_then(|list| list.get(0).cloned()));
            put(&mut clinic, "contact", (!contact.is_empty()).then(|| json!([contact])));
        }
    }
    Value::Object(clinic)
}

fn put(into: &mut Map<String, Value>, key: &str, value: Option<Value>) {
    into.extend(value.map(|value| (key.to_string(), value)));
}

fn consent(
    history: &ConsentHistory,
    of: &ConsentRecord,
    said: &ConsentEvent,
    stands: bool,
    release: FhirRelease,
) -> Value {
    let subject = reference(&history.subject.id, &history.subject.reference);
    let clinic = reference(CLINIC, &history.controller.name);
    let common = json!({
        "resourceType": "Consent",
        "id": said.id,
        "text": narrative(of, said),
        "identifier": [{ "system": "urn:ietf:rfc:3986", "value": format!("urn:uuid:{}", said.id) }],
        "category": [coded("http://loinc.org", "59284-0", "Consent Document")],
    });
    let mut consent = common.as_object().cloned().unwrap_or_default();
    let wording = json!({
        "contentType": "text/plain; charset=utf-8",
        "language": history.language,
        "data": data_encoding::BASE64.encode(format!("{}\n\n{}", said.wording.2, said.wording.3).as_bytes()),
        "title": format!("{}, version {}", said.wording.0, said.wording.1),
    });
    let who = actor(history, said);
    let permits = said.answer == Answer::Given;
    let more = match release {
        FhirRelease::R4B => json!({
            "status": status(said.answer, stands, release),
            "scope": scope(of.kind),
            "patient": subject,
            "dateTime": said.at,
            "performer": [who],
            "organization": [clinic],
            "sourceAttachment": wording,
            "policy": [{ "authority": UK_GDPR, "uri": format!("{UK_GDPR}/article/7") }],
            "verification": verification(said, release),
            "provision": provision(of, said, Some(if permits { "permit" } else { "deny" })),
        }),
        FhirRelease::R5 => json!({
            "status": status(said.answer, stands, release),
            "subject": subject,
            "date": said.at.get(..10),
            "grantor": [who],
            "controller": [clinic],
            "sourceAttachment": [wording],
            "policyBasis": { "url": format!("{UK_GDPR}/article/7") },
            "verification": verification(said, release),
            "decision": if permits { "permit" } else { "deny" },
            "provision": [provision(of, said, None)],
        }),
    };
    for (key, value) in more.as_object().cloned().unwrap_or_default() {
        put(&mut consent, &key, Some(value).filter(|value| !value.is_null()));
    }
    Value::Object(consent)
}

/// Who answered. One who is not the patient is named, and has no resource of their own.
fn actor(history: &ConsentHistory, said: &ConsentEvent) -> Value {
    match (said.capacity, &said.speaker) {
        (Capacity::Patient, _) | (_, None) => reference(&history.subject.id, &history.subject.reference),
        (capacity, Some(name)) => json!({ "display": format!("{name}, {}", iso_27560::capacity(capacity)) }),
    }
}

fn status(answer: Answer, stands: bool, release: FhirRelease) -> &'static str {
    match (answer, release) {
        (Answer::NotNow, FhirRelease::R4B) if stands => "proposed",
        (Answer::NotNow, FhirRelease::R5) if stands => "not-done",
        (Answer::Refused, FhirRelease::R4B) if stands => "rejected",
        // R5 has no word for a refusal: it is a decision in force, and it denies.
        (Answer::Given | Answer::Refused, _) if stands => "active",
        _ => "inactive",
    }
}

fn scope(kind: PurposeKind) -> Value {
    let (code, words) = match kind {
        PurposeKind::Treatment => ("treatment", "Treatment"),
        _ => ("patient-privacy", "Privacy Consent"),
    };
    coded("http://terminology.hl7.org/CodeSystem/consentscope", code, words)
}

fn coded(system: &str, code: &str, words: &str) -> Value {
    json!({ "coding": [{ "system": system, "code": code, "display": words }] })
}

/// An answer that somebody witnessed was verified with them.
fn verification(said: &ConsentEvent, release: FhirRelease) -> Value {
    let Some(witness) = said.witness.as_ref().filter(|_| said.method == Method::VerbalWitnessed) else {
        return Value::Null;
    };
    let by = json!({ "display": witness });
    match release {
        FhirRelease::R4B => json!([{ "verified": true, "verifiedWith": by, "verificationDate": said.at }]),
        FhirRelease::R5 => json!([{ "verified": true, "verifiedWith": by, "verificationDate": [said.at] }]),
    }
}

/// What is permitted or denied, for what, and for how long.
fn provision(of: &ConsentRecord, said: &ConsentEvent, kind: Option<&str>) -> Value {
    let mut provision = Map::new();
    put(&mut provision, "type", kind.map(|kind| json!(kind)));
    let end = of.good_until.filter(|_| said.answer == Answer::Given && of.newest().is_some_and(|it| it.id == said.id));
    let mut period = Map::from_iter([("start".to_string(), json!(said.at))]);
    put(&mut period, "end", end.map(|day| json!(day.to_string())));
    put(&mut provision, "period", Some(Value::Object(period)));
    let reason = match of.kind {
        PurposeKind::Treatment | PurposeKind::Data => Some(("TREAT", "treatment")),
        PurposeKind::Marketing => Some(("HMARKT", "healthcare marketing")),
        PurposeKind::Photographs | PurposeKind::Told => None,
    };
    let system = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
    let purpose = reason.map(|(code, words)| json!([{ "system": system, "code": code, "display": words }]));
    put(&mut provision, "purpose", purpose);
    put(&mut provision, "code", Some(json!([{ "text": of.title }])));
    Value::Object(provision)
}

/// The answer for a person to read (XHTML, as the standard asks).
fn narrative(of: &ConsentRecord, said: &ConsentEvent) -> Value {
    let text = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let answer = said.answer.word();
    let words = format!("{}: {answer}, {}. {} {}", of.title, said.when, said.wording.2, said.how);
    let div = format!("<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>{}</p></div>", text(&words));
    json!({ "status": "generated", "div": div })
}
