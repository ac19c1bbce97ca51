//! A blank form gets its patient: a person says whose it is, and at which visit it was filled in.

use frontdesk_domain::id::PatientId;
use frontdesk_domain::role::UseCase;
use frontdesk_store::arrival;
use frontdesk_store::consent_paper::{self, EventKind, Listed};

use super::{event, held, one};
use crate::banner;
use crate::clock::day_words;
use crate::error::{DeskError, Result};
use crate::open::{Entry, Id, OpenDesk};
use crate::views::paper_back::{AssignPaperForm, PaperView, PaperVisitView, PaperVisitsView};

/// Visits offered at most, newest first.
const OFFERED: usize = 10;

/// A patient's visits for what the form is about, to choose from.
pub async fn paper_visits(desk: &OpenDesk, paper_id: String, patient_id: String) -> Result<PaperVisitsView> {
    let mut act = desk.begin(UseCase::OpenPaper).await?;
    let (listed, id) = (held(act.conn(), &paper_id).await?, PatientId(patient_id));
    let today = desk.today();
    let banner = banner::banner(act.conn(), &id, today).await?;
    let arrivals = arrival::for_patient(act.conn(), &id).await?;
    let visits = arrivals
        .into_iter()
        .rev()
        .filter(|arrival| arrival.treatment == listed.paper.treatment && arrival.day <= today.day())
        .take(OFFERED)
        .map(|arrival| PaperVisitView {
            label: match arrival.day == today.day() {
                true => format!("Today, {}", arrival.time),
                false => format!("{}, {}", day_words(arrival.day), arrival.time),
            },
            arrival_id: arrival.id.0,
        })
        .collect();
    act.commit(Entry::about("patient", id).with("number", Id::held(&paper_id)).with("part", "visits")).await?;
    Ok(PaperVisitsView { banner, visits })
}

/// Says whose a blank form is. Said once: what is on it is theirs from then.
pub async fn assign_paper(desk: &OpenDesk, form: AssignPaperForm) -> Result<PaperView> {
    let mut act = desk.begin(UseCase::AssignPaper).await?;
    let listed = held(act.conn(), &form.paper_id).await?;
    nobodys(&listed)?;
    let patient = banner::held(act.conn(), &PatientId(form.patient_id)).await?;
    if let Some(arrival_id) = &form.arrival_id {
        let visits = arrival::for_patient(act.conn(), &patient.id).await?;
        if !visits.iter().any(|visit| visit.id.as_str() == arrival_id) {
            return Err(DeskError::not_found("visit"));
        }
    }
    let kind = EventKind::Assigned { patient_id: patient.id.clone(), arrival_id: form.arrival_id };
    let event = event(&act, kind);
    consent_paper::append(act.conn(), &listed.paper.id, &event).await?;
    let view = one::view(desk, act.conn(), &listed.paper.id).await?;
    act.commit(Entry::about("patient", patient.id).with("number", Id::held(&listed.paper.id))).await?;
    Ok(view)
}

fn nobodys(listed: &Listed) -> Result<()> {
    match &listed.patient {
        None => Ok(()),
        Some(_) => Err(DeskError::new(
            "paper-has-patient",
            "This paper has its patient already. Nothing was changed. Open it to see whose it is.",
        )),
    }
}
