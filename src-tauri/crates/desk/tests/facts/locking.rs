//! Facts about the end of an open desk: what locks it by itself, and that a lock waits for nothing that may not answer.
#![allow(clippy::print_stdout)] // the figures

use std::sync::Arc;
use std::time::{Duration, Instant};

use frontdesk_desk::board::see_board;
use frontdesk_desk::clock::{Clock, ComputerClock};
use frontdesk_desk::lock::{LockReason, TOLD_BEFORE, TimeAsks, time_asks};
use frontdesk_desk::open::LONGEST_DAY;
use frontdesk_desk::testing::{self, StillClock};
use frontdesk_desk::unlock;
use frontdesk_domain::role::Role;
use frontdesk_vault::testing::MemoryKeyring;
use frontdesk_vault::{KeyringThread, QueuedKeyring};

use crate::common::{NOW, desk};

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_desk_is_idle_by_the_time_that_passes_and_not_by_the_clock_on_the_wall() {
    let d = desk(Role::Reception).await;
    d.clock.pass(9 * MINUTE);
    assert!(!d.desk.is_idle());
    // The clock on the wall is put a day back, and a year ahead.
    d.clock.set("2026-11-23T10:30:00.000Z");
    d.clock.pass(MINUTE);
    assert!(d.desk.is_idle(), "ten minutes have passed");
    d.desk.touch();
    d.clock.set("2027-11-24T10:30:00.000Z");
    assert!(!d.desk.is_idle(), "none has passed");
}

#[tokio::test]
async fn twelve_hours_after_the_unlock_there_is_nothing_left_however_busy_the_desk_was() {
    let d = desk(Role::Reception).await;
    assert_eq!(d.desk.day_left(), LONGEST_DAY);
    for _ in 0..(12 * 60 - 10) {
        d.clock.pass(MINUTE);
        d.desk.touch();
    }
    assert_eq!(d.desk.day_left(), 10 * MINUTE);
    d.clock.set("2026-11-20T10:30:00.000Z");
    assert_eq!(d.desk.day_left(), 10 * MINUTE);
    d.clock.pass(11 * MINUTE);
    d.desk.touch();
    assert_eq!(d.desk.day_left(), Duration::ZERO);
}

#[tokio::test]
async fn ten_minutes_before_the_longest_day_ends_it_is_told_once_and_then_the_desk_locks() {
    let d = desk(Role::Reception).await;
    let (mut told, mut locked) = (Vec::new(), Vec::new());
    for minute in 0..=(12 * 60) {
        let left = d.desk.day_left();
        match time_asks(d.desk.is_idle(), left, !told.is_empty()) {
            TimeAsks::Nothing => {}
            TimeAsks::SayTheDayEnds => told.push(left),
            TimeAsks::Lock(why) => locked.push((minute, why)),
        }
        d.clock.pass(MINUTE);
        d.desk.touch();
    }
    assert_eq!(told, [10 * MINUTE]);
    assert_eq!(locked, [(12 * 60, LockReason::DayLimit)]);
    let second = Duration::from_secs(1);
    for (idle, left, told, asks) in [
        (false, TOLD_BEFORE + second, false, TimeAsks::Nothing),
        (false, TOLD_BEFORE, true, TimeAsks::Nothing),
        (false, second, false, TimeAsks::SayTheDayEnds),
        (false, Duration::ZERO, false, TimeAsks::Lock(LockReason::DayLimit)),
        (true, Duration::ZERO, false, TimeAsks::Lock(LockReason::Idle)),
        (true, LONGEST_DAY, true, TimeAsks::Lock(LockReason::Idle)),
    ] {
        assert_eq!(time_asks(idle, left, told), asks, "{idle} {left:?} {told}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn the_steady_clock_counts_the_time_the_computer_slept() {
    // The first number of proc_uptime(5) includes the time spent in suspend.
    let uptime: f64 = std::fs::read_to_string("/proc/uptime").unwrap().split(' ').next().unwrap().parse().unwrap();
    let steady = ComputerClock.steady().as_secs_f64();
    assert!((steady - uptime).abs() < 5.0, "{steady} beside {uptime}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_does_not_wait_for_a_keyring_that_never_answers() {
    let folder = tempfile::tempdir().unwrap();
    let keyring = Arc::new(MemoryKeyring::new());
    let queued = Arc::new(QueuedKeyring::new(keyring.clone(), KeyringThread::start()));
    let desk = testing::open_with(folder.path(), Role::Reception, StillClock::at(NOW), queued).await.unwrap();
    keyring.set_silent(true);
    let begun = Instant::now();
    let head = unlock::close(&desk, LockReason::ByHand).await;
    println!("closed after {:?} with a silent keyring", begun.elapsed());
    assert!(begun.elapsed() < Duration::from_secs(3));
    assert_eq!(see_board(&desk).await.unwrap_err().code, "locked");
    head.unwrap().keep().await;
    println!("gave the anchor up after {:?}", begun.elapsed());
    assert!(begun.elapsed() < Duration::from_secs(6));
    keyring.set_silent(false);
}

#[tokio::test]
async fn what_was_begun_before_a_lock_and_still_holds_the_desk_has_neither_records_nor_key() {
    let d = desk(Role::PracticeManager).await;
    let desk = Arc::new(d.desk);
    let still_held = desk.clone();
    unlock::lock(&desk, LockReason::Sleep).await;
    assert_eq!(see_board(&still_held).await.unwrap_err().code, "locked");
    assert!(testing::is_emptied(&still_held));
    // Twice is once.
    unlock::lock(&still_held, LockReason::Idle).await;
}

#[tokio::test]
async fn a_lock_keeps_the_audits_head_outside() {
    let folder = tempfile::tempdir().unwrap();
    let keyring = Arc::new(MemoryKeyring::new());
    let desk = testing::open_with(folder.path(), Role::Reception, StillClock::at(NOW), keyring.clone()).await.unwrap();
    see_board(&desk).await.unwrap();
    unlock::lock(&desk, LockReason::ByHand).await;
    assert!(testing::anchor(&desk).is_some(), "no head was kept");
}
