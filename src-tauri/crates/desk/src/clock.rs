//! The one place that asks what time it is.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use chrono_tz::Europe::London;

/// Tells the time. The product has one, the computer's; tests have their own.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> DateTime<Utc>;

    /// How long this computer has been on, its sleep included. Nobody sets it: for how long something lasted, whatever the
    /// clock on the wall was put to meanwhile.
    fn steady(&self) -> Duration;

    /// Today's date at the clinic: a received date is a local date, never a UTC one.
    fn today(&self) -> NaiveDate {
        self.now().with_timezone(&London).date_naive()
    }

    /// HH:MM at the clinic.
    fn time(&self) -> String {
        self.now().with_timezone(&London).format("%H:%M").to_string()
    }

    /// HH:MM at the clinic, `later` from now.
    fn time_in(&self, later: Duration) -> String {
        (self.now() + later).with_timezone(&London).format("%H:%M").to_string()
    }

    /// Now as the store keeps it: RFC 3339, UTC, milliseconds.
    fn stamp(&self) -> String {
        self.now().to_rfc3339_opts(SecondsFormat::Millis, true)
    }
}

/// The computer's clock.
pub struct ComputerClock;

impl Clock for ComputerClock {
    #[allow(clippy::disallowed_methods)] // the one place
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn steady(&self) -> Duration {
        running()
    }
}

/// CLOCK_BOOTTIME: unlike the monotonic clock it runs on while the computer sleeps.
#[cfg(target_os = "linux")]
fn running() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    Duration::new(u64::try_from(now.tv_sec).unwrap_or_default(), u32::try_from(now.tv_nsec).unwrap_or_default())
}

/// Elsewhere, from the first question on; whether sleep counts is the system's to say.
#[cfg(not(target_os = "linux"))]
fn running() -> Duration {
    static FIRST: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    FIRST.elapsed()
}

/// The instant a local day begins, as the store keeps it; for filters by date.
pub fn day_begins(day: NaiveDate) -> String {
    use chrono::TimeZone;
    let midnight = day.and_hms_opt(0, 0, 0).unwrap_or_default();
    let instant = London
        .from_local_datetime(&midnight)
        .earliest()
        .map_or_else(|| midnight.and_utc(), |local| local.with_timezone(&Utc));
    instant.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// An instant of the store as a local "24 Nov 2026".
pub fn local_day(stamp: &str) -> String {
    local_date(stamp).map_or_else(|| stamp.to_string(), day_words)
}

/// The local day of an instant of the store.
pub fn local_date(stamp: &str) -> Option<NaiveDate> {
    DateTime::parse_from_rfc3339(stamp).ok().map(|at| at.with_timezone(&London).date_naive())
}

/// An instant of the store as a local "HH:MM".
pub fn local_time(stamp: &str) -> String {
    DateTime::parse_from_rfc3339(stamp)
        .map_or_else(|_| stamp.to_string(), |at| at.with_timezone(&London).format("%H:%M").to_string())
}

/// "24 Nov 2026".
pub fn day_words(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

/// "Tue 24 Nov 2026", where the weekday matters.
pub fn weekday_words(day: NaiveDate) -> String {
    day.format("%a %-d %b %Y").to_string()
}
