//! Pages that could not be placed by their code: looked at, filed by hand, or thrown away with a reason.

use frontdesk_documents::Unread;
use frontdesk_domain::id::PatientId;
use frontdesk_domain::marketing::code;
use frontdesk_domain::paper_back::Why;
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::{Role, UseCase};
use frontdesk_domain::text::clean_lines;
use frontdesk_store::Conn;
use frontdesk_store::consent_paper::{self, Which as Papers};
use frontdesk_store::paper_page::{self, Filed, Filing, Place, Which};

use super::one::{moment, page_title};
use super::{held, list};
use crate::banner;
use crate::error::{DeskError, Result};
use crate::history::{Names, name_of, names};
use crate::open::{Act, Entry, Id, OpenDesk};
use crate::views::paper_back::{FilePageForm, PagePictureView, PapersView, TrayPageView};

/// The pages in the tray, oldest first, without their pictures.
pub(super) async fn pages(conn: &mut Conn) -> Result<Vec<TrayPageView>> {
    let staff = names(conn).await?;
    let waiting = paper_page::list(conn, Which::Tray).await?;
    Ok(waiting
        .into_iter()
        .map(|Filed { page, .. }| {
            let read = page.read.as_ref();
            TrayPageView {
                why: why_words(page.why.as_deref()),
                read: read.map_or_else(String::new, |(paper, page, pages)| {
                    format!("Its code says: paper {paper}, page {page} of {pages}.")
                }),
                paper: read.map(|(paper, ..)| paper.clone()).unwrap_or_default(),
                page: read.map(|(_, page, _)| page.to_string()).unwrap_or_default(),
                came: moment(&page.at),
                by: name_of(&staff, &page.by),
                page_id: page.id,
            }
        })
        .collect())
}

/// Why a page is in the tray, in words.
pub(crate) fn why_words(code: Option<&str>) -> String {
    let unread = [Unread::NoCode, Unread::Unreadable, Unread::NotOurs, Unread::Newer, Unread::Several];
    let code = code.unwrap_or_default();
    match (unread.into_iter().find(|why| why.code() == code), Why::from_code(code)) {
        (Some(unread), _) => unread.to_string(),
        (None, Some(why)) => why.words().to_string(),
        (None, None) => String::new(),
    }
}

/// Opens a page to look at: from the tray, or of a patient.
pub async fn open_page(desk: &OpenDesk, page_id: String) -> Result<PagePictureView> {
    let mut act = desk.begin(UseCase::OpenPaper).await?;
    let filed = kept(act.conn(), &page_id).await?;
    let staff = names(act.conn()).await?;
    let pages = match filed.filing.as_ref().map(|filing| &filing.place) {
        Some(Place::Paper { paper_id, .. }) => held(act.conn(), paper_id).await?.paper.pages,
        _ => 0,
    };
    let view = picture(act.conn(), &filed, &staff, pages).await?;
    let entry = match filed.filing.map(|filing| filing.place) {
        Some(Place::Patient(patient)) => Entry::about("patient", patient).with("page", Id::held(&page_id)),
        Some(Place::Paper { paper_id, .. }) => {
            super::entry(&held(act.conn(), &paper_id).await?).with("page", Id::held(&page_id))
        }
        _ => Entry::about("page", Id::held(&page_id)),
    };
    act.commit(entry).await?;
    Ok(view)
}

/// A page with its picture. `pages` is how many its paper has.
pub(super) async fn picture(conn: &mut Conn, filed: &Filed, staff: &Names, pages: u32) -> Result<PagePictureView> {
    let place = filed.filing.as_ref().map(|filing| &filing.place);
    let note = match &filed.filing {
        None => why_words(filed.page.why.as_deref()),
        Some(filing) => {
            let how = match &filing.place {
                Place::Paper { by_code: true, .. } => "Scanned, and found by its code,",
                _ => "Filed by hand",
            };
            format!("{how} {} by {}", moment(&filing.at), name_of(staff, &filing.by))
        }
    };
    let jpeg = paper_page::picture(conn, &filed.page.id).await?;
    Ok(PagePictureView {
        page_id: filed.page.id.clone(),
        title: page_title(place, pages),
        note,
        jpeg: data_encoding::BASE64.encode(&jpeg),
        width: filed.page.width,
        height: filed.page.height,
    })
}

/// The pages filed to a patient and to no paper: id and a line.
pub(crate) async fn loose(conn: &mut Conn, patient: &PatientId, staff: &Names) -> Result<Vec<(String, String)>> {
    let pages = paper_page::list(conn, Which::Patient(patient)).await?;
    Ok(pages
        .into_iter()
        .filter_map(|Filed { page, filing }| {
            let filing = filing?;
            Some((page.id, format!("Filed {} by {}", moment(&filing.at), name_of(staff, &filing.by))))
        })
        .collect())
}

/// A page that is not thrown away.
async fn kept(conn: &mut Conn, page_id: &str) -> Result<Filed> {
    let filed = paper_page::list(conn, Which::One(page_id)).await?.pop().ok_or_else(|| DeskError::not_found("page"))?;
    match filed.filing.as_ref().map(|filing| &filing.place) {
        Some(Place::Thrown(_)) => Err(DeskError::new(
            "page-thrown",
            "This page was thrown away. Only that it was here, and why it went, is still on record.",
        )),
        _ => Ok(filed),
    }
}

/// Refuses a page whose paper has its answers on record: it is what they stand on.
async fn stays(conn: &mut Conn, filed: &Filed) -> Result<()> {
    let Some(Place::Paper { paper_id, .. }) = filed.filing.as_ref().map(|filing| &filing.place) else { return Ok(()) };
    match held(conn, paper_id).await?.ended {
        Some((how, _)) if how == "recorded" => Err(DeskError::new(
            "page-recorded",
            "The answers on this page are on record, so it stays with its paper. Only the practice manager throws it away, with a reason.",
        )),
        _ => Ok(()),
    }
}

/// Files a page by hand: to a page of a paper, or to a patient alone. One filed before goes from where it was.
pub async fn file_page(desk: &OpenDesk, form: FilePageForm) -> Result<PapersView> {
    let mut act = desk.begin(UseCase::FilePage).await?;
    let filed = kept(act.conn(), &form.page_id).await?;
    stays(act.conn(), &filed).await?;
    let (place, entry) = match form.patient_id {
        Some(id) => {
            let patient = banner::held(act.conn(), &PatientId(id)).await?;
            (Place::Patient(patient.id.clone()), Entry::about("patient", &patient.id))
        }
        None => {
            let (paper_id, number) = typed(act.conn(), &form.paper, &form.page).await?;
            let entry = super::entry(&held(act.conn(), &paper_id).await?).with("page-number", number);
            (Place::Paper { paper_id, number, by_code: false }, entry)
        }
    };
    put(&mut act, &form.page_id, place).await?;
    let view = list::view(desk, act.conn()).await?;
    act.commit(entry.with("page", Id::held(&form.page_id))).await?;
    Ok(view)
}

/// The paper and the page that somebody typed.
async fn typed(conn: &mut Conn, paper: &str, page: &str) -> Result<(String, u32)> {
    let mut problems = Vec::new();
    let listed = match code::typed(paper) {
        Some(number) => consent_paper::list(conn, Papers::One(&number), 1).await?.pop(),
        None => None,
    };
    if listed.is_none() {
        let message = if paper.trim().is_empty() {
            "Enter the paper's number. It is in the last line of the page, after the word Paper."
        } else {
            "No paper with this number was printed here. Look at the last line of the page: eight letters and digits."
        };
        problems.push(FieldProblem::new("paper", "paper-number", message));
    }
    let number: Option<u32> = page.trim().parse().ok().filter(|number| (1..=99).contains(number));
    match (&listed, number) {
        (Some(listed), Some(number)) if number > listed.paper.pages => problems.push(FieldProblem::new(
            "page",
            "paper-page",
            format!("This paper has {} pages.", listed.paper.pages),
        )),
        (_, None) => {
            problems.push(FieldProblem::new("page", "paper-page", "Enter which page it is, for example 2."));
        }
        _ => {}
    }
    match (listed, number) {
        (Some(listed), Some(number)) if problems.is_empty() => Ok((listed.paper.id, number)),
        _ => Err(DeskError::fields(problems)),
    }
}

/// Throws a page away: its picture is deleted, that it was here and why it went is not.
pub async fn throw_page(desk: &OpenDesk, page_id: String, reason: String) -> Result<PapersView> {
    let mut act = desk.begin(UseCase::ThrowPage).await?;
    let filed = kept(act.conn(), &page_id).await?;
    if desk.who().role != Role::PracticeManager {
        stays(act.conn(), &filed).await?;
    }
    let reason = clean_lines(&reason, 500, "The reason")
        .map_err(|problem| DeskError::fields(vec![FieldProblem::new("reason", &problem.code, problem.message)]))?;
    if reason.is_empty() {
        let message = "Say why it is thrown away, for example: blank back of a page.";
        return Err(DeskError::fields(vec![FieldProblem::new("reason", "page-reason-missing", message)]));
    }
    put(&mut act, &page_id, Place::Thrown(reason)).await?;
    let view = list::view(desk, act.conn()).await?;
    let entry = match filed.filing.map(|filing| filing.place) {
        Some(Place::Patient(patient)) => Entry::about("patient", patient).with("page", Id::held(&page_id)),
        Some(Place::Paper { paper_id, .. }) => {
            super::entry(&held(act.conn(), &paper_id).await?).with("page", Id::held(&page_id))
        }
        _ => Entry::about("page", Id::held(&page_id)),
    };
    act.commit(entry).await?;
    desk.store()?.settle_soon().await?;
    Ok(view)
}

async fn put(act: &mut Act, page_id: &str, place: Place) -> Result<()> {
    let filing = Filing { place, at: act.at.clone(), by: act.by().0.clone() };
    Ok(paper_page::file(act.conn(), page_id, &filing).await?)
}
