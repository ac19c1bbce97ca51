//! Registered, and changed since.

use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::date_entry::show;
use frontdesk_domain::search::normalise_phone;
use frontdesk_store::patient::Patient;
use frontdesk_store::patient_revision::PatientRevision;

use super::Line;
use crate::patient::words::{ends, join};

/// The first line: where the data came from then, whatever was changed since.
pub(super) fn registered(patient: &Patient, revisions: &[PatientRevision], clinic: &Clinic) -> Line {
    let source = revisions.first().map_or(&patient.particulars.source, |first| &first.before.source);
    let label =
        clinic.sources.iter().find(|known| known.id == *source).map_or(source.as_str(), |known| known.label.as_str());
    Line {
        at: patient.created_at.clone(),
        kind: "registered",
        text: format!("Registered. Data came from: {}", lower_first(label)),
        by: patient.created_by.0.clone(),
    }
}

/// One line for each edit: what changed, why, and what stood before where that can be said in a word.
pub(super) fn changed(revisions: &[PatientRevision]) -> impl Iterator<Item = Line> + '_ {
    revisions.iter().map(|revision| {
        let mut fields: Vec<&str> = revision.changed.iter().map(|field| field_words(field)).collect();
        fields.dedup();
        let reason =
            revision.reason.as_deref().map(|reason| format!(", {}", reason.trim_end_matches('.'))).unwrap_or_default();
        let before: Vec<String> = revision.changed.iter().filter_map(|field| before(revision, field)).collect();
        let before = if before.is_empty() { String::new() } else { format!(". Before: {}", before.join("; ")) };
        Line {
            at: revision.at.clone(),
            kind: "changed",
            text: format!("Changed {}{reason}{before}", join(&fields).unwrap_or_else(|| "nothing".to_string())),
            by: revision.by.0.clone(),
        }
    })
}

fn field_words(field: &str) -> &'static str {
    match field {
        "surname" => "surname",
        "givenNames" => "given names",
        "preferredName" => "preferred name",
        "latinName" => "name in Latin letters",
        "formerNames" => "former names",
        "born" => "date of birth",
        "bornEstimated" => "whether the date of birth is an estimate",
        "sex" => "sex",
        "address" | "postcode" => "address",
        "phone" => "phone number",
        "email" => "email",
        "contactBy" | "contactNote" => "how to reach them",
        "needs" => "needs",
        "nhsNumber" => "NHS number",
        "source" => "where the data came from",
        _ => "details",
    }
}

/// What stood before: names and dates in full, of a contact no more than tells it apart.
fn before(revision: &PatientRevision, field: &str) -> Option<String> {
    let is = &revision.before;
    match field {
        "surname" => Some(is.surname.clone()),
        "givenNames" => Some(is.given_names.clone()),
        "preferredName" => is.preferred_name.clone(),
        "formerNames" => is.former_names.clone(),
        "born" => Some(show(is.born)),
        "phone" => is.phone.as_deref().map(|phone| ends(&normalise_phone(phone), 3)),
        "nhsNumber" => is.nhs_number.as_deref().map(|number| ends(number, 3)),
        _ => None,
    }
}

pub(super) fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}
