//! What the desk has to say after an unlock, until it is dealt with: one list, one place on the screen.
//!
//! Two ways in: `OpenDesk::tell` for what is found once (at the unlock, or while open), and a line in `standing` for what
//! the records themselves say and that goes by itself when they change.

use frontdesk_domain::role::UseCase;
use frontdesk_store::{Conn, setting};

use crate::error::{DeskError, Result};
use crate::open::{OpenDesk, lock};
use crate::views::board::Tone;
use crate::views::session::{NoticeAction, NoticeView};

impl NoticeView {
    /// A notice that stays until what it is about is dealt with.
    pub(crate) fn new(code: &str, tone: Tone, message: impl Into<String>) -> Self {
        Self { code: code.to_string(), tone, message: message.into(), action: None, can_wait: false }
    }

    /// With the one thing to press.
    pub(crate) fn with(mut self, action: NoticeAction) -> Self {
        self.action = Some(action);
        self
    }

    /// One that the person may put off until tomorrow.
    pub(crate) fn can_wait(mut self) -> Self {
        self.can_wait = true;
        self
    }
}

impl OpenDesk {
    /// Says something from now until the lock, in place of what was said under the same code.
    pub(crate) fn tell(&self, notice: NoticeView) {
        let mut told = lock(&self.told);
        told.retain(|before| before.code != notice.code);
        told.push(notice);
    }

    /// What was said under this code is dealt with.
    pub(crate) fn no_longer_tell(&self, code: &str) {
        lock(&self.told).retain(|notice| notice.code != code);
    }
}

/// Everything to be said now to the person at the desk, most pressing first, less what they put off today.
pub(crate) async fn notices(desk: &OpenDesk, conn: &mut Conn) -> Result<Vec<NoticeView>> {
    let mut all = lock(&desk.told).clone();
    all.extend(standing(desk, conn).await?);
    let put_off = put_off_today(desk, conn).await?;
    all.retain(|notice| !(notice.can_wait && put_off.contains(&notice.code)));
    all.sort_by_key(|notice| match notice.tone {
        Tone::Stop => 0,
        Tone::Warn => 1,
        _ => 2,
    });
    Ok(all)
}

/// What the records say by themselves: asked anew each time, so that it goes when they change.
async fn standing(desk: &OpenDesk, conn: &mut Conn) -> Result<Vec<NoticeView>> {
    crate::key_file::notices(desk, conn).await
}

/// The list as it stands now.
pub async fn see_notices(desk: &OpenDesk) -> Result<Vec<NoticeView>> {
    let mut look = desk.look(UseCase::SeeNotices).await?;
    notices(desk, look.conn()).await
}

/// The person has read a notice that can wait: it comes back to them tomorrow. Others are told it all the same.
pub async fn put_off_notice(desk: &OpenDesk, code: String) -> Result<Vec<NoticeView>> {
    let mut look = desk.look(UseCase::PutOffNotice).await?;
    let now = notices(desk, look.conn()).await?;
    let mut put_off = put_off_today(desk, look.conn()).await?;
    drop(look);
    if let Some(notice) = now.iter().find(|notice| notice.code == code) {
        if !notice.can_wait {
            return Err(DeskError::new("notice-stays", "This stays on the desk until it is dealt with."));
        }
        put_off.push(code);
        let value = format!("{} {}", desk.clock().today(), put_off.join(" "));
        let mut write = desk.store()?.write().await?;
        setting::set(write.conn(), &name(desk), &value).await?;
        write.commit().await?;
    }
    see_notices(desk).await
}

/// One setting a person: the day, then the codes they put off on it.
fn name(desk: &OpenDesk) -> String {
    format!("put-off/{}", desk.who().id.as_str())
}

async fn put_off_today(desk: &OpenDesk, conn: &mut Conn) -> Result<Vec<String>> {
    let kept = setting::get(conn, &name(desk)).await?.unwrap_or_default();
    let mut words = kept.split(' ');
    let today = desk.clock().today().to_string();
    Ok(if words.next() == Some(today.as_str()) { words.map(str::to_string).collect() } else { Vec::new() })
}
