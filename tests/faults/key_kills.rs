//! The plug pulled between the steps of everything that changes the key file: what was recorded is there, somebody gets
//! in, a sheet that was printed opens, and no key is left that belongs to nobody.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use frontdesk_desk::house::House;
use frontdesk_desk::lock::LockReason;
use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::secret::Secret;
use frontdesk_desk::views::session::{RecoveryView, SetUpForm, StaffForm};
use frontdesk_desk::{entrance, recovery, set_up, staff, testing, unlock};
use frontdesk_domain::role::Role;
use frontdesk_vault::testing::{END_AT, MemoryKeyring};

use crate::child;
use crate::clinic::{details, house, passphrase};
use crate::file_keyring::FileKeyring;

const ME: &str = "key_kills::acts_until_it_is_killed";
const ACT: &str = "FRONTDESK_TEST_ACT";

/// Everything that changes the key file. "end" is an unlock that ends a change of key which was cut off.
const ACTS: [&str; 9] = ["set-up", "add", "remove", "reset", "sheet", "passphrase", "device", "recovery", "end"];

/// More steps than any of them has.
const STEPS: u32 = 24;

fn fresh() -> Secret {
    Secret::new("granite violin pepper sunday")
}

fn at(place: &Path) -> Arc<House> {
    house(place.join("clinic"), Arc::new(FileKeyring(place.join("keyring"))))
}

/// The sheets that came to paper: their codes, one a line.
fn print(place: &Path, sheet: &RecoveryView) {
    let code = sheet.groups.iter().map(Secret::expose).collect::<Vec<_>>().join(" ");
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(place.join("printed")).unwrap();
    writeln!(file, "{code}").unwrap();
}

fn printed(place: &Path) -> Vec<Secret> {
    std::fs::read_to_string(place.join("printed")).unwrap_or_default().lines().map(Secret::new).collect()
}

async fn confirm(desk: &OpenDesk, sheet: &RecoveryView) {
    let groups = sheet.ask_groups.iter().map(|group| sheet.groups[*group as usize - 1].clone()).collect();
    recovery::confirm(desk, groups).await.unwrap();
}

async fn set_up_anew(place: &Path) -> OpenDesk {
    let own = passphrase(Role::PracticeManager);
    let form = SetUpForm {
        clinic: details(),
        manager_name: testing::name(Role::PracticeManager).into(),
        passphrase: own.clone(),
        passphrase_again: own,
    };
    let desk = set_up::set_up(&at(place), form).await.unwrap();
    let sheet = recovery::first_sheet(&desk).await.unwrap();
    print(place, &sheet);
    confirm(&desk, &sheet).await;
    desk
}

fn newcomer(name: &str) -> StaffForm {
    StaffForm { name: name.into(), role: Role::Reception, passphrase: Secret::new("walnut ferry candle") }
}

/// A clinic with a manager, a colleague, a sheet on paper and one patient.
async fn pattern() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    let desk = set_up_anew(place.path()).await;
    staff::add_staff(&desk, newcomer("Leo Marsh")).await.unwrap();
    crate::forms::patient(&desk).await;
    unlock::lock(&desk, LockReason::ByHand).await;
    place
}

async fn manager(house: &Arc<House>) -> Option<OpenDesk> {
    let people = entrance::start_view(house, None, None).await.ok()?.people;
    let slot = people.into_iter().find(|person| person.role == Role::PracticeManager)?.slot_id;
    for typed in [passphrase(Role::PracticeManager), fresh()] {
        if let Ok(desk) = unlock::unlock(house, slot.clone(), typed).await {
            return Some(desk);
        }
    }
    None
}

/// Not a fact of its own: the process that the tests below kill.
#[tokio::test(flavor = "multi_thread")]
async fn acts_until_it_is_killed() {
    let Some(place) = child::folder() else { return };
    let act = std::env::var(ACT).unwrap();
    if act == "set-up" {
        println!("begins");
        set_up_anew(&place).await;
        println!("ended");
        return;
    }
    let house = at(&place);
    if act == "recovery" {
        println!("begins");
        let recovered = recovery::open(&house, printed(&place).remove(0)).await.unwrap();
        let slot = recovered.view().people[0].slot_id.clone();
        let desk = recovery::finish(&house, &recovered, slot, fresh(), fresh()).await.unwrap();
        let sheet = recovery::reissue(&desk).await.unwrap();
        print(&place, &sheet);
        confirm(&desk, &sheet).await;
        println!("ended");
        return;
    }
    if act == "end" {
        println!("begins");
    }
    let desk = manager(&house).await.expect("the manager gets in");
    println!("begins");
    let colleague = async || {
        let list = staff::list_staff(&desk).await.unwrap();
        list.into_iter().find(|person| person.name == "Leo Marsh").unwrap().staff_id
    };
    match act.as_str() {
        "add" => drop(staff::add_staff(&desk, newcomer("Ines Duarte")).await.unwrap()),
        "remove" => drop(staff::remove_staff(&desk, colleague().await).await.unwrap()),
        "reset" => {
            let first = Secret::new("barley compass quilt");
            staff::reset_passphrase(&desk, colleague().await, first).await.unwrap();
        }
        "sheet" => {
            let sheet = recovery::reissue(&desk).await.unwrap();
            print(&place, &sheet);
            confirm(&desk, &sheet).await;
        }
        "passphrase" => {
            let old = passphrase(Role::PracticeManager);
            staff::change_passphrase(&desk, old, fresh(), fresh()).await.unwrap();
        }
        "device" => drop(staff::replace_device_key(&desk, passphrase(Role::PracticeManager)).await.unwrap()),
        "end" => {}
        other => panic!("{other}"),
    }
    println!("ended");
}

/// How a child ends.
#[derive(Clone, Copy, Debug)]
enum End {
    /// Between two steps, counted.
    AtStep(u32),
    /// By SIGKILL, so many microseconds after it began.
    After(u64),
}

/// Runs an act in a process of its own and ends it; false when it had ended by itself.
fn kill(place: &Path, act: &str, end: End) -> bool {
    let mut command: Command = child::command(&[], ME);
    command.env(child::FOLDER, place).env(ACT, act).stdout(Stdio::piped()).stderr(Stdio::null());
    if let End::AtStep(step) = end {
        command.env(END_AT, step.to_string());
    }
    let mut process = command.spawn().unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);
    if let End::After(micros) = end {
        lines.by_ref().find(|line| line.contains("begins"));
        std::thread::sleep(Duration::from_micros(micros));
        process.kill().unwrap();
    }
    let ended = lines.any(|line| line.contains("ended"));
    let status = process.wait().unwrap();
    assert!(!status.success() || ended, "{act} {end:?} neither ended nor was killed");
    // A child that panicked proves nothing.
    assert!(status.code().is_none() || status.success(), "{act} {end:?} went wrong by itself: {status}");
    !ended
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Figures {
    kills: u32,
    records_lost: u32,
    nobody_gets_in: u32,
    no_printed_sheet_opens: u32,
    keys_without_a_person: u32,
    acts_without_an_outcome: u32,
}

impl Figures {
    fn are_right(&self) {
        println!("{self:?}");
        assert_eq!(*self, Figures { kills: self.kills, ..Figures::default() });
    }
}

/// One kill, on a copy of the pattern, and what is found afterwards; false when it could not be killed there.
async fn round(pattern: &Path, act: &str, end: End, figures: &mut Figures) -> bool {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    if act == "set-up" {
        std::fs::create_dir_all(place).unwrap();
    } else {
        copy(pattern, place);
    }
    if act == "end" {
        // A removal that was cut off in its re-keying: at its 4th to 7th step.
        let cut = 4 + match end {
            End::AtStep(step) => step % 4,
            End::After(micros) => (micros % 4) as u32,
        };
        assert!(kill(place, "remove", End::AtStep(cut)));
    }
    if !kill(place, act, end) {
        return false;
    }
    figures.kills += 1;
    let told = format!("{act} {end:?}");

    // A sheet on paper opens a copy of the folder on a new computer.
    let codes = printed(place);
    if !codes.is_empty() {
        let elsewhere = tempfile::tempdir().unwrap();
        copy(&place.join("clinic"), &elsewhere.path().join("clinic"));
        let house = house(elsewhere.path().join("clinic"), Arc::new(MemoryKeyring::new()));
        let mut opened = false;
        for code in codes {
            opened = opened || recovery::open(&house, code).await.is_ok();
        }
        if !opened {
            println!("no printed sheet opens: {told}");
            figures.no_printed_sheet_opens += 1;
        }
    }

    let keyring = Arc::new(FileKeyring(place.join("keyring")));
    let entered = entrance::enter_with(place.join("clinic"), keyring, false).await;
    let desk = match &entered {
        Ok(house) => manager(house).await,
        Err(_) => None,
    };
    let Some(desk) = desk else {
        // A set-up that was cut off before its end is begun anew.
        let nothing_yet =
            act == "set-up" && !place.join("printed").exists() && !place.join("clinic/clinic.db").exists();
        if !nothing_yet {
            println!("nobody gets in: {told}");
            figures.nobody_gets_in += 1;
        }
        return true;
    };
    let store = testing::store(&desk);
    store.check().await.unwrap();
    let mut read = store.read().await.unwrap();
    let patients: i64 = sqlx::query_scalar("SELECT count(*) FROM patient").fetch_one(read.conn()).await.unwrap();
    drop(read);
    if patients != i64::from(act != "set-up") {
        println!("{patients} patients: {told}");
        figures.records_lost += 1;
    }
    let loose = staff::list_loose_keys(&desk).await.unwrap().len();
    if loose > 0 {
        println!("{loose} keys without a person: {told}");
        figures.keys_without_a_person += 1;
    }
    if testing::acts_left(&desk).await.unwrap() > 0 {
        println!("no outcome: {told}");
        figures.acts_without_an_outcome += 1;
    }
    unlock::lock(&desk, LockReason::ByHand).await;
    true
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_at_some_steps_of_each_act_on_the_key_file_loses_nothing() {
    let pattern = pattern().await;
    let mut figures = Figures::default();
    for (number, act) in (0u32..).zip(ACTS) {
        // Every act each time, at steps that differ between them.
        for step in [1 + number % 3, 3 + number % 4] {
            round(pattern.path(), act, End::AtStep(step), &mut figures).await;
        }
    }
    assert!(figures.kills >= 14, "{figures:?}");
    figures.are_right();
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "long: make torture"]
async fn five_hundred_kills_between_every_step_of_each_act_torture() {
    let wanted = std::env::var("FRONTDESK_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(500);
    let pattern = pattern().await;
    let mut figures = Figures::default();
    for act in ACTS {
        // Every step there is.
        for step in 1..=STEPS {
            if !round(pattern.path(), act, End::AtStep(step), &mut figures).await {
                println!("{act}: {} steps", step - 1);
                break;
            }
        }
    }
    let mut number = 0u64;
    while figures.kills < wanted {
        number += 1;
        let act = ACTS[(number % ACTS.len() as u64) as usize];
        let after = number * 7_919 % 1_500_000;
        round(pattern.path(), act, End::After(after), &mut figures).await;
        if number.is_multiple_of(25) {
            println!("{figures:?}");
        }
    }
    figures.are_right();
}
