//! The recovery sheet: shown once, confirmed from paper, and the way back when nobody can unlock.

use std::sync::Arc;

use frontdesk_documents::RecoverySheet;
use frontdesk_domain::role::{Role, UseCase};
use frontdesk_store::staff::{self, Staff};
use frontdesk_store::{Conn, setting};
use frontdesk_vault::{Person, RecoveryCode, Replaced, SheetNumber, SlotId, VaultError, begin_rotation, refuse_older};

use crate::clock::day_words;
use crate::entrance::blocking;
use crate::error::{DeskError, Result};
use crate::generation;
use crate::guess::Door;
use crate::house::House;
use crate::key_file::nothing;
use crate::open::{Act, Entry, Id, OpenDesk, lock};
use crate::papers::Papers;
use crate::rekey::{self, Opened};
use crate::secret::Secret;
use crate::set_up::check_new_passphrase;
use crate::staff::chosen;
use crate::views::session::{PersonView, RecoveredView, RecoveryView};

/// The setting that holds the number of the sheet that was last confirmed from its paper.
const CONFIRMED: &str = "recovery-confirmed";

/// A code not yet confirmed from its paper.
pub struct Sheet {
    number: String,
    code: RecoveryCode,
    ask: [u32; 2],
    second_name: Option<String>,
}

impl Sheet {
    /// A sheet that asks for two of its groups.
    pub(crate) fn new(number: String, code: RecoveryCode, second_name: Option<String>) -> Self {
        let mut random = [0u8; 2];
        // Which groups are asked is no secret: without randomness the same two are asked.
        let _ = getrandom::fill(&mut random);
        let first = u32::from(random[0] % 7);
        let second = (first + 1 + u32::from(random[1] % 6)) % 7;
        let mut ask = [first + 1, second + 1];
        ask.sort_unstable();
        Self { number, code, ask, second_name }
    }
}

/// What a recovery code opened.
pub struct Recovered {
    code: Secret,
    sheet: String,
    people: Vec<PersonView>,
    new_computer: bool,
}

impl Recovered {
    /// For the window.
    pub fn view(&self) -> RecoveredView {
        RecoveredView { sheet: self.sheet.clone(), people: self.people.clone(), new_computer: self.new_computer }
    }
}

/// The sheet made at set-up.
pub async fn first_sheet(desk: &OpenDesk) -> Result<RecoveryView> {
    sheet_view(desk)
}

/// A new sheet beside those that stand: all open until this one is confirmed. Needs the practice manager.
pub async fn reissue(desk: &OpenDesk) -> Result<RecoveryView> {
    let mut act = desk.begin(UseCase::ReissueRecovery).await?;
    let (house, key) = (desk.house.clone(), desk.key()?);
    let next = blocking(move || house.folder.header().map(|header| header.sheet().next())).await??;
    // Before the key file: whatever fails after, the desk asks for a sheet.
    setting::forget(act.conn(), CONFIRMED).await?;
    let house = desk.house.clone();
    let making =
        async { Ok(blocking(move || frontdesk_vault::add_sheet(&house.folder, house.keyring.as_ref(), &key)).await??) };
    let entry = Entry::about("recovery-sheet", Id::held(&next.to_string()));
    let reissued = desk.change_key_file(act, entry, making, nothing).await?;
    let sheet = Sheet::new(reissued.sheet.to_string(), reissued.recovery_code, second_name(desk).await?);
    *lock(&desk.sheet) = Some(sheet);
    sheet_view(desk)
}

/// Another practice manager, for the sheet.
async fn second_name(desk: &OpenDesk) -> Result<Option<String>> {
    let you = desk.who().id;
    let mut read = desk.store()?.read().await?;
    let all = staff::all(read.conn()).await?;
    let other = |row: &Staff| row.removed_at.is_none() && row.role == Role::PracticeManager && row.id != you;
    Ok(all.into_iter().find(other).map(|row| row.name))
}

/// Which sheets open the records, when it is not one alone that was confirmed from its paper.
pub(crate) async fn unsettled(desk: &OpenDesk, conn: &mut Conn) -> Result<Option<Vec<String>>> {
    if desk.house.demo {
        return Ok(None);
    }
    let confirmed = setting::get(conn, CONFIRMED).await?;
    let sheets = desk.sheets().await?;
    Ok((sheets.as_slice() != confirmed.as_slice()).then_some(sheets))
}

fn sheet_view(desk: &OpenDesk) -> Result<RecoveryView> {
    let kept = lock(&desk.sheet);
    let sheet = kept.as_ref().ok_or_else(|| {
        DeskError::new("recovery-sheet-gone", "The recovery code was shown already. Make a new sheet in Settings.")
    })?;
    let clinic = desk.clinic();
    let today = desk.clock().today();
    let groups: Vec<String> = sheet.code.with_groups(|groups| groups.iter().map(ToString::to_string).collect());
    let paper = RecoverySheet {
        clinic: clinic.name.clone(),
        groups: groups.clone(),
        sheet: sheet.number.clone(),
        made: today,
        by: desk.who().name,
        phone: clinic.phone.clone(),
        second: sheet.second_name.clone(),
    };
    let document = frontdesk_documents::recovery_sheet(&paper)?;
    let entry = Entry::about("recovery-sheet", Id::held(&sheet.number));
    let view = Papers::show(
        &mut lock(&desk.papers),
        "Recovery sheet",
        document,
        entry,
        vec!["Anyone with this page and the clinic's computer can open the records.".to_string()],
    );
    Ok(RecoveryView {
        sheet: sheet.number.clone(),
        groups: groups.into_iter().map(Secret::new).collect(),
        made_on: day_words(today),
        made_by: desk.who().name,
        clinic_name: clinic.name.clone(),
        ask_groups: sheet.ask.to_vec(),
        help_phone: clinic.phone.clone(),
        second_name: sheet.second_name.clone(),
        document: view,
    })
}

/// Two groups typed back from the paper. Afterwards the code is nowhere but there, every other sheet is out of the key
/// file, and the records have a new key, so that no other sheet opens today's by an older key file either.
pub async fn confirm(desk: &OpenDesk, groups: Vec<Secret>) -> Result<crate::views::session::SessionView> {
    let mut act = desk.begin(UseCase::ConfirmRecovery).await?;
    let number = {
        let kept = lock(&desk.sheet);
        let sheet = kept
            .as_ref()
            .ok_or_else(|| DeskError::new("recovery-sheet-gone", "The recovery code was confirmed already."))?;
        let problems: Vec<_> = sheet
            .ask
            .iter()
            .enumerate()
            .filter(|(place, group)| {
                !groups.get(*place).is_some_and(|typed| sheet.code.group_matches(**group as usize, typed.expose()))
            })
            .map(|(place, group)| {
                frontdesk_domain::problem::FieldProblem::new(
                    &format!("group{}", place + 1),
                    "recovery-group",
                    format!("Group {group} on the paper is different. Type it again from the sheet."),
                )
            })
            .collect();
        if !problems.is_empty() {
            return Err(DeskError::fields(problems));
        }
        sheet.number.clone()
    };
    // It is on paper, whatever comes of the key file.
    setting::set(act.conn(), CONFIRMED, &number).await?;
    let leave = leave_one(desk, act, &number).await;
    *lock(&desk.sheet) = None;
    lock(&desk.papers).clear();
    leave?;
    crate::unlock::session_view(desk).await
}

/// Takes every sheet but one out of the key file.
async fn leave_one(desk: &OpenDesk, act: Act, number: &str) -> Result<()> {
    let but: SheetNumber = number.parse()?;
    let removing = rekey::begin(desk, move |house, old| {
        begin_rotation(&house.folder, house.keyring.as_ref(), old, Replaced::Sheets { but })
    });
    let entry = Entry::about("recovery-sheet", Id::held(number)).with("confirmed", true);
    desk.change_with_new_key(act, entry, removing, nothing, "The sheet is confirmed.").await
}

/// Ends what a confirmed sheet began, when it was cut off: the sheets before it still open. Left to the next time when it
/// cannot be done now; the desk says so meanwhile.
pub(crate) async fn end_confirming(desk: &OpenDesk) -> Result<()> {
    let confirmed = setting::get(desk.store()?.read().await?.conn(), CONFIRMED).await?;
    let (Some(number), sheets) = (confirmed, desk.sheets().await?) else { return Ok(()) };
    let may = desk.who().role == Role::PracticeManager && !desk.who().must_change;
    if !may || sheets.len() < 2 || !sheets.contains(&number) {
        return Ok(());
    }
    let act = desk.begin(UseCase::ConfirmRecovery).await?;
    leave_one(desk, act, &number).await
}

/// Opens the vault with the printed code: on a new computer this brings its key back, too. Says whose passphrase can be
/// set anew, as the records know them: a practice manager may have no key any more.
pub async fn open(house: &Arc<House>, code: Secret) -> Result<Recovered> {
    if code.expose().trim().is_empty() {
        return Err(DeskError::new("recovery-code-empty", "Type the 7 groups of the recovery code."));
    }
    let typed = code.clone();
    let inside = house.clone();
    let (unlocked, new_computer) = blocking(move || {
        // A slip that the code finds by itself tries nothing, and is not counted.
        let parsed = RecoveryCode::parse(typed.expose())?;
        let missing = inside.key_missing();
        let unlocked = inside.guess(Door::Sheet, || {
            frontdesk_vault::unlock_with_recovery(&inside.folder, &parsed, inside.keyring.as_ref())
        })?;
        Ok::<_, DeskError>((unlocked, missing))
    })
    .await??;
    let (store, _) = rekey::open_with_any(house, &unlocked.data_keys).await?;
    let rows = match store.read().await {
        Ok(mut read) => staff::all(read.conn()).await,
        Err(error) => Err(error),
    };
    // The key file may turn out to be older than the records: the first page tells, from now on.
    let _ = generation::check(house, &store, unlocked.generation).await;
    store.close().await;
    let people = rows?
        .into_iter()
        // A new sheet follows, which is the practice manager's to keep.
        .filter(|row| row.removed_at.is_none() && row.role == Role::PracticeManager)
        .map(|row| PersonView { slot_id: row.slot_id, name: row.name, role: row.role, wait_seconds: 0 })
        .collect();
    let sheet = unlocked.sheet.unwrap_or(SheetNumber::FIRST).to_string();
    Ok(Recovered { code, sheet, people, new_computer })
}

/// Sets a practice manager's passphrase anew and opens the desk.
pub async fn finish(
    house: &Arc<House>,
    recovered: &Recovered,
    slot_id: String,
    passphrase: Secret,
    again: Secret,
) -> Result<OpenDesk> {
    let person = recovered
        .people
        .iter()
        .find(|person| person.slot_id == slot_id)
        .ok_or(frontdesk_vault::VaultError::SlotUnknown)?;
    let mut problems = Vec::new();
    check_new_passphrase(&passphrase, &again, person.role, &[&person.name], &mut problems);
    if !problems.is_empty() {
        return Err(DeskError::fields(problems));
    }
    let slot: SlotId = slot_id.parse()?;
    let code = RecoveryCode::parse(recovered.code.expose())?;
    let (inside, again) = (house.clone(), RecoveryCode::parse(recovered.code.expose())?);
    let mut unlocked = blocking(move || {
        let (folder, keyring) = (&inside.folder, inside.keyring.as_ref());
        inside.guess(Door::Sheet, || frontdesk_vault::unlock_with_recovery(folder, &again, keyring))
    })
    .await??;
    // A change of key that was cut off is ended by the one that follows here.
    let pending = unlocked.data_keys.len() > 1;
    let (store, fits) = rekey::open_with_any(house, &unlocked.data_keys).await?;
    let older = generation::check(house, &store, unlocked.generation).await.is_err();
    let inside = house.clone();
    let older = older
        || blocking(move || {
            let header = inside.folder.header()?;
            Ok::<_, VaultError>(refuse_older(&inside.folder, inside.keyring.as_ref(), &header).is_err())
        })
        .await??;
    let opened = Opened { store, key: unlocked.data_keys.swap_remove(fits), rekeyed: false };
    let desk = crate::unlock::enter(house, opened, &slot_id, "recover").await?;

    let act = desk.begin(UseCase::ChangePassphrase).await?;
    let mut entry = Entry::about("staff", desk.who().id).with("sheet", Id::held(&recovered.sheet));
    if older {
        // From here on the key file is above all that were seen, and holds nobody's key but this person's.
        entry = entry.with("key-file", unlocked.generation).with("known", house.folder.generation_noted());
    }
    let shown = Person { name: person.name.clone(), role: person.role.code().to_string() };
    let inside = desk.house.clone();
    let setting = async {
        let mut keys = blocking(move || {
            let (folder, keyring) = (&inside.folder, inside.keyring.as_ref());
            let opened = inside.guess(Door::Sheet, || frontdesk_vault::unlock_with_recovery(folder, &code, keyring))?;
            let keys = opened.data_keys;
            Ok::<_, DeskError>(frontdesk_vault::recover(folder, keyring, keys, slot, &shown, &passphrase.passphrase())?)
        })
        .await??
        .0;
        Ok(keys.remove(0))
    };
    desk.change_with_new_key(act, entry, setting, chosen, "Your new passphrase is set.").await?;
    crate::open::write(&desk.who).must_change = false;
    if pending {
        // The key that was made before the recovery may have been read with an older key file.
        rekey::rotate(&desk, rekey::begin_alone(&desk).await?).await?;
    }
    Ok(desk)
}
