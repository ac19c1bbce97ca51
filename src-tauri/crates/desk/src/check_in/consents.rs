//! The consents step: every answer kept with the exact words it was given on.

use frontdesk_domain::age::age_on;
use frontdesk_domain::catalogue::PurposeKind;
use frontdesk_domain::consent::{Answer, Ask, Capacity, Method, missing_required};
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::UseCase;
use frontdesk_domain::text::clean_line;
use frontdesk_store::arrival::{self, State};
use frontdesk_store::consent_answer::{self, ConsentAnswer};
use frontdesk_store::draft;

use super::visit::Visit;
use super::{DRAFT, view};
use crate::error::{DeskError, Result};
use crate::open::OpenDesk;
use crate::views::board::Mark;
use crate::views::check_in::{CheckInView, ConsentsForm};

/// Records the answers. With them the check-in is finished.
pub async fn record_consents(desk: &OpenDesk, form: ConsentsForm) -> Result<CheckInView> {
    let today = desk.clock().today();
    let mut act = desk.begin(UseCase::RecordConsents).await?;
    let visit = Visit::load(act.conn(), &desk.clinic(), form.arrival_id.clone()).await?;
    visit.open_on(today)?;
    on_the_way(&visit)?;
    let answers = decide(&visit, &form, &act.at, act.by().as_str())?;
    for answer in &answers {
        consent_answer::insert(act.conn(), answer).await?;
    }
    let (at, by) = (act.at.clone(), act.by().clone());
    arrival::end(act.conn(), &visit.arrival.id, State::Seen, &at).await?;
    draft::drop(act.conn(), DRAFT, visit.arrival.id.as_str(), &by).await?;
    let visit = Visit::load(act.conn(), &desk.clinic(), form.arrival_id).await?;
    let view = view::of(desk, &visit);
    act.commit(visit.entry().with("answers", answers.len())).await?;
    Ok(view)
}

/// The two steps before are done, and nothing stops the path.
fn on_the_way(visit: &Visit) -> Result<()> {
    if let Some(stop) = view::stop(visit) {
        return Err(DeskError::new(&stop.code, stop.message));
    }
    if visit.identity_mark() != Mark::Done {
        return Err(DeskError::new("identity-first", "Record the identity first, then the age, then the answers."));
    }
    if visit.age_mark() != Mark::Done {
        return Err(DeskError::new("age-first", "Record the age first, then the answers."));
    }
    Ok(())
}

fn decide(visit: &Visit, form: &ConsentsForm, at: &str, by: &str) -> Result<Vec<ConsentAnswer>> {
    let sheet = visit.sheet();
    refuse_old_wording(&sheet, form)?;
    let mut problems = Vec::new();
    let speaker = speaks(visit, form, &mut problems);
    let witness = line("witness", "The witness's name", &form.witness, &mut problems);
    if form.method == Method::VerbalWitnessed
        && witness.is_none()
        && problems.iter().all(|problem| problem.field != "witness")
    {
        problems.push(FieldProblem::new(
            "witness",
            "witness-missing",
            "Enter the name of the person who heard the answers.",
        ));
    }
    let interpreter = line("interpreter", "The interpreter's name", &form.interpreter, &mut problems);
    let mut answers: Vec<ConsentAnswer> = Vec::new();
    for given in &form.answers {
        let Some(row) = sheet.iter().find(|row| row.purpose.id == given.purpose) else {
            problems.push(FieldProblem::new(
                &given.purpose,
                "not-asked",
                "This is not asked at this visit. Open the check-in again.",
            ));
            continue;
        };
        if let Some(problem) = against_earlier(visit, row, given.answer) {
            problems.push(problem);
        }
        let wording = row.wording;
        answers.retain(|answer| answer.purpose != given.purpose);
        answers.push(ConsentAnswer {
            id: uuid::Uuid::new_v4().to_string(),
            patient_id: visit.patient.id.clone(),
            arrival_id: Some(visit.arrival.id.0.clone()),
            purpose: given.purpose.clone(),
            channel: row.purpose.channel,
            answer: given.answer,
            wording_id: wording.id.clone(),
            wording_version: wording.version,
            wording_question: wording.question.clone(),
            wording_text: wording.text.clone(),
            wording_approved: wording.approved.is_some(),
            capacity: form.capacity,
            speaker: speaker.clone(),
            method: form.method,
            witness: witness.clone(),
            interpreter: interpreter.clone(),
            at: at.to_string(),
            by: by.to_string(),
        });
    }
    let said: Vec<(String, Answer)> = answers.iter().map(|answer| (answer.purpose.clone(), answer.answer)).collect();
    for purpose in missing_required(&sheet, &said) {
        let question =
            sheet.iter().find(|row| row.purpose.id == purpose.id).map_or("", |row| row.wording.question.as_str());
        problems.push(FieldProblem::new(
            &purpose.id,
            "answer-missing",
            format!("Needs a yes or a no before treatment: {question}"),
        ));
    }
    if problems.is_empty() { Ok(answers) } else { Err(DeskError::fields(problems)) }
}

/// An answer counts for the words it was given on: a sheet opened before they changed is not taken.
fn refuse_old_wording(sheet: &[Ask<'_>], form: &ConsentsForm) -> Result<()> {
    let stale: Vec<&str> = form
        .answers
        .iter()
        .filter_map(|given| {
            let row = sheet.iter().find(|row| row.purpose.id == given.purpose)?;
            let same = row.wording.id == given.wording_id && row.wording.version == given.wording_version;
            (!same).then_some(row.wording.question.as_str())
        })
        .collect();
    if stale.is_empty() {
        return Ok(());
    }
    let message = format!(
        "The wording changed while this sheet was open. Nothing was saved. Open the check-in again and ask anew: {}",
        stale.join(" ")
    );
    Err(DeskError::new("wording-changed", message))
}

fn against_earlier(visit: &Visit, row: &Ask<'_>, answer: Answer) -> Option<FieldProblem> {
    let held = visit.newest_answer(&row.purpose.id).map(|held| held.answer);
    match (answer, held) {
        (Answer::Withdrawn, held) if held != Some(Answer::Given) => Some(FieldProblem::new(
            &row.purpose.id,
            "nothing-to-take-back",
            "There is no yes on record to take back. Answer no instead.",
        )),
        // A stop is absolute: a word at the desk does not lift it.
        (Answer::Given, Some(Answer::Withdrawn)) if row.purpose.kind == PurposeKind::Marketing => {
            Some(FieldProblem::new(
                &row.purpose.id,
                "stopped",
                "They stopped this. It stays stopped until they ask for it themselves in writing and accept.",
            ))
        }
        _ => None,
    }
}

fn speaks(visit: &Visit, form: &ConsentsForm, problems: &mut Vec<FieldProblem>) -> Option<String> {
    if form.capacity == Capacity::Patient {
        return None;
    }
    let adult = age_on(visit.patient.particulars.born, visit.arrival.day).is_some_and(|age| age >= 18);
    if form.capacity == Capacity::Parent && adult {
        problems.push(FieldProblem::new(
            "capacity",
            "parent-of-adult",
            "They are 18 or over: a parent cannot answer for them. Ask them, or an attorney.",
        ));
    }
    let speaker = line("speaker", "The name of who answers", &form.speaker, problems);
    if speaker.is_none() && problems.iter().all(|problem| problem.field != "speaker") {
        problems.push(FieldProblem::new(
            "speaker",
            "speaker-missing",
            "Enter the name of the person who answers for the patient.",
        ));
    }
    speaker
}

fn line(field: &str, label: &str, raw: &str, problems: &mut Vec<FieldProblem>) -> Option<String> {
    match clean_line(raw, 200, label) {
        Ok(text) => Some(text).filter(|text| !text.is_empty()),
        Err(problem) => {
            problems.push(FieldProblem::new(field, &problem.code, problem.message));
            None
        }
    }
}
