//! The recovery sheet: shown once, confirmed from paper, and the way back when nobody can unlock.

use std::sync::Arc;

use frontdesk_documents::RecoverySheet;
use frontdesk_domain::role::{Role, UseCase};
use frontdesk_store::setting;
use frontdesk_vault::{RecoveryCode, Replaced, SheetNumber, SlotId};

use crate::clock::day_words;
use crate::entrance::{blocking, person};
use crate::error::{DeskError, Result};
use crate::guess::Door;
use crate::house::House;
use crate::open::{Entry, Id, OpenDesk, lock};
use crate::outside::Aim;
use crate::papers::Papers;
use crate::secret::Secret;
use crate::set_up::check_new_passphrase;
use crate::views::session::{PersonView, RecoveredView, RecoveryView};

/// A code not yet confirmed from its paper.
pub struct Sheet {
    number: String,
    code: RecoveryCode,
    ask: [u32; 2],
}

impl Sheet {
    /// A sheet that asks for two of its groups.
    pub(crate) fn new(number: String, code: RecoveryCode) -> Self {
        let mut random = [0u8; 2];
        // Which groups are asked is no secret: without randomness the same two are asked.
        let _ = getrandom::fill(&mut random);
        let first = u32::from(random[0] % 7);
        let second = (first + 1 + u32::from(random[1] % 6)) % 7;
        let mut ask = [first + 1, second + 1];
        ask.sort_unstable();
        Self { number, code, ask }
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

/// A new sheet; the old one stops working. Needs the practice manager.
pub async fn reissue(desk: &OpenDesk) -> Result<RecoveryView> {
    let mut act = desk.begin(UseCase::ReissueRecovery).await?;
    let (house, key) = (desk.house.clone(), desk.key()?);
    // Before the key file: whatever fails after, the desk asks for a sheet.
    setting::forget(act.conn(), "recovery-confirmed").await?;
    let next = {
        let house = desk.house.clone();
        blocking(move || Ok::<_, frontdesk_vault::VaultError>(house.folder.header()?.sheet().next())).await??
    };
    let making = async {
        blocking(move || frontdesk_vault::add_sheet(&house.folder, house.keyring.as_ref(), &key))
            .await?
            .map_err(DeskError::from)
    };
    let entry = Entry::about("recovery-sheet", Id::held(&next.to_string()));
    let reissued = desk.outside(act, entry, Aim::header(&desk.house), making).await?;
    *lock(&desk.sheet) = Some(Sheet::new(reissued.sheet.to_string(), reissued.recovery_code));
    sheet_view(desk)
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
    };
    let document = frontdesk_documents::recovery_sheet(&paper)?;
    let entry = Entry::about("recovery-sheet", Id::held(&sheet.number));
    let view = Papers::show(
        &mut lock(&desk.papers),
        "Recovery sheet",
        document,
        entry,
        vec!["Anyone with this page can open the clinic's records.".to_string()],
    );
    Ok(RecoveryView {
        sheet: sheet.number.clone(),
        groups: groups.into_iter().map(Secret::new).collect(),
        made_on: day_words(today),
        made_by: desk.who().name,
        clinic_name: clinic.name.clone(),
        ask_groups: sheet.ask.to_vec(),
        document: view,
    })
}

/// Two groups typed back from the paper. Afterwards the code is nowhere but there.
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
    setting::set(act.conn(), "recovery-confirmed", &number).await?;
    act.commit(Entry::about("recovery-sheet", Id::held(&number)).with("confirmed", true)).await?;
    let but = lock(&desk.sheet).take().map(|sheet| sheet.number.parse::<SheetNumber>()).transpose()?;
    lock(&desk.papers).clear();
    if let Some(but) = but {
        let (house, old) = (desk.house.clone(), desk.key()?);
        let new = blocking(move || {
            frontdesk_vault::begin_rotation(&house.folder, house.keyring.as_ref(), &old, Replaced::Sheets { but })
        })
        .await??;
        crate::staff::rotate(desk, new).await?;
    }
    crate::unlock::session_view(desk).await
}

/// Opens the vault with the printed code: on a new computer this brings its key back, too.
pub async fn open(house: &Arc<House>, code: Secret) -> Result<Recovered> {
    let typed = code.clone();
    let inside = house.clone();
    let (people, sheet, new_computer) = blocking(move || {
        // A slip that the code finds by itself tries nothing, and is not counted.
        let parsed = RecoveryCode::parse(typed.expose())?;
        let missing = inside.key_missing();
        inside.guess(Door::Sheet, || {
            frontdesk_vault::unlock_with_recovery(&inside.folder, &parsed, inside.keyring.as_ref())
        })?;
        Ok::<_, DeskError>((inside.people()?, inside.folder.header()?.sheets_in_words(), missing))
    })
    .await??;
    let people = people
        .iter()
        .filter_map(|label| person(label, 0))
        // A new sheet follows, which is the practice manager's to keep.
        .filter(|person| person.role == Role::PracticeManager)
        .collect();
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
    let inside = house.clone();
    let unlocked = blocking(move || {
        let (folder, keyring) = (&inside.folder, inside.keyring.as_ref());
        inside.guess(Door::Sheet, || frontdesk_vault::unlock_with_recovery(folder, &code, keyring))
    })
    .await??;
    let desk = crate::unlock::open(house, unlocked, &slot_id, "recover").await?;
    let entry = Entry::about("staff", desk.who().id);
    let act = desk.begin(UseCase::ChangePassphrase).await?;
    crate::staff::own_passphrase(&desk, act, entry, crate::staff::set_passphrase(&desk, slot, passphrase)).await?;
    Ok(desk)
}
