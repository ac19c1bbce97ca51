//! Copies of documents: kept with a reason until their day, shown before they go, and then truly gone.

pub(crate) mod scans;

use std::path::{Path, PathBuf};

use frontdesk_domain::document_copy::{self, CopyForm, CopyFormat, DAYS, DAYS_MAX, SIZE_MAX};
use frontdesk_domain::id::PatientId;
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::UseCase;
use frontdesk_store::document_copy::{self as copy_table, Deletion, DocumentCopy};
use frontdesk_store::{Conn, setting};
use sha2::{Digest, Sha256};
use tokio::io::AsyncReadExt;

pub use scans::{choose_scan_folder, delete_scan, list_scans};

use crate::clock::{day_words, local_day};
use crate::error::{DeskError, Result};
use crate::open::{Entry, Id, OpenDesk};
use crate::views::board::{DueView, Tone};
use crate::views::clinic::ClinicView;
use crate::views::copies::{CopiesView, CopyPageView, CopyView, KeptCopyView};
use crate::{banner, history};

const DAYS_SETTING: &str = "copy-days";
/// Days before the deletion from which the desk shows it.
const SHOWN_BEFORE: u64 = 3;

/// A patient's copies, the deleted ones too: that they were held stays on record.
pub async fn see_copies(desk: &OpenDesk, patient_id: String) -> Result<CopiesView> {
    let mut act = desk.begin(UseCase::OpenPatient).await?;
    let id = PatientId(patient_id);
    let view = view(desk, act.conn(), &id).await?;
    act.commit(Entry::about("patient", id).with("part", "copies")).await?;
    Ok(view)
}

/// Keeps a copy of a document: of a scan in the scanner's folder, or of the file that `ask` lets the person choose.
pub async fn keep_copy<F: Future<Output = Option<PathBuf>>>(
    desk: &OpenDesk,
    patient_id: String,
    form: CopyForm,
    scan_id: Option<String>,
    ask: impl FnOnce() -> F,
) -> Result<KeptCopyView> {
    let id = PatientId(patient_id);
    let today = desk.today();
    // Asked before the write lock is taken: a dialog may stay open for long.
    let (days, scan) = {
        let mut act = desk.begin(UseCase::KeepCopy).await?;
        (days(act.conn()).await?, scans::find(act.conn(), scan_id.as_deref()).await?)
    };
    let plan = document_copy::plan(&form, today.day(), days).map_err(DeskError::fields)?;
    let path = match &scan {
        Some((path, _)) => Some(path.clone()),
        None => ask().await,
    };
    let read = match &path {
        Some(path) => Some(read(path).await?),
        None => None,
    };
    let mut act = desk.begin(UseCase::KeepCopy).await?;
    banner::held(act.conn(), &id).await?;
    let entry = Entry::about("patient", &id);
    let Some((format, bytes)) = read else {
        let copies = view(desk, act.conn(), &id).await?;
        act.commit(entry.with("cancelled", true)).await?;
        return Ok(KeptCopyView { kept: false, copies, scan_left: None });
    };
    let copy = DocumentCopy {
        id: uuid::Uuid::new_v4().to_string(),
        patient_id: id.clone(),
        document: plan.document,
        format,
        size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        sha256: data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes)),
        reason: plan.reason,
        delete_on: plan.delete_on,
        at: act.at.clone(),
        by: act.by().0.clone(),
        deleted: None,
    };
    copy_table::insert(act.conn(), &copy, &bytes).await?;
    let copies = view(desk, act.conn(), &id).await?;
    act.commit(entry.with("copy", Id::held(&copy.id)).with("delete-on", copy.delete_on)).await?;
    Ok(KeptCopyView { kept: true, copies, scan_left: scan.map(|(_, scan)| scan) })
}

/// Reads a file that is a picture or a PDF by its first bytes, and no larger than 20 MB.
pub(crate) async fn read(path: &Path) -> Result<(CopyFormat, Vec<u8>)> {
    let unreadable = |_| {
        DeskError::new(
            "copy-unreadable",
            "This file could not be read. Nothing was kept. Choose another, or scan again.",
        )
    };
    let file = tokio::fs::File::open(path).await.map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(SIZE_MAX as u64 + 1).read_to_end(&mut bytes).await.map_err(unreadable)?;
    if bytes.len() > SIZE_MAX {
        return Err(DeskError::new(
            "copy-too-large",
            "This file is larger than 20 MB. Nothing was kept. Scan it again at a lower resolution.",
        ));
    }
    let format = CopyFormat::of(&bytes).ok_or_else(|| {
        DeskError::new(
            "copy-format",
            "This file is not a JPEG, a PNG or a PDF. Nothing was kept. Choose another, or scan again.",
        )
    })?;
    Ok((format, bytes))
}

/// Opens a copy to look at.
pub async fn open_copy(desk: &OpenDesk, copy_id: String) -> Result<CopyPageView> {
    let mut act = desk.begin(UseCase::OpenCopy).await?;
    let copy = held(act.conn(), &copy_id).await?;
    let bytes = copy_table::bytes(act.conn(), &copy_id).await?;
    act.commit(Entry::about("patient", copy.patient_id).with("copy", Id::held(&copy_id))).await?;
    Ok(CopyPageView { format: copy.format, title: copy.document, bytes: data_encoding::BASE64.encode(&bytes) })
}

/// Deletes a copy before its day.
pub async fn delete_copy(desk: &OpenDesk, copy_id: String) -> Result<CopiesView> {
    let mut act = desk.begin(UseCase::DeleteCopy).await?;
    let copy = held(act.conn(), &copy_id).await?;
    let (at, by) = (act.at.clone(), act.by().clone());
    copy_table::delete(act.conn(), &copy_id, "not-needed", &at, by.as_str()).await?;
    let view = view(desk, act.conn(), &copy.patient_id).await?;
    act.commit(Entry::about("patient", copy.patient_id).with("copy", Id::held(&copy_id)).with("why", "not-needed"))
        .await?;
    desk.store()?.settle_soon().await?;
    Ok(view)
}

async fn held(conn: &mut Conn, copy_id: &str) -> Result<DocumentCopy> {
    let copy = copy_table::get(conn, copy_id).await?.ok_or_else(|| DeskError::not_found("copy"))?;
    match copy.deleted {
        None => Ok(copy),
        Some(_) => {
            Err(DeskError::new("copy-deleted", "This copy is deleted. Only that it was held is still on record."))
        }
    }
}

/// Deletes the copies whose day has come; returns what to tell, once.
pub(crate) async fn delete_due(desk: &OpenDesk) -> Result<Vec<String>> {
    if !desk.may_delete_by_date() {
        return Ok(Vec::new());
    }
    let today = desk.today();
    let mut look = desk.look(UseCase::SeeDesk).await?;
    let due = copy_table::held_until(look.conn(), today.day()).await?;
    drop(look);
    let mut told = Vec::new();
    for copy in due {
        let mut act = desk.begin(UseCase::DeleteCopy).await?;
        let (at, by) = (act.at.clone(), act.by().clone());
        copy_table::delete(act.conn(), &copy.id, "due", &at, by.as_str()).await?;
        act.commit(Entry::about("patient", &copy.patient_id).with("copy", Id::held(&copy.id)).with("why", "due"))
            .await?;
        told.push(format!("The copy of a document kept until {} is deleted.", day_words(copy.delete_on)));
    }
    if !told.is_empty() {
        desk.store()?.settle_soon().await?;
    }
    Ok(told)
}

/// The copies that go within three days, for the desk's list of what is due. No name and no document: a patient can
/// see this screen.
pub(crate) async fn due(conn: &mut Conn, today: chrono::NaiveDate) -> Result<Vec<DueView>> {
    let soon = copy_table::held_until(conn, today + chrono::Days::new(SHOWN_BEFORE)).await?;
    Ok(soon
        .iter()
        .map(|copy| {
            let left = (copy.delete_on - today).num_days();
            DueView {
                request_id: None,
                title: "A copy of a document".to_string(),
                note: format!("Deleted by itself on {}.", day_words(copy.delete_on)),
                // Past its day only while the date is in doubt: then nothing goes.
                word: match left {
                    1 => "1 day".to_string(),
                    ..=0 => "Waits for the date".to_string(),
                    _ => format!("{left} days"),
                },
                tone: Tone::Info,
            }
        })
        .collect())
}

/// Sets how many days a copy may stay, 1 to 90. Copies kept already keep their day.
pub async fn set_copy_days(desk: &OpenDesk, days: u32) -> Result<ClinicView> {
    if !(1..=DAYS_MAX).contains(&days) {
        let message = format!("Choose 1 to {DAYS_MAX} days.");
        return Err(DeskError::fields(vec![FieldProblem::new("days", "copy-days", message)]));
    }
    let mut act = desk.begin(UseCase::EditClinic).await?;
    setting::set(act.conn(), DAYS_SETTING, &days.to_string()).await?;
    act.commit(Entry::about("setting", DAYS_SETTING).with("days", days)).await?;
    crate::clinic::see_clinic(desk).await
}

/// The scanner's folder as it is shown.
pub(crate) async fn scan_folder(conn: &mut Conn) -> Result<Option<String>> {
    Ok(scans::folder(conn).await?.map(|path| path.display().to_string()))
}

/// Days a copy may stay.
pub(crate) async fn days(conn: &mut Conn) -> Result<u32> {
    Ok(setting::get(conn, DAYS_SETTING).await?.and_then(|days| days.parse().ok()).unwrap_or(DAYS))
}

async fn view(desk: &OpenDesk, conn: &mut Conn, patient: &PatientId) -> Result<CopiesView> {
    let names = history::names(conn).await?;
    let days = days(conn).await?;
    let copies = copy_table::for_patient(conn, patient).await?;
    Ok(CopiesView {
        banner: banner::banner(conn, patient, desk.today()).await?,
        copies: copies.iter().rev().map(|copy| copy_view(copy, &names)).collect(),
        days,
        latest: (desk.today().day() + chrono::Days::new(u64::from(days))).to_string(),
        scanner: scans::folder(conn).await?.is_some(),
    })
}

fn copy_view(copy: &DocumentCopy, names: &history::Names) -> CopyView {
    CopyView {
        copy_id: copy.id.clone(),
        document: copy.document.clone(),
        format: copy.format,
        size: size_words(copy.size),
        reason: copy.reason.clone(),
        delete_on: copy.delete_on.to_string(),
        kept_at: copy.at.clone(),
        kept_by: history::name_of(names, &copy.by),
        deleted: copy.deleted.as_ref().map(deleted_words),
    }
}

/// "Deleted on its day, 22 Dec 2026".
pub(crate) fn deleted_words(gone: &Deletion) -> String {
    let how = if gone.due { "Deleted on its day" } else { "Deleted, not needed any more" };
    format!("{how}, {}", local_day(&gone.at))
}

/// Bytes in words, decimal: 1 kB is 1000 bytes.
pub(crate) fn size_words(bytes: i64) -> String {
    if bytes < 1_000 {
        format!("{bytes} bytes")
    } else if bytes < 1_000_000 {
        format!("{} kB", bytes / 1_000)
    } else {
        format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
    }
}
