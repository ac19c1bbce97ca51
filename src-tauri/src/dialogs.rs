//! The system's own file dialogs. Opened here, so that the window never sends a path.

use std::path::PathBuf;

use tauri::{Manager, WebviewWindow};

/// Asks where to save a PDF; none when the person thinks better of it.
pub async fn save_pdf(window: WebviewWindow, name: String) -> Option<PathBuf> {
    let (send, receive) = tokio::sync::oneshot::channel();
    // GTK dialogs belong to the main thread.
    let asked = window.app_handle().run_on_main_thread(move || {
        let dialog = rfd::AsyncFileDialog::new()
            .set_title("Save a copy outside the vault")
            .set_file_name(name)
            .add_filter("PDF", &["pdf"]);
        let picked = dialog.save_file();
        tauri::async_runtime::spawn(async move {
            let _ = send.send(picked.await.map(|file| file.path().to_path_buf()));
        });
    });
    if asked.is_err() {
        return None;
    }
    receive.await.ok().flatten()
}
