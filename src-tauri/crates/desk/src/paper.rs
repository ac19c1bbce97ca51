//! Papers: what is made from the record.


use crate::error::{DeskError, Result};
use crate::open::OpenDesk;
use crate::views::paper::{ConsentFormRequest, DocumentView};

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
