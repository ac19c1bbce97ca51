//! What is out, what came back, and what waits in the tray.

use chrono::Days;
use frontdesk_domain::age::under_16;
use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::paper_back::missing_words;
use frontdesk_domain::role::UseCase;
use frontdesk_domain::wall_clock::Today;
use frontdesk_store::Conn;
use frontdesk_store::consent_paper::{self, Listed, Which};

use super::tray;
use crate::clock::{day_begins, local_day};
use crate::copies::scan_folder;
use crate::error::Result;
use crate::open::OpenDesk;
use crate::views::board::Tone;
use crate::views::paper_back::{PaperRowView, PaperState, PapersView};

/// Days that papers nobody brought back, and those done with, stay in the list.
const DAYS: u32 = 30;
/// Papers a part of the list shows at most.
const SHOWN: u32 = 100;

/// The papers.
pub async fn see_papers(desk: &OpenDesk) -> Result<PapersView> {
    let mut look = desk.look(UseCase::SeePapers).await?;
    view(desk, look.conn()).await
}

pub(super) async fn view(desk: &OpenDesk, conn: &mut Conn) -> Result<PapersView> {
    let (clinic, today) = (desk.clinic(), desk.today());
    let since = day_begins(today.day() - Days::new(u64::from(DAYS)));
    Ok(PapersView {
        back: rows(conn, &clinic, Which::Back, today).await?,
        out: rows(conn, &clinic, Which::Out(&since), today).await?,
        ended: rows(conn, &clinic, Which::Ended(&since), today).await?,
        tray: tray::pages(conn).await?,
        days: DAYS,
        scanner: scan_folder(conn).await?.is_some(),
    })
}

async fn rows(conn: &mut Conn, clinic: &Clinic, which: Which<'_>, today: Today) -> Result<Vec<PaperRowView>> {
    let papers = consent_paper::list(conn, which, SHOWN).await?;
    Ok(papers.iter().map(|listed| row(clinic, listed, today)).collect())
}

pub(crate) fn row(clinic: &Clinic, listed: &Listed, today: Today) -> PaperRowView {
    let (state, word, tone) = standing(listed);
    let note = match (&listed.ended, state, &listed.sent_at) {
        (Some((_, at)), ..) => local_day(at),
        (None, PaperState::Out, Some(at)) => format!("Printed {}", local_day(at)),
        (None, PaperState::Out, None) => "Not printed yet".to_string(),
        (None, PaperState::Back, _) => "Record the answers".to_string(),
        _ => missing_words(listed.paper.pages, &listed.back),
    };
    let patient = listed.patient.as_ref();
    PaperRowView {
        paper_id: listed.paper.id.clone(),
        title: title(clinic, listed),
        patient: patient.map(|patient| patient.name.clone()),
        reference: patient.map(|patient| patient.reference.clone()),
        born: patient.map(|patient| patient.born.to_string()),
        under_16: patient.is_some_and(|patient| under_16(patient.born, today)),
        state,
        word,
        tone,
        note,
    }
}

/// The treatment the form is for.
pub(super) fn title(clinic: &Clinic, listed: &Listed) -> String {
    let treatment = &listed.paper.treatment;
    clinic.treatment(treatment).map_or_else(|| treatment.clone(), |treatment| treatment.name.clone())
}

/// Where a paper stands, in a word.
pub(super) fn standing(listed: &Listed) -> (PaperState, String, Tone) {
    let (pages, back) = (listed.paper.pages, listed.back.len());
    match listed.ended.as_ref().map(|(how, _)| how.as_str()) {
        Some("recorded") => (PaperState::Recorded, ended_words("recorded").to_string(), Tone::Ok),
        Some(how) => (PaperState::Closed, ended_words(how).to_string(), Tone::Rest),
        None if back == 0 => (PaperState::Out, "Out".to_string(), Tone::Rest),
        None if missing_words(pages, &listed.back).is_empty() => {
            let word = if pages == 1 { "The page is back".to_string() } else { format!("All {pages} pages are back") };
            (PaperState::Back, word, Tone::Info)
        }
        None => (PaperState::Partly, format!("{back} of {pages} pages are back"), Tone::Warn),
    }
}

/// How a paper ended, in a word or two.
fn ended_words(how: &str) -> &'static str {
    if how == "recorded" { "Answers recorded" } else { "Closed, nothing recorded" }
}
