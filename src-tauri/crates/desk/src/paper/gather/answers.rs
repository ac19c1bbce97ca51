//! Consents with the words they were given on; proof of parental responsibility and what was decided on it.

use frontdesk_documents::DisclosureItem;
use frontdesk_domain::consent::Answer;
use frontdesk_store::{Conn, consent_answer, parental_record, signed_form};

use super::{Case, moment, sentences, table, words};
use crate::consents::how;
use crate::error::Result;
use crate::parental::capacity_name;
use crate::signing::who_signed;

/// Every answer, word for word.
pub(super) async fn consents(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let rows = consent_answer::for_patient(conn, &case.patient.id).await?.into_iter().map(|answer| {
        let approved = if answer.wording_approved { "" } else { ", example wording, not approved" };
        let asked = format!(
            "{}\n{}\n(Wording {}{approved})",
            answer.wording_question, answer.wording_text, answer.wording_version
        );
        let said = match answer.answer {
            Answer::Given => "Yes",
            Answer::Refused => "No",
            Answer::NotNow => "Not now",
            Answer::Withdrawn => "Taken back",
        };
        let why = answer.reason.as_ref().map(|reason| format!("Reason: {reason}"));
        let how = sentences(&[Some(how(&answer)), why]);
        let cells = vec![moment(&answer.at), asked, said.to_string(), how, case.name(&answer.by)];
        (answer.at, cells)
    });
    let columns = [("When", 1.2), ("What was asked", 4.0), ("Answer", 0.9), ("Who and how", 1.6), ("By", 1.1)];
    Ok(table("Consents", &columns, rows.collect()))
}

/// What was signed on the screen. The signed copies themselves can be given besides.
pub(super) async fn signed(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let mut rows = Vec::new();
    for form in signed_form::for_patient(conn, &case.patient.id).await? {
        let answers = signed_form::answers(conn, &form).await?.len();
        let pages = if form.pages == 1 { "1 page".to_string() } else { format!("{} pages", form.pages) };
        let what = format!("{}, {answers} answers, {pages}\nFingerprint {}", form.number, form.content_sha256);
        let who = sentences(&[
            Some(who_signed(&form)),
            Some("Signature drawn on the screen, held as its strokes".to_string()),
            form.interpreter.as_ref().map(|name| format!("Interpreter {name}")),
        ]);
        rows.push((form.at.clone(), vec![moment(&form.at), what, who, case.name(&form.by)]));
    }
    let columns = [("When", 1.2), ("Form", 3.0), ("Who signed", 2.4), ("By", 1.1)];
    Ok(table("Signed forms", &columns, rows))
}

/// What an adult claimed and showed.
pub(super) async fn parental(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let rows = parental_record::for_patient(conn, &case.patient.id).await?.into_iter().map(|record| {
        let form = &record.form;
        let papers: Vec<String> = form.evidence.iter().map(|paper| words(paper.code())).collect();
        let shown = sentences(&[
            Some(form.requester_document.clone()).filter(|text| !text.is_empty()).map(|document| {
                match form.requester_last_four.as_str() {
                    "" => document,
                    four => format!("{document}, ends {four}"),
                }
            }),
            Some(papers.join(", ")).filter(|text| !text.is_empty()),
            form.child_matches.map(|same| format!("The child matches our record: {}", if same { "yes" } else { "no" })),
            form.orders.map(|orders| format!("Court orders: {}", words(orders.code()).to_lowercase())),
            form.child_view.map(|view| format!("The child: {}", words(view.code()).to_lowercase())),
            Some(form.note.clone()).filter(|text| !text.is_empty()),
        ]);
        let capacity = form.capacity.map_or("", capacity_name);
        let cells = vec![
            moment(&record.at),
            format!("{}\n{capacity}", form.requester_name),
            shown,
            words(&record.standing),
            case.name(&record.by),
        ];
        (record.at, cells)
    });
    let columns = [
        ("When", 1.2),
        ("Who, and as what", 1.8),
        ("What was shown and answered", 2.8),
        ("Standing", 1.1),
        ("By", 1.1),
    ];
    Ok(table("Proof of parental responsibility", &columns, rows.collect()))
}

/// What the practice manager decided.
pub(super) async fn decisions(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let rows = parental_record::decisions_for_patient(conn, &case.patient.id).await?.into_iter().map(|decision| {
        let cells =
            vec![moment(&decision.at), words(&decision.decision), decision.reason.clone(), case.name(&decision.by)];
        (decision.at, cells)
    });
    Ok(table(
        "Decisions on parental responsibility",
        &[("When", 1.3), ("Decision", 1.2), ("Reason", 3.2), ("By", 1.2)],
        rows.collect(),
    ))
}
