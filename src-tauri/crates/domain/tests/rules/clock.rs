use chrono::NaiveDate;
use frontdesk_domain::clock::{Clock, ClockFacts, ClockState, Right, work_out};
use frontdesk_domain::working_day::{Division, is_working_day, shipped};
use proptest::prelude::*;

use crate::day;

const EW: Division = Division::EnglandAndWales;

fn access(received: &str) -> ClockFacts {
    ClockFacts::new(Right::Access, day(received))
}

fn at(facts: &ClockFacts) -> Clock {
    work_out(facts, EW, &shipped(), facts.received)
}

#[test]
fn one_month_lands_where_the_vectors_say() {
    for (starts, want) in [
        (&["1 Jan 24"][..], ["1 Feb 24"; 3]),
        (&["25 Nov 24"], ["27 Dec 24"; 3]),
        (&["31 Jan 24"], ["29 Feb 24"; 3]),
        (&["31 Jan 23"], ["28 Feb 23"; 3]),
        (&["29 Jan 27", "30 Jan 27", "31 Jan 27"], ["1 Mar 27"; 3]),
        (&["29 Feb 28"], ["29 Mar 28"; 3]),
        (&["31 Mar 26"], ["30 Apr 26"; 3]),
        (&["3 Mar 26"], ["7 Apr 26", "6 Apr 26", "7 Apr 26"]),
        (&["25 Nov 26", "26 Nov 26", "28 Nov 26"], ["29 Dec 26"; 3]),
        (&["30 Oct 26"], ["30 Nov 26", "1 Dec 26", "30 Nov 26"]),
        (&["15 May 26"], ["15 Jun 26", "16 Jun 26", "15 Jun 26"]),
        (&["31 Jul 26"], ["1 Sep 26", "31 Aug 26", "1 Sep 26"]),
    ] {
        for start in starts {
            for (division, want) in Division::ALL.into_iter().zip(want) {
                let clock = work_out(&access(start), division, &shipped(), day(start));
                assert_eq!(clock.work_to, Some(day(want)), "{start} in {division:?}");
                assert_eq!(clock.legal_limit, clock.work_to, "nothing paused: one date");
            }
        }
    }
}

#[test]
fn three_months_are_counted_from_the_start_not_from_the_first_month() {
    for (start, told, want) in [("30 Nov 26", "1 Dec 26", "1 Mar 27"), ("31 Dec 26", "4 Jan 27", "31 Mar 27")] {
        for division in Division::ALL {
            let facts = ClockFacts { extension_told_on: Some(day(told)), ..access(start) };
            let clock = work_out(&facts, division, &shipped(), day(start));
            assert!(clock.extended);
            assert_eq!((clock.work_to, clock.extend_before), (Some(day(want)), None));
        }
    }
}

#[test]
fn the_clock_begins_when_the_last_thing_asked_for_comes() {
    let mut facts = access("1 Mar 26");
    facts.id_asked = Some(day("2 Mar 26"));
    assert_eq!(at(&facts).state, ClockState::NotBegun);
    assert_eq!((at(&facts).start, at(&facts).work_to, at(&facts).days_left), (None, None, None));

    facts.id_received = Some(day("16 Mar 26"));
    assert_eq!((at(&facts).start, at(&facts).work_to), (Some(day("16 Mar 26")), Some(day("16 Apr 26"))));

    facts.authority_asked = Some(day("3 Mar 26"));
    assert_eq!(at(&facts).state, ClockState::NotBegun);
    facts.authority_received = Some(day("10 Mar 26"));
    assert_eq!(at(&facts).start, Some(day("16 Mar 26")));

    facts.fee_asked = Some(day("16 Mar 26"));
    facts.fee_paid = Some(day("20 Mar 26"));
    assert_eq!(at(&facts).start, Some(day("20 Mar 26")));
}

#[test]
fn identity_that_nobody_asked_for_holds_nothing_up() {
    let facts = ClockFacts { id_received: Some(day("16 Mar 26")), ..access("1 Mar 26") };
    assert_eq!(at(&facts).start, Some(day("1 Mar 26")));
}

fn paused(received: &str, asked: &str, replied: Option<&str>) -> ClockFacts {
    ClockFacts { clarification_asked: Some(day(asked)), clarification_replied: replied.map(day), ..access(received) }
}

#[test]
fn a_question_about_scope_pauses_for_the_days_of_the_vectors() {
    for (received, asked, replied, work_to, limit) in [
        ("2 Mar 26", "9 Mar 26", "16 Mar 26", "9 Apr 26", "10 Apr 26"),
        ("15 Feb 26", "20 Feb 26", "27 Feb 26", "23 Mar 26", "23 Mar 26"),
        ("2 Mar 26", "2 Mar 26", "9 Mar 26", "9 Apr 26", "9 Apr 26"),
        ("28 Oct 26", "30 Oct 26", "5 Nov 26", "4 Dec 26", "7 Dec 26"),
    ] {
        let clock = at(&paused(received, asked, Some(replied)));
        assert_eq!((clock.work_to, clock.legal_limit), (Some(day(work_to)), Some(day(limit))), "{received}");
    }
}

#[test]
fn the_working_reads_as_the_desk_reads_it() {
    let clock = work_out(&paused("28 Oct 26", "30 Oct 26", Some("5 Nov 26")), EW, &shipped(), day("24 Nov 26"));
    let lines: Vec<_> = clock
        .working
        .iter()
        .map(|step| {
            let date = step.date.map(|date| date.format(" | %a %-d %b").to_string());
            let days = step.days.map(|days| format!(" | + {days} days"));
            format!("{}{}", step.text, date.or(days).unwrap_or_default())
        })
        .collect();
    assert_eq!(
        lines,
        [
            "Received | Wed 28 Oct",
            "One month on | Sat 28 Nov",
            "Paused 30 Oct to 5 Nov, to ask which records | + 6 days",
            "Lands on a working day, so it stays | Fri 4 Dec",
            "Limit counts both end days: + 7, Sat 5 Dec, next working day | Mon 7 Dec",
        ]
    );
    assert_eq!(clock.days_left, Some(10));
    assert_eq!(clock.extend_before, Some(day("4 Dec 26")), "tell before this day, which is not moved");
    assert!(clock.warnings.is_empty(), "{:?}", clock.warnings);
}

#[test]
fn a_requester_who_stays_silent_leaves_the_clock_paused() {
    let clock = work_out(&paused("2 Mar 26", "9 Mar 26", None), EW, &shipped(), day("1 Nov 26"));
    assert_eq!(
        (clock.state, clock.work_to, clock.legal_limit, clock.days_left),
        (ClockState::Paused, None, None, None)
    );
    assert_eq!(clock.start, Some(day("2 Mar 26")));
}

#[test]
fn only_an_access_request_pauses() {
    for right in [Right::Rectification, Right::Erasure, Right::Restriction, Right::Portability, Right::Objection] {
        let facts = ClockFacts { right, ..paused("2 Mar 26", "9 Mar 26", None) };
        let clock = at(&facts);
        assert_eq!((clock.state, clock.work_to), (ClockState::Running, Some(day("2 Apr 26"))), "{right:?}");
        assert_eq!(clock.warnings.len(), 1);
    }
}

#[test]
fn days_before_the_start_pause_nothing() {
    // Asked and answered while proof of identity was awaited.
    let mut facts = paused("2 Mar 26", "3 Mar 26", Some("10 Mar 26"));
    facts.id_asked = Some(day("2 Mar 26"));
    facts.id_received = Some(day("16 Mar 26"));
    assert_eq!(at(&facts).work_to, Some(day("16 Apr 26")));
    assert_eq!(at(&facts).legal_limit, Some(day("16 Apr 26")));
    // Answered four days after the start: those four count.
    facts.clarification_replied = Some(day("20 Mar 26"));
    assert_eq!(at(&facts).work_to, Some(day("20 Apr 26")));
    assert_eq!(at(&facts).legal_limit, Some(day("20 Apr 26")));
}

#[test]
fn a_question_after_the_last_day_pauses_nothing() {
    let clock = at(&paused("2 Mar 26", "3 Apr 26", Some("20 Apr 26")));
    assert_eq!(clock.work_to, Some(day("2 Apr 26")));
    assert_eq!(clock.warnings.len(), 1, "{:?}", clock.warnings);
}

#[test]
fn an_answer_dated_before_the_question_pauses_nothing_and_says_so() {
    let clock = at(&paused("2 Mar 26", "9 Mar 26", Some("8 Mar 26")));
    assert_eq!((clock.work_to, clock.warnings.len()), (Some(day("2 Apr 26")), 1));
}

#[test]
fn telling_of_an_extension_counts_only_before_its_day() {
    let told = |on: &str| ClockFacts {
        extension_told_on: Some(day(on)),
        ..paused("28 Oct 26", "30 Oct 26", Some("5 Nov 26"))
    };
    let in_time = at(&told("3 Dec 26"));
    assert!(in_time.extended);
    assert_eq!(in_time.work_to, Some(day("3 Feb 27")), "28 January and the 6 days");
    for late in ["4 Dec 26", "5 Dec 26", "1 Jan 27"] {
        let clock = at(&told(late));
        assert!(!clock.extended, "{late}");
        assert_eq!(clock.work_to, Some(day("4 Dec 26")));
        assert_eq!(clock.warnings.len(), 1);
    }
}

#[test]
fn the_day_to_tell_before_is_not_moved_to_a_working_day() {
    // One month on is Sunday 28 February: due on the Monday, but told before the Sunday.
    let clock = at(&access("28 Jan 27"));
    assert_eq!(clock.extend_before, Some(day("28 Feb 27")));
    assert_eq!(clock.work_to, Some(day("1 Mar 27")));
    let told_on_it = ClockFacts { extension_told_on: Some(day("28 Feb 27")), ..access("28 Jan 27") };
    assert!(!at(&told_on_it).extended);
}

#[test]
fn stopping_marketing_and_withdrawal_cannot_be_extended() {
    for right in [Right::StopMarketing, Right::Withdraw] {
        let facts = ClockFacts { right, extension_told_on: Some(day("3 Mar 26")), ..access("2 Mar 26") };
        let clock = at(&facts);
        assert!(!clock.extended);
        assert_eq!((clock.work_to, clock.extend_before), (Some(day("2 Apr 26")), None));
        assert!(clock.warnings.iter().any(|warning| warning.contains("today")));
    }
}

#[test]
fn a_complaint_is_acknowledged_within_30_days() {
    for (received, want) in [
        ("19 Jun 26", "20 Jul 26"),
        ("22 Nov 26", "22 Dec 26"),
        ("25 Nov 26", "29 Dec 26"),
        ("27 Nov 26", "29 Dec 26"),
        ("4 Mar 26", "7 Apr 26"),
    ] {
        let facts = ClockFacts::new(Right::Complaint, day(received));
        let clock = at(&facts);
        assert_eq!((clock.work_to, clock.legal_limit), (Some(day(want)), Some(day(want))), "{received}");
        let asked = ClockFacts { id_asked: Some(day(received)), clarification_asked: Some(day(received)), ..facts };
        assert_eq!(
            (at(&asked).work_to, at(&asked).state),
            (Some(day(want)), ClockState::Running),
            "nothing holds it up"
        );
    }
}

#[test]
fn a_deadline_past_the_end_of_the_table_warns() {
    let clock = at(&access("15 Dec 30"));
    assert_eq!(clock.work_to, Some(day("15 Jan 31")));
    assert!(clock.warnings[0].contains("31 Dec 2030"), "{:?}", clock.warnings);
    assert!(at(&access("1 Nov 30")).warnings.is_empty());
}

#[test]
fn a_late_answer_counts_below_zero_and_warns_after_the_limit() {
    let facts = access("2 Mar 26");
    let clock = work_out(&facts, EW, &shipped(), day("5 Apr 26"));
    assert_eq!(clock.days_left, Some(-3));
    assert!(clock.warnings[0].contains("Thu 2 Apr 2026"));
    assert!(work_out(&facts, EW, &shipped(), day("2 Apr 26")).warnings.is_empty());
}

#[test]
fn the_ends_of_the_calendar_are_survived() {
    for received in [NaiveDate::MIN, NaiveDate::MAX] {
        for right in [Right::Access, Right::Complaint] {
            let facts = ClockFacts {
                clarification_asked: Some(NaiveDate::MIN),
                clarification_replied: Some(NaiveDate::MAX),
                extension_told_on: Some(NaiveDate::MAX),
                ..ClockFacts::new(right, received)
            };
            work_out(&facts, EW, &shipped(), NaiveDate::MIN);
        }
    }
}

proptest! {
    #[test]
    fn a_due_date_is_a_working_day_never_before_the_month_and_never_after_the_limit(
        from in 0_i64..2000, asked in 0_i64..60, waited in 0_i64..60, told in proptest::option::of(0_i64..120), division in 0_usize..3,
    ) {
        let received = day("2024-01-01") + chrono::TimeDelta::days(from);
        let after = |days: i64| received + chrono::TimeDelta::days(days);
        let facts = ClockFacts {
            clarification_asked: Some(after(asked)),
            clarification_replied: Some(after(asked + waited)),
            extension_told_on: told.map(after),
            ..ClockFacts::new(Right::Access, received)
        };
        let (division, table) = (Division::ALL[division], shipped());
        let clock = work_out(&facts, division, &table, received);
        let (due, limit) = (clock.work_to.unwrap(), clock.legal_limit.unwrap());
        prop_assert!(is_working_day(due, division, &table));
        prop_assert!(is_working_day(limit, division, &table));
        prop_assert!(due <= limit);
        prop_assert!(due >= received + chrono::TimeDelta::days(28));
        prop_assert_eq!(clock.days_left, Some(i32::try_from((due - received).num_days()).unwrap()));
    }
}
