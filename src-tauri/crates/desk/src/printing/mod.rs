//! Printing and saving: acts outside the database.

mod cups;

use std::path::PathBuf;

use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::UseCase;
use frontdesk_store::audit_entry::Outcome;
use frontdesk_store::printer;

use crate::error::{DeskError, Result};
use crate::open::{Entry, Id, OpenDesk, lock};
use crate::outside::{Aim, reached};
use crate::papers::{Form, Paper};
use crate::views::paper::{JobView, PrintForm, PrinterView, SavedFileView};
use crate::{paper_back, saved_file};

/// In the audit, of a save that was not begun: the person closed the dialog.
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
    desk.allow(UseCase::PrintDocument).await?;
    let paper = paper(desk, &form.document_id)?;
    if paper.form != Form::Pdf {
        return Err(DeskError::new("no-pages", "This file has no pages. Save it instead."));
    }
    cups::known(&form.queue).await?;
    let mut act = desk.begin(UseCase::PrintDocument).await?;
    let entry = paper.entry.clone().with("printer", printer::number(act.conn(), &form.queue).await?);
    let entry = entry.with("copies", form.copies).with("instead", form.instead_of.is_some());
    // Written before it leaves: a job that stops may still print later.
    paper_back::sent(&mut act, &paper).await?;
    let printing = async {
        if let Some(waiting) = &form.instead_of {
            cups::cancel(waiting).await?;
        }
        reached(UseCase::PrintDocument, "taken-back").await;
        let options = cups::Options { copies: form.copies, sides: form.sides };
        cups::submit(&form.queue, &options, &paper.title, &paper.bytes).await
    };
    desk.outside(act, entry, Aim::Print, printing).await
}

/// Takes a job back that has not been printed: what nobody waits for does not come out later.
pub async fn cancel_print(desk: &OpenDesk, job_id: String) -> Result<JobView> {
    desk.allow(UseCase::CancelPrint).await?;
    let (queue, number) = cups::parts(&job_id)?;
    cups::known_to_take_back(queue).await?;
    let mut act = desk.begin(UseCase::CancelPrint).await?;
    let entry = Entry::about("print-job", Id::number(i64::from(number)))
        .with("printer", printer::number(act.conn(), queue).await?);
    desk.outside(act, entry, Aim::TakeBack, cups::cancel(&job_id)).await
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
    // Asked before the dialog opens, and again when it is closed: the desk may have locked while it stood there.
    desk.allow(UseCase::SaveDocument).await?;
    let paper = paper(desk, &document_id)?;
    let chosen = ask(format!("{}.{}", paper.title, paper.form.ending())).await;
    let mut act = desk.begin(UseCase::SaveDocument).await?;
    let Some(path) = chosen else {
        act.end(paper.entry.with("code", CANCELLED), Outcome::Failed).await?;
        return Ok(SavedFileView { saved: false, path: None });
    };
    let aim = saved_file::aim(path, &paper.bytes)?;
    let path = aim.path.path().display().to_string();
    paper_back::sent(&mut act, &paper).await?;
    desk.outside(act, paper.entry, Aim::File(aim.clone()), saved_file::write(aim, paper.bytes)).await?;
    Ok(SavedFileView { saved: true, path: Some(path) })
}

/// Closes a preview and forgets the document.
pub async fn close_document(desk: &OpenDesk, document_id: String) -> Result<()> {
    drop(desk.look(UseCase::SeePrinters).await?);
    lock(&desk.papers).forget(&document_id);
    Ok(())
}
