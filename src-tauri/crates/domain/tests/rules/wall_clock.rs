use chrono::{DateTime, TimeDelta, Utc};
use frontdesk_domain::wall_clock::{Doubt, ORDINARY_GAP, SLIP, Today, Verdict, doubt, judge, jumped};
use proptest::prelude::*;

use crate::day;

const LAST: &str = "2026-11-24T17:30:00Z";

fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

fn days(count: i64) -> TimeDelta {
    TimeDelta::days(count)
}

#[test]
fn the_clock_is_held_against_the_last_entry_and_the_longest_gap_so_far() {
    let last = at(LAST);
    let minute = TimeDelta::minutes(1);
    for (since, longest, says) in [
        (TimeDelta::zero(), days(3), Verdict::Trusted),
        (minute, days(3), Verdict::Trusted),
        (-TimeDelta::milliseconds(1), days(3), Verdict::Earlier),
        (-minute, days(3), Verdict::Earlier),
        (-days(1), days(3), Verdict::Earlier),
        (-days(3650), days(3), Verdict::Earlier),
        (days(6), days(0), Verdict::Trusted),
        (days(7), days(0), Verdict::Trusted),
        (days(7) + minute, days(0), Verdict::Later),
        (days(8), days(3), Verdict::Later),
        // Closed for four days before: eight are not more than twice that.
        (days(8), days(4), Verdict::Trusted),
        (days(8) + minute, days(4), Verdict::Later),
        // After a closure of three weeks six more are believed, and no longer.
        (days(42), days(21), Verdict::Trusted),
        (days(42) + minute, days(21), Verdict::Later),
        (days(3650), days(21), Verdict::Later),
    ] {
        assert_eq!(judge(last + since, Some(last), longest), says, "{since} after a longest of {longest}");
    }
    assert_eq!(judge(last, None, days(0)), Verdict::Trusted, "records without an entry doubt nothing");
}

#[test]
fn summer_time_and_the_leap_day_are_no_jump_of_the_clock() {
    for (last, now) in [
        // The clocks go forward on 28 March 2027 and back on 31 October 2027: instants know nothing of it.
        ("2027-03-28T00:59:00Z", "2027-03-28T01:00:00Z"),
        ("2027-10-31T00:59:00Z", "2027-10-31T01:00:00Z"),
        ("2027-10-30T17:00:00Z", "2027-11-01T08:00:00Z"),
        ("2028-02-28T17:00:00Z", "2028-02-29T08:00:00Z"),
        ("2028-02-29T17:00:00Z", "2028-03-01T08:00:00Z"),
    ] {
        assert_eq!(judge(at(now), Some(at(last)), days(0)), Verdict::Trusted, "{now}");
    }
}

#[test]
fn a_clock_that_was_later_and_is_put_back_is_believed_again() {
    let last = at(LAST);
    let found = doubt(last + days(365), Some(last), days(3), None, false).unwrap();
    assert_eq!((found.why, found.last, found.behind), (Verdict::Later, last, 0));
    assert_eq!(doubt(last + days(1), Some(last + days(365)), days(3), Some(&found), false), None);
}

#[test]
fn a_clock_that_was_a_day_early_is_not_believed_for_having_gone_on() {
    let last = at(LAST);
    let found = doubt(last - days(1), Some(last), days(3), None, false).unwrap();
    assert_eq!((found.why, found.behind, found.is_slip()), (Verdict::Earlier, 86_400, false));
    // Two days on by the same wrong clock.
    let newest = Some(last + days(1));
    assert_eq!(doubt(last + days(1), newest, days(3), Some(&found), false), Some(found.clone()));
    // Seen to be set while the program ran: believed again.
    assert_eq!(doubt(last + days(1), newest, days(3), Some(&found), true), None);
    // Set, and still before the last entry.
    assert!(doubt(last - TimeDelta::hours(1), newest, days(3), Some(&found), true).is_some());
}

#[test]
fn a_slip_of_minutes_is_waited_for_and_asks_nobody() {
    let last = at(LAST);
    for (back, slip) in [
        (TimeDelta::milliseconds(1), true),
        (TimeDelta::minutes(1), true),
        (SLIP, true),
        (SLIP + TimeDelta::milliseconds(1), false),
    ] {
        let found = doubt(last - back, Some(last), days(3), None, false).unwrap();
        assert_eq!(found.is_slip(), slip, "{back}");
        assert_eq!(doubt(last, Some(last), days(3), Some(&found), false).is_none(), slip, "{back}");
    }
    // A slip that becomes more is a slip no longer.
    let slip = doubt(last - TimeDelta::minutes(1), Some(last), days(3), None, false).unwrap();
    let more = doubt(last - days(1), Some(last), days(3), Some(&slip), true).unwrap();
    assert!(!more.is_slip());
}

#[test]
fn the_clock_jumps_when_the_steady_one_did_not_go_as_far() {
    let (minute, hour) = (TimeDelta::minutes(1), TimeDelta::hours(1));
    assert_eq!(jumped(hour, hour), None);
    assert_eq!(jumped(hour + minute, hour), None);
    assert_eq!(jumped(hour * 3, hour), Some(hour * 2));
    assert_eq!(jumped(-hour, hour), Some(hour * -2));
}

#[test]
fn ages_are_worked_out_on_the_earlier_day_while_the_clock_is_doubted() {
    let (now, before) = (day("2027-11-24"), day("2026-11-24"));
    assert_eq!(Today::believed(now).for_ages(), now);
    assert_eq!(Today::doubted(now, before).for_ages(), before, "set forward");
    assert_eq!(Today::doubted(before, now).for_ages(), before, "set back");
    assert_eq!((Today::doubted(now, before).day(), Today::doubted(before, now).day()), (now, before));
    // A visit of that day, of a day before, and one still to come.
    let doubted = Today::doubted(now, before);
    for (visit, ages) in [("2027-11-24", "2026-11-24"), ("2026-11-20", "2026-11-20"), ("2027-12-24", "2026-11-24")] {
        assert_eq!((doubted.at(day(visit)).day(), doubted.at(day(visit)).for_ages()), (day(visit), day(ages)));
    }
    assert_eq!(Today::believed(now).at(day("2027-12-24")).for_ages(), day("2027-12-24"));
}

fn instant() -> impl Strategy<Value = DateTime<Utc>> {
    (0i64..4_000_000_000_000).prop_map(|ms| DateTime::from_timestamp_millis(ms).unwrap())
}

proptest! {
    #[test]
    fn a_clock_doubted_for_going_on_too_long_always_went_on_for_more_than_a_week(
        now in instant(), last in instant(), longest in 0i64..400
    ) {
        let says = judge(now, Some(last), days(longest));
        prop_assert_eq!(says == Verdict::Earlier, now < last);
        if says == Verdict::Later {
            prop_assert!(now - last > ORDINARY_GAP && now - last > days(longest) * 2);
        }
    }

    #[test]
    fn the_day_for_ages_is_never_after_the_day_the_clock_says_nor_after_the_last_believed(
        now in instant(), last in instant()
    ) {
        let (day, believed) = (now.date_naive(), last.date_naive());
        let today = Today::doubted(day, believed);
        prop_assert!(today.for_ages() <= day && today.for_ages() <= believed);
        prop_assert!(today.for_ages() == day || today.for_ages() == believed);
        prop_assert!(today.at(believed).for_ages() <= today.for_ages());
    }

    #[test]
    fn what_was_doubted_keeps_the_instant_at_which_it_was_last_believed(
        last in instant(), looks in prop::collection::vec((instant(), any::<bool>()), 1..12), longest in 0i64..30
    ) {
        let mut held: Option<Doubt> = None;
        let mut newest = last;
        let mut believed = last;
        for (now, set) in looks {
            let after = doubt(now, Some(newest), days(longest), held.as_ref(), set);
            if let Some(found) = &after {
                prop_assert_eq!(found.last, if held.is_some() { believed } else { newest });
                believed = found.last;
                prop_assert!(found.behind >= held.as_ref().filter(|_| found.why == Verdict::Earlier).map_or(0, |it| it.behind.min(found.behind)));
            } else {
                prop_assert!(held.is_some() || judge(now, Some(newest), days(longest)) == Verdict::Trusted);
            }
            newest = now;
            held = after;
        }
    }
}
