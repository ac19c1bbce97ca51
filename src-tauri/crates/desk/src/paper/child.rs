//! What goes out about a child: to an adult without the child's address, without other adults, without the child's voice.

use frontdesk_documents::{DisclosureItem, ItemBody, SubjectAccessResponse};
use frontdesk_store::rights_request::RightsRequest;
use frontdesk_store::{Conn, consent_answer, patient_revision};

use super::gather::{Case, of_child};
use super::response::values;
use crate::error::Result;
use crate::open::OpenDesk;
use crate::parental::Child;
use crate::request::by_adult;

/// Stands where something was taken out.
const OUT: &str = "[left out]";
/// Stands where another adult was named.
const SOMEBODY: &str = "[another adult]";
/// Rows of the particulars that an adult is not given.
const NOT_GIVEN: [&str; 5] = ["Address", "Postcode", "Telephone", "Email", "When or how to reach"];
/// Shorter parts of an address stand in too many other words.
const SHORTEST: usize = 6;

/// Everything that may be given, with its table; `adult` is who asks, when it is not the child.
pub(crate) async fn child_items(
    conn: &mut Conn,
    child: &Child,
    adult: Option<&str>,
) -> Result<Vec<(&'static str, DisclosureItem)>> {
    let case = Case::load(conn, child.clinic.clone(), child.patient.clone()).await?;
    let mut items = of_child(conn, &case, adult.is_some()).await?;
    if let Some(adult) = adult {
        let secrets = secrets(conn, child, adult).await?;
        for (_, item) in &mut items {
            take_out(item, &secrets);
        }
    }
    Ok(items)
}

/// What is taken out wherever it stands, with what stands there instead; the longest first.
async fn secrets(conn: &mut Conn, child: &Child, adult: &str) -> Result<Vec<(String, &'static str)>> {
    let mut found: Vec<(String, &'static str)> = Vec::new();
    let revisions = patient_revision::for_patient(conn, &child.patient.id).await?;
    let before = revisions.iter().map(|revision| &revision.before);
    for is in std::iter::once(&child.patient.particulars).chain(before) {
        let lines = is.address.iter().flat_map(|address| address.lines()).map(str::to_string);
        let reached = [&is.postcode, &is.phone, &is.email].into_iter().flatten().cloned();
        found.extend(lines.filter(|line| line.chars().count() >= SHORTEST).chain(reached).map(|text| (text, OUT)));
    }
    let asks = child.newest(adult).map(|record| record.requester.name());
    let recorded = child.records.iter().filter(|record| record.adult_id != adult).map(|record| record.requester.name());
    let answers = consent_answer::for_patient(conn, &child.patient.id).await?;
    let spoke = answers.into_iter().filter_map(|answer| answer.speaker);
    let others = recorded.chain(spoke).filter(|name| Some(name) != asks.as_ref());
    found.extend(others.map(|name| (name, SOMEBODY)));
    found.retain(|(text, _)| !text.trim().is_empty());
    found.sort_by_key(|(text, _)| std::cmp::Reverse(text.chars().count()));
    found.dedup();
    Ok(found)
}

fn take_out(item: &mut DisclosureItem, secrets: &[(String, &'static str)]) {
    match &mut item.body {
        ItemBody::Record(rows) => {
            for row in rows {
                if NOT_GIVEN.contains(&row.label.as_str()) {
                    row.value = OUT.to_string();
                } else {
                    clean(&mut row.value, secrets);
                }
            }
        }
        ItemBody::Table { rows, .. } => rows.iter_mut().flatten().for_each(|cell| clean(cell, secrets)),
        ItemBody::Text(lines) => lines.iter_mut().for_each(|line| clean(line, secrets)),
    }
}

/// Takes out every secret, in whatever case it is written.
fn clean(text: &mut String, secrets: &[(String, &'static str)]) {
    for (secret, instead) in secrets {
        let (mut rest, mut kept) = (text.as_str(), String::new());
        while let Some((start, end)) = find(rest, secret) {
            kept.push_str(&rest[..start]);
            kept.push_str(instead);
            rest = &rest[end..];
        }
        kept.push_str(rest);
        *text = kept;
    }
}

/// Where a text stands in another, whatever the case of its letters, in bytes.
fn find(text: &str, part: &str) -> Option<(usize, usize)> {
    let wanted: Vec<char> = part.chars().flat_map(char::to_lowercase).collect();
    text.char_indices().find_map(|(start, _)| {
        let mut left = wanted.iter();
        let mut end = start;
        for c in text[start..].chars() {
            if left.as_slice().is_empty() {
                break;
            }
            if !c.to_lowercase().all(|lower| left.next() == Some(&lower)) {
                return None;
            }
            end += c.len_utf8();
        }
        (left.as_slice().is_empty() && end > start).then_some((start, end))
    })
}

/// The response as it goes out: nothing left to decide, no mark of a draft.
pub(crate) async fn release_values(
    desk: &OpenDesk,
    conn: &mut Conn,
    child: &Child,
    request: &RightsRequest,
    items: Vec<DisclosureItem>,
) -> Result<SubjectAccessResponse> {
    let case = Case::load(conn, child.clinic.clone(), child.patient.clone()).await?;
    let mut values = values(desk, &child.clinic, request, &case, items, Vec::new(), false);
    if by_adult(request) {
        values.paragraphs.push(
            "We left out what the law keeps from being given on a request by parental responsibility, the child’s address among it. The child’s own rights and interests come first."
                .to_string(),
        );
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_out_goes_in_whatever_case_and_however_often() {
        let mut text = "Lives at 4 ELM Road, W8 4AA; moved from 4 Elm Road.".to_string();
        clean(&mut text, &[("4 Elm Road".to_string(), OUT), ("W8 4AA".to_string(), OUT)]);
        assert_eq!(text, "Lives at [left out], [left out]; moved from [left out].");
    }

    #[test]
    fn letters_that_change_length_when_folded_do_not_break_the_search() {
        let mut text = "Moved to İstanbul, then away from İSTANBUL.".to_string();
        clean(&mut text, &[("İstanbul".to_string(), OUT)]);
        assert_eq!(text, "Moved to [left out], then away from [left out].");
    }
}
