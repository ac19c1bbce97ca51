//! The patient's page: banner, three answers, what was said and done, newest first.

use frontdesk_domain::age::under_16;
use frontdesk_domain::id::PatientId;
use frontdesk_domain::role::UseCase;
use frontdesk_store::arrival::{self, State};
use frontdesk_store::{age_check, identity_check, rights_request};

use super::cards::{self, Facts};
use super::consents_card;
use crate::answers::Answers;
use crate::error::Result;
use crate::open::{Entry, OpenDesk};
use crate::parental::Child;
use crate::views::patient::PatientView;
use crate::{banner, history};

/// Opens a patient's page.
pub async fn open_patient(desk: &OpenDesk, patient_id: String) -> Result<PatientView> {
    let id = PatientId(patient_id);
    let (today, clinic) = (desk.today(), desk.clinic());
    let mut act = desk.begin(UseCase::OpenPatient).await?;
    let conn = act.conn();
    let patient = banner::held(conn, &id).await?;
    let answers = Answers::load(conn, &patient).await?;
    let identity = identity_check::counting(conn, &patient).await?;
    let ages = age_check::counting(conn, &patient).await?;
    let arrivals = arrival::for_patient(conn, &id).await?;
    let names = history::names(conn).await?;
    let history = history::of(conn, &patient, &clinic, today.day(), &names).await?;
    let theirs: Vec<String> =
        rights_request::for_patient(conn, &id).await?.into_iter().map(|request| request.id.0).collect();
    let mut requests = crate::request::due(conn, &clinic, today.day()).await?;
    requests.retain(|due| due.request_id.as_ref().is_some_and(|id| theirs.contains(id)));
    let child = Child::load(conn, &clinic, &id).await?;
    let newest = child.adults().into_iter().filter_map(|adult| child.newest(adult));
    let parental = newest.map(|record| crate::parental::view(&child, record, today)).collect();
    let restricted = banner::restricted(conn, &id).await?;
    act.commit(Entry::about("patient", &id)).await?;

    let todays = |state| arrivals.iter().find(|arrival| arrival.day == today.day() && arrival.state == state);
    let open_arrival = todays(State::Here).or_else(|| todays(State::Expected));
    let arrival = open_arrival.or_else(|| arrivals.iter().rev().find(|arrival| arrival.day == today.day()));
    let begun = open_arrival.is_some_and(|arrival| {
        let this = |of: &Option<String>| of.as_deref() == Some(arrival.id.as_str());
        identity.iter().any(|check| this(&check.arrival_id))
            || ages.iter().any(|check| this(&check.arrival_id))
            || answers.given_at(arrival.id.as_str())
    });
    let facts = Facts {
        particulars: &patient.particulars,
        identity: &identity,
        arrival,
        clinic: &clinic,
        staff: &names,
        today,
    };
    let banner = banner::of(&patient, &answers.stands, restricted, today);
    let treatment = arrival.map(|arrival| arrival.treatment.as_str()).unwrap_or_default();
    let source = &patient.particulars.source;
    Ok(PatientView {
        identity: cards::identity(&facts),
        age: cards::age(&facts),
        consents: consents_card::card(&clinic, &answers, treatment, patient.particulars.born, today),
        source_label: clinic
            .sources
            .iter()
            .find(|known| known.id == *source)
            .map_or_else(|| source.clone(), |known| known.label.clone()),
        history,
        requests,
        arrival_id: open_arrival.map(|arrival| arrival.id.0.clone()),
        check_in_begun: begun,
        under_16: under_16(patient.particulars.born, today),
        parental,
        revision: patient.revision,
        particulars: patient.particulars,
        banner,
    })
}
