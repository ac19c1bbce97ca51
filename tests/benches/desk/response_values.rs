//! A response as long as that of a patient who has come for years: 240 rows in six items.

use chrono::{Days, NaiveDate};
use frontdesk_documents::{
    Clinic, Column, DisclosureItem, ItemBody, RecordRow, ResponseSection, SubjectAccessResponse,
};
use frontdesk_domain::catalogue;

/// Rows of all items together.
pub const ROWS: usize = 240;

const BY: [&str; 3] = ["Priya Shah", "Marta Nowak", "Tom Ellery"];
const TREATMENTS: [&str; 4] =
    ["Botulinum toxin, upper face", "Dermal filler", "Travel vaccination", "Skin consultation"];

/// The letter from the shipped catalogue, an index and 240 rows.
pub fn values() -> SubjectAccessResponse {
    let clinic = catalogue::Clinic::shipped();
    let items = vec![
        particulars(),
        table("Visits", &[("When", 22.0), ("Treatment", 34.0), ("How it ended", 24.0), ("By", 20.0)], 60, |row| {
            vec![
                moment(row),
                TREATMENTS[row % 4].into(),
                if row % 9 == 4 { "Turned away: under the minimum age" } else { "Seen" }.into(),
                by(row),
            ]
        }),
        table("Identity checks", &[("When", 22.0), ("How", 26.0), ("Outcome", 32.0), ("By", 20.0)], 44, |row| {
            vec![
                moment(row),
                "Passport, issuer GBR, ends 4821".into(),
                "Confirmed. Name matches. Date of birth matches. Photograph: yes.".into(),
                by(row),
            ]
        }),
        table("Age checks", &[("When", 22.0), ("Treatment", 34.0), ("Outcome", 24.0), ("By", 20.0)], 40, |row| {
            vec![moment(row), TREATMENTS[row % 4].into(), format!("Aged {}: allowed", 40 + row / 10), by(row)]
        }),
        table("Consents", &[("When", 18.0), ("Wording", 46.0), ("Answer", 18.0), ("By", 18.0)], 60, |row| {
            let channel = ["email", "text message", "phone", "post"][row % 4];
            vec![
                moment(row),
                format!(
                    "“May we send you news and offers by {channel}? You can say no, and change your mind at any time.” Version {}, approved.",
                    row / 20 + 1
                ),
                ["Given, on screen", "Refused, on screen", "Withdrawn, by phone"][row % 3].into(),
                by(row),
            ]
        }),
        table(
            "Who looked at the record",
            &[("When", 22.0), ("What", 40.0), ("Outcome", 18.0), ("By", 20.0)],
            20,
            |row| vec![moment(row), "Opened the patient’s page".into(), "Done".into(), by(row)],
        ),
    ];
    SubjectAccessResponse {
        clinic: Clinic {
            name: clinic.name.clone(),
            address: clinic.address.lines().map(str::to_string).collect(),
            contact: vec![clinic.privacy_email.clone()],
        },
        addressee: ["Łukasz Żółć", "14 Sample Street", "London", "ZZ99 3AA"].map(String::from).into(),
        reference: "SAR-2026-0007".into(),
        date: day(0),
        salutation: "Dear Łukasz Żółć".into(),
        subject: "Your request SAR-2026-0007 for the data we hold".into(),
        paragraphs: vec![
            "You asked us on 3 Nov 2026 for a copy of the data we hold about you. This letter says how we use that data and what your rights are.".into(),
            "After it come an index and a copy of everything our front desk holds. The copy is free of charge.".into(),
        ],
        sections: sections(&clinic),
        closing: vec!["Yours sincerely".into(), format!("Marta Nowak, practice manager, {}", clinic.name)],
        still_to_decide: vec!["A health professional’s opinion on serious harm is not recorded.".into()],
        items,
        draft: true,
    }
}

fn sections(clinic: &catalogue::Clinic) -> Vec<ResponseSection> {
    let section =
        |heading: &str, items: Vec<String>| ResponseSection { heading: heading.into(), paragraphs: Vec::new(), items };
    vec![
        section("What we use your data for", clinic.purposes.iter().map(|purpose| purpose.title.clone()).collect()),
        section("Where we had it from", clinic.sources.iter().map(|source| source.label.clone()).collect()),
        section(
            "Which treatments we offer",
            clinic.treatments.iter().map(|treatment| treatment.name.clone()).collect(),
        ),
    ]
}

fn particulars() -> DisclosureItem {
    let fields = [
        ("Surname", "Żółć"),
        ("Given names", "Łukasz"),
        ("Preferred name", "Luke"),
        ("Date of birth", "2 Sep 1979"),
        ("Sex", "Male"),
        ("Address", "14 Sample Street, London"),
        ("Postcode", "ZZ99 3AA"),
        ("Phone", "07700 900482"),
        ("Email", "lukasz@example.com"),
        ("Contact", "By text message"),
        ("When to reach", "Not before 10:00"),
        ("Needs", "Large print"),
        ("NHS number", "999 000 0018"),
        ("Source", "The patient, at the desk"),
        ("Reference", "KM-10482"),
        ("Registered", "24 Nov 2024"),
    ];
    let row = |(at, (label, value)): (usize, (&str, &str))| RecordRow {
        label: label.into(),
        value: value.into(),
        when: moment(at),
        by: by(at),
    };
    item("Particulars", ItemBody::Record(fields.into_iter().enumerate().map(row).collect()))
}

fn table(what: &str, columns: &[(&str, f32)], rows: usize, cells: impl Fn(usize) -> Vec<String>) -> DisclosureItem {
    let columns = columns.iter().map(|(heading, share)| Column { heading: (*heading).into(), share: *share }).collect();
    item(what, ItemBody::Table { columns, rows: (0..rows).map(cells).collect() })
}

fn item(what: &str, body: ItemBody) -> DisclosureItem {
    DisclosureItem { what: what.into(), dated: "24 Nov 2026".into(), found_in: "Front desk".into(), body }
}

fn day(ago: usize) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap_or_default() - Days::new(ago as u64)
}

fn moment(row: usize) -> String {
    format!("{}, {:02}:{:02}", day(700 - row * 11 % 700).format("%-d %b %Y"), 9 + row % 8, row * 7 % 60)
}

fn by(row: usize) -> String {
    BY[row % BY.len()].into()
}
