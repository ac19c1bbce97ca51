//! The one window: no cache, no developer tools in a release, no page but our own.

use tauri::{App, WebviewUrl, WebviewWindowBuilder, WindowEvent};

/// Opens it. Its title never says more than the app's name. To close it locks the desk first.
pub fn open(app: &App) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, "desk", WebviewUrl::App("index.html".into()))
        .title("Front desk")
        .inner_size(1280.0, 800.0)
        .min_inner_size(1024.0, 700.0)
        .center()
        .incognito(!driven_by_a_test())
        .devtools(cfg!(debug_assertions))
        .on_navigation(|url| {
            matches!(url.scheme(), "tauri" | "about")
                || url.host_str() == Some("tauri.localhost")
                || (cfg!(debug_assertions) && url.host_str() == Some("localhost"))
        })
        .build()?;
    let handle = app.handle().clone();
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event {
            api.prevent_close();
            crate::ending::leave(&handle);
        }
    });
    crate::cover::fit(&window)
}

/// WebKit ends the driving of a window when the page's process ends. So a window under test keeps it and loads the page
/// anew, but for the tests of its end, which drive it by hand from there on. A release never keeps it.
pub fn keeps_its_process() -> bool {
    driven_by_a_test() && std::env::var_os("FRONTDESK_TEST_ENDS_PAGE").is_none()
}

/// WebKit refuses to be driven when it keeps nothing, so a window under test keeps its cache. A release is never driven.
fn driven_by_a_test() -> bool {
    cfg!(debug_assertions) && std::env::var("TAURI_WEBVIEW_AUTOMATION").is_ok_and(|on| on == "true")
}
