//! Acts that change the key file. Each is intended before, like any act outside the database; with its outcome the
//! records keep how often the file was changed, and after it the keyring does.

use std::pin::Pin;

use frontdesk_domain::role::Role;
use frontdesk_store::{Conn, staff};
use frontdesk_vault::{DataKey, SlotId};

use crate::entrance::blocking;
use crate::error::{DeskError, Result};
use crate::open::{Act, Entry, OpenDesk};
use crate::outside::{Aim, reached};
use crate::views::board::Tone;
use crate::views::session::{NoticeAction, NoticeView};
use crate::{generation, rekey};

/// What is written with the outcome of a change that was made.
pub(crate) type Written<'a> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

impl OpenDesk {
    /// Carries out a change of the key file.
    ///
    /// # Errors
    /// Whatever `doing` refuses; those of the store.
    pub(crate) async fn change_key_file<T: Send + Sync>(
        &self,
        act: Act,
        entry: Entry,
        doing: impl Future<Output = Result<T>> + Send,
        written: impl for<'a> FnOnce(&'a mut Act, &'a T) -> Written<'a> + Send + 'static,
    ) -> Result<T> {
        let house = self.house.clone();
        let doing = async {
            frontdesk_vault::step("key file: intended");
            let done = doing.await?;
            frontdesk_vault::step("key file: changed");
            let generation = blocking(move || house.folder.header().map(|header| header.generation())).await??;
            Ok((done, generation))
        };
        let aim = Aim::header(&self.house);
        let ended = self.outside_then(act, entry, aim, doing, |act, done| keep(act, done, written)).await;
        frontdesk_vault::step("key file: the records know");
        generation::keep_in_keyring(&self.house).await;
        ended.map(|(done, _)| done)
    }

    /// A change of the key file that begins a change of the records' key, and that change. Once begun the act is done,
    /// whatever comes of the re-keying, which the next unlock ends: `done` says in a sentence what has happened then.
    ///
    /// # Errors
    /// Whatever `begin` refuses; `rekey-unfinished`; those of the store.
    pub(crate) async fn change_with_new_key(
        &self,
        act: Act,
        entry: Entry,
        begin: impl Future<Output = Result<DataKey>> + Send,
        written: impl for<'a> FnOnce(&'a mut Act, &'a Result<()>) -> Written<'a> + Send + 'static,
        done: &str,
    ) -> Result<()> {
        let case = act.case();
        let doing = async {
            let new = begin.await?;
            reached(case, "begun").await;
            Ok(rekey::rotate(self, new).await)
        };
        self.change_key_file(act, entry, doing, written).await?.map_err(|_| {
            let rest = "The records have not got their new key yet: lock the desk and unlock it again to finish.";
            DeskError::new("rekey-unfinished", format!("{done} {rest}"))
        })
    }

    /// The slots of people in the key file.
    pub(crate) async fn slots(&self) -> Result<Vec<SlotId>> {
        let house = self.house.clone();
        Ok(blocking(move || house.folder.header().map(|header| header.staff_slots().collect())).await??)
    }

    /// The numbers of the recovery sheets that open the key file, oldest first.
    pub(crate) async fn sheets(&self) -> Result<Vec<String>> {
        let house = self.house.clone();
        let sheets = blocking(move || house.folder.header().map(|header| header.sheets())).await??;
        Ok(sheets.iter().map(ToString::to_string).collect())
    }
}

fn keep<'a, T: Send + Sync>(
    act: &'a mut Act,
    done: &'a (T, u64),
    written: impl for<'b> FnOnce(&'b mut Act, &'b T) -> Written<'b> + Send + 'static,
) -> Written<'a> {
    let (done, generation) = done;
    Box::pin(async move {
        generation::keep(act.conn(), *generation).await?;
        written(act, done).await
    })
}

/// Nothing is written beside.
pub(crate) fn nothing<'a, T>(_: &'a mut Act, _: &'a T) -> Written<'a> {
    Box::pin(async { Ok(()) })
}

/// What the key file has to say beside the records: more than one sheet, keys and people that do not fit together.
pub(crate) async fn notices(desk: &OpenDesk, conn: &mut Conn) -> Result<Vec<NoticeView>> {
    let mut all = Vec::new();
    if desk.who().role != Role::PracticeManager || desk.house.demo {
        return Ok(all);
    }
    if let Some(sheets) = crate::recovery::unsettled(desk, conn).await?
        && let [first @ .., last] = sheets.as_slice()
        && !first.is_empty()
    {
        let all_open = format!("{} and {last} open the records", first.join(", "));
        let what = "Make a new sheet and type two groups back from it: then it alone opens them.";
        let notice = NoticeView::new("sheets-open", Tone::Warn, format!("{all_open}. {what}"));
        all.push(notice.with(NoticeAction::NewSheet).can_wait());
    }
    let people = staff::all(conn).await?;
    let held: Vec<&str> =
        people.iter().filter(|row| row.removed_at.is_none()).map(|row| row.slot_id.as_str()).collect();
    let slots: Vec<String> = desk.slots().await?.iter().map(ToString::to_string).collect();
    if slots.iter().any(|slot| !held.contains(&slot.as_str())) {
        let what = "The key file has a key that belongs to nobody at this desk. Remove it in Settings, Staff.";
        all.push(NoticeView::new("key-without-person", Tone::Warn, what).with(NoticeAction::SeeStaff));
    }
    if held.iter().any(|slot| !slots.iter().any(|key| key == slot)) {
        let what =
            "Somebody at this desk has no key and cannot unlock. Give them a first passphrase in Settings, Staff.";
        all.push(NoticeView::new("person-without-key", Tone::Warn, what).with(NoticeAction::SeeStaff));
    }
    Ok(all)
}
