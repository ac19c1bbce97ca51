//! The signed form as pages: the blank one's words with the answers ticked, the signature, and what finds it again.

use frontdesk_documents::{Answer as Tick, ConsentForm, Signature as Ink, SignatureLine};
use frontdesk_domain::consent::{Answer, Ask, Capacity};
use frontdesk_domain::signature::{PARTS, Signature};
use frontdesk_store::consent_answer::ConsentAnswer;
use frontdesk_store::signed_form::SignedForm;

use super::content::grouped;
use crate::check_in::Visit;
use crate::clock::{local_date, local_day, local_time};
use crate::paper::{Row, values};
use crate::views::paper::PaperSize;

/// The values of the signed copy.
pub(super) fn signed(visit: &Visit, form: &SignedForm, answers: &[ConsentAnswer], size: PaperSize) -> ConsentForm {
    let (clinic, sheet) = (&visit.clinic, visit.sheet());
    let treatment = (visit.arrival.treatment.as_str(), visit.treatment_name());
    let ticked = |row: &Ask<'_>| {
        let given = answers.iter().find(|answer| answer.purpose == row.purpose.id)?;
        Some(tick(given.answer))
    };
    let rows: Vec<Row<'_>> =
        sheet.iter().filter_map(|row| Some((row.purpose, row.wording, Some(ticked(row)?)))).collect();
    let day = local_date(&form.at).unwrap_or(visit.arrival.day);
    ConsentForm {
        code: form.number.clone(),
        // What the clinician fills in, and what is only told, was not on the screen that was signed.
        details_heading: String::new(),
        details: Vec::new(),
        told_heading: String::new(),
        told: Vec::new(),
        declaration: vec![form.declaration.clone()],
        signatures: vec![line(form)],
        record: record(visit, form),
        ..values(clinic, treatment, Some(&visit.patient), &rows, size, day)
    }
}

fn tick(answer: Answer) -> Tick {
    match answer {
        Answer::Given => Tick::Yes,
        Answer::NotNow => Tick::NotNow,
        Answer::Refused | Answer::Withdrawn => Tick::No,
    }
}

fn line(form: &SignedForm) -> SignatureLine {
    let (who, capacity) = match form.capacity {
        Capacity::Patient => ("Patient", None),
        Capacity::Parent => ("Who answers for the patient", Some("A parent or guardian")),
        Capacity::Attorney => ("Who answers for the patient", Some("An attorney or deputy")),
    };
    SignatureLine {
        who: who.to_string(),
        extra: capacity.map(|_| "In what capacity".to_string()),
        extra_value: capacity.map(str::to_string),
        name: Some(form.signer.clone()),
        signature: Some(ink(&form.signature)),
        date: Some(format!("{}, {}", local_day(&form.at), local_time(&form.at))),
    }
}

fn ink(signature: &Signature) -> Ink {
    let part = |value: u16| f32::from(value) / f32::from(PARTS);
    Ink {
        strokes: signature
            .strokes
            .iter()
            .map(|stroke| stroke.iter().map(|&(x, y)| (part(x), part(y))).collect())
            .collect(),
        ratio: signature.ratio as f32 / 1_000.0,
    }
}

fn record(visit: &Visit, form: &SignedForm) -> Vec<String> {
    let mut lines = vec![format!(
        "Signed form {}, drawn on the screen at {} on {} at {}. Handed over by {}.",
        form.number,
        visit.clinic.name,
        local_day(&form.at),
        local_time(&form.at),
        visit.name_of(&form.by)
    )];
    lines.extend(form.interpreter.as_ref().map(|name| format!("Interpreter: {name}.")));
    lines.push(
        "Fingerprint (SHA-256) of what was signed: the words, the answers, who, when, and the signature:".to_string(),
    );
    // Two lines of four groups: as wide as large print allows.
    let (first, second) = form.content_sha256.split_at(form.content_sha256.len() / 2);
    lines.extend([grouped(first), grouped(second)]);
    lines.push(
        "The clinic can check this copy against its record with the fingerprint, or with the file itself.".to_string(),
    );
    lines
}
