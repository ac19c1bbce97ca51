//! Rights requests: logged in under a minute, with the clock and its working, on a board by due date.

mod child;
mod deadline;
mod log;
mod release;
mod undecided;

use frontdesk_domain::age::under_16;
use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::clock::{Clock, Right};
use frontdesk_domain::id::RequestId;
use frontdesk_domain::role::UseCase;
use frontdesk_store::rights_request::{self, EventKind, RightsRequest};
use frontdesk_store::{Conn, staff};

pub(crate) use child::{about_child, adult_of, by_adult};
pub use child::{link_adult, settle_request};
pub(crate) use log::next_reference;
pub use log::{log_request, preview_clock};
pub use release::{open_release, open_released, release_request};
pub(crate) use undecided::undecided;

use crate::banner;
use crate::clock::weekday_words;
use crate::error::{DeskError, Result};
use crate::open::{Entry, OpenDesk};
use crate::views::board::{DueView, Tone};
use crate::views::request::{ReplyBy, RequestBy, RequestHow, RequestRowView, RequestView};
use deadline::{clock, pressing, word};

/// The screen under which the window keeps a request not yet logged; its subject is the patient.
pub(crate) const DRAFT: &str = "request";

/// What is due of the open requests: late first, then by date; those that wait for somebody last.
pub(crate) async fn due(conn: &mut Conn, clinic: &Clinic, today: chrono::NaiveDate) -> Result<Vec<DueView>> {
    let mut rows = Vec::new();
    for request in rights_request::open(conn).await? {
        let clock = clock(conn, clinic, &request, today).await?;
        rows.push((clock.work_to, due_view(&request, &clock)));
    }
    rows.sort_by_key(|(work_to, view)| (work_to.is_none(), *work_to, view.title.clone()));
    Ok(rows.into_iter().map(|(_, view)| view).collect())
}

fn due_view(request: &RightsRequest, clock: &Clock) -> DueView {
    let (word, tone) = (word(clock), pressing(clock));
    let note = match (clock.work_to, tone, request.right) {
        (None, ..) => clock.working.last().map_or_else(String::new, |step| format!("{}.", step.text)),
        (Some(day), Tone::Stop, _) => format!("Was due {}.", weekday_words(day)),
        (Some(day), _, Right::Complaint) => format!("Acknowledge by {}.", weekday_words(day)),
        (Some(day), ..) => format!("Due {}.", weekday_words(day)),
    };
    DueView {
        request_id: Some(request.id.0.clone()),
        title: format!("{} {}", right_name(request.right), request.reference),
        note,
        word,
        tone,
    }
}

/// A right as the desk calls it.
pub(crate) fn right_name(right: Right) -> &'static str {
    match right {
        Right::Access => "Access",
        Right::Rectification => "Correction",
        Right::Erasure => "Deletion",
        Right::Restriction => "Stop using",
        Right::Portability => "Take data elsewhere",
        Right::Objection => "Objection",
        Right::StopMarketing => "Stop marketing",
        Right::Withdraw => "Take back a consent",
        Right::Complaint => "Complaint",
    }
}

/// The board, by due date.
pub async fn list_requests(desk: &OpenDesk) -> Result<Vec<RequestRowView>> {
    let mut look = desk.look(UseCase::ListRequests).await?;
    let (clinic, today) = (desk.clinic(), desk.today());
    let mut rows = Vec::new();
    for request in rights_request::open(look.conn()).await? {
        let clock = clock(look.conn(), &clinic, &request, today.day()).await?;
        let patient = banner::held(look.conn(), &request.patient_id).await?;
        let row = RequestRowView {
            request_id: request.id.0.clone(),
            reference: request.reference.clone(),
            right: request.right,
            right_name: right_name(request.right).to_string(),
            patient_name: patient.particulars.list_name(),
            under_16: under_16(patient.particulars.born, today),
            received: request.received_on.to_string(),
            due: clock.work_to.map(|day| day.to_string()),
            word: word(&clock),
            tone: pressing(&clock),
        };
        rows.push((clock.work_to, row));
    }
    rows.sort_by_key(|(work_to, row)| (work_to.is_none(), *work_to, row.reference.clone()));
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

/// Opens a request.
pub async fn open_request(desk: &OpenDesk, request_id: String) -> Result<RequestView> {
    let mut act = desk.begin(UseCase::OpenRequest).await?;
    let request = held(act.conn(), request_id).await?;
    let view = view(desk, act.conn(), &request).await?;
    act.commit(entry(&request)).await?;
    Ok(view)
}

/// What the audit says of anything done with a request.
pub(crate) fn entry(request: &RightsRequest) -> Entry {
    Entry::about("patient", &request.patient_id).with("request", &request.id)
}

/// A request, or the refusal that says it is not held.
pub(crate) async fn held(conn: &mut Conn, request_id: String) -> Result<RightsRequest> {
    rights_request::by_id(conn, &RequestId(request_id)).await?.ok_or_else(|| DeskError::not_found("request"))
}

/// Whether a request is not closed yet.
pub(crate) async fn is_open(conn: &mut Conn, request: &RequestId) -> Result<bool> {
    Ok(!rights_request::events(conn, request).await?.iter().any(|event| event.kind == EventKind::Closed))
}

async fn view(desk: &OpenDesk, conn: &mut Conn, request: &RightsRequest) -> Result<RequestView> {
    let (clinic, today) = (desk.clinic(), desk.today());
    let born = banner::held(conn, &request.patient_id).await?.particulars.born;
    let outcome = child::outcome_of(conn, request).await?;
    let clock = clock(conn, &clinic, request, today.day()).await?;
    let logged_by = staff::all(conn)
        .await?
        .into_iter()
        .find(|person| person.id.as_str() == request.by)
        .map_or_else(String::new, |person| person.name);
    Ok(RequestView {
        request_id: request.id.0.clone(),
        reference: request.reference.clone(),
        right: request.right,
        right_name: right_name(request.right).to_string(),
        banner: banner::banner(conn, &request.patient_id, today).await?,
        received: request.received_on.to_string(),
        how: log::HOWS.iter().find(|(_, code)| *code == request.how).map_or(RequestHow::Other, |(how, _)| *how),
        said: request.said.clone(),
        made_by: log::MAKERS
            .iter()
            .find(|(_, code)| *code == request.made_by)
            .map_or(RequestBy::Patient, |(by, _)| *by),
        requester_name: request.requester_name.clone(),
        reply_by: log::REPLIES.iter().find(|(_, code)| *code == request.reply_by).map_or(ReplyBy::Post, |(by, _)| *by),
        word: deadline::long_word(&clock),
        tone: pressing(&clock),
        logged_by,
        logged_at: request.at.clone(),
        undecided: undecided(conn, &clinic, request, today).await?,
        can_make_response: request.right == Right::Access && UseCase::MakeResponse.allows(desk.who().role),
        about_child: child::about_child(request, born, today),
        can_decide: UseCase::ReleaseRequest.allows(desk.who().role),
        released: outcome.as_ref().is_some_and(|outcome| outcome.outcome == "released"),
        settled: outcome.and_then(|outcome| child::words_of(&outcome.outcome)).map(str::to_string),
        clock,
    })
}
