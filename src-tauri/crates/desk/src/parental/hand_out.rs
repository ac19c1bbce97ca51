//! Papers about somebody under 16: none leaves by way of the desk.

use frontdesk_domain::id::PatientId;
use frontdesk_domain::role::Role;
use frontdesk_store::Conn;

use super::child::Child;
use crate::banner;
use crate::error::{DeskError, Result};
use crate::open::OpenDesk;

/// Refuses a paper about somebody under 16: to everybody but the practice manager, and to them while a block is in force.
/// What an adult is to have goes by a request and its release.
pub(crate) async fn may_be_handed_out(desk: &OpenDesk, conn: &mut Conn, id: &PatientId) -> Result<()> {
    let patient = banner::held(conn, id).await?;
    if banner::age(patient.particulars.born, desk.clock().today()) >= 16 {
        return Ok(());
    }
    if desk.who().role != Role::PracticeManager {
        return Err(DeskError::new(
            "child-manager-releases",
            "They are under 16: nothing about them is printed or handed over at the desk. Log a request, and the practice manager decides.",
        ));
    }
    if Child::load(conn, &desk.clinic(), id).await?.open_blocks(None) > 0 {
        return Err(DeskError::new(
            "child-blocked",
            "A block is in force on this record. Decide on it under Parental responsibility, or answer by a request and its release.",
        ));
    }
    Ok(())
}
