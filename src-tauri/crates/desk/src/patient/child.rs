//! A record that is, or becomes, one of somebody under 16: it stops and asks why.

use chrono::NaiveDate;
use frontdesk_domain::age::under_16;
use frontdesk_domain::id::{PatientId, StaffId};
use frontdesk_domain::patient::why_child;
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::Role;
use frontdesk_domain::wall_clock::Today;
use frontdesk_store::Conn;
use frontdesk_store::child_voice::{self, Found};

use crate::error::{DeskError, Result};

/// The reason, where one is needed.
pub(super) fn why(
    before: Option<NaiveDate>,
    born: NaiveDate,
    today: Today,
    typed: &str,
) -> std::result::Result<Option<String>, Vec<FieldProblem>> {
    why_child(before, born, today, typed).map_err(|problem| vec![problem])
}

/// A child's record becomes an adult's by the practice manager's hand alone: what protects a child would end with it.
pub(super) fn stays_one(before: NaiveDate, born: NaiveDate, today: Today, role: Role) -> Result<()> {
    if under_16(before, today) && !under_16(born, today) && role != Role::PracticeManager {
        return Err(DeskError::new(
            "child-to-adult",
            "Not saved: this date of birth would make a child’s record an adult’s. Ask the practice manager to look at the document and correct it. What you typed is kept.",
        ));
    }
    Ok(())
}

/// Keeps the reason with the record.
pub(super) async fn keep(
    conn: &mut Conn,
    id: &PatientId,
    how: &str,
    why: Option<String>,
    at: &str,
    by: &StaffId,
) -> Result<()> {
    let Some(why) = why else { return Ok(()) };
    let found = Found {
        id: uuid::Uuid::new_v4().to_string(),
        patient_id: id.clone(),
        how: how.to_string(),
        why,
        at: at.to_string(),
        by: by.0.clone(),
    };
    Ok(child_voice::insert_found(conn, &found).await?)
}
