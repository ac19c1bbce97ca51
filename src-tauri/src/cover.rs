//! The cover: a plain sheet of the window's own over a page that is taken out of the window, drawn by GTK and not by the
//! web view, whose process may hang or be dead. F8 and Ctrl+L are heard here, before the page and before any dialog.
//!
//! Everything of GTK lives on the main thread; what comes from elsewhere is sent there and not waited for.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::{Duration, Instant};

use gtk::gdk::{self, keys::constants as key};
use gtk::glib;
use gtk::prelude::*;
use tauri::{AppHandle, Emitter, Manager, WebviewWindow};
use webkit2gtk::{LoadEvent, WebProcessTerminationReason, WebView, WebViewExt};

use crate::glass::{Face, Glass};
use crate::session::App;

/// A key that is held down repeats itself: what comes sooner than this after the last is the same press.
const REPEAT: Duration = Duration::from_millis(700);
/// How often it is looked whether the cover was drawn, and for how long a fresh page waits for that.
const FRAME: Duration = Duration::from_millis(8);
const UNDRAWN: Duration = Duration::from_millis(500);
/// Where the page begins, until it has said so itself.
const HOME: &str = "tauri://localhost/";

thread_local! {
    static COVER: RefCell<Option<Rc<Cover>>> = const { RefCell::new(None) };
}

struct Cover {
    window: gtk::Window,
    page: WebView,
    sheet: gtk::Box,
    title: gtk::Label,
    line: gtk::Label,
    face: RefCell<Option<Face>>,
    /// What else was open when the screen was hidden: shown again with it.
    put_away: RefCell<Vec<gtk::Window>>,
    pressed: Cell<Option<Instant>>,
    /// The page's process is gone, and no other has been begun.
    has_ended: Rc<Cell<bool>>,
    /// Where the page begins: a view whose process died has no address any more.
    home: Rc<RefCell<String>>,
    /// A page has begun since the desk was last locked. What the one before it still said counts for nothing.
    has_begun: Rc<Cell<bool>>,
    /// The cover has been drawn since it was last shown.
    is_drawn: Rc<Cell<bool>>,
}

/// Puts the cover into the window, out of sight, and takes the two keys.
pub fn fit(window: &WebviewWindow) -> tauri::Result<()> {
    let handle = window.app_handle().clone();
    window.with_webview(move |web| {
        let page = web.inner();
        let frame = page.toplevel().and_then(|frame| frame.downcast::<gtk::Window>().ok());
        let within = page.parent().and_then(|within| within.downcast::<gtk::Box>().ok());
        if let (Some(frame), Some(within)) = (frame, within) {
            Cover::fit(&handle, frame, &within, page);
        }
    })
}

/// The window, from any thread.
pub struct Cloth(pub AppHandle);

impl Cloth {
    fn on_main(&self, act: impl FnOnce(&Cover) + Send + 'static) {
        let _ = self.0.run_on_main_thread(move || {
            let cover = COVER.with(|cover| cover.borrow().clone());
            if let Some(cover) = cover {
                act(&cover);
            }
        });
    }
}

impl Glass for Cloth {
    fn cover(&self, face: Face) {
        let dark = self.0.try_state::<App>().and_then(|app| app.looks_dark());
        self.on_main(move |cover| cover.show(face, dark));
    }

    fn uncover(&self) {
        self.on_main(Cover::take_off);
    }

    fn ask_to_keep(&self) {
        let _ = self.0.emit("locking", ());
    }

    fn renew(&self) {
        self.on_main(Cover::renew);
    }

    fn say_day_ends(&self, time: String) {
        let _ = self.0.emit("day-ends", time);
    }
}

impl Cover {
    fn fit(handle: &AppHandle, window: gtk::Window, within: &gtk::Box, page: WebView) {
        let sheet = gtk::Box::new(gtk::Orientation::Vertical, 12);
        sheet.set_widget_name("cover");
        sheet.set_no_show_all(true);
        let middle = gtk::Box::new(gtk::Orientation::Vertical, 12);
        middle.set_valign(gtk::Align::Center);
        let (title, line) = (gtk::Label::new(None), gtk::Label::new(None));
        title.set_widget_name("cover-title");
        line.set_widget_name("cover-line");
        line.set_line_wrap(true);
        middle.pack_start(&title, false, false, 0);
        middle.pack_start(&line, false, false, 0);
        middle.show_all();
        sheet.pack_start(&middle, true, true, 0);
        within.pack_start(&sheet, true, true, 0);
        dress();

        let home = Rc::new(RefCell::new(HOME.to_string()));
        let stands = home.clone();
        let has_begun = Rc::new(Cell::new(true));
        let begun = has_begun.clone();
        page.connect_load_changed(move |page, event| {
            if event == LoadEvent::Committed {
                begun.set(true);
            }
            let at = page.uri().filter(|at| event == LoadEvent::Committed && at.contains("://"));
            if let Some(own) = at.as_ref().and_then(|at| at.split('#').next()) {
                *stands.borrow_mut() = own.to_string();
            }
        });
        let is_drawn = Rc::new(Cell::new(false));
        let drawn = is_drawn.clone();
        sheet.connect_draw(move |_, _| {
            drawn.set(true);
            glib::Propagation::Proceed
        });
        let (died, has_ended) = (handle.clone(), Rc::new(Cell::new(false)));
        let dead = has_ended.clone();
        page.connect_web_process_terminated(move |_, why| {
            dead.set(true);
            if why != WebProcessTerminationReason::TerminatedByApi {
                let handle = died.clone();
                // The last picture of the page stands on the glass: gone before anything else.
                Cloth(handle.clone()).cover(Face::Locked);
                tauri::async_runtime::spawn(async move { handle.state::<App>().page_died().await });
            }
        });
        let cover = Rc::new(Self {
            window: window.clone(),
            page,
            sheet,
            title,
            line,
            face: RefCell::new(None),
            put_away: RefCell::new(Vec::new()),
            pressed: Cell::new(None),
            has_ended,
            home,
            has_begun,
            is_drawn,
        });
        // Every key of every window of this program passes here, a dialog's too.
        let (hears, all) = (cover.clone(), handle.clone());
        gdk::Event::set_handler(Some(move |event: &mut gdk::Event| {
            if !event.downcast_ref::<gdk::EventKey>().is_some_and(|pressed| hears.take(&all, pressed)) {
                gtk::main_do_event(event);
            }
        }));
        // And what is put into the window without passing there, as by a program that works it for somebody.
        let (hears, own) = (cover.clone(), handle.clone());
        let take = move |pressed: &gdk::EventKey| match hears.take(&own, pressed) {
            true => glib::Propagation::Stop,
            false => glib::Propagation::Proceed,
        };
        let released = take.clone();
        window.connect_key_press_event(move |_, pressed| take(pressed));
        window.connect_key_release_event(move |_, pressed| released(pressed));
        COVER.with(|place| *place.borrow_mut() = Some(cover));
    }

    /// Acts on F8 and Ctrl+L, and says whether it was one of them.
    fn take(&self, handle: &AppHandle, pressed: &gdk::EventKey) -> bool {
        let held = pressed.state()
            & (gdk::ModifierType::CONTROL_MASK
                | gdk::ModifierType::MOD1_MASK
                | gdk::ModifierType::SHIFT_MASK
                | gdk::ModifierType::SUPER_MASK);
        let which = (*pressed.keyval()).to_lower_key();
        let hide = which == *key::F8 && held.is_empty();
        let lock = which == *key::l && held == gdk::ModifierType::CONTROL_MASK;
        if !hide && !lock {
            return false;
        }
        let Some(app) = handle.try_state::<App>() else { return false };
        if pressed.event_type() == gdk::EventType::KeyRelease {
            self.pressed.set(None);
            return hide;
        }
        let repeated = self.pressed.replace(Some(Instant::now())).is_some_and(|last| last.elapsed() < REPEAT);
        // While it locks, or is broken, there is nothing to hide and nothing to show.
        let busy = matches!(*self.face.borrow(), Some(Face::Locked | Face::Broken));
        if hide && !repeated && !busy {
            app.hide_or_show();
        }
        if lock && !repeated && !busy && app.locks_by_key() {
            if app.shows_what_is_locked() {
                self.show(Face::Locked, app.looks_dark());
            }
            let handle = handle.clone();
            tauri::async_runtime::spawn(async move {
                handle.state::<App>().lock(frontdesk_desk::lock::LockReason::ByHand).await
            });
        }
        true
    }

    fn show(&self, face: Face, dark: Option<bool>) {
        if *self.face.borrow() == Some(Face::Broken) {
            return;
        }
        let (title, line) = words(&face);
        self.title.set_text(title);
        self.line.set_text(&line);
        let dark = dark.unwrap_or_else(desktop_is_dark);
        let style = self.sheet.style_context();
        if dark {
            style.add_class("dark");
        } else {
            style.remove_class("dark");
        }
        self.page.hide();
        self.sheet.show();
        if face == Face::Locked {
            self.has_begun.set(false);
        }
        if self.face.borrow().is_none() {
            self.is_drawn.set(false);
        }
        match face {
            Face::Hidden { .. } => self.put_away(),
            Face::Locked | Face::Broken => self.end_dialogs(),
        }
        *self.face.borrow_mut() = Some(face);
    }

    fn take_off(&self) {
        if matches!(*self.face.borrow(), None | Some(Face::Broken)) {
            return;
        }
        // The page that was locked said that it was drawn while its process was ending: its picture stays covered.
        if *self.face.borrow() == Some(Face::Locked) && !self.has_begun.get() {
            return;
        }
        *self.face.borrow_mut() = None;
        self.sheet.hide();
        self.page.show();
        self.page.grab_focus();
        for dialog in self.put_away.take() {
            dialog.show();
            dialog.present();
        }
    }

    /// Begins a fresh page once the cover is on the glass: GTK draws when nothing else is to be done, and a page that begins
    /// leaves it no time to.
    fn renew(&self) {
        // One that is driven keeps its process, and is begun again before the driver looks.
        if crate::window::keeps_its_process() {
            return self.page.reload_bypass_cache();
        }
        let waited = Cell::new(Duration::ZERO);
        glib::timeout_add_local(FRAME, move || {
            waited.set(waited.get() + FRAME);
            let cover = COVER.with(|cover| cover.borrow().clone());
            match cover {
                Some(cover) if !cover.is_drawn.get() && waited.get() < UNDRAWN => return glib::ControlFlow::Continue,
                Some(cover) => cover.begin_anew(),
                None => {}
            }
            glib::ControlFlow::Break
        });
    }

    fn begin_anew(&self) {
        let home = self.home.borrow().clone();
        let size = self.page.zoom_level();
        if !self.has_ended.get() {
            self.page.terminate_web_process();
        }
        self.has_ended.set(false);
        // How large the text stands is the view's: the fresh page goes on from there.
        // WebKit begins nothing for an address that it believes to stand there already: that one is reloaded.
        let fresh = format!("{home}#size={size}");
        if self.page.uri().is_some_and(|at| at == fresh) {
            self.page.reload_bypass_cache();
        } else {
            self.page.load_uri(&fresh);
        }
    }

    /// Every other window of this program that can be seen: a file dialog, a menu, an open list.
    fn others(&self) -> Vec<gtk::Window> {
        gtk::Window::list_toplevels()
            .into_iter()
            .filter_map(|other| other.downcast::<gtk::Window>().ok())
            .filter(|other| *other != self.window && other.is_visible())
            .collect()
    }

    fn put_away(&self) {
        for other in self.others() {
            other.hide();
            if other.is::<gtk::Dialog>() {
                self.put_away.borrow_mut().push(other);
            }
        }
    }

    /// A dialog ends as if it had been cancelled, so that nothing waits for it.
    fn end_dialogs(&self) {
        let mut all = self.put_away.take();
        all.extend(self.others());
        for other in all {
            other.hide();
            if let Some(dialog) = other.downcast_ref::<gtk::Dialog>() {
                dialog.response(gtk::ResponseType::Cancel);
            }
        }
    }
}

trait LowerKey {
    fn to_lower_key(self) -> u32;
}

impl LowerKey for u32 {
    /// Ctrl+L with the capitals on is Ctrl+L.
    fn to_lower_key(self) -> u32 {
        if self == *key::L { *key::l } else { self }
    }
}

fn words(face: &Face) -> (&'static str, String) {
    match face {
        Face::Hidden { name: Some(name) } => ("Screen hidden", format!("Press F8 to go on, {name}.")),
        Face::Hidden { name: None } => ("Screen hidden", "Press F8 to go on.".to_string()),
        Face::Locked => ("Locked", "The unlock screen comes in a moment.".to_string()),
        Face::Broken => (
            "The window cannot be drawn",
            "The desk is locked and everything saved is kept. Close this window and start Front desk again."
                .to_string(),
        ),
    }
}

fn desktop_is_dark() -> bool {
    gtk::Settings::default().is_some_and(|settings| {
        settings.is_gtk_application_prefer_dark_theme()
            || settings.gtk_theme_name().is_some_and(|name| name.ends_with("-dark"))
    })
}

/// The colours of the page's rail (ui/src/styles/tokens.css), so that the cover looks like the rest.
fn dress() {
    let style = gtk::CssProvider::new();
    let rules = b"#cover { background: #12353b; }
        #cover.dark { background: #0a1113; }
        #cover-title { color: #ffffff; font-size: 22pt; font-weight: bold; }
        #cover-line { color: #ffffff; font-size: 13pt; }";
    if style.load_from_data(rules).is_ok()
        && let Some(screen) = gdk::Screen::default()
    {
        gtk::StyleContext::add_provider_for_screen(&screen, &style, gtk::STYLE_PROVIDER_PRIORITY_APPLICATION);
    }
}
