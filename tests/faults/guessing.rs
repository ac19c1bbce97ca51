//! Guessing: what is let through at each door, over restarts, kills and any clock; and what is told of it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use frontdesk_desk::entrance::start_view;
use frontdesk_desk::error::DeskError;
use frontdesk_desk::house::House;
use frontdesk_desk::lock::LockReason;
use frontdesk_desk::secret::Secret;
use frontdesk_desk::testing::StillClock;
use frontdesk_desk::{recovery, signing, staff, testing, unlock};
use frontdesk_domain::role::Role;
use frontdesk_vault::testing::MemoryKeyring;
use frontdesk_vault::{Attempts, AttemptsSeen, VaultFolder};
use serde_json::Value;

use crate::clinic::{Clinic, NOW, audit, passphrase};
use crate::forms;

const SECOND: Duration = Duration::from_secs(1);

/// A clinic whose clock the test moves.
struct Desk {
    clinic: Clinic,
    clock: Arc<StillClock>,
    house: Arc<House>,
}

/// The same folder and keyring, as after a start of the program.
fn again(path: &Path, keyring: Arc<MemoryKeyring>) -> (Arc<House>, Arc<StillClock>) {
    let clock = StillClock::at(NOW);
    let folder = VaultFolder::open(path).unwrap();
    (Arc::new(House::new(folder, keyring, clock.clone(), false)), clock)
}

impl Desk {
    async fn new() -> Self {
        let clinic = Clinic::new().await.elsewhere();
        let (house, clock) = again(&clinic.folder.path().join("clinic"), clinic.keyring.clone());
        Self { clinic, clock, house }
    }

    /// Ends the program, however it ends, and starts it again.
    fn restart(self) -> Self {
        let Self { clinic, house, .. } = self;
        drop(house);
        let (house, clock) = again(&clinic.folder.path().join("clinic"), clinic.keyring.clone());
        Self { clinic, clock, house }
    }

    async fn guess(&self, role: Role, with: &str) -> DeskError {
        let answer = unlock::unlock(&self.house, self.clinic.slot(role), Secret::new(with)).await;
        answer.err().expect("it unlocked")
    }

    /// Guesses wrong so often, each as soon as it may be.
    async fn fail(&self, role: Role, times: u32) {
        for _ in 0..times {
            let error = self.guess(role, "not this one").await;
            assert_eq!(error.code, "wrong-passphrase");
            self.clock.pass(SECOND * error.wait_seconds.unwrap_or_default());
        }
    }

    async fn waits(&self) -> (Vec<u32>, u32) {
        let start = start_view(&self.house, None, None).await.unwrap();
        (start.people.iter().map(|person| person.wait_seconds).collect(), start.recovery_wait_seconds)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_five_wrong_passphrases_each_further_one_waits_and_the_right_one_waits_too() {
    let desk = Desk::new().await;
    for _ in 0..4 {
        let error = desk.guess(Role::Reception, "not this one").await;
        assert_eq!((error.code.as_str(), error.wait_seconds), ("wrong-passphrase", None));
    }
    for wait in [30, 60, 120, 240] {
        let error = desk.guess(Role::Reception, "not this one").await;
        assert_eq!((error.code.as_str(), error.wait_seconds), ("wrong-passphrase", Some(wait)));
        desk.clock.pass(SECOND * (wait - 1));
        let own = passphrase(Role::Reception);
        let error = desk.guess(Role::Reception, own.expose()).await;
        assert_eq!((error.code.as_str(), error.wait_seconds), ("too-many-tries", Some(1)));
        assert_eq!(error.message, "Too many tries were wrong. You can try again in 1 second.");
        desk.clock.pass(SECOND);
    }
    let open = unlock::unlock(&desk.house, desk.clinic.slot(Role::Reception), passphrase(Role::Reception)).await;
    unlock::lock(&open.unwrap(), LockReason::ByHand).await;
    desk.fail(Role::Reception, 4).await;
    assert_eq!(desk.waits().await, (vec![0, 0, 0], 0), "the right one ended the count");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wait_at_one_door_delays_no_other() {
    let desk = Desk::new().await;
    for _ in 0..5 {
        desk.guess(Role::Reception, "not this one").await;
    }
    assert_eq!(desk.waits().await, (vec![0, 30, 0], 0));
    // A colleague unlocks, hands the screen over, and is guessed at there.
    let slot = desk.clinic.slot(Role::PracticeManager);
    let open = unlock::unlock(&desk.house, slot.clone(), passphrase(Role::PracticeManager)).await.unwrap();
    let arrival = forms::ready_to_sign(&open).await;
    testing::handed(&open, &arrival);
    for wait in [None, None, None, None, Some(30)] {
        let error = signing::take_back(&open, Secret::new("let me out")).await.unwrap_err();
        assert_eq!((error.code.as_str(), error.wait_seconds), ("wrong-passphrase", wait));
    }
    let own = passphrase(Role::PracticeManager);
    assert_eq!(signing::take_back(&open, own.clone()).await.unwrap_err().code, "too-many-tries");
    assert_eq!(signing::see_handed_over(&open).await.unwrap().wait_seconds, 30);
    // It is no wait at the unlock screen: they lock, unlock, and their own count is untouched.
    unlock::lock(&open, LockReason::ByHand).await;
    assert_eq!(desk.waits().await, (vec![0, 30, 0], 0));
    let open = unlock::unlock(&desk.house, slot, own.clone()).await.unwrap();
    // One's own passphrase, typed to change it, is counted at one's own door.
    for _ in 0..5 {
        let fresh = Secret::new("candle orbit ladder monday");
        let error = staff::change_passphrase(&open, Secret::new("not mine"), fresh.clone(), fresh).await.unwrap_err();
        assert_eq!(error.fields[0].code, "wrong-passphrase");
    }
    assert_eq!(desk.waits().await, (vec![30, 30, 0], 0));
    unlock::lock(&open, LockReason::ByHand).await;
    // The sheet is its own door. A slip that the code finds by itself is no try.
    for _ in 0..9 {
        let slip = recovery::open(&desk.house, Secret::new("ABCD")).await.err().unwrap();
        assert_eq!(slip.code, "recovery-code-mistyped");
    }
    let other = Clinic::alone().await.code;
    for _ in 0..5 {
        assert_eq!(recovery::open(&desk.house, other.clone()).await.err().unwrap().code, "recovery-code-wrong");
    }
    assert_eq!(desk.waits().await, (vec![30, 30, 0], 30));
    assert_eq!(recovery::open(&desk.house, desk.clinic.code.clone()).await.err().unwrap().code, "too-many-tries");
    desk.clock.pass(30 * SECOND);
    recovery::open(&desk.house, desk.clinic.code.clone()).await.unwrap();
    assert_eq!(desk.waits().await, (vec![0, 0, 0], 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wait_is_seconds_of_running_time_whatever_the_clock_says_and_a_restart_keeps_it() {
    let desk = Desk::new().await;
    desk.fail(Role::Clinician, 6).await;
    assert_eq!(desk.guess(Role::Clinician, "not this one").await.wait_seconds, Some(120));
    for clock in ["2036-01-01T00:00:00.000Z", "1999-01-01T00:00:00.000Z"] {
        desk.clock.set(clock);
        assert_eq!(desk.guess(Role::Clinician, "x").await.wait_seconds, Some(120), "{clock}");
    }
    desk.clock.pass(20 * SECOND);
    desk.house.keep_waits();
    desk.clock.pass(4 * SECOND);
    assert_eq!(desk.waits().await.0, [0, 0, 96]);
    // Stopped for years: the time in between does not count, nor what ran since it was kept.
    let desk = desk.restart();
    desk.clock.set("2036-01-01T00:00:00.000Z");
    assert_eq!(desk.waits().await.0, [0, 0, 100]);
    desk.clock.pass(100 * SECOND);
    assert_eq!(desk.guess(Role::Clinician, "not this one").await.wait_seconds, Some(240), "nothing is forgotten");
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_often_makes_no_wait_shorter_at_this_door_or_longer_at_another() {
    let desk = Desk::new().await;
    for role in [Role::Reception, Role::Clinician] {
        for _ in 0..5 {
            desk.guess(role, "not this one").await;
        }
    }
    let slot = desk.clinic.slot(Role::Reception);
    for _ in 0..4_000 {
        desk.clock.pass(Duration::from_micros(250));
        assert_eq!(testing::guess(&desk.house, &slot, || true).unwrap_err().code, "too-many-tries");
    }
    assert_eq!(desk.waits().await.0, [0, 29, 29]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whose_passphrase_is_set_anew_by_the_practice_manager_waits_no_longer() {
    let desk = Desk::new().await;
    for _ in 0..5 {
        desk.guess(Role::Reception, "not this one").await;
    }
    let slot = desk.clinic.slot(Role::PracticeManager);
    let open = unlock::unlock(&desk.house, slot, passphrase(Role::PracticeManager)).await.unwrap();
    let fresh = Secret::new("barley compass quilt");
    let people = staff::list_staff(&open).await.unwrap();
    let priya = people.into_iter().find(|person| person.role == Role::Reception).unwrap();
    staff::reset_passphrase(&open, priya.staff_id, fresh.clone()).await.unwrap();
    unlock::lock(&open, LockReason::ByHand).await;
    let open = unlock::unlock(&desk.house, priya.slot_id, fresh).await.unwrap();
    unlock::lock(&open, LockReason::ByHand).await;
}

/// Entries of failed tries: about what, and how many.
async fn entered(open: &frontdesk_desk::open::OpenDesk) -> Vec<(String, u64)> {
    let entries = audit(open).await.into_iter().filter(|entry| entry.use_case == "failed-tries");
    entries
        .map(|entry| {
            assert_eq!(
                (entry.actor.as_str(), entry.role.as_str(), entry.outcome.as_str()),
                ("desk", "desk", "refused")
            );
            let detail: Value = serde_json::from_str(&entry.detail).unwrap();
            assert!(detail["since"].as_str().is_some_and(|since| since.starts_with("2026-11-24T")), "{detail}");
            (format!("{}:{}", entry.subject_kind, entry.subject), detail["tries"].as_u64().unwrap())
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn tries_that_failed_are_entered_once_at_the_next_unlock_with_whose_how_many_and_since_when() {
    let desk = Desk::new().await;
    desk.fail(Role::Clinician, 7).await;
    desk.fail(Role::Reception, 1).await;
    let other = Clinic::alone().await.code;
    recovery::open(&desk.house, other).await.err().unwrap();
    let desk = desk.restart();
    let slot = desk.clinic.slot(Role::Reception);
    for _ in 0..2 {
        let open = unlock::unlock(&desk.house, slot.clone(), passphrase(Role::Reception)).await.unwrap();
        let tom = audit(&open).await.into_iter().rev().find(|entry| entry.role == "clinician").unwrap().actor;
        let mut told = entered(&open).await;
        told.sort();
        let priya = open.who().id.0;
        let mut wanted =
            vec![(format!("staff:{tom}"), 7), (format!("staff:{priya}"), 1), ("recovery-sheet:RC-01".into(), 1)];
        wanted.sort();
        assert_eq!(told, wanted);
        unlock::lock(&open, LockReason::ByHand).await;
    }
}

/// What the desk says of it after an unlock: code and sentence.
async fn said(desk: &Desk, role: Role) -> Vec<(String, String)> {
    let open = unlock::unlock(&desk.house, desk.clinic.slot(role), passphrase(role)).await.unwrap();
    let notices = unlock::session_view(&open).await.unwrap().notices;
    unlock::lock(&open, LockReason::ByHand).await;
    let ours = notices.into_iter().filter(|notice| ["own-slip", "failed-tries"].contains(&notice.code.as_str()));
    ours.map(|notice| (notice.code, notice.message)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_person_the_person_it_was_about_and_the_practice_manager_are_each_told_once() {
    let desk = Desk::new().await;
    for role in Role::ALL {
        said(&desk, role).await;
    }
    desk.fail(Role::Clinician, 6).await;
    let told = |who: &str| {
        let what = "Somebody typed a wrong passphrase or code: 6 times for Tom Ellery since 10:30.";
        vec![("failed-tries".to_string(), format!("{what} {who}"))]
    };
    let staff = "If it was not you, tell the practice manager.";
    assert_eq!(said(&desk, Role::Reception).await, told(staff));
    assert_eq!(said(&desk, Role::Reception).await, []);
    desk.clock.pass(3600 * SECOND);
    assert_eq!(said(&desk, Role::Clinician).await, told(staff));
    assert_eq!(said(&desk, Role::PracticeManager).await, told("Ask who it was."));
    assert_eq!(said(&desk, Role::Clinician).await, []);
    assert_eq!(said(&desk, Role::PracticeManager).await, []);
    // One's own slip is said, and is no alarm.
    desk.fail(Role::Reception, 2).await;
    let slip = "Your passphrase was typed wrong twice since 11:31. If that was not you, tell the practice manager.";
    assert_eq!(said(&desk, Role::Reception).await, [("own-slip".to_string(), slip.to_string())]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_count_makes_every_door_wait_once_and_is_told() {
    let desk = Desk::new().await;
    desk.fail(Role::Clinician, 2).await;
    let file = desk.house.folder.path().join("attempts.json");
    let desk = desk.restart();
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    assert_eq!(desk.waits().await, (vec![30, 30, 30], 30));
    let desk = desk.restart();
    assert_eq!(desk.waits().await, (vec![30, 30, 30], 30), "a restart does not end it");
    desk.clock.pass(30 * SECOND);
    let slot = desk.clinic.slot(Role::PracticeManager);
    let open = unlock::unlock(&desk.house, slot, passphrase(Role::PracticeManager)).await.unwrap();
    assert_eq!(entered(&open).await, [("count-of-tries:damaged".to_string(), 1)]);
    assert_eq!(desk.guess(Role::Clinician, "not this one").await.wait_seconds, Some(60), "no free ones are left");
    unlock::lock(&open, LockReason::ByHand).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_try_that_cannot_be_counted_is_not_made() {
    let desk = Desk::new().await;
    std::fs::create_dir(desk.house.folder.path().join(".attempts.json.new")).unwrap();
    let checks = AtomicU32::new(0);
    let slot = desk.clinic.slot(Role::Reception);
    let refused = testing::guess(&desk.house, &slot, || {
        checks.fetch_add(1, Ordering::Relaxed);
        true
    });
    assert_eq!((refused.unwrap_err().code.as_str(), checks.into_inner()), ("folder-unusable", 0));
    let own = passphrase(Role::Reception);
    assert_eq!(desk.guess(Role::Reception, own.expose()).await.code, "folder-unusable");
    std::fs::remove_dir(desk.house.folder.path().join(".attempts.json.new")).unwrap();
    let open = unlock::unlock(&desk.house, slot, own).await.unwrap();
    unlock::lock(&open, LockReason::ByHand).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_tries_at_once_no_more_are_made_than_one_after_the_other() {
    let desk = Desk::new().await;
    let (checks, slot) = (AtomicU32::new(0), desk.clinic.slot(Role::Reception));
    std::thread::scope(|threads| {
        for _ in 0..24 {
            threads.spawn(|| {
                let _ = testing::guess(&desk.house, &slot, || {
                    checks.fetch_add(1, Ordering::Relaxed);
                    std::thread::sleep(Duration::from_millis(5));
                    false
                });
            });
        }
    });
    assert_eq!(checks.into_inner(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_who_is_not_there_is_not_counted() {
    let (desk, other) = (Desk::new().await, Clinic::alone().await);
    for _ in 0..9 {
        let slot = other.slot(Role::PracticeManager);
        let error = unlock::unlock(&desk.house, slot, Secret::new("not this one")).await.err().unwrap();
        assert_eq!((error.code.as_str(), error.wait_seconds), ("wrong-passphrase", None));
    }
    assert_eq!(desk.house.folder.attempts(), AttemptsSeen::Whole(Attempts::new()));
}

/// The rule told another way: when each check was, in milliseconds for which the program ran.
#[derive(Default)]
pub struct Book(Vec<u64>);

impl Book {
    /// Whether the rule lets a check through at this moment.
    pub fn may(&self, ran: u64) -> bool {
        let waits = [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920];
        let wait = waits.get(self.0.len()).copied().unwrap_or(3600) * 1000;
        self.0.last().is_none_or(|last| ran - last >= wait)
    }

    pub fn check(&mut self, ran: u64, right: bool) {
        if right {
            self.0.clear();
        } else {
            self.0.push(ran);
        }
    }
}

/// Numbers that look like chance and are the same at each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// A folder in memory with a header in it: schedules by the thousand would wear a disk.
fn in_memory(header: &[u8]) -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
    let clinic = folder.path().join("clinic");
    std::fs::create_dir(&clinic).unwrap();
    std::fs::write(clinic.join("vault.json"), header).unwrap();
    folder
}

/// Plays schedules against the product's own counting and its file: tries that are right, wrong, cannot be made or die in
/// the check; restarts; time; clocks set to and fro.
async fn schedules(count: u64) {
    let clinic = Clinic::alone().await;
    let slot = clinic.slot(Role::PracticeManager);
    let header = std::fs::read(clinic.house.folder.path().join("vault.json")).unwrap();
    let (mut checks, mut extra, mut refused, mut died) = (0u64, 0u64, 0u64, 0u64);
    // What dies in the middle of a check says so, and is not wanted here.
    std::panic::set_hook(Box::new(|_| {}));
    for seed in 0..count {
        let (mut dice, mut book, mut ran) = (Dice(seed), Book::default(), 0u64);
        let folder = in_memory(&header);
        let path = folder.path().join("clinic");
        let (mut house, mut clock) = again(&path, clinic.keyring.clone());
        for _ in 0..10 + dice.below(50) {
            match dice.below(12) {
                0 => {
                    drop(house);
                    (house, clock) = again(&path, clinic.keyring.clone());
                }
                1 => clock.set(["1970-01-02T00:00:00.000Z", "2200-01-01T00:00:00.000Z"][dice.below(2) as usize]),
                2..5 => {
                    let time = [2_000, 70_000, 4_000_000][dice.below(3) as usize];
                    let time = dice.below(time);
                    clock.pass(Duration::from_millis(time));
                    house.keep_waits();
                    ran += time;
                }
                outcome => {
                    let tried = catch_unwind(AssertUnwindSafe(|| {
                        testing::guess(&house, &slot, || {
                            checks += 1;
                            extra += u64::from(!book.may(ran));
                            let right = outcome == 5;
                            book.check(ran, right);
                            assert!(outcome != 6, "dies in the check");
                            right
                        })
                    }));
                    match tried {
                        Ok(answer) => refused += u64::from(answer.is_err_and(|error| error.code == "too-many-tries")),
                        Err(_) => {
                            died += 1;
                            drop(house);
                            (house, clock) = again(&path, clinic.keyring.clone());
                        }
                    }
                }
            }
        }
    }
    let _ = std::panic::take_hook();
    println!(
        "guessing, with its file: {count} schedules, {checks} checks, {refused} refused, {died} died in the check, {extra} extra"
    );
    assert_eq!(extra, 0);
    assert!(refused > checks / 4 && died > 0, "the schedules try nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_schedule_of_tries_restarts_and_clocks_lets_one_check_more_through() {
    schedules(300).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "long: make torture"]
async fn ten_thousand_schedules_torture() {
    schedules(10_000).await;
}
