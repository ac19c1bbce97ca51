//! Whom the checks of a patient were made on, and which of them count for the record as it is now.

use std::collections::HashMap;

use frontdesk_domain::checked_person::CheckedPerson;
use frontdesk_domain::patient::Particulars;

use crate::error::Result;
use crate::patient::day;

/// Whom each check was made on, by the check's id.
pub type MadeOn = HashMap<String, CheckedPerson>;

/// One check's row: its id, and the surname, the given names and the date of birth that stood on the record then.
pub(crate) type Row = (String, String, String, String);

/// The rows of one table.
pub(crate) fn of(rows: impl IntoIterator<Item = Row>) -> Result<MadeOn> {
    rows.into_iter()
        .map(|(id, surname, given_names, born)| Ok((id, CheckedPerson { surname, given_names, born: day(&born)? })))
        .collect()
}

/// Leaves the checks that count: those made on the name and date of birth that the record has now.
pub(crate) fn keep<T>(checks: &mut Vec<T>, made_on: &MadeOn, record: &Particulars, id: impl Fn(&T) -> &str) {
    checks.retain(|check| made_on.get(id(check)).is_some_and(|person| person.is_still(record)));
}
