//! News and offers: stop at once, start again only by the patient's own code, and the list of who said yes.

mod letter;
mod list;
mod restart;
mod standing;
mod stop;

use frontdesk_domain::id::PatientId;
use frontdesk_domain::role::UseCase;
use frontdesk_store::Conn;

pub use list::make_marketing_list;
pub use restart::{accept_restart, ask_restart, make_restart_letter};
pub(crate) use standing::{Stand, news, stands, stops};
pub use stop::stop_marketing;
pub(crate) use stop::{Said, stop, stop_everything};

use crate::answers::Answers;
use crate::banner;
use crate::error::Result;
use crate::open::{Entry, OpenDesk};
use crate::views::marketing::MarketingView;

/// How each channel stands for a patient.
pub async fn see_marketing(desk: &OpenDesk, patient_id: String) -> Result<MarketingView> {
    let id = PatientId(patient_id);
    let mut act = desk.begin(UseCase::OpenPatient).await?;
    let view = view(desk, act.conn(), &id).await?;
    act.commit(Entry::about("patient", id).with("part", "marketing")).await?;
    Ok(view)
}

async fn view(desk: &OpenDesk, conn: &mut Conn, id: &PatientId) -> Result<MarketingView> {
    Ok(MarketingView {
        banner: banner::banner(conn, id, desk.today()).await?,
        can_accept: UseCase::AcceptRestart.allows(desk.who().role),
    })
}

/// How every channel stands for a patient that is read anew.
async fn stands_of(conn: &mut Conn, id: &PatientId) -> Result<(frontdesk_store::patient::Patient, Vec<Stand>)> {
    let patient = banner::held(conn, id).await?;
    let answers = Answers::load(conn, &patient).await?;
    Ok((patient, answers.stands))
}
