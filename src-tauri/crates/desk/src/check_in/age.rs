//! The age step: worked out for the day of the visit, against the treatment's minimum age, and kept with its source.

use chrono::NaiveDate;
use frontdesk_domain::age::{ADULT_FROM, SPEAKS_FROM};
use frontdesk_domain::clinician::{ClinicianForm, decision};
use frontdesk_domain::date_entry::{DatePurpose, parse_parts};
use frontdesk_domain::gate::Path;
use frontdesk_domain::patient::TypedDate;
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::UseCase;
use frontdesk_store::age_check::{self, AgeCheck};
use frontdesk_store::audit_entry::Outcome;
use frontdesk_store::clinician_decision::{self, Decided};

use super::view;
use super::visit::Visit;
use crate::error::{DeskError, Result};
use crate::open::{Id, OpenDesk};
use crate::views::board::Mark;
use crate::views::check_in::CheckInView;

/// Records the age step. A stop is recorded too: it shows that the clinic looked. `born` is the date of birth as typed
/// again from the document, for a treatment with a minimum age.
pub async fn record_age(desk: &OpenDesk, arrival_id: String, born: Option<TypedDate>) -> Result<CheckInView> {
    let today = desk.today();
    let mut act = desk.begin(UseCase::RecordAge).await?;
    let visit = Visit::load(act.conn(), desk, arrival_id.clone()).await?;
    visit.open_on(today.day())?;
    let (verdict, minimum, source) = decide(&visit)?;
    let rekeyed = visit.rekey();
    if rekeyed && again(born.as_ref(), today.day())? != visit.patient.particulars.born {
        act.end(visit.entry().with("code", DIFFERS), Outcome::Failed).await?;
        // Not which part is wrong: the date would be typed until it fits.
        return Err(DeskError::fields(vec![FieldProblem::new(
            "born",
            DIFFERS,
            "This is not the date of birth on our record. Look at the document and type it again. If the document says so, the record is wrong: correct it, and go on here.",
        )]));
    }
    let check = AgeCheck {
        id: uuid::Uuid::new_v4().to_string(),
        patient_id: visit.patient.id.clone(),
        arrival_id: Some(visit.arrival.id.0.clone()),
        treatment: visit.arrival.treatment.clone(),
        day: visit.arrival.day.to_string(),
        age: visit.age(),
        verdict: verdict.to_string(),
        minimum,
        source,
        identity_check: visit.proof_of_age().map(|check| check.id.clone()),
        rekeyed,
        clinician_decision: visit.decided().map(|decided| decided.id.clone()),
        at: act.at.clone(),
        by: act.by().0.clone(),
    };
    age_check::insert(act.conn(), &check).await?;
    let visit = Visit::load(act.conn(), desk, arrival_id).await?;
    let view = view::of(desk, &visit);
    act.commit(visit.entry().with("check", Id::held(&check.id)).with("verdict", verdict)).await?;
    Ok(view)
}

const DIFFERS: &str = "born-again-differs";

fn again(born: Option<&TypedDate>, today: NaiveDate) -> Result<NaiveDate> {
    let TypedDate { day, month, year } = born.cloned().unwrap_or_default();
    parse_parts(&day, &month, &year, today, DatePurpose::Birth)
        .map_err(|problem| DeskError::fields(vec![problem.at("born")]))
}

/// Records what a clinician decides where the gate asks one. A changed mind is a new decision; the one before stays.
pub async fn decide_age(desk: &OpenDesk, arrival_id: String, form: ClinicianForm) -> Result<CheckInView> {
    let today = desk.today();
    let mut act = desk.begin(UseCase::DecideAge).await?;
    let visit = Visit::load(act.conn(), desk, arrival_id.clone()).await?;
    visit.open_on(today.day())?;
    let question = visit.question().ok_or_else(|| {
        DeskError::new(
            "nothing-to-decide",
            "This visit has nothing for a clinician to decide. Go on with the check-in.",
        )
    })?;
    let decision = decision(question, &form).map_err(DeskError::fields)?;
    let decided = Decided {
        id: uuid::Uuid::new_v4().to_string(),
        patient_id: visit.patient.id.clone(),
        arrival_id: visit.arrival.id.0.clone(),
        treatment: visit.arrival.treatment.clone(),
        question,
        age: visit.age(),
        answer: decision.answer,
        doctor: decision.doctor,
        reason: decision.reason,
        at: act.at.clone(),
        by: act.by().0.clone(),
    };
    clinician_decision::insert(act.conn(), &decided).await?;
    let visit = Visit::load(act.conn(), desk, arrival_id).await?;
    let view = view::of(desk, &visit);
    let entry = visit.entry().with("decision", Id::held(&decided.id)).with("question", question.code());
    act.commit(entry.with("answer", decided.answer.code())).await?;
    Ok(view)
}

type Judged = (&'static str, Option<u32>, Option<String>);

fn decide(visit: &Visit) -> Result<Judged> {
    let row = |row: &frontdesk_domain::gate::MinimumAge| (Some(row.years), Some(row.source.clone()));
    let (minimum, source) = visit.minimum().map_or((None, None), row);
    let policy = |years, source: &str| (Some(years), Some(source.to_string()));
    match visit.path() {
        Path::Stopped { .. } => return Ok(("stopped", minimum, source)),
        Path::Declined => {
            let why = "A clinician decided: not today".to_string();
            return Ok(("stopped", minimum.or(Some(ADULT_FROM)), Some(why)));
        }
        Path::Parental => {
            let (years, source) =
                policy(SPEAKS_FROM, "The clinic's privacy policy, section 12: not knowingly under 16");
            return Ok(("parental", years, source));
        }
        Path::Estimated => {
            let why = "The date of birth is an estimate, which satisfies no age limit".to_string();
            return Ok(("stopped", minimum, Some(why)));
        }
        Path::Clinician => {
            let (years, source) =
                policy(ADULT_FROM, "Clinic policy: cosmetic treatment at 16 or 17 goes to a clinician");
            return Ok(("clinician", years, source));
        }
        Path::Allowed => {}
    }
    if visit.identity_mark() != Mark::Done {
        return Err(DeskError::new("identity-first", "Record the identity first: an age belongs to somebody we know."));
    }
    if minimum.is_some() && visit.challenge_25() {
        return Err(DeskError::new(
            "age-not-proved",
            "Nobody has seen a document with their date of birth. Ask for one and record it under Identity, then come back here.",
        ));
    }
    match visit.decided() {
        Some(decided) => Ok(("allowed", minimum, Some(view::decided_words(decided)))),
        None => Ok(("allowed", minimum, source)),
    }
}
