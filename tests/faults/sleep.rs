//! A computer that slept was idle: the clock that the idle time, the longest day and the waits run by goes on in sleep.

use std::time::Duration;

use frontdesk_desk::clock::{Clock, ComputerClock};

use crate::child;

const CHILD: &str = "sleep::tells_how_long_the_computer_has_been_on";
const SAID: &str = "running for ";
/// In a time namespace the computer has slept this much longer, in seconds.
const SLEPT: u64 = 86_400;

/// Not a fact of its own: what the test below runs where the computer slept.
#[test]
fn tells_how_long_the_computer_has_been_on() {
    println!("{SAID}{}", ComputerClock.steady().as_secs());
}

fn told(through: &[&str]) -> Option<Duration> {
    let output = child::command(through, CHILD).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let seconds = said.lines().find_map(|line| line.split(SAID).nth(1))?;
    Some(Duration::from_secs(seconds.trim().parse().unwrap()))
}

#[test]
fn the_time_that_a_computer_slept_counts_as_idle() {
    let slept = SLEPT.to_string();
    let namespace = ["unshare", "--map-root-user", "--time", "--boottime", &slept];
    let here = told(&[]).unwrap();
    let Some(there) = told(&namespace) else {
        println!("left out: this kernel makes no time namespace");
        return;
    };
    let longer = there.saturating_sub(here).as_secs();
    assert!((SLEPT..SLEPT + 60).contains(&longer), "{longer} seconds more than {here:?}");
}
