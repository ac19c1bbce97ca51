//! Printing and saving: acts outside the database. "Intended" is durable before, the outcome after.

mod cups;

use std::path::PathBuf;

use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::UseCase;
use frontdesk_store::audit_entry::Outcome;
use tokio::io::AsyncWriteExt;

use crate::error::{DeskError, Result};
use crate::open::{Entry, OpenDesk, lock};
use crate::paper_back;
use crate::papers::{Form, Paper};
use crate::views::paper::{JobState, JobView, PrintForm, PrinterView, SavedFileView};

/// In the audit, beside a save that was begun: the person closed the dialog.
const CANCELLED: &str = "cancelled";

/// The queues to print to.
pub async fn printers(desk: &OpenDesk) -> Result<Vec<PrinterView>> {
    drop(desk.look(UseCase::SeePrinters).await?);
    cups::queues().await
}

fn paper(desk: &OpenDesk, document_id: &str) -> Result<Paper> {
    lock(&desk.papers)
        .get(document_id)
        .ok_or_else(|| DeskError::new("document-gone", "This preview was closed. Make the document again."))
}

/// Prints a document.
pub async fn print_document(desk: &OpenDesk, form: PrintForm) -> Result<JobView> {
    if !(1..=20).contains(&form.copies) {
        return Err(DeskError::fields(vec![FieldProblem::new("copies", "copies", "Choose 1 to 20 copies.")]));
    }
    let mut act = desk.begin(UseCase::PrintDocument).await?;
    let paper = paper(desk, &form.document_id)?;
    if paper.form != Form::Pdf {
        return Err(DeskError::new("no-pages", "This file has no pages. Save it instead."));
    }
    let entry = paper.entry.clone().with("queue", form.queue.clone()).with("copies", form.copies);
    // Written before it leaves: a job that stops may still print later.
    paper_back::sent(&mut act, &paper).await?;
    act.end(entry.clone(), Outcome::Intended).await?;
    if let Some(waiting) = &form.instead_of {
        cups::cancel(waiting).await?;
    }
    let options = cups::Options { copies: form.copies, sides: form.sides };
    let sent = cups::submit(&form.queue, &options, &paper.title, &paper.bytes).await;
    desk.outcome(UseCase::PrintDocument, entry, sent.as_ref().err()).await?;
    sent
}

/// Takes a job back that has not been printed: what nobody waits for does not come out later.
pub async fn cancel_print(desk: &OpenDesk, job_id: String) -> Result<JobView> {
    let act = desk.begin(UseCase::CancelPrint).await?;
    let entry = Entry::about("print-job", job_id.clone());
    act.end(entry.clone(), Outcome::Intended).await?;
    let taken = cups::cancel(&job_id).await;
    desk.outcome(UseCase::CancelPrint, entry, taken.as_ref().err()).await?;
    taken
}

/// Where a job is.
pub async fn job_state(desk: &OpenDesk, job_id: String) -> Result<JobView> {
    drop(desk.look(UseCase::SeePrinters).await?);
    cups::state(&job_id).await
}

/// Saves a document where `ask` says; the file leaves the vault, which the window has warned of.
pub async fn save_document<F: Future<Output = Option<PathBuf>>>(
    desk: &OpenDesk,
    document_id: String,
    ask: impl FnOnce(String) -> F,
) -> Result<SavedFileView> {
    let mut act = desk.begin(UseCase::SaveDocument).await?;
    let paper = paper(desk, &document_id)?;
    paper_back::sent(&mut act, &paper).await?;
    act.end(paper.entry.clone(), Outcome::Intended).await?;
    let Some(path) = ask(format!("{}.{}", paper.title, paper.form.ending())).await else {
        let cancelled = DeskError::new(CANCELLED, "Not saved: the dialog was closed.");
        desk.outcome(UseCase::SaveDocument, paper.entry, Some(&cancelled)).await?;
        return Ok(SavedFileView { saved: false, path: None });
    };
    // The desk may have locked while the dialog stood open: then nothing leaves it.
    drop(desk.look(UseCase::SeePrinters).await?);
    let written = write_private(&path, &paper.bytes).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
            DeskError::new("disk-full", "Not saved: the disk is full. Free some space, or choose another place.")
        }
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => DeskError::new(
            "save-refused",
            "Not saved: this computer does not allow writing there. Choose another place.",
        ),
        _ => DeskError::new("save-failed", "Not saved: the file could not be written. Choose another place."),
    });
    desk.outcome(UseCase::SaveDocument, paper.entry, written.as_ref().err()).await?;
    written.map(|()| SavedFileView { saved: true, path: Some(path.display().to_string()) })
}

/// Readable by this computer account alone. A file cut short by a full disk is taken away again.
async fn write_private(path: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = tokio::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    options.mode(0o600);
    let mut file = options.open(path).await?;
    let written = async {
        // One that stood there keeps its own permissions when it is opened.
        #[cfg(unix)]
        file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600)).await?;
        file.write_all(bytes).await?;
        file.sync_all().await
    }
    .await;
    if written.is_err() {
        let _ = tokio::fs::remove_file(path).await;
    }
    written
}

/// Closes a preview and forgets the document.
pub async fn close_document(desk: &OpenDesk, document_id: String) -> Result<()> {
    drop(desk.look(UseCase::SeePrinters).await?);
    lock(&desk.papers).forget(&document_id);
    Ok(())
}

/// A job in words.
fn job(job_id: &str, queue: &str, state: JobState, message: impl Into<String>) -> JobView {
    JobView { job_id: job_id.to_string(), queue: queue.to_string(), state, message: message.into() }
}
