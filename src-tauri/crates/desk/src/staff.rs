//! Staff and their keys. Removing somebody always changes the database's key.

use std::sync::Arc;

use frontdesk_domain::id::StaffId;
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::{Role, UseCase};
use frontdesk_store::staff::{self, Staff};
use frontdesk_store::{Conn, Store};
use frontdesk_vault::{DataKey, Person, Replaced, SlotId, VaultError};

use crate::clock::local_day;
use crate::entrance::blocking;
use crate::error::{DeskError, Result};
use crate::guess::Door;
use crate::open::{Act, Entry, OpenDesk, write};
use crate::outside::{Aim, reached};
use crate::secret::Secret;
use crate::set_up::{check_name, check_new_passphrase};
use crate::unlock::session_view;
use crate::views::session::{SessionView, StaffForm, StaffView, Theme};

/// Everybody with a key.
pub async fn list_staff(desk: &OpenDesk) -> Result<Vec<StaffView>> {
    let mut read = desk.look(UseCase::SeeStaff).await?;
    let you = desk.who().id;
    Ok(staff::all(read.conn())
        .await?
        .into_iter()
        .filter(|person| person.removed_at.is_none())
        .map(|person| StaffView {
            is_you: person.id == you,
            staff_id: person.id.0,
            slot_id: person.slot_id,
            name: person.name,
            role: person.role,
            must_change_passphrase: person.must_change,
            created_on: local_day(&person.created_at),
        })
        .collect())
}

/// Adds a member of staff with a first passphrase, which they change at once.
pub async fn add_staff(desk: &OpenDesk, form: StaffForm) -> Result<Vec<StaffView>> {
    let mut act = desk.begin(UseCase::AddStaff).await?;
    let mut problems = Vec::new();
    let name = check_name(&form.name, "name", &mut problems);
    check_new_passphrase(&form.passphrase, &form.passphrase, form.role, &[&name, &desk.clinic().name], &mut problems);
    if staff::all(act.conn()).await?.iter().any(|person| person.removed_at.is_none() && person.name == name) {
        problems.push(FieldProblem::new(
            "name",
            "name-taken",
            "Somebody with this name is at the desk already. Add a middle name or an initial.",
        ));
    }
    if !problems.is_empty() {
        return Err(DeskError::fields(problems));
    }
    let person = Person { name: name.clone(), role: form.role.code().to_string() };
    let (house, key, passphrase) = (desk.house.clone(), desk.key()?, form.passphrase.passphrase());
    let slot = SlotId::random()?;
    let row = Staff {
        id: StaffId(uuid::Uuid::new_v4().to_string()),
        slot_id: slot.to_string(),
        name,
        role: form.role,
        must_change: true,
        theme: "system".to_string(),
        created_at: act.at.clone(),
        removed_at: None,
    };
    let entry = Entry::about("staff", &row.id).with("role", row.role.code());
    // Before the key file: a row without a slot lets nobody in, and shows whose first passphrase is missing.
    staff::insert(act.conn(), &row).await?;
    let adding = async {
        blocking(move || {
            frontdesk_vault::add_person(&house.folder, house.keyring.as_ref(), &key, slot, &person, &passphrase)
        })
        .await?
        .map_err(DeskError::from)
    };
    desk.outside(act, entry, Aim::header(&desk.house), adding).await?;
    list_staff(desk).await
}

async fn present(conn: &mut Conn, staff_id: &str) -> Result<Staff> {
    staff::all(conn)
        .await?
        .into_iter()
        .find(|person| person.id.as_str() == staff_id && person.removed_at.is_none())
        .ok_or_else(|| VaultError::SlotUnknown.into())
}

/// Removes a member of staff: their slot goes, and the database gets a new key that no copy of the old header opens.
pub async fn remove_staff(desk: &OpenDesk, staff_id: String) -> Result<Vec<StaffView>> {
    let mut act = desk.begin(UseCase::RemoveStaff).await?;
    let person = present(act.conn(), &staff_id).await?;
    if person.id == desk.who().id {
        return Err(DeskError::new(
            "remove-yourself",
            "You are at the desk. Ask another practice manager to remove you.",
        ));
    }
    let managers = staff::all(act.conn())
        .await?
        .iter()
        .filter(|row| row.removed_at.is_none() && row.role == Role::PracticeManager)
        .count();
    if person.role == Role::PracticeManager && managers < 2 {
        return Err(VaultError::LastPerson.into());
    }
    let entry = Entry::about("staff", &person.id);
    let (at, slot) = (act.at.clone(), person.slot_id.parse()?);
    // Before the key file: whatever fails after, they cannot unlock any more.
    staff::remove(act.conn(), &person.id, &at).await?;
    let removing = async {
        let new = begin_rotation(desk, slot).await?;
        reached(UseCase::RemoveStaff, "begun").await;
        // The next unlock ends it, should it fail from here on.
        rotate(desk, new).await.map_err(|_| {
            DeskError::new(
                "rekey-unfinished",
                format!(
                    "{} is removed and cannot unlock any more. The records have not got their new key yet: lock the desk and unlock it again to finish.",
                    person.name
                ),
            )
        })
    };
    desk.outside(act, entry, Aim::header(&desk.house), removing).await?;
    list_staff(desk).await
}

/// Takes a slot out of the header and puts a new data key beside the old one. A slot that is gone already was taken
/// out by an attempt that got no further.
async fn begin_rotation(desk: &OpenDesk, slot: SlotId) -> Result<DataKey> {
    let (house, old) = (desk.house.clone(), desk.key()?);
    let begun = blocking(move || {
        let begin = |what| frontdesk_vault::begin_rotation(&house.folder, house.keyring.as_ref(), &old, what);
        match begin(Replaced::Slot(slot)) {
            Err(VaultError::SlotUnknown) => begin(Replaced::Nothing),
            other => other,
        }
    })
    .await?;
    Ok(begun?)
}

/// Re-keys the database and drops the old key from the header. Interrupted, the next unlock ends it; until then the desk
/// goes on with whichever key opens the file.
pub(crate) async fn rotate(desk: &OpenDesk, new: DataKey) -> Result<()> {
    let (old, new) = (desk.key()?, Arc::new(new));
    let path = desk.house.folder.database_path();
    desk.store()?.close().await;
    let store = match Store::rekey(&path, &old, &new).await {
        Ok(store) => store,
        Err(error) => {
            let store = Store::open(&path, &old).await?;
            desk.go_on_with(store, old).await?;
            return Err(error.into());
        }
    };
    desk.go_on_with(store, new.clone()).await?;
    let house = desk.house.clone();
    blocking(move || frontdesk_vault::finish_rotation(&house.folder, house.keyring.as_ref(), &new)).await??;
    Ok(())
}

/// Gives somebody a first passphrase anew.
pub async fn reset_passphrase(desk: &OpenDesk, staff_id: String, passphrase: Secret) -> Result<Vec<StaffView>> {
    let mut act = desk.begin(UseCase::ResetPassphrase).await?;
    let person = present(act.conn(), &staff_id).await?;
    let mut problems = Vec::new();
    check_new_passphrase(&passphrase, &passphrase, person.role, &[&person.name], &mut problems);
    if !problems.is_empty() {
        return Err(DeskError::fields(problems));
    }
    let slot: SlotId = person.slot_id.parse()?;
    let entry = Entry::about("staff", &person.id);
    // Before the passphrase: whatever fails after, they are asked to choose their own.
    staff::set_must_change(act.conn(), &person.id, true).await?;
    desk.outside(act, entry, Aim::header(&desk.house), set_passphrase(desk, slot, passphrase)).await?;
    list_staff(desk).await
}

/// Sets the passphrase of a slot, without the one before, and changes the records' key: the one before, with an older
/// key file, opens nothing of today.
pub(crate) async fn set_passphrase(desk: &OpenDesk, slot: SlotId, passphrase: Secret) -> Result<()> {
    let mut read = desk.store()?.read().await?;
    let row = staff::by_slot(read.conn(), &slot.to_string()).await?.ok_or(VaultError::SlotUnknown)?;
    drop(read);
    let person = Person { name: row.name, role: row.role.code().to_string() };
    let (house, old) = (desk.house.clone(), desk.key()?);
    let new = blocking(move || {
        let passphrase = &passphrase.passphrase();
        let replaced = Replaced::Passphrase { slot, person: &person, passphrase };
        let begun = frontdesk_vault::begin_rotation(&house.folder, house.keyring.as_ref(), &old, replaced)?;
        house.begin_anew(Door::Person(slot));
        Ok::<_, VaultError>(begun)
    })
    .await??;
    rotate(desk, new).await
}

/// Changes one's own passphrase.
pub async fn change_passphrase(desk: &OpenDesk, old: Secret, new: Secret, again: Secret) -> Result<SessionView> {
    let act = desk.begin(UseCase::ChangePassphrase).await?;
    let who = desk.who();
    let mut problems = Vec::new();
    check_new_passphrase(&new, &again, who.role, &[&who.name, &desk.clinic().name], &mut problems);
    if problems.is_empty() && old.expose() == new.expose() {
        problems.push(FieldProblem::new(
            "passphrase",
            "passphrase-same",
            "Choose a passphrase other than the one you have.",
        ));
    }
    if !problems.is_empty() {
        return Err(DeskError::fields(problems));
    }
    let slot: SlotId = who.slot_id.parse()?;
    let entry = Entry::about("staff", &who.id);
    let house = desk.house.clone();
    let changing = async {
        let changed = blocking(move || {
            let (folder, keyring) = (&house.folder, house.keyring.as_ref());
            house.guess(Door::Person(slot), || {
                frontdesk_vault::change_passphrase(folder, keyring, slot, &old.passphrase(), &new.passphrase())
            })
        })
        .await?;
        changed.map_err(|error| match error.code.as_str() {
            "wrong-passphrase" => error.at_field("old", "That is not your passphrase now. Type it again."),
            _ => error,
        })
    };
    own_passphrase(desk, act, entry, changing).await?;
    session_view(desk).await
}

/// Sets the passphrase of the person at the desk by `setting`: it is then their own choice.
pub(crate) async fn own_passphrase(
    desk: &OpenDesk,
    act: Act,
    entry: Entry,
    setting: impl Future<Output = Result<()>> + Send,
) -> Result<()> {
    desk.outside_then(act, entry, Aim::header(&desk.house), setting, |act, ()| {
        let who = act.by().clone();
        Box::pin(async move { Ok(staff::set_must_change(act.conn(), &who, false).await?) })
    })
    .await?;
    write(&desk.who).must_change = false;
    Ok(())
}

/// Sets how the window looks for this person.
pub async fn set_theme(desk: &OpenDesk, theme: Theme) -> Result<SessionView> {
    let mut act = desk.begin(UseCase::SetTheme).await?;
    let (who, word) = (
        desk.who(),
        match theme {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        },
    );
    staff::set_theme(act.conn(), &who.id, word).await?;
    act.commit(Entry::about("staff", &who.id).with("theme", word)).await?;
    write(&desk.who).theme = word.to_string();
    session_view(desk).await
}
