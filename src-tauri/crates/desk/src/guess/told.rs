//! Tries that failed while nobody could be told: entered in the audit, and said, at the next unlock.

use frontdesk_domain::guess::FREE;
use frontdesk_domain::role::Role;
use frontdesk_store::audit_entry::{self, Entry, Filter, NewEntry, Outcome};
use frontdesk_store::{Conn, staff};
use frontdesk_vault::Attempt;
use serde_json::{Value, json};

use super::{DAMAGED, HAND_OVER, SHEET};
use crate::clock::{local_date, local_day, local_time};
use crate::error::Result;
use crate::house::House;
use crate::open::{Actor, lock};
use crate::views::board::Tone;
use crate::views::session::{NoticeAction, NoticeView};

/// The use case of the entries: nobody's, for nobody got in.
const CASE: &str = "failed-tries";
/// Who did it, in the audit: the desk itself, for nobody knows.
const DESK: &str = "desk";
/// Whose passphrase it was, when they are gone.
const LEFT: &str = "for somebody who has left";

/// What was entered at an unlock, and what its person is told.
pub(crate) struct Told {
    entered: Vec<(String, Attempt)>,
    /// What was entered now, and what was entered earlier that this person has not been told: tries at their own name, and
    /// for a practice manager all of them.
    lines: Vec<Line>,
}

struct Line {
    whose: String,
    tries: u64,
    since: String,
    own: bool,
}

/// Enters what failed since the last unlock, in that unlock's transaction and before its own entry.
pub(crate) async fn enter(house: &House, conn: &mut Conn, at: &str, actor: &Actor) -> Result<Told> {
    let untold = house.untold()?;
    let already = entered_since_last_here(conn, actor).await?;
    for (door, attempt) in &untold {
        let (kind, subject) = subject(house, conn, door).await?;
        let detail = json!({ "tries": attempt.untold, "since": attempt.since }).to_string();
        audit_entry::append(
            conn,
            &NewEntry {
                at,
                actor: DESK,
                role: None,
                use_case: CASE,
                outcome: Outcome::Refused,
                subject_kind: kind,
                subject: &subject,
                detail: &detail,
            },
        )
        .await?;
    }
    let now = list(conn, CASE, "", i64::try_from(untold.len()).unwrap_or(i64::MAX)).await?;
    let theirs = |entry: &Entry| actor.role == Role::PracticeManager || entry.subject == actor.id.as_str();
    let mut lines: Vec<Line> = Vec::new();
    for entry in already.iter().filter(|entry| theirs(entry)).chain(now.iter().rev()) {
        let line = line(conn, entry, actor).await?;
        match lines.iter_mut().find(|before| before.whose == line.whose) {
            Some(before) => before.tries += line.tries,
            None => lines.push(line),
        }
    }
    Ok(Told { entered: untold, lines })
}

/// Entries of tries since this person's own last unlock, oldest first.
async fn entered_since_last_here(conn: &mut Conn, actor: &Actor) -> Result<Vec<Entry>> {
    let mut last = 0;
    for case in ["unlock", "recover", "set-up"] {
        last = last.max(list(conn, case, actor.id.as_str(), 1).await?.first().map_or(0, |entry| entry.seq));
    }
    let mut entries = list(conn, CASE, "", 1000).await?;
    entries.retain(|entry| entry.seq > last);
    entries.reverse();
    Ok(entries)
}

async fn list(conn: &mut Conn, case: &str, actor: &str, limit: i64) -> Result<Vec<Entry>> {
    let filter = Filter { use_case: case.to_string(), actor: actor.to_string(), ..Filter::default() };
    Ok(audit_entry::list(conn, &filter, limit).await?)
}

/// What an entry is about, by kind and id.
async fn subject(house: &House, conn: &mut Conn, door: &str) -> Result<(&'static str, String)> {
    Ok(match door {
        SHEET => ("recovery-sheet", house.folder.header()?.sheets_in_words()),
        HAND_OVER => ("hand-over", HAND_OVER.to_string()),
        DAMAGED => ("count-of-tries", DAMAGED.to_string()),
        slot => match staff::by_slot(conn, slot).await? {
            Some(person) => ("staff", person.id.0),
            None => ("slot", slot.to_string()),
        },
    })
}

async fn line(conn: &mut Conn, entry: &Entry, actor: &Actor) -> Result<Line> {
    let detail: Value = serde_json::from_str(&entry.detail).unwrap_or_default();
    let whose = match entry.subject_kind.as_str() {
        "staff" => staff::all(conn)
            .await?
            .into_iter()
            .find(|person| person.id.as_str() == entry.subject)
            .map_or_else(|| LEFT.to_string(), |person| format!("for {}", person.name)),
        "recovery-sheet" => "with the recovery code".to_string(),
        "hand-over" => "to take the screen back".to_string(),
        "count-of-tries" => String::new(),
        _ => LEFT.to_string(),
    };
    Ok(Line {
        whose,
        tries: detail["tries"].as_u64().unwrap_or_default(),
        since: detail["since"].as_str().unwrap_or_default().to_string(),
        own: entry.subject == actor.id.as_str(),
    })
}

impl Told {
    /// Entered and durable: the file need not keep it any more. A program that ends before this tells it twice.
    pub(crate) fn forget(&self, house: &House) {
        for (door, told) in &self.entered {
            house.told(door, told.untold);
        }
    }

    /// What to say, if anything, until the lock.
    pub(crate) fn notice(&self, house: &House, actor: &Actor) -> Option<NoticeView> {
        let manager = actor.role == Role::PracticeManager;
        let slip = |line: &Line| line.own && line.tries < u64::from(FREE);
        if let [line] = self.lines.as_slice()
            && slip(line)
        {
            // One's own slip of the keys is worth a line, and no alarm.
            let since = since(house, &line.since);
            let times = times(line.tries);
            let ask = if manager { "look in the audit" } else { "tell the practice manager" };
            let message = format!("Your passphrase was typed wrong {times} since {since}. If that was not you, {ask}.");
            return Some(NoticeView::new("own-slip", Tone::Info, message).can_wait());
        }
        let doors: Vec<String> = self
            .lines
            .iter()
            .filter(|line| !line.whose.is_empty())
            .map(|line| format!("{} {} since {}", times(line.tries), line.whose, since(house, &line.since)))
            .collect();
        let mut parts = Vec::new();
        if !doors.is_empty() {
            parts.push(format!("Somebody typed a wrong passphrase or code: {}.", doors.join("; ")));
        }
        if doors.len() < self.lines.len() {
            parts.push(
                "The count of wrong tries was damaged. It goes on as if all the free ones were used up.".to_string(),
            );
        }
        if parts.is_empty() {
            return None;
        }
        parts.push(
            if manager { "Ask who it was." } else { "If it was not you, tell the practice manager." }.to_string(),
        );
        let notice = NoticeView::new(CASE, Tone::Warn, parts.join(" "));
        Some(if manager { notice.with(NoticeAction::SeeAudit) } else { notice })
    }
}

fn times(tries: u64) -> String {
    match tries {
        1 => "once".to_string(),
        2 => "twice".to_string(),
        many => format!("{many} times"),
    }
}

/// "09:12" of today, or "24 Nov 2026, 09:12".
fn since(house: &House, at: &str) -> String {
    match local_date(at) == Some(house.clock.today()) {
        true => local_time(at),
        false => format!("{}, {}", local_day(at), local_time(at)),
    }
}

impl House {
    /// Doors with tries that the audit does not know of, by name.
    fn untold(&self) -> Result<Vec<(String, Attempt)>> {
        let mut guesses = lock(&self.guesses.0);
        let kept = self.kept(&mut guesses)?;
        Ok(kept
            .doors
            .iter()
            .filter(|(_, attempt)| attempt.untold > 0)
            .map(|(door, attempt)| (door.clone(), attempt.clone()))
            .collect())
    }

    /// So many of a door's tries are in the audit now.
    fn told(&self, door: &str, tries: u32) {
        let mut guesses = lock(&self.guesses.0);
        let Ok(kept) = self.kept(&mut guesses) else { return };
        kept.run(self.clock.steady());
        if let Some(attempt) = kept.doors.get_mut(door) {
            attempt.untold = attempt.untold.saturating_sub(tries);
            if attempt.untold == 0 {
                attempt.since.clear();
            }
        }
        kept.doors.retain(|_, attempt| *attempt != Attempt::default());
        let _ = self.folder.keep_attempts(&kept.doors);
    }
}
