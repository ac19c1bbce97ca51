//! How often a secret may be tried, held against a count made in another way over any schedule of tries, restarts, kills
//! and clock changes.

use std::cell::Cell;
use std::time::Duration;

use frontdesk_domain::guess::{FIRST_WAIT, FREE, LONGEST_WAIT, Tries, in_words, seconds, wait_after};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::say;

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn five_failures_are_free_then_the_wait_doubles_from_30_seconds_to_an_hour() {
    let waits: Vec<u64> = (0..16).map(|failed| wait_after(failed).as_secs()).collect();
    assert_eq!(waits, [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600, 3600]);
    assert_eq!(wait_after(u32::MAX), LONGEST_WAIT);
}

/// Tries one after the other, each as soon as it may be, until the time is over.
fn tries_within(time: Duration) -> u32 {
    let (mut tries, mut left, mut made) = (Tries::NONE, time, 0);
    loop {
        match tries.counted() {
            Ok(counted) => (tries, made) = (counted, made + 1),
            Err(wait) if wait > left => return made,
            Err(wait) => (tries, left) = (tries.ran(wait), left - wait),
        }
    }
}

#[test]
fn who_never_stops_guessing_gets_11_tries_in_an_hour_and_34_in_a_day() {
    assert_eq!(tries_within(Duration::ZERO), 5);
    assert_eq!(tries_within(29 * SECOND), 5);
    assert_eq!(tries_within(30 * SECOND), 6);
    assert_eq!(tries_within(3600 * SECOND), 11);
    assert_eq!(tries_within(24 * 3600 * SECOND), 34);
}

#[test]
fn a_try_that_may_not_be_made_yet_changes_nothing_and_says_how_long() {
    let waiting = Tries::kept(6, 41 * SECOND);
    assert_eq!(waiting.counted(), Err(41 * SECOND));
    assert_eq!(waiting.ran(40 * SECOND).counted(), Err(SECOND));
    assert_eq!(waiting.ran(41 * SECOND).counted(), Ok(Tries::kept(7, 120 * SECOND)));
    assert_eq!(waiting.ran(41 * SECOND).failed(), 6, "time forgives no failure");
}

#[test]
fn a_count_of_a_try_that_could_not_be_made_is_taken_back_and_earns_no_wait() {
    for before in [Tries::NONE, Tries::kept(4, Duration::ZERO), Tries::kept(9, Duration::ZERO)] {
        assert_eq!(before.counted().unwrap().taken_back(before), before);
    }
    // Two at once, the first of them not made: the other one counts.
    let both = Tries::kept(3, Duration::ZERO).counted().unwrap().counted().unwrap();
    assert_eq!(both, Tries::kept(5, FIRST_WAIT));
    assert_eq!(both.taken_back(Tries::kept(3, Duration::ZERO)), Tries::kept(4, Duration::ZERO));
    // The one that was right meanwhile leaves nothing to take back.
    assert_eq!(Tries::NONE.taken_back(Tries::kept(3, Duration::ZERO)), Tries::NONE);
}

#[test]
fn what_was_kept_is_never_a_longer_wait_than_its_failures_earn() {
    assert_eq!(Tries::kept(2, LONGEST_WAIT), Tries::kept(2, Duration::ZERO));
    assert_eq!(Tries::kept(5, LONGEST_WAIT).wait(), FIRST_WAIT);
    assert_eq!(Tries::UNKNOWN, Tries::kept(FREE, FIRST_WAIT));
}

#[test]
fn a_wait_is_told_in_whole_seconds_rounded_up_and_in_words() {
    let told = [
        (0, 0, "0 seconds"),
        (1, 1, "1 second"),
        (999, 1, "1 second"),
        (29_001, 30, "30 seconds"),
        (60_000, 60, "1 minute"),
        (61_000, 61, "1 minute 1 second"),
        (479_500, 480, "8 minutes"),
        (3_600_000, 3600, "60 minutes"),
    ];
    for (milliseconds, whole, words) in told {
        let wait = Duration::from_millis(milliseconds);
        assert_eq!((seconds(wait), in_words(wait).as_str()), (whole, words));
    }
}

/// Something that happens at the door.
#[derive(Clone, Debug)]
enum Event {
    /// A guess, and how far the program gets with it.
    Guess(Reaches),
    /// The program runs.
    Runs(u64),
    /// The program ends and begins again, after whatever time: none of it counts. Killed, it keeps only what it last kept.
    Restarts { killed: bool },
    /// Somebody changes the date.
    ClockChanges,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Reaches {
    KilledBeforeItIsKept,
    KilledBeforeTheCheck,
    KilledAfterTheCheck,
    Wrong,
    Right,
    NotMade,
}

fn event() -> impl Strategy<Value = Event> {
    use Reaches::*;
    let reaches = prop_oneof![
        1 => Just(KilledBeforeItIsKept),
        1 => Just(KilledBeforeTheCheck),
        1 => Just(KilledAfterTheCheck),
        12 => Just(Wrong),
        1 => Just(Right),
        1 => Just(NotMade),
    ];
    let runs = prop_oneof![0..2_000u64, 0..70_000u64, 0..4_000_000u64];
    prop_oneof![
        6 => reaches.prop_map(Event::Guess),
        3 => runs.prop_map(Event::Runs),
        1 => any::<bool>().prop_map(|killed| Event::Restarts { killed }),
        1 => Just(Event::ClockChanges),
    ]
}

/// The program: what it has in memory, and what it has kept. It keeps at each change and every five seconds.
struct Program {
    now: Tries,
    kept: Tries,
}

/// Keeps a wait at least this often.
const EVERY: u64 = 5_000;

impl Program {
    fn restarts(&mut self, killed: bool) {
        self.now = if killed { self.kept } else { self.now };
        self.kept = self.now;
    }

    fn runs(&mut self, mut time: u64) {
        while time > 0 {
            let step = time.min(EVERY);
            self.now = self.now.ran(Duration::from_millis(step));
            if step == EVERY {
                self.kept = self.now;
            }
            time -= step;
        }
    }
}

/// The rule told another way: the moments of the checks, in milliseconds for which the program ran. A check may come when
/// the failures since the last success had their wait after the last of them.
#[derive(Default)]
struct Book {
    ran: u64,
    failures: Vec<u64>,
}

impl Book {
    fn may(&self) -> bool {
        let waits = [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920];
        let wait = waits.get(self.failures.len()).copied().unwrap_or(3600) * 1000;
        self.failures.last().is_none_or(|last| self.ran - last >= wait)
    }
}

/// What one schedule came to.
#[derive(Default)]
struct Outcome {
    checks: u64,
    /// Let through, and the other count says no.
    extra: u64,
    /// Refused, and the other count says yes.
    early: u64,
    killed: bool,
}

fn play(events: Vec<Event>) -> Outcome {
    let mut program = Program { now: Tries::NONE, kept: Tries::NONE };
    let (mut book, mut outcome) = (Book::default(), Outcome::default());
    for event in events {
        match event {
            Event::ClockChanges => {}
            Event::Runs(time) => {
                program.runs(time);
                book.ran += time;
            }
            Event::Restarts { killed } => {
                program.restarts(killed);
                outcome.killed |= killed;
            }
            Event::Guess(reaches) => {
                let before = program.now;
                let Ok(counted) = before.counted() else {
                    outcome.early += u64::from(book.may());
                    continue;
                };
                if reaches == Reaches::KilledBeforeItIsKept {
                    program.restarts(true);
                    outcome.killed = true;
                    continue;
                }
                (program.now, program.kept) = (counted, counted);
                if reaches != Reaches::KilledBeforeTheCheck && reaches != Reaches::NotMade {
                    // The check itself.
                    outcome.checks += 1;
                    outcome.extra += u64::from(!book.may());
                    book.failures.push(book.ran);
                }
                match reaches {
                    Reaches::Wrong => {}
                    Reaches::Right => {
                        (program.now, program.kept) = (Tries::NONE, Tries::NONE);
                        book.failures.clear();
                    }
                    Reaches::NotMade => {
                        program.now = program.now.taken_back(before);
                        program.kept = program.now;
                    }
                    _ => {
                        program.restarts(true);
                        outcome.killed = true;
                    }
                }
            }
        }
    }
    outcome
}

#[test]
fn no_schedule_of_tries_restarts_kills_and_clock_changes_lets_one_check_more_through() {
    const SCHEDULES: u32 = 10_000;
    let mut runner = TestRunner::new(ProptestConfig { cases: SCHEDULES, ..ProptestConfig::default() });
    let (checks, extra) = (Cell::new(0), Cell::new(0));
    let ran = runner.run(&prop::collection::vec(event(), 1..80), |events| {
        let outcome = play(events);
        checks.set(checks.get() + outcome.checks);
        extra.set(extra.get() + outcome.extra);
        prop_assert_eq!(outcome.extra, 0, "more checks than the rule lets through");
        prop_assert!(outcome.killed || outcome.early == 0, "refused though nothing was killed and the rule allows it");
        Ok(())
    });
    say(&format!("guessing, the rule alone: {SCHEDULES} schedules, {} checks, {} extra", checks.get(), extra.get()));
    ran.unwrap();
}

#[test]
fn the_count_made_another_way_finds_a_rule_that_forgets() {
    let mut book = Book::default();
    let let_through = (0..10).filter(|_| {
        let may = book.may();
        book.failures.push(book.ran);
        may
    });
    assert_eq!(let_through.count(), 5);
}
