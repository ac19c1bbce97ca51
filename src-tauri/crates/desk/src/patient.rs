//! Patients: register, open, edit.

mod cards;
mod child;
mod consents_card;
mod duplicates;
mod edit;
mod form;
mod page;
mod register;
pub(crate) mod words;

pub(crate) use consents_card::why;
pub use duplicates::find_duplicates;
pub use edit::{edit_patient, open_patient_form};
pub use page::open_patient;
pub(crate) use register::next_reference;
pub use register::register_patient;

use frontdesk_domain::role::UseCase;

use crate::error::Result;
use crate::open::OpenDesk;
use crate::views::clinic::{OptionView, OptionsView};

/// Treatments and sources that forms offer.
pub async fn options(desk: &OpenDesk) -> Result<OptionsView> {
    desk.look(UseCase::SeeClinic).await?;
    let clinic = desk.clinic();
    let option = |id: &String, label: &String| OptionView { id: id.clone(), label: label.clone() };
    Ok(OptionsView {
        treatments: clinic.treatments.iter().map(|treatment| option(&treatment.id, &treatment.name)).collect(),
        sources: clinic
            .sources
            .iter()
            .filter(|source| source.at_registration)
            .map(|source| option(&source.id, &source.label))
            .collect(),
    })
}
