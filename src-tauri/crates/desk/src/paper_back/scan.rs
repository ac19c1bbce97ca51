//! A scan is read, and each page goes to its paper by its code, or to the tray.

use std::path::PathBuf;

use frontdesk_documents::{ScannedPage, read_scan};
use frontdesk_domain::paper_back::{Goes, Known, goes};
use frontdesk_domain::role::UseCase;
use frontdesk_store::Conn;
use frontdesk_store::consent_paper::{self, Which};
use frontdesk_store::paper_page::{self, Filing, PaperPage, Place};
use frontdesk_store::patient;
use sha2::{Digest, Sha256};

use super::list;
use crate::copies::{read, scans};
use crate::entrance::blocking;
use crate::error::Result;
use crate::open::{Act, Entry, Id, OpenDesk};
use crate::views::board::Tone;
use crate::views::paper_back::{ScannedLineView, ScannedView};

/// Reads a scan in the scanner's folder, or the file that `ask` lets the person choose, and files its pages.
pub async fn scan_papers<F: Future<Output = Option<PathBuf>>>(
    desk: &OpenDesk,
    scan_id: Option<String>,
    ask: impl FnOnce() -> F,
) -> Result<ScannedView> {
    // Asked and read before the write lock is taken: a dialog may stay open for long, and reading takes its time.
    let scan = {
        let mut act = desk.begin(UseCase::ScanPapers).await?;
        scans::find(act.conn(), scan_id.as_deref()).await?
    };
    let path = match &scan {
        Some((path, _)) => Some(path.clone()),
        None => ask().await,
    };
    let pages = match &path {
        Some(path) => {
            let (_, bytes) = read(path).await?;
            Some(blocking(move || read_scan(&bytes)).await??)
        }
        None => None,
    };
    let mut act = desk.begin(UseCase::ScanPapers).await?;
    let Some(pages) = pages else {
        let papers = list::view(desk, act.conn()).await?;
        act.commit(Entry::about("scan", "none").with("cancelled", true)).await?;
        return Ok(ScannedView { chosen: false, lines: Vec::new(), papers, scan_left: None });
    };
    let (mut lines, mut home, mut tray, mut seen) = (Vec::new(), Vec::new(), 0u32, 0u32);
    for page in &pages {
        let went = put(&mut act, page).await?;
        lines.push(line(page, &went));
        match went {
            Went::Home(paper) => home.push(paper),
            Went::Tray(_) => tray += 1,
            Went::Seen => seen += 1,
        }
    }
    let repaired = pages.iter().any(|page| page.repaired);
    if repaired {
        lines.insert(0, put_together(pages.len()));
    }
    let papers = list::view(desk, act.conn()).await?;
    let attached = home.len();
    home.sort_unstable();
    home.dedup();
    let entry = Entry::about("scan", scan.as_ref().map_or("file".into(), |(_, scan)| Id::held(&scan.scan_id)))
        .with("numbers", home.iter().map(|number| Id::held(number)).collect::<Vec<_>>())
        .with("attached", attached)
        .with("tray", tray)
        .with("again", seen)
        .with("repaired", repaired);
    act.commit(entry).await?;
    Ok(ScannedView { chosen: true, lines, papers, scan_left: scan.map(|(_, scan)| scan) })
}

/// Where a page went.
enum Went {
    /// To this paper.
    Home(String),
    /// To the tray, with why.
    Tray(String),
    /// Nowhere: the same picture is kept already.
    Seen,
}

/// Keeps a page and puts it where its code says. The pages before it in the same scan count already.
async fn put(act: &mut Act, scanned: &ScannedPage) -> Result<Went> {
    let sha256 = data_encoding::HEXLOWER.encode(&Sha256::digest(&scanned.image.jpeg));
    let seen = !paper_page::list(act.conn(), paper_page::Which::Picture(&sha256)).await?.is_empty();
    let code = match &scanned.code {
        Err(_) if seen => return Ok(Went::Seen),
        Err(unread) => {
            keep(act, scanned, sha256, Some(unread.code())).await?;
            return Ok(Went::Tray(unread.to_string()));
        }
        Ok(code) => code,
    };
    let known = known(act.conn(), &code.paper).await?;
    match goes(code, known.as_ref(), seen) {
        Goes::Seen => Ok(Went::Seen),
        Goes::Tray(why) => {
            keep(act, scanned, sha256, Some(why.code())).await?;
            Ok(Went::Tray(why.words().to_string()))
        }
        Goes::Home(number) => {
            let id = keep(act, scanned, sha256, None).await?;
            let place = Place::Paper { paper_id: code.paper.clone(), number, by_code: true };
            let filing = Filing { place, at: act.at.clone(), by: act.by().0.clone() };
            paper_page::file(act.conn(), &id, &filing).await?;
            Ok(Went::Home(code.paper.clone()))
        }
    }
}

fn line(scanned: &ScannedPage, went: &Went) -> ScannedLineView {
    let said = match &scanned.code {
        Ok(code) => format!("Page {} of {} of paper {}", code.page, code.pages, code.paper),
        Err(_) => "No paper known".to_string(),
    };
    let (tone, word, more) = match went {
        Went::Home(_) => (Tone::Ok, "Attached", String::new()),
        Went::Tray(why) => (Tone::Warn, "In the tray", format!(" {why}")),
        Went::Seen => {
            (Tone::Rest, "Kept already", " The same picture was scanned before and is kept once.".to_string())
        }
    };
    let text = format!("Scanned page {}: {said}.{more}", scanned.number);
    ScannedLineView { tone, word: word.to_string(), text }
}

/// Said above the pages of a file that was damaged.
fn put_together(pages: usize) -> ScannedLineView {
    let text = format!(
        "The file was damaged and was put together again; {} could be read. Compare that with the paper: there may have been more.",
        if pages == 1 { "1 page".to_string() } else { format!("{pages} pages") }
    );
    ScannedLineView { tone: Tone::Warn, word: "Repaired".to_string(), text }
}

async fn keep(act: &mut Act, scanned: &ScannedPage, sha256: String, why: Option<&str>) -> Result<String> {
    let page = PaperPage {
        id: uuid::Uuid::new_v4().to_string(),
        why: why.map(str::to_string),
        read: scanned.code.as_ref().ok().map(|code| (code.paper.clone(), code.page, code.pages)),
        width: scanned.image.width,
        height: scanned.image.height,
        size: i64::try_from(scanned.image.jpeg.len()).unwrap_or(i64::MAX),
        sha256,
        at: act.at.clone(),
        by: act.by().0.clone(),
    };
    paper_page::insert(act.conn(), &page, &scanned.image.jpeg).await?;
    Ok(page.id)
}

/// The paper a code names, as the rule compares it.
async fn known(conn: &mut Conn, paper_id: &str) -> Result<Option<Known>> {
    let Some(listed) = consent_paper::list(conn, Which::One(paper_id), 1).await?.pop() else { return Ok(None) };
    // The reference as it was printed: a blank form has none, whoever it belongs to since.
    let reference = match &listed.paper.patient_id {
        Some(id) => patient::get(conn, id).await?.map(|patient| patient.reference),
        None => None,
    };
    let paper = listed.paper;
    Ok(Some(Known { form: paper.form, version: paper.version, reference, pages: paper.pages, back: listed.back }))
}
