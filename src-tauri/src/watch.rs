//! What the desk does by itself while nobody asks: it locks when its time is over, and keeps the audit's head outside.

use std::time::Duration;

use tauri::{Emitter, Manager};

use crate::session::App;

/// How often the clocks are looked at.
const LOOK: Duration = Duration::from_secs(1);
/// After how many looks the audit's head goes to the keyring.
const ANCHOR_EVERY: u32 = 180;
/// After how many looks the clock on the wall is held against the one that nobody sets.
const CLOCK_EVERY: u32 = 5;

/// Looks at the clocks for ever.
pub async fn watch(handle: tauri::AppHandle) {
    let mut looks = 0u32;
    loop {
        tokio::time::sleep(LOOK).await;
        looks = looks.wrapping_add(1);
        let app = handle.state::<App>();
        app.look_at_the_time().await;
        if looks.is_multiple_of(ANCHOR_EVERY) {
            // On its own: a keyring that does not answer keeps nobody from locking.
            let anchoring = handle.clone();
            tokio::spawn(async move { anchoring.state::<App>().anchor().await });
        }
        if looks.is_multiple_of(CLOCK_EVERY) {
            // On its own as well: it may wait for the records.
            let looking = handle.clone();
            tokio::spawn(async move {
                if looking.state::<App>().look_at_clock().await {
                    let _ = looking.emit("notices", ());
                }
            });
        }
    }
}
