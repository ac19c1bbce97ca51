//! Between the form and the record: what changed, what to fill in, what paper cannot print.

use frontdesk_documents::printable;
use frontdesk_domain::patient::{Particulars, PatientForm, TypedDate, check};

use crate::error::{DeskError, Result};
use crate::open::OpenDesk;

/// The form, checked against the catalogue as of today; every problem at once.
pub(super) fn checked(desk: &OpenDesk, form: &PatientForm) -> Result<Particulars> {
    check(form, &desk.clinic().source_ids(), desk.today().day()).map_err(DeskError::fields)
}

/// The form filled with what is held.
pub(super) fn filled(with: &Particulars) -> PatientForm {
    use chrono::Datelike;
    let text = |of: &Option<String>| of.clone().unwrap_or_default();
    PatientForm {
        surname: with.surname.clone(),
        given_names: with.given_names.clone(),
        preferred_name: text(&with.preferred_name),
        latin_name: text(&with.latin_name),
        former_names: text(&with.former_names),
        born: TypedDate {
            day: with.born.day().to_string(),
            month: with.born.month().to_string(),
            year: with.born.year().to_string(),
        },
        born_estimated: with.born_estimated,
        sex: Some(with.sex),
        address: text(&with.address),
        postcode: text(&with.postcode),
        phone: text(&with.phone),
        email: text(&with.email),
        contact_by: with.contact_by.clone(),
        contact_note: text(&with.contact_note),
        needs: text(&with.needs),
        nhs_number: text(&with.nhs_number),
        source: with.source.clone(),
    }
}

/// Names of the form's fields that differ: codes, fit for the audit.
pub(super) fn changed(before: &Particulars, after: &Particulars) -> Vec<&'static str> {
    let fields = [
        ("surname", before.surname != after.surname),
        ("givenNames", before.given_names != after.given_names),
        ("preferredName", before.preferred_name != after.preferred_name),
        ("latinName", before.latin_name != after.latin_name),
        ("formerNames", before.former_names != after.former_names),
        ("born", before.born != after.born),
        ("bornEstimated", before.born_estimated != after.born_estimated),
        ("sex", before.sex != after.sex),
        ("address", before.address != after.address),
        ("postcode", before.postcode != after.postcode),
        ("phone", before.phone != after.phone),
        ("email", before.email != after.email),
        ("contactBy", before.contact_by != after.contact_by),
        ("contactNote", before.contact_note != after.contact_note),
        ("needs", before.needs != after.needs),
        ("nhsNumber", before.nhs_number != after.nhs_number),
        ("source", before.source != after.source),
    ];
    fields.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}

/// Says which characters of the names no shipped font prints, unless a Latin form stands in for them.
pub(super) fn unprintable(of: &Particulars) -> Option<String> {
    if of.latin_name.as_deref().is_some_and(|latin| printable(latin).is_empty()) {
        return None;
    }
    let names = format!("{} {} {}", of.surname, of.given_names, of.preferred_name.as_deref().unwrap_or_default());
    let missing = printable(&names);
    if missing.is_empty() {
        return None;
    }
    let shown: Vec<String> =
        missing.iter().take(12).map(|character| format!("{character} (U+{:04X})", u32::from(*character))).collect();
    let more = missing.len().saturating_sub(shown.len());
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    Some(format!(
        "The name is kept as typed, yet paper cannot show {}{more}. Ask how it is written in Latin letters, as on a passport, and add that.",
        shown.join(", ")
    ))
}
