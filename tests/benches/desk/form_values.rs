//! A consent form as the desk prints it for one patient, with the words of the shipped catalogue.

use frontdesk_documents::{
    Approval, Clinic, ConsentForm, ConsentQuestion, ConsentSection, Field, PatientBlock, PrintSize, SignatureLine,
};
use frontdesk_domain::catalogue;
use frontdesk_domain::consent::asked;
use frontdesk_domain::page_code::PaperCode;

use crate::Result;

fn strings(parts: &[&str]) -> Vec<String> {
    parts.iter().map(|part| (*part).to_owned()).collect()
}

pub fn values() -> Result<ConsentForm> {
    let shipped = catalogue::Clinic::shipped();
    let questions: Vec<ConsentQuestion> = asked(&shipped, "botulinum-toxin")
        .into_iter()
        .map(|(_, wording)| ConsentQuestion {
            code: format!("{}, wording {}", wording.id, wording.version),
            wording: format!("{}\n{}", wording.question, wording.text),
            answer: None,
        })
        .collect();
    Ok(ConsentForm {
        clinic: Clinic {
            name: "Kensington Medical".into(),
            address: strings(&["1 Example Row", "London", "W8 0AA"]),
            contact: strings(&["020 7946 0000", "privacy@example.com"]),
        },
        title: "Consent form: botulinum toxin".into(),
        code: "CF-botulinum-toxin".into(),
        version: "1, 5 Dec 2021".into(),
        approval: Approval::NotApproved("Example wording, not approved".into()),
        paper: Some(PaperCode {
            form: "CF-BOTULINUM-TOXIN".into(),
            version: "1-20211205".into(),
            paper: "7K4P2MXD".into(),
            reference: Some("KM-000042".into()),
        }),
        date: "2026-11-24".parse()?,
        size: PrintSize::Normal,
        patient: Some(PatientBlock {
            name: Some("Łukasz Żółć".into()),
            date_of_birth: Some("2 Sep 1979".into()),
            reference: Some("KM-000042".into()),
            address: Some("1 Example Row, London, ZZ99 3AA".into()),
            ..PatientBlock::default()
        }),
        introduction: strings(&["Each question is asked by itself: a yes to one is a yes to nothing else."]),
        details_heading: "To be filled in with your clinician".into(),
        details: strings(&["What you hope for", "Area", "Product", "Dose", "Batch and expiry", "Cost"])
            .into_iter()
            .map(|label| Field { label, value: None })
            .collect(),
        sections: vec![ConsentSection { heading: "What we ask".into(), paragraphs: Vec::new(), questions }],
        told_heading: String::new(),
        told: Vec::new(),
        declaration: strings(&["I have read this form or had it read to me, and my answers are as marked."]),
        signatures: strings(&["Patient", "Clinician", "Interpreter or witness, if there is one"])
            .into_iter()
            .map(|who| SignatureLine { who, ..SignatureLine::default() })
            .collect(),
        record: Vec::new(),
    })
}
