//! Patients: register, open, edit.

use frontdesk_domain::patient::PatientForm;

use crate::error::{DeskError, Result};
use crate::open::OpenDesk;
use crate::views::clinic::OptionsView;
use crate::views::patient::{DuplicateView, PatientEditView, PatientView, SavedPatientView};

/// Treatments and sources that forms offer.
pub async fn options(desk: &OpenDesk) -> Result<OptionsView> {
    let _ = (desk);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Records that may be the same person.
pub async fn find_duplicates(desk: &OpenDesk, form: PatientForm) -> Result<Vec<DuplicateView>> {
    let _ = (desk, form);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Registers a patient; `seen_duplicates` are the records the person looked at and told apart.
pub async fn register_patient(desk: &OpenDesk, form: PatientForm, seen_duplicates: Vec<String>) -> Result<SavedPatientView> {
    let _ = (desk, form, seen_duplicates);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Opens a patient's page.
pub async fn open_patient(desk: &OpenDesk, patient_id: String) -> Result<PatientView> {
    let _ = (desk, patient_id);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Opens a patient's form to edit.
pub async fn open_patient_form(desk: &OpenDesk, patient_id: String) -> Result<PatientEditView> {
    let _ = (desk, patient_id);
    Err(DeskError::new("not-built", "This is not built yet."))
}

/// Changes a patient's particulars.
pub async fn edit_patient(desk: &OpenDesk, patient_id: String, revision: u32, form: PatientForm, reason: String) -> Result<SavedPatientView> {
    let _ = (desk, patient_id, revision, form, reason);
    Err(DeskError::new("not-built", "This is not built yet."))
}

