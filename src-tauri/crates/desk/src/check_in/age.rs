//! The age step: worked out for the day of the visit, against the treatment's minimum age, and kept with its source.

use frontdesk_domain::gate::Gate;
use frontdesk_domain::role::UseCase;
use frontdesk_store::age_check::{self, AgeCheck};

use super::view;
use super::visit::Visit;
use crate::error::{DeskError, Result};
use crate::open::OpenDesk;
use crate::views::board::Mark;
use crate::views::check_in::CheckInView;

/// Records the age step. A stop is recorded too: it shows that the clinic looked.
pub async fn record_age(desk: &OpenDesk, arrival_id: String) -> Result<CheckInView> {
    let today = desk.clock().today();
    let mut act = desk.begin(UseCase::RecordAge).await?;
    let visit = Visit::load(act.conn(), &desk.clinic(), arrival_id.clone()).await?;
    visit.open_on(today)?;
    let (verdict, minimum, source) = decide(&visit)?;
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
        at: act.at.clone(),
        by: act.by().0.clone(),
    };
    age_check::insert(act.conn(), &check).await?;
    let visit = Visit::load(act.conn(), &desk.clinic(), arrival_id).await?;
    let view = view::of(desk, &visit);
    act.commit(visit.entry().with("check", check.id).with("verdict", verdict)).await?;
    Ok(view)
}

type Decision = (&'static str, Option<u32>, Option<String>);

fn decide(visit: &Visit) -> Result<Decision> {
    let row = |row: &frontdesk_domain::gate::MinimumAge| (Some(row.years), Some(row.source.clone()));
    let (minimum, source) = visit.minimum().map_or((None, None), row);
    match visit.gate() {
        Gate::Stopped { .. } => return Ok(("stopped", minimum, source)),
        Gate::Parental => {
            return Ok((
                "parental",
                Some(16),
                Some("The clinic's privacy policy, section 12: not knowingly under 16".to_string()),
            ));
        }
        _ if visit.estimated() => {
            return Ok((
                "stopped",
                minimum,
                Some("The date of birth is an estimate, which satisfies no age limit".to_string()),
            ));
        }
        Gate::Clinician => {
            return Ok((
                "clinician",
                Some(18),
                Some("Clinic policy: cosmetic treatment at 16 or 17 goes to a clinician".to_string()),
            ));
        }
        Gate::Allowed => {}
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
    Ok(("allowed", minimum, source))
}
