//! What was signed, in one notation that can be put together again from the record, and its fingerprint.

use frontdesk_domain::consent::{Answer, Capacity};
use frontdesk_store::consent_answer::ConsentAnswer;
use frontdesk_store::signed_form::SignedForm;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// Names the notation: another one gets another name, and forms signed under this one keep theirs.
const FORMAT: &str = "front-desk-signed-form/1";

/// As RFC 8785 (JSON Canonicalization Scheme) writes it: the fields stand in the order of their names, numbers are whole.
#[derive(Serialize)]
struct Content<'a> {
    answers: Vec<Answered<'a>>,
    at: &'a str,
    capacity: Capacity,
    declaration: &'a str,
    form: &'a str,
    format: &'static str,
    interpreter: Option<&'a str>,
    patient: &'a str,
    signature: Drawn<'a>,
    signer: &'a str,
}

#[derive(Serialize)]
struct Answered<'a> {
    answer: Answer,
    approved: bool,
    purpose: &'a str,
    question: &'a str,
    text: &'a str,
    version: u32,
    wording: &'a str,
}

#[derive(Serialize)]
struct Drawn<'a> {
    ratio: u32,
    strokes: &'a [Vec<(u16, u16)>],
}

/// The canonical text of what was signed. `reference` is the patient's.
fn canonical(reference: &str, form: &SignedForm, answers: &[ConsentAnswer]) -> String {
    let content = Content {
        answers: answers.iter().map(Answered::of).collect(),
        at: &form.at,
        capacity: form.capacity,
        declaration: &form.declaration,
        form: &form.number,
        format: FORMAT,
        interpreter: form.interpreter.as_deref(),
        patient: reference,
        signature: Drawn { ratio: form.signature.ratio, strokes: &form.signature.strokes },
        signer: &form.signer,
    };
    serde_json::to_string(&content).unwrap_or_default()
}

impl<'a> Answered<'a> {
    fn of(answer: &'a ConsentAnswer) -> Self {
        Self {
            answer: answer.answer,
            approved: answer.wording_approved,
            purpose: &answer.purpose,
            question: &answer.wording_question,
            text: &answer.wording_text,
            version: answer.wording_version,
            wording: &answer.wording_id,
        }
    }
}

/// SHA-256 of what was signed, lower-case hex: printed on the form.
pub(super) fn fingerprint(reference: &str, form: &SignedForm, answers: &[ConsentAnswer]) -> String {
    sha256(canonical(reference, form, answers).as_bytes())
}

/// SHA-256, lower-case hex.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}

/// In groups of eight, to be read and typed.
pub(super) fn grouped(hash: &str) -> String {
    hash.as_bytes().chunks(8).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ")
}

/// A fingerprint as it was typed: spaces, hyphens and capitals do not matter. None when it cannot be one.
pub(super) fn typed(text: &str) -> Option<String> {
    let hex: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_ascii_lowercase();
    (hex.len() == 64 && hex.bytes().all(|b| b.is_ascii_hexdigit())).then_some(hex)
}

#[cfg(test)]
mod tests {
    use super::*;
    use frontdesk_domain::consent::Method;
    use frontdesk_domain::id::PatientId;
    use frontdesk_domain::signature::Signature;

    fn form() -> SignedForm {
        SignedForm {
            id: "f".into(),
            number: "SF-10001".into(),
            patient_id: PatientId("p".into()),
            arrival_id: "a".into(),
            signer: "Alex \"Lex\" Müller".into(),
            capacity: Capacity::Patient,
            interpreter: None,
            declaration: "I have read it.".into(),
            signature: Signature { strokes: vec![vec![(0, 5), (10_000, 9)]], ratio: 3_000 },
            content_sha256: String::new(),
            pdf_sha256: String::new(),
            pages: 1,
            at: "2026-11-24T10:30:00.000Z".into(),
            by: "s".into(),
        }
    }

    fn answer() -> ConsentAnswer {
        ConsentAnswer {
            id: "x".into(),
            patient_id: PatientId("p".into()),
            arrival_id: None,
            purpose: "news-email".into(),
            channel: None,
            answer: Answer::NotNow,
            wording_id: "news".into(),
            wording_version: 2,
            wording_question: "May we?".into(),
            wording_text: "Line\nline".into(),
            wording_approved: false,
            capacity: Capacity::Patient,
            speaker: None,
            method: Method::OnScreen,
            witness: None,
            interpreter: None,
            reason: None,
            checked_born: None,
            at: String::new(),
            by: String::new(),
        }
    }

    #[test]
    fn the_notation_never_changes() {
        // The fingerprint was worked out with Python's hashlib. Copies lie in drawers for years.
        let text = r#"{"answers":[{"answer":"not-now","approved":false,"purpose":"news-email","question":"May we?","text":"Line\nline","version":2,"wording":"news"}],"at":"2026-11-24T10:30:00.000Z","capacity":"patient","declaration":"I have read it.","form":"SF-10001","format":"front-desk-signed-form/1","interpreter":null,"patient":"KM-10482","signature":{"ratio":3000,"strokes":[[[0,5],[10000,9]]]},"signer":"Alex \"Lex\" Müller"}"#;
        assert_eq!(canonical("KM-10482", &form(), &[answer()]), text);
        assert_eq!(
            fingerprint("KM-10482", &form(), &[answer()]),
            "ae6d4d791ab2414e54fb81922c22541aba74e130af73603ee96807bb9ae64cc1"
        );
    }

    #[test]
    fn every_part_of_what_was_signed_is_under_the_fingerprint() {
        let before = fingerprint("KM-10482", &form(), &[answer()]);
        let forms = [
            SignedForm { number: "SF-10002".into(), ..form() },
            SignedForm { signer: "Alex".into(), ..form() },
            SignedForm { capacity: Capacity::Attorney, ..form() },
            SignedForm { interpreter: Some("Ana".into()), ..form() },
            SignedForm { declaration: "I have not.".into(), ..form() },
            SignedForm { at: "2026-11-24T10:30:00.001Z".into(), ..form() },
            SignedForm { signature: Signature { ratio: 3_001, ..form().signature }, ..form() },
            SignedForm { signature: Signature { strokes: vec![vec![(0, 5), (9_999, 9)]], ratio: 3_000 }, ..form() },
        ];
        for other in forms {
            assert_ne!(fingerprint("KM-10482", &other, &[answer()]), before, "{other:?}");
        }
        let answers = [
            ConsentAnswer { answer: Answer::Given, ..answer() },
            ConsentAnswer { wording_approved: true, ..answer() },
            ConsentAnswer { purpose: "news-text".into(), ..answer() },
            ConsentAnswer { wording_question: "May we not?".into(), ..answer() },
            ConsentAnswer { wording_text: "Line".into(), ..answer() },
            ConsentAnswer { wording_version: 3, ..answer() },
            ConsentAnswer { wording_id: "other".into(), ..answer() },
        ];
        for other in answers {
            assert_ne!(fingerprint("KM-10482", &form(), std::slice::from_ref(&other)), before, "{other:?}");
        }
        assert_ne!(fingerprint("KM-10483", &form(), &[answer()]), before);
        assert_ne!(fingerprint("KM-10482", &form(), &[]), before);
        assert_ne!(fingerprint("KM-10482", &form(), &[answer(), answer()]), before);
    }

    #[test]
    fn a_fingerprint_is_read_however_it_is_typed() {
        let hash = sha256(b"front desk");
        for text in
            [hash.clone(), grouped(&hash), hash.to_uppercase(), format!("  {}\n", grouped(&hash).replace(' ', "-"))]
        {
            assert_eq!(typed(&text), Some(hash.clone()), "{text}");
        }
        for text in ["", &hash[1..], &format!("{hash}0"), &hash.replacen(|_| true, "g", 1), "ü"] {
            assert_eq!(typed(text), None, "{text}");
        }
        assert_eq!(grouped(&hash).split(' ').map(str::len).collect::<Vec<_>>(), [8; 8]);
    }
}
