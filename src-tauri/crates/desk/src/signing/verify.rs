//! Checking a copy against the record, without a network: a file by its bytes, a paper by its printed fingerprint.

use std::path::{Path, PathBuf};

use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::UseCase;
use frontdesk_store::Conn;
use frontdesk_store::consent_answer::ConsentAnswer;
use frontdesk_store::signed_form::{self, SignedForm};
use tokio::io::AsyncReadExt;

use super::content::{fingerprint, grouped, sha256, typed};
use super::held::{moment, who_signed};
use crate::error::{DeskError, Result};
use crate::open::{Entry, Id, OpenDesk};
use crate::views::consents::answer_word;
use crate::views::signing::{CopyOutcome, SignedAnswerView, SignedRecordView, VerifiedView};
use crate::{banner, history};

/// The largest file looked at, in bytes. No signed form comes near it.
const FILE_MAX: u64 = 20 * 1024 * 1024;

/// Whether the file that `ask` lets the person choose is a copy made here. Nothing of the file is kept.
pub async fn verify_copy<F: Future<Output = Option<PathBuf>>>(
    desk: &OpenDesk,
    ask: impl FnOnce() -> F,
) -> Result<VerifiedView> {
    // Asked before the write lock is taken: a dialog may stay open for long.
    drop(desk.begin(UseCase::VerifyCopy).await?);
    let hash = match ask().await {
        Some(path) => Some(sha256(&read(&path).await?)),
        None => None,
    };
    let mut act = desk.begin(UseCase::VerifyCopy).await?;
    let Some(hash) = hash else {
        act.commit(about(None).with("cancelled", true)).await?;
        return Ok(VerifiedView { outcome: CopyOutcome::Cancelled, record: None });
    };
    let form = signed_form::by_pdf(act.conn(), &hash).await?;
    let outcome = if form.is_some() { CopyOutcome::Same } else { CopyOutcome::Other };
    let record = record(act.conn(), form.as_ref()).await?;
    act.commit(found(form.as_ref(), record.as_ref()).with("by", "file")).await?;
    Ok(VerifiedView { outcome, record })
}

/// What the record says of the form with a printed fingerprint.
pub async fn verify_fingerprint(desk: &OpenDesk, text: String) -> Result<VerifiedView> {
    let mut act = desk.begin(UseCase::VerifyCopy).await?;
    let Some(hash) = typed(&text) else {
        let message = "A fingerprint has 64 characters, 0 to 9 and a to f, in 8 groups. Compare it with the paper.";
        return Err(DeskError::fields(vec![FieldProblem::new("fingerprint", "fingerprint-wrong", message)]));
    };
    let form = signed_form::by_content(act.conn(), &hash).await?;
    let outcome = if form.is_some() { CopyOutcome::Found } else { CopyOutcome::NotFound };
    let record = record(act.conn(), form.as_ref()).await?;
    act.commit(found(form.as_ref(), record.as_ref()).with("by", "fingerprint")).await?;
    Ok(VerifiedView { outcome, record })
}

fn about(form: Option<&SignedForm>) -> Entry {
    match form {
        Some(form) => Entry::about("patient", &form.patient_id).with("form", Id::held(&form.number)),
        None => Entry::about("signed-form", ""),
    }
}

fn found(form: Option<&SignedForm>, record: Option<&SignedRecordView>) -> Entry {
    let entry = about(form).with("found", form.is_some());
    match record {
        Some(record) => entry.with("whole", record.whole),
        None => entry,
    }
}

async fn read(path: &Path) -> Result<Vec<u8>> {
    let unreadable = |_| DeskError::new("file-unreadable", "This file could not be read. Choose it again.");
    let file = tokio::fs::File::open(path).await.map_err(unreadable)?;
    let mut bytes = Vec::new();
    // One byte more than any copy has: a longer file is none.
    file.take(FILE_MAX + 1).read_to_end(&mut bytes).await.map_err(unreadable)?;
    Ok(bytes)
}

/// The form as the record has it, held against its own fingerprints.
async fn record(conn: &mut Conn, form: Option<&SignedForm>) -> Result<Option<SignedRecordView>> {
    let Some(form) = form else { return Ok(None) };
    let patient = banner::held(conn, &form.patient_id).await?;
    let answers = signed_form::answers(conn, form).await?;
    let pdf = signed_form::pdf(conn, &form.id).await?;
    let staff = history::names(conn).await?;
    let is = &patient.particulars;
    Ok(Some(SignedRecordView {
        form_id: form.id.clone(),
        number: form.number.clone(),
        patient_id: form.patient_id.0.clone(),
        reference: patient.reference.clone(),
        patient: format!("{}, {}", is.surname, is.given_names),
        born: is.born.to_string(),
        signer: who_signed(form),
        when: moment(&form.at),
        by: history::name_of(&staff, &form.by),
        pages: form.pages,
        answers: answers.iter().map(answer).collect(),
        fingerprint: grouped(&form.content_sha256),
        whole: fingerprint(&patient.reference, form, &answers) == form.content_sha256
            && sha256(&pdf) == form.pdf_sha256,
    }))
}

fn answer(answer: &ConsentAnswer) -> SignedAnswerView {
    let (word, tone) = answer_word(answer.answer, false);
    SignedAnswerView {
        question: answer.wording_question.clone(),
        text: answer.wording_text.clone(),
        wording: format!("{}, wording {}", answer.wording_id, answer.wording_version),
        word: word.to_string(),
        tone,
    }
}
