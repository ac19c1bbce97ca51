//! A receipt of three purposes, one of them taken back, and a letter. Every person is fictional.

use frontdesk_documents::*;
use frontdesk_domain::catalogue::PurposeKind;
use frontdesk_domain::consent::{Answer as Said, Capacity, Method};

use super::{clinic, date, strings};

fn said(number: u32, answer: Said, when: &str, how: &str, reason: Option<&str>) -> ConsentEvent {
    ConsentEvent {
        id: format!("00000000-0000-4000-8000-{number:012}"),
        at: "2026-11-24T10:30:00.000Z".into(),
        when: when.into(),
        answer,
        wording: (
            "photographs-record".into(),
            2,
            "May we take photographs and keep them in your record?".into(),
            "They show how you were before and after. Only those who look after you see them.".into(),
        ),
        approved: number.is_multiple_of(2),
        capacity: Capacity::Patient,
        speaker: None,
        method: Method::OnScreen,
        how: how.into(),
        witness: None,
        interpreter: None,
        reason: reason.map(str::to_string),
        recorded_by: "Priya Shah".into(),
        weight: Weight::Counts,
    }
}

fn record(title: &str, kind: PurposeKind, stands: &str, events: Vec<ConsentEvent>) -> ConsentRecord {
    ConsentRecord {
        id: "00000000-0000-4000-8000-000000000001".into(),
        purpose: "photographs-record".into(),
        title: title.into(),
        kind,
        required: false,
        lawful_basis: "Consent (UK GDPR art 6(1)(a))".into(),
        data: Vec::new(),
        recipients: Vec::new(),
        retention: Vec::new(),
        validity_months: None,
        good_until: (kind == PurposeKind::Marketing).then(date),
        in_force: true,
        stands: stands.into(),
        events,
    }
}

pub fn receipt() -> ConsentHistory {
    let how = "The patient. On screen.";
    let given = || said(2, Said::Given, "24 Nov 2026, 10:30", how, None);
    let spoken = "A parent, Łucja Żółć. Spoken. Witness Tom Ellery. Interpreter Ana Silva.";
    ConsentHistory {
        clinic: clinic(),
        controller: Controller {
            name: "Kensington Medical".into(),
            address: strings(&["1 Example Row", "London"]),
            contact: "Data Protection Office".into(),
            email: "privacy@example.com".into(),
            phone: "020 7946 0000".into(),
        },
        subject: Subject {
            id: "00000000-0000-4000-8000-000000000009".into(),
            reference: "KM-000042".into(),
            surname: "Żółć".into(),
            given_names: "Łukasz".into(),
            printed_name: "Łukasz Żółć".into(),
            born: date(),
        },
        notice_dated: date(),
        language: "en-GB".into(),
        jurisdiction: "GB-ENG".into(),
        storage: "The clinic's own computer, encrypted".into(),
        withdrawal: "Tell any member of staff, in any way you like. It is as easy as giving it was.".into(),
        rights: strings(&["You can take back any consent you gave us.", "You can ask for a copy of your data."]),
        transfers: String::new(),
        regulator: ("Information Commissioner's Office (ICO)".into(), "https://ico.org.uk".into()),
        made: "2026-11-24T11:00:00.000Z".into(),
        date: date(),
        receipt: "0d1f6a52-7c53-4d0c-9a55-3d1f1e0c1a01".into(),
        records: vec![
            record("Holding your health details", PurposeKind::Data, "Yes. Since 24 Nov 2026.", vec![given()]),
            record(
                "Photographs for your own record",
                PurposeKind::Photographs,
                "Taken back. Since 1 Dec 2026.",
                vec![
                    said(4, Said::NotNow, "3 Oct 2025, 09:05", spoken, None),
                    given(),
                    said(
                        3,
                        Said::Withdrawn,
                        "1 Dec 2026, 16:40",
                        "The patient. By telephone.",
                        Some("Changed their mind"),
                    ),
                ],
            ),
            record("News and offers by email", PurposeKind::Marketing, "Yes. Since 24 Nov 2026.", vec![given()]),
        ],
    }
}
