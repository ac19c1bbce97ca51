//! Parental responsibility: reception records what an adult showed; the practice manager decides.

use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::gate::Nation;
use frontdesk_domain::id::{ParentalId, PatientId};
use frontdesk_domain::parental::{self, Claim, ParentalForm, Standing};
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::UseCase;
use frontdesk_domain::text::clean_lines;
use frontdesk_store::parental_record::{self, ParentalRecord};
use frontdesk_store::patient::Patient;
use frontdesk_store::staff::{self, Staff};
use frontdesk_store::{Conn, draft};

use crate::banner;
use crate::error::{DeskError, Result};
use crate::open::{Entry, OpenDesk};
use crate::views::parental::{ParentalDecision, ParentalDecisionForm, ParentalPageView, ParentalView};

/// The screen under which the window keeps an unfinished record; its subject is the patient.
pub(crate) const DRAFT: &str = "parental";

/// Asked word for word, so that nobody can say it was not understood.
const ORDERS_QUESTION: &str = "Are there any court orders about the child: about where the child lives, who may see the child, or what anybody may decide for the child?";

const DECISIONS: [(ParentalDecision, &str); 3] = [
    (ParentalDecision::Proved, "proved"),
    (ParentalDecision::NotProved, "not-proved"),
    (ParentalDecision::Referred, "referred"),
];

/// Opens the parental-responsibility page of a patient.
pub async fn open_parental(desk: &OpenDesk, patient_id: String) -> Result<ParentalPageView> {
    let mut act = desk.begin(UseCase::OpenPatient).await?;
    let patient = banner::held(act.conn(), &PatientId(patient_id)).await?;
    let view = page(desk, act.conn(), &patient).await?;
    act.commit(Entry::about("patient", patient.id.0).with("page", "parental")).await?;
    Ok(view)
}

/// Adds a record. It goes on from the newest; what that one said stays.
pub async fn record_parental(desk: &OpenDesk, patient_id: String, form: ParentalForm) -> Result<ParentalPageView> {
    let mut act = desk.begin(UseCase::RecordParental).await?;
    let patient = banner::held(act.conn(), &PatientId(patient_id)).await?;
    of_a_child(&patient, &desk.clinic(), desk.clock().today())?;
    parental::check(&form).map_err(DeskError::fields)?;
    let replaces = parental_record::for_patient(act.conn(), &patient.id).await?.pop().map(|record| record.id);
    let (at, by) = (act.at.clone(), act.by().clone());
    let record = ParentalRecord {
        id: ParentalId(uuid::Uuid::new_v4().to_string()),
        patient_id: patient.id.clone(),
        standing: standing_code(&parental::standing(&form)).to_string(),
        form,
        replaces,
        at,
        by: by.0.clone(),
    };
    parental_record::insert(act.conn(), &record).await?;
    draft::drop(act.conn(), DRAFT, patient.id.as_str(), &by).await?;
    let view = page(desk, act.conn(), &patient).await?;
    act.commit(Entry::about("patient", patient.id.0).with("parental", record.id.0).with("standing", record.standing))
        .await?;
    Ok(view)
}

/// The practice manager decides.
pub async fn decide_parental(desk: &OpenDesk, form: ParentalDecisionForm) -> Result<ParentalPageView> {
    let mut act = desk.begin(UseCase::DecideParental).await?;
    let id = ParentalId(form.parental_id.clone());
    let patient_id =
        parental_record::patient_of(act.conn(), &id).await?.ok_or_else(|| DeskError::not_found("record"))?;
    let patient = banner::held(act.conn(), &patient_id).await?;
    let records = parental_record::for_patient(act.conn(), &patient_id).await?;
    let record = records.last().filter(|record| record.id == id).ok_or_else(|| {
        DeskError::new("newer-record", "Somebody recorded more since. Read the newest record and decide on that one.")
    })?;
    let reason = check(&form, record).map_err(DeskError::fields)?;
    let word = DECISIONS.iter().find(|(of, _)| *of == form.decision).map_or("referred", |(_, code)| code);
    let (at, by) = (act.at.clone(), act.by().0.clone());
    let decision = parental_record::ParentalDecision {
        id: uuid::Uuid::new_v4().to_string(),
        parental_id: id.clone(),
        decision: word.to_string(),
        reason,
        at,
        by,
    };
    parental_record::decide(act.conn(), &decision).await?;
    let view = page(desk, act.conn(), &patient).await?;
    act.commit(Entry::about("patient", patient.id.0).with("parental", id.0).with("decision", word)).await?;
    Ok(view)
}

fn check(form: &ParentalDecisionForm, record: &ParentalRecord) -> std::result::Result<String, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let reason = match clean_lines(&form.reason, 1000, "The reason") {
        Ok(reason) => reason,
        Err(problem) => {
            problems.push(FieldProblem::new("reason", &problem.code, problem.message));
            String::new()
        }
    };
    if reason.is_empty() && problems.is_empty() {
        problems.push(FieldProblem::new("reason", "reason-missing", "Write the reason: the adult may ask for it."));
    }
    let provable = matches!(record.standing.as_str(), "complete" | "manager-judges");
    if form.decision == ParentalDecision::Proved && !provable {
        let message = match record.standing.as_str() {
            "no-standing" => "Nobody in that capacity has parental responsibility. Choose not proved.",
            "stopped" => "A court order stops this. Choose not proved, or refer it on.",
            _ => "The record is not complete. See what is still needed, or choose not proved.",
        };
        problems.push(FieldProblem::new("decision", "not-provable", message));
    }
    if problems.is_empty() { Ok(reason) } else { Err(problems) }
}

/// Parental responsibility ends at 18; in Scotland the rights end at 16 (Children (Scotland) Act 1995, s.2(7)).
fn of_a_child(patient: &Patient, clinic: &Clinic, today: chrono::NaiveDate) -> Result<()> {
    let ends = if clinic.nation == Nation::Scotland { 16 } else { 18 };
    if banner::age(patient.particulars.born, today) < ends {
        return Ok(());
    }
    Err(DeskError::new(
        "not-a-child",
        format!("They are {ends} or over: nobody has parental responsibility for them. Ask the patient."),
    ))
}

fn standing_code(standing: &Standing) -> &'static str {
    match standing {
        Standing::Complete => "complete",
        Standing::Incomplete { .. } => "incomplete",
        Standing::Stopped => "stopped",
        Standing::NoStanding => "no-standing",
        Standing::ManagerJudges => "manager-judges",
    }
}

/// The standing as it was written; what was then needed is worked out from the record's own answers.
fn standing(record: &ParentalRecord) -> Standing {
    match record.standing.as_str() {
        "complete" => Standing::Complete,
        "stopped" => Standing::Stopped,
        "no-standing" => Standing::NoStanding,
        "manager-judges" => Standing::ManagerJudges,
        _ => match parental::standing(&record.form) {
            incomplete @ Standing::Incomplete { .. } => incomplete,
            _ => Standing::Incomplete { needed: Vec::new() },
        },
    }
}

async fn page(desk: &OpenDesk, conn: &mut Conn, patient: &Patient) -> Result<ParentalPageView> {
    let people = staff::all(conn).await?;
    let records = parental_record::for_patient(conn, &patient.id).await?;
    let decisions = parental_record::decisions_for_patient(conn, &patient.id).await?;
    let views = records.iter().rev().map(|record| {
        let decision = decisions.iter().rev().find(|decision| decision.parental_id == record.id);
        view(record, decision, &people)
    });
    Ok(ParentalPageView {
        banner: banner::banner(conn, &patient.id, desk.clock().today()).await?,
        records: views.collect(),
        form: records.last().map(|record| record.form.clone()),
        orders_question: ORDERS_QUESTION.to_string(),
        say: say(
            &patient.particulars.given_names,
            banner::age(patient.particulars.born, desk.clock().today()),
            records.last(),
        ),
        can_decide: UseCase::DecideParental.allows(desk.who().role),
    })
}

/// A record with its newest decision, newest record first on the page.
pub(crate) fn view(
    record: &ParentalRecord,
    decision: Option<&parental_record::ParentalDecision>,
    people: &[Staff],
) -> ParentalView {
    let name = |id: &str| {
        people.iter().find(|person| person.id.as_str() == id).map_or_else(String::new, |person| person.name.clone())
    };
    ParentalView {
        parental_id: record.id.0.clone(),
        requester_name: record.form.requester_name.clone(),
        capacity: record.form.capacity.map_or("", capacity_name).to_string(),
        standing: standing(record),
        at: record.at.clone(),
        by: name(&record.by),
        decision: decision
            .and_then(|decision| DECISIONS.iter().find(|(_, code)| *code == decision.decision).map(|(of, _)| *of)),
        decided_by: decision.map(|decision| name(&decision.by)),
        decided_at: decision.map(|decision| decision.at.clone()),
        reason: decision.map(|decision| decision.reason.clone()),
    }
}

/// A capacity in words.
pub(crate) fn capacity_name(capacity: Claim) -> &'static str {
    match capacity {
        Claim::Mother => "Birth mother",
        Claim::FatherMarried => "Father or second parent, married to the mother",
        Claim::FatherRegistered => "Father or second parent, on the birth registration",
        Claim::AgreementOrOrder => "By agreement or court order",
        Claim::Adopter => "Adoptive parent",
        Claim::ParentalOrder => "Parent by parental order",
        Claim::Guardian => "Guardian or special guardian",
        Claim::LocalAuthority => "Local authority",
        Claim::Other => "None of these",
    }
}

/// A line to read aloud, for where the newest record stands. It names no order and no block.
fn say(child: &str, age: u32, newest: Option<&ParentalRecord>) -> String {
    match newest.map(standing) {
        None => format!(
            "Thank you. Because {child} is {age}, I need to see who is responsible, and then our practice manager decides. May I see your own photo document first?"
        ),
        Some(Standing::Incomplete { .. }) => format!(
            "Thank you. There is a little more I need to see before our practice manager can decide about {child}."
        ),
        Some(Standing::Complete | Standing::ManagerJudges) => {
            "Thank you, that is all I need. Our practice manager decides and will tell you.".to_string()
        }
        Some(Standing::Stopped | Standing::NoStanding) => {
            "Thank you. I have written this down. Our practice manager will tell you what happens next.".to_string()
        }
    }
}
