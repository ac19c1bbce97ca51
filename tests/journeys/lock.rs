//! A lock is a lock: whatever hangs, has died or does not answer. From where a page's process ends on, WebKit lets nobody
//! drive the window but a hand: keys through the screen, and pixels for eyes. Times are printed, as `figure: ...`.
#![allow(clippy::unwrap_used)]
#![allow(clippy::print_stdout)] // the figures

#[path = "../faults/at_the_desk.rs"]
mod at_the_desk;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use at_the_desk::{PASSPHRASE, set_up, type_passphrase};
use frontdesk_tests::process::{Running, signal};
use frontdesk_tests::{Desk, Failure, Result, Window, memory, pictures};
use frontdesk_vault::{DeviceSecretStore, OsKeyring, Passphrase, VaultFolder};

/// Generous: the machine may be busy. What is aimed at stands beside the figure.
const LIMIT: Duration = Duration::from_secs(8);
const SURNAME: &str = "Zyqwarblethorpe";

fn desk(name: &str) -> Result<Desk> {
    Ok(Desk::new(name)?.environment("FRONTDESK_TEST_ENDS_PAGE", "yes"))
}

fn figure(what: &str, took: Duration) {
    println!("figure: {what}: {} ms", took.as_millis());
    assert!(took < LIMIT, "{what} took {took:?}");
}

async fn register(window: &Window) -> Result {
    window.press("Ctrl+N").await?;
    window.see("New patient").await?;
    window.fill("Surname", SURNAME).await?;
    window.fill("Given names", "Quillonyx").await?;
    window.fill_date("Date of birth", 3, 4, 1980).await?;
    window.choose("Female").await?;
    window.fill("These details came from", "The patient, at a visit").await?;
    window.press("Ctrl+Enter").await?;
    window.see("Viewing is recorded").await
}

fn pages(window: &Window) -> Vec<Running> {
    window.processes().into_iter().filter(|process| process.program == "WebKitWebProcess").collect()
}

fn to_pages(window: &Window, name: &str) {
    pages(window).iter().for_each(|page| signal(name, page.id));
}

/// Waits for the unlock screen by its look: no cover, and the pale ground that only it has so much of.
async fn until_unlock_screen(window: &Window, begun: Instant) -> Result<Duration> {
    loop {
        let glass = window.glass()?;
        if !glass.is_covered() && glass.is_unlock_screen() {
            return Ok(begun.elapsed());
        }
        if begun.elapsed() > Duration::from_secs(20) {
            window.picture_of_screen(&pictures().join("lock-failed.png"))?;
            return Err(Failure::new(format!("The unlock screen did not come: {glass:?}.")));
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Unlocks by hand, and waits until the rail of the desk is there.
async fn unlock_by_hand(window: &Window) -> Result {
    tokio::time::sleep(Duration::from_millis(300)).await; // the field takes the focus
    window.type_by_hand(PASSPHRASE)?;
    window.press_by_hand("Return")?;
    let begun = Instant::now();
    while window.glass()?.bare * 100 < window.glass()?.all() * 5 {
        if begun.elapsed() > Duration::from_secs(20) {
            window.picture_of_screen(&pictures().join("lock-failed.png"))?;
            return Err(Failure::new("The desk did not open by hand."));
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // Where the person was is drawn.
    tokio::time::sleep(Duration::from_millis(800)).await;
    Ok(())
}

/// From the patient's page to a screen, by keys; and what stands on it then.
const SCREENS: [(&str, &[&str], &str); 10] = [
    ("patient", &[], "Viewing is recorded"),
    ("board", &["Ctrl+1"], "Arrivals today"),
    ("new patient", &["Ctrl+N"], "New patient"),
    ("consents", &["Ctrl+Y"], "Quillonyx"),
    ("request", &["Ctrl+D"], "Quillonyx"),
    ("copies", &["Ctrl+O"], "Quillonyx"),
    ("form on paper", &["Ctrl+P"], "Quillonyx"),
    ("requests", &["Ctrl+2"], "Requests"),
    ("registers", &["Ctrl+3"], "Registers"),
    ("settings", &["Ctrl+4"], "Settings"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_hangs_or_has_died_keeps_nobody_on_the_glass_and_the_desk_locks() -> Result {
    let desk = desk("page-gone")?;
    let mut window = desk.open().await?;
    set_up(&window).await?;
    register(&window).await?;
    let (mut hidden, mut locked, mut died, mut drawn) = (vec![], vec![], vec![], vec![]);
    for (at, (name, keys, there)) in SCREENS.into_iter().enumerate() {
        if at > 0 {
            window = window.crash_and_restart().await?;
            type_passphrase(&window, PASSPHRASE).await?;
            window.see("Arrivals today").await?;
            window.press("Ctrl+K").await?;
            window.type_text("KM-10001").await?;
            window.see(SURNAME).await?;
            window.press("Enter").await?;
            window.see("Viewing is recorded").await?;
        }
        for key in keys {
            window.press(key).await?;
        }
        window.see(there).await?;
        assert!(!window.glass()?.is_covered(), "the control: the page is on the glass");

        // It hangs: F8 hides it all the same, and Ctrl+L locks.
        to_pages(&window, "STOP");
        hidden.push(window.until_covered(|| window.press_by_hand("F8")).await?);
        window.press_by_hand("F8")?;
        tokio::time::sleep(Duration::from_millis(800)).await; // a second press sooner is the first one held down
        let begun = Instant::now();
        locked.push(window.until_covered(|| window.press_by_hand("ctrl+l")).await?);
        drawn.push(until_unlock_screen(&window, begun).await?);
        println!("    {name}: locked and drawn");
        unlock_by_hand(&window).await?;

        // It dies: nobody presses anything.
        let begun = Instant::now();
        let kill = || {
            to_pages(&window, "KILL");
            Ok(())
        };
        died.push(window.until_covered(kill).await?);
        drawn.push(until_unlock_screen(&window, begun).await?);
        if at == 0 {
            // And once more: what begins a page anew does it as often as it is asked.
            unlock_by_hand(&window).await?;
            let begun = Instant::now();
            window.until_covered(|| window.press_by_hand("ctrl+l")).await?;
            until_unlock_screen(&window, begun).await?;
        }
        println!("    {name}: hidden {:?}, locked {:?}, died {:?}", hidden[at], locked[at], died[at]);
    }
    window.picture_of_screen(&pictures().join("lock-page-died.png"))?;
    let longest = |all: &[Duration]| all.iter().max().copied().unwrap_or_default();
    figure("F8 over a page that hangs, longest of 10 (aim 200 ms)", longest(&hidden));
    figure("Ctrl+L over a page that hangs, longest of 10 (aim 200 ms)", longest(&locked));
    figure("a page that died is off the glass, longest of 10 (aim 200 ms)", longest(&died));
    figure("the unlock screen is drawn again, longest of 20 (aim 3 s)", longest(&drawn));
    Ok(())
}

/// The records' key, worked out a second time from a copy of its file.
fn data_key(desk: &Desk) -> Result<Vec<Vec<u8>>> {
    let kept = desk.data().join("uk.frontdesk.desk/clinic");
    let copy = desk.folder().join("copy");
    std::fs::create_dir_all(&copy)?;
    for file in std::fs::read_dir(&kept)?.flatten().filter(|file| file.file_name().to_string_lossy().ends_with("json"))
    {
        std::fs::copy(file.path(), copy.join(file.file_name()))?;
    }
    let keyring: &dyn DeviceSecretStore = &OsKeyring::new("Front desk");
    let folder = VaultFolder::open(&copy).map_err(|error| Failure::new(error.to_string()))?;
    let people = frontdesk_vault::people(&folder, keyring).map_err(|error| Failure::new(error.to_string()))?;
    let passphrase = Passphrase::new(PASSPHRASE.to_string());
    let unlocked = frontdesk_vault::unlock(&folder, keyring, people[0].slot_id, &passphrase)
        .map_err(|error| Failure::new(error.to_string()))?;
    let hex = unlocked.data_keys[0].with_hex(str::to_string);
    let bytes: Vec<u8> = (0..32).map(|at| u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).unwrap()).collect();
    // The end of each: the allocator writes over the beginning of what it takes back.
    Ok(vec![bytes[20..].to_vec(), hex.into_bytes()[40..].to_vec()])
}

fn secret_service() -> Result<u32> {
    let session = format!("FRONTDESK_SESSION={}", std::env::var("FRONTDESK_SESSION").unwrap_or_default());
    std::fs::read_dir("/proc")?
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok())
        .find(|id| {
            std::fs::read_to_string(format!("/proc/{id}/comm")).is_ok_and(|name| name.starts_with("gnome-keyring-d"))
                && std::fs::read(format!("/proc/{id}/environ"))
                    .is_ok_and(|all| all.split(|byte| *byte == 0).any(|one| one == session.as_bytes()))
        })
        .ok_or(Failure::new("The session's Secret Service is not there."))
}

/// Goes on when this is dropped, also when a test fails.
struct Stopped(u32);

impl Stopped {
    fn stop() -> Result<Self> {
        let id = secret_service()?;
        signal("STOP", id);
        Ok(Self(id))
    }
}

impl Drop for Stopped {
    fn drop(&mut self) {
        signal("CONT", self.0);
    }
}

fn is_closed(desk: &Desk) -> bool {
    !desk.data().join("uk.frontdesk.desk/clinic/clinic.db-wal").exists()
}

async fn until(what: &str, begun: Instant, holds: impl Fn() -> bool) -> Result<Duration> {
    while !holds() {
        if begun.elapsed() > Duration::from_secs(20) {
            return Err(Failure::new(format!("{what} did not happen.")));
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(begun.elapsed())
}

fn is_gone(id: u32) -> bool {
    std::fs::read_to_string(format!("/proc/{id}/stat"))
        .map_or(true, |stat| stat.rsplit(')').next().unwrap_or("").starts_with(" Z"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_with_a_silent_keyring_is_done_at_once_and_leaves_no_key_in_memory() -> Result {
    let desk = desk("silent-keyring")?;
    let window = desk.open().await?;
    set_up(&window).await?;
    register(&window).await?;
    let app = window.process_id().unwrap();
    let key = data_key(&desk)?;
    let typed = [PASSPHRASE.as_bytes()[8..].to_vec(), SURNAME.as_bytes().to_vec()];
    let before = memory::count(app, &key)?;
    assert!(before.iter().sum::<usize>() > 0, "the control: the key of an open desk is found: {before:?}");
    let shown: usize = pages(&window).iter().map(|page| memory::count(page.id, &typed[1..]).unwrap()[0]).sum();
    assert!(shown > 0, "the control: the patient is found in the page's process");

    let stopped = Stopped::stop()?;
    let begun = Instant::now();
    let covered = window.until_covered(|| window.press_by_hand("ctrl+l")).await?;
    let closed = until("the database closing", begun, || is_closed(&desk)).await?;
    let drawn = until_unlock_screen(&window, begun).await?;
    let after = memory::count(app, &key)?;
    println!("figure: the key in the app's memory, bytes and hex: {before:?} before the lock, {after:?} after");
    for page in pages(&window) {
        let left = memory::count(page.id, &typed)?;
        println!("figure: the passphrase and the patient in the page's process after the lock: {left:?}");
        assert_eq!(left, [0, 0]);
    }
    for process in window.processes() {
        let left = memory::count(process.id, &typed)?;
        println!("figure: the passphrase and the patient in {}: {left:?}", process.program);
    }
    figure("a lock with a silent keyring, off the glass (aim 200 ms)", covered);
    figure("a lock with a silent keyring, database closed and key wiped (aim 1 s)", closed);
    figure("a lock with a silent keyring, unlock screen drawn (aim 3 s)", drawn);
    assert_eq!(after, [0, 0]);

    let begun = Instant::now();
    signal("TERM", app);
    let gone = until("the end", begun, || is_gone(app)).await?;
    figure("an end with a silent keyring (aim 3 s)", gone);
    assert!(gone < Duration::from_secs(5));
    drop(stopped);
    Ok(())
}

/// As a screen saver says it: on the session's bus.
fn screen_saver(interface: &str, active: bool) -> Result {
    let path = format!("/{}", interface.replace('.', "/"));
    let member = format!("{interface}.ActiveChanged");
    let sent = Command::new("dbus-send")
        .args(["--session", "--type=signal", &path, &member, &format!("boolean:{active}")])
        .status()?;
    sent.success().then_some(()).ok_or(Failure::new("The signal could not be sent."))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unlock_under_way_when_the_desk_locks_does_not_open_it() -> Result {
    let desk = desk("lock-meanwhile")?;
    let window = desk.open().await?;
    set_up(&window).await?;
    drop(window);
    let window = desk.open().await?;
    window.see("Who is at the desk?").await?;
    let stopped = Stopped::stop()?;
    type_passphrase(&window, PASSPHRASE).await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    screen_saver("org.gnome.ScreenSaver", true)?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    drop(stopped);
    window.see("so it stays locked. Unlock it again.").await?;
    assert!(is_closed(&desk));
    // Nothing is left of it: the next one opens.
    type_passphrase(&window, PASSPHRASE).await?;
    window.see("Arrivals today").await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_computers_own_lock_and_a_screen_saver_lock_the_desk() -> Result {
    let desk = Desk::new("computer-locks")?;
    let window = desk.open().await?;
    set_up(&window).await?;
    for interface in ["org.gnome.ScreenSaver", "org.freedesktop.ScreenSaver"] {
        // That it ends locks nothing.
        screen_saver(interface, false)?;
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert!(!is_closed(&desk), "{interface}");
        let begun = Instant::now();
        screen_saver(interface, true)?;
        let closed = until("the lock", begun, || is_closed(&desk)).await?;
        figure(&format!("{interface} locks"), closed);
        window.see("with this computer's screen.").await?;
        type_passphrase(&window, PASSPHRASE).await?;
        window.see("Arrivals today").await?;
    }
    Ok(())
}

/// A system bus of one's own with a stand-in for logind on it, or none where python3-dbusmock is missing.
struct Logind {
    children: Vec<std::process::Child>,
    address: String,
    log: std::path::PathBuf,
}

impl Logind {
    fn start(folder: &Path) -> Result<Self> {
        use std::io::BufRead;
        let mut bus = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address"])
            .arg(format!("--address=unix:dir={}", folder.display()))
            .stdout(std::process::Stdio::piped())
            .spawn()?;
        let mut address = String::new();
        if let Some(output) = bus.stdout.take() {
            std::io::BufReader::new(output).read_line(&mut address)?;
        }
        let address = address.trim().to_string();
        let log = folder.join("logind.log");
        let mock = Command::new("/usr/bin/python3")
            .args(["-m", "dbusmock", "--system", "--template", "logind"])
            .env("DBUS_SYSTEM_BUS_ADDRESS", &address)
            .stdout(std::fs::File::create(&log)?)
            .spawn()
            .map_err(|error| Failure::new(format!("python3-dbusmock: {error}; run scripts/setup.sh test.")))?;
        let logind = Self { children: vec![mock, bus], address, log };
        for _ in 0..100 {
            if logind
                .call(
                    "/org/freedesktop/DBus",
                    "org.freedesktop.DBus",
                    &["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.login1"],
                )
                .is_ok_and(|answer| answer.contains("boolean true"))
            {
                return Ok(logind);
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Err(Failure::new("The stand-in for logind did not start."))
    }

    fn call(&self, path: &str, name: &str, message: &[&str]) -> Result<String> {
        let output = Command::new("dbus-send")
            .arg(format!("--bus={}", self.address))
            .args(["--print-reply", &format!("--dest={name}"), path])
            .args(message)
            .output()?;
        match output.status.success() {
            true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
            false => Err(Failure::new(String::from_utf8_lossy(&output.stderr).into_owned())),
        }
    }

    fn say(&self, path: &str, member: &str, value: &[&str]) -> Result {
        let sent = Command::new("dbus-send")
            .arg(format!("--bus={}", self.address))
            .args(["--type=signal", path, member])
            .args(value)
            .status()?;
        sent.success().then_some(()).ok_or(Failure::new("The signal could not be sent."))
    }

    /// Says that the session's screen is locked, as logind does when a screen saver told it so.
    fn hint(&self, path: &str) -> Result {
        const SAY: &str = "import sys, dbus.bus, dbus.lowlevel\n\
            bus = dbus.bus.BusConnection(sys.argv[1])\n\
            said = dbus.lowlevel.SignalMessage(sys.argv[2], 'org.freedesktop.DBus.Properties', 'PropertiesChanged')\n\
            said.append('org.freedesktop.login1.Session', {'LockedHint': True}, [], signature='sa{sv}as')\n\
            bus.send_message(said)\n\
            bus.flush()\n";
        let sent = Command::new("/usr/bin/python3").args(["-c", SAY, &self.address, path]).status()?;
        sent.success().then_some(()).ok_or(Failure::new("The signal could not be sent."))
    }

    fn asked(&self, what: &str) -> usize {
        std::fs::read_to_string(&self.log).unwrap_or_default().matches(what).count()
    }
}

impl Drop for Logind {
    fn drop(&mut self) {
        for child in &mut self.children {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_session_and_sleep_lock_the_desk_and_sleep_waits_for_it() -> Result {
    let place = tempfile::tempdir()?;
    let logind = Logind::start(place.path())?;
    let desk = Desk::new("logind")?.environment("DBUS_SYSTEM_BUS_ADDRESS", &logind.address);
    let window = desk.open().await?;
    set_up(&window).await?;
    let begun = Instant::now();
    until("the delay of sleep", begun, || logind.asked("Inhibit") >= 1).await?;
    let manager = "/org/freedesktop/login1";
    // What nobody sends ends no listening.
    logind.say(manager, "org.freedesktop.login1.Manager.PrepareForSleep", &["string:soon"])?;
    let session = "/org/freedesktop/login1/session/c1";
    for (what, note) in [
        ("sleep", "before this computer went to sleep."),
        ("lock", "with this computer's screen."),
        ("locked hint", "with this computer's screen."),
    ] {
        let begun = Instant::now();
        match what {
            "sleep" => logind.say(manager, "org.freedesktop.login1.Manager.PrepareForSleep", &["boolean:true"])?,
            "lock" => logind.say(session, "org.freedesktop.login1.Session.Lock", &[])?,
            _ => logind.hint(session)?,
        }
        let closed = until("the lock", begun, || is_closed(&desk)).await?;
        figure(&format!("logind's {what} locks"), closed);
        window.see(note).await?;
        if what == "sleep" {
            logind.say(manager, "org.freedesktop.login1.Manager.PrepareForSleep", &["boolean:false"])?;
            until("the next delay", Instant::now(), || logind.asked("Inhibit") >= 2).await?;
        }
        type_passphrase(&window, PASSPHRASE).await?;
        window.see("Arrivals today").await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_of_the_session_closes_the_desk_first_and_nothing_typed_is_lost() -> Result {
    let desk = Desk::new("session-ends")?;
    let mut window = desk.open().await?;
    set_up(&window).await?;
    for name in ["TERM", "HUP", "INT"] {
        at_the_desk::half_a_registration(&window).await?;
        let app = window.process_id().unwrap();
        let begun = Instant::now();
        signal(name, app);
        let gone = until("the end", begun, || is_gone(app)).await?;
        figure(&format!("the end by SIG{name} (aim 3 s)"), gone);
        assert!(is_closed(&desk), "SIG{name}: the database was not closed");
        drop(window);
        window = desk.open().await?;
        type_passphrase(&window, PASSPHRASE).await?;
        window.see("Arrivals today").await?;
        window.press("Ctrl+N").await?;
        at_the_desk::is_still_there(&window).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_closes_the_file_dialog_that_stands_open() -> Result {
    let desk = Desk::new("dialog-locks")?;
    let window = desk.open().await?;
    set_up(&window).await?;
    register(&window).await?;
    window.press("Ctrl+P").await?;
    window.fill("Treatment", "Botulinum toxin").await?;
    window.see("1 of").await?;
    window.click("Save a file").await?;
    window.see("Save outside the front desk?").await?;
    window.press("Ctrl+Enter").await?;
    window.until_dialog().await?;
    screen_saver("org.gnome.ScreenSaver", true)?;
    window.see("Who is at the desk?").await?;
    assert!(window.dialogs()?.is_empty(), "the dialog stands open over a locked desk");
    assert!(is_closed(&desk));
    type_passphrase(&window, PASSPHRASE).await
}

#[tokio::test(flavor = "multi_thread")]
async fn ctrl_l_locks_a_recovery_whose_code_was_read_and_an_unlock_under_way() -> Result {
    let desk = desk("half-way-in")?;
    let window = desk.open().await?;
    let code = set_up(&window).await?;
    let window = window.restart().await?;
    // The sheet's code was read, and somebody walks away: the screen is covered, and a passphrase is asked for again.
    window.see("Who is at the desk?").await?;
    window.click("I cannot unlock").await?;
    window.fill("Recovery code", &code.join(" ")).await?;
    window.click("Read the code").await?;
    window.see("Set a new passphrase").await?;
    let begun = Instant::now();
    window.until_covered(|| window.press_by_hand("ctrl+l")).await?;
    until_unlock_screen(&window, begun).await?;
    // The passphrase is on its way while the key of the lock is pressed.
    let window = window.crash_and_restart().await?;
    window.see("Who is at the desk?").await?;
    window.choose(at_the_desk::NAME).await?;
    window.fill("Passphrase", PASSPHRASE).await?;
    window.press_by_hand("Return")?;
    window.press_by_hand("ctrl+l")?;
    window.see("so it stays locked. Unlock it again.").await?;
    assert!(is_closed(&desk), "the desk opened after it was locked");
    type_passphrase(&window, PASSPHRASE).await?;
    window.see("Arrivals today").await
}
