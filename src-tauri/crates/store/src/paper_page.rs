//! `paper_page`, its picture and where it was put. Only a page that is thrown away loses its picture.

use frontdesk_domain::id::PatientId;

use crate::connection::Conn;
use crate::error::{Result, StoreError};

/// Bytes in one row.
const CHUNK: usize = 1024 * 1024;

/// A scanned page without its picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperPage {
    /// Id.
    pub id: String,
    /// Why it could not be put where it belongs by itself: the code of the reason. None when it could.
    pub why: Option<String>,
    /// What its code says: paper, page, pages.
    pub read: Option<(String, u32, u32)>,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Bytes of the picture, a JPEG.
    pub size: i64,
    /// SHA-256 of the picture, lower-case hex.
    pub sha256: String,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id.
    pub by: String,
}

/// Where a page is put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// To this page of a paper: by its code, or by a person.
    Paper { paper_id: String, number: u32, by_code: bool },
    /// To a patient, on no paper of ours.
    Patient(PatientId),
    /// Thrown away, with why.
    Thrown(String),
}

/// One act of putting it somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filing {
    /// Where.
    pub place: Place,
    /// RFC 3339 UTC.
    pub at: String,
    /// Staff id.
    pub by: String,
}

/// A page and where it was put last; none waits in the tray.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// The page.
    pub page: PaperPage,
    /// The newest filing.
    pub filing: Option<Filing>,
}

/// Keeps a page with its picture.
pub async fn insert(conn: &mut Conn, page: &PaperPage, picture: &[u8]) -> Result<()> {
    let (paper, number, pages) = match &page.read {
        Some((paper, number, pages)) => (Some(paper), Some(number), Some(pages)),
        None => (None, None, None),
    };
    sqlx::query!(
        "INSERT INTO paper_page (id, why, read_paper, read_page, read_pages, width, height, size, sha256, at, by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        page.id,
        page.why,
        paper,
        number,
        pages,
        page.width,
        page.height,
        page.size,
        page.sha256,
        page.at,
        page.by
    )
    .execute(&mut *conn)
    .await?;
    for (number, chunk) in (0i64..).zip(picture.chunks(CHUNK)) {
        sqlx::query!("INSERT INTO paper_page_chunk (page_id, number, bytes) VALUES (?, ?, ?)", page.id, number, chunk)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// Puts a page somewhere. Thrown away, its picture is deleted.
pub async fn file(conn: &mut Conn, page_id: &str, filing: &Filing) -> Result<()> {
    let (kind, paper, number, patient, reason) = match &filing.place {
        Place::Paper { paper_id, number, by_code } => {
            (if *by_code { "code" } else { "paper" }, Some(paper_id.as_str()), Some(*number), None, None)
        }
        Place::Patient(patient) => ("patient", None, None, Some(patient.as_str()), None),
        Place::Thrown(reason) => ("thrown", None, None, None, Some(reason.as_str())),
    };
    sqlx::query!(
        "INSERT INTO paper_page_filing (page_id, kind, paper_id, number, patient_id, reason, at, by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        page_id,
        kind,
        paper,
        number,
        patient,
        reason,
        filing.at,
        filing.by
    )
    .execute(&mut *conn)
    .await?;
    if kind == "thrown" {
        sqlx::query!("DELETE FROM paper_page_chunk WHERE page_id = ?", page_id).execute(conn).await?;
    }
    Ok(())
}

/// Which pages.
#[derive(Clone, Copy, Debug)]
pub enum Which<'a> {
    /// Those nobody has put anywhere yet.
    Tray,
    /// Those of a paper.
    Paper(&'a str),
    /// Those filed to a patient and to no paper.
    Patient(&'a PatientId),
    /// Those with this picture (SHA-256) that are not thrown away.
    Picture(&'a str),
    /// This one.
    One(&'a str),
}

/// Pages with where they are now: by page of their paper, then as they came.
pub async fn list(conn: &mut Conn, which: Which<'_>) -> Result<Vec<Filed>> {
    let (kind, value) = match which {
        Which::Tray => ("tray", ""),
        Which::Paper(id) => ("paper", id),
        Which::Patient(id) => ("patient", id.as_str()),
        Which::Picture(sha256) => ("picture", sha256),
        Which::One(id) => ("one", id),
    };
    let rows = sqlx::query!(
        r#"SELECT p.id AS "id!", p.why, p.read_paper, p.read_page AS "read_page: u32", p.read_pages AS "read_pages: u32",
             p.width AS "width: u32", p.height AS "height: u32", p.size, p.sha256, p.at, p.by,
             f.kind AS "kind?: String", f.paper_id AS "paper_id?: String", f.number AS "number?: u32",
             f.patient_id AS "patient_id?: String", f.reason AS "reason?: String", f.at AS "filed_at?: String",
             f.by AS "filed_by?: String"
           FROM paper_page p LEFT JOIN paper_page_filing f
             ON f.seq = (SELECT max(g.seq) FROM paper_page_filing g WHERE g.page_id = p.id)
           WHERE CASE ?1
             WHEN 'tray' THEN f.seq IS NULL
             WHEN 'paper' THEN f.paper_id = ?2
             WHEN 'patient' THEN f.patient_id = ?2
             WHEN 'picture' THEN p.sha256 = ?2 AND f.kind IS NOT 'thrown'
             ELSE p.id = ?2 END
           ORDER BY f.number, p.at, p.rowid"#,
        kind,
        value
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let page = PaperPage {
                id: row.id,
                why: row.why,
                read: match (row.read_paper, row.read_page, row.read_pages) {
                    (Some(paper), Some(page), Some(pages)) => Some((paper, page, pages)),
                    _ => None,
                },
                width: row.width,
                height: row.height,
                size: row.size,
                sha256: row.sha256,
                at: row.at,
                by: row.by,
            };
            let filing = match (row.kind, row.filed_at, row.filed_by) {
                (Some(kind), Some(at), Some(by)) => {
                    let place = place(&kind, row.paper_id, row.number, row.patient_id, row.reason)?;
                    Some(Filing { place, at, by })
                }
                _ => None,
            };
            Ok(Filed { page, filing })
        })
        .collect()
}

/// Everything that was done with the pages that are or were with a patient or on a paper of theirs, oldest first: the
/// page's id and what was done.
pub async fn filings_of(conn: &mut Conn, patient: &PatientId) -> Result<Vec<(String, Filing)>> {
    let patient = patient.as_str();
    let rows = sqlx::query!(
        r#"WITH own AS (
             SELECT p.id FROM consent_paper p LEFT JOIN consent_paper_event a ON a.paper_id = p.id AND a.kind = 'assigned'
             WHERE coalesce(p.patient_id, a.patient_id) = ?1
           )
           SELECT page_id, kind, paper_id, number AS "number: u32", patient_id, reason, at, by FROM paper_page_filing
           WHERE page_id IN (SELECT page_id FROM paper_page_filing WHERE patient_id = ?1 OR paper_id IN (SELECT id FROM own))
           ORDER BY seq"#,
        patient
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let place = place(&row.kind, row.paper_id, row.number, row.patient_id, row.reason)?;
            Ok((row.page_id, Filing { place, at: row.at, by: row.by }))
        })
        .collect()
}

fn place(
    kind: &str,
    paper: Option<String>,
    number: Option<u32>,
    patient: Option<String>,
    reason: Option<String>,
) -> Result<Place> {
    match (kind, paper, number, patient, reason) {
        ("code" | "paper", Some(paper_id), Some(number), ..) => {
            Ok(Place::Paper { paper_id, number, by_code: kind == "code" })
        }
        ("patient", _, _, Some(patient), _) => Ok(Place::Patient(PatientId(patient))),
        ("thrown", _, _, _, Some(reason)) => Ok(Place::Thrown(reason)),
        _ => Err(StoreError::Unreadable("paper_page_filing.kind")),
    }
}

/// How many pages wait in the tray.
pub async fn waiting(conn: &mut Conn) -> Result<u32> {
    Ok(sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!: u32" FROM paper_page p
           WHERE NOT EXISTS (SELECT 1 FROM paper_page_filing f WHERE f.page_id = p.id)"#
    )
    .fetch_one(conn)
    .await?)
}

/// The picture; empty when it was thrown away.
pub async fn picture(conn: &mut Conn, id: &str) -> Result<Vec<u8>> {
    let rows = sqlx::query_scalar!("SELECT bytes FROM paper_page_chunk WHERE page_id = ? ORDER BY number", id)
        .fetch_all(conn)
        .await?;
    Ok(rows.concat())
}
