//! The shell: one window, commands of two lines, the session, and nothing the house could do.

pub mod commands;
mod cover;
mod desktop;
pub mod dialogs;
mod ending;
mod fault;
mod glass;
pub mod ipc;
pub mod session;
mod watch;
mod window;

use frontdesk_desk::lock::LockReason;
use tauri::{Emitter, Manager};

use cover::Cloth;
use session::App;

/// Opens the window and runs until it closes.
pub fn run() {
    keep_memory_to_ourselves();
    let ipc = ipc::builder();
    let built = tauri::Builder::default()
        .invoke_handler(ipc.invoke_handler())
        .setup(move |tauri_app| {
            ipc.mount_events(tauri_app);
            let folder = tauri_app.path().app_data_dir()?;
            let handle = tauri_app.handle().clone();
            let told = handle.clone();
            fault::watch_for_panics(move |code| {
                let _ = told.emit("fault", code);
            });
            tauri_app.manage(App::new(folder, Cloth(handle.clone())));
            // The keyring and the folder answer while the page loads.
            let entering = handle.clone();
            tauri::async_runtime::spawn(async move { entering.state::<App>().begin().await });
            window::open(tauri_app)?;
            keep_watch(&handle);
            Ok(())
        })
        .build(tauri::generate_context!());
    match built {
        Ok(app) => app.run(|handle, event| {
            // The desk is locked before the window goes; this is for an end that asked nobody.
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

/// Begins what runs beside the window, each part so that its end is not the end of it.
fn keep_watch(handle: &tauri::AppHandle) {
    let (clocks, ends, logind, savers) = (handle.clone(), handle.clone(), handle.clone(), handle.clone());
    tauri::async_runtime::spawn(fault::supervise(move || watch::watch(clocks.clone())));
    tauri::async_runtime::spawn(fault::supervise(move || ending::wait_for_signals(ends.clone())));
    tauri::async_runtime::spawn(fault::supervise(move || desktop::listen_to_logind(logind.clone())));
    tauri::async_runtime::spawn(fault::supervise(move || desktop::listen_to_screen_savers(savers.clone())));
}

/// No memory of this program goes into a file when it breaks down, and no other program of this account reads it. Not in a
/// debug build, whose memory the tests search.
fn keep_memory_to_ourselves() {
    #[cfg(target_os = "linux")]
    if !cfg!(debug_assertions) {
        use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}
