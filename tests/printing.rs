//! Facts about printing, at real queues: two that print, one of which can turn the sheet over, and one that is stopped;
//! and others that a test makes: with every sign in their name, switched off, broken, or with the print system away.
#![allow(clippy::unwrap_used)]

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::paper::make_consent_form;
use frontdesk_desk::printing::{cancel_print, job_state, print_document, printers};
use frontdesk_desk::testing::{self, StillClock};
use frontdesk_desk::views::paper::{ConsentFormRequest, JobState, JobView, PaperSize, PrintForm, Sides};
use frontdesk_domain::role::Role;
use frontdesk_store::audit_entry::{self, Filter};
use tokio::sync::{Mutex, MutexGuard};

/// The queues are shared: one test at a time.
static QUEUES: Mutex<()> = Mutex::const_new(());

struct At {
    desk: OpenDesk,
    _folder: tempfile::TempDir,
    _queues: MutexGuard<'static, ()>,
}

async fn at_the_queues() -> At {
    let queues = QUEUES.lock().await;
    clear("Stopped");
    let folder = tempfile::tempdir().unwrap();
    let desk = testing::open(folder.path(), Role::Reception, StillClock::at("2026-11-24T10:30:00.000Z")).await.unwrap();
    At { desk, _folder: folder, _queues: queues }
}

impl At {
    async fn form(&self, queue: &str) -> PrintForm {
        let request = ConsentFormRequest { patient_id: None, treatment: "laser".into(), size: PaperSize::Normal };
        let document_id = make_consent_form(&self.desk, request).await.unwrap().document_id;
        PrintForm { document_id, queue: queue.into(), copies: 1, sides: Sides::One, instead_of: None }
    }

    async fn until_over(&self, mut job: JobView) -> JobView {
        let until = std::time::Instant::now() + Duration::from_secs(40);
        while matches!(job.state, JobState::Waiting | JobState::Printing) {
            assert!(std::time::Instant::now() < until, "{job:?}");
            tokio::time::sleep(Duration::from_millis(100)).await;
            job = job_state(&self.desk, job.job_id).await.unwrap();
        }
        job
    }

    async fn sent(&self, queue: &str) -> JobView {
        print_document(&self.desk, self.form(queue).await).await.unwrap()
    }

    /// What the audit says came of the newest print or of taking one back; nothing may be left as intended.
    async fn audited(&self) -> (String, String) {
        assert_eq!(testing::acts_left(&self.desk).await.unwrap(), 0, "left as intended");
        let store = testing::store(&self.desk);
        let mut look = store.read().await.unwrap();
        let newest = audit_entry::list(look.conn(), &Filter::default(), 1).await.unwrap().remove(0);
        (newest.outcome, newest.detail)
    }
}

/// Runs a program of the print system.
fn cups(program: &str, arguments: &[&str]) {
    let mut done = false;
    for _ in 0..5 {
        // One in fifty is dropped by a print server that is busy.
        done = Command::new(program).args(arguments).stderr(Stdio::null()).status().unwrap().success();
        if done {
            break;
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    assert!(done, "{program} {arguments:?}");
}

/// A queue that is there for one test.
struct Queue(String);

impl Queue {
    /// One that sends to `address`, through `filter` where there is one, and does with a failed job what `policy` says.
    fn at(name: &str, address: &str, filter: Option<&str>, policy: &str) -> Self {
        let whole = std::fs::read_to_string("/usr/share/ppd/cups-pdf/CUPS-PDF_noopt.ppd").unwrap();
        let mut lines: Vec<String> = whole.lines().map(str::to_string).collect();
        if let Some(filter) = filter {
            lines.retain(|line| !line.starts_with("*cupsFilter"));
            lines.push(format!("*cupsFilter: \"application/vnd.cups-postscript 0 {filter}\""));
        }
        let ppd = session().join(format!("tmp/{}.ppd", uuid()));
        std::fs::write(&ppd, lines.join("\n") + "\n").unwrap();
        let policy = format!("printer-error-policy={policy}");
        let queue = Self(name.to_string());
        cups("lpadmin", &["-p", name, "-v", address, "-P", ppd.to_str().unwrap(), "-o", &policy, "-E"]);
        queue
    }

    /// One that prints into the folder of this run.
    fn printing(name: &str) -> Self {
        let run = session().file_name().unwrap().to_str().unwrap().to_string();
        Self::at(name, &format!("cups-pdf:/{run}"), None, "stop-printer")
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        let _ = Command::new("lpadmin").args(["-x", &self.0]).status();
    }
}

fn uuid() -> String {
    format!("{:?}", std::time::Instant::now()).chars().filter(char::is_ascii_digit).collect()
}

/// The folder of this run.
fn session() -> PathBuf {
    PathBuf::from(std::env::var_os("FRONTDESK_SESSION").unwrap())
}

/// The print system, kept from answering until this is dropped.
enum Away {
    /// Its socket is gone, as when it was stopped or is being updated.
    Gone(PathBuf),
    /// It is there and does nothing, as when the computer is out of memory.
    Still(String),
}

impl Away {
    fn gone() -> Self {
        let socket = PathBuf::from(std::env::var_os("CUPS_SERVER").unwrap());
        std::fs::rename(&socket, socket.with_extension("away")).unwrap();
        Self::Gone(socket)
    }

    fn still() -> Self {
        let ours = format!("cupsd -f -c {}", session().display());
        let found = Command::new("pgrep").args(["-f", &ours]).output().unwrap();
        let found = String::from_utf8(found.stdout).unwrap();
        // The keeper's shell names it too.
        let process = found
            .lines()
            .find(|id| std::fs::read_to_string(format!("/proc/{id}/comm")).is_ok_and(|name| name.trim() == "cupsd"))
            .unwrap()
            .to_string();
        signal("STOP", &process);
        Self::Still(process)
    }
}

impl Drop for Away {
    fn drop(&mut self) {
        match self {
            Self::Gone(socket) => std::fs::rename(socket.with_extension("away"), socket).unwrap(),
            Self::Still(process) => signal("CONT", process),
        }
    }
}

fn signal(name: &str, process: &str) {
    let kill = format!("kill -{name} {process} 2>/dev/null || sudo -n kill -{name} {process}");
    assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
}

/// Programs this process started that still run.
fn children() -> Vec<String> {
    let mine = format!("PPid:\t{}", std::process::id());
    let all = std::fs::read_dir("/proc").unwrap().flatten();
    let of = all.filter_map(|entry| {
        let status = std::fs::read_to_string(entry.path().join("status")).ok()?;
        let running = status.lines().any(|line| line == mine) && !status.contains("State:\tZ");
        running.then(|| status.lines().next().unwrap_or_default().to_string())
    });
    of.collect()
}

/// The jobs that wait at a queue, as the print system lists them.
fn waiting(queue: &str) -> Vec<String> {
    let told = Command::new("lpstat").args(["-W", "not-completed", "-o", queue]).output().unwrap();
    let listing = String::from_utf8(told.stdout).unwrap();
    listing.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_string).collect()
}

fn clear(queue: &str) {
    assert!(Command::new("cancel").args(["-a", queue]).status().unwrap().success());
}

#[tokio::test]
async fn each_queue_says_whether_it_is_stopped_and_can_turn_the_sheet_over() {
    let at = at_the_queues().await;
    let found = printers(&at.desk).await.unwrap();
    let said: Vec<_> = found
        .iter()
        .map(|queue| (queue.name.as_str(), queue.is_default, queue.two_sided, queue.note.is_some()))
        .collect();
    let wanted = [("Reception", true, false, false), ("Stopped", false, false, true), ("Upstairs", false, true, false)];
    assert_eq!(said, wanted);
}

#[tokio::test]
async fn a_job_is_followed_until_the_queue_says_it_is_done() {
    let at = at_the_queues().await;
    let form = PrintForm { copies: 2, sides: Sides::Two, ..at.form("Upstairs").await };
    let sent = print_document(&at.desk, form).await.unwrap();
    let over = at.until_over(sent).await;
    assert_eq!((over.state, over.message.as_str()), (JobState::Done, "Printed on Upstairs."));
}

#[tokio::test]
async fn a_stopped_printer_is_told_and_printing_elsewhere_takes_the_waiting_job_back() {
    let at = at_the_queues().await;
    let form = at.form("Stopped").await;
    let document_id = form.document_id.clone();
    let job = print_document(&at.desk, form).await.unwrap();
    assert_eq!(job.state, JobState::Stopped);
    assert!(job.message.contains("is stopped"), "{}", job.message);
    assert_eq!(waiting("Stopped"), std::slice::from_ref(&job.job_id));
    let elsewhere = PrintForm {
        document_id,
        queue: "Reception".into(),
        copies: 1,
        sides: Sides::One,
        instead_of: Some(job.job_id),
    };
    let sent = print_document(&at.desk, elsewhere).await.unwrap();
    assert_eq!(at.until_over(sent).await.state, JobState::Done);
    assert!(waiting("Stopped").is_empty(), "it would come out when somebody starts the printer");
}

#[tokio::test]
async fn a_job_that_waits_can_be_taken_back_and_one_that_is_printed_stays_printed() {
    let at = at_the_queues().await;
    let job = print_document(&at.desk, at.form("Stopped").await).await.unwrap();
    let taken = cancel_print(&at.desk, job.job_id).await.unwrap();
    assert_eq!(
        (taken.state, taken.message.as_str()),
        (JobState::Cancelled, "Taken back from Stopped. Nothing was printed.")
    );
    assert!(waiting("Stopped").is_empty());
    let sent = print_document(&at.desk, at.form("Reception").await).await.unwrap();
    let done = at.until_over(sent).await;
    let refused = cancel_print(&at.desk, done.job_id.clone()).await.unwrap_err();
    assert_eq!(refused.code, "printed-already", "{}", refused.message);
    assert_eq!(at.audited().await.0, "failed");
    // Elsewhere, in the place of one that has come out meanwhile: it would be there twice.
    let twice = PrintForm { instead_of: Some(done.job_id), ..at.form("Upstairs").await };
    assert_eq!(print_document(&at.desk, twice).await.unwrap_err().code, "printed-already");
    assert!(waiting("Upstairs").is_empty());
}

#[tokio::test]
async fn an_unknown_queue_and_an_unknown_job_are_named_and_nothing_is_sent() {
    let at = at_the_queues().await;
    let error = print_document(&at.desk, at.form("Gone").await).await.unwrap_err();
    assert_eq!(error.code, "queue-unknown");
    for id in ["", "-h", "Reception", "Reception-1; rm", "a b-1", "../x-1", "a#-1", "Reception--"] {
        assert_eq!(job_state(&at.desk, id.into()).await.unwrap_err().code, "job-unknown", "{id:?}");
        assert_eq!(cancel_print(&at.desk, id.into()).await.unwrap_err().code, "job-unknown", "{id:?}");
    }
    // The number of one queue's job is not told as another's, nor taken back as another's.
    let job = at.sent("Stopped").await;
    let as_anothers = job.job_id.replace("Stopped", "Reception");
    assert_eq!(job_state(&at.desk, as_anothers.clone()).await.unwrap_err().code, "job-unknown");
    assert_eq!(cancel_print(&at.desk, as_anothers).await.unwrap_err().code, "job-unknown");
    assert_eq!(waiting("Stopped"), [job.job_id]);
    clear("Stopped");
    let lost = job_state(&at.desk, "Reception-99999".into()).await.unwrap();
    assert_eq!(lost.state, JobState::Unknown);
    assert!(lost.message.contains("no longer lists this job"), "{}", lost.message);
}

#[tokio::test]
async fn a_queue_of_any_name_is_printed_to_followed_and_its_job_taken_back() {
    let at = at_the_queues().await;
    // Every printable sign but space, tab, / and #, which lpadmin refuses with ", ', ? and \\; and letters of elsewhere.
    let names = [
        "Reception@front-office.local",
        "HP(2)",
        "Büro",
        "!$&*+,:;=",
        "q>[]^_`{|}~%41b",
        "-x",
        "Reception-1",
        "日本)(1.file(s)",
    ];
    let queues: Vec<Queue> = names.iter().map(|name| Queue::printing(name)).collect();
    let listed: Vec<String> = printers(&at.desk).await.unwrap().into_iter().map(|printer| printer.name).collect();
    let mut sent = Vec::new();
    for Queue(name) in &queues {
        assert!(listed.contains(name), "{name} is not offered: {listed:?}");
        let job = at.sent(name).await;
        assert_eq!(&job.queue, name);
        assert!(job.job_id.starts_with(&format!("{name}-")), "{job:?}");
        sent.push(job);
    }
    for job in sent {
        let name = job.queue.clone();
        let over = at.until_over(job).await;
        assert_eq!((over.state, over.message), (JobState::Done, format!("Printed on {name}.")));
        // Taken back from the same queue, and no other queue's job with it. (To cupsdisable `-x` is an option.)
        if name == "-x" {
            continue;
        }
        cups("cupsdisable", &[&name]);
        let other = at.sent("Stopped").await;
        let waits = at.sent(&name).await;
        assert_eq!(waits.state, JobState::Stopped, "{waits:?}");
        assert_eq!(cancel_print(&at.desk, waits.job_id).await.unwrap().state, JobState::Cancelled);
        assert_eq!(waiting("Stopped"), [other.job_id]);
        clear("Stopped");
    }
    // One that CUPS lets be made and takes nothing for: said in its own words, and nothing was sent.
    let _refused = Queue::printing("q<x");
    let refused = print_document(&at.desk, at.form("q<x").await).await.unwrap_err();
    assert_eq!(refused.code, "print-refused");
    assert!(refused.message.contains("It says: “Forbidden”. Nothing was sent."), "{}", refused.message);
}

#[tokio::test]
async fn a_job_cancelled_elsewhere_was_not_printed() {
    let at = at_the_queues().await;
    let job = at.sent("Stopped").await;
    cups("cancel", &[&job.job_id]);
    let over = job_state(&at.desk, job.job_id).await.unwrap();
    let wanted = "The job was cancelled at Stopped before it began. Nothing was printed.";
    assert_eq!((over.state, over.message.as_str()), (JobState::Cancelled, wanted));
    // The same while it is being printed: some of it may be out.
    let _off = Queue::at("Off", "socket://127.0.0.1:9", None, "stop-printer");
    let job = until(&at, at.sent("Off").await, JobState::Printing).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    cups("cancel", &[&job.job_id]);
    let over = job_state(&at.desk, job.job_id).await.unwrap();
    assert_eq!(over.state, JobState::Cancelled);
    assert!(over.message.contains("What had come out by then is at the printer."), "{}", over.message);
}

/// The job once it is in `state`; a quarter of a minute is enough.
async fn until(at: &At, mut job: JobView, state: JobState) -> JobView {
    for _ in 0..150 {
        if job.state == state {
            return job;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        job = job_state(&at.desk, job.job_id).await.unwrap();
    }
    panic!("not {state:?}: {job:?}")
}

#[tokio::test]
async fn a_filter_that_fails_and_a_job_given_up_are_not_printed_and_say_why() {
    let at = at_the_queues().await;
    let run = session().file_name().unwrap().to_str().unwrap().to_string();
    let _broken = Queue::at("Broken", &format!("cups-pdf:/{run}"), Some("/bin/false"), "stop-printer");
    let job = until(&at, at.sent("Broken").await, JobState::Stopped).await;
    assert!(
        job.message.starts_with("Broken began with the job and broke off. Look at the printer."),
        "{}",
        job.message
    );
    assert!(job.message.contains("The print system says: “Filter failed"), "{}", job.message);
    let taken = cancel_print(&at.desk, job.job_id).await.unwrap();
    assert_eq!(taken.message, "Taken back from Broken. What had come out by then is at the printer.");
    // Given up by the print system, after a second at a printer that is not there.
    let _gives_up = Queue::at("GivesUp", "socket://127.0.0.1:9/?contimeout=1", None, "abort-job");
    let job = until(&at, at.sent("GivesUp").await, JobState::Failed).await;
    assert!(job.message.starts_with("The print system gave the job up at GivesUp."), "{}", job.message);
    assert!(job.message.contains("The print system says: “"), "{}", job.message);
    // And where the printer is stopped by it instead.
    let _stops = Queue::at("Stops", "socket://127.0.0.1:9/?contimeout=1", None, "stop-printer");
    let job = until(&at, at.sent("Stops").await, JobState::Stopped).await;
    assert!(job.message.contains("The printer Stops is stopped. The job waits"), "{}", job.message);
}

#[tokio::test]
async fn a_printer_that_is_switched_off_is_told_in_its_own_words_and_the_job_can_be_taken_back() {
    let at = at_the_queues().await;
    let _off = Queue::at("Off", "socket://127.0.0.1:9", None, "stop-printer");
    let mut job = at.sent("Off").await;
    for _ in 0..100 {
        if job.message.contains("says") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        job = job_state(&at.desk, job.job_id).await.unwrap();
    }
    let wanted = "Printing on Off. The print system says: “The printer may not exist or is unavailable at this time”.";
    assert_eq!((job.state, job.message.as_str()), (JobState::Printing, wanted));
    let elsewhere = PrintForm { instead_of: Some(job.job_id), ..at.form("Reception").await };
    let sent = print_document(&at.desk, elsewhere).await.unwrap();
    assert_eq!(at.until_over(sent).await.state, JobState::Done);
    assert!(waiting("Off").is_empty(), "it would come out when somebody switches the printer on");
}

#[tokio::test]
#[ignore = "over a minute: make torture"]
async fn a_printer_that_is_silent_for_over_a_minute_is_said_to_be_torture() {
    let at = at_the_queues().await;
    let _off = Queue::at("Off", "socket://127.0.0.1:9", None, "stop-printer");
    let job = at.sent("Off").await;
    tokio::time::sleep(Duration::from_secs(64)).await;
    let job = job_state(&at.desk, job.job_id).await.unwrap();
    assert_eq!(job.state, JobState::Silent);
    assert!(job.message.starts_with("Off has been at this job for over a minute"), "{}", job.message);
    assert!(job.message.contains("may not exist or is unavailable"), "{}", job.message);
    assert_eq!(cancel_print(&at.desk, job.job_id).await.unwrap().state, JobState::Cancelled);
}

#[tokio::test]
async fn a_print_system_that_is_gone_is_said_so_and_says_nothing_of_the_job() {
    let at = at_the_queues().await;
    let job = at.sent("Stopped").await;
    let form = at.form("Reception").await;
    let away = Away::gone();
    let unknown = job_state(&at.desk, job.job_id.clone()).await.unwrap();
    assert_eq!(unknown.state, JobState::Unknown);
    assert!(unknown.message.starts_with("The print system of this computer does not answer."), "{}", unknown.message);
    assert_eq!(cancel_print(&at.desk, job.job_id.clone()).await.unwrap_err().code, "not-taken-back");
    assert_eq!(printers(&at.desk).await.unwrap_err().code, "print-system-silent");
    let refused = print_document(&at.desk, form).await.unwrap_err();
    assert_eq!(refused.code, "print-system-silent", "{}", refused.message);
    assert_eq!(testing::acts_left(&at.desk).await.unwrap(), 0);
    drop(away);
    // It is there again, and so is the job.
    assert_eq!(job_state(&at.desk, job.job_id.clone()).await.unwrap().state, JobState::Stopped);
    assert_eq!(cancel_print(&at.desk, job.job_id).await.unwrap().state, JobState::Cancelled);
}

#[tokio::test]
async fn a_print_system_that_does_nothing_keeps_no_act_and_no_program_waiting() {
    let at = at_the_queues().await;
    let job = at.sent("Stopped").await;
    let away = Away::still();
    let began = std::time::Instant::now();
    let unknown = job_state(&at.desk, job.job_id.clone()).await.unwrap();
    assert_eq!(unknown.state, JobState::Unknown);
    assert!(began.elapsed() < Duration::from_secs(12), "{:?}", began.elapsed());
    let refused = print_document(&at.desk, at.form("Reception").await).await.unwrap_err();
    assert_eq!(refused.code, "print-system-silent", "{}", refused.message);
    assert_eq!(testing::acts_left(&at.desk).await.unwrap(), 0);
    // Killed at their limit; the system takes a moment for it.
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(children(), [""; 0]);
    drop(away);
    assert_eq!(cancel_print(&at.desk, job.job_id).await.unwrap().state, JobState::Cancelled);
}

#[tokio::test]
async fn a_queue_without_room_says_so_and_prints_again_once_there_is() {
    let at = at_the_queues().await;
    let form = at.form("Stopped").await;
    let once_more = || PrintForm {
        document_id: form.document_id.clone(),
        queue: form.queue.clone(),
        copies: 1,
        sides: Sides::One,
        instead_of: None,
    };
    let full = loop {
        match print_document(&at.desk, once_more()).await {
            Ok(_) => assert!(waiting("Stopped").len() <= 20, "the queue has no end"),
            Err(error) => break error,
        }
    };
    clear("Stopped");
    assert_eq!(full.code, "spool-full", "{}", full.message);
    let job = print_document(&at.desk, once_more()).await.unwrap();
    assert_eq!(job.state, JobState::Stopped);
    clear("Stopped");
}
