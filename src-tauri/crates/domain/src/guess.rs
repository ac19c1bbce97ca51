//! How often a secret may be tried at one door: five failures are free, and after each further one comes a wait.
//!
//! A wait is seconds left. They run while the program runs, by a clock that no setting moves, so a restart or a changed
//! date ends none. Source: NIST SP 800-63B, section 5.2.2, which limits failures in a row and names waits that grow
//! "from 30 seconds up to an hour".
//!
//! A try is counted as failed before it is made, and what is counted is kept before it is made: a program that is killed
//! in between has used one up.

use std::time::Duration;

/// Failures in a row, before the first wait.
pub const FREE: u32 = 5;

/// The wait after the last free failure. Each further failure doubles it.
pub const FIRST_WAIT: Duration = Duration::from_secs(30);

/// The longest wait: an hour.
pub const LONGEST_WAIT: Duration = Duration::from_secs(60 * 60);

/// How long the next try waits after so many failures in a row.
pub fn wait_after(failed: u32) -> Duration {
    match failed.checked_sub(FREE) {
        None => Duration::ZERO,
        // Seven doublings are above an hour; no shift overflows below that.
        Some(more) => FIRST_WAIT.saturating_mul(1 << more.min(7)).min(LONGEST_WAIT),
    }
}

/// What stands at one door.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tries {
    failed: u32,
    wait: Duration,
}

impl Tries {
    /// Nothing has failed since it was last opened.
    pub const NONE: Self = Self { failed: 0, wait: Duration::ZERO };

    /// What stands when nobody can say any more: the free failures are used up, and their wait begins.
    pub const UNKNOWN: Self = Self { failed: FREE, wait: FIRST_WAIT };

    /// As it was kept: failures in a row, and the wait that was left.
    pub fn kept(failed: u32, wait: Duration) -> Self {
        // No failures, no wait; and no wait is longer than its failures earn.
        Self { failed, wait: wait.min(wait_after(failed)) }
    }

    /// Failures in a row.
    pub fn failed(self) -> u32 {
        self.failed
    }

    /// The wait that is left.
    pub fn wait(self) -> Duration {
        self.wait
    }

    /// After the program ran for a while.
    #[must_use]
    pub fn ran(self, time: Duration) -> Self {
        Self { wait: self.wait.saturating_sub(time), ..self }
    }

    /// Counts a try before it is made. Made and right, [`Tries::NONE`] stands afterwards; made and wrong, this stays.
    ///
    /// # Errors
    /// The wait that is left: the try is not to be made.
    pub fn counted(self) -> Result<Self, Duration> {
        if self.wait > Duration::ZERO {
            return Err(self.wait);
        }
        let failed = self.failed.saturating_add(1);
        Ok(Self { failed, wait: wait_after(failed) })
    }

    /// Takes a count back, for a try that could not be made. `before` is what stood before it was counted. Where others
    /// were counted since, their wait stays, as long as they alone have earned.
    #[must_use]
    pub fn taken_back(self, before: Self) -> Self {
        if self.failed == before.failed.saturating_add(1) {
            return before;
        }
        let failed = self.failed.saturating_sub(1);
        Self::kept(failed, self.wait)
    }
}

/// A wait as whole seconds for a screen that counts down, rounded up: never zero while there is one.
pub fn seconds(wait: Duration) -> u32 {
    u32::try_from(wait.as_millis().div_ceil(1000)).unwrap_or(u32::MAX)
}

/// A wait in words, rounded up: "30 seconds", "1 minute 4 seconds", "8 minutes".
pub fn in_words(wait: Duration) -> String {
    let (minutes, left) = (seconds(wait) / 60, seconds(wait) % 60);
    let told = |number: u32, unit: &str| match number {
        0 => None,
        1 => Some(format!("1 {unit}")),
        many => Some(format!("{many} {unit}s")),
    };
    let parts: Vec<String> = [told(minutes, "minute"), told(left, "second")].into_iter().flatten().collect();
    if parts.is_empty() { "0 seconds".to_string() } else { parts.join(" ") }
}
