//! The wizard's end: vault, database, catalogue and first account, all or nothing.

use std::path::PathBuf;
use std::sync::Arc;

use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::id::StaffId;
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::Role;
use frontdesk_store::audit_entry::{self, NewEntry, Outcome};
use frontdesk_store::staff::Staff;
use frontdesk_store::{Store, clinic_version, setting, staff};
use frontdesk_vault::{Created, DeviceSecretStore, Person, SheetNumber, check_passphrase};

use crate::clinic::check_details;
use crate::clock::{Clock, ComputerClock};
use crate::entrance::{blocking, empty_house, kept};
use crate::error::{DeskError, Result};
use crate::house::House;
use crate::open::{Actor, OpenDesk};
use crate::recovery::Sheet;
use crate::secret::Secret;
use crate::views::session::SetUpForm;

/// The wizard's end on a computer with no clinic: makes the folder, and sets the clinic up in it.
pub async fn first(folder: PathBuf, form: SetUpForm) -> Result<(Arc<House>, OpenDesk)> {
    first_with(folder, crate::entrance::own_keyring(), Arc::new(ComputerClock), form).await
}

/// The same with a keyring and a clock.
pub async fn first_with(
    folder: PathBuf,
    keyring: Arc<dyn DeviceSecretStore>,
    clock: Arc<dyn Clock>,
    form: SetUpForm,
) -> Result<(Arc<House>, OpenDesk)> {
    // Before anything is made: a form to put right leaves no folder.
    let (clinic, person) = check(&form)?;
    let house = kept(blocking(move || empty_house(&folder, keyring, clock, false)).await??);
    let desk = make(&house, clinic, person, form.passphrase).await?;
    Ok((house, desk))
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

/// Makes the vault, then the database beside it under another name, which it gets when it is whole.
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
    match fill(house, clinic, person, created, at).await {
        Ok(desk) => Ok(desk),
        Err(error) => {
            let house = house.clone();
            // What cannot be taken back now is taken back at the next start: its note stands.
            let _ = blocking(move || {
                house.folder.take_back_set_up(house.keyring.as_ref(), &house.clock.today().to_string())
            })
            .await?;
            Err(error)
        }
    }
}

async fn fill(house: &Arc<House>, clinic: Clinic, person: Person, created: Created, at: String) -> Result<OpenDesk> {
    let database = house.folder.database_path();
    let new = house.folder.unfinished_database_path();
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
    crate::generation::keep(write.conn(), created.header.generation()).await?;
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
    house.folder.name_database()?;
    // From here on a clinic is here, and nothing takes it back.
    let store = Store::open(&database, &created.data_key).await?;
    let sheet = Sheet::new(created.header.sheet().to_string(), created.recovery_code, None);
    let desk = OpenDesk::new(house.clone(), store, created.data_key, Actor::of(member), clinic, Some(sheet));
    house.keep_clinic_name(&desk.clinic().name);
    crate::generation::keep_in_keyring(house).await;
    crate::anchor::anchor(&desk).await;
    house.folder.end_set_up()?;
    Ok(desk)
}
