//! The files as the desk makes and saves them.

use std::path::Path;

use frontdesk_desk::consents::{make_consent_file, make_consent_receipt, withdraw_consent};
use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::printing::save_document;
use frontdesk_desk::testing::{self, StillClock};
use frontdesk_desk::views::consents::ConsentFileFormat::{self, Csv, FhirR4b, FhirR5, Receipts27560, Records27560};
use frontdesk_domain::role::Role;

use super::{forms, json, lacks, read_by_the_models};

async fn open(folder: &Path) -> OpenDesk {
    testing::open(folder, Role::PracticeManager, StillClock::at("2026-11-24T10:30:00.000Z")).await.unwrap()
}

async fn saved(desk: &OpenDesk, patient: &str, format: ConsentFileFormat) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out");
    let made = make_consent_file(desk, patient.into(), format).await.unwrap();
    assert_eq!(made.rows, 7);
    save_document(desk, made.document_id, |_| async { Some(path.clone()) }).await.unwrap();
    std::fs::read(path).unwrap()
}

#[tokio::test]
async fn one_patients_consents_go_out_in_each_form_and_the_models_read_them() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path()).await;
    let patient = forms::consented(&desk).await;
    withdraw_consent(&desk, forms::withdrawal(patient.clone())).await.unwrap();
    let out = tempfile::tempdir().unwrap();
    for (format, name) in [(FhirR4b, "one-r4b.json"), (FhirR5, "one-r5.json")] {
        std::fs::write(out.path().join(name), saved(&desk, &patient, format).await).unwrap();
    }
    assert_eq!(read_by_the_models(out.path()), 2 * (7 + 1 + 2), "seven answers and one taken back, in two releases");
    let r4b = json(&std::fs::read(out.path().join("one-r4b.json")).unwrap());
    let status = |purpose: &str| {
        let consents = r4b["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]);
        let of = consents.filter(|consent| consent["provision"]["code"][0]["text"] == purpose);
        of.map(|consent| consent["status"].as_str().unwrap().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(status("Photographs for your own record"), ["inactive", "inactive"], "given, then taken back");
    assert_eq!(status("Holding your health details, to treat you safely"), ["active"]);

    let records = json(&saved(&desk, &patient, Records27560).await);
    for record in records["consent_records"].as_array().unwrap() {
        assert!(
            lacks(record).is_empty(),
            "{}: {:?}",
            record["pii_processing"]["purposes"][0]["purpose"],
            lacks(record)
        );
    }
    let receipts = json(&saved(&desk, &patient, Receipts27560).await);
    assert_eq!(receipts["consent_receipts"].as_array().unwrap().len(), 7);
    let table = String::from_utf8(saved(&desk, &patient, Csv).await).unwrap();
    let mut lines = csv::Reader::from_reader(table.as_bytes());
    assert_eq!(lines.records().map(|line| line.unwrap().len()).collect::<Vec<_>>(), [14; 8]);
}

#[tokio::test]
async fn nothing_of_a_child_is_handed_over_and_each_file_leaves_an_entry() {
    let folder = tempfile::tempdir().unwrap();
    let desk = open(folder.path()).await;
    let child = forms::child(&desk).await;
    assert_eq!(make_consent_file(&desk, child.clone(), Csv).await.unwrap_err().code, "under-16");
    assert_eq!(make_consent_receipt(&desk, child).await.unwrap_err().code, "under-16");
    let nobody_asked = forms::patient(&desk).await;
    assert_eq!(make_consent_file(&desk, nobody_asked.clone(), FhirR5).await.unwrap().rows, 0);
    assert!(make_consent_receipt(&desk, nobody_asked).await.unwrap().pages >= 1);
}
