//! Whom a check was made on: the name and the date of birth that stood on the record at that moment.
//!
//! A document that shows 4 April 2009 proves nothing about a record that says 2007. So a check counts for as long as the
//! record says what it said then, and for no longer; what it found is kept as it was found.

use chrono::NaiveDate;

use crate::patient::Particulars;

/// The name and date of birth that a check was made on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedPerson {
    /// Surname on the record then.
    pub surname: String,
    /// Given names on the record then.
    pub given_names: String,
    /// Date of birth on the record then.
    pub born: NaiveDate,
}

impl CheckedPerson {
    /// Whom a check made now is made on.
    pub fn on_record(record: &Particulars) -> Self {
        Self { surname: record.surname.clone(), given_names: record.given_names.clone(), born: record.born }
    }

    /// Whether a check made on this person still counts for the record. Any other letter or digit, and it does not: which
    /// changes matter is for whoever looks at the document again to say, not for a rule.
    pub fn is_still(&self, record: &Particulars) -> bool {
        self.changed(&Self::on_record(record)).is_none()
    }

    /// What is different of `now`, in words for the desk; none while the check counts.
    pub fn changed(&self, now: &CheckedPerson) -> Option<&'static str> {
        let name = self.surname != now.surname || self.given_names != now.given_names;
        match (name, self.born != now.born) {
            (true, true) => Some("the name and the date of birth"),
            (true, false) => Some("the name"),
            (false, true) => Some("the date of birth"),
            (false, false) => None,
        }
    }
}

/// Whether a change of the record puts identity and age back to the beginning, and so must say why.
pub fn needs_reason(before: &Particulars, after: &Particulars) -> bool {
    !CheckedPerson::on_record(before).is_still(after)
}
