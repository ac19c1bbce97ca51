//! The one window: no cache, no developer tools in a release, no page but our own.

use tauri::{App, WebviewUrl, WebviewWindowBuilder};

/// Opens it. Its title never says more than the app's name.
pub fn open(app: &App) -> tauri::Result<()> {
    WebviewWindowBuilder::new(app, "desk", WebviewUrl::App("index.html".into()))
        .title("Front desk")
        .inner_size(1280.0, 800.0)
        .min_inner_size(1024.0, 700.0)
        .center()
        .incognito(true)
        .devtools(cfg!(debug_assertions))
        .on_navigation(|url| matches!(url.scheme(), "tauri" | "about") || url.host_str() == Some("tauri.localhost") || (cfg!(debug_assertions) && url.host_str() == Some("localhost")))
        .build()?;
    Ok(())
}
