//! Whether this computer's clock is believed, on the open desk: looked at at the unlock, and whenever it is seen to be set.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, SecondsFormat, TimeDelta, Utc};
use frontdesk_domain::role::UseCase;
use frontdesk_domain::wall_clock::{Doubt, Today, Verdict, doubt, jumped};
use frontdesk_store::audit_entry::{self, NewEntry, Outcome};
use frontdesk_store::{Conn, setting};

use crate::clock::{Clock, local_time, weekday_words};
use crate::error::{DeskError, Result};
use crate::open::{Entry, OpenDesk, lock};
use crate::views::board::Tone;
use crate::views::session::{DateView, NoticeAction, NoticeView};

/// What is doubted, until it is no more.
const DOUBT: &str = "clock-doubt";
/// The longest time without an entry so far, in seconds.
const LONGEST_GAP: &str = "longest-gap-seconds";
/// The notice's code.
const NOTICE: &str = "clock-doubted";

/// The clock as the open desk thinks of it.
#[derive(Clone, Debug)]
pub(crate) struct WallClock {
    /// The wall and the steady clock, read together when the wall was last looked at.
    wall: DateTime<Utc>,
    steady: Duration,
    longest_gap: TimeDelta,
    doubt: Option<Doubt>,
}

impl WallClock {
    /// Believed as it is now.
    pub fn believed(clock: &dyn Clock) -> WallClock {
        WallClock { wall: clock.now(), steady: clock.steady(), longest_gap: TimeDelta::zero(), doubt: None }
    }

    /// A day behind what it said last.
    #[cfg(any(test, feature = "testing"))]
    pub fn doubted(clock: &dyn Clock) -> WallClock {
        let (why, last) = (Verdict::Earlier, clock.now() + TimeDelta::days(1));
        WallClock { doubt: Some(Doubt { why, last, behind: 86_400 }), ..WallClock::believed(clock) }
    }

    /// Where the wall clock would be, had nobody set it.
    fn expected(&self, steady: Duration) -> DateTime<Utc> {
        let passed = steady.saturating_sub(self.steady);
        self.wall + TimeDelta::from_std(passed).unwrap_or(TimeDelta::zero())
    }

    fn was_set(&self, now: DateTime<Utc>, steady: Duration) -> bool {
        jumped(now - self.wall, self.expected(steady) - self.wall).is_some()
    }

    /// The last instant at which it was believed, while it is not: also when it was set and nobody has looked yet.
    fn last_believed(&self, now: DateTime<Utc>, steady: Duration) -> Option<DateTime<Utc>> {
        match &self.doubt {
            Some(doubt) => Some(doubt.last),
            None => self.was_set(now, steady).then(|| self.expected(steady)),
        }
    }
}

/// What was found at an unlock, in its transaction. `last` is the newest entry's instant as the records were found; what the entry says is added to `entry`.
pub(crate) async fn at_unlock(
    conn: &mut Conn,
    clock: &dyn Clock,
    last: Option<DateTime<Utc>>,
    entry: Entry,
) -> Result<(WallClock, Entry)> {
    let now = clock.now();
    let (longest_gap, before) = (longest_gap(conn).await?, kept(conn).await?);
    let found = doubt(now, last, longest_gap, before.as_ref(), false);
    keep(conn, found.as_ref()).await?;
    let mut wall = WallClock { longest_gap, doubt: found, ..WallClock::believed(clock) };
    let entry = match (&wall.doubt, &before) {
        (Some(doubt), _) => doubt_in(entry, doubt),
        (None, Some(_)) => entry.with("clock", Verdict::Trusted.code()),
        (None, None) => entry,
    };
    if wall.doubt.is_none()
        && let Some(last) = last
    {
        wall.longest_gap = note_gap(conn, longest_gap, now - last).await?;
    }
    Ok((wall, entry))
}

fn doubt_in(entry: Entry, doubt: &Doubt) -> Entry {
    entry.with("clock", doubt.why.code()).with("believed", doubt.last)
}

fn stamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// When the newest entry was written.
pub(crate) async fn last_entry(conn: &mut Conn) -> Result<Option<DateTime<Utc>>> {
    let newest = audit_entry::newest_entry(conn).await?;
    Ok(newest.and_then(|newest| DateTime::parse_from_rfc3339(&newest.at).ok()).map(|at| at.to_utc()))
}

async fn longest_gap(conn: &mut Conn) -> Result<TimeDelta> {
    let kept = setting::get(conn, LONGEST_GAP).await?.and_then(|seconds| seconds.parse().ok());
    Ok(kept.and_then(TimeDelta::try_seconds).unwrap_or(TimeDelta::zero()))
}

/// A gap longer than every one before it is noted.
async fn note_gap(conn: &mut Conn, longest: TimeDelta, gap: TimeDelta) -> Result<TimeDelta> {
    if gap > longest {
        setting::set(conn, LONGEST_GAP, &gap.num_seconds().to_string()).await?;
    }
    Ok(gap.max(longest))
}

async fn kept(conn: &mut Conn) -> Result<Option<Doubt>> {
    Ok(setting::get(conn, DOUBT).await?.and_then(|json| serde_json::from_str(&json).ok()))
}

async fn keep(conn: &mut Conn, doubt: Option<&Doubt>) -> Result<()> {
    match doubt.and_then(|doubt| serde_json::to_string(doubt).ok()) {
        Some(json) => Ok(setting::set(conn, DOUBT, &json).await?),
        None => Ok(setting::forget(conn, DOUBT).await?),
    }
}

impl OpenDesk {
    /// Today as the rules take it: the one place an age gets its day from.
    pub fn today(&self) -> Today {
        let (day, now, steady) = (self.clock().today(), self.clock().now(), self.clock().steady());
        match lock(&self.wall).last_believed(now, steady) {
            Some(last) => Today::doubted(day, day_of(last)),
            None => Today::believed(day),
        }
    }

    /// Whether what is to go on a day may go now: never while the clock is doubted. Whatever deletes by a date asks here.
    pub(crate) fn may_delete_by_date(&self) -> bool {
        let (now, steady) = (self.clock().now(), self.clock().steady());
        lock(&self.wall).last_believed(now, steady).is_none()
    }

    /// The earlier of now and the last instant at which the clock was believed: what counts as old by it is old for certain.
    pub(crate) fn surely_past(&self) -> DateTime<Utc> {
        let (now, steady) = (self.clock().now(), self.clock().steady());
        lock(&self.wall).last_believed(now, steady).map_or(now, |last| last.min(now))
    }

    /// Takes over what was found at the unlock.
    pub(crate) fn believe(&self, found: WallClock) {
        tell(self, found.doubt.as_ref());
        *lock(&self.wall) = found;
    }

    /// Looks whether the clock was set since the last look; says whether what is thought of it has changed. Asked before each
    /// act and every few seconds.
    pub async fn look_at_clock(&self) -> Result<bool> {
        let (now, steady) = (self.clock().now(), self.clock().steady());
        let before = lock(&self.wall).clone();
        let set = before.was_set(now, steady);
        let caught_up = before.doubt.as_ref().is_some_and(|doubt| doubt.is_slip() && now >= doubt.last);
        if !set && !caught_up {
            return Ok(false);
        }
        let store = self.store()?;
        let mut write = store.write().await?;
        let last = last_entry(write.conn()).await?;
        let found = doubt(now, last, before.longest_gap, before.doubt.as_ref(), set);
        let changed = found != before.doubt;
        if changed {
            keep(write.conn(), found.as_ref()).await?;
            let entry = Entry::about("clock", "computer");
            let entry = match &found {
                Some(doubt) => doubt_in(entry, doubt),
                None => entry.with("clock", Verdict::Trusted.code()),
            };
            let (at, detail) = (stamp(now), entry.detail());
            let entry = NewEntry {
                at: &at,
                actor: "desk",
                role: None,
                use_case: "look-at-clock",
                outcome: Outcome::Done,
                subject_kind: "clock",
                subject: "computer",
                detail: &detail,
            };
            audit_entry::append(write.conn(), &entry).await?;
            write.commit().await?;
        }
        tell(self, found.as_ref());
        *lock(&self.wall) = WallClock { wall: now, steady, doubt: found, ..before };
        Ok(changed)
    }
}

fn day_of(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&chrono_tz::Europe::London).date_naive()
}

/// What the desk says of a doubt. A slip of minutes is waited for.
fn tell(desk: &OpenDesk, doubt: Option<&Doubt>) {
    desk.no_longer_tell(NOTICE);
    let Some(doubt) = doubt.filter(|doubt| !doubt.is_slip()) else { return };
    let (today, last) = (weekday_words(desk.clock().today()), day_of(doubt.last));
    let what = match doubt.why {
        Verdict::Earlier => format!(
            "This computer says it is {today}, {}, which is before the last entry, of {}, {}.",
            desk.clock().time(),
            weekday_words(last),
            local_time(&stamp(doubt.last))
        ),
        _ => format!("This computer says it is {today}, long after the last entry, of {}.", weekday_words(last)),
    };
    let until = "Until the date is confirmed, ages count by the earlier date and nothing is deleted by itself.";
    desk.tell(if UseCase::ConfirmDate.allows(desk.who().role) {
        NoticeView::new(NOTICE, Tone::Warn, format!("{what} {until}")).with(NoticeAction::ConfirmDate)
    } else {
        let ask = "Ask the practice manager to look. You can go on working.";
        NoticeView::new(NOTICE, Tone::Warn, format!("{what} {ask} {until}"))
    });
}

/// Both dates, for the practice manager.
pub async fn see_date(desk: &OpenDesk) -> Result<DateView> {
    drop(desk.look(UseCase::SeeDate).await?);
    let doubt = lock(&desk.wall).doubt.clone();
    Ok(DateView {
        today: desk.clock().today().to_string(),
        time: desk.clock().time(),
        last: doubt.as_ref().map(|doubt| day_of(doubt.last).to_string()),
        last_time: doubt.as_ref().map(|doubt| local_time(&stamp(doubt.last))),
        earlier: doubt.as_ref().is_some_and(|doubt| doubt.why == Verdict::Earlier),
    })
}

/// The practice manager has looked: the date the computer says, `day` as YYYY-MM-DD, is right.
pub async fn confirm_date(desk: &OpenDesk, day: String) -> Result<Vec<NoticeView>> {
    let mut act = desk.begin(UseCase::ConfirmDate).await?;
    let now = desk.clock().now();
    let before = lock(&desk.wall).clone();
    let Some(doubt) = &before.doubt else {
        return Err(DeskError::new("date-not-doubted", "The date is not in doubt any more. Nothing was changed."));
    };
    if day != desk.clock().today().to_string() {
        return Err(DeskError::new("date-changed", "The date changed while you looked at it. Look again."));
    }
    keep(act.conn(), None).await?;
    let longest_gap = note_gap(act.conn(), before.longest_gap, now - doubt.last).await?;
    let entry = doubt_in(Entry::about("clock", "computer"), doubt).with("day", desk.clock().today());
    act.commit(entry).await?;
    desk.believe(WallClock { longest_gap, ..WallClock::believed(desk.clock()) });
    crate::notices::see_notices(desk).await
}
