//! The end of the program: by its window, by a signal, by the end of the session. Each locks the desk first, and none takes
//! longer than a session that ends leaves a program.

use std::time::Duration;

use frontdesk_desk::lock::LockReason;
use tauri::{AppHandle, Manager};

use crate::session::App;

/// However the lock goes, the process is gone after this.
const LONGEST: Duration = Duration::from_millis(2800);

/// Locks the desk, keeps the audit's head outside if the keyring answers, and ends the program.
pub fn leave(handle: &AppHandle) {
    std::thread::spawn(|| {
        std::thread::sleep(LONGEST);
        std::process::exit(0);
    });
    let handle = handle.clone();
    tauri::async_runtime::spawn(async move {
        let app = handle.state::<App>();
        app.lock(LockReason::SessionEnds).await;
        app.anchored().await;
        handle.exit(0);
    });
}

/// Waits for the signals that end a program.
#[cfg(unix)]
pub async fn wait_for_signals(handle: AppHandle) {
    use async_signal::{Signal, Signals};
    use futures_util::StreamExt;
    let Ok(mut signals) = Signals::new([Signal::Term, Signal::Hup, Signal::Int]) else {
        return std::future::pending().await;
    };
    let _ = signals.next().await;
    leave(&handle);
    std::future::pending().await
}

/// Elsewhere the window's end is the program's.
#[cfg(not(unix))]
pub async fn wait_for_signals(_handle: AppHandle) {
    std::future::pending().await
}
