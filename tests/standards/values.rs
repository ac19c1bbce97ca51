//! Histories of every kind of answer, by everybody who may give one, in every way. Every person is fictional.

use frontdesk_documents::{Clinic, ConsentEvent, ConsentHistory, ConsentRecord, Controller, Subject, Weight};
use frontdesk_domain::catalogue::PurposeKind;
use frontdesk_domain::consent::{Answer, Capacity, Method};

pub const RECORDED_BY: &str = "Priya Shah";

const KINDS: [PurposeKind; 4] =
    [PurposeKind::Treatment, PurposeKind::Data, PurposeKind::Photographs, PurposeKind::Marketing];
const ANSWERS: [Answer; 4] = [Answer::Given, Answer::Refused, Answer::NotNow, Answer::Withdrawn];
const METHODS: [Method; 4] = [Method::OnScreen, Method::Written, Method::VerbalWitnessed, Method::Phone];
const CAPACITIES: [Capacity; 3] = [Capacity::Patient, Capacity::Parent, Capacity::Attorney];

fn id(number: usize) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

fn event(number: usize, answer: Answer, capacity: Capacity, method: Method) -> ConsentEvent {
    ConsentEvent {
        id: id(number),
        at: "2026-11-24T10:30:00.000Z".into(),
        when: "24 Nov 2026, 10:30".into(),
        answer,
        wording: ("news-email".into(), 2, "May we send <news> & \"offers\"?".into(), "Words\nin lines, żółć 🙂".into()),
        approved: number.is_multiple_of(2),
        capacity,
        speaker: (capacity != Capacity::Patient).then(|| "Ewa Żółć".into()),
        method,
        how: "The patient. On screen.".into(),
        witness: (method == Method::VerbalWitnessed).then(|| "Tom Ellery".into()),
        interpreter: number.is_multiple_of(3).then(|| "Ana Silva".into()),
        reason: (answer == Answer::Withdrawn).then(|| "Changed their mind".into()),
        recorded_by: RECORDED_BY.into(),
        weight: Weight::Counts,
    }
}

fn record(number: usize, kind: PurposeKind, in_force: bool, events: Vec<ConsentEvent>) -> ConsentRecord {
    ConsentRecord {
        id: id(number),
        purpose: "news-email".into(),
        title: "News and offers by email".into(),
        kind,
        required: false,
        lawful_basis: "Consent (UK GDPR art 6(1)(a))".into(),
        data: vec![("Email address".into(), false)],
        recipients: vec!["Companies that send our emails".into()],
        retention: vec!["While relied on, and 6 years".into()],
        validity_months: (kind == PurposeKind::Marketing).then_some(24),
        good_until: "2028-11-24".parse().ok(),
        in_force,
        stands: "Yes. Since 24 Nov 2026.".into(),
        events,
    }
}

/// With and without an address, with one name and with several, and each kind with each answer.
pub fn every_kind() -> Vec<ConsentHistory> {
    let mut number = 0;
    let mut records = Vec::new();
    for kind in KINDS {
        for in_force in [true, false] {
            for method in METHODS {
                let events = ANSWERS.iter().zip(CAPACITIES.iter().cycle()).map(|(answer, capacity)| {
                    number += 1;
                    event(number, *answer, *capacity, method)
                });
                let events: Vec<_> = events.collect();
                for last in 1..=events.len() {
                    number += 1;
                    records.push(record(number, kind, in_force, events[..last].to_vec()));
                }
            }
        }
    }
    let full = history("Alex Morgan", "1 Example Row\nLondon", records);
    let bare = history("", "", Vec::new());
    vec![full, bare]
}

fn history(given_names: &str, address: &str, records: Vec<ConsentRecord>) -> ConsentHistory {
    ConsentHistory {
        clinic: Clinic { name: "Kensington Medical".into(), ..Clinic::default() },
        controller: Controller {
            name: "Kensington Medical Ltd".into(),
            address: address.lines().map(str::to_string).collect(),
            contact: "Data Protection Office".into(),
            email: "privacy@example.com".into(),
            phone: String::new(),
        },
        subject: Subject {
            id: id(999_999),
            reference: "KM-000042".into(),
            surname: "Testpatient".into(),
            given_names: given_names.into(),
            printed_name: format!("{given_names} Testpatient"),
            born: "1979-03-22".parse().unwrap(),
        },
        notice_dated: "2021-12-05".parse().unwrap(),
        language: "en-GB".into(),
        jurisdiction: "GB-ENG".into(),
        storage: "The clinic's own computer, encrypted".into(),
        withdrawal: "Tell any member of staff.".into(),
        rights: vec!["You can take back any consent.".into()],
        transfers: String::new(),
        regulator: ("Information Commissioner's Office".into(), "https://ico.org.uk".into()),
        made: "2026-11-24T11:00:00.000Z".into(),
        date: "2026-11-24".parse().unwrap(),
        receipt: id(1_000_000),
        records,
    }
}
