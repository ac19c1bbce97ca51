//! Signed forms that are held, and their copies as they were made.

use frontdesk_documents::Document;
use frontdesk_domain::consent::Capacity;
use frontdesk_domain::id::PatientId;
use frontdesk_domain::role::UseCase;
use frontdesk_store::Conn;
use frontdesk_store::signed_form::{self, SignedForm};

use super::content::sha256;
use crate::clock::{local_day, local_time};
use crate::error::{DeskError, Result};
use crate::open::{Entry, Id, OpenDesk, lock};
use crate::parental::may_be_handed_out;
use crate::views::paper::DocumentView;
use crate::views::signing::SignedFormView;

/// A patient's signed forms, newest first.
pub(crate) async fn forms(conn: &mut Conn, patient: &PatientId) -> Result<Vec<SignedFormView>> {
    let forms = signed_form::for_patient(conn, patient).await?;
    Ok(forms.iter().rev().map(view).collect())
}

fn view(form: &SignedForm) -> SignedFormView {
    SignedFormView {
        form_id: form.id.clone(),
        number: form.number.clone(),
        when: moment(&form.at),
        signer: who_signed(form),
        pages: form.pages,
    }
}

pub(super) fn moment(at: &str) -> String {
    format!("{}, {}", local_day(at), local_time(at))
}

/// "Robin Quill, a parent or guardian".
pub(crate) fn who_signed(form: &SignedForm) -> String {
    let capacity = match form.capacity {
        Capacity::Patient => "the patient",
        Capacity::Parent => "a parent or guardian",
        Capacity::Attorney => "an attorney or deputy",
    };
    format!("{}, {capacity}", form.signer)
}

/// Opens the copy of a signed form, byte for byte as it was made.
pub async fn open_signed_form(desk: &OpenDesk, form_id: String) -> Result<DocumentView> {
    let mut act = desk.begin(UseCase::OpenSignedForm).await?;
    let form = signed_form::get(act.conn(), &form_id).await?.ok_or_else(|| DeskError::not_found("signed form"))?;
    may_be_handed_out(desk, act.conn(), &form.patient_id).await?;
    let bytes = signed_form::pdf(act.conn(), &form_id).await?;
    let entry =
        Entry::about("patient", &form.patient_id).with("paper", "signed-form").with("form", Id::held(&form.number));
    let notes = match sha256(&bytes) == form.pdf_sha256 {
        true => Vec::new(),
        false => {
            vec!["This copy is not the one that was made: its bytes have changed. Tell the practice manager.".into()]
        }
    };
    act.commit(entry.clone()).await?;
    let document = Document { bytes, pages: form.pages, unprintable: Vec::new() };
    Ok(lock(&desk.papers).show("Signed consent form", document, entry, notes))
}
