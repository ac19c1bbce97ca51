//! Records that may be the same person: a warning before saving, side by side, never a bar.

use frontdesk_domain::date_entry::show;
use frontdesk_domain::duplicate::{Likeness, Reason, likely};
use frontdesk_domain::patient::{Particulars, PatientForm};
use frontdesk_domain::record_name::former_names;
use frontdesk_domain::role::UseCase;
use frontdesk_domain::search::{fold, normalise_email, normalise_phone};
use frontdesk_store::Conn;
use frontdesk_store::patient::{self, Patient};

use super::form::checked;
use super::words::{ends, join, masked_email, postcode_starts};
use crate::error::Result;
use crate::open::{Entry, Id, OpenDesk};
use crate::views::patient::{DuplicateRowView, DuplicateView};

/// Records that may be the same person.
pub async fn find_duplicates(desk: &OpenDesk, form: PatientForm) -> Result<Vec<DuplicateView>> {
    let typed = checked(desk, &form)?;
    let mut act = desk.begin(UseCase::FindDuplicates).await?;
    let found = of(act.conn(), &typed).await?;
    // Each record shown was looked at, so each is named.
    let ids: Vec<Id> = found.iter().map(|(patient, _)| Id::from(&patient.id)).collect();
    act.commit(Entry::about("patient", "new").with("shown", ids)).await?;
    Ok(found.iter().map(|(patient, reasons)| view(&typed, patient, reasons)).collect())
}

/// The likely ones among those held, the likeliest first.
pub(super) async fn of(conn: &mut Conn, typed: &Particulars) -> Result<Vec<(Patient, Vec<Reason>)>> {
    let typed_likeness = likenesses(typed);
    let mut found: Vec<(Patient, Vec<Reason>)> = patient::candidates(conn, typed)
        .await?
        .into_iter()
        .filter_map(|patient| {
            let held = likenesses(&patient.particulars);
            let reasons = typed_likeness.iter().find_map(|typed| held.iter().find_map(|held| likely(typed, held)))?;
            Some((patient, reasons))
        })
        .collect();
    found.sort_by_key(|(_, reasons)| std::cmp::Reverse((reasons.contains(&Reason::SameNhsNumber), reasons.len())));
    Ok(found)
}

/// By the name of today first, then by each former one.
fn likenesses(of: &Particulars) -> Vec<Likeness> {
    let former = former_names(of.former_names.as_deref().unwrap_or_default(), &of.given_names);
    let today = (of.surname.clone(), of.given_names.clone());
    std::iter::once(today).chain(former).map(|(surname, given)| likeness(of, surname, given)).collect()
}

fn likeness(of: &Particulars, surname: String, given_names: String) -> Likeness {
    Likeness {
        surname,
        given_names,
        // An estimate is neither the same as a date nor different from it.
        born: (!of.born_estimated).then_some(of.born),
        phone: of.phone.clone(),
        email: of.email.clone(),
        nhs_number: of.nhs_number.clone(),
    }
}

fn view(typed: &Particulars, held: &Patient, reasons: &[Reason]) -> DuplicateView {
    DuplicateView {
        patient_id: held.id.0.clone(),
        reference: held.reference.clone(),
        why: why(reasons),
        rows: rows(typed, &held.particulars),
    }
}

/// "Same name and phone, similar date of birth".
fn why(reasons: &[Reason]) -> String {
    let word = |reason: &Reason| match reason {
        Reason::SameName => (true, "name"),
        Reason::SimilarName => (false, "name"),
        Reason::SameBorn => (true, "date of birth"),
        Reason::SimilarBorn => (false, "date of birth"),
        Reason::SamePhone => (true, "phone"),
        Reason::SameEmail => (true, "email"),
        Reason::SameNhsNumber => (true, "NHS number"),
    };
    let words: Vec<(bool, &str)> = reasons.iter().map(word).collect();
    let listed =
        |same: bool| join(&words.iter().filter(|(is, _)| *is == same).map(|(_, word)| *word).collect::<Vec<_>>());
    match (listed(true), listed(false)) {
        (Some(same), Some(similar)) => format!("Same {same}, similar {similar}"),
        (Some(same), None) => format!("Same {same}"),
        (None, Some(similar)) => format!("Similar {similar}"),
        (None, None) => String::new(),
    }
}

/// What is typed beside what is held. Of what is held, no more than tells two people apart.
fn rows(typed: &Particulars, held: &Particulars) -> Vec<DuplicateRowView> {
    let mut rows = vec![
        DuplicateRowView {
            part: "Name".into(),
            typed: typed.list_name(),
            held: held.list_name(),
            same: fold(&typed.list_name()) == fold(&held.list_name()),
        },
        DuplicateRowView {
            part: "Born".into(),
            typed: show(typed.born),
            held: show(held.born),
            same: typed.born == held.born,
        },
    ];
    if typed.former_names.is_some() || held.former_names.is_some() {
        let shown = |of: &Option<String>| of.clone().unwrap_or_else(|| "None given".to_string());
        rows.push(DuplicateRowView {
            part: "Former names".into(),
            typed: shown(&typed.former_names),
            held: shown(&held.former_names),
            same: typed.former_names.as_deref().map(fold) == held.former_names.as_deref().map(fold),
        });
    }
    let mut detail = |part: &str,
                      typed: &Option<String>,
                      held: &Option<String>,
                      key: &dyn Fn(&str) -> String,
                      shown: &dyn Fn(&str) -> String| {
        if typed.is_some() || held.is_some() {
            let same = typed.is_some() && typed.as_deref().map(key) == held.as_deref().map(key);
            let text = |of: &Option<String>| of.as_deref().map_or_else(|| "Not given".to_string(), shown);
            rows.push(DuplicateRowView { part: part.into(), typed: text(typed), held: text(held), same });
        }
    };
    detail("Phone", &typed.phone, &held.phone, &normalise_phone, &|phone| ends(&normalise_phone(phone), 3));
    detail("Email", &typed.email, &held.email, &normalise_email, &masked_email);
    detail("Postcode", &typed.postcode, &held.postcode, &|code| code.replace(' ', ""), &postcode_starts);
    detail("NHS number", &typed.nhs_number, &held.nhs_number, &str::to_string, &|number| ends(number, 3));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_records_share_is_said_in_one_line() {
        assert_eq!(
            why(&[Reason::SameName, Reason::SimilarBorn, Reason::SamePhone]),
            "Same name and phone, similar date of birth"
        );
        assert_eq!(
            why(&[Reason::SameNhsNumber, Reason::SameBorn, Reason::SameEmail]),
            "Same NHS number, date of birth and email"
        );
        assert_eq!(why(&[Reason::SimilarName, Reason::SameBorn]), "Same date of birth, similar name");
    }
}
