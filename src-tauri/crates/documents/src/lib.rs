//! Values in, bytes of a page or a file out; scanned bytes in, pages out. Touches no file.
//!
//! Every word of a page comes in as a value; only page furniture ("Page 1 of 3", "Signature") and the recovery sheet's
//! own instructions are written here. The same values give the same bytes, on any day and machine.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod compose;
mod csv;
mod document;
mod error;
mod exchange;
mod finish;
mod font;
pub mod layout;
mod page;
mod scan;
mod shape;
mod values;
mod write;

pub use document::{Document, PrintSize, Unprintable};
pub use error::DocumentError;
pub use exchange::{FhirRelease, consent_receipts, consent_records, fhir_bundle};
pub use font::printable;
pub use scan::{PageImage, ScanError, ScannedPage, Unread, read_scan};
pub use values::{
    Answer, Approval, Clinic, Column, ConsentEvent, ConsentForm, ConsentHistory, ConsentQuestion, ConsentRecord,
    ConsentSection, Controller, DisclosureItem, Field, ItemBody, Letter, Notice, NoticeSection, PatientBlock,
    RecordRow, RecoverySheet, Register, ResponseSection, Signature, SignatureLine, Subject, SubjectAccessResponse,
    ToldItem, Weight,
};

/// A consent form, blank or prefilled. Boxes on a form without a patient are never ticked.
pub fn consent_form(form: &ConsentForm) -> Result<Document, DocumentError> {
    document(layout::consent_form(form)?)
}

/// A subject-access response: letter, index and every item.
pub fn response(values: &SubjectAccessResponse) -> Result<Document, DocumentError> {
    document(layout::response(values)?)
}

/// A letter with a code to give back.
pub fn letter(values: &Letter) -> Result<Document, DocumentError> {
    document(layout::letter(values)?)
}

/// A receipt of what was shown, or a letter with reasons.
pub fn notice(values: &Notice) -> Result<Document, DocumentError> {
    document(layout::notice(values)?)
}

/// A person's consents with every answer, for them to take away.
pub fn consent_receipt(history: &ConsentHistory) -> Result<Document, DocumentError> {
    document(layout::receipt(history)?)
}

/// The recovery sheet, on one page.
pub fn recovery_sheet(sheet: &RecoverySheet) -> Result<Document, DocumentError> {
    document(layout::recovery_sheet(sheet)?)
}

/// A register: a titled table with what it was narrowed by.
pub fn register(list: &Register) -> Result<Document, DocumentError> {
    document(layout::register(list)?)
}

/// A register as a table for a spreadsheet: the columns and rows of the page, as CSV.
pub use csv::register as register_csv;

fn document((list, unprintable): layout::LaidOut) -> Result<Document, DocumentError> {
    let pages = u32::try_from(list.pages.len()).map_err(DocumentError::fault)?;
    Ok(Document { bytes: layout::write(&list)?, pages, unprintable })
}
