//! Values for the tests and for the example. Every person is fictional.
#![allow(dead_code, clippy::unwrap_used)]

pub mod notice;
pub mod receipt;
pub mod tools;
pub mod wear;

use chrono::NaiveDate;
use frontdesk_documents::*;
use frontdesk_domain::page_code::PaperCode;

pub fn date() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

pub fn strings(parts: &[&str]) -> Vec<String> {
    parts.iter().map(|part| (*part).to_owned()).collect()
}

pub fn clinic() -> Clinic {
    Clinic {
        name: "Kensington Medical".into(),
        address: strings(&["1 Example Row", "London", "W8 0AA"]),
        contact: strings(&["020 7946 0000", "privacy@example.com"]),
    }
}

/// Names every page must print, one per script the shipped faces cover.
pub const NAMES: [&str; 13] = [
    "Łukasz Żółć",
    "Nguyễn Thị Ánh",
    "Ó Súilleabháin",
    "Дмитрий",
    "Ωμέγα",
    "محمد",
    "עברית",
    "देवनागरी",
    "শ্রীজাত বন্দ্যোপাধ্যায়",
    "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "ક્ષિતિજ પટેલ",
    "லக்ஷ்மி கிருஷ்ணன்",
    "عبد الله",
];

pub fn patient() -> PatientBlock {
    PatientBlock {
        name: Some("Nguyễn Thị Ánh".into()),
        preferred_name: Some("Ánh".into()),
        date_of_birth: Some("2 Sep 1979".into()),
        reference: Some("KM-000042".into()),
        nhs_number: Some("999 000 0018".into()),
        address: Some("12 Example Street, London, W8 0AB".into()),
    }
}

fn question(code: &str, wording: &str, answer: Option<Answer>) -> ConsentQuestion {
    ConsentQuestion { code: code.into(), wording: wording.into(), answer }
}

fn field(label: &str) -> Field {
    Field { label: label.into(), value: None }
}

fn signature(who: &str, extra: Option<&str>) -> SignatureLine {
    SignatureLine { who: who.into(), extra: extra.map(str::to_owned), name: None, ..SignatureLine::default() }
}

pub fn paper(reference: Option<&str>) -> PaperCode {
    let [form, version, paper] = ["CF-02", "3", "7K2M9QXD"].map(str::to_owned);
    PaperCode { form, version, paper, reference: reference.map(str::to_owned) }
}

pub fn blank_form() -> ConsentForm {
    ConsentForm {
        clinic: clinic(),
        title: "Consent to botulinum toxin treatment".into(),
        code: "CF-02".into(),
        version: "3".into(),
        approval: Approval::NotApproved("Example wording, not approved".into()),
        paper: Some(paper(None)),
        date: date(),
        size: PrintSize::Normal,
        patient: None,
        introduction: strings(&[
            "Take as long as you need to read this form. Ask about anything that is not clear. You can say no to any \
             question, and you can change your mind at any time. A no to the questions about data or marketing does not \
             change your care.",
        ]),
        details_heading: "Your treatment".into(),
        details: ["Product", "Dose", "Batch", "Expiry", "Area", "What it is for", "Price agreed"].map(field).into(),
        sections: vec![
            ConsentSection {
                heading: "Treatment".into(),
                paragraphs: strings(&[
                    "The clinician has explained the risks that matter for you, the alternatives, and what happens if nothing is done.",
                ]),
                questions: vec![
                    question("T1, version 3", "I agree to the treatment described above.", Some(Answer::Yes)),
                    question(
                        "T2, version 1",
                        "I have told the clinic about my allergies, my medicines and whether I am pregnant or breastfeeding.",
                        Some(Answer::Yes),
                    ),
                    question("T3, version 2", "Photographs may be taken for my record.", Some(Answer::No)),
                    question(
                        "T4, version 2",
                        "These photographs may be used to teach staff of this clinic.",
                        Some(Answer::NotNow),
                    ),
                ],
            },
            ConsentSection {
                heading: "Your data".into(),
                paragraphs: vec![],
                questions: vec![question("D1, version 1", "The clinic may tell my GP about this treatment.", None)],
            },
            ConsentSection {
                heading: "Marketing".into(),
                paragraphs: strings(&["Each way of reaching you is a question of its own. You can stop at any time."]),
                questions: vec![
                    question("M1, version 2", "News and offers by e-mail.", Some(Answer::No)),
                    question("M2, version 2", "News and offers by text message.", Some(Answer::No)),
                    question("M3, version 2", "News and offers by telephone.", Some(Answer::No)),
                ],
            },
        ],
        told_heading: "What we tell you and do not ask".into(),
        told: vec![
            ToldItem {
                text: "We keep a record of your care for as long as the law asks.".into(),
                basis: "Legal obligation, UK GDPR article 6(1)(c); health care, article 9(2)(h)".into(),
            },
            ToldItem {
                text: "We use your contact details to arrange and confirm appointments.".into(),
                basis: "Contract, UK GDPR article 6(1)(b)".into(),
            },
        ],
        declaration: strings(&["I have read this form, or it has been read to me. My questions have been answered."]),
        signatures: vec![
            signature("Patient", None),
            signature("On behalf of the patient", Some("In what capacity")),
            signature("Interpreter", Some("Language")),
            signature("Witness", None),
            signature("Member of staff", Some("Registration number")),
        ],
        record: vec![],
    }
}

pub fn filled_form(size: PrintSize) -> ConsentForm {
    ConsentForm { patient: Some(patient()), paper: Some(paper(Some("KM-000042"))), size, ..blank_form() }
}

pub fn large_blank_form() -> ConsentForm {
    ConsentForm { size: PrintSize::Large, ..blank_form() }
}

/// A form completed on the screen, with the patient's signature and a clinician's.
pub fn signed_form(size: PrintSize) -> ConsentForm {
    let mut form = filled_form(size);
    let wave = |at: usize| (at as f32 / 59.0, 0.5 + 0.4 * (at as f32 * 0.45).sin() * (1.0 - at as f32 / 90.0));
    let strokes = vec![(0..60).map(wave).collect(), vec![(0.1, 0.9), (0.95, 0.85)], vec![(0.5, 0.05)]];
    for line in [0, 4] {
        let signed = &mut form.signatures[line];
        signed.signature = Some(Signature { strokes: strokes.clone(), ratio: 3.0 });
        signed.name = Some(["Nguyễn Thị Ánh", "Dr Ó Súilleabháin"][line / 4].into());
        signed.date = Some("24 Nov 2026, 10:42".into());
    }
    form.signatures[4].extra_value = Some("GMC 0000000".into());
    form.signatures.drain(1..4);
    form.record = strings(&["Completed on the screen on 24 Nov 2026 at 10:42. Record 7K2M9QXD."]);
    form
}

fn record(label: &str, value: &str, when: &str, by: &str) -> RecordRow {
    RecordRow { label: label.into(), value: value.into(), when: when.into(), by: by.into() }
}

pub fn column(heading: &str, share: f32) -> Column {
    Column { heading: heading.into(), share }
}

pub fn small_response() -> SubjectAccessResponse {
    let section = |heading: &str, items: &[&str]| ResponseSection {
        heading: heading.into(),
        paragraphs: vec![],
        items: strings(items),
    };
    SubjectAccessResponse {
        clinic: clinic(),
        addressee: strings(&["Nguyễn Thị Ánh", "12 Example Street", "London", "W8 0AB"]),
        reference: "SAR-2026-0007".into(),
        date: date(),
        salutation: "Dear Nguyễn Thị Ánh,".into(),
        subject: "Your request for your personal data".into(),
        paragraphs: strings(&[
            "You asked on 3 Nov 2026 for a copy of the personal data we hold about you. This letter tells you how we use \
             it. The index after it lists everything we found, and the pages behind the index are the copy itself.",
        ]),
        sections: vec![
            section(
                "(a) What we use your data for",
                &["Your care and treatment", "Arranging appointments", "Accounts and tax"],
            ),
            section(
                "(b) Which kinds of data",
                &["Identity and contact details", "Health records", "Consents and choices"],
            ),
            section(
                "(c) Who receives it",
                &["Your GP, when you agreed", "Our pharmacy supplier, for the product you were given"],
            ),
            section("(d) How long we keep it", &["Care records: 8 years after the last visit", "Accounts: 6 years"]),
            section(
                "(e) Your rights",
                &["Correction, erasure, restriction, objection: write to us or tell any member of staff"],
            ),
            section("(f) Complaints", &["To us first, if you wish", "To the Information Commissioner, at any time"]),
            section("(g) Where we had it from", &["You, on registration and at each visit"]),
            section("(h) Automated decisions", &["None"]),
        ],
        closing: strings(&["Yours sincerely,", "Marta Nowak\nPractice manager"]),
        still_to_decide: strings(&[
            "A health professional’s opinion on serious harm has not been recorded.",
            "Other people’s data has not been looked through.",
            "The record has not been checked for a child’s data.",
        ]),
        items: vec![
            DisclosureItem {
                what: "Registration".into(),
                dated: "2 Feb 2024 to 3 Nov 2026".into(),
                found_in: "Patient record".into(),
                body: ItemBody::Record(vec![
                    record("Legal name", "Nguyễn Thị Ánh", "2 Feb 2024, 10:42", "Amira Haddad"),
                    record("Preferred name", "Ánh 😀", "2 Feb 2024, 10:42", "Amira Haddad"),
                    record("Names in other scripts", &NAMES.join(", "), "3 Nov 2026, 09:15", "Marta Nowak"),
                    record("Telephone", "07700 900123", "2 Feb 2024, 10:42", "Amira Haddad"),
                ]),
            },
            DisclosureItem {
                what: "Appointments".into(),
                dated: "2024 to 2026".into(),
                found_in: "Diary".into(),
                body: ItemBody::Table {
                    columns: vec![
                        column("Date", 18.0),
                        column("Time", 12.0),
                        column("With", 30.0),
                        column("Note", 40.0),
                    ],
                    rows: vec![
                        strings(&["2 Feb 2024", "10:30", "Dr Ó Súilleabháin", "Arrived, ≥ 15 min early → seen"]),
                        strings(&["9 Feb 2024", "11:00", "Dr Ó Súilleabháin", ""]),
                    ],
                },
            },
            DisclosureItem {
                what: "Letter to the GP".into(),
                dated: "10 Feb 2024".into(),
                found_in: "Letters".into(),
                body: ItemBody::Text(strings(&[
                    "Thank you for seeing this patient.",
                    "She was well on the day of treatment.",
                ])),
            },
        ],
        draft: true,
    }
}

/// A response with one table of `rows` numbered rows.
pub fn long_response(rows: usize) -> SubjectAccessResponse {
    let cells = |row: usize| {
        vec![
            format!("R{row:04}"),
            format!("{} Nov 2026", row % 28 + 1),
            format!("Łukasz Żółć, entry {row}: seen and recorded at the desk"),
            "Amira Haddad".into(),
        ]
    };
    SubjectAccessResponse {
        items: vec![DisclosureItem {
            what: "Audit entries".into(),
            dated: "2026".into(),
            found_in: "Audit".into(),
            body: ItemBody::Table {
                columns: vec![
                    column("No", 12.0),
                    column("Date", 18.0),
                    column("What happened", 50.0),
                    column("By", 20.0),
                ],
                rows: (1..=rows).map(cells).collect(),
            },
        }],
        ..small_response()
    }
}

pub fn recovery() -> RecoverySheet {
    RecoverySheet {
        clinic: "Kensington Medical".into(),
        groups: strings(&["7KMD", "Q4XT", "9HWR", "2VBN", "E8JP", "5ZCA", "G3YF"]),
        sheet: "RC-01".into(),
        made: date(),
        by: "Marta Nowak".into(),
        phone: "020 7946 0018".into(),
        second: Some("Adaeze Obi".into()),
    }
}

pub fn list(landscape: bool) -> Register {
    Register {
        clinic: clinic(),
        title: "Audit entries".into(),
        filters: "From 1 Nov 2026 to 24 Nov 2026, all staff, all acts. 60 entries.".into(),
        made: "Made by Marta Nowak, 24 Nov 2026, 10:42".into(),
        reference: "AUD-2026-11".into(),
        date: date(),
        landscape,
        columns: vec![
            column("No", 8.0),
            column("When", 20.0),
            column("Who", 20.0),
            column("What", 32.0),
            column("Entry", 20.0),
        ],
        rows: (1..=60)
            .map(|row| {
                vec![
                    row.to_string(),
                    format!("{} Nov 2026, 10:{:02}", row % 24 + 1, row % 60),
                    "Amira Haddad".into(),
                    "Opened a patient’s page".into(),
                    format!("entry {row:06}"),
                ]
            })
            .collect(),
        notes: strings(&["The chain was verified from the first entry to the last on 24 Nov 2026."]),
    }
}

/// A list of fourteen columns on its side, with every name of [`NAMES`] and words that are longer than their column.
pub fn wide_list() -> Register {
    let cells = |row: usize| {
        (1..=14)
            .map(|column| match column {
                1 => format!("R{row:03}"),
                2 => NAMES[row % NAMES.len()].to_owned(),
                3 => "Featherstonehaugh-Cholmondeley, Bartholomew Maximilian".to_owned(),
                4 => "Wolfeschlegelsteinhausenbergerdorff".to_owned(),
                _ => format!("Entry {row}, column {column}, with a few words more"),
            })
            .collect()
    };
    Register {
        columns: (1..=14).map(|number| column(&format!("Heading {number}"), 1.0)).collect(),
        rows: (1..=60).map(cells).collect(),
        ..list(true)
    }
}
