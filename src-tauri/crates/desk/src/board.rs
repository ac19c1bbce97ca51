//! The desk: arrivals, what is due, search.

mod arrivals;
mod find;
mod row;

pub use arrivals::{add_arrival, mark_here};
pub use find::search;

use std::collections::HashMap;

use frontdesk_domain::id::PatientId;
use frontdesk_domain::role::UseCase;
use frontdesk_store::Conn;
use frontdesk_store::arrival::{self, Said};

use crate::error::Result;
use crate::open::OpenDesk;
use crate::views::board::{ArrivalView, BoardView, DueView, Tone};
use crate::{copies, draft};

/// The desk: arrivals and what is due. Looking at it drops drafts that waited too long, and says so once.
pub async fn see_board(desk: &OpenDesk) -> Result<BoardView> {
    let mut look = desk.look(UseCase::SeeDesk).await?;
    let today = desk.clock().today();
    let arrivals = arrivals_of(desk, look.conn()).await?;
    let mut due = crate::request::due(look.conn(), &desk.clinic(), today).await?;
    drop(look);
    let mut notices = draft::take_expired(desk).await?;
    notices.extend(copies::delete_due(desk).await?);
    due.extend(copies::due(desk.look(UseCase::SeeDesk).await?.conn(), today).await?);
    Ok(BoardView { today: today.to_string(), arrivals, requests_pressing: pressing(&due), due, notices })
}

/// Late, or due within three days: the tones the requests' own board gives them.
fn pressing(due: &[DueView]) -> u32 {
    let count =
        due.iter().filter(|due| due.request_id.is_some() && matches!(due.tone, Tone::Stop | Tone::Warn)).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Today's arrivals by time, each with its three answers so far.
async fn arrivals_of(desk: &OpenDesk, conn: &mut Conn) -> Result<Vec<ArrivalView>> {
    let (today, clinic) = (desk.clock().today(), desk.clinic());
    let mut said: HashMap<PatientId, Vec<Said>> = HashMap::new();
    for answer in arrival::answers_of_day(conn, today).await? {
        said.entry(answer.patient_id.clone()).or_default().push(answer);
    }
    let arrivals = arrival::of_day(conn, today).await?;
    let typed = draft::begun(desk, conn, crate::check_in::DRAFT).await?;
    Ok(arrivals
        .iter()
        .map(|due| {
            let mut view = row::view(due, said.get(&due.arrival.patient_id).map_or(&[], Vec::as_slice), &clinic, today);
            // What was only typed waits too: the button says Resume.
            view.begun |= typed.contains(&view.arrival_id);
            view
        })
        .collect())
}
