//! Papers: make, print, save.


use crate::error::{DeskError, Result};
use crate::open::OpenDesk;
use crate::views::paper::{ConsentFormRequest, DocumentView, JobView, PrintForm, PrinterView};

/// Makes the response to an access request, as a draft.
pub async fn make_response(desk: &OpenDesk, request_id: String) -> Result<DocumentView> {
    let _ = (desk, request_id);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Makes a consent form, blank or prefilled.
pub async fn make_consent_form(desk: &OpenDesk, form: ConsentFormRequest) -> Result<DocumentView> {
    let _ = (desk, form);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// The queues to print to.
pub async fn printers(desk: &OpenDesk) -> Result<Vec<PrinterView>> {
    let _ = (desk);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Prints a document.
pub async fn print_document(desk: &OpenDesk, form: PrintForm) -> Result<JobView> {
    let _ = (desk, form);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Where a job is.
pub async fn job_state(desk: &OpenDesk, job_id: String) -> Result<JobView> {
    let _ = (desk, job_id);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Closes a preview and forgets the document.
pub async fn close_document(desk: &OpenDesk, document_id: String) -> Result<()> {
    let _ = (desk, document_id);
    Err(DeskError::new("not-built", "This is not built yet."))
}

