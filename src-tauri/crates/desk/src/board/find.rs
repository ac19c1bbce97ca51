//! Search as you type: names in any order, accents or not; date of birth, phone, email, reference.

use frontdesk_domain::duplicate::{Likeness, likely};
use frontdesk_domain::role::UseCase;
use frontdesk_domain::search::parse;
use frontdesk_store::patient_name::{self, Found, Sought};

use crate::banner::age;
use crate::error::Result;
use crate::open::OpenDesk;
use crate::patient::words::postcode_starts;
use crate::views::board::{FoundView, SearchView};

/// Rows a list shows.
const SHOWN: usize = 8;

/// Search as you type.
pub async fn search(desk: &OpenDesk, text: String) -> Result<SearchView> {
    let mut look = desk.look(UseCase::SearchPatients).await?;
    let today = desk.clock().today();
    let terms = parse(&text, today);
    if terms.is_empty() {
        return Ok(SearchView { typed: text, results: Vec::new(), more: false });
    }
    let sought = Sought {
        names: terms.names,
        born: terms.born.map(|born| born.to_string()),
        phone: terms.phone,
        email: terms.email,
        reference: terms.reference,
        today: today.to_string(),
    };
    let limit = i64::try_from(SHOWN + 1).unwrap_or(i64::MAX);
    let mut found = patient_name::search(look.conn(), &sought, limit).await?;
    let more = found.len() > SHOWN;
    found.truncate(SHOWN);
    let similar = similar(&found);
    let results = found
        .into_iter()
        .zip(similar)
        .map(|(is, similar)| FoundView {
            patient_id: is.id.0,
            reference: is.reference,
            surname: is.surname,
            given_names: is.given_names,
            preferred_name: is.preferred_name,
            born: is.born.to_string(),
            age: age(is.born, today),
            phone_ends: is.phone_ends,
            postcode_starts: is.postcode.as_deref().map(postcode_starts).filter(|start| !start.is_empty()),
            similar,
            arrival_id: is.arrival_id,
        })
        .collect();
    Ok(SearchView { typed: text, results, more })
}

/// For each of them, whether another has nearly the same name.
fn similar(found: &[Found]) -> Vec<bool> {
    // The rule for duplicates compares names beside a detail that both share; here the shared detail is that both were found.
    let names: Vec<Likeness> = found
        .iter()
        .map(|is| Likeness {
            surname: is.surname.clone(),
            given_names: is.given_names.clone(),
            email: Some("found".to_string()),
            ..Likeness::default()
        })
        .collect();
    let alike = |one: usize, other: usize| one != other && likely(&names[one], &names[other]).is_some();
    (0..found.len()).map(|one| (0..found.len()).any(|other| alike(one, other))).collect()
}
