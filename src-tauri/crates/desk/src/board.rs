//! The desk: arrivals, what is due, search.

mod arrivals;
mod find;
mod row;

pub use arrivals::{add_arrival, mark_here};
pub use find::search;

use frontdesk_domain::role::UseCase;
use frontdesk_store::{Conn, arrival};

use crate::answers::Answers;
use crate::error::Result;
use crate::open::OpenDesk;
use crate::views::board::{ArrivalView, BoardView, DueView, Tone};
use crate::{banner, copies, draft, paper_back};

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
    let arrivals = arrival::of_day(conn, today.day()).await?;
    let typed = draft::begun(desk, conn, crate::check_in::DRAFT).await?;
    let mut views = Vec::with_capacity(arrivals.len());
    for due in &arrivals {
        let patient = banner::held(conn, &due.arrival.patient_id).await?;
        let mut view = row::view(due, &Answers::load(conn, &patient).await?, &clinic, today);
        // What was only typed waits too: the button says Resume.
        view.begun |= typed.contains(&view.arrival_id);
        views.push(view);
    }
    Ok(views)
}
