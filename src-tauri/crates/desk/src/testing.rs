//! A desk to test at: a real vault and a real encrypted database, a keyring in memory, and a clock that stands still.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, Utc};
use frontdesk_domain::catalogue::Clinic;
use frontdesk_domain::id::StaffId;
use frontdesk_domain::role::{Role, UseCase};
use frontdesk_store::staff::{self, Staff};
use frontdesk_store::{Store, clinic_version, outside_act};
use frontdesk_vault::testing::MemoryKeyring;
use frontdesk_vault::{DataKey, DeviceSecretStore, Passphrase, Person, SheetNumber, VaultFolder};

use crate::clock::Clock;
use crate::entrance::blocking;
use crate::error::Result;
use crate::house::House;
use crate::open::{Actor, OpenDesk, lock, write};
use crate::views::board::Tone;
use crate::views::session::NoticeView;

/// For how long a test's computer is on: long enough to go back to any day of its records.
const LONG_ON: Duration = Duration::from_secs(3650 * 86_400);

/// A clock that says what it is told.
pub struct StillClock {
    now: Mutex<DateTime<Utc>>,
    steady: Mutex<Duration>,
}

impl StillClock {
    /// Stands at an instant, RFC 3339.
    pub fn at(instant: &str) -> Arc<Self> {
        Arc::new(Self { now: Mutex::new(parse(instant)), steady: Mutex::new(LONG_ON) })
    }

    /// The time is another, RFC 3339, on the wall and on the steady clock alike: what is recorded then is recorded at a
    /// believed time. Back too, for records of an earlier day.
    pub fn go_to(&self, instant: &str) {
        let (mut now, mut steady) = (lock(&self.now), lock(&self.steady));
        let then = parse(instant);
        *steady = match (then - *now).to_std() {
            Ok(on) => *steady + on,
            Err(_) => steady.saturating_sub((*now - then).to_std().unwrap_or_default()),
        };
        *now = then;
    }

    /// The clock on the wall is put to another instant, RFC 3339; no time passes.
    pub fn set(&self, instant: &str) {
        *lock(&self.now) = parse(instant);
    }

    /// Time passes, on the wall and on the steady clock alike.
    pub fn pass(&self, time: Duration) {
        *lock(&self.now) += time;
        *lock(&self.steady) += time;
    }
}

fn parse(instant: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(instant).map_or(DateTime::UNIX_EPOCH, |at| at.with_timezone(&Utc))
}

impl Clock for StillClock {
    fn now(&self) -> DateTime<Utc> {
        *lock(&self.now)
    }

    fn steady(&self) -> Duration {
        *lock(&self.steady)
    }
}

/// Name of the one person of each role at a test desk.
pub fn name(role: Role) -> &'static str {
    match role {
        Role::Reception => "Priya Shah",
        Role::PracticeManager => "Marta Nowak",
        Role::Clinician => "Tom Ellery",
    }
}

fn member(role: Role, slot_id: String) -> Staff {
    Staff {
        id: StaffId(format!("staff-{}", role.code())),
        slot_id,
        name: name(role).to_string(),
        role,
        must_change: false,
        theme: "system".to_string(),
        created_at: "2026-01-05T09:00:00.000Z".to_string(),
        removed_at: None,
    }
}

/// Sets up the shipped clinic in `folder`, with one person of each role, and opens the desk for `role`.
/// The manager's passphrase is the demo's.
pub async fn open(folder: &Path, role: Role, clock: Arc<dyn Clock>) -> Result<OpenDesk> {
    open_with(folder, role, clock, Arc::new(MemoryKeyring::new())).await
}

/// The same with a keyring that the test keeps in hand.
pub async fn open_with(
    folder: &Path,
    role: Role,
    clock: Arc<dyn Clock>,
    keyring: Arc<dyn DeviceSecretStore>,
) -> Result<OpenDesk> {
    let house = Arc::new(House::new(VaultFolder::make(folder)?, keyring, clock, false));
    let inside = house.clone();
    let created = blocking(move || {
        let person =
            Person { name: name(Role::PracticeManager).to_string(), role: Role::PracticeManager.code().to_string() };
        let passphrase = Passphrase::new(crate::demo_house::PASSPHRASE.to_string());
        frontdesk_vault::create(
            &inside.folder,
            inside.keyring.as_ref(),
            &person,
            &passphrase,
            SheetNumber::FIRST,
            &inside.clock.stamp(),
        )
    })
    .await??;
    let store = Store::create(&house.folder.database_path(), &created.data_key).await?;
    let clinic = Clinic::shipped();
    let mut act = store.write().await?;
    for role in Role::ALL {
        let slot =
            if role == Role::PracticeManager { created.slot_id.to_string() } else { format!("slot-{}", role.code()) };
        staff::insert(act.conn(), &member(role, slot)).await?;
    }
    clinic_version::append(
        act.conn(),
        &clinic,
        &house.clock.stamp(),
        member(Role::PracticeManager, String::new()).id.as_str(),
        "set-up",
    )
    .await?;
    act.commit().await?;
    // The manager alone has a slot of the vault, and so a passphrase.
    let slot = match role {
        Role::PracticeManager => created.slot_id.to_string(),
        _ => format!("slot-{}", role.code()),
    };
    Ok(OpenDesk::new(house, store, created.data_key, Actor::of(member(role, slot)), clinic, None))
}

/// The screen is handed to the patient of an arrival, as after `hand_over`.
pub fn handed(desk: &OpenDesk, arrival_id: &str) {
    *lock(&desk.handed) = Some(crate::signing::HandedOver::to_patient(arrival_id));
}

/// The screen is at the desk again, as after `take_back`.
pub fn handed_back(desk: &OpenDesk) {
    *lock(&desk.handed) = None;
}

/// The desk has something to say; what is grave stays, and what is not can be put off.
pub fn tell(desk: &OpenDesk, code: &str, grave: bool, message: &str) {
    let notice = NoticeView::new(code, if grave { Tone::Stop } else { Tone::Info }, message);
    desk.tell(if grave { notice } else { notice.can_wait() });
}

/// The clock is doubted, as after one that was set back by a day.
pub fn doubt_clock(desk: &OpenDesk) {
    desk.believe(crate::doubt::WallClock::doubted(desk.clock()));
}

/// This computer's keyring keeps an entry that is not in these records.
pub fn anchor_elsewhere(desk: &OpenDesk) {
    if let Ok(header) = desk.house.folder.header() {
        let _ = desk.house.keyring.put_anchor(header.vault(), &"ab".repeat(32));
    }
}

/// Another person takes the desk over, as after a lock and an unlock.
pub fn sit_down(desk: &OpenDesk, role: Role) {
    *write(&desk.who) = Actor::of(member(role, format!("slot-{}", role.code())));
}

/// The catalogue changes, as after an edit by the manager.
pub fn change_clinic(desk: &OpenDesk, change: impl FnOnce(&mut Clinic)) {
    let mut clinic = (*desk.clinic()).clone();
    change(&mut clinic);
    *write(&desk.clinic) = Arc::new(clinic);
}

/// A try at a person's door, with a check of the test's own that says whether it was right.
pub fn guess(house: &House, slot: &str, check: impl FnOnce() -> bool) -> Result<()> {
    let wrong = frontdesk_vault::VaultError::WrongPassphrase;
    house.guess(crate::guess::Door::Person(slot.parse()?), || if check() { Ok(()) } else { Err(wrong) })
}

/// The store itself, to look past the use cases.
#[allow(clippy::expect_used)]
pub fn store(desk: &OpenDesk) -> Arc<Store> {
    desk.store().expect("the desk is open")
}

/// Whether a lock has taken the records and their key out.
pub fn is_emptied(desk: &OpenDesk) -> bool {
    desk.key().is_err() && desk.store().is_err()
}

/// The audit's head as the keyring holds it.
pub fn anchor(desk: &OpenDesk) -> Option<String> {
    let vault = desk.house.folder.header().ok()?.vault();
    desk.house.keyring.get_anchor(vault).ok()?
}

/// The database's key, for a connection of one's own to a copy of the file.
#[allow(clippy::expect_used)]
pub fn key(desk: &OpenDesk) -> Arc<DataKey> {
    desk.key().expect("the desk is open")
}

/// The person at the desk has yet to choose their own passphrase.
pub fn must_change(desk: &OpenDesk) {
    write(&desk.who).must_change = true;
}

/// The documents in hand, by title, with their bytes.
pub fn papers(desk: &OpenDesk) -> Vec<(String, Arc<Vec<u8>>)> {
    lock(&desk.papers).all().map(|paper| (paper.title.clone(), paper.bytes.clone())).collect()
}

/// Where a process under test stops, as `use-case/place`: it says so on its standard output and goes no further.
pub const STOP_AT: &str = "FRONTDESK_TEST_STOP_AT";

/// Stops there for good, when it is the place; somebody kills the process then.
pub(crate) async fn reached(case: UseCase, place: &str) {
    let here = format!("{}/{place}", case.code());
    if std::env::var(STOP_AT).is_ok_and(|stop| stop == here) {
        #[allow(clippy::print_stdout)] // the test waits for this line
        {
            println!("reached {here}");
        }
        std::future::pending::<()>().await;
    }
}

/// How many acts outside the database have no outcome on record.
pub async fn acts_left(desk: &OpenDesk) -> Result<usize> {
    let store = desk.store()?;
    let mut read = store.read().await?;
    Ok(outside_act::left(read.conn()).await?.len())
}
