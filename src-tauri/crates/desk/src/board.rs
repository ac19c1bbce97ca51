//! The desk: arrivals, what is due, search.

mod arrivals;
mod find;
mod row;

pub use arrivals::{add_arrival, mark_here};
pub use find::search;

use std::collections::HashMap;

use frontdesk_domain::consent::Answer;
use frontdesk_domain::id::PatientId;
use frontdesk_domain::marketing::sheet::Stop;
use frontdesk_domain::role::UseCase;
use frontdesk_store::arrival::{self, Due, Said};
use frontdesk_store::{Conn, consent_answer};

use crate::error::Result;
use crate::open::OpenDesk;
use crate::views::board::{ArrivalView, BoardView, DueView, Tone};
use crate::{banner, copies, draft, marketing, paper_back};

/// The desk: arrivals and what is due. Looking at it drops drafts that waited too long, and says so once.
pub async fn see_board(desk: &OpenDesk) -> Result<BoardView> {
    let mut look = desk.look(UseCase::SeeDesk).await?;
    let today = desk.today();
    let arrivals = arrivals_of(desk, look.conn()).await?;
    let mut due = crate::request::due(look.conn(), &desk.clinic(), today.day()).await?;
    drop(look);
    let mut notices = draft::take_expired(desk).await?;
    notices.extend(copies::delete_due(desk).await?);
    let mut look = desk.look(UseCase::SeeDesk).await?;
    due.extend(copies::due(look.conn(), today.day()).await?);
    let pages_waiting = match UseCase::FilePage.allows(desk.who().role) {
        true => paper_back::waiting(look.conn()).await?,
        false => 0,
    };
    Ok(BoardView {
        today: today.day().to_string(),
        arrivals,
        requests_pressing: pressing(&due),
        pages_waiting,
        due,
        notices,
    })
}

/// Late, or due within three days: the tones the requests' own board gives them.
fn pressing(due: &[DueView]) -> u32 {
    let count =
        due.iter().filter(|due| due.request_id.is_some() && matches!(due.tone, Tone::Stop | Tone::Warn)).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Today's arrivals by time, each with its three answers so far.
async fn arrivals_of(desk: &OpenDesk, conn: &mut Conn) -> Result<Vec<ArrivalView>> {
    let (today, clinic) = (desk.today(), desk.clinic());
    let mut said: HashMap<PatientId, Vec<Said>> = HashMap::new();
    for answer in arrival::answers_of_day(conn, today.day()).await? {
        said.entry(answer.patient_id.clone()).or_default().push(answer);
    }
    let arrivals = arrival::of_day(conn, today.day()).await?;
    let stops = stops(conn, &arrivals, &said).await?;
    let typed = draft::begun(desk, conn, crate::check_in::DRAFT).await?;
    Ok(arrivals
        .iter()
        .map(|due| {
            let patient = &due.arrival.patient_id;
            let said = said.get(patient).map_or(&[] as &[Said], Vec::as_slice);
            let mut view = row::view(due, said, stops.get(patient).map_or(&[], Vec::as_slice), &clinic, today);
            // What was only typed waits too: the button says Resume.
            view.begun |= typed.contains(&view.arrival_id);
            view
        })
        .collect())
}

/// The channels that are stopped for who comes today. Where there is no stop and nothing was taken back, nothing is read.
async fn stops(
    conn: &mut Conn,
    arrivals: &[Due],
    said: &HashMap<PatientId, Vec<Said>>,
) -> Result<HashMap<PatientId, Vec<Stop>>> {
    let any = marketing::any_stop(conn).await?;
    let took_back = |patient: &PatientId| {
        said.get(patient).is_some_and(|said| said.iter().any(|said| said.held.answer == Answer::Withdrawn))
    };
    let mut stops = HashMap::new();
    for due in arrivals.iter().filter(|due| any || took_back(&due.arrival.patient_id)) {
        let patient = banner::held(conn, &due.arrival.patient_id).await?;
        let answers = consent_answer::for_patient(conn, &patient.id).await?;
        let stands = marketing::stands(conn, &patient, &answers).await?;
        stops.insert(patient.id, marketing::stops(&stands));
    }
    Ok(stops)
}
