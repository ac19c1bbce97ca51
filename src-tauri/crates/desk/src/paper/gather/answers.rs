//! Consents with the words they were given on; proof of parental responsibility and what was decided on it.

use frontdesk_documents::DisclosureItem;
use frontdesk_domain::consent::Answer;
use frontdesk_store::{Conn, consent_answer, parental_record, signed_form};

use super::{Case, moment, sentences, table, words};
use crate::clock::day_words;
use crate::consents::how;
use crate::error::Result;
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
        let papers: Vec<&str> = record.evidence.iter().map(|paper| paper.words()).collect();
        let own = crate::parental::shown(&record.requester);
        let shown = sentences(&[
            Some(own).filter(|text| !text.is_empty()),
            Some(papers.join(", ")).filter(|text| !text.is_empty()),
            record
                .child_matches
                .map(|same| format!("The child matches our record: {}", if same { "yes" } else { "no" })),
            // What the answer was can be a block, whose existence is shown to nobody who asks.
            record.orders.map(|_| "Asked about court orders".to_string()),
        ]);
        let cells = vec![
            moment(&record.at),
            format!("{}\n{}", record.requester.name(), record.capacity.words()),
            shown,
            case.name(&record.by),
        ];
        (record.at, cells)
    });
    let columns = [("When", 1.2), ("Who, and as what", 1.8), ("What was shown and answered", 3.4), ("By", 1.1)];
    Ok(table("Proof of parental responsibility", &columns, rows.collect()))
}

/// What the practice manager decided. The reasons stay with the clinic: they may name what blocks a release.
pub(super) async fn decisions(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let rows = parental_record::decisions_for_patient(conn, &case.patient.id).await?.into_iter().map(|decision| {
        let review = decision.review_on.map(|day| format!("Looked at again {}", day_words(day))).unwrap_or_default();
        let cells = vec![moment(&decision.at), words(&decision.decision), review, case.name(&decision.by)];
        (decision.at, cells)
    });
    Ok(table(
        "Decisions on parental responsibility",
        &[("When", 1.3), ("Decision", 1.6), ("Until", 2.4), ("By", 1.2)],
        rows.collect(),
    ))
}
