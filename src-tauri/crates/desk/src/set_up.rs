//! The wizard's end: vault, database, catalogue and first account, all or nothing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::id::StaffId;
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::Role;
use frontdesk_store::audit_entry::{self, NewEntry, Outcome};
use frontdesk_store::staff::Staff;
use frontdesk_store::{Store, clinic_version, setting, staff};
use frontdesk_vault::{Created, Person, SheetNumber, check_passphrase};

use crate::clinic::check_details;
use crate::entrance::blocking;
use crate::error::{DeskError, Result};
use crate::house::House;
use crate::open::{Actor, OpenDesk};
use crate::recovery::Sheet;
use crate::secret::Secret;
use crate::views::session::SetUpForm;

/// A database not yet filled: renamed when it is.
pub(crate) fn unfinished(database: &Path) -> PathBuf {
    let mut name = database.to_path_buf().into_os_string();
    name.push(".new");
    PathBuf::from(name)
}

/// Sets the clinic up and opens the desk for its practice manager. The recovery sheet waits in the desk.
pub async fn set_up(house: &Arc<House>, form: SetUpForm) -> Result<OpenDesk> {
    let (clinic, person) = check(&form)?;
    make(house, clinic, person, form.passphrase).await
}

fn check(form: &SetUpForm) -> Result<(Clinic, Person)> {
    let mut problems = Vec::new();
    let clinic = check_details(Clinic::shipped(), &form.clinic, "clinic.").unwrap_or_else(|found| {
        problems.extend(found);
        Clinic::shipped()
    });
    let name = check_name(&form.manager_name, "managerName", &mut problems);
    check_new_passphrase(
        &form.passphrase,
        &form.passphrase_again,
        Role::PracticeManager,
        &[&name, &clinic.name],
        &mut problems,
    );
    if problems.is_empty() {
        Ok((clinic, Person { name, role: Role::PracticeManager.code().to_string() }))
    } else {
        Err(DeskError::fields(problems))
    }
}

/// A staff name, tidied.
pub(crate) fn check_name(raw: &str, field: &str, problems: &mut Vec<FieldProblem>) -> String {
    match frontdesk_domain::text::clean_line(raw, 100, "name") {
        Ok(name) if name.is_empty() => {
            problems.push(FieldProblem::new(field, "name-missing", "Enter the name as the desk should show it."));
            name
        }
        Ok(name) => name,
        Err(problem) => {
            problems.push(FieldProblem::new(field, &problem.code, problem.message));
            String::new()
        }
    }
}

/// A new passphrase by the rule of the role, typed the same twice.
pub(crate) fn check_new_passphrase(
    passphrase: &Secret,
    again: &Secret,
    role: Role,
    names: &[&str],
    problems: &mut Vec<FieldProblem>,
) {
    if let Err(error) = check_passphrase(passphrase.expose(), role == Role::PracticeManager, names) {
        problems.push(FieldProblem::new("passphrase", error.code(), error.to_string()));
    } else if passphrase.expose() != again.expose() {
        problems.push(FieldProblem::new(
            "passphraseAgain",
            "passphrases-differ",
            "The two passphrases differ. Type the same one twice.",
        ));
    }
}

/// Makes the vault, then the database beside it under another name, and renames it when it is whole.
pub(crate) async fn make(house: &Arc<House>, clinic: Clinic, person: Person, passphrase: Secret) -> Result<OpenDesk> {
    let at = house.clock.stamp();
    let created = {
        let (house, person, at) = (house.clone(), person.clone(), at.clone());
        blocking(move || {
            frontdesk_vault::create(
                &house.folder,
                house.keyring.as_ref(),
                &person,
                &passphrase.passphrase(),
                SheetNumber::FIRST,
                &at,
            )
        })
        .await??
    };
    let vault = created.header.vault();
    match fill(house, clinic, person, created, at).await {
        Ok(desk) => Ok(desk),
        Err(error) => {
            let house = house.clone();
            blocking(move || house.discard(vault)).await?;
            Err(error)
        }
    }
}

async fn fill(house: &Arc<House>, clinic: Clinic, person: Person, created: Created, at: String) -> Result<OpenDesk> {
    let database = house.folder.database_path();
    let new = unfinished(&database);
    let member = Staff {
        id: StaffId(uuid::Uuid::new_v4().to_string()),
        slot_id: created.slot_id.to_string(),
        name: person.name,
        role: Role::PracticeManager,
        must_change: false,
        theme: "system".to_string(),
        created_at: at.clone(),
        removed_at: None,
    };
    let store = Store::create(&new, &created.data_key).await?;
    let mut write = store.write().await?;
    staff::insert(write.conn(), &member).await?;
    clinic_version::append(write.conn(), &clinic, &at, member.id.as_str(), "set-up").await?;
    setting::set(write.conn(), "idle-minutes", "10").await?;
    audit_entry::append(
        write.conn(),
        &NewEntry {
            at: &at,
            actor: member.id.as_str(),
            role: Some(member.role),
            use_case: "set-up",
            outcome: Outcome::Done,
            subject_kind: "vault",
            subject: &created.header.vault().to_string(),
            detail: "{}",
        },
    )
    .await?;
    write.commit().await?;
    store.close().await;
    std::fs::rename(&new, &database).map_err(|_| frontdesk_store::StoreError::ReadOnly)?;
    let store = Store::open(&database, &created.data_key).await?;
    let sheet = Sheet::new(created.header.sheet().to_string(), created.recovery_code);
    let desk = OpenDesk::new(house.clone(), store, created.data_key, Actor::of(member), clinic, Some(sheet));
    house.keep_clinic_name(&desk.clinic().name);
    crate::audit::keep_anchor(&desk).await?;
    Ok(desk)
}
