//! What is said of acts that were cut off: once to who began them, once to a practice manager.

use frontdesk_domain::id::StaffId;
use frontdesk_domain::role::{Role, UseCase};
use frontdesk_store::cut_off::{self, CutOff, Found};
use frontdesk_store::{Conn, staff};

use crate::clock::{local_day, local_time};
use crate::error::Result;
use crate::views::board::Tone;
use crate::views::session::NoticeView;

/// Whether there is anything to say: what was carried out shows by itself, but for a file that left the vault.
pub(super) fn is_told(use_case: &str, found: Found) -> bool {
    found != Found::Done || use_case == UseCase::SaveDocument.code()
}

/// What a person is told now, in the transaction of their unlock.
///
/// # Errors
/// Those of the store.
pub(crate) async fn to_tell(conn: &mut Conn, who: &StaffId, role: Role, at: &str) -> Result<Vec<NoticeView>> {
    let cut = cut_off::tell(conn, who, role == Role::PracticeManager, at).await?;
    let people = if cut.is_empty() { Vec::new() } else { staff::all(conn).await? };
    let name = |id: &StaffId| match people.iter().find(|person| person.id == *id) {
        _ if id == who => "you".to_string(),
        Some(person) => person.name.clone(),
        None => "somebody".to_string(),
    };
    Ok(cut
        .iter()
        .map(|cut| {
            let tone = if cut.found == Found::Done { Tone::Info } else { Tone::Warn };
            NoticeView::new(&format!("cut-off-{}", cut.intended), tone, words(cut, &name(&cut.actor))).can_wait()
        })
        .collect())
}

/// The sentence. No document and no file is named: a patient can see this screen.
fn words(cut: &CutOff, who: &str) -> String {
    let when = format!("begun by {who} on {} at {}", local_day(&cut.at), local_time(&cut.at));
    let case = UseCase::ALL.iter().find(|case| case.code() == cut.use_case);
    match (case, cut.found) {
        (Some(UseCase::PrintDocument), _) => format!(
            "A print, {when}, was cut off. It may have been printed: look at the printer before you print it again."
        ),
        (Some(UseCase::CancelPrint), _) => {
            format!("Taking back a print job, {when}, was cut off. The job may still come out: look at the printer.")
        }
        (Some(UseCase::SaveDocument), Found::Done) => {
            format!("Saving a file, {when}, was cut off at the very end. The file is there and complete.")
        }
        (Some(UseCase::SaveDocument), Found::NotDone) => format!(
            "Saving a file, {when}, was cut off. The file was not saved, and one that was there before is as it was. Save it again if it is needed."
        ),
        (Some(UseCase::SaveDocument), Found::Unknown) => format!(
            "Saving a file, {when}, was cut off. It may have been saved: the place it was to go to cannot be reached now. Look there before you save it again."
        ),
        (Some(UseCase::DeleteScan), Found::NotDone) => {
            format!("Deleting a scan, {when}, was cut off. The scan is still in the scanner’s folder. Delete it again.")
        }
        (Some(UseCase::DeleteScan), _) => format!(
            "Deleting a scan, {when}, was cut off, and the scanner’s folder cannot be reached. Look there whether the scan is gone."
        ),
        (_, Found::Unknown) => {
            format!("{}, {when}, was cut off. Look whether it was done, or do it again.", what(case))
        }
        _ => format!("{}, {when}, was cut off and was not done. Do it again if it is still wanted.", what(case)),
    }
}

fn what(case: Option<&UseCase>) -> &'static str {
    match case {
        Some(UseCase::SettleAnchor) => "Ending the alarm about the audit",
        Some(UseCase::AddStaff) => "Adding a member of staff",
        Some(UseCase::RemoveStaff) => "Removing a member of staff",
        Some(UseCase::ResetPassphrase) => "Setting a first passphrase",
        Some(UseCase::ChangePassphrase) => "Changing a passphrase",
        Some(UseCase::ReissueRecovery) => "Making a new recovery sheet",
        Some(UseCase::ConfirmRecovery) => "Confirming a recovery sheet",
        _ => "A change of the clinic’s keys",
    }
}
