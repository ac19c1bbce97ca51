//! The audit's anchor: its newest entry, kept in this computer's keyring, looked at at each unlock and held against the chain.
//!
//! Whoever can put an older file back can cut the chain's end off; the anchor is what tells. So the program renews it only
//! while it finds it in the chain, and an alarm stays until the practice manager has said what happened.

use std::sync::Arc;
use std::time::Duration;

use frontdesk_domain::anchor::{Anchor, Kept, Standing, standing};
use frontdesk_domain::role::UseCase;
use frontdesk_store::audit_entry::{self, NewEntry, ORIGIN, Outcome};
use frontdesk_store::{Conn, setting};

use crate::clock::{local_date, local_time, weekday_words};
use crate::entrance::blocking;
use crate::error::{DeskError, Result};
use crate::house::House;
use crate::open::{Entry, Id, OpenDesk, lock};
use crate::outside::Aim;
use crate::views::audit::{AnchorReason, AnchorView};
use crate::views::board::Tone;
use crate::views::session::{NoticeAction, NoticeView};

/// How long the keyring is waited for.
const WAIT: Duration = Duration::from_secs(2);
/// How far back the anchor kept before a lock may lie: it is kept every few minutes.
const RECENT: i64 = 2000;
/// Notes in the records that an anchor was kept: from then on a missing one is an alarm.
const ANCHORED: &str = "anchored";
/// The notices' codes.
const ALARM: &str = "anchor-alarm";
const SILENT: &str = "anchor-silent";

/// What was found of the anchor, when it was last looked at.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub standing: Standing,
    pub kept: Kept,
}

impl Found {
    /// Of a clinic that has just been set up.
    pub fn none_yet() -> Found {
        Found { standing: Standing::NoneYet, kept: Kept::Nothing }
    }

    fn anchor(&self) -> Option<&Anchor> {
        match &self.kept {
            Kept::Anchor(anchor) => Some(anchor),
            _ => None,
        }
    }

    /// What an entry says of it: the abandoned entry by its hash and, if known, its number.
    pub fn told_in(&self, mut entry: Entry) -> Entry {
        entry = entry.with("anchor", self.standing.code());
        if !self.standing.is_alarm() {
            return entry;
        }
        if let Some(anchor) = self.anchor() {
            entry = entry.with("anchored-hash", Id::held(&anchor.hash));
            if let Some(seq) = anchor.seq {
                entry = entry.with("anchored-seq", seq);
            }
        }
        entry
    }
}

/// What this computer's keyring keeps. A keyring that is locked, fails or does not answer in time is silent.
pub(crate) async fn kept(house: Arc<House>) -> Kept {
    let ask = blocking(move || house.keyring.get_anchor(house.folder.header()?.vault()));
    match tokio::time::timeout(WAIT, ask).await {
        Ok(Ok(Ok(Some(text)))) => Anchor::parse(&text).map_or(Kept::Unreadable, Kept::Anchor),
        Ok(Ok(Ok(None))) => Kept::Nothing,
        _ => Kept::Silent,
    }
}

/// Holds what was kept against the chain.
pub(crate) async fn hold(conn: &mut Conn, kept: Kept) -> Result<Found> {
    let in_chain = match &kept {
        Kept::Anchor(anchor) => audit_entry::holds(conn, &anchor.hash).await?,
        _ => false,
    };
    let expected = setting::get(conn, ANCHORED).await?.is_some();
    Ok(Found { standing: standing(&kept, in_chain, expected), kept })
}

/// The chain's newest entry as it is kept outside.
async fn newest(conn: &mut Conn) -> Result<Anchor> {
    Ok(audit_entry::newest_entry(conn).await?.map_or_else(
        || Anchor { hash: ORIGIN.to_string(), seq: None, at: None },
        |newest| Anchor { hash: newest.hash, seq: Some(newest.seq), at: Some(newest.at) },
    ))
}

async fn put(house: &Arc<House>, anchor: &Anchor) -> Result<()> {
    let (house, text) = (house.clone(), anchor.text());
    let keep = blocking(move || house.keyring.put_anchor(house.folder.header()?.vault(), &text));
    match tokio::time::timeout(WAIT, keep).await {
        Ok(kept) => Ok(kept??),
        Err(_) => Err(frontdesk_vault::VaultError::KeyringSilent.into()),
    }
}

/// Remembers what was found, and says it on the desk.
pub(crate) fn remember(desk: &OpenDesk, found: Found) {
    desk.no_longer_tell(ALARM);
    desk.no_longer_tell(SILENT);
    let manager = UseCase::SettleAnchor.allows(desk.who().role);
    match found.standing {
        Standing::InChain | Standing::NoneYet => {}
        Standing::Silent => desk.tell(
            NoticeView::new(
                SILENT,
                Tone::Warn,
                "This computer’s keyring does not answer, so the desk cannot tell yet whether these are its newest records. You can work as usual: it asks again by itself.",
            )
            .can_wait(),
        ),
        Standing::NotInChain | Standing::Missing => {
            let what = alarm_words(&found);
            desk.tell(if manager {
                NoticeView::new(ALARM, Tone::Stop, format!("{what} Find out why, then say what happened."))
                    .with(NoticeAction::SettleAnchor)
            } else {
                NoticeView::new(ALARM, Tone::Stop, format!("{what} Tell the practice manager now. You can go on working."))
            });
        }
    }
    *lock(&desk.anchor) = found;
}

fn alarm_words(found: &Found) -> String {
    match (found.standing, found.anchor().and_then(|anchor| anchor.at.as_deref())) {
        (Standing::Missing, _) => "This computer has no mark of these records' audit: they are new to it, or the mark is gone. The desk cannot tell whether records are missing.".to_string(),
        (_, Some(at)) => format!(
            "These are not the records last used on this computer: its newest entry, of {}, is not in them.",
            moment(at)
        ),
        (_, None) => "These are not the records last used on this computer: its newest entry is not in them.".to_string(),
    }
}

/// "Sun 29 Nov 2026, 16:40".
fn moment(at: &str) -> String {
    local_date(at).map_or_else(|| at.to_string(), |day| format!("{}, {}", weekday_words(day), local_time(at)))
}

/// Keeps the newest entry in the keyring. A keyring that does not answer stops nobody's work: the next time keeps it.
pub async fn anchor(desk: &OpenDesk) {
    let _ = keep(desk).await;
}

/// Looks at the anchor again and renews it, if it is in the chain. An alarm that is new is entered, by the desk itself.
pub(crate) async fn keep(desk: &OpenDesk) -> Result<()> {
    let store = desk.store()?;
    let kept = kept(desk.house.clone()).await;
    let mut read = store.read().await?;
    let found = hold(read.conn(), kept).await?;
    let newest = newest(read.conn()).await?;
    let noted = setting::get(read.conn(), ANCHORED).await?.is_some();
    drop(read);
    let was = lock(&desk.anchor).standing;
    if found.standing.is_alarm() && found.standing != was {
        let entry = found.told_in(Entry::about("audit", Id::held(&newest.hash)));
        let mut write = store.write().await?;
        let (at, detail) = (desk.clock().stamp(), entry.detail());
        let entry = NewEntry {
            at: &at,
            actor: "desk",
            role: None,
            use_case: "look-at-anchor",
            outcome: Outcome::Done,
            subject_kind: "audit",
            subject: &newest.hash,
            detail: &detail,
        };
        audit_entry::append(write.conn(), &entry).await?;
        write.commit().await?;
    }
    let standing = found.standing;
    remember(desk, found);
    if !standing.may_be_renewed() {
        return Err(match standing {
            Standing::Silent => frontdesk_vault::VaultError::KeyringSilent.into(),
            _ => DeskError::new(
                "audit-head-unknown",
                "The entry kept in this computer's keyring is not in the audit. The practice manager says what happened.",
            ),
        });
    }
    put(&desk.house, &newest).await?;
    // The keyring first: a note without an anchor would be an alarm about nothing.
    if !noted {
        let mut write = store.write().await?;
        setting::set(write.conn(), ANCHORED, "yes").await?;
        write.commit().await?;
    }
    Ok(())
}

/// The newest entry of a desk that has closed, on its way into the keyring.
pub struct LastHead {
    house: Arc<House>,
    newest: Anchor,
    recent: Vec<String>,
    /// None is there only because something took it away.
    expected: bool,
}

/// The newest entry as it is now, and which entries an earlier anchor may be: all that is asked of the records for one.
pub(crate) async fn last_head(desk: &OpenDesk) -> Result<LastHead> {
    let store = desk.store()?;
    let mut read = store.read().await?;
    let recent = audit_entry::newest(read.conn(), RECENT).await?;
    let expected = setting::get(read.conn(), ANCHORED).await?.is_some();
    Ok(LastHead { house: desk.house.clone(), newest: newest(read.conn()).await?, recent, expected })
}

impl LastHead {
    /// Keeps it, unless the keyring does not answer, or what it holds is no recent entry: the next unlock looks at that.
    pub async fn keep(self) {
        let Self { house, newest, recent, expected } = self;
        let keep = blocking(move || {
            let vault = house.folder.header()?.vault();
            let may = match house.keyring.get_anchor(vault)? {
                Some(before) => {
                    Anchor::parse(&before).is_some_and(|before| before.hash == ORIGIN || recent.contains(&before.hash))
                }
                None => !expected,
            };
            if may { house.keyring.put_anchor(vault, &newest.text()) } else { Ok(()) }
        });
        let _ = tokio::time::timeout(WAIT, keep).await;
    }
}

/// What the practice manager decides on: the anchor as it stands now, and the newest entry of these records.
pub async fn see_anchor(desk: &OpenDesk) -> Result<AnchorView> {
    let mut look = desk.look(UseCase::SeeAnchor).await?;
    let found = hold(look.conn(), kept(desk.house.clone()).await).await?;
    let newest = newest(look.conn()).await?;
    drop(look);
    let words = |anchor: Option<&Anchor>| {
        let anchor = anchor?;
        let seq = anchor.seq.map_or_else(|| "Number not known".to_string(), |seq| format!("No. {seq}"));
        Some(anchor.at.as_deref().map_or_else(|| seq.clone(), |at| format!("{seq}, {}", moment(at))))
    };
    Ok(AnchorView {
        alarm: found.standing.is_alarm(),
        silent: found.standing == Standing::Silent,
        kept: words(found.anchor()),
        newest: words(Some(&newest)).unwrap_or_default(),
    })
}

/// Ends an alarm, with what happened: an entry names the entry that is abandoned, and the newest of these records takes its
/// place. Nothing else replaces an anchor that is not in the chain.
pub async fn settle_anchor(desk: &OpenDesk, reason: AnchorReason) -> Result<Vec<NoticeView>> {
    // Asked before the write lock is taken: a keyring has all the time in the world.
    let kept = kept(desk.house.clone()).await;
    let mut act = desk.begin(UseCase::SettleAnchor).await?;
    let found = hold(act.conn(), kept).await?;
    if found.standing == Standing::Silent {
        return Err(frontdesk_vault::VaultError::KeyringSilent.into());
    }
    if !found.standing.is_alarm() {
        drop(act);
        remember(desk, found);
        return Err(DeskError::new("anchor-stands", "There is no alarm any more. Nothing was changed."));
    }
    let newest = newest(act.conn()).await?;
    let entry = found.told_in(Entry::about("audit", Id::held(&newest.hash)).with("reason", reason.code()));
    let aim = Aim::Anchor { hash: newest.hash.clone() };
    desk.outside(act, entry, aim, put(&desk.house, &newest)).await?;
    remember(desk, Found { standing: Standing::InChain, kept: Kept::Anchor(newest) });
    crate::notices::see_notices(desk).await
}
