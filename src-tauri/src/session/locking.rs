//! What locks, hides and shows the desk.

use std::sync::atomic::Ordering;
use std::time::Duration;

use frontdesk_desk::lock::{LockReason, TimeAsks};
use frontdesk_desk::{anchor, lock, unlock};

use super::{App, cell};
use crate::glass::Face;

/// How long a lock waits for the page to hand over what was typed and is not kept yet.
const GRACE: Duration = Duration::from_millis(300);
/// F8 shows the screen again within this time; after it the desk locks.
const HIDDEN: Duration = Duration::from_secs(60);
/// A recovery whose code was read waits this long for the new passphrase.
const RECOVERING: Duration = Duration::from_secs(300);
/// How long a fresh page may take until it is begun once more.
const DRAWN: Duration = Duration::from_secs(10);
/// A page that dies this often within `DEATHS_WITHIN` is not begun again.
const DEATHS: usize = 3;
const DEATHS_WITHIN: Duration = Duration::from_secs(60);

impl App {
    /// Somebody is at the keyboard.
    pub async fn touch(&self) {
        if let Some(since) = cell(&self.recovering).as_mut() {
            *since = self.clock.steady();
        }
        if let Some(desk) = self.opened() {
            desk.touch();
        }
    }

    /// Locks the desk; says whether it was open. The cover first; then what was typed, for as long as `GRACE`; then the desk
    /// is closed; then a fresh page; and only then, beside all that follows, the audit's head.
    pub async fn lock(&self, why: LockReason) -> bool {
        self.epoch.fetch_add(1, Ordering::SeqCst);
        let _one = self.locking.lock().await;
        let shown = self.shows_what_is_locked();
        if shown {
            self.glass.cover(Face::Locked);
            *cell(&self.hidden) = None;
        }
        if why != LockReason::PageDied && cell(&self.open).is_some() {
            let kept = self.kept.notified();
            self.glass.ask_to_keep();
            let _ = tokio::time::timeout(GRACE, kept).await;
        }
        let desk = cell(&self.open).take();
        drop(cell(&self.recovered).take());
        *cell(&self.recovering) = None;
        if let Some(desk) = &desk {
            *cell(&self.locked_note) = why.note(&self.clock.time());
            self.anchor_later(unlock::close(desk, why).await);
        }
        if shown || desk.is_some() {
            self.renew();
        }
        desk.is_some()
    }

    fn renew(&self) {
        *cell(&self.renewed) = Some(self.clock.steady());
        self.glass.cover(Face::Locked);
        self.glass.renew();
    }

    pub(super) fn anchor_later(&self, head: Option<anchor::LastHead>) {
        if let Some(head) = head {
            *cell(&self.anchoring) = Some(tokio::spawn(head.keep()));
        }
    }

    /// Waits until the head of the last desk is kept, or the keyring was given its time.
    pub async fn anchored(&self) {
        let anchoring = cell(&self.anchoring).take();
        if let Some(anchoring) = anchoring {
            let _ = anchoring.await;
        }
    }

    /// The page has handed over what was typed.
    pub fn kept(&self) {
        self.kept.notify_waiters();
    }

    /// The page shows its first screen.
    pub fn drawn(&self) {
        *cell(&self.renewed) = None;
        if cell(&self.hidden).is_none() {
            self.glass.uncover();
        }
    }

    /// The page's process has died: the desk locks at once, and a fresh page is drawn.
    pub async fn page_died(&self) {
        self.glass.cover(Face::Locked);
        let broken = {
            let now = self.clock.steady();
            let mut deaths = cell(&self.deaths);
            deaths.retain(|then| now.saturating_sub(*then) < DEATHS_WITHIN);
            deaths.push(now);
            deaths.len() > DEATHS
        };
        *cell(&self.hidden) = None;
        let locked = self.lock(LockReason::PageDied).await;
        if broken {
            *cell(&self.renewed) = None;
            self.glass.cover(Face::Broken);
        } else if !locked {
            self.renew();
        }
    }

    /// F8: hides what is on the screen, or shows it again within a minute.
    pub fn hide_or_show(&self) {
        let since = *cell(&self.hidden);
        match since {
            None => {
                *cell(&self.hidden) = Some(self.clock.steady());
                self.glass.cover(Face::Hidden { name: self.first_name() });
            }
            Some(since) if self.is_over(since) => {}
            Some(_) => {
                *cell(&self.hidden) = None;
                self.glass.uncover();
            }
        }
    }

    /// Over for good only where there is something to lock: a half-typed set-up waits.
    fn is_over(&self, since: Duration) -> bool {
        self.shows_what_is_locked() && self.clock.steady().saturating_sub(since) >= HIDDEN
    }

    /// Whether Ctrl+L locks: not in a patient's hands, who would read the names of the staff. What is on their screen then
    /// is theirs; it comes back with a passphrase.
    pub fn locks_by_key(&self) -> bool {
        match self.opened() {
            Some(desk) => !desk.is_handed_over(),
            // Somebody on the way in finds the desk locked.
            None => cell(&self.recovered).is_some() || self.entries.load(Ordering::SeqCst) > 0,
        }
    }

    /// Whether a lock covers what is on the glass: a desk that is open, or a recovery whose code was read.
    pub fn shows_what_is_locked(&self) -> bool {
        cell(&self.open).is_some() || cell(&self.recovered).is_some()
    }

    /// No name where a patient reads it.
    fn first_name(&self) -> Option<String> {
        let desk = self.opened().filter(|desk| !desk.is_handed_over())?;
        desk.who().name.split(' ').next().map(str::to_string)
    }

    /// Whether the person at the desk chose how the window looks: dark, or light.
    pub fn looks_dark(&self) -> Option<bool> {
        match self.opened()?.who().theme.as_str() {
            "dark" => Some(true),
            "light" => Some(false),
            _ => None,
        }
    }

    /// Locks what nobody touched for as long as the clinic set, what was hidden for a minute and what has been open for
    /// twelve hours; and begins the page anew where a fresh one never came.
    pub async fn look_at_the_time(&self) {
        let (hidden, renewed) = (*cell(&self.hidden), *cell(&self.renewed));
        if hidden.is_some_and(|since| self.is_over(since)) {
            self.lock(LockReason::Idle).await;
        } else if renewed.is_some_and(|since| self.clock.steady().saturating_sub(since) >= DRAWN) {
            self.renew();
        }
        let recovering = *cell(&self.recovering);
        if recovering.is_some_and(|since| self.clock.steady().saturating_sub(since) >= RECOVERING) {
            self.lock(LockReason::Idle).await;
        }
        let Some(desk) = self.opened() else { return };
        let left = desk.day_left();
        let told = *cell(&self.day_told);
        match lock::time_asks(desk.is_idle(), left, told) {
            TimeAsks::Nothing => {}
            TimeAsks::Lock(why) => {
                self.lock(why).await;
            }
            TimeAsks::SayTheDayEnds => {
                *cell(&self.day_told) = true;
                self.glass.say_day_ends(self.clock.time_in(left));
            }
        }
    }
}
