//! Parental responsibility: reception records what an adult showed; the practice manager decides; the child is heard.

mod block;
mod child;
mod disagree;
mod hand_out;
mod page;
mod papers;
mod record;
mod register;
mod requester;
mod voice;

use frontdesk_domain::id::PatientId;
use frontdesk_domain::role::UseCase;

use crate::error::Result;
use crate::open::{Entry, OpenDesk};
use crate::views::parental::ParentalPageView;

pub use block::{answer_block, record_block};
pub(crate) use child::{Child, competent_since};
pub(crate) use disagree::note_disagreement;
pub(crate) use hand_out::may_be_handed_out;
pub(crate) use page::{adult_view, block_view, view};
pub use papers::{make_parental_receipt, make_refusal_letter};
pub use record::{decide_parental, record_parental};
pub use register::{make_parental_register, see_parental_register};
pub(crate) use requester::shown;
pub use voice::{assess_competence, record_child_view};

/// The screen under which the window keeps an unfinished record; its subject is the patient.
pub(crate) const DRAFT: &str = "parental";

/// Opens the parental-responsibility page of a patient.
pub async fn open_parental(desk: &OpenDesk, patient_id: String) -> Result<ParentalPageView> {
    let mut act = desk.begin(UseCase::OpenPatient).await?;
    let id = PatientId(patient_id);
    let view = page::page(desk, act.conn(), &id).await?;
    act.commit(Entry::about("patient", id).with("page", "parental")).await?;
    Ok(view)
}
