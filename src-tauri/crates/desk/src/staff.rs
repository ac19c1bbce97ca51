//! Staff and their keys. Removing somebody, and giving somebody a passphrase, always changes the records' key.

use frontdesk_domain::id::StaffId;
use frontdesk_domain::problem::FieldProblem;
use frontdesk_domain::role::{Role, UseCase};
use frontdesk_store::Conn;
use frontdesk_store::staff::{self, Staff};
use frontdesk_vault::{Person, Replaced, SlotId, VaultError, begin_rotation};

use crate::clock::local_day;
use crate::entrance::blocking;
use crate::error::{DeskError, Result};
use crate::guess::Door;
use crate::key_file::{Written, nothing};
use crate::open::{Act, Entry, Id, OpenDesk, write};
use crate::rekey;
use crate::secret::Secret;
use crate::set_up::{check_name, check_new_passphrase};
use crate::unlock::session_view;
use crate::views::session::{LooseKeyView, SessionView, StaffForm, StaffView, Theme};

/// Everybody at this desk, and whether they have a key.
pub async fn list_staff(desk: &OpenDesk) -> Result<Vec<StaffView>> {
    let mut read = desk.look(UseCase::SeeStaff).await?;
    let you = desk.who().id;
    let slots: Vec<String> = desk.slots().await?.iter().map(ToString::to_string).collect();
    Ok(staff::all(read.conn())
        .await?
        .into_iter()
        .filter(|person| person.removed_at.is_none())
        .map(|person| StaffView {
            is_you: person.id == you,
            has_key: slots.contains(&person.slot_id),
            staff_id: person.id.0,
            slot_id: person.slot_id,
            name: person.name,
            role: person.role,
            must_change_passphrase: person.must_change,
            created_on: local_day(&person.created_at),
        })
        .collect())
}

/// Keys that belong to nobody here, as after the records were put back from an older copy than the key file.
pub async fn list_loose_keys(desk: &OpenDesk) -> Result<Vec<LooseKeyView>> {
    let mut read = desk.look(UseCase::SeeStaff).await?;
    let held: Vec<String> = present_slots(read.conn()).await?;
    let house = desk.house.clone();
    let labels = blocking(move || frontdesk_vault::people(&house.folder, house.keyring.as_ref())).await??;
    Ok(labels
        .into_iter()
        .map(|label| LooseKeyView {
            slot_id: label.slot_id.to_string(),
            name: label.name,
            role: Role::from_code(&label.role),
        })
        .filter(|key| !held.contains(&key.slot_id))
        .collect())
}

async fn present_slots(conn: &mut Conn) -> Result<Vec<String>> {
    let all = staff::all(conn).await?;
    Ok(all.into_iter().filter(|person| person.removed_at.is_none()).map(|person| person.slot_id).collect())
}

/// Removes a key that belongs to nobody, and changes the records' key.
pub async fn remove_loose_key(desk: &OpenDesk, slot_id: String) -> Result<Vec<LooseKeyView>> {
    let mut act = desk.begin(UseCase::RemoveLooseKey).await?;
    if present_slots(act.conn()).await?.contains(&slot_id) {
        return Err(DeskError::new(
            "key-in-use",
            "This key belongs to somebody at the desk. Remove the person instead.",
        ));
    }
    let slot: SlotId = slot_id.parse()?;
    if !desk.slots().await?.contains(&slot) {
        return Err(VaultError::SlotUnknown.into());
    }
    let entry = Entry::about("slot", Id::held(&slot_id.to_string()));
    desk.change_with_new_key(act, entry, without(desk, slot), nothing, "The key is removed.").await?;
    list_loose_keys(desk).await
}

/// Adds a member of staff with a first passphrase, which they change at once.
pub async fn add_staff(desk: &OpenDesk, form: StaffForm) -> Result<Vec<StaffView>> {
    let mut act = desk.begin(UseCase::AddStaff).await?;
    let mut problems = Vec::new();
    let name = check_name(&form.name, "name", &mut problems);
    check_new_passphrase(&form.passphrase, &form.passphrase, form.role, &[&name, &desk.clinic().name], &mut problems);
    let all = staff::all(act.conn()).await?;
    if let Some(same) = all.iter().find(|person| person.removed_at.is_none() && person.name == name) {
        problems.push(match desk.slots().await?.iter().any(|slot| slot.to_string() == same.slot_id) {
            true => FieldProblem::new(
                "name",
                "name-taken",
                "Somebody with this name is at the desk already. Add a middle name or an initial.",
            ),
            // Added before, and cut off before the key was made.
            false => FieldProblem::new(
                "name",
                "name-without-key",
                "This person is on the list already and has no passphrase yet. Press First passphrase beside their name.",
            ),
        });
    }
    if !problems.is_empty() {
        return Err(DeskError::fields(problems));
    }
    // The person stands in the records first: cut off after that, they are shown as needing a first passphrase, and no
    // key is left that belongs to nobody.
    let slot = SlotId::random()?;
    let row = Staff {
        id: StaffId(uuid::Uuid::new_v4().to_string()),
        slot_id: slot.to_string(),
        name: name.clone(),
        role: form.role,
        must_change: true,
        theme: "system".to_string(),
        created_at: act.at.clone(),
        removed_at: None,
    };
    staff::insert(act.conn(), &row).await?;
    let person = Person { name, role: form.role.code().to_string() };
    let (house, key, passphrase) = (desk.house.clone(), desk.key()?, form.passphrase.passphrase());
    let adding = async {
        Ok(blocking(move || {
            frontdesk_vault::add_person(&house.folder, house.keyring.as_ref(), &key, slot, &person, &passphrase)
        })
        .await??)
    };
    let entry = Entry::about("staff", &row.id).with("role", row.role.code());
    desk.change_key_file(act, entry, adding, nothing).await?;
    list_staff(desk).await
}

async fn present(conn: &mut Conn, staff_id: &str) -> Result<Staff> {
    staff::all(conn)
        .await?
        .into_iter()
        .find(|person| person.id.as_str() == staff_id && person.removed_at.is_none())
        .ok_or_else(|| VaultError::SlotUnknown.into())
}

/// Removes a member of staff: their slot goes, and the records get a new key that no copy of the old key file opens.
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
    let slot: SlotId = person.slot_id.parse()?;
    // Once the key file is changed they are gone, whatever comes of the re-keying: the next unlock ends that.
    let removing = async {
        match without(desk, slot).await {
            Err(error) if error.code == VaultError::SlotUnknown.code() => rekey::begin_alone(desk).await,
            other => other,
        }
    };
    let gone = person.id.clone();
    let done = format!("{} is removed and cannot unlock any more.", person.name);
    desk.change_with_new_key(act, entry, removing, move |act, _| gone_from(act, gone), &done).await?;
    list_staff(desk).await
}

fn gone_from(act: &mut Act, gone: StaffId) -> Written<'_> {
    Box::pin(async move {
        let at = act.at.clone();
        Ok(staff::remove(act.conn(), &gone, &at).await?)
    })
}

/// Takes a slot out of the key file and puts a new data key beside the old one.
async fn without(desk: &OpenDesk, slot: SlotId) -> Result<frontdesk_vault::DataKey> {
    rekey::begin(desk, move |house, old| {
        begin_rotation(&house.folder, house.keyring.as_ref(), old, Replaced::Slot(slot))
    })
    .await
}

/// Gives somebody a first passphrase anew, and a key if they have none. The records get a new key, so that the passphrase
/// before opens nothing of today by an older key file.
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
    let shown = Person { name: person.name, role: person.role.code().to_string() };
    let done = format!("{} has a new first passphrase.", shown.name);
    let setting = rekey::begin(desk, move |house, old| {
        let passphrase = &passphrase.passphrase();
        let replaced = Replaced::Passphrase { slot, person: &shown, passphrase };
        let begun = begin_rotation(&house.folder, house.keyring.as_ref(), old, replaced)?;
        house.begin_anew(Door::Person(slot));
        Ok(begun)
    });
    desk.change_with_new_key(act, entry, setting, nothing, &done).await?;
    list_staff(desk).await
}

/// Changes one's own passphrase. The records keep their key.
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
        changed.map_err(|error| own_passphrase_refused(error, "old"))
    };
    desk.change_key_file(act, entry, changing, chosen).await?;
    write(&desk.who).must_change = false;
    session_view(desk).await
}

fn own_passphrase_refused(error: DeskError, field: &str) -> DeskError {
    match error.code.as_str() {
        "wrong-passphrase" => error.at_field(field, "That is not your passphrase now. Type it again."),
        _ => error,
    }
}

/// Written with the outcome: the passphrase of whoever acts is their own choice.
pub(crate) fn chosen<'a, T>(act: &'a mut Act, _: &'a T) -> Written<'a> {
    let who = act.by().clone();
    Box::pin(async move { Ok(staff::set_must_change(act.conn(), &who, false).await?) })
}

/// Replaces this computer's key, as after a theft or a copy of its keyring. Whoever does it types their own passphrase and
/// keeps it; everybody else needs a first passphrase. The records get a new key.
pub async fn replace_device_key(desk: &OpenDesk, passphrase: Secret) -> Result<Vec<StaffView>> {
    let act = desk.begin(UseCase::ReplaceDeviceKey).await?;
    let who = desk.who();
    let slot: SlotId = who.slot_id.parse()?;
    let shown = Person { name: who.name, role: who.role.code().to_string() };
    let entry = Entry::about("staff", &who.id);
    let replacing = async {
        let (house, old) = (desk.house.clone(), desk.key()?);
        blocking(move || {
            let (folder, keyring, typed) = (&house.folder, house.keyring.as_ref(), passphrase.passphrase());
            house.guess(Door::Person(slot), || frontdesk_vault::unlock(folder, keyring, slot, &typed))?;
            Ok(frontdesk_vault::replace_device_secret(folder, keyring, &old, slot, &shown, &typed)?)
        })
        .await?
        .map_err(|error| own_passphrase_refused(error, "devicePassphrase"))
    };
    desk.change_with_new_key(act, entry, replacing, nothing, "This computer has a new key.").await?;
    let house = desk.house.clone();
    // What is left of the old one opens nothing; the next unlock tries again.
    let _ = blocking(move || frontdesk_vault::forget_older_devices(&house.folder, house.keyring.as_ref())).await?;
    list_staff(desk).await
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
