//! Who takes a secret asks here first, whatever the door: the try is counted and kept, then checked.
//!
//! How many are let through is a rule (`domain::guess`); what is kept of them is a file of the vault (`attempts.json`). A
//! wait is seconds left. They run by the steady clock while the program runs, and are kept as they run.

use std::collections::BTreeMap;
use std::sync::{Mutex, Weak};
use std::time::Duration;

use frontdesk_domain::guess::{self, Tries};
use frontdesk_vault::{Attempt, Attempts, AttemptsSeen, SlotId, VaultError};

use crate::entrance::blocking;
use crate::error::{DeskError, Result};
use crate::house::House;
use crate::open::lock;

mod told;

pub(crate) use told::enter;

/// Where a secret is asked for. Each has a count of its own, and a wait at one delays no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Door {
    /// A person's passphrase: to unlock, or to change it.
    Person(SlotId),
    /// The code of the recovery sheet.
    Sheet,
    /// Taking the screen back out of a patient's hands.
    HandOver,
}

const SHEET: &str = "sheet";
const HAND_OVER: &str = "hand-over";
/// No door: that the count was damaged is kept under this name until it is told.
const DAMAGED: &str = "damaged";

impl Door {
    /// Its name in the file.
    fn name(self) -> String {
        match self {
            Self::Person(slot) => slot.to_string(),
            Self::Sheet => SHEET.to_string(),
            Self::HandOver => HAND_OVER.to_string(),
        }
    }
}

/// The counts of a house, read from its folder when they are first asked for.
#[derive(Default)]
pub struct Guesses(Mutex<Option<Kept>>);

struct Kept {
    doors: Attempts,
    /// Up to when the waits have run, by the steady clock.
    run_to: Duration,
}

/// How often waits are kept as they run: so much of one is waited twice when the program is killed.
const EVERY: Duration = Duration::from_secs(5);

/// Keeps the waits of a house for as long as it stands.
pub(crate) async fn keep_waits(house: Weak<House>) {
    loop {
        tokio::time::sleep(EVERY).await;
        let Some(house) = house.upgrade() else { return };
        let _ = blocking(move || house.keep_waits()).await;
    }
}

fn tries(attempt: &Attempt) -> Tries {
    Tries::kept(attempt.failed, Duration::from_millis(attempt.wait_ms))
}

fn put(attempt: &mut Attempt, tries: Tries) {
    attempt.failed = tries.failed();
    attempt.wait_ms = u64::try_from(tries.wait().as_millis()).unwrap_or(u64::MAX);
}

impl Kept {
    fn at(&self, door: Door) -> Tries {
        self.doors.get(&door.name()).map_or(Tries::NONE, tries)
    }

    /// Lets the waits run up to now; says whether any did.
    fn run(&mut self, now: Duration) -> bool {
        // Whole milliseconds, as they are kept: the rest runs on to the next time, or who asks often would wait less.
        let ran = Duration::from_millis(u64::try_from(now.saturating_sub(self.run_to).as_millis()).unwrap_or(u64::MAX));
        self.run_to += ran;
        let waiting = self.doors.values_mut().filter(|attempt| attempt.wait_ms > 0);
        waiting.map(|attempt| put(attempt, tries(attempt).ran(ran))).count() > 0
    }
}

/// Leaves a door as it is after a try that has not failed.
fn uncount(attempt: &mut Attempt, tries: Tries) -> Result<()> {
    put(attempt, tries);
    attempt.untold = attempt.untold.saturating_sub(1);
    if attempt.untold == 0 {
        attempt.since.clear();
    }
    Ok(())
}

fn too_many(wait: Duration) -> DeskError {
    let message = format!("Too many tries were wrong. You can try again in {}.", guess::in_words(wait));
    DeskError { wait_seconds: Some(guess::seconds(wait)), ..DeskError::new("too-many-tries", message) }
}

impl House {
    /// Checks a secret at a door, if it may be tried now. Blocks, as the check does.
    ///
    /// The count is durable before the check begins, so a program that is killed has used up a try. What is wrong stays
    /// counted, what is right ends the count, and what could not be checked takes its count back.
    ///
    /// # Errors
    /// `too-many-tries` with the seconds to wait, and nothing was checked; those of the check, with the seconds that a
    /// further try has to wait now; those of keeping the count, and nothing was checked.
    pub(crate) fn guess<T>(&self, door: Door, check: impl FnOnce() -> std::result::Result<T, VaultError>) -> Result<T> {
        if let Door::Person(slot) = door
            && !self.folder.header()?.staff_slots().any(|known| known == slot)
        {
            // Nothing is behind this door, so nothing is counted: a page could name as many as it likes.
            return Err(VaultError::WrongPassphrase.into());
        }
        let before = self.count(door)?;
        match check() {
            Ok(opened) => {
                // Should this not be kept, the count is higher than it need be, and whoever is right is in all the same.
                let _ = self.change(door, |_, attempt| uncount(attempt, Tries::NONE));
                Ok(opened)
            }
            Err(wrong @ (VaultError::WrongPassphrase | VaultError::RecoveryCodeWrong { .. })) => {
                let refusal = DeskError::from(wrong);
                match self.wait_at(door)? {
                    0 => Err(refusal),
                    seconds => Err(DeskError { wait_seconds: Some(seconds), ..refusal }),
                }
            }
            Err(unmade) => {
                let _ = self.change(door, |tries, attempt| uncount(attempt, tries.taken_back(before)));
                Err(unmade.into())
            }
        }
    }

    fn count(&self, door: Door) -> Result<Tries> {
        let at = self.clock.stamp();
        self.change(door, |before, attempt| {
            put(attempt, before.counted().map_err(too_many)?);
            if attempt.untold == 0 {
                attempt.since.clone_from(&at);
            }
            attempt.untold = attempt.untold.saturating_add(1);
            Ok(before)
        })
    }

    /// Whole seconds before a door may be tried again.
    ///
    /// # Errors
    /// Those of the header, when a damaged count has to be made anew.
    pub(crate) fn wait_at(&self, door: Door) -> Result<u32> {
        let mut guesses = lock(&self.guesses.0);
        let kept = self.kept(&mut guesses)?;
        kept.run(self.clock.steady());
        Ok(guess::seconds(kept.at(door).wait()))
    }

    /// A door whose secret was set anew by somebody who may: what failed before was another secret.
    pub(crate) fn begin_anew(&self, door: Door) {
        let _ = self.change(door, |_, attempt| {
            put(attempt, Tries::NONE);
            Ok(())
        });
    }

    /// Keeps the waits as far as they have run. To be called every few seconds while the program runs: what ran since is
    /// waited again after a kill.
    pub fn keep_waits(&self) {
        let mut guesses = lock(&self.guesses.0);
        let Some(kept) = guesses.as_mut() else { return };
        if kept.run(self.clock.steady()) {
            // Not kept, the wait is longer after a restart, and no try is given away.
            let _ = self.folder.keep_attempts(&kept.doors);
        }
    }

    /// Changes what stands at a door. Refused or not kept, it is as it was.
    fn change<T>(&self, door: Door, change: impl FnOnce(Tries, &mut Attempt) -> Result<T>) -> Result<T> {
        let mut guesses = lock(&self.guesses.0);
        let kept = self.kept(&mut guesses)?;
        let now = self.clock.steady();
        kept.run(now);
        let mut doors = kept.doors.clone();
        let answer = change(kept.at(door), doors.entry(door.name()).or_default())?;
        doors.retain(|_, attempt| *attempt != Attempt::default());
        self.folder.keep_attempts(&doors)?;
        kept.doors = doors;
        // A wait that begins here has not run yet, not by part of a millisecond either.
        kept.run_to = kept.run_to.max(now);
        Ok(answer)
    }

    fn kept<'a>(&self, guesses: &'a mut Option<Kept>) -> Result<&'a mut Kept> {
        if guesses.is_none() {
            let doors = match self.folder.attempts() {
                AttemptsSeen::None => BTreeMap::new(),
                AttemptsSeen::Whole(doors) => self.still_there(doors),
                AttemptsSeen::Damaged => self.unknown()?,
            };
            *guesses = Some(Kept { doors, run_to: self.clock.steady() });
        }
        // Just put there when it was not.
        guesses.as_mut().ok_or_else(DeskError::locked)
    }

    /// Every door as when nobody can say any more how often it was tried; and that this is so, to be told.
    fn unknown(&self) -> Result<Attempts> {
        let persons: Vec<Door> = self.folder.header()?.staff_slots().map(Door::Person).collect();
        let mut doors = Attempts::new();
        for door in persons.into_iter().chain([Door::Sheet, Door::HandOver]) {
            put(doors.entry(door.name()).or_default(), Tries::UNKNOWN);
        }
        let told = Attempt { untold: 1, since: self.clock.stamp(), ..Attempt::default() };
        doors.insert(DAMAGED.to_string(), told);
        // Not kept, it is found damaged again; and no try is made that cannot be kept.
        let _ = self.folder.keep_attempts(&doors);
        Ok(doors)
    }

    /// Without those who have left, once what failed at their names is told.
    fn still_there(&self, mut doors: Attempts) -> Attempts {
        if let Ok(header) = self.folder.header() {
            let names: Vec<String> =
                header.staff_slots().map(Door::Person).chain([Door::Sheet, Door::HandOver]).map(Door::name).collect();
            doors.retain(|name, attempt| attempt.untold > 0 || names.contains(name));
        }
        doors
    }
}
