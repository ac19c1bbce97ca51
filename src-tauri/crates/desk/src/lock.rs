//! Why a desk locks: what the audit keeps of it, and what the unlock screen says.

use std::time::Duration;

/// How long before the longest day ends the person at the desk is told.
pub const TOLD_BEFORE: Duration = Duration::from_secs(600);

/// What the clocks ask of an open desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeAsks {
    /// Nothing yet.
    Nothing,
    /// It locks.
    Lock(LockReason),
    /// The person is told when it will lock.
    SayTheDayEnds,
}

/// What the clocks ask of a desk that nobody touched for its idle time, or did; that has `left` of its longest day; and whose
/// end was told before, or not.
pub fn time_asks(idle: bool, left: Duration, told: bool) -> TimeAsks {
    match (idle, left, told) {
        (true, ..) => TimeAsks::Lock(LockReason::Idle),
        (_, Duration::ZERO, _) => TimeAsks::Lock(LockReason::DayLimit),
        (_, left, false) if left <= TOLD_BEFORE => TimeAsks::SayTheDayEnds,
        _ => TimeAsks::Nothing,
    }
}

/// What locked the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockReason {
    /// Somebody at the desk, by key or button.
    ByHand,
    /// Nobody touched it for as long as the clinic set, or a hidden screen stayed hidden.
    Idle,
    /// The session of this computer account was locked.
    SessionLocked,
    /// The computer goes to sleep.
    Sleep,
    /// The program or the session of this computer account ends.
    SessionEnds,
    /// Twelve hours after the unlock, however busy.
    DayLimit,
    /// The page's own process died.
    PageDied,
    /// Somebody else came in over it, as the throw-away clinic does.
    TakenOver,
}

impl LockReason {
    /// Every reason.
    pub const ALL: [LockReason; 8] = [
        Self::ByHand,
        Self::Idle,
        Self::SessionLocked,
        Self::Sleep,
        Self::SessionEnds,
        Self::DayLimit,
        Self::PageDied,
        Self::TakenOver,
    ];

    /// Stable, kebab-case, for the audit.
    pub fn code(self) -> &'static str {
        match self {
            Self::ByHand => "by-hand",
            Self::Idle => "idle",
            Self::SessionLocked => "session-locked",
            Self::Sleep => "sleep",
            Self::SessionEnds => "session-ends",
            Self::DayLimit => "day-limit",
            Self::PageDied => "page-died",
            Self::TakenOver => "taken-over",
        }
    }

    /// What the unlock screen says of it, where the person did not lock the desk themselves; `time` is HH:MM.
    pub fn note(self, time: &str) -> Option<String> {
        let what = match self {
            Self::ByHand | Self::SessionEnds | Self::TakenOver => return None,
            Self::Idle => format!("The desk locked itself at {time}."),
            Self::SessionLocked => format!("The desk locked at {time}, with this computer's screen."),
            Self::Sleep => format!("The desk locked at {time}, before this computer went to sleep."),
            Self::DayLimit => {
                format!("The desk locked at {time}: it stays open for 12 hours at most.")
            }
            Self::PageDied => format!("The window stopped working at {time}, so the desk locked itself."),
        };
        Some(format!("{what} Unfinished work is kept."))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::LockReason;

    #[test]
    fn every_reason_has_a_code_of_its_own() {
        let codes: BTreeSet<_> = LockReason::ALL.iter().map(|why| why.code()).collect();
        assert_eq!(codes.len(), LockReason::ALL.len());
        assert!(codes.iter().all(|code| code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')));
    }

    #[test]
    fn who_locked_it_themselves_is_not_told_that_it_locked() {
        assert_eq!(LockReason::ByHand.note("09:00"), None);
        let told = LockReason::Idle.note("09:00").unwrap();
        assert_eq!(told, "The desk locked itself at 09:00. Unfinished work is kept.");
    }
}
