//! A request about a child: the adult it rests on, what stands against a release, and what becomes of it.

use chrono::NaiveDate;
use frontdesk_domain::age::under_16;
use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::clock::Right;
use frontdesk_domain::id::RequestId;
use frontdesk_domain::parental::{Barrier, ReleaseFacts, barriers, speaks_for};
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::UseCase;
use frontdesk_domain::text::clean_lines;
use frontdesk_domain::wall_clock::Today;
use frontdesk_store::request_outcome::{self, Linked, Queued, RequestOutcome};
use frontdesk_store::rights_request::{self, EventKind, RequestEvent, RightsRequest};
use frontdesk_store::{Conn, parental_record};

use super::{entry, held, is_open, view};
use crate::error::{DeskError, Result};
use crate::open::{Act, Id, OpenDesk};
use crate::parental::Child;
use crate::views::request::{ChildOutcome, RequestView, SettleForm};

pub(crate) const OUTCOMES: [(ChildOutcome, &str, &str); 4] = [
    (ChildOutcome::Released, "released", "Released"),
    (ChildOutcome::Queued, "queued", "Waits to be deleted; held and not used"),
    (ChildOutcome::Corrected, "corrected", "Corrected"),
    (ChildOutcome::Refused, "refused", "Refused"),
];

/// An outcome as a person reads it.
pub(super) fn words_of(code: &str) -> Option<&'static str> {
    OUTCOMES.iter().find(|(_, of, _)| *of == code).map(|(.., words)| *words)
}

/// Whether a request is decided with what protects a child: everybody's about somebody under 16, and an adult's by
/// parental responsibility at any age.
pub(crate) fn about_child(request: &RightsRequest, born: NaiveDate, today: Today) -> bool {
    request.made_by == "parent" || under_16(born, today)
}

/// Whether an adult asks, and not the child.
pub(crate) fn by_adult(request: &RightsRequest) -> bool {
    request.made_by != "patient"
}

/// The adult a request is linked to.
pub(crate) async fn adult_of(conn: &mut Conn, request: &RequestId) -> Result<Option<String>> {
    Ok(request_outcome::links(conn, request).await?.pop().map(|link| link.adult_id))
}

/// What became of a request; none while nothing did.
pub(crate) async fn outcome_of(conn: &mut Conn, request: &RightsRequest) -> Result<Option<RequestOutcome>> {
    let mut all = request_outcome::for_patient(conn, &request.patient_id).await?;
    all.retain(|outcome| outcome.request_id == request.id);
    Ok(all.pop())
}

/// What a release rests on today.
pub(crate) async fn facts(
    conn: &mut Conn,
    child: &Child,
    request: &RightsRequest,
    best_interests: bool,
    today: Today,
) -> Result<ReleaseFacts> {
    let adult = adult_of(conn, &request.id).await?;
    Ok(child.release_facts(by_adult(request), adult.as_deref(), &request.id, best_interests, today))
}

/// What stands against a release about a child, for [`super::undecided`].
pub(super) async fn against(
    conn: &mut Conn,
    clinic: &std::sync::Arc<Clinic>,
    request: &RightsRequest,
    today: Today,
) -> Result<Vec<Barrier>> {
    let child = Child::load(conn, clinic, &request.patient_id).await?;
    Ok(barriers(&facts(conn, &child, request, false, today).await?, today))
}

/// Links a request to the adult whose proof it rests on. An earlier link stays on record.
pub async fn link_adult(desk: &OpenDesk, request_id: String, adult_id: String) -> Result<RequestView> {
    let mut act = desk.begin(UseCase::LinkVerification).await?;
    let request = held(act.conn(), request_id).await?;
    if !by_adult(&request) {
        return Err(DeskError::new(
            "childs-own",
            "They ask for themselves. Only somebody else’s request rests on a proof of responsibility.",
        ));
    }
    link(&mut act, &request, &adult_id).await?;
    let view = view(desk, act.conn(), &request).await?;
    act.commit(entry(&request).with("adult", Id::held(&adult_id))).await?;
    Ok(view)
}

/// Writes the link, in the transaction of the request it belongs to.
pub(super) async fn link(act: &mut Act, request: &RightsRequest, adult_id: &str) -> Result<()> {
    let records = parental_record::for_patient(act.conn(), &request.patient_id).await?;
    if !records.iter().any(|record| record.adult_id == adult_id) {
        return Err(DeskError::not_found("adult"));
    }
    let linked = Linked { adult_id: adult_id.to_string(), at: act.at.clone(), by: act.by().0.clone() };
    Ok(request_outcome::link(act.conn(), &uuid::Uuid::new_v4().to_string(), &request.id, &linked).await?)
}

/// A request that can still be decided, with its child.
pub(super) async fn to_decide(desk: &OpenDesk, act: &mut Act, id: String) -> Result<(RightsRequest, Child)> {
    let request = held(act.conn(), id).await?;
    let child = Child::load(act.conn(), &desk.clinic(), &request.patient_id).await?;
    if !about_child(&request, child.born(), desk.today()) {
        return Err(DeskError::new(
            "not-about-a-child",
            "This request is not about a child. Decide it as every other.",
        ));
    }
    if !is_open(act.conn(), &request.id).await? || outcome_of(act.conn(), &request).await?.is_some() {
        return Err(DeskError::new(
            "request-settled",
            "This request is decided already. What was decided stands on it.",
        ));
    }
    Ok((request, child))
}

/// Refuses when anything stands against it. The sentence names each thing: it is for the practice manager alone.
pub(super) fn nothing_against(facts: &ReleaseFacts, today: Today) -> Result<()> {
    let found = barriers(facts, today);
    if found.is_empty() {
        return Ok(());
    }
    let words: Vec<String> = found.iter().map(Barrier::words).collect();
    Err(DeskError::new("release-barred", format!("Nothing was done. {}", words.join(" "))))
}

/// A text of a decision; empty where it may be.
pub(super) fn text(
    raw: &str,
    field: &str,
    label: &str,
    missing: Option<&str>,
    problems: &mut Vec<FieldProblem>,
) -> String {
    match clean_lines(raw, 2000, label) {
        Ok(text) => {
            if let Some(missing) = missing.filter(|_| text.is_empty()) {
                problems.push(FieldProblem::new(field, &format!("{field}-missing"), missing));
            }
            text
        }
        Err(problem) => {
            problems.push(FieldProblem::new(field, &problem.code, problem.message));
            String::new()
        }
    }
}

/// An outcome with what every one has; the rest is filled in by who decides.
pub(super) async fn blank(
    act: &mut Act,
    child: &Child,
    request: &RightsRequest,
    outcome: ChildOutcome,
) -> Result<RequestOutcome> {
    let adult = adult_of(act.conn(), &request.id).await?;
    Ok(RequestOutcome {
        id: uuid::Uuid::new_v4().to_string(),
        request_id: request.id.clone(),
        outcome: OUTCOMES.iter().find(|(of, ..)| *of == outcome).map_or("refused", |(_, code, _)| code).to_string(),
        reason: String::new(),
        parental_id: adult.and_then(|adult| child.newest(&adult).map(|record| record.id.clone())),
        opinion: None,
        others: None,
        elsewhere: None,
        best_interests: None,
        held_back: Vec::new(),
        pdf_sha256: None,
        at: act.at.clone(),
        by: act.by().0.clone(),
    })
}

/// Closes a request.
pub(super) async fn close(act: &mut Act, request: &RightsRequest, today: Today, note: &str) -> Result<()> {
    let event = RequestEvent {
        id: uuid::Uuid::new_v4().to_string(),
        request_id: request.id.clone(),
        kind: EventKind::Closed,
        day: today.day(),
        note: Some(note.to_string()),
        at: act.at.clone(),
        by: act.by().0.clone(),
    };
    Ok(rights_request::add_event(act.conn(), &event).await?)
}

/// Decides a deletion or a correction, or refuses any request about a child.
pub async fn settle_request(desk: &OpenDesk, form: SettleForm) -> Result<RequestView> {
    let today = desk.today();
    let mut act = desk.begin(UseCase::SettleRequest).await?;
    let (request, child) = to_decide(desk, &mut act, form.request_id.clone()).await?;
    let mut problems = Vec::new();
    let reason =
        text(&form.reason, "reason", "The reason", Some("Write the reason: it stays with the request."), &mut problems);
    let best = text(&form.best_interests, "bestInterests", "Why it is best for the child", None, &mut problems);
    if let Some(message) = does_not_fit(form.outcome, request.right) {
        problems.push(FieldProblem::new("outcome", "outcome-does-not-fit", message));
    }
    if !problems.is_empty() {
        return Err(DeskError::fields(problems));
    }
    if form.outcome != ChildOutcome::Refused {
        nothing_against(&facts(act.conn(), &child, &request, !best.is_empty(), today).await?, today)?;
    }
    let mut outcome = blank(&mut act, &child, &request, form.outcome).await?;
    outcome.reason = reason;
    outcome.best_interests = Some(best).filter(|text| !text.is_empty());
    request_outcome::insert(act.conn(), &outcome, None, None).await?;
    if form.outcome == ChildOutcome::Queued {
        let queued = Queued { request_id: request.id.clone(), at: act.at.clone(), by: act.by().0.clone() };
        request_outcome::queue(act.conn(), &uuid::Uuid::new_v4().to_string(), &request.patient_id, &queued).await?;
    } else {
        // A deletion that waits keeps its request open, and its clock running, until it is done.
        close(&mut act, &request, today, &outcome.outcome).await?;
    }
    let view = view(desk, act.conn(), &request).await?;
    act.commit(entry(&request).with("outcome", Id::held(&outcome.outcome))).await?;
    Ok(view)
}

fn does_not_fit(outcome: ChildOutcome, right: Right) -> Option<&'static str> {
    match (outcome, right) {
        (ChildOutcome::Refused, _)
        | (ChildOutcome::Queued, Right::Erasure)
        | (ChildOutcome::Corrected, Right::Rectification) => None,
        (ChildOutcome::Released, _) => Some("A response is released from its own page, with what it contains."),
        (ChildOutcome::Queued, _) => Some("Only a request for deletion puts the record in the queue."),
        (ChildOutcome::Corrected, _) => Some("Only a request for correction is answered by one."),
    }
}

/// Whether the child is asked, and a reason why it is evidently best for them may stand in for their word.
pub(super) fn asks_best_interests(facts: &ReleaseFacts, today: Today) -> bool {
    let without = ReleaseFacts { best_interests: false, ..facts.clone() };
    facts.by_adult
        && speaks_for(facts.born, facts.nation, facts.competence, today)
        && barriers(&without, today).iter().any(|found| matches!(found, Barrier::AskChild | Barrier::YoungPerson))
}
