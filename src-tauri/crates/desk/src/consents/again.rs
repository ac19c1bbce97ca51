//! Whom to ask again: answers on old words, answers that ran out, and what a parent said for somebody who is of age now.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use frontdesk_domain::age::under_16;
use frontdesk_domain::catalogue::PurposeKind;
use frontdesk_domain::consent::{Ask, due};
use frontdesk_domain::role::UseCase;
use frontdesk_store::consent_answer;

use crate::answers::Answers;
use crate::banner;
use crate::clock::day_begins;
use crate::error::Result;
use crate::open::OpenDesk;
use crate::patient::why;
use crate::views::consents::{AskAgainPersonView, AskAgainView};

/// People a list shows at most: nobody rings more than these in a day.
const SHOWN: usize = 200;

/// Everybody with an answer that no longer stands, by name.
pub async fn see_ask_again(desk: &OpenDesk) -> Result<AskAgainView> {
    let (clinic, today) = (desk.clinic(), desk.today());
    let mut read = desk.look(UseCase::SeeAskAgain).await?;
    let mut people: BTreeMap<(String, String, String), AskAgainPersonView> = BTreeMap::new();
    // Consent to a treatment is about that day alone: it is not asked for again, but anew at the next treatment.
    for purpose in clinic.purposes.iter().filter(|purpose| purpose.kind != PurposeKind::Treatment) {
        let Some(wording) = purpose.wording.as_deref().and_then(|id| clinic.wording(id)) else { continue };
        let before = purpose.validity_months.and_then(|months| ran_out(today.day(), months)).map(day_begins);
        let may = consent_answer::may_be_asked_again(read.conn(), &purpose.id, wording.version, before.as_deref());
        for id in may.await? {
            let patient = banner::held(read.conn(), &id).await?;
            let answers = Answers::load(read.conn(), &patient).await?;
            let (is, counted) = (&patient.particulars, answers.counted(&clinic));
            let Some(held) = counted.newest(&purpose.id) else { continue };
            let Some(found) = due(purpose, wording, held, is.born, today).filter(|found| found.again()) else {
                continue;
            };
            // Nobody is asked about a child here, nor about a record that waits to be deleted.
            if under_16(is.born, today) || banner::restricted(read.conn(), &id).await? {
                continue;
            }
            let ask = Ask { purpose, wording, held: Some(held), due: Some(found) };
            let what = format!("{}: {}", purpose.title, why(&ask));
            let place = (is.surname.clone(), is.given_names.clone(), id.0.clone());
            let person = people.entry(place).or_insert_with(|| AskAgainPersonView {
                patient_id: id.0,
                reference: patient.reference.clone(),
                name: is.list_name(),
                born: is.born.to_string(),
                under_16: under_16(is.born, today),
                what: Vec::new(),
            });
            person.what.push(what);
        }
    }
    let total = u32::try_from(people.len()).unwrap_or(u32::MAX);
    Ok(AskAgainView { people: people.into_values().take(SHOWN).collect(), total })
}

/// A yes given on this day or before may have run out `months` later.
fn ran_out(today: NaiveDate, months: u32) -> Option<NaiveDate> {
    today.checked_sub_months(Months::new(months))?.succ_opt()
}
