//! From starting the process to the unlock screen, and the memory of the whole process tree then, beside a bare Tauri
//! window. A release window cannot be driven, so what counts is the private screen: a window is ready when every pixel
//! is as it stays.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use frontdesk_desk::secret::Secret;
use frontdesk_desk::set_up;
use frontdesk_desk::views::session::{ClinicForm, SetUpForm};
use frontdesk_domain::gate::Nation;
use frontdesk_tests::process;
use frontdesk_vault::{DeviceSecret, DeviceSecretStore, OsKeyring, VaultFolder};

use crate::Result;
use crate::measure::{Report, Samples, Unit};

const SAMPLES: usize = 25;
/// Between two looks at the screen.
const LOOK: Duration = Duration::from_millis(1);
/// For this long a screen does not change before it counts as settled; a cursor blinks twice in it.
const SETTLED: Duration = Duration::from_millis(2500);
/// After this time something is wrong.
const PATIENCE: Duration = Duration::from_secs(30);
/// Memory is looked at this long after the window is ready.
const BREATH: Duration = Duration::from_millis(700);
/// The colour of the desk's rail (`--rail` in ui/src/styles/tokens.css) as the private screen keeps it: blue, green, red.
const RAIL: [u8; 3] = [0x3b, 0x35, 0x12];

pub async fn measure(report: &mut Report) -> Result {
    let Some(screen) = std::env::var_os("FRONTDESK_SCREEN") else {
        report.note("Start and memory need a private screen: run this through make bench.");
        return Ok(());
    };
    let folder = tempfile::tempdir()?;
    set_up_a_clinic(folder.path()).await?;
    let screen = Screen { file: File::open(screen)? };
    let empty = screen.look()?;
    let program = |variable: &str| {
        std::env::var_os(variable)
            .map(PathBuf::from)
            .ok_or(format!("{variable} is not set: run this through make bench"))
    };
    let mut windows = [
        Window::new(program("FRONTDESK_BINARY")?, folder.path()),
        Window::new(program("FRONTDESK_BARE_WINDOW")?, folder.path()),
    ];
    for window in &mut windows {
        window.learn(&screen, &empty)?;
    }
    for round in 0..SAMPLES {
        // Each goes first as often as the other.
        for turn in 0..2 {
            windows[(round + turn) % 2].sample(&screen, &empty)?;
        }
    }
    let [ours, bare] = windows;
    report.beside(
        "Start of the process to the unlock screen, release build",
        ("Front desk: keyring asked, unlock screen drawn", &Samples::of_time(&ours.ready)),
        ("a bare Tauri window, its page drawn", &Samples::of_time(&bare.ready)),
        1.15,
    );
    report.beside(
        "Memory of the process tree at the unlock screen (PSS)",
        ("Front desk", &Samples::of(Unit::Mebibytes, ours.memory)),
        ("a bare Tauri window", &Samples::of(Unit::Mebibytes, bare.memory)),
        1.2,
    );
    Ok(())
}

/// A clinic as the wizard leaves it, in the folder the app will look in, its device secret in the session's keyring.
async fn set_up_a_clinic(data: &Path) -> Result {
    let passphrase = "quiet lantern orchard seventeen";
    let form = SetUpForm {
        clinic: ClinicForm {
            name: "Kensington Medical".into(),
            controller: "Kensington Medical Ltd".into(),
            address: "1 Example Row\nLondon".into(),
            privacy_contact: "Marta Nowak".into(),
            privacy_email: "privacy@example.com".into(),
            phone: "020 7946 0000".into(),
            nation: Nation::England,
            transfers: String::new(),
            automated_decisions: String::new(),
        },
        manager_name: "Marta Nowak".into(),
        passphrase: Secret::new(passphrase),
        passphrase_again: Secret::new(passphrase),
    };
    let (_, desk) = set_up::first(clinic_in(data), form).await?;
    desk.close().await;
    Ok(())
}

/// Start and unlock beside an earlier build of the desk, each over its own copy of the kept clinic of that time. The
/// earlier program is named by `FRONTDESK_BEFORE`; both must be of one profile.
pub async fn beside_before(report: &mut Report) -> Result {
    let (Some(screen), Some(before)) = (std::env::var_os("FRONTDESK_SCREEN"), std::env::var_os("FRONTDESK_BEFORE"))
    else {
        report.note("Start and unlock beside an earlier build need FRONTDESK_BEFORE and a private screen.");
        return Ok(());
    };
    let now = std::env::var_os("FRONTDESK_BINARY").ok_or("FRONTDESK_BINARY is not set: run this through make bench")?;
    let screen = Screen { file: File::open(screen)? };
    let empty = screen.look()?;
    let (folders, kept) = ([tempfile::tempdir()?, tempfile::tempdir()?], Kept::read()?);
    let mut windows = Vec::new();
    for (program, folder) in [now, before].into_iter().zip(&folders) {
        kept.copy_into(folder.path())?;
        windows.push(Window::new(program.into(), folder.path()));
    }
    kept.give_to_the_keyring(folders[0].path())?;
    for window in &mut windows {
        // The first unlock may bring an older clinic up to date: no part of the figure.
        window.unlock(&screen, &empty, &kept.passphrase)?;
        window.unlocked.clear();
        window.learn(&screen, &empty)?;
    }
    for round in 0..SAMPLES {
        for turn in 0..2 {
            let window = &mut windows[(round + turn) % 2];
            window.sample(&screen, &empty)?;
            window.unlock(&screen, &empty, &kept.passphrase)?;
        }
    }
    let (ours, theirs) = (&windows[0], &windows[1]);
    report.beside(
        "Start of the process to the unlock screen, beside an earlier build",
        ("Front desk now", &Samples::of_time(&ours.ready)),
        ("before", &Samples::of_time(&theirs.ready)),
        1.1,
    );
    report.beside(
        "Enter after the passphrase to the desk drawn, beside an earlier build",
        ("Front desk now", &Samples::of_time(&ours.unlocked)),
        ("before", &Samples::of_time(&theirs.unlocked)),
        1.1,
    );
    Ok(())
}

/// The clinic folder of schema 10 that the tests keep, and what opens it.
struct Kept {
    folder: PathBuf,
    device_secret: DeviceSecret,
    passphrase: String,
}

impl Kept {
    fn read() -> Result<Self> {
        let folder = frontdesk_tests::root().join("tests/golden/0010");
        let secrets: serde_json::Value = serde_json::from_slice(&std::fs::read(folder.join("secrets.json"))?)?;
        let text = |name: &str| secrets[name].as_str().ok_or(format!("the kept clinic has no {name}"));
        let secret = data_encoding::HEXLOWER.decode(text("device_secret")?.as_bytes())?;
        Ok(Self {
            device_secret: DeviceSecret::from_slice(&secret).ok_or("the kept secret is not 32 bytes")?,
            passphrase: text("passphrase")?.to_string(),
            folder,
        })
    }

    fn copy_into(&self, data: &Path) -> Result {
        let clinic = clinic_in(data);
        std::fs::create_dir_all(&clinic)?;
        for file in ["clinic.db", "vault.json", "clinic-name"] {
            std::fs::copy(self.folder.join(file), clinic.join(file))?;
        }
        Ok(())
    }

    /// Under the name the app asks for.
    fn give_to_the_keyring(&self, data: &Path) -> Result {
        let vault = VaultFolder::open(&clinic_in(data))?.header()?.vault();
        OsKeyring::new("Front desk").create(vault, 1, &self.device_secret)?;
        Ok(())
    }
}

/// Where the app looks for its clinic.
fn clinic_in(data: &Path) -> PathBuf {
    data.join("uk.frontdesk.desk").join("clinic")
}

/// The private screen's pixels, as the X server keeps them.
struct Screen {
    file: File,
}

impl Screen {
    fn look(&self) -> Result<Vec<u8>> {
        let mut pixels = vec![0; usize::try_from(self.file.metadata()?.len())?];
        self.file.read_exact_at(&mut pixels, 0)?;
        Ok(pixels)
    }

    /// Waits until the screen is as asked; gives the time since `start`.
    fn until(&self, start: Instant, what: &str, is: impl Fn(&mut [u8]) -> bool) -> Result<Duration> {
        let mut pixels = self.look()?;
        loop {
            if is(&mut pixels) {
                return Ok(start.elapsed());
            }
            if start.elapsed() > PATIENCE {
                return Err(format!("the screen did not show {what} within {} seconds", PATIENCE.as_secs()).into());
            }
            std::thread::sleep(LOOK);
            self.file.read_exact_at(&mut pixels, 0)?;
        }
    }
}

/// One of the two programs, how its window looks, and what was measured.
struct Window {
    program: PathBuf,
    data: PathBuf,
    /// The settled screen, and the places where it goes on changing: a cursor.
    settled: Vec<u8>,
    moving: Vec<usize>,
    ready: Vec<Duration>,
    unlocked: Vec<Duration>,
    memory: Vec<f64>,
}

impl Window {
    fn new(program: PathBuf, data: &Path) -> Self {
        Self {
            program,
            data: data.into(),
            settled: Vec::new(),
            moving: Vec::new(),
            ready: Vec::new(),
            unlocked: Vec::new(),
            memory: Vec::new(),
        }
    }

    /// Opens it twice, to warm up and to see how it looks in the end; a cursor's place is left out.
    fn learn(&mut self, screen: &Screen, empty: &[u8]) -> Result {
        for _ in 0..2 {
            let open = self.open()?;
            screen.until(Instant::now(), "a window", |pixels| pixels != empty)?;
            std::thread::sleep(SETTLED);
            self.settled = screen.look()?;
            let mut moves = vec![false; self.settled.len()];
            let since = Instant::now();
            while since.elapsed() < SETTLED {
                let now = screen.look()?;
                for (moves, (is, was)) in moves.iter_mut().zip(now.iter().zip(&self.settled)) {
                    *moves |= is != was;
                }
                std::thread::sleep(Duration::from_millis(20));
            }
            self.moving = (0..moves.len()).filter(|at| moves[*at]).collect();
            open.close(screen, empty)?;
        }
        let (moving, all) = (self.moving.len(), self.settled.len());
        if moving > all / 100 {
            return Err(format!(
                "{} does not settle: {moving} of {all} bytes of the screen move",
                self.program.display()
            )
            .into());
        }
        Ok(())
    }

    fn sample(&mut self, screen: &Screen, empty: &[u8]) -> Result {
        let start = Instant::now();
        let open = self.open()?;
        let ready = screen.until(start, "the window as it settles", |pixels| {
            self.moving.iter().for_each(|at| pixels[*at] = self.settled[*at]);
            pixels == self.settled
        })?;
        std::thread::sleep(BREATH);
        self.memory.push(process::memory(&process::marked(&open.mark)) as f64 / 1_048_576.0);
        self.ready.push(ready);
        open.close(screen, empty)
    }

    /// Opens it, types the passphrase as a keyboard does and takes the time from Enter until the desk's rail is drawn.
    fn unlock(&mut self, screen: &Screen, empty: &[u8], passphrase: &str) -> Result {
        let open = self.open()?;
        screen.until(Instant::now(), "a window", |pixels| pixels != empty)?;
        std::thread::sleep(SETTLED);
        let keys = |arguments: &[&str]| Command::new("xdotool").args(arguments).status();
        keys(&["type", "--delay", "15", passphrase])?;
        std::thread::sleep(BREATH);
        let begun = Instant::now();
        keys(&["key", "Return"])?;
        let drawn = screen.until(begun, "the desk's rail", |pixels| {
            let rail = pixels.chunks_exact(4).filter(|pixel| pixel[..3] == RAIL).count();
            rail * 4 * 100 > pixels.len() * 4
        })?;
        self.unlocked.push(drawn);
        open.close(screen, empty)
    }

    fn open(&self) -> Result<Open> {
        static OPENED: AtomicU32 = AtomicU32::new(0);
        let mark = format!("bench-{}-{}", std::process::id(), OPENED.fetch_add(1, Ordering::Relaxed));
        let child = Command::new(&self.program)
            .env(process::MARK, &mark)
            .env("XDG_DATA_HOME", &self.data)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        Ok(Open { child, mark })
    }
}

/// An open window's processes.
struct Open {
    child: std::process::Child,
    mark: String,
}

impl Open {
    /// Ends it and waits until nothing of it is left, on the screen or running.
    fn close(mut self, screen: &Screen, empty: &[u8]) -> Result {
        process::signal("TERM", self.child.id());
        self.child.wait()?;
        screen.until(Instant::now(), "an empty desk again", |pixels| pixels == empty)?;
        let since = Instant::now();
        while !process::marked(&self.mark).is_empty() {
            if since.elapsed() > PATIENCE {
                return Err("a closed window left processes behind".into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}
