//! Search as you type: names in any order, accents or not; date of birth, phone, email, reference.

use frontdesk_domain::age::under_16;
use frontdesk_domain::duplicate::alike;
use frontdesk_domain::role::UseCase;
use frontdesk_domain::search::parse;
use frontdesk_store::patient_name::{self, Sought};

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
    let today = desk.today();
    let terms = parse(&text, today.day());
    if terms.is_empty() {
        return Ok(SearchView { typed: text, results: Vec::new(), more: false });
    }
    let sought = Sought {
        names: terms.names,
        born: terms.born.map(|born| born.to_string()),
        phone: terms.phone,
        email: terms.email,
        reference: terms.reference,
        today: today.day().to_string(),
    };
    let limit = i64::try_from(SHOWN + 1).unwrap_or(i64::MAX);
    let mut found = patient_name::search(look.conn(), &sought, limit).await?;
    let more = found.len() > SHOWN;
    found.truncate(SHOWN);
    desk.searched(&text, found.iter().map(|is| is.id.0.clone()));
    let names: Vec<(&str, &str)> = found.iter().map(|is| (is.surname.as_str(), is.given_names.as_str())).collect();
    let similar = alike(&names);
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
            under_16: under_16(is.born, today),
            phone_ends: is.phone_ends,
            postcode_starts: is.postcode.as_deref().map(postcode_starts).filter(|start| !start.is_empty()),
            similar,
            arrival_id: is.arrival_id,
        })
        .collect();
    Ok(SearchView { typed: text, results, more })
}
