//! The system's own file dialogs. Opened here, so that the window never sends a path.

use std::path::PathBuf;

use rfd::{AsyncFileDialog, FileHandle};
use tauri::{Manager, WebviewWindow};

/// Asks where to save a file under the name proposed; none when the person thinks better of it.
pub async fn save_file(window: WebviewWindow, name: String) -> Option<PathBuf> {
    let (kind, ending) = if name.ends_with(".csv") { ("CSV", "csv") } else { ("PDF", "pdf") };
    let dialog = AsyncFileDialog::new()
        .set_title("Save a copy outside the vault")
        .set_file_name(name)
        .add_filter(kind, &[ending]);
    ask(window, || dialog.save_file()).await
}

/// Asks for a picture or a PDF to copy.
pub async fn pick_scan(window: WebviewWindow) -> Option<PathBuf> {
    pick(window, "Choose the file to copy").await
}

/// Asks for a scan of signed forms.
pub async fn pick_papers(window: WebviewWindow) -> Option<PathBuf> {
    pick(window, "Choose the scan of the signed forms").await
}

async fn pick(window: WebviewWindow, title: &str) -> Option<PathBuf> {
    let dialog = AsyncFileDialog::new()
        .set_title(title)
        .add_filter("Pictures and PDF", &["jpg", "jpeg", "png", "pdf", "JPG", "JPEG", "PNG", "PDF"]);
    ask(window, || dialog.pick_file()).await
}

/// Asks for a copy of a signed form to check.
pub async fn pick_copy(window: WebviewWindow) -> Option<PathBuf> {
    let dialog = AsyncFileDialog::new().set_title("Choose the copy to check").add_filter("PDF", &["pdf", "PDF"]);
    ask(window, || dialog.pick_file()).await
}

/// Asks for the scanner's folder.
pub async fn pick_folder(window: WebviewWindow) -> Option<PathBuf> {
    let dialog = AsyncFileDialog::new().set_title("Choose the scanner's folder");
    ask(window, || dialog.pick_folder()).await
}

/// Asks for the folder with a copy of the clinic.
pub async fn pick_clinic(window: WebviewWindow) -> Option<PathBuf> {
    let dialog = AsyncFileDialog::new().set_title("Choose the folder with the copy of the clinic");
    ask(window, || dialog.pick_folder()).await
}

/// GTK dialogs belong to the main thread.
async fn ask<F>(window: WebviewWindow, open: impl FnOnce() -> F + Send + 'static) -> Option<PathBuf>
where
    F: Future<Output = Option<FileHandle>> + Send + 'static,
{
    let (send, receive) = tokio::sync::oneshot::channel();
    let asked = window.app_handle().run_on_main_thread(move || {
        let picked = open();
        tauri::async_runtime::spawn(async move {
            let _ = send.send(picked.await.map(|file| file.path().to_path_buf()));
        });
    });
    if asked.is_err() {
        return None;
    }
    receive.await.ok().flatten()
}
