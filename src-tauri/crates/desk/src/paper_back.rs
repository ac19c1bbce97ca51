//! Consent forms on paper: each print has a number, and its signed pages come back by the code they carry.

mod answers;
mod list;
mod one;
mod scan;
mod tray;
mod whose;

use chrono::NaiveDate;
use frontdesk_domain::catalogue::{Purpose, Wording};
use frontdesk_domain::marketing::code;
use frontdesk_domain::page_code::PaperCode;
use frontdesk_store::arrival::{self, State};
use frontdesk_store::consent_paper::{self, ConsentPaper, Event, EventKind, Listed, Question, Which};
use frontdesk_store::patient::Patient;
use frontdesk_store::{Conn, paper_page};

pub use answers::{close_paper, record_paper};
pub(crate) use list::row;
pub use list::see_papers;
pub use one::open_paper;
pub use scan::scan_papers;
pub(crate) use tray::loose;
pub use tray::{file_page, open_page, throw_page};
pub use whose::{assign_paper, paper_visits};

use crate::error::{DeskError, Result};
use crate::open::{Act, Entry, Id};
use crate::papers::Paper;
use crate::views::paper::PaperSize;

/// A form that was just made.
pub(crate) struct Made<'a> {
    pub code: PaperCode,
    pub treatment: &'a str,
    pub patient: Option<&'a Patient>,
    pub size: PaperSize,
    pub pages: u32,
}

/// A number for a paper: the digits of a reply code, so that it can be read out and typed. 40 random bits.
pub(crate) fn new_number() -> Result<String> {
    let mut random = [0u8; 5];
    getrandom::fill(&mut random).map_err(|_| {
        DeskError::new("no-random", "No number could be made for the form. Nothing was made. Try again.")
    })?;
    Ok(code::of(random))
}

/// Keeps what was made, so that its pages are known when they come back.
pub(crate) async fn keep_made(
    act: &mut Act,
    made: Made<'_>,
    rows: &[(&Purpose, &Wording)],
    today: NaiveDate,
) -> Result<()> {
    let arrival_id = match made.patient {
        Some(patient) => arrival::for_patient(act.conn(), &patient.id)
            .await?
            .into_iter()
            .rev()
            .find(|arrival| arrival.day == today && open(arrival.state) && arrival.treatment == made.treatment)
            .map(|arrival| arrival.id.0),
        None => None,
    };
    let paper = ConsentPaper {
        id: made.code.paper,
        form: made.code.form,
        version: made.code.version,
        treatment: made.treatment.to_string(),
        patient_id: made.patient.map(|patient| patient.id.clone()),
        arrival_id,
        large: made.size == PaperSize::Large,
        pages: made.pages,
        at: act.at.clone(),
        by: act.by().0.clone(),
    };
    let questions: Vec<Question> = rows
        .iter()
        .map(|(purpose, wording)| Question {
            purpose: purpose.id.clone(),
            wording_id: wording.id.clone(),
            wording_version: wording.version,
        })
        .collect();
    Ok(consent_paper::insert(act.conn(), &paper, &questions).await?)
}

fn open(state: State) -> bool {
    matches!(state, State::Expected | State::Here)
}

/// A numbered form leaves the desk: by a printer, or as a file. Nothing to do for any other document.
pub(crate) async fn sent(act: &mut Act, paper: &Paper) -> Result<()> {
    let Some(number) = &paper.number else { return Ok(()) };
    let event = event(act, EventKind::Sent);
    Ok(consent_paper::append(act.conn(), number, &event).await?)
}

fn event(act: &Act, kind: EventKind) -> Event {
    Event { kind, at: act.at.clone(), by: act.by().0.clone() }
}

/// How many scanned pages wait in the tray.
pub(crate) async fn waiting(conn: &mut Conn) -> Result<u32> {
    Ok(paper_page::waiting(conn).await?)
}

/// A paper with whose it is and what is back, or the refusal that says it is not ours.
async fn held(conn: &mut Conn, paper_id: &str) -> Result<Listed> {
    consent_paper::list(conn, Which::One(paper_id), 1).await?.pop().ok_or_else(|| DeskError::not_found("paper"))
}

/// The patient's entry when it is known whose the paper is, else the paper's own.
fn entry(listed: &Listed) -> Entry {
    match &listed.patient {
        Some(patient) => Entry::about("patient", &patient.id).with("number", Id::held(&listed.paper.id)),
        None => Entry::about("paper", Id::held(&listed.paper.id)),
    }
}
