//! Guessing at a program that is killed before, while and after it counts, and whose date is changed each time.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use frontdesk_desk::clock::{Clock, ComputerClock};
use frontdesk_desk::house::House;
use frontdesk_desk::testing;
use frontdesk_domain::role::Role;
use frontdesk_vault::testing::MemoryKeyring;
use frontdesk_vault::{AttemptsSeen, VaultFolder};

use crate::child;
use crate::clinic::Clinic;
use crate::guessing::Book;

const GUESSER: &str = "guessing_kill::guesses_until_it_is_killed";
/// A second here is a thousand to the program, so that an hour is waited out in under four.
const FASTER: u32 = 1000;

const DAYS: &str = "FRONTDESK_TEST_DAYS";
const SLOT: &str = "FRONTDESK_TEST_DOOR";
const STOP: &str = "FRONTDESK_TEST_STOP";

/// This computer's steady clock, faster; and a date that is wrong by some days.
struct FastClock(TimeDelta);

impl Clock for FastClock {
    fn now(&self) -> DateTime<Utc> {
        ComputerClock.now() + self.0
    }

    fn steady(&self) -> Duration {
        ComputerClock.steady() * FASTER
    }
}

fn fast_now() -> u64 {
    u64::try_from((ComputerClock.steady() * FASTER).as_millis()).unwrap()
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
    out.flush().unwrap();
}

/// Not a fact of its own: the process that the tests below kill. It says when the house stands, and when it checks.
#[test]
fn guesses_until_it_is_killed() {
    let Some(folder) = child::folder() else { return };
    let days = std::env::var(DAYS).unwrap().parse().unwrap();
    let (slot, stop) = (std::env::var(SLOT).unwrap(), std::env::var(STOP).unwrap());
    let folder = VaultFolder::open(&folder.join("clinic")).unwrap();
    let keyring = Arc::new(MemoryKeyring::new());
    let house = House::new(folder, keyring, Arc::new(FastClock(TimeDelta::days(days))), false);
    house.keep_waits();
    say(&format!("stands {}", fast_now()));
    let wait_to_be_killed = || loop {
        std::thread::sleep(Duration::from_secs(60));
    };
    loop {
        let right = stop == "right";
        let tried = testing::guess(&house, &slot, || {
            if stop == "before-check" {
                say("counted");
                wait_to_be_killed();
            }
            say(&format!("checks {} {right}", fast_now()));
            if stop == "after-check" {
                wait_to_be_killed();
            }
            right
        });
        if right && tried.is_ok() {
            say("done");
            wait_to_be_killed();
        }
        if tried.is_err_and(|error| error.code == "too-many-tries") {
            if stop != "right" {
                say("refused");
            }
            std::thread::sleep(Duration::from_millis(2));
            house.keep_waits();
        }
    }
}

#[derive(Debug, Default)]
struct Figures {
    kills: u32,
    checks: u32,
    extra: u32,
    counted_and_not_checked: u32,
    damaged: u32,
}

/// What one life of the guesser said: when it stood, and its checks, each with whether it was right.
struct Life {
    stood: u64,
    checks: Vec<(u64, bool)>,
    ended: u64,
    counted: bool,
}

fn life(folder: &Path, slot: &str, round: u32) -> Life {
    // Where it is stopped: at once or some microseconds later (in the midst of counting, at times), counted and not yet
    // checked, checked and not yet answered; and now and then somebody who knows the passphrase comes.
    let stop = match round % 10 {
        9 => "right",
        3 | 7 => "before-check",
        5 | 8 => "after-check",
        1 | 4 => "at-the-next",
        _ => "anywhere",
    };
    let days = i64::from(round * 7919 % 40_000) - 20_000;
    let mut guesser = child::command(&[], GUESSER)
        .env(child::FOLDER, folder)
        .env(SLOT, slot)
        .env(STOP, stop)
        .env(DAYS, days.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut life = Life { stood: 0, checks: Vec::new(), ended: 0, counted: false };
    let mut hear = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["stands", at] => life.stood = at.parse().unwrap(),
            ["checks", at, right] => life.checks.push((at.parse().unwrap(), *right == "true")),
            ["counted"] => life.counted = true,
            _ => {}
        }
    };
    let mut lines = BufReader::new(guesser.stdout.take().unwrap()).lines().map_while(Result::ok);
    let until = match stop {
        "right" => "done",
        "before-check" => "counted",
        "after-check" | "at-the-next" => "checks",
        _ => "stands",
    };
    for line in lines.by_ref() {
        // The harness says "test name ... " before the first of them, on the same line.
        let line = line.rsplit("... ").next().unwrap_or_default().to_string();
        hear(&line);
        // A door that waits for an hour is not waited for here: refused is an end, too.
        if line.starts_with(until) || (line == "refused" && stop != "anywhere") {
            break;
        }
    }
    if stop == "anywhere" {
        std::thread::sleep(Duration::from_micros(u64::from(round * 104_729 % 12_000)));
    }
    guesser.kill().unwrap();
    guesser.wait().unwrap();
    let ended = fast_now();
    for line in lines {
        hear(&line);
    }
    life.ended = ended;
    assert!(life.stood > 0, "round {round}: it never stood");
    life
}

async fn kills(count: u32) {
    let clinic = Clinic::alone().await;
    let slot = clinic.slot(Role::PracticeManager);
    let (folder, ..) = clinic.leave();
    let (mut book, mut figures, mut ran) = (Book::default(), Figures::default(), 0u64);
    for round in 0..count {
        let life = life(folder.path(), &slot, round);
        figures.kills += 1;
        for (at, right) in &life.checks {
            // Up to the end of each life counts as running: never less than the program ran.
            let moment = ran + (at - life.stood);
            figures.checks += 1;
            figures.extra += u32::from(!book.may(moment));
            book.check(moment, *right);
        }
        figures.counted_and_not_checked += u32::from(life.counted);
        ran += life.ended - life.stood;
        let seen = VaultFolder::open(&folder.path().join("clinic")).unwrap().attempts();
        figures.damaged += u32::from(seen == AttemptsSeen::Damaged);
    }
    println!("guessing, killed and its date changed: {figures:?}, {} s of its time", ran / 1000);
    assert_eq!((figures.extra, figures.damaged), (0, 0));
    assert!(figures.checks > count / 4 && figures.counted_and_not_checked > 0, "nothing was guessed");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_kill_and_no_date_gives_one_guess_more() {
    kills(20).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "long: make torture"]
async fn two_hundred_kills_and_dates_torture() {
    kills(200).await;
}
