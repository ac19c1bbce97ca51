//! The shell: one window, commands of two lines, the session, and nothing the house could do.

pub mod commands;
pub mod dialogs;
pub mod ipc;
pub mod session;
mod window;

use std::time::Duration;

use tauri::{Emitter, Manager};

use frontdesk_desk::lock::LockReason;
use session::App;

/// How often the idle time is looked at.
const LOOK: Duration = Duration::from_secs(5);
/// How often the audit's head goes to the keyring.
const ANCHOR_EVERY: u32 = 36;

/// Opens the window and runs until it closes.
pub fn run() {
    let ipc = ipc::builder();
    let built = tauri::Builder::default()
        .invoke_handler(ipc.invoke_handler())
        .setup(move |tauri_app| {
            ipc.mount_events(tauri_app);
            let folder = tauri_app.path().app_data_dir()?;
            tauri_app.manage(App::new(folder));
            let handle = tauri_app.handle().clone();
            // The keyring and the folder answer while the page loads.
            let entering = handle.clone();
            tauri::async_runtime::spawn(async move { entering.state::<App>().begin().await });
            window::open(tauri_app)?;
            tauri::async_runtime::spawn(watch(handle));
            Ok(())
        })
        .build(tauri::generate_context!());
    match built {
        Ok(app) => app.run(|handle, event| {
            if let tauri::RunEvent::Exit = event {
                tauri::async_runtime::block_on(handle.state::<App>().lock(LockReason::SessionEnds));
            }
        }),
        Err(error) => {
            // There is no window to say it in.
            #[allow(clippy::print_stderr)]
            {
                eprintln!("Front desk cannot open its window: {error}");
            }
            std::process::exit(1);
        }
    }
}

async fn watch(handle: tauri::AppHandle) {
    let mut looks = 0u32;
    loop {
        tokio::time::sleep(LOOK).await;
        looks += 1;
        let app = handle.state::<App>();
        if app.lock_when_idle().await {
            let _ = handle.emit("locked", ());
        } else if looks.is_multiple_of(ANCHOR_EVERY) {
            app.anchor().await;
        }
    }
}
