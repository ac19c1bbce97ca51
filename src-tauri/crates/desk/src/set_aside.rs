//! What was set aside: files that were in the way of something, kept as they were, with their day.

use std::path::Path;

use frontdesk_domain::role::{Role, UseCase};
use frontdesk_vault::SetAside;

use crate::clock::day_words;
use crate::entrance::blocking;
use crate::error::Result;
use crate::open::OpenDesk;
use crate::views::board::Tone;
use crate::views::session::{NoticeAction, NoticeView, SetAsideView};

/// Everything that was set aside on this computer, oldest first.
pub async fn see_set_aside(desk: &OpenDesk) -> Result<Vec<SetAsideView>> {
    drop(desk.look(UseCase::SeeSetAside).await?);
    let house = desk.house.clone();
    Ok(blocking(move || house.folder.all_set_aside()).await??.into_iter().map(shown).collect())
}

/// Tells the practice manager, once a day, that something is set aside. What cannot be listed holds up no unlock.
pub(crate) async fn tell(desk: &OpenDesk) {
    if desk.who().role != Role::PracticeManager {
        return;
    }
    let house = desk.house.clone();
    let Ok(Ok(all)) = blocking(move || house.folder.all_set_aside()).await else { return };
    let Some(last) = all.last() else { return };
    let day = last.day.parse().map_or_else(|_| last.day.clone(), day_words);
    let message = format!(
        "Files were in the way of the records and are set aside, the last on {day}. They are listed under Settings, Safety. Ask for support before anybody deletes them."
    );
    desk.tell(NoticeView::new("set-aside", Tone::Info, message).with(NoticeAction::SeeSettings).can_wait());
}

/// The same below a folder, before anybody unlocked. What cannot be listed is no reason to show no page.
pub(crate) fn list_in(above: &Path) -> Vec<SetAsideView> {
    frontdesk_vault::set_aside_in(above).unwrap_or_default().into_iter().map(shown).collect()
}

fn shown(found: SetAside) -> SetAsideView {
    SetAsideView { name: found.name, day: found.day, files: found.files, size: size(found.bytes) }
}

/// As people say it: "512 bytes", "640 KB", "1.2 MB".
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} KB", bytes / 1_000),
        1_000_000..1_000_000_000 => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
        _ => format!("{}.{} GB", bytes / 1_000_000_000, bytes % 1_000_000_000 / 100_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn a_size_is_told_as_people_say_it() {
        let told = [999, 643_072, 1_250_000, 2_048_000_000].map(size);
        assert_eq!(told, ["999 bytes", "643 KB", "1.2 MB", "2.0 GB"]);
    }
}
