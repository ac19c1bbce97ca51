//! Papers made from the record: the response to an access request, and the consent form.

mod child;
mod consent_form;
pub mod gather;
mod letter;
mod response;

pub(crate) use child::{Named, child_items, release_values};
pub use consent_form::make_consent_form;
pub(crate) use consent_form::{Row, declaration, values};
pub(crate) use gather::left_out;
pub(crate) use letter::gaps;
pub use response::make_response;

use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::patient::Particulars;

/// The clinic as a letterhead shows it: what it has not entered is left out.
pub(crate) fn letterhead(clinic: &Clinic) -> frontdesk_documents::Clinic {
    let contact = [clinic.phone.as_str(), clinic.privacy_email.as_str()];
    frontdesk_documents::Clinic {
        name: clinic.name.clone(),
        address: clinic.address.lines().map(str::to_string).collect(),
        contact: contact.into_iter().filter(|text| !text.is_empty()).map(str::to_string).collect(),
    }
}

/// The name as paper can print it: the Latin form where no shipped font has the letters.
pub(crate) fn printed_name(is: &Particulars) -> String {
    let name = format!("{} {}", is.given_names, is.surname);
    match &is.latin_name {
        Some(latin) if !frontdesk_documents::printable(&name).is_empty() => latin.clone(),
        _ => name,
    }
}
