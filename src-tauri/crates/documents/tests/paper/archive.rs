//! The files are sound, archival and the same every time.

use crate::support::tools::{archive_complaint, complaint, run};
use frontdesk_documents::*;

fn each() -> Vec<(&'static str, Document)> {
    vec![
        ("blank form", consent_form(&crate::support::blank_form()).unwrap()),
        ("filled form", consent_form(&crate::support::filled_form(PrintSize::Normal)).unwrap()),
        ("large form", consent_form(&crate::support::filled_form(PrintSize::Large)).unwrap()),
        ("large blank form", consent_form(&crate::support::large_blank_form()).unwrap()),
        ("form without a code", consent_form(&ConsentForm { paper: None, ..crate::support::blank_form() }).unwrap()),
        ("signed form", consent_form(&crate::support::signed_form(PrintSize::Normal)).unwrap()),
        ("large signed form", consent_form(&crate::support::signed_form(PrintSize::Large)).unwrap()),
        ("response", response(&crate::support::small_response()).unwrap()),
        ("long response", response(&crate::support::long_response(240)).unwrap()),
        ("recovery sheet", recovery_sheet(&crate::support::recovery()).unwrap()),
        ("notice of what was shown", notice(&crate::support::notice::shown(PrintSize::Normal)).unwrap()),
        ("large notice", notice(&crate::support::notice::shown(PrintSize::Large)).unwrap()),
        ("refusal letter", notice(&crate::support::notice::refusal(PrintSize::Normal)).unwrap()),
        ("large refusal letter", notice(&crate::support::notice::refusal(PrintSize::Large)).unwrap()),
        ("receipt", consent_receipt(&crate::support::receipt::receipt()).unwrap()),
        ("register", register(&crate::support::list(true)).unwrap()),
        ("wide register", register(&crate::support::wide_list()).unwrap()),
    ]
}

#[test]
fn every_document_is_sound_and_valid_pdf_a_1b() {
    for (name, made) in each() {
        assert_eq!(complaint(&made.bytes), None, "{name}");
        assert_eq!(archive_complaint(&made.bytes), None, "{name}");
    }
}

#[test]
fn a_damaged_file_is_not_taken_for_a_valid_one() {
    let made = recovery_sheet(&crate::support::recovery()).unwrap();
    let broken = String::from_utf8_lossy(&made.bytes).replace("OutputIntents", "OutputIntentz").into_bytes();
    assert!(archive_complaint(&broken).is_some());
    assert!(complaint(&made.bytes[..made.bytes.len() / 2]).is_some());
}

#[test]
fn the_same_values_give_the_same_bytes() {
    for ((name, one), (_, other)) in each().into_iter().zip(each()) {
        assert!(one.bytes == other.bytes, "{name}");
    }
}

#[test]
fn another_value_gives_another_file_id() {
    let id = |made: Document| {
        let text = String::from_utf8_lossy(&made.bytes).into_owned();
        text[text.rfind("/ID").unwrap()..].chars().take(80).collect::<String>()
    };
    let other = RecoverySheet { sheet: "RC-02".into(), ..crate::support::recovery() };
    assert_ne!(id(recovery_sheet(&crate::support::recovery()).unwrap()), id(recovery_sheet(&other).unwrap()));
}

#[test]
fn a_file_says_its_title_clinic_language_and_date() {
    let made = response(&crate::support::small_response()).unwrap();
    let said = run("pdfinfo", &["-"], &made.bytes).1;
    assert!(said.contains("Title:           Your request for your personal data"), "{said}");
    assert!(said.contains("Author:          Kensington Medical"), "{said}");
    assert!(run("pdfinfo", &["-rawdates", "-"], &made.bytes).1.contains("D:20261124000000Z"));
    assert!(String::from_utf8_lossy(&made.bytes).contains("/Lang(en-GB)"));
    assert!(said.contains("PDF version:     1.4") && said.contains("(A4)"), "{said}");
}

#[test]
fn only_the_glyphs_used_are_carried() {
    let made = recovery_sheet(&crate::support::recovery()).unwrap();
    assert!(made.bytes.len() < 40_000, "{}", made.bytes.len());
    let fonts = run("pdffonts", &["-"], &made.bytes).1;
    assert!(fonts.lines().skip(2).all(|font| font.contains("yes yes yes")), "embedded, subset, with text:\n{fonts}");
}
