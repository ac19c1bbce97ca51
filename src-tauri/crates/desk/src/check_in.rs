//! Check-in: identity, age, consents. One path, each step recorded by itself and kept.

mod age;
mod consents;
mod cross_check;
mod document;
mod identity;
pub(crate) mod marks;
mod sheet;
mod turn_away;
mod view;
mod visit;
mod zone;
mod zone_rows;

use frontdesk_domain::role::UseCase;

pub use age::{decide_age, record_age};
pub use consents::record_consents;
pub(crate) use consents::{Recorded, decide, finish, may_be_asked, record, sheet_of};
pub use cross_check::cross_check;
pub(crate) use cross_check::part_words;
pub(crate) use document::document;
pub use identity::record_identity;
pub(crate) use identity::unconfirmed;
pub(crate) use sheet::told;
pub(crate) use turn_away::reason_label;
pub use turn_away::turn_away;
pub(crate) use view::{decided_words, documents};
pub use zone::read_zone;

use crate::error::Result;
use crate::open::{Entry, OpenDesk};
use crate::views::check_in::CheckInView;
pub(crate) use visit::Visit;

/// The screen under which the window keeps an unfinished check-in; its subject is the arrival.
pub(crate) const DRAFT: &str = "check-in";

/// Opens a check-in where it was left.
pub async fn open_check_in(desk: &OpenDesk, arrival_id: String) -> Result<CheckInView> {
    let mut act = desk.begin(UseCase::OpenCheckIn).await?;
    let visit = Visit::load(act.conn(), desk, arrival_id).await?;
    let entry = visit.entry();
    let view = view::of(desk, &visit);
    act.commit(entry).await?;
    Ok(view)
}

impl Visit {
    /// What the audit says of anything done at this visit.
    pub(crate) fn entry(&self) -> Entry {
        Entry::about("patient", &self.patient.id).with("arrival", &self.arrival.id)
    }
}
