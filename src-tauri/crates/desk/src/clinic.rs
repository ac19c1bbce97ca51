//! The clinic's catalogue: read by screens and papers, changed by the practice manager as a new version.

mod wordings;

use std::sync::Arc;

use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::UseCase;
use frontdesk_domain::text::clean_line;
use frontdesk_store::{Conn, clinic_version, setting, staff};

pub use wordings::{approve_wording, revise_wording};

use crate::clock::local_day;
use crate::copies;
use crate::error::{DeskError, Result};
use crate::open::{Entry, Id, OpenDesk, write};
use crate::views::clinic::ClinicView;
use crate::views::session::ClinicForm;

/// The clinic's catalogue.
pub async fn see_clinic(desk: &OpenDesk) -> Result<ClinicView> {
    let mut read = desk.look(UseCase::SeeClinic).await?;
    view(desk, read.conn()).await
}

/// Changes the clinic's details as a new version of the catalogue.
pub async fn edit_clinic(desk: &OpenDesk, form: ClinicForm) -> Result<ClinicView> {
    let mut act = desk.begin(UseCase::EditClinic).await?;
    let current = clinic_version::current(act.conn()).await?.clinic;
    let clinic = check_details(current, &form, "").map_err(DeskError::fields)?;
    let (at, by) = (act.at.clone(), act.by().clone());
    let version = clinic_version::append(act.conn(), &clinic, &at, by.as_str(), "details").await?;
    act.commit(Entry::about("clinic", Id::number(version))).await?;
    desk.house.keep_clinic_name(&clinic.name);
    *write(&desk.clinic) = Arc::new(clinic);
    see_clinic(desk).await
}

/// Sets how long the desk waits before it locks itself, 1 to 15 minutes.
pub async fn set_idle_minutes(desk: &OpenDesk, minutes: u32) -> Result<ClinicView> {
    if !(1..=15).contains(&minutes) {
        return Err(DeskError::fields(vec![FieldProblem::new("minutes", "idle-minutes", "Choose 1 to 15 minutes.")]));
    }
    let mut act = desk.begin(UseCase::EditClinic).await?;
    setting::set(act.conn(), "idle-minutes", &minutes.to_string()).await?;
    act.commit(Entry::about("setting", "idle-minutes").with("minutes", minutes)).await?;
    *write(&desk.idle) = minutes;
    see_clinic(desk).await
}

async fn view(desk: &OpenDesk, conn: &mut Conn) -> Result<ClinicView> {
    let current = clinic_version::current(conn).await?;
    let by = staff::all(conn)
        .await?
        .into_iter()
        .find(|person| person.id.as_str() == current.by)
        .map_or_else(String::new, |person| person.name);
    Ok(ClinicView {
        version: u32::try_from(current.version).unwrap_or(u32::MAX),
        clinic: current.clinic,
        changed_at: local_day(&current.at),
        changed_by: by,
        idle_minutes: desk.idle_minutes(),
        copy_days: copies::days(conn).await?,
        scan_folder: copies::scan_folder(conn).await?,
        can_edit: UseCase::EditClinic.allows(desk.who().role),
    })
}

/// A clinic with details as typed. `prefix` stands before the field names of the form they came in.
pub(crate) fn check_details(
    mut clinic: Clinic,
    form: &ClinicForm,
    prefix: &str,
) -> std::result::Result<Clinic, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let mut line = |field: &str, label: &str, raw: &str, required: bool| -> String {
        let field = format!("{prefix}{field}");
        match clean_line(raw, 500, label) {
            Ok(text) if text.is_empty() && required => {
                problems.push(FieldProblem::new(&field, "clinic-detail-missing", format!("Enter the {label}.")))
            }
            Ok(text) => return text,
            Err(problem) => problems.push(FieldProblem::new(&field, &problem.code, problem.message)),
        }
        String::new()
    };
    clinic.name = line("name", "clinic's name", &form.name, true);
    clinic.controller = line("controller", "legal name", &form.controller, true);
    clinic.privacy_contact = line("privacyContact", "privacy contact", &form.privacy_contact, true);
    clinic.privacy_email = line("privacyEmail", "privacy email address", &form.privacy_email, true);
    clinic.phone = line("phone", "phone number", &form.phone, false);
    clinic.address = form
        .address
        .lines()
        .map(|raw| line("address", "address", raw, false))
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join("\n");
    clinic.transfers = line("transfers", "answer", &form.transfers.replace('\n', " "), false);
    let decisions = form.automated_decisions.replace('\n', " ");
    clinic.automated_decisions = line("automatedDecisions", "answer", &decisions, false);
    clinic.nation = form.nation;
    if problems.is_empty() && !clinic.privacy_email.contains('@') {
        problems.push(FieldProblem::new(
            &format!("{prefix}privacyEmail"),
            "email-address",
            "Enter the email address with one @ in it.",
        ));
    }
    if problems.is_empty() { Ok(clinic) } else { Err(problems) }
}
