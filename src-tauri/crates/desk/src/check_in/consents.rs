//! The consents step: every answer kept with the exact words it was given on.

use chrono::NaiveDate;
use frontdesk_domain::catalogue::{MarketingChannel, PurposeKind};
use frontdesk_domain::consent::{Answer, Ask, missing_required};
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::UseCase;
use frontdesk_store::Conn;
use frontdesk_store::arrival::{self, State};
use frontdesk_store::consent_answer::{self, ConsentAnswer};
use frontdesk_store::draft;
use frontdesk_store::suppression::Source;

use super::visit::Visit;
use super::{DRAFT, view};
use crate::consents::{Sitting, speaks_for};
use crate::error::{DeskError, Result};
use crate::marketing;
use crate::open::{Act, Entry, OpenDesk};
use crate::parental::note_disagreement;
use crate::views::board::Mark;
use crate::views::check_in::{CheckInView, ConsentsForm};

/// Records the answers. With them the check-in is finished.
pub async fn record_consents(desk: &OpenDesk, form: ConsentsForm) -> Result<CheckInView> {
    let mut act = desk.begin(UseCase::RecordConsents).await?;
    let Recorded { view, entry, .. } = record(desk, &mut act, &form).await?;
    act.commit(entry).await?;
    Ok(view)
}

/// Answers that are recorded, before the commit.
pub(crate) struct Recorded {
    /// The visit as it is now.
    pub view: CheckInView,
    /// What the audit says.
    pub entry: Entry,
    /// Ids of the answers.
    pub answers: Vec<String>,
}

/// Decides on the answers and writes them, whichever way they came.
pub(crate) async fn record(desk: &OpenDesk, act: &mut Act, form: &ConsentsForm) -> Result<Recorded> {
    let visit = Visit::load(act.conn(), desk, form.arrival_id.clone()).await?;
    may_be_asked(&visit, desk.today().day())?;
    let answers = decide(&visit, form, &act.at, act.by().as_str())?;
    let visit = finish(desk, act, visit, &answers).await?;
    let entry = visit.entry().with("answers", answers.len());
    Ok(Recorded { view: view::of(desk, &visit), entry, answers: answers.into_iter().map(|answer| answer.id).collect() })
}

/// The sheet of a visit, for answers that come on paper; a visit that cannot take them is refused with why.
pub(crate) async fn sheet_of(desk: &OpenDesk, conn: &mut Conn, arrival_id: &str) -> Result<CheckInView> {
    let visit = Visit::load(conn, desk, arrival_id.to_string()).await?;
    may_be_asked(&visit, desk.today().day())?;
    Ok(view::of(desk, &visit))
}

/// Writes the answers and ends the check-in with them; returns the visit as it stands then.
pub(crate) async fn finish(desk: &OpenDesk, act: &mut Act, visit: Visit, answers: &[ConsentAnswer]) -> Result<Visit> {
    for answer in answers {
        consent_answer::insert(act.conn(), answer).await?;
    }
    let (at, by) = (act.at.clone(), act.by().clone());
    note_disagreement(desk, act.conn(), &visit.patient.id, &at, by.as_str()).await?;
    let stops: Vec<_> = answers.iter().filter(|answer| answer.answer == Answer::Withdrawn).collect();
    let stops: Vec<MarketingChannel> = stops.into_iter().filter_map(|answer| answer.channel).collect();
    let said = marketing::Said { source: Source::CheckIn, at: &at, by: by.as_str() };
    marketing::stop(act.conn(), &visit.patient, &stops, &said).await?;
    arrival::end(act.conn(), &visit.arrival.id, State::Seen, &at).await?;
    draft::drop(act.conn(), DRAFT, visit.arrival.id.as_str(), &by).await?;
    Visit::load(act.conn(), desk, visit.arrival.id.0).await
}

/// The visit is open today, and the sheet is what comes next.
pub(crate) fn may_be_asked(visit: &Visit, today: NaiveDate) -> Result<()> {
    visit.open_on(today)?;
    on_the_way(visit)
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

/// Every answer as it is kept, or every problem at once.
pub(crate) fn decide(visit: &Visit, form: &ConsentsForm, at: &str, by: &str) -> Result<Vec<ConsentAnswer>> {
    let sheet = visit.sheet();
    refuse_old_wording(&sheet, form)?;
    let mut problems = Vec::new();
    let spoken = speaks_for(&visit.patient, visit.on(), &form.who());
    let sitting = spoken.map_err(|found| problems.extend(found)).ok().map(|spoken| Sitting {
        patient_id: &visit.patient.id,
        arrival_id: Some(visit.arrival.id.as_str()),
        spoken,
        at,
        by,
    });
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
        answers.retain(|answer| answer.purpose != given.purpose);
        answers.extend(sitting.as_ref().map(|sitting| sitting.answer(row.purpose, row.wording, given.answer)));
    }
    let said: Vec<(String, Answer)> = form.answers.iter().map(|given| (given.purpose.clone(), given.answer)).collect();
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
    let stopped =
        row.held.is_some_and(|held| held.answer == Answer::Withdrawn) && row.purpose.kind == PurposeKind::Marketing;
    match (answer, held) {
        (Answer::Withdrawn, held) if held != Some(Answer::Given) => Some(FieldProblem::new(
            &row.purpose.id,
            "nothing-to-take-back",
            "There is no yes on record to take back. Answer no instead.",
        )),
        // A stop is absolute: a word at the desk does not lift it.
        (Answer::Given, _) if stopped => Some(FieldProblem::new(
            &row.purpose.id,
            "stopped",
            "They stopped this. It stays stopped until they ask for it themselves in writing and accept.",
        )),
        _ => None,
    }
}
