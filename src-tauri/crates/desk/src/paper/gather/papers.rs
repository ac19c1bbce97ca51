//! Consent forms on paper: what was printed for them, what became of it, and the scanned pages that are held.

use frontdesk_documents::DisclosureItem;
use frontdesk_store::Conn;
use frontdesk_store::consent_paper::{self, EventKind, Listed, Which};
use frontdesk_store::paper_page::{self, Place};

use super::{Case, moment, table};
use crate::copies::size_words;
use crate::error::Result;

async fn own(conn: &mut Conn, case: &Case) -> Result<Vec<Listed>> {
    let mut papers = consent_paper::list(conn, Which::Of(&case.patient.id), u32::MAX).await?;
    papers.reverse();
    Ok(papers)
}

/// Each form with the wordings on it.
pub(super) async fn papers(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let mut rows = Vec::new();
    for Listed { paper, .. } in own(conn, case).await? {
        let asked: Vec<String> = consent_paper::questions(conn, &paper.id)
            .await?
            .into_iter()
            .map(|question| format!("{} {}", question.wording_id, question.wording_version))
            .collect();
        let size = if paper.large { "large print" } else { "normal print" };
        let filled = if paper.patient_id.is_some() { "with their particulars" } else { "blank" };
        let form =
            format!("{}, {}, {filled}, {size}, {} pages", case.treatment(&paper.treatment), paper.version, paper.pages);
        let cells = vec![moment(&paper.at), paper.id, form, asked.join(", "), case.name(&paper.by)];
        rows.push((paper.at, cells));
    }
    let columns = [("When", 1.3), ("Number", 1.1), ("Form", 2.2), ("Wordings on it", 2.4), ("By", 1.1)];
    Ok(table("Consent forms made for paper", &columns, rows))
}

/// What became of each.
pub(super) async fn events(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let mut rows = Vec::new();
    for Listed { paper, .. } in own(conn, case).await? {
        for event in consent_paper::events(conn, &paper.id).await? {
            let what = match event.kind {
                EventKind::Sent => "Printed or saved as a file".to_string(),
                EventKind::Assigned { .. } => "Recorded as this patient's".to_string(),
                EventKind::Recorded { .. } => "Answers recorded from it".to_string(),
                EventKind::Closed { reason } => format!("Closed, nothing recorded from it: {reason}"),
            };
            rows.push((event.at.clone(), vec![moment(&event.at), paper.id.clone(), what, case.name(&event.by)]));
        }
    }
    rows.sort();
    let columns = [("When", 1.3), ("Number", 1.1), ("What", 3.0), ("By", 1.1)];
    Ok(table("What became of the forms", &columns, rows))
}

/// The scanned pages that are held: on their forms, and those filed to them alone.
pub(super) async fn pages(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let mut found = Vec::new();
    for Listed { paper, .. } in own(conn, case).await? {
        found.extend(paper_page::list(conn, paper_page::Which::Paper(&paper.id)).await?);
    }
    found.extend(paper_page::list(conn, paper_page::Which::Patient(&case.patient.id)).await?);
    let mut rows: Vec<(String, Vec<String>)> = found
        .into_iter()
        .map(|filed| {
            let page = filed.page;
            let place = filed.filing.map_or_else(String::new, |filing| place(&filing.place));
            let what = format!("JPEG, {} by {} pixels, {}", page.width, page.height, size_words(page.size));
            (page.at.clone(), vec![moment(&page.at), place, what, case.name(&page.by)])
        })
        .collect();
    rows.sort();
    let columns = [("Scanned", 1.3), ("Page", 2.2), ("Picture", 2.4), ("By", 1.1)];
    Ok(table("Scanned pages held", &columns, rows))
}

/// Where each of those pages was put, one act a row.
pub(super) async fn filings(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let rows = paper_page::filings_of(conn, &case.patient.id).await?.into_iter().map(|(_, filing)| {
        let how = match &filing.place {
            Place::Paper { by_code: true, .. } => "By its code",
            _ => "By hand",
        };
        let cells = vec![moment(&filing.at), place(&filing.place), how.to_string(), case.name(&filing.by)];
        (filing.at, cells)
    });
    let columns = [("When", 1.3), ("Where to", 3.0), ("How", 1.0), ("By", 1.1)];
    Ok(table("Where scanned pages were filed", &columns, rows.collect()))
}

fn place(place: &Place) -> String {
    match place {
        Place::Paper { paper_id, number, .. } => format!("Page {number} of form {paper_id}"),
        Place::Patient(_) => "To the patient, on no form".to_string(),
        Place::Thrown(reason) => format!("Thrown away: {reason}"),
    }
}
