//! Papers about somebody under 16: none leaves by way of the desk.

use frontdesk_domain::age::under_16;
use frontdesk_domain::id::PatientId;
use frontdesk_store::Conn;

use crate::banner;
use crate::error::{DeskError, Result};
use crate::open::OpenDesk;

/// Refuses a paper about somebody under 16 to everybody: what anybody is to have of it goes by a request and its release,
/// where the proof, the child's word and what blocks are asked for. A door beside that one would need every lock again.
pub(crate) async fn may_be_handed_out(desk: &OpenDesk, conn: &mut Conn, id: &PatientId) -> Result<()> {
    let patient = banner::held(conn, id).await?;
    if !under_16(patient.particulars.born, desk.today()) {
        return Ok(());
    }
    Err(DeskError::new(
        "under-16",
        "They are under 16: nothing about them is printed or handed over here. Log a request: the practice manager decides, and releases what may be given.",
    ))
}
