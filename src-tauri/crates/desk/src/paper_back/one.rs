//! One paper: what was printed, its pages as they came back, and whether its answers can be recorded.

use frontdesk_domain::id::PatientId;
use frontdesk_domain::paper_back::missing_words;
use frontdesk_domain::role::UseCase;
use frontdesk_store::Conn;
use frontdesk_store::consent_paper::{self, EventKind, Listed};
use frontdesk_store::paper_page::{self, Place, Which};

use super::{answers, entry, held, list, tray};
use crate::banner;
use crate::clock::{local_day, local_time};
use crate::error::Result;
use crate::history::{Names, name_of, names};
use crate::open::OpenDesk;
use crate::views::paper_back::{PagePictureView, PaperState, PaperView};

/// Opens a paper with its pages.
pub async fn open_paper(desk: &OpenDesk, paper_id: String) -> Result<PaperView> {
    let mut act = desk.begin(UseCase::OpenPaper).await?;
    let listed = held(act.conn(), &paper_id).await?;
    let view = view(desk, act.conn(), &paper_id).await?;
    act.commit(entry(&listed)).await?;
    Ok(view)
}

pub(super) async fn view(desk: &OpenDesk, conn: &mut Conn, paper_id: &str) -> Result<PaperView> {
    let listed = held(conn, paper_id).await?;
    let staff = names(conn).await?;
    let (state, word, tone) = list::standing(&listed);
    let sheet = match state {
        PaperState::Back => Some(answers::sheet(desk, conn, &listed).await),
        _ => None,
    };
    let (visit, cannot) = match sheet {
        Some(Ok(visit)) => (Some(visit), String::new()),
        Some(Err(refusal)) => (None, refusal.message),
        None => (None, String::new()),
    };
    let banner = match &listed.patient {
        Some(patient) => Some(banner::banner(conn, &patient.id, desk.today()).await?),
        None => None,
    };
    let (arrival_id, step) = visit.map(|(arrival, step)| (Some(arrival), Some(step))).unwrap_or_default();
    Ok(PaperView {
        title: list::title(&desk.clinic(), &listed),
        made: format!("{} by {}", moment(&listed.paper.at), name_of(&staff, &listed.paper.by)),
        banner,
        state,
        word,
        tone,
        missing: missing_words(listed.paper.pages, &listed.back),
        ended: ended(conn, &listed, &staff).await?,
        back: pictures(conn, &listed, &staff).await?,
        arrival_id,
        step,
        cannot,
        version: listed.paper.version,
        large: listed.paper.large,
        pages: listed.paper.pages,
        paper_id: listed.paper.id,
    })
}

/// "24 Nov 2026, 10:42".
pub(super) fn moment(at: &str) -> String {
    format!("{}, {}", local_day(at), local_time(at))
}

async fn ended(conn: &mut Conn, listed: &Listed, staff: &Names) -> Result<String> {
    let events = consent_paper::events(conn, &listed.paper.id).await?;
    let said = events.iter().rev().find_map(|event| {
        let by = name_of(staff, &event.by);
        match &event.kind {
            EventKind::Recorded { .. } => Some(format!("Answers recorded {} by {by}.", moment(&event.at))),
            EventKind::Closed { reason } => {
                Some(format!("Closed {} by {by}, nothing recorded from it: {reason}", moment(&event.at)))
            }
            EventKind::Sent | EventKind::Assigned { .. } => None,
        }
    });
    Ok(said.unwrap_or_default())
}

async fn pictures(conn: &mut Conn, listed: &Listed, staff: &Names) -> Result<Vec<PagePictureView>> {
    let mut pictures = Vec::new();
    for filed in paper_page::list(conn, Which::Paper(&listed.paper.id)).await? {
        pictures.push(tray::picture(conn, &filed, staff, listed.paper.pages).await?);
    }
    Ok(pictures)
}

/// Whose a paper is by now: as printed, or as a person said since.
pub(super) fn patient(listed: &Listed) -> Option<PatientId> {
    listed.patient.as_ref().map(|patient| patient.id.clone())
}

/// "Page 2 of 4", for a page on a paper of `pages`.
pub(super) fn page_title(place: Option<&Place>, pages: u32) -> String {
    match place {
        Some(Place::Paper { number, .. }) => format!("Page {number} of {pages}"),
        Some(Place::Patient(_)) => "A page of their own".to_string(),
        Some(Place::Thrown(_)) => "A page thrown away".to_string(),
        None => "A page in the tray".to_string(),
    }
}
