//! Fictional patients for the throw-away clinic: always the same people, around today.

mod child;
mod day;
mod people;
mod requests;
mod visit;

use frontdesk_domain::role::{Role, UseCase};
use frontdesk_store::{patient, staff};

use crate::error::Result;
use crate::open::{Entry, OpenDesk};
use crate::patient::next_reference;

/// How many patients the throw-away clinic has.
const PATIENTS: usize = 200;

/// Fills the throw-away clinic: patients, today's arrivals with what was recorded so far, open requests.
pub async fn fill(desk: &OpenDesk) -> Result<()> {
    let (clinic, today, now) = (desk.clinic(), desk.clock().today(), desk.clock().now());
    let mut act = desk.begin(UseCase::RegisterPatient).await?;
    let me = act.by().clone();
    let team = staff::all(act.conn()).await?;
    let reception =
        team.iter().find(|person| person.role == Role::Reception).map_or(me.clone(), |person| person.id.clone());
    let mut patients = people::all(today, PATIENTS);
    for (at, patient) in patients.iter_mut().enumerate() {
        patient.reference = next_reference(act.conn(), &clinic.reference_prefix).await?;
        patient.created_by = reception.clone();
        patient.created_at = visit::stamp(now, people::registered_days_ago(at), 40);
        patient::insert(act.conn(), patient).await?;
    }
    let stage = visit::Stage { clinic: &clinic, now, today, by: &reception, manager: &me };
    for (at, patient) in patients.iter().enumerate().skip(day::CAST) {
        // Two in three have been here before.
        if at % 3 != 0 {
            visit::earlier(act.conn(), &stage, patient, at).await?;
        }
    }
    day::fill(act.conn(), &stage, &patients).await?;
    requests::fill(act.conn(), &stage, &patients).await?;
    act.commit(Entry::about("demo", "patients").with("patients", patients.len())).await
}
