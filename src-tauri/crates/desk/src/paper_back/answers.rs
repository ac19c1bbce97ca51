//! The answers a paper shows go on record at the visit, under the rules of the sheet.

use frontdesk_domain::consent::Method;
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::UseCase;
use frontdesk_domain::text::clean_lines;
use frontdesk_store::consent_paper::{self, EventKind, Listed};
use frontdesk_store::{Conn, arrival};

use super::{entry, event, held, list, one, open};
use crate::check_in::{Recorded, record, sheet_of};
use crate::error::{DeskError, Result};
use crate::open::{Id, OpenDesk};
use crate::views::check_in::ConsentStepView;
use crate::views::paper_back::{PaperState, PaperView, RecordPaperForm};

/// The visit that can take a paper's answers, and what of its sheet the paper asks; or why there is none.
pub(super) async fn sheet(desk: &OpenDesk, conn: &mut Conn, listed: &Listed) -> Result<(String, ConsentStepView)> {
    let arrival_id = visit(desk, conn, listed).await?;
    let mut step = sheet_of(desk, conn, &arrival_id).await?.consent_step;
    let asked = consent_paper::questions(conn, &listed.paper.id).await?;
    let mut changed = Vec::new();
    for group in &mut step.groups {
        group.rows.retain(|row| {
            let printed = asked.iter().find(|question| question.purpose == row.purpose);
            if let Some(printed) = printed
                && (&printed.wording_id, printed.wording_version) != (&row.wording_id, row.wording_version)
            {
                changed.push(row.question.clone());
            }
            printed.is_some()
        });
    }
    step.groups.retain(|group| !group.rows.is_empty());
    if !changed.is_empty() {
        let message = format!(
            "Words on this form have changed since it was printed, so it cannot be recorded. Print it anew and ask again: {}",
            changed.join(" ")
        );
        return Err(DeskError::new("paper-old-wording", message));
    }
    Ok((arrival_id, step))
}

/// The visit the paper was made for or given to when it is still open today, else another open one for the same treatment.
async fn visit(desk: &OpenDesk, conn: &mut Conn, listed: &Listed) -> Result<String> {
    let Some(patient) = one::patient(listed) else {
        return Err(DeskError::new(
            "paper-nobodys",
            "Say whose paper this is first. Then its answers can be recorded.",
        ));
    };
    let events = consent_paper::events(conn, &listed.paper.id).await?;
    let given = events.into_iter().find_map(|event| match event.kind {
        EventKind::Assigned { arrival_id, .. } => arrival_id,
        _ => None,
    });
    let own = given.or_else(|| listed.paper.arrival_id.clone());
    let today = desk.today();
    let open: Vec<_> = arrival::for_patient(conn, &patient)
        .await?
        .into_iter()
        .filter(|arrival| {
            arrival.day == today.day() && open(arrival.state) && arrival.treatment == listed.paper.treatment
        })
        .collect();
    let chosen = open.iter().find(|arrival| Some(arrival.id.as_str()) == own.as_deref()).or_else(|| open.last());
    chosen.map(|arrival| arrival.id.0.clone()).ok_or_else(|| {
        DeskError::new(
            "paper-no-visit",
            "No visit for this treatment is open today, so there is nothing to record the answers at. Add a walk-in for them, do identity and age, then come back here. If their answers are on record already, close this paper.",
        )
    })
}

/// Records the answers that a paper shows. With them the check-in is finished.
pub async fn record_paper(desk: &OpenDesk, form: RecordPaperForm) -> Result<PaperView> {
    let mut act = desk.begin(UseCase::RecordPaper).await?;
    let listed = held(act.conn(), &form.paper_id).await?;
    whole(&listed)?;
    let (arrival_id, step) = sheet(desk, act.conn(), &listed).await?;
    let mut answers = form.sheet;
    let on_paper = |purpose: &str| step.groups.iter().flat_map(|group| &group.rows).any(|row| row.purpose == purpose);
    let elsewhere: Vec<FieldProblem> = answers
        .answers
        .iter()
        .filter(|given| !on_paper(&given.purpose))
        .map(|given| FieldProblem::new(&given.purpose, "not-on-paper", "This paper does not ask this."))
        .collect();
    if !elsewhere.is_empty() {
        return Err(DeskError::fields(elsewhere));
    }
    // The visit and the way it was said are the paper's, whatever the window sends.
    answers.arrival_id.clone_from(&arrival_id);
    answers.method = Method::Written;
    answers.witness = String::new();
    let Recorded { entry, answers, .. } = record(desk, &mut act, &answers).await?;
    for answer in &answers {
        consent_paper::link(act.conn(), answer, &listed.paper.id).await?;
    }
    let recorded = event(&act, EventKind::Recorded { arrival_id });
    consent_paper::append(act.conn(), &listed.paper.id, &recorded).await?;
    let view = one::view(desk, act.conn(), &listed.paper.id).await?;
    act.commit(entry.with("number", Id::held(&listed.paper.id))).await?;
    Ok(view)
}

/// All its pages are back, and it has not ended.
fn whole(listed: &Listed) -> Result<()> {
    match list::standing(listed).0 {
        PaperState::Back => Ok(()),
        PaperState::Out | PaperState::Partly => Err(DeskError::new(
            "paper-incomplete",
            format!(
                "{} Scan what is missing before the answers are recorded.",
                frontdesk_domain::paper_back::missing_words(listed.paper.pages, &listed.back)
            ),
        )),
        PaperState::Recorded | PaperState::Closed => Err(ended()),
    }
}

fn ended() -> DeskError {
    DeskError::new("paper-ended", "This paper is done with. Nothing was changed. Open it to see how it ended.")
}

/// Closes a paper nothing is recorded from: it never came back, or its answers are on record another way.
pub async fn close_paper(desk: &OpenDesk, paper_id: String, reason: String) -> Result<PaperView> {
    let mut act = desk.begin(UseCase::ClosePaper).await?;
    let listed = held(act.conn(), &paper_id).await?;
    if listed.ended.is_some() {
        return Err(ended());
    }
    let reason = clean_lines(&reason, 500, "The reason")
        .map_err(|problem| DeskError::fields(vec![FieldProblem::new("reason", &problem.code, problem.message)]))?;
    if reason.is_empty() {
        let message = "Say why nothing is recorded from it, for example: they answered on screen.";
        return Err(DeskError::fields(vec![FieldProblem::new("reason", "paper-reason-missing", message)]));
    }
    let closed = event(&act, EventKind::Closed { reason });
    consent_paper::append(act.conn(), &paper_id, &closed).await?;
    let view = one::view(desk, act.conn(), &paper_id).await?;
    act.commit(entry(&listed)).await?;
    Ok(view)
}
