//! Logging a request: what was asked, by whom, when it came.

use chrono::{Datelike, NaiveDate};
use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::clock::{Clock, ClockFacts, Right};
use frontdesk_domain::date_entry::{DatePurpose, parse_parts};
use frontdesk_domain::id::{PatientId, RequestId};
use frontdesk_domain::parental::ends_at;
use frontdesk_domain::patient::TypedDate;
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::UseCase;
use frontdesk_domain::text::{clean_line, clean_lines};
use frontdesk_store::rights_request::{self, RightsRequest};
use frontdesk_store::suppression::Source;
use frontdesk_store::{Conn, draft, setting};

use super::{DRAFT, deadline, entry, view};
use crate::banner;
use crate::error::{DeskError, Result};
use crate::marketing;
use crate::open::OpenDesk;
use crate::views::request::{ReplyBy, RequestBy, RequestForm, RequestHow, RequestView};

pub(super) const HOWS: [(RequestHow, &str); 5] = [
    (RequestHow::InPerson, "in-person"),
    (RequestHow::Phone, "phone"),
    (RequestHow::Email, "email"),
    (RequestHow::Letter, "letter"),
    (RequestHow::Other, "other"),
];
pub(super) const MAKERS: [(RequestBy, &str); 3] =
    [(RequestBy::Patient, "patient"), (RequestBy::Parent, "parent"), (RequestBy::Agent, "agent")];
pub(super) const REPLIES: [(ReplyBy, &str); 3] =
    [(ReplyBy::Email, "email"), (ReplyBy::Post, "post"), (ReplyBy::Collect, "collect")];

fn code<T: PartialEq>(table: &[(T, &'static str)], value: &T) -> String {
    table.iter().find(|(of, _)| of == value).map_or(String::new(), |(_, code)| (*code).to_string())
}

/// The clock of a request not yet logged.
pub async fn preview_clock(desk: &OpenDesk, right: Right, received: TypedDate, id_asked: bool) -> Result<Clock> {
    // Nothing of a patient is read, but who may not see requests may not work one out either.
    let _look = desk.look(UseCase::ListRequests).await?;
    let today = desk.today();
    let received = received_on(&received, today.day()).map_err(|problem| DeskError::fields(vec![problem]))?;
    let facts = ClockFacts { id_asked: id_asked.then_some(today.day()), ..ClockFacts::new(right, received) };
    Ok(deadline::of(&desk.clinic(), &facts, today.day()))
}

/// Logs a request.
pub async fn log_request(desk: &OpenDesk, form: RequestForm) -> Result<RequestView> {
    let (clinic, today) = (desk.clinic(), desk.today());
    let mut act = desk.begin(UseCase::LogRequest).await?;
    let patient = banner::held(act.conn(), &PatientId(form.patient_id.clone())).await?;
    let age = banner::age(patient.particulars.born, today);
    let checked = check(&form, &clinic, age, today.day()).map_err(DeskError::fields)?;
    let (at, by) = (act.at.clone(), act.by().clone());
    let request = RightsRequest {
        id: RequestId(uuid::Uuid::new_v4().to_string()),
        reference: next_reference(act.conn(), form.right, today.day()).await?,
        patient_id: patient.id.clone(),
        right: form.right,
        received_on: checked.received,
        how: code(&HOWS, &form.how),
        said: checked.said,
        made_by: code(&MAKERS, &form.made_by),
        requester_name: checked.requester_name,
        id_asked_on: form.id_asked.then_some(today.day()),
        // An agent's request runs from its receipt until somebody asks for the authority: the safe reading of the clock.
        authority_asked_on: None,
        reply_by: code(&REPLIES, &form.reply_by),
        at,
        by: by.0.clone(),
    };
    rights_request::insert(act.conn(), &request).await?;
    if request.right == Right::StopMarketing {
        // Absolute (UK GDPR art 21(3)): it holds from now, whatever the clock allows for the answer.
        let said = marketing::Said { source: Source::Request, at: &request.at, by: &request.by };
        marketing::stop_everything(act.conn(), &patient, &said).await?;
    }
    if let Some(adult) = form.adult_id.as_deref().filter(|_| form.made_by == RequestBy::Parent) {
        super::child::link(&mut act, &request, adult).await?;
    }
    draft::drop(act.conn(), DRAFT, request.patient_id.as_str(), &by).await?;
    let view = view(desk, act.conn(), &request).await?;
    act.commit(entry(&request).with("right", rights_request::right_code(request.right))).await?;
    Ok(view)
}

/// R-2026-001, or C-2026-001 for a complaint: one running number a year for each.
pub(crate) async fn next_reference(conn: &mut Conn, right: Right, today: NaiveDate) -> Result<String> {
    let (letter, series) = if right == Right::Complaint { ("C", "complaint") } else { ("R", "request") };
    let year = today.year();
    let number = setting::next_number(conn, &format!("{series}-{year}"), 1).await?;
    Ok(format!("{letter}-{year}-{number:03}"))
}

struct Checked {
    received: NaiveDate,
    said: String,
    requester_name: Option<String>,
}

fn check(
    form: &RequestForm,
    clinic: &Clinic,
    age: u32,
    today: NaiveDate,
) -> std::result::Result<Checked, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let received = received_on(&form.received, today).map_err(|problem| problems.push(problem)).ok();
    let said = match clean_lines(&form.said, 4000, "What they asked for") {
        Ok(said) if said.is_empty() => {
            problems.push(FieldProblem::new("said", "said-missing", "Write what they asked for, in their words."));
            String::new()
        }
        Ok(said) => said,
        Err(problem) => {
            problems.push(FieldProblem::new("said", &problem.code, problem.message));
            String::new()
        }
    };
    let requester_name = match clean_line(&form.requester_name, 200, "The name of who asks") {
        Ok(name) => Some(name).filter(|name| !name.is_empty()),
        Err(problem) => {
            problems.push(FieldProblem::new("requesterName", &problem.code, problem.message));
            None
        }
    };
    if form.made_by != RequestBy::Patient
        && requester_name.is_none()
        && problems.iter().all(|problem| problem.field != "requesterName")
    {
        problems.push(FieldProblem::new(
            "requesterName",
            "requester-missing",
            "Enter the name of the person who asks for the patient.",
        ));
    }
    let of_age = ends_at(clinic.nation);
    if form.made_by == RequestBy::Parent && age >= of_age {
        let message = format!(
            "They are {of_age} or over: a parent asks as an agent, with the patient's written authority. Choose agent."
        );
        problems.push(FieldProblem::new("madeBy", "parent-of-adult", message));
    }
    match received {
        Some(received) if problems.is_empty() => Ok(Checked {
            received,
            said,
            requester_name: requester_name.filter(|_| form.made_by != RequestBy::Patient),
        }),
        _ => Err(problems),
    }
}

fn received_on(typed: &TypedDate, today: NaiveDate) -> std::result::Result<NaiveDate, FieldProblem> {
    parse_parts(&typed.day, &typed.month, &typed.year, today, DatePurpose::Received)
        .map_err(|problem| problem.at("received"))
}
