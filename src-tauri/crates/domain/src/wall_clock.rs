//! Whether the computer's clock is believed: what it says now, held against the last entry of the records.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// A clinic closed for this long is nothing unusual.
pub const ORDINARY_GAP: TimeDelta = TimeDelta::days(7);
/// A clock that went back by no more than this has been set right by the network: it is waited for, and nobody is asked.
pub const SLIP: TimeDelta = TimeDelta::minutes(5);
/// The clock on the wall and the one that only counts drift apart by less than this in a day; more is a jump.
pub const JUMP: TimeDelta = TimeDelta::minutes(1);

/// What a clock says, held against the last entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// As it may well be.
    Trusted,
    /// Before the last entry.
    Earlier,
    /// So long after it that the clinic would have been closed for longer than ever.
    Later,
}

impl Verdict {
    /// The code the audit keeps.
    pub fn code(self) -> &'static str {
        match self {
            Verdict::Trusted => "trusted",
            Verdict::Earlier => "earlier",
            Verdict::Later => "later",
        }
    }
}

/// Holds `now` against the instant of the last entry and the longest time without an entry so far. Later is more than
/// seven days and more than twice that longest time. Records without an entry doubt nothing.
pub fn judge(now: DateTime<Utc>, last: Option<DateTime<Utc>>, longest_gap: TimeDelta) -> Verdict {
    let Some(last) = last else { return Verdict::Trusted };
    let gap = now - last;
    if gap < TimeDelta::zero() {
        Verdict::Earlier
    } else if gap > ORDINARY_GAP && gap > longest_gap * 2 {
        Verdict::Later
    } else {
        Verdict::Trusted
    }
}

/// A clock that is doubted, until the practice manager confirms the date or it is seen to be put right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// `Earlier` or `Later`.
    pub why: Verdict,
    /// The last instant at which it was believed.
    pub last: DateTime<Utc>,
    /// How far before that it was at the most, in seconds; 0 for one that is later.
    pub behind: i64,
}

impl Doubt {
    /// Whether it ends by itself once the clock has passed the last instant it was believed at.
    pub fn is_slip(&self) -> bool {
        self.why == Verdict::Earlier && TimeDelta::seconds(self.behind) <= SLIP
    }
}

/// What is thought of the clock now. `last` is the last entry's instant, `before` what was thought so far, and `jumped`
/// whether the clock was just seen to be set while the program ran.
///
/// A clock that was later and is so no more was put right: time does not run backwards. One that was earlier may only have
/// gone on from the wrong place, so it stays doubted, unless it was seen to be set or was no further off than `SLIP`.
pub fn doubt(
    now: DateTime<Utc>,
    last: Option<DateTime<Utc>>,
    longest_gap: TimeDelta,
    before: Option<&Doubt>,
    jumped: bool,
) -> Option<Doubt> {
    let believed = before.map(|doubt| doubt.last).or(last);
    match (judge(now, believed, longest_gap), believed, before) {
        (Verdict::Trusted, _, Some(doubt)) if doubt.why == Verdict::Earlier && !jumped && !doubt.is_slip() => {
            Some(doubt.clone())
        }
        (Verdict::Trusted, ..) | (_, None, _) => None,
        (why @ Verdict::Earlier, Some(last), _) => {
            // Rounded up: a thousandth of a second back is back.
            let behind = ((last - now).num_milliseconds() + 999) / 1000;
            Some(Doubt { why, last, behind: behind.max(before.map_or(0, |doubt| doubt.behind)) })
        }
        (why @ Verdict::Later, Some(last), _) => Some(Doubt { why, last, behind: 0 }),
    }
}

/// How far the clock on the wall has been set, when what counted on beside it says so; `None` for the drift of a day.
pub fn jumped(wall: TimeDelta, steady: TimeDelta) -> Option<TimeDelta> {
    let set = wall - steady;
    (set.abs() > JUMP).then_some(set)
}

/// Today as a rule takes it: the day the clock says, and the day on which ages are worked out. They differ only while the
/// clock is doubted: then an age is worked out on the earlier of that day and the last one on which it was believed.
///
/// The open desk makes it (`OpenDesk::today`). A rule about an age takes nothing else, so that none gets its day elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Today {
    day: NaiveDate,
    believed: Option<NaiveDate>,
}

impl Today {
    /// By a clock that is believed.
    pub fn believed(day: NaiveDate) -> Today {
        Today { day, believed: None }
    }

    /// By a clock that is doubted, with the last day on which it was not.
    pub fn doubted(day: NaiveDate, last: NaiveDate) -> Today {
        Today { day, believed: Some(last) }
    }

    /// A day that stands on the record, as of an answer given then.
    pub fn on_record(day: NaiveDate) -> Today {
        Today::believed(day)
    }

    /// The day the clock says.
    pub fn day(self) -> NaiveDate {
        self.day
    }

    /// The day on which ages are worked out.
    pub fn for_ages(self) -> NaiveDate {
        self.believed.map_or(self.day, |last| last.min(self.day))
    }

    /// The later of the two days: for what protects by having ended.
    pub fn at_the_latest(self) -> NaiveDate {
        self.believed.map_or(self.day, |last| last.max(self.day))
    }

    /// The same doubt or none, about another day: that of a visit.
    pub fn at(self, day: NaiveDate) -> Today {
        // A visit of today is as doubtful as today; what is still to come is on its own day once that is believed.
        Today { day, believed: self.believed.map(|_| self.for_ages()) }
    }
}

/// Tests say a day; in the product only the open desk knows whether the clock is believed.
#[cfg(any(test, feature = "testing"))]
impl From<NaiveDate> for Today {
    fn from(day: NaiveDate) -> Today {
        Today::believed(day)
    }
}
