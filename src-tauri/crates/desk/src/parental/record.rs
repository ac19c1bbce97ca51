//! Recording what an adult showed, and deciding on it.

use chrono::{Months, NaiveDate};
use frontdesk_domain::date_entry::{DatePurpose, parse_parts};
use frontdesk_domain::id::{ParentalId, PatientId};
use frontdesk_domain::parental::{self, BlockKind, Evidence, Orders, ParentalForm, ParentalVerdict};
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::UseCase;
use frontdesk_domain::text::{clean_line, clean_lines};
use frontdesk_domain::wall_clock::Today;
use frontdesk_store::parental_record::{self, ParentalDecision as Decided, ParentalRecord};
use frontdesk_store::{Conn, draft};

use super::child::Child;
use super::{DRAFT, block, page, requester};
use crate::error::{DeskError, Result};
use crate::open::{Entry, OpenDesk};
use crate::views::parental::{ParentalDecision, ParentalDecisionForm, ParentalPageView};

pub(super) const DECISIONS: [(ParentalDecision, &str); 3] = [
    (ParentalDecision::Proved, "proved"),
    (ParentalDecision::NotProved, "not-proved"),
    (ParentalDecision::Referred, "referred"),
];

/// A proof is looked at again after a year at the latest.
const REVIEW_MONTHS: u32 = 12;

/// Adds a record. It goes on from the newest of the same adult; what that one said stays.
pub async fn record_parental(desk: &OpenDesk, patient_id: String, form: ParentalForm) -> Result<ParentalPageView> {
    let today = desk.today();
    let mut act = desk.begin(UseCase::RecordParental).await?;
    let child = Child::load(act.conn(), &desk.clinic(), &PatientId(patient_id)).await?;
    child.still_a_child(today)?;
    let earlier = goes_on_from(&child, form.goes_on_from.as_deref())?;
    let mut problems = parental::check(&form).err().unwrap_or_default();
    let is = requester::requester(&form.requester, earlier, today);
    if let Err(more) = &is {
        problems.extend(
            more.iter()
                .filter(|one| problems.iter().all(|other| other.field != one.field))
                .cloned()
                .collect::<Vec<_>>(),
        );
    }
    let (Ok(is), Some(capacity), true) = (is, form.capacity, problems.is_empty()) else {
        return Err(DeskError::fields(problems));
    };
    let line = |text: &str, max| clean_line(text, max, "note").ok().filter(|text| !text.is_empty());
    let (at, by) = (act.at.clone(), act.by().clone());
    let id = uuid::Uuid::new_v4().to_string();
    let mut evidence = form.evidence.clone();
    evidence.retain(|paper| *paper != Evidence::PhotoId);
    evidence.sort_unstable();
    evidence.dedup();
    let mut record = ParentalRecord {
        adult_id: earlier.map_or_else(|| id.clone(), |earlier| earlier.adult_id.clone()),
        id: ParentalId(id),
        patient_id: child.patient.id.clone(),
        requester: is,
        capacity,
        evidence,
        child_matches: form.child_matches,
        orders: form.orders,
        orders_note: line(&form.orders_note, 500),
        verdict: ParentalVerdict::NotProved,
        note: line(&form.note, 1000),
        replaces: earlier.map(|earlier| earlier.id.clone()),
        at,
        by: by.0.clone(),
    };
    record.verdict = child.verdict(&record, today);
    parental_record::insert(act.conn(), &record).await?;
    order_blocks(act.conn(), &child, &record).await?;
    draft::drop(act.conn(), DRAFT, child.patient.id.as_str(), &by).await?;
    let view = page::page(desk, act.conn(), &child.patient.id).await?;
    let entry = Entry::about("patient", &child.patient.id).with("parental", &record.id);
    act.commit(entry.with("verdict", record.verdict.code())).await?;
    Ok(view)
}

fn goes_on_from<'a>(child: &'a Child, id: Option<&str>) -> Result<Option<&'a ParentalRecord>> {
    let Some(id) = id else { return Ok(None) };
    let earlier = child.records.iter().find(|record| record.id.as_str() == id);
    let earlier = earlier.ok_or_else(|| DeskError::not_found("record"))?;
    if child.newest(&earlier.adult_id).map(|newest| &newest.id) != Some(&earlier.id) {
        return Err(newer());
    }
    Ok(Some(earlier))
}

fn newer() -> DeskError {
    DeskError::new("newer-record", "Somebody recorded more since. Read the newest record and go on from that one.")
}

/// An order once named blocks until the practice manager lifts it, whatever a later record answers.
async fn order_blocks(conn: &mut Conn, child: &Child, record: &ParentalRecord) -> Result<()> {
    let kind = match record.orders {
        Some(Orders::ProhibitedSteps) => BlockKind::ProhibitedSteps,
        Some(Orders::NoContact) => BlockKind::NoContact,
        _ => return Ok(()),
    };
    let detail =
        format!("{}: {}", record.requester.name(), record.orders_note.as_deref().unwrap_or("no more is known"));
    if child.blocks.iter().any(|block| block.kind == kind && block.detail == detail && !child.lifted(block)) {
        return Ok(());
    }
    block::add(conn, &record.patient_id, kind, detail, &record.at, &record.by).await
}

/// The practice manager decides.
pub async fn decide_parental(desk: &OpenDesk, form: ParentalDecisionForm) -> Result<ParentalPageView> {
    let today = desk.today();
    let mut act = desk.begin(UseCase::DecideParental).await?;
    let id = ParentalId(form.parental_id.clone());
    let patient_id =
        parental_record::patient_of(act.conn(), &id).await?.ok_or_else(|| DeskError::not_found("record"))?;
    let child = Child::load(act.conn(), &desk.clinic(), &patient_id).await?;
    let record = child.records.iter().find(|record| record.id == id).ok_or_else(|| DeskError::not_found("record"))?;
    if child.newest(&record.adult_id).map(|newest| &newest.id) != Some(&record.id) {
        return Err(newer());
    }
    let (reason, review_on) = check(&form, &child, record, today).map_err(DeskError::fields)?;
    let word = DECISIONS.iter().find(|(of, _)| *of == form.decision).map_or("referred", |(_, code)| code);
    let decision = Decided {
        id: uuid::Uuid::new_v4().to_string(),
        parental_id: id.clone(),
        decision: word.to_string(),
        reason,
        review_on,
        at: act.at.clone(),
        by: act.by().0.clone(),
    };
    parental_record::decide(act.conn(), &decision).await?;
    let view = page::page(desk, act.conn(), &patient_id).await?;
    act.commit(Entry::about("patient", patient_id).with("parental", id).with("decision", word)).await?;
    Ok(view)
}

type Checked = std::result::Result<(String, Option<NaiveDate>), Vec<FieldProblem>>;

fn check(form: &ParentalDecisionForm, child: &Child, record: &ParentalRecord, today: Today) -> Checked {
    let mut problems = Vec::new();
    let reason = clean_lines(&form.reason, 1000, "The reason").unwrap_or_else(|problem| {
        problems.push(FieldProblem::new("reason", &problem.code, problem.message));
        String::new()
    });
    if reason.is_empty() && problems.is_empty() {
        problems.push(FieldProblem::new("reason", "reason-missing", "Write the reason: the adult may ask for it."));
    }
    let mut review_on = None;
    if form.decision == ParentalDecision::Proved {
        let verdict = child.verdict(record, today);
        if let Some(message) = not_provable(verdict, &record.evidence) {
            problems.push(FieldProblem::new("decision", "not-provable", message));
        }
        review_on = review(form, today.day()).map_err(|problem| problems.push(problem)).ok();
    }
    if problems.is_empty() { Ok((reason, review_on)) } else { Err(problems) }
}

fn not_provable(verdict: ParentalVerdict, evidence: &[Evidence]) -> Option<&'static str> {
    let abroad = evidence.contains(&Evidence::ForeignBirthCertificate);
    Some(match verdict {
        ParentalVerdict::NoStanding => {
            "Nobody in that capacity, or at the child's age, has parental responsibility. Choose not proved."
        }
        ParentalVerdict::Stopped => "A court order stops this. Choose not proved, or refer it on.",
        ParentalVerdict::NotProved => "The record is not complete. See what is still needed, or choose not proved.",
        ParentalVerdict::Manager if abroad && !evidence.contains(&Evidence::CertifiedTranslation) => {
            "Nobody has seen a certified translation, or said that the certificate is in English. Have it recorded first."
        }
        ParentalVerdict::Manager | ParentalVerdict::AskChild | ParentalVerdict::Proved => return None,
    })
}

fn review(form: &ParentalDecisionForm, today: NaiveDate) -> std::result::Result<NaiveDate, FieldProblem> {
    let typed = &form.review_on;
    let day = parse_parts(&typed.day, &typed.month, &typed.year, today, DatePurpose::Expiry)
        .map_err(|problem| problem.at("reviewOn"))?;
    let latest = today.checked_add_months(Months::new(REVIEW_MONTHS)).unwrap_or(today);
    if day < today || day > latest {
        let message = "Choose the day to look at it again: today at the earliest, a year from now at the latest.";
        return Err(FieldProblem::new("reviewOn", "review-outside", message));
    }
    Ok(day)
}
