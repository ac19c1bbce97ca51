//! Who the patient is, and what stood there before.

use frontdesk_documents::{DisclosureItem, ItemBody, RecordRow};
use frontdesk_domain::patient::Particulars;
use frontdesk_store::{Conn, patient_revision};
use serde_json::Value;

use super::{Case, FRONT_DESK, moment, table, words};
use crate::clock::{day_words, local_day};
use crate::error::Result;

/// Every particular by the name the form and the revisions use, with its label.
const LABELS: [(&str, &str); 17] = [
    ("surname", "Surname"),
    ("givenNames", "Given names"),
    ("preferredName", "Likes to be called"),
    ("latinName", "Name in Latin letters"),
    ("formerNames", "Former names"),
    ("born", "Date of birth"),
    ("bornEstimated", "Date of birth is an estimate"),
    ("sex", "Sex as recorded"),
    ("address", "Address"),
    ("postcode", "Postcode"),
    ("phone", "Telephone"),
    ("email", "Email"),
    ("contactBy", "Wants to be reached by"),
    ("contactNote", "When or how to reach"),
    ("needs", "Needs"),
    ("nhsNumber", "NHS number"),
    ("source", "Where the details came from"),
];

fn values(case: &Case, is: &Particulars) -> Vec<(&'static str, &'static str, String)> {
    let held = serde_json::to_value(is).unwrap_or_default();
    LABELS.iter().map(|(field, label)| (*field, *label, value(case, field, &held[field]))).collect()
}

fn value(case: &Case, field: &str, held: &Value) -> String {
    match (field, held) {
        ("born", Value::String(day)) => day.parse().map_or_else(|_| day.clone(), day_words),
        ("source", Value::String(id)) => case
            .clinic
            .sources
            .iter()
            .find(|source| source.id == *id)
            .map_or_else(|| id.clone(), |source| source.label.clone()),
        ("sex", Value::String(code)) => words(code),
        (_, Value::String(text)) => text.clone(),
        (_, Value::Bool(yes)) => if *yes { "Yes" } else { "No" }.to_string(),
        (_, Value::Array(ways)) => ways.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        (_, Value::Null) => String::new(),
        (_, other) => other.to_string(),
    }
}

/// What is held now, each part with when and by whom it was last written.
pub(super) async fn particulars(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let revisions = patient_revision::for_patient(conn, &case.patient.id).await?;
    let (created_at, created_by) = (case.patient.created_at.as_str(), case.patient.created_by.as_str());
    let mut rows = vec![RecordRow {
        label: "Reference".into(),
        value: case.patient.reference.clone(),
        when: local_day(created_at),
        by: case.name(created_by),
    }];
    for (field, label, value) in values(case, &case.patient.particulars) {
        let written = revisions.iter().rev().find(|revision| revision.changed.iter().any(|changed| changed == field));
        let (at, by) =
            written.map_or((created_at, created_by), |revision| (revision.at.as_str(), revision.by.as_str()));
        let value = if value.is_empty() { "None held".to_string() } else { value };
        rows.push(RecordRow { label: label.into(), value, when: local_day(at), by: case.name(by) });
    }
    let dated = revisions.last().map_or(created_at, |revision| revision.at.as_str());
    Ok(DisclosureItem {
        what: "Contact details and particulars".into(),
        dated: local_day(dated),
        found_in: FRONT_DESK.into(),
        body: ItemBody::Record(rows),
    })
}

/// What stood before each correction.
pub(super) async fn revisions(conn: &mut Conn, case: &Case) -> Result<DisclosureItem> {
    let rows = patient_revision::for_patient(conn, &case.patient.id).await?.into_iter().map(|revision| {
        let changed = |field: &&str| revision.changed.iter().any(|changed| changed == field);
        let before: Vec<String> = values(case, &revision.before)
            .into_iter()
            .filter(|(field, ..)| changed(field))
            .map(|(_, label, value)| format!("{label}: {}", if value.is_empty() { "none held" } else { &value }))
            .collect();
        let cells = vec![
            moment(&revision.at),
            before.join("\n"),
            revision.reason.clone().unwrap_or_default(),
            case.name(revision.by.as_str()),
        ];
        (revision.at, cells)
    });
    Ok(table(
        "Corrections: what stood before",
        &[("When", 1.4), ("Before", 3.0), ("Why", 1.6), ("By", 1.2)],
        rows.collect(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use frontdesk_domain::patient::Sex;

    #[test]
    fn every_particular_has_its_label() {
        let particulars = Particulars {
            surname: "Testpatient".into(),
            given_names: "Alex".into(),
            preferred_name: None,
            latin_name: None,
            former_names: Some("Nowak".into()),
            born: chrono::NaiveDate::MIN,
            born_estimated: false,
            sex: Sex::Female,
            address: None,
            postcode: None,
            phone: None,
            email: None,
            contact_by: Vec::new(),
            contact_note: None,
            needs: None,
            nhs_number: None,
            source: String::new(),
        };
        let held = serde_json::to_value(particulars).unwrap();
        let mut fields: Vec<&str> = held.as_object().unwrap().keys().map(String::as_str).collect();
        let mut labelled: Vec<&str> = LABELS.iter().map(|(field, _)| *field).collect();
        fields.sort_unstable();
        labelled.sort_unstable();
        assert_eq!(fields, labelled);
    }
}
